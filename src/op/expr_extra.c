/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Functions of expressions on numbers, dates and places in a text. Their table
 * is expr_function.c's.
 */
#include "op/expr.h"

#include <math.h>

#include "text/decimal.h"

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

value
dpi_x_fn_value(eval *v, node *n)
{
	return dpi_x_arg(v, n, 0);
}

/* ---- numbers ---------------------------------------------------------- */

/* Argument I as a number in *D; false when it is none, with *OTHERWISE. */
static bool
number(eval *v, node *n, size_t i, double *d, value *otherwise)
{
	value x = dpi_x_arg(v, n, i);

	*otherwise = dpi_x_blank(x) ? dpi_x_null() : dpi_x_error();
	return dpi_x_double(x, d);
}

value
dpi_x_fn_round(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), otherwise;
	struct dp_buf made = { 0 };
	double d, digits = 0;

	if (dpi_x_blank(x))
		return dpi_x_null();
	if (!dpi_x_double(x, &d) ||
	    (n->n > 1 && !number(v, n, 1, &digits, &otherwise)) ||
	    digits < -18 || digits > 18)
		return dpi_x_error();
	if (!dpi_decimal_round(dpi_x_string(v, x), (int)digits,
			       DPI_ROUND_HALF_UP, &made)) {
		dp_buf_done(&made);
		return dpi_x_error();
	}
	x = dpi_x_error();
	if (dp_number_double(dp_buf_view(&made), &d)) {
		x = dpi_x_number(d);
		x.text = dp_keep(&v->b->text, dp_buf_view(&made));
	}
	dp_buf_done(&made);
	return x;
}

/*
 * The first argument through F; one of more digits than a double holds is
 * rounded HOW.
 */
static value
through(eval *v, node *n, double (*f)(double), enum dpi_rounding how)
{
	struct dp_buf made = { 0 };
	value x = dpi_x_arg(v, n, 0), otherwise;
	double d;

	if (!number(v, n, 0, &d, &otherwise))
		return otherwise;
	if (dpi_x_is_sure(x, x, 2 * d) ||
	    !dpi_decimal_round(x.text, 0, how, &made))
		return dpi_x_number(f(d));
	x = dpi_x_number(f(d));
	x.text = dp_keep(&v->b->text, dp_buf_view(&made));
	dp_buf_done(&made);
	return x;
}

/* Is the first argument below 0? */
static bool
is_below(eval *v, node *n)
{
	double d;

	return dpi_x_double(dpi_x_arg(v, n, 0), &d) && d < 0;
}

value
dpi_x_fn_floor(eval *v, node *n)
{
	return through(v, n, floor,
		       is_below(v, n) ? DPI_ROUND_UP : DPI_ROUND_DOWN);
}

value
dpi_x_fn_ceil(eval *v, node *n)
{
	return through(v, n, ceil,
		       is_below(v, n) ? DPI_ROUND_DOWN : DPI_ROUND_UP);
}

value
dpi_x_fn_abs(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), otherwise;
	double d;

	if (!number(v, n, 0, &d, &otherwise))
		return otherwise;
	otherwise = dpi_x_number(fabs(d));
	/* its digits stay, without the sign */
	if (x.text.n && !dpi_x_is_sure(x, x, d))
		otherwise.text = dp_str_from(x.text, x.text.p[0] == '-');
	return otherwise;
}

/* The least, or the greatest when SIGN is -1, of the arguments not blank. */
static value
extreme(eval *v, node *n, int sign)
{
	value best = dpi_x_null();
	double d;

	for (size_t i = 0; i < n->n; i++) {
		value x = dpi_x_arg(v, n, i);
		int order;

		if (dpi_x_blank(x))
			continue;
		if (!dpi_x_double(x, &d))
			return dpi_x_error();
		if (x.kind == DP_X_TEXT) {
			dp_str text = x.text;

			/* its digits stay, but + adds it */
			x = dpi_x_number(d);
			x.text = text;
		}
		if (best.kind == DP_X_NULL ||
		    (dpi_x_order(&x, &best, &order) && order * sign < 0))
			best = x;
	}
	return best;
}

value
dpi_x_fn_min(eval *v, node *n)
{
	return extreme(v, n, 1);
}

value
dpi_x_fn_max(eval *v, node *n)
{
	return extreme(v, n, -1);
}

/* ---- dates ------------------------------------------------------------ */

/* Reads argument 0 as a date of ORDER; false with *OTHERWISE. */
static bool
date(eval *v, node *n, enum dp_date_order order, struct dp_date *d,
     value *otherwise)
{
	struct dp_date_opts o = { order, true, true, 30 };
	value x = dpi_x_arg(v, n, 0);
	dp_str s;

	*otherwise = dpi_x_blank(x) ? dpi_x_null() : dpi_x_error();
	if (x.kind == DP_X_ERROR || dpi_x_blank(x))
		return false;
	s = dp_trim(dpi_x_string(v, x));
	return s.n > 0 && dp_date_read(s, &o, d) &&
	       !(d->ambiguous && order == DP_DATE_AUTO);
}

