/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that many tables take in turn, each a little larger than the last.
 * Where malloc gives it, each leaves a hole that no other fits in; the larger
 * ones have pages of their own here, which the system moves without copying.
 */
#ifndef DPI_GROWING_H
#define DPI_GROWING_H

#include <dpipe/base.h>

/* What a place holds. */
#define DPI_GROWING_PLACE_BYTES ((size_t)256 << 10)

/*
 * Places for many of them side by side, set apart when the first is taken, and
 * given back in one go, which is far less work than one by one. Zeroed, there
 * are none.
 */
struct dpi_growing {
	char *base;
	uint32_t n, n_taken;
};

/* S, which holds nothing, gets N places, or none where the system refuses. */
void dpi_growing_begin(struct dpi_growing *s, uint32_t n);
/* Gives back all that stands in places of S, which has none any more. */
void dpi_growing_end(struct dpi_growing *s);

/*
 * BYTES of memory in place of the OLD_BYTES at P, or of none (NULL, 0); what it
 * holds is not kept. It stands in S if it fits a place and one is free; what
 * outgrows its place leaves it empty. Freed by dpi_growing_free. Ends the
 * program when there is no memory, as dp_alloc does.
 */
void *dpi_growing_resize(struct dpi_growing *s, void *p, size_t old_bytes,
			 size_t bytes);
/*
 * Gives back the BYTES at P, or nothing (NULL, 0). What stands in S stays until
 * dpi_growing_end, and nothing else gets its place.
 */
void dpi_growing_free(const struct dpi_growing *s, void *p, size_t bytes);

#endif
