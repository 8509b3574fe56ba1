/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of irregular text by itself: where it ends, and into how many
 * cells it can be cut. What a record is that goes on behind its line is for
 * libcsv to say (csv_read.c).
 */
#include "table/csv_line.h"

#include <stdlib.h>

#include "base/lane.h"
#include "table/cut.h"
#include "table/recut.h"

/* No more lines are one record in which a quote is wrong. */
#define LINES_MAX 4u

void
dpi_fields_add(struct dpi_fields *f, dp_str s, struct dp_arena *a)
{
	struct dp_cell *c;

	dp_grow(&f->at, &f->cap, f->n, sizeof *f->at);
	c = &f->at[f->n++];
	c->p = dp_keep(a, s).p;
	c->n = (uint32_t)s.n;
	c->flags = DP_CELL_ROOM;
}

size_t
dpi_line_bytes(const struct dpi_split *s, const char *p, size_t n)
{
	const char newline = s->marks.newline;
	const unsigned char mark = (unsigned char)newline;
	size_t i = 0;

	for (; i + DPI_LANE_BYTES <= n; i += DPI_LANE_BYTES) {
		dpi_lane x = dpi_lane_load(p + i);

		if (dpi_lane_any((dpi_lane)((x == mark) | (x == '\r'))))
			break;
	}
	while (i < n && p[i] != newline && p[i] != '\r')
		i++;
	if (i + 1 < n && p[i] == '\r' && newline == '\n') {
		size_t k = i + 1 + (p[i + 1] == '\r');

		if (k < n && p[k] == '\n')
			i = k;
		else if (k == n && k > i + 1)
			i++;
	}
	return i < n ? i + 1 : n;
}

size_t
dpi_line_text(const char *p, size_t n)
{
	while (n && (p[n - 1] == '\n' || p[n - 1] == '\r'))
		n--;
	return n;
}

bool
dpi_line_is_regular(const struct dpi_split *s, const char *p, size_t n)
{
	struct dpi_bounds bounds;

	s->scan->bounds(p, dpi_line_text(p, n), &s->marks, NULL, &bounds);
	return bounds.regular;
}

/* Room in C for a line of N bytes; nothing in it need be kept. */
static void
reserve_cut(struct dpi_line_cut *c, size_t n)
{
	if (c->cap >= n + DPI_SEP_ROOM)
		return;
	dpi_line_cut_done(c);
	c->cap = n + n / 8 + DPI_SEP_ROOM;
	c->mask = dp_realloc_array(NULL, dpi_masks(c->cap), sizeof *c->mask);
	c->sep = dp_realloc_array(NULL, c->cap + 1, sizeof *c->sep);
	c->sep[0] = UINT32_MAX;
}

bool
dpi_line_cut(const struct dpi_split *s, struct dpi_line_cut *c, const char *p,
	     size_t n, struct dpi_fields *f, struct dp_arena *a)
{
	const char end = n ? p[n - 1] : 0, newline = s->marks.newline;
	struct dpi_bounds seen;
	uint32_t none[DPI_REC_ROOM], *sep;
	size_t n_seps;

	if (end != newline && end != '\r')
		return false;
	n = newline == '\n' ? dpi_line_text(p, n) : n - 1;
	reserve_cut(c, n);
	sep = c->sep + 1;
	s->scan->bounds(p, n, &s->marks, c->mask, &seen);
	if (!seen.regular || seen.open)
		return false;
	n_seps = s->scan->index(c->mask, n, sep, none);
	sep[n_seps] = (uint32_t)n;
	f->n = n_seps + 1;
	if (f->cap < f->n) {
		f->cap = f->n + f->n / 2;
		f->at = dp_realloc_array(f->at, f->cap, sizeof *f->at);
	}
	for (size_t i = 0; i < f->n; i++)
		f->at[i] = dpi_cell_cut(dpi_cell_span(p, sep, i, f->n),
					dpi_cut_quote(s), dpi_cut_flags(s), a);
	return true;
}

void
dpi_line_cut_done(struct dpi_line_cut *c)
{
	free(c->mask);
	free(c->sep);
	memset(c, 0, sizeof *c);
}

/*
 * Length of the quoted cell at P in a line of N bytes, or 0. *NONE is set once
 * no quote of the line closes a cell that opened before: a later cell can only
 * be closed by the quotes it starts with, and time stays linear.
 */
static size_t
quoted_bytes(const struct dpi_marks *m, const char *p, size_t n, bool *none)
{
	if (!m->quote || !n || p[0] != m->quote)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if (p[i] != m->quote) {
			if (*none)
				return 0;
			continue;
		}
		if (i + 1 < n && p[i + 1] == m->quote)
			i++;
		else if (i + 1 == n || p[i + 1] == m->delimiter)
			return i + 1;
	}
	*none = true;
	return 0;
}

