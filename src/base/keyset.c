/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of 128-bit hashes. Keys are put down as they come and never moved; what
 * finds them are tables of their numbers: one for few keys, 256 for many,
 * chosen by the low eight bits, so that one that grows is small. A table is
 * made of buckets of sixteen numbers, a line of the cache; a key is in the first
 * one with room from its home on (W. W. Peterson, Addressing for random-access
 * storage, IBM Journal 1(2), 1957). Beside the number stand as many bits of the
 * key as there is room for: a key that is new is known by them alone.
 */
#include "base/keyset.h"

#include <stdlib.h>
#include <sys/mman.h>

#include "base/lane.h"

#define PARTS 256u
#define GROUP 8u /* keys of one part that stand together */
#define BUCKET 16u
#define KEYS_AHEAD 16u /* so far is a key announced before it is read */
#define FEW_MAX 16384u /* places of the one table before it is parted */
#define MAPPED_BYTES ((size_t)8 << 10) /* of memory with its own pages */

static inline bool
is_free(struct dp_hash128 k)
{
	return k.hi == 0;
}

/* A key that is never taken for a free place. */
static inline struct dp_hash128
solid(struct dp_hash128 key)
{
	if (is_free(key))
		key.hi = UINT64_C(0x9e3779b97f4a7c15);
	return key;
}

static inline bool
is_below(struct dp_hash128 a, struct dp_hash128 b)
{
	return a.hi < b.hi || (a.hi == b.hi && a.lo < b.lo);
}

static inline unsigned
part_number(struct dp_hash128 key)
{
	return key.lo & (PARTS - 1);
}

static inline struct dpi_keypart *
part_of(struct dpi_keyset *s, struct dp_hash128 key)
{
	return s->part ? &s->part[part_number(key)] : &s->few;
}

/* The first place of the bucket of P where KEY is looked for first. */
static inline uint32_t
home(const struct dpi_keypart *p, struct dp_hash128 key)
{
	return (uint32_t)((key.hi >> 32) * (p->cap / BUCKET) >> 32) * BUCKET;
}

/* What stands beside KEY's number in P. */
static inline uint32_t
tag(const struct dpi_keypart *p, struct dp_hash128 key)
{
	return (uint32_t)(key.lo >> 32) & p->tag;
}

/* The key's number in an entry E of P that is not free. */
static inline uint32_t
number(const struct dpi_keypart *p, uint32_t e)
{
	return (e & ~p->tag) - 1;
}

/* Of the bucket at E, a bit for each entry that is TAG where MASK has ones. */
static inline uint32_t
equal(const uint32_t *e, uint32_t tag, uint32_t mask)
{
	const int32_t t = (int32_t)tag, m = (int32_t)mask;
	const dpi_quad tags = { t, t, t, t }, masks = { m, m, m, m };

	return dpi_quad_bits((dpi_quad_load(e) & masks) == tags) |
	       dpi_quad_bits((dpi_quad_load(e + 4) & masks) == tags) << 4 |
	       dpi_quad_bits((dpi_quad_load(e + 8) & masks) == tags) << 8 |
	       dpi_quad_bits((dpi_quad_load(e + 12) & masks) == tags) << 12;
}

/* The bucket of P behind that at AT. */
static inline uint32_t
behind(const struct dpi_keypart *p, uint32_t at)
{
	return at + BUCKET < p->cap ? at + BUCKET : 0;
}

/* Is KEY in P? Its *NUMBER, or the free *PLACE that it would get. */
__attribute__((always_inline)) static inline bool
find(const struct dpi_keyset *s, const struct dpi_keypart *p,
     struct dp_hash128 key, uint32_t *found, uint32_t *place)
{
	const uint32_t t = tag(p, key);

	for (uint32_t at = home(p, key);; at = behind(p, at)) {
		const uint32_t *e = p->entry + at;
		uint32_t same = equal(e, t, p->tag);

		for (; same; same &= same - 1) {
			uint32_t entry = e[__builtin_ctz(same)], i;

			if (!entry)
				break;
			i = number(p, entry);
			if (s->key[i].hi == key.hi && s->key[i].lo == key.lo) {
				*found = i;
				return true;
			}
		}
		/* the free places of a bucket are its last */
		if (!e[BUCKET - 1]) {
			*place = at +
				 (uint32_t)__builtin_ctz(equal(e, 0,
							       UINT32_MAX));
			return false;
		}
	}
}

/*
 * Makes room for N things of SIZE bytes, OLD_N of which are at P (or NULL). Of
 * 256 tables that grow in turn each leaves a hole that no other fits in: from
 * MAPPED_BYTES on they have pages of their own, which the system moves without
 * copying.
 */
