/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How alike two texts are by Jaro and Winkler: exactly what dp_jaro_winkler
 * says, with what is prepared once for the one that is asked about.
 */
#include "text/near_jaro_inner.h"

#include <stdlib.h>

static void
make_places(const struct dpi_jaro *x, struct dpi_jaro_places *p)
{
	p->first = dp_alloc0(((size_t)x->n_numbers + 1) * sizeof *p->first);
	p->at = dp_alloc0(((size_t)x->n_numbers + 1) * sizeof *p->at);
	p->next = dp_realloc_array(NULL, x->longest + 1, sizeof *p->next);
}

static void
free_places(struct dpi_jaro_places *p)
{
	free(p->first);
	free(p->at);
	free(p->next);
}

void
dpi_jaro_pack(struct dpi_jaro *x)
{
	make_places(x, &x->of_asked);
	make_places(x, &x->of_other);
	x->taken = dp_realloc_array(NULL, x->longest + 1, sizeof *x->taken);
	x->matched = dp_realloc_array(NULL, x->longest + 1, sizeof *x->matched);
	for (unsigned p = 0; p <= DPI_JARO_PREFIX; p++)
		x->order[p] = dp_realloc_array(NULL, x->longest + 1,
					       sizeof **x->order);
}

void
dpi_jaro_unpack(struct dpi_jaro *x)
{
	free_places(&x->of_asked);
	free_places(&x->of_other);
	free(x->taken);
	free(x->matched);
	for (unsigned p = 0; p <= DPI_JARO_PREFIX; p++)
		free(x->order[p]);
}

/* Notes where text I has its characters, the first FROM of them left out. */
static void
set_places(const struct dpi_jaro *x, struct dpi_jaro_places *p, uint32_t i,
	   size_t from)
{
	const uint32_t *c = x->chars + x->from[i];

	for (size_t j = dpi_jaro_chars(x, i); j-- > from;) {
		p->next[j] = p->first[c[j]];
		p->first[c[j]] = p->at[c[j]] = (uint32_t)j + 1;
	}
}

static void
clear_places(const struct dpi_jaro *x, struct dpi_jaro_places *p, uint32_t i,
	     size_t from)
{
	for (size_t j = x->from[i] + from; j < x->from[i + 1]; j++)
		p->first[x->chars[j]] = p->at[x->chars[j]] = 0;
}

void
dpi_jaro_ask(struct dpi_jaro *x, uint32_t i)
{
	const unsigned char *c = dpi_jaro_letters(x, i);
	size_t m = dpi_jaro_chars(x, i), beyond = dpi_jaro_beyond(m);

	set_places(x, &x->of_asked, i, 0);
	for (size_t j = 0; j < m && j < DPI_WORD_CHARS; j++) {
		uint64_t bit = UINT64_C(1) << j;

		x->mask[DPI_JARO_FRONT][c[j]] |= bit;
		x->mask[DPI_JARO_BACK][c[beyond + j]] |= bit;
	}
}

void
dpi_jaro_asked(struct dpi_jaro *x, uint32_t i)
{
	clear_places(x, &x->of_asked, i, 0);
	memset(x->mask, 0, sizeof x->mask);
}

/* ---- texts of few characters ------------------------------------------ */

/* One text takes partners in another: their letters from where they differ. */
struct short_pair {
	const unsigned char *taker, *giver;
	size_t n_taker, n_giver;
	const uint64_t *mask; /* where the giver has its letters: a bit each */
	unsigned base;        /* the bit of its first letter here */
};

/*
 * The letters of S's taker that find a partner, in order into MATCHED, and the
 * partners into *TAKEN; 0 as soon as it is sure that there are not LEAST.
 */
static size_t
match_short(const struct short_pair *s, size_t reach, size_t least,
	    unsigned char *matched, uint64_t *taken)
{
	uint64_t all = ~UINT64_C(0) << s->base, left = all;
	size_t m = 0;

	for (size_t i = 0; i < s->n_taker; i++) {
		size_t from = s->base + (i > reach ? i - reach : 0);
		size_t to = s->base + i + reach + 1;
		uint64_t here = 0;

		if (from < DPI_WORD_CHARS)
			here = s->mask[s->taker[i]] & left &
			       ~UINT64_C(0) << from;
		if (to < DPI_WORD_CHARS)
			here &= (UINT64_C(1) << to) - 1;
		left ^= here & (~here + 1);
		matched[m] = s->taker[i];
		m += here != 0;
		if (m + (s->n_taker - i - 1) < least)
			return 0;
	}
	*taken = all ^ left;
	return m;
}

/* As many of S as have another letter for their partner's, of M in MATCHED. */
static size_t
count_out(const struct short_pair *s, const unsigned char *matched, size_t m,
	  uint64_t taken)
{
	size_t out = 0;

	taken >>= s->base;
	for (size_t e = 0; e < m; e++) {
		out += matched[e] != s->giver[__builtin_ctzll(taken)];
		taken &= taken - 1;
	}
	return out;
}

/*
 * As dpi_jaro_similarity, of texts with few characters behind their first
 * SAME; TURNED: text I takes the partners.
 */
