/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thread that makes ready what views ask for, some rows at a time: the
 * last asked first, what is no longer asked for not at all.
 */
#include <assert.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "table/pages.h"

/* What is to be made ready. */
struct task {
	struct dp_view *view;
	uint64_t number, first;
	size_t n;
	bool whole;
	size_t tail; /* the number of the tail that it reaches into, or 0 */
};

void
dpi_chunk_clear(struct dp_pages *p, struct dpi_chunk *c)
{
	p->chunks_bytes -= c->bytes;
	free(c->row);
	free(c->cell);
	dp_arena_done(&c->text);
	memset(c, 0, sizeof *c);
}

/* ---- the rows, as a stream -------------------------------------------- */

struct gather {
	struct dp_stream stream;
	struct dp_pages *pages;
	struct dpi_holder *holder;
	const uint64_t *row;
	size_t n;
	bool done;
};

/* Copies row ROW of the table, that is record R of G, into row AT of B. */
static void
copy_cells(const struct dpi_page *g, size_t r, struct dp_batch *b, size_t at)
{
	const struct dp_batch *from = g->batch;
	struct dp_cell *to = dp_batch_cell(b, at, 0);

	memset(to, 0, b->stride * sizeof *to);
	for (size_t i = 0; i < from->stride && i < b->stride; i++) {
		const struct dp_cell *c = dp_batch_cell(from, r, i);

		to[i].p = dp_keep(&b->text, dp_cell_str(c)).p;
		to[i].n = c->n;
		to[i].flags = DP_CELL_ROOM | (c->flags & DP_CELL_BAD);
	}
	b->state[at] = DP_ROW_KEPT;
	b->record[at] = from->record[r];
	b->line[at] = dp_batch_line(from, r);
}

/* The page of ROW; false: it was in a tail that is no more. */
static bool
find_page(struct gather *g, uint64_t row, size_t *number, struct dpi_mark *mark)
{
	struct dp_pages *p = g->pages;
	bool found = true;

	dpi_lock(&p->lock);
	g->holder->reading.limit = 0;
	if (row < p->n_rows) {
		*number = dpi_pages_find(p, row);
		*mark = p->mark[*number];
	} else {
		*number = p->tail.number;
		*mark = p->tail.mark;
		g->holder->reading.limit = p->tail.end_bytes;
		found = row < dpi_tail_rows(p);
	}
	dpi_unlock(&p->lock);
	return found;
}

static int
gather_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct gather *g = (struct gather *)s;

	if (g->done)
		return 0;
	g->done = true;
	dp_batch_clear(b, s->schema.n_slots, g->n);
	b->has_lines = b->is_split = true;
	for (size_t i = 0; i < g->n; i++) {
		const struct dpi_page *page;
		struct dpi_mark mark;
		size_t number;

		if (!find_page(g, g->row[i], &number, &mark))
			return dp_fail(err, DP_ECANCEL, _("stopped."));
		page = dpi_holder_page(g->holder, number, &mark, err);
		if (!page)
			return -1;
		if (g->row[i] - mark.row >= page->n_kept)
			return dp_fail(err, DP_EDATA,
				       _("%s has changed since it was opened; "
					 "open it again."),
				       g->pages->origin->name);
		copy_cells(page, page->kept[g->row[i] - mark.row], b, i);
		if (g->pages->made)
			b->record[i] = b->line[i] = 0;
		b->n_rows = i + 1;
	}
	return 1;
}

static void
gather_close(struct dp_stream *s)
{
	dp_schema_done(&s->schema);
	free(s);
}

static struct dp_stream *
open_rows(struct dp_pages *p, struct dpi_holder *h, const uint64_t *row,
	  size_t n)
{
	struct gather *g = dp_alloc0(sizeof *g);

	g->stream.next = gather_next;
	g->stream.close = gather_close;
	g->stream.dialect = &p->origin->dialect;
	dp_schema_copy(&g->stream.schema, dp_pages_schema(p));
	g->pages = p;
	g->holder = h;
	g->row = row;
	g->n = n;
	return &g->stream;
}

/* ---- one chunk -------------------------------------------------------- */

