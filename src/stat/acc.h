/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is gathered over a column, or over a group's part of it, for a list
 * of statistics: one block of memory, laid out by what they use together.
 */
#ifndef DPI_STAT_ACC_H
#define DPI_STAT_ACC_H

#include "stat/class.h"

/* The layout. Parts that nothing uses are not there. */
struct dpi_layout {
	const struct dp_stat_class **stat;
	size_t *state_at; /* offset of each statistic's state */
	size_t n, cap;
	unsigned uses;
	size_t moments_at, range_at, values_at;
	size_t bytes; /* of one block, a multiple of 16 */
};

/* The start of every block. */
struct dpi_acc {
	uint64_t n_used, n_missing, n_other;
};

/* Adds STAT; all of them before the first block. Zeroed is ready. */
void dpi_layout_add(struct dpi_layout *l, const struct dp_stat_class *stat);
void dpi_layout_done(struct dpi_layout *l);

/* ACC: l->bytes zeroed bytes. HELD grows by the memory taken besides. */
void dpi_acc_add(const struct dpi_layout *l, struct dpi_acc *acc,
		 const struct dp_datum *d, size_t *held);
/* Adds the counts, moments and range of FROM. */
void dpi_acc_merge_sums(const struct dpi_layout *l, struct dpi_acc *to,
			const struct dpi_acc *from, size_t *held);
/* Moves its values and states; FROM has none then. */
void dpi_acc_merge_rest(const struct dpi_layout *l, struct dpi_acc *to,
			struct dpi_acc *from, size_t *held);
/* Frees what the block holds, not the block. */
void dpi_acc_done(const struct dpi_layout *l, struct dpi_acc *acc);
/* Puts its values in order, where it has any. */
void dpi_acc_sort(const struct dpi_layout *l, struct dpi_acc *acc);
/* Fills IN, but for n_rows, qtype, state and whole. */
void dpi_acc_in(const struct dpi_layout *l, const struct dpi_acc *acc,
		struct dp_stat_in *in);
/* State of STAT in the block, or NULL. */
const void *dpi_acc_state(const struct dpi_layout *l, const struct dpi_acc *acc,
			  const struct dp_stat_class *stat);

#endif
