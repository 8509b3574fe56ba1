/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keys of millions of records as 128-bit hashes. The first eight bits
 * choose one of 256 small tables; each grows by a sixth when it is four
 * fifths full, so that the whole never doubles and the peak stays near what
 * is needed. A key is taken for another one time in 2^64.
 */
#include "op/keyset.h"

#include <stdlib.h>

#define PARTS 256u
#define FIRST_CAP 32u

/* Open addressing. A place is found by the key's high half, scaled. */
struct part {
	struct dp_hash128 *key; /* both halves 0: free */
	uint32_t *count;        /* or NULL */
	uint32_t n, cap;
};

struct dpi_keyset {
	struct part part[PARTS];
	bool counted;
	uint64_t n;
};

struct dpi_keyset *
dpi_keyset_new(bool counted)
{
	struct dpi_keyset *s = dp_alloc0(sizeof *s);

	s->counted = counted;
	return s;
}

void
dpi_keyset_free(struct dpi_keyset *s)
{
	if (!s)
		return;
	for (unsigned i = 0; i < PARTS; i++) {
		free(s->part[i].key);
		free(s->part[i].count);
	}
	free(s);
}

static bool
is_free(struct dp_hash128 k)
{
	return k.lo == 0 && k.hi == 0;
}

/* Where KEY is in P, or the free place where it belongs. */
static uint32_t
place(const struct part *p, struct dp_hash128 key)
{
	uint32_t i = (uint32_t)((key.hi >> 32) * p->cap >> 32);

	while (!is_free(p->key[i]) &&
	       (p->key[i].lo != key.lo || p->key[i].hi != key.hi))
		i = i + 1 == p->cap ? 0 : i + 1;
	return i;
}

static void
widen(struct part *p, bool counted)
{
	struct part old = *p;

	p->cap = old.cap ? old.cap + old.cap / 6 + 1 : FIRST_CAP;
	p->key = dp_alloc0(p->cap * sizeof *p->key);
	if (counted)
		p->count = dp_alloc0(p->cap * sizeof *p->count);
	for (uint32_t i = 0; i < old.cap; i++) {
		uint32_t at;

		if (is_free(old.key[i]))
			continue;
		at = place(p, old.key[i]);
		p->key[at] = old.key[i];
		if (counted)
			p->count[at] = old.count[i];
	}
	free(old.key);
	free(old.count);
}

/* A key that is never taken for a free place. */
static struct dp_hash128
solid(struct dp_hash128 key)
{
	if (is_free(key))
		key.hi = 1;
	return key;
}

bool
dpi_keyset_add(struct dpi_keyset *s, struct dp_hash128 key)
{
	struct part *p = &s->part[key.lo & (PARTS - 1)];
	uint32_t at;

	key = solid(key);
	if (p->n + 1 > p->cap / 5 * 4)
		widen(p, s->counted);
	at = place(p, key);
	if (!is_free(p->key[at]))
		return false;
	p->key[at] = key;
	if (s->counted)
		p->count[at] = 1;
	p->n++;
	s->n++;
	return true;
}

uint32_t *
dpi_keyset_count(struct dpi_keyset *s, struct dp_hash128 key)
{
	struct part *p = &s->part[key.lo & (PARTS - 1)];

	return &p->count[place(p, solid(key))];
}

uint64_t
dpi_keyset_n(const struct dpi_keyset *s)
{
	return s->n;
}

uint64_t
dpi_keyset_bytes(const struct dpi_keyset *s)
{
	uint64_t bytes = sizeof *s;

	for (unsigned i = 0; i < PARTS; i++)
		bytes += (uint64_t)s->part[i].cap *
			 (sizeof(struct dp_hash128) +
			  (s->counted ? sizeof(uint32_t) : 0));
	return bytes;
}
