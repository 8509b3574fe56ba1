/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Entries of a reference list, and which of them a value means. Read-only once
 * the list is read: any number of threads may ask.
 */
#ifndef DPI_OP_RECONCILE_H
#define DPI_OP_RECONCILE_H

#include <dpipe/op.h>

#include "base/strtab.h"
#include "text/similar.h"

#define DPI_NO_ENTRY UINT32_MAX

/* Of a context: nothing is known of it; no entry has it. */
#define DPI_CONTEXT_BLANK UINT32_MAX
#define DPI_CONTEXT_OTHER (UINT32_MAX - 1)

/* Entries by a text that several may have. */
struct dpi_entries {
	struct dpi_strtab text;
	uint32_t *first; /* of each text: its first entry */
	uint32_t *next;  /* of each entry: the next of its text */
	size_t cap_first, cap_next;
};

/* How a value was matched, from the surest to what is none. */
enum dpi_matched {
	DPI_MATCH_EXACT,       /* the same text */
	DPI_MATCH_FOLDED,      /* but for case, accents and spaces */
	DPI_MATCH_FINGERPRINT, /* the same French fingerprint and numbers */
	DPI_MATCH_NEAR,
	DPI_MATCH_NONE,
	DPI_MATCH_AMBIGUOUS /* two with other keys are as likely */
};

/* What was found for a value. */
struct dpi_found {
	enum dpi_matched how;
	uint32_t best, other; /* entries; or DPI_NO_ENTRY */
	double score, other_score;
};

struct dpi_list {
	size_t n;       /* entries */
	size_t n_taken; /* of each: its key, then what else is taken */
	size_t n_by;
	dp_str *name;      /* by entry */
	dp_str *value;     /* n_taken by entry */
	uint32_t *context; /* n_by by entry */
	uint64_t *numbers; /* by entry: the numbers in its name */
	size_t cap_name, cap_value, cap_context, cap_numbers;
	struct dpi_entries exact, folded, printed;
	struct dpi_strtab *by; /* the contexts of each column, folded */
	struct dpi_similar *like_folded, *like_printed; /* or NULL */
	uint64_t bytes;
	struct dp_arena text;
	/* how near is near */
	double least, margin;
};

/* What one thread needs to ask. */
struct dpi_asker;

/*
 * Reads into L the table that file= of S names: names in the column NAME, keys
 * in key=, columns take=, contexts in the N_BY columns BY. What L takes is
 * named in TAKEN, in the step's arena. Fails where a column is missing and
 * where the list takes more memory than S may hold. L, zeroed, is freed by
 * dpi_list_done in any case.
 */
int dpi_list_read(struct dp_step *s, struct dpi_list *l, dp_str name,
		  const dp_str *by, size_t n_by, struct dp_column **taken,
		  struct dp_err *err);
void dpi_list_done(struct dpi_list *l);

/* The number of the context CELL among those of column I of L. */
uint32_t dpi_list_context(const struct dpi_list *l, size_t i, dp_str cell,
			  struct dp_buf *scratch);

struct dpi_asker *dpi_asker_new(void);
void dpi_asker_free(struct dpi_asker *a);
/*
 * What VALUE, trimmed and not empty, means where CONTEXT (n_by of them) must
 * agree. Entries with one key are one thing with several names.
 */
void dpi_list_find(const struct dpi_list *l, struct dpi_asker *a, dp_str value,
		   const uint32_t *context, struct dpi_found *out);

/* What was found for the values of a column. Zeroed is ready for use. */
struct dpi_review {
	struct dpi_strtab value; /* with the cells of the contexts */
	struct dpi_found *found;
	uint64_t *count;
	size_t cap_found, cap_count;
	struct dp_buf scratch;
};

/*
 * Counts once more that FOUND is what the N cells CELL, the value and its
 * contexts, mean. Returns the memory that V takes, in bytes.
 */
uint64_t dpi_review_add(struct dpi_review *v, const dp_str *cell, size_t n,
			const struct dpi_found *found);
/*
 * Appends the review as CSV, N columns called NAME first: what somebody has to
 * look at comes before what is sure.
 */
void dpi_review_write(const struct dpi_review *v, const struct dpi_list *l,
		      const dp_str *name, size_t n, struct dp_buf *out);
void dpi_review_done(struct dpi_review *v);

#endif
