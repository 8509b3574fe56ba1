/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting records by keys, in memory or, beyond a bound, in sorted runs on
 * disk that are then merged.
 */
#ifndef DPI_OP_SORT_H
#define DPI_OP_SORT_H

#include <dpipe/op.h>

#include "table/packed.h"

#define DPI_SORT_KEYS 64u

/* Memory of records and keys before a run goes to disk. */
#define DPI_SORT_BYTES ((uint64_t)208 << 20)

enum dpi_numeric { DPI_NUMERIC_AUTO, DPI_NUMERIC_YES, DPI_NUMERIC_NO };

/* What a column is sorted as, with types=. */
enum dpi_sort_type {
	DPI_SORT_USUAL,
	DPI_SORT_OF_RANK, /* before, among or behind the others */
	DPI_SORT_OF_TEXT,
	DPI_SORT_OF_NUMBER,
	DPI_SORT_OF_DATE,
	DPI_SORT_OF_BOOL
};

/* What to sort by. */
struct dpi_order {
	uint32_t slot[DPI_SORT_KEYS];
	bool descending[DPI_SORT_KEYS];
	bool has_text[DPI_SORT_KEYS]; /* seen: a value that is no number */
	size_t n;
	enum dpi_numeric numeric;
	enum dpi_sort_type type[DPI_SORT_KEYS];
	enum dpi_sort_type of[DPI_SORT_KEYS]; /* of a rank: the column's */
	int blank[DPI_SORT_KEYS], error[DPI_SORT_KEYS]; /* of a rank */
};

/* What a key of a record is; the order of the classes is theirs. */
enum dpi_sort_class { DPI_SORT_NUMBER, DPI_SORT_TEXT, DPI_SORT_BLANK };

/* One key of one record. */
struct dpi_sort_value {
	const char *folded, *raw; /* the same where folding changes nothing */
	uint32_t n_folded, n_raw;
	double number;
	uint8_t class; /* enum dpi_sort_class of the cell by itself */
	bool has_nul;  /* texts may differ where their heads do not */
};

/* One record: its keys, and what decides most comparisons. */
struct dpi_sort_item {
	uint64_t head;
	const struct dpi_sort_value *value;
	const struct dpi_packed *record;
};

/* What is sorted is far from each other in memory: so many items ahead it is
 * asked for before it is needed. */
#define DPI_SORT_AHEAD 8u

/* Asks for N_LINES of 64 bytes from P on. */
static inline void
dpi_sort_ask(const void *p, unsigned n_lines)
{
#ifdef __GNUC__
	for (unsigned i = 0; i < n_lines; i++)
		__builtin_prefetch((const char *)p + (size_t)i * 64);
#else
	(void)p;
	(void)n_lines;
#endif
}

/* True when the values of key K are compared as numbers, as far as seen. */
bool dpi_order_numeric(const struct dpi_order *o, size_t k);
/*
 * Reads the keys of P into VALUE (o->n of them); folded texts are kept in A,
 * SPARE is room for one of them. Notes in O what classes were seen; adds the
 * bytes kept to *BYTES.
 */
void dpi_sort_read(struct dpi_order *o, const struct dpi_packed *p,
		   struct dpi_sort_value *value, struct dp_arena *a,
		   struct dp_buf *spare, uint64_t *bytes);
/* Reads types= of S, whose order is there already. */
int dpi_sort_types(const struct dp_step *s, struct dp_err *err);
/* The same of the cell C as key K, where types= was given. */
void dpi_sort_read_type(const struct dpi_order *o, size_t k,
			const struct dp_cell *c, struct dpi_sort_value *v,
			struct dp_arena *a, uint64_t *bytes);
/*
 * Compares two values of the TYPE that OpenRefine calls so: false when one is
 * none of it.
 */
bool dpi_sort_order(dp_str type, struct dp_expr_value a, struct dp_expr_value b,
		    int *order);
/* Appends the key of S in the order of Java's collator, accents counting. */
void dpi_sort_collate(dp_str s, struct dp_buf *out);
/* The class of V as key K. */
enum dpi_sort_class dpi_sort_class(const struct dpi_order *o, size_t k,
				   const struct dpi_sort_value *v);
/* A number in the order of D. */
uint64_t dpi_sort_number(double d);
/* The first 8 bytes of S as a number, zeros behind its end. */
uint64_t dpi_sort_bytes(dp_str s);
/* The same of S from AT on, small letters before capitals. */
uint64_t dpi_sort_raw_bytes(dp_str s, size_t at);
/*
 * Compares keys FROM on: below, at or above 0; 0 leaves records in the order
 * they came.
 */
int dpi_sort_compare(const struct dpi_order *o, size_t from,
		     const struct dpi_sort_value *a,
		     const struct dpi_sort_value *b);
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
/* Adds the kept rows of B, which stays the caller's. */
int dpi_sorter_add(struct dpi_sorter *s, struct dp_batch *b,
		   struct dp_err *err);
/* To be called once, after the last record. */
int dpi_sorter_finish(struct dpi_sorter *s, struct dp_err *err);
/* Rows of a batch that it fills, as many as there are. */
#define DPI_SORTER_ROWS 512u
/*
 * Fills B with the next records: 1, 0 at the end, -1. Their text lives as
 * long as the sorter or the batch.
 */
int dpi_sorter_next(struct dpi_sorter *s, struct dp_batch *b,
		    struct dp_err *err);
/* Runs that went to disk. */
size_t dpi_sorter_runs(const struct dpi_sorter *s);

#endif
