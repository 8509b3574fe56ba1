/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of expressions: what is equal, what comes first, what reads as a
 * number. Numbers written as text are compared digit by digit, so that codes
 * of twenty digits stay apart.
 */
#include "op/expr.h"

#include <math.h>

struct dp_expr_value
dpi_x_null(void)
{
	struct dp_expr_value v = { .kind = DP_X_NULL };

	return v;
}

struct dp_expr_value
dpi_x_error(void)
{
	struct dp_expr_value v = { .kind = DP_X_ERROR };

	return v;
}

struct dp_expr_value
dpi_x_bool(bool yes)
{
	struct dp_expr_value v = { .kind = DP_X_BOOL, .yes = yes };

	return v;
}

struct dp_expr_value
dpi_x_text(dp_str text)
{
	struct dp_expr_value v = { .kind = DP_X_TEXT, .text = text };

	return text.p ? v : dpi_x_null();
}

struct dp_expr_value
dpi_x_number(double d)
{
	struct dp_expr_value v = { .kind = DP_X_NUMBER, .number = d };

	return isfinite(d) ? v : dpi_x_error();
}

static size_t
digits(dp_str s, size_t from)
{
	size_t i = from;

	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	return i - from;
}

bool
dpi_x_canonical(dp_str s)
{
	size_t i = s.n > 0 && s.p[0] == '-', n = digits(s, i);

	if (n == 0 || (n > 1 && s.p[i] == '0'))
		return false;
	i += n;
	if (i == s.n)
		return true;
	if (s.p[i] != '.')
		return false;
	n = digits(s, i + 1);
	return n > 0 && i + 1 + n == s.n;
}

/* The parts of a canonical number; fraction without zeros at its end. */
struct parts {
	dp_str whole, fraction;
	bool minus;
};

static struct parts
parts(dp_str s)
{
	struct parts x = { .minus = s.p[0] == '-' };
	const char *p = s.p + x.minus, *end = s.p + s.n;

	x.whole.p = p;
	while (p < end && *p != '.')
		p++;
	x.whole.n = (size_t)(p - x.whole.p);
	x.fraction.p = p < end ? p + 1 : end;
	while (end > x.fraction.p && end[-1] == '0')
		end--;
	x.fraction.n = (size_t)(end - x.fraction.p);
	if (x.fraction.n == 0 && x.whole.n == 1 && *x.whole.p == '0')
		x.minus = false;
	return x;
}

int
dpi_x_decimal_cmp(dp_str a, dp_str b)
{
	struct parts x = parts(a), y = parts(b);
	int c;

	if (x.minus != y.minus)
		return x.minus ? -1 : 1;
	if (x.whole.n != y.whole.n)
		c = x.whole.n < y.whole.n ? -1 : 1;
	else
		c = dp_str_cmp(x.whole, y.whole);
	if (c == 0)
		c = dp_str_cmp(x.fraction, y.fraction);
	return x.minus ? -c : c;
}

bool
dpi_x_yes(struct dp_expr_value v)
{
	if (v.kind == DP_X_BOOL)
		return v.yes;
	return v.kind == DP_X_TEXT && dp_str_is(v.text, "true");
}

bool
dpi_x_blank(struct dp_expr_value v)
{
	return v.kind == DP_X_NULL || (v.kind == DP_X_TEXT && v.text.n == 0);
}

/* True when V is a number or a text that reads as one. */
static bool
numeric(struct dp_expr_value v)
{
	return v.kind == DP_X_NUMBER ||
	       (v.kind == DP_X_TEXT && dpi_x_canonical(v.text));
}

bool
dpi_x_double(struct dp_expr_value v, double *out)
{
	if (v.kind == DP_X_NUMBER) {
		*out = v.number;
		return true;
	}
	return v.kind == DP_X_TEXT && dpi_x_canonical(v.text) &&
	       dp_number_double(v.text, out);
}

/* Order of A and B, both numeric. */
static int
number_cmp(struct dp_expr_value a, struct dp_expr_value b)
{
	double x, y;

	if (a.text.p && b.text.p)
		return dpi_x_decimal_cmp(a.text, b.text);
	if (!dpi_x_double(a, &x) || !dpi_x_double(b, &y))
		return 0;
	return (x > y) - (x < y);
}

bool
dpi_x_equal(struct dp_expr_value a, struct dp_expr_value b)
{
	if (dpi_x_blank(a) || dpi_x_blank(b))
		return dpi_x_blank(a) && dpi_x_blank(b);
	if (a.kind == DP_X_BOOL || b.kind == DP_X_BOOL)
		return a.kind == b.kind && a.yes == b.yes;
	if (a.kind == DP_X_TEXT && b.kind == DP_X_TEXT &&
	    dp_str_eq(a.text, b.text))
		return true;
	return numeric(a) && numeric(b) && number_cmp(a, b) == 0;
}

bool
dpi_x_order(struct dp_expr_value a, struct dp_expr_value b, int *order)
{
	if (dpi_x_blank(a) || dpi_x_blank(b))
		return false;
	if (numeric(a) && numeric(b)) {
		*order = number_cmp(a, b);
		return true;
	}
	if (a.kind != DP_X_TEXT || b.kind != DP_X_TEXT)
		return false;
	*order = dp_str_cmp(a.text, b.text);
	return true;
}
