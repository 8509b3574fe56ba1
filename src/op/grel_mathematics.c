/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions of mathematics: angles, powers, factorials, divisors.
 */
#include "op/grel.h"

#include <math.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

#define PI 3.141592653589793
/* Largest number of which factorials and combinations are tried. */
#define COUNT_MAX 5000

/* ---- of one number ---------------------------------------------------- */

/* The functions of one number, each with the name it is called by. */
static double
degrees(double d)
{
	return d * (180 / PI);
}

static double
radians(double d)
{
	return d * (PI / 180);
}

/* Java's is the double next to it, which log10 misses now and then. */
static double
logarithm(double d)
{
	return (double)log10l((long double)d);
}

/* These three as fdlibm has them, which Java uses: to the last digit. */
static double
hyperbolic_sine(double d)
{
	double x = fabs(d), half = d < 0 ? -0.5 : 0.5, t;

	if (!isfinite(d) || x >= 22)
		return sinh(d);
	t = expm1(x);
	return x < 1 ? half * (2 * t - t * t / (t + 1)) :
		       half * (t + t / (t + 1));
}

static double
hyperbolic_cosine(double d)
{
	double x = fabs(d), t;

	if (!isfinite(d) || x >= 22)
		return cosh(d);
	if (x >= 0.5 * 0.6931471805599453) {
		t = exp(x);
		return 0.5 * t + 0.5 / t;
	}
	t = expm1(x);
	return 1 + t * t / (2 * (1 + t));
}

static double
hyperbolic_tangent(double d)
{
	double x = fabs(d), t, z;

	if (!isfinite(d) || x >= 22)
		return tanh(d);
	t = x >= 1 ? expm1(2 * x) : expm1(-2 * x);
	z = x >= 1 ? 1 - 2 / (t + 2) : -t / (t + 2);
	return d < 0 ? -z : z;
}

/* Up to the next even number. */
static double
even(double d)
{
	d = ceil(d);
	return fmod(d, 2) == 0 ? d : d + 1;
}

static double
odd(double d)
{
	d = ceil(d);
	return fmod(d, 2) == 0 ? d + 1 : d;
}

static value
of_one(eval *v, node *n)
{
	static const struct {
		const char *name;
		double (*f)(double);
	} all[] = {
		{ "exp", exp },
		{ "ln", log },
		{ "log", logarithm },
		{ "sin", sin },
		{ "cos", cos },
		{ "tan", tan },
		{ "asin", asin },
		{ "acos", acos },
		{ "atan", atan },
		{ "sinh", hyperbolic_sine },
		{ "cosh", hyperbolic_cosine },
		{ "tanh", hyperbolic_tangent },
		{ "even", even },
		{ "odd", odd },
		{ "degrees", degrees },
		{ "radians", radians },
	};
	double d;

	if (!dpi_grel_double(dpi_x_arg(v, n, 0), &d))
		return dpi_grel_expects(v, n, "a number");
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strcmp(n->function->name, all[i].name) == 0)
			return dpi_grel_number(all[i].f(d));
	return dpi_x_error();
}

/* ---- of two numbers --------------------------------------------------- */

/* The two arguments as doubles. */
static bool
two(eval *v, node *n, double *x, double *y)
{
	return dpi_grel_double(dpi_x_arg(v, n, 0), x) &&
	       dpi_grel_double(dpi_x_arg(v, n, 1), y);
}

static value
angle(eval *v, node *n)
{
	double x, y;

	return two(v, n, &x, &y) ? dpi_grel_number(atan2(x, y)) :
				   dpi_grel_expects(v, n, "a number");
}

static value
quotient(eval *v, node *n)
{
	double x, y;

	return two(v, n, &x, &y) ? dpi_grel_number(floor(x / y)) :
				   dpi_grel_expects(v, n, "two numbers");
}

static value
divisor(eval *v, node *n)
{
	double x, y, rest;

	if (!two(v, n, &x, &y))
		return dpi_grel_expects(v, n, "two numbers");
	for (; y != 0 && !isnan(y); x = y, y = rest)
		rest = fmod(x, y);
	return dpi_grel_number(isnan(y) ? y : x);
}

static value
multiple(eval *v, node *n)
{
	double x, y, more, less;

	if (!two(v, n, &x, &y))
		return dpi_grel_expects(v, n, "two numbers");
	more = y > x ? y : x;
	less = y > x ? x : y;
	for (double i = 1; i <= more && i < 1e7; i++)
		if (fmod(more * i, less) == 0)
			return dpi_grel_number(more * i);
	return dpi_grel_number(more * less);
}

/* ---- counting --------------------------------------------------------- */

