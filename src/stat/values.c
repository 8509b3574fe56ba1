/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers kept and put in order: see values.h. Whole numbers are sorted by
 * their bytes (a radix sort, linear in their number); what does not fit one
 * scale is sorted as double-doubles.
 */
#include "stat/values.h"

#include <assert.h>
#include <stdlib.h>

static struct dpi_run *
run_of(struct dpi_values *v, uint8_t scale, size_t *held)
{
	struct dpi_run *r = &v->first;

	if (!r->n)
		r->scale = scale;
	while (r->scale != scale && r->next)
		r = r->next;
	if (r->scale != scale) {
		r->next = dp_alloc0(sizeof(*r));
		*held += sizeof(*r);
		r = r->next;
		r->scale = scale;
	}
	return r;
}

static void
room(struct dpi_run *r, size_t n, size_t *held)
{
	size_t cap = r->cap;

	if (r->n + n <= cap)
		return;
	cap += cap / 2;
	if (cap < r->n + n)
		cap = r->n + n + (n < 4 ? 4 : 0);
	r->at = dp_realloc_array(r->at, cap, sizeof(*r->at));
	*held += (cap - r->cap) * sizeof(*r->at);
	r->cap = cap;
}

static void
room_real(struct dpi_values *v, size_t n, size_t *held)
{
	size_t cap = v->cap_real;

	if (v->n_real + n <= cap)
		return;
	cap += cap / 2;
	if (cap < v->n_real + n)
		cap = v->n_real + n;
	v->real = dp_realloc_array(v->real, cap, sizeof(*v->real));
	*held += (cap - v->cap_real) * sizeof(*v->real);
	v->cap_real = cap;
}

void
dpi_values_add(struct dpi_values *v, const struct dp_number *number,
	       size_t *held)
{
	struct dpi_run *r = &v->first;

	if (!number->exact) {
		room_real(v, 1, held);
		v->real[v->n_real++] = number->real;
		return;
	}
	if (r->scale != number->scale || !r->n)
		r = run_of(v, number->scale, held);
	if (r->n == r->cap)
		room(r, 1, held);
	r->at[r->n++] = number->unscaled;
}

void
dpi_values_merge(struct dpi_values *to, struct dpi_values *from, size_t *held)
{
	assert(from);
	for (struct dpi_run *f = &from->first; f; f = f->next) {
		struct dpi_run *t;

		if (!f->n)
			continue;
		t = run_of(to, f->scale, held);
		room(t, f->n, held);
		memcpy(t->at + t->n, f->at, f->n * sizeof(*f->at));
		t->n += f->n;
	}
	if (from->n_real) {
		room_real(to, from->n_real, held);
		memcpy(to->real + to->n_real, from->real,
		       from->n_real * sizeof(*from->real));
		to->n_real += from->n_real;
	}
	dpi_values_done(from);
}

void
dpi_values_done(struct dpi_values *v)
{
	struct dpi_run *r = v->first.next;

	while (r) {
		struct dpi_run *next = r->next;

		free(r->at);
		free(r);
		r = next;
	}
	free(v->first.at);
	free(v->real);
	memset(v, 0, sizeof(*v));
}

size_t
dpi_values_n(const struct dpi_values *v)
{
	size_t n = v->n_real;

	for (const struct dpi_run *r = &v->first; r; r = r->next)
		n += r->n;
	return n;
}

/* ---- order ------------------------------------------------------------ */

