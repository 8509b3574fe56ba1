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
 */
bool dpi_recut(const struct dpi_split *s, dp_str line, struct dp_cell *row,
	       struct dp_arena *a);

/* Does TEXT stand in column I where most cells look otherwise? */
bool dpi_mistyped(const struct dpi_split *s, size_t i, dp_str text);
/* The same, or nothing where all others hold something. */
bool dpi_misfits(const struct dpi_split *s, size_t i, dp_str text);

#endif
