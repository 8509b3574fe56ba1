/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lengths and patterns of GREL: Java counts in units of UTF-16, and its
 * patterns are not quite those of others.
 */
#include "op/grel.h"

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
