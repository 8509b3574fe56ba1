/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's operators, its questions about values, and what chooses or repeats.
 * An error among the arguments of a function is its result; a control looks
 * at its arguments one by one.
 */
#include "op/grel.h"

#include <math.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

/* Items that forRange makes at most. */
#define RANGE_MAX 100000

/* ---- operators -------------------------------------------------------- */

static value
of_wholes(enum dpi_x_op op, int64_t x, int64_t y)
{
	/* as in Java, what is too large wraps round */
	uint64_t a = (uint64_t)x, b = (uint64_t)y;

	switch (op) {
	case DPI_X_ADD:
		return dpi_grel_whole((int64_t)(a + b));
	case DPI_X_SUB:
		return dpi_grel_whole((int64_t)(a - b));
	case DPI_X_MUL:
		return dpi_grel_whole((int64_t)(a * b));
	case DPI_X_DIV:
		if (y == -1)
			return dpi_grel_whole((int64_t)(0 - a));
		return y == 0 ? dpi_x_error() : dpi_grel_whole(x / y);
	case DPI_X_MOD:
		if (y == -1)
			return dpi_grel_whole(0);
		return y == 0 ? dpi_x_error() : dpi_grel_whole(x % y);
	case DPI_X_LT:
		return dpi_x_bool(x < y);
	case DPI_X_LE:
		return dpi_x_bool(x <= y);
	case DPI_X_GT:
		return dpi_x_bool(x > y);
	case DPI_X_GE:
		return dpi_x_bool(x >= y);
	default:
		return dpi_x_null();
	}
}

static value
of_doubles(enum dpi_x_op op, double x, double y)
{
	switch (op) {
	case DPI_X_ADD:
		return dpi_grel_number(x + y);
	case DPI_X_SUB:
		return dpi_grel_number(x - y);
	case DPI_X_MUL:
		return dpi_grel_number(x * y);
	case DPI_X_DIV:
		return dpi_grel_number(x / y);
	case DPI_X_MOD:
		return dpi_grel_number(fmod(x, y));
	case DPI_X_LT:
		return dpi_x_bool(x < y);
	case DPI_X_LE:
		return dpi_x_bool(x <= y);
	case DPI_X_GT:
		return dpi_x_bool(x > y);
	case DPI_X_GE:
		return dpi_x_bool(x >= y);
	default:
		return dpi_x_null();
	}
}

static value
joined(eval *v, value a, value b)
{
	dp_str x = dpi_grel_string(v, a), y = dpi_grel_string(v, b);
	char *p = dp_arena_text(&v->b->text, x.n + y.n + 1);

	if (x.n)
		memcpy(p, x.p, x.n);
	if (y.n)
		memcpy(p + x.n, y.p, y.n);
	return dpi_x_text((dp_str){ p, x.n + y.n });
}

value
dpi_grel_operator(eval *v, node *n)
{
	value a, b;
	double x, y;

	/* -x is 0 - x */
	a = n->op == DPI_X_MINUS ? dpi_grel_whole(0) : dpi_x_arg(v, n, 0);
	b = dpi_x_arg(v, n, n->op != DPI_X_MINUS);
	if (a.kind == DP_X_ERROR)
		return a;
	if (b.kind == DP_X_ERROR)
		return b;
	if (n->op == DPI_X_EQ || n->op == DPI_X_NE)
		return dpi_x_bool(dpi_grel_same(a, b) == (n->op == DPI_X_EQ));
	if (a.kind == DP_X_NULL || b.kind == DP_X_NULL)
		return dpi_x_null();
	if (a.kind == DP_X_WHOLE && b.kind == DP_X_WHOLE)
		return of_wholes(n->op == DPI_X_MINUS ? DPI_X_SUB : n->op,
				 a.whole, b.whole);
	if (dpi_grel_double(a, &x) && dpi_grel_double(b, &y))
		return of_doubles(n->op == DPI_X_MINUS ? DPI_X_SUB : n->op, x,
				  y);
	return n->op == DPI_X_ADD ? joined(v, a, b) : dpi_x_null();
}

/* ---- what a value is -------------------------------------------------- */

static bool
blank(value x)
{
	return x.kind == DP_X_ERROR || dpi_x_blank(x);
}

static value
is_blank(eval *v, node *n)
{
	return dpi_x_bool(blank(dpi_x_arg(v, n, 0)));
}

static value
is_non_blank(eval *v, node *n)
{
	return dpi_x_bool(!blank(dpi_x_arg(v, n, 0)));
}

static value
is_null(eval *v, node *n)
{
	return dpi_x_bool(dpi_x_arg(v, n, 0).kind == DP_X_NULL);
}

