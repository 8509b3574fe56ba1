/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers drawn by lot, the same on every machine. */
#ifndef DPI_DRAW_H
#define DPI_DRAW_H

#include <stdint.h>

/* The next number of STATE. SplitMix64 (S. Vigna 2015, public domain). */
static inline uint64_t
dpi_draw(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

#endif
