/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of tables; see name.h. */
#include "tui/name.h"

#include <stdlib.h>

#include <dpipe/project.h>

#include "base/i18n.h"

#define MARK "\n "

char *
tui_name_make(const char *path, dp_str from)
{
	return from.n ? dp_format("%s\n%.*s", path, DP_FMT(from)) :
			dp_strdup(dp_str_c(path));
}

/* Where what is said behind the path begins: its line feed; or NULL. */
static const char *
mark_of(const char *name)
{
	const char *mark = NULL;

	/* a file may be called so, too */
	for (const char *at = strstr(name, MARK); at; at = strstr(at + 1, MARK))
		mark = at;
	return mark && !dp_exists(name) ? mark : NULL;
}

char *
tui_name_path(const char *name)
{
	const char *mark = mark_of(name);

	return dp_strdup((dp_str){ name, mark ? (size_t)(mark - name) :
						strlen(name) });
}

dp_str
tui_name_from(const char *name)
{
	const char *mark = mark_of(name);

	return mark ? dp_str_c(mark + 1) : DP_S("");
}

/* What FROM says, in O; its texts are in the recipe. */
static struct dp_recipe *
read_from(dp_str from, struct dp_read_opts *o)
{
	struct dp_err ignored = { 0 };
	struct dp_recipe *r = NULL;
	char *line;

	dp_read_opts_init(o);
	o->threads = 1;
	if (!from.n)
		return NULL;
	line = dp_format("source%.*s\n", DP_FMT(from));
	r = dp_recipe_parse(dp_str_c(line), "-e", &ignored);
	free(line);
	/* from a file of ours that somebody may have changed: read what is
	   there */
	if (r)
		(void)dp_recipe_source(r, o, &ignored);
	return r;
}

struct dp_recipe *
tui_name_read(const char *name, struct dp_read_opts *o)
{
	return read_from(tui_name_from(name), o);
}

void
tui_name_say(const char *path, dp_str from, struct dp_buf *out)
{
	struct dp_read_opts o;
	struct dp_recipe *r = read_from(from, &o);
	dp_str which = o.sheet.p ? o.sheet : o.member;

	if (which.p)
		/* TRANSLATORS: a file, and which table of it */
		dp_buf_format(out, _("%s: %.*s"), dp_path_base(path),
			      DP_FMT(which));
	else
		dp_buf_c(out, dp_path_base(path));
	dp_recipe_free(r);
}

static void
say_option(const char *option, dp_str word, struct dp_buf *out)
{
	if (!word.p)
		return;
	dp_buf_format(out, " %s ", option);
	dp_command_quote(word, out);
}

void
tui_name_options(dp_str from, struct dp_buf *out)
{
	struct dp_read_opts o;
	struct dp_recipe *r = read_from(from, &o);

	say_option("--member", o.member, out);
	say_option("--sheet", o.sheet, out);
	dp_recipe_free(r);
}
