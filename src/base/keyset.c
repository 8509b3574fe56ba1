/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of 128-bit hashes. Few keys are in one table that doubles. Many are in
 * 64 small ones, chosen by the low six bits, that grow by half, each in
 * its turn: the whole never doubles. A table is made of groups of sixteen keys,
 * each with a tag of one byte; a key is in the first group with room from its
 * home on (W. W. Peterson, Addressing for random-access storage, IBM Journal
 * 1(2), 1957), and one look at the tags of a group tells where it may be (the
 * groups of M. Kulukundis, Designing a fast, efficient, cache-friendly hash
 * table, step by step, CppCon 2017). Nothing is moved for a new key. The homes
 * are in the order of the keys, which thus nearly are.
 */
#include "base/keyset.h"

#include <stdlib.h>

#include "base/lane.h"

#define PARTS 64u
#define GROUP DPI_LANE_BYTES
#define FIRST_CAP 4u  /* less than a group: its other places stay free */
#define FEW_MAX 8192u /* places of the one table before it is parted */

/* The tags of a table of CAP places, which stand behind its keys; 0: free. */
static inline uint8_t *
tags(struct dp_hash128 *key, uint32_t cap)
{
	return (uint8_t *)(key + cap);
}

static inline uint8_t
tag_of(struct dp_hash128 key)
{
	uint8_t tag = (uint8_t)(key.lo >> 56);

	return tag ? tag : 1;
}

/* Bytes of the keys and tags of a table of CAP places. */
static inline size_t
table_bytes(size_t cap)
{
	size_t tags = cap < GROUP ? GROUP : cap;

	return cap ? cap * sizeof(struct dp_hash128) + tags : 0;
}

static inline bool
is_same(struct dp_hash128 a, struct dp_hash128 b)
{
	return a.hi == b.hi && a.lo == b.lo;
}

/* The table of KEY; before the first key it has no memory. */
static inline const struct dpi_keypart *
its_part(const struct dpi_keyset *s, struct dp_hash128 key)
{
	return s->part ? &s->part[key.lo & (PARTS - 1)] : &s->few;
}

/* The same, to be changed. */
static inline struct dpi_keypart *
part_of(struct dpi_keyset *s, struct dp_hash128 key)
{
	return (struct dpi_keypart *)(uintptr_t)its_part(s, key);
}

static inline bool
is_below(struct dp_hash128 a, struct dp_hash128 b)
{
	return a.hi < b.hi || (a.hi == b.hi && a.lo < b.lo);
}

/* The first place of the group of P where KEY is looked for first. */
static inline uint32_t
home(const struct dpi_keypart *p, struct dp_hash128 key)
{
	return (uint32_t)((key.hi >> 32) * (p->cap / GROUP) >> 32) * GROUP;
}

/* The group of P behind that at AT. */
static inline uint32_t
behind(const struct dpi_keypart *p, uint32_t at)
{
	return at + GROUP < p->cap ? at + GROUP : 0;
}

/* Of the group of P at AT, a bit for each place with TAG. */
static inline uint32_t
tagged(const struct dpi_keypart *p, uint32_t at, uint8_t tag)
{
	const uint8_t *t = tags(p->key, p->cap) + at;

	return dpi_lane_bits((dpi_lane)(dpi_lane_load((const char *)t) == tag));
}

/* Is KEY in P? There, or at the free place that it would get, is AT. */
static inline bool
find(const struct dpi_keypart *p, struct dp_hash128 key, uint32_t *at)
{
	const uint8_t tag = tag_of(key);

	for (uint32_t group = home(p, key);; group = behind(p, group)) {
		uint32_t open;

		for (uint32_t m = tagged(p, group, tag); m; m &= m - 1) {
			*at = group + (uint32_t)__builtin_ctz(m);
			if (is_same(p->key[*at], key))
				return true;
		}
		open = tagged(p, group, 0);
		if (open) {
			*at = group + (uint32_t)__builtin_ctz(open);
			return false;
		}
	}
}

/* The keys that a table of CAP places may hold. */
static inline uint32_t
most(uint32_t cap)
{
	return cap - cap / 20 - 1;
}

static uint64_t
part_bytes(const struct dpi_keyset *s, uint32_t cap)
{
	return table_bytes(cap) +
	       (s->counted ? (uint64_t)cap * sizeof(uint32_t) : 0);
}

/* Makes room for CAP keys in P, which loses those it holds. */
static void
reserve(struct dpi_keyset *s, struct dpi_keypart *p, uint32_t cap)
{
	s->bytes += part_bytes(s, cap) - part_bytes(s, p->cap);
	p->key = dpi_growing_resize(&s->growing, p->key, table_bytes(p->cap),
				    table_bytes(cap));
	if (s->counted)
		p->count = dp_realloc_array(p->count, cap, sizeof *p->count);
	p->cap = cap;
}

static void
drop(struct dpi_keyset *s, struct dpi_keypart *p)
{
	s->bytes -= part_bytes(s, p->cap);
	dpi_growing_free(&s->growing, p->key, table_bytes(p->cap));
	free(p->count);
	memset(p, 0, sizeof *p);
}