void
dpi_line_alone(const struct dpi_split *s, const char *p, size_t n,
	       bool in_pairs, struct dpi_fields *f, struct dp_arena *a)
{
	const struct dpi_marks *m = &s->marks;
	bool none = false;

	f->n = 0;
	for (;;) {
		size_t quoted = quoted_bytes(m, p, n, &none), k = quoted;
		bool open = false;

		for (; !quoted && k < n; k++) {
			open ^= in_pairs && p[k] == m->quote;
			if (m->delimiter && p[k] == m->delimiter && !open)
				break;
		}
		dpi_fields_add(f, (dp_str){ k ? p : NULL, k }, a);
		/* One quote too many may stand before the last. */
		if (quoted || (m->quote && k > 1 && p[0] == m->quote &&
			       p[k - 1] == m->quote))
			f->at[f->n - 1] = dpi_unquote(f->at[f->n - 1].p, k,
						      m->quote, a);
		if (k == n)
			return;
		p += k + 1;
		n -= k + 1;
	}
}

bool
dpi_line_fits(const struct dpi_split *s, const char *p, size_t n, bool in_pairs,
	      struct dpi_fields *f, struct dp_arena *a)
{
	if (s->n_columns < 2)
		return false;
	dpi_line_alone(s, p, dpi_line_text(p, n), in_pairs, f, a);
	return f->n == s->n_columns;
}

/* The text of N bytes at P cut again into F; *COST as dpi_recut. */
static bool
recut(const struct dpi_split *s, const char *p, size_t n, struct dpi_fields *f,
      unsigned *cost, struct dp_arena *a)
{
	size_t w = s->n_columns;

	if (f->cap < w) {
		f->at = dp_realloc_array(f->at, w, sizeof *f->at);
		f->cap = w;
	}
	if (!dpi_recut(s, (dp_str){ p, dpi_line_text(p, n) }, f->at, cost, a))
		return false;
	f->n = w;
	for (size_t i = 0; i < w; i++) {
		f->at[i].p = dp_keep(a, dp_cell_str(&f->at[i])).p;
		f->at[i].flags = DP_CELL_ROOM;
	}
	return true;
}

bool
dpi_line_recut(const struct dpi_split *s, const char *p, size_t n,
	       struct dpi_fields *f, struct dp_arena *a)
{
	unsigned cost;

	return recut(s, p, n, f, &cost, a);
}

int
dpi_line_goes_on(const struct dpi_split *s, const char *p, const char *end,
		 bool last, struct dpi_goes_on *out, struct dpi_fields *f,
		 struct dp_arena *a)
{
	size_t most = (size_t)(end - p), n = dpi_line_bytes(s, p, most);
	unsigned alone, cost;

	if (n > DPI_RECUT_MAX_BYTES)
		return 0;
	(void)recut(s, p, n, f, &alone, a);
	if (alone > DPI_RECUT_DEAR)
		alone = DPI_RECUT_DEAR;
	for (unsigned lines = 2; lines <= LINES_MAX; lines++) {
		size_t k = dpi_line_bytes(s, p + n, most - n);

		if (n + k > DPI_RECUT_MAX_BYTES)
			return 0;
		if (!last && n + k == most &&
		    (k == 0 || p[most - 1] != s->marks.newline))
			return -1;
		if (k == 0 || dpi_line_fits(s, p + n, k, false, f, a))
			return 0;
		n += k;
		if (recut(s, p, n, f, &cost, a) && cost <= alone) {
			*out = (struct dpi_goes_on){ n, lines };
			return 1;
		}
	}
	return 0;
}

/* Is the line at P the first of a record of several, with no quote wrong in
 * it? Results as dpi_line_is_record. */
static int
is_long_record(const struct dpi_split *s, const char *p, const char *end,
	       bool last, struct dpi_fields *f, struct dp_arena *a)
{
	size_t most = (size_t)(end - p), n = 0;

	for (unsigned lines = 0; lines < LINES_MAX && n < most; lines++) {
		struct dpi_bounds seen;

		n += dpi_line_bytes(s, p + n, most - n);
		if (n > DPI_RECUT_MAX_BYTES)
			return 0;
		if (!last && n == most && p[n - 1] != s->marks.newline)
			return -1;
		s->scan->bounds(p, dpi_line_text(p, n), &s->marks, NULL, &seen);
		if (!seen.regular)
			return 0;
		if (!seen.open)
			return dpi_line_fits(s, p, n, false, f, a);
	}
	return last || n < most || n == 0 ? 0 : -1;
}

int
dpi_line_is_record(const struct dpi_split *s, const char *p, const char *end,
		   bool last, struct dpi_fields *f, struct dp_arena *a)
{
	size_t n, most = (size_t)(end - p);
	bool far = most > DPI_RECUT_MAX_BYTES;

	if (p == end)
		return last ? 1 : -1;
	n = dpi_line_bytes(s, p, far ? DPI_RECUT_MAX_BYTES + 1 : most);
	if (n == most && !last && p[n - 1] != s->marks.newline)
		return -1;
	n = dpi_line_text(p, n);
	if (n > DPI_RECUT_MAX_BYTES)
		return 0;
	dpi_line_alone(s, p, n, false, f, a);
	if (f->n == s->n_columns || dpi_line_recut(s, p, n, f, a))
		return 1;
	return is_long_record(s, p, end, last, f, a);
}
