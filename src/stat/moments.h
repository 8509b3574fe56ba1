/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums and sums of squares without any rounding. A number of at most 18
 * digits is a whole number over a power of ten; for each power that occurs
 * its sum is kept in 128 bits and that of its squares in 192, so that the
 * variance is a difference of whole numbers: exact, the same in any order,
 * and faster than updating a mean. Other numbers are gathered in
 * double-double by the update of Chan, Golub and LeVeque (Algorithms for
 * Computing the Sample Variance, The American Statistician 37(3), 1983).
 */
#ifndef DPI_MOMENTS_H
#define DPI_MOMENTS_H

#include "stat/wide.h"

/* The numbers with SCALE digits after the point. */
struct dpi_scale_sum {
	dpi_i128 sum;
	uint64_t square[3]; /* lowest first */
	uint64_t n;
	struct dpi_scale_sum *next;
	uint8_t scale;
};

/* Zeroed is ready for use. */
struct dpi_moments {
	struct dpi_scale_sum first;
	uint64_t n_real;       /* numbers that are not exact */
	struct dp_dd sum;      /* theirs */
	struct dp_dd mean, m2; /* and squared deviations from their mean */
};

/* Adds V; *HELD grows by the memory it takes. */
void dpi_moments_add(struct dpi_moments *m, const struct dp_number *v,
		     size_t *held);
void dpi_moments_merge(struct dpi_moments *to, const struct dpi_moments *from,
		       size_t *held);
void dpi_moments_done(struct dpi_moments *m);

uint64_t dpi_moments_n(const struct dpi_moments *m);
struct dp_dd dpi_moments_sum(const struct dpi_moments *m);
/* NaN without numbers. */
struct dp_dd dpi_moments_mean(const struct dpi_moments *m);
/* Sum of squared deviations from the mean. */
struct dp_dd dpi_moments_m2(const struct dpi_moments *m);
/*
 * The sum as |whole| / 10^scale when all numbers were exact; false when not.
 */
bool dpi_moments_exact_sum(const struct dpi_moments *m, struct dpi_wide *whole,
			   bool *minus, unsigned *scale);

#endif
