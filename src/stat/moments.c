/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sums and sums of squares without any rounding: see moments.h. It knows
 * numbers only, not what is asked of them.
 */
#include "stat/moments.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>

/* The sums of SCALE, made when there are none. */
static struct dpi_scale_sum *
sums_of(struct dpi_moments *m, uint8_t scale, size_t *held)
{
	struct dpi_scale_sum *s = &m->first;

	if (!s->n)
		s->scale = scale;
	while (s->scale != scale && s->next)
		s = s->next;
	if (s->scale != scale) {
		s->next = dp_alloc0(sizeof(*s));
		*held += sizeof(*s);
		s = s->next;
		s->scale = scale;
	}
	return s;
}

/* Adds HI * 2^64 + LO to the 192 bits at A. */
static void
add192(uint64_t a[3], dpi_u128 v, uint64_t top)
{
	dpi_u128 low = (dpi_u128)a[1] << 64 | a[0];

	low += v;
	a[2] += top + (low < v);
	a[1] = (uint64_t)(low >> 64);
	a[0] = (uint64_t)low;
}

/* Adds N numbers with this MEAN and M2 to those gathered in double-double. */
static void
add_real(struct dpi_moments *m, uint64_t n, struct dp_dd mean, struct dp_dd m2)
{
	struct dp_dd total, delta, weight;
	uint64_t was = m->n_real;

	if (!n)
		return;
	total = dpi_dd_u128((dpi_u128)was + n);
	delta = dp_dd_sub(mean, m->mean);
	weight = dp_dd_div(dpi_dd_u128(n), total);
	m->mean = dp_dd_add(m->mean, dp_dd_mul(delta, weight));
	m->m2 = dp_dd_add(m->m2, m2);
	if (was)
		m->m2 = dp_dd_add(m->m2,
				  dp_dd_mul(dp_dd_mul(delta, delta),
					    dp_dd_mul(weight,
						      dpi_dd_u128(was))));
	m->n_real += n;
}

void
dpi_moments_add(struct dpi_moments *m, const struct dp_number *v, size_t *held)
{
	struct dpi_scale_sum *s = &m->first;
	uint64_t size;

	if (!v->exact) {
		m->sum = dp_dd_add(m->sum, v->real);
		add_real(m, 1, v->real, dp_dd_real(0));
		return;
	}
	if (s->scale != v->scale || !s->n)
		s = sums_of(m, v->scale, held);
	size = (uint64_t)(v->unscaled < 0 ? -v->unscaled : v->unscaled);
	s->n++;
	s->sum += v->unscaled;
	add192(s->square, (dpi_u128)size * size, 0);
}

void
dpi_moments_merge(struct dpi_moments *to, const struct dpi_moments *from,
		  size_t *held)
{
	assert(from);
	for (const struct dpi_scale_sum *f = &from->first; f; f = f->next) {
		struct dpi_scale_sum *t;

		if (!f->n)
			continue;
		t = sums_of(to, f->scale, held);
		t->n += f->n;
		t->sum += f->sum;
		add192(t->square, (dpi_u128)f->square[1] << 64 | f->square[0],
		       f->square[2]);
	}
	to->sum = dp_dd_add(to->sum, from->sum);
	add_real(to, from->n_real, from->mean, from->m2);
}

void
dpi_moments_done(struct dpi_moments *m)
{
	struct dpi_scale_sum *s = m->first.next;

	while (s) {
		struct dpi_scale_sum *next = s->next;

		free(s);
		s = next;
	}
	memset(m, 0, sizeof(*m));
}

/* How many numbers are exact, and the most digits after a point. */
static uint64_t
exact_n(const struct dpi_moments *m, unsigned *scale)
{
	uint64_t n = 0;

	*scale = 0;
	for (const struct dpi_scale_sum *s = &m->first; s; s = s->next) {
		n += s->n;
		if (s->n && s->scale > *scale)
			*scale = s->scale;
	}
	return n;
}

