/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Key sets beyond a bound. When the young keys fill their memory they are
 * merged with the file into a new one, both being in order; a key is then
 * found with one read, as the first key of each page is known.
 */
#include "base/keystore.h"

#include <stdlib.h>
#include <unistd.h>

#include "base/temporary.h"

#define PAGE_KEYS 256u
#define PROBES 3u /* bits of the filter that a key sets */

struct record {
	struct dp_hash128 key;
	uint64_t count;
};

struct dpi_keypage {
	struct record at[PAGE_KEYS];
};

/* A file of keys while it is written, or read from its start. */
struct tape {
	int fd;
	uint64_t n; /* records written, or still to be read */
	uint64_t at;
	struct dpi_keypage page;
	size_t i, n_page; /* in page */
};

void
dpi_keystore_init(struct dpi_keystore *s, bool counted, uint64_t memory)
{
	memset(s, 0, sizeof *s);
	s->fd = -1;
	s->seed = dp_hash_seed();
	s->young.counted = counted;
	s->young_bytes = counted ? memory : memory - memory / 4;
	if (counted)
		return;
	s->filter_bits = 64;
	while (s->filter_bits / 8 <= memory / 8)
		s->filter_bits *= 2;
}

struct dp_hash128
dpi_keystore_key(const struct dpi_keystore *s, const void *p, size_t n_bytes)
{
	return dp_hash128_seeded(p, n_bytes, s->seed);
}

void
dpi_keystore_done(struct dpi_keystore *s)
{
	if (!s->young_bytes)
		return;
	if (s->fd >= 0)
		(void)close(s->fd);
	dpi_keyset_done(&s->young);
	free(s->filter);
	free(s->first);
	free(s->page);
	memset(s, 0, sizeof *s);
}

uint64_t
dpi_keystore_on_disk(const struct dpi_keystore *s)
{
	return s->n_old;
}

/* ---- the filter ----------------------------------------------------- */

static inline uint64_t
probe(const struct dpi_keystore *s, struct dp_hash128 key, unsigned i)
{
	return (key.hi + i * (key.lo | 1)) & (s->filter_bits - 1);
}

static void
note(struct dpi_keystore *s, struct dp_hash128 key)
{
	for (unsigned i = 0; i < PROBES; i++) {
		uint64_t bit = probe(s, key, i);

		s->filter[bit / 64] |= UINT64_C(1) << bit % 64;
	}
}

static bool
may_be_old(const struct dpi_keystore *s, struct dp_hash128 key)
{
	for (unsigned i = 0; i < PROBES; i++) {
		uint64_t bit = probe(s, key, i);

		if (!(s->filter[bit / 64] >> bit % 64 & 1))
			return false;
	}
	return true;
}

/* ---- the file ------------------------------------------------------- */

static int
tape_flush(struct tape *t, struct dp_err *err)
{
	int status = dpi_temporary_write(t->fd, t->page.at,
					 t->i * sizeof *t->page.at, err);

	t->i = 0;
	return status;
}

/* Appends R to the file that S is to have. */
static int
tape_put(struct dpi_keystore *s, struct tape *t, const struct record *r,
	 struct dp_err *err)
{
	if (t->i == 0)
		s->first[t->n / PAGE_KEYS] = r->key;
	t->page.at[t->i++] = *r;
	t->n++;
	if (s->filter)
		note(s, r->key);
	return t->i == PAGE_KEYS ? tape_flush(t, err) : 0;
}

/* The next record of T in *OUT: 1, 0 at its end, -1. */
static int
tape_next(struct tape *t, struct record *out, struct dp_err *err)
{
	if (t->i == t->n_page) {
		size_t n = t->n < PAGE_KEYS ? (size_t)t->n : PAGE_KEYS;

		if (n == 0)
			return 0;
		if (dpi_temporary_read(t->fd, t->page.at,
				       n * sizeof *t->page.at, t->at, err) != 0)
			return -1;
		t->at += n * sizeof *t->page.at;
		t->n -= n;
		t->n_page = n;
		t->i = 0;
	}
	*out = t->page.at[t->i++];
	return 1;
}

/* Old and young keys in their order to NEW; of a key in both, the sum. */
static int
merge(struct dpi_keystore *s, struct tape *old, struct tape *new,
      struct dp_err *err)
{
	struct dpi_keyset_place place = { 0 };
	struct record o, y = { .count = 1 };
	int has_old = tape_next(old, &o, err);
	bool has_young = dpi_keyset_next(&s->young, &place, &y.key, &y.count);

