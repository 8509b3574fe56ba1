/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scans for x86-64 with AVX2 and carry-less multiplication.
 */
#include "table/scan.h"

#if defined(DPI_SCAN_X86)

#include <immintrin.h>
#include <string.h>

#define TARGET __attribute__((target("avx2,pclmul,popcnt,bmi,bmi2,lzcnt")))
#define BOUNDS dpi_bounds_avx2
#define INDEX dpi_index_avx2
#define BLANKS dpi_blanks_avx2
#define SPECIALS dpi_specials_avx2
#define CELLS dpi_cells_avx2

TARGET static inline uint64_t
mark64(const char *p, char c)
{
	__m256i pattern = _mm256_set1_epi8(c);
	__m256i a = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i b = _mm256_loadu_si256((const __m256i *)(const void *)(p + 32));
	uint32_t low =
		(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(a, pattern));
	uint32_t high =
		(uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(b, pattern));

	return (uint64_t)high << 32 | low;
}

/* Of 32 bytes at P: see odd64(). */
TARGET static inline uint32_t
odd32(const char *p)
{
	__m256i x = _mm256_loadu_si256((const __m256i *)(const void *)p);
	__m256i low =
		_mm256_cmpeq_epi8(x,
				  _mm256_min_epu8(x, _mm256_set1_epi8(0x1f)));
	__m256i lead = _mm256_cmpeq_epi8(
		_mm256_and_si256(x, _mm256_set1_epi8((char)0xf0)),
		_mm256_set1_epi8((char)0xe0));
	__m256i c2 = _mm256_cmpeq_epi8(x, _mm256_set1_epi8((char)0xc2));

	return (uint32_t)_mm256_movemask_epi8(
		_mm256_or_si256(_mm256_or_si256(low, lead), c2));
}

TARGET static inline uint64_t
odd64(const char *p)
{
	return (uint64_t)odd32(p + 32) << 32 | odd32(p);
}

/* Multiplying by all ones without carries adds up all lower bits. */
TARGET static inline uint64_t
prefix_xor(uint64_t x)
{
	__m128i r = _mm_clmulepi64_si128(_mm_set_epi64x(0, (long long)x),
					 _mm_set1_epi8((char)0xFF), 0);

	return (uint64_t)_mm_cvtsi128_si64(r);
}

#include "table/scan_body.h"

#else
typedef int dpi_no_avx2_here;
#endif
