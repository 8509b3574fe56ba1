/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Equal records: are they one record twice, or may two things be alike in all
 * that the table says of them?
 */
#include "step/verify_inner.h"

/* Nearly unique: so many of a hundred records have a value of their own. */
#define UNIQUE_PERCENT 95u
/* So many times more equal records than chance gives are no chance. */
#define NO_CHANCE 100

/*
 * Does column F tell records apart? Of its N_DIFFERENT records nearly each has
 * a value of its own. A number that ALONE makes the record tells nothing.
 */
static bool
is_key(const struct dpi_facts *f, uint64_t n_different, uint64_t n_records,
       bool alone)
{
	enum dp_content c = dpi_judge_content(f, n_records);

	if (alone && (c == DP_CONTENT_NUMBER || c == DP_CONTENT_COMMA ||
		      c == DP_CONTENT_GROUPED || c == DP_CONTENT_YEAR))
		return false;
	return f->full || f->value.n * 100 >= n_different * UNIQUE_PERCENT;
}

/* The share of all pairs of N records that are alike in F. */
static double
share_alike(const struct dpi_facts *f, uint64_t n)
{
	double none = (double)f->n_missing;
	double pairs = none * (none - 1);

	for (size_t i = 0; i < f->value.n; i++)
		pairs += (double)f->count[i] * ((double)f->count[i] - 1);
	return pairs / ((double)n * ((double)n - 1));
}

void
dpi_judge_twice(const struct dpi_facts *f, size_t n_columns, uint64_t n_records,
		struct dp_finding *g, struct dp_findings *out)
{
	uint64_t n_different = n_records - g->count;
	double chance = (double)n_records * ((double)n_records - 1) / 2;
	bool key = false;

	/* where there are more doubles than different records, equal ones are
	   no accident: answers to a few questions, not a record twice */
	if (g->count > n_different)
		return;
	for (size_t i = 0; i < n_columns; i++) {
		key = key ||
		      is_key(&f[i], n_different, n_records, n_columns == 1);
		chance *= share_alike(&f[i], n_records);
	}
	/* columns are seldom independent: no key, no certainty */
	g->off = !key;
	if (key || chance * NO_CHANCE < (double)g->count)
		g->repair = dp_keep(&out->text, DP_S("dedupe"));
}
