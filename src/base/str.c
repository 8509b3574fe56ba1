/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Borrowed strings: looking at bytes that belong to somebody else. Nothing
 * here allocates or knows characters.
 */
#include <dpipe/base.h>

dp_str
dp_str_c(const char *s)
{
	dp_str r = { s, s ? strlen(s) : 0 };

	return r;
}

bool
dp_str_eq(dp_str a, dp_str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
dp_str_is(dp_str s, const char *c)
{
	return dp_str_eq(s, dp_str_c(c));
}

int
dp_str_cmp(dp_str a, dp_str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int c = n ? memcmp(a.p, b.p, n) : 0;

	if (c)
		return c;
	return (a.n > b.n) - (a.n < b.n);
}

bool
dp_str_starts(dp_str s, const char *prefix)
{
	size_t n = strlen(prefix);

	return s.n >= n && (n == 0 || memcmp(s.p, prefix, n) == 0);
}

dp_str
dp_str_from(dp_str s, size_t from_bytes)
{
	if (from_bytes > s.n)
		from_bytes = s.n;
	if (s.p)
		s.p += from_bytes;
	s.n -= from_bytes;
	return s;
}

static bool
blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

dp_str
dp_str_strip(dp_str s)
{
	while (s.n && blank(s.p[0])) {
		s.p++;
		s.n--;
	}
	while (s.n && blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

dp_str
dp_str_cut(dp_str *rest, char sep)
{
	ptrdiff_t at = dp_str_find(*rest, sep);
	dp_str head = *rest;

	if (at < 0) {
		rest->p = NULL;
		rest->n = 0;
		return head;
	}
	head.n = (size_t)at;
	*rest = dp_str_from(*rest, (size_t)at + 1);
	return head;
}

ptrdiff_t
dp_str_find(dp_str s, char c)
{
	const char *at = s.n ? memchr(s.p, c, s.n) : NULL;

	return at ? at - s.p : -1;
}

ptrdiff_t
dp_str_search(dp_str s, dp_str needle)
{
	const char *at;

	if (needle.n == 0)
		return 0;
	at = s.n ? memmem(s.p, s.n, needle.p, needle.n) : NULL;
	return at ? at - s.p : -1;
}

bool
dp_str_int(dp_str s, int64_t *out)
{
	bool minus = s.n && s.p[0] == '-';
	size_t i = minus ? 1 : 0;
	int64_t v = 0;

	if (i == s.n)
		return false;
	for (; i < s.n; i++) {
		int digit = s.p[i] - '0';

		if (digit < 0 || digit > 9)
			return false;
		/* Counted downwards, so that the lowest number fits too. */
		if (__builtin_mul_overflow(v, 10, &v) ||
		    __builtin_sub_overflow(v, digit, &v))
			return false;
	}
	if (!minus && v == INT64_MIN)
		return false;
	*out = minus ? v : -v;
	return true;
}
