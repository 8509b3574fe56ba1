/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole numbers of some hundreds of digits, without sign: what exact sums of
 * squares and correct rounding to decimal digits need, and no more.
 */
#ifndef DPI_WIDE_H
#define DPI_WIDE_H

#include <dpipe/stat.h>

__extension__ typedef unsigned __int128 dpi_u128;
__extension__ typedef __int128 dpi_i128;

/* Enough for the longest difference of exponents of two doubles. */
#define DPI_WIDE_LIMBS 56

/* Sum of limb[i] * 2^(64 i); limbs from n on mean nothing. */
struct dpi_wide {
	size_t n;
	uint64_t limb[DPI_WIDE_LIMBS];
};

void dpi_wide_set(struct dpi_wide *w, dpi_u128 v);
/* From N limbs, the lowest first. */
void dpi_wide_limbs(struct dpi_wide *w, const uint64_t *limb, size_t n);
void dpi_wide_add(struct dpi_wide *a, const struct dpi_wide *b);
/* A -= B, which is not greater. */
void dpi_wide_sub(struct dpi_wide *a, const struct dpi_wide *b);
int dpi_wide_cmp(const struct dpi_wide *a, const struct dpi_wide *b);
void dpi_wide_mul_small(struct dpi_wide *a, uint64_t m);
void dpi_wide_mul(struct dpi_wide *out, const struct dpi_wide *a,
		  const struct dpi_wide *b);
/* A *= 10^K. */
void dpi_wide_mul_pow10(struct dpi_wide *a, unsigned k);
/* A /= D, rounded down; returns the remainder. */
uint64_t dpi_wide_div_small(struct dpi_wide *a, uint64_t d);
void dpi_wide_shift_left(struct dpi_wide *a, unsigned bits);
/* A >>= BITS; true when a bit that was not 0 fell off. */
bool dpi_wide_shift_right(struct dpi_wide *a, unsigned bits);
/* Number of bits of A, 0 for 0. */
unsigned dpi_wide_bits(const struct dpi_wide *a);
/* A to at least 100 bits. */
struct dp_dd dpi_wide_dd(const struct dpi_wide *a);
/*
 * Writes the decimal digits of A at OUT (cap bytes, no NUL) and returns how
 * many, at least one; 0 when they do not fit.
 */
size_t dpi_wide_digits(const struct dpi_wide *a, char *out, size_t cap);

/* V rounded to 106 bits. */
struct dp_dd dpi_dd_u128(dpi_u128 v);
/* 10^K, K at most 38: exact. */
struct dp_dd dpi_dd_pow10(unsigned k);
/* 10^K, K at most 18. */
int64_t dpi_pow10(unsigned k);

#endif
