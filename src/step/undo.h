/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of undo share. Internal to the library. */
#ifndef DPI_UNDO_H
#define DPI_UNDO_H

#include <dpipe/clean.h>

/* Cells of an audit, and of the rejects, in their order. */
enum {
	AUDIT_LINE,
	AUDIT_RECORD,
	AUDIT_COLUMN,
	AUDIT_STEP,
	AUDIT_OPERATION,
	AUDIT_BEFORE,
	AUDIT_AFTER,
	N_AUDIT
};
enum {
	REJECT_LINE,
	REJECT_RECORD,
	REJECT_STEP,
	REJECT_REASON,
	REJECT_RAW,
	N_REJECT
};

/*
 * A stream over the rows of the CSV file PATH, an audit or rejects, that
 * RECIPE keeps. Fails with DP_EDATA when its header is not HEADER.
 */
struct dpi_undo_file {
	struct dp_recipe *recipe;
	struct dp_plan *plan;
	struct dp_batch *batch;
	size_t r, next; /* row of the batch, the one to look at next */
};

int dpi_undo_file_open(struct dpi_undo_file *f, const char *path,
		       const char *header, const char *recipe,
		       struct dp_err *err);
/* Goes to the next row, f->r of f->batch: 1, 0 at the end, -1. */
int dpi_undo_file_next(struct dpi_undo_file *f, struct dp_err *err);
/* Cell I of that row. */
dp_str dpi_undo_cell(const struct dpi_undo_file *f, size_t i);
void dpi_undo_file_close(struct dpi_undo_file *f);

/* ---- the columns, step by step ---------------------------------------- */

/* Column of the input that is no more. */
#define DPI_UNDO_LOST UINT32_MAX

/* A column as it was before some step. */
struct dpi_was {
	dp_str name, label;
	bool labelled;
	/* In the cleaned table, from 0; behind its columns where the audit
	   tells what stood there; or DPI_UNDO_LOST. */
	uint32_t at;
};

struct dpi_columns {
	struct dpi_was *column;
	size_t n;
	/* Those that the step behind removes and the audit tells of: N_TOLD,
	   from here on. */
	uint32_t told_at;
	size_t n_told;
};

/* One row of the outline, see dp_plan_outline. */
struct dpi_told {
	dp_str column, label, operation, before, after;
};

struct dpi_outline {
	struct dpi_told *told;
	size_t n, cap;
	dp_str *step;              /* labels, in order */
	struct dpi_columns *state; /* before step i; the last: at the end */
	size_t n_steps;
	uint32_t n_cells; /* columns of the cleaned table and those that the
			     audit tells of */
	bool unnamed;     /* the input had no header */
	bool counted;     /* n_in and n_out are told */
	bool ordered;     /* so is which record each of the table is */
	bool checked;     /* and a check of each */
	uint64_t n_in, n_out;
	dp_str names;    /* at the end, as CSV, or p == NULL */
	dp_str source;   /* line of a recipe, or p == NULL */
	dp_str disorder; /* label of the step, or p == NULL */
	/*
	 * Label of the step that found the records as the audit tells them, and
	 * the names and labels of their columns, as CSV: from there it goes
	 * back. Or p == NULL: it goes back from the cleaned table.
	 */
	dp_str whole, whole_names, whole_labels;
	struct dp_arena text;
};

/*
 * Reads the outline in the audit PATH and works out, from SCHEMA of the
 * cleaned table, the columns before each step; nothing where records went
 * into disorder.
 */
int dpi_outline_read(struct dpi_outline *o, const char *path,
		     const struct dp_schema *schema, struct dp_err *err);
/*
 * Fails where O does not lead back, or where records were left out and there
 * are no REJECTS.
 */
int dpi_outline_check(const struct dpi_outline *o, const char *rejects,
		      struct dp_err *err);
/* Says in RESULT which columns do not come back. */
void dpi_outline_lost(const struct dpi_outline *o, struct dp_result *result);
/* Is LABEL a step that is taken back? */
bool dpi_outline_has(const struct dpi_outline *o, dp_str label);
/* The columns of the input. */
const struct dpi_columns *dpi_outline_input(const struct dpi_outline *o);
/* The columns of the cleaned table, or of the records that the audit tells. */
const struct dpi_columns *dpi_outline_end(const struct dpi_outline *o);
/* Fails because N records were left out, and nobody says where they are. */
int dpi_outline_no_rejects(uint64_t n, struct dp_err *err);
/*
 * Where the column that step LABEL called NAME is in the cleaned table, or
 * DPI_UNDO_LOST. Returns false when there was no such column.
 */
bool dpi_outline_find(const struct dpi_outline *o, dp_str label, dp_str name,
		      uint32_t *at);
/*
 * Where the columns are that step LABEL removed and the audit tells of: N of
 * them from *AT on. Returns false when there is none.
 */
bool dpi_outline_removed(const struct dpi_outline *o, dp_str label,
			 uint32_t *at, size_t *n);
void dpi_outline_done(struct dpi_outline *o);

