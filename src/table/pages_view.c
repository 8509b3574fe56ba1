/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Views: what the front end sees of a table. It gets copies of rows that are
 * ready; nothing here reads the file.
 */
#include <assert.h>
#include <stdlib.h>

#include "table/pages.h"

struct dp_view *
dp_view_new(struct dp_pages *p, const struct dp_overlay *overlay,
	    const struct dp_schema *schema)
{
	struct dp_view *v = dp_alloc0(sizeof *v);

	v->pages = p;
	if (overlay)
		v->overlay = *overlay;
	dp_schema_copy(&v->schema, schema ? schema : dp_pages_schema(p));
	dpi_lock(&p->lock);
	v->id = ++p->last_id;
	v->next = p->views;
	p->views = v;
	dpi_unlock(&p->lock);
	return v;
}

void
dp_view_free(struct dp_view *v)
{
	struct dp_pages *p;
	struct dp_view **at;

	if (!v)
		return;
	p = v->pages;
	dpi_lock(&p->lock);
	while (p->serving == v)
		dpi_wait(&p->lock);
	at = &p->views;
	while (*at != v)
		at = &(*at)->next;
	*at = v->next;
	for (size_t i = 0; i < DPI_CHUNKS; i++)
		if (p->chunk[i].view == v->id)
			dpi_chunk_clear(p, &p->chunk[i]);
	dpi_unlock(&p->lock);
	dpi_seen_free(v);
	dpi_rows_free(v->rows);
	dpi_rows_free(v->set);
	dp_schema_done(&v->schema);
	free(v);
}

/* The same with the lock held. */
static uint64_t
count_rows(const struct dp_view *v, bool *exact)
{
	const struct dp_pages *p = v->pages;

	*exact = v->rows || p->counted || p->err.code != DP_OK;
	return v->rows ? dpi_rows_count(v->rows) : dpi_tail_rows(p);
}

uint64_t
dp_view_rows(struct dp_view *v, bool *exact)
{
	uint64_t n;

	dpi_lock(&v->pages->lock);
	n = count_rows(v, exact);
	dpi_unlock(&v->pages->lock);
	return n;
}

struct dp_pages *
dp_view_pages(const struct dp_view *v)
{
	return v->pages;
}

const struct dp_schema *
dp_view_schema(const struct dp_view *v)
{
	return &v->schema;
}

/* Place NUMBER of V, WHOLE or not, among the chunks that are ready. */
static struct dpi_chunk *
find_chunk(struct dp_view *v, uint64_t number, bool whole)
{
	struct dp_pages *p = v->pages;

	for (size_t i = 0; i < DPI_CHUNKS; i++) {
		struct dpi_chunk *c = &p->chunk[i];

		if (c->view == v->id && c->number == number &&
		    c->whole == whole) {
			c->used = ++p->clock;
			return c;
		}
	}
	return NULL;
}

/* Row R of C, copied into W. */
static void
copy_row(struct dp_window *w, const struct dpi_chunk *c, size_t r,
	 struct dp_window_row *out)
{
	struct dp_cell *cell =
		dp_arena_alloc(&w->text, (c->n_columns + 1) * sizeof *cell);

	*out = c->row[r];
	for (size_t i = 0; i < c->n_columns; i++) {
		cell[i] = out->cell[i];
		cell[i].p = dp_keep(&w->text, dp_cell_str(&cell[i])).p;
	}
	out->cell = cell;
}

/* N rows of V from FIRST on, of chunks of SIZE rows. The lock is held. */
static void
fill(struct dp_view *v, uint64_t first, size_t n, bool whole,
     struct dp_window *w)
{
	size_t size = whole ? 1 : DPI_CHUNK_ROWS;
	struct dpi_chunk *c = NULL;

	for (size_t i = 0; i < n; i++) {
		uint64_t number = (first + i) / size;
		size_t r = (size_t)((first + i) % size);
		struct dp_window_row *out;

		if (i == 0 || r == 0)
			c = find_chunk(v, number, whole);
		dp_grow(&w->at, &w->cap, w->n, sizeof *w->at);
		out = &w->at[w->n++];
		memset(out, 0, sizeof *out);
		out->row = first + i;
		if (c && r < c->n_rows)
			copy_row(w, c, r, out);
		else
			w->n_missing++;
		if (c && c->err.code != DP_OK)
			w->err = c->err;
	}
}

static void
get(struct dp_view *v, uint64_t first, size_t n, bool whole,
    struct dp_window *w)
{
	struct dp_pages *p = v->pages;
	uint64_t all;
	bool exact;

	n = n < DP_WINDOW_ROWS ? n : DP_WINDOW_ROWS;
	dp_arena_reset(&w->text);
	w->n = w->n_missing = 0;
	memset(&w->err, 0, sizeof w->err);
	dpi_lock(&p->lock);
	all = count_rows(v, &exact);
	if (exact && first >= all)
		n = 0;
	else if (exact && all - first < n)
		n = (size_t)(all - first);
	if (whole) {
		v->want_row = first;
		v->wants_row = true;
	} else {
		v->want_first = first;
		v->want_n = n;
	}
	fill(v, first, n, whole, w);
	if (w->n_missing)
		dpi_tell(&p->lock);
	dpi_unlock(&p->lock);
}

void
dp_view_get(struct dp_view *v, uint64_t first, size_t n, struct dp_window *w)
{
	get(v, first, n, false, w);
}

void
dp_view_row(struct dp_view *v, uint64_t row, struct dp_window *w)
{
	get(v, row, 1, true, w);
}

void
dp_window_done(struct dp_window *w)
{
	free(w->at);
	dp_arena_done(&w->text);
	memset(w, 0, sizeof *w);
}
