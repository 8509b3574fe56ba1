/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table over a file of any size: where one is in it, and what keys do.
 * Rows come from threads that read; what is not there yet is asked for in
 * settle, and drawn as … until the news that it is.
 */
#include "tui/view_table_out.h"

#include "base/i18n.h"
#include "tui/list.h"

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
	return dp_pages_schema(t->pages)->column[index].name;
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

	if (t->now.changed && !t->told_changed)
		tui_say(app, _("The file has changed since it was opened. "
			       "Ctrl-L reads it again, and keeps the place."));
	else if (err->code != DP_OK && !t->told_failed && !t->now.changed)
		tui_say_err(app, err);
	t->told_changed = t->now.changed;
	t->told_failed = err->code != DP_OK;
}

void
tui_table_settle(struct tui_app *app, struct tui_table *t)
{
	struct tui_rect rows, side;
	struct tui_lanes_ask ask;

	tui_table_areas(app, t, &rows, &side);
	t->page_rows = rows.rows - 1;
	dp_pages_look(t->pages, &t->now);
	do {
		keep_in_sight(t);
		dp_view_get(tui_table_view(t), t->top,
			    t->page_rows > 0 ? (size_t)t->page_rows : 1,
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
	tui_table_settle(app, v->state);
}

/* ---- moving ------------------------------------------------------------ */

void
tui_table_say_place(struct tui_app *app, const struct tui_table *t)
{
	char row[TUI_FIGURE_BYTES], of[TUI_FIGURE_BYTES];
	bool exact;
	uint64_t n = tui_table_rows(t, &exact), at = t->row;

	at = at < n ? at : n - 1;
	if (exact && n > 0)
		tui_say(app, _("Row %s of %s (%d%%)."), tui_count(at + 1, row),
			tui_count(n, of), tui_table_percent(at, n));
}

static void
last_row(struct tui_app *app, struct tui_table *t)
{
	char n[TUI_FIGURE_BYTES];
	bool exact;
	uint64_t rows = tui_table_rows(t, &exact);

	tui_table_go(t, rows ? rows - 1 : 0);
	if (!exact)
		tui_say(app,
			_("Row %s is the last one counted so far; the "
			  "counting goes on."),
			tui_count(rows, n));
}

static bool
move(struct tui_app *app, struct tui_table *t, enum tui_command c)
{
	uint64_t page = t->page_rows > 1 ? (uint64_t)t->page_rows : 1;

	if (c == TUI_UP && t->row > 0)
		tui_table_go(t, t->row - 1);
	else if (c == TUI_DOWN)
		tui_table_go(t, t->row + 1);
	else if (c == TUI_PAGE_UP)
		tui_table_go(t, t->row > page ? t->row - page : 0);
	else if (c == TUI_PAGE_DOWN)
		tui_table_go(t, t->row + page);
	else if (c == TUI_FIRST)
		tui_table_go(t, 0);
	else if (c == TUI_LAST)
		last_row(app, t);
	else if (c == TUI_LEFT || c == TUI_RIGHT)
		t->at = tui_lanes_beside(t->column, t->n_columns, t->at,
					 c == TUI_LEFT ? -1 : 1);
	else
		return c == TUI_UP;
	if (c == TUI_PAGE_UP || c == TUI_PAGE_DOWN)
		t->top = c == TUI_PAGE_DOWN ? t->top + page :
			 t->top > page      ? t->top - page :
					      0;
	if (c >= TUI_PAGE_UP && c <= TUI_LAST)
		tui_table_say_place(app, t);
	return true;
}

void
tui_table_width(const struct tui_app *app, struct tui_table *t, size_t at,
		int by)
{
	struct tui_column *c = &t->column[at];
	struct tui_rect rows, side;
	int cols;

	tui_table_areas(app, t, &rows, &side);
	cols = tui_column_cols(c, rows.cols) + by;
	if (cols < TUI_COLUMN_LEAST)
		cols = TUI_COLUMN_LEAST;
	if (cols > TUI_COLUMN_MOST)
		cols = TUI_COLUMN_MOST;
	c->set_cols = cols;
}

static void
freeze(struct tui_app *app, struct tui_table *t)
{
	dp_str name = tui_table_name(t, tui_table_index(t));

	if (t->frozen == t->at + 1) {
		t->frozen = 0;
		t->left = 0;
		tui_say(app, _("No column is frozen any more."));
		return;
	}
	t->frozen = t->at + 1;
	t->left = t->frozen;
	tui_say(app,
		_("The columns up to “%.*s” stay in sight, as far as half of "
		  "the screen. z again lets them go."),
		DP_FMT(name));
}

/* The findings; where one came from them, back to them. */
static void
verify(struct tui_app *app, const struct tui_table *t)
{
	if (t->n_places > 0 && tui_below(app)->class == &tui_view_findings)
		tui_pop(app);
	else
		(void)tui_push(app, &tui_view_findings, t->path);
}

/* One thing at a time: what runs, what is open, what was done last. */
static bool
go_back(struct tui_app *app, struct tui_table *t, enum tui_command c)
{
	if (tui_save_stop(app, t) || tui_work_stop(app, t) ||
	    tui_facet_stop(app, t))
		return true;
	if (c == TUI_STOP)
		return false;
	if (t->side == TUI_SIDE_NONE)
		return tui_work_undo(app, t);
	tui_side_open(app, t, TUI_SIDE_NONE);
	return true;
}

/* Commands about columns; false: it is none of them. */
static bool
column_command(struct tui_app *app, struct tui_table *t, enum tui_command c)
{
	switch (c) {
	case TUI_FACET:
		tui_side_open(app, t, TUI_SIDE_FACET);
		return true;
	case TUI_COLUMNS:
		tui_side_open(app, t, TUI_SIDE_COLUMNS);
		return true;
	case TUI_SORT:
		tui_work_sort(app, t);
		return true;
	case TUI_FREEZE:
		freeze(app, t);
		return true;
	case TUI_NARROWER:
		tui_table_width(app, t, t->at, -2);
		return true;
	case TUI_WIDER:
		tui_table_width(app, t, t->at, 2);
		return true;
	default:
		return false;
	}
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct tui_table *t = v->state;

	tui_say(app, "%s", "");
	t->work->found_said = false;
	if (c != TUI_COPY)
		t->copies = 0;
	if (tui_side_command(app, t, c) || column_command(app, t, c))
		return true;
	switch (c) {
	case TUI_BACK:
	case TUI_STOP:
		return go_back(app, t, c);
	case TUI_ENTER:
		tui_side_open(app, t, TUI_SIDE_CELL);
		return true;
	case TUI_FINDINGS:
	case TUI_STEP_4:
		verify(app, t);
		return true;
	case TUI_FIND:
		t->n_places = 0;
		tui_work_ask_find(app, arg);
		return true;
	case TUI_NEXT:
	case TUI_PREVIOUS:
		if (!tui_table_next_place(app, t, c == TUI_PREVIOUS))
			tui_work_next(app, t, c == TUI_PREVIOUS);
		return true;
	case TUI_GOTO:
		tui_work_ask_row(app, arg);
		return true;
	case TUI_COPY:
		tui_table_copy(app, t);
		return true;
	case TUI_EXPORT:
		tui_save_ask(app, arg);
		return true;
	case TUI_DATA:
		tui_table_tell_file(app, t);
		return true;
	case TUI_REPAINT:
		return tui_table_reload(app, t);
	default:
		return move(app, t, c);
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
}

static int
descriptor(const struct tui_view *v)
{
	const struct tui_table *t = v->state;

	return dp_pages_fd(t->pages);
}

static bool
news(struct tui_app *app, struct tui_view *v)
{
	struct tui_table *t = v->state;

	dp_pages_hush(t->pages);
	take_news(app, t);
	return true;
}

static bool
busy(const struct tui_view *v)
{
	const struct tui_table *t = v->state;

	return t->now.err.code == DP_OK && t->window.err.code == DP_OK &&
	       (!t->now.counted || t->window.n_missing > 0 ||
		tui_work_busy(t) || tui_facet_busy(t) || tui_cell_busy(t) ||
		tui_save_busy(t));
}

static void
about(const struct tui_app *app, const struct tui_view *v, struct dp_buf *out)
{
	const struct tui_table *t = v->state;

	(void)app;
	dp_buf_c(out, dp_path_base(t->path));
}

static const enum tui_command serves[] = {
	TUI_FIND,    TUI_FACET,    TUI_SORT,   TUI_ENTER,     TUI_GOTO,
	TUI_COLUMNS, TUI_COPY,     TUI_NEXT,   TUI_PREVIOUS,  TUI_EXPORT,
	TUI_FREEZE,  TUI_NARROWER, TUI_WIDER,  TUI_DATA,      TUI_SAY,
	TUI_CHART,   TUI_FINDINGS, TUI_STEP_4, TUI_NEXT_PANE, TUI_PREVIOUS_PANE,
	TUI_TICK,    TUI_MERGE,    TUI_BACK,   TUI_STOP,      TUI_REPAINT,
	TUI_LEFT,    TUI_RIGHT,    TUI_MOVES,  TUI_NOTHING
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
	.command = command,
	.click = tui_table_click,
	.draw = tui_table_draw,
	.remark = tui_table_remark,
	.about = about,
	.say = tui_table_say,
	.descriptor = descriptor,
	.news = news,
	.busy = busy,
};
