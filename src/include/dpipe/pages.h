/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * pages: a table over a file of any size, for a front end that must never
 * wait. Threads of its own read; the front end asks for rows and gets them,
 * or "not there yet" and a wake-up when they are. Part of the layer table.
 *
 * All functions may be called from one thread only, the front end's. None of
 * them reads the file, but for dp_pages_open; none waits for longer than it
 * takes to hand over some rows, unless its comment says so.
 */
#ifndef DPIPE_PAGES_H
#define DPIPE_PAGES_H

#include <dpipe/table.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Flags of cells in a window, besides those of dp_cell. */
#define DP_CELL_BAD 32u /* its bytes in the file are not UTF-8 */
#define DP_CELL_CUT 64u /* only its start is here; see dp_view_row */

#define DP_WINDOW_CELL_BYTES (16u << 10) /* of a cell in dp_view_get */
#define DP_WINDOW_ROWS 2048u             /* most that are given at a time */

/* Why the table is read from a temporary copy. */
enum dp_pages_copy {
	DP_PAGES_NO_COPY,
	DP_PAGES_COPY_PIPE,     /* a pipe is read once only */
	DP_PAGES_COPY_ENCODING, /* in another form: UTF-16, escaped quotes */
	DP_PAGES_COPY_UNPACKED, /* it is packed, or a spreadsheet */
	DP_PAGES_COPY_MADE,     /* what steps made of another table */
};

/* How far the background is, and what happened to the file. */
struct dp_pages_state {
	uint64_t n_rows;      /* rows counted so far */
	bool counted;         /* that is all of them */
	uint64_t done_bytes;  /* bytes read for it */
	uint64_t total_bytes; /* of all; 0: a pipe, not known yet */
	enum dp_pages_copy copy;
	double made_share; /* of the source, that went into the copy, 0 to 1;
			      below 0: not known */
	bool changed;      /* the file is no longer as it was when opened */
	struct dp_err err; /* DP_OK, or why reading stopped */
};

struct dp_overlay;

/* A table that is open. */
struct dp_pages;

/*
 * Opens PATH ("-": standard input), finds its dialect as dp_table_open does,
 * with the same failures, and starts to count its rows. A pipe is waited for
 * until its first bytes, enough to find the dialect, are there.
 */
struct dp_pages *dp_pages_open(const char *path, const struct dp_read_opts *o,
			       struct dp_err *err);
#define DP_CACHE_LEAST_BYTES (200u << 20)

/*
 * The same; where the rows of a file of LEAST_BYTES or more are is kept in
 * FOLDER (NULL: is not), for the user alone, so that the file, unless it has
 * changed, is counted at once when it is opened again.
 */
struct dp_pages *dp_pages_open_cached(const char *path,
				      const struct dp_read_opts *o,
				      const char *folder, uint64_t least_bytes,
				      struct dp_err *err);
/*
 * The same beside the caller, for a pipe that may say nothing for long: it is
 * judged by what has come when nothing more does for a while.
 */
struct dp_opening;
/*
 * Starts to open PATH, which is looked for at once, with the failures of that.
 * O is copied; its texts must outlive the opening.
 */
struct dp_opening *dp_opening_start(const char *path,
				    const struct dp_read_opts *o,
				    struct dp_err *err);
/* A descriptor for poll: readable once it is known how it went. */
int dp_opening_fd(const struct dp_opening *g);
/*
 * 1 with the table, then the caller's, in *OUT; 0: it is not open yet; -1 it
 * cannot be opened. After 1 or -1 nothing more is to be had.
 */
int dp_opening_take(struct dp_opening *g, struct dp_pages **out,
		    struct dp_err *err);
/* Gives up what still waits, waits for the thread, frees G; NULL is fine. */
void dp_opening_free(struct dp_opening *g);
/*
 * No more is taken from the pipe that P reads: what has come is all there is,
 * but for a line that was not ended. False when P reads no pipe, or all of it
 * is there already.
 */
bool dp_pages_enough(struct dp_pages *p);

/*
 * A table of what OVERLAY, which here need not keep rows, makes of all rows
 * of BASE: made in the background, in a temporary file. BASE and what OVERLAY
 * holds must outlive it. Its rows have no record and no line of a file.
 */
struct dp_pages *dp_pages_make(struct dp_pages *base,
			       const struct dp_overlay *overlay,
			       struct dp_err *err);
/*
 * Stops what is running and closes P; NULL is fine. Views and jobs of P must
 * be freed before. Waits for the threads: some milliseconds.
 */
void dp_pages_close(struct dp_pages *p);
/*
 * A descriptor for poll: readable when there is news of P, its views or its
 * jobs. After it was, call dp_pages_hush, then look at what is on screen.
 */
