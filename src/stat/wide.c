/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Whole numbers of some hundreds of digits, in 64-bit limbs. Written for
 * sizes known beforehand: it never allocates, and a number that outgrows its
 * room is a bug of the caller. No general bignum library.
 */
#include "stat/wide.h"

#include <assert.h>
#include <math.h>

static void
shorten(struct dpi_wide *w)
{
	while (w->n && !w->limb[w->n - 1])
		w->n--;
}

static void
push(struct dpi_wide *w, uint64_t limb)
{
	assert(w->n < DPI_WIDE_LIMBS);
	w->limb[w->n++] = limb;
}

void
dpi_wide_set(struct dpi_wide *w, dpi_u128 v)
{
	w->n = 2;
	w->limb[0] = (uint64_t)v;
	w->limb[1] = (uint64_t)(v >> 64);
	shorten(w);
}

void
dpi_wide_limbs(struct dpi_wide *w, const uint64_t *limb, size_t n)
{
	assert(n <= DPI_WIDE_LIMBS);
	memcpy(w->limb, limb, n * sizeof(*limb));
	w->n = n;
	shorten(w);
}

void
dpi_wide_add(struct dpi_wide *a, const struct dpi_wide *b)
{
	dpi_u128 carry = 0;

	while (a->n < b->n)
		push(a, 0);
	for (size_t i = 0; i < a->n; i++) {
		carry += a->limb[i];
		if (i < b->n)
			carry += b->limb[i];
		a->limb[i] = (uint64_t)carry;
		carry >>= 64;
	}
	if (carry)
		push(a, (uint64_t)carry);
}

void
dpi_wide_sub(struct dpi_wide *a, const struct dpi_wide *b)
{
	uint64_t borrow = 0;

	assert(dpi_wide_cmp(a, b) >= 0);
	for (size_t i = 0; i < a->n; i++) {
		uint64_t y = i < b->n ? b->limb[i] : 0;
		dpi_u128 d = (dpi_u128)a->limb[i] - y - borrow;

		a->limb[i] = (uint64_t)d;
		borrow = (uint64_t)(d >> 64) & 1;
	}
	shorten(a);
}

int
dpi_wide_cmp(const struct dpi_wide *a, const struct dpi_wide *b)
{
	if (a->n != b->n)
		return a->n < b->n ? -1 : 1;
	for (size_t i = a->n; i-- > 0;)
		if (a->limb[i] != b->limb[i])
			return a->limb[i] < b->limb[i] ? -1 : 1;
	return 0;
}

void
dpi_wide_mul_small(struct dpi_wide *a, uint64_t m)
{
	dpi_u128 carry = 0;

	for (size_t i = 0; i < a->n; i++) {
		carry += (dpi_u128)a->limb[i] * m;
		a->limb[i] = (uint64_t)carry;
		carry >>= 64;
	}
	if (carry)
		push(a, (uint64_t)carry);
	shorten(a);
}

void
dpi_wide_mul(struct dpi_wide *out, const struct dpi_wide *a,
	     const struct dpi_wide *b)
{
	assert(a->n + b->n <= DPI_WIDE_LIMBS);
	out->n = a->n + b->n;
	memset(out->limb, 0, out->n * sizeof(out->limb[0]));
	for (size_t i = 0; i < a->n; i++) {
		dpi_u128 carry = 0;

		for (size_t j = 0; j < b->n; j++) {
			carry += (dpi_u128)a->limb[i] * b->limb[j];
			carry += out->limb[i + j];
			out->limb[i + j] = (uint64_t)carry;
			carry >>= 64;
		}
		out->limb[i + b->n] = (uint64_t)carry;
	}
	shorten(out);
}

void
dpi_wide_mul_pow10(struct dpi_wide *a, unsigned k)
{
	for (; k >= 18; k -= 18)
		dpi_wide_mul_small(a, (uint64_t)dpi_pow10(18));
	if (k)
		dpi_wide_mul_small(a, (uint64_t)dpi_pow10(k));
}

