/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The job that finds the rows to keep: those with one of some values, or
 * that hold a text; or all the others.
 */
#include <stdlib.h>

#include "table/job.h"

struct filter_job {
	struct dp_job job;
	struct dp_filter want;
	struct dpi_needle holds;
	dp_str *value; /* in bytewise order */
	struct dp_arena text;
};

static int
by_bytes(const void *a, const void *b)
{
	return dp_str_cmp(*(const dp_str *)a, *(const dp_str *)b);
}

static bool
holds(struct filter_job *f, const struct dpi_pass *a)
{
	for (size_t i = 0; i < f->job.schema.n; i++)
		if ((f->want.column == DP_ANY_COLUMN || f->want.column == i) &&
		    dpi_needle_in(&f->holds, dpi_pass_cell(a, i)))
			return true;
	return false;
}

static bool
has_value(const struct filter_job *f, dp_str cell)
{
	return f->want.n_values && bsearch(&cell, f->value, f->want.n_values,
					   sizeof cell, by_bytes);
}

static int
run(struct dp_job *j, struct dp_err *err)
{
	struct filter_job *f = (struct filter_job *)j;
	struct dpi_pass a;
	int status;

	if (dpi_pass_open(&a, j, 0, false, err) != 0)
		return -1;
	j->made = dpi_rows_new(DPI_ROWS_MEMORY);
	while ((status = dpi_pass_next(&a, err)) == 1) {
		bool keep =
			f->want.holds.p ?
				holds(f, &a) :
				has_value(f, dpi_pass_cell(&a, f->want.column));

		if (keep != f->want.others &&
		    dpi_rows_add(j->made, a.row, err) != 0) {
			status = -1;
			break;
		}
	}
	dpi_pass_close(&a);
	if (status != 0 || dpi_rows_finish(j->made, err) != 0 ||
	    dpi_job_await(j, UINT64_MAX, err) != 0)
		return -1;
	dpi_rows_free(j->set);
	j->set = dpi_rows_copy(j->made, err);
	return j->set ? 0 : -1;
}

static void
done(struct dp_job *j)
{
	struct filter_job *f = (struct filter_job *)j;

	dpi_needle_done(&f->holds);
	dp_arena_done(&f->text);
	free(f->value);
}

static const struct dpi_job_class filter_class = { run, done };

struct dp_job *
dp_filter_start(struct dp_view *v, const struct dp_filter *want,
		struct dp_err *err)
{
	struct filter_job *f;

	if (dpi_job_column(v, want->column, want->holds.p != NULL, err) != 0)
		return NULL;
	f = dp_alloc0(sizeof *f);
	f->want = *want;
	f->want.value = NULL;
	if (want->holds.p)
		dpi_needle_init(&f->holds, want->holds);
	f->value = dp_alloc0((want->n_values + 1) * sizeof *f->value);
	for (size_t i = 0; i < want->n_values; i++)
		f->value[i] = dp_keep(&f->text, want->value[i]);
	qsort(f->value, want->n_values, sizeof *f->value, by_bytes);
	if (dpi_job_init(&f->job, &filter_class, v, err) != 0)
		return NULL;
	return dpi_job_start(&f->job, err);
}