int dp_pages_fd(const struct dp_pages *p);
void dp_pages_hush(struct dp_pages *p);
/* State of P now. */
void dp_pages_look(struct dp_pages *p, struct dp_pages_state *out);
/* Columns and dialect, as dp_table_open gives them; they live as long as P. */
const struct dp_schema *dp_pages_schema(const struct dp_pages *p);
const struct dp_dialect *dp_pages_dialect(const struct dp_pages *p);
/* What opening has found: names, preamble; lives as long as P. */
const struct dp_findings *dp_pages_findings(const struct dp_pages *p);

/* ---- views ------------------------------------------------------------ */

/*
 * What stands between a table and those who see it: WRAP returns a stream
 * around INNER, which it then owns, also on failure. Each row that goes in
 * comes out, in its place: rows keep their numbers. Called on threads of P,
 * several at a time; SELF must outlive the views and jobs made with it.
 */
struct dp_overlay {
	struct dp_stream *(*wrap)(void *self, struct dp_stream *inner,
				  struct dp_err *err);
	void *self;
};

/* Rows of a table, some or all, in some order. */
struct dp_view;

/*
 * All rows of P in the order of the file, seen through OVERLAY (NULL: as they
 * are). Its schema is SCHEMA, copied (NULL: that of P).
 */
struct dp_view *dp_view_new(struct dp_pages *p,
			    const struct dp_overlay *overlay,
			    const struct dp_schema *schema);
/* Waits for rows being read for V: some milliseconds. NULL is fine. */
void dp_view_free(struct dp_view *v);
/* Number of rows; *EXACT is false while rows are still being counted. */
uint64_t dp_view_rows(struct dp_view *v, bool *exact);
const struct dp_schema *dp_view_schema(const struct dp_view *v);
/* The table it is of, whose descriptor has the news of it and of its jobs. */
struct dp_pages *dp_view_pages(const struct dp_view *v);

/* One row of a window. */
struct dp_window_row {
	uint64_t row;               /* place in the table, from 0 */
	uint64_t record, line;      /* of the file, from 1; 0: not known */
	const struct dp_cell *cell; /* one a column; NULL: not there yet */
};

/*
 * Rows asked for. Zeroed is ready for use; text and cells live until the
 * next call with the same window.
 */
struct dp_window {
	struct dp_window_row *at;
	size_t n, cap;     /* rows: fewer than asked for at the end */
	size_t n_missing;  /* of them, those not there yet */
	struct dp_err err; /* DP_OK, or why rows cannot be read */
	struct dp_arena text;
};

/*
 * Fills W with rows FIRST (from 0) to FIRST + N of V, those that are there;
 * the others are read, and the descriptor of P says when to ask again. What
 * was asked for before and is not asked for now is no longer read.
 */
void dp_view_get(struct dp_view *v, uint64_t first, size_t n,
		 struct dp_window *w);
/* The same for one row, whose cells are whole however long they are. */
void dp_view_row(struct dp_view *v, uint64_t row, struct dp_window *w);
void dp_window_done(struct dp_window *w);

/* ---- columns, as far as seen ------------------------------------------ */

#define DP_SEEN_COLS 200u       /* widest that is told of a cell */
#define DP_SEEN_VALUE_BYTES 64u /* of the most frequent value */

enum dp_seen_kind {
	DP_SEEN_EMPTY,
	DP_SEEN_NUMBERS,
	DP_SEEN_DATES,
	DP_SEEN_TEXT
};

/*
 * What the rows that were ready for a front end so far, some thousands at
 * most, tell of a column: enough to draw it, not enough to judge it.
 */
struct dp_seen {
	uint64_t n_rows, n_empty;
	size_t n_cols;          /* of the widest cell, DP_SEEN_COLS at most */
	enum dp_seen_kind kind; /* what more than half of its values are */
	uint64_t n_kind;        /* how many are */
	size_t n_distinct;      /* different values, as far as counted */
	bool more_distinct;     /* there are more */
	char frequent[DP_SEEN_VALUE_BYTES]; /* the most frequent, cut */
	size_t frequent_bytes;
	uint64_t n_frequent; /* rows that have it */
};

/* What was seen of column COLUMN of V, which it has. */
void dp_view_seen(struct dp_view *v, size_t column, struct dp_seen *out);

/* ---- jobs ------------------------------------------------------------- */

/*
 * Work over all rows of a view. Jobs run one after the other, in the order
 * they were started, beside the reading of rows; a view that is freed, or
 * gets other rows, changes nothing in them. What a job answers is asked for
 * with the function of its kind, while it runs too where that is honest.
 */
struct dp_job;

enum dp_job_status {
	DP_JOB_WAITING,
	DP_JOB_RUNNING,
	DP_JOB_DONE,
	DP_JOB_CANCELLED,
	DP_JOB_FAILED,
};

struct dp_job_state {
	uint64_t
		generation; /* a later job of the same table has a higher one */
	enum dp_job_status status;
	uint64_t n_rows; /* looked at so far */
	double share;    /* of the work, 0 to 1; below 0: not known */
	double seconds;  /* since it was started */
	struct dp_err err;
};

