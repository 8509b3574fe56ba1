/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables of a file that holds several, to choose one: the sheets of a
 * spreadsheet, the files in a zip.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/list.h"
#include "tui/name.h"
#include "tui/view_table.h"

struct state {
	char *name;   /* what is listed: see name.h */
	char *path;   /* of the file */
	char *member; /* the spreadsheet in it that is listed, or NULL */
	struct dp_tables list;
	size_t at;
};

/* The name of table I; the caller frees it. */
static char *
name_of(const struct state *s, size_t i)
{
	dp_str one = dp_str_c(s->list.at[i].name);
	struct dp_origin o = { .packed = NULL };
	struct dp_buf from = { 0 };
	char *name;

	if (s->member)
		o.member = dp_str_c(s->member);
	if (s->list.book)
		o.sheet = one;
	else
		o.member = one;
	dp_recipe_origin(&o, &from);
	name = tui_name_make(s->path, dp_buf_view(&from));
	dp_buf_done(&from);
	return name;
}

/* > on the table that is open, or else on the first that a person sees. */
static void
point(struct tui_app *app, struct state *s)
{
	const struct tui_table *t = tui_table_top(app);
	bool found = false;

	for (size_t i = 0; t && i < s->list.n && !found; i++) {
		char *name = name_of(s, i);

		found = strcmp(name, t->name) == 0;
		s->at = found ? i : s->at;
		free(name);
	}
	for (size_t i = 0; i < s->list.n && !found; i++) {
		found = s->list.at[i].likely && !s->list.at[i].hidden;
		s->at = found ? i : s->at;
	}
}

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	struct state *s = v->state;
	struct dp_read_opts o;
	struct dp_recipe *read = tui_name_read(arg, &o);

	s->name = dp_strdup(dp_str_c(arg));
	s->path = tui_name_path(arg);
	s->member = o.member.p ? dp_strdup(o.member) : NULL;
	dp_tables_list(s->path, o.member, &s->list);
	dp_recipe_free(read);
	if (s->list.n < 2)
		return dp_fail(err, DP_EUSAGE,
			       _("there is one table in %s, and no other to "
				 "choose."),
			       dp_path_base(s->path));
	point(app, s);
	return 0;
}

static void
view_close(struct tui_view *v)
{
	struct state *s = v->state;

	dp_tables_done(&s->list);
	free(s->name);
	free(s->path);
	free(s->member);
}

/* ---- choosing ---------------------------------------------------------- */

/* Is NAME, chosen in a zip, a spreadsheet of which a sheet is to be chosen? */
static bool
goes_on(const struct state *s, size_t i)
{
	struct dp_tables inner = { .book = NULL };
	bool several = false;

	if (!s->list.book) {
		dp_tables_list(s->path, dp_str_c(s->list.at[i].name), &inner);
		several = inner.n > 1;
	}
	dp_tables_done(&inner);
	return several;
}

/* Opens NAME in the place of the table below, if it is of the same file. */
static void
open_it(struct tui_app *app, const char *name, const char *path)
{
	const struct tui_table *t = tui_table_top(app);
	bool same = t && tui_top(app)->class == &tui_view_table &&
		    strcmp(t->path, path) == 0 && !tui_top(app)->raised;
	char *before = same ? dp_strdup(dp_str_c(t->name)) : NULL;

	if (same && strcmp(before, name) == 0) {
		free(before);
		return;
	}
	if (same)
		tui_pop(app);
	if (tui_open_file(app, name)) {
		tui_say(app, "%s", _("O shows the other tables of this file."));
	} else if (same) {
		char *why = dp_strdup(tui_status(app));

		(void)tui_open_file(app, before);
		tui_say(app, "%s", why);
		free(why);
	}
	free(before);
}

static void
choose(struct tui_app *app, const struct state *s)
{
	char *name = name_of(s, s->at), *path = dp_strdup(dp_str_c(s->path));
	bool more = goes_on(s, s->at);

	tui_pop(app);
	if (more)
		(void)tui_push(app, &tui_view_tables, name);
	else
		open_it(app, name, path);
	free(name);
	free(path);
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct state *s = v->state;

	(void)arg;
	if (c == TUI_ENTER) {
		choose(app, s);
		return true;
	}
	return tui_list_move(&s->at, s->list.n, tui_body(app).rows - 4, c);
}

static void
click(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	struct state *s = v->state;

	(void)app;
	s->at = target - 1u;
}

/* ---- on the screen ----------------------------------------------------- */

/* How many there are, and what they are. */
static void
tell(const struct state *s, struct dp_buf *out)
{
	size_t n = s->list.n;

	dp_buf_format(out,
		      s->list.book ? P_("%zu sheet. Which one?",
					"%zu sheets. Which one?", n) :
				     P_("%zu file. Which one?",
					"%zu files. Which one?", n),
		      n);
}

static void
draw_one(const struct state *s, struct tui_grid *g, struct tui_rect line,
	 size_t i)
{
	const struct dp_table_name *one = &s->list.at[i];
	const char *note = one->hidden ? _("hidden") : "";
	int right = tui_cols(g, dp_str_c(note));

	(void)tui_put_c(g, line.row, line.col, 1, TUI_TEXT,
			i == s->at ? ">" : " ");
	(void)tui_put_c(g, line.row, line.col + 2, line.cols - 3 - right,
			TUI_TEXT, one->name);
	(void)tui_put_right(g, line.row, line.col, line.cols, TUI_QUIET,
			    dp_str_c(note));
	tui_target(g, line, (uint16_t)(i + 1));
	if (i != s->at)
		return;
	tui_role(g, line, TUI_FOCUS);
	tui_cursor(g, line.row, line.col);
}

static void
draw(const struct tui_app *app, const struct tui_view *v, struct tui_grid *g,
     struct tui_rect area)
{
	const struct state *s = v->state;
	struct tui_rect in = tui_inside(area);
	struct dp_buf b = { 0 };
	size_t top;

	(void)app;
	tui_box(g, area, _("Tables"), NULL);
	tell(s, &b);
	(void)tui_put(g, in.row, in.col, in.cols, TUI_TEXT, dp_buf_view(&b));
	dp_buf_done(&b);
	in.row += 2;
	in.rows -= 2;
	top = tui_list_top(s->at, s->list.n, in.rows);
	for (size_t i = top; i < s->list.n && (int)(i - top) < in.rows; i++)
		draw_one(s, g,
			 (struct tui_rect){ in.row + (int)(i - top), in.col, 1,
					    in.cols },
			 i);
}

static void
about(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct state *s = v->state;

	(void)app;
	tui_name_say(s->path, tui_name_from(s->name), out);
}

static void
say(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct state *s = v->state;

	(void)app;
	dp_buf_format(out, "%s\n", dp_path_base(s->path));
	tell(s, out);
	dp_buf_char(out, '\n');
	for (size_t i = 0; i < s->list.n; i++) {
		dp_buf_format(out, "  %s", s->list.at[i].name);
		if (s->list.at[i].hidden)
			dp_buf_format(out, " (%s)", _("hidden"));
		dp_buf_char(out, '\n');
	}
}

static const enum tui_command serves[] = { TUI_ENTER, TUI_BACK, TUI_SAY,
					   TUI_MOVES, TUI_NOTHING };

const struct tui_view_class tui_view_tables = {
	.name = "tables",
	.title = N_("Tables"),
	.serves = serves,
	.state_bytes = sizeof(struct state),
	.open = view_open,
	.close = view_close,
	.command = command,
	.click = click,
	.draw = draw,
	.about = about,
	.say = say,
};
