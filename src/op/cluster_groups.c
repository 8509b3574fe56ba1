/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of one column grouped by their clustering key. The keys are text's
 * (dp_cluster_key); which records have which value is op_cluster.c's.
 */
#include "op/cluster.h"

#include <stdlib.h>

#include <dpipe/table.h>

#include "text/spelling.h"

#define NO_GROUP UINT32_MAX

void
dpi_clusters_count(struct dpi_clusters *g, dp_str value)
{
	dpi_clusters_add(g, value, 1);
}

void
dpi_clusters_add(struct dpi_clusters *g, dp_str value, uint64_t n)
{
	bool added;
	uint32_t k = dpi_strtab_add(&g->values, value, &added);

	if (added) {
		dp_grow(&g->count, &g->cap_count, k, sizeof *g->count);
		g->count[k] = 0;
	}
	g->count[k] += n;
}

/*
 * True when value A is to be preferred to value B, which came before it. But
 * for the first, the order in which they came plays no part.
 */
static bool
is_better(const struct dpi_clusters *g, enum dpi_pick pick, uint32_t a,
	  uint32_t b)
{
	size_t a_chars, b_chars;

	if (pick == DPI_PICK_FIRST)
		return false;
	if (pick == DPI_PICK_LONGEST) {
		a_chars = dp_utf8_chars(g->values.text[a]);
		b_chars = dp_utf8_chars(g->values.text[b]);
		if (a_chars != b_chars)
			return a_chars > b_chars;
	}
	if (g->count[a] != g->count[b])
		return g->count[a] > g->count[b];
	return dpi_spelling_compare(g->values.text[a], g->values.text[b]) < 0;
}

static bool
is_excepted(dp_str value, const dp_str *except, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (dp_str_eq(except[i], value))
			return true;
	return false;
}

void
dpi_clusters_make(struct dpi_clusters *g, enum dp_key how, enum dpi_pick pick,
		  const dp_str *except, size_t n)
{
	size_t n_values = g->values.n;
	struct dp_buf key = { 0 };

	g->group = dp_alloc((n_values + 1) * sizeof *g->group);
	g->best = dp_alloc((n_values + 1) * sizeof *g->best);
	g->n_values = dp_alloc0((n_values + 1) * sizeof *g->n_values);
	for (uint32_t i = 0; i < n_values; i++) {
		dp_str value = g->values.text[i];
		bool added;
		uint32_t k;

		g->group[i] = NO_GROUP;
		key.n = 0;
		dp_cluster_key(value, how, &key);
		if (key.n == 0 || is_excepted(value, except, n))
			continue;
		k = dpi_strtab_add(&g->keys, dp_buf_view(&key), &added);
		g->group[i] = k;
		g->n_values[k]++;
		if (added || is_better(g, pick, i, g->best[k]))
			g->best[k] = i;
	}
	dp_buf_done(&key);
}

dp_str
dpi_clusters_find(const struct dpi_clusters *g, dp_str value)
{
	ptrdiff_t i = dpi_strtab_find(&g->values, value);

	if (i < 0 || g->group[i] == NO_GROUP)
		return value;
	return g->values.text[g->best[g->group[i]]];
}

/* Appends the record of value I, whose group is K. */
static void
review_value(const struct dpi_clusters *g, dp_str column, uint32_t i,
	     uint32_t k, struct dp_buf *out)
{
	char count[24];
	dp_str cell[5];
	int n = snprintf(count, sizeof count, "%llu",
			 (unsigned long long)g->count[i]);

	cell[0] = column;
	cell[1] = g->keys.text[k];
	cell[2] = g->values.text[i];
	cell[3].p = count;
	cell[3].n = (size_t)n;
	cell[4] = g->values.text[g->best[k]];
	dp_csv_record(out, cell, 5);
}

void
dpi_clusters_review(const struct dpi_clusters *g, dp_str column,
		    struct dp_buf *out)
{
	size_t n = g->values.n, n_keys = g->keys.n;
	uint32_t *next = dp_alloc((n + 1) * sizeof *next);
	uint32_t *first = dp_alloc((n_keys + 1) * sizeof *first);

	/* lists of the values of each group, in the order they came */
	for (size_t k = 0; k < n_keys; k++)
		first[k] = NO_GROUP;
	for (size_t i = n; i-- > 0;) {
		if (g->group[i] == NO_GROUP)
			continue;
		next[i] = first[g->group[i]];
		first[g->group[i]] = (uint32_t)i;
	}
	for (uint32_t k = 0; k < n_keys; k++)
		if (g->n_values[k] > 1)
			for (uint32_t i = first[k]; i != NO_GROUP; i = next[i])
				review_value(g, column, i, k, out);
	free(next);
	free(first);
}

void
dpi_clusters_done(struct dpi_clusters *g)
{
	dpi_strtab_done(&g->values);
	dpi_strtab_done(&g->keys);
	free(g->count);
	free(g->group);
	free(g->best);
	free(g->n_values);
	memset(g, 0, sizeof *g);
}
