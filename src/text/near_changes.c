/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How many changes two texts of any length are apart, when these are few: how
 * far each diagonal of their table is reached with so many. Ukkonen, Algorithms
 * for Approximate String Matching, Information and Control 64, 1985.
 */
#include "text/near_inner.h"

#define NEVER (-4) /* no character is reached; two more neither */

/* Two texts, and how far A is read on each diagonal; 0 is the middle one. */
struct table {
	const uint32_t *a, *b;
	ptrdiff_t m, n;
	bool swaps;
	ptrdiff_t reached[2][2 * DPI_NEAR_RADIUS_MAX + 3];
};

#define MIDDLE ((ptrdiff_t)DPI_NEAR_RADIUS_MAX + 1)

static ptrdiff_t
most(ptrdiff_t x, ptrdiff_t y)
{
	return x > y ? x : y;
}

/* How far diagonal D is reached by one change more than is noted in BEFORE. */
static ptrdiff_t
change(const struct table *t, const ptrdiff_t *before, ptrdiff_t d)
{
	ptrdiff_t at = before[MIDDLE + d];
	ptrdiff_t end = t->m < t->n - d ? t->m : t->n - d;
	ptrdiff_t further = most(at + 1, most(before[MIDDLE + d - 1],
					      before[MIDDLE + d + 1] + 1));

	if (t->swaps && at >= 0 && at + 1 < end &&
	    t->a[at] == t->b[at + d + 1] && t->a[at + 1] == t->b[at + d])
		further = most(further, at + 2);
	return further < end ? further : end;
}

size_t
dpi_near_changes(const struct dpi_near *x, uint32_t i, uint32_t k)
{
	struct table t = {
		.a = x->chars + x->from[i],
		.b = x->chars + x->from[k],
		.m = (ptrdiff_t)dpi_chars_of(x, i),
		.n = (ptrdiff_t)dpi_chars_of(x, k),
		.swaps = x->how == DPI_NEAR_DAMERAU,
	};
	ptrdiff_t last = t.n - t.m, radius = (ptrdiff_t)x->radius;

	for (ptrdiff_t d = -MIDDLE; d <= MIDDLE; d++)
		t.reached[0][MIDDLE + d] = t.reached[1][MIDDLE + d] = NEVER;
	for (ptrdiff_t e = 0; e <= radius; e++) {
		/* from further away, the end is out of reach */
		ptrdiff_t from = most(-e, last - (radius - e));
		ptrdiff_t to = -most(-e, -last - (radius - e));
		ptrdiff_t *now = t.reached[e % 2];

		for (ptrdiff_t d = from; d <= to; d++) {
			ptrdiff_t at = e ? change(&t, t.reached[1 - e % 2], d) :
					   0;

			while (at >= 0 && at < t.m && at + d < t.n &&
			       t.a[at] == t.b[at + d])
				at++;
			now[MIDDLE + d] = at;
			if (d == last && at == t.m)
				return (size_t)e;
		}
	}
	return x->radius + 1;
}
