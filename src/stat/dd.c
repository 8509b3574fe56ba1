/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Double-double arithmetic: numbers of 32 digits made of two doubles, read
 * from decimal text and written to it with correct rounding. Division and
 * addition are the accurate variants of Y. Hida, X. S. Li and D. H. Bailey,
 * Algorithms for Quad-Double Precision Floating Point Arithmetic (2001). It
 * must be compiled without contraction (-ffp-contract=off).
 */
#include "stat/wide.h"

#include <float.h>
#include <math.h>

/* Digits read; more of them are below the precision. */
#define READ_DIGITS 34
#define TEXT_DIGITS 40

static struct dp_dd
quick_two_sum(double a, double b)
{
	double s = a + b;
	struct dp_dd r = { s, b - (s - a) };

	return r;
}

static struct dp_dd
two_sum(double a, double b)
{
	double s = a + b;
	double bb = s - a;
	struct dp_dd r = { s, (a - (s - bb)) + (b - bb) };

	return r;
}

/* Veltkamp's splitting: two halves of 26 bits. */
static void
split(double a, double *hi, double *lo)
{
	double t = 134217729.0 * a;

	*hi = t - (t - a);
	*lo = a - *hi;
}

static struct dp_dd
two_prod(double a, double b)
{
	double p = a * b;
	double ah, al, bh, bl;
	struct dp_dd r = { p, 0 };

	/* Beyond this the splitting overflows; the product of two such
	   numbers is of no use to statistics. */
	if (!(fabs(a) < 1e300) || !(fabs(b) < 1e300) || !isfinite(p))
		return r;
	split(a, &ah, &al);
	split(b, &bh, &bl);
	r.lo = ((ah * bh - p) + ah * bl + al * bh) + al * bl;
	return r;
}

struct dp_dd
dp_dd_real(double d)
{
	struct dp_dd r = { d, 0 };

	return r;
}

struct dp_dd
dp_dd_int(int64_t i)
{
	struct dp_dd r;

	if (i >= 0)
		return dpi_dd_u128((dpi_u128)i);
	r = dpi_dd_u128((dpi_u128)(-(dpi_i128)i));
	r.hi = -r.hi;
	r.lo = -r.lo;
	return r;
}

struct dp_dd
dp_dd_add(struct dp_dd a, struct dp_dd b)
{
	struct dp_dd s = two_sum(a.hi, b.hi);
	struct dp_dd t = two_sum(a.lo, b.lo);

	if (!isfinite(s.hi))
		return dp_dd_real(s.hi);
	s = quick_two_sum(s.hi, s.lo + t.hi);
	return quick_two_sum(s.hi, s.lo + t.lo);
}

struct dp_dd
dp_dd_sub(struct dp_dd a, struct dp_dd b)
{
	b.hi = -b.hi;
	b.lo = -b.lo;
	return dp_dd_add(a, b);
}

struct dp_dd
dp_dd_mul(struct dp_dd a, struct dp_dd b)
{
	struct dp_dd p = two_prod(a.hi, b.hi);

	if (!isfinite(p.hi))
		return dp_dd_real(p.hi);
	return quick_two_sum(p.hi, p.lo + (a.hi * b.lo + a.lo * b.hi));
}

struct dp_dd
dp_dd_div(struct dp_dd a, struct dp_dd b)
{
	double q1 = a.hi / b.hi, q2, q3;
	struct dp_dd r;

	if (!isfinite(q1) || !isfinite(b.hi))
		return dp_dd_real(q1);
	r = dp_dd_sub(a, dp_dd_mul(b, dp_dd_real(q1)));
	q2 = r.hi / b.hi;
	r = dp_dd_sub(r, dp_dd_mul(b, dp_dd_real(q2)));
	q3 = r.hi / b.hi;
	return dp_dd_add(quick_two_sum(q1, q2), dp_dd_real(q3));
}

struct dp_dd
dp_dd_sqrt(struct dp_dd a)
{
	struct dp_dd x, rest;

	if (!(a.hi > 0))
		return dp_dd_real(0);
	x = dp_dd_real(sqrt(a.hi));
	for (int i = 0; i < 2; i++) {
		rest = dp_dd_sub(a, dp_dd_mul(x, x));
		rest = dp_dd_div(rest, dp_dd_add(x, x));
		x = dp_dd_add(x, rest);
	}
	return x;
}

int
dp_dd_cmp(struct dp_dd a, struct dp_dd b)
{
	if (a.hi != b.hi)
		return a.hi < b.hi ? -1 : 1;
	return (a.lo > b.lo) - (a.lo < b.lo);
}

/* ---- from text -------------------------------------------------------- */

static bool
digit(char c)
{
	return c >= '0' && c <= '9';
}

/* V * 10^E. */
static struct dp_dd
times_pow10(struct dp_dd v, int e)
{
	unsigned left = e < 0 ? (unsigned)-e : (unsigned)e;

	while (left && isfinite(v.hi) && v.hi != 0) {
		unsigned k = left > 38 ? 38 : left;
		struct dp_dd power = dpi_dd_pow10(k);

		v = e < 0 ? dp_dd_div(v, power) : dp_dd_mul(v, power);
		left -= k;
	}
	return v;
}