/*
 * Puts into CELL the N cells that TOLD holds, as the audit tells of removed
 * columns; TEXT keeps what is unquoted. Returns how many hold something.
 */
size_t dpi_undo_removed(dp_str told, size_t n, dp_str *cell,
			struct dp_arena *text);
/*
 * The N names in TEXT, one CSV record as a header is written, in NAME, kept in
 * KEEP. Fails where they are not so many.
 */
int dpi_undo_read_names(dp_str text, dp_str *name, size_t n,
			struct dp_arena *keep, struct dp_err *err);
/*
 * The names of columns that TOLD holds, none of them empty, put into *NAME,
 * which TEXT keeps; returns how many.
 */
size_t dpi_undo_names(dp_str told, dp_str **name, struct dp_arena *text);
/* Puts into CELL the N cells of TOLD, one record of CSV. */
void dpi_undo_cells(dp_str told, size_t n, dp_str *cell, struct dp_arena *text);

/* ---- rows that are no records ----------------------------------------- */

/* Those of the table that was read which have a number, by the audit. */
struct dpi_no_records {
	struct dpi_undo_file file;
	uint64_t next; /* number of the next one; 0: there are no more */
};

/* Opens those that AUDIT tells of and goes to the first. */
int dpi_no_records_open(struct dpi_no_records *x, const char *audit,
			struct dp_err *err);
int dpi_no_records_next(struct dpi_no_records *x, struct dp_err *err);

/* ---- records that were left out --------------------------------------- */

/* One of them. */
struct dpi_returned {
	uint64_t record;
	bool told; /* the audit says how it was read */
};

/* Records that come back, in order. Zeroed, then opened. */
struct dpi_returning {
	struct dpi_undo_file file;
	struct dpi_undo_file told; /* of the audit: how some were read */
	uint64_t next_told;        /* record of the next; 0: no more */
	bool open;
	struct dp_read_opts read; /* how they were written */
	struct dp_recipe *source; /* what the audit says of that, or NULL */
	size_t width;             /* columns of the input */
	const struct dpi_outline *outline;
	uint64_t n;                  /* come so far */
	struct dpi_returned *record; /* those of the batch at hand */
	size_t n_records, at, cap;
	struct dp_buf text; /* the batch at hand, as it was written */
	struct dp_stream *stream;
	struct dp_batch *batch;
	size_t r;
};

/*
 * Those in O's rejects, which may be none, written as O says or the audit that
 * has OUTLINE.
 */
int dpi_returning_open(struct dpi_returning *x, const struct dp_undo_opts *o,
		       const struct dpi_outline *outline, struct dp_err *err);
/* Number of the next one; 0: there are no more. -1 on failure. */
int dpi_returning_next(struct dpi_returning *x, uint64_t *record,
		       struct dp_err *err);
/* Puts its cells, x->width of them, into CELL and goes on. There are none
   where the audit says how the record was read. */
int dpi_returning_take(struct dpi_returning *x, dp_str *cell,
		       struct dp_err *err);
void dpi_returning_close(struct dpi_returning *x);

/* ---- the cleaned table ------------------------------------------------ */

struct dpi_sorter;

/* Its records, as the audit tells of them. Zeroed, then opened. */
struct dpi_cleaned {
	const struct dp_undo_opts *o;
	struct dp_stream *table; /* borrowed */
	bool ordered, checked;
	struct dpi_undo_file order, check; /* of the audit, where told */
	/* Of the row at hand of each, what was not read yet: numbers, of which
	   NUMBER to LAST follow each other (0: none do), and checks. */
	dp_str numbers, digits;
	uint64_t number, last;
	uint32_t slot; /* where the number of a record is */
	struct dpi_sorter *sorter;
	uint64_t n; /* records read */
	struct dp_buf spare;
};

/* Says in *YES whether, by AUDIT, the cleaned table has no header. */
int dpi_cleaned_headless(const char *audit, bool *yes, struct dp_err *err);
/*
 * Opens what AUDIT tells of the records of TABLE, by OUTLINE; fails where it
 * tells of another header.
 */
int dpi_cleaned_open(struct dpi_cleaned *c, const struct dp_undo_opts *o,
		     const struct dpi_outline *outline, struct dp_stream *table,
		     struct dp_err *err);
/*
 * To be called once, before the first is asked for: where the audit tells of
 * them, reads all, and fails at the first that is not what it tells.
 */
int dpi_cleaned_read(struct dpi_cleaned *c, struct dp_err *err);
/*
 * Fills B with the next records: 1, 0 at the end, -1. Where they are ordered,
 * they have their numbers and come in the order of these.
 */
int dpi_cleaned_next(struct dpi_cleaned *c, struct dp_batch *b,
		     struct dp_err *err);
void dpi_cleaned_close(struct dpi_cleaned *c);
/* Fails because the account tells of RECORD, and with INPUT there are N. */
int dpi_undo_too_few(uint64_t record, const char *input, uint64_t n,
		     struct dp_err *err);

#endif