	while (has_old > 0 || has_young) {
		int order = has_old <= 0 ? 1 :
			    !has_young   ? -1 :
					   dpi_keyset_order(o.key, y.key);
		struct record r = order > 0 ? y : o;

		if (order == 0)
			r.count += y.count;
		if (tape_put(s, new, &r, err) != 0)
			return -1;
		if (order <= 0)
			has_old = tape_next(old, &o, err);
		if (order >= 0)
			has_young = dpi_keyset_next(&s->young, &place, &y.key,
						    &y.count);
		if (has_old < 0)
			return -1;
	}
	return has_old < 0 ? -1 : tape_flush(new, err);
}

/* The young keys go to disk. */
static int
to_disk(struct dpi_keystore *s, struct dp_err *err)
{
	struct tape *old = dp_alloc0(2 * sizeof *old), *new = old + 1;
	uint64_t n = s->n_old + s->young.n;
	bool counted = s->young.counted;
	int status = -1;

	old->fd = s->fd;
	old->n = s->n_old;
	if (!s->page)
		s->page = dp_alloc(sizeof *s->page);
	if (s->filter_bits && !s->filter)
		s->filter = dp_alloc0(s->filter_bits / 8);
	s->first = dp_realloc_array(s->first, (size_t)(n / PAGE_KEYS + 1),
				    sizeof *s->first);
	dpi_keyset_sort(&s->young);
	new->fd = dpi_temporary_open(err);
	if (new->fd >= 0)
		status = merge(s, old, new, err);
	if (s->fd >= 0)
		(void)close(s->fd);
	s->fd = new->fd;
	s->n_old = new->n;
	s->page_at = UINT64_MAX;
	free(old);
	dpi_keyset_done(&s->young);
	s->young.counted = counted;
	return status;
}

/* Last of the pages whose first key is KEY or before it, or UINT64_MAX. */
static uint64_t
page_of(const struct dpi_keystore *s, struct dp_hash128 key)
{
	uint64_t low = 0, high = (s->n_old + PAGE_KEYS - 1) / PAGE_KEYS;

	while (low < high) {
		uint64_t middle = low + (high - low) / 2;

		if (dpi_keyset_order(s->first[middle], key) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low - 1;
}

/* The record of KEY in the file, in *OUT: 1, 0 when there is none, -1. */
static int
find(struct dpi_keystore *s, struct dp_hash128 key, const struct record **out,
     struct dp_err *err)
{
	uint64_t page = page_of(s, key);
	size_t low = 0, high;

	if (page == UINT64_MAX)
		return 0;
	high = PAGE_KEYS;
	if (s->n_old - page * PAGE_KEYS < PAGE_KEYS)
		high = (size_t)(s->n_old - page * PAGE_KEYS);
	if (page != s->page_at) {
		s->page_at = UINT64_MAX;
		if (dpi_temporary_read(s->fd, s->page->at,
				       high * sizeof *s->page->at,
				       page * sizeof *s->page, err) != 0)
			return -1;
		s->page_at = page;
	}
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = dpi_keyset_order(s->page->at[middle].key, key);

		if (order == 0) {
			*out = &s->page->at[middle];
			return 1;
		}
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

/* ---- keys ----------------------------------------------------------- */

static inline int
add_young(struct dpi_keystore *s, struct dp_hash128 key, struct dp_err *err)
{
	if (!dpi_keyset_add(&s->young, key))
		return 0;
	if (s->young.bytes > s->young_bytes && to_disk(s, err) != 0)
		return -1;
	return 1;
}

/* Adds KEY where there is a file. */
__attribute__((noinline)) static int
add_unless_old(struct dpi_keystore *s, struct dp_hash128 key,
	       struct dp_err *err)
{
	const struct record *r;

	if (may_be_old(s, key)) {
		int found = find(s, key, &r, err);

		if (found != 0)
			return found < 0 ? -1 : 0;
	}
	return add_young(s, key, err);
}

int
dpi_keystore_add(struct dpi_keystore *s, struct dp_hash128 key,
		 struct dp_err *err)
{
	return s->fd >= 0 ? add_unless_old(s, key, err) :
			    add_young(s, key, err);
}

int
dpi_keystore_count(struct dpi_keystore *s, struct dp_hash128 key,
		   struct dp_err *err)
{
	if (!dpi_keyset_add(&s->young, key)) {
		++*dpi_keyset_count(&s->young, key);
		return 0;
	}
	return s->young.bytes > s->young_bytes ? to_disk(s, err) : 0;
}

int
dpi_keystore_counted(struct dpi_keystore *s, struct dp_hash128 key, uint64_t *n,
		     struct dp_err *err)
{
	const struct record *r;
	int found;

	if (s->fd < 0) {
		*n = *dpi_keyset_count(&s->young, key);
		return 0;
	}
	if (s->young.n && to_disk(s, err) != 0)
		return -1;
	found = find(s, key, &r, err);
	*n = found > 0 ? r->count : 0;
	return found < 0 ? -1 : 0;
}