/* Reads "e-12" at the end of a number; at most four digits count. */
static bool
read_exponent(dp_str s, int *out)
{
	bool minus = false;
	int e = 0;

	if (s.n && (*s.p == '-' || *s.p == '+')) {
		minus = *s.p == '-';
		s = dp_str_from(s, 1);
	}
	if (!s.n)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		if (!digit(s.p[i]))
			return false;
		if (e < 10000)
			e = 10 * e + (s.p[i] - '0');
	}
	*out = minus ? -e : e;
	return true;
}

bool
dp_dd_read(dp_str s, struct dp_dd *out)
{
	dpi_u128 m = 0;
	size_t i = 0, n_digits = 0;
	unsigned held = 0;
	int e = 0, written = 0;
	bool minus = false, point = false;

	if (s.n && (*s.p == '-' || *s.p == '+')) {
		minus = *s.p == '-';
		i = 1;
	}
	for (; i < s.n && (digit(s.p[i]) || (s.p[i] == '.' && !point)); i++) {
		if (s.p[i] == '.') {
			point = true;
			continue;
		}
		n_digits++;
		if (held < READ_DIGITS) {
			m = 10 * m + (unsigned)(s.p[i] - '0');
			held += m != 0;
			e -= point;
		} else if (e < 100000) {
			e += !point;
		}
	}
	if (!n_digits)
		return false;
	if (i < s.n && ((s.p[i] != 'e' && s.p[i] != 'E') ||
			!read_exponent(dp_str_from(s, i + 1), &written)))
		return false;
	*out = times_pow10(dpi_dd_u128(m), e + written);
	if (minus) {
		out->hi = -out->hi;
		out->lo = -out->lo;
	}
	return isfinite(out->hi) != 0;
}

/* ---- to text ---------------------------------------------------------- */

/* |D| = *M * 2^*E, M whole. */
static void
take_apart(double d, uint64_t *m, int *e)
{
	*m = (uint64_t)ldexp(frexp(fabs(d), e), DBL_MANT_DIG);
	*e -= DBL_MANT_DIG;
}

/* |V| = *N * 2^E exactly; returns E. */
static int
whole_of(struct dp_dd v, struct dpi_wide *n)
{
	struct dpi_wide low;
	uint64_t m, m_low;
	int e, e_low;

	take_apart(v.hi, &m, &e);
	dpi_wide_set(n, m);
	if (v.lo == 0)
		return e;
	take_apart(v.lo, &m_low, &e_low);
	dpi_wide_set(&low, m_low);
	dpi_wide_shift_left(n, (unsigned)(e - e_low));
	if ((v.hi < 0) == (v.lo < 0))
		dpi_wide_add(n, &low);
	else
		dpi_wide_sub(n, &low);
	return e_low;
}

/* *T = N * 2^E * 10^K rounded half to even. */
static void
scaled(struct dpi_wide *t, const struct dpi_wide *n, int e, int k)
{
	bool rest = false, half;
	struct dpi_wide one;

	*t = *n;
	dpi_wide_shift_left(t, e > 0 ? (unsigned)e + 1 : 1);
	if (k > 0)
		dpi_wide_mul_pow10(t, (unsigned)k);
	if (e < 0)
		rest = dpi_wide_shift_right(t, (unsigned)-e);
	for (; k < 0; k += 18)
		rest |= dpi_wide_div_small(
				t, (uint64_t)dpi_pow10(
					   k < -18 ? 18 : (unsigned)-k)) != 0;
	half = dpi_wide_shift_right(t, 1);
	if (half && (rest || (t->n && (t->limb[0] & 1)))) {
		dpi_wide_set(&one, 1);
		dpi_wide_add(t, &one);
	}
}

/* Writes N digits, the first worth 10^X, as a number. */
static void
write_digits(const char *d, int n, int x, struct dp_buf *out)
{
	while (n > 1 && d[n - 1] == '0')
		n--;
	if (x >= 60 || x < -40) {
		dp_buf_add(out, d, 1);
		if (n > 1)
			dp_buf_char(out, '.');
		dp_buf_add(out, d + 1, (size_t)n - 1);
		dp_buf_format(out, "e%d", x);
		return;
	}
	if (x < 0)
		dp_buf_c(out, "0.");
	for (int i = -1; i > x; i--)
		dp_buf_char(out, '0');
	for (int i = 0; i < n || i <= x; i++) {
		if (x >= 0 && i == x + 1)
			dp_buf_char(out, '.');
		dp_buf_char(out, i < n ? d[i] : '0');
	}
}

void
dp_dd_text(struct dp_dd v, unsigned digits, struct dp_buf *out)
{
	struct dpi_wide n, t;
	char text[TEXT_DIGITS + 2];
	int e, x, had;

	v = two_sum(v.hi, v.lo);
	if (!isfinite(v.hi))
		return;
	if (v.hi == 0) {
		dp_buf_char(out, '0');
		return;
	}
	if (digits < 1 || digits > TEXT_DIGITS)
		digits = digits ? TEXT_DIGITS : 1;
	if (v.hi < 0)
		dp_buf_char(out, '-');
	e = whole_of(v, &n);
	/* The estimate may be one off, and rounding may carry: try again. */
	x = (int)floor(log10(fabs(v.hi)));
	for (;;) {
		scaled(&t, &n, e, (int)digits - 1 - x);
		had = (int)dpi_wide_digits(&t, text, sizeof(text));
		if (had == (int)digits)
			break;
		x += had > (int)digits ? 1 : -1;
	}
	write_digits(text, (int)digits, x, out);
}