/* |sum| of the exact numbers, over 10^SCALE, and whether it is below 0. */
static void
exact_sum(const struct dpi_moments *m, unsigned scale, struct dpi_wide *out,
	  bool *minus)
{
	struct dpi_wide above, below, part;

	dpi_wide_set(&above, 0);
	dpi_wide_set(&below, 0);
	for (const struct dpi_scale_sum *s = &m->first; s; s = s->next) {
		if (!s->n)
			continue;
		dpi_wide_set(&part, (dpi_u128)(s->sum < 0 ? -s->sum : s->sum));
		dpi_wide_mul_pow10(&part, scale - s->scale);
		dpi_wide_add(s->sum < 0 ? &below : &above, &part);
	}
	*minus = dpi_wide_cmp(&above, &below) < 0;
	*out = *minus ? below : above;
	dpi_wide_sub(out, *minus ? &above : &below);
}

/* Sum of the squares of the exact numbers, over 10^(2 SCALE). */
static void
exact_squares(const struct dpi_moments *m, unsigned scale, struct dpi_wide *out)
{
	struct dpi_wide part;

	dpi_wide_set(out, 0);
	for (const struct dpi_scale_sum *s = &m->first; s; s = s->next) {
		if (!s->n)
			continue;
		dpi_wide_limbs(&part, s->square, 3);
		dpi_wide_mul_pow10(&part, 2 * (scale - s->scale));
		dpi_wide_add(out, &part);
	}
}

uint64_t
dpi_moments_n(const struct dpi_moments *m)
{
	unsigned scale;

	return exact_n(m, &scale) + m->n_real;
}

bool
dpi_moments_exact_sum(const struct dpi_moments *m, struct dpi_wide *whole,
		      bool *minus, unsigned *scale)
{
	exact_n(m, scale);
	exact_sum(m, *scale, whole, minus);
	return !m->n_real;
}

struct dp_dd
dpi_moments_sum(const struct dpi_moments *m)
{
	struct dpi_wide whole;
	struct dp_dd v;
	unsigned scale;
	bool minus;

	dpi_moments_exact_sum(m, &whole, &minus, &scale);
	v = dp_dd_div(dpi_wide_dd(&whole), dpi_dd_pow10(scale));
	if (minus)
		v = dp_dd_sub(dp_dd_real(0), v);
	return dp_dd_add(v, m->sum);
}

struct dp_dd
dpi_moments_mean(const struct dpi_moments *m)
{
	uint64_t n = dpi_moments_n(m);

	if (!n)
		return dp_dd_real((double)NAN);
	return dp_dd_div(dpi_moments_sum(m), dpi_dd_u128(n));
}

/* That of the exact numbers: (n * sum of squares - sum^2) / n. */
static struct dp_dd
exact_m2(const struct dpi_moments *m)
{
	struct dpi_wide sum, square, squares;
	struct dp_dd power;
	unsigned scale;
	bool minus;
	uint64_t n = exact_n(m, &scale);

	if (n < 2)
		return dp_dd_real(0);
	exact_sum(m, scale, &sum, &minus);
	dpi_wide_mul(&square, &sum, &sum);
	exact_squares(m, scale, &squares);
	dpi_wide_mul_small(&squares, n);
	dpi_wide_sub(&squares, &square);
	power = dpi_dd_pow10(scale);
	return dp_dd_div(dp_dd_div(dp_dd_div(dpi_wide_dd(&squares),
					     dpi_dd_u128(n)),
				   power),
			 power);
}

struct dp_dd
dpi_moments_m2(const struct dpi_moments *m)
{
	struct dpi_moments both = { .n_real = m->n_real,
				    .mean = m->mean,
				    .m2 = m->m2 };
	struct dpi_moments exact = { .first = m->first };
	unsigned scale;
	uint64_t n = exact_n(m, &scale);

	if (n)
		add_real(&both, n, dpi_moments_mean(&exact), exact_m2(m));
	return both.m2;
}
