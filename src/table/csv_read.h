/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Irregular text, read by libcsv, the judge of irregular quoting.
 */
#ifndef DPI_CSV_READ_H
#define DPI_CSV_READ_H

#include <dpipe/table.h>

#include "table/split.h"

/* A quote may stay open this long before it is taken as a character. */
#define DPI_OPEN_QUOTE_MAX_BYTES (1u << 20)

/*
 * Reads complete records of the N bytes at P into rows of B, until the last
 * that ends in them (LAST: the text ends there, so the last one is complete).
 * Where a quote stays open too long, or irregular quoting would make one
 * record of several lines though the first alone has all columns, that line
 * is a record by itself. Returns the bytes consumed, 0 when not one record is
 * complete, -1 on failure; *N_LINES gets the line ends among them. The rows'
 * text is a part of P or in B's arena, undecoded as P is.
 */
ptrdiff_t dpi_csv_read(const struct dpi_split *s, struct dp_batch *b,
		       const char *p, size_t n_bytes, bool last,
		       uint64_t *n_lines, struct dp_err *err);

#endif
