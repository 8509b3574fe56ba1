/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts and their numbers, with open addressing: see keymap.h. */
#include "stat/keymap.h"

#include <stdlib.h>

static void
place(uint32_t *slot, size_t cap, uint64_t hash, uint32_t value)
{
	size_t i = (size_t)hash & (cap - 1);

	while (slot[i])
		i = (i + 1) & (cap - 1);
	slot[i] = value;
}

static void
grow(struct dpi_keymap *m, size_t *held)
{
	size_t cap = m->cap ? 2 * m->cap : 64;
	uint32_t *slot = dp_alloc0(cap * sizeof(*slot));

	for (size_t i = 0; i < m->n; i++)
		place(slot, cap, m->key[i].hash, (uint32_t)i + 1);
	*held += (cap - m->cap) * sizeof(*slot);
	free(m->slot);
	m->slot = slot;
	m->cap = cap;
}

size_t
dpi_keymap_find(struct dpi_keymap *m, dp_str key, size_t *held)
{
	uint64_t hash = dp_hash64(key.n ? key.p : "", key.n);
	struct dpi_key *k;
	size_t i;

	if (m->n >= m->cap / 4 * 3)
		grow(m, held);
	i = (size_t)hash & (m->cap - 1);
	for (; m->slot[i]; i = (i + 1) & (m->cap - 1)) {
		k = &m->key[m->slot[i] - 1];
		if (k->hash == hash && k->n == key.n &&
		    (!key.n || memcmp(k->p, key.p, key.n) == 0))
			return m->slot[i] - 1;
	}
	dp_grow(&m->key, &m->cap_keys, m->n, sizeof(*m->key));
	k = &m->key[m->n];
	k->p = dp_arena_text(&m->text, key.n + 1);
	if (key.n)
		memcpy((char *)(uintptr_t)k->p, key.p, key.n);
	k->hash = hash;
	k->n = (uint32_t)key.n;
	m->slot[i] = (uint32_t)m->n + 1;
	*held += sizeof(*k) + key.n + 1;
	return m->n++;
}

dp_str
dpi_keymap_at(const struct dpi_keymap *m, size_t i)
{
	dp_str s = { m->key[i].p, m->key[i].n };

	return s;
}

void
dpi_keymap_done(struct dpi_keymap *m)
{
	free(m->key);
	free(m->slot);
	dp_arena_done(&m->text);
	memset(m, 0, sizeof(*m));
}
