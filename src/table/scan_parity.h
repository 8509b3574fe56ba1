/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which side of a quote each of 64 bytes is on, without any instruction of
 * one processor. Included once, by a version of the scans.
 */

/* Bit i: parity of bits 0 to i. */
static inline uint64_t
prefix_xor(uint64_t x)
{
	x ^= x << 1;
	x ^= x << 2;
	x ^= x << 4;
	x ^= x << 8;
	x ^= x << 16;
	return x ^ x << 32;
}
