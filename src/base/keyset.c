/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of 128-bit hashes. Few keys are in one table that doubles. Many are in
 * 256 small ones, chosen by the first eight bits; each soon grows by a sixth
 * when it is five sixths full, so that the whole never doubles and the peak
 * stays near what is needed. So full a table is searched quickly because its
 * keys stand in order (O. Amble and D. E. Knuth, Ordered hash tables, The
 * Computer Journal 17(2), 1974), and widened in one pass.
 */
#include "base/keyset.h"

#include <stdlib.h>
#include <sys/mman.h>

#define PARTS 256u
#define FIRST_CAP 8u
#define SPARE 8u       /* places behind the last that is anybody's home */
#define FEW_MAX 4096u  /* places of the one table before it is parted */
#define SMALL_MAX 128u /* places of a part that still doubles */
#define MAPPED_BYTES ((size_t)8 << 10) /* of a table with its own pages */
/* The high half of a free place: it comes after all keys. */
#define FREE UINT64_MAX

static inline bool
is_free(struct dp_hash128 k)
{
	return k.hi == FREE;
}

/* A key that is never taken for a free place. */
static inline struct dp_hash128
solid(struct dp_hash128 key)
{
	key.hi -= key.hi == FREE;
	return key;
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

/* Where KEY would be in P if it were alone. */
static inline uint32_t
home(const struct dpi_keypart *p, struct dp_hash128 key)
{
	return (uint32_t)((key.hi >> 32) * p->cap >> 32);
}

/*
 * Where KEY is in P, or belongs: keys stand in order, so that one which is
 * not there is known by the first greater one.
 */
static inline uint32_t
place(const struct dpi_keypart *p, struct dp_hash128 key)
{
	const struct dp_hash128 *k = p->key + home(p, key);

	while (k->hi < key.hi)
		k++;
	/* two keys with one half in common are rarer than anything */
	while (k->hi == key.hi && k->lo < key.lo)
		k++;
	return (uint32_t)(k - p->key);
}

/*
 * Makes room for N keys of the OLD_N at KEY (or NULL). Of 256 tables that grow
 * in turn each leaves a hole that no other fits in: from MAPPED_BYTES on they
 * have pages of their own, which the system moves without copying.
 */
static struct dp_hash128 *
resize(struct dp_hash128 *key, size_t old_n, size_t n)
{
	size_t old = old_n * sizeof *key, bytes = n * sizeof *key;

#ifdef MREMAP_MAYMOVE
	if (bytes >= MAPPED_BYTES) {
		void *p = old >= MAPPED_BYTES ?
				  mremap(key, old, bytes, MREMAP_MAYMOVE) :
				  mmap(NULL, bytes, PROT_READ | PROT_WRITE,
				       MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

		if (p == MAP_FAILED)
			return dp_alloc(SIZE_MAX);
		if (old && old < MAPPED_BYTES) {
			memcpy(p, key, old);
			free(key);
		}
		return p;
	}
#else
	(void)old;
#endif
	return dp_realloc(key, bytes);
}

static void
release(struct dp_hash128 *key, size_t n)
{
#ifdef MREMAP_MAYMOVE
	if (n * sizeof *key >= MAPPED_BYTES) {
		(void)munmap(key, n * sizeof *key);
		return;
	}
#else
	(void)n;
#endif
	free(key);
}

static uint64_t
part_bytes(const struct dpi_keyset *s, uint32_t cap)
{
	return (uint64_t)(cap + SPARE) * (sizeof(struct dp_hash128) +
					  (s->counted ? sizeof(uint32_t) : 0));
}

/* Makes P, which is empty, CAP places wide. */
static void
make(struct dpi_keyset *s, struct dpi_keypart *p, uint32_t cap)
{
	size_t n = (size_t)cap + SPARE;

	p->key = resize(NULL, 0, n);
	memset(p->key, 0xff, n * sizeof *p->key);
	p->count = s->counted ? dp_alloc0(n * sizeof *p->count) : NULL;
	p->n = 0;
	p->cap = cap;
	s->bytes += part_bytes(s, cap);
}

static void
drop(struct dpi_keyset *s, struct dpi_keypart *p)
{
	if (p->key) {
		s->bytes -= part_bytes(s, p->cap);
		release(p->key, (size_t)p->cap + SPARE);
	}
	free(p->count);
}

/*
 * Puts KEY into P at place AT, those behind it one further. False when the
 * places behind the last home are used up.
 */
static bool
put(struct dpi_keypart *p, uint32_t at, struct dp_hash128 key, uint32_t count)
{
	uint32_t end = at;

	/* a free place always ends the last run */
	if (!is_free(p->key[p->cap + SPARE - 2]))
		return false;
	for (; !is_free(key); end++) {
		struct dp_hash128 pushed = p->key[end];

		p->key[end] = key;
		key = pushed;
	}
	end--;
	if (p->count) {
		memmove(p->count + at + 1, p->count + at,
			(end - at) * sizeof *p->count);
		p->count[at] = count;
	}
	p->n++;
	return true;
}

/* Place of the first key of P from place I on; the end when there is none. */
static inline uint32_t
next_key(const struct dpi_keypart *p, uint32_t i)
{
	uint32_t end = p->key ? p->cap + SPARE : 0;

	while (i < end && is_free(p->key[i]))
		i++;
	return i < end ? i : UINT32_MAX;
}

/*
 * Lays the keys of A and of B in their order into TO, which is empty. False
 * when it is too narrow.
 */
static bool
lay(struct dpi_keypart *to, const struct dpi_keypart *a,
    const struct dpi_keypart *b)
{
	uint32_t i = next_key(a, 0), k = next_key(b, 0);
	uint32_t next = 0;

	while (i != UINT32_MAX || k != UINT32_MAX) {
		bool from_b = i == UINT32_MAX ||
			      (k != UINT32_MAX &&
			       is_below(b->key[k], a->key[i]));
		const struct dpi_keypart *from = from_b ? b : a;
		uint32_t at, taken = from_b ? k : i;
		struct dp_hash128 key = from->key[taken];

		at = home(to, key);
		at = at > next ? at : next;
		next = at + 1;
		if (next >= to->cap + SPARE)
			return false;
		to->key[at] = key;
		if (to->count)
			to->count[at] = from->count ? from->count[taken] : 1;
		to->n++;
		if (!from_b && k != UINT32_MAX && !is_below(key, b->key[k]))
			k = next_key(b, k + 1);
		if (from_b)
			k = next_key(b, k + 1);
		else
			i = next_key(a, i + 1);
	}
	return true;
}

/*
 * Lays the keys of P anew in the END places that it has by now, from where
 * they were pushed to its end: from place I on. False when it is too narrow;
 * they are all there then, in their order.
 */
static bool
lay_again(struct dpi_keypart *p, uint32_t i, uint32_t end)
{
	uint32_t next = 0;

	for (; i < end; i++) {
		struct dp_hash128 key = p->key[i];
		uint32_t at = home(p, key);

		at = at > next ? at : next;
		if (at + 1 >= end)
			break;
		/* what was there has gone ahead, or stands further on */
		memset(p->key + next, 0xff, (at - next) * sizeof key);
		p->key[at] = key;
		if (p->count)
			p->count[at] = p->count[i];
		next = at + 1;
	}
	memset(p->key + next, 0xff, (i - next) * sizeof *p->key);
	return i == end;
}

static uint32_t
wider(uint32_t cap)
{
	return cap + (cap < SMALL_MAX ? cap : cap / 6) + 1;
}

/*
 * Makes P wider where it is: CAP places, and more should the keys crowd at its
 * end.
 */
static void
widen(struct dpi_keyset *s, struct dpi_keypart *p, uint32_t cap)
{
	uint32_t old_end = p->key ? p->cap + SPARE : 0, end, to;

	do {
		s->bytes += part_bytes(s, cap);
		s->bytes -= old_end ? part_bytes(s, p->cap) : 0;
		end = to = cap + SPARE;
		p->key = resize(p->key, old_end, end);
		if (s->counted)
			p->count = dp_realloc_array(p->count, end,
						    sizeof *p->count);
		p->cap = cap;
		for (uint32_t i = old_end; i-- > 0;) {
			if (is_free(p->key[i]))
				continue;
			p->key[--to] = p->key[i];
			if (p->count)
				p->count[to] = p->count[i];
		}
		old_end = end;
		cap = wider(cap);
	} while (!lay_again(p, to, end));
}

/* Makes P, with the keys of MORE as well, CAP places wide or wider. */
static void
join(struct dpi_keyset *s, struct dpi_keypart *p,
     const struct dpi_keypart *more, uint32_t cap)
{
	struct dpi_keypart old = *p;

	make(s, p, cap);
	while (!lay(p, &old, more)) {
		drop(s, p);
		make(s, p, cap = wider(cap));
	}
	drop(s, &old);
}

/* From one table to many. */
static void
divide(struct dpi_keyset *s)
{
	struct dpi_keypart old = s->few;

	memset(&s->few, 0, sizeof s->few);
	s->part = dp_alloc0(PARTS * sizeof *s->part);
	s->bytes += PARTS * sizeof *s->part;
	for (unsigned i = 0; i < PARTS; i++)
		make(s, &s->part[i], FEW_MAX / PARTS);
	for (uint32_t i = next_key(&old, 0); i != UINT32_MAX;
	     i = next_key(&old, i + 1)) {
		struct dp_hash128 key = old.key[i];
		struct dpi_keypart *p = part_of(s, key);

		while (!put(p, place(p, key), key,
			    old.count ? old.count[i] : 1))
			widen(s, p, wider(p->cap));
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

bool
dpi_keyset_add(struct dpi_keyset *s, struct dp_hash128 key)
{
	key = solid(key);
	for (;;) {
		struct dpi_keypart *p = part_of(s, key);
		uint32_t at;

		if (p->n < p->cap - p->cap / 6) {
			at = place(p, key);
			if (p->key[at].lo == key.lo && p->key[at].hi == key.hi)
				return false;
			if (put(p, at, key, 1))
				break;
		}
		grow(s, p);
	}
	s->n++;
	return true;
}

void
dpi_keyset_expect(const struct dpi_keyset *s, struct dp_hash128 key)
{
	const struct dpi_keypart *p = &s->few;

	if (s->part)
		p = &s->part[key.lo & (PARTS - 1)];
	if (p->key)
		__builtin_prefetch(&p->key[home(p, key)]);
}

uint32_t *
dpi_keyset_count(struct dpi_keyset *s, struct dp_hash128 key)
{
	struct dpi_keypart *p;

	key = solid(key);
	p = part_of(s, key);
	return &p->count[place(p, key)];
}

/* How many keys of B are not in A. */
static uint32_t
count_new(const struct dpi_keypart *a, const struct dpi_keypart *b)
{
	uint32_t n = 0, i = next_key(a, 0);

	for (uint32_t k = next_key(b, 0); k != UINT32_MAX;
	     k = next_key(b, k + 1)) {
		while (i != UINT32_MAX && is_below(a->key[i], b->key[k]))
			i = next_key(a, i + 1);
		n += i == UINT32_MAX || is_below(b->key[k], a->key[i]);
	}
	return n;
}

static void
merge_part(struct dpi_keyset *s, struct dpi_keypart *to,
	   const struct dpi_keypart *from)
{
	uint32_t added = count_new(to, from);
	uint32_t cap = to->cap;

	if (added == 0)
		return;
	s->n += added;
	while (to->n + added > cap - cap / 6)
		cap = wider(cap);
	join(s, to, from, cap);
}

void
dpi_keyset_merge(struct dpi_keyset *to, const struct dpi_keyset *from)
{
	if (from->part && !to->part)
		divide(to);
	if (from->part)
		for (unsigned i = 0; i < PARTS; i++)
			merge_part(to, &to->part[i], &from->part[i]);
	else if (!to->part)
		merge_part(to, &to->few, &from->few);
	else
		for (uint32_t i = next_key(&from->few, 0); i != UINT32_MAX;
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

void
dpi_keyset_part(struct dpi_keyset *s)
{
	if (!s->part)
		divide(s);
}

bool
dpi_keyset_next(const struct dpi_keyset *s, struct dpi_keyset_place *at,
		struct dp_hash128 *key, uint64_t *count)
{
	for (; at->part < PARTS; at->part++, at->next = 0) {
		const struct dpi_keypart *p = &s->part[at->part];
		uint32_t i = next_key(p, at->next);

		if (i == UINT32_MAX)
			continue;
		at->next = i + 1;
		*key = p->key[i];
		*count = p->count ? p->count[i] : 1;
		return true;
	}
	return false;
}

void
dpi_keyset_done(struct dpi_keyset *s)
{
	drop(s, &s->few);
	for (unsigned i = 0; s->part && i < PARTS; i++)
		drop(s, &s->part[i]);
	free(s->part);
	memset(s, 0, sizeof *s);
}
