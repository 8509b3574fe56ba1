/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of the columns of a view from the rows that were made ready
 * for it: bounded in memory and in time, whatever the table.
 */
#include <stdlib.h>

#include "table/pages.h"
#include "table/sample.h"

#define CHUNKS_MAX 128u   /* that are looked at, once each */
#define CELLS_MAX 20000u  /* of one chunk */
#define VALUES_MAX 65536u /* kept, of all columns */
#define VALUES_A_COLUMN 512u

struct value {
	uint64_t hash; /* of all of it */
	char text[DP_SEEN_VALUE_BYTES];
	uint8_t n_bytes;
	uint32_t n;
};

struct column {
	struct value *value;
	size_t n, cap;
	uint64_t look[DPI_LOOK_TEXT + 1];
	uint64_t n_rows;
	size_t n_cols;
	bool more;
};

struct dpi_seen {
	struct column *column;
	size_t values_max;
	uint64_t chunk[CHUNKS_MAX];
	size_t n_chunks;
	bool news;
};

static struct dpi_seen *
seen_new(const struct dp_view *v)
{
	struct dpi_seen *s = dp_alloc0(sizeof *s);
	size_t n = v->schema.n ? v->schema.n : 1;

	s->column = dp_alloc0(n * sizeof *s->column);
	s->values_max = VALUES_MAX / n < VALUES_A_COLUMN ? VALUES_MAX / n :
							   VALUES_A_COLUMN;
	return s;
}

void
dpi_seen_free(struct dp_view *v)
{
	if (v->seen) {
		for (size_t i = 0; i < v->schema.n; i++)
			free(v->seen->column[i].value);
		free(v->seen->column);
	}
	free(v->seen);
	free(v->told);
}

static void
add_value(const struct dpi_seen *s, struct column *c, dp_str text)
{
	uint64_t hash = dp_hash64(text.p, text.n);
	struct value *v;
	size_t i = 0;

	while (i < c->n && c->value[i].hash != hash)
		i++;
	if (i < c->n) {
		c->value[i].n++;
		return;
	}
	if (c->n >= s->values_max) {
		c->more = true;
		return;
	}
	dp_grow(&c->value, &c->cap, c->n, sizeof *c->value);
	v = &c->value[c->n++];
	v->hash = hash;
	v->n = 1;
	v->n_bytes = (uint8_t)(text.n < sizeof v->text ? text.n :
							 sizeof v->text - 1);
	while (v->n_bytes < text.n && v->n_bytes &&
	       (text.p[v->n_bytes] & 0xC0) == 0x80)
		v->n_bytes--;
	memcpy(v->text, text.p, v->n_bytes);
}

static void
add_cell(const struct dpi_seen *s, struct column *c, dp_str text)
{
	size_t cols = dp_width_cols(text);

	c->n_rows++;
	c->look[dpi_sample_look(text)]++;
	if (cols > c->n_cols)
		c->n_cols = cols < DP_SEEN_COLS ? cols : DP_SEEN_COLS;
	if (text.n)
		add_value(s, c, text);
}

/* Is chunk NUMBER to be looked at? Once, and not too many of them. */
static bool
is_new(struct dpi_seen *s, uint64_t number)
{
	for (size_t i = 0; i < s->n_chunks; i++)
		if (s->chunk[i] == number)
			return false;
	if (s->n_chunks == CHUNKS_MAX)
		return false;
	s->chunk[s->n_chunks++] = number;
	return true;
}

void
dpi_seen_add(struct dp_view *v, const struct dpi_chunk *c)
{
	struct dpi_seen *s;

	if (c->whole || c->n_rows == 0)
		return;
	if (!v->seen)
		v->seen = seen_new(v);
	s = v->seen;
	if (!is_new(s, c->number))
		return;
	for (size_t r = 0;
	     r < c->n_rows && (r == 0 || r * c->n_columns < CELLS_MAX); r++)
		for (size_t i = 0; i < c->n_columns; i++)
			add_cell(s, &s->column[i],
				 dp_cell_str(&c->row[r].cell[i]));
	s->news = true;
}

static void
tell_column(const struct column *c, struct dp_seen *out)
{
	static const enum dp_seen_kind kind[] = { DP_SEEN_EMPTY,
						  DP_SEEN_NUMBERS,
						  DP_SEEN_DATES, DP_SEEN_TEXT };
	uint64_t filled = c->n_rows - c->look[DPI_LOOK_EMPTY];
	const struct value *most = NULL;

	memset(out, 0, sizeof *out);
	out->n_rows = c->n_rows;
	out->n_empty = c->look[DPI_LOOK_EMPTY];
	out->n_cols = c->n_cols;
	out->n_distinct = c->n;
	out->more_distinct = c->more;
	out->kind = filled ? DP_SEEN_TEXT : DP_SEEN_EMPTY;
	for (unsigned i = DPI_LOOK_NUMBER; i < DPI_LOOK_TEXT; i++)
		if (2 * c->look[i] > filled)
			out->kind = kind[i];
	for (unsigned i = DPI_LOOK_NUMBER; i <= DPI_LOOK_TEXT; i++)
		if (kind[i] == out->kind)
			out->n_kind = c->look[i];
	for (size_t i = 0; i < c->n; i++)
		if (!most || c->value[i].n > most->n)
			most = &c->value[i];
	if (!most)
		return;
	memcpy(out->frequent, most->text, most->n_bytes);
	out->frequent_bytes = most->n_bytes;
	out->n_frequent = most->n;
}

void
dpi_seen_tell(struct dp_view *v)
{
	if (!v->seen || !v->seen->news)
		return;
	if (!v->told)
		v->told = dp_alloc0((v->schema.n + 1) * sizeof *v->told);
	for (size_t i = 0; i < v->schema.n; i++)
		tell_column(&v->seen->column[i], &v->told[i]);
	v->seen->news = false;
}

void
dp_view_seen(struct dp_view *v, size_t column, struct dp_seen *out)
{
	memset(out, 0, sizeof *out);
	dpi_lock(&v->pages->lock);
	if (v->told)
		*out = v->told[column];
	dpi_unlock(&v->pages->lock);
}
