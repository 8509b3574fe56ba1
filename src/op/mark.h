/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new column that names, in each row, the columns where something was so. */
#ifndef DPI_OP_MARK_H
#define DPI_OP_MARK_H

#include <dpipe/op.h>

struct dpi_mark {
	bool wanted;
	struct dp_column column;
	struct dp_buf names; /* of the row in hand */
};

/*
 * Reads the parameter into=NAME of S, a new column added last to SCHEMA.
 * Fails when NAME is empty or taken.
 */
int dpi_mark_bind(struct dpi_mark *m, struct dp_step *s,
		  struct dp_schema *schema, struct dp_err *err);
/* One more column for the row in hand. */
void dpi_mark_add(struct dpi_mark *m, dp_str column);
/* Writes them into row R of B, which is done with. */
void dpi_mark_set(struct dpi_mark *m, struct dp_batch *b, size_t r);
void dpi_mark_done(struct dpi_mark *m);

/* Memory for the numbers of columns, which have to be put in order. */
#define DPI_NUMBERS_BYTES ((uint64_t)256 << 20)
/* Fails because S would need more than MOST_BYTES of memory. */
int dpi_too_much(const struct dp_step *s, uint64_t most_bytes,
		 struct dp_err *err);

#endif
