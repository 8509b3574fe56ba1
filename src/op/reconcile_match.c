/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which entry of a reference list a value means: the same text, then the same
 * but for case and accents, then the same French fingerprint, then a near one.
 * Two things that are as likely are none.
 */
#include "op/reconcile.h"

#include <stdlib.h>

#include "text/key.h"

#define ROUNDING 1e-9

/* What is remembered of values that stood there before, by asker. */
#define MEMORY_VALUES 16384u
#define MEMORY_BYTES ((uint64_t)1 << 20)

struct dpi_asker {
	struct dpi_similar_room *room;
	struct dp_buf folded, printed, key;
	struct dpi_strtab asked; /* values with their contexts */
	struct dpi_found *found;
	size_t cap_found;
};

struct dpi_asker *
dpi_asker_new(void)
{
	struct dpi_asker *a = dp_alloc0(sizeof *a);

	a->room = dpi_similar_room_new();
	return a;
}

void
dpi_asker_free(struct dpi_asker *a)
{
	if (!a)
		return;
	dpi_similar_room_free(a->room);
	dp_buf_done(&a->folded);
	dp_buf_done(&a->printed);
	dp_buf_done(&a->key);
	dpi_strtab_done(&a->asked);
	free(a->found);
	free(a);
}

/* What an entry must have besides a like name. */
struct wanted {
	uint64_t numbers;
	const uint32_t *context;
};

/* ---- candidates ------------------------------------------------------- */

/* Does the context of entry I agree? What is not known agrees with all. */
static bool
agrees(const struct dpi_list *l, uint32_t i, const uint32_t *context)
{
	for (size_t k = 0; k < l->n_by; k++) {
		uint32_t own = l->context[i * l->n_by + k];

		if (own != context[k] && own != DPI_CONTEXT_BLANK &&
		    context[k] != DPI_CONTEXT_BLANK)
			return false;
	}
	return true;
}

static bool
same_key(const struct dpi_list *l, uint32_t a, uint32_t b)
{
	return dp_str_eq(l->value[a * l->n_taken], l->value[b * l->n_taken]);
}

/* Is entry I, with SCORE, to be preferred to entry K? */
static bool
before(uint32_t i, double score, uint32_t k, double score_k)
{
	return k == DPI_NO_ENTRY || score > score_k ||
	       (score >= score_k && i < k);
}

/* Entry I may be meant: the best, and the best of another key, are kept. */
static void
offer(const struct dpi_list *l, struct dpi_found *f, uint32_t i, double score)
{
	bool same = f->best != DPI_NO_ENTRY && same_key(l, i, f->best);

	if (before(i, score, f->best, f->score)) {
		if (!same) {
			f->other = f->best;
			f->other_score = f->score;
		}
		f->best = i;
		f->score = score;
	} else if (!same && before(i, score, f->other, f->other_score)) {
		f->other = i;
		f->other_score = score;
	}
}

static void
start(struct dpi_found *f)
{
	f->how = DPI_MATCH_NONE;
	f->best = f->other = DPI_NO_ENTRY;
	f->score = f->other_score = 0;
}

/* Offers the entries of text K of E that agree. NUMBERS: or NULL, any. */
static void
offer_all(const struct dpi_list *l, const struct dpi_entries *e, size_t k,
	  const uint64_t *numbers, const uint32_t *context, double score,
	  struct dpi_found *f)
{
	for (uint32_t i = e->first[k]; i != DPI_NO_ENTRY; i = e->next[i])
		if ((!numbers || l->numbers[i] == *numbers) &&
		    agrees(l, i, context))
			offer(l, f, i, score);
}

/* Looks for TEXT itself in E; true when an entry agrees. */
static bool
find_text(const struct dpi_list *l, const struct dpi_entries *e, dp_str text,
	  const uint64_t *numbers, const uint32_t *context, struct dpi_found *f)
{
	ptrdiff_t k = text.n ? dpi_strtab_find(&e->text, text) : -1;

	if (k >= 0)
		offer_all(l, e, (size_t)k, numbers, context, 1, f);
	return f->best != DPI_NO_ENTRY;
}