/* State of J now. */
void dp_job_look(struct dp_job *j, struct dp_job_state *out);
/* J stops within some milliseconds; does not wait for it. */
void dp_job_cancel(struct dp_job *j);
/* Cancels J, waits until it has stopped, frees it. NULL is fine. */
void dp_job_free(struct dp_job *j);

#define DP_ANY_COLUMN SIZE_MAX

/* What to look for. Case, accents, Unicode's normal forms: no difference. */
struct dp_find {
	dp_str text;        /* not empty */
	size_t column;      /* index, or DP_ANY_COLUMN */
	uint64_t from_row;  /* of the view: the first to look at */
	size_t from_column; /* in that row, the first to look at */
	bool backward;      /* rows and columns before them come next */
};

struct dp_found {
	bool found;
	uint64_t row; /* of the view */
	size_t column;
};

/* Looks for the first cell that holds WANT's text. WANT is copied. */
struct dp_job *dp_find_start(struct dp_view *v, const struct dp_find *want,
			     struct dp_err *err);
/* What was found; found is false until the job is done. */
void dp_find_get(struct dp_job *j, struct dp_found *out);

/*
 * Who gets the rows of a view: START is told the columns, then ROW each row,
 * row R of B. They run on a thread of the table, and fail with -1. SELF must
 * outlive the job, and is theirs alone until that is over.
 */
struct dp_each {
	int (*start)(void *self, const struct dp_schema *schema,
		     struct dp_err *err);
	int (*row)(void *self, const struct dp_batch *b, size_t r,
		   struct dp_err *err);
	void *self;
};

/* Hands the rows of V, in the order of the file, to EACH. */
struct dp_job *dp_each_start(struct dp_view *v, const struct dp_each *each,
			     struct dp_err *err);

/* Memory for the values of one facet; those met later are not told apart. */
#define DP_FACET_BYTES (12u << 20)

struct dp_facet_opts {
	size_t column;
	/*
	 * p NULL: all values. Otherwise those alone that are LIKE this one but
	 * for case, accents, normal form and outer spaces, and where it is
	 * more than a number for white space and signs.
	 */
	dp_str like;
	size_t max_values; /* given by dp_facet_get; 0: 1000 */
};

struct dp_facet_value {
	dp_str value;
	uint64_t n;
	uint64_t first_row; /* of the table: where it was met first */
};

/* Values of a column, the most frequent first, then bytewise. */
struct dp_facet {
	struct dp_facet_value *value;
	size_t n;          /* max_values at most */
	size_t n_distinct; /* told apart */
	uint64_t n_rows;   /* looked at, empty cells included */
	uint64_t n_empty;
	uint64_t n_others; /* rows of values not told apart: DP_FACET_BYTES */
	uint64_t n_unlike; /* rows left out by like */
	bool complete;     /* all rows were looked at */
	struct dp_arena text;
};

/* Counts the values of a column. O is copied. */
struct dp_job *dp_facet_start(struct dp_view *v, const struct dp_facet_opts *o,
			      struct dp_err *err);
/* The values so far, renewed some times a second, into OUT, which is reset. */
void dp_facet_get(struct dp_job *j, struct dp_facet *out);
void dp_facet_done(struct dp_facet *f);

enum dp_sort_kind {
	DP_SORT_AUTO, /* what most of the first values look like */
	DP_SORT_TEXT, /* folded: case and accents weigh nothing */
	DP_SORT_NUMBER,
	DP_SORT_DATE,
};

struct dp_sort_opts {
	size_t column;
	enum dp_sort_kind kind;
	bool descending;
};

/*
 * Sorts the rows of V by a column. Values of another kind come after those
 * of the kind, empty cells last, whatever the direction; equal ones stay in
 * the order of the file. Numbers compare as the doubles nearest to them.
 */
struct dp_job *dp_sort_start(struct dp_view *v, const struct dp_sort_opts *o,
			     struct dp_err *err);
/* What the values were taken for, once the job runs. */
enum dp_sort_kind dp_sort_kind(struct dp_job *j);

struct dp_filter {
	size_t column;
	const dp_str *value; /* rows with one of these, byte for byte; an */
	size_t n_values;     /* empty one stands for empty cells */
	dp_str holds; /* or, p not NULL: that hold this text, as dp_find */
	bool others;  /* all rows but these */
};

/* Finds the rows of V that WANT, copied, keeps, in the order of the file. */
struct dp_job *dp_filter_start(struct dp_view *v, const struct dp_filter *want,
			       struct dp_err *err);

/*
 * The view that a sort or a filter made, once, when the job is done; NULL
 * otherwise. It is the caller's, and independent of the job.
 */
struct dp_view *dp_job_view(struct dp_job *j);

#ifdef __cplusplus
}
#endif
#endif
