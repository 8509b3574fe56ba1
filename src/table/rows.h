/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists of row numbers: in memory up to a bound, then in a temporary file.
 * Written once, from one thread; then read by any, without a lock.
 */
#ifndef DPI_ROWS_H
#define DPI_ROWS_H

#include <dpipe/base.h>

/* Numbers held in memory; 8 bytes each. */
#define DPI_ROWS_MEMORY (1u << 20)

struct dpi_rows;

/* An empty list; MEMORY numbers stay in memory. */
struct dpi_rows *dpi_rows_new(size_t memory);
void dpi_rows_free(struct dpi_rows *r);
int dpi_rows_add(struct dpi_rows *r, uint64_t row, struct dp_err *err);
/* To be called after the last was added. */
int dpi_rows_finish(struct dpi_rows *r, struct dp_err *err);
uint64_t dpi_rows_count(const struct dpi_rows *r);
/* Numbers FIRST to FIRST + N, which are there, into OUT. */
int dpi_rows_read(const struct dpi_rows *r, uint64_t first, size_t n,
		  uint64_t *out, struct dp_err *err);
/* A list of its own with the same numbers. */
struct dpi_rows *dpi_rows_copy(const struct dpi_rows *r, struct dp_err *err);

/* Reads a list from its start, some at a time. Zero it and set rows. */
struct dpi_rows_cursor {
	const struct dpi_rows *rows;
	uint64_t next;
	uint64_t some[512];
	size_t at, n;
};
/* Next number in *ROW: 1, 0 at the end, -1. */
int dpi_rows_next(struct dpi_rows_cursor *c, uint64_t *row, struct dp_err *err);

#endif