/* Offers what is near TEXT in E, whose texts X has prepared. */
static void
offer_near(const struct dpi_list *l, const struct dpi_entries *e,
	   const struct dpi_similar *x, struct dpi_asker *a, dp_str text,
	   const struct wanted *w, double least, struct dpi_found *f)
{
	const struct dpi_alike *hit;
	size_t n = dpi_similar_find(x, a->room, text, least, &hit);

	for (size_t i = 0; i < n; i++)
		offer_all(l, e, hit[i].i, &w->numbers, w->context, hit[i].score,
			  f);
}

/* Offers what is like the texts of A, with a score of LEAST or more. */
static void
find_near(const struct dpi_list *l, struct dpi_asker *a, const struct wanted *w,
	  double least, struct dpi_found *f)
{
	if (!l->like_folded)
		return;
	offer_near(l, &l->folded, l->like_folded, a, dp_buf_view(&a->folded), w,
		   least, f);
	offer_near(l, &l->printed, l->like_printed, a, dp_buf_view(&a->printed),
		   w, least, f);
}

/* ---- what is meant ---------------------------------------------------- */

/* Says how F was found, unless another thing is as likely. */
static void
judge(const struct dpi_list *l, struct dpi_found *f, enum dpi_matched how)
{
	double margin = how == DPI_MATCH_NEAR ? l->margin : 0;

	f->how = how;
	if (f->best == DPI_NO_ENTRY)
		f->how = DPI_MATCH_NONE;
	else if (f->other != DPI_NO_ENTRY &&
		 f->score - f->other_score <= margin + ROUNDING)
		f->how = DPI_MATCH_AMBIGUOUS;
}

/* Where no entry is called VALUE itself. */
static void
search(const struct dpi_list *l, struct dpi_asker *a, dp_str value,
       const uint32_t *context, struct dpi_found *f)
{
	struct wanted w = { 0, context };
	dp_str folded, printed;

	a->folded.n = a->printed.n = 0;
	dp_cluster_key(value, DP_KEY_FOLDED, &a->folded);
	dp_cluster_key(value, DP_KEY_FINGERPRINT_FR, &a->printed);
	folded = dp_buf_view(&a->folded);
	printed = dp_buf_view(&a->printed);
	w.numbers = dpi_key_numbers(folded);
	if (find_text(l, &l->folded, folded, NULL, context, f)) {
		judge(l, f, DPI_MATCH_FOLDED);
		return;
	}
	if (find_text(l, &l->printed, printed, &w.numbers, context, f)) {
		judge(l, f, DPI_MATCH_FINGERPRINT);
		return;
	}
	find_near(l, a, &w, l->least, f);
	/* what is not near enough may still be too near to the best */
	if (f->best != DPI_NO_ENTRY && f->other == DPI_NO_ENTRY &&
	    f->score - l->margin < l->least)
		find_near(l, a, &w, f->score - l->margin, f);
	judge(l, f, DPI_MATCH_NEAR);
}

void
dpi_list_find(const struct dpi_list *l, struct dpi_asker *a, dp_str value,
	      const uint32_t *context, struct dpi_found *out)
{
	bool added;
	uint32_t k;

	start(out);
	if (find_text(l, &l->exact, value, NULL, context, out)) {
		judge(l, out, DPI_MATCH_EXACT);
		return;
	}
	a->key.n = 0;
	dp_buf_add(&a->key, context, l->n_by * sizeof *context);
	dp_buf_str(&a->key, value);
	if (a->asked.n >= MEMORY_VALUES || a->asked.bytes > MEMORY_BYTES) {
		dpi_strtab_done(&a->asked);
		memset(&a->asked, 0, sizeof a->asked);
	}
	k = dpi_strtab_add(&a->asked, dp_buf_view(&a->key), &added);
	dp_grow(&a->found, &a->cap_found, k, sizeof *a->found);
	if (added) {
		search(l, a, value, context, out);
		a->found[k] = *out;
	}
	*out = a->found[k];
}
