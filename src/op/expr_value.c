/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Values of expressions: what is equal, what comes first, what reads as a
 * number. Numbers written as text are compared digit by digit, so that codes
 * of twenty digits stay apart.
 */
#include "op/expr.h"

#include <math.h>

#include "base/lane.h"

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

/* Of S the digits before a point; false when it has others than digits. */
static inline bool
whole_part(dp_str s, size_t *n)
{
	size_t i = 0;

	while (i < s.n && (unsigned char)(s.p[i] - '0') <= 9)
		i++;
	*n = i;
	if (i == s.n)
		return true;
	if (s.p[i++] != '.' || i == s.n)
		return false;
	while (i < s.n && (unsigned char)(s.p[i] - '0') <= 9)
		i++;
	return i == s.n;
}

/* The same for at most DPI_LANE_BYTES, with room behind them, in one go. */
static inline bool
whole_part_short(dp_str s, size_t *n)
{
	dpi_lane x = dpi_lane_load(s.p);
	uint32_t other = ~dpi_lane_bits((dpi_lane)(x - '0' < 10)) &
			 ((1u << s.n) - 1);

	*n = other ? (size_t)__builtin_ctz(other) : s.n;
	return !other ||
	       (!(other & (other - 1)) && s.p[*n] == '.' && *n + 1 < s.n);
}

/*
 * Takes off S its sign and what stands before a point; false when it is no
 * canonical number. ROOM: 32 bytes behind it may be read.
 */
__attribute__((always_inline)) static inline bool
take_whole(dp_str s, bool room, struct dpi_x_parts *x)
{
	if (s.n == 0)
		return false;
	x->minus = *s.p == '-';
	s.p += x->minus;
	s.n -= x->minus;
	x->whole.p = s.p;
	if (!(room && s.n <= DPI_LANE_BYTES ? whole_part_short(s, &x->whole.n) :
					      whole_part(s, &x->whole.n)))
		return false;
	return x->whole.n == 1 || (x->whole.n > 0 && *x->whole.p != '0');
}

/* The rest of S, which X has the start of. */
static inline void
take_fraction(dp_str s, struct dpi_x_parts *x)
{
	const char *p = x->whole.p + x->whole.n, *end = s.p + s.n;

	x->fraction.p = p + (p < end);
	for (p = end; p > x->fraction.p && p[-1] == '0';)
		p--;
	x->fraction.n = (size_t)(p - x->fraction.p);
	if (x->fraction.n == 0 && x->whole.n == 1 && *x->whole.p == '0')
		x->minus = false;
}

static inline bool
take_apart(dp_str s, bool room, struct dpi_x_parts *x)
{
	if (!take_whole(s, room, x))
		return false;
	take_fraction(s, x);
	return true;
}

bool
dpi_x_canonical(dp_str s)
{
	struct dpi_x_parts x;

	return take_apart(s, false, &x);
}

bool
dpi_x_take_apart(dp_str s, struct dpi_x_parts *out)
{
	return take_apart(s, false, out);
}

static int
parts_cmp(const struct dpi_x_parts *x, const struct dpi_x_parts *y)
{
	int c;

	if (x->minus != y->minus)
		return x->minus ? -1 : 1;
	if (x->whole.n != y->whole.n)
		c = x->whole.n < y->whole.n ? -1 : 1;
	else
		c = dp_str_cmp(x->whole, y->whole);
	if (c == 0)
		c = dp_str_cmp(x->fraction, y->fraction);
	return x->minus ? -c : c;
}

bool
dpi_x_yes(struct dp_expr_value v)
{
	if (v.kind == DP_X_BOOL)
		return v.yes;
	return v.kind == DP_X_TEXT && dp_str_is(v.text, "true");
}

static inline bool
is_blank(const struct dp_expr_value *v)
{
	return v->kind == DP_X_NULL || (v->kind == DP_X_TEXT && !v->text.n);
}

bool
dpi_x_blank(struct dp_expr_value v)
{
	return is_blank(&v);
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

/* The order of A, X having its start, and B. */
__attribute__((noinline)) static int
order_closely(dp_str a, struct dpi_x_parts *x, const struct dpi_x_parts *b)
{
	take_fraction(a, x);
	return parts_cmp(x, b);
}

bool
dpi_x_number_order(dp_str a, bool room, const struct dpi_x_parts *b, int *order)
{
	struct dpi_x_parts x;

	if (!take_whole(a, room, &x))
		return false;
	/* nearly always it is enough to know how many digits there are */
	if (!x.minus && !b->minus && x.whole.n != b->whole.n)
		*order = x.whole.n < b->whole.n ? -1 : 1;
	else
		*order = order_closely(a, &x, b);
	return true;
}

/* True when A and B are numbers or read as such; *ORDER is theirs. */
static bool
number_order(const struct dp_expr_value *a, const struct dp_expr_value *b,
	     int *order)
{
	struct dpi_x_parts parts;
	double x, y;

	if (take_apart(b->text, false, &parts) &&
	    dpi_x_number_order(a->text, false, &parts, order))
		return true;
	if (!dpi_x_double(*a, &x) || !dpi_x_double(*b, &y))
		return false;
	*order = (x > y) - (x < y);
	return true;
}

bool
dpi_x_equal(const struct dp_expr_value *a, const struct dp_expr_value *b)
{
	int order;

	if (is_blank(a) || is_blank(b))
		return is_blank(a) && is_blank(b);
	if (a->kind == DP_X_BOOL || b->kind == DP_X_BOOL)
		return a->kind == b->kind && a->yes == b->yes;
	if (a->kind == DP_X_TEXT && b->kind == DP_X_TEXT &&
	    dp_str_eq(a->text, b->text))
		return true;
	return number_order(a, b, &order) && order == 0;
}

bool
dpi_x_order(const struct dp_expr_value *a, const struct dp_expr_value *b,
	    int *order)
{
	if (is_blank(a) || is_blank(b))
		return false;
	if (number_order(a, b, order))
		return true;
	if (a->kind != DP_X_TEXT || b->kind != DP_X_TEXT)
		return false;
	*order = dp_str_cmp(a->text, b->text);
	return true;
}

bool
dpi_x_may_be_yes(const struct dp_expr *e, uint32_t node)
{
	const struct dpi_x_node *n = &e->node[node];

	switch (n->op) {
	case DPI_X_OR:
	case DPI_X_AND:
	case DPI_X_NOT:
	case DPI_X_EQ:
	case DPI_X_NE:
	case DPI_X_LT:
	case DPI_X_LE:
	case DPI_X_GT:
	case DPI_X_GE:
	case DPI_X_COLUMN:
	case DPI_X_CELL:
		return true;
	case DPI_X_CONST:
		return n->constant.kind == DP_X_BOOL;
	case DPI_X_CALL:
		return n->function->yes;
	default:
		return false;
	}
}
