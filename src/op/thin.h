/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns that say nothing: empty ones, and those with one value in all rows.
 */
#ifndef DPI_OP_THIN_H
#define DPI_OP_THIN_H

#include <dpipe/op.h>

/* Sets self: columns of S go when all their cells are empty, or with CONSTANT
 * when all are one. */
void dpi_thin_bind(struct dp_step *s, bool constant);
void dpi_thin_unbind(struct dp_step *s);
int dpi_thin_gather(struct dp_step *s, struct dp_stream *inner,
		    struct dp_schema *schema, struct dp_err *err);
struct dp_stream *dpi_thin_table(struct dp_step *s, struct dp_stream *inner,
				 struct dp_err *err);

#endif
