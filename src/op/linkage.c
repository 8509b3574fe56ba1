/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pairs of records that may be of one thing: blocks, then a weighted mean of
 * how alike the columns are. Herzog, Scheuren, Winkler, Data Quality and Record
 * Linkage Techniques, Springer 2007, has blocks and comparators; the weights
 * are yours, none is estimated.
 */
#include "op/linkage.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "text/key.h"

#define ROUNDING 1e-9

/* Memory of a value and of a row besides texts and numbers of values. */
#define VALUE_BYTES 128u
#define ROW_BYTES 16u

void
dpi_links_init(struct dpi_links *l, size_t n_columns, size_t n_blocks)
{
	l->n_columns = n_columns;
	l->n_blocks = n_blocks;
	l->column = dp_alloc0((n_columns + 1) * sizeof *l->column);
	l->block = dp_alloc0((n_blocks + 1) * sizeof *l->block);
}

void
dpi_links_done(struct dpi_links *l)
{
	for (size_t i = 0; l->column && i < l->n_columns; i++) {
		dpi_strtab_done(&l->column[i].raw);
		free(l->column[i].value);
	}
	for (size_t i = 0; l->block && i < l->n_blocks; i++)
		dpi_strtab_done(&l->block[i]);
	free(l->column);
	free(l->block);
	free(l->value);
	free(l->at);
	free(l->pair);
	free(l->group);
	dp_buf_done(&l->scratch);
	dp_arena_done(&l->text);
}

/* ---- rows ------------------------------------------------------------- */

static dp_str
keep_key(struct dpi_links *l, dp_str cell, enum dp_key how)
{
	l->scratch.n = 0;
	dp_cluster_key(cell, how, &l->scratch);
	l->bytes += l->scratch.n;
	return dp_keep(&l->text, dp_buf_view(&l->scratch));
}

static uint32_t
value_of(struct dpi_links *l, struct dpi_linked_column *c, dp_str cell)
{
	struct dpi_linked_value *v;
	bool added;
	uint32_t k = dpi_strtab_add(&c->raw, cell, &added);

	if (!added)
		return k;
	dp_grow(&c->value, &c->cap_value, k, sizeof *c->value);
	v = &c->value[k];
	v->folded = keep_key(l, cell, DP_KEY_FOLDED);
	v->printed = keep_key(l, cell, DP_KEY_FINGERPRINT_FR);
	v->numbers = dpi_key_numbers(v->folded);
	l->bytes += cell.n + VALUE_BYTES;
	return k;
}

void
dpi_links_add(struct dpi_links *l, const dp_str *cell, const dp_str *block)
{
	size_t i = l->n++;

	for (size_t k = 0; k < l->n_columns; k++) {
		dp_grow(&l->value, &l->cap_value, i * l->n_columns + k,
			sizeof *l->value);
		l->value[i * l->n_columns + k] = value_of(l, &l->column[k],
							  cell[k]);
	}
	for (size_t k = 0; k < l->n_blocks; k++) {
		bool added = false;

		dp_grow(&l->at, &l->cap_at, i * l->n_blocks + k, sizeof *l->at);
		l->scratch.n = 0;
		dp_cluster_key(block[k], DP_KEY_FINGERPRINT_FR, &l->scratch);
		l->at[i * l->n_blocks + k] =
			l->scratch.n ? dpi_strtab_add(&l->block[k],
						      dp_buf_view(&l->scratch),
						      &added) :
				       DPI_NO_BLOCK;
		if (added)
			l->bytes += l->scratch.n + VALUE_BYTES;
	}
	l->bytes += (l->n_columns + 2 * l->n_blocks) * sizeof *l->at +
		    ROW_BYTES;
}

uint64_t
dpi_links_work(const struct dpi_links *l)
{
	uint64_t work = 0;

	for (size_t k = 0; k < l->n_blocks; k++) {
		size_t n = l->block[k].n;
		uint64_t *seen = dp_alloc0((n + 1) * sizeof *seen);

		for (size_t i = 0; i < l->n; i++) {
			uint32_t at = l->at[i * l->n_blocks + k];

			if (at != DPI_NO_BLOCK)
				work += seen[at]++;
		}
		free(seen);
	}
	return work;
}

/* ---- comparing -------------------------------------------------------- */

static double
alike(dp_str a, dp_str b)
{
	size_t m = dp_utf8_chars(a), n = dp_utf8_chars(b);
	size_t longer = m > n ? m : n;

	if (longer == 0)
		return 0;
	return 1 - (double)dp_edit_distance(a, b, longer) / (double)longer;
}

/* How alike values A and B of C are, from 0 to 1. */
static double
compare_values(const struct dpi_linked_column *c, uint32_t a, uint32_t b)
{
	const struct dpi_linked_value *x = &c->value[a], *y = &c->value[b];
	double folded, printed;

	if (a == b || dp_str_eq(x->folded, y->folded))
		return 1;
	if (c->exact || x->numbers != y->numbers)
		return 0;
	folded = alike(x->folded, y->folded);
	printed = alike(x->printed, y->printed);
	return folded > printed ? folded : printed;
}