uint64_t
dpi_wide_div_small(struct dpi_wide *a, uint64_t d)
{
	dpi_u128 rest = 0;

	for (size_t i = a->n; i-- > 0;) {
		rest = rest << 64 | a->limb[i];
		a->limb[i] = (uint64_t)(rest / d);
		rest %= d;
	}
	shorten(a);
	return (uint64_t)rest;
}

void
dpi_wide_shift_left(struct dpi_wide *a, unsigned bits)
{
	size_t limbs = bits / 64;

	if (!a->n)
		return;
	if (bits % 64)
		dpi_wide_mul_small(a, (uint64_t)1 << bits % 64);
	assert(a->n + limbs <= DPI_WIDE_LIMBS);
	memmove(a->limb + limbs, a->limb, a->n * sizeof(a->limb[0]));
	memset(a->limb, 0, limbs * sizeof(a->limb[0]));
	a->n += limbs;
}

bool
dpi_wide_shift_right(struct dpi_wide *a, unsigned bits)
{
	size_t limbs = bits / 64;
	bool lost = false;

	if (limbs > a->n)
		limbs = a->n;
	for (size_t i = 0; i < limbs; i++)
		lost |= a->limb[i] != 0;
	memmove(a->limb, a->limb + limbs, (a->n - limbs) * sizeof(a->limb[0]));
	a->n -= limbs;
	if (bits % 64 && a->n)
		lost |= dpi_wide_div_small(a, (uint64_t)1 << bits % 64) != 0;
	return lost;
}

unsigned
dpi_wide_bits(const struct dpi_wide *a)
{
	if (!a->n)
		return 0;
	return (unsigned)(64 * a->n) -
	       (unsigned)__builtin_clzll(a->limb[a->n - 1]);
}

struct dp_dd
dpi_wide_dd(const struct dpi_wide *a)
{
	struct dpi_wide top = *a;
	unsigned bits = dpi_wide_bits(a);
	unsigned shift = bits > 120 ? bits - 120 : 0;
	struct dp_dd v;

	dpi_wide_shift_right(&top, shift);
	while (top.n < 2)
		push(&top, 0);
	v = dpi_dd_u128((dpi_u128)top.limb[1] << 64 | top.limb[0]);
	v.hi = ldexp(v.hi, (int)shift);
	v.lo = ldexp(v.lo, (int)shift);
	return v;
}

size_t
dpi_wide_digits(const struct dpi_wide *a, char *out, size_t cap)
{
	struct dpi_wide w = *a;
	size_t at = cap;

	do {
		uint64_t part = dpi_wide_div_small(&w, 10000000000000000000u);

		for (int i = 0; i < 19 && (w.n || part || i == 0); i++) {
			if (!at)
				return 0;
			out[--at] = (char)('0' + part % 10);
			part /= 10;
		}
	} while (w.n);
	memmove(out, out + at, cap - at);
	return cap - at;
}

struct dp_dd
dpi_dd_u128(dpi_u128 v)
{
	/* A double can round up to 2^128, which the way back cannot hold. */
	if (v >> 120) {
		struct dp_dd r = dpi_dd_u128(v >> 8);

		r.hi *= 256;
		r.lo *= 256;
		return r;
	}
	double hi = (double)v;
	struct dp_dd r = { hi, (double)((dpi_i128)v - (dpi_i128)hi) };

	return r;
}

struct dp_dd
dpi_dd_pow10(unsigned k)
{
	dpi_u128 v;

	assert(k <= 38);
	v = (dpi_u128)dpi_pow10(k > 18 ? 18 : k);
	for (unsigned i = 18; i < k; i++)
		v *= 10;
	return dpi_dd_u128(v);
}

int64_t
dpi_pow10(unsigned k)
{
	static const int64_t power[] = { 1,
					 10,
					 100,
					 1000,
					 10000,
					 100000,
					 1000000,
					 10000000,
					 100000000,
					 1000000000,
					 10000000000,
					 100000000000,
					 1000000000000,
					 10000000000000,
					 100000000000000,
					 1000000000000000,
					 10000000000000000,
					 100000000000000000,
					 1000000000000000000 };

	assert(k <= 18);
	return power[k];
}
