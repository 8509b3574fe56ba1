/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scans for 64-bit ARM: NEON is part of it.
 */
#include "table/scan.h"

#if defined(DPI_SCAN_NEON)

#include <arm_neon.h>
#include <string.h>

#define TARGET
#define BOUNDS dpi_bounds_neon
#define INDEX dpi_index_neon

/* The 16 bytes at P: a bit of its own, in its byte, for each that is C. */
static inline uint8x16_t
mark16(const char *p, uint8x16_t pattern)
{
	static const uint8_t bit[16] = { 1, 2, 4, 8, 16, 32, 64, 128,
					 1, 2, 4, 8, 16, 32, 64, 128 };
	const void *at = p;

	return vandq_u8(vceqq_u8(vld1q_u8(at), pattern), vld1q_u8(bit));
}

/* Bit i set where byte i of the 64 at P is C: adding neighbours gathers. */
static inline uint64_t
mark64(const char *p, char c)
{
	const uint8x16_t pattern = vdupq_n_u8((uint8_t)c);
	uint8x16_t low = vpaddq_u8(mark16(p, pattern), mark16(p + 16, pattern));
	uint8x16_t high = vpaddq_u8(mark16(p + 32, pattern),
				    mark16(p + 48, pattern));

	low = vpaddq_u8(low, high);
	low = vpaddq_u8(low, low);
	return vgetq_lane_u64(vreinterpretq_u64_u8(low), 0);
}

#include "table/scan_parity.h"

#include "table/scan_body.h"

#else
typedef int dpi_no_neon_here;
#endif
