/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of GREL: what Java makes of numbers, dates and lengths.
 */
#include "op/grel.h"

#include <math.h>
#include <stdlib.h>

#define DAY_MS INT64_C(86400000)
#define MINUTE_MS INT64_C(60000)

struct dp_expr_value
dpi_grel_whole(int64_t n)
{
	return (struct dp_expr_value){ .kind = DP_X_WHOLE, .whole = n };
}

struct dp_expr_value
dpi_grel_number(double d)
{
	return (struct dp_expr_value){ .kind = DP_X_NUMBER, .number = d };
}

struct dp_expr_value
dpi_grel_date(int64_t ms, int ahead)
{
	return (struct dp_expr_value){ .kind = DP_X_DATE,
				       .whole = ms,
				       .number = ahead };
}

int64_t
dpi_grel_clock(struct dp_expr_value x)
{
	return x.whole + (int64_t)x.number * MINUTE_MS;
}

struct dp_expr_value
dpi_grel_fail(const struct dpi_eval *v, const char *fmt, ...)
{
	struct dp_expr_value x = dpi_x_error();
	char text[DP_ERR_BYTES];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(text, sizeof text, fmt, ap);
	va_end(ap);
	x.text = dp_str_c(text);
	x.text.n = dp_utf8_valid(x.text);
	x.text = dp_keep(&v->b->text, x.text);
	return x;
}

struct dp_expr_value
dpi_grel_expects(const struct dpi_eval *v, const struct dpi_x_node *n,
		 const char *what)
{
	return dpi_grel_fail(v, "%s expects %s", n->function->name, what);
}

struct dp_expr_value
dpi_grel_text(const struct dpi_eval *v, dp_str s)
{
	return dpi_x_text(s.n ? dp_keep(&v->b->text, s) : DP_S(""));
}

/* ---- writing ---------------------------------------------------------- */

/* The digits of TEXT, a canonical number above 0; *POINT stands before them. */
static dp_str
digits_of(dp_str text, struct dp_buf *digits, int *point)
{
	ptrdiff_t dot = dp_str_find(text, '.');
	size_t zeros = 0;
	dp_str all;

	*point = (int)(dot < 0 ? (ptrdiff_t)text.n : dot);
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] != '.')
			dp_buf_char(digits, text.p[i]);
	all = dp_buf_view(digits);
	while (zeros + 1 < all.n && all.p[zeros] == '0')
		zeros++;
	*point -= (int)zeros;
	all = dp_str_from(all, zeros);
	while (all.n > 1 && all.p[all.n - 1] == '0')
		all.n--;
	return all;
}

/*
 * A whole number that is larger than any a double holds exactly: there Java
 * (before 19) writes digits that say nothing, all but the last two or less.
 */
static uint64_t
java_digits(double d)
{
	/* by how much the number is larger, in bits */
	static const unsigned unit[] = { 1, 1, 1, 1, 1, 10, 10, 10, 100, 100 };
	unsigned one = unit[ilogb(d) - 53];
	uint64_t n = (uint64_t)d;

	return one == 1 ? n : (n / one + (n % one >= one / 2)) * one;
}

void
dpi_grel_put_double(double d, struct dp_buf *out)
{
	struct dp_buf plain = { 0 }, digits = { 0 };
	int point = 0;
	dp_str s;

	if (!isfinite(d)) {
		dp_buf_c(out, isnan(d) ? "NaN" :
			      d < 0    ? "-Infinity" :
					 "Infinity");
		return;
	}
	if (signbit(d))
		dp_buf_char(out, '-');
	d = fabs(d);
	if (d >= 0x1p53 && d < 0x1p63)
		dp_buf_format(&plain, "%llu",
			      (unsigned long long)java_digits(d));
	else
		dp_number_double_text(d, 0, &plain);
	if (d == 0 || (d >= 1e-3 && d < 1e7)) {
		dp_buf_str(out, dp_buf_view(&plain));
		if (dp_str_find(dp_buf_view(&plain), '.') < 0)
			dp_buf_c(out, ".0");
	} else {
		s = digits_of(dp_buf_view(&plain), &digits, &point);
		dp_buf_char(out, s.p[0]);
		dp_buf_char(out, '.');
		dp_buf_str(out, s.n > 1 ? dp_str_from(s, 1) : DP_S("0"));
		dp_buf_format(out, "E%d", point - 1);
	}
	dp_buf_done(&digits);
	dp_buf_done(&plain);
}

void
dpi_grel_put_plain(double d, struct dp_buf *out)
{
	dp_number_double_text(d, 0, out);
}

