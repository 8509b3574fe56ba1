/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers kept, for what needs them in order. Eight bytes each while they
 * have the same number of decimals, as the numbers of a column mostly do;
 * none is rounded.
 */
#ifndef DPI_VALUES_H
#define DPI_VALUES_H

#include "stat/wide.h"

/* Numbers with SCALE digits after the point. */
struct dpi_run {
	int64_t *at;
	size_t n, cap;
	struct dpi_run *next;
	uint8_t scale;
};

/* Zeroed is ready for use. */
struct dpi_values {
	struct dpi_run first;
	struct dp_dd *real; /* once sorted: all of them, unless empty */
	size_t n_real, cap_real;
};

void dpi_values_add(struct dpi_values *v, const struct dp_number *number,
		    size_t *held);
/* Adds FROM to TO; FROM is empty then. */
void dpi_values_merge(struct dpi_values *to, struct dpi_values *from,
		      size_t *held);
void dpi_values_done(struct dpi_values *v);
size_t dpi_values_n(const struct dpi_values *v);

/* Puts them in order; nothing may be added afterwards. */
void dpi_values_sort(struct dpi_values *v);
/* The I-th (from 0) smallest, once sorted. */
struct dp_dd dpi_values_at(const struct dpi_values *v, size_t i);
/* How many different numbers there are, once sorted. */
uint64_t dpi_values_distinct(const struct dpi_values *v);
/*
 * The quantile NUM / DEN of the sorted values (at least one) after the
 * definition QTYPE of Hyndman and Fan, 1 to 9.
 */
struct dp_dd dpi_values_quantile(const struct dpi_values *v, unsigned num,
				 unsigned den, int qtype);

/* Sorts N numbers at A. */
void dpi_sort_int64(int64_t *a, size_t n);

#endif
