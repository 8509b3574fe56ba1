/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts alike by Jaro and Winkler among many. Each is asked less and less
 * cheaply whether it can be alike: by its length, by a summary of what tells
 * these texts apart, by the letters that both have, by their order, and what
 * is left is compared.
 */
#include "text/near_jaro_inner.h"

#include <stdlib.h>

#define AHEAD 8u /* texts whose letters are called for before their turn */

struct dpi_jaro *
dpi_jaro_new(const dp_str *text, const uint64_t *kind, size_t n, double radius)
{
	struct dpi_jaro *x = dp_alloc0(sizeof *x);

	x->text = text;
	x->kind = kind;
	x->n = n;
	x->least = 1 - radius - 1e-9; /* what rounding may hide */
	x->dropped = dp_alloc0(n + 1);
	x->from = dp_realloc_array(NULL, n + 1, sizeof *x->from);
	x->chars = dpi_near_read(text, n, x->from, &x->n_numbers);
	for (uint32_t i = 0; i < n; i++)
		if (x->longest < dpi_jaro_chars(x, i))
			x->longest = dpi_jaro_chars(x, i);
	dpi_jaro_shelve(x);
	dpi_jaro_pack(x);
	dpi_jaro_choose_order(x);
	return x;
}

uint64_t
dpi_jaro_bytes(size_t n, uint64_t n_bytes)
{
	const struct dpi_jaro *x = NULL;
	/* on the shelf, and as much while it is filled */
	uint64_t each = 2 * (sizeof *x->shelf.summary + sizeof *x->head +
			     sizeof *x->bag) +
			DPI_SHELVED_BYTES;

	each += sizeof *x->dropped + sizeof *x->from + sizeof *x->spelt;
	return n * each + n_bytes * (sizeof *x->chars + sizeof *x->letters);
}

void
dpi_jaro_free(struct dpi_jaro *x)
{
	if (!x)
		return;
	free(x->chars);
	free(x->from);
	free(x->dropped);
	dpi_jaro_unshelve(x);
	dpi_jaro_unpack(x);
	free(x->hit);
	free(x);
}

struct dpi_jaro_work
dpi_jaro_work(const struct dpi_jaro *x)
{
	return x->work;
}

/* ---- finding ---------------------------------------------------------- */

/* What texts of two lengths must have, by the first characters they share. */
struct asked {
	double alike[DPI_JARO_PREFIX + 1];  /* as Jaro says */
	size_t common[DPI_JARO_PREFIX + 1]; /* characters */
	bool ordered[DPI_JARO_PREFIX + 1];  /* is x->order for these? */
};

/*
 * How many characters texts of M and N must have in common to be ALIKE, as
 * Jaro says, when no two of these stand in another order; more than there are
 * when nothing makes them so.
 */
static size_t
needed(double alike, size_t m, size_t n)
{
	size_t shorter = m < n ? m : n, c;
	double common;

	if (alike <= 0 || m + n == 0)
		return 0;
	if (shorter == 0)
		return 1;
	/* less what rounding may hide: what is needed is never overstated */
	common = (3 * alike - 1) * (double)m * (double)n / (double)(m + n) -
		 1e-6;
	if (common > (double)shorter)
		return shorter + 1;
	c = common > 0 ? (size_t)common : 0;
	return c + (common > (double)c || c == 0);
}

static void
ask(const struct dpi_jaro *x, size_t m, size_t n, struct asked *a)
{
	for (unsigned p = 0; p <= DPI_JARO_PREFIX; p++) {
		a->alike[p] = (x->least - 0.1 * p) / (1 - 0.1 * p);
		a->common[p] = needed(a->alike[p], m, n);
		a->ordered[p] = false;
	}
}

/*
 * Of two heads, how many characters are the same until one is not; rather one
 * too many, as behind the end of both.
 */
static unsigned
same_prefix(uint64_t a, uint64_t b)
{
	uint64_t differ = a ^ b;

	return differ ? (unsigned)__builtin_ctzll(differ) / 16 :
			DPI_JARO_PREFIX;
}

/* How many characters are to be in order, of two texts that share SHARED. */
static size_t
order_needed(struct dpi_jaro *x, size_t m, size_t n, unsigned p, size_t shared,
	     struct asked *asked)
{
	if (asked->common[p] == 0)
		return 0;
	if (!asked->ordered[p])
		dpi_jaro_orders(m, n, asked->alike[p], asked->common[p],
				x->order[p]);
	asked->ordered[p] = true;
	return x->order[p][shared < n ? shared : n];
}

