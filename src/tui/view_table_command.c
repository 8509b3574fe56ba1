/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table: what its commands do. */
#include "tui/view_table_out.h"

#include <dpipe/text.h>

#include "base/i18n.h"
#include "tui/recipe_line.h"
#include "tui/view_table_bench.h"

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
		(void)tui_push(app, &tui_view_findings, t->name);
}

/* One thing at a time: what runs, what is open, what was done last. */
static bool
go_back(struct tui_app *app, struct tui_table *t, enum tui_command c)
{
	if (tui_save_stop(app, t) || tui_work_stop(app, t) ||
	    tui_facet_stop(app, t))
		return true;
	if (c != TUI_STOP && t->side != TUI_SIDE_NONE) {
		tui_side_open(app, t, TUI_SIDE_NONE);
		return true;
	}
	if (c != TUI_STOP && tui_work_undo(app, t))
		return true;
	if (!dp_pages_enough(t->pages))
		return false;
	tui_say(app, _("Nothing more is taken from the pipe. The rows that "
		       "came stay."));
	return true;
}

/* Does C when it has to do with changes. */
static bool
change(struct tui_app *app, struct tui_table *t, enum tui_command c)
{
	switch (c) {
	case TUI_EDIT:
		tui_edit_ask(app, t);
		return true;
	case TUI_METHOD:
		tui_recipe_alike(app);
		return true;
	case TUI_UNDO:
	case TUI_REDO:
	case TUI_HISTORY:
		if (t->owner)
			t->owner->walk(app, t->owner_self, c);
		else if (c == TUI_HISTORY)
			tui_recipe_history(app);
		else
			tui_bench_walk(app, t, c);
		return true;
	default:
		return false;
	}
}

/* ARG, behind a command about columns, names one: the focus goes there. */
static bool
go_to_column(struct tui_app *app, struct tui_table *t, dp_str arg)
{
	struct dp_buf wanted = { 0 }, name = { 0 };
	bool found = arg.n == 0;

	dp_fold(arg, &wanted);
	for (size_t i = 0; !found && i < t->n_columns; i++) {
		name.n = 0;
		dp_fold(tui_table_name(t, t->column[i].index), &name);
		found = dp_str_eq(dp_buf_view(&name), dp_buf_view(&wanted));
		if (!found)
			continue;
		t->at = i;
		t->column[i].hidden = false;
	}
	if (!found)
		tui_say(app, _("There is no column “%.*s” here."), DP_FMT(arg));
	dp_buf_done(&wanted);
	dp_buf_done(&name);
	return found;
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

bool
tui_table_do(struct tui_app *app, struct tui_table *t, enum tui_command c,
	     dp_str arg)
{
	tui_say(app, "%s", "");
	t->work->found_said = false;
	if (c != TUI_COPY)
		t->copies = 0;
	if ((c == TUI_FACET || c == TUI_SORT || c == TUI_FREEZE) &&
	    !go_to_column(app, t, dp_str_strip(arg)))
		return true;
	if (tui_side_command(app, t, c) || change(app, t, c) ||
	    column_command(app, t, c))
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
	case TUI_TABLES:
		(void)tui_push(app, &tui_view_tables, t->path);
		return true;
	case TUI_REPAINT:
		return tui_table_reload(app, t);
	default:
		return move(app, t, c);
	}
}
