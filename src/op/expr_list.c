/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lists in expressions: what split makes, and what takes a piece of one or
 * brings it back into a text. A list lives as long as the batch.
 */
#include "op/expr.h"

#include <stdlib.h>

#include "base/strtab.h"

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

/* A list that grows. */
struct growing {
	value *item;
	size_t n, cap;
};

static void
put(struct growing *g, value x)
{
	dp_grow(&g->item, &g->cap, g->n, sizeof *g->item);
	g->item[g->n++] = x;
}

/* The items of G as a list of the batch; G is empty then. */
static value
finished(eval *v, struct growing *g)
{
	value x = { .kind = DP_X_LIST, .n_items = g->n };
	value *item = dp_arena_alloc(&v->b->text,
				     (g->n ? g->n : 1) * sizeof *item);

	if (g->n)
		memcpy(item, g->item, g->n * sizeof *item);
	x.item = item;
	free(g->item);
	memset(g, 0, sizeof *g);
	return x;
}

/* Argument 0 as a list; false with *OTHERWISE: null for null, else an error. */
static bool
list(eval *v, node *n, value *x, value *otherwise)
{
	*x = dpi_x_arg(v, n, 0);
	*otherwise = x->kind == DP_X_NULL ? dpi_x_null() : dpi_x_error();
	return x->kind == DP_X_LIST;
}

/* ---- taking apart ----------------------------------------------------- */

/*
 * Finds the separator of N in S from byte FROM: *START to *END. Returns 1, 0
 * when there is none, -1 when the pattern took too long.
 */
static int
find(eval *v, node *n, dp_str s, dp_str sep, size_t from, size_t *start,
     size_t *end)
{
	ptrdiff_t at;
	int found;

	if (v->e->node[v->e->arg[n->first + 1]].op == DPI_X_PATTERN) {
		found = dpi_x_find(v, n, s, from);
		if (found > 0)
			dp_match_span(v->l->match[n->regex], start, end);
		/* a separator of no length parts nothing here */
		return found > 0 && *end == *start ? 0 : found;
	}
	at = sep.n ? dp_str_search(dp_str_from(s, from), sep) : -1;
	*start = from + (at < 0 ? 0 : (size_t)at);
	*end = *start + sep.n;
	return at >= 0;
}

value
dpi_x_fn_split(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	bool all = n->n > 2 && dpi_x_yes(dpi_x_arg(v, n, 2));
	bool pattern = v->e->node[v->e->arg[n->first + 1]].op == DPI_X_PATTERN;
	size_t from = 0, start = 0, end = 0;
	struct growing g = { 0 };
	dp_str s, sep = { NULL, 0 };
	int found;

	if (x.kind == DP_X_ERROR || x.kind == DP_X_LIST)
		return dpi_x_error();
	s = dpi_x_string(v, x);
	if (!pattern)
		sep = dpi_x_string(v, dpi_x_arg(v, n, 1));
	if (!s.p)
		return dpi_x_null();
	do {
		dp_str part = dp_str_from(s, from);

		found = find(v, n, s, sep, from, &start, &end);
		if (found < 0) {
			free(g.item);
			return dpi_x_error();
		}
		if (found)
			part.n = start - from;
		if (part.n || all || (pattern && found))
			put(&g, dpi_x_text(part.n ? part : DP_S("")));
		from = end;
	} while (found);
	/* as in Java, nothing is behind the last part */
	while (!all && g.n && g.item[g.n - 1].text.n == 0)
		g.n--;
	return finished(v, &g);
}

value
dpi_x_fn_partition(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), y = dpi_x_arg(v, n, 1);
	struct growing g = { 0 };
	dp_str s = dpi_x_string(v, x), t = dpi_x_string(v, y);
	ptrdiff_t at;

	if (x.kind == DP_X_ERROR || y.kind == DP_X_ERROR)
		return dpi_x_error();
	if (!s.p || !t.p)
		return dpi_x_null();
	at = dp_str_search(s, t);
	if (at < 0) {
		put(&g, dpi_x_text(s));
		put(&g, dpi_x_text(DP_S("")));
		put(&g, dpi_x_text(DP_S("")));
		return finished(v, &g);
	}
	put(&g, dpi_x_text((dp_str){ s.p, (size_t)at }));
	put(&g, dpi_x_text((dp_str){ s.p + at, t.n }));
	put(&g, dpi_x_text((dp_str){ s.p + at + t.n, s.n - (size_t)at - t.n }));
	return finished(v, &g);
}

