/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the rows of a table are: one place for each page, made by reading
 * the pages one after the other, as they will be read again. A place is a
 * number of bytes apart, not of rows, so that a gigabyte of short rows takes
 * no more of them than one of long rows.
 */
#include "table/job.h"

static size_t
count_kept(const struct dp_batch *b)
{
	size_t n = 0;

	for (size_t r = 0; r < b->n_rows; r++)
		n += b->state[r] == DP_ROW_KEPT;
	return n;
}

/* A page of N rows that starts at MARK and ends at END. */
static void
add_mark(struct dp_pages *p, const struct dpi_mark *mark, size_t n,
	 uint64_t end)
{
	dpi_lock(&p->lock);
	dpi_tail_drop(p);
	if (n) {
		dp_grow(&p->mark, &p->cap_marks, p->n_marks, sizeof *p->mark);
		p->mark[p->n_marks++] = *mark;
	}
	p->n_rows += n;
	p->done_bytes = end - p->first_byte;
	if (p->n_waiting)
		dpi_tell(&p->lock);
	dpi_unlock(&p->lock);
}

static int
count_pages(struct dp_pages *p, struct dpi_reader *r, struct dp_err *err)
{
	struct dpi_mark mark = { p->first_byte, p->first_line, 1, 0 };
	struct dp_batch *b = dp_batch_new();
	double said = 0;
	int status;

	for (;;) {
		uint64_t used;
		size_t n;

		dpi_lock(&p->lock);
		p->next_mark = mark;
		dpi_unlock(&p->lock);
		dpi_reader_place(r, mark.at_bytes, mark.line, mark.record);
		status = dpi_page_read(r, b, &used, err);
		if (status != 1)
			break;
		n = count_kept(b);
		add_mark(p, &mark, n, mark.at_bytes + used);
		mark.at_bytes += used;
		mark.line = r->next_line;
		mark.record = r->next_record;
		mark.row += n;
		if (dpi_seconds() - said > DPI_NEWS_SECONDS) {
			dpi_bell_ring(&p->bell);
			said = dpi_seconds();
		}
		if (b->is_last)
			break;
	}
	dp_batch_free(b);
	return status < 0 ? -1 : 0;
}

static int
make_index(struct dp_pages *p, struct dp_err *err)
{
	struct dpi_reading reading = { .pages = p, .counts = true };
	struct dpi_reader *r = dpi_reader_again(p->origin, dpi_pages_read,
						&reading);
	int status = count_pages(p, r, err);

	dpi_reader_close(&r->stream);
	return status;
}

static bool
has_changed(struct dp_pages *p)
{
	bool changed;

	dpi_lock(&p->lock);
	changed = p->changed;
	dpi_unlock(&p->lock);
	return changed;
}

void *
dpi_pages_count(void *pages)
{
	struct dp_pages *p = pages;
	struct dp_err err = { 0 };
	bool kept = dpi_cache_read(p);
	int status = kept ? 0 : make_index(p, &err);

	dpi_pages_check(p);
	if (status == 0 && !kept && !has_changed(p))
		dpi_cache_write(p);
	dpi_lock(&p->lock);
	dpi_tail_drop(p);
	p->counted = status == 0;
	if (status != 0 && err.code != DP_ECANCEL && p->err.code == DP_OK)
		p->err = err;
	dpi_tell(&p->lock);
	dpi_unlock(&p->lock);
	dpi_bell_ring(&p->bell);
	return NULL;
}

size_t
dpi_pages_find(const struct dp_pages *p, uint64_t row)
{
	size_t low = 0, high = p->n_marks;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (p->mark[middle].row <= row)
			low = middle;
		else
			high = middle;
	}
	return low;
}
