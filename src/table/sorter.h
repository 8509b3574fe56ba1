/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts rows in the order of one key each, in bounded memory: sorted runs in
 * a temporary file, merged at the end.
 */
#ifndef DPI_SORTER_H
#define DPI_SORTER_H

#include <stdatomic.h>

#include "table/rows.h"

/* Keys held before a run goes to disk, and their texts. */
#define DPI_SORTER_KEYS (160u << 10)
#define DPI_SORTER_TEXT_BYTES (6u << 20)

/* Which values come first: those of the kind, others, empty ones. */
enum dpi_key_class { DPI_KEY_KIND, DPI_KEY_OTHER, DPI_KEY_EMPTY };

struct dpi_row_sorter;

/* N_KEYS: keys in memory, 0 for DPI_SORTER_KEYS. STOP ends it early. */
struct dpi_row_sorter *dpi_row_sorter_new(bool descending, size_t n_keys,
					  const atomic_bool *stop);
void dpi_row_sorter_free(struct dpi_row_sorter *s);
/*
 * Adds ROW, later than those before, with a key: texts in bytewise order, of
 * which the first 8 bytes may be all (TEXT is copied).
 */
int dpi_row_sorter_add(struct dpi_row_sorter *s, enum dpi_key_class class,
		       dp_str text, uint64_t row, struct dp_err *err);
/* Adds all rows, in order, to OUT. To be called once. */
int dpi_row_sorter_finish(struct dpi_row_sorter *s, struct dpi_rows *out,
			  struct dp_err *err);

#endif
