/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line whose quotes stand where none may, cut as fits the table best. */
#ifndef DPI_RECUT_H
#define DPI_RECUT_H

#include "table/split.h"

/* Longer lines are not cut again. */
#define DPI_RECUT_MAX_BYTES (16u << 10)

/*
 * Cuts LINE, without its end, into the S->n_columns cells at ROW: of all ways
 * to take a quote as a mark or as a character, the one that needs the fewest
 * exceptions and gives every column its kind of value. False, and nothing is
 * said of ROW, where there is no such way or no best one. Text is made in A.
 * LINE may be several lines: where one ends, there are quotes around the cell.
 * *COST: what the exceptions cost, more than DPI_RECUT_DEAR if there is no way.
 */
bool dpi_recut(const struct dpi_split *s, dp_str line, struct dp_cell *row,
	       unsigned *cost, struct dp_arena *a);

/* One delimiter too many in a cell of which one quote is missing, another not
 * doubled: more than that is no record of several lines. */
#define DPI_RECUT_DEAR 6u

/* Does TEXT stand in column I where most cells look otherwise? */
bool dpi_mistyped(const struct dpi_split *s, size_t i, dp_str text);
/* The same, or nothing where all others hold something. */
bool dpi_misfits(const struct dpi_split *s, size_t i, dp_str text);

#endif
