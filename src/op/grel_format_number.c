/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing numbers by a format of Java's Formatter: %05d, %,.2f.
 */
#include "op/grel.h"

#include <math.h>
#include <stdlib.h>

/* One conversion of a format: %-05,.2f */
struct conversion {
	bool left, zero, plus, blank, commas, brackets;
	int width, precision; /* -1: none is told */
	char letter;
};

/* Reads the conversion at *I of FORMAT, behind its %. */
static bool
read_conversion(dp_str format, size_t *i, struct conversion *c)
{
	*c = (struct conversion){ .width = -1, .precision = -1 };
	for (; *i < format.n && strchr("-0+ ,(", format.p[*i]); ++*i) {
		c->left |= format.p[*i] == '-';
		c->zero |= format.p[*i] == '0';
		c->plus |= format.p[*i] == '+';
		c->blank |= format.p[*i] == ' ';
		c->commas |= format.p[*i] == ',';
		c->brackets |= format.p[*i] == '(';
	}
	for (int k = 0; k < 2; k++) {
		int *n = k ? &c->precision : &c->width;

		if (k && (*i >= format.n || format.p[*i] != '.'))
			break;
		*i += (size_t)k;
		for (; *i < format.n && format.p[*i] >= '0' &&
		       format.p[*i] <= '9';
		     ++*i)
			*n = (*n < 0    ? 0 :
			      *n > 1000 ? 1000 :
					  *n) *
				     10 +
			     (format.p[*i] - '0');
	}
	if (*i >= format.n)
		return false;
	c->letter = format.p[(*i)++];
	return c->width < 1000 && c->precision < 1000;
}

/*
 * Appends D, not below 0, with so many digits behind the point; a half goes
 * up, of the digits that D is written with.
 */
static void
put_fixed(double d, int precision, struct dp_buf *out)
{
	struct dp_buf b = { 0 };
	ptrdiff_t dot;
	size_t end, i;
	bool up;

	dp_buf_char(&b, '0');
	dp_number_double_text(d, 0, &b);
	dot = dp_str_find(dp_buf_view(&b), '.');
	if (dot < 0) {
		dot = (ptrdiff_t)b.n;
		dp_buf_char(&b, '.');
	}
	end = (size_t)dot + 1 + (size_t)precision;
	while (b.n <= end)
		dp_buf_char(&b, '0');
	up = b.p[end] >= '5';
	for (i = end; up && i-- > 0;) {
		if (b.p[i] == '.')
			continue;
		up = b.p[i] == '9';
		b.p[i] = up ? '0' : (char)(b.p[i] + 1);
	}
	b.n = precision ? end : (size_t)dot;
	i = b.p[0] == '0' && b.n > 1 && b.p[1] != '.';
	dp_buf_str(out, dp_str_from(dp_buf_view(&b), i));
	dp_buf_done(&b);
}

/* Appends the digits of S, commas between thousands. */
static void
put_grouped(dp_str s, struct dp_buf *out)
{
	ptrdiff_t dot = dp_str_find(s, '.');
	size_t whole = dot < 0 ? s.n : (size_t)dot;

	for (size_t i = 0; i < s.n; i++) {
		if (i && i < whole && (whole - i) % 3 == 0)
			dp_buf_char(out, ',');
		dp_buf_char(out, s.p[i]);
	}
}

/* Appends DIGITS with the sign, the zeros and the blanks that C asks for. */
static void
put_signed(const struct conversion *c, bool minus, dp_str digits,
	   struct dp_buf *out)
{
	const char *sign = minus    ? c->brackets ? "(" : "-" :
			   c->plus  ? "+" :
			   c->blank ? " " :
				      "";
	size_t n = strlen(sign) + digits.n + (minus && c->brackets);
	size_t room = c->width > (int)n ? (size_t)c->width - n : 0;

