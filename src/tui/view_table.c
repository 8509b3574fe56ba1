/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table over a file of any size: where one is in it, and what keys do.
 * Rows come from threads that read; what is not there yet is asked for in
 * settle, and drawn as … until the news that it is.
 */
#include "tui/view_table_out.h"

#include "base/i18n.h"
#include "tui/list.h"
#include "tui/recipe_line.h"
#include "tui/view_table_bench.h"

/* ---- what others ask --------------------------------------------------- */

struct tui_table *
tui_table_top(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);

	return v && v->class == &tui_view_table ? v->state : NULL;
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
	if (t->now.changed && !t->told_changed && !t->piped)
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

static const enum tui_command serves[] = {
	TUI_FIND,          TUI_FACET,    TUI_SORT,    TUI_ENTER,
	TUI_EDIT,          TUI_UNDO,     TUI_GOTO,    TUI_COLUMNS,
	TUI_COPY,          TUI_METHOD,   TUI_HISTORY, TUI_NEXT,
	TUI_PREVIOUS,      TUI_REDO,     TUI_EXPORT,  TUI_FREEZE,
	TUI_NARROWER,      TUI_WIDER,    TUI_DATA,    TUI_SAY,
	TUI_CHART,         TUI_FINDINGS, TUI_STEP_4,  TUI_NEXT_PANE,
	TUI_PREVIOUS_PANE, TUI_TICK,     TUI_MERGE,   TUI_BACK,
	TUI_STOP,          TUI_REPAINT,  TUI_LEFT,    TUI_RIGHT,
	TUI_MOVES,         TUI_TABLES,   TUI_NOTHING
};

const struct tui_view_class tui_view_table = {
	.name = "table",
	.title = N_("Table"),
	.serves = serves,
	.state_bytes = sizeof(struct tui_table),
	.open = tui_table_open,
	.close = tui_table_close,
	.again = again,
	.settle = settle,
	.command = tui_table_command,
	.click = tui_table_click,
	.draw = tui_table_draw,
	.remark = tui_table_remark,
	.about = about,
	.say = tui_table_say,
	.descriptor = descriptor,
	.other_descriptor = other_descriptor,
	.news = news,
	.busy = busy,
};
