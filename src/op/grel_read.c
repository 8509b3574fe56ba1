/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading numbers as Java does, for GREL.
 */
#include "op/grel.h"

#include <math.h>

/* Zeros that a number gets at most from its exponent: beyond, it is 0 or ∞. */
#define EXPONENT_MAX 400

/*
 * The digit at *I of S, which may be one of any script that UTF-16 writes in
 * one unit; 10: there is none. *I is behind it then.
 */
static unsigned
digit_at(dp_str s, size_t *i)
{
	uint32_t c;
	unsigned n, d = 0;

	if ((unsigned char)s.p[*i] < 0x80) {
		d = (unsigned)(s.p[(*i)++] - '0');
		return d > 9 ? 10 : d;
	}
	n = dp_utf8_decode(s.p + *i, s.n - *i, &c);
	*i += n ? n : 1;
	if (n == 0 || c > 0xFFFF || strcmp(dp_category(c), "Nd") != 0)
		return 10;
	/* they come by ten, and nothing like them before */
	while (d < 9 && strcmp(dp_category(c - d - 1), "Nd") == 0)
		d++;
	return d;
}

static bool
read_whole(dp_str s, int64_t *out)
{
	bool minus = s.n > 0 && s.p[0] == '-';
	uint64_t n = 0, most = (uint64_t)INT64_MAX + minus;
	size_t i = s.n > 0 && (minus || s.p[0] == '+');

	if (i == s.n)
		return false;
	while (i < s.n) {
		unsigned d = digit_at(s, &i);

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

bool
dpi_grel_read_double(dp_str s, double *out)
{
	struct dp_buf digits = { 0 };
	size_t whole, fraction = 0, i;
	bool minus, read;
	int exponent = 0;

	if (s.n >= DP_CELL_MAX_BYTES)
		return false;
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
	return dpi_grel_read_double(s, &out->number);
}
