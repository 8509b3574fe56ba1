/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of GREL: what Java makes of numbers, dates and lengths.
 */
#include "op/grel.h"

#include <math.h>
#include <stdlib.h>

#define DAY_MS INT64_C(86400000)
/* Zeros that a number gets at most from its exponent: beyond, it is 0 or ∞. */
#define EXPONENT_MAX 400

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
dpi_grel_date(int64_t ms)
{
	return (struct dp_expr_value){ .kind = DP_X_DATE, .whole = ms };
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
dpi_grel_put_date(int64_t ms, bool is_short, struct dp_buf *out)
{
	int64_t days = ms / DAY_MS - (ms % DAY_MS < 0);
	int rest = (int)(ms - days * DAY_MS);
	struct dp_date d;

	dp_date_of_days(days, &d);
	dp_buf_format(out, "%04d-%02d-%02dT%02d:%02d", d.year, d.month, d.day,
		      rest / 3600000, rest / 60000 % 60);
	if (!is_short || rest % 60000)
		dp_buf_format(out, ":%02d", rest / 1000 % 60);
	if (rest % 1000)
		dp_buf_format(out, ".%03d", rest % 1000);
	dp_buf_char(out, 'Z');
}

/* Appends X as Java's toString has it; false for null and errors. */
static bool
put(struct dp_expr_value x, struct dp_buf *out)
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
		dpi_grel_put_date(x.whole, true, out);
		return true;
	case DP_X_LIST:
		dp_buf_char(out, '[');
		for (size_t i = 0; i < x.n_items; i++) {
			if (i)
				dp_buf_c(out, ", ");
			if (!put(x.item[i], out))
				dp_buf_c(out, "null");
		}
		dp_buf_char(out, ']');
		return true;
	case DP_X_NULL:
	case DP_X_ERROR:
		break;
	}
	return false;
}

dp_str
dpi_grel_string(const struct dpi_eval *v, struct dp_expr_value x)
{
	struct dp_buf b = { 0 };
	dp_str out = { NULL, 0 };

	if (x.kind == DP_X_TEXT)
		return x.text;
	if (put(x, &b))
		out = b.n ? dp_keep(&v->b->text, dp_buf_view(&b)) : DP_S("");
	dp_buf_done(&b);
	return out;
}

struct dp_expr_value
dpi_grel_stored(const struct dpi_eval *v, struct dp_expr_value x)
{
	struct dp_buf b = { 0 };

	if (x.kind == DP_X_LIST)
		return dpi_x_error();
	if (x.kind == DP_X_WHOLE || x.kind == DP_X_NUMBER)
		return dpi_x_text(dpi_grel_string(v, x));
	if (x.kind != DP_X_DATE)
		return x;
	dpi_grel_put_date(x.whole, false, &b);
	x = dpi_grel_text(v, dp_buf_view(&b));
	dp_buf_done(&b);
	return x;
}

/* ---- reading ---------------------------------------------------------- */

static bool
read_whole(dp_str s, int64_t *out)
{
	bool minus = s.n > 0 && s.p[0] == '-';
	uint64_t n = 0, most = (uint64_t)INT64_MAX + minus;
	size_t i = s.n > 0 && (minus || s.p[0] == '+');

	if (i == s.n)
		return false;
	for (; i < s.n; i++) {
		unsigned d = (unsigned)(s.p[i] - '0');

		if (d > 9 || n > (most - d) / 10)
			return false;
		n = n * 10 + d;
	}
	*out = minus ? (int64_t)(0 - n) : (int64_t)n;
	return true;
}

/* Digits of S from *I on go to DIGITS; returns how many. */
static size_t
take_digits(dp_str s, size_t *i, struct dp_buf *digits)
{
	size_t from = *i;

	while (*i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9')
		dp_buf_char(digits, s.p[(*i)++]);
	return *i - from;
}

/* The exponent that may stand at *I of S; false when it is none. */
static bool
take_exponent(dp_str s, size_t *i, int *out)
{
	bool minus;
	int n = 0;

	*out = 0;
	if (*i == s.n || (s.p[*i] != 'e' && s.p[*i] != 'E'))
		return true;
	++*i;
	minus = *i < s.n && s.p[*i] == '-';
	if (*i < s.n && (minus || s.p[*i] == '+'))
		++*i;
	if (*i == s.n || s.p[*i] < '0' || s.p[*i] > '9')
		return false;
	for (; *i < s.n && s.p[*i] >= '0' && s.p[*i] <= '9'; ++*i)
		if (n < 100000)
			n = n * 10 + (s.p[*i] - '0');
	*out = minus ? -n : n;
	return true;
}

/* The number 0.DIGITS times ten to the POINT. */
static double
scaled(dp_str digits, int point)
{
	struct dp_buf plain = { 0 };
	double d = 0;

	while (digits.n && digits.p[0] == '0') {
		digits = dp_str_from(digits, 1);
		point--;
	}
	if (digits.n == 0 || point < -EXPONENT_MAX)
		return 0;
	if (point > EXPONENT_MAX)
		return INFINITY;
	dp_buf_char(&plain, '0');
	if (point <= 0)
		dp_buf_char(&plain, '.');
	for (int i = point; i < 0; i++)
		dp_buf_char(&plain, '0');
	for (size_t i = 0; i < digits.n; i++) {
		if (point > 0 && i == (size_t)point)
			dp_buf_char(&plain, '.');
		dp_buf_char(&plain, digits.p[i]);
	}
	for (size_t i = digits.n; point > 0 && i < (size_t)point; i++)
		dp_buf_char(&plain, '0');
	if (!dp_number_double(dp_buf_view(&plain), &d))
		d = INFINITY;
	dp_buf_done(&plain);
	return d;
}

static bool
read_double(dp_str s, double *out)
{
	struct dp_buf digits = { 0 };
	size_t whole, fraction = 0, i;
	bool minus, read;
	int exponent = 0;

	while (s.n && (unsigned char)s.p[0] <= ' ')
		s = dp_str_from(s, 1);
	while (s.n && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	minus = s.n > 0 && s.p[0] == '-';
	if (s.n > 0 && (minus || s.p[0] == '+'))
		s = dp_str_from(s, 1);
	if (dp_str_is(s, "NaN") || dp_str_is(s, "Infinity")) {
		*out = s.n == 3 ? (double)NAN : (double)INFINITY;
		*out = minus ? -*out : *out;
		return true;
	}
	i = 0;
	whole = take_digits(s, &i, &digits);
	if (i < s.n && s.p[i] == '.') {
		i++;
		fraction = take_digits(s, &i, &digits);
	}
	read = whole + fraction > 0 && take_exponent(s, &i, &exponent);
	if (i < s.n && strchr("fFdD", s.p[i]))
		i++;
	if (read && i == s.n)
		*out = scaled(dp_buf_view(&digits), (int)whole + exponent) *
		       (minus ? -1 : 1);
	dp_buf_done(&digits);
	return read && i == s.n;
}

bool
dpi_grel_read_number(dp_str s, struct dp_expr_value *out)
{
	*out = dpi_grel_whole(0);
	if (read_whole(s, &out->whole))
		return true;
	*out = dpi_grel_number(0);
	return s.n < DP_CELL_MAX_BYTES && read_double(s, &out->number);
}

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
		return a.whole == b.whole;
	default:
		return false;
	}
}

