/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions of numbers. What else there is of mathematics is in
 * grel_mathematics.c.
 */
#include "op/grel.h"

#include <math.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

static value
to_number(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), y;
	double d;

	if (x.kind == DP_X_NULL)
		return dpi_grel_expects(v, n, "one non-null argument");
	if (dpi_grel_double(x, &d))
		return x;
	if (x.kind != DP_X_TEXT || x.text.n == 0 ||
	    !dpi_grel_read_number(x.text, &y))
		return dpi_grel_fail(v, "Unable to parse as number");
	return y;
}

/* The first argument through F, as a whole number. */
static value
through(eval *v, node *n, double (*f)(double))
{
	double d;

	return dpi_grel_double(dpi_x_arg(v, n, 0), &d) ?
		       dpi_grel_whole(dpi_grel_long(f(d))) :
		       dpi_grel_expects(v, n, "a number");
}

static value
floored(eval *v, node *n)
{
	return through(v, n, floor);
}

static value
ceiled(eval *v, node *n)
{
	return through(v, n, ceil);
}

/* Not floor(d + 0.5), which is wrong just below a half. */
static double
half_up(double d)
{
	double below = floor(d);

	return d - below >= 0.5 ? below + 1 : below;
}

static value
rounded(eval *v, node *n)
{
	return through(v, n, half_up);
}

static value
absolute(eval *v, node *n)
{
	double d;

	return dpi_grel_double(dpi_x_arg(v, n, 0), &d) ?
		       dpi_grel_number(fabs(d)) :
		       dpi_grel_expects(v, n, "a number");
}

/* Two numbers through F, as a double; SAY is how it calls for them. */
static value
of_two(eval *v, node *n, double (*f)(double, double), const char *say)
{
	double x, y;

	return dpi_grel_double(dpi_x_arg(v, n, 0), &x) &&
			       dpi_grel_double(dpi_x_arg(v, n, 1), &y) ?
		       dpi_grel_number(f(x, y)) :
		       dpi_grel_expects(v, n, say);
}

/* With what is no number the result is none. */
static double
smaller(double x, double y)
{
	return isnan(x) || isnan(y) ? (double)NAN : fmin(x, y);
}

static double
larger(double x, double y)
{
	return isnan(x) || isnan(y) ? (double)NAN : fmax(x, y);
}

static value
least(eval *v, node *n)
{
	return of_two(v, n, smaller, "2 numbers");
}

static value
greatest(eval *v, node *n)
{
	return of_two(v, n, larger, "2 numbers");
}

static value
raised(eval *v, node *n)
{
	return of_two(v, n, pow, "two numbers");
}

static value
mod(eval *v, node *n)
{
	int32_t a, b;

	if (!dpi_grel_arg_int(v, n, 0, &a) || !dpi_grel_arg_int(v, n, 1, &b))
		return dpi_grel_expects(v, n, "2 numbers");
	if (b == 0)
		return dpi_grel_fail(
			v, "java.lang.ArithmeticException: / by zero");
	return dpi_grel_whole(b == -1 ? 0 : a % b);
}

const struct dpi_x_function dpi_grel_of_numbers[] = {
	DPI_GREL("toNumber", 1, 1, false, to_number),
	DPI_GREL("round", 1, 1, false, rounded),
	DPI_GREL("floor", 1, 1, false, floored),
	DPI_GREL("ceil", 1, 1, false, ceiled),
	DPI_GREL("abs", 1, 1, false, absolute),
	DPI_GREL("min", 2, 2, false, least),
	DPI_GREL("max", 2, 2, false, greatest),
	DPI_GREL("mod", 2, 2, false, mod),
	DPI_GREL("pow", 2, 2, false, raised),
	DPI_GREL_END,
};
