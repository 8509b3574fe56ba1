/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing the records of a batch. What stands in the block as it is to be
 * written, from one cell to many records, is copied in one piece.
 */
#include <stdlib.h>

#include "table/csv_one.h"
#include "table/csv_put.h"
#include "table/cut.h"

/* Where writing is at. */
struct pen {
	struct dp_buf *out;
	char *to;
	const char *from, *end; /* of the block, to be copied; or NULL */
};

/* Columns of the output, side by side in the block where they are uncut. */
struct piece {
	const struct dp_column *column;
	size_t n;
	bool cut;
};

/* Room for N bytes and some more. */
static inline void
more_room(struct pen *pen, size_t n)
{
	struct dp_buf *out = pen->out;

	if ((size_t)(out->p + out->cap - pen->to) >= n)
		return;
	out->n = (size_t)(pen->to - out->p);
	pen->to = dp_buf_room(out, n + out->n / 2);
}

/* Copies what is to be copied. */
static inline void
flush(struct pen *pen)
{
	size_t n = (size_t)(pen->end - pen->from);

	if (!pen->from)
		return;
	more_room(pen, n + DPI_WIDE_BYTES + 4);
	if (n > 4 * DPI_WIDE_BYTES)
		memcpy(pen->to, pen->from, n);
	else
		for (size_t i = 0; i < n; i += DPI_WIDE_BYTES)
			memcpy(pen->to + i, pen->from + i, DPI_WIDE_BYTES);
	pen->to += n;
	pen->from = pen->end = NULL;
}

/* Writes a span of the block, which has room behind it, and SEP. */
static inline void
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

/* Writes the cell of N bytes at P, with or without ROOM behind it, and SEP. */
static inline void
put_text(struct pen *pen, const char *p, size_t n, bool room, char sep)
{
	flush(pen);
	more_room(pen, dpi_csv_most(n) + 4);
	pen->to = dpi_put_cell(pen->to, p, n, room);
	*pen->to++ = sep;
}

static inline void
put_cell(struct pen *pen, const struct dp_cell *c, char sep)
{
	struct dpi_span s;

	if (as_it_stands(c, &s))
		put_span(pen, s, sep);
	else
		put_text(pen, c->p, c->n, c->flags & DP_CELL_ROOM, sep);
}

/* Writes a span of cells, DELIMITER between them, and SEP. */
static inline void
put_translated(struct pen *pen, struct dpi_span s, char delimiter, char sep)
{
	size_t n = (size_t)(s.end - s.from);

	flush(pen);
	more_room(pen, n + DPI_WIDE_BYTES + 4);
	for (size_t i = 0; i < n; i += DPI_LANE_BYTES) {
		dpi_lane x = dpi_lane_load(s.from + i);
		dpi_lane is = (dpi_lane)(x == delimiter);

		x = (x & ~is) | (is & ',');
		memcpy(pen->to + i, &x, sizeof x);
	}
	pen->to += n;
	*pen->to++ = sep;
}

/*
 * The cells of row R in the slots from FROM to before END, uncut and not in
 * doubt; SEP behind the last.
 */
static inline void
put_stretch(struct pen *pen, const struct dp_batch *b, size_t r, size_t from,
	    size_t end, char sep)
{
	const uint32_t *at = b->sep + b->first[r];
	size_t w = b->n_read;
	struct dpi_span s;

	if (from == end)
		return;
	s = dpi_cell_span(b->block.p, at, b->start[r], end - 1, w);
	s.from = b->block.p + (from ? at[from - 1] + 1 : b->start[r]);
	if (b->delimiter == ',')
		put_span(pen, s, sep);
	else
		put_translated(pen, s, b->delimiter, sep);
}

/* The columns of K, of row R, whose doubts, if any, start at index D. */
static inline void
put_piece(struct pen *pen, const struct dp_batch *b, size_t r,
	  const struct piece *k, size_t d, char sep)
{
	const struct dp_cell *cell = &b->cell[r * b->stride];
	size_t from = k->column->slot, behind = from + k->n;

	if (k->cut) {
		for (size_t i = 0; i < k->n; i++)
			put_cell(pen, &cell[k->column[i].slot],
				 i + 1 == k->n ? sep : ',');
		return;
	}
	for (; d < b->n_doubts && b->doubt[d].row == r; d++) {
		size_t slot = b->doubt[d].slot;

		if (slot < from || slot >= behind)
			continue;
		put_stretch(pen, b, r, from, slot, ',');
		from = slot + 1;
		put_cell(pen, &cell[slot], from == behind ? sep : ',');
	}
	put_stretch(pen, b, r, from, behind, sep);
}

/* Fills PIECE, room for as many as there are columns; returns how many. */
static size_t
make_pieces(const struct dp_batch *b, const struct dp_schema *schema,
	    struct piece *piece)
{
	size_t n = 0;

	for (size_t i = 0; i < schema->n; i++) {
		const struct dp_column *c = &schema->column[i];
		bool cut = dp_batch_is_cut(b, c->slot);

		if (n && cut == piece[n - 1].cut &&
		    (cut || c->slot == c[-1].slot + 1))
			piece[n - 1].n++;
		else
			piece[n++] = (struct piece){ c, 1, cut };
	}
	return n;
}

void
dp_csv_batch(struct dp_buf *out, const struct dp_batch *b,
	     const struct dp_schema *schema)
{
	struct pen pen = { .out = out, .to = dp_buf_room(out, 4) };
	const struct piece whole = { schema->column, schema->n, true };
	struct piece *piece;
	size_t n, d = 0;

	if (schema->n == 1)
		dpi_csv_one_batch(out, b, schema->column[0].slot);
	if (schema->n < 2)
		return;
	piece = dp_realloc_array(NULL, schema->n, sizeof *piece);
	n = make_pieces(b, schema, piece);
	for (size_t r = 0; r < b->n_rows; r++) {
		bool is_whole = b->need && b->first[r] == DP_ROW_WHOLE;

		while (d < b->n_doubts && b->doubt[d].row < r)
			d++;
		if (b->state[r] != DP_ROW_KEPT)
			continue;
		if (is_whole)
			put_piece(&pen, b, r, &whole, d, '\n');
		for (size_t i = 0; i < n && !is_whole; i++)
			put_piece(&pen, b, r, &piece[i], d,
				  i + 1 == n ? '\n' : ',');
	}
	flush(&pen);
	out->n = (size_t)(pen.to - out->p);
	free(piece);
}
