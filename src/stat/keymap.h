/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts numbered in the order in which they first came: 0, 1, 2 … What
 * belongs to each stands in arrays of the caller, by that number.
 */
#ifndef DPI_STAT_KEYMAP_H
#define DPI_STAT_KEYMAP_H

#include <dpipe/stat.h>

struct dpi_key {
	const char *p;
	uint64_t hash;
	uint32_t n;
};

/* Zeroed is ready for use. */
struct dpi_keymap {
	struct dpi_key *key;
	size_t n, cap_keys;
	uint32_t *slot; /* number + 1, 0: free */
	size_t cap;     /* 0 or a power of two */
	struct dp_arena text;
};

/*
 * Number of KEY, which is added when it is new (then the number is what n
 * was). *HELD grows by the memory it takes.
 */
size_t dpi_keymap_find(struct dpi_keymap *m, dp_str key, size_t *held);
dp_str dpi_keymap_at(const struct dpi_keymap *m, size_t i);
void dpi_keymap_done(struct dpi_keymap *m);

#endif
