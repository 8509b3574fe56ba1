/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of 128-bit hashes. Few keys are in one table that doubles. Many are in
 * 64 small ones, chosen by the low six bits, that grow by half, each in
 * its turn: the whole never doubles. A table is made of buckets of four keys, a
 * line of the cache; a key is in the first one with room from its home on
 * (W. W. Peterson, Addressing for random-access storage, IBM Journal 1(2),
 * 1957), so that one look finds most of them, and nothing is moved for a new
 * one. The homes are in the order of the keys, which thus nearly are.
 */
#include "base/keyset.h"

#include <stdlib.h>
#include <sys/mman.h>

#define PARTS 64u
#define BUCKET 4u
#define FIRST_CAP 8u
#define FEW_MAX 8192u /* places of the one table before it is parted */
#define MAPPED_BYTES ((size_t)8 << 10) /* of a table with its own pages */

static inline bool
is_free(struct dp_hash128 k)
{
	return k.hi == 0;
}

/* Keys of the bucket at K: they stand in front. */
static inline uint32_t
used(const struct dp_hash128 *k)
{
	uint32_t n = !is_free(k[0]);

	n += !is_free(k[1]);
	n += !is_free(k[2]);
	return n + !is_free(k[3]);
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
is_same(struct dp_hash128 a, struct dp_hash128 b)
{
	return a.hi == b.hi && a.lo == b.lo;
}

static inline struct dpi_keypart *
part_of(struct dpi_keyset *s, struct dp_hash128 key)
{
	return s->part ? &s->part[key.lo & (PARTS - 1)] : &s->few;
}

static inline bool
is_below(struct dp_hash128 a, struct dp_hash128 b)
{
	return a.hi < b.hi || (a.hi == b.hi && a.lo < b.lo);
}

/* The first place of the bucket of P where KEY is looked for first. */
static inline uint32_t
home(const struct dpi_keypart *p, struct dp_hash128 key)
{
	return (uint32_t)((key.hi >> 32) * (p->cap / BUCKET) >> 32) * BUCKET;
}

/* The bucket of P behind that at AT. */
static inline uint32_t
behind(const struct dpi_keypart *p, uint32_t at)
{
	return at + BUCKET < p->cap ? at + BUCKET : 0;
}

/* Where KEY is in P, or the free place that it would get: there is one. */
static inline uint32_t
place(const struct dpi_keypart *p, struct dp_hash128 key)
{
	uint32_t at = home(p, key);

	for (;;) {
		const struct dp_hash128 *k = p->key + at;
		uint32_t n = used(k);

		/* two keys with one half in common are rarer than anything */
		if ((k[0].hi == key.hi) | (k[1].hi == key.hi) |
		    (k[2].hi == key.hi) | (k[3].hi == key.hi))
			for (uint32_t i = 0; i < n; i++)
				if (is_same(k[i], key))
					return at + i;
		if (n < BUCKET)
			return at + n;
		at = behind(p, at);
	}
}

/* The keys that a table of CAP places may hold. */
static inline uint32_t
most(uint32_t cap)
{
	return cap - cap / 8;
}

#ifdef MREMAP_MAYMOVE
/*
 * Bytes of the pages that a table of N keys gets, 0 where malloc does: a power
 * of two, that they are seldom moved. Those that nothing is put in are not
 * there.
 */
static size_t
mapped_bytes(size_t n)
{
	size_t bytes = n * sizeof(struct dp_hash128), mapped = MAPPED_BYTES;

	if (bytes < MAPPED_BYTES)
		return 0;
	while (mapped < bytes)
		mapped *= 2;
	return mapped;
}

/*
 * As resize, to BYTES from OLD of pages of its own; OLD 0: it is new. The first
 * N are wanted at once: the system makes many pages faster than one by one.
 */
static struct dp_hash128 *
map(struct dp_hash128 *key, size_t old, size_t bytes, size_t n)
{
	void *p = key;

	if (!old)
		p = mmap(NULL, bytes, PROT_READ | PROT_WRITE,
			 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	else if (old != bytes)
		p = mremap(key, old, bytes, MREMAP_MAYMOVE);
	if (p == MAP_FAILED)
		return dp_alloc(SIZE_MAX);
#ifdef MADV_POPULATE_WRITE
	(void)madvise(p, n, MADV_POPULATE_WRITE);
#else
	(void)n;
#endif
	return p;
}
#endif

static void
release(struct dp_hash128 *key, size_t n)
{
#ifdef MREMAP_MAYMOVE
	size_t bytes = mapped_bytes(n);

	if (bytes) {
		(void)munmap(key, bytes);
		return;
	}
#else
	(void)n;
#endif
	free(key);
}

/*
 * Memory for N keys in place of that for OLD_N at KEY (or NULL); what it holds
 * is not kept. Of 64 tables that grow in turn each leaves a hole that no other
 * fits in: from MAPPED_BYTES on they have pages of their own, which the system
 * moves without copying.
 */
static struct dp_hash128 *
resize(struct dp_hash128 *key, size_t old_n, size_t n)
{
#ifdef MREMAP_MAYMOVE
	size_t old = mapped_bytes(old_n), bytes = mapped_bytes(n);

	if (bytes && !old)
		release(key, old_n);
	if (bytes)
		return map(key, old, bytes, n * sizeof *key);
#endif
	release(key, old_n);
	return dp_alloc(n * sizeof *key);
}

static uint64_t
part_bytes(const struct dpi_keyset *s, uint32_t cap)
{
	return (uint64_t)cap * (sizeof(struct dp_hash128) +
				(s->counted ? sizeof(uint32_t) : 0));
}

/* Makes room for CAP keys in P, which loses those it holds. */
static void
reserve(struct dpi_keyset *s, struct dpi_keypart *p, uint32_t cap)
{
	s->bytes += part_bytes(s, cap) - part_bytes(s, p->cap);
	p->key = resize(p->key, p->cap, cap);
	if (s->counted)
		p->count = dp_realloc_array(p->count, cap, sizeof *p->count);
	p->cap = cap;
}

static void
drop(struct dpi_keyset *s, struct dpi_keypart *p)
{
	s->bytes -= part_bytes(s, p->cap);
	release(p->key, p->cap);
	free(p->count);
	memset(p, 0, sizeof *p);
}

/* Puts KEY into P, which has room, at the free place AT. */
static inline void
put(struct dpi_keypart *p, uint32_t at, struct dp_hash128 key, uint32_t count)
{
	p->key[at] = key;
	if (p->count)
		p->count[at] = count;
	p->n++;
}

/* The place of the first key of P from place I on; p->cap: there is none. */
static inline uint32_t
next_key(const struct dpi_keypart *p, uint32_t i)
{
	while (i < p->cap && is_free(p->key[i]))
		i++;
	return i;
}

static inline uint32_t
count_at(const struct dpi_keypart *p, uint32_t i)
{
	return p->count ? p->count[i] : 1;
}

/*
 * Makes P CAP places wide. Its keys go to the spare memory, which it gets for
 * its own: that is the next spare.
 */
static void
widen(struct dpi_keyset *s, struct dpi_keypart *p, uint32_t cap)
{
	const struct dpi_keypart old = *p;
	/* looking at what was just written would be slow */
	uint8_t *n_used = dp_alloc0(cap / BUCKET);

	reserve(s, &s->spare, cap);
	*p = s->spare;
	s->spare = old;
	memset(p->key, 0, cap * sizeof *p->key);
	p->n = 0;
	for (uint32_t i = next_key(&old, 0); i < old.cap;
	     i = next_key(&old, i + 1)) {
		uint32_t at = home(p, old.key[i]);

		while (n_used[at / BUCKET] == BUCKET)
			at = behind(p, at);
		at += n_used[at / BUCKET]++;
		put(p, at, old.key[i], count_at(&old, i));
	}
	free(n_used);
}

static uint32_t
wider(uint32_t cap)
{
	return cap + (cap / 2 + BUCKET - 1) / BUCKET * BUCKET;
}

/*
 * From one table to many. As their keys will be as many, their sizes differ
 * now, that they do not all grow at once.
 */
static void
divide(struct dpi_keyset *s)
{
	struct dpi_keypart old = s->few;

	memset(&s->few, 0, sizeof s->few);
	drop(s, &s->spare);
	s->part = dp_alloc0(PARTS * sizeof *s->part);
	s->bytes += PARTS * sizeof *s->part;
	for (unsigned i = 0; i < PARTS; i++)
		widen(s, &s->part[i], FEW_MAX / PARTS + i / BUCKET * BUCKET);
	for (uint32_t i = next_key(&old, 0); i < old.cap;
	     i = next_key(&old, i + 1)) {
		struct dpi_keypart *p = part_of(s, old.key[i]);

		if (p->n == most(p->cap))
			widen(s, p, wider(p->cap));
		put(p, place(p, old.key[i]), old.key[i], count_at(&old, i));
	}
	drop(s, &old);
}

static void
grow(struct dpi_keyset *s, struct dpi_keypart *p)
{
	if (p != &s->few)
		widen(s, p, wider(p->cap));
	else if (p->cap < FEW_MAX)
		widen(s, p, p->cap ? 2 * p->cap : FIRST_CAP);
	else
		divide(s);
}

/* KEY, which is new, finds no room. */
__attribute__((noinline)) static bool
add_growing(struct dpi_keyset *s, struct dp_hash128 key)
{
	grow(s, part_of(s, key));
	return dpi_keyset_add(s, key);
}

bool
dpi_keyset_add(struct dpi_keyset *s, struct dp_hash128 key)
{
	struct dpi_keypart *p;
	uint32_t at;

	key = solid(key);
	p = part_of(s, key);
	if (!p->cap)
		return add_growing(s, key);
	at = place(p, key);
	if (!is_free(p->key[at]))
		return false;
	if (p->n >= most(p->cap))
		return add_growing(s, key);
	put(p, at, key, 1);
	s->n++;
	return true;
}

void
dpi_keyset_expect(const struct dpi_keyset *s, struct dp_hash128 key)
{
	const struct dpi_keypart *p = &s->few;

	if (s->part)
		p = &s->part[key.lo & (PARTS - 1)];
	/* before the first key there is no table */
	if (p->key)
		__builtin_prefetch(p->key + home(p, key));
}

uint32_t *
dpi_keyset_count(struct dpi_keyset *s, struct dp_hash128 key)
{
	struct dpi_keypart *p;

	key = solid(key);
	p = part_of(s, key);
	return &p->count[place(p, key)];
}

/*
 * The keys of FROM, of which TO has room for all: they come in the order of
 * their homes, and would crowd in what is too narrow.
 */
static void
merge_part(struct dpi_keyset *s, struct dpi_keypart *to,
	   const struct dpi_keypart *from)
{
	uint32_t added = 0, cap = to->cap ? to->cap : FIRST_CAP;

	for (uint32_t i = next_key(from, 0); i < from->cap;
	     i = next_key(from, i + 1))
		added += !to->cap || is_free(to->key[place(to, from->key[i])]);
	while (to->n + added > most(cap))
		cap = wider(cap);
	if (cap > to->cap)
		widen(s, to, cap);
	for (uint32_t i = next_key(from, 0); i < from->cap;
	     i = next_key(from, i + 1)) {
		uint32_t at = place(to, from->key[i]);

		if (is_free(to->key[at]))
			put(to, at, from->key[i], count_at(from, i));
	}
	s->n += added;
}

void
dpi_keyset_merge(struct dpi_keyset *to, const struct dpi_keyset *from)
{
	if (!to->part && (from->part || to->n + from->n > most(FEW_MAX)))
		divide(to);
	if (from->part)
		for (unsigned i = 0; i < PARTS; i++)
			merge_part(to, &to->part[i], &from->part[i]);
	else if (!to->part)
		merge_part(to, &to->few, &from->few);
	else
		for (uint32_t i = next_key(&from->few, 0); i < from->few.cap;
		     i = next_key(&from->few, i + 1))
			(void)dpi_keyset_add(to, from->few.key[i]);
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
	unsigned a_part = a.lo & (PARTS - 1), b_part = b.lo & (PARTS - 1);

	if (a_part != b_part)
		return a_part < b_part ? -1 : 1;
	return is_below(a, b) ? -1 : is_below(b, a);
}

/* The keys of P, which are not far from it, in order and without gaps. */
static void
sort(struct dpi_keypart *p)
{
	uint32_t n = 0;

	for (uint32_t i = next_key(p, 0); i < p->cap; i = next_key(p, i + 1)) {
		struct dp_hash128 key = p->key[i];
		uint32_t count = count_at(p, i), at = n++;

		for (; at > 0 && is_below(key, p->key[at - 1]); at--) {
			p->key[at] = p->key[at - 1];
			if (p->count)
				p->count[at] = p->count[at - 1];
		}
		p->key[at] = key;
		if (p->count)
			p->count[at] = count;
	}
}

void
dpi_keyset_sort(struct dpi_keyset *s)
{
	if (!s->part)
		divide(s);
	for (unsigned i = 0; i < PARTS; i++)
		sort(&s->part[i]);
}

bool
dpi_keyset_next(const struct dpi_keyset *s, struct dpi_keyset_place *at,
		struct dp_hash128 *key, uint64_t *count)
{
	const struct dpi_keypart *p;

	for (; at->part < PARTS; at->part++, at->next = 0) {
		p = &s->part[at->part];
		if (at->next == p->n)
			continue;
		*key = p->key[at->next];
		*count = count_at(p, at->next++);
		return true;
	}
	return false;
}

void
dpi_keyset_done(struct dpi_keyset *s)
{
	drop(s, &s->few);
	drop(s, &s->spare);
	for (unsigned i = 0; s->part && i < PARTS; i++)
		drop(s, &s->part[i]);
	free(s->part);
	memset(s, 0, sizeof *s);
}
