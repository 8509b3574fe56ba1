/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reckoning with canonical numbers digit by digit: exact at any length. */
#ifndef DPI_TEXT_DECIMAL_H
#define DPI_TEXT_DECIMAL_H

#include <dpipe/text.h>

enum dpi_rounding {
	DPI_ROUND_HALF_UP,   /* 2.5 is 3, -2.5 is -3 */
	DPI_ROUND_HALF_EVEN, /* 2.5 is 2, 3.5 is 4 */
	DPI_ROUND_DOWN,      /* towards 0 */
	DPI_ROUND_UP,        /* away from 0 */
};

/* True when S is a canonical number without zeros in front: -12, 0.5. */
bool dpi_is_decimal(dp_str s);

/*
 * Appends the canonical number S with at most DIGITS digits after its point;
 * below 0, with as many zeros before it. Zeros are neither added nor taken
 * away behind the point. False when S is no canonical number.
 */
bool dpi_decimal_round(dp_str s, int digits, enum dpi_rounding how,
		       struct dp_buf *out);

/* Longest factor, in digits. */
#define DPI_DECIMAL_DIGITS 200u

/*
 * Appends the product of two canonical numbers, exact, without zeros at the
 * end of its fraction. False when either is none, or too long.
 */
bool dpi_decimal_times(dp_str a, dp_str b, struct dp_buf *out);

/*
 * Appends the sum of two canonical numbers, or with MINUS what A is more than
 * B; exact, without zeros at the end of its fraction. False when either is
 * none, or has more than DPI_DECIMAL_DIGITS digits.
 */
bool dpi_decimal_plus(dp_str a, dp_str b, bool minus, struct dp_buf *out);

/*
 * Appends what is left of A when B is taken from it as often as it goes, with
 * the sign of A. False when either is no whole number, B is 0 or has more than
 * 17 digits.
 */
bool dpi_decimal_rest(dp_str a, dp_str b, struct dp_buf *out);

/*
 * "12 – 1,234", as people read numbers: LOW and HIGH with six significant
 * digits at most. In A.
 */
dp_str dpi_number_range(double low, double high, struct dp_arena *a);

/* Below, at or above 0 as the canonical number A is to B. */
int dpi_decimal_cmp(dp_str a, dp_str b);

#endif
