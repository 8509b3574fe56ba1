# Languages. A new one: its .po file, and its code here.
LINGUAS = fr
EXTRA_DIST += po/fr.po po/dpipe.pot
po_mo = locale/fr/LC_MESSAGES/dpipe.mo
CLEANFILES += $(po_mo)
ALL_LOCAL += $(po_mo)

locale/%/LC_MESSAGES/dpipe.mo: $(srcdir)/po/%.po
	$(AM_V_at)$(MKDIR_P) $(@D)
	$(AM_V_GEN)$(MSGFMT) --check --output-file=$@.new $< && mv -f $@.new $@

install-data-local: $(po_mo)
	for l in $(LINGUAS); do \
		$(MKDIR_P) "$(DESTDIR)$(localedir)/$$l/LC_MESSAGES" && \
		$(INSTALL_DATA) locale/$$l/LC_MESSAGES/dpipe.mo \
			"$(DESTDIR)$(localedir)/$$l/LC_MESSAGES/dpipe.mo" || exit 1; \
	done

uninstall-local:
	for l in $(LINGUAS); do \
		rm -f "$(DESTDIR)$(localedir)/$$l/LC_MESSAGES/dpipe.mo"; \
	done

# The messages of the sources, and the translations brought up to date. The
# list is sorted and without line numbers, so that a diff shows messages only.
update-po:
	cd $(srcdir) && find src -name '*.[ch]' -o -name '*.def' | LC_ALL=C sort | \
		$(XGETTEXT) --files-from=- --language=C --from-code=UTF-8 \
		--keyword=_ --keyword=N_ --keyword=P_:1,2 --keyword=C_:1c,2 \
		--add-comments=TRANSLATORS: --no-location --sort-output \
		--package-name=dpipe --output=po/dpipe.pot.new && \
		sed -e '/^"POT-Creation-Date:/d' po/dpipe.pot.new > po/dpipe.pot && \
		rm -f po/dpipe.pot.new && \
		for l in $(LINGUAS); do \
			$(MSGMERGE) --quiet --no-fuzzy-matching --sort-output \
			--no-location --update --backup=none po/$$l.po po/dpipe.pot; \
		done
.PHONY: update-po
