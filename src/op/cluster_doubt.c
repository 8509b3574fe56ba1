/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which groups somebody should look at before believing them: two communes may
 * differ by a letter, and a misspelling is rare.
 */
#include "op/cluster.h"

#include "base/i18n.h"
#include "text/key.h"

/* A value that is there so often, and so often beside the other, is no slip. */
#define SLIPS_MAX 2u
#define SLIPS_IN 10u

#define CHANGES_MAX 3u /* more is no slip, however large the radius */
#define SHORT_CHARS 8u

/* Are values of one group of METHOD made of the same letters, words or runs? */
static bool
is_exact(enum dpi_method method)
{
	return method <= DPI_BY_NGRAM;
}

bool
dpi_are_bold(dp_str a, dp_str b)
{
	return a.p[0] != b.p[0] || dp_utf8_chars(a) < SHORT_CHARS ||
	       dp_edit_distance(a, b, CHANGES_MAX) > CHANGES_MAX;
}

static bool
is_doubtful(const struct dpi_clusters *g, enum dpi_method method, uint32_t i,
	    uint32_t best, struct dp_buf key[2])
{
	bool often = g->count[i] > SLIPS_MAX &&
		     g->count[i] * SLIPS_IN >= g->count[best];
	dp_str a, b;

	key[0].n = key[1].n = 0;
	dp_cluster_key(g->values.text[i], DP_KEY_FOLDED, &key[0]);
	dp_cluster_key(g->values.text[best], DP_KEY_FOLDED, &key[1]);
	a = dp_buf_view(&key[0]);
	b = dp_buf_view(&key[1]);
	if (is_exact(method))
		return dpi_key_numbers(a) != dpi_key_numbers(b);
	return !dp_str_eq(a, b) &&
	       (often || (method >= DPI_BY_LEVENSHTEIN && dpi_are_bold(a, b)));
}

/* Does value I change, by no reference? */
static bool
is_changed(const struct dpi_clusters *g, const struct dpi_grouping *how,
	   uint32_t i)
{
	return g->group[i] != UINT32_MAX && g->count[i] > 0 &&
	       !g->reference[i] && how->pick != DPI_PICK_REFERENCE &&
	       g->best[g->group[i]] != i;
}

static void
tell(const struct dpi_clusters *g, uint32_t i, uint64_t n, dp_str column,
     struct dp_findings *f)
{
	dp_str value = g->values.text[i];
	struct dp_finding *found = dp_finding_add(f, DP_F_DOUBTFUL_GROUP,
						  column, 0, 0, value);
	struct dp_buf example = { 0 };

	dp_buf_format(&example, _("“%.*s” and “%.*s”"), DP_FMT(value),
		      DP_FMT(g->values.text[g->best[g->group[i]]]));
	found->count = n;
	found->found = dp_keep(&f->text, dp_buf_view(&example));
	dp_buf_done(&example);
}

void
dpi_clusters_doubt(const struct dpi_clusters *g, const struct dpi_grouping *how,
		   dp_str column, struct dp_findings *f)
{
	struct dp_buf key[2] = { { 0 }, { 0 } };
	uint64_t n = 0, n_long = 0;
	uint32_t most = 0; /* the most frequent of the doubtful */

	for (uint32_t i = 0; i < g->values.n; i++) {
		n_long += how->method == DPI_BY_PPM && g->count[i] > 0 &&
			  g->values.text[i].n > DP_PPM_MAX_BYTES;
		if (!is_changed(g, how, i) ||
		    !is_doubtful(g, how->method, i, g->best[g->group[i]], key))
			continue;
		if (n++ == 0 || g->count[i] > g->count[most])
			most = i;
	}
	dp_buf_done(&key[0]);
	dp_buf_done(&key[1]);
	if (n)
		tell(g, most, n, column, f);
	if (n_long)
		dp_finding_add(f, DP_F_TOO_LONG_TO_COMPARE, column, 0, 0,
			       (dp_str){ NULL, 0 })
			->count = n_long;
}
