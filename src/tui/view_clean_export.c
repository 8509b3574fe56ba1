/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What leaves the workspace: the cleaned table, the steps as a recipe, the
 * command that does the same. The end of the name says which.
 */
#include "tui/view_clean.h"

#include <dpipe/text.h>

#include "base/i18n.h"
#include "tui/view_table_out.h"

static struct tui_clean *
top(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);

	return v->class == &tui_view_clean ? v->state : NULL;
}

static bool
ends_in(const char *path, const char *end)
{
	size_t n = strlen(path), m = strlen(end);

	return n > m && strcmp(path + n - m, end) == 0;
}

static void
write_text(struct tui_app *app, const char *path, const struct dp_buf *text,
	   bool command)
{
	struct dp_err err = { 0 };

	if (dp_write_file(path, text->p, text->n, &err) != 0)
		tui_say_err(app, &err);
	else if (command)
		tui_say(app, _("The command is in %s."), path);
	else
		tui_say(app,
			_("The recipe is in %s. dpipe clean -r %s does "
			  "it again."),
			path, path);
}

static void
save_as(struct tui_app *app, struct tui_clean *c, const char *path)
{
	struct dp_bench *b = c->t->bench.bench;
	struct dp_buf text = { 0 };

	if (dp_exists(path)) {
		tui_say(app,
			_("%s is there already: x again, with another "
			  "name."),
			path);
	} else if (ends_in(path, ".dpr")) {
		dp_bench_recipe(b, dp_bench_current(b), &text);
		write_text(app, path, &text, false);
	} else if (ends_in(path, ".sh")) {
		dp_buf_c(&text, "#!/bin/sh\n");
		dp_bench_command(b, dp_bench_current(b), &text);
		write_text(app, path, &text, true);
	} else {
		tui_save_all(app, c->t, path);
	}
	dp_buf_done(&text);
}

static void
save_named(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_clean *c = top(app);
	dp_str name = dp_trim(text);
	char *path;

	if (!c)
		return;
	/* a part of a proposed name is that name */
	if (choice.p && dp_str_find(name, '.') < 0)
		name = choice;
	path = dp_strdup(name);
	if (*path)
		save_as(app, c, path);
	free(path);
}

/* The names proposed that LINE is in. */
static void
complete(struct tui_app *app, dp_str line, struct tui_choices *list)
{
	static const struct {
		const char *end, *help;
	} kinds[] = {
		{ ".csv", N_("the table behind the steps") },
		{ ".dpr", N_("the steps, as a recipe that can be run again") },
		{ ".sh", N_("the steps, as a command for a shell") },
	};
	const struct tui_clean *c = top(app);
	const char *base = c ? dp_path_base(c->t->path) : "";
	const char *dot = strrchr(base, '.');
	size_t n = dot && dot > base ? (size_t)(dot - base) : strlen(base);

	for (size_t i = 0; c && i < sizeof kinds / sizeof kinds[0]; i++) {
		/* TRANSLATORS: end of a file's name: ventes-nettoye.csv */
		char *name = dp_format("%.*s-%s%s", (int)n, base, _("clean"),
				       kinds[i].end);

		if (line.n == 0 || dp_str_search(dp_str_c(name), line) >= 0)
			tui_choice_add(list, dp_str_c(name), DP_S(""),
				       _(kinds[i].help), 0);
		free(name);
	}
}

static const struct tui_ask ask_export = { N_("Save as:"), "files", complete,
					   save_named };

void
tui_clean_export(struct tui_app *app, struct tui_clean *c, dp_str arg)
{
	char *path;

	if (!tui_bench_need(app, c->t))
		return;
	if (c->tried) {
		tui_say(app, _("Apply or drop what is tried first: what is "
			       "saved is what was applied."));
		return;
	}
	if (arg.n == 0) {
		tui_ask(app, &ask_export, NULL);
		return;
	}
	path = dp_strdup(arg);
	save_as(app, c, path);
	free(path);
}
