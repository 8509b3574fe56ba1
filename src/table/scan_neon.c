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
#define BLANKS dpi_blanks_neon
#define SPECIALS dpi_specials_neon
#define CELLS dpi_cells_neon

/* The 16 bytes at P: a bit of its own, in its byte, for each that is C. */
static inline uint8x16_t
mark16(const char *p, uint8x16_t pattern)
{
	static const uint8_t bit[16] = { 1, 2, 4, 8, 16, 32, 64, 128,
					 1, 2, 4, 8, 16, 32, 64, 128 };
	const void *at = p;

	return vandq_u8(vceqq_u8(vld1q_u8(at), pattern), vld1q_u8(bit));
}

/* A bit for each of 64 bytes, each 0 or its bit: adding neighbours gathers. */
static inline uint64_t
gather(uint8x16_t a, uint8x16_t b, uint8x16_t c, uint8x16_t d)
{
	uint8x16_t all = vpaddq_u8(vpaddq_u8(a, b), vpaddq_u8(c, d));

	all = vpaddq_u8(all, all);
	return vgetq_lane_u64(vreinterpretq_u64_u8(all), 0);
}

/* Bit i set where byte i of the 64 at P is C. */
static inline uint64_t
mark64(const char *p, char c)
{
	const uint8x16_t pattern = vdupq_n_u8((uint8_t)c);

	return gather(mark16(p, pattern), mark16(p + 16, pattern),
		      mark16(p + 32, pattern), mark16(p + 48, pattern));
}

/* Of 16 bytes at P: see odd64(). */
static inline uint8x16_t
odd16(const char *p)
{
	static const uint8_t bit[16] = { 1, 2, 4, 8, 16, 32, 64, 128,
					 1, 2, 4, 8, 16, 32, 64, 128 };
	const void *at = p;
	uint8x16_t x = vld1q_u8(at);
	uint8x16_t low = vcltq_u8(x, vdupq_n_u8(0x20));
	uint8x16_t lead = vceqq_u8(vandq_u8(x, vdupq_n_u8(0xf0)),
				   vdupq_n_u8(0xe0));
	uint8x16_t c2 = vceqq_u8(x, vdupq_n_u8(0xc2));

	return vandq_u8(vorrq_u8(vorrq_u8(low, lead), c2), vld1q_u8(bit));
}

static inline uint64_t
odd64(const char *p)
{
	return gather(odd16(p), odd16(p + 16), odd16(p + 32), odd16(p + 48));
}

#include "table/scan_parity.h"

#include "table/scan_body.h"

#else
typedef int dpi_no_neon_here;
#endif