void
dpi_grel_put_date(int64_t ms, int ahead, bool is_short, struct dp_buf *out)
{
	int64_t days;
	struct dp_date d;
	int rest;

	ms += ahead * MINUTE_MS;
	days = ms / DAY_MS - (ms % DAY_MS < 0);
	rest = (int)(ms - days * DAY_MS);
	dp_date_of_days(days, &d);
	if (d.year > 9999)
		dp_buf_char(out, '+');
	dp_buf_format(out, "%0*d-%02d-%02dT%02d:%02d", d.year < 0 ? 5 : 4,
		      d.year, d.month, d.day, rest / 3600000,
		      rest / 60000 % 60);
	if (!is_short || rest % 60000)
		dp_buf_format(out, ":%02d", rest / 1000 % 60);
	if (rest % 1000)
		dp_buf_format(out, ".%03d", rest % 1000);
	if (ahead)
		dp_buf_format(out, "%c%02d:%02d", ahead < 0 ? '-' : '+',
			      abs(ahead) / 60, abs(ahead) % 60);
	else
		dp_buf_char(out, 'Z');
}

bool
dpi_grel_put_string(struct dp_expr_value x, struct dp_buf *out)
{
	switch (x.kind) {
	case DP_X_TEXT:
		dp_buf_str(out, x.text);
		return true;
	case DP_X_BOOL:
		dp_buf_c(out, x.yes ? "true" : "false");
		return true;
	case DP_X_NUMBER:
		dpi_grel_put_double(x.number, out);
		return true;
	case DP_X_WHOLE:
		dp_buf_format(out, "%lld", (long long)x.whole);
		return true;
	case DP_X_DATE:
		dpi_grel_put_date(x.whole, (int)x.number, true, out);
		return true;
	case DP_X_LIST:
		if (x.yes) {
			dpi_grel_put_json(x, false, out);
			return true;
		}
		dp_buf_char(out, '[');
		for (size_t i = 0; i < x.n_items; i++) {
			if (i)
				dp_buf_c(out, ", ");
			if (!dpi_grel_put_string(x.item[i], out))
				dp_buf_c(out, "null");
		}
		dp_buf_char(out, ']');
		return true;
	case DP_X_ERROR:
		dp_buf_str(out, x.text);
		return true;
	case DP_X_NULL:
		break;
	}
	return false;
}

dp_str
dpi_grel_shown(const struct dpi_eval *v, struct dp_expr_value x)
{
	if (x.kind == DP_X_ERROR)
		return x.text.n ? x.text : DP_S("");
	return dpi_grel_string(v, x);
}

dp_str
dpi_grel_string(const struct dpi_eval *v, struct dp_expr_value x)
{
	struct dp_buf b = { 0 };
	dp_str out = { NULL, 0 };

	if (x.kind == DP_X_TEXT)
		return x.text;
	if (x.kind != DP_X_ERROR && dpi_grel_put_string(x, &b))
		out = b.n ? dp_keep(&v->b->text, dp_buf_view(&b)) : DP_S("");
	dp_buf_done(&b);
	return out;
}

struct dp_expr_value
dpi_grel_stored(const struct dpi_eval *v, struct dp_expr_value x)
{
	struct dp_buf b = { 0 };
	dp_str text = x.text;

	if (x.kind != DP_X_ERROR &&
	    ((x.kind == DP_X_LIST && !x.yes) || (x.kind != DP_X_LIST && x.key)))
		x = dpi_grel_fail(v, "%.*s value not storable",
				  DP_FMT(x.kind == DP_X_LIST ? text : *x.key));
	switch (x.kind) {
	case DP_X_TEXT:
		x.cell = x.text.n ? DP_KIND_TEXT : DP_KIND_EMPTY;
		return x;
	case DP_X_BOOL:
		x.cell = DP_KIND_BOOL;
		return x;
	case DP_X_ERROR:
		x.cell = DP_KIND_ERROR;
		return x;
	case DP_X_NULL:
		return x;
	case DP_X_LIST:
	case DP_X_WHOLE:
	case DP_X_NUMBER:
		text = dpi_grel_string(v, x);
		break;
	case DP_X_DATE:
		dpi_grel_put_date(x.whole, 0, false, &b);
		text = dpi_grel_text(v, dp_buf_view(&b)).text;
		dp_buf_done(&b);
		break;
	}
	x.cell = x.kind == DP_X_LIST ? DP_KIND_TEXT :
		 x.kind == DP_X_DATE ? DP_KIND_DATE :
				       DP_KIND_NUMBER;
	x.kind = DP_X_TEXT;
	x.text = text;
	return x;
}

