/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which keys of a table mean something as things stand: the rows, or what is
 * open beside them, alone or as a part of a lesson. What the key bar, : and ?
 * show comes from here.
 */
#include "base/i18n.h"
#include "tui/list.h"
#include "tui/view_table.h"

/* What can be done with rows, whoever they belong to. */
#define ROWS \
	TUI_GOTO, TUI_COLUMNS, TUI_COPY, TUI_METHOD, TUI_NEXT, TUI_PREVIOUS, \
		TUI_FREEZE, TUI_NARROWER, TUI_WIDER, TUI_DATA, TUI_SAY, \
		TUI_CHART, TUI_FINDINGS, TUI_BACK, TUI_STOP, TUI_REPAINT, \
		TUI_LEFT, TUI_RIGHT, TUI_MOVES

/* What a table on its own has besides. */
#define ALONE \
	TUI_UNDO, TUI_HISTORY, TUI_REDO, TUI_EXPORT, TUI_STEP_4, TUI_TABLES

/* What a lesson has, wherever its keys are for. */
#define LESSON \
	TUI_ANSWER, TUI_SKIP, TUI_REDO, TUI_HISTORY, TUI_WHY, TUI_STEP_1, \
		TUI_STEP_2, TUI_STEP_3, TUI_STEP_4, TUI_STEP_5, TUI_STEP_6, \
		TUI_STEP_7, TUI_LANGUAGE, TUI_COMMAND, TUI_PREVIOUS_PANE

static const enum tui_command rows[] = {
	TUI_FIND,    TUI_FACET, TUI_SORT,     TUI_ENTER,  TUI_EDIT,
	TUI_UNDO,    TUI_GOTO,  TUI_COLUMNS,  TUI_COPY,   TUI_METHOD,
	TUI_HISTORY, TUI_NEXT,  TUI_PREVIOUS, TUI_REDO,   TUI_EXPORT,
	TUI_FREEZE,  ROWS,      ALONE,        TUI_NOTHING
};
/* While the values of a column are beside them, or the list of columns. */
static const enum tui_command values[] = {
	TUI_TICK, TUI_MERGE, TUI_ENTER,         TUI_EDIT,   TUI_NEXT_PANE,
	TUI_BACK, TUI_UNDO,  TUI_FACET,         TUI_SORT,   TUI_FIND,
	ROWS,     ALONE,     TUI_PREVIOUS_PANE, TUI_NOTHING
};
static const enum tui_command columns[] = {
	TUI_TICK, TUI_ENTER, TUI_NARROWER, TUI_WIDER,         TUI_NEXT_PANE,
	TUI_BACK, TUI_UNDO,  TUI_FACET,    TUI_SORT,          TUI_FIND,
	TUI_EDIT, ROWS,      ALONE,        TUI_PREVIOUS_PANE, TUI_NOTHING
};
static const enum tui_command beside[] = {
	TUI_FIND,          TUI_FACET, TUI_SORT,   TUI_ENTER,
	TUI_NEXT_PANE,     TUI_EDIT,  TUI_UNDO,   ROWS,
	TUI_PREVIOUS_PANE, ALONE,     TUI_NOTHING
};
static const enum tui_command lesson_rows[] = {
	TUI_FACET, TUI_SORT, TUI_ENTER, TUI_NEXT_PANE, TUI_FIND,   TUI_UNDO,
	TUI_HINT,  TUI_EDIT, ROWS,      LESSON,        TUI_NOTHING
};
static const enum tui_command lesson_values[] = {
	TUI_TICK, TUI_MERGE, TUI_ENTER, TUI_NEXT_PANE, TUI_BACK,
	TUI_UNDO, TUI_HINT,  TUI_EDIT,  TUI_FACET,     TUI_SORT,
	TUI_FIND, ROWS,      LESSON,    TUI_NOTHING
};
static const enum tui_command lesson_columns[] = {
	TUI_TICK, TUI_ENTER, TUI_NARROWER, TUI_WIDER, TUI_NEXT_PANE,
	TUI_BACK, TUI_UNDO,  TUI_HINT,     TUI_FACET, TUI_SORT,
	TUI_FIND, TUI_EDIT,  ROWS,         LESSON,    TUI_NOTHING
};

static bool
has_focus(const struct tui_table *t, enum tui_side side)
{
	return t->side == side && t->side_focus;
}

const enum tui_command *
tui_table_serves(const struct tui_table *t)
{
	if (has_focus(t, TUI_SIDE_FACET))
		return t->part ? lesson_values : values;
	if (has_focus(t, TUI_SIDE_COLUMNS))
		return t->part ? lesson_columns : columns;
	if (t->part)
		return lesson_rows;
	return t->side == TUI_SIDE_FACET || t->side == TUI_SIDE_COLUMNS ?
		       beside :
		       rows;
}

const char *
tui_table_call(const struct tui_table *t, enum tui_command c)
{
	if (c == TUI_EDIT && has_focus(t, TUI_SIDE_FACET))
		return C_("key bar", "Rename");
	if (c == TUI_TICK && has_focus(t, TUI_SIDE_COLUMNS))
		/* TRANSLATORS: key bar, of Space on a column; 12 columns */
		return C_("key bar", "Show, hide");
	if (c == TUI_BACK && t->side != TUI_SIDE_NONE)
		/* TRANSLATORS: key bar, of Esc; 12 columns at most */
		return C_("key bar", "Close");
	if (c != TUI_ENTER)
		return NULL;
	if (has_focus(t, TUI_SIDE_FACET))
		/* TRANSLATORS: key bar, of Enter on a value of a column: only
		 * the rows that hold it are shown; 12 columns at most */
		return C_("key bar", "Filter");
	if (has_focus(t, TUI_SIDE_COLUMNS))
		return C_("key bar", "Go there");
	if (t->side == TUI_SIDE_CELL)
		/* TRANSLATORS: key bar, of Enter; 12 columns at most */
		return C_("key bar", "All of it");
	/* TRANSLATORS: key bar, of Enter: looks at one cell; 12 columns */
	return C_("key bar", "Cell");
}
