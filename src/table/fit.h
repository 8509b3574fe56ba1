/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records that are not as wide as the table, and lines that end it. */
#ifndef DPI_FIT_H
#define DPI_FIT_H

#include "table/split.h"

/* Lines of one broken record looked at together. */
#define DPI_BREAK_ROWS_MAX 8u

/*
 * Puts the N fields of the record RAW, which are not as many as there are
 * columns, into ROW of B: cut by another delimiter, joined or with a cell less
 * where the types of the columns leave one place only, else filled up or
 * joined in the last column. Returns the row's state.
 */
uint8_t dpi_fit_row(const struct dpi_split *s, struct dp_batch *b,
		    const struct dp_cell *field, size_t n, dp_str raw,
		    struct dp_cell *row);

/*
 * The same for W + 1 fields, W being the number of columns, the last of which
 * is empty: false, unless not that one but another is too many.
 */
bool dpi_fit_surplus(const struct dpi_split *s, const struct dp_cell *field,
		     struct dp_cell *row);

/*
 * Joins rows of B that are too short with those behind them, where together
 * they have the table's width and only so its types. A run of short rows that
 * may go on in another batch (b->cut_before, b->cut_after) is left alone.
 */
void dpi_fit_breaks(const struct dpi_split *s, struct dp_batch *b);

/*
 * Where the records in the first END bytes at P can be parted from those
 * behind them: END, or less, so that no run of short records is cut (0: there
 * is no such place); *CUT: the run is too long for anything to be joined.
 */
size_t dpi_fit_edge(const struct dpi_split *s, const char *p, size_t end,
		    bool *cut);

/* Marks the lines at the end of the last batch that are no records. */
void dpi_tail_mark(const struct dpi_split *s, struct dp_batch *b);

/* Does TEXT begin as remarks below a table do: source, note, (1)? */
bool dpi_is_remark(dp_str text);

#endif
