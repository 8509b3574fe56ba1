/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pages: what reading from a place of the index gives, cut into cells, and
 * the few that one thread holds. A page starts where a record starts and is
 * read in one way only, whoever reads it: so its rows are always the same.
 */
#include "table/pages.h"

#include <stdlib.h>

static bool
is_utf8(dp_str s)
{
	return dp_utf8_valid(s) == s.n;
}

/* Marks those of B's cells, as they stand in the file, that are not UTF-8. */
static void
mark_bad(struct dp_batch *b, const struct dp_batch *raw)
{
	for (size_t i = 0; i < b->n_rows * b->stride; i++)
		if (!is_utf8(dp_cell_str(&raw->cell[i])))
			b->cell[i].flags |= DP_CELL_BAD;
}

/*
 * B, whose text is no UTF-8, becomes cells twice: as it stands, to know which
 * are bad, and decoded.
 */
static int
work_twice(struct dpi_reader *r, struct dp_batch *b, struct dp_err *err)
{
	struct dp_batch *raw = dp_batch_new();
	const struct dpi_split *s;
	struct dpi_split own;
	struct dpi_bounds seen;
	int status;

	dp_batch_clear(raw, b->stride, b->n_rows);
	if (b->is_split) {
		memcpy(raw->cell, b->cell,
		       b->n_rows * b->stride * sizeof *b->cell);
		for (size_t i = 0; i < b->n_rows * b->stride; i++)
			raw->cell[i].p =
				dp_keep(&raw->text, dp_cell_str(&b->cell[i])).p;
	} else {
		dp_buf_str(&raw->block, dp_buf_view(&b->block));
		(void)dp_buf_room(&raw->block, DPI_SCAN_SLACK_BYTES);
		raw->first_line = b->first_line;
		raw->first_record = b->first_record;
		raw->is_last = b->is_last;
		s = dpi_split_by_end(&r->split, raw->block.p, raw->block.n,
				     &own);
		dpi_split_scan(s, raw, raw->block.n, &seen);
		dpi_split_regular(s, raw, b->n_rows);
	}
	status = r->stream.work(&r->stream, b, err);
	if (status == 0)
		mark_bad(b, raw);
	dp_batch_free(raw);
	return status;
}

int
dpi_page_read(struct dpi_reader *r, struct dp_batch *b, uint64_t *used_bytes,
	      struct dp_err *err)
{
	int status = r->stream.next(&r->stream, b, err);

	if (status != 1)
		return status;
	*used_bytes = b->block.n;
	if (r->dialect.encoding == DP_UTF8 && !is_utf8(dp_buf_view(&b->block)))
		status = work_twice(r, b, err);
	else
		status = r->stream.work(&r->stream, b, err);
	return status == 0 ? 1 : -1;
}

void
dpi_holder_init(struct dpi_holder *h, struct dp_pages *p,
		const atomic_bool *stop)
{
	memset(h, 0, sizeof *h);
	h->reading.pages = p;
	h->reading.stop = stop;
	h->reader = dpi_reader_again(p->origin, dpi_pages_read, &h->reading);
	for (size_t i = 0; i < DPI_PAGES_HELD; i++)
		h->page[i].number = SIZE_MAX;
}

void
dpi_holder_done(struct dpi_holder *h)
{
	for (size_t i = 0; i < DPI_PAGES_HELD; i++) {
		dp_batch_free(h->page[i].batch);
		free(h->page[i].kept);
	}
	dpi_reader_close(&h->reader->stream);
}

/* Reads the page that starts at MARK into G. */
static int
load(struct dpi_holder *h, struct dpi_page *g, const struct dpi_mark *mark,
     struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	uint64_t used;
	int status;

	/* A new batch each: one giant record must not stay for ever. */
	dp_batch_free(g->batch);
	g->batch = b;
	g->number = SIZE_MAX;
	g->mark = *mark;
	g->n_kept = 0;
	dpi_reader_place(h->reader, mark->at_bytes, mark->line, mark->record);
	status = dpi_page_read(h->reader, b, &used, err);
	for (size_t r = 0; status == 1 && r < b->n_rows; r++) {
		if (b->state[r] != DP_ROW_KEPT)
			continue;
		dp_grow(&g->kept, &g->cap_kept, g->n_kept, sizeof *g->kept);
		g->kept[g->n_kept++] = (uint32_t)r;
	}
	dpi_pages_check(h->reading.pages);
	return status < 0 ? -1 : 0;
}

static size_t
held_bytes(const struct dpi_page *g)
{
	const struct dp_batch *b = g->batch;

	if (!b)
		return 0;
	return b->block.cap + b->cap_cells * sizeof *b->cell +
	       b->cap_sep * sizeof *b->sep + g->cap_kept * sizeof *g->kept +
	       b->cap_rows * (sizeof *b->record + sizeof *b->line +
			      sizeof *b->start + sizeof *b->state);
}

/* Forgets all pages when they are large: giant records, or tiny ones. */
static void
trim(struct dpi_holder *h)
{
	size_t all = 0;

	for (size_t i = 0; i < DPI_PAGES_HELD; i++)
		all += held_bytes(&h->page[i]);
	for (size_t i = 0; all > DPI_HELD_BYTES && i < DPI_PAGES_HELD; i++) {
		dp_batch_free(h->page[i].batch);
		h->page[i].batch = NULL;
		h->page[i].number = SIZE_MAX;
		h->page[i].used = 0;
	}
}

const struct dpi_page *
dpi_holder_page(struct dpi_holder *h, size_t number,
		const struct dpi_mark *mark, struct dp_err *err)
{
	struct dpi_page *oldest = &h->page[0];

	for (size_t i = 0; i < DPI_PAGES_HELD; i++) {
		if (h->page[i].number == number) {
			h->page[i].used = ++h->clock;
			return &h->page[i];
		}
		if (h->page[i].used < oldest->used)
			oldest = &h->page[i];
	}
	trim(h);
	if (load(h, oldest, mark, err) != 0)
		return NULL;
	oldest->number = number;
	oldest->used = ++h->clock;
	return oldest;
}
