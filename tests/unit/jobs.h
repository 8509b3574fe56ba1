/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What tests of jobs share: a small table that is open, jobs waited for.
 * Include it after test.h.
 */
#ifndef DP_JOBS_H
#define DP_JOBS_H

#include "pages_read.h"

/* A table that is open, and a view of all of it. */
struct open {
	char *path;
	struct dp_pages *p;
	struct dp_view *v;
	struct dp_err err;
};

static inline void
open_text(struct open *o, dp_str text)
{
	struct dp_read_opts opts;

	memset(o, 0, sizeof *o);
	dp_read_opts_init(&opts);
	opts.header = DP_YES;
	opts.block_bytes = 4096;
	o->path = text_file(text);
	o->p = dp_pages_open(o->path, &opts, &o->err);
	assert_non_null(o->p);
	o->v = dp_view_new(o->p, NULL, NULL);
}

static inline void
close_table(struct open *o)
{
	dp_view_free(o->v);
	dp_pages_close(o->p);
	(void)unlink(o->path);
	free(o->path);
}

static inline enum dp_job_status
wait_for(struct open *o, struct dp_job *j)
{
	struct dp_job_state s;

	assert_non_null(j);
	for (dp_job_look(j, &s); s.status < DP_JOB_DONE; dp_job_look(j, &s))
		assert_true(pages_wait(o->p));
	if (s.status == DP_JOB_FAILED)
		o->err = s.err;
	return s.status;
}

/* Communes in no order: 3,000 rows, each of 100 names 30 times. */
static inline void
make_rows(struct dp_buf *b)
{
	dp_buf_c(b, "n;nom;date\n");
	for (unsigned i = 0; i < 3000; i++)
		dp_buf_format(b, "%u;Commune %02u;%02u/%02u/%u\n",
			      (i * 1237u) % 3000, (i * 37u) % 100, i % 28 + 1,
			      i % 12 + 1, 1990 + i % 30);
}

/* Cell COLUMN of row ROW of V is WANT. */
static inline void
assert_cell(struct open *o, struct dp_view *v, uint64_t row, size_t column,
	    const char *want)
{
	struct dp_window w = { 0 };

	assert_true(pages_get(o->p, v, row, 1, &w));
	assert_int_equal(w.n, 1);
	if (!dp_str_is(dp_cell_str(&w.at[0].cell[column]), want))
		fail_msg("row %u: %.*s, not %s", (unsigned)row,
			 DP_FMT(dp_cell_str(&w.at[0].cell[column])), want);
	dp_window_done(&w);
}

static inline struct dp_view *
sort(struct open *o, struct dp_view *v, size_t column, bool descending,
     enum dp_sort_kind kind)
{
	struct dp_sort_opts so = { .column = column, .descending = descending };
	struct dp_job *j = dp_sort_start(v, &so, &o->err);
	struct dp_view *sorted;

	assert_int_equal(wait_for(o, j), DP_JOB_DONE);
	assert_int_equal(dp_sort_kind(j), kind);
	sorted = dp_job_view(j);
	assert_non_null(sorted);
	assert_null(dp_job_view(j));
	dp_job_free(j);
	return sorted;
}

static inline struct dp_view *
filter(struct open *o, struct dp_view *v, const struct dp_filter *f)
{
	struct dp_job *j = dp_filter_start(v, f, &o->err);
	struct dp_view *made;

	assert_int_equal(wait_for(o, j), DP_JOB_DONE);
	made = dp_job_view(j);
	assert_non_null(made);
	dp_job_free(j);
	return made;
}

/* Row where F finds something in V, its column in f->from_column; -1: none. */
static inline int64_t
find(struct open *o, struct dp_view *v, struct dp_find *f)
{
	struct dp_job *j = dp_find_start(v, f, &o->err);
	struct dp_found found;

	assert_int_equal(wait_for(o, j), DP_JOB_DONE);
	dp_find_get(j, &found);
	dp_job_free(j);
	if (!found.found)
		return -1;
	f->from_column = found.column;
	return (int64_t)found.row;
}

#endif