static value
is_not_null(eval *v, node *n)
{
	return dpi_x_bool(dpi_x_arg(v, n, 0).kind != DP_X_NULL);
}

static value
is_error(eval *v, node *n)
{
	return dpi_x_bool(dpi_x_arg(v, n, 0).kind == DP_X_ERROR);
}

static value
is_empty_string(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);

	return dpi_x_bool(x.kind == DP_X_TEXT && x.text.n == 0);
}

/* A text is numeric when it is digits only, and so is "". */
static value
is_numeric(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	double d;

	if (x.kind == DP_X_ERROR || x.kind == DP_X_NULL)
		return dpi_x_error();
	if (x.kind != DP_X_TEXT)
		return dpi_x_bool(dpi_grel_double(x, &d));
	for (size_t i = 0; i < x.text.n; i++)
		if (x.text.p[i] < '0' || x.text.p[i] > '9')
			return dpi_x_bool(false);
	return dpi_x_bool(true);
}

static value
type(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);

	switch (x.kind) {
	case DP_X_ERROR:
		return x;
	case DP_X_TEXT:
		return dpi_x_text(DP_S("string"));
	case DP_X_BOOL:
		return dpi_x_text(DP_S("boolean"));
	case DP_X_NUMBER:
	case DP_X_WHOLE:
		return dpi_x_text(DP_S("number"));
	case DP_X_DATE:
		return dpi_x_text(DP_S("date"));
	case DP_X_LIST:
		return dpi_x_text(DP_S("array"));
	case DP_X_NULL:
		break;
	}
	return dpi_x_text(DP_S("undefined"));
}

/*
 * The text of a cell as what it was before it became a text: a number, a
 * date, yes or no, when it is written as Java writes those.
 */
static value
typed(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), y;
	dp_str s = x.text;

	if (x.kind != DP_X_TEXT)
		return x;
	if (dp_str_is(s, "true") || dp_str_is(s, "false"))
		return dpi_x_bool(s.n == 4);
	if (s.n && strchr("-0123456789IN", s.p[0]) &&
	    dpi_grel_read_number(s, &y) && dp_str_eq(s, dpi_grel_string(v, y)))
		return y;
	if (s.n >= 20 && s.p[s.n - 1] == 'Z' && s.p[10] == 'T') {
		struct dp_date_opts o = { DP_DATE_YMD, false, false, 50 };
		struct dp_date d;

		if (dp_date_read(s, &o, &d) && d.precision == DP_DATE_SECOND)
			return dpi_grel_date(dp_date_days(&d) * 86400000 +
					     (d.hour * 3600 + d.minute * 60 +
					      d.second) *
						     INT64_C(1000) +
					     d.nanosecond / 1000000);
	}
	return x;
}

/* ---- what facets ask -------------------------------------------------- */

/* Is X, or one of its items, among the choices of a list facet? */
static value
facet(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	size_t n_items = x.kind == DP_X_LIST ? x.n_items : 1;

	for (size_t k = 0; k < n_items; k++)
		for (size_t i = 1; i < n->n; i++)
			if (dpi_grel_same(x.kind == DP_X_LIST ? x.item[k] : x,
					  dpi_x_arg(v, n, i)))
				return dpi_x_bool(true);
	return dpi_x_bool(false);
}

/*
 * Is X, a number or a date, from the second up to below the third? A date may
 * be the third.
 */
static value
in_range(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	bool date = x.kind == DP_X_DATE;
	double d, from, to;

	if (date)
		x = dpi_grel_whole(x.whole);
	return dpi_x_bool(dpi_grel_double(x, &d) &&
			  dpi_grel_double(dpi_x_arg(v, n, 1), &from) &&
			  dpi_grel_double(dpi_x_arg(v, n, 2), &to) &&
			  d >= from && (d < to || (date && d == to)));
}

/* ---- yes and no ------------------------------------------------------- */

static value
all_of(eval *v, node *n)
{
	bool yes = true;

	for (size_t i = 0; i < n->n; i++) {
		value x = dpi_x_arg(v, n, i);

		if (x.kind != DP_X_BOOL)
			return dpi_x_error();
		yes = yes && x.yes;
	}
	return dpi_x_bool(yes);
}

static value
any_of(eval *v, node *n)
{
	bool yes = false;

	for (size_t i = 0; i < n->n; i++) {
		value x = dpi_x_arg(v, n, i);

		if (x.kind != DP_X_BOOL)
			return dpi_x_error();
		yes = yes || x.yes;
	}
	return dpi_x_bool(yes);
}

static value
not_it(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);

	return x.kind == DP_X_BOOL ? dpi_x_bool(!x.yes) : dpi_x_error();
}