/* The product of N, N - STEP and so on, as far as 1; as in Java it wraps. */
static bool
factorial(eval *v, int64_t n, int64_t step, int64_t *out, value *error)
{
	uint64_t product = 1;
	int64_t low = n;

	if (n < 0) {
		*error = dpi_grel_fail(v, "java.lang.IllegalArgumentException: "
					  "Can't compute the factorial of a "
					  "negative number");
		return false;
	}
	if (n > 1 && (step <= 0 || n / step > COUNT_MAX)) {
		*error = dpi_grel_fail(v, "java.lang.StackOverflowError");
		return false;
	}
	/* from the smallest up, as there, for what it makes of an overflow */
	while (low > 1)
		low -= step;
	if (low < 0 && n > 1) {
		*error = dpi_grel_fail(v, "java.lang.IllegalArgumentException: "
					  "Can't compute the factorial of a "
					  "negative number");
		return false;
	}
	for (low += step; low <= n && n > 1; low += step) {
		product *= (uint64_t)low;
		if ((int64_t)product < 0) {
			*error = dpi_grel_fail(
				v, "java.lang.ArithmeticException: Integer "
				   "overflow computing factorial");
			return false;
		}
	}
	*out = (int64_t)product;
	return true;
}

static value
fact(eval *v, node *n)
{
	int32_t k, step = 1;
	int64_t out;
	value error;

	if (!dpi_grel_arg_int(v, n, 0, &k))
		return dpi_grel_expects(
			v, n,
			n->n > 1 ? "the first parameter to be a number" :
				   "a number");
	if (n->n > 1 && !dpi_grel_arg_int(v, n, 1, &step))
		return dpi_grel_expects(v, n,
					"the second parameter to be a number");
	return factorial(v, k, step, &out, &error) ? dpi_grel_whole(out) :
						     error;
}

/* By Pascal's triangle, each row made of the one above it. */
static value
combinations(eval *v, node *n)
{
	int32_t all, some;
	uint64_t *row;

	if (!dpi_grel_arg_int(v, n, 0, &all))
		return dpi_grel_expects(v, n,
					"the first argument to be a number");
	if (!dpi_grel_arg_int(v, n, 1, &some))
		return dpi_grel_expects(v, n,
					"the second argument to be a number");
	if (all < 0 || some < 0 || all > COUNT_MAX || some > COUNT_MAX)
		return dpi_x_error();
	row = dp_arena_alloc(&v->b->text, ((size_t)some + 1) * sizeof *row);
	memset(row, 0, ((size_t)some + 1) * sizeof *row);
	row[0] = 1;
	for (int32_t i = 1; i <= all; i++)
		for (int32_t k = some; k > 0; k--) {
			row[k] += row[k - 1];
			if ((int64_t)row[k] < 0)
				return dpi_grel_fail(
					v, "java.lang.RuntimeException: Range "
					   "limit exceeded");
		}
	return dpi_grel_whole((int64_t)row[some]);
}

/* As in Java, the sum and the product have 32 bits. */
static value
multinomial(eval *v, node *n)
{
	uint32_t sum = 0, product = 1;
	int64_t one;
	value error;
	int32_t k;

	for (size_t i = 0; i < n->n; i++) {
		if (!dpi_grel_arg_int(v, n, i, &k))
			return dpi_grel_fail(v,
					     "%s expects parameter %zu to be a "
					     "number",
					     n->function->name, i + 1);
		if (!factorial(v, k, 1, &one, &error))
			return error;
		sum += (uint32_t)k;
		product *= (uint32_t)(uint64_t)one;
	}
	if (!factorial(v, (int32_t)sum, 1, &one, &error))
		return error;
	if (product == 0)
		return dpi_grel_fail(
			v, "java.lang.ArithmeticException: / by zero");
	return dpi_grel_whole(one / (int32_t)product);
}

static value
pi(eval *v, node *n)
{
	(void)v;
	(void)n;
	return dpi_grel_number(PI);
}

const struct dpi_x_function dpi_grel_of_mathematics[] = {
	DPI_GREL("exp", 1, 1, false, of_one),
	DPI_GREL("ln", 1, 1, false, of_one),
	DPI_GREL("log", 1, 1, false, of_one),
	DPI_GREL("sin", 1, 1, false, of_one),
	DPI_GREL("cos", 1, 1, false, of_one),
	DPI_GREL("tan", 1, 1, false, of_one),
	DPI_GREL("asin", 1, 1, false, of_one),
	DPI_GREL("acos", 1, 1, false, of_one),
	DPI_GREL("atan", 1, 1, false, of_one),
	DPI_GREL("atan2", 2, 2, false, angle),
	DPI_GREL("sinh", 1, 1, false, of_one),
	DPI_GREL("cosh", 1, 1, false, of_one),
	DPI_GREL("tanh", 1, 1, false, of_one),
	DPI_GREL("degrees", 1, 1, false, of_one),
	DPI_GREL("radians", 1, 1, false, of_one),
	DPI_GREL("even", 1, 1, false, of_one),
	DPI_GREL("odd", 1, 1, false, of_one),
	DPI_GREL("quotient", 2, 2, false, quotient),
	DPI_GREL("gcd", 2, 2, false, divisor),
	DPI_GREL("lcm", 2, 2, false, multiple),
	DPI_GREL("fact", 1, 1, false, fact),
	DPI_GREL("factn", 2, 2, false, fact),
	DPI_GREL("combin", 2, 2, false, combinations),
	DPI_GREL("multinomial", 1, DPI_X_ANY, false, multinomial),
	DPI_GREL("PI", 0, 0, false, pi),
	DPI_GREL_END,
};
