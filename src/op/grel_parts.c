/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions that take a text or a list apart.
 */
#include "op/grel.h"

#include <stdlib.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

static bool
has_pattern(eval *v, node *n)
{
	return v->e->node[v->e->arg[n->first + 1]].op == DPI_X_PATTERN;
}

/* Looks for the pattern of N in S from byte FROM: 1, 0, -1 at a limit. */
static int
find_at(eval *v, node *n, dp_str s, size_t from, size_t *start, size_t *end)
{
	struct dp_match *m = v->l->match[n->regex];
	int found = dp_regex_find(v->e->regex[n->regex], s, from, m);

	if (found > 0)
		dp_match_span(m, start, end);
	return found;
}

static void
put_text(struct dpi_grel_list *l, dp_str s)
{
	dpi_grel_put(l, dpi_x_text(s.n ? s : DP_S("")));
}

static value
give_up(struct dpi_grel_list *l)
{
	free(l->item);
	return dpi_x_error();
}

/* Byte behind the character at AT of S. */
static size_t
behind(dp_str s, size_t at)
{
	for (at++; at < s.n && ((unsigned char)s.p[at] & 0xC0) == 0x80; at++)
		;
	return at;
}

/* ---- split ------------------------------------------------------------ */

/* At white space of Java's kind. */
static void
split_blanks(dp_str s, struct dpi_grel_list *l)
{
	size_t from = 0;

	for (size_t i = 0; i <= s.n; i++) {
		if (i < s.n &&
		    !memchr(" \t\n\v\f\r\x1C\x1D\x1E\x1F", s.p[i], 10))
			continue;
		if (i > from)
			put_text(l, (dp_str){ s.p + from, i - from });
		from = i + 1;
	}
}

/* At each BY; without ALL empty parts are left out, but for one at the end. */
static void
split_text(dp_str s, dp_str by, bool all, struct dpi_grel_list *l)
{
	ptrdiff_t at;

	if (s.n == 0)
		return;
	if (by.n == 0) {
		split_blanks(s, l);
		return;
	}
	while ((at = dp_str_search(s, by)) >= 0) {
		if (at > 0 || all)
			put_text(l, (dp_str){ s.p, (size_t)at });
		s = dp_str_from(s, (size_t)at + by.n);
	}
	put_text(l, s);
}

/* At each match, as Java's Pattern.split; without ALL none empty at the end. */
static bool
split_pattern(eval *v, node *n, dp_str s, bool all, struct dpi_grel_list *l)
{
	size_t from = 0, look = 0, start = 0, end = 0;
	int found = 0;

	while (look <= s.n &&
	       (found = find_at(v, n, s, look, &start, &end)) > 0) {
		look = end > start ? end : behind(s, end);
		/* nothing before the first character parts nothing */
		if (end == 0 || (end == start && start >= s.n))
			continue;
		put_text(l, (dp_str){ s.p + from, start - from });
		from = end;
	}
	if (found < 0)
		return false;
	put_text(l, dp_str_from(s, from));
	while (!all && l->n > 1 && l->item[l->n - 1].text.n == 0)
		l->n--;
	return true;
}

static value
split(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	bool all = n->n > 2 && dpi_x_yes(dpi_x_arg(v, n, 2));
	dp_str s = dpi_grel_string(v, x), by;
	struct dpi_grel_list l = { 0 };

	if (!s.p || x.kind == DP_X_LIST)
		return dpi_x_error();
	if (has_pattern(v, n)) {
		if (!split_pattern(v, n, s, all, &l))
			return give_up(&l);
		return dpi_grel_finish(v, &l);
	}
	by = dpi_grel_string(v, dpi_x_arg(v, n, 1));
	if (!by.p)
		return dpi_x_error();
	split_text(s, by, all, &l);
	return dpi_grel_finish(v, &l);
}

static value
split_by_lengths(eval *v, node *n)
{
	dp_str s = dpi_grel_string(v, dpi_x_arg(v, n, 0));
	struct dpi_grel_list l = { 0 };
	size_t at = 0;

	if (!s.p)
		return dpi_x_error();
	for (size_t i = 1; i < n->n; i++) {
		value size = dpi_x_arg(v, n, i);

		if (size.kind != DP_X_WHOLE || size.whole < 0 ||
		    size.whole > INT32_MAX)
			return give_up(&l);
		dpi_grel_put(&l,
			     dpi_grel_cut(v, s, at, at + (size_t)size.whole));
		at += (size_t)size.whole;
	}
	return dpi_grel_finish(v, &l);
}

/* ---- partition, match, find ------------------------------------------- */

/* The first place of the separator in S, with LAST the last one. */
static int
separator(eval *v, node *n, dp_str s, bool last, size_t *start, size_t *end)
{
	size_t from = 0, a, b;
	int found = 0, one;
	dp_str by = { NULL, 0 };

	if (!has_pattern(v, n)) {
		by = dpi_grel_string(v, dpi_x_arg(v, n, 1));
		if (!by.p)
			return -1;
	}
	while (from <= s.n) {
		ptrdiff_t at;

		if (has_pattern(v, n)) {
			one = find_at(v, n, s, from, &a, &b);
		} else {
			at = dp_str_search(dp_str_from(s, from), by);
			one = at >= 0;
			a = from + (size_t)at;
			b = a + by.n;
		}
		if (one <= 0)
			return one < 0 ? -1 : found;
		found = 1;
		*start = a;
		*end = b;
		if (!last)
			break;
		from = behind(s, a);
	}
	return found;
}

