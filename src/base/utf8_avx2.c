/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The quick test of UTF-8, 32 bytes at a time, for processors with AVX2: no
 * branch depends on the text, so accents cost no more than plain letters.
 * Where the text is bad it only says up to where it is surely good; utf8.c
 * finds the place. Method: J. Keiser, D. Lemire, "Validating UTF-8 in less
 * than one instruction per byte", Software: Practice and Experience, 2021.
 */
#include "base/utf8.h"

#if defined(__x86_64__)

#include <immintrin.h>
#include <string.h>

/* What may be wrong with two neighbouring bytes, a bit each. */
enum {
	TOO_SHORT = 1 << 0, /* a first byte, not followed by enough others */
	TOO_LONG = 1 << 1,  /* ASCII followed by a continuation byte */
	OVERLONG_3 = 1 << 2,
	TOO_LARGE = 1 << 3, /* over U+10FFFF, second byte 90 or more */
	SURROGATE = 1 << 4,
	OVERLONG_2 = 1 << 5,
	OVERLONG_4 = 1 << 6,
	TOO_LARGE_1000 = 1 << 6, /* first byte F5 or more, second byte 8x */
	TWO_CONTS = 1 << 7, /* no error after a third or fourth byte's lead */
	CARRY = TOO_SHORT | TOO_LONG | TWO_CONTS,
};

#define BYTE(x) ((char)(x))
#define TABLE(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p) \
	_mm256_broadcastsi128_si256(_mm_setr_epi8( \
		BYTE(a), BYTE(b), BYTE(c), BYTE(d), BYTE(e), BYTE(f), BYTE(g), \
		BYTE(h), BYTE(i), BYTE(j), BYTE(k), BYTE(l), BYTE(m), BYTE(n), \
		BYTE(o), BYTE(p)))

#define LARGE_ANY (CARRY | TOO_LARGE | TOO_LARGE_1000)
#define SECOND (TOO_LONG | OVERLONG_2 | TWO_CONTS)

__attribute__((target("avx2"))) static inline __m256i
load(const char *p)
{
	return _mm256_loadu_si256((const __m256i *)(const void *)p);
}

/* The errors in the 32 bytes at P, behind three that belong to the text. */
__attribute__((target("avx2"))) static inline __m256i
errors_at(const char *p)
{
	const __m256i first_high =
		TABLE(TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
		      TOO_LONG, TOO_LONG, TOO_LONG, TWO_CONTS, TWO_CONTS,
		      TWO_CONTS, TWO_CONTS, TOO_SHORT | OVERLONG_2, TOO_SHORT,
		      TOO_SHORT | OVERLONG_3 | SURROGATE,
		      TOO_SHORT | TOO_LARGE | TOO_LARGE_1000);
	const __m256i first_low =
		TABLE(CARRY | OVERLONG_2 | OVERLONG_3 | OVERLONG_4,
		      CARRY | OVERLONG_2, CARRY, CARRY, CARRY | TOO_LARGE,
		      LARGE_ANY, LARGE_ANY, LARGE_ANY, LARGE_ANY, LARGE_ANY,
		      LARGE_ANY, LARGE_ANY, LARGE_ANY, LARGE_ANY | SURROGATE,
		      LARGE_ANY, LARGE_ANY);
	const __m256i second_high =
		TABLE(TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
		      TOO_SHORT, TOO_SHORT, TOO_SHORT,
		      SECOND | OVERLONG_3 | OVERLONG_4,
		      SECOND | OVERLONG_3 | TOO_LARGE,
		      SECOND | SURROGATE | TOO_LARGE,
		      SECOND | SURROGATE | TOO_LARGE, TOO_SHORT, TOO_SHORT,
		      TOO_SHORT, TOO_SHORT);
	const __m256i low = _mm256_set1_epi8(0x0f);
	__m256i now = load(p), one = load(p - 1);
	__m256i two = load(p - 2), three = load(p - 3);
	__m256i pair, expected;

	pair = _mm256_and_si256(
		_mm256_and_si256(
			_mm256_shuffle_epi8(
				first_high,
				_mm256_and_si256(_mm256_srli_epi16(one, 4),
						 low)),
			_mm256_shuffle_epi8(first_low,
					    _mm256_and_si256(one, low))),
		_mm256_shuffle_epi8(second_high,
				    _mm256_and_si256(_mm256_srli_epi16(now, 4),
						     low)));
	/* a third or fourth byte is due: two continuations are no error */
	expected = _mm256_or_si256(
		_mm256_subs_epu8(two, _mm256_set1_epi8(0xE0 - 0x80)),
		_mm256_subs_epu8(three, _mm256_set1_epi8(0xF0 - 0x80)));
	expected = _mm256_and_si256(expected, _mm256_set1_epi8(BYTE(0x80)));
	return _mm256_xor_si256(expected, pair);
}

__attribute__((target("avx2"))) size_t
dpi_utf8_valid_avx2(dp_str s)
{
	char start[3 + 32] = { 0 };
	__m256i bad;
	size_t i = 32;

	if (s.n < 32)
		return 0;
	/* nothing stands before the first of them */
	memcpy(start + 3, s.p, 32);
	bad = errors_at(start + 3);
	if (!_mm256_testz_si256(bad, bad))
		return 0;
	for (; s.n - i >= 256; i += 256) {
		bad = _mm256_setzero_si256();
		for (unsigned k = 0; k < 256; k += 32)
			bad = _mm256_or_si256(bad, errors_at(s.p + i + k));
		if (!_mm256_testz_si256(bad, bad))
			break;
	}
	/* back to the start of the last character, which may be cut */
	for (unsigned k = 0; k < 4 && i > 0; k++)
		if (((unsigned char)s.p[--i] & 0xC0) != 0x80)
			break;
	return i;
}
#else
typedef int dpi_no_utf8_avx2_here;
#endif
