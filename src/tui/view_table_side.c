/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is open beside the rows, one at a time: opening, keys, drawing. */
#include "tui/view_table_side.h"

#include "base/i18n.h"

void
tui_side_open(struct tui_app *app, struct tui_table *t, enum tui_side side)
{
	if (t->side == TUI_SIDE_FACET)
		tui_facet_close(t);
	t->side = side;
	t->side_focus = side == TUI_SIDE_FACET || side == TUI_SIDE_COLUMNS;
	if (side == TUI_SIDE_FACET)
		tui_facet_open(app, t);
	else if (side == TUI_SIDE_COLUMNS)
		t->columns_at = t->at;
}

bool
tui_side_focus(const struct tui_table *t)
{
	return t->side_focus && !t->away;
}

/* All that the inspector knows, on a screen of its own. */
static void
read_cell(struct tui_app *app, struct tui_table *t)
{
	struct dp_buf b = { 0 };

	tui_cell_say(t, &b);
	dp_buf_char(&b, '\0');
	(void)tui_push(app, &tui_view_text, b.p);
	dp_buf_done(&b);
}

/* The value beside this one in the row. */
static void
next_value(struct tui_table *t, int by)
{
	t->at = tui_lanes_beside(t->column, t->n_columns, t->at, by);
}

static bool
cell_command(struct tui_app *app, struct tui_table *t, enum tui_command c)
{
	switch (c) {
	case TUI_ENTER:
		read_cell(app, t);
		return true;
	case TUI_NEXT:
		next_value(t, 1);
		return true;
	case TUI_PREVIOUS:
		next_value(t, -1);
		return true;
	default:
		return false;
	}
}

static bool
change_focus(struct tui_app *app, struct tui_table *t)
{
	if (t->side != TUI_SIDE_FACET && t->side != TUI_SIDE_COLUMNS)
		return false;
	if (tui_layout(app) >= TUI_SINGLE)
		tui_say(app, _("There is room for one part; Esc closes it."));
	else
		t->side_focus = !t->side_focus;
	return true;
}

bool
tui_side_command(struct tui_app *app, struct tui_table *t, enum tui_command c)
{
	if (c == TUI_NEXT_PANE || c == TUI_PREVIOUS_PANE)
		return change_focus(app, t);
	if (t->side == TUI_SIDE_CELL)
		return cell_command(app, t, c);
	if (!t->side_focus)
		return false;
	if (t->side == TUI_SIDE_FACET)
		return tui_facet_command(app, t, c);
	return tui_columns_command(app, t, c);
}

void
tui_side_click(struct tui_table *t, unsigned line)
{
	t->side_focus = true;
	if (t->side == TUI_SIDE_FACET)
		tui_facet_click(t, line);
	else if (t->side == TUI_SIDE_COLUMNS)
		tui_columns_click(t, line);
}

void
tui_side_draw(const struct tui_table *t, struct tui_grid *g,
	      struct tui_rect area)
{
	if (t->side == TUI_SIDE_CELL)
		tui_cell_draw(t, g, area);
	else if (t->side == TUI_SIDE_FACET)
		tui_facet_draw(t, g, area);
	else if (t->side == TUI_SIDE_COLUMNS)
		tui_columns_draw(t, g, area);
}
