/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The columns of a table: which are shown, in what order, how wide. */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/list.h"
#include "tui/view_table_side.h"

#define FOOT_ROWS 3
#define KIND_COLS 8

static size_t
n_shown(const struct tui_table *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n_columns; i++)
		n += !t->column[i].hidden;
	return n;
}

static void
show_or_hide(struct tui_app *app, struct tui_table *t)
{
	struct tui_column *c = &t->column[t->columns_at];

	if (!c->hidden && n_shown(t) == 1) {
		tui_say(app, _("One column must stay."));
		return;
	}
	c->hidden = !c->hidden;
	if (t->columns_at + 1 < t->n_columns)
		t->columns_at++;
	if (!t->column[t->at].hidden)
		return;
	t->at = tui_lanes_beside(t->column, t->n_columns, t->at, 1);
	if (t->column[t->at].hidden)
		t->at = tui_lanes_beside(t->column, t->n_columns, t->at, -1);
}

/* Moves the column BY (1 or -1) places; the focus follows its column. */
static void
shift(struct tui_table *t, int by)
{
	size_t from = t->columns_at, to;
	struct tui_column moved = t->column[from];

	if ((by < 0 && from == 0) || (by > 0 && from + 1 == t->n_columns))
		return;
	to = by < 0 ? from - 1 : from + 1;
	t->column[from] = t->column[to];
	t->column[to] = moved;
	t->columns_at = to;
	if (t->at == from)
		t->at = to;
	else if (t->at == to)
		t->at = from;
}

static void
go_to_column(struct tui_app *app, struct tui_table *t)
{
	t->column[t->columns_at].hidden = false;
	t->at = t->columns_at;
	tui_side_open(app, t, TUI_SIDE_NONE);
}

bool
tui_columns_command(struct tui_app *app, struct tui_table *t,
		    enum tui_command c)
{
	switch (c) {
	case TUI_TICK:
		show_or_hide(app, t);
		return true;
	case TUI_LEFT:
	case TUI_RIGHT:
		shift(t, c == TUI_LEFT ? -1 : 1);
		return true;
	case TUI_NARROWER:
	case TUI_WIDER:
		tui_table_width(app, t, t->columns_at, c == TUI_WIDER ? 2 : -2);
		return true;
	case TUI_ENTER:
		go_to_column(app, t);
		return true;
	default:
		return tui_list_move(&t->columns_at, t->n_columns, 10, c);
	}
}

void
tui_columns_click(struct tui_table *t, unsigned line)
{
	if (line < t->n_columns)
		t->columns_at = line;
}

static void
draw_line(const struct tui_table *t, struct tui_grid *g, struct tui_rect line,
	  size_t i)
{
	const struct tui_column *c = &t->column[i];
	bool here = i == t->columns_at;

	(void)tui_put_c(g, line.row, line.col, 1, TUI_TEXT, here ? ">" : " ");
	(void)tui_put_c(g, line.row, line.col + 2, 3,
			c->hidden ? TUI_TEXT : TUI_CHOSEN,
			c->hidden ? "[ ]" : "[x]");
	(void)tui_put(g, line.row, line.col + 6, line.cols - 6 - KIND_COLS - 5,
		      TUI_TEXT, tui_table_name(t, c->index));
	(void)tui_put_c(g, line.row, line.col + line.cols - KIND_COLS - 4,
			KIND_COLS, TUI_QUIET, tui_column_kind(t, c->index));
	(void)tui_put_format(g, line.row, line.col + line.cols - 3, 3,
			     TUI_QUIET, "%3d", tui_column_cols(c, g->cols));
	if (here && tui_side_focus(t)) {
		tui_role(g, line, TUI_FOCUS);
		tui_cursor(g, line.row, line.col);
	}
	tui_target(g, line, (uint16_t)(TUI_TARGET_SIDE + i));
}

void
tui_columns_draw(const struct tui_table *t, struct tui_grid *g,
		 struct tui_rect area)
{
	struct tui_rect in = tui_inside(area), foot = in;
	char *remark = dp_format(_("%zu of %zu shown"), n_shown(t),
				 t->n_columns);
	size_t top;

	tui_box(g, area, _("Columns"), remark);
	free(remark);
	if (in.rows > FOOT_ROWS + 4) {
		in.rows -= FOOT_ROWS;
		foot.row += in.rows;
		foot.rows = FOOT_ROWS;
		(void)tui_wrap(g, foot, 0, TUI_QUIET,
			       dp_str_c(_("Space shows or hides, left and "
					  "right arrow move it, < and > change "
					  "its width, Enter goes there.")));
	}
	top = tui_list_top(t->columns_at, t->n_columns, in.rows);
	for (size_t i = top; i < t->n_columns && (int)(i - top) < in.rows; i++)
		draw_line(t, g,
			  (struct tui_rect){ in.row + (int)(i - top), in.col, 1,
					     in.cols },
			  i);
}