/*
 * Those of N places that passed, from START on, that share enough with text I:
 * they are places of the shelf then.
 */
static size_t
share(struct dpi_jaro *x, uint32_t i, uint32_t start, size_t n,
      const struct asked *asked)
{
	uint32_t *passed = x->shelf.passed, of = x->shelf.place[i];
	const struct dpi_jaro_bag *bag = &x->bag[of];
	uint64_t head = x->head[of];
	size_t m = dpi_jaro_chars(x, i), found = 0;

	for (size_t e = 0; e < n; e++) {
		uint32_t at = start + passed[e];
		size_t shared = dpi_jaro_shared(bag, m, &x->bag[at]);

		passed[found] = at;
		found += shared >=
			 asked->common[same_prefix(head, x->head[at])];
	}
	return found;
}

/* Compares text I with K; LEAST: as many characters in common are needed. */
static void
compare(struct dpi_jaro *x, uint32_t i, uint32_t k, size_t least)
{
	double alike = dpi_jaro_similarity(x, i, k, least);

	x->work.n_compared++;
	if (alike < x->least)
		return;
	dp_grow(&x->hit, &x->cap_hits, x->n_hits, sizeof *x->hit);
	x->hit[x->n_hits].i = k;
	x->hit[x->n_hits++].distance = 1 - alike;
}

/* Compares text I with those of the N at T whose order lets them be alike. */
static void
compare_ordered(struct dpi_jaro *x, uint32_t i, struct dpi_jaro_trial *t,
		size_t n, size_t least)
{
	if (n)
		n = dpi_jaro_ordered(x, t, n);
	for (size_t k = 0; k < n; k++)
		compare(x, i, t[k].text, least);
}

/* Compares text I with those of RUN that can be alike. */
static void
look_through(struct dpi_jaro *x, uint32_t i, const struct dpi_run *run,
	     struct asked *asked)
{
	const struct dpi_shelf *s = &x->shelf;
	uint32_t of = s->place[i];
	const struct dpi_jaro_bag *bag = &x->bag[of];
	uint64_t head = x->head[of];
	size_t m = dpi_jaro_chars(x, i), few = asked->common[DPI_JARO_PREFIX];
	size_t n = dpi_shelf_pass(s, run, s->summary[of], m - few,
				  run->n - few);
	struct dpi_jaro_trial t[DPI_JARO_TRIALS];
	const unsigned char *letters = dpi_jaro_letters(x, i);
	size_t n_trials = 0;

	x->work.n_looked += run->end - run->start;
	x->work.n_passed += n;
	n = share(x, i, run->start, n, asked);
	for (size_t e = 0; e < n; e++) {
		uint32_t at = s->passed[e], k = s->text[at];
		unsigned p = same_prefix(head, x->head[at]);
		size_t shared = dpi_jaro_shared(bag, m, &x->bag[at]);

		if (e + AHEAD < n) {
			const unsigned char *next =
				x->letters + x->spelt[s->passed[e + AHEAD]];

			__builtin_prefetch(next);
			__builtin_prefetch(next + 64);
		}
		if (k == i)
			continue;
		x->work.n_ordered++;
		t[n_trials].text = k;
		t[n_trials].need = order_needed(x, m, run->n, p, shared, asked);
		if (!dpi_jaro_try(x, letters, m, x->letters + x->spelt[at],
				  run->n, &t[n_trials]))
			compare(x, i, k, asked->common[p]);
		else if (++n_trials == DPI_JARO_TRIALS) {
			compare_ordered(x, i, t, n_trials, few);
			n_trials = 0;
		}
	}
	compare_ordered(x, i, t, n_trials, few);
}

size_t
dpi_jaro_find(struct dpi_jaro *x, uint32_t i, const struct dpi_hit **hit)
{
	size_t m = dpi_jaro_chars(x, i);
	uint64_t kind = dpi_jaro_kind(x, i);
	const struct dpi_shelf *s = &x->shelf;
	size_t first = dpi_shelf_first(s, kind, 0);
	struct asked asked = { { 0 }, { 0 }, { false } };

	x->n_hits = 0;
	dpi_jaro_ask(x, i);
	for (size_t r = first; dpi_shelf_holds(s, r, kind); r++) {
		const struct dpi_run *run = &s->run[r];
		size_t few;

		if (r == first || run->n != run[-1].n)
			ask(x, m, run->n, &asked);
		few = asked.common[DPI_JARO_PREFIX];
		if (few <= m && few <= run->n && run->start < run->end)
			look_through(x, i, run, &asked);
	}
	dpi_jaro_asked(x, i);
	*hit = x->hit;
	return x->n_hits;
}
