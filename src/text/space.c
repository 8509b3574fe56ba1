/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * White space and widths. Called for every cell of a table: the common case,
 * ASCII and nothing to remove, must cost next to nothing.
 */
#include <dpipe/text.h>

#include <utf8proc.h>

static bool
is_ascii_space(unsigned char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* True when the three bytes at B, of which the first is E1 to EF, are one. */
static bool
is_space_3(const unsigned char *b)
{
	switch (b[0]) {
	case 0xe1: /* U+1680 */
		return b[1] == 0x9a && b[2] == 0x80;
	case 0xe2:
		if (b[1] == 0x80) /* U+2000 to 200B, 2028, 2029, 202F */
			return (b[2] >= 0x80 && b[2] <= 0x8b) || b[2] == 0xa8 ||
			       b[2] == 0xa9 || b[2] == 0xaf;
		/* U+205F, 2060 */
		return b[1] == 0x81 && (b[2] == 0x9f || b[2] == 0xa0);
	case 0xe3: /* U+3000 */
		return b[1] == 0x80 && b[2] == 0x80;
	case 0xef: /* U+FEFF */
		return b[1] == 0xbb && b[2] == 0xbf;
	default:
		return false;
	}
}

unsigned
dp_space_bytes(dp_str s)
{
	const unsigned char *b = (const unsigned char *)s.p;

	if (s.n == 0)
		return 0;
	if (b[0] < 0x80)
		return is_ascii_space(b[0]);
	if (b[0] == 0xc2) /* U+0085, 00A0 */
		return s.n >= 2 && (b[1] == 0x85 || b[1] == 0xa0) ? 2 : 0;
	if (b[0] >= 0xe1 && s.n >= 3 && is_space_3(b))
		return 3;
	return 0;
}

/* Bytes of the white space character at the end of S. */
static unsigned
space_bytes_back(dp_str s)
{
	const unsigned char *end;

	if (s.n == 0)
		return 0;
	end = (const unsigned char *)s.p + s.n;
	if (end[-1] < 0x80)
		return is_ascii_space(end[-1]);
	if (s.n >= 2 && end[-2] == 0xc2 && (end[-1] == 0x85 || end[-1] == 0xa0))
		return 2;
	if (s.n >= 3 && end[-3] >= 0xe1 && is_space_3(end - 3))
		return 3;
	return 0;
}

dp_str
dp_trim(dp_str s)
{
	unsigned len;

	while ((len = dp_space_bytes(s)) > 0) {
		s.p += len;
		s.n -= len;
	}
	while ((len = space_bytes_back(s)) > 0)
		s.n -= len;
	return s;
}

size_t
dp_width_cols(dp_str s)
{
	size_t cols = 0, i = 0;

	while (i < s.n) {
		unsigned char b = (unsigned char)s.p[i];
		uint32_t c;
		unsigned len;

		if (b < 0x80) {
			cols += b >= 0x20 && b != 0x7f;
			i++;
			continue;
		}
		len = dp_utf8_decode(s.p + i, s.n - i, &c);
		if (len == 0) {
			/* a terminal shows a replacement character */
			cols++;
			i++;
			continue;
		}
		i += len;
		if (c >= 0xa0)
			cols += (size_t)utf8proc_charwidth((utf8proc_int32_t)c);
	}
	return cols;
}
