/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table over a file of any size: where one is in it, and what keys do.
 * Rows come from threads that read; what is not there yet is asked for in
 * settle, and drawn as … until the news that it is.
 */
#include "tui/view_table_out.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/name.h"
#include "tui/view_table_bench.h"

/* ---- what others ask --------------------------------------------------- */

struct tui_table *
tui_table_top(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);

	return v && v->class->table ? v->class->table(v) : NULL;
}

struct tui_table *
tui_table_uppermost(const struct tui_app *app)
{
	size_t i = app->n_views;

	while (i > 0) {
		const struct tui_view *v = &app->view[--i];
		struct tui_table *t = v->class->table ? v->class->table(v) :
							NULL;

		if (t)
			return t;
	}
	return NULL;
}

struct dp_view *
tui_table_filtered(const struct tui_table *t)
{
	return t->n_filters ? t->filter[t->n_filters - 1].view : t->file;
}

struct dp_view *
tui_table_view(const struct tui_table *t)
{
	return t->sorted ? t->sorted : tui_table_filtered(t);
}

uint64_t
tui_table_rows(const struct tui_table *t, bool *exact)
{
	return dp_view_rows(tui_table_view(t), exact);
}

dp_str
tui_table_name(const struct tui_table *t, size_t index)
{
	return dp_view_schema(t->file)->column[index].name;
}

size_t
tui_table_index(const struct tui_table *t)
{
	return t->column[t->at].index;
}

bool
tui_table_focus(const struct tui_table *t, struct dp_window_row *out)
{
	uint64_t i = t->row - t->top;

	if (t->row < t->top || i >= t->window.n || !t->window.at[i].cell)
		return false;
	*out = t->window.at[i];
	return true;
}

void
tui_table_go(struct tui_table *t, uint64_t row)
{
	t->row = row;
	t->wanted_row = 0;
	t->seek.on = false;
}

/* ---- fetching ---------------------------------------------------------- */

/* The widths that the rows seen meanwhile ask for; they only grow. */
static void
look_at_widths(struct tui_table *t)
{
	struct dp_view *v = tui_table_view(t);
	struct dp_seen seen;

	if (t->n_columns == 0)
		return;
	dp_view_seen(v, 0, &seen);
	if (seen.n_rows == t->seen_rows)
		return;
	t->seen_rows = seen.n_rows;
	for (size_t i = 0; i < t->n_columns; i++) {
		struct tui_column *c = &t->column[i];

		dp_view_seen(v, c->index, &seen);
		if ((int)seen.n_cols > c->seen_cols)
			c->seen_cols = (int)seen.n_cols;
	}
}

/* The focus inside the rows there are, and the page around it. */
static void
keep_in_sight(struct tui_table *t)
{
	uint64_t page = t->page_rows > 0 ? (uint64_t)t->page_rows : 1, n;
	bool exact;

	n = tui_table_rows(t, &exact);
	if (t->wanted_row && (n > t->wanted_row || exact)) {
		t->row = t->wanted_row;
		t->wanted_row = 0;
	}
	if (n > 0 && t->row >= n)
		t->row = n - 1;
	else if (n == 0)
		t->row = 0;
	if (t->row + 1 == t->top)
		t->top = t->row;
	else if (t->row == t->top + page)
		t->top++;
	else if (t->row < t->top || t->row > t->top + page)
		t->top = t->row > page / 2 ? t->row - page / 2 : 0;
	if (t->top + page > n && exact)
		t->top = n > page ? n - page : 0;
}

/* The file has changed, or cannot be read: each is said once. */
static void
say_troubles(struct tui_app *app, struct tui_table *t)
{
	const struct dp_err *err = t->now.err.code != DP_OK ? &t->now.err :
							      &t->window.err;

	/* a file as standard input has no name to open it again by */
	if (t->now.changed && !t->told_changed && !t->piped && !t->part)
		tui_say(app, _("The file has changed since it was opened. "
			       "Ctrl-L reads it again, and keeps the place."));
	else if (err->code != DP_OK && !t->told_failed && !t->now.changed)
		tui_say_err(app, err);
	t->told_changed = t->now.changed;
	t->told_failed = err->code != DP_OK;
}

/* A page of rows; of a pipe, no more than have come. */
static size_t
rows_to_get(const struct tui_table *t)
{
	size_t page = t->page_rows > 0 ? (size_t)t->page_rows : 1;
	bool exact;
	uint64_t n = tui_table_rows(t, &exact);

	if (t->piped && !exact && n > t->top && n - t->top < page)
		return (size_t)(n - t->top);
	return page;
}

/* How far the rows shown are, and what happened to the file. */
static void
look_at_pages(struct tui_table *t)
{
	struct dp_pages *made = tui_table_made(t);
	struct dp_pages_state file;

	dp_pages_look(t->pages, &file);
	if (!made) {
		t->now = file;
		return;
	}
	dp_pages_look(made, &t->now);
	t->now.changed = file.changed;
	if (file.err.code != DP_OK)
		t->now.err = file.err;
}