/* Puts KEY into P, which has room, at the free place AT. */
static inline void
put(struct dpi_keypart *p, uint32_t at, struct dp_hash128 key, uint32_t count)
{
	tags(p->key, p->cap)[at] = tag_of(key);
	p->key[at] = key;
	if (p->count)
		p->count[at] = count;
	p->n++;
}

/* The place of the first key of P from place I on; p->cap: there is none. */
static inline uint32_t
next_key(const struct dpi_keypart *p, uint32_t i)
{
	while (i < p->cap && !tags(p->key, p->cap)[i])
		i++;
	return i;
}

static inline uint32_t
count_at(const struct dpi_keypart *p, uint32_t i)
{
	return p->count ? p->count[i] : 1;
}

/* Keys of the group of P at AT: they stand in front. */
static inline uint32_t
used(const struct dpi_keypart *p, uint32_t at)
{
	uint32_t open = tagged(p, at, 0);

	return open ? (uint32_t)__builtin_ctz(open) : GROUP;
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
	uint8_t *n_used = dp_alloc0(cap / GROUP + 1), *tag;

	reserve(s, &s->spare, cap);
	*p = s->spare;
	s->spare = old;
	tag = tags(p->key, cap);
	memset(tag, 0, table_bytes(cap) - cap * sizeof *p->key);
	p->n = old.n;
	for (uint32_t group = 0; group < old.cap; group += GROUP) {
		uint32_t end = group + used(&old, group);

		for (uint32_t i = group; i < end; i++) {
			struct dp_hash128 key = old.key[i];
			uint32_t at = home(p, key);

			while (n_used[at / GROUP] == GROUP)
				at = behind(p, at);
			at += n_used[at / GROUP]++;
			tag[at] = tag_of(key);
			p->key[at] = key;
			if (old.count)
				p->count[at] = old.count[i];
		}
	}
	free(n_used);
}

/* Whole groups, but for what is less than one. */
static uint32_t
wider(uint32_t cap)
{
	return cap < GROUP ? 2 * cap :
			     cap + (cap / 2 + GROUP - 1) / GROUP * GROUP;
}

/*
 * From one table to many. As their keys will be as many, their sizes differ
 * now, that they do not all grow at once.
 */
static void
divide(struct dpi_keyset *s)
{
	const unsigned first = FEW_MAX / PARTS;
	struct dpi_keypart old = s->few;
	uint32_t at;

	memset(&s->few, 0, sizeof s->few);
	drop(s, &s->spare);
	/* one for each, and the spare memory */
	dpi_growing_begin(&s->growing, PARTS + 1);
	s->part = dp_alloc0(PARTS * sizeof *s->part);
	s->bytes += PARTS * sizeof *s->part;
	for (unsigned i = 0; i < PARTS; i++)
		widen(s, &s->part[i],
		      first + i * first / 2 / PARTS / GROUP * GROUP);
	for (uint32_t i = next_key(&old, 0); i < old.cap;
	     i = next_key(&old, i + 1)) {
		struct dpi_keypart *p = part_of(s, old.key[i]);

		if (p->n == most(p->cap))
			widen(s, p, wider(p->cap));
		(void)find(p, old.key[i], &at);
		put(p, at, old.key[i], count_at(&old, i));
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

	p = part_of(s, key);
	if (!p->cap)
		return add_growing(s, key);
	if (find(p, key, &at))
		return false;
	if (p->n >= most(p->cap))
		return add_growing(s, key);
	put(p, at, key, 1);
	s->n++;
	return true;
}

void
dpi_keyset_announce(const struct dpi_keyset *s, struct dp_hash128 key)
{
	const struct dpi_keypart *p = its_part(s, key);

	if (p->key)
		__builtin_prefetch(tags(p->key, p->cap) + home(p, key));
}

void
dpi_keyset_expect(const struct dpi_keyset *s, struct dp_hash128 key)
{
	const struct dpi_keypart *p = its_part(s, key);
	uint32_t group, m;

	if (!p->key)
		return;
	group = home(p, key);
	m = tagged(p, group, tag_of(key)) | tagged(p, group, 0);
	if (m)
		__builtin_prefetch(p->key + group + __builtin_ctz(m));
}

uint32_t *
dpi_keyset_count(struct dpi_keyset *s, struct dp_hash128 key)
{
	struct dpi_keypart *p = part_of(s, key);
	uint32_t at;

	(void)find(p, key, &at);
	return &p->count[at];
}

/*
 * The keys of FROM, of which TO has room for all: they come in the order of
 * their homes, and would crowd in what is too narrow.
 */
static void
merge_part(struct dpi_keyset *s, struct dpi_keypart *to,
	   const struct dpi_keypart *from)
{
	uint32_t added = 0, cap = to->cap ? to->cap : FIRST_CAP, at;

	for (uint32_t i = next_key(from, 0); i < from->cap;
	     i = next_key(from, i + 1))
		added += !to->cap || !find(to, from->key[i], &at);
	while (to->n + added > most(cap))
		cap = wider(cap);
	if (cap > to->cap)
		widen(s, to, cap);
	for (uint32_t i = next_key(from, 0); i < from->cap;
	     i = next_key(from, i + 1))
		if (!find(to, from->key[i], &at))
			put(to, at, from->key[i], count_at(from, i));
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
	dpi_growing_end(&s->growing);
	memset(s, 0, sizeof *s);
}
