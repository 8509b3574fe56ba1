/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How often each text comes. */
#ifndef DPI_STAT_COUNTER_H
#define DPI_STAT_COUNTER_H

#include <dpipe/stat.h>

#include "base/strtab.h"

/* Zeroed is ready for use. */
struct dpi_counter {
	struct dpi_strtab map;
	uint64_t *n; /* of the text with that number */
	size_t cap;
};

void dpi_counter_add(struct dpi_counter *c, dp_str text, uint64_t n,
		     size_t *held);
void dpi_counter_merge(struct dpi_counter *to, const struct dpi_counter *from,
		       size_t *held);
void dpi_counter_done(struct dpi_counter *c);
/*
 * The TOP most frequent (0: all), bytewise where they are as frequent, their
 * text kept in A. Returns an array that the caller frees, and its length.
 */
struct dp_frequent *dpi_counter_top(const struct dpi_counter *c, size_t top,
				    struct dp_arena *a, size_t *n);

#endif
