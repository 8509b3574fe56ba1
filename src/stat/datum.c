/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A cell as statistics see it: missing, a number, or something else. Numbers
 * of up to 18 digits stay whole numbers with a scale, so that nothing is
 * rounded; others become double-doubles. It reads canonical numbers only:
 * what people write otherwise is for cleaning.
 */
#include "stat/wide.h"

/* Digits an int64_t always holds. */
#define EXACT_DIGITS 18

struct dp_dd
dp_number_dd(const struct dp_number *v)
{
	struct dp_dd d;

	if (!v->exact)
		return v->real;
	d = dp_dd_int(v->unscaled);
	return v->scale ? dp_dd_div(d, dpi_dd_pow10(v->scale)) : d;
}

int
dp_number_cmp(const struct dp_number *a, const struct dp_number *b)
{
	dpi_i128 x = a->unscaled, y = b->unscaled;

	if (!a->exact || !b->exact)
		return dp_dd_cmp(dp_number_dd(a), dp_number_dd(b));
	if (a->scale < b->scale)
		x *= dpi_pow10(b->scale - (unsigned)a->scale);
	else if (b->scale < a->scale)
		y *= dpi_pow10(a->scale - (unsigned)b->scale);
	return (x > y) - (x < y);
}

/* Numbers that are not plain: exponents, many digits. */
static bool
read_long(dp_str s, struct dp_number *out)
{
	out->exact = false;
	out->scale = 0;
	out->unscaled = 0;
	return dp_dd_read(s, &out->real);
}

/*
 * Digits with an optional sign and point. False when S is more than that or
 * does not fit, which read_long then judges.
 */
static bool
read_plain(dp_str s, struct dp_datum *d)
{
	const char *p = s.p, *end = s.p + s.n, *first;
	uint64_t m = 0;
	bool minus = false, signed_ = false;
	size_t n_whole, n_decimals = 0;

	if (*p == '-' || *p == '+') {
		minus = *p++ == '-';
		signed_ = true;
	}
	/* 19 digits cannot overflow m, more are turned away below. */
	for (first = p;
	     p < end && (unsigned char)(*p - '0') < 10 && p - first < 20; p++)
		m = 10 * m + (unsigned char)(*p - '0');
	n_whole = (size_t)(p - first);
	if (p < end && *p == '.') {
		const char *point = p++;

		for (; p < end && (unsigned char)(*p - '0') < 10 &&
		       p - first < 21;
		     p++)
			m = 10 * m + (unsigned char)(*p - '0');
		n_decimals = (size_t)(p - point) - 1;
	}
	if (p < end || !(n_whole + n_decimals) ||
	    n_whole + n_decimals > EXACT_DIGITS + 1 ||
	    n_decimals > EXACT_DIGITS || m >= (uint64_t)dpi_pow10(EXACT_DIGITS))
		return false;
	d->number.exact = true;
	d->number.scale = (uint8_t)n_decimals;
	d->number.unscaled = minus ? -(int64_t)m : (int64_t)m;
	d->whole = p[-1] != '.' && !n_decimals && !signed_;
	d->zero_led = n_whole > 1 && *first == '0' && !signed_;
	return true;
}

/* Digits only, too many for read_plain: a long identifier. */
static bool
digits_only(dp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] < '0' || s.p[i] > '9')
			return false;
	return true;
}

static bool
may_start_number(char c)
{
	return (c >= '0' && c <= '9') || c == '-' || c == '+' || c == '.';
}

void
dp_datum_read(dp_str cell, struct dp_datum *d)
{
	d->zero_led = d->whole = false;
	d->cell = cell;
	if (cell.n && ((unsigned char)(cell.p[0] - '!') > '~' - '!' ||
		       (unsigned char)(cell.p[cell.n - 1] - '!') > '~' - '!'))
		cell = dp_trim(cell);
	d->text = cell;
	if (!cell.n) {
		d->kind = DP_DATUM_MISSING;
		return;
	}
	d->kind = DP_DATUM_OTHER;
	if (!may_start_number(cell.p[0]))
		return;
	if (read_plain(cell, d)) {
		d->kind = DP_DATUM_NUMBER;
	} else if (read_long(cell, &d->number)) {
		d->kind = DP_DATUM_NUMBER;
		d->whole = digits_only(cell);
		d->zero_led = d->whole && cell.p[0] == '0';
	}
}