/* ---- lengths ---------------------------------------------------------- */

/* Bytes of the character at I of S; *UNITS is what it counts. */
static size_t
step(dp_str s, size_t i, size_t *units)
{
	uint32_t c;
	unsigned n = dp_utf8_decode(s.p + i, s.n - i, &c);

	*units = n && c >= 0x10000 ? 2 : 1;
	return n ? n : 1;
}

size_t
dpi_grel_units(dp_str s)
{
	size_t n = 0, units;

	for (size_t i = 0; i < s.n; n += units)
		i += step(s, i, &units);
	return n;
}

struct dp_expr_value
dpi_grel_cut(const struct dpi_eval *v, dp_str s, size_t from, size_t to)
{
	struct dp_buf b = { 0 };
	struct dp_expr_value x;
	size_t at = 0, units;

	for (size_t i = 0; i < s.n && at < to; at += units) {
		size_t bytes = step(s, i, &units);

		if (at >= from && at + units <= to)
			dp_buf_add(&b, s.p + i, bytes);
		else if (at + units > from)
			dp_buf_char(&b, '?');
		i += bytes;
	}
	x = dpi_grel_text(v, dp_buf_view(&b));
	dp_buf_done(&b);
	return x;
}

/* ---- patterns --------------------------------------------------------- */

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bytes of what starts at I of S and is no letter to match: \p{L}, (?<a>. */
static size_t
opaque(dp_str s, size_t i)
{
	const char *close;
	size_t n = 2;

	if (s.p[i] != '\\' && !dp_str_starts(dp_str_from(s, i), "(?"))
		return 1;
	if (i + 2 >= s.n)
		return s.n - i;
	if (s.p[i] == '(')
		close = s.p[i + 2] == '<' ? ">=!" : ":=!>)";
	else if (s.p[i + 2] == '{' && strchr("pPxNkg", s.p[i + 1]))
		close = "}";
	else
		return n;
	while (i + n < s.n && !strchr(close, s.p[i + n]))
		n++;
	return i + n < s.n ? n + 1 : n;
}

void
dpi_grel_any_case(dp_str s, struct dp_buf *out)
{
	bool set = false;

	for (size_t i = 0; i < s.n;) {
		size_t n = opaque(s, i);
		char c = s.p[i];

		if (n > 1 || !is_letter(c)) {
			set = n > 1 ? set : c == '[' || (set && c != ']');
			dp_buf_add(out, s.p + i, n);
			i += n;
			continue;
		}
		if (!set)
			dp_buf_char(out, '[');
		n = set && i + 2 < s.n && s.p[i + 1] == '-' &&
				    is_letter(s.p[i + 2]) ?
			    3 :
			    1;
		dp_buf_add(out, s.p + i, n);
		for (size_t k = 0; k < n; k++)
			dp_buf_char(out, (char)(is_letter(s.p[i + k]) ?
							s.p[i + k] ^ 0x20 :
							s.p[i + k]));
		if (!set)
			dp_buf_char(out, ']');
		i += n;
	}
}

/* ---- lists ------------------------------------------------------------ */

void
dpi_grel_put(struct dpi_grel_list *l, struct dp_expr_value x)
{
	dp_grow(&l->item, &l->cap, l->n, sizeof *l->item);
	l->item[l->n++] = x;
}

struct dp_expr_value
dpi_grel_finish(const struct dpi_eval *v, struct dpi_grel_list *l)
{
	struct dp_expr_value x = { .kind = DP_X_LIST, .n_items = l->n };
	struct dp_expr_value *item = dp_arena_alloc(&v->b->text,
						    (l->n + 1) * sizeof *item);

	if (l->n)
		memcpy(item, l->item, l->n * sizeof *item);
	x.item = item;
	free(l->item);
	memset(l, 0, sizeof *l);
	return x;
}

bool
dpi_grel_arg_text(const struct dpi_eval *v, const struct dpi_x_node *n,
		  size_t i, dp_str *s)
{
	struct dp_expr_value x = dpi_x_arg(v, n, i);

	*s = x.kind == DP_X_LIST ? (dp_str){ NULL, 0 } : dpi_grel_string(v, x);
	return s->p != NULL;
}
