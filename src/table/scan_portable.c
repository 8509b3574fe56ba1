/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scans for any processor: eight bytes at a time in ordinary registers.
 */
#include "table/scan.h"

#include <string.h>

#define TARGET
#define BOUNDS dpi_bounds_portable
#define INDEX dpi_index_portable

/* Bit i set where byte i of the 64 at P is C. */
static inline uint64_t
mark64(const char *p, char c)
{
	const uint64_t ones = 0x0101010101010101u, low7 = 0x7F7F7F7F7F7F7F7Fu;
	uint64_t pattern = ones * (unsigned char)c, mask = 0;

	for (unsigned i = 0; i < 8; i++) {
		uint64_t x, zero;

		memcpy(&x, p + 8 * i, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
		x = __builtin_bswap64(x);
#endif
		x ^= pattern;
		/* 0x80 in each byte that is zero; exact, without borrows. */
		zero = ~(((x & low7) + low7) | x | low7);
		/* The eight high bits gathered into one byte. */
		mask |= (zero >> 7) * 0x0102040810204080u >> 56 << (8 * i);
	}
	return mask;
}

#include "table/scan_parity.h"

#include "table/scan_body.h"
