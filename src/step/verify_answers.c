/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Yes and no: a column that answers in several notations, O and N beside Oui
 * and Non. Spellings of one word are verify_judge.c's.
 */
#include "step/verify_inner.h"

#include "base/i18n.h"

/* Other values a column of answers may hold, one in so many. */
#define OTHERS_ONE_IN 10u
/* Different values at most: answers are few, however they are spelled. */
#define ANSWERS_MAX 24u

/* A notation: folded, and as written where the data does not say. */
static const struct {
	const char *folded[2], *written[2]; /* yes, no */
	bool word;                          /* means nothing but an answer */
} notations[] = {
	{ { "oui", "non" }, { "Oui", "Non" }, true },
	{ { "yes", "no" }, { "Yes", "No" }, true },
	{ { "vrai", "faux" }, { "Vrai", "Faux" }, true },
	{ { "true", "false" }, { "True", "False" }, true },
	{ { "1", "0" }, { "1", "0" }, false },
	{ { "o", "n" }, { "O", "N" }, false },
	{ { "y", "n" }, { "Y", "N" }, false },
	{ { "v", "f" }, { "V", "F" }, false },
	{ { "t", "f" }, { "T", "F" }, false },
	{ { "x", NULL }, { "X", NULL }, false },
};

#define N_NOTATIONS (sizeof notations / sizeof *notations)
#define NONE N_NOTATIONS

struct answers {
	uint64_t count[N_NOTATIONS][2]; /* records, of yes and of no */
	dp_str spelled[N_NOTATIONS][2]; /* the most frequent spelling */
	uint64_t most[N_NOTATIONS][2];  /* records spelled so */
	size_t of[ANSWERS_MAX];         /* notation of each value, or NONE */
	bool no[ANSWERS_MAX];
	uint64_t others; /* records that hold something else */
	bool counts;     /* a number, even */
};

static bool
is_present(const struct answers *a, size_t k)
{
	return a->count[k][0] + a->count[k][1] > 0;
}

/* The notation of V; N and F go with a yes that is there already. */
static size_t
notation_of(const struct answers *a, dp_str v, bool *no)
{
	struct dp_buf folded = { 0 };
	size_t found = NONE;

	dp_fold(v, &folded);
	for (size_t k = 0; k < N_NOTATIONS; k++)
		for (unsigned p = 0; p < 2; p++) {
			const char *word = notations[k].folded[p];

			if (!word || !dp_str_is(dp_buf_view(&folded), word) ||
			    (found != NONE && !a->count[k][0]))
				continue;
			found = k;
			*no = p == 1;
		}
	dp_buf_done(&folded);
	return found;
}

static void
count_values(struct answers *a, const struct dpi_facts *f, bool no)
{
	for (size_t i = 0; i < f->value.n; i++) {
		size_t k;

		a->no[i] = false;
		if (f->traits[i] >> DPI_NA_WORD & 1)
			continue;
		k = notation_of(a, f->value.text[i], &a->no[i]);
		if (a->no[i] != no)
			continue;
		a->of[i] = k;
		if (k == NONE) {
			a->others += f->count[i];
			a->counts = a->counts || f->traits[i] >> DPI_NUMBER & 1;
			continue;
		}
		a->count[k][no] += f->count[i];
		if (f->count[i] > a->most[k][no]) {
			a->most[k][no] = f->count[i];
			a->spelled[k][no] = f->value.text[i];
		}
	}
}

/*
 * Where nobody says yes in words, a letter without its opposite is a code: V
 * beside O and N, X beside 1 and 0.
 */
static void
drop_lone_letters(struct answers *a, const struct dpi_facts *f)
{
	bool word = false;

	for (size_t k = 0; k < N_NOTATIONS; k++)
		word = word || (is_present(a, k) && notations[k].word);
	for (size_t i = 0; !word && i < f->value.n; i++) {
		size_t k = a->of[i];

		if (k == NONE || (a->most[k][0] && a->most[k][1]))
			continue;
		a->others += f->count[i];
		a->count[k][a->no[i]] -= f->count[i];
		a->of[i] = NONE;
	}
}

