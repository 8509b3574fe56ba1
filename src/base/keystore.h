/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Key sets of any size in bounded memory: those of keyset.h, and beyond the
 * bound one sorted file of keys. A filter (B. Bloom, Space/time trade-offs in
 * hash coding with allowable errors, CACM 13(7), 1970) tells most new keys
 * from those in the file without a look at it; a key that it takes for a known
 * one is looked for there, so that none is ever taken for another.
 */
#ifndef DPI_KEYSTORE_H
#define DPI_KEYSTORE_H

#include "base/keyset.h"

/* Made by dpi_keystore_init. */
struct dpi_keystore {
	struct dpi_keyset young;  /* keys that are not in the file */
	uint64_t seed;            /* of the hashes that are its keys */
	uint64_t young_bytes;     /* that they may take */
	uint64_t *filter;         /* of the keys in the file, or NULL */
	uint64_t filter_bits;     /* a power of two */
	int fd;                   /* -1: all are young */
	uint64_t n_old;           /* keys in the file */
	struct dp_hash128 *first; /* of each page of the file */
	struct dpi_keypage *page; /* the last one read */
	uint64_t page_at;
};

/* Readies S for keys in about MEMORY bytes; COUNTED: how often, as well. */
void dpi_keystore_init(struct dpi_keystore *s, bool counted, uint64_t memory);
/* The key in S of the N_BYTES at P, which no others can be made to have. */
struct dp_hash128 dpi_keystore_key(const struct dpi_keystore *s, const void *p,
				   size_t n_bytes);
/* Gives back what S holds. */
void dpi_keystore_done(struct dpi_keystore *s);
/*
 * Adds KEY to S, not counted: 1 when it is the first time, else 0. -1 when
 * there is no room for a temporary file.
 */
int dpi_keystore_add(struct dpi_keystore *s, struct dp_hash128 key,
		     struct dp_err *err);
/* Counts KEY once more in S, counted. */
int dpi_keystore_count(struct dpi_keystore *s, struct dp_hash128 key,
		       struct dp_err *err);
/* How often KEY was counted, in *N; nothing is counted any more after it. */
int dpi_keystore_counted(struct dpi_keystore *s, struct dp_hash128 key,
			 uint64_t *n, struct dp_err *err);
/* Keys on disk: 0 as long as S is within its bound. */
uint64_t dpi_keystore_on_disk(const struct dpi_keystore *s);

#endif
