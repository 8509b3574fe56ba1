/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writer: RFC 4180 in UTF-8 with LF. Short cells, nearly all there are,
 * are copied 16 bytes at a time while the same bytes are searched for what
 * asks for quotes.
 */
#include "table/csv_one.h"

#include <stdlib.h>

#include "base/lane.h"

/* Bytes that may be read and written past a short cell. */
#define WIDE_BYTES 32u

/* Lanes of X that hold a comma, a quote, CR or LF. */
static inline dpi_lane
special(dpi_lane x)
{
	return (dpi_lane)((x == ',') | (x == '"') | (x == '\n') | (x == '\r'));
}

/*
 * Copies N <= 32 bytes, with room for 32 on both sides. True when they need
 * quotes.
 */
static inline bool
copy_short(char *to, const char *from, size_t n)
{
	dpi_lane a = dpi_lane_load(from), b;

	memcpy(to, &a, sizeof a);
	if (n <= DPI_LANE_BYTES)
		return dpi_lane_any(special(a) & dpi_lane_first(n));
	b = dpi_lane_load(from + DPI_LANE_BYTES);
	memcpy(to + DPI_LANE_BYTES, &b, sizeof b);
	return dpi_lane_any(special(a) |
			    (special(b) & dpi_lane_first(n - DPI_LANE_BYTES)));
}

static bool
needs_quotes(const char *p, size_t n)
{
	for (; n >= DPI_LANE_BYTES; p += DPI_LANE_BYTES, n -= DPI_LANE_BYTES)
		if (dpi_lane_any(special(dpi_lane_load(p))))
			return true;
	for (; n > 0; p++, n--)
		if (*p == ',' || *p == '"' || *p == '\n' || *p == '\r')
			return true;
	return false;
}

/* N bytes at FROM in quotes; returns the end. */
static char *
put_quoted(char *to, const char *from, size_t n)
{
	*to++ = '"';
	for (size_t i = 0; i < n; i++) {
		if (from[i] == '"')
			*to++ = '"';
		*to++ = from[i];
	}
	*to++ = '"';
	return to;
}

/* Most bytes a cell of N bytes takes, with what is written too far. */
static inline size_t
most(size_t n)
{
	return 2 * n + 3 + WIDE_BYTES;
}

__attribute__((always_inline)) static inline char *
put_cell(char *to, const char *p, size_t n, bool room)
{
	if (n == 0) {
		if (p) {
			*to++ = '"';
			*to++ = '"';
		}
		return to;
	}
	if (room && n <= WIDE_BYTES) {
		if (!copy_short(to, p, n))
			return to + n;
	} else if (!needs_quotes(p, n)) {
		memcpy(to, p, n);
		return to + n;
	}
	return put_quoted(to, p, n);
}

void
dp_csv_cell(struct dp_buf *out, dp_str cell)
{
	char *to = dp_buf_room(out, most(cell.n));

	out->n += (size_t)(put_cell(to, cell.p, cell.n, false) - to);
}

void
dp_csv_record(struct dp_buf *out, const dp_str *cell, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		if (i)
			dp_buf_char(out, ',');
		dp_csv_cell(out, cell[i]);
	}
	/* An empty line would be no record. */
	if (n == 1 && cell[0].n == 0 && !cell[0].p)
		dp_buf_c(out, "\"\"");
	dp_buf_char(out, '\n');
}

void
dp_csv_header(struct dp_buf *out, const struct dp_schema *schema)
{
	dp_str *name;

	if (schema->unnamed)
		return;
	name = dp_realloc_array(NULL, schema->n + 1, sizeof *name);
	for (size_t i = 0; i < schema->n; i++) {
		const struct dp_column *c = &schema->column[i];

		name[i] = c->labelled ? c->label : c->name;
	}
	if (schema->n == 1)
		dpi_csv_one(out, name[0]);
	else if (schema->n)
		dp_csv_record(out, name, schema->n);
	free(name);
	dp_csv_guard(out);
}

void
dp_csv_guard(struct dp_buf *out)
{
	dp_str start = dp_buf_view(out);
	bool declares = start.n > 5 && dp_str_starts(start, "sep=") &&
			(start.p[5] == '\n' || start.p[5] == '\r');
	size_t n = 0;

	if (!declares && !dp_str_starts(start, "\xEF\xBB\xBF"))
		return;
	while (n < start.n && start.p[n] != ',' && start.p[n] != '\n')
		n++;
	(void)dp_buf_room(out, 2);
	memmove(out->p + n + 2, out->p + n, out->n - n);
	memmove(out->p + 1, out->p, n);
	out->p[0] = out->p[n + 1] = '"';
	out->n += 2;
}