/* The notation most records answer in, of those that have a word for both. */
static size_t
best_notation(const struct answers *a)
{
	size_t best = NONE;
	uint64_t most = 0;

	for (size_t k = 0; k < N_NOTATIONS; k++) {
		uint64_t here = a->count[k][0] + a->count[k][1];

		if (notations[k].folded[1] && here > most) {
			best = k;
			most = here;
		}
	}
	return best;
}

/* NO or yes as notation K writes it in this column. */
static dp_str
written(const struct answers *a, size_t k, bool no)
{
	return a->count[k][no] ? a->spelled[k][no] :
				 dp_str_c(notations[k].written[no]);
}

/* Appends the values that become NO or yes, as the step edit wants them. */
static void
add_mapping(const struct answers *a, const struct dpi_facts *f, size_t best,
	    bool no, bool *any, struct dp_buf *out)
{
	dp_str to = written(a, best, no);
	bool first = true;

	for (size_t i = 0; i < f->value.n; i++) {
		if (a->of[i] == NONE || a->no[i] != no ||
		    dp_str_eq(f->value.text[i], to))
			continue;
		dp_buf_c(out, !first ? " | " : *any ? ", " : " ");
		dp_recipe_quote(f->value.text[i], out);
		first = false;
		*any = true;
	}
	if (first)
		return;
	dp_buf_c(out, " -> ");
	dp_recipe_quote(to, out);
}

static void
file_answers(const struct dpi_judging *j, const struct answers *a, size_t best)
{
	const struct dpi_facts *f = j->f;
	struct dpi_tally odd = { 0 };
	struct dp_arena text = { 0 };
	struct dp_buf found = { 0 }, repair = { 0 };
	struct dp_finding *g;
	bool any = false;

	for (size_t k = 0; k < N_NOTATIONS; k++)
		for (unsigned p = 0; p < 2; p++)
			if (a->count[k][p])
				dp_buf_format(&found, "%s%llu × %.*s",
					      found.n ? _(", ") : "",
					      (unsigned long long)
						      a->count[k][p],
					      DP_FMT(a->spelled[k][p]));
	for (size_t i = 0; i < f->value.n; i++) {
		if (a->of[i] == NONE || a->of[i] == best)
			continue;
		dpi_tally_add(&odd, &text, 0, f->line[i], f->value.text[i]);
		odd.count += f->count[i] - 1;
	}
	g = dpi_tally_file(&odd, DP_F_MIXED_ANSWERS, j->column, j->out);
	g->found = dp_keep(&j->out->text, dp_buf_view(&found));
	dp_buf_c(&repair, "edit ");
	dp_recipe_word(j->column, &repair);
	add_mapping(a, f, best, false, &any, &repair);
	add_mapping(a, f, best, true, &any, &repair);
	g->repair = dp_keep(&j->out->text, dp_buf_view(&repair));
	dp_buf_done(&found);
	dp_buf_done(&repair);
	dp_arena_done(&text);
}

bool
dpi_judge_answers(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	struct answers a = { 0 };
	size_t present = 0, best;
	bool word = false;

	if (f->full || f->value.n > ANSWERS_MAX)
		return false;
	for (size_t i = 0; i < ANSWERS_MAX; i++)
		a.of[i] = NONE;
	count_values(&a, f, false);
	count_values(&a, f, true);
	drop_lone_letters(&a, f);
	for (size_t k = 0; k < N_NOTATIONS; k++) {
		present += is_present(&a, k);
		word = word || (is_present(&a, k) && notations[k].word);
	}
	best = best_notation(&a);
	if (present < 2 || best == NONE ||
	    (a.others &&
	     (!word || a.counts || a.others * OTHERS_ONE_IN > j->present)))
		return false;
	file_answers(j, &a, best);
	return true;
}