static void *
resize(void *p, size_t old_n, size_t n, size_t size)
{
	size_t old = old_n * size, bytes = n * size;

#ifdef MREMAP_MAYMOVE
	if (bytes >= MAPPED_BYTES) {
		void *q = old >= MAPPED_BYTES ?
				  mremap(p, old, bytes, MREMAP_MAYMOVE) :
				  mmap(NULL, bytes, PROT_READ | PROT_WRITE,
				       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (q == MAP_FAILED)
			return dp_alloc(SIZE_MAX);
		if (old && old < MAPPED_BYTES) {
			memcpy(q, p, old);
			free(p);
		}
		return q;
	}
#else
	(void)old;
#endif
	return dp_realloc(p, bytes);
}

static void
release(void *p, size_t n, size_t size)
{
#ifdef MREMAP_MAYMOVE
	if (n * size >= MAPPED_BYTES) {
		(void)munmap(p, n * size);
		return;
	}
#else
	(void)n;
	(void)size;
#endif
	free(p);
}

/* Most keys of a table of CAP places. */
static inline uint32_t
most(uint32_t cap)
{
	return cap - cap / 8;
}

/* How wide a table grows that has CAP places. */
static uint32_t
wider(uint32_t cap)
{
	return (cap + cap / 2 + BUCKET - 1) / BUCKET * BUCKET;
}

static void
add_entry(struct dpi_keypart *p, struct dp_hash128 key, uint32_t i,
	  uint32_t place)
{
	p->entry[place] = tag(p, key) | (i + 1);
	p->n++;
}

/* Puts the numbers of P's keys aside. */
static void
put_aside(struct dpi_keyset *s, const struct dpi_keypart *p)
{
	uint32_t n = 0;

	if (s->cap_aside < p->n) {
		s->bytes += (p->n - s->cap_aside) * sizeof *s->aside;
		s->cap_aside = p->n;
		s->aside = dp_realloc_array(s->aside, p->n, sizeof *s->aside);
	}
	for (uint32_t k = 0; k < p->cap; k++)
		if (p->entry[k])
			s->aside[n++] = number(p, p->entry[k]);
}

/* Makes P, whose keys are aside, empty and CAP places wide. */
static void
make(struct dpi_keyset *s, struct dpi_keypart *p, uint32_t cap)
{
	uint64_t numbers = 4 * ((uint64_t)s->n_places + GROUP);

	s->bytes += (uint64_t)cap * sizeof *p->entry;
	s->bytes -= (uint64_t)p->cap * sizeof *p->entry;
	p->entry = resize(p->entry, p->cap, cap, sizeof *p->entry);
	memset(p->entry, 0, cap * sizeof *p->entry);
	p->cap = cap;
	p->most = most(cap);
	p->n = 0;
	/* numbers will be longer than they are now */
	p->tag = numbers > UINT32_MAX >> 1 ?
			 0 :
			 UINT32_MAX << (64 - __builtin_clzll(numbers));
}

/* P anew with CAP places. */
static void
make_again(struct dpi_keyset *s, struct dpi_keypart *p, uint32_t cap)
{
	/* looking at what was just written would be slow */
	uint8_t *used = dp_alloc0(cap / BUCKET);
	uint32_t n = p->n;

	put_aside(s, p);
	make(s, p, cap);
	for (uint32_t k = 0; k < n; k++) {
		struct dp_hash128 key = s->key[s->aside[k]];
		uint32_t at = home(p, key);

		if (k + KEYS_AHEAD < n)
			__builtin_prefetch(s->key + s->aside[k + KEYS_AHEAD]);
		while (used[at / BUCKET] == BUCKET)
			at = behind(p, at);
		at += used[at / BUCKET]++;
		add_entry(p, key, s->aside[k], at);
	}
	free(used);
}

/* Places for GROUP keys, all free; returns the number of the first. */
static uint32_t
new_group(struct dpi_keyset *s)
{
	size_t cap = s->cap_places, each = sizeof *s->key;
	uint32_t first = s->n_places;

	if (s->n_places == cap) {
		cap += (cap / 8 + GROUP) / GROUP * GROUP;
		s->key = resize(s->key, s->cap_places, cap, sizeof *s->key);
		if (s->counted)
			s->count = resize(s->count, s->cap_places, cap,
					  sizeof *s->count);
		s->cap_places = (uint32_t)cap;
	}
	memset(s->key + first, 0, GROUP * sizeof *s->key);
	s->n_places += GROUP;
	each += s->counted ? sizeof *s->count : 0;
	s->bytes += GROUP * each;
	return first;
}

/* Puts down KEY, of P, whose entry goes to PLACE; counted COUNT times. */
static inline void
put(struct dpi_keyset *s, struct dpi_keypart *p, struct dp_hash128 key,
    uint32_t count, uint32_t place)
{
	uint32_t i;

	if (p->next % GROUP == 0)
		p->next = new_group(s);
	i = p->next++;
	s->key[i] = key;
	if (s->counted)
		s->count[i] = count;
	add_entry(p, key, i, place);
	s->n++;
}

static void grow(struct dpi_keyset *s, struct dpi_keypart *p);

/* As dpi_keyset_add; KEY is solid, and counted COUNT times if it is new. */
static inline bool
add(struct dpi_keyset *s, struct dp_hash128 key, uint32_t count)
{
	struct dpi_keypart *p = part_of(s, key);
	uint32_t found, place;

	while (p->n == p->most || ((s->n_places + GROUP) & p->tag)) {
		grow(s, p);
		p = part_of(s, key);
	}
	if (find(s, p, key, &found, &place))
		return false;
	put(s, p, key, count, place);
	return true;
}

static void
add_all(struct dpi_keyset *s, const struct dpi_keyset *from)
{
	for (uint32_t i = 0; i < from->n_places; i++)
		if (!is_free(from->key[i]))
			(void)add(s, from->key[i],
				  from->counted ? from->count[i] : 1);
}

/* From one table to many. */
static void
divide(struct dpi_keyset *s)
{
	struct dpi_keyset old = *s;

	memset(s, 0, sizeof *s);
	s->counted = old.counted;
	s->part = dp_alloc0(PARTS * sizeof *s->part);
	s->bytes = PARTS * sizeof *s->part;
	for (unsigned i = 0; i < PARTS; i++)
		make(s, &s->part[i], wider(FEW_MAX / PARTS));
	add_all(s, &old);
	dpi_keyset_done(&old);
}

static void
grow(struct dpi_keyset *s, struct dpi_keypart *p)
{
	if (p->n < p->most)
		make_again(s, p, p->cap);
	else if (p != &s->few)
		make_again(s, p, wider(p->cap));
	else if (p->cap < FEW_MAX)
		make_again(s, p, p->cap ? 2 * p->cap : BUCKET);
	else
		divide(s);
}

bool
dpi_keyset_add(struct dpi_keyset *s, struct dp_hash128 key)
{
	return add(s, solid(key), 1);
}

void
dpi_keyset_expect(const struct dpi_keyset *s, struct dp_hash128 key)
{
	const struct dpi_keypart *p = &s->few;

	if (s->part)
		p = &s->part[part_number(key)];
	/* before the first key there is no table */
	if (p->entry)
		__builtin_prefetch(p->entry + home(p, key));
}

uint32_t *
dpi_keyset_count(struct dpi_keyset *s, struct dp_hash128 key)
{
	uint32_t found = 0, place;

	key = solid(key);
	(void)find(s, part_of(s, key), key, &found, &place);
	return &s->count[found];
}

void
dpi_keyset_merge(struct dpi_keyset *to, const struct dpi_keyset *from)
{
	add_all(to, from);
}

/* ---- in order ------------------------------------------------------- */

struct dp_hash128
dpi_keyset_solid(struct dp_hash128 key)
{
	return solid(key);
}

int
dpi_keyset_order(struct dp_hash128 a, struct dp_hash128 b)
{
	unsigned a_part = part_number(a), b_part = part_number(b);

	if (a_part != b_part)
		return a_part < b_part ? -1 : 1;
	return is_below(a, b) ? -1 : is_below(b, a);
}

/* The entries of P, which as their homes are not far from it, in order. */
static void
sort(const struct dpi_keyset *s, struct dpi_keypart *p)
{
	uint32_t n = 0;

	for (uint32_t k = 0; k < p->cap; k++) {
		uint32_t e = p->entry[k], at = n;
		struct dp_hash128 key;

		if (!e)
			continue;
		key = s->key[number(p, e)];
		for (; at && is_below(key, s->key[number(p, p->entry[at - 1])]);
		     at--)
			p->entry[at] = p->entry[at - 1];
		p->entry[at] = e;
		n++;
	}
}

void
dpi_keyset_sort(struct dpi_keyset *s)
{
	if (!s->part)
		divide(s);
	for (unsigned i = 0; i < PARTS; i++)
		sort(s, &s->part[i]);
}

bool
dpi_keyset_next(const struct dpi_keyset *s, struct dpi_keyset_place *at,
		struct dp_hash128 *key, uint64_t *count)
{
	for (; at->part < PARTS; at->part++, at->next = 0) {
		const struct dpi_keypart *p = &s->part[at->part];
		uint32_t i;

		if (at->next == p->n)
			continue;
		i = number(p, p->entry[at->next++]);
		*key = s->key[i];
		*count = s->counted ? s->count[i] : 1;
		return true;
	}
	return false;
}

void
dpi_keyset_done(struct dpi_keyset *s)
{
	release(s->key, s->cap_places, sizeof *s->key);
	release(s->count, s->counted ? s->cap_places : 0, sizeof *s->count);
	release(s->few.entry, s->few.cap, sizeof *s->few.entry);
	for (unsigned i = 0; s->part && i < PARTS; i++)
		release(s->part[i].entry, s->part[i].cap,
			sizeof *s->part[i].entry);
	free(s->part);
	free(s->aside);
	memset(s, 0, sizeof *s);
}
