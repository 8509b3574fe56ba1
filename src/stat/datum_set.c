/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What makes one value different from others, and sets of such values. */
#include "stat/datum_set.h"

void
dpi_datum_set_add(struct dpi_keyset *s, const struct dp_datum *d, size_t *held)
{
	uint64_t was = s->bytes;

	(void)dpi_keyset_add(s, dpi_datum_hash(d));
	*held += (size_t)(s->bytes - was);
}

void
dpi_datum_set_merge(struct dpi_keyset *to, const struct dpi_keyset *from,
		    size_t *held)
{
	uint64_t was = to->bytes;

	dpi_keyset_merge(to, from);
	*held += (size_t)(to->bytes - was);
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
