/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a block to the cells that will be looked at: those that are needed of
 * every record, and those in doubt. All others stay text between separators.
 */
#include "table/need.h"

#include <stdlib.h>

#include "base/lane.h"
#include "table/cut.h"
#include "table/reader.h"

/* Behind what is known of each cell: see dpi_cells_fn, and whole lanes. */
#define WHY_ROOM 64u

/*
 * Columns of which at most one in so many is cut to be written: to look at
 * each cell of these is less than to find what is special in all the others.
 */
#define FEW_WRITTEN 3u

/*
 * Of the W columns of R's file, those to be cut: what R's need names, and what
 * is only written, if it is little and cannot be copied whole. Notes them.
 */
static void
choose_cut(struct dpi_reader *r, size_t w)
{
	const bool *needed = r->need.cell, *written = r->need.written;
	bool as_it_stands = dpi_cut_flags(&r->split) & DP_CELL_BARE;
	size_t n_written = 0;

	r->cut_cell = dp_realloc_array(r->cut_cell, w, sizeof *r->cut_cell);
	r->needed = dp_realloc_array(r->needed, w, sizeof *r->needed);
	for (size_t i = 0; written && i < w; i++)
		n_written += written[i] && !needed[i];
	if (as_it_stands || n_written > w / FEW_WRITTEN)
		n_written = 0;
	r->split.n_needed = 0;
	for (size_t i = 0; i < w; i++) {
		r->cut_cell[i] = needed[i] || (n_written && written[i]);
		if (r->cut_cell[i])
			r->needed[r->split.n_needed++] = (uint32_t)i;
	}
	r->need.cell = r->cut_cell;
	if (n_written)
		r->need.written = NULL;
	r->split.needed = r->needed;
}

void
dpi_reader_need(struct dp_stream *s, const struct dp_need *need)
{
	struct dpi_reader *r = (struct dpi_reader *)s;
	const struct dpi_marks *m = &r->split.marks;
	const char behind[] = { m->delimiter, m->newline, '\r', m->quote };
	size_t w = r->split.n_columns;

	/* Otherwise little stands as it is written. */
	if (w < 2 || r->split.has_rules || (m->quote && m->quote != '"') ||
	    m->newline != '\n' || r->split.by_cr)
		return;
	r->need = *need;
	/* A cell of one byte starts with it and what stands behind. */
	for (unsigned a = 0; a < 256; a++)
		for (size_t i = 0; i < sizeof behind && need->alone[a]; i++) {
			unsigned char c = (unsigned char)behind[i];

			r->need.starts[a][c >> 3] |= (uint8_t)(1u << (c & 7));
		}
	for (unsigned a = 0; a < 256; a++)
		for (size_t i = 0; i < sizeof r->need.starts[a]; i++)
			r->split.first[a] |= r->need.starts[a][i] > 0;
	r->split.first[(unsigned char)m->quote] |= need->has_starts;
	choose_cut(r, w);
	r->split.header_least = SIZE_MAX;
	for (size_t k = 0; k < r->split.n_headers; k++) {
		size_t n = r->split.header[k * w].n;

		if (n < r->split.header_least)
			r->split.header_least = n;
		/* in quotes, and each byte one that is doubled */
		if (2 * n + 2 + DPI_MARK_BYTES > r->split.header_most)
			r->split.header_most = 2 * n + 2 + DPI_MARK_BYTES;
	}
	r->split.need = &r->need;
}

/* Room for what is seen in B's block. */
static void
reserve_masks(struct dp_batch *b)
{
	size_t n = dpi_masks(b->block.n);

	if (b->cap_blanks >= n)
		return;
	free(b->blank);
	free(b->special);
	b->cap_blanks = n + n / 8;
	b->blank = dp_realloc_array(NULL, b->cap_blanks, sizeof *b->blank);
	b->special = dp_realloc_array(NULL, b->cap_blanks, sizeof *b->special);
}

static void
add_doubt(struct dp_batch *b, size_t r, size_t slot, uint32_t why)
{
	if (b->n_doubts == b->cap_doubts) {
		b->cap_doubts = 2 * b->cap_doubts + 64;
		b->doubt = dp_realloc_array(b->doubt, b->cap_doubts,
					    sizeof *b->doubt);
	}
	b->doubt[b->n_doubts++] = (struct dp_doubt){ (uint32_t)r,
						     (uint32_t)slot, why };
}

/* One record of the table's width, and how its cells are cut. */
struct record {
	const char *block;
	const uint32_t *sep;
	size_t r, width;
	uint32_t flags;
	char quote;
};

/* The first of those of B, which S splits. */
static inline struct record
first_record(const struct dpi_split *s, const struct dp_batch *b)
{
	struct record k = { b->block.p,   b->sep + 1,       0,
			    s->n_columns, dpi_cut_flags(s), dpi_cut_quote(s) };

	return k;
}

