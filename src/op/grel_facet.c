/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the facets of imported histories ask, as functions: of a list it is
 * enough that one item has it.
 */
#include "op/grel.h"
#include "op/sort.h"

#include <math.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

/* Is ASK true of X, or of one of its items? */
static value
any_item(eval *v, node *n, value x, bool (*ask)(eval *, node *, value))
{
	if (x.kind != DP_X_LIST || x.key)
		return dpi_x_bool(ask(v, n, x));
	for (size_t i = 0; i < x.n_items; i++)
		if (ask(v, n, x.item[i]))
			return dpi_x_bool(true);
	return dpi_x_bool(false);
}

static bool
is_blank(value x)
{
	return x.kind != DP_X_ERROR && dpi_x_blank(x);
}

static bool
among(eval *v, node *n, value x)
{
	for (size_t i = 1; i < n->n; i++) {
		value choice = dpi_x_arg(v, n, i);

		if (choice.kind == DP_X_NULL ?
			    is_blank(x) :
			    !is_blank(x) && dpi_grel_same(x, choice))
			return true;
	}
	return false;
}

/* facet(x, choice, …): null is the choice of what is blank. */
static value
facet(eval *v, node *n)
{
	return any_item(v, n, dpi_x_arg(v, n, 0), among);
}

static bool
ranges(eval *v, node *n, value x)
{
	dp_str ticked = dpi_x_arg(v, n, 1).text;
	bool date = dp_str_starts(ticked, "date");
	const char *kind = "in";
	double d = 0, from = 0, to = 0;

	(void)dpi_grel_double(dpi_x_arg(v, n, 2), &from);
	(void)dpi_grel_double(dpi_x_arg(v, n, 3), &to);
	if (x.kind == DP_X_ERROR)
		kind = "error";
	else if (is_blank(x))
		kind = "blank";
	else if (date ? x.kind != DP_X_DATE : !dpi_grel_double(x, &d))
		kind = "other";
	else if (!date && !isfinite(d))
		kind = "error";
	if (dp_str_search(ticked, dp_str_c(kind)) < 0)
		return false;
	if (strcmp(kind, "in") != 0)
		return true;
	if (date)
		d = (double)x.whole;
	return d >= from && (d < to || (date && d == to));
}

/*
 * inRange(x, kinds, from, to): kinds starts with number or date; besides "in"
 * the range there may be "other" values, "blank" and "error".
 */
static value
in_range(eval *v, node *n)
{
	return any_item(v, n, dpi_x_arg(v, n, 0), ranges);
}

static bool
finds(eval *v, node *n, value x)
{
	bool exact = dpi_grel_yes(dpi_x_arg(v, n, 2)), found;
	dp_str s = dpi_grel_shown(v, x);
	struct dp_buf small[2] = { { 0 }, { 0 } };

	if (!s.p)
		return false;
	if (dpi_grel_has_pattern(v, n))
		return dpi_x_find(v, n, s, 0) > 0;
	if (exact)
		return dp_str_search(s, dpi_x_arg(v, n, 1).text) >= 0;
	dp_case_change(s, DP_CASE_LOWER, &small[0]);
	dp_case_change(dpi_x_arg(v, n, 1).text, DP_CASE_LOWER, &small[1]);
	found = dp_str_search(dp_buf_view(&small[0]), dp_buf_view(&small[1])) >=
		0;
	dp_buf_done(&small[0]);
	dp_buf_done(&small[1]);
	return found;
}

/* searched(x, text or pattern, case matters) */
static value
searched(eval *v, node *n)
{
	return any_item(v, n, dpi_x_arg(v, n, 0), finds);
}

/*
 * firstOf(list, type, last): the value that a record is sorted by, the first
 * of those of the type, or the last; where there are others only, one of them,
 * which sort takes for an error.
 */
static value
first_of(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), best = dpi_x_null(), other = best;
	dp_str type = dpi_x_arg(v, n, 1).text;
	bool last = dpi_x_arg(v, n, 2).yes;

	for (size_t i = 0; x.kind == DP_X_LIST && i < x.n_items; i++) {
		int order;

		if (!dpi_sort_order(type, x.item[i], x.item[i], &order)) {
			other = x.item[i];
			continue;
		}
		if (best.kind != DP_X_NULL)
			(void)dpi_sort_order(type, best, x.item[i], &order);
		if (best.kind == DP_X_NULL || (last ? order < 0 : order > 0))
			best = x.item[i];
	}
	return best.kind == DP_X_NULL ? other : best;
}

const struct dpi_x_function dpi_grel_of_facets[] = {
	DPI_GREL("firstOf", 3, 3, false, first_of),
	DPI_GREL_CONTROL("facet", 1, DPI_X_ANY, facet),
	DPI_GREL_CONTROL("inRange", 4, 4, in_range),
	{ "searched", 3, 3, true, false, true, true, false, searched },
	DPI_GREL_END,
};
