/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Boxes, rules, gauges and paragraphs on a grid. */
#include "tui/grid.h"

/* Signs of a frame: across, down, and a corner for each place. */
struct frame {
	const char *across, *down, *corner[4];
};

static const struct frame *
frame_of(const struct tui_grid *g)
{
	static const struct frame ascii = { "-", "|", { "+", "+", "+", "+" } };
	static const struct frame lines = { "─", "│", { "┌", "┐", "└", "┘" } };

	return g->ascii ? &ascii : &lines;
}

/* Title and remark in a line that is drawn already. */
static void
label(struct tui_grid *g, int row, int col, int cols, const char *title,
      const char *remark)
{
	int room = cols - 4, wide;

	if (remark && *remark) {
		wide = tui_cols(g, dp_str_c(remark)) + 2;
		if (wide < room / 2) {
			(void)tui_put_format(g, row, col + cols - wide - 2,
					     wide, TUI_FRAME, " %s ", remark);
			room -= wide + 1;
		}
	}
	if (title && *title && room > 4) {
		wide = tui_put_format(g, row, col + 2, room, TUI_TITLE, " %s ",
				      title);
		tui_role(g, (struct tui_rect){ row, col + 2, 1, 1 }, TUI_FRAME);
		tui_role(g, (struct tui_rect){ row, col + 1 + wide, 1, 1 },
			 TUI_FRAME);
	}
}

static void
line(struct tui_grid *g, int row, int col, int cols)
{
	for (int i = 0; i < cols; i++)
		(void)tui_put_c(g, row, col + i, 1, TUI_FRAME,
				frame_of(g)->across);
}

void
tui_rule(struct tui_grid *g, int row, int col, int cols, const char *title,
	 const char *remark)
{
	line(g, row, col, cols);
	label(g, row, col, cols, title, remark);
}

void
tui_box(struct tui_grid *g, struct tui_rect a, const char *title,
	const char *remark)
{
	const struct frame *f = frame_of(g);
	int bottom = a.row + a.rows - 1, right = a.col + a.cols - 1;

	if (a.rows < 2 || a.cols < 2)
		return;
	tui_fill(g, a, TUI_TEXT);
	line(g, a.row, a.col + 1, a.cols - 2);
	line(g, bottom, a.col + 1, a.cols - 2);
	for (int r = a.row + 1; r < bottom; r++) {
		(void)tui_put_c(g, r, a.col, 1, TUI_FRAME, f->down);
		(void)tui_put_c(g, r, right, 1, TUI_FRAME, f->down);
	}
	(void)tui_put_c(g, a.row, a.col, 1, TUI_FRAME, f->corner[0]);
	(void)tui_put_c(g, a.row, right, 1, TUI_FRAME, f->corner[1]);
	(void)tui_put_c(g, bottom, a.col, 1, TUI_FRAME, f->corner[2]);
	(void)tui_put_c(g, bottom, right, 1, TUI_FRAME, f->corner[3]);
	label(g, a.row, a.col, a.cols, title, remark);
}

struct tui_rect
tui_inside(struct tui_rect a)
{
	return (struct tui_rect){ a.row + 1, a.col + 2, a.rows - 2,
				  a.cols - 4 };
}

void
tui_gauge(struct tui_grid *g, int row, int col, int cols, int part, int whole)
{
	int room = cols - 2;
	int full = whole > 0 ? (room * part + whole / 2) / whole : 0;

	(void)tui_put_c(g, row, col, 1, TUI_TEXT, "[");
	for (int i = 0; i < room; i++)
		(void)tui_put_c(g, row, col + 1 + i, 1,
				i < full ? TUI_GOOD : TUI_QUIET,
				i < full ? "#" : ".");
	(void)tui_put_c(g, row, col + cols - 1, 1, TUI_TEXT, "]");
}

/* ---- paragraphs ------------------------------------------------------- */

/* Takes a line of at most COLS columns off REST, one paragraph. */
static dp_str
take_line(const struct tui_grid *g, dp_str *rest, int cols)
{
	dp_str all = *rest, line = { all.p, 0 };
	size_t at = 0;

	while (at < all.n) {
		size_t end = at;

		while (end < all.n && all.p[end] == ' ')
			end++;
		while (end < all.n && all.p[end] != ' ')
			end++;
		if (line.n > 0 && tui_cols(g, (dp_str){ all.p, end }) > cols)
			break;
		line.n = at = end;
	}
	while (at < all.n && all.p[at] == ' ')
		at++;
	*rest = dp_str_from(all, at);
	return line;
}

int
tui_wrap(struct tui_grid *g, struct tui_rect area, int skip_rows,
	 enum tui_role role, dp_str text)
{
	int row = -skip_rows;

	if (area.cols < 1)
		return 0;
	while (text.p && text.n > 0) {
		dp_str paragraph = dp_str_cut(&text, '\n');

		do {
			dp_str one = take_line(g, &paragraph, area.cols);

			if (g && row >= 0 && row < area.rows)
				(void)tui_put(g, area.row + row, area.col,
					      area.cols, role, one);
			row++;
		} while (paragraph.n > 0);
	}
	return row + skip_rows;
}
