/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions that look for a place in a text, or take a piece of a text
 * or a list. What splits a text is in grel_split.c.
 */
#include "op/grel.h"

#include <stdlib.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

/* ---- partition, match, find ------------------------------------------- */

/* The first place of the separator in S, with LAST the last one. */
static int
separator(eval *v, node *n, dp_str s, bool last, size_t *start, size_t *end)
{
	size_t from = 0, a, b;
	int found = 0, one;
	dp_str by = { NULL, 0 };

	if (!dpi_grel_has_pattern(v, n)) {
		if (dpi_x_arg(v, n, 1).kind == DP_X_NULL)
			return -1;
		/* neither a text nor a pattern is nowhere */
		if (dpi_x_arg(v, n, 1).kind != DP_X_TEXT)
			return 0;
		by = dpi_x_arg(v, n, 1).text;
	}
	while (from <= s.n) {
		ptrdiff_t at;

		if (dpi_grel_has_pattern(v, n)) {
			one = dpi_grel_find_at(v, n, s, from, &a, &b);
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
		/* matches do not overlap, texts may */
		from = dpi_grel_has_pattern(v, n) && b > a ?
			       b :
			       dpi_grel_behind(s, a);
	}
	return found;
}

static value
in_three(eval *v, node *n, bool last)
{
	value x = dpi_x_arg(v, n, 0);
	bool without = n->n > 2 && dpi_x_arg(v, n, 2).kind == DP_X_BOOL &&
		       dpi_x_arg(v, n, 2).yes;
	struct dpi_grel_list l = { 0 };
	size_t start = 0, end = 0;
	dp_str s = x.text;
	int found;

	if (x.kind != DP_X_TEXT)
		return dpi_x_null();
	found = separator(v, n, s, last, &start, &end);
	if (found < 0)
		return dpi_x_null();
	dpi_grel_put_text(&l, found ? (dp_str){ s.p, start } : s);
	if (!without)
		dpi_grel_put_text(&l, (dp_str){ s.p + start, end - start });
	dpi_grel_put_text(&l, found ? dp_str_from(s, end) : DP_S(""));
	return dpi_grel_finish_texts(v, &l);
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
	struct dpi_grel_list l = { 0 };
	dp_str s = dpi_grel_string(v, dpi_x_arg(v, n, 0));
	size_t start, end;
	int found;

	if (!s.p)
		return dpi_x_null();
	found = dpi_grel_find_at(v, n, s, 0, &start, &end);
	if (found <= 0)
		return found ? dpi_x_error() : dpi_x_null();
	for (unsigned i = 1; i <= dp_regex_groups(v->e->regex[n->regex]); i++) {
		dp_str group = dp_match_group(v->l->match[n->regex], s, i);

		dpi_grel_put(&l, dpi_x_text(group));
	}
	return dpi_grel_finish_texts(v, &l);
}

/* All places of a text, which may overlap. */
static void
find_text(dp_str s, dp_str what, struct dpi_grel_list *l)
{
	for (size_t from = 0; from <= s.n; from = dpi_grel_behind(s, from)) {
		ptrdiff_t at = dp_str_search(dp_str_from(s, from), what);

		if (at < 0)
			return;
		from += (size_t)at;
		dpi_grel_put_text(l, what);
	}
}

/* All places of a pattern. */
static value
find(eval *v, node *n)
{
	dp_str s = dpi_grel_string(v, dpi_x_arg(v, n, 0));
	value what = dpi_x_arg(v, n, 1);
	struct dpi_grel_list l = { 0 };
	size_t from = 0, start, end;
	int found = 0;

	if (!dpi_grel_has_pattern(v, n)) {
		if (s.p && what.kind == DP_X_TEXT)
			find_text(s, what.text, &l);
		return dpi_grel_finish_texts(v, &l);
	}
	while (s.p && from <= s.n &&
	       (found = dpi_grel_find_at(v, n, s, from, &start, &end)) > 0) {
		dpi_grel_put_text(&l, (dp_str){ s.p + start, end - start });
		from = end > start ? end : dpi_grel_behind(s, end);
	}
	if (found >= 0)
		return dpi_grel_finish_texts(v, &l);
	free(l.item);
	return dpi_x_error();
}

/* ---- pieces ----------------------------------------------------------- */

/* Argument I as a place among ALL, below 0 from the end, within them. */
static bool
place(eval *v, node *n, size_t i, size_t all, int64_t *out)
{
	int32_t at;

	if (!dpi_grel_arg_int(v, n, i, &at))
		return false;
	*out = at;
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
	x.yes = false;
	x.text = DP_S("Object[]");
	return x;
}

/* The only item at FROM of X, or the character of S. */
static value
single(eval *v, value x, dp_str s, int64_t from, size_t all)
{
	if (from < (int64_t)all)
		return x.kind == DP_X_LIST ? x.item[from] :
					     part(v, x, s, from, from + 1);
	if (x.kind == DP_X_LIST)
		return x.yes ? dpi_x_null() :
			       dpi_grel_fail(v,
					     "java.lang.ArrayIndexOutOfBounds"
					     "Exception: Index %zu out of "
					     "bounds for length %zu",
					     all, all);
	return dpi_grel_fail(v,
			     "java.lang.StringIndexOutOfBoundsException: begin "
			     "%zu, end %zu, length %zu",
			     all, all + 1, all);
}

/*
 * x[i], get(x, i), substring(x, from[, to]), slice(x, from[, to]); what has
 * names is asked for one.
 */
static value
pieces(eval *v, node *n, bool one)
{
	value x = dpi_x_arg(v, n, 0), at = dpi_x_arg(v, n, 1);
	dp_str s = x.kind == DP_X_LIST ? DP_S("") : dpi_grel_string(v, x);
	int64_t from, to;
	size_t all;

	if (!s.p || (x.kind == DP_X_LIST && x.key && !one))
		return dpi_x_null();
	if (x.kind == DP_X_LIST && x.key)
		return at.kind == DP_X_TEXT ? dpi_grel_field(x, at.text) :
					      dpi_x_null();
	all = x.kind == DP_X_LIST ? x.n_items : dpi_grel_units(s);
	if (!place(v, n, 1, all, &from))
		return dpi_x_null();
	if (one && (n->n == 2 || dpi_x_arg(v, n, 2).kind == DP_X_NULL))
		return single(v, x, s, from, all);
	to = (int64_t)all;
	if (n->n > 2 && dpi_x_arg(v, n, 2).kind != DP_X_NULL &&
	    !place(v, n, 2, all, &to))
		return dpi_x_null();
	if (one && x.kind == DP_X_LIST && to <= from)
		return dpi_x_null();
	return part(v, x, s, from, to > from ? to : from);
}

static value
get(eval *v, node *n)
{
	return pieces(v, n, true);
}

/* Of a list of JSON the items stay as they are written. */
static value
slice(eval *v, node *n)
{
	value x = pieces(v, n, false);
	struct dpi_grel_list l = { 0 };

	if (x.kind != DP_X_LIST || !dpi_x_arg(v, n, 0).yes)
		return x;
	for (size_t i = 0; i < x.n_items; i++)
		dpi_grel_put(&l, x.item[i].kind == DP_X_TEXT ?
					 dpi_grel_json_text(v, x.item[i]) :
					 x.item[i]);
	return dpi_grel_finish(v, &l);
}

const struct dpi_x_function dpi_grel_of_parts[] = {
	DPI_GREL("partition", 2, 3, true, partition),
	DPI_GREL("rpartition", 2, 3, true, rpartition),
	{ "match", 2, 2, true, true, true, true, true, match },
	DPI_GREL("find", 2, 2, true, find),
	DPI_GREL("get", 2, 3, false, get),
	DPI_GREL("slice", 2, 3, false, slice),
	DPI_GREL("substring", 2, 3, false, slice),
	DPI_GREL_END,
};
