/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers among their neighbours: which are far from them, which only look like
 * a stand-in, and which are in the same unit. They are compared by what they
 * mean, 1 234,5 beside 1234.5; what a column holds is judged in verify_judge.c.
 */
#include "step/verify_inner.h"

#include <math.h>
#include <stdlib.h>

#include "text/decimal.h"

#define FAR_MIN_VALUES 20u
#define ZERO_GAPS 2           /* the widest below the median: zero is farther */
#define PERCENT_MIN_VALUES 5u /* that tell a range */

struct neighbour {
	double value;
	uint64_t count; /* records that have it */
};

static int
by_value(const void *a, const void *b)
{
	double x = ((const struct neighbour *)a)->value;
	double y = ((const struct neighbour *)b)->value;

	return (x > y) - (x < y);
}

/* What value number I of F means, written as the column writes numbers. */
static bool
value_of(const struct dpi_facts *f, size_t i, double *out)
{
	static const struct dp_number_opts fr = { DP_NUMBER_FR, true, true };
	static const struct dp_number_opts en = { DP_NUMBER_EN, true, true };
	bool comma = f->traits[i] >> DPI_NUMBER_COMMA & 1;
	bool french = f->traits[i] >> DPI_NUMBER_FR & 1 &&
		      !(comma && dpi_is_english(f));
	char text[DP_NUMBER_BYTES];
	dp_str v = f->value.text[i];
	size_t n;

	if (dp_number_double(v, out))
		return true;
	if (!french && !comma && !(f->traits[i] >> DPI_NUMBER_EN & 1))
		return false;
	return dp_number_read(v, french ? &fr : &en, text, sizeof text, &n) ==
		       DP_NUMBER_OK &&
	       dp_number_double((dp_str){ text, n }, out);
}

/* The value below which PART of the N records at V are. */
static double
quantile(const struct neighbour *v, uint64_t n, double part)
{
	uint64_t below = (uint64_t)((double)n * part), seen = v->count;

	while (seen <= below)
		seen += (++v)->count;
	return v->value;
}

/* Files what is beyond three interquartile ranges from Q1 and Q3. */
static void
file_far(const struct dpi_judging *j, double q1, double q3)
{
	const struct dpi_facts *f = j->f;
	double reach = 3 * (q3 - q1), d;
	struct dpi_tally far = { 0 };
	struct dp_arena text = { 0 };
	struct dp_finding *g;

	for (size_t i = 0; i < f->value.n; i++) {
		if ((f->traits[i] >> DPI_NINES & 1) || !value_of(f, i, &d) ||
		    (d >= q1 - reach && d <= q3 + reach))
			continue;
		dpi_tally_add(&far, &text, 0, f->line[i], f->value.text[i]);
		far.count += f->count[i] - 1;
	}
	g = dpi_tally_file(&far, DP_F_FAR_VALUE, j->column, j->out);
	if (g)
		g->expected = dpi_number_range(q1, q3, &j->out->text);
	dp_arena_done(&text);
}

/* Tukey 1977. */
void
dpi_judge_far(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	struct neighbour *v = dp_realloc_array(NULL, f->value.n + 1, sizeof *v);
	uint64_t total = 0;
	size_t n = 0;

	for (size_t i = 0; i < f->value.n; i++) {
		if (!value_of(f, i, &v[n].value))
			continue;
		v[n].count = f->count[i];
		total += v[n++].count;
	}
	qsort(v, n, sizeof *v, by_value);
	if (total >= FAR_MIN_VALUES) {
		double q1 = quantile(v, total, 0.25);
		double q3 = quantile(v, total, 0.75);

		/* Where most are the same, every other would be far. */
		if (q3 > q1)
			file_far(j, q1, q3);
	}
	free(v);
}

bool
dpi_are_zeros_far(const struct dpi_facts *f)
{
	struct neighbour *v = dp_realloc_array(NULL, f->value.n + 1, sizeof *v);
	double middle, gap = 0;
	uint64_t total = 0;
	size_t n = 0;
	bool far;

	for (size_t i = 0; i < f->value.n; i++) {
		if (!value_of(f, i, &v[n].value) || v[n].value == 0)
			continue;
		v[n].count = f->count[i];
		total += v[n++].count;
	}
	qsort(v, n, sizeof *v, by_value);
	far = n > 0 && v[0].value > 0;
	middle = far ? quantile(v, total, 0.5) : 0;
	for (size_t i = 1; i < n && v[i].value <= middle; i++)
		gap = fmax(gap, v[i].value - v[i - 1].value);
	far = far && gap > 0 && v[0].value > ZERO_GAPS * gap;
	free(v);
	return far;
}

bool
dpi_are_nines_ordinary(const struct dpi_facts *f)
{
	bool below = false, above = false;
	double nines = 0, d;

	for (size_t i = 0; i < f->value.n; i++) {
		if (!(f->traits[i] >> DPI_NINES & 1))
			continue;
		if (nines != 0 || f->count[i] > 1 || !value_of(f, i, &nines))
			return false;
	}
	for (size_t i = 0; i < f->value.n; i++)
		if (value_of(f, i, &d)) {
			below = below || (d < nines && d >= 0.99 * nines);
			above = above || (d > nines && d <= 1.01 * nines);
		}
	return below && above;
}

/* Numbers that have a sign, or have none, in order. */
struct side {
	struct neighbour *v;
	size_t n;
	uint64_t total;
};

/* The values of F that hold the sign %, or that do not, nought left out. */
static struct side
side_of(const struct dpi_facts *f, bool percent)
{
	struct side s = { .n = 0 };

	s.v = dp_realloc_array(NULL, f->value.n + 1, sizeof *s.v);
	for (size_t i = 0; i < f->value.n; i++) {
		struct neighbour *x = &s.v[s.n];

		if ((dp_str_find(f->value.text[i], '%') >= 0) != percent ||
		    !value_of(f, i, &x->value) || x->value == 0)
			continue;
		x->count = f->count[i];
		s.total += x->count;
		s.n++;
	}
	qsort(s.v, s.n, sizeof *s.v, by_value);
	return s;
}

bool
dpi_are_all_percents(const struct dpi_facts *f)
{
	struct side with = side_of(f, true), bare = side_of(f, false);
	const struct side *more = with.total > bare.total ? &with : &bare;
	const struct side *few = more == &with ? &bare : &with;
	bool yes = few->n > 0 && more->total >= PERCENT_MIN_VALUES;

	if (yes) {
		double m = quantile(more->v, more->total, 0.5);
		double k = quantile(few->v, few->total, 0.5);
		double low = more->v[0].value,
		       high = more->v[more->n - 1].value;

		/* shares of one would be a hundred times smaller */
		yes = few->v[0].value >= (low > 0 ? low / 2 : low * 2) &&
		      few->v[few->n - 1].value <=
			      (high > 0 ? high * 2 : high / 2) &&
		      k / m > 0.2 && k / m < 5;
	}
	free(with.v);
	free(bare.v);
	return yes;
}
