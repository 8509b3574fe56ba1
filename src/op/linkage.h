/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records that may be of one thing: pairs of them with a score, and the groups
 * that pairs make. Only records that share a block are compared.
 */
#ifndef DPI_OP_LINKAGE_H
#define DPI_OP_LINKAGE_H

#include <dpipe/op.h>

#include "base/strtab.h"

#define DPI_NO_BLOCK UINT32_MAX

/* What is compared of one value. */
struct dpi_linked_value {
	dp_str folded, printed;
	uint64_t numbers;
};

/* A column that is compared; each different value is kept once. */
struct dpi_linked_column {
	struct dpi_strtab raw;
	struct dpi_linked_value *value;
	size_t cap_value;
	double weight;
	bool exact; /* the same or not, folded; else how alike */
};

/* Two rows, from 0, the first one first. */
struct dpi_pair {
	uint32_t a, b;
	double score;
};

struct dpi_links {
	size_t n_columns, n_blocks, n; /* n: rows */
	struct dpi_linked_column *column;
	struct dpi_strtab *block; /* keys, by block column */
	uint32_t *value;          /* n_columns by row */
	uint32_t *at;             /* n_blocks by row; or DPI_NO_BLOCK */
	size_t cap_value, cap_at;
	struct dpi_pair *pair;
	size_t n_pairs, cap_pairs;
	uint32_t *group; /* by row: the first row of its group */
	struct dp_buf scratch;
	struct dp_arena text;
	uint64_t bytes;
};

/* L, zeroed, for so many columns, whose weight and exact are then set. */
void dpi_links_init(struct dpi_links *l, size_t n_columns, size_t n_blocks);
void dpi_links_done(struct dpi_links *l);
/* Adds a row: its cells CELL, and those of the block columns BLOCK. */
void dpi_links_add(struct dpi_links *l, const dp_str *cell,
		   const dp_str *block);
/* How many pairs of rows share a block, those that share two counted twice. */
uint64_t dpi_links_work(const struct dpi_links *l);
/*
 * Finds the pairs with a score of THRESHOLD or more, the highest first: the
 * mean of how alike the columns are, by their weights, those left out where
 * one of the two cells is empty; none where less than half of the weight is
 * left. Values with other numbers are not alike at all. -1 when the pairs
 * would take more than MOST_BYTES, and when the user wants it to stop.
 */
int dpi_links_compare(struct dpi_links *l, double threshold,
		      uint64_t most_bytes, struct dp_err *err);
/*
 * Makes groups of the pairs: rows are of one where a chain of pairs joins them.
 * Returns in how many of them two rows are no pair.
 */
size_t dpi_links_group(struct dpi_links *l);

/* Appends the pairs as CSV, for decisions; NAME: of the columns. */
void dpi_links_review(const struct dpi_links *l, const struct dp_column *name,
		      struct dp_buf *out);
/*
 * Reads the decisions that the parameter FILE of S names into the pairs of L:
 * those that are said to be one. Fails where nothing is decided, where a
 * decision is no word that is known, and where a row is not the one that was
 * decided on.
 */
int dpi_links_decide(struct dp_step *s, struct dpi_links *l,
		     const struct dp_arg *file, struct dp_err *err);

#endif