/* Room at TO for a cell of N bytes and what follows it. */
static inline char *
more_room(struct dp_buf *out, char *to, size_t n)
{
	if ((size_t)(out->p + out->cap - to) >= most(n) + 4)
		return to;
	out->n = (size_t)(to - out->p);
	return dp_buf_room(out, most(n) + 4 + out->n / 2);
}

/* A stretch of the block that is written as it stands. */
struct stretch {
	const char *from, *end;
};

/* Needs C, of some bytes with room behind them, quotes? */
static inline bool
is_special(const struct dp_cell *c)
{
	if (c->n <= DPI_LANE_BYTES)
		return dpi_lane_any(special(dpi_lane_load(c->p)) &
				    dpi_lane_first(c->n));
	return needs_quotes(c->p, c->n);
}

/* Is C written as it stands in the block, its quotes included? Where? */
static inline bool
as_it_stands(const struct dp_cell *c, struct stretch *s)
{
	if (c->n == 0)
		return false;
	s->from = c->p;
	s->end = c->p + c->n;
	if (c->flags & DP_CELL_BARE)
		return true;
	/* a piece of quoted text that is all of it has quotes on both sides */
	if (!(c->flags & DP_CELL_QUOTED) || *--s->from != '"' ||
	    *s->end++ != '"')
		return false;
	return is_special(c);
}

/* Copies S, with room for 32 bytes too many on both sides. */
static inline char *
put_stretch(char *to, struct stretch s)
{
	size_t n = (size_t)(s.end - s.from);

	if (n > 4 * WIDE_BYTES) {
		memcpy(to, s.from, n);
		return to + n;
	}
	for (size_t i = 0; i < n; i += WIDE_BYTES)
		memcpy(to + i, s.from + i, WIDE_BYTES);
	return to + n;
}

/*
 * Writes the cell of COLUMN and those after it that stand beside it in the
 * block; returns how many there were.
 */
static inline size_t
put_cells(struct dp_buf *out, char **to, const struct dp_cell *cell,
	  const struct dp_column *column, size_t n)
{
	const struct dp_cell *c = &cell[column->slot];
	struct stretch s, next;
	size_t i = 1;

	if (!as_it_stands(c, &s)) {
		*to = more_room(out, *to, c->n);
		*to = put_cell(*to, c->p, c->n, c->flags & DP_CELL_ROOM);
		return 1;
	}
	for (; i < n && as_it_stands(&cell[column[i].slot], &next) &&
	       next.from == s.end + 1 && *s.end == ',';
	     i++)
		s.end = next.end;
	*to = more_room(out, *to, (size_t)(s.end - s.from));
	*to = put_stretch(*to, s);
	return i;
}

void
dp_csv_batch(struct dp_buf *out, const struct dp_batch *b,
	     const struct dp_schema *schema)
{
	const size_t n = schema->n;
	char *to = dp_buf_room(out, most(0) + 4);

	if (n == 1) {
		dpi_csv_one_batch(out, b, schema->column[0].slot);
		return;
	}
	for (size_t r = 0; r < b->n_rows && n; r++) {
		const struct dp_cell *cell = &b->cell[r * b->stride];

		if (b->state[r] != DP_ROW_KEPT)
			continue;
		for (size_t i = 0; i < n;) {
			i += put_cells(out, &to, cell, schema->column + i,
				       n - i);
			*to++ = ',';
		}
		to[-1] = '\n';
	}
	out->n = (size_t)(to - out->p);
}

static int
render(void *self, struct dp_batch *b, struct dp_err *err)
{
	(void)err;
	b->out.n = 0;
	dp_csv_batch(&b->out, b, self);
	return 0;
}

static void
free_schema(void *self)
{
	dp_schema_done(self);
	free(self);
}

struct dp_stage
dp_csv_stage(const struct dp_schema *schema)
{
	struct dp_stage g = { .work = render, .free = free_schema };
	struct dp_schema *copy = dp_alloc(sizeof *copy);

	dp_schema_copy(copy, schema);
	g.self = copy;
	return g;
}
