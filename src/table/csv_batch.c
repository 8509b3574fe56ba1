/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing the records of a batch. What stands in the block as it is to be
 * written, from one cell to many records, is copied in one piece.
 */
#include <stdlib.h>

#include "table/csv_one.h"
#include "table/csv_put.h"
#include "table/cut.h"

#define ALWAYS_INLINE __attribute__((always_inline)) static inline

/*
 * Where writing is at. Nothing that is not inlined gets its address, so that
 * it stays in registers.
 */
struct pen {
	struct dp_buf *out;
	char *to, *limit;       /* there is room up to limit */
	const char *from, *end; /* of the block, to be copied; or NULL */
};

/* A record of a batch whose cells are not all cut. */
struct row {
	const char *block;
	const struct dp_cell *cell;
	const uint32_t *sep;
	size_t width;
	char delimiter;
	const struct dp_doubt *doubt, *end; /* of its cells */
	const struct dp_doubt *last;        /* behind those of all rows */
};

/*
 * Of the output, a column, or several that are side by side in the block and
 * uncut: the slots from FROM to before BEHIND, and what is written behind them.
 */
struct piece {
	size_t from, behind;
	bool cut;
	char sep;
};

/* Room for N bytes and some more in OUT, which is written up to TO. */
static char *
grow(struct dp_buf *out, const char *to, size_t n)
{
	out->n = (size_t)(to - out->p);
	return dp_buf_room(out, n + out->n / 2);
}

ALWAYS_INLINE void
more_room(struct pen *pen, size_t n)
{
	if ((size_t)(pen->limit - pen->to) >= n)
		return;
	pen->to = grow(pen->out, pen->to, n);
	pen->limit = pen->out->p + pen->out->cap;
}

/*
 * Copies N bytes, of at most four times DPI_WIDE_BYTES, with room behind them
 * on both sides. Pieces overlap: a loop whose end nobody foresees is slower.
 */
ALWAYS_INLINE void
copy_some(char *to, const char *from, size_t n)
{
	const size_t w = DPI_WIDE_BYTES;
	size_t last = n > w ? n - w : 0, middle = n > 2 * w ? n - 2 * w : 0;

	memcpy(to, from, w);
	if (n <= w)
		return;
	memcpy(to + (last < w ? last : w), from + (last < w ? last : w), w);
	memcpy(to + middle, from + middle, w);
	memcpy(to + last, from + last, w);
}

/* Copies what is to be copied. */
ALWAYS_INLINE void
flush(struct pen *pen)
{
	size_t n = (size_t)(pen->end - pen->from);

	if (!pen->from)
		return;
	more_room(pen, n + DPI_WIDE_BYTES + 4);
	if (n > 4 * DPI_WIDE_BYTES)
		memcpy(pen->to, pen->from, n);
	else
		copy_some(pen->to, pen->from, n);
	pen->to += n;
	pen->from = pen->end = NULL;
}

/* Writes a span of the block, which has room behind it, and SEP. */
ALWAYS_INLINE void
put_span(struct pen *pen, struct dpi_span s, char sep)
{
	if (s.from != pen->end) {
		flush(pen);
		pen->from = s.from;
	}
	pen->end = s.end;
	if (*s.end == sep) {
		pen->end++;
		return;
	}
	flush(pen);
	*pen->to++ = sep;
}

/* Does the text in S, which has room behind it, need quotes? */
static inline bool
is_special(struct dpi_span s)
{
	size_t n = (size_t)(s.end - s.from);

	if (n <= DPI_LANE_BYTES)
		return dpi_lane_any(dpi_special(dpi_lane_load(s.from)) &
				    dpi_lane_first(n));
	return dpi_needs_quotes(s.from, n);
}

/* Is C written as it stands in the block, its quotes included? Where? */
static inline bool
as_it_stands(const struct dp_cell *c, struct dpi_span *s)
{
	struct dpi_span inside;

	if (c->n == 0)
		return false;
	*s = inside = (struct dpi_span){ c->p, c->p + c->n };
	if (c->flags & DP_CELL_BARE)
		return true;
	/* a piece of quoted text that is all of it has quotes on both sides */
	if (!(c->flags & DP_CELL_QUOTED) || *--s->from != '"' ||
	    *s->end++ != '"')
		return false;
	return is_special(inside);
}

