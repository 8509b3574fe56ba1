/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that a step puts aside until it knows its columns, and then gives.
 */
#ifndef DPI_OP_GATHERED_H
#define DPI_OP_GATHERED_H

#include <dpipe/op.h>

/* Columns that a step makes at most of what it finds in the rows. */
#define DPI_GATHERED_MAX 5000u

/* What is done with row R of B when it is first seen, and at the end. */
typedef int dpi_row_look(struct dp_step *s, struct dp_batch *b, size_t r,
			 struct dp_err *err);
typedef int dpi_row_fill(struct dp_step *s, struct dp_batch *b, size_t r,
			 struct dp_err *err);

/*
 * Reads INNER to its end into a spool, which the caller frees in unbind. LOOK
 * is called for each row. NULL on failure.
 */
struct dp_spool *dpi_gather_rows(struct dp_step *s, struct dp_stream *inner,
				 dpi_row_look *look, struct dp_err *err);
/*
 * A stream of the rows in SPOOL, borrowed. FILL, if not NULL, is called for
 * each. Owns INNER, which has been read.
 */
struct dp_stream *dpi_gathered(struct dp_step *s, struct dp_stream *inner,
			       struct dp_spool *spool, dpi_row_fill *fill);
/*
 * A stream that reads INNER to its end when it is first asked, LOOK called for
 * each row, and then gives them, FILL called for each. Owns INNER.
 */
struct dp_stream *dpi_twice(struct dp_step *s, struct dp_stream *inner,
			    dpi_row_look *look, dpi_row_fill *fill);

#endif
