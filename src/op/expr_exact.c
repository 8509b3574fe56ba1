/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arithmetic on numbers that a double does not hold to the last digit: digit
 * by digit, or not at all. Fifteen digits are what it holds for certain.
 */
#include "op/expr.h"

#include <math.h>

#include "text/decimal.h"

#define SURE_DIGITS 15u
#define SURE 1e15

bool
dpi_x_is_sure(struct dp_expr_value a, struct dp_expr_value b, double result)
{
	return a.text.n + b.text.n <= SURE_DIGITS && fabs(result) < SURE;
}

/* A number of more digits than a double holds. */
static bool
is_long(struct dp_expr_value x)
{
	size_t n = 0;

	for (size_t i = 0; i < x.text.n; i++)
		n += x.text.p[i] >= '0' && x.text.p[i] <= '9';
	return n > SURE_DIGITS;
}

/* X, a number or one as text, as it is written; made in B where it must be. */
static dp_str
digits_of(struct dp_expr_value x, struct dp_batch *b)
{
	struct dp_buf made = { 0 };

	if (x.text.p)
		return x.text;
	dp_number_double_text(x.number, SURE_DIGITS, &made);
	x.text = dp_keep(&b->text, dp_buf_view(&made));
	dp_buf_done(&made);
	return x.text;
}

/* Appends A OP B; false where that has no end or cannot be reckoned. */
static bool
reckon(enum dpi_x_op op, dp_str a, dp_str b, struct dp_buf *out)
{
	switch (op) {
	case DPI_X_ADD:
		return dpi_decimal_plus(a, b, false, out);
	case DPI_X_SUB:
		return dpi_decimal_plus(a, b, true, out);
	case DPI_X_MUL:
		return dpi_decimal_times(a, b, out);
	default:
		return op == DPI_X_MOD && dpi_decimal_rest(a, b, out);
	}
}

struct dp_expr_value
dpi_x_exact(const struct dpi_eval *v, enum dpi_x_op op, struct dp_expr_value a,
	    struct dp_expr_value b, double result)
{
	struct dp_buf made = { 0 };
	struct dp_expr_value x = dpi_x_error();

	if (reckon(op, digits_of(a, v->b), digits_of(b, v->b), &made)) {
		x = dpi_x_number(result);
		x.text = dp_keep(&v->b->text, dp_buf_view(&made));
		(void)dp_number_double(x.text, &x.number);
	} else if (fabs(result) < SURE &&
		   (op != DPI_X_MOD || !(is_long(a) || is_long(b)))) {
		x = dpi_x_number(result);
	}
	dp_buf_done(&made);
	return x;
}