static value
coalesce(eval *v, node *n)
{
	for (size_t i = 0; i < n->n; i++) {
		value x = dpi_x_arg(v, n, i);

		if (x.kind != DP_X_NULL)
			return x;
	}
	return dpi_x_null();
}

/* ---- controls --------------------------------------------------------- */

static value
if_else(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);

	if (x.kind == DP_X_ERROR)
		return x;
	if (!dpi_x_yes(x) && n->n < 3)
		return dpi_x_null();
	return dpi_x_arg(v, n, dpi_x_yes(x) ? 1 : 2);
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

	if (blank(x))
		return dpi_x_arg(v, n, 3);
	let(v, n, 1, x);
	return dpi_x_arg(v, n, 2);
}

static value
for_each(eval *v, node *n)
{
	struct dpi_grel_list made = { 0 };
	value x = dpi_x_arg(v, n, 0);

	if (x.kind != DP_X_LIST)
		return dpi_x_error();
	for (size_t i = 0; i < x.n_items; i++) {
		let(v, n, 1, x.item[i]);
		dpi_grel_put(&made, dpi_x_arg(v, n, 2));
	}
	return dpi_grel_finish(v, &made);
}

static value
for_each_index(eval *v, node *n)
{
	struct dpi_grel_list made = { 0 };
	value x = dpi_x_arg(v, n, 0);

	if (x.kind != DP_X_LIST)
		return dpi_x_error();
	for (size_t i = 0; i < x.n_items; i++) {
		let(v, n, 1, dpi_grel_whole((int64_t)i));
		let(v, n, 2, x.item[i]);
		dpi_grel_put(&made, dpi_x_arg(v, n, 3));
	}
	return dpi_grel_finish(v, &made);
}

static value
filter(eval *v, node *n)
{
	struct dpi_grel_list made = { 0 };
	value x = dpi_x_arg(v, n, 0);

	if (x.kind != DP_X_LIST)
		return dpi_x_error();
	for (size_t i = 0; i < x.n_items; i++) {
		let(v, n, 1, x.item[i]);
		if (dpi_x_yes(dpi_x_arg(v, n, 2)))
			dpi_grel_put(&made, x.item[i]);
	}
	return dpi_grel_finish(v, &made);
}

static value
for_range(eval *v, node *n)
{
	struct dpi_grel_list made = { 0 };
	value from = dpi_x_arg(v, n, 0), to = dpi_x_arg(v, n, 1);
	value by = dpi_x_arg(v, n, 2);

	if (from.kind != DP_X_WHOLE || to.kind != DP_X_WHOLE ||
	    by.kind != DP_X_WHOLE || by.whole <= 0)
		return dpi_x_error();
	for (int64_t i = from.whole; i < to.whole && made.n < RANGE_MAX;) {
		let(v, n, 3, dpi_grel_whole(i));
		dpi_grel_put(&made, dpi_x_arg(v, n, 4));
		if (i > to.whole - by.whole)
			break;
		i += by.whole;
	}
	return dpi_grel_finish(v, &made);
}

const struct dpi_x_function dpi_grel_of_values[] = {
	DPI_GREL("isBlank", 1, 1, false, is_blank),
	DPI_GREL("isNonBlank", 1, 1, false, is_non_blank),
	DPI_GREL("isNull", 1, 1, false, is_null),
	DPI_GREL("isNotNull", 1, 1, false, is_not_null),
	DPI_GREL("isError", 1, 1, false, is_error),
	DPI_GREL("isEmptyString", 1, 1, false, is_empty_string),
	DPI_GREL("isNumeric", 1, 1, false, is_numeric),
	DPI_GREL("type", 1, 1, false, type),
	DPI_GREL("typed", 1, 1, false, typed),
	DPI_GREL("facet", 2, DPI_X_ANY, false, facet),
	DPI_GREL("inRange", 3, 3, false, in_range),
	DPI_GREL("and", 1, DPI_X_ANY, false, all_of),
	DPI_GREL("or", 1, DPI_X_ANY, false, any_of),
	DPI_GREL("not", 1, 1, false, not_it),
	DPI_GREL("coalesce", 1, DPI_X_ANY, false, coalesce),
	DPI_GREL("if", 2, 3, false, if_else),
	DPI_GREL("with", 3, 3, false, with),
	DPI_GREL("forNonBlank", 4, 4, false, for_non_blank),
	DPI_GREL("forEach", 3, 3, false, for_each),
	DPI_GREL("forEachIndex", 4, 4, false, for_each_index),
	DPI_GREL("forRange", 5, 5, false, for_range),
	DPI_GREL("filter", 3, 3, false, filter),
	{ NULL, 0, 0, false, false, false, false, NULL },
};
