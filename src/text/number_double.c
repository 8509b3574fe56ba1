/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Canonical text to the nearest double, ties to even. strtod would read it
 * by the rules of the locale.
 */
#include <dpipe/text.h>

#include <math.h>

#include "text/number.h"

/* ---- the exact way ---------------------------------------------------- */

/*
 * A decimal number 0.ddd… × 10^point, doubled and halved digit by digit
 * (the "simple decimal conversion" of N. Tao, after K. Thompson): slow, and
 * needed only beyond 15 digits.
 */
#define DIGITS_MAX 2400
#define DIGITS_KEPT 800 /* more cannot change the result but for being there */

struct decimal {
	unsigned char d[DIGITS_MAX];
	int n, point;
};

static void
trim_zeros(struct decimal *x)
{
	int lead = 0;

	while (x->n > 0 && x->d[x->n - 1] == 0)
		x->n--;
	while (lead < x->n && x->d[lead] == 0)
		lead++;
	if (lead > 0) {
		memmove(x->d, x->d + lead, (size_t)(x->n - lead));
		x->n -= lead;
		x->point -= lead;
	}
	if (x->n == 0)
		x->point = 0;
}

static void
double_it(struct decimal *x)
{
	unsigned carry = 0;

	for (int i = x->n - 1; i >= 0; i--) {
		unsigned v = x->d[i] * 2u + carry;

		x->d[i] = (unsigned char)(v % 10);
		carry = v / 10;
	}
	if (carry) {
		if (x->n < DIGITS_MAX)
			x->n++;
		memmove(x->d + 1, x->d, (size_t)(x->n - 1));
		x->d[0] = (unsigned char)carry;
		x->point++;
	}
	trim_zeros(x);
}

static void
halve_it(struct decimal *x)
{
	unsigned rest = 0;

	for (int i = 0; i < x->n; i++) {
		unsigned v = rest * 10 + x->d[i];

		x->d[i] = (unsigned char)(v / 2);
		rest = v % 2;
	}
	if (rest && x->n < DIGITS_MAX)
		x->d[x->n++] = 5;
	trim_zeros(x);
}

/* True when X is at least one half; X is below one. */
static bool
half_or_more(const struct decimal *x)
{
	return x->n > 0 && x->point == 0 && x->d[0] >= 5;
}

static void
fill(struct decimal *x, dp_str whole, dp_str fraction)
{
	bool more = false;

	x->n = 0;
	x->point = (int)whole.n;
	for (size_t i = 0; i < whole.n + fraction.n; i++) {
		char c = i < whole.n ? whole.p[i] : fraction.p[i - whole.n];

		if (x->n == 0 && c == '0') {
			x->point--;
			continue;
		}
		if (x->n < DIGITS_KEPT)
			x->d[x->n++] = (unsigned char)(c - '0');
		else
			more = more || c != '0';
	}
	if (more)
		x->d[x->n++] = 1;
	trim_zeros(x);
}

double
dpi_number_exact(dp_str whole, dp_str fraction)
{
	struct decimal x;
	uint64_t bits = 0;
	int power = 0, n_bits = 53;

	fill(&x, whole, fraction);
	if (x.n == 0 || x.point < -330)
		return 0;
	if (x.point > 310)
		return HUGE_VAL;
	for (; x.point > 0; power++)
		halve_it(&x);
	for (; !half_or_more(&x); power--)
		double_it(&x);
	/* x is in [1/2, 1[: the value is x × 2^power */
	if (power < -1021)
		n_bits = 53 - (-1021 - power);
	if (n_bits < 0)
		return 0;
	for (int i = 0; i < n_bits; i++) {
		double_it(&x);
		bits = bits * 2 + (x.point > 0);
		if (x.point > 0) {
			x.d[0] = 0;
			trim_zeros(&x);
		}
	}
	if (half_or_more(&x) && (x.n > 1 || x.d[0] > 5 || (bits & 1)))
		bits++;
	return ldexp((double)bits, power - n_bits);
}

/* ---- the usual way ---------------------------------------------------- */

bool
dp_number_double(dp_str s, double *out)
{
	static const double tens[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,
				       1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
				       1e12, 1e13, 1e14, 1e15, 1e16, 1e17,
				       1e18, 1e19, 1e20, 1e21, 1e22 };
	struct dpi_canonical c;
	uint64_t w = 0;
	double v;

	if (!dpi_canonical_split(s, &c))
		return false;
	/*
	 * Fifteen digits and a power of ten up to 22 are exact doubles, so
	 * one division rounds once (W. D. Clinger, PLDI 1990).
	 */
	if (c.whole.n + c.fraction.n <= 15) {
		for (size_t i = 0; i < c.whole.n; i++)
			w = w * 10 + (uint64_t)(c.whole.p[i] - '0');
		for (size_t i = 0; i < c.fraction.n; i++)
			w = w * 10 + (uint64_t)(c.fraction.p[i] - '0');
		v = (double)w / tens[c.fraction.n];
	} else {
		v = dpi_number_exact(c.whole, c.fraction);
	}
	*out = c.minus ? -v : v;
	return true;
}