struct dp_expr_value
dpi_grel_of_cell(const struct dp_cell *c)
{
	struct dp_expr_value x = dpi_x_text(dp_cell_str(c));
	int ahead;

	switch (dp_cell_kind(c)) {
	case DP_KIND_TEXT:
		if (c->n == 0)
			return dpi_x_null();
		break;
	case DP_KIND_EMPTY:
		return dpi_x_text(DP_S(""));
	case DP_KIND_NUMBER:
		(void)dpi_grel_read_number(dp_cell_str(c), &x);
		break;
	case DP_KIND_DATE:
		x = dpi_grel_date(0, dp_cell_ahead(c));
		(void)dpi_grel_read_iso(dp_cell_str(c), &x.whole, &ahead);
		break;
	case DP_KIND_BOOL:
		return dpi_x_bool(c->n == 4);
	case DP_KIND_ERROR:
		x.kind = DP_X_ERROR;
		break;
	}
	return x;
}

/* ---- comparing ---------------------------------------------------------- */

bool
dpi_grel_double(struct dp_expr_value x, double *out)
{
	*out = x.kind == DP_X_WHOLE ? (double)x.whole : x.number;
	return x.kind == DP_X_WHOLE || x.kind == DP_X_NUMBER;
}

bool
dpi_grel_same(struct dp_expr_value a, struct dp_expr_value b)
{
	double x, y;

	if (a.kind == DP_X_WHOLE && b.kind == DP_X_WHOLE)
		return a.whole == b.whole;
	if (dpi_grel_double(a, &x) && dpi_grel_double(b, &y))
		return x == y;
	if (a.kind != b.kind)
		return false;
	switch (a.kind) {
	case DP_X_NULL:
		return true;
	case DP_X_TEXT:
		return dp_str_eq(a.text, b.text);
	case DP_X_BOOL:
		return a.yes == b.yes;
	case DP_X_DATE:
		return a.whole == b.whole && (int)a.number == (int)b.number;
	default:
		return false;
	}
}

/* ---- lists ------------------------------------------------------------ */

void
dpi_grel_put(struct dpi_grel_list *l, struct dp_expr_value x)
{
	dp_grow(&l->item, &l->cap, l->n, sizeof *l->item);
	l->item[l->n++] = x;
}

void
dpi_grel_put_text(struct dpi_grel_list *l, dp_str s)
{
	dpi_grel_put(l, dpi_x_text(s.n ? s : DP_S("")));
}

struct dp_expr_value
dpi_grel_finish_texts(const struct dpi_eval *v, struct dpi_grel_list *l)
{
	struct dp_expr_value x = dpi_grel_finish(v, l);

	x.text = DP_S("String[]");
	return x;
}

struct dp_expr_value
dpi_grel_finish(const struct dpi_eval *v, struct dpi_grel_list *l)
{
	struct dp_expr_value x = { .kind = DP_X_LIST,
				   .text = DP_S("Object[]"),
				   .n_items = l->n };
	struct dp_expr_value *item = dp_arena_alloc(&v->b->text,
						    (l->n + 1) * sizeof *item);

	if (l->n)
		memcpy(item, l->item, l->n * sizeof *item);
	x.item = item;
	free(l->item);
	memset(l, 0, sizeof *l);
	return x;
}

/* ---- arguments -------------------------------------------------------- */

bool
dpi_grel_arg_text(const struct dpi_eval *v, const struct dpi_x_node *n,
		  size_t i, dp_str *s)
{
	struct dp_expr_value x = dpi_x_arg(v, n, i);

	*s = x.kind == DP_X_LIST ? (dp_str){ NULL, 0 } : dpi_grel_string(v, x);
	return s->p != NULL;
}

bool
dpi_grel_has_pattern(const struct dpi_eval *v, const struct dpi_x_node *n)
{
	return v->e->node[v->e->arg[n->first + 1]].op == DPI_X_PATTERN;
}

int64_t
dpi_grel_long(double d)
{
	if (isnan(d))
		return 0;
	if (d >= 9223372036854775808.0)
		return INT64_MAX;
	return d < -9223372036854775808.0 ? INT64_MIN : (int64_t)d;
}

int32_t
dpi_grel_int(double d)
{
	if (isnan(d))
		return 0;
	if (d >= INT32_MAX)
		return INT32_MAX;
	return d <= INT32_MIN ? INT32_MIN : (int32_t)d;
}

bool
dpi_grel_arg_int(const struct dpi_eval *v, const struct dpi_x_node *n, size_t i,
		 int32_t *out)
{
	struct dp_expr_value x = dpi_x_arg(v, n, i);

	/* a long loses its upper half, a double its end */
	if (x.kind == DP_X_WHOLE)
		*out = (int32_t)(uint32_t)(uint64_t)x.whole;
	else if (x.kind == DP_X_NUMBER)
		*out = dpi_grel_int(x.number);
	return x.kind == DP_X_WHOLE || x.kind == DP_X_NUMBER;
}
