/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's controls: what chooses, repeats and names values. They look at their
 * arguments one by one.
 */
#include "op/grel.h"

#include <math.h>
#include <stdlib.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

/* Items that forRange makes at most. */
#define RANGE_MAX 100000

static value
if_else(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);

	if (x.kind == DP_X_ERROR)
		return x;
	return dpi_x_arg(v, n, dpi_grel_yes(x) ? 1 : 2);
}

/* Gives the variable that argument I names the value X. */
static void
let(eval *v, node *n, size_t i, value x)
{
	v->l->var[v->e->node[v->e->arg[n->first + i]].n] = x;
}

static value
with(eval *v, node *n)
{
	let(v, n, 1, dpi_x_arg(v, n, 0));
	return dpi_x_arg(v, n, 2);
}

static value
for_non_blank(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);

	if (x.kind == DP_X_ERROR || dpi_x_blank(x))
		return dpi_x_arg(v, n, 3);
	let(v, n, 1, x);
	return dpi_x_arg(v, n, 2);
}

/*
 * Each item of the first argument in turn, as the variables that INDEX and
 * ITEM name (0: none does); KEEP: those for which the last argument is yes,
 * else what it gives.
 */
static value
each(eval *v, node *n, size_t index, size_t item, bool keep)
{
	struct dpi_grel_list made = { 0 };
	value x = dpi_x_arg(v, n, 0);

	if (x.kind == DP_X_ERROR)
		return x;
	if (x.kind != DP_X_LIST || (keep && x.key))
		return dpi_grel_fail(
			v, "%s",
			keep  ? "First argument is not an array" :
			index ? "First argument to forEach is not an array" :
				"First argument to forEach is not an array or "
				"JSON object");
	for (size_t i = 0; i < x.n_items; i++) {
		value now = x.item[i], y;

		/* the fields of an object come as they are written */
		if (x.key && now.kind == DP_X_TEXT)
			now = dpi_grel_json_text(v, now);
		/* as OpenRefine has it: no variable there holds nothing */
		if (index && now.kind == DP_X_NULL) {
			free(made.item);
			return dpi_grel_fail(v,
					     "java.lang.NullPointerException");
		}
		if (index)
			let(v, n, index, dpi_grel_whole((int64_t)i));
		let(v, n, item, now);
		y = dpi_x_arg(v, n, n->n - 1);
		if (!keep)
			dpi_grel_put(&made, y);
		else if (y.kind == DP_X_BOOL && y.yes)
			dpi_grel_put(&made, now);
	}
	return dpi_grel_finish(v, &made);
}

static value
for_each(eval *v, node *n)
{
	return each(v, n, 0, 1, false);
}

static value
for_each_index(eval *v, node *n)
{
	return each(v, n, 1, 2, false);
}

static value
filter(eval *v, node *n)
{
	return each(v, n, 0, 1, true);
}

static bool
integral(value x, double d)
{
	return x.kind == DP_X_WHOLE || d - (double)dpi_grel_long(d) == 0;
}

/* Counts in whole numbers where the first and the step are; else in others. */
static value
for_range(eval *v, node *n)
{
	struct dpi_grel_list made = { 0 };
	value x[3];
	double d[3], at;
	bool whole;

	for (size_t i = 0; i < 3; i++) {
		x[i] = dpi_x_arg(v, n, i);
		if (x[i].kind == DP_X_ERROR)
			return x[i];
	}
	for (size_t i = 0; i < 3; i++)
		if (!dpi_grel_double(x[i], &d[i]))
			return dpi_grel_fail(v, "First, second, and third "
						"arguments of forRange must "
						"all be numbers");
	whole = integral(x[0], d[0]) && integral(x[2], d[2]);
	/* what is behind the point is lost in either case */
	at = trunc(d[0]);
	d[2] = trunc(d[2]);
	while (at < d[1] && made.n < RANGE_MAX) {
		let(v, n, 3,
		    whole ? dpi_grel_whole(dpi_grel_long(at)) :
			    dpi_grel_number(at));
		dpi_grel_put(&made, dpi_x_arg(v, n, 4));
		at += d[2];
		if (d[2] <= 0)
			break;
	}
	if (d[2] <= 0 && at < d[1]) {
		/* it would go on for ever, there */
		free(made.item);
		return dpi_x_error();
	}
	return dpi_grel_finish(v, &made);
}

const struct dpi_x_function dpi_grel_of_controls[] = {
	DPI_GREL_CONTROL("if", 3, 3, if_else),
	DPI_GREL_CONTROL("with", 3, 3, with),
	DPI_GREL_CONTROL("forNonBlank", 4, 4, for_non_blank),
	DPI_GREL_CONTROL("forEach", 3, 3, for_each),
	DPI_GREL_CONTROL("forEachIndex", 4, 4, for_each_index),
	DPI_GREL_CONTROL("forRange", 5, 5, for_range),
	DPI_GREL_CONTROL("filter", 3, 3, filter),
	DPI_GREL_END,
};
