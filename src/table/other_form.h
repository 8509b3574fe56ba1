/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record written otherwise than the table it stands in. */
#ifndef DPI_OTHER_FORM_H
#define DPI_OTHER_FORM_H

#include "table/split.h"

/*
 * Cuts LINE, a record of N fields without its end, into the
 * S->n_columns cells at ROW: where it has too few of the table's delimiters by
 * others; else by those, with spaces behind them that are of no cell, in the
 * other quotes, or with these escaped. False, and nothing is said of ROW,
 * where that does not give every column its kind of value. Text is kept in A.
 */
bool dpi_other_form(const struct dpi_split *s, dp_str line, size_t n,
		    struct dp_cell *row, struct dp_arena *a);

#endif
