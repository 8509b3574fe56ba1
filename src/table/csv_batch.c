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
};

/* Columns of the output, side by side in the block where they are uncut. */
struct piece {
	const struct dp_column *column;
	size_t n;
	bool cut;
};

static void
grow(struct pen *pen, size_t n)
{
	struct dp_buf *out = pen->out;

	out->n = (size_t)(pen->to - out->p);
	pen->to = dp_buf_room(out, n + out->n / 2);
	pen->limit = out->p + out->cap;
}

/* Room for N bytes and some more. */
static inline void
more_room(struct pen *pen, size_t n)
{
	if ((size_t)(pen->limit - pen->to) < n)
		grow(pen, n);
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
static inline void
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

/* The cells of the columns of P, which are cut. */
static inline void
put_cut(struct pen *pen, const struct dp_cell *cell, const struct piece *p,
	char sep)
{
	for (size_t i = 0; i + 1 < p->n; i++)
		put_cell(pen, &cell[p->column[i].slot], ',');
	put_cell(pen, &cell[p->column[p->n - 1].slot], sep);
}

/* Those of K, cut where they are in doubt only. */
static inline void
put_uncut(struct pen *pen, const struct row *k, const struct piece *p, char sep)
{
	size_t from = p->column->slot, behind = from + p->n;

	for (const struct dp_doubt *d = k->doubt; d < k->end; d++) {
		size_t slot = d->slot;

		if (slot < from || slot >= behind)
			continue;
		put_stretch(pen, k, from, slot, ',');
		from = slot + 1;
		put_cell(pen, &k->cell[slot], from == behind ? sep : ',');
	}
	put_stretch(pen, k, from, behind, sep);
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

/* The rows of B, all of whose cells are cut; WHOLE is all columns. */
static void
put_whole(struct pen *pen, const struct dp_batch *b, const struct piece *whole)
{
	for (size_t r = 0; r < b->n_rows; r++)
		if (b->state[r] == DP_ROW_KEPT)
			put_cut(pen, &b->cell[r * b->stride], whole, '\n');
}

/* The rows of B in N pieces, but for those that are cut whole. */
static void
put_pieces(struct pen *pen, const struct dp_batch *b, const struct piece *whole,
	   const struct piece *piece, size_t n)
{
	const struct dp_doubt *last = b->n_doubts ? b->doubt + b->n_doubts :
						    b->doubt;
	struct row k = { .block = b->block.p,
			 .width = b->n_read,
			 .delimiter = b->delimiter,
			 .end = b->doubt };

	for (size_t r = 0; r < b->n_rows; r++) {
		for (k.doubt = k.end; k.end < last && k.end->row == r;)
			k.end++;
		if (b->state[r] != DP_ROW_KEPT)
			continue;
		k.cell = &b->cell[r * b->stride];
		if (b->first[r] == DP_ROW_WHOLE) {
			put_cut(pen, k.cell, whole, '\n');
			continue;
		}
		k.sep = b->sep + b->first[r];
		for (size_t i = 0; i < n; i++) {
			char sep = i + 1 == n ? '\n' : ',';

			if (piece[i].cut)
				put_cut(pen, k.cell, &piece[i], sep);
			else
				put_uncut(pen, &k, &piece[i], sep);
		}
	}
}

void
dp_csv_batch(struct dp_buf *out, const struct dp_batch *b,
	     const struct dp_schema *schema)
{
	struct pen pen = { .out = out, .to = dp_buf_room(out, 4) };
	const struct piece whole = { schema->column, schema->n, true };
	struct piece *piece;

	pen.limit = out->p + out->cap;
	if (schema->n == 1)
		dpi_csv_one_batch(out, b, schema->column[0].slot);
	if (schema->n < 2)
		return;
	if (b->need) {
		piece = dp_realloc_array(NULL, schema->n, sizeof *piece);
		put_pieces(&pen, b, &whole, piece,
			   make_pieces(b, schema, piece));
		free(piece);
	} else {
		put_whole(&pen, b, &whole);
	}
	flush(&pen);
	out->n = (size_t)(pen.to - out->p);
}
