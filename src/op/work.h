/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What operations share while they work on cells and rows.
 */
#ifndef DPI_OP_WORK_H
#define DPI_OP_WORK_H

#include <dpipe/op.h>

/* Memory of the rows that a step puts aside before they go to disk. */
#define DPI_SPOOL_BYTES ((size_t)64 << 20)

/* Memory of the keys, or groups, of a step; beyond it they go to disk too. */
#define DPI_KEYS_BYTES ((uint64_t)256 << 20)

/* Memory that a file read beside the table may take: it is a small one. */
#define DPI_REFERENCE_BYTES ((uint64_t)256 << 20)

/* What S may hold in memory: STANDARD where the run does not say. */
static inline uint64_t
dpi_step_memory(const struct dp_step *s, uint64_t standard)
{
	return s->memory_bytes ? s->memory_bytes : standard;
}

/* A spool for the rows that S puts aside. */
struct dp_spool *dpi_step_spool(const struct dp_step *s);

/* local_new and local_free of an operation whose local is a dp_buf. */
void *dpi_local_buf_new(const struct dp_step *s);
void dpi_local_buf_free(void *local);

/*
 * The same of an operation that looks for a pattern: its self is a struct that
 * starts with a struct dp_regex *.
 */
struct dpi_matcher {
	struct dp_match *match;
	struct dp_buf made;
};
void *dpi_matcher_new(const struct dp_step *s);
void dpi_matcher_free(void *local);

/* bind of an operation whose self is its text=, a dp_str that is not empty. */
int dpi_bind_text(struct dp_step *s, struct dp_schema *schema,
		  struct dp_err *err);

/* needs of an operation that looks at its own columns only. */
void dpi_needs_columns(const struct dp_step *s, bool *cell);

/* doubts of an operation that white space alone concerns. */
uint32_t dpi_doubts_blanks(const struct dp_step *s, struct dp_need *need);

/*
 * What a cell function returns when MADE is the new text: IN itself when
 * they are equal, nothing when MADE is empty, else a copy in the batch.
 */
dp_str dpi_made(struct dp_work *w, dp_str in, dp_str made);

/* True when S holds white space only, or nothing. */
bool dpi_is_blank(dp_str s);

/* True when S is ASCII. */
bool dpi_is_ascii(dp_str s);
/* suspects of an operation that changes nothing in ASCII. */
size_t dpi_suspect_foreign(const struct dp_step *s, const struct dp_cell *cell,
			   size_t stride, size_t n, uint32_t *hit);

/* Says in G, one of ALL, what became of cells that did not stay: on-error=. */
void dpi_say_outcome(const struct dp_step *s, struct dp_findings *all,
		     struct dp_finding *g);
/*
 * Files ID for row R of an operation that works on rows: counted, and its
 * place kept. Returns the group (see dp_finding_add), or NULL when
 * on-error=keep asks for silence.
 */
struct dp_finding *dpi_row_finding(const struct dp_step *s, struct dp_work *w,
				   size_t r, dp_str column,
				   enum dp_finding_id id, dp_str value);
/* What becomes of a row with such a finding: on-error=reject leaves it out. */
enum dp_row_state dpi_row_after_finding(const struct dp_step *s);
/*
 * Files that there is no result in COLUMN for row R, by VALUE if that is in the
 * way, and what became of the cell. Returns what becomes of the row.
 */
enum dp_row_state dpi_row_no_result(const struct dp_step *s, struct dp_work *w,
				    size_t r, dp_str column, dp_str value);

/* Leaves row R of B out for step S: state, tally, example and rejects. */
void dpi_row_drop(const struct dp_step *s, struct dp_batch *b, size_t r);

/* Eight bytes at P, in the machine's order. */
static inline uint64_t
dpi_load8(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof w);
	return w;
}

#endif
