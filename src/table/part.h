/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a large file may be cut so that its parts are read apart. */
#ifndef DPI_PART_H
#define DPI_PART_H

#include "table/reader.h"

/* Text looked at to tell whether a place is inside quotes. */
#define DPI_PART_LOOK_BYTES (64u << 10)
/* A field is no longer than a record, so no quote for so long: outside. */
#define DPI_PART_LOOK_MAX_BYTES (DP_RECORD_MAX_BYTES + DPI_PART_LOOK_BYTES)

/*
 * Whether byte AT of the N bytes at P is inside quotes, by the quotes behind
 * it: each of them can open or close a field where it stands, or not. 1 it
 * is, 0 it is not, -1 they do not say. ALL: at least DPI_PART_LOOK_MAX_BYTES
 * are there, or the end of the file.
 */
int dpi_part_inside(const char *p, size_t n_bytes, size_t at,
		    const struct dpi_marks *m, bool all);
/*
 * The first record behind byte AT of P, which is OUTSIDE quotes or not, that
 * is as wide as N_COLUMNS and follows one that is; its offset, or -1.
 */
ptrdiff_t dpi_part_record(const char *p, size_t n_bytes, size_t at, bool inside,
			  const struct dpi_marks *m, size_t n_columns);

#endif
