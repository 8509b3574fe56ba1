/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of one column grouped by their clustering key. The keys are text's
 * (dp_cluster_key), near keys cluster_near.c's; which records have which value
 * is op_cluster.c's.
 */
#include "op/cluster.h"

#include <stdlib.h>

#include <dpipe/recipe.h>
#include <dpipe/table.h>

#include "text/spelling.h"

#define NO_GROUP UINT32_MAX

/* Memory of a value besides its text, which its key has once more. */
#define VALUE_BYTES 96u

uint64_t
dpi_clusters_bytes(const struct dpi_clusters *g, const struct dpi_grouping *how)
{
	const struct dpi_strtab *v = &g->values;
	uint64_t held = 2 * v->bytes + v->n * VALUE_BYTES;

	if (how->method >= DPI_BY_LEVENSHTEIN)
		held += dpi_clusters_near_bytes(v->n, v->bytes, how);
	return held;
}

/* Number of VALUE, counted 0 times so far when it is new. */
static uint32_t
add_value(struct dpi_clusters *g, dp_str value)
{
	bool added;
	uint32_t k = dpi_strtab_add(&g->values, value, &added);

	if (added) {
		dp_grow(&g->count, &g->cap_count, k, sizeof *g->count);
		dp_grow(&g->reference, &g->cap_reference, k,
			sizeof *g->reference);
		g->count[k] = 0;
		g->reference[k] = false;
	}
	return k;
}

void
dpi_clusters_count(struct dpi_clusters *g, dp_str value)
{
	dpi_clusters_add(g, value, 1);
}

void
dpi_clusters_add(struct dpi_clusters *g, dp_str value, uint64_t n)
{
	uint32_t k = add_value(g, value); /* may move the counts */

	g->count[k] += n;
}