static int
by_int64(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int
by_dd(const void *a, const void *b)
{
	return dp_dd_cmp(*(const struct dp_dd *)a, *(const struct dp_dd *)b);
}

/* One pass: FROM into TO, in the order of eight bits of value - LEAST. */
static void
radix_pass(const int64_t *from, int64_t *to, size_t n, uint64_t least,
	   unsigned shift)
{
	size_t count[256] = { 0 }, at = 0;

	for (size_t i = 0; i < n; i++)
		count[((uint64_t)from[i] - least) >> shift & 255]++;
	for (size_t i = 0; i < 256; i++) {
		size_t c = count[i];

		count[i] = at;
		at += c;
	}
	for (size_t i = 0; i < n; i++)
		to[count[((uint64_t)from[i] - least) >> shift & 255]++] =
			from[i];
}

void
dpi_sort_int64(int64_t *a, size_t n)
{
	int64_t least, most, *other, *from = a;
	bool sorted = true;
	uint64_t range;

	if (n < 512) {
		if (n > 1)
			qsort(a, n, sizeof(*a), by_int64);
		return;
	}
	least = most = a[0];
	for (size_t i = 1; i < n; i++) {
		least = a[i] < least ? a[i] : least;
		most = a[i] > most ? a[i] : most;
		sorted &= a[i - 1] <= a[i];
	}
	if (sorted)
		return;
	range = (uint64_t)most - (uint64_t)least;
	other = dp_realloc_array(NULL, n, sizeof(*other));
	for (unsigned shift = 0; shift < 64 && range >> shift; shift += 8) {
		int64_t *to = from == a ? other : a;

		radix_pass(from, to, n, (uint64_t)least, shift);
		from = to;
	}
	if (from != a)
		memcpy(a, from, n * sizeof(*a));
	free(other);
}

/* Multiplies R's numbers up to SCALE; false when one does not fit. */
static bool
raise_scale(struct dpi_run *r, unsigned scale)
{
	int64_t factor = dpi_pow10(scale - r->scale);

	for (size_t i = 0; i < r->n; i++)
		if (r->at[i] > INT64_MAX / factor ||
		    r->at[i] < -(INT64_MAX / factor))
			return false;
	for (size_t i = 0; i < r->n; i++)
		r->at[i] *= factor;
	r->scale = (uint8_t)scale;
	return true;
}

/* All numbers into the first run, at one scale; false when they do not. */
static bool
one_scale(struct dpi_values *v)
{
	unsigned scale = 0;
	size_t held = 0;

	if (v->n_real)
		return false;
	for (struct dpi_run *r = &v->first; r; r = r->next)
		if (r->n && r->scale > scale)
			scale = r->scale;
	for (struct dpi_run *r = &v->first; r; r = r->next)
		if (r->n && r->scale != scale && !raise_scale(r, scale))
			return false;
	v->first.scale = (uint8_t)scale;
	for (struct dpi_run *r = v->first.next; r; r = r->next) {
		room(&v->first, r->n, &held);
		if (r->n)
			memcpy(v->first.at + v->first.n, r->at,
			       r->n * sizeof(*r->at));
		v->first.n += r->n;
		free(r->at);
		r->at = NULL;
		r->n = r->cap = 0;
	}
	return true;
}

/* All numbers as double-doubles. */
static void
all_real(struct dpi_values *v)
{
	size_t held = 0;

	for (struct dpi_run *r = &v->first; r; r = r->next) {
		struct dp_number x = { .exact = true, .scale = r->scale };

		room_real(v, r->n, &held);
		for (size_t i = 0; i < r->n; i++) {
			x.unscaled = r->at[i];
			v->real[v->n_real++] = dp_number_dd(&x);
		}
		free(r->at);
		r->at = NULL;
		r->n = r->cap = 0;
	}
}

void
dpi_values_sort(struct dpi_values *v)
{
	if (one_scale(v)) {
		dpi_sort_int64(v->first.at, v->first.n);
		return;
	}
	all_real(v);
	qsort(v->real, v->n_real, sizeof(*v->real), by_dd);
}

struct dp_dd
dpi_values_at(const struct dpi_values *v, size_t i)
{
	struct dp_number x = { .exact = true, .scale = v->first.scale };

	if (v->n_real)
		return v->real[i];
	x.unscaled = v->first.at[i];
	return dp_number_dd(&x);
}

uint64_t
dpi_values_distinct(const struct dpi_values *v)
{
	uint64_t n = 0;

	if (v->n_real) {
		for (size_t i = 0; i < v->n_real; i++)
			n += !i || dp_dd_cmp(v->real[i], v->real[i - 1]) != 0;
		return n;
	}
	for (size_t i = 0; i < v->first.n; i++)
		n += !i || v->first.at[i] != v->first.at[i - 1];
	return n;
}
