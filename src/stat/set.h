/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of hashes, to count different things: 16 bytes a thing at least, and
 * two different ones taken for one once in 2^64 pairs.
 */
#ifndef DPI_STAT_SET_H
#define DPI_STAT_SET_H

#include <dpipe/stat.h>

/* Zeroed is ready for use. */
struct dpi_set {
	struct dp_hash128 *slot;
	size_t n, cap; /* cap: 0 or a power of two */
};

void dpi_set_add(struct dpi_set *s, struct dp_hash128 h, size_t *held);
void dpi_set_merge(struct dpi_set *to, const struct dpi_set *from,
		   size_t *held);
void dpi_set_done(struct dpi_set *s);

/*
 * What makes D different from others: for a number its value, so that 1 and
 * 1.0 are one; for all else, and for 01, every byte of the cell.
 */
struct dp_hash128 dpi_datum_hash(const struct dp_datum *d);

#endif