static double
similarity_short(struct dpi_jaro *x, uint32_t i, uint32_t k, bool turned,
		 size_t same, size_t least)
{
	size_t n = dpi_jaro_chars(x, i), o = dpi_jaro_chars(x, k);
	size_t longer = n > o ? n : o, reach = longer / 2 ? longer / 2 - 1 : 0;
	struct short_pair s = { .taker = dpi_jaro_letters(x, k) + same,
				.giver = dpi_jaro_letters(x, i) + same,
				.n_taker = o - same,
				.n_giver = n - same,
				.mask = x->mask[DPI_JARO_BACK] };
	unsigned char matched[DPI_WORD_CHARS + 1];
	uint64_t taken = 0;
	size_t m, out;

	/* the giver, which is the longer one, has letters left behind it */
	s.base = (unsigned)(same - dpi_jaro_beyond(n)) % DPI_WORD_CHARS;
	if (turned) {
		const unsigned char *other = s.taker;

		s = (struct short_pair){ .taker = s.giver,
					 .giver = other,
					 .n_taker = n - same,
					 .n_giver = o - same,
					 .mask = x->other_mask };
		for (size_t j = 0; j < s.n_giver; j++)
			x->other_mask[other[j]] |= UINT64_C(1) << j;
	}
	m = match_short(&s, reach, least > same ? least - same : 0, matched,
			&taken);
	out = count_out(&s, matched, m, taken);
	for (size_t j = 0; turned && j < s.n_giver; j++)
		x->other_mask[s.giver[j]] = 0;
	m += same;
	return m < least ?
		       -1 :
		       dpi_jaro_winkler_of(s.n_taker + same, longer, m, out / 2,
					   same < DPI_JARO_PREFIX ?
						   same :
						   DPI_JARO_PREFIX);
}

/* ---- texts of any ----------------------------------------------------- */

/*
 * The characters of A, N of them, that find a partner no further than REACH
 * away, the first that is free; in order into x->matched, the partners into
 * x->taken. 0 as soon as it is sure that there are not LEAST. What of a
 * character is taken or too far back is so for good: P keeps the next. The
 * first SAME are the partners of those in their places, as each finds all
 * before its own taken: of these nothing is noted.
 */
static size_t
match(struct dpi_jaro *x, struct dpi_jaro_places *p, const uint32_t *a,
      size_t n, size_t same, size_t reach, size_t least)
{
	size_t m = same, i = same;

	for (; i < n && m + (n - i) >= least; i++) {
		size_t from = i > same + reach ? i - reach : same;
		uint32_t at = p->at[a[i]];

		while (at && at - 1 < from)
			at = p->next[at - 1];
		if (at && at - 1 <= i + reach) {
			x->taken[at - 1] = true;
			x->matched[m++] = a[i];
			at = p->next[at - 1];
		}
		p->at[a[i]] = at;
	}
	while (i-- > same)
		p->at[a[i]] = p->first[a[i]];
	return m < least ? 0 : m;
}

/* As dpi_jaro_similarity; TURNED: text I takes the partners. */
static double
similarity_long(struct dpi_jaro *x, uint32_t i, uint32_t k, bool turned,
		size_t least)
{
	size_t n = dpi_jaro_chars(x, i), o = dpi_jaro_chars(x, k), m;
	const uint32_t *a = x->chars + x->from[k], *b = x->chars + x->from[i];
	struct dpi_jaro_places *places = &x->of_asked;
	size_t out = 0, same = 0, shorter = n < o ? n : o,
	       longer = n < o ? o : n;
	size_t reach = longer / 2 ? longer / 2 - 1 : 0;

	if (turned) {
		b = a;
		a = x->chars + x->from[i];
		places = &x->of_other;
	}
	while (same < shorter && a[same] == b[same])
		same++;
	if (turned)
		set_places(x, places, k, same);
	memset(x->taken + same, 0, longer - same);
	m = match(x, places, a, shorter, same, reach, least);
	for (size_t j = same, e = same; e < m; j++)
		if (x->taken[j])
			out += x->matched[e++] != b[j];
	if (turned)
		clear_places(x, places, k, same);
	if (shorter == 0)
		return longer == 0;
	return m < least ? -1 :
			   dpi_jaro_winkler_of(shorter, longer, m, out / 2,
					       same < DPI_JARO_PREFIX ?
						       same :
						       DPI_JARO_PREFIX);
}

double
dpi_jaro_similarity(struct dpi_jaro *x, uint32_t i, uint32_t k, size_t least)
{
	size_t n = dpi_jaro_chars(x, i), o = dpi_jaro_chars(x, k), same;
	size_t shorter = n < o ? n : o, longer = n < o ? o : n;
	/* the first of the two is the one that dp_jaro_winkler takes first */
	bool turned = n < o ||
		      (n == o && dp_str_cmp(x->text[i], x->text[k]) < 0);

	if (x->n_numbers > DPI_JARO_LETTERS || shorter == 0)
		return similarity_long(x, i, k, turned, least);
	same = dpi_jaro_start(dpi_jaro_letters(x, i), dpi_jaro_letters(x, k),
			      shorter);
	/* one of two that are the same would have all bits behind it */
	if (same == longer || longer - same > DPI_WORD_CHARS)
		return similarity_long(x, i, k, turned, least);
	return similarity_short(x, i, k, turned, same, least);
}
