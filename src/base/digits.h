/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whole numbers in decimal digits, eight at a time, where there is room. */
#ifndef DPI_DIGITS_H
#define DPI_DIGITS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

/* Most bytes written for a number, some of them too far. */
#define DPI_DIGITS_ROOM 24u
/* Below it, eight digits are enough. */
#define DPI_DIGITS_LIMIT 100000000u

/* At most eight digits. */
struct dpi_digits {
	uint64_t text; /* a byte each, the first is the lowest */
	unsigned n;
};

/* The digits of N, below 10^8, without zeros before them, or ALL eight. */
static inline struct dpi_digits
dpi_digits(uint32_t n, bool all)
{
	uint64_t x = n / 10000 | (uint64_t)(n % 10000) << 32, high;
	unsigned zeros;

	high = x * 5243 >> 19 & 0x7f0000007f; /* by 100, where below 10^4 */
	x = high | (x - 100 * high) << 16;
	high = x * 103 >> 10 & 0xf000f000f000f; /* by 10, where below 100 */
	x = high | (x - 10 * high) << 8;
	/* the last digit is there, also where it is 0 */
	zeros = all ? 0 : (unsigned)__builtin_ctzll(x | 1ull << 56) / 8;
	return (struct dpi_digits){ (x | 0x3030303030303030) >> 8 * zeros,
				    8 - zeros };
}

/* Puts D at TO, with room for eight bytes; returns the end. */
static inline char *
dpi_put_digits(char *to, struct dpi_digits d)
{
	uint64_t text = d.text;

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
	text = __builtin_bswap64(text);
#endif
	memcpy(to, &text, sizeof text);
	return to + d.n;
}

/* Puts N at TO, with room for DPI_DIGITS_ROOM bytes; returns the end. */
static inline char *
dpi_put_number(char *to, uint64_t n)
{
	uint64_t unit = 1;

	if (n < DPI_DIGITS_LIMIT)
		return dpi_put_digits(to, dpi_digits((uint32_t)n, false));
	while (n / unit >= DPI_DIGITS_LIMIT)
		unit *= DPI_DIGITS_LIMIT;
	to = dpi_put_digits(to, dpi_digits((uint32_t)(n / unit), false));
	while (unit > 1) {
		n %= unit;
		unit /= DPI_DIGITS_LIMIT;
		to = dpi_put_digits(to, dpi_digits((uint32_t)(n / unit), true));
	}
	return to;
}

#endif