	for (size_t i = 0; i < room && !c->left && !c->zero; i++)
		dp_buf_char(out, ' ');
	dp_buf_c(out, sign);
	for (size_t i = 0; i < room && c->zero; i++)
		dp_buf_char(out, '0');
	dp_buf_str(out, digits);
	if (minus && c->brackets)
		dp_buf_char(out, ')');
	for (size_t i = 0; i < room && c->left; i++)
		dp_buf_char(out, ' ');
}

/* Appends D with an exponent, as 1.234560e+01. */
static void
put_exponent(double d, int precision, struct dp_buf *out)
{
	struct dp_buf text = { 0 };
	int exponent = 0;

	if (d != 0)
		exponent = (int)floor(log10(d));
	put_fixed(d / pow(10, exponent), precision, &text);
	if (text.n > 1 && text.p[1] == '0') {
		/* 9.99 became 10.0 */
		exponent++;
		text.n = 0;
		put_fixed(d / pow(10, exponent), precision, &text);
	}
	dp_buf_str(out, dp_buf_view(&text));
	dp_buf_format(out, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
	dp_buf_done(&text);
}

/* Appends X by C; false when it is of another kind. */
static bool
put_converted(struct dp_expr_value x, const struct conversion *c,
	      struct dp_buf *out)
{
	struct dp_buf text = { 0 }, grouped = { 0 };
	int precision = c->precision < 0 ? 6 : c->precision;
	bool whole = x.kind == DP_X_WHOLE, minus;
	uint64_t u = (uint64_t)x.whole;
	bool good = true;

	minus = whole ? x.whole < 0 : signbit(x.number) != 0;
	if (c->letter == 'd' && whole)
		dp_buf_format(&text, "%llu",
			      (unsigned long long)(minus ? 0 - u : u));
	else if (strchr("xXo", c->letter) && whole)
		dp_buf_format(&text,
			      c->letter == 'o' ? "%llo" :
			      c->letter == 'x' ? "%llx" :
						 "%llX",
			      (unsigned long long)u);
	else if (c->letter == 'f' && !whole && isfinite(x.number))
		put_fixed(fabs(x.number), precision, &text);
	else if (c->letter == 'e' && !whole && isfinite(x.number))
		put_exponent(fabs(x.number), precision, &text);
	else if (strchr("fe", c->letter) && !whole)
		dp_buf_c(&text, isnan(x.number) ? "NaN" : "Infinity");
	else
		good = false;
	if (good) {
		struct conversion plain = *c;

		if (strchr("xXo", c->letter))
			minus = false;
		if (!whole && !isfinite(x.number))
			plain.zero = false;
		if (c->commas)
			put_grouped(dp_buf_view(&text), &grouped);
		put_signed(&plain, minus && !isnan(x.number),
			   dp_buf_view(c->commas ? &grouped : &text), out);
	}
	dp_buf_done(&text);
	dp_buf_done(&grouped);
	return good;
}

bool
dpi_grel_put_format(struct dp_expr_value x, dp_str format, struct dp_buf *out)
{
	size_t used = 0;

	if (x.kind != DP_X_WHOLE && x.kind != DP_X_NUMBER)
		return false;
	for (size_t i = 0; i < format.n;) {
		struct conversion c;

		if (format.p[i] != '%') {
			dp_buf_char(out, format.p[i++]);
			continue;
		}
		i++;
		if (!read_conversion(format, &i, &c))
			return false;
		if (c.letter == '%' || c.letter == 'n') {
			dp_buf_char(out, c.letter == 'n' ? '\n' : '%');
			continue;
		}
		if (used++ > 0)
			return false;
		if (c.letter == 's') {
			struct dp_buf text = { 0 };
			size_t most;

			if (x.kind == DP_X_WHOLE)
				dp_buf_format(&text, "%lld",
					      (long long)x.whole);
			else
				dpi_grel_put_double(x.number, &text);
			most = c.precision < 0 ? text.n : (size_t)c.precision;
			text.n = text.n > most ? most : text.n;
			c.plus = c.blank = c.zero = false;
			put_signed(&c, false, dp_buf_view(&text), out);
			dp_buf_done(&text);
		} else if (!put_converted(x, &c, out)) {
			return false;
		}
	}
	return true;
}
