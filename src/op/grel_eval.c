/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's operators, and its questions about values.
 */
#include "op/grel.h"

#include <math.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

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
		if (y == 0)
			return x == 0 ? dpi_grel_number((double)NAN) :
					dpi_x_error();
		return dpi_grel_whole(x / y);
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

	/* -5 is a double, whatever 5 is; -x is ours: 0 - x */
	if (n->op == DPI_X_MINUS &&
	    v->e->node[v->e->arg[n->first]].op == DPI_X_CONST &&
	    dpi_grel_double(dpi_x_arg(v, n, 0), &x))
		return dpi_grel_number(-x);
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
	if (a.kind == DP_X_WHOLE && b.kind == DP_X_WHOLE) {
		a = of_wholes(n->op == DPI_X_MINUS ? DPI_X_SUB : n->op, a.whole,
			      b.whole);
		return a.kind == DP_X_ERROR ?
			       dpi_grel_fail(v, "java.lang.ArithmeticException:"
						" / by zero") :
			       a;
	}
	if (dpi_grel_double(a, &x) && dpi_grel_double(b, &y))
		return of_doubles(n->op == DPI_X_MINUS ? DPI_X_SUB : n->op, x,
				  y);
	return n->op == DPI_X_ADD ? joined(v, a, b) : dpi_x_null();
}

/* ---- what a value is -------------------------------------------------- */

bool
dpi_grel_yes(value x)
{
	if (x.kind != DP_X_TEXT)
		return x.kind == DP_X_BOOL && x.yes;
	for (size_t i = 0; i < 4 && x.text.n == 4; i++)
		if ((x.text.p[i] | 0x20) != "true"[i])
			return false;
	return x.text.n == 4;
}

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
	uint32_t c;

	if (x.kind == DP_X_NULL)
		return dpi_grel_fail(v, DPI_GREL_NOTHING, "o");
	if (x.kind != DP_X_TEXT)
		return dpi_x_bool(dpi_grel_double(x, &d));
	for (size_t i = 0; i < x.text.n;) {
		unsigned bytes = dp_utf8_decode(x.text.p + i, x.text.n - i, &c);

		if (strcmp(dp_category(c), "Nd") != 0)
			return dpi_x_bool(false);
		i += bytes ? bytes : 1;
	}
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
		if (x.yes)
			return dpi_x_text(
				x.key ? DP_S("com.fasterxml.jackson.databind."
					     "node.ObjectNode") :
					DP_S("com.fasterxml.jackson.databind."
					     "node.ArrayNode"));
		return dpi_x_text(DP_S("array"));
	case DP_X_NULL:
		break;
	}
	return dpi_x_text(DP_S("undefined"));
}

/* ---- yes and no ------------------------------------------------------- */

/* The first two must be yes or no; of what follows, "true" is yes as well. */
static bool
two_truths(eval *v, node *n)
{
	return n->n >= 2 && dpi_x_arg(v, n, 0).kind == DP_X_BOOL &&
	       dpi_x_arg(v, n, 1).kind == DP_X_BOOL;
}

/* Is one of the arguments YES? */
static bool
has(eval *v, node *n, bool yes)
{
	for (size_t i = 0; i < n->n; i++)
		if (dpi_grel_yes(dpi_x_arg(v, n, i)) == yes)
			return true;
	return false;
}

static value
all_of(eval *v, node *n)
{
	return two_truths(v, n) ?
		       dpi_x_bool(!has(v, n, false)) :
		       dpi_grel_expects(v, n, "two or more booleans");
}

static value
any_of(eval *v, node *n)
{
	return two_truths(v, n) ?
		       dpi_x_bool(has(v, n, true)) :
		       dpi_grel_expects(v, n, "two or more booleans");
}

static value
one_of_two(eval *v, node *n)
{
	return two_truths(v, n) ? dpi_x_bool(dpi_x_arg(v, n, 0).yes !=
					     dpi_x_arg(v, n, 1).yes) :
				  dpi_grel_expects(v, n, "2 or more booleans");
}

static value
not_it(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);

	return x.kind == DP_X_BOOL ? dpi_x_bool(!x.yes) :
				     dpi_grel_expects(v, n, "a boolean");
}

static value
coalesce(eval *v, node *n)
{
	if (n->n < 2)
		return dpi_grel_expects(v, n, "at least two arguments");
	for (size_t i = 0; i < n->n; i++) {
		value x = dpi_x_arg(v, n, i);

		if (x.kind != DP_X_NULL)
			return x;
	}
	return dpi_x_null();
}

const struct dpi_x_function dpi_grel_of_values[] = {
	DPI_GREL_CONTROL("isBlank", 1, 1, is_blank),
	DPI_GREL_CONTROL("isNonBlank", 1, 1, is_non_blank),
	DPI_GREL_CONTROL("isNull", 1, 1, is_null),
	DPI_GREL_CONTROL("isNotNull", 1, 1, is_not_null),
	DPI_GREL_CONTROL("isError", 1, 1, is_error),
	DPI_GREL_CONTROL("isEmptyString", 1, 1, is_empty_string),
	DPI_GREL_CONTROL("isNumeric", 1, 1, is_numeric),
	DPI_GREL("type", 1, 1, false, type),
	DPI_GREL("and", 1, DPI_X_ANY, false, all_of),
	DPI_GREL("or", 1, DPI_X_ANY, false, any_of),
	DPI_GREL("xor", 1, DPI_X_ANY, false, one_of_two),
	DPI_GREL("not", 1, 1, false, not_it),
	DPI_GREL("coalesce", 1, DPI_X_ANY, false, coalesce),
	DPI_GREL_END,
};