/* ---- pieces ----------------------------------------------------------- */

/* Argument I as a place among N; below 0 from the end. */
static bool
place(eval *v, node *call, size_t i, size_t n, double *out)
{
	if (!dpi_x_double(dpi_x_arg(v, call, i), out))
		return false;
	if (*out < 0)
		*out += (double)n;
	return true;
}

value
dpi_x_fn_get(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	size_t all, first, last;
	double from, to;
	dp_str s = { NULL, 0 };

	if (x.kind == DP_X_ERROR)
		return x;
	if (x.kind != DP_X_LIST)
		s = dpi_x_string(v, x);
	if (x.kind != DP_X_LIST && !s.p)
		return dpi_x_null();
	all = x.kind == DP_X_LIST ? x.n_items : dp_utf8_chars(s);
	if (!place(v, n, 1, all, &from))
		return dpi_x_error();
	to = from + 1;
	if (n->n > 2 && !place(v, n, 2, all, &to))
		return dpi_x_error();
	from = from < 0 && n->n > 2 ? 0 : from;
	to = to > (double)all ? (double)all : to;
	if (from < 0 || from >= to) {
		if (n->n == 2)
			return dpi_x_null();
		from = to = 0;
	}
	first = (size_t)from;
	last = (size_t)to;
	if (x.kind == DP_X_LIST) {
		if (n->n == 2)
			return x.item[first];
		x.item += first;
		x.n_items = last - first;
		return x;
	}
	first = dp_utf8_offset(s, first);
	last = dp_utf8_offset(s, last);
	return dpi_x_text(last > first ? (dp_str){ s.p + first, last - first } :
					 DP_S(""));
}

value
dpi_x_fn_join(eval *v, node *n)
{
	value x, otherwise, sep = dpi_x_arg(v, n, 1);
	struct dp_buf made = { 0 };
	dp_str between = dpi_x_string(v, sep);

	if (!list(v, n, &x, &otherwise) || sep.kind == DP_X_ERROR)
		return otherwise;
	for (size_t i = 0; i < x.n_items; i++) {
		if (i)
			dp_buf_str(&made, between);
		dp_buf_str(&made, dpi_x_string(v, x.item[i]));
	}
	x = dpi_x_text(made.n ? dp_keep(&v->b->text, dp_buf_view(&made)) :
				DP_S(""));
	dp_buf_done(&made);
	return x;
}

/* ---- order ------------------------------------------------------------ */

value
dpi_x_fn_uniques(eval *v, node *n)
{
	struct dpi_strtab seen = { 0 };
	struct growing g = { 0 };
	value x, otherwise;

	if (!list(v, n, &x, &otherwise))
		return otherwise;
	for (size_t i = 0; i < x.n_items; i++) {
		bool added;

		(void)dpi_strtab_add(&seen, dpi_x_string(v, x.item[i]), &added);
		if (added)
			put(&g, x.item[i]);
	}
	dpi_strtab_done(&seen);
	return finished(v, &g);
}

value
dpi_x_fn_reverse(eval *v, node *n)
{
	struct growing g = { 0 };
	value x, otherwise;

	if (!list(v, n, &x, &otherwise))
		return otherwise;
	for (size_t i = x.n_items; i-- > 0;)
		put(&g, x.item[i]);
	return finished(v, &g);
}

static int
compare(const void *a, const void *b)
{
	const value *x = a, *y = b;
	int order = 0;

	if (dpi_x_order(x, y, &order) && order != 0)
		return order;
	return dp_str_cmp(x->text, y->text);
}

value
dpi_x_fn_sort(eval *v, node *n)
{
	struct growing g = { 0 };
	value x, otherwise;

	if (!list(v, n, &x, &otherwise))
		return otherwise;
	for (size_t i = 0; i < x.n_items; i++)
		put(&g, x.item[i]);
	if (g.n)
		qsort(g.item, g.n, sizeof *g.item, compare);
	return finished(v, &g);
}