/* A cell for a window: its start alone where that will do. */
static struct dp_cell
keep_cell(struct dpi_chunk *c, const struct dp_cell *from)
{
	struct dp_cell cell = *from;

	cell.flags &= DP_CELL_BAD;
	if (!c->whole && cell.n > DP_WINDOW_CELL_BYTES) {
		cell.n = DP_WINDOW_CELL_BYTES;
		while (cell.n && (cell.p[cell.n] & 0xC0) == 0x80)
			cell.n--;
		cell.flags |= DP_CELL_CUT;
	}
	cell.p = dp_keep(&c->text, dp_cell_str(&cell)).p;
	c->bytes += cell.n + sizeof cell;
	return cell;
}

/* The kept rows of B, which S gave, behind those that C has. */
static void
keep_rows(struct dpi_chunk *c, const struct dp_stream *s,
	  const struct dp_batch *b, const uint64_t *row, size_t n)
{
	for (size_t r = 0; r < b->n_rows && c->n_rows < n; r++) {
		struct dp_cell *to = c->cell + c->n_rows * c->n_columns;
		struct dp_window_row *out = &c->row[c->n_rows];

		if (b->state[r] != DP_ROW_KEPT)
			continue;
		for (size_t i = 0; i < c->n_columns; i++)
			to[i] = keep_cell(
				c,
				dp_batch_cell(b, r, s->schema.column[i].slot));
		out->row = row[c->n_rows++];
		out->record = b->record[r];
		out->line = dp_batch_line(b, r);
		out->cell = to;
	}
}

static int
read_chunk(struct dp_view *v, struct dpi_holder *h, struct dpi_chunk *c,
	   const uint64_t *row, size_t n, struct dp_err *err)
{
	struct dp_stream *s = open_rows(v->pages, h, row, n);
	struct dp_batch *b;
	int status;

	if (v->overlay.wrap)
		s = v->overlay.wrap(v->overlay.self, s, err);
	if (!s)
		return -1;
	assert(s->schema.n == v->schema.n);
	b = dp_batch_new();
	while ((status = dp_next(s, b, err)) == 1)
		keep_rows(c, s, b, row, n);
	/* What steps keep with a batch belongs to their plan. */
	dp_batch_free(b);
	dp_close(s);
	return status;
}

/* What T asks for, in a chunk of its own. */
static void
make_chunk(const struct task *t, struct dpi_holder *h, struct dpi_chunk *c)
{
	struct dp_view *v = t->view;
	uint64_t row[DPI_CHUNK_ROWS];
	int status = 0;

	memset(c, 0, sizeof *c);
	c->view = v->id;
	c->number = t->number;
	c->whole = t->whole;
	c->n_columns = v->schema.n;
	c->row = dp_alloc0((t->n + 1) * sizeof *c->row);
	c->cell = dp_alloc0((t->n * c->n_columns + 1) * sizeof *c->cell);
	if (v->rows)
		status = dpi_rows_read(v->rows, t->first, t->n, row, &c->err);
	else
		for (size_t i = 0; i < t->n; i++)
			row[i] = t->first + i;
	if (status == 0)
		status = read_chunk(v, h, c, row, t->n, &c->err);
	if (status == 0 && c->n_rows < t->n)
		(void)dp_fail(&c->err, DP_EDATA,
			      _("rows are missing behind the steps shown."));
}

/* ---- what comes next -------------------------------------------------- */

static bool
is_wanted(const struct dp_pages *p, const struct dpi_chunk *c)
{
	const struct dp_view *v = p->views;

	while (v && v->id != c->view)
		v = v->next;
	if (!v)
		return false;
	if (c->whole)
		return v->wants_row && v->want_row == c->number;
	return v->want_n && c->number >= v->want_first / DPI_CHUNK_ROWS &&
	       c->number <= (v->want_first + v->want_n - 1) / DPI_CHUNK_ROWS;
}

static bool
is_ready(const struct dp_pages *p, const struct dp_view *v, uint64_t number,
	 bool whole)
{
	for (size_t i = 0; i < DPI_CHUNKS; i++)
		if (p->chunk[i].view == v->id && p->chunk[i].number == number &&
		    p->chunk[i].whole == whole)
			return true;
	return false;
}

