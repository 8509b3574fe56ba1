/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reckoning with canonical numbers digit by digit, as on paper: what a double
 * cannot hold stays right. Sums and means are stat's.
 */
#include "text/decimal.h"

#include "text/number.h"

/* Takes S apart, as a number that no code looks like. */
static bool
take_apart(dp_str s, struct dpi_canonical *c)
{
	return s.n > 0 && dpi_canonical_split(s, c) &&
	       (c->whole.n == 1 || c->whole.p[0] != '0');
}

bool
dpi_is_decimal(dp_str s)
{
	struct dpi_canonical c;

	return take_apart(s, &c);
}

/* Digit I of C, counted from its first, '0' behind its last. */
static char
digit(const struct dpi_canonical *c, size_t i)
{
	if (i < c->whole.n)
		return c->whole.p[i];
	i -= c->whole.n;
	return i < c->fraction.n ? c->fraction.p[i] : '0';
}

/* Does the number grow, of which the first KEPT digits are kept? */
static bool
goes_up(const struct dpi_canonical *c, size_t kept, enum dpi_rounding how)
{
	size_t n = c->whole.n + c->fraction.n;
	bool rest = false, more = false;
	char next = digit(c, kept);

	for (size_t i = kept; i < n; i++) {
		rest |= digit(c, i) != '0';
		more |= i > kept && digit(c, i) != '0';
	}
	switch (how) {
	case DPI_ROUND_DOWN:
		return false;
	case DPI_ROUND_UP:
		return rest;
	case DPI_ROUND_HALF_EVEN:
		if (next == '5' && !more)
			return kept > 0 && (digit(c, kept - 1) & 1);
		break;
	case DPI_ROUND_HALF_UP:
		break;
	}
	return next >= '5';
}

/*
 * Appends the N digits at D, WHOLE of them before the point, without zeros in
 * front; MINUS unless it is nought.
 */
static void
write_out(const char *d, size_t n, size_t whole, bool minus, struct dp_buf *out)
{
	bool nought = true;
	size_t i = 0;

	for (size_t k = 0; k < n && nought; k++)
		nought = d[k] == '0';
	if (minus && !nought)
		dp_buf_char(out, '-');
	while (i + 1 < whole && d[i] == '0')
		i++;
	dp_buf_add(out, d + i, whole - i);
	if (n == whole)
		return;
	dp_buf_char(out, '.');
	dp_buf_add(out, d + whole, n - whole);
}

bool
dpi_decimal_round(dp_str s, int digits, enum dpi_rounding how,
		  struct dp_buf *out)
{
	struct dpi_canonical c;
	struct dp_buf made = { 0 };
	size_t kept, drop = digits < 0 ? (size_t)-digits : 0;
	bool up;

	if (!take_apart(s, &c))
		return false;
	if (digits >= 0 && c.fraction.n <= (size_t)digits) {
		dp_buf_str(out, s);
		return true;
	}
	/* one more nought in front for what is carried */
	dp_buf_char(&made, '0');
	if (drop > c.whole.n) {
		kept = 0;
		up = how == DPI_ROUND_UP && goes_up(&c, 0, how);
	} else {
		kept = digits < 0 ? c.whole.n - drop :
				    c.whole.n + (size_t)digits;
		up = goes_up(&c, kept, how);
	}
	for (size_t i = 0; i < kept; i++)
		dp_buf_char(&made, digit(&c, i));
	for (size_t i = made.n; up && i-- > 0;) {
		up = made.p[i] == '9';
		made.p[i] = (char)(up ? '0' : made.p[i] + 1);
	}
	for (size_t i = 0; i < drop; i++)
		dp_buf_char(&made, '0');
	write_out(made.p, made.n, made.n - (digits > 0 ? (size_t)digits : 0),
		  c.minus, out);
	dp_buf_done(&made);
	return true;
}

bool
dpi_decimal_times(dp_str a, dp_str b, struct dp_buf *out)
{
	struct dpi_canonical x, y;
	unsigned sum[2 * DPI_DECIMAL_DIGITS] = { 0 };
	char text[2 * DPI_DECIMAL_DIGITS];
	size_t nx, ny, n, whole;

	if (!take_apart(a, &x) || !take_apart(b, &y))
		return false;
	nx = x.whole.n + x.fraction.n;
	ny = y.whole.n + y.fraction.n;
	if (nx > DPI_DECIMAL_DIGITS || ny > DPI_DECIMAL_DIGITS)
		return false;
	n = nx + ny;
	for (size_t i = 0; i < nx; i++)
		for (size_t k = 0; k < ny; k++)
			sum[i + k + 1] += (unsigned)(digit(&x, i) - '0') *
					  (unsigned)(digit(&y, k) - '0');
	for (size_t i = n; i-- > 0;) {
		if (i > 0)
			sum[i - 1] += sum[i] / 10;
		text[i] = (char)('0' + sum[i] % 10);
	}
	whole = n - x.fraction.n - y.fraction.n;
	while (n > whole && text[n - 1] == '0')
		n--;
	write_out(text, n, whole, x.minus != y.minus, out);
	return true;
}