static inline struct dpi_span
span_of(const struct record *k, size_t i)
{
	return dpi_cell_span(k->block, k->sep, i, k->width);
}

static inline void
cut_cell(const struct record *k, struct dp_cell *row, size_t i,
	 struct dp_arena *a)
{
	row[i] = dpi_cell_cut(span_of(k, i), k->quote, k->flags, a);
}

/* Columns that are needed; the last one of the table, if it is, is apart. */
struct needed {
	const uint32_t *column, *end;
	bool last; /* behind it CR may stand */
};

static inline struct needed
needed_of(const struct dpi_split *s)
{
	struct needed n = { s->needed, s->needed + s->n_needed, false };

	n.last = s->n_needed > 0 && n.end[-1] + 1 == s->n_columns;
	n.end -= n.last;
	return n;
}

/* Cuts the cells of record K in the columns N into ROW. */
static inline void
cut_needed(const struct record *k, const struct needed *n, struct dp_cell *row,
	   struct dp_arena *a)
{
	for (const uint32_t *i = n->column; i < n->end; i++)
		row[*i] = dpi_cell_cut(dpi_cell_span(k->block, k->sep, *i, 0),
				       k->quote, k->flags, a);
	if (n->last)
		cut_cell(k, row, k->width - 1, a);
}

/*
 * Cuts what is needed of the records of B, one after the other. Returns how
 * many separators there are.
 */
static size_t
cut_records(const struct dpi_split *s, struct dp_batch *b, uint64_t n_records)
{
	const struct needed needed = needed_of(s);
	const uint32_t *rec;
	struct record k;
	size_t added = b->stride - s->n_columns;

	dpi_split_index(s, b, n_records);
	if (n_records > 0)
		memset(b->state, DP_ROW_KEPT, n_records);
	k = first_record(s, b);
	/* Each entry is read before the record's own start replaces it. */
	rec = b->start + 1;
	for (; k.r < n_records; k.r++) {
		const uint32_t *end = b->sep + rec[k.r] + 2;
		size_t n = (size_t)(end - k.sep);
		struct dp_cell *row = &b->cell[k.r * b->stride];

		if (n == k.width) {
			b->first[k.r] = (uint32_t)(k.sep - b->sep);
			b->record[k.r] = b->first_record + k.r;
			b->start[k.r] = dpi_cell_begin(k.sep);
			b->n_rows = k.r + 1;
			cut_needed(&k, &needed, row, &b->text);
			if (added)
				memset(row + k.width, 0, added * sizeof *row);
		} else {
			b->first[k.r] = DP_ROW_WHOLE;
			b->n_whole++;
			dpi_split_odd(s, b, k.sep, n, dpi_cell_begin(k.sep));
		}
		b->start[k.r + 1] = dpi_cell_begin(end);
		k.sep = end;
	}
	return (size_t)(k.sep - (b->sep + 1));
}

/* Of N cells, 64 at most, from that before SEP: which may start so? */
static inline uint64_t
may_start(const struct dpi_split *s, const char *block, const uint32_t *sep,
	  size_t n)
{
	uint64_t may = 0;

	for (size_t i = 0; i < n; i++) {
		char first = block[dpi_cell_begin(sep + i)];

		may |= (uint64_t)s->first[(unsigned char)first] << i;
	}
	return may;
}

/* Of the same: which take MOST bytes at most? */
static inline uint64_t
short_cells(const uint32_t *sep, size_t n, uint32_t most)
{
	const int32_t m = (int32_t)most + 1;
	const dpi_quad limit = { m, m, m, m };
	uint64_t which = 0;

	for (size_t i = 0; i < n; i += 4) {
		dpi_quad end = dpi_quad_load(sep + i);
		dpi_quad before = dpi_quad_load(sep + i - 1);

		which |= (uint64_t)dpi_quad_bits(end - before <= limit) << i;
	}
	return n < 64 ? which & (((uint64_t)1 << n) - 1) : which;
}

/* Adds to WHY of the N cells of B those that start as one looked at does. */
static void
mark_starts(const struct dpi_split *s, const struct dp_batch *b, size_t n,
	    uint8_t *why)
{
	const struct dp_need *need = s->need;
	const unsigned char *block = (const unsigned char *)b->block.p;
	const unsigned char quote = (unsigned char)s->marks.quote;
	const uint32_t most = need->starts_most_bytes;

	for (size_t from = 0; from < n; from += 64) {
		const uint32_t *sep = b->sep + 1 + from;
		size_t some = n - from < 64 ? n - from : 64;
		/* most cells do not, by one look */
		uint64_t may = most < UINT32_MAX ?
				       short_cells(sep, some, most) :
				       may_start(s, b->block.p, sep, some);

		for (; may; may &= may - 1) {
			size_t i = (size_t)__builtin_ctzll(may);
			const unsigned char *c = block +
						 dpi_cell_begin(sep + i);
			unsigned starts;

			c += *c == quote;
			/* not of an empty cell, but of one byte:
			 * dpi_reader_need */
			starts = need->starts[c[0]][c[1] >> 3] >> (c[1] & 7);
			starts &= c < block + sep[i];
			why[from + i] |= (uint8_t)(starts * DP_DOUBT_START);
		}
	}
}