/* Fills T where place NUMBER of V can be made now and is not ready. */
static bool
can_make(struct dp_pages *p, struct dp_view *v, uint64_t number, bool whole,
	 struct task *t)
{
	size_t size = whole ? 1 : DPI_CHUNK_ROWS;
	bool all = v->rows || p->counted || p->err.code != DP_OK ||
		   p->tail.n_rows;
	uint64_t there = v->rows ? dpi_rows_count(v->rows) : dpi_tail_rows(p);
	uint64_t first = number * size;

	if (first >= there || (!all && there - first < size) ||
	    is_ready(p, v, number, whole))
		return false;
	*t = (struct task){ v, number, first, size, whole, 0 };
	if (there - first < size)
		t->n = (size_t)(there - first);
	if (!v->rows && p->tail.n_rows && first + t->n > p->tail.mark.row)
		t->tail = p->tail.number;
	return true;
}

static bool
next_task(struct dp_pages *p, struct task *t)
{
	for (struct dp_view *v = p->views; v; v = v->next) {
		uint64_t last = v->want_first + v->want_n;

		for (uint64_t n = v->want_first / DPI_CHUNK_ROWS;
		     n * DPI_CHUNK_ROWS < last; n++)
			if (can_make(p, v, n, false, t))
				return true;
		if (v->wants_row && can_make(p, v, v->want_row, true, t))
			return true;
	}
	return false;
}

/* Does a view want a chunk whose rows are not all counted yet? */
static bool
wants_more(const struct dp_pages *p)
{
	for (const struct dp_view *v = p->views; v; v = v->next) {
		uint64_t last = v->want_first + v->want_n;

		last += DPI_CHUNK_ROWS - 1;
		last -= last % DPI_CHUNK_ROWS;
		if (!v->rows && (last > p->n_rows ||
				 (v->wants_row && v->want_row >= p->n_rows)))
			return true;
	}
	return false;
}

/* A free place: what nobody wants goes, longest unused first. */
static struct dpi_chunk *
make_place(struct dp_pages *p)
{
	for (;;) {
		struct dpi_chunk *oldest = NULL, *empty = NULL;

		for (size_t i = 0; i < DPI_CHUNKS; i++) {
			struct dpi_chunk *c = &p->chunk[i];

			if (!c->view)
				empty = c;
			else if (!is_wanted(p, c) &&
				 (!oldest || c->used < oldest->used))
				oldest = c;
		}
		if (empty && (p->chunks_bytes < DPI_CHUNKS_BYTES || !oldest))
			return empty;
		/* So many rows at once nobody sees: what is first goes. */
		dpi_chunk_clear(p, oldest ? oldest : &p->chunk[0]);
	}
}

void *
dpi_pages_serve(void *pages)
{
	struct dp_pages *p = pages;
	struct dpi_holder h;
	struct task t;

	dpi_holder_init(&h, p, NULL);
	dpi_lock(&p->lock);
	while (!atomic_load(&p->stop)) {
		struct dpi_chunk made, *place;

		if (!next_task(p, &t)) {
			bool wants = wants_more(p);

			p->n_waiting += wants;
			dpi_wait(&p->lock);
			p->n_waiting -= wants;
			continue;
		}
		p->serving = t.view;
		dpi_unlock(&p->lock);
		make_chunk(&t, &h, &made);
		dpi_seen_add(t.view, &made);
		dpi_lock(&p->lock);
		dpi_seen_tell(t.view);
		p->serving = NULL;
		if (t.tail && t.tail != p->tail.number) {
			/* more has come meanwhile: it is made anew */
			p->chunks_bytes += made.bytes;
			dpi_chunk_clear(p, &made);
			dpi_tell(&p->lock);
			continue;
		}
		place = make_place(p);
		*place = made;
		place->used = ++p->clock;
		p->chunks_bytes += place->bytes;
		dpi_tell(&p->lock);
		dpi_bell_ring(&p->bell);
	}
	dpi_unlock(&p->lock);
	dpi_holder_done(&h);
	return NULL;
}
