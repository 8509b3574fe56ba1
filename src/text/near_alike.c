/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Near by the similarity of Jaro and Winkler. Most texts are looked at no
 * further than at their lengths and a summary of their characters.
 */
#include "text/near_inner.h"

#include <stdlib.h>

/* The first characters of text I; what is beyond its end is no character. */
static uint64_t
head_of(const struct dpi_near *x, uint32_t i)
{
	uint64_t head = 0;

	for (unsigned k = 0; k < DPI_PREFIX && k < dpi_chars_of(x, i); k++) {
		uint64_t c = x->chars[x->from[i] + k] + UINT64_C(1);

		head |= (c < 0xffff ? c : 0xffff) << 16 * k;
	}
	return head;
}

static void
make_places(const struct dpi_near *x, struct dpi_places *p, size_t longest)
{
	p->first = dp_alloc0(((size_t)x->n_numbers + 1) * sizeof *p->first);
	p->at = dp_alloc0(((size_t)x->n_numbers + 1) * sizeof *p->at);
	p->next = dp_realloc_array(NULL, longest + 1, sizeof *p->next);
}

static void
free_places(struct dpi_places *p)
{
	free(p->first);
	free(p->at);
	free(p->next);
}

void
dpi_near_unpack(struct dpi_near *x)
{
	free_places(&x->of_pattern);
	free_places(&x->of_other);
	free(x->taken);
	free(x->matched);
}

void
dpi_near_pack(struct dpi_near *x)
{
	size_t longest = 0;

	x->shelf.head = dp_realloc_array(NULL, x->n + 1, sizeof *x->shelf.head);
	for (uint32_t i = 0; i < x->n; i++) {
		x->shelf.head[x->shelf.place[i]] = head_of(x, i);
		if (longest < dpi_chars_of(x, i))
			longest = dpi_chars_of(x, i);
	}
	make_places(x, &x->of_pattern, longest);
	make_places(x, &x->of_other, longest);
	x->taken = dp_realloc_array(NULL, longest + 1, sizeof *x->taken);
	x->matched = dp_realloc_array(NULL, longest + 1, sizeof *x->matched);
}

/*
 * How many characters texts of M and N must have in common, the first P among
 * them, to be as alike as asked, when no two of these stand in another order;
 * more than there are when nothing makes them so.
 */
static size_t
needed(const struct dpi_near *x, size_t m, size_t n, unsigned p)
{
	double least = (x->least - 0.1 * p) / (1 - 0.1 * p), common;
	size_t shorter = m < n ? m : n, c;

	if (shorter == 0)
		return m + n == 0 || x->least <= 0 ? 0 : shorter + 1;
	if (x->least <= 0)
		return 0;
	/* less what rounding may hide: what is needed is never overstated */
	common = (3 * least - 1) * (double)m * (double)n / (double)(m + n) -
		 1e-6;
	if (common > (double)shorter)
		return shorter + 1;
	c = common > 0 ? (size_t)common : 0;
	return c + (common > (double)c || c == 0);
}

/*
 * Of two heads, how many characters are the same until one is not; rather one
 * too many, as behind the end of both.
 */
static unsigned
same_prefix(uint64_t a, uint64_t b)
{
	uint64_t differ = a ^ b;
	unsigned n = 0;

	while (n < DPI_PREFIX && !(differ & 0xffff)) {
		differ >>= 16;
		n++;
	}
	return n;
}

/* Notes where text I has its characters, the first FROM of them left out. */
static void
set_places(const struct dpi_near *x, struct dpi_places *p, uint32_t i,
	   size_t from)
{
	const uint32_t *c = x->chars + x->from[i];

	for (size_t j = dpi_chars_of(x, i); j-- > from;) {
		p->next[j] = p->first[c[j]];
		p->first[c[j]] = p->at[c[j]] = (uint32_t)j + 1;
	}
}

static void
clear_places(const struct dpi_near *x, struct dpi_places *p, uint32_t i,
	     size_t from)
{
	for (size_t j = x->from[i] + from; j < x->from[i + 1]; j++)
		p->first[x->chars[j]] = p->at[x->chars[j]] = 0;
}

/*
 * The characters of A, N of them, that find a partner no further than REACH
 * away, the first that is free; in order into x->matched, the partners into
 * x->taken. 0 as soon as it is sure that there are not LEAST. What of a
 * character is taken or too far back is so for good: P keeps the next. The
 * first SAME are the partners of those in their places, as each finds all
 * before its own taken: of these nothing is noted.
 */
static size_t
match(struct dpi_near *x, struct dpi_places *p, const uint32_t *a, size_t n,
      size_t same, size_t reach, size_t least)
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

/*
 * dp_jaro_winkler of texts I, whose places are set, and K; less than asked
 * when they do not have LEAST characters in common.
 */
static double
compare(struct dpi_near *x, uint32_t i, uint32_t k, size_t least)
{
	size_t n = dpi_chars_of(x, i), o = dpi_chars_of(x, k), reach, m;
	const uint32_t *a = x->chars + x->from[k], *b = x->chars + x->from[i];
	struct dpi_places *places = &x->of_pattern;
	size_t out = 0, same = 0, shorter = n < o ? n : o;
	size_t longer = n < o ? o : n;
	/* the first of the two is the one that dp_jaro_winkler takes first */
	bool turned = n < o ||
		      (n == o && dp_str_cmp(x->text[i], x->text[k]) < 0);

	x->n_compared++;
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
	reach = longer / 2 ? longer / 2 - 1 : 0;
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
					       same < DPI_PREFIX ? same :
								   DPI_PREFIX);
}

/* Compares text I with those of RUN that its summary lets pass. */
static void
look_through(struct dpi_near *x, uint32_t i, const struct dpi_run *run,
	     const size_t *least)
{
	const struct dpi_shelf *s = &x->shelf;
	const union dpi_card *card = dpi_card_of(x, i);
	uint64_t head = s->head[s->place[i]];
	size_t m = dpi_chars_of(x, i);
	size_t n = dpi_shelf_pass(s, run, x->summary[i], m - least[DPI_PREFIX],
				  run->n - least[DPI_PREFIX]);

	x->n_looked += run->end - run->start;
	for (size_t e = 0; e < n; e++) {
		uint32_t at = s->passed[e];
		unsigned p = same_prefix(head, s->head[at]);
		double alike;

		if (least[p] > m || least[p] > run->n ||
		    dpi_cards_differ(card, m, &s->card[at], run->n,
				     m - least[p], run->n - least[p]) ||
		    s->text[at] == i)
			continue;
		alike = compare(x, i, s->text[at], least[p]);
		if (alike >= x->least)
			dpi_near_hit(x, s->text[at], 1 - alike);
	}
}

void
dpi_near_alike(struct dpi_near *x, uint32_t i)
{
	const struct dpi_shelf *s = &x->shelf;
	size_t m = dpi_chars_of(x, i), least[DPI_PREFIX + 1] = { 0 };
	uint64_t kind = dpi_kind_of(x, i);
	size_t first = dpi_shelf_first(s, kind, 0);

	set_places(x, &x->of_pattern, i, 0);
	for (size_t r = first; dpi_shelf_holds(s, r, kind); r++) {
		const struct dpi_run *run = &s->run[r];

		for (unsigned p = 0;
		     p <= DPI_PREFIX && (r == first || run->n != run[-1].n);
		     p++)
			least[p] = needed(x, m, run->n, p);
		if (least[DPI_PREFIX] <= m && least[DPI_PREFIX] <= run->n)
			look_through(x, i, run, least);
	}
	clear_places(x, &x->of_pattern, i, 0);
}