/* Row R's cell in SLOT is in doubt: WHY. */
static void
note_doubt(const struct dpi_split *s, struct dp_batch *b, size_t r, size_t slot,
	   uint8_t why)
{
	bool cut = s->need->cell[slot];
	struct record k;

	/* what is cut, or left out, is not written as it stands */
	if (why == DP_DOUBT_WRITTEN && (cut || !s->need->written[slot]))
		return;
	add_doubt(b, r, slot, why);
	if (cut)
		return;
	k = first_record(s, b);
	k.sep = b->sep + b->first[r];
	cut_cell(&k, &b->cell[r * b->stride], slot, &b->text);
}

/* Notes those of the N cells of B of which WHY says something. */
static void
note_doubts(const struct dpi_split *s, struct dp_batch *b, size_t n,
	    const uint8_t *why)
{
	size_t r = 0;

	for (size_t from = 0; from < n; from += DPI_LANE_BYTES) {
		dpi_lane x = dpi_lane_load((const char *)why + from);
		uint32_t some = dpi_lane_bits((dpi_lane)(x != 0));

		for (; some; some &= some - 1) {
			size_t i = from + (size_t)__builtin_ctz(some);

			if (i >= n)
				return;
			while (r < b->n_rows &&
			       (b->first[r] == DP_ROW_WHOLE ||
				b->first[r] + s->n_columns <= i + 1))
				r++;
			/* or it is of a row that is cut whole */
			if (r < b->n_rows && b->first[r] <= i + 1)
				note_doubt(s, b, r, i + 1 - b->first[r],
					   why[i]);
		}
	}
}

void
dpi_need_split(const struct dpi_split *s, struct dp_batch *b,
	       uint64_t n_records)
{
	const char *p = b->block.p;
	size_t n = b->block.n, n_masks = dpi_masks(n), n_special = 0, n_cells;
	uint8_t *why;

	reserve_masks(b);
	if (s->need->written && !b->canonical)
		n_special = s->scan->specials(p, n, &s->marks, b->special);
	/* So many quotes: nothing would be gained. */
	if (n_special > n_records * s->n_columns) {
		dpi_split_regular(s, b, n_records);
		return;
	}
	n_cells = cut_records(s, b, n_records);
	why = dp_arena_alloc(&b->text, n_cells + WHY_ROOM);
	memset(why, 0, n_cells + WHY_ROOM);
	if (s->need->blanks) {
		s->scan->blanks(p, n, &s->marks, b->mask, b->blank);
		s->scan->cells(b->blank, b->mask, n_masks, DP_DOUBT_BLANKS,
			       why);
	}
	if (n_special)
		s->scan->cells(b->special, b->mask, n_masks, DP_DOUBT_WRITTEN,
			       why);
	if (s->need->has_starts)
		mark_starts(s, b, n_cells, why);
	note_doubts(s, b, n_cells, why);
	b->need = s->need;
	b->n_read = s->n_columns;
	b->delimiter = s->marks.delimiter;
	dpi_split_settle(s, b);
}

bool
dpi_need_header(const struct dpi_split *s, struct dp_batch *b, size_t r)
{
	const size_t w = s->n_columns;
	struct record k = first_record(s, b);
	struct dpi_span first;
	bool may = false;
	size_t n;

	k.sep = b->sep + b->first[r];
	first = span_of(&k, 0);
	n = (size_t)(first.end - first.from);

	for (size_t j = 0; j < s->n_headers && !may; j++) {
		dp_str h = s->header[j * w];

		may = (n == h.n && (n == 0 || *first.from == *h.p)) ||
		      n == h.n + DPI_MARK_BYTES ||
		      *first.from == s->marks.quote;
	}
	for (size_t i = 0; i < w && may; i++)
		cut_cell(&k, dp_batch_cell(b, r, 0), i, &b->text);
	return may;
}

void
dpi_need_whole(const struct dpi_split *s, struct dp_batch *b, size_t r)
{
	struct record k = first_record(s, b);

	if (b->first[r] == DP_ROW_WHOLE)
		return;
	k.sep = b->sep + b->first[r];
	for (size_t i = 0; i < s->n_columns; i++)
		cut_cell(&k, dp_batch_cell(b, r, 0), i, &b->text);
}
