/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several rows of one key become one. */
#ifndef DPI_OP_MERGE_ROWS_H
#define DPI_OP_MERGE_ROWS_H

#include <dpipe/op.h>

struct dpi_merging {
	/*
	 * Row R of B is of group GROUP, from 0; NEW: the first of it. Group 0
	 * may be new again, when what was gathered for it has been put in.
	 */
	void (*add)(struct dp_step *s, size_t group, bool is_new,
		    struct dp_batch *b, size_t r);
	/* Row R of B is the first row of GROUP: puts in what was gathered. */
	void (*fill)(struct dp_step *s, size_t group, struct dp_batch *b,
		     size_t r);
};

/* For bind: the first of two slots of SCHEMA that merging takes. */
uint32_t dpi_merge_slots(struct dp_schema *schema);
/*
 * A stream of the first row of each group of INNER, which it owns, in the
 * order in which they came. KEY, of N columns, makes the groups; SLOT is what
 * dpi_merge_slots gave.
 */
struct dp_stream *dpi_merge_rows(struct dp_step *s, struct dp_stream *inner,
				 const struct dp_column *key, size_t n,
				 uint32_t slot, const struct dpi_merging *how);

#endif
