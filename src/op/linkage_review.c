/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The review of pairs that may be one thing: written for somebody to decide,
 * read back when that is done. A program decides nothing here.
 */
#include "op/linkage.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/beside.h"
#include "op/words.h"

static dp_str
value_at(const struct dpi_links *l, uint32_t row, size_t k)
{
	return l->column[k].raw.text[l->value[row * l->n_columns + k]];
}

void
dpi_links_review(const struct dpi_links *l, const struct dp_column *name,
		 struct dp_buf *out)
{
	size_t n = 4 + 2 * l->n_columns;
	dp_str *cell = dp_alloc0(n * sizeof *cell);
	struct dp_arena names = { 0 };
	struct dp_buf score = { 0 };
	char row[2][24];

	cell[0] = DP_S("decision");
	cell[1] = DP_S("score");
	cell[2] = DP_S("row_a");
	cell[3] = DP_S("row_b");
	for (size_t k = 0; k < l->n_columns; k++) {
		dp_str of = name[k].name;

		cell[4 + 2 * k] = dp_keep_format(&names, "%.*s_a", DP_FMT(of));
		cell[5 + 2 * k] = dp_keep_format(&names, "%.*s_b", DP_FMT(of));
	}
	dp_csv_record(out, cell, n);
	for (size_t p = 0; p < l->n_pairs; p++) {
		const uint32_t ab[2] = { l->pair[p].a, l->pair[p].b };

		score.n = 0;
		dp_number_double_text(l->pair[p].score, 3, &score);
		cell[0] = (dp_str){ NULL, 0 };
		cell[1] = dp_buf_view(&score);
		for (size_t e = 0; e < 2; e++) {
			int len = snprintf(row[e], sizeof row[e], "%llu",
					   ab[e] + 1ULL);

			cell[2 + e] = (dp_str){ row[e], (size_t)len };
			for (size_t k = 0; k < l->n_columns; k++)
				cell[4 + e + 2 * k] = value_at(l, ab[e], k);
		}
		dp_csv_record(out, cell, n);
	}
	dp_buf_done(&score);
	dp_arena_done(&names);
	free(cell);
}

/* ---- decisions -------------------------------------------------------- */

/* What is said of a pair: 1 one thing, 0 two, -1 nothing, -2 no known word. */
static int
decision(dp_str cell, struct dp_buf *scratch)
{
	static const char *const yes[] = { "yes", "y", "oui", "o", "1" };
	static const char *const no[] = { "no", "n", "non", "0" };
	dp_str word;

	scratch->n = 0;
	dp_cluster_key(cell, DP_KEY_FOLDED, scratch);
	word = dp_buf_view(scratch);
	if (word.n == 0)
		return -1;
	for (size_t i = 0; i < sizeof yes / sizeof *yes; i++)
		if (dp_str_is(word, yes[i]))
			return 1;
	for (size_t i = 0; i < sizeof no / sizeof *no; i++)
		if (dp_str_is(word, no[i]))
			return 0;
	return -2;
}

static dp_str
cell_at(const struct dp_batch *b, size_t r, size_t i)
{
	return dp_cell_str(dp_batch_cell(b, r, (uint32_t)i));
}

/* Reads the rows of the pair in record R of B; false when they are others. */
static bool
read_pair(const struct dpi_links *l, const struct dp_batch *b, size_t r,
	  struct dpi_pair *p)
{
	int64_t row[2];

	for (size_t e = 0; e < 2; e++) {
		if (!dp_str_int(cell_at(b, r, 2 + e), &row[e]) || row[e] < 1 ||
		    (uint64_t)row[e] > l->n)
			return false;
		for (size_t k = 0; k < l->n_columns; k++)
			if (!dp_str_eq(cell_at(b, r, 4 + e + 2 * k),
				       value_at(l, (uint32_t)(row[e] - 1), k)))
				return false;
	}
	p->a = (uint32_t)(row[0] - 1);
	p->b = (uint32_t)(row[1] - 1);
	p->score = 1;
	return p->a != p->b;
}

/* Reads record R of B; returns how many decisions there are in it, or -1. */
static int
read_decision(struct dpi_links *l, const struct dp_arg *file,
	      const struct dp_batch *b, size_t r, struct dp_err *err)
{
	unsigned long long line = dp_batch_line(b, r);
	struct dpi_pair p;
	int said = decision(cell_at(b, r, 0), &l->scratch);

	if (said == -1)
		return 0;
	if (said == -2)
		return dp_fail(
			err, DP_EDATA,
			_("%.*s: line %llu: a decision is yes or no, not "
			  "“%.*s”."),
			DP_FMT(file->text), line, DP_FMT(cell_at(b, r, 0)));
	if (!read_pair(l, b, r, &p))
		return dp_fail(err, DP_EDATA,
			       _("%.*s: line %llu: these are no longer the "
				 "records of the table that were decided on. "
				 "Write the review again, and decide anew."),
			       DP_FMT(file->text), line);
	if (said == 1) {
		dp_grow(&l->pair, &l->cap_pairs, l->n_pairs, sizeof p);
		l->pair[l->n_pairs++] = p;
	}
	return 1;
}

static int
read_decisions(struct dpi_links *l, const struct dp_arg *file,
	       struct dp_stream *t, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	uint64_t n = 0;
	int status;

	while ((status = dp_next(t, b, err)) > 0)
		for (size_t r = 0; r < b->n_rows && status > 0; r++) {
			int more = 0;

			if (b->state[r] == DP_ROW_KEPT)
				more = read_decision(l, file, b, r, err);
			if (more < 0) {
				dp_batch_free(b);
				return -1;
			}
			n += (uint64_t)more;
		}
	dp_batch_free(b);
	if (status == 0 && n == 0)
		return dp_fail(
			err, DP_EDATA,
			_("%.*s: nothing is decided yet. Write yes or no "
			  "into its first column: only a person can tell "
			  "whether two records are of one thing."),
			DP_FMT(file->text));
	return status;
}

int
dpi_links_decide(struct dp_step *s, struct dpi_links *l,
		 const struct dp_arg *file, struct dp_err *err)
{
	struct dp_stream *t = dpi_beside_open(s, file, err);
	int status;

	if (!t)
		return -1;
	if (t->schema.n != 4 + 2 * l->n_columns ||
	    !dp_str_is(t->schema.column[0].name, "decision"))
		status = dp_step_fail(s, file, err,
				      _("%.*s is no review that this step has "
					"written (review=)."),
				      DP_FMT(file->text));
	else
		status = read_decisions(l, file, t, err);
	dp_close(t);
	return status;
}
