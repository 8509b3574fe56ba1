/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sixteen bytes at a time in the compiler's own vectors: the same code for
 * every processor. For short texts with room to read past their end.
 */
#ifndef DPI_LANE_H
#define DPI_LANE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define DPI_LANE_BYTES 16u

typedef unsigned char dpi_lane __attribute__((vector_size(16)));
typedef unsigned long long dpi_lane_half __attribute__((vector_size(16)));

static inline dpi_lane
dpi_lane_load(const char *p)
{
	dpi_lane x;

	memcpy(&x, p, sizeof x);
	return x;
}

/* All ones in the first N bytes, of at most 16. */
static inline dpi_lane
dpi_lane_first(size_t n)
{
	static const unsigned char ones_then_zeros[2 * DPI_LANE_BYTES] = {
		255, 255, 255, 255, 255, 255, 255, 255,
		255, 255, 255, 255, 255, 255, 255, 255,
	};

	return dpi_lane_load((const char *)ones_then_zeros + DPI_LANE_BYTES -
			     n);
}

/* Is any of the bytes of X, each all ones or zero, not zero? */
static inline bool
dpi_lane_any(dpi_lane x)
{
#if defined(__SSE2__)
	typedef char signed_lane __attribute__((vector_size(16)));

	return __builtin_ia32_pmovmskb128((signed_lane)x) != 0;
#else
	dpi_lane_half h = (dpi_lane_half)x;

	return (h[0] | h[1]) != 0;
#endif
}

/* Bit I says whether byte I of X, each all ones or zero, is not zero. */
static inline uint32_t
dpi_lane_bits(dpi_lane x)
{
#if defined(__SSE2__)
	typedef char signed_lane __attribute__((vector_size(16)));

	return (uint32_t)__builtin_ia32_pmovmskb128((signed_lane)x);
#else
	uint32_t bits = 0;

	for (unsigned i = 0; i < DPI_LANE_BYTES; i++)
		bits |= (uint32_t)(x[i] & 1) << i;
	return bits;
#endif
}

/* Four numbers at a time. */
typedef int32_t dpi_quad __attribute__((vector_size(16)));

static inline dpi_quad
dpi_quad_load(const uint32_t *p)
{
	dpi_quad x;

	memcpy(&x, p, sizeof x);
	return x;
}

/* As dpi_lane_bits. */
static inline uint32_t
dpi_quad_bits(dpi_quad x)
{
#if defined(__SSE2__)
	typedef float four __attribute__((vector_size(16)));

	return (uint32_t)__builtin_ia32_movmskps((four)x);
#else
	return (uint32_t)((x[0] & 1) | (x[1] & 2) | (x[2] & 4) | (x[3] & 8));
#endif
}

/* By how much the bytes of X are over those of Y, where they are. */
static inline size_t
dpi_lane_over(dpi_lane x, dpi_lane y)
{
	dpi_lane over = (x - y) & (dpi_lane)(x > y);
#if defined(__SSE2__)
	typedef char signed_lane __attribute__((vector_size(16)));
	dpi_lane_half sum =
		(dpi_lane_half)__builtin_ia32_psadbw128((signed_lane)over,
							(signed_lane){ 0 });

	return (size_t)(sum[0] + sum[1]);
#else
	size_t sum = 0;

	for (unsigned i = 0; i < DPI_LANE_BYTES; i++)
		sum += over[i];
	return sum;
#endif
}

/* The bytes of X one place further; the first is zero. */
static inline dpi_lane
dpi_lane_later(dpi_lane x)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	dpi_lane_half h = (dpi_lane_half)x, carried = { 0, h[0] >> 56 };

	return (dpi_lane)(h << 8 | carried);
#else
	char room[DPI_LANE_BYTES + 1] = { 0 };

	memcpy(room + 1, &x, sizeof x);
	return dpi_lane_load(room);
#endif
}

/* Index of the first byte of X that is not zero; there is one. */
static inline size_t
dpi_lane_which(dpi_lane x)
{
#if defined(__SSE2__)
	typedef char signed_lane __attribute__((vector_size(16)));

	return (size_t)__builtin_ctz(
		(unsigned)__builtin_ia32_pmovmskb128((signed_lane)x));
#else
	size_t i = 0;

	while (!x[i])
		i++;
	return i;
#endif
}

#endif
