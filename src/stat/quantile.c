/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The nine definitions of a quantile of Hyndman and Fan (1996), numbered as
 * they did. The probability is a fraction, so that the place in the order is
 * computed in whole numbers and never falls on the wrong side of a value.
 */
#include "base/i18n.h"
#include "stat/values.h"

const char *
dp_qtype_summary(int qtype)
{
	static const char *const summary[] = {
		N_("the smallest value with at least that share of the "
		   "values at or below it"),
		N_("as type 1, with the mean of two values where the share "
		   "is met exactly"),
		N_("the value nearest to that place in the order, the even "
		   "place where two are as near"),
		N_("a straight line through the shares of the values counted "
		   "from 0"),
		N_("a straight line through the middles of the steps, as "
		   "hydrologists do"),
		N_("as if the values cut the population in n + 1 equal "
		   "parts, as SPSS and Minitab do"),
		N_("the smallest value is 0 %, the largest 100 %, and a "
		   "straight line between, as R and spreadsheets do"),
		N_("near the true median of each place whatever the "
		   "distribution, as Hyndman and Fan advise"),
		N_("near the true mean of each place for a normal "
		   "distribution"),
	};

	if (qtype < 1 || qtype > 9)
		return NULL;
	return summary[qtype - 1];
}

/* The place from 1, held between the first and the last. */
static struct dp_dd
value_at(const struct dpi_values *v, size_t n, dpi_i128 place)
{
	if (place < 1)
		place = 1;
	if (place > (dpi_i128)n)
		place = (dpi_i128)n;
	return dpi_values_at(v, (size_t)place - 1);
}

/* WEIGHT / OF on the way from place J to the next. */
static struct dp_dd
between(const struct dpi_values *v, size_t n, dpi_i128 j, dpi_i128 weight,
	dpi_i128 of)
{
	struct dp_dd a = value_at(v, n, j), b, step;

	if (!weight)
		return a;
	b = value_at(v, n, j + 1);
	if (weight == of)
		return b;
	step = dp_dd_div(dpi_dd_u128((dpi_u128)weight),
			 dpi_dd_u128((dpi_u128)of));
	return dp_dd_add(a, dp_dd_mul(step, dp_dd_sub(b, a)));
}

/* Types 1 to 3: steps. */
static struct dp_dd
discontinuous(const struct dpi_values *v, size_t n, unsigned num, unsigned den,
	      int qtype)
{
	dpi_i128 twice = 2 * (dpi_i128)n * num, of = 2 * (dpi_i128)den;
	dpi_i128 j, rest;

	if (qtype == 3)
		twice -= den;
	j = twice / of;
	rest = twice % of;
	if (rest < 0) {
		rest += of;
		j--;
	}
	if (rest)
		return value_at(v, n, j + 1);
	if (qtype == 1 || (qtype == 3 && j % 2 == 0))
		return value_at(v, n, j);
	if (qtype == 2)
		return between(v, n, j, 1, 2);
	return value_at(v, n, j + 1);
}

struct dp_dd
dpi_values_quantile(const struct dpi_values *v, unsigned num, unsigned den,
		    int qtype)
{
	/* The paper's a and b, times 24. */
	static const int a24[] = { 0, 12, 0, 24, 8, 9 };
	static const int b24[] = { 24, 12, 0, 24, 8, 9 };
	size_t n = dpi_values_n(v);
	dpi_i128 place, of = 24 * (dpi_i128)den;
	int a, b;

	if (qtype < 4)
		return discontinuous(v, n, num, den, qtype);
	a = a24[qtype - 4];
	b = b24[qtype - 4];
	place = (dpi_i128)a * den +
		(dpi_i128)num * (24 * ((dpi_i128)n + 1) - a - b);
	return between(v, n, place / of, place % of, of);
}
