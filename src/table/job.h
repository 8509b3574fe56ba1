/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Jobs: what their kinds share. A kind has its own struct whose first member
 * is the job.
 */
#ifndef DPI_JOB_H
#define DPI_JOB_H

#include "table/pages.h"

struct dpi_job_class {
	/* On the runner's thread: 0, or -1 with err. */
	int (*run)(struct dp_job *j, struct dp_err *err);
	/* Frees what the kind holds, not the job. */
	void (*done)(struct dp_job *j);
};

struct dp_job {
	const struct dpi_job_class *class;
	struct dp_pages *pages;
	struct dp_job *next;
	uint64_t generation;
	double started; /* seconds of the clock */
	double told;    /* when it last rang for its progress */
	atomic_bool stop;
	/* the view as it was when the job was started */
	struct dp_overlay overlay;
	struct dp_schema schema;
	struct dpi_rows *rows, *set;
	bool sorted;
	struct dpi_rows *made; /* rows of the view it makes */
	bool made_sorted;
	/* guarded */
	enum dp_job_status status;
	uint64_t n_rows;
	double share;
	struct dp_err err;
};

/*
 * Fills J, the first member of a zeroed struct, with what V is now. -1 on
 * failure: J is freed then.
 */
int dpi_job_init(struct dp_job *j, const struct dpi_job_class *class,
		 struct dp_view *v, struct dp_err *err);
/* Puts J in the queue. Returns J; NULL on failure: J is freed then. */
struct dp_job *dpi_job_start(struct dp_job *j, struct dp_err *err);
/* Fails with DP_EUSAGE when V has no column I, DP_ANY_COLUMN being one. */
int dpi_job_column(const struct dp_view *v, size_t i, bool any,
		   struct dp_err *err);
/*
 * Waits until the index has ROW, or all there is: a job may be faster than
 * the count. -1 when J must stop, or there will be no index.
 */
int dpi_job_await(struct dp_job *j, uint64_t row, struct dp_err *err);
/* J has looked at N rows, and done SHARE of the work. */
void dpi_job_tell(struct dp_job *j, uint64_t n_rows, double share);
/* Seconds of a clock that only goes on. */
double dpi_seconds(void);

/* ---- pass.c: the rows of a job's view, in the order of the file ------- */

struct dpi_pass {
	struct dp_job *job;
	struct dp_stream *stream;
	struct dp_batch *batch;
	struct pass_source *source;
	struct dpi_rows_cursor set;
	uint64_t set_row;  /* next of the set */
	uint64_t next_row; /* of the table, of the batch's next kept row */
	uint64_t n_rows;   /* given so far */
	size_t r, next_r;  /* record of the batch, and the one after */
	uint64_t row;      /* its row of the table */
};

/*
 * Starts at the page that holds ROW, or at the last known before it; ONE: it
 * alone. -1 on failure.
 */
int dpi_pass_open(struct dpi_pass *a, struct dp_job *j, uint64_t row, bool one,
		  struct dp_err *err);
/* Next row in batch, r, row: 1, 0 at the end, -1. */
int dpi_pass_next(struct dpi_pass *a, struct dp_err *err);
/* Cell COLUMN of the row. */
dp_str dpi_pass_cell(const struct dpi_pass *a, size_t column);
void dpi_pass_close(struct dpi_pass *a);

/* ---- needle.c: text that cells may hold ------------------------------- */

/* A text to look for, folded; and room to fold cells in. */
struct dpi_needle {
	struct dp_buf text, room;
};

void dpi_needle_init(struct dpi_needle *n, dp_str text);
void dpi_needle_done(struct dpi_needle *n);
/* Does CELL hold it, case, accents and normal form aside? */
bool dpi_needle_in(struct dpi_needle *n, dp_str cell);
/*
 * Another needle, for cells that are ALIKE: of a text, white space and signs
 * make no difference either.
 */
void dpi_needle_init_alike(struct dpi_needle *n, dp_str text);
bool dpi_needle_is_alike(struct dpi_needle *n, dp_str cell);

#endif
