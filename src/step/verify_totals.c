/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Totals among the records: lines whose first cell says that they add up
 * others. A footer is the reader's; these stand inside.
 */
#include "step/verify_inner.h"

/* More records of totals than one in so many: they are what the table holds. */
#define ONE_IN 2u
/* Different totals that one step names. */
#define TOTALS_MAX 40u

/* "Total", "Sous-total 04", "TOTAL GÉNÉRAL". */
static bool
is_total(dp_str v)
{
	struct dp_buf folded = { 0 };
	struct dp_words w = { { NULL, 0 } };
	dp_str word = { NULL, 0 };
	bool yes;

	dp_fold(v, &folded);
	w.rest = dp_buf_view(&folded);
	yes = dp_words_next(&w, &word);
	if (yes && (dp_str_is(word, "sous") || dp_str_is(word, "sub") ||
		    dp_str_is(word, "grand")))
		yes = dp_words_next(&w, &word);
	yes = yes && (dp_str_is(word, "total") || dp_str_is(word, "totaux") ||
		      dp_str_is(word, "subtotal") || dp_str_is(word, "totals"));
	dp_buf_done(&folded);
	return yes;
}

void
dpi_judge_totals(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	struct dpi_tally t = { 0 };
	struct dp_arena text = { 0 };
	struct dp_buf repair = { 0 };
	struct dp_finding *g;
	uint64_t most = 0;
	size_t n = 0;

	for (size_t i = 0; i < f->value.n; i++) {
		if (f->traits[i] >> DPI_NUMBER & 1 ||
		    !is_total(f->value.text[i]))
			continue;
		dpi_tally_add(&t, &text, 0, f->line[i], f->value.text[i]);
		t.count += f->count[i] - 1;
		most = f->count[i] > most ? f->count[i] : most;
		dp_buf_c(&repair, n++ ? " or cells[" : "drop cells[");
		dp_recipe_quote(j->column, &repair);
		dp_buf_c(&repair, "] == ");
		dp_recipe_quote(f->value.text[i], &repair);
	}
	/* The same word in many records is a name, of a brand for one. */
	if (n && most <= 2 && t.count * ONE_IN <= j->present) {
		g = dpi_tally_file(&t, DP_F_TOTAL_ROW, j->column, j->out);
		if (n <= TOTALS_MAX && !f->full)
			g->repair = dp_keep(&j->out->text,
					    dp_buf_view(&repair));
	}
	dp_buf_done(&repair);
	dp_arena_done(&text);
}
