/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far apart two words are, and "did you mean". */
#include <dpipe/text.h>

#include <stdlib.h>

#include "text/near.h"

#define STACK_CHARS 64

struct chars {
	uint32_t *c;
	size_t n;
	uint32_t own[STACK_CHARS];
};

static void
chars_init(struct chars *x, dp_str s)
{
	size_t i = 0;

	x->n = 0;
	x->c = s.n <= STACK_CHARS ? x->own :
				    dp_realloc_array(NULL, s.n, sizeof(*x->c));
	while (i < s.n) {
		unsigned len = dp_utf8_decode(s.p + i, s.n - i, &x->c[x->n]);

		if (len == 0) {
			x->c[x->n] = 0xfffd;
			len = 1;
		}
		x->n++;
		i += len;
	}
}

static void
chars_done(struct chars *x)
{
	if (x->c != x->own)
		free(x->c);
}

static size_t
least(size_t a, size_t b)
{
	return a < b ? a : b;
}

/*
 * The row of A's character I: ROW[j] is the distance of I+1 characters of A
 * and j of B. Only the band that can stay within LIMIT is computed. SWAPS: two
 * neighbours exchanged are one change. Returns the least of the row.
 */
static size_t
next_row(const struct chars *a, const struct chars *b, size_t i, bool swaps,
	 size_t limit, size_t *const row[3])
{
	const size_t *two = row[0], *one = row[1];
	size_t *now = row[2];
	size_t from = i + 1 > limit ? i + 1 - limit : 1;
	size_t to = least(b->n, limit > b->n ? b->n : i + 1 + limit);
	size_t far = limit + 1, best;

	now[from - 1] = from == 1 ? i + 1 : far;
	best = now[from - 1];
	for (size_t j = from; j <= to; j++) {
		size_t cost = a->c[i] != b->c[j - 1];
		size_t d = least(least(one[j], now[j - 1]) + 1,
				 one[j - 1] + cost);

		if (swaps && i > 0 && j > 1 && a->c[i] == b->c[j - 2] &&
		    a->c[i - 1] == b->c[j - 1])
			d = least(d, two[j - 2] + 1);
		now[j] = least(d, far);
		best = least(best, now[j]);
	}
	/* what the next row reads beyond this band */
	if (to < b->n)
		now[to + 1] = far;
	return best;
}

static size_t
distance(const struct chars *a, const struct chars *b, bool swaps, size_t limit,
	 size_t *cells)
{
	size_t width = b->n + 2;
	size_t *row[3] = { cells, cells + width, cells + 2 * width };

	for (size_t j = 0; j < width; j++) {
		row[0][j] = limit + 1;
		row[1][j] = least(j, limit + 1);
		row[2][j] = limit + 1;
	}
	for (size_t i = 0; i < a->n; i++) {
		size_t *oldest = row[0];

		if (next_row(a, b, i, swaps, limit, row) > limit)
			return limit + 1;
		row[0] = row[1];
		row[1] = row[2];
		row[2] = oldest;
	}
	return least(row[1][b->n], limit + 1);
}

static size_t
edit_distance(dp_str a, dp_str b, bool swaps, size_t limit)
{
	struct chars x, y;
	size_t own[3 * (STACK_CHARS + 2)], *cells = own, d;
	size_t longest;

	if (dp_str_eq(a, b))
		return 0;
	chars_init(&x, a);
	chars_init(&y, b);
	longest = x.n > y.n ? x.n : y.n;
	/* no distance is more than the longer length: no overflow above */
	if (limit > longest)
		limit = longest;
	if ((x.n > y.n ? x.n - y.n : y.n - x.n) > limit) {
		d = limit + 1;
	} else {
		if (y.n > STACK_CHARS)
			cells = dp_realloc_array(NULL, 3 * (y.n + 2),
						 sizeof(*cells));
		d = distance(&x, &y, swaps, limit, cells);
		if (cells != own)
			free(cells);
	}
	chars_done(&x);
	chars_done(&y);
	return d;
}

size_t
dp_edit_distance(dp_str a, dp_str b, size_t limit)
{
	return edit_distance(a, b, true, limit);
}

size_t
dp_levenshtein(dp_str a, dp_str b, size_t limit)
{
	return edit_distance(a, b, false, limit);
}

/* ---- Jaro and Winkler ------------------------------------------------- */

/*
 * The characters of A, in order, that have a partner in B no further than
 * REACH away and not taken before; puts them into MATCHED and returns how many.
 */
static size_t
match(const struct chars *a, const struct chars *b, size_t reach, bool *taken,
      uint32_t *matched)
{
	size_t m = 0;

	for (size_t i = 0; i < a->n; i++) {
		size_t to = least(b->n, i + reach + 1);

		for (size_t j = i > reach ? i - reach : 0; j < to; j++)
			if (!taken[j] && a->c[i] == b->c[j]) {
				taken[j] = true;
				matched[m++] = a->c[i];
				break;
			}
	}
	return m;
}

