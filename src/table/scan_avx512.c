/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scans for x86-64 with AVX-512: 64 bytes are one register, a comparison
 * gives its mask, and a mask its indices.
 */
#include "table/scan.h"

#if defined(DPI_SCAN_X86)

#include <immintrin.h>
#include <string.h>

#define TARGET \
	__attribute__((target("avx512f,avx512bw,avx512vbmi2,pclmul,popcnt," \
			      "bmi,bmi2,lzcnt")))
#define BOUNDS dpi_bounds_avx512
#define INDEX dpi_index_avx512
#define BLANKS dpi_blanks_avx512
#define SPECIALS dpi_specials_avx512
#define CELLS dpi_cells_avx512
#define PUT_BITS put_indices

TARGET static inline uint64_t
mark64(const char *p, char c)
{
	return _mm512_cmpeq_epi8_mask(_mm512_loadu_si512(p),
				      _mm512_set1_epi8(c));
}

TARGET static inline uint64_t
odd64(const char *p)
{
	__m512i x = _mm512_loadu_si512(p);
	__m512i lead = _mm512_and_si512(x, _mm512_set1_epi8((char)0xf0));

	return _mm512_cmplt_epu8_mask(x, _mm512_set1_epi8(0x20)) |
	       _mm512_cmpeq_epi8_mask(lead, _mm512_set1_epi8((char)0xe0)) |
	       _mm512_cmpeq_epi8_mask(x, _mm512_set1_epi8((char)0xc2));
}

/* Multiplying by all ones without carries adds up all lower bits. */
TARGET static inline uint64_t
prefix_xor(uint64_t x)
{
	__m128i r = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)x),
					 _mm_set1_epi8((char)0xFF), 0);

	return (uint64_t)_mm_cvtsi128_si64(r);
}

/* Sixteen of the bytes in X as numbers, AT added. */
TARGET static inline void
put16(__m128i x, uint32_t at, uint32_t *to)
{
	_mm512_storeu_si512(to, _mm512_add_epi32(_mm512_cvtepu8_epi32(x),
						 _mm512_set1_epi32((int)at)));
}

TARGET static inline void
put_indices(uint64_t x, uint32_t at, uint32_t *to)
{
	static const char index[64] __attribute__((aligned(64))) = {
		0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
		16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
		32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
		48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63,
	};
	__m512i all = _mm512_maskz_compress_epi8(x, _mm512_load_si512(index));
	int n = __builtin_popcountll(x);

	put16(_mm512_castsi512_si128(all), at, to);
	if (n <= 16)
		return;
	put16(_mm512_extracti32x4_epi32(all, 1), at, to + 16);
	if (n <= 32)
		return;
	put16(_mm512_extracti32x4_epi32(all, 2), at, to + 32);
	put16(_mm512_extracti32x4_epi32(all, 3), at, to + 48);
}

#include "table/scan_body.h"

#else
typedef int dpi_no_avx512_here;
#endif