/*
 * The digit of C that stands for 10 to the power of AT; 0 where it has none.
 */
static int
digit_at(const struct dpi_canonical *c, ptrdiff_t at)
{
	ptrdiff_t i = (ptrdiff_t)c->whole.n - 1 - at;

	return i < 0 ? 0 : digit(c, (size_t)i) - '0';
}

/* Below, at or above 0 as X without its sign is to Y, from digit HIGH on. */
static int
magnitude(const struct dpi_canonical *x, const struct dpi_canonical *y,
	  ptrdiff_t high, ptrdiff_t low)
{
	for (ptrdiff_t at = high; at >= low; at--) {
		int d = digit_at(x, at) - digit_at(y, at);

		if (d)
			return d;
	}
	return 0;
}

bool
dpi_decimal_plus(dp_str a, dp_str b, bool minus, struct dp_buf *out)
{
	struct dpi_canonical x, y, z;
	char text[2 * DPI_DECIMAL_DIGITS + 1];
	size_t n = 0, whole, fraction;
	ptrdiff_t high, low;
	int carry = 0, sign;

	if (!take_apart(a, &x) || !take_apart(b, &y) ||
	    x.whole.n + x.fraction.n > DPI_DECIMAL_DIGITS ||
	    y.whole.n + y.fraction.n > DPI_DECIMAL_DIGITS)
		return false;
	y.minus = y.minus != minus;
	whole = x.whole.n > y.whole.n ? x.whole.n : y.whole.n;
	fraction = x.fraction.n > y.fraction.n ? x.fraction.n : y.fraction.n;
	high = (ptrdiff_t)whole; /* one more, for what is carried */
	low = -(ptrdiff_t)fraction;
	sign = x.minus == y.minus ? 1 : -1;
	/* the greater one first, so that nothing is below nought */
	if (sign < 0 && magnitude(&x, &y, high, low) < 0) {
		z = x;
		x = y;
		y = z;
	}
	n = whole + 1 + fraction;
	for (ptrdiff_t at = low; at <= high; at++) {
		int d = digit_at(&x, at) + sign * digit_at(&y, at) + carry;

		carry = d > 9 ? 1 : d < 0 ? -1 : 0;
		text[high - at] = (char)('0' + d - 10 * carry);
	}
	while (n > whole + 1 && text[n - 1] == '0')
		n--;
	write_out(text, n, whole + 1, x.minus, out);
	return true;
}

bool
dpi_decimal_rest(dp_str a, dp_str b, struct dp_buf *out)
{
	struct dpi_canonical x, y;
	uint64_t by = 0, rest = 0;

	if (!take_apart(a, &x) || !take_apart(b, &y) || x.fraction.p ||
	    y.fraction.p || y.whole.n > 17)
		return false;
	for (size_t i = 0; i < y.whole.n; i++)
		by = by * 10 + (unsigned)(y.whole.p[i] - '0');
	if (by == 0)
		return false;
	for (size_t i = 0; i < x.whole.n; i++)
		rest = (rest * 10 + (unsigned)(x.whole.p[i] - '0')) % by;
	if (x.minus && rest)
		dp_buf_char(out, '-');
	dp_buf_decimal(out, rest);
	return true;
}

int
dpi_decimal_cmp(dp_str a, dp_str b)
{
	struct dpi_canonical x, y;
	size_t n;
	int sign;

	if (!take_apart(a, &x) || !take_apart(b, &y))
		return 0;
	if (x.minus != y.minus)
		return x.minus ? -1 : 1;
	sign = x.minus ? -1 : 1;
	if (x.whole.n != y.whole.n)
		return x.whole.n < y.whole.n ? -sign : sign;
	n = x.fraction.n > y.fraction.n ? x.fraction.n : y.fraction.n;
	for (size_t i = 0; i < x.whole.n + n; i++)
		if (digit(&x, i) != digit(&y, i))
			return digit(&x, i) < digit(&y, i) ? -sign : sign;
	return 0;
}
