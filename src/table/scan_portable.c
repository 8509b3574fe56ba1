/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The scans for any processor: eight bytes at a time in ordinary registers.
 */
#include "table/scan.h"

#include <string.h>

#define TARGET
#define BOUNDS dpi_bounds_portable
#define INDEX dpi_index_portable
#define BLANKS dpi_blanks_portable
#define SPECIALS dpi_specials_portable
#define CELLS dpi_cells_portable

#define ONES UINT64_C(0x0101010101010101)
#define LOW7 UINT64_C(0x7F7F7F7F7F7F7F7F)

/* Eight bytes at P, the first one lowest. */
static inline uint64_t
load8(const char *p)
{
	uint64_t x;

	memcpy(&x, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	x = __builtin_bswap64(x);
#endif
	return x;
}

/* 0x80 in each byte of X that is zero; exact, without borrows. */
static inline uint64_t
zeros(uint64_t x)
{
	return ~(((x & LOW7) + LOW7) | x | LOW7);
}

/* The eight high bits of HIGH, which has no others, in one byte. */
static inline uint64_t
gather(uint64_t high)
{
	return (high >> 7) * 0x0102040810204080u >> 56;
}

/* Bit i set where byte i of the 64 at P is C. */
static inline uint64_t
mark64(const char *p, char c)
{
	uint64_t pattern = ONES * (unsigned char)c, mask = 0;

	for (unsigned i = 0; i < 8; i++)
		mask |= gather(zeros(load8(p + 8 * i) ^ pattern)) << (8 * i);
	return mask;
}

static inline uint64_t
odd64(const char *p)
{
	uint64_t mask = 0;

	for (unsigned i = 0; i < 8; i++) {
		uint64_t x = load8(p + 8 * i);
		uint64_t odd = zeros(x & (ONES * 0xe0)) |
			       zeros((x & (ONES * 0xf0)) ^ (ONES * 0xe0)) |
			       zeros(x ^ (ONES * 0xc2));

		mask |= gather(odd) << (8 * i);
	}
	return mask;
}

#include "table/scan_parity.h"

#include "table/scan_body.h"
