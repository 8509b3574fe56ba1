/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tail: a pipe that says nothing more for a while has left some rows that
 * fill no page. They are shown all the same; the index does not know them.
 */
#include "table/pages.h"

/* Numbers of tails count down from here; none of a page comes near. */
#define FIRST_NUMBER (SIZE_MAX - 1)

/* Rows of the page that starts at MARK, the bytes ending at END. */
static uint64_t
count_rows(struct dp_pages *p, const struct dpi_mark *mark, uint64_t end)
{
	struct dpi_reading reading = { .pages = p, .limit = end };
	struct dpi_reader *r = dpi_reader_again(p->origin, dpi_pages_read,
						&reading);
	struct dp_batch *b = dp_batch_new();
	struct dp_err ignored = { 0 };
	uint64_t used, n = 0;

	dpi_reader_place(r, mark->at_bytes, mark->line, mark->record);
	if (dpi_page_read(r, b, &used, &ignored) == 1)
		for (size_t i = 0; i < b->n_rows; i++)
			n += b->state[i] == DP_ROW_KEPT;
	dp_batch_free(b);
	dpi_reader_close(&r->stream);
	return n;
}

/* Rows that were made ready and are no longer sure are forgotten. */
static void
forget_chunks(struct dp_pages *p)
{
	for (struct dp_view *v = p->views; v; v = v->next) {
		if (v->rows)
			continue;
		for (size_t i = 0; i < DPI_CHUNKS; i++) {
			struct dpi_chunk *c = &p->chunk[i];
			uint64_t end = c->whole ? c->number + 1 :
						  c->number * DPI_CHUNK_ROWS +
							  c->n_rows;

			if (c->view == v->id && end > p->tail.mark.row)
				dpi_chunk_clear(p, c);
		}
	}
}

void
dpi_tail_drop(struct dp_pages *p)
{
	if (p->tail.end_bytes == 0)
		return;
	forget_chunks(p);
	p->tail.end_bytes = p->tail.n_rows = 0;
	p->tail.number--;
}

void
dpi_tail_make(struct dp_pages *p)
{
	struct dpi_tail tail = { 0 };

	dpi_lock(&p->lock);
	tail.mark = p->next_mark;
	tail.end_bytes = p->end_bytes;
	dpi_unlock(&p->lock);
	tail.n_rows = count_rows(p, &tail.mark, tail.end_bytes);
	dpi_lock(&p->lock);
	dpi_tail_drop(p);
	tail.number = p->tail.number ? p->tail.number : FIRST_NUMBER;
	p->tail = tail;
	dpi_tell(&p->lock);
	dpi_unlock(&p->lock);
	dpi_bell_ring(&p->bell);
}

uint64_t
dpi_tail_rows(const struct dp_pages *p)
{
	return p->n_rows + p->tail.n_rows;
}
