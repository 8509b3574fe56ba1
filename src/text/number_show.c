/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Canonical numbers to what people read, and doubles to canonical text. */
#include <dpipe/text.h>

#include <math.h>

#include "base/i18n.h"
#include "text/decimal.h"
#include "text/number.h"

bool
dpi_canonical_split(dp_str s, struct dpi_canonical *c)
{
	size_t i = 0, from;

	*c = (struct dpi_canonical){ .minus = s.n > 0 && s.p[0] == '-' };
	i = from = c->minus;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	if (i == from)
		return false;
	c->whole = (dp_str){ s.p + from, i - from };
	if (i == s.n)
		return true;
	if (s.p[i] != '.')
		return false;
	from = ++i;
	while (i < s.n && s.p[i] >= '0' && s.p[i] <= '9')
		i++;
	c->fraction = (dp_str){ s.p + from, i - from };
	return i == s.n && i > from;
}

void
dp_number_show(dp_str canonical, struct dp_buf *out)
{
	struct dpi_canonical c;
	/* TRANSLATORS: the sign before the tenths: 1.5 */
	const char *point = C_("number: decimal sign", ".");
	/* TRANSLATORS: the sign between thousands; a no-break space is fine */
	const char *group = C_("number: group sign", ",");

	if (!dpi_canonical_split(canonical, &c)) {
		dp_buf_str(out, canonical);
		return;
	}
	if (c.minus)
		dp_buf_char(out, '-');
	for (size_t i = 0; i < c.whole.n; i++) {
		if (i > 0 && (c.whole.n - i) % 3 == 0)
			dp_buf_c(out, group);
		dp_buf_char(out, c.whole.p[i]);
	}
	if (c.fraction.p) {
		dp_buf_c(out, point);
		dp_buf_str(out, c.fraction);
	}
}

/* ---- doubles ---------------------------------------------------------- */

#define DOUBLE_DIGITS 17

/*
 * V, finite and not 0, with N significant digits: the digits at DIGIT, and
 * the power of ten of the first of them. snprintf's decimal sign depends on
 * the locale, so only its digits are looked at.
 */
static int
significant(double v, int n, char digit[DOUBLE_DIGITS])
{
	char text[64];
	int power = 0, at = 0;
	const char *p = text;

	(void)snprintf(text, sizeof(text), "%.*e", n - 1, fabs(v));
	for (; *p && *p != 'e'; p++) {
		if (*p >= '0' && *p <= '9' && at < n)
			digit[at++] = *p;
	}
	if (*p == 'e') {
		bool minus = p[1] == '-';

		for (p += 2; *p >= '0' && *p <= '9'; p++)
			power = power * 10 + (*p - '0');
		if (minus)
			power = -power;
	}
	return power;
}

static void
write_double(bool minus, const char *digit, int n, int power,
	     struct dp_buf *out)
{
	while (n > 1 && digit[n - 1] == '0')
		n--;
	if (minus)
		dp_buf_char(out, '-');
	if (power < 0)
		dp_buf_char(out, '0');
	for (int i = 0; i <= power; i++)
		dp_buf_char(out, i < n ? digit[i] : '0');
	if (n <= power + 1)
		return;
	dp_buf_char(out, '.');
	for (int i = power + 1; i < n; i++)
		dp_buf_char(out, i < 0 ? '0' : digit[i]);
}

void
dp_number_double_text(double v, int digits, struct dp_buf *out)
{
	char digit[DOUBLE_DIGITS];
	int n = digits > DOUBLE_DIGITS ? DOUBLE_DIGITS : digits, power;
	size_t start = out->n;

	if (!isfinite(v))
		return;
	if (v >= 0 && v <= 0) {
		dp_buf_char(out, '0');
		return;
	}
	if (n > 0) {
		power = significant(v, n, digit);
		write_double(v < 0, digit, n, power, out);
		return;
	}
	/* the fewest digits that give V back */
	for (n = 15; n <= DOUBLE_DIGITS; n++) {
		double back = 0;

		out->n = start;
		power = significant(v, n, digit);
		write_double(v < 0, digit, n, power, out);
		if (dp_number_double(dp_str_from(dp_buf_view(out), start),
				     &back) &&
		    back >= v && back <= v)
			break;
	}
}

/* Digits of the ends of a range. */
#define RANGE_DIGITS 6

dp_str
dpi_number_range(double low, double high, struct dp_arena *a)
{
	struct dp_buf b = { 0 }, plain = { 0 };
	dp_str kept;

	dp_number_double_text(low, RANGE_DIGITS, &plain);
	dp_number_show(dp_buf_view(&plain), &b);
	dp_buf_c(&b, " \u2013 ");
	plain.n = 0;
	dp_number_double_text(high, RANGE_DIGITS, &plain);
	dp_number_show(dp_buf_view(&plain), &b);
	kept = dp_keep(a, dp_buf_view(&b));
	dp_buf_done(&b);
	dp_buf_done(&plain);
	return kept;
}
