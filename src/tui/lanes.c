/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns on a screen; see lanes.h. */
#include "tui/lanes.h"

#define CAP_LEAST 12
#define CAP_MOST 40
#define PART_LEAST 5 /* of a column that does not fit: less says nothing */

int
tui_column_cols(const struct tui_column *c, int cols)
{
	int cap = cols * 2 / 5, wanted = c->seen_cols;

	if (c->set_cols)
		return c->set_cols < cols - 2      ? c->set_cols :
		       cols > 2 + TUI_COLUMN_LEAST ? cols - 2 :
						     TUI_COLUMN_LEAST;
	cap = cap < CAP_LEAST ? CAP_LEAST : cap > CAP_MOST ? CAP_MOST : cap;
	wanted = wanted < cap ? wanted : cap;
	return wanted < TUI_COLUMN_LEAST ? TUI_COLUMN_LEAST : wanted;
}

/* How many of the frozen columns may stay: half of the screen is theirs. */
static size_t
frozen_that_fit(const struct tui_lanes_ask *ask)
{
	int used = 0;

	for (size_t i = 0; i < ask->frozen && i < ask->n; i++) {
		if (ask->column[i].hidden)
			continue;
		used += tui_column_cols(&ask->column[i], ask->cols) + 1;
		if (used > ask->cols / 2)
			return i;
	}
	return ask->frozen < ask->n ? ask->frozen : ask->n;
}

/* Adds column I at *COL; false when it does not fit whole. */
static bool
add(const struct tui_lanes_ask *ask, struct tui_lanes *out, size_t i, int *col)
{
	int cols = tui_column_cols(&ask->column[i], ask->cols);
	int room = ask->cols - *col - 1;
	bool whole = cols <= room;

	if (out->n == TUI_LANES || (!whole && room < PART_LEAST && out->n > 0))
		return false;
	if (!whole)
		cols = room > 0 ? room : 1;
	out->lane[out->n++] = (struct tui_lane){ i, *col, cols };
	*col += cols + 1;
	return whole;
}

void
tui_lanes_place(const struct tui_lanes_ask *ask, struct tui_lanes *out)
{
	size_t frozen = frozen_that_fit(ask), first = ask->left;
	int col = 1;

	out->n = 0;
	out->more_left = out->more_right = false;
	for (size_t i = 0; i < frozen; i++)
		if (!ask->column[i].hidden)
			(void)add(ask, out, i, &col);
	first = first < frozen ? frozen : first;
	for (size_t i = frozen; i < first && i < ask->n; i++)
		out->more_left = out->more_left || !ask->column[i].hidden;
	for (size_t i = first; i < ask->n && !out->more_right; i++)
		if (!ask->column[i].hidden)
			out->more_right = !add(ask, out, i, &col);
}

size_t
tui_lanes_left(const struct tui_lanes_ask *ask, size_t at)
{
	size_t frozen = frozen_that_fit(ask), left = at;
	int room = ask->cols - 1;

	if (at < frozen)
		return ask->left;
	if (at < ask->left)
		return at;
	for (size_t i = 0; i < frozen; i++)
		if (!ask->column[i].hidden)
			room -= tui_column_cols(&ask->column[i], ask->cols) + 1;
	/* from AT backwards, as many as fit */
	for (size_t i = at + 1; i-- > ask->left && i >= frozen;) {
		if (ask->column[i].hidden)
			continue;
		room -= tui_column_cols(&ask->column[i], ask->cols) + 1;
		if (room < 0)
			break;
		left = i;
		if (i == 0)
			break;
	}
	return left > ask->left ? left : ask->left;
}

size_t
tui_lanes_beside(const struct tui_column *c, size_t n, size_t at, int by)
{
	for (size_t i = at; by < 0 ? i > 0 : i + 1 < n;) {
		i = by < 0 ? i - 1 : i + 1;
		if (!c[i].hidden)
			return i;
	}
	return at;
}
