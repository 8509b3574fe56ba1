/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of 128-bit hashes with open addressing: see set.h. */
#include "stat/set.h"

#include <stdlib.h>

/* The slot of H, or the free one where it belongs. */
static struct dp_hash128 *
find(const struct dpi_set *s, struct dp_hash128 h)
{
	size_t i = (size_t)h.lo & (s->cap - 1);

	while ((s->slot[i].lo || s->slot[i].hi) &&
	       (s->slot[i].lo != h.lo || s->slot[i].hi != h.hi))
		i = (i + 1) & (s->cap - 1);
	return &s->slot[i];
}

static void
grow(struct dpi_set *s, size_t *held)
{
	struct dpi_set bigger = { .cap = s->cap ? 2 * s->cap : 16 };

	bigger.slot = dp_alloc0(bigger.cap * sizeof(*bigger.slot));
	for (size_t i = 0; i < s->cap; i++)
		if (s->slot[i].lo || s->slot[i].hi)
			*find(&bigger, s->slot[i]) = s->slot[i];
	*held += (bigger.cap - s->cap) * sizeof(*s->slot);
	bigger.n = s->n;
	free(s->slot);
	*s = bigger;
}

void
dpi_set_add(struct dpi_set *s, struct dp_hash128 h, size_t *held)
{
	struct dp_hash128 *slot;

	if (!h.lo && !h.hi)
		h.hi = 1;
	if (s->n >= s->cap / 4 * 3)
		grow(s, held);
	slot = find(s, h);
	if (slot->lo || slot->hi)
		return;
	*slot = h;
	s->n++;
}

void
dpi_set_merge(struct dpi_set *to, const struct dpi_set *from, size_t *held)
{
	for (size_t i = 0; i < from->cap; i++)
		if (from->slot[i].lo || from->slot[i].hi)
			dpi_set_add(to, from->slot[i], held);
}

void
dpi_set_done(struct dpi_set *s)
{
	free(s->slot);
	memset(s, 0, sizeof(*s));
}

struct dp_hash128
dpi_datum_hash(const struct dp_datum *d)
{
	/* A first byte that no text in UTF-8 has. */
	unsigned char key[1 + 2 * sizeof(double)] = { 0xff };
	int64_t m = d->number.unscaled;
	int64_t scale = d->number.scale;

	if (d->kind != DP_DATUM_NUMBER || d->zero_led)
		return dp_hash128(d->cell.p, d->cell.n);
	if (!d->number.exact) {
		memcpy(key + 1, &d->number.real.hi, sizeof(double));
		memcpy(key + 1 + sizeof(double), &d->number.real.lo,
		       sizeof(double));
		return dp_hash128(key, sizeof(key));
	}
	while (scale && m % 10 == 0) {
		m /= 10;
		scale--;
	}
	memcpy(key + 1, &m, sizeof(m));
	memcpy(key + 1 + sizeof(m), &scale, sizeof(scale));
	return dp_hash128(key, sizeof(key));
}
