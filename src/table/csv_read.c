/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Irregular quoting, decided by libcsv: the only user of csv.h. Text is fed
 * a line at a time, so that we know where each record ends. A quote that is
 * never closed does not swallow the rest: its line is read again with quotes
 * as ordinary characters.
 */
#include "table/csv_read.h"

#include <csv.h>
#include <stdlib.h>

#include "base/i18n.h"

/* A quote may stay open this long before it is taken as a character. */
#define OPEN_QUOTE_MAX_BYTES (1u << 20)

struct reading {
	struct dp_batch *batch;
	struct dp_cell *field;
	size_t n, cap;
	bool done; /* the record is complete */
};

static void
on_field(void *p, size_t n_bytes, void *self)
{
	struct reading *r = self;
	struct dp_cell *c;
	dp_str s = { p, n_bytes };

	dp_grow(&r->field, &r->cap, r->n, sizeof *r->field);
	c = &r->field[r->n++];
	c->p = dp_keep(&r->batch->text, s).p;
	c->n = (uint32_t)n_bytes;
	c->flags = DP_CELL_ROOM;
}

static void
on_record(int end, void *self)
{
	(void)end;
	((struct reading *)self)->done = true;
}

static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

static int
line_end_lf(unsigned char c)
{
	return c == '\n' || c == '\r';
}

static int
line_end_cr(unsigned char c)
{
	return c == '\r';
}

static void
set_up(struct csv_parser *csv, const struct dpi_split *s)
{
	csv_set_delim(csv, (unsigned char)(s->marks.delimiter ?
					   s->marks.delimiter : '\x1F'));
	csv_set_quote(csv, (unsigned char)(s->marks.quote ?
					   s->marks.quote : '\x1E'));
	csv_set_space_func(csv, no_space);
	csv_set_term_func(csv, s->marks.newline == '\r' ? line_end_cr :
			  line_end_lf);
}

/* Bytes of the line at P, its end included; N when it has none. */
static size_t
line_bytes(const struct dpi_split *s, const char *p, size_t n)
{
	const char *end = memchr(p, s->marks.newline, n);
	const char *cr;
	size_t line = end ? (size_t)(end - p) + 1 : n;

	/* A lone CR ends a line for libcsv too. */
	if (s->marks.newline == '\n' && (cr = memchr(p, '\r', line)) &&
	    (size_t)(cr - p) + 1 < line && cr[1] != '\n')
		line = (size_t)(cr - p) + 1;
	return line;
}

/* Cuts the line as if quotes were ordinary characters. */
static void
read_literally(const struct dpi_split *s, struct reading *r, const char *p,
	       size_t n)
{
	while (n && (p[n - 1] == '\n' || p[n - 1] == '\r'))
		n--;
	r->n = 0;
	for (;;) {
		const char *end = s->marks.delimiter && n ?
			memchr(p, s->marks.delimiter, n) : NULL;
		size_t k = end ? (size_t)(end - p) : n;

		on_field((void *)(uintptr_t)p, k, r);
		if (!end)
			break;
		p = end + 1;
		n -= k + 1;
	}
}

static void
say(struct dp_batch *b, size_t r, enum dp_finding_id id)
{
	(void)dp_finding_add(&b->log->findings, id, (dp_str){ NULL, 0 },
			     dp_batch_line(b, r), b->record[r],
			     dp_batch_raw(b, r));
}

/*
 * One record at P: bytes it takes, 0 when it is not complete, -1 when libcsv
 * refuses. *LITERAL: its quotes were read as ordinary characters.
 */
static ptrdiff_t
one_record(const struct dpi_split *s, struct csv_parser *csv,
	   struct reading *r, const char *p, size_t n, bool last,
	   uint64_t *n_lines, bool *literal)
{
	size_t at = 0, first_line = 0;
	uint64_t lines = 0;

	r->n = 0;
	r->done = false;
	*literal = false;
	while (at < n && !r->done) {
		size_t k = line_bytes(s, p + at, n - at);

		if (!last && at + k == n && p[n - 1] != s->marks.newline)
			break;
		if (at == 0)
			first_line = k;
		lines++;
		if (csv_parse(csv, p + at, k, on_field, on_record, r) != k)
			return -1;
		at += k;
		if (!r->done && at > OPEN_QUOTE_MAX_BYTES)
			break;
	}
	/* A blank line: libcsv keeps silent about it. */
	if (!r->done && r->n == 0 && at && lines == 1 &&
	    (p[0] == '\n' || p[0] == '\r')) {
		on_field(NULL, 0, r);
		r->field[0].p = NULL;
		r->done = true;
	}
	if (!r->done && !(last && at == n) && at <= OPEN_QUOTE_MAX_BYTES)
		return 0;
	if (!r->done) {
		/* Never closed, or not soon enough. */
		csv_free(csv);
		(void)csv_init(csv, CSV_EMPTY_IS_NULL);
		set_up(csv, s);
		read_literally(s, r, p, first_line);
		*literal = true;
		at = first_line;
		lines = 1;
	}
	*n_lines += lines;
	return (ptrdiff_t)at;
}

ptrdiff_t
dpi_csv_read(const struct dpi_split *s, struct dp_batch *b, const char *p,
	     size_t n_bytes, bool last, uint64_t *n_lines, struct dp_err *err)
{
	struct csv_parser csv;
	struct reading r = { .batch = b };
	struct dpi_bounds bounds;
	size_t at = 0;
	ptrdiff_t k = 0;

	if (csv_init(&csv, CSV_EMPTY_IS_NULL) != 0)
		return dp_fail(err, DP_EIO, _("libcsv cannot start."));
	set_up(&csv, s);
	b->has_raw = true;
	while (at < n_bytes) {
		bool literal;
		size_t row = b->n_rows;

		k = one_record(s, &csv, &r, p + at, n_bytes - at, last,
			       n_lines, &literal);
		if (k <= 0)
			break;
		dpi_split_row(s, b, r.field, r.n, (uint32_t)at);
		b->start[row + 1] = (uint32_t)(at + (size_t)k);
		s->scan->bounds(p + at, (size_t)k, &s->marks, &bounds);
		if (literal)
			say(b, row, DP_F_UNCLOSED_QUOTE);
		else if (!bounds.regular)
			say(b, row, DP_F_STRAY_QUOTE);
		at += (size_t)k;
	}
	csv_free(&csv);
	free(r.field);
	if (k < 0)
		return dp_fail(err, DP_EDATA,
			       _("the record on line %llu cannot be read: %s."),
			       (unsigned long long)dp_batch_line(b, b->n_rows),
			       csv_strerror(csv_error(&csv)));
	return (ptrdiff_t)at;
}
