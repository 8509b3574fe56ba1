/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Irregular text, read by libcsv, the judge of irregular quoting.
 */
#ifndef DPI_CSV_READ_H
#define DPI_CSV_READ_H

#include <dpipe/table.h>

#include "table/split.h"

/*
 * Reads complete records of the N bytes at P into rows of B, until the last
 * that ends in them (LAST: the text ends there, so the last one is complete).
 * When LITERAL, quotes are ordinary characters in the first record. Returns
 * the bytes consumed, 0 when not one record is complete, -1 on failure;
 * *N_LINES gets the line ends among them. The rows' text is in B's arena.
 */
ptrdiff_t dpi_csv_read(const struct dpi_split *s, struct dp_batch *b,
		       const char *p, size_t n_bytes, bool last,
		       uint64_t *n_lines, struct dp_err *err);

#endif
