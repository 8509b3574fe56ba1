/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lengths of GREL: Java counts in units of UTF-16.
 */
#include "op/grel.h"

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

	for (size_t i = 0; i < s.n && from < to && at < to; at += units) {
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
