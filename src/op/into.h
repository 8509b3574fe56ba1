/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns that into= names, or that the rows name where it is left out, and
 * the cells that wait for them: what wider and its kin share. Internal to the
 * library.
 */
#ifndef DPI_OP_INTO_H
#define DPI_OP_INTO_H

#include <dpipe/op.h>

#include "base/strtab.h"

/* The first member of the self of such an operation. */
struct dpi_into {
	struct dpi_strtab name; /* in the order of the columns */
	uint32_t *slot;         /* of each */
	dp_str *cell;           /* of each row that is made, of each name */
	size_t cap;
	struct dp_arena text;  /* of the cells */
	struct dp_column from; /* holds the names */
	struct dp_spool *rows; /* without into=: all of them */
};

/*
 * Puts the columns that into= of S names, or that were gathered, at place AT
 * of SCHEMA. -1 when there are none, or one is there already.
 */
int dpi_into_add(struct dp_step *s, struct dp_schema *schema, size_t at,
		 struct dp_err *err);
/* Puts the rows of INNER aside and gathers the names in their column from. */
int dpi_into_gather(struct dp_step *s, struct dp_stream *inner,
		    struct dp_err *err);
/* INNER, or the rows put aside. */
struct dp_stream *dpi_into_rows(struct dp_step *s, struct dp_stream *inner);
/* unbind of such an operation. */
void dpi_into_unbind(struct dp_step *s);

#endif