void
tui_table_settle(struct tui_app *app, struct tui_table *t)
{
	struct tui_rect rows, side;
	struct tui_lanes_ask ask;

	tui_table_areas(app, t, &rows, &side);
	t->page_rows = rows.rows - 1;
	look_at_pages(t);
	do {
		keep_in_sight(t);
		dp_view_get(tui_table_view(t), t->top, rows_to_get(t),
			    &t->window);
	} while (tui_table_seek(t));
	look_at_widths(t);
	tui_table_ask(t, rows, &ask);
	t->left = tui_lanes_left(&ask, t->at);
	tui_cell_settle(t);
	say_troubles(app, t);
	tui_save_settle(app, t);
}

static void
settle(struct tui_app *app, struct tui_view *v)
{
	struct tui_table *t = v->state;

	tui_table_settle(app, t);
	if (t->bench.waiting && !t->bench.asked) {
		t->bench.asked = true;
		(void)tui_push(app, &tui_view_resume, NULL);
	}
}

/* ---- work in the background -------------------------------------------- */

/* What came in while another view was on top. */
static void
take_news(struct tui_app *app, struct tui_table *t)
{
	tui_work_news(app, t);
	tui_facet_news(t);
	tui_cell_news(t);
	tui_table_settle(app, t);
}

static void
again(struct tui_app *app, struct tui_view *v)
{
	take_news(app, v->state);
	settle(app, v);
}

static int
descriptor(const struct tui_view *v)
{
	const struct tui_table *t = v->state;

	return dp_pages_fd(t->pages);
}

static int
other_descriptor(const struct tui_view *v)
{
	struct dp_pages *made = tui_table_made(v->state);

	return made ? dp_pages_fd(made) : -1;
}

void
tui_table_news(struct tui_app *app, struct tui_table *t)
{
	struct dp_pages *made = tui_table_made(t);

	dp_pages_hush(t->pages);
	if (made)
		dp_pages_hush(made);
	take_news(app, t);
}

static bool
news(struct tui_app *app, struct tui_view *v)
{
	tui_table_news(app, v->state);
	return true;
}

bool
tui_table_busy(const struct tui_table *t)
{
	return t->now.err.code == DP_OK && t->window.err.code == DP_OK &&
	       (!t->now.counted || t->window.n_missing > 0 ||
		tui_work_busy(t) || tui_facet_busy(t) || tui_cell_busy(t) ||
		tui_save_busy(t));
}

static bool
busy(const struct tui_view *v)
{
	return tui_table_busy(v->state);
}

static void
about(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct tui_table *t = v->state;

	(void)app;
	tui_table_say_name(t, out);
}

/* ---- the view ----------------------------------------------------------- */

/* Is the file that ARG calls the one T shows? */
static bool
is_its_file(const struct tui_table *t, const char *arg)
{
	char *path = tui_name_path(arg);
	struct stat st;
	bool is = stat(path, &st) == 0 && st.st_ino == t->seen.st_ino &&
		  st.st_dev == t->seen.st_dev;

	free(path);
	return is;
}

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	const struct tui_table *below = tui_table_uppermost(app);
	struct tui_table *t = v->state;

	/* what a lesson works on stays the lesson's, however it is opened */
	if (arg && below && below->owner && is_its_file(below, arg)) {
		t->owner = below->owner;
		t->owner_self = below->owner_self;
	}
	return tui_table_open(app, t, arg, tui_take_piped(app), err);
}

static void
view_close(struct tui_view *v)
{
	tui_table_close(v->state);
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	return tui_table_do(app, v->state, c, arg);
}

static void
click(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	tui_table_click(app, v->state, target);
}

static void
draw(const struct tui_app *app, const struct tui_view *v, struct tui_grid *g,
     struct tui_rect area)
{
	(void)area;
	tui_table_draw(app, v->state, g);
}

static const enum tui_command *
serves_now(const struct tui_view *v)
{
	return tui_table_serves(v->state);
}

static const char *
call(const struct tui_view *v, enum tui_command c)
{
	return tui_table_call(v->state, c);
}

static void
say(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	(void)app;
	tui_table_say(v->state, out);
}

static struct tui_table *
table(const struct tui_view *v)
{
	return v->state;
}

const struct tui_view_class tui_view_table = {
	.name = "table",
	.title = N_("Table"),
	.serves_now = serves_now,
	.state_bytes = sizeof(struct tui_table),
	.open = view_open,
	.close = view_close,
	.again = again,
	.settle = settle,
	.command = command,
	.call = call,
	.click = click,
	.draw = draw,
	.remark = tui_table_remark,
	.about = about,
	.say = say,
	.descriptor = descriptor,
	.other_descriptor = other_descriptor,
	.news = news,
	.busy = busy,
	.table = table,
};