/* As dpi_put_cell, for what is seldom. */
__attribute__((noinline)) static char *
put_other(char *to, const struct dp_cell *c)
{
	return dpi_put_cell(to, c->p, c->n, c->flags & DP_CELL_ROOM);
}

/* Writes the text of C and SEP. */
ALWAYS_INLINE void
put_text(struct pen *pen, const struct dp_cell *c, char sep)
{
	flush(pen);
	more_room(pen, dpi_csv_most(c->n) + 4);
	if (c->n - 1 < DPI_WIDE_BYTES && (c->flags & DP_CELL_ROOM) &&
	    !dpi_copy_short(pen->to, c->p, c->n))
		pen->to += c->n;
	else
		pen->to = put_other(pen->to, c);
	*pen->to++ = sep;
}

ALWAYS_INLINE void
put_cell(struct pen *pen, const struct dp_cell *c, char sep)
{
	struct dpi_span s;

	if (as_it_stands(c, &s))
		put_span(pen, s, sep);
	else
		put_text(pen, c, sep);
}

/* Writes a span of cells, DELIMITER between them, and SEP. */
ALWAYS_INLINE void
put_translated(struct pen *pen, struct dpi_span s, char delimiter, char sep)
{
	size_t n = (size_t)(s.end - s.from);
	unsigned char mark = (unsigned char)delimiter, other = mark ^ ',';

	flush(pen);
	more_room(pen, n + DPI_WIDE_BYTES + 4);
	for (size_t i = 0; i < n; i += DPI_WIDE_BYTES) {
		dpi_lane x = dpi_lane_load(s.from + i);
		dpi_lane y = dpi_lane_load(s.from + i + DPI_LANE_BYTES);

		x ^= (dpi_lane)(x == mark) & other;
		y ^= (dpi_lane)(y == mark) & other;
		memcpy(pen->to + i, &x, sizeof x);
		memcpy(pen->to + i + DPI_LANE_BYTES, &y, sizeof y);
	}
	pen->to += n;
	*pen->to++ = sep;
}

/*
 * The cells of K in the slots from FROM to before END, uncut and not in doubt;
 * SEP behind the last.
 */
ALWAYS_INLINE void
put_stretch(struct pen *pen, const struct row *k, size_t from, size_t end,
	    char sep)
{
	struct dpi_span s;

	if (from == end)
		return;
	s = dpi_cell_span(k->block, k->sep, end - 1, k->width);
	s.from = k->block + dpi_cell_begin(k->sep + from);
	if (k->delimiter == ',')
		put_span(pen, s, sep);
	else
		put_translated(pen, s, k->delimiter, sep);
}

/* The cells of P in row K, uncut but where they are in doubt. */
ALWAYS_INLINE void
put_uncut(struct pen *pen, const struct row *k, const struct piece *p)
{
	size_t from = p->from;

	for (const struct dp_doubt *d = k->doubt; d < k->end; d++) {
		size_t slot = d->slot;

		if (slot < from || slot >= p->behind)
			continue;
		put_stretch(pen, k, from, slot, ',');
		from = slot + 1;
		put_cell(pen, &k->cell[slot], from == p->behind ? p->sep : ',');
	}
	put_stretch(pen, k, from, p->behind, p->sep);
}

/* The row K in N pieces. */
ALWAYS_INLINE void
put_row(struct pen *pen, const struct row *k, const struct piece *piece,
	size_t n)
{
	for (const struct piece *p = piece; p < piece + n; p++)
		if (p->cut)
			put_cell(pen, &k->cell[p->from], p->sep);
		else
			put_uncut(pen, k, p);
}

/*
 * Fills PIECE, room for as many as there are columns, with what is to be
 * written of a row of B, or of one that is cut WHOLE; returns how many.
 */
static size_t
make_pieces(const struct dp_batch *b, const struct dp_schema *schema,
	    bool whole, struct piece *piece)
{
	size_t n = 0;

	for (size_t i = 0; i < schema->n; i++) {
		size_t slot = schema->column[i].slot;
		bool cut = whole || dp_batch_is_cut(b, slot);

		if (n && !cut && !piece[n - 1].cut &&
		    slot == piece[n - 1].behind)
			piece[n - 1].behind++;
		else
			piece[n++] = (struct piece){ slot, slot + 1, cut, ',' };
	}
	piece[n - 1].sep = '\n';
	return n;
}

