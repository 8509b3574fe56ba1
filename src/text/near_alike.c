/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Near by the similarity of Jaro and Winkler. All texts are looked at, most of
 * them no further than at their lengths and a summary of their characters.
 */
#include "text/near_inner.h"

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

void
dpi_near_pack(struct dpi_near *x)
{
	x->left = dp_realloc_array(NULL, x->n + 1, sizeof *x->left);
	x->place = dp_realloc_array(NULL, x->n + 1, sizeof *x->place);
	for (uint32_t i = 0; i < x->n; i++) {
		x->left[i].summary = x->summary[i];
		x->left[i].head = head_of(x, i);
		x->left[i].i = x->place[i] = i;
		x->left[i].n = (uint32_t)dpi_chars_of(x, i);
		if (x->longest < x->left[i].n)
			x->longest = x->left[i].n;
	}
	x->n_left = x->n;
	x->budget = dp_alloc0((x->longest + 1) * sizeof *x->budget);
}

/*
 * The most that texts of M and N characters can be alike when COMMON of them
 * may be the same and the first DPI_PREFIX are.
 */
static double
most_alike(size_t m, size_t n, size_t common, size_t prefix)
{
	double c = (double)common, jaro;

	if (common == 0)
		return m + n == 0;
	jaro = (c / (double)m + c / (double)n + 1) / 3;
	return jaro + (double)prefix * 0.1 * (1 - jaro);
}

/* Fills the budgets for a text of M characters. */
static void
make_budget(struct dpi_near *x, size_t m)
{
	for (size_t n = 0; n <= x->longest; n++)
		for (size_t p = 0; p <= DPI_PREFIX; p++) {
			size_t least = m < n ? m : n, common = least;

			while (common > 0 &&
			       most_alike(m, n, common - 1, p) >= x->least)
				common--;
			if (most_alike(m, n, common, p) >= x->least) {
				x->budget[n].of_it[p] = (int32_t)(m - common);
				x->budget[n].of_other[p] =
					(int32_t)(n - common);
			} else {
				x->budget[n].of_it[p] = -1;
			}
		}
}

/* Of two heads, how many characters are the same until one is not. */
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

/* The lowest bit of S, not 0, as its number. */
static unsigned
lowest_bit(uint64_t s)
{
	unsigned n = 0;

	for (unsigned half = 32; half > 0; half /= 2)
		if (!(s & ((UINT64_C(1) << half) - 1))) {
			s >>= half;
			n += half;
		}
	return n;
}

/*
 * The characters of A, N of them, that find a partner among those of B, whose
 * places are set: in order into MATCHED, the partners into *TAKEN.
 */
static size_t
match(const struct dpi_near *x, const uint32_t *a, size_t n, size_t reach,
      uint32_t *matched, uint64_t *taken)
{
	size_t m = 0;

	for (size_t i = 0; i < n; i++) {
		uint64_t window = ~UINT64_C(0), free_ones;

		if (i + reach + 1 < DPI_WORD_CHARS)
			window = (UINT64_C(1) << (i + reach + 1)) - 1;
		if (i > reach)
			window &= ~UINT64_C(0) << (i - reach);
		free_ones = x->places[a[i]] & window & ~*taken;
		if (free_ones) {
			*taken |= free_ones & (~free_ones + 1);
			matched[m++] = a[i];
		}
	}
	return m;
}

/* dp_jaro_winkler of texts I and K, faster when they are not long. */
static double
compare(struct dpi_near *x, uint32_t i, uint32_t k)
{
	uint32_t matched[DPI_WORD_CHARS], *b;
	size_t n = dpi_chars_of(x, i), o = dpi_chars_of(x, k), m, out = 0;
	uint64_t taken = 0, rest;
	size_t prefix = 0;

	if (n > DPI_WORD_CHARS || o > DPI_WORD_CHARS ||
	    dp_str_eq(x->text[i], x->text[k]))
		return dp_jaro_winkler(x->text[i], x->text[k]);
	/* the first of the two is the one that dp_jaro_winkler takes first */
	if (n > o || (n == o && dp_str_cmp(x->text[i], x->text[k]) > 0)) {
		uint32_t swap = i;

		i = k;
		k = swap;
		n = dpi_chars_of(x, i);
		o = dpi_chars_of(x, k);
	}
	b = x->chars + x->from[k];
	for (size_t j = 0; j < o; j++)
		x->places[b[j]] |= UINT64_C(1) << j;
	m = match(x, x->chars + x->from[i], n, o / 2 ? o / 2 - 1 : 0, matched,
		  &taken);
	for (size_t j = 0; j < o; j++)
		x->places[b[j]] = 0;
	rest = taken;
	for (size_t j = 0; j < m; j++, rest &= rest - 1)
		out += matched[j] != b[lowest_bit(rest)];
	while (prefix < DPI_PREFIX && prefix < n &&
	       x->chars[x->from[i] + prefix] == b[prefix])
		prefix++;
	return dpi_jaro_winkler_of(n, o, m, out / 2, prefix);
}

void
dpi_near_alike(struct dpi_near *x, uint32_t i)
{
	uint64_t a = x->summary[i], head = head_of(x, i);

	make_budget(x, dpi_chars_of(x, i));
	for (size_t e = 0; e < x->n_left; e++) {
		const struct dpi_packed *o = &x->left[e];
		const struct dpi_budget *may = &x->budget[o->n];
		unsigned p = same_prefix(head, o->head);
		double alike;

		if (may->of_it[p] < 0 ||
		    dpi_more_bits_than(a & ~o->summary,
				       (size_t)may->of_it[p]) ||
		    dpi_more_bits_than(o->summary & ~a,
				       (size_t)may->of_other[p]) ||
		    o->i == i)
			continue;
		alike = compare(x, i, o->i);
		if (alike >= x->least)
			dpi_near_hit(x, o->i, 1 - alike);
	}
}
