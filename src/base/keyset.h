/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sets of things told apart by their 128-bit hashes: have I seen this one? At
 * most 24 bytes a key (28 when counted) from thirty thousand on, growing a
 * little at a time. All of a hash is kept: two things are taken for one with
 * odds of 1 in 2^128.
 */
#ifndef DPI_KEYSET_H
#define DPI_KEYSET_H

#include "base/growing.h"

/* A table with free places, in groups. */
struct dpi_keypart {
	struct dp_hash128 *key; /* cap of them, and their tags */
	uint32_t *count;        /* or NULL */
	uint32_t n, cap;
};

/* Zeroed is ready for use, with counted set as wanted. */
struct dpi_keyset {
	struct dpi_keypart few;     /* all keys, while part is NULL */
	struct dpi_keypart *part;   /* by the low bits of the key */
	struct dpi_keypart spare;   /* memory of what grew last */
	struct dpi_growing growing; /* of the parts */
	bool counted;               /* dpi_keyset_count may be used */
	uint64_t n;                 /* keys */
	uint64_t bytes;             /* that they take */
};

/* Adds KEY. True when it is the first time. */
bool dpi_keyset_add(struct dpi_keyset *s, struct dp_hash128 key);
/*
 * Has the memory brought near that tells where KEY is or belongs: it is soon
 * asked for, and expected before.
 */
void dpi_keyset_announce(const struct dpi_keyset *s, struct dp_hash128 key);
/* Has the memory where KEY is or belongs brought near: it is asked for soon. */
void dpi_keyset_expect(const struct dpi_keyset *s, struct dp_hash128 key);
/*
 * How often KEY, which is there, counts; starts at 1. The place holds until
 * the next key is added.
 */
uint32_t *dpi_keyset_count(struct dpi_keyset *s, struct dp_hash128 key);
/* Adds the keys of FROM to TO; counts are not added. */
void dpi_keyset_merge(struct dpi_keyset *to, const struct dpi_keyset *from);
/* Below, at or above 0: the order in which a sorted set gives its keys. */
int dpi_keyset_order(struct dp_hash128 a, struct dp_hash128 b);
/*
 * Puts the keys of S in order, for dpi_keyset_next: after this it is good for
 * that and dpi_keyset_done only.
 */
void dpi_keyset_sort(struct dpi_keyset *s);
/* A place in a set, at its start when zeroed. */
struct dpi_keyset_place {
	unsigned part;
	uint32_t next;
};
/* The key at the place AT of S, sorted, which moves on. False at the end. */
bool dpi_keyset_next(const struct dpi_keyset *s, struct dpi_keyset_place *at,
		     struct dp_hash128 *key, uint64_t *count);
/* Gives back what S holds; it is empty then, and not counted. */
void dpi_keyset_done(struct dpi_keyset *s);

#endif