/* The score of rows A and B; 0 where too little of them is filled. */
static double
compare_rows(const struct dpi_links *l, uint32_t a, uint32_t b)
{
	const uint32_t *x = l->value + (size_t)a * l->n_columns;
	const uint32_t *y = l->value + (size_t)b * l->n_columns;
	double sum = 0, weight = 0, all = 0;

	for (size_t k = 0; k < l->n_columns; k++) {
		const struct dpi_linked_column *c = &l->column[k];

		all += c->weight;
		if (!c->raw.text[x[k]].n || !c->raw.text[y[k]].n)
			continue;
		weight += c->weight;
		sum += c->weight * compare_values(c, x[k], y[k]);
	}
	return weight * 2 < all ? 0 : sum / weight;
}

/* Do rows A and B share one of the first N blocks? */
static bool
share_block(const struct dpi_links *l, uint32_t a, uint32_t b, size_t n)
{
	const uint32_t *x = l->at + (size_t)a * l->n_blocks;
	const uint32_t *y = l->at + (size_t)b * l->n_blocks;

	for (size_t k = 0; k < n; k++)
		if (x[k] == y[k] && x[k] != DPI_NO_BLOCK)
			return true;
	return false;
}

static int
by_score(const void *a, const void *b)
{
	const struct dpi_pair *x = a, *y = b;

	if (x->score != y->score)
		return x->score < y->score ? 1 : -1;
	if (x->a != y->a)
		return x->a < y->a ? -1 : 1;
	return (x->b > y->b) - (x->b < y->b);
}

/* Compares row I with those before it in block K, the last of which is A. */
static void
compare_block(struct dpi_links *l, size_t k, uint32_t i, uint32_t a,
	      const uint32_t *before, double threshold)
{
	for (; a != DPI_NO_BLOCK; a = before[a]) {
		struct dpi_pair p = { a, i, 0 };

		if (share_block(l, a, i, k))
			continue;
		p.score = compare_rows(l, a, i);
		if (p.score < threshold - ROUNDING)
			continue;
		dp_grow(&l->pair, &l->cap_pairs, l->n_pairs, sizeof p);
		l->pair[l->n_pairs++] = p;
	}
}

int
dpi_links_compare(struct dpi_links *l, double threshold, uint64_t most_bytes,
		  struct dp_err *err)
{
	uint32_t *before = dp_realloc_array(NULL, l->n + 1, sizeof *before);
	int status = 0;

	for (size_t k = 0; k < l->n_blocks && status == 0; k++) {
		size_t n = l->block[k].n + 1;
		uint32_t *last = dp_realloc_array(NULL, n, sizeof *last);

		memset(last, 0xff, n * sizeof *last);
		for (uint32_t i = 0; i < l->n && status == 0; i++) {
			uint32_t at = l->at[i * l->n_blocks + k];

			if (at == DPI_NO_BLOCK)
				continue;
			compare_block(l, k, i, last[at], before, threshold);
			before[i] = last[at];
			last[at] = i;
			if (dp_cancelled())
				status = dp_fail(err, DP_ECANCEL,
						 _("stopped."));
			else if (l->bytes + l->n_pairs * sizeof *l->pair >
				 most_bytes)
				status = dp_fail(
					err, DP_ELIMIT,
					_("the pairs that are alike take more "
					  "than %llu MB of memory. Raise "
					  "threshold=, or let the step have "
					  "more with --memory."),
					(unsigned long long)most_bytes >> 20);
		}
		free(last);
	}
	free(before);
	if (status == 0 && l->n_pairs)
		qsort(l->pair, l->n_pairs, sizeof *l->pair, by_score);
	return status;
}

/* ---- groups ----------------------------------------------------------- */

/* The first row of the group of row I. */
static uint32_t
first_of(uint32_t *group, uint32_t i)
{
	while (group[i] != i)
		i = group[i] = group[group[i]];
	return i;
}

size_t
dpi_links_group(struct dpi_links *l)
{
	uint64_t *rows = dp_alloc0((l->n + 1) * sizeof *rows);
	uint64_t *pairs = dp_alloc0((l->n + 1) * sizeof *pairs);
	size_t chained = 0;

	l->group = dp_realloc_array(l->group, l->n + 1, sizeof *l->group);
	for (uint32_t i = 0; i < l->n; i++)
		l->group[i] = i;
	for (size_t p = 0; p < l->n_pairs; p++) {
		uint32_t a = first_of(l->group, l->pair[p].a);
		uint32_t b = first_of(l->group, l->pair[p].b);

		/* the lower stays, so a group is named by its first row */
		l->group[a > b ? a : b] = a > b ? b : a;
	}
	for (uint32_t i = 0; i < l->n; i++)
		rows[l->group[i] = first_of(l->group, i)]++;
	for (size_t p = 0; p < l->n_pairs; p++)
		pairs[l->group[l->pair[p].a]]++;
	for (uint32_t i = 0; i < l->n; i++)
		chained += pairs[i] < rows[i] * (rows[i] - (rows[i] > 0)) / 2;
	free(rows);
	free(pairs);
	return chained;
}
