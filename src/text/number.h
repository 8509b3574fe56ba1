/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Canonical number text taken apart: what number_*.c share. */
#ifndef DPI_TEXT_NUMBER_H
#define DPI_TEXT_NUMBER_H

#include <dpipe/text.h>

struct dpi_canonical {
	bool minus;
	dp_str whole;    /* digits before the point, at least one */
	dp_str fraction; /* digits after it; p == NULL: no point */
};

static inline bool
dpi_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A number without what stands around its digits. */
struct dpi_body {
	dp_str s;
	bool minus, sign, currency, percent;
	const char *which; /* currency it is, by its sign; NULL: none */
};

/*
 * Takes signs, brackets, currency and percent off B, as far as O has them
 * read; leaves digits and what stands between them. False when none are left.
 */
bool dpi_number_peel(struct dpi_body *b, const struct dp_number_opts *o);

/*
 * The currency of the number S, as its sign or, where it has none, the three
 * letters of ISO 4217: "$", "CHF". NULL: S carries none that is known.
 */
const char *dpi_number_currency(dp_str s);
/*
 * Does S, a number, end in a power of ten that stands for digits nobody wrote,
 * as spreadsheets show numbers of twelve digits and more: 3,56E+13?
 */
bool dpi_number_hides_digits(dp_str s);

/* Takes S apart; false when it is not canonical. */
bool dpi_canonical_split(dp_str s, struct dpi_canonical *c);

/* The double nearest to WHOLE.FRACTION, ties to even. */
double dpi_number_exact(dp_str whole, dp_str fraction);

#endif
