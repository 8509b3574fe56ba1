/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Groups of records while they are gathered: shared by group*.c. */
#ifndef DPI_STAT_GROUP_H
#define DPI_STAT_GROUP_H

#include "stat/acc.h"
#include "stat/gather.h"
#include <dpipe/stat.h>

#include "base/strtab.h"

/* The groups seen by one thread. */
struct dpi_groups {
	struct dpi_strtab keys;
	/* For each key a block: a uint64_t of its records in 16 bytes, then
	   a dpi_acc for each measured column. */
	char **block;
	size_t cap_blocks;
	struct dp_arena blocks;
	struct dp_profile *profile; /* of each measured column */
	uint64_t n_rows;
	struct dp_datum *datum; /* room for one record */
	struct dp_buf key;
};

/* A request, bound to the columns of a stream. */
struct dpi_grouping {
	const struct dp_group_opts *o;
	uint32_t *by;             /* slots */
	struct dp_column *column; /* measured, each once */
	size_t n_columns;
	size_t *column_of;         /* of each measure; n_columns: none */
	struct dpi_layout *layout; /* of each measured column */
	size_t *acc_at;            /* where it is in a block */
	size_t block_bytes;
	struct dp_arena names;
	atomic_size_t held, n_values;
	struct dpi_gather gather;
};

/* dpi_gather's make and take. */
void *dpi_groups_make(void *self);
int dpi_groups_take(void *self, void *state, const struct dp_batch *b,
		    struct dp_err *err);
/* Moves all of FROM into TO and frees FROM. */
void dpi_groups_merge(const struct dpi_grouping *g, struct dpi_groups *to,
		      struct dpi_groups *from);
void dpi_groups_free(const struct dpi_grouping *g, struct dpi_groups *s);

/* Block of a group, and its records and columns. */
char *dpi_block_new(const struct dpi_grouping *g, struct dp_arena *a);
static inline uint64_t *
dpi_block_rows(char *block)
{
	return (uint64_t *)(void *)block;
}
static inline struct dpi_acc *
dpi_block_acc(const struct dpi_grouping *g, char *block, size_t column)
{
	return (struct dpi_acc *)(void *)(block + g->acc_at[column]);
}

/* Takes KEY apart into the N cells it was made of, borrowed from it. */
void dpi_group_key(dp_str key, dp_str *cell, size_t n);

#endif
