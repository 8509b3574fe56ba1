/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row becomes several. */
#ifndef DPI_OP_EXPAND_H
#define DPI_OP_EXPAND_H

#include <dpipe/op.h>

struct dpi_expansion {
	/* How many rows row R of B becomes; 0: it goes. */
	size_t (*count)(const struct dp_step *s, const struct dp_batch *b,
			size_t r);
	/*
	 * Rows FIRST to FIRST + N of B are copies of it: makes them differ.
	 * *AT, 0 for the first of them all, is where an earlier call for the
	 * same row has stopped; it means what the operation likes.
	 */
	void (*fill)(const struct dp_step *s, struct dp_batch *b, size_t first,
		     size_t n, size_t *at);
};

/* A stream of the rows of INNER, which it owns, each made into several. */
struct dp_stream *dpi_expand(struct dp_step *s, struct dp_stream *inner,
			     const struct dpi_expansion *how);

#endif
