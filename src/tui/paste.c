/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table made of pasted text: it is kept in a file, and that is opened. */
#include "tui/paste.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "tui/inner.h"

#define NAMES 100 /* tried, before the user has to find one */

bool
tui_paste_is_table(dp_str text)
{
	dp_str rest = text, first = dp_str_cut(&rest, '\n');

	if (!rest.p || dp_str_strip(rest).n == 0)
		return false;
	return dp_str_find(first, '\t') >= 0 || dp_str_find(first, ';') >= 0 ||
	       dp_str_find(first, ',') >= 0;
}

static void
keep_it(struct tui_app *app, dp_str text, dp_str choice)
{
	char *path = dp_strdup(dp_trim(text));
	struct dp_err err = { 0 };

	(void)choice;
	if (!*path || app->pasted.n == 0)
		; /* nothing was named */
	else if (dp_exists(path))
		tui_say(app,
			_("%s is there already; paste again, and give "
			  "another name."),
			path);
	else if (dp_write_file(path, app->pasted.p, app->pasted.n, &err) != 0)
		tui_say_err(app, &err);
	else
		(void)tui_open_file(app, path);
	app->pasted.n = 0;
	free(path);
}

static const struct tui_ask ask_paste = { N_("Open as a table, kept in:"),
					  "files", NULL, keep_it };

void
tui_paste_offer(struct tui_app *app, dp_str text)
{
	/* TRANSLATORS: name of a file for pasted text, without its end */
	const char *word = _("pasted");
	char *name = dp_format("%s.csv", word);

	for (int i = 2; dp_exists(name) && i < NAMES; i++) {
		free(name);
		name = dp_format("%s-%d.csv", word, i);
	}
	app->pasted.n = 0;
	dp_buf_str(&app->pasted, text);
	tui_ask(app, &ask_paste, name);
	tui_say(app, _("What was pasted looks like a table. Enter opens it, "
		       "Esc forgets it."));
	free(name);
}
