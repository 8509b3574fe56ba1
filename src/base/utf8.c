/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * UTF-8 as RFC 3629 defines it: one character at a time, and the quick test
 * of a whole text.
 */
#include <dpipe/base.h>

unsigned
dp_utf8_decode(const char *p, size_t n_bytes, uint32_t *c)
{
	const unsigned char *s = (const unsigned char *)p;
	uint32_t v;

	if (s[0] < 0x80) {
		*c = s[0];
		return 1;
	}
	if (s[0] < 0xC2 || n_bytes < 2 || (s[1] & 0xC0) != 0x80)
		return 0;
	if (s[0] < 0xE0) {
		*c = (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3Fu);
		return 2;
	}
	if (n_bytes < 3 || (s[2] & 0xC0) != 0x80)
		return 0;
	v = (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3Fu);
	if (s[0] < 0xF0) {
		v |= (uint32_t)(s[0] & 0x0F) << 12;
		if (v < 0x800 || (v >= 0xD800 && v < 0xE000))
			return 0;
		*c = v;
		return 3;
	}
	if (s[0] > 0xF4 || n_bytes < 4 || (s[3] & 0xC0) != 0x80)
		return 0;
	v = (uint32_t)(s[0] & 0x07) << 18 | v << 6 | (s[3] & 0x3Fu);
	if (v < 0x10000 || v > 0x10FFFF)
		return 0;
	*c = v;
	return 4;
}

unsigned
dp_utf8_encode(uint32_t c, char *p)
{
	if (c < 0x80) {
		p[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		p[0] = (char)(0xC0 | c >> 6);
		p[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		p[0] = (char)(0xE0 | c >> 12);
		p[1] = (char)(0x80 | (c >> 6 & 0x3F));
		p[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	p[0] = (char)(0xF0 | c >> 18);
	p[1] = (char)(0x80 | (c >> 12 & 0x3F));
	p[2] = (char)(0x80 | (c >> 6 & 0x3F));
	p[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

size_t
dp_utf8_valid(dp_str s)
{
	size_t i = 0;

	while (i < s.n) {
		uint64_t eight[4];
		uint32_t c;
		unsigned k;

		while (s.n - i >= sizeof eight) {
			memcpy(eight, s.p + i, sizeof eight);
			if ((eight[0] | eight[1] | eight[2] | eight[3]) &
			    0x8080808080808080u)
				break;
			i += sizeof eight;
		}
		if (i == s.n)
			break;
		/* A few characters, then the wide test again. */
		for (unsigned turn = 0; turn < 16 && i < s.n; turn++) {
			k = dp_utf8_decode(s.p + i, s.n - i, &c);
			if (!k)
				return i;
			i += k;
		}
	}
	return i;
}

size_t
dp_utf8_chars(dp_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += ((unsigned char)s.p[i] & 0xC0) != 0x80;
	return n;
}