void
dpi_clusters_reference(struct dpi_clusters *g, dp_str value)
{
	uint32_t k = add_value(g, value);

	g->reference[k] = true;
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
	if (pick == DPI_PICK_REFERENCE && (g->reference[a] || g->reference[b]))
		return !g->reference[b];
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

double
dpi_usual_radius(enum dpi_method method)
{
	return method == DPI_BY_JARO ? 0.05 : 1;
}

static bool
is_excepted(dp_str value, const struct dpi_grouping *how)
{
	for (size_t i = 0; i < how->n_except; i++)
		if (dp_str_eq(how->except[i], value))
			return true;
	return false;
}

static void
add_key(dp_str value, const struct dpi_grouping *how, struct dp_buf *out)
{
	switch (how->method) {
	case DPI_BY_FINGERPRINT:
		dp_cluster_key(value, DP_KEY_FINGERPRINT, out);
		break;
	case DPI_BY_FINGERPRINT_FR:
		dp_cluster_key(value, DP_KEY_FINGERPRINT_FR, out);
		break;
	case DPI_BY_NGRAM:
		dp_ngram_key(value, how->ngram, out);
		break;
	case DPI_BY_PHONETIC_FR:
		dp_cluster_key(value, DP_KEY_PHONETIC_FR, out);
		break;
	case DPI_BY_METAPHONE:
		dp_cluster_key(value, DP_KEY_METAPHONE, out);
		break;
	case DPI_BY_LEVENSHTEIN:
	case DPI_BY_DAMERAU:
	case DPI_BY_JARO:
	case DPI_BY_PPM:
		dp_cluster_key(value, DP_KEY_FOLDED, out);
		break;
	}
}

/* Groups values by their keys. */
static void
group_by_key(struct dpi_clusters *g, const struct dpi_grouping *how)
{
	struct dp_buf key = { 0 };

	for (uint32_t i = 0; i < g->values.n; i++) {
		dp_str value = g->values.text[i];
		bool added;
		uint32_t k;

		g->group[i] = NO_GROUP;
		key.n = 0;
		if (is_excepted(value, how))
			continue;
		add_key(value, how, &key);
		if (key.n == 0)
			continue;
		k = dpi_strtab_add(&g->keys, dp_buf_view(&key), &added);
		g->group[i] = k;
		if (added || is_better(g, how->pick, i, g->best[k]))
			g->best[k] = i;
	}
	dp_buf_done(&key);
}

/* Counts what changes; without a value of the reference, nothing does. */
static void
count_apart(struct dpi_clusters *g, enum dpi_pick pick)
{
	for (uint32_t i = 0; i < g->values.n; i++) {
		uint32_t k = g->group[i];

		if (k == NO_GROUP)
			continue;
		if (pick == DPI_PICK_REFERENCE && !g->reference[g->best[k]])
			g->group[i] = NO_GROUP;
		else if (g->best[k] != i && g->count[i] > 0 && !g->reference[i])
			g->n_apart[k]++;
	}
}

int
dpi_clusters_make(struct dpi_clusters *g, const struct dpi_grouping *how,
		  struct dp_err *err)
{
	size_t n = g->values.n + 1;

	g->group = dp_alloc(n * sizeof *g->group);
	g->best = dp_alloc(n * sizeof *g->best);
	g->n_apart = dp_alloc0(n * sizeof *g->n_apart);
	group_by_key(g, how);
	if (how->method >= DPI_BY_LEVENSHTEIN &&
	    dpi_clusters_near(g, how, err) != 0)
		return -1;
	count_apart(g, how->pick);
	return 0;
}

/* What value I becomes. */
static dp_str
becomes(const struct dpi_clusters *g, uint32_t i)
{
	if (g->group[i] == NO_GROUP || g->reference[i])
		return g->values.text[i];
	return g->values.text[g->best[g->group[i]]];
}

dp_str
dpi_clusters_find(const struct dpi_clusters *g, dp_str value)
{
	ptrdiff_t i = dpi_strtab_find(&g->values, value);

	return i < 0 ? value : becomes(g, (uint32_t)i);
}

/* ---- what is shown of them -------------------------------------------- */

/* The values of each group as lists, in the order they came. */
struct lists {
	uint32_t *first; /* of each group, or NO_GROUP */
	uint32_t *next;  /* of each value */
};

static void
make_lists(const struct dpi_clusters *g, struct lists *l)
{
	l->next = dp_alloc((g->values.n + 1) * sizeof *l->next);
	l->first = dp_alloc((g->keys.n + 1) * sizeof *l->first);
	for (size_t k = 0; k < g->keys.n; k++)
		l->first[k] = NO_GROUP;
	for (size_t i = g->values.n; i-- > 0;) {
		if (g->group[i] == NO_GROUP)
			continue;
		l->next[i] = l->first[g->group[i]];
		l->first[g->group[i]] = (uint32_t)i;
	}
}

static void
free_lists(struct lists *l)
{
	free(l->next);
	free(l->first);
}

/* Appends the record of value I, whose group is K. */
static void
review_value(const struct dpi_clusters *g, dp_str column, uint32_t i,
	     uint32_t k, struct dp_buf *out)
{
	dp_str key = g->keys.text[k], cell[5];
	char count[24];
	int n = snprintf(count, sizeof count, "%llu",
			 (unsigned long long)g->count[i]);

	cell[0] = column;
	cell[1] = dp_utf8_valid(key) == key.n ? key :
						g->values.text[g->best[k]];
	cell[2] = g->values.text[i];
	cell[3].p = count;
	cell[3].n = (size_t)n;
	cell[4] = becomes(g, i);
	dp_csv_record(out, cell, 5);
}

void
dpi_clusters_review(const struct dpi_clusters *g, dp_str column,
		    struct dp_buf *out)
{
	struct lists l;

	make_lists(g, &l);
	for (uint32_t k = 0; k < g->keys.n; k++) {
		if (g->n_apart[k] == 0)
			continue;
		for (uint32_t i = l.first[k]; i != NO_GROUP; i = l.next[i])
			review_value(g, column, i, k, out);
	}
	free_lists(&l);
}

size_t
dpi_clusters_list(const struct dpi_clusters *g, struct dp_buf *out)
{
	struct lists l;
	size_t n = 0;

	make_lists(g, &l);
	for (uint32_t k = 0; k < g->keys.n; k++) {
		const char *mark = "    ";

		if (g->n_apart[k] == 0)
			continue;
		for (uint32_t i = l.first[k]; i != NO_GROUP; i = l.next[i]) {
			if (i == g->best[k] || g->count[i] == 0 ||
			    g->reference[i])
				continue;
			dp_buf_c(out, mark);
			dp_recipe_quote(g->values.text[i], out);
			mark = " | ";
		}
		dp_buf_c(out, " -> ");
		dp_recipe_quote(g->values.text[g->best[k]], out);
		dp_buf_char(out, '\n');
		n++;
	}
	free_lists(&l);
	return n;
}

void
dpi_clusters_done(struct dpi_clusters *g)
{
	dpi_strtab_done(&g->values);
	dpi_strtab_done(&g->keys);
	free(g->count);
	free(g->reference);
	free(g->group);
	free(g->best);
	free(g->n_apart);
	memset(g, 0, sizeof *g);
}
