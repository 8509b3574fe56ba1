/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting records by keys, in memory or, beyond a bound, in sorted runs on
 * disk that are then merged.
 */
#ifndef DPI_OP_SORT_H
#define DPI_OP_SORT_H

#include <dpipe/op.h>

#define DPI_SORT_KEYS 64u

/* Memory of records and keys before a run goes to disk. */
#define DPI_SORT_BYTES ((uint64_t)208 << 20)

enum dpi_numeric { DPI_NUMERIC_AUTO, DPI_NUMERIC_YES, DPI_NUMERIC_NO };

/* What to sort by. */
struct dpi_order {
	uint32_t slot[DPI_SORT_KEYS];
	bool descending[DPI_SORT_KEYS];
	bool has_text[DPI_SORT_KEYS]; /* seen: a value that is no number */
	size_t n;
	enum dpi_numeric numeric;
};

/* One key of one record. */
struct dpi_sort_value {
	const char *p; /* folded text */
	uint32_t n;
	uint16_t kind;  /* enum, in sort_key.c */
	bool is_folded; /* the cell itself is the folded text */
	double number;
	uint64_t head; /* first bytes of p, once prepared */
};

/* One record: where it is and its n keys. */
struct dpi_sort_item {
	uint64_t prefix; /* of the first key: decides most comparisons */
	const struct dp_batch *batch;
	struct dpi_sort_value *value;
	size_t row;
};

/* True when the values of key K are compared as numbers, as far as seen. */
bool dpi_order_numeric(const struct dpi_order *o, size_t k);
/*
 * Reads the keys of row R of B into VALUE (o->n of them); folded text is
 * kept in A. Notes in O what kinds were seen; adds the bytes kept to *BYTES.
 */
void dpi_sort_read(struct dpi_order *o, const struct dp_batch *b, size_t r,
		   struct dpi_sort_value *value, struct dp_arena *a,
		   uint64_t *bytes);
/* Prepares an item for comparing: its prefix, the heads of its values. */
void dpi_sort_prepare(const struct dpi_order *o, struct dpi_sort_item *i);
/* Below, at or above 0; 0 leaves records in the order they came. */
int dpi_sort_compare(const struct dpi_order *o, const struct dpi_sort_item *a,
		     const struct dpi_sort_item *b);
/* Sorts the N items at ITEM, stable; SPARE has room for as many. */
void dpi_sort_items(const struct dpi_order *o, struct dpi_sort_item *item,
		    struct dpi_sort_item *spare, size_t n);

/* Gathers records, then gives them back in order. */
struct dpi_sorter;

/*
 * O is copied. Records are N_SLOTS wide; about MEMORY_BYTES are held in
 * memory.
 */
struct dpi_sorter *dpi_sorter_new(const struct dpi_order *o, size_t n_slots,
				  uint64_t memory_bytes);
void dpi_sorter_free(struct dpi_sorter *s);
/* Takes over B and its kept rows. */
int dpi_sorter_add(struct dpi_sorter *s, struct dp_batch *b,
		   struct dp_err *err);
/* To be called once, after the last record. */
int dpi_sorter_finish(struct dpi_sorter *s, struct dp_err *err);
/*
 * Fills B with the next records: 1, 0 at the end, -1. Their text lives as
 * long as the sorter or the batch.
 */
int dpi_sorter_next(struct dpi_sorter *s, struct dp_batch *b,
		    struct dp_err *err);
/* Runs that went to disk. */
size_t dpi_sorter_runs(const struct dpi_sorter *s);

#endif
