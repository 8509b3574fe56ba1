/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Memory that many tables take in turn, each a little larger than the last.
 * Where malloc gives it, each leaves a hole that no other fits in; the larger
 * ones have pages of their own here, which the system moves without copying.
 */
#ifndef DPI_GROWING_H
#define DPI_GROWING_H

#include <dpipe/base.h>

/*
 * Places for many of them side by side, set apart in one go and given back in
 * one go, which is far less work than one by one. Zeroed, there are none.
 */
struct dpi_growing {
	char *base;
	uint32_t n, n_taken;
};

/* Sets N places apart in S, which is zeroed; none where the system refuses. */
void dpi_growing_begin(struct dpi_growing *s, uint32_t n);
/* Gives back what stands in S, which is zeroed. */
void dpi_growing_end(struct dpi_growing *s);

/*
 * BYTES of memory in place of the OLD_BYTES at P, or of none (NULL, 0); what it
 * holds is not kept. It stands in S if it fits a place and there is one. Freed
 * by dpi_growing_free. Ends the program when there is no memory, as dp_alloc
 * does.
 */
void *dpi_growing_resize(struct dpi_growing *s, void *p, size_t old_bytes,
			 size_t bytes);
/*
 * Gives back the BYTES at P, or nothing (NULL, 0); with S, if they stand there.
 */
void dpi_growing_free(const struct dpi_growing *s, void *p, size_t bytes);

#endif