value
dpi_x_fn_to_date(eval *v, node *n)
{
	enum dp_date_order order = DP_DATE_AUTO;
	struct dp_date d;
	value otherwise;

	if (n->n > 1) {
		int i = dpi_x_word(DPI_X_DATE_ORDERS,
				   dpi_x_string(v, dpi_x_arg(v, n, 1)));

		if (i < 0)
			return dpi_x_error();
		order = (enum dp_date_order)(DP_DATE_DMY + i);
	}
	if (!date(v, n, order, &d, &otherwise))
		return otherwise;
	v->l->buf.n = 0;
	dp_date_iso(&d, &v->l->buf);
	return dpi_x_text(dp_keep(&v->b->text, dp_buf_view(&v->l->buf)));
}

/* From 0, Monday: 1970-01-01 was a Thursday. */
static int
weekday(int64_t days)
{
	return (int)(((days + 3) % 7 + 7) % 7);
}

/* ISO 8601: a week is of the year in which its Thursday lies. */
static int
week(const struct dp_date *d)
{
	int64_t days = dp_date_days(d), thursday = days - weekday(days) + 3;
	struct dp_date first = { .day = 1 };

	dp_date_of_days(thursday, &first);
	first.month = first.day = 1;
	return (int)((thursday - dp_date_days(&first)) / 7) + 1;
}

value
dpi_x_fn_date_part(eval *v, node *n)
{
	/* in the order of DPI_X_DATE_PARTS */
	enum { YEAR, QUARTER, MONTH, WEEK, DAY, WEEKDAY, HOUR, MINUTE, SECOND };
	static const enum dp_date_precision needs[] = {
		DP_DATE_YEAR,   DP_DATE_MONTH,  DP_DATE_MONTH,
		DP_DATE_DAY,    DP_DATE_DAY,    DP_DATE_DAY,
		DP_DATE_MINUTE, DP_DATE_MINUTE, DP_DATE_SECOND
	};
	int part = dpi_x_word(DPI_X_DATE_PARTS,
			      dpi_x_string(v, dpi_x_arg(v, n, 1)));
	struct dp_date d;
	value otherwise;

	if (part < 0)
		return dpi_x_error();
	if (!date(v, n, DP_DATE_AUTO, &d, &otherwise))
		return otherwise;
	if (part == QUARTER && d.precision == DP_DATE_QUARTER)
		return dpi_x_number(d.part);
	if (d.precision < needs[part])
		return dpi_x_null();
	switch (part) {
	case YEAR:
		return dpi_x_number(d.year);
	case QUARTER:
		return dpi_x_number((d.month + 2) / 3);
	case MONTH:
		return dpi_x_number(d.month);
	case WEEK:
		return dpi_x_number(week(&d));
	case DAY:
		return dpi_x_number(d.day);
	case WEEKDAY:
		return dpi_x_number(weekday(dp_date_days(&d)) + 1);
	case HOUR:
		return dpi_x_number(d.hour);
	case MINUTE:
		return dpi_x_number(d.minute);
	default:
		return dpi_x_number(d.second);
	}
}

/* ---- places in a text ------------------------------------------------- */

/* Both arguments as texts; false with *OTHERWISE. */
static bool
two(eval *v, node *n, dp_str *s, dp_str *t, value *otherwise)
{
	value x = dpi_x_arg(v, n, 0), y = dpi_x_arg(v, n, 1);
	bool error = x.kind == DP_X_ERROR || y.kind == DP_X_ERROR;

	*otherwise = error ? dpi_x_error() : dpi_x_null();
	*s = dpi_x_string(v, x);
	*t = dpi_x_string(v, y);
	return !error && s->p && t->p;
}

value
dpi_x_fn_chomp(eval *v, node *n)
{
	value otherwise;
	dp_str s, t;

	if (!two(v, n, &s, &t, &otherwise))
		return otherwise;
	if (t.n && s.n >= t.n && memcmp(s.p + s.n - t.n, t.p, t.n) == 0)
		s.n -= t.n;
	return dpi_x_text(s);
}

/* Characters before byte AT of S as a number, -1 where there is no byte. */
static value
place(dp_str s, ptrdiff_t at)
{
	if (at < 0)
		return dpi_x_number(-1);
	return dpi_x_number((double)dp_utf8_chars((dp_str){ s.p, (size_t)at }));
}

value
dpi_x_fn_index_of(eval *v, node *n)
{
	value otherwise;
	dp_str s, t;

	if (!two(v, n, &s, &t, &otherwise))
		return otherwise;
	return place(s, dp_str_search(s, t));
}

value
dpi_x_fn_last_index_of(eval *v, node *n)
{
	ptrdiff_t last = -1, at = 0;
	value otherwise;
	dp_str s, t;

	if (!two(v, n, &s, &t, &otherwise))
		return otherwise;
	if (t.n == 0)
		last = (ptrdiff_t)s.n;
	while (t.n && (size_t)at < s.n) {
		ptrdiff_t next = dp_str_search(dp_str_from(s, (size_t)at), t);

		if (next < 0)
			break;
		last = at + next;
		at = last + 1;
	}
	return place(s, last);
}
