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

void
dpi_reader_need(struct dp_stream *s, const struct dp_need *need)
{
	struct dpi_reader *r = (struct dpi_reader *)s;
	const struct dpi_marks *m = &r->split.marks;
	const char behind[] = { m->delimiter, m->newline, '\r', m->quote };
	size_t w = r->split.n_columns;

	/* Otherwise little stands as it is written. */
	if (w < 2 || (m->quote && m->quote != '"') || m->newline != '\n')
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
	r->needed = dp_realloc_array(r->needed, w, sizeof *r->needed);
	r->split.n_needed = 0;
	for (size_t i = 0; i < w; i++)
		if (need->cell[i])
			r->needed[r->split.n_needed++] = (uint32_t)i;
	r->split.needed = r->needed;
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

/* Goes through the doubtful bytes of a block in their order. */
struct doubts {
	const uint64_t *mask, *end;
	uint64_t bits;
	uint32_t base, at; /* of the 64 bytes; of the byte, or UINT32_MAX */
};

static inline void
next_doubt(struct doubts *d)
{
	while (!d->bits) {
		if (d->mask == d->end) {
			d->at = UINT32_MAX;
			return;
		}
		d->bits = *d->mask++;
		d->base += 64;
	}
	d->at = d->base + (uint32_t)__builtin_ctzll(d->bits);
	d->bits &= d->bits - 1;
}

/* Of the N bytes of a block, what MASK says; or nothing, without MASK. */
static struct doubts
doubts_of(const uint64_t *mask, size_t n_bytes)
{
	struct doubts d = { .base = (uint32_t)0 - 64, .at = UINT32_MAX };

	if (!mask)
		return d;
	d.mask = mask;
	d.end = mask + dpi_masks(n_bytes);
	next_doubt(&d);
	return d;
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

/* Passes over the bytes before END; were there any? */
static inline bool
pass(struct doubts *d, uint32_t end)
{
	if (d->at >= end)
		return false;
	do
		next_doubt(d);
	while (d->at < end);
	return true;
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

/*
 * Puts in SLOT, room for all, the cells of K that start as one that will be
 * looked at does; returns how many.
 */
static inline size_t
find_starts(const struct dpi_split *s, const struct record *k, uint32_t *slot)
{
	const unsigned char *block = (const unsigned char *)k->block;
	const unsigned char quote = (unsigned char)s->marks.quote;
	const uint32_t most = s->need->starts_most_bytes;
	size_t n = 0;

	for (size_t from = 0; from < k->width; from += 64) {
		size_t some = k->width - from < 64 ? k->width - from : 64;
		/* most cells do not, by one look */
		uint64_t may = most < UINT32_MAX ?
				       short_cells(k->sep + from, some, most) :
				       may_start(s, k->block, k->sep + from,
						 some);

		for (; may; may &= may - 1) {
			size_t i = from + (size_t)__builtin_ctzll(may);
			const unsigned char *c = block +
						 dpi_cell_begin(k->sep + i);

			c += *c == quote;
			/* not of an empty cell, but of one byte:
			 * dpi_reader_need */
			slot[n] = (uint32_t)i;
			n += c < block + k->sep[i] &&
			     (s->need->starts[c[0]][c[1] >> 3] >> (c[1] & 7) &
			      1);
		}
	}
	return n;
}

/*
 * Notes the cells of K that are in doubt, from left to right; N of them, in
 * START, for how they start. CUT: those that are cut in every record.
 */
static inline void
note_doubts(struct dp_batch *b, const struct record *k, struct doubts *blank,
	    struct doubts *special, const uint32_t *start, size_t n,
	    const bool *cut)
{
	const uint32_t *sep = k->sep, last = sep[k->width - 1];
	size_t i = 0, j = 0;

	for (;;) {
		uint32_t at = blank->at < special->at ? blank->at : special->at;
		uint32_t why = 0;

		if (at > last && j == n)
			return;
		/* a doubt at a separator is one of the cell before it */
		while (at <= last && sep[i] < at)
			i++;
		if (j < n && (at > last || start[j] < i))
			i = start[j];
		if (j < n && start[j] == i) {
			why = DP_DOUBT_START;
			j++;
		}
		if (pass(blank, sep[i] + 1))
			why |= DP_DOUBT_BLANKS;
		if (pass(special, sep[i] + 1))
			why |= DP_DOUBT_WRITTEN;
		/* what is cut is not written as it stands in any case */
		if (why != DP_DOUBT_WRITTEN || !cut[i])
			add_doubt(b, k->r, i, why);
	}
}

/* Cuts what will be looked at of record K. */
static inline void
cut_record(const struct dpi_split *s, struct dp_batch *b,
	   const struct record *k, struct doubts *blank, struct doubts *special,
	   uint32_t *start)
{
	const uint32_t last = k->sep[k->width - 1];
	const uint32_t begin = dpi_cell_begin(k->sep);
	struct dp_cell *row = &b->cell[k->r * b->stride];
	const uint32_t *end = s->needed + s->n_needed;
	size_t from = b->n_doubts, n = start ? find_starts(s, k, start) : 0;

	for (const uint32_t *j = s->needed; j < end; j++)
		cut_cell(k, row, *j, &b->text);
	/* of records that are not as wide as the table */
	(void)pass(blank, begin);
	(void)pass(special, begin);
	if (n || blank->at <= last || special->at <= last)
		note_doubts(b, k, blank, special, start, n, s->need->cell);
	for (; from < b->n_doubts; from++) {
		size_t i = b->doubt[from].slot;

		/* what is needed is cut already */
		if (!s->need->cell[i])
			cut_cell(k, row, i, &b->text);
	}
}

/* The records of B, one after the other. */
static void
cut_records(const struct dpi_split *s, struct dp_batch *b, uint64_t n_records,
	    struct doubts *blank, struct doubts *special)
{
	struct record k;
	size_t added = b->stride - s->n_columns;
	const uint32_t *rec;
	uint32_t *start = NULL;

	dpi_split_index(s, b, n_records);
	k = first_record(s, b);
	if (s->need->has_starts)
		start = dp_arena_alloc(&b->text, (k.width + 1) * sizeof *start);
	/* Each entry is read before the record's own start replaces it. */
	rec = b->start + 1;
	for (; k.r < n_records; k.r++) {
		const uint32_t *end = b->sep + rec[k.r] + 2;
		size_t n = (size_t)(end - k.sep);

		if (n == k.width) {
			b->first[k.r] = (uint32_t)(k.sep - b->sep);
			b->state[k.r] = DP_ROW_KEPT;
			b->record[k.r] = b->first_record + k.r;
			b->start[k.r] = dpi_cell_begin(k.sep);
			b->n_rows = k.r + 1;
			cut_record(s, b, &k, blank, special, start);
			if (added)
				memset(dp_batch_cell(b, k.r, k.width), 0,
				       added * sizeof *b->cell);
		} else {
			b->first[k.r] = DP_ROW_WHOLE;
			b->n_whole++;
			dpi_split_odd(s, b, k.sep, n, dpi_cell_begin(k.sep));
		}
		b->start[k.r + 1] = dpi_cell_begin(end);
		k.sep = end;
	}
}

void
dpi_need_split(const struct dpi_split *s, struct dp_batch *b,
	       uint64_t n_records)
{
	const char *p = b->block.p;
	size_t n = b->block.n, n_special = 0;
	struct doubts blank, special;

	reserve_masks(b);
	if (s->need->written && !b->canonical)
		n_special = s->scan->specials(p, n, &s->marks, b->special);
	/* So many quotes: nothing would be gained. */
	if (n_special > n_records * s->n_columns) {
		dpi_split_regular(s, b, n_records);
		return;
	}
	if (s->need->blanks)
		s->scan->blanks(p, n, &s->marks, b->mask, b->blank);
	blank = doubts_of(s->need->blanks ? b->blank : NULL, n);
	special = doubts_of(n_special ? b->special : NULL, n);
	cut_records(s, b, n_records, &blank, &special);
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
