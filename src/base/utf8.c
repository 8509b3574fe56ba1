/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * UTF-8 as RFC 3629 defines it: one character at a time, and the quick test
 * of a whole text.
 */
#include "base/utf8.h"

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

/* Short texts do not pay for the vector version's start. */
#define VECTOR_MIN_BYTES 512u

static size_t
vector_part(dp_str s)
{
#if defined(__x86_64__)
	if (s.n >= VECTOR_MIN_BYTES && __builtin_cpu_supports("avx2"))
		return dpi_utf8_valid_avx2(s);
#endif
	(void)s;
	return 0;
}

/* Bytes of ASCII at P, of N, eight at a time; stops early only at others. */
static size_t
ascii_bytes(const char *p, size_t n)
{
	const uint64_t high = 0x8080808080808080u;
	size_t i = 0;

	for (; n - i >= 8; i += 8) {
		uint64_t w;

		memcpy(&w, p + i, sizeof w);
		w &= high;
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
		if (w)
			return i + (unsigned)__builtin_ctzll(w) / 8;
#else
		if (w)
			return i + (unsigned)__builtin_clzll(w) / 8;
#endif
	}
	while (i < n && !(p[i] & 0x80))
		i++;
	return i;
}

size_t
dp_utf8_valid(dp_str s)
{
	size_t i = vector_part(s);

	while (i < s.n) {
		uint32_t c;
		unsigned k;

		i += ascii_bytes(s.p + i, s.n - i);
		if (i == s.n)
			break;
		/* Letters of most languages with an alphabet: two bytes. */
		if (s.n - i >= 2 && (unsigned char)s.p[i] - 0xC2u < 0x1Eu &&
		    (s.p[i + 1] & 0xC0) == 0x80) {
			i += 2;
			continue;
		}
		k = dp_utf8_decode(s.p + i, s.n - i, &c);
		if (!k)
			return i;
		i += k;
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

/* True where byte AT of S goes on with a character. */
static bool
goes_on(dp_str s, size_t at)
{
	return ((unsigned char)s.p[at] & 0xC0) == 0x80;
}

size_t
dp_utf8_start(dp_str s, size_t at)
{
	while (at > 0 && at < s.n && goes_on(s, at))
		at--;
	return at;
}

size_t
dp_utf8_next(dp_str s, size_t at)
{
	at++;
	while (at < s.n && goes_on(s, at))
		at++;
	return at;
}

size_t
dp_utf8_offset(dp_str s, size_t chars)
{
	size_t i = 0;

	for (; chars > 0 && i < s.n; chars--)
		i = dp_utf8_next(s, i);
	return i;
}
