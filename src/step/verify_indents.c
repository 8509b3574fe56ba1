/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Blanks before the values of a column: typed by chance, or deeper and deeper
 * as in a chart of accounts, where they say what belongs to what.
 */
#include "step/verify_inner.h"

#include <strings.h>

#include "base/i18n.h"

/* Share of the values that are indented where the depth says something, */
#define SHARE 0.2
/* and of the steps down that go further than one level. */
#define SLIPS 0.02

/* Does V say that it is part of what stands above it? */
static bool
says_part(dp_str v)
{
	static const char *const says[] = { "dont ", "y compris ", "incl. ",
					    "of which ", "including " };

	for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
		size_t n = strlen(says[i]);

		if (v.n > n && strncasecmp(v.p, says[i], n) == 0)
			return true;
	}
	return false;
}

void
dpi_indents_add(struct dpi_indents *x, struct dp_arena *a, dp_str cell)
{
	unsigned depth = 0, n;
	dp_str rest = cell;

	while ((n = dp_space_bytes(rest)) > 0) {
		rest = dp_str_from(rest, n);
		depth++;
	}
	if (depth > DPI_INDENT_MAX)
		depth = DPI_INDENT_MAX;
	if (depth && !x->depths) {
		x->depths = dp_arena_alloc(a, sizeof *x->depths);
		memset(x->depths, 0, sizeof *x->depths);
	}
	if (x->n++ && depth > x->last)
		x->depths->rise[depth - x->last]++;
	if (x->n == 1 || cell.n < x->least_bytes)
		x->least_bytes = cell.n;
	if (cell.n > x->most_bytes)
		x->most_bytes = cell.n;
	if (depth) {
		x->depths->depth[depth]++;
		x->depths->parts += says_part(rest);
		x->indented++;
	}
	x->last = depth;
}

/* The blanks of one level: what all depths are a multiple of. */
static unsigned
unit_of(const struct dpi_depths *x)
{
	unsigned unit = 0;

	for (unsigned d = 1; d <= DPI_INDENT_MAX; d++) {
		unsigned a = d, b = unit;

		while (x->depth[d] && b) {
			unsigned rest = a % b;

			a = b;
			b = rest;
		}
		if (x->depth[d])
			unit = a;
	}
	return unit;
}

/*
 * A level begins below the one above it, so that no step goes down two. Values
 * set flush right, all of one length, are no levels. Where they say themselves
 * that they are parts, few are enough.
 */
static bool
are_levels(const struct dpi_indents *x)
{
	const struct dpi_depths *d = x->depths;
	unsigned unit, levels = 0;
	uint64_t rises = 0;

	if (!d)
		return false;
	if (d->parts * 2 >= x->indented && x->indented < x->n)
		return d->parts > 0;
	unit = unit_of(d);
	for (unsigned i = 1; i <= DPI_INDENT_MAX; i++) {
		levels += d->depth[i] > 0;
		rises += d->rise[i];
	}
	return (levels > 1 || (unit > 1 && x->indented < x->n)) &&
	       x->least_bytes < x->most_bytes && rises > 1 &&
	       (double)x->indented >= SHARE * (double)x->n &&
	       (double)(rises - d->rise[unit]) <= SLIPS * (double)rises;
}

bool
dpi_judge_indents(const struct dpi_judging *j)
{
	const struct dpi_indents *x = &j->f->indents;
	struct dp_buf depths = { 0 };
	struct dp_finding *g;

	if (!are_levels(x))
		return false;
	g = dpi_judge_file(j, DPI_OUTER_SPACE, DP_F_INDENTED, "trim %");
	g->count = x->indented;
	for (unsigned d = 1; d <= DPI_INDENT_MAX; d++)
		if (x->depths->depth[d])
			dp_buf_format(&depths, "%s%u", depths.n ? _(", ") : "",
				      d);
	g->found = dp_keep(&j->out->text, dp_buf_view(&depths));
	dp_buf_done(&depths);
	return true;
}
