/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions of numbers.
 */
#include "op/grel.h"

#include <math.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

static value
to_number(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	double d;

	if (dpi_grel_double(x, &d))
		return x;
	if (x.kind != DP_X_TEXT || !dpi_grel_read_number(x.text, &x))
		return dpi_x_error();
	return x;
}

/* D as Java's (long). */
static value
whole(double d)
{
	if (isnan(d))
		return dpi_grel_whole(0);
	if (d >= 9223372036854775808.0)
		return dpi_grel_whole(INT64_MAX);
	return dpi_grel_whole(d < -9223372036854775808.0 ? INT64_MIN :
							   (int64_t)d);
}

/* The first argument through F, as a whole number. */
static value
through(eval *v, node *n, double (*f)(double))
{
	double d;

	return dpi_grel_double(dpi_x_arg(v, n, 0), &d) ? whole(f(d)) :
							 dpi_x_error();
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

static double
half_up(double d)
{
	return floor(d + 0.5);
}

static value
rounded(eval *v, node *n)
{
	return through(v, n, half_up);
}

/* One or two numbers through F, as a double. */
static value
real(eval *v, node *n, double (*f)(double, double))
{
	double x, y = 0;

	if (!dpi_grel_double(dpi_x_arg(v, n, 0), &x) ||
	    (n->n > 1 && !dpi_grel_double(dpi_x_arg(v, n, 1), &y)))
		return dpi_x_error();
	return dpi_grel_number(f(x, y));
}

static double
size(double x, double y)
{
	(void)y;
	return fabs(x);
}

static double
exponential(double x, double y)
{
	(void)y;
	return exp(x);
}

static double
logarithm(double x, double y)
{
	(void)y;
	return log(x);
}

static double
logarithm_10(double x, double y)
{
	(void)y;
	return log10(x);
}

static value
absolute(eval *v, node *n)
{
	return real(v, n, size);
}

static value
raised(eval *v, node *n)
{
	return real(v, n, pow);
}

static value
least(eval *v, node *n)
{
	return real(v, n, fmin);
}

static value
greatest(eval *v, node *n)
{
	return real(v, n, fmax);
}

static value
natural(eval *v, node *n)
{
	return real(v, n, logarithm);
}

static value
decimal(eval *v, node *n)
{
	return real(v, n, logarithm_10);
}

static value
exponent(eval *v, node *n)
{
	return real(v, n, exponential);
}

static value
mod(eval *v, node *n)
{
	double x, y;
	value a, b;

	if (!dpi_grel_double(dpi_x_arg(v, n, 0), &x) ||
	    !dpi_grel_double(dpi_x_arg(v, n, 1), &y))
		return dpi_x_error();
	a = whole(x);
	b = whole(y);
	if (b.whole == 0)
		return dpi_x_error();
	return dpi_grel_whole(b.whole == -1 ? 0 : a.whole % b.whole);
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
	DPI_GREL("exp", 1, 1, false, exponent),
	DPI_GREL("ln", 1, 1, false, natural),
	DPI_GREL("log", 1, 1, false, decimal),
	{ NULL, 0, 0, false, false, false, false, NULL },
};