/* Is a row of B, in N pieces, copied where it has no cell in doubt? */
static bool
are_copied(const struct dp_batch *b, const struct piece *piece, size_t n)
{
	return b->need && n == 1 && !piece->cut && piece->from == 0 &&
	       piece->behind == b->n_read;
}

/*
 * Writes the rows of B from R on, before END, as long as they stand one behind
 * the other, as they do but for the delimiter; returns the row behind them.
 */
ALWAYS_INLINE size_t
copy_rows(struct pen *pen, const struct dp_batch *b, size_t r, size_t end)
{
	const size_t w = b->n_read;
	uint32_t at = b->first[r];
	struct dpi_span s = { b->block.p + dpi_cell_begin(b->sep + at), NULL };

	for (; r < end && b->state[r] == DP_ROW_KEPT && b->first[r] == at;
	     r++) {
		const char *line_end = b->block.p + b->sep[at + w - 1];

		if (line_end[-1] == '\r')
			break;
		s.end = line_end;
		at += (uint32_t)w;
	}
	if (s.end && b->delimiter == ',')
		put_span(pen, s, '\n');
	else if (s.end)
		put_translated(pen, s, b->delimiter, '\n');
	return r;
}

/*
 * The first of N rows in STATE from R on that is written; N: none is. They are
 * looked at a lane at a time: which of them a filter left, nobody foresees.
 */
static inline size_t
next_kept(const uint8_t *state, size_t r, size_t n)
{
	for (; r < n; r += DPI_LANE_BYTES) {
		dpi_lane x = dpi_lane_load((const char *)state + r);
		uint32_t kept = dpi_lane_bits((dpi_lane)(x == DP_ROW_KEPT));

		if (!kept)
			continue;
		r += (size_t)__builtin_ctz(kept);
		return r < n ? r : n;
	}
	return n;
}

/* K's doubts are those of row R, among those behind the ones it had. */
ALWAYS_INLINE void
take_doubts(struct row *k, size_t r)
{
	k->doubt = k->end;
	for (; k->end < k->last && k->end->row <= r; k->end++)
		k->doubt += k->end->row < r;
}

/* The rows of B: in N pieces, or those that are cut whole in N_WHOLE. */
ALWAYS_INLINE void
put_rows(struct pen *pen, const struct dp_batch *b, const struct piece *piece,
	 size_t n, const struct piece *whole, size_t n_whole)
{
	const bool copied = are_copied(b, piece, n);
	const uint32_t *first = b->need ? b->first : NULL;
	const uint8_t *state = b->state;
	const size_t n_rows = b->n_rows;
	struct row k = { .block = b->block.p,
			 .width = b->n_read,
			 .delimiter = b->delimiter,
			 .end = b->doubt,
			 .last = b->doubt };

	if (b->need && b->n_doubts)
		k.last += b->n_doubts;
	for (size_t r = next_kept(state, 0, n_rows), next; r < n_rows;
	     r = next_kept(state, next, n_rows)) {
		next = r + 1;
		k.cell = &b->cell[r * b->stride];
		take_doubts(&k, r);
		if (!first || first[r] == DP_ROW_WHOLE) {
			put_row(pen, &k, whole, n_whole);
			continue;
		}
		if (copied && k.doubt == k.end) {
			size_t stop = k.end < k.last ? k.end->row : n_rows;
			size_t behind = copy_rows(pen, b, r, stop);

			if (behind > r) {
				next = behind;
				continue;
			}
		}
		k.sep = b->sep + first[r];
		put_row(pen, &k, piece, n);
	}
}

void
dp_csv_batch(struct dp_buf *out, const struct dp_batch *b,
	     const struct dp_schema *schema)
{
	struct pen pen = { .out = out, .to = dp_buf_room(out, 4) };
	struct piece *piece, *whole;

	pen.limit = out->p + out->cap;
	if (schema->n == 1)
		dpi_csv_one_batch(out, b, schema->column[0].slot);
	if (schema->n < 2)
		return;
	piece = dp_realloc_array(NULL, 2 * schema->n, sizeof *piece);
	whole = piece + schema->n;
	put_rows(&pen, b, piece, make_pieces(b, schema, false, piece), whole,
		 make_pieces(b, schema, true, whole));
	free(piece);
	flush(&pen);
	out->n = (size_t)(pen.to - out->p);
}