static value
in_three(eval *v, node *n, bool last)
{
	value x = dpi_x_arg(v, n, 0);
	bool without = n->n > 2 && dpi_x_yes(dpi_x_arg(v, n, 2));
	struct dpi_grel_list l = { 0 };
	size_t start = 0, end = 0;
	dp_str s = x.text;
	int found;

	if (x.kind != DP_X_TEXT)
		return x.kind == DP_X_ERROR ? x : dpi_x_null();
	found = separator(v, n, s, last, &start, &end);
	if (found < 0)
		return dpi_x_error();
	put_text(&l, found ? (dp_str){ s.p, start } : s);
	if (!without)
		put_text(&l, (dp_str){ s.p + start, end - start });
	put_text(&l, found ? dp_str_from(s, end) : DP_S(""));
	return dpi_grel_finish(v, &l);
}

static value
partition(eval *v, node *n)
{
	return in_three(v, n, false);
}

static value
rpartition(eval *v, node *n)
{
	return in_three(v, n, true);
}

/* The groups of a pattern that matches the whole. */
static value
match(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	struct dpi_grel_list l = { 0 };
	dp_str s = dpi_grel_string(v, x);
	size_t start, end;
	int found;

	if (x.kind == DP_X_ERROR)
		return x;
	if (!s.p)
		return dpi_x_null();
	found = find_at(v, n, s, 0, &start, &end);
	if (found <= 0)
		return found ? dpi_x_error() : dpi_x_null();
	for (unsigned i = 1; i <= dp_regex_groups(v->e->regex[n->regex]); i++) {
		dp_str group = dp_match_group(v->l->match[n->regex], s, i);

		dpi_grel_put(&l, dpi_x_text(group));
	}
	return dpi_grel_finish(v, &l);
}

/* All places of a pattern. */
static value
find(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	dp_str s = dpi_grel_string(v, x);
	struct dpi_grel_list l = { 0 };
	size_t from = 0, start, end;
	int found = 0;

	if (x.kind == DP_X_ERROR)
		return x;
	while (s.p && from <= s.n &&
	       (found = find_at(v, n, s, from, &start, &end)) > 0) {
		put_text(&l, (dp_str){ s.p + start, end - start });
		from = end > start ? end : behind(s, end);
	}
	return found < 0 ? give_up(&l) : dpi_grel_finish(v, &l);
}

/* ---- pieces ----------------------------------------------------------- */

/* Argument I as a place among ALL, below 0 from the end, within them. */
static bool
place(eval *v, node *n, size_t i, size_t all, int64_t *out)
{
	value x = dpi_x_arg(v, n, i);
	double d;

	if (!dpi_grel_double(x, &d) || d != d)
		return false;
	*out = d > 1e15 ? (int64_t)all : d < -1e15 ? 0 : (int64_t)d;
	if (*out < 0)
		*out += (int64_t)all;
	if (*out < 0)
		*out = 0;
	if (*out > (int64_t)all)
		*out = (int64_t)all;
	return true;
}

/* Part FROM to TO of X, a list or the text S. */
static value
part(eval *v, value x, dp_str s, int64_t from, int64_t to)
{
	if (x.kind != DP_X_LIST)
		return dpi_grel_cut(v, s, (size_t)from, (size_t)to);
	x.item += from;
	x.n_items = (size_t)(to - from);
	return x;
}

/* x[i], get(x, i), substring(x, from[, to]), slice(x, from[, to]) */
static value
pieces(eval *v, node *n, bool one)
{
	value x = dpi_x_arg(v, n, 0);
	dp_str s = x.kind == DP_X_LIST ? DP_S("") : dpi_grel_string(v, x);
	int64_t from, to;
	size_t all;

	if (x.kind == DP_X_ERROR || !s.p)
		return x;
	all = x.kind == DP_X_LIST ? x.n_items : dpi_grel_units(s);
	if (!place(v, n, 1, all, &from))
		return dpi_x_error();
	if (one && n->n == 2) {
		if (from >= (int64_t)all)
			return dpi_x_error();
		return x.kind == DP_X_LIST ? x.item[from] :
					     part(v, x, s, from, from + 1);
	}
	to = (int64_t)all;
	if (n->n > 2 && !place(v, n, 2, all, &to))
		return dpi_x_error();
	return part(v, x, s, from, to > from ? to : from);
}

static value
get(eval *v, node *n)
{
	return pieces(v, n, true);
}

static value
slice(eval *v, node *n)
{
	return pieces(v, n, false);
}

const struct dpi_x_function dpi_grel_of_parts[] = {
	DPI_GREL("split", 2, 3, true, split),
	DPI_GREL("splitByLengths", 2, DPI_X_ANY, false, split_by_lengths),
	DPI_GREL("partition", 2, 3, true, partition),
	DPI_GREL("rpartition", 2, 3, true, rpartition),
	{ "match", 2, 2, true, true, true, true, match },
	DPI_GREL("find", 2, 2, true, find),
	DPI_GREL("get", 2, 3, false, get),
	DPI_GREL("slice", 2, 3, false, slice),
	DPI_GREL("substring", 2, 3, false, slice),
	{ NULL, 0, 0, false, false, false, false, NULL },
};
