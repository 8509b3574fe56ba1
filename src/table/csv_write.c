/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writer: RFC 4180 in UTF-8 with LF. Short cells, nearly all there are,
 * are copied 16 bytes at a time while the same bytes are searched for what
 * asks for quotes.
 */
#include <dpipe/table.h>

#include <stdlib.h>

/* Bytes that may be read and written past a short cell. */
#define WIDE_BYTES 32u

typedef unsigned char lane __attribute__((vector_size(16)));
typedef unsigned long long word __attribute__((vector_size(16)));

/* Ones, then zeros: 16 bytes from WIDE - n on keep the first n. */
static const unsigned char keep[2 * WIDE_BYTES] = {
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
	255, 255, 255, 255,
};

/* Lanes of X that hold a comma, a quote, CR or LF. */
static inline lane
special(lane x)
{
	return (lane)((x == ',') | (x == '"') | (x == '\n') | (x == '\r'));
}

static inline bool
any(lane x)
{
	word w = (word)x;

	return (w[0] | w[1]) != 0;
}

/*
 * Copies N <= 32 bytes, with room for 32 on both sides. True when they need
 * quotes.
 */
static inline bool
copy_short(char *to, const char *from, size_t n)
{
	lane a, b, mask, found;

	memcpy(&a, from, 16);
	memcpy(to, &a, 16);
	memcpy(&mask, keep + WIDE_BYTES - n, 16);
	found = special(a) & mask;
	if (n > 16) {
		memcpy(&b, from + 16, 16);
		memcpy(to + 16, &b, 16);
		memcpy(&mask, keep + WIDE_BYTES - n + 16, 16);
		found |= special(b) & mask;
	}
	return any(found);
}

static bool
needs_quotes(const char *p, size_t n)
{
	for (; n >= 16; p += 16, n -= 16) {
		lane x;

		memcpy(&x, p, 16);
		if (any(special(x)))
			return true;
	}
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

static inline char *
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
	dp_str *name = dp_realloc_array(NULL, schema->n + 1, sizeof *name);

	for (size_t i = 0; i < schema->n; i++)
		name[i] = schema->column[i].name;
	if (schema->n)
		dp_csv_record(out, name, schema->n);
	free(name);
}

void
dp_csv_batch(struct dp_buf *out, const struct dp_batch *b,
	     const struct dp_schema *schema)
{
	const struct dp_column *column = schema->column;
	const size_t n = schema->n;
	char *to = out->p + out->n;
	char *end = out->p + out->cap;

	for (size_t r = 0; r < b->n_rows && n; r++) {
		const struct dp_cell *row = &b->cell[r * b->stride];
		char *start = to;

		if (b->state[r] != DP_ROW_KEPT)
			continue;
		for (size_t i = 0; i < n; i++) {
			const struct dp_cell *c = &row[column[i].slot];

			if (!out->p || (size_t)(end - to) < most(c->n) + 4) {
				size_t used = out->p ? (size_t)(to - out->p) :
					0, so_far = out->p ?
					(size_t)(to - start) : 0;

				out->n = used;
				to = dp_buf_room(out, most(c->n) + 4 + used /
						 2);
				end = out->p + out->cap;
				start = to - so_far;
			}
			to = put_cell(to, c->p, c->n,
				      c->flags & DP_CELL_ROOM);
			*to++ = ',';
		}
		if (n == 1 && to == start + 1) {
			to[-1] = '"';
			*to++ = '"';
			*to++ = ',';
		}
		to[-1] = '\n';
	}
	out->n = out->p ? (size_t)(to - out->p) : 0;
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
