/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sets of values, to count different ones. */
#ifndef DPI_STAT_DATUM_SET_H
#define DPI_STAT_DATUM_SET_H

#include <dpipe/stat.h>

#include "base/keyset.h"

/*
 * What makes D different from others: for a number its value, so that 1 and
 * 1.0 are one; for all else, and for 01, every byte of the cell.
 */
struct dp_hash128 dpi_datum_hash(const struct dp_datum *d);
/* Adds D to S; *HELD grows by the memory it takes. */
void dpi_datum_set_add(struct dpi_keyset *s, const struct dp_datum *d,
		       size_t *held);
/* Adds FROM to TO; *HELD grows by the memory it takes. */
void dpi_datum_set_merge(struct dpi_keyset *to, const struct dpi_keyset *from,
			 size_t *held);

#endif
