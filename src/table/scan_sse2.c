/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scans for any x86-64: SSE2 is part of it.
 */
#include "table/scan.h"

#if defined(DPI_SCAN_X86)

#include <emmintrin.h>
#include <string.h>

#define TARGET
#define BOUNDS dpi_bounds_sse2
#define INDEX dpi_index_sse2
#define BLANKS dpi_blanks_sse2
#define SPECIALS dpi_specials_sse2
#define CELLS dpi_cells_sse2

/* Bit i set where byte i of the 64 at P is C. */
static inline uint64_t
mark64(const char *p, char c)
{
	const __m128i pattern = _mm_set1_epi8(c);
	uint64_t mask = 0;

	for (unsigned i = 0; i < 4; i++) {
		const void *at = p + 16 * i;
		__m128i x = _mm_loadu_si128((const __m128i *)at);
		int bits = _mm_movemask_epi8(_mm_cmpeq_epi8(x, pattern));

		mask |= (uint64_t)(unsigned)bits << (16 * i);
	}
	return mask;
}

static inline uint64_t
odd64(const char *p)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < 4; i++) {
		const void *at = p + 16 * i;
		__m128i x = _mm_loadu_si128((const __m128i *)at);
		__m128i low =
			_mm_cmpeq_epi8(x, _mm_min_epu8(x, _mm_set1_epi8(0x1f)));
		__m128i lead =
			_mm_cmpeq_epi8(_mm_and_si128(x,
						     _mm_set1_epi8((char)0xf0)),
				       _mm_set1_epi8((char)0xe0));
		__m128i c2 = _mm_cmpeq_epi8(x, _mm_set1_epi8((char)0xc2));
		int bits =
			_mm_movemask_epi8(_mm_or_si128(_mm_or_si128(low, lead),
						       c2));

		mask |= (uint64_t)(unsigned)bits << (16 * i);
	}
	return mask;
}

#include "table/scan_parity.h"

#include "table/scan_body.h"

#else
typedef int dpi_no_sse2_here;
#endif