double
dpi_jaro_winkler_of(size_t m, size_t n, size_t common, size_t swapped,
		    size_t prefix)
{
	double c = (double)common, jaro = 0;

	if (common)
		jaro = (c / (double)m + c / (double)n +
			(c - (double)swapped) / c) /
		       3;
	return jaro + (double)prefix * 0.1 * (1 - jaro);
}

static double
jaro_winkler(const struct chars *a, const struct chars *b)
{
	size_t longest = a->n > b->n ? a->n : b->n;
	size_t reach = longest / 2 ? longest / 2 - 1 : 0;
	bool *taken = dp_alloc0(b->n + 1);
	uint32_t *matched = dp_realloc_array(NULL, a->n + 1, sizeof *matched);
	size_t m = match(a, b, reach, taken, matched), k = 0, out = 0, p = 0;

	for (size_t j = 0; j < b->n; j++)
		if (taken[j])
			out += matched[k++] != b->c[j];
	while (p < 4 && p < a->n && p < b->n && a->c[p] == b->c[p])
		p++;
	free(taken);
	free(matched);
	return dpi_jaro_winkler_of(a->n, b->n, m, out / 2, p);
}

double
dp_jaro_winkler(dp_str a, dp_str b)
{
	struct chars x, y;
	double similarity;

	if (dp_str_eq(a, b))
		return 1;
	chars_init(&x, a);
	chars_init(&y, b);
	/* who is matched with whom depends on who comes first: fixed here */
	similarity = x.n < y.n || (x.n == y.n && dp_str_cmp(a, b) < 0) ?
			     jaro_winkler(&x, &y) :
			     jaro_winkler(&y, &x);
	chars_done(&x);
	chars_done(&y);
	return similarity;
}

/* ---- did you mean ----------------------------------------------------- */

/* The first N characters of S. */
static dp_str
first_chars(dp_str s, size_t n)
{
	size_t bytes = 0;
	uint32_t c;

	while (n-- > 0 && bytes < s.n) {
		unsigned k = dp_utf8_decode(s.p + bytes, s.n - bytes, &c);

		bytes += k ? k : 1;
	}
	return (dp_str){ s.p, bytes < s.n ? bytes : s.n };
}

/* Is NAME about to begin with WORD, a letter more, less or other? */
static bool
begins_about(dp_str word, dp_str name)
{
	size_t chars = dp_utf8_chars(word);

	for (size_t n = chars - 1; n <= chars + 1; n++)
		if (dp_edit_distance(word, first_chars(name, n), 1) <= 1)
			return true;
	return false;
}

/* Do the letters of WORD stand in NAME in their order, the first one first? */
static bool
is_short_for(dp_str word, dp_str name)
{
	size_t k = 0;

	if (!name.n || word.p[0] != name.p[0])
		return false;
	for (size_t i = 0; i < name.n && k < word.n; i++)
		k += name.p[i] == word.p[k];
	return k == word.n;
}

/* Ways of being near, after few letters wrong. */
enum { WRONG_START = 1, INSIDE, SHORT_FOR, FAR };

/* How far NAME, folded, is from WORD, folded; LIMIT + FAR when too far. */
static size_t
remoteness(dp_str word, dp_str name, size_t limit)
{
	size_t d = dp_edit_distance(word, name, limit);

	if (d <= limit)
		return d;
	if (word.n < 3 || name.n <= word.n)
		return limit + FAR;
	/* the start of a longer name: what somebody was about to type */
	if (memcmp(word.p, name.p, word.n) == 0)
		return limit;
	if (word.n > 3 && begins_about(word, name))
		return limit + WRONG_START;
	if (dp_str_search(name, word) >= 0)
		return limit + INSIDE;
	return is_short_for(word, name) ? limit + SHORT_FOR : limit + FAR;
}

size_t
dp_nearest(dp_str word, const dp_str *name, size_t n, size_t max, size_t *found)
{
	struct dp_buf folded = { 0 }, other = { 0 };
	size_t *far = dp_realloc_array(NULL, max + 1, sizeof(*far));
	size_t n_found = 0, limit;

	dp_fold(word, &folded);
	limit = dp_utf8_chars(dp_buf_view(&folded)) / 3;
	limit = limit < 1 ? 1 : limit > 3 ? 3 : limit;
	for (size_t i = 0; i < n && max > 0; i++) {
		size_t d, at;

		other.n = 0;
		dp_fold(name[i], &other);
		d = remoteness(dp_buf_view(&folded), dp_buf_view(&other),
			       limit);
		if (d >= limit + FAR)
			continue;
		for (at = n_found; at > 0 && far[at - 1] > d; at--)
			;
		if (at == max)
			continue;
		if (n_found < max)
			n_found++;
		memmove(far + at + 1, far + at,
			(n_found - 1 - at) * sizeof(*far));
		memmove(found + at + 1, found + at,
			(n_found - 1 - at) * sizeof(*found));
		far[at] = d;
		found[at] = i;
	}
	/* Beside what is near by its letters, the rest is noise. */
	while (n_found > 1 && far[0] <= limit && far[n_found - 1] > limit)
		n_found--;
	free(far);
	dp_buf_done(&folded);
	dp_buf_done(&other);
	return n_found;
}
