# Manual pages and completion, made by the program from its own tables, in
# each language.
man_1 = dpipe dpipe-define dpipe-find dpipe-get dpipe-verify dpipe-clean \
	dpipe-recipe dpipe-analyse dpipe-present dpipe-run dpipe-learn \
	dpipe-notes dpipe-help
man_en = $(man_1:%=man/%.1) man/dpipe-recipe.5 man/dpipe-op.7
man_fr = $(man_en:man/%=man/fr/%)
# By section: automake does not look into substitutions.
nodist_man1_MANS = $(man_1:%=man/%.1)
nodist_man5_MANS = man/dpipe-recipe.5
nodist_man7_MANS = man/dpipe-op.7
CLEANFILES += $(man_en) $(man_fr) completions/dpipe.bash completions/_dpipe

SAY = DPIPE_LOCALE_DIR=$(abs_builddir)/locale ./dpipe
page = $(@F)

$(man_en): dpipe$(EXEEXT)
	$(AM_V_at)$(MKDIR_P) man
	$(AM_V_GEN)$(SAY) --lang=en man $(page) > $@.new && mv -f $@.new $@

$(man_fr): dpipe$(EXEEXT) $(po_mo)
	$(AM_V_at)$(MKDIR_P) man/fr
	$(AM_V_GEN)$(SAY) --lang=fr man $(page) > $@.new && mv -f $@.new $@

man1frdir = $(mandir)/fr/man1
man5frdir = $(mandir)/fr/man5
man7frdir = $(mandir)/fr/man7
nodist_man1fr_DATA = $(man_1:%=man/fr/%.1)
nodist_man5fr_DATA = man/fr/dpipe-recipe.5
nodist_man7fr_DATA = man/fr/dpipe-op.7

bashcompdir = $(datarootdir)/bash-completion/completions
zshcompdir = $(datarootdir)/zsh/site-functions
nodist_zshcomp_DATA = completions/_dpipe

completions/dpipe.bash: dpipe$(EXEEXT)
	$(AM_V_at)$(MKDIR_P) completions
	$(AM_V_GEN)$(SAY) --lang=en completion bash > $@.new && mv -f $@.new $@

completions/_dpipe: dpipe$(EXEEXT)
	$(AM_V_at)$(MKDIR_P) completions
	$(AM_V_GEN)$(SAY) --lang=en completion zsh > $@.new && mv -f $@.new $@

ALL_LOCAL += completions/dpipe.bash completions/_dpipe

install-data-hook: completions/dpipe.bash
	$(MKDIR_P) "$(DESTDIR)$(bashcompdir)"
	$(INSTALL_DATA) completions/dpipe.bash "$(DESTDIR)$(bashcompdir)/dpipe"

uninstall-hook:
	rm -f "$(DESTDIR)$(bashcompdir)/dpipe"
