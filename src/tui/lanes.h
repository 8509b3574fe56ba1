/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the columns of a table stand on a screen: nothing but numbers. Each
 * has a lane, and one column of the screen before and after it for blanks or
 * the brackets of the focus.
 */
#ifndef DPI_TUI_LANES_H
#define DPI_TUI_LANES_H

#include <dpipe/base.h>

#define TUI_LANES 200 /* most that are in sight */
#define TUI_COLUMN_LEAST 3
#define TUI_COLUMN_MOST 200

/* A column of the table, in the order it is shown. */
struct tui_column {
	size_t index;  /* in the schema */
	int seen_cols; /* its name and the cells seen so far need that many */
	int set_cols;  /* what the user wants, or 0 */
	bool hidden;
};

struct tui_lane {
	size_t at; /* which column, in the order they are shown */
	int col, cols;
};

/* What is asked: N columns, FROZEN of which stay, then those from LEFT on. */
struct tui_lanes_ask {
	const struct tui_column *column;
	size_t n, frozen, left;
	int cols; /* of the screen */
};

struct tui_lanes {
	struct tui_lane lane[TUI_LANES];
	size_t n;
	bool more_left, more_right;
};

/* Columns of the screen that C gets on one of COLS columns. */
int tui_column_cols(const struct tui_column *c, int cols);
/*
 * Places the columns. What is frozen takes half of the screen at most: of
 * more, only the first ones stay. The last lane may be narrower than its
 * column.
 */
void tui_lanes_place(const struct tui_lanes_ask *ask, struct tui_lanes *out);
/* The LEFT that brings column AT whole in sight, moving as little as can be. */
size_t tui_lanes_left(const struct tui_lanes_ask *ask, size_t at);
/* The shown column BY (1 or -1) beside AT; AT when there is none. */
size_t tui_lanes_beside(const struct tui_column *c, size_t n, size_t at,
			int by);

#endif
