/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts and their numbers: an open-addressing table for maps of values,
 * groups of values and small reference files. Not for the keys of millions
 * of records, which keyset.c keeps smaller.
 */
#include "base/strtab.h"

#include <stdlib.h>

static size_t
place(const struct dpi_strtab *t, dp_str s, uint32_t hash)
{
	size_t mask = t->n_slots - 1;
	size_t i = hash & mask;

	for (; t->slot[i]; i = (i + 1) & mask) {
		uint32_t k = t->slot[i] - 1;

		if (t->hash[k] == hash && dp_str_eq(t->text[k], s))
			break;
	}
	return i;
}

static void
widen(struct dpi_strtab *t)
{
	size_t mask;

	t->n_slots = t->n_slots ? t->n_slots * 2 : 16;
	mask = t->n_slots - 1;
	free(t->slot);
	t->slot = dp_alloc0(t->n_slots * sizeof *t->slot);
	for (size_t k = 0; k < t->n; k++) {
		size_t i = t->hash[k] & mask;

		while (t->slot[i])
			i = (i + 1) & mask;
		t->slot[i] = (uint32_t)k + 1;
	}
}

uint32_t
dpi_strtab_add(struct dpi_strtab *t, dp_str s, bool *added)
{
	uint32_t hash = (uint32_t)dp_hash64(s.n ? s.p : "", s.n);
	size_t i;

	if (t->n + t->n / 2 >= t->n_slots)
		widen(t);
	i = place(t, s, hash);
	*added = t->slot[i] == 0;
	if (!*added)
		return t->slot[i] - 1;
	dp_grow(&t->text, &t->cap, t->n, sizeof *t->text);
	dp_grow(&t->hash, &t->cap_hash, t->n, sizeof *t->hash);
	t->text[t->n] = dp_keep(t->shared ? t->shared : &t->arena, s);
	t->hash[t->n] = hash;
	t->bytes += s.n;
	t->slot[i] = (uint32_t)++t->n;
	return t->slot[i] - 1;
}

size_t
dpi_strtab_number(struct dpi_strtab *t, dp_str s, size_t *held_bytes)
{
	size_t n_slots = t->n_slots;
	bool added;
	uint32_t k = dpi_strtab_add(t, s, &added);

	if (added)
		*held_bytes += s.n + sizeof *t->text + sizeof *t->hash +
			       (t->n_slots - n_slots) * sizeof *t->slot;
	return k;
}

ptrdiff_t
dpi_strtab_find(const struct dpi_strtab *t, dp_str s)
{
	if (t->n == 0)
		return -1;
	return (ptrdiff_t)t->slot[place(
		       t, s, (uint32_t)dp_hash64(s.n ? s.p : "", s.n))] -
	       1;
}

void
dpi_strtab_done(struct dpi_strtab *t)
{
	free(t->text);
	free(t->hash);
	free(t->slot);
	dp_arena_done(&t->arena);
	memset(t, 0, sizeof *t);
}
