/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts and their numbers: each different text gets the next number, from 0.
 * Finding is safe on any number of threads once nothing is added.
 */
#ifndef DPI_STRTAB_H
#define DPI_STRTAB_H

#include <dpipe/base.h>

/* Zeroed is ready for use. */
struct dpi_strtab {
	dp_str *text; /* by number */
	size_t n, cap;
	uint32_t *slot; /* number + 1, or 0; n_slots is a power of two */
	uint32_t *hash; /* by number: the low half of the hash */
	size_t cap_hash, n_slots;
	struct dp_arena arena;
	struct dp_arena *shared; /* if set, the texts are kept there instead */
	uint64_t bytes;          /* of text kept */
};

/* Number of S; it is copied when new, and then *ADDED is true. */
uint32_t dpi_strtab_add(struct dpi_strtab *t, dp_str s, bool *added);
/* Number of S, added when it is new; *HELD grows by the memory it takes. */
size_t dpi_strtab_number(struct dpi_strtab *t, dp_str s, size_t *held_bytes);
/* Number of S, or -1. */
ptrdiff_t dpi_strtab_find(const struct dpi_strtab *t, dp_str s);
void dpi_strtab_done(struct dpi_strtab *t);

#endif
