/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A pass over the rows of a job's view, page after page in the order of the
 * file, through the view's overlay and past what its filter leaves out.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "table/job.h"

/* The pages as a stream. */
struct pass_source {
	struct dp_stream stream;
	struct dpi_reading reading;
	struct dpi_reader *reader;
	struct dpi_mark mark;
	atomic_uint_least64_t *used_bytes; /* or NULL */
	bool one, done;
};

static int
source_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct pass_source *a = (struct pass_source *)s;
	struct dpi_reader *r = a->reader;
	int status;

	if (a->done)
		return 0;
	r->stream.schema.n_slots = s->schema.n_slots;
	dpi_reader_place(r, a->mark.at_bytes, a->mark.line, a->mark.record);
	status = r->stream.next(&r->stream, b, err);
	if (status == 1) {
		a->mark.at_bytes += b->block.n;
		a->mark.line = r->next_line;
		a->mark.record = r->next_record;
		if (a->used_bytes)
			atomic_store(a->used_bytes,
				     a->mark.at_bytes -
					     a->reading.pages->first_byte);
	}
	a->done = status != 1 || b->is_last || a->one;
	return status;
}

static int
source_work(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct pass_source *a = (struct pass_source *)s;

	return a->reader->stream.work(&a->reader->stream, b, err);
}

static void
source_close(struct dp_stream *s)
{
	struct pass_source *a = (struct pass_source *)s;

	dpi_reader_close(&a->reader->stream);
	dp_schema_done(&s->schema);
	free(a);
}

static struct pass_source *
source_new(struct dp_pages *p, const atomic_bool *stop, uint64_t row, bool one)
{
	struct pass_source *a = dp_alloc0(sizeof *a);

	a->stream.next = source_next;
	a->stream.work = source_work;
	a->stream.close = source_close;
	a->stream.dialect = &p->origin->dialect;
	dp_schema_copy(&a->stream.schema, dp_pages_schema(p));
	a->one = one;
	a->reading.pages = p;
	a->reading.stop = stop;
	a->reader = dpi_reader_again(p->origin, dpi_pages_read, &a->reading);
	a->mark = (struct dpi_mark){ p->first_byte, p->first_line, 1, 0 };
	dpi_lock(&p->lock);
	if (p->n_marks)
		a->mark = p->mark[dpi_pages_find(p, row)];
	dpi_unlock(&p->lock);
	return a;
}

struct dp_stream *
dpi_pages_stream(struct dp_pages *p, const atomic_bool *stop,
		 atomic_uint_least64_t *used_bytes)
{
	struct pass_source *a = source_new(p, stop, 0, false);

	a->used_bytes = used_bytes;
	return &a->stream;
}

/* The set's next row; UINT64_MAX behind the last. */
static int
next_of_set(struct dpi_pass *a, struct dp_err *err)
{
	int status = dpi_rows_next(&a->set, &a->set_row, err);

	if (status == 0)
		a->set_row = UINT64_MAX;
	return status < 0 ? -1 : 0;
}

int
dpi_pass_open(struct dpi_pass *a, struct dp_job *j, uint64_t row, bool one,
	      struct dp_err *err)
{
	memset(a, 0, sizeof *a);
	a->job = j;
	a->source = source_new(j->pages, &j->stop, row, one);
	a->next_row = a->source->mark.row;
	a->stream = &a->source->stream;
	if (j->overlay.wrap) {
		a->stream = j->overlay.wrap(j->overlay.self, a->stream, err);
		a->source = NULL;
	}
	if (!a->stream)
		return -1;
	a->batch = dp_batch_new();
	a->set.rows = j->set;
	if (j->set && next_of_set(a, err) != 0) {
		dpi_pass_close(a);
		return -1;
	}
	return 0;
}

void
dpi_pass_close(struct dpi_pass *a)
{
	dp_batch_free(a->batch);
	dp_close(a->stream);
	memset(a, 0, sizeof *a);
}

/* How far the pass is in the bytes of the table. */
static void
tell(struct dpi_pass *a)
{
	struct dp_pages *p = a->job->pages;
	double share = -1;

	dpi_lock(&p->lock);
	if (p->counted && p->n_rows)
		share = (double)a->next_row / (double)p->n_rows;
	else if (p->all_there && a->source && p->end_bytes > p->first_byte)
		share = (double)(a->source->mark.at_bytes - p->first_byte) /
			(double)(p->end_bytes - p->first_byte);
	dpi_unlock(&p->lock);
	dpi_job_tell(a->job, a->n_rows, share < 1 ? share : 1);
}

static int
next_batch(struct dpi_pass *a, struct dp_err *err)
{
	int status;

	if (atomic_load(&a->job->stop) || atomic_load(&a->job->pages->stop))
		return dp_fail(err, DP_ECANCEL, _("stopped."));
	a->batch->n_rows = 0;
	status = dp_next(a->stream, a->batch, err);
	a->next_r = 0;
	if (status >= 0)
		tell(a);
	return status;
}

/* Does the set have row ROW, which is asked for in order? 1, 0, -1. */
static int
in_set(struct dpi_pass *a, uint64_t row, struct dp_err *err)
{
	if (!a->set.rows)
		return 1;
	while (a->set_row < row)
		if (next_of_set(a, err) != 0)
			return -1;
	return a->set_row == row;
}

int
dpi_pass_next(struct dpi_pass *a, struct dp_err *err)
{
	const struct dp_batch *b = a->batch;
	int status;

	for (;;) {
		while (a->next_r >= b->n_rows)
			if ((status = next_batch(a, err)) != 1)
				return status;
		a->r = a->next_r++;
		if (b->state[a->r] != DP_ROW_KEPT)
			continue;
		a->row = a->next_row++;
		status = in_set(a, a->row, err);
		if (status < 0)
			return -1;
		if (status == 1) {
			a->n_rows++;
			return 1;
		}
	}
}

dp_str
dpi_pass_cell(const struct dpi_pass *a, size_t column)
{
	return dp_cell_str(dp_batch_cell(
		a->batch, a->r, a->stream->schema.column[column].slot));
}
