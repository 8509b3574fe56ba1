/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Irregular quoting, decided by libcsv: the only user of csv.h. Text is fed
 * a line at a time, so that we know where each record ends. A quote that is
 * never closed, or that would make one record of several, does not swallow
 * them: its line is read again by itself.
 */
#include "table/csv_read.h"

#include <csv.h>
#include <stdlib.h>

#include "base/i18n.h"

#define CELL_STEP_BYTES (64u << 10)

struct fields {
	struct dp_cell *at;
	size_t n, cap;
};

struct reading {
	const struct dpi_split *split;
	struct dp_batch *batch;
	struct csv_parser csv;
	char delimiter, quote;       /* as libcsv is told */
	struct fields judged, alone; /* by libcsv; of one line by itself */
	bool done;                   /* libcsv: the record is complete */
	/*
	 * What one quote taught about those behind it: a line that leaves a
	 * quote open before UNTIL does not see it closed before UNTIL; before
	 * STRAY, it comes to a quote that stands where none may.
	 */
	const char *until, *stray;
};

/* One record as it was read. */
struct record {
	const struct fields *fields;
	size_t bytes;
	uint64_t lines;
	uint8_t odd; /* 0, DPI_ROW_STRAY, DPI_ROW_UNCLOSED */
};

static void
keep_field(struct reading *r, struct fields *f, dp_str s)
{
	struct dp_cell *c;

	dp_grow(&f->at, &f->cap, f->n, sizeof *f->at);
	c = &f->at[f->n++];
	c->p = dp_keep(&r->batch->text, s).p;
	c->n = (uint32_t)s.n;
	c->flags = DP_CELL_ROOM;
}

static void
on_field(void *p, size_t n_bytes, void *self)
{
	struct reading *r = self;

	keep_field(r, &r->judged, (dp_str){ p, n_bytes });
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

/* Forgets the record begun. */
static int
start_again(struct reading *r)
{
	csv_free(&r->csv);
	r->judged.n = 0;
	r->done = false;
	if (csv_init(&r->csv, CSV_EMPTY_IS_NULL) != 0)
		return -1;
	/* By itself it takes 128 bytes more each time: too few for a giant. */
	csv_set_blk_size(&r->csv, CELL_STEP_BYTES);
	csv_set_delim(&r->csv, (unsigned char)r->delimiter);
	csv_set_quote(&r->csv, (unsigned char)r->quote);
	csv_set_space_func(&r->csv, no_space);
	csv_set_term_func(&r->csv, r->split->marks.newline == '\r' ?
					   line_end_cr :
					   line_end_lf);
	return 0;
}

/* A byte that does not occur in the text: libcsv must be told one. */
static char
absent(const char *p, size_t n, int from)
{
	for (int c = from; c < 256; c++)
		if (c != '\n' && c != '\r' && !memchr(p, c, n))
			return (char)c;
	return (char)from;
}

/*
 * Bytes of the line at P, its end included; N when it has none. A lone CR
 * ends a line for libcsv too; CR CR LF is one end.
 */
static size_t
line_bytes(const struct dpi_split *s, const char *p, size_t n)
{
	const char newline = s->marks.newline;
	size_t i = 0;

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

/* The same without the end. */
static size_t
text_bytes(const char *p, size_t n)
{
	while (n && (p[n - 1] == '\n' || p[n - 1] == '\r'))
		n--;
	return n;
}

static bool
is_regular(const struct reading *r, const char *p, size_t n)
{
	struct dpi_bounds bounds;

	r->split->scan->bounds(p, text_bytes(p, n), &r->split->marks, NULL,
			       &bounds);
	return bounds.regular;
}

/* Length of the quoted cell at P in a line of N bytes, or 0. */
static size_t
quoted_bytes(const struct dpi_marks *m, const char *p, size_t n)
{
	if (!m->quote || !n || p[0] != m->quote)
		return 0;
	for (size_t i = 1; i < n; i++) {
		if (p[i] != m->quote)
			continue;
		if (i + 1 < n && p[i + 1] == m->quote)
			i++;
		else if (i + 1 == n || p[i + 1] == m->delimiter)
			return i + 1;
	}
	return 0;
}

/*
 * Reads the line of N bytes at P (its end not counted) by itself. A cell is
 * quoted when a delimiter follows its closing quote; otherwise quotes are
 * characters, and it ends at a delimiter: where IN_PAIRS is set, at one that
 * has an even number of them before it.
 */
static void
read_alone(struct reading *r, const char *p, size_t n, bool in_pairs)
{
	const struct dpi_marks *m = &r->split->marks;
	struct fields *f = &r->alone;

	f->n = 0;
	for (;;) {
		size_t quoted = quoted_bytes(m, p, n), k = quoted;
		bool open = false;

		for (; !quoted && k < n; k++) {
			open ^= in_pairs && p[k] == m->quote;
			if (m->delimiter && p[k] == m->delimiter && !open)
				break;
		}
		keep_field(r, f, (dp_str){ k ? p : NULL, k });
		if (quoted)
			f->at[f->n - 1] = dpi_unquote(f->at[f->n - 1].p, k,
						      m->quote,
						      &r->batch->text);
		if (k == n)
			return;
		p += k + 1;
		n -= k + 1;
	}
}

/* Reads the line by itself; true when that gives the columns there are. */
static bool
fits_alone(struct reading *r, const char *p, size_t n)
{
	if (r->split->n_columns < 2)
		return false;
	n = text_bytes(p, n);
	read_alone(r, p, n, false);
	if (r->alone.n == r->split->n_columns)
		return true;
	read_alone(r, p, n, true);
	return r->alone.n == r->split->n_columns;
}

/*
 * Feeds lines from FROM on until the record is complete or LIMIT is passed.
 * Returns where it stopped; NULL: libcsv refuses the text.
 */
static const char *
feed(struct reading *r, const char *from, const char *end, const char *limit,
     bool last, uint64_t *lines)
{
	while (from < end && !r->done && from <= limit) {
		size_t k = line_bytes(r->split, from, (size_t)(end - from));
		char final = from[k - 1];

		if (!last && from + k == end &&
		    final != r->split->marks.newline)
			break;
		if (csv_parse(&r->csv, from, k, on_field, on_record, r) != k)
			return NULL;
		from += k;
		/* In quotes, a CR among LF is a character. */
		*lines += r->done || final == r->split->marks.newline;
	}
	return from;
}

/*
 * The end of the last quote of the text from P to END, which starts inside
 * quotes, that stands where none may; NULL: none does.
 */
static const char *
last_stray(const struct reading *r, const char *p, const char *end)
{
	const struct dpi_marks *m = &r->split->marks;
	const char *stray = NULL;

	for (; p < end; p++) {
		if (*p != m->quote)
			continue;
		if (p + 1 < end && p[1] == m->quote)
			p++;
		else if (p + 1 == end || p[1] == m->delimiter || p[1] == '\n' ||
			 p[1] == '\r')
			break;
		else
			stray = p + 1;
	}
	/* What follows the closing quote on its line. */
	if (p + 2 < end && !is_regular(r, p + 2, (size_t)(end - p - 2)))
		stray = end;
	return stray;
}

/*
 * A line that ends inside a quote which is open until R->UNTIL at least, as
 * the one before was: is it closed at all? 1 yes, 0 no, -1 more text must be
 * read to know.
 */
static int
closes_later(struct reading *r, const char *end, const char *limit, bool last)
{
	const char *stop;
	uint64_t lines = 0;
	bool closed;

	if (r->until > limit || (last && r->until == end))
		return 0;
	(void)start_again(r);
	(void)csv_parse(&r->csv, &r->quote, 1, on_field, on_record, r);
	stop = feed(r, r->until, end, limit, last, &lines);
	closed = r->done;
	(void)start_again(r);
	if (closed)
		return 1;
	if (!stop || (stop <= limit && !(last && stop == end)))
		return -1;
	r->until = stop;
	return 0;
}

static void
take_alone(struct reading *r, struct record *out, size_t first, uint8_t odd)
{
	(void)start_again(r);
	out->fields = &r->alone;
	out->bytes = first;
	out->lines = 1;
	out->odd = odd;
}

/*
 * A record whose first line, of FIRST bytes, ends inside quotes. Results as
 * one_record.
 */
static int
long_record(struct reading *r, const char *p, const char *end, bool last,
	    size_t first, struct record *out)
{
	const char *limit = p + DPI_OPEN_QUOTE_MAX_BYTES, *at = p + first;
	int closes = 1;

	if ((at < r->stray || !is_regular(r, p, first)) &&
	    fits_alone(r, p, first)) {
		take_alone(r, out, first, DPI_ROW_STRAY);
		return 1;
	}
	if (at < r->until) {
		closes = closes_later(r, end, limit, last);
		if (closes < 0)
			return 0;
		at = p;
		out->lines = 0;
	}
	if (closes)
		at = feed(r, at, end, limit, last, &out->lines);
	if (!at)
		return -1;
	if (closes && !r->done && at <= limit && !(last && at == end))
		return 0;
	if (!r->done) {
		if (closes)
			r->until = at;
		read_alone(r, p, text_bytes(p, first), false);
		take_alone(r, out, first, DPI_ROW_UNCLOSED);
		return 1;
	}
	out->bytes = (size_t)(at - p);
	if (is_regular(r, p, out->bytes))
		return 1;
	out->odd = DPI_ROW_STRAY;
	if (fits_alone(r, p, first)) {
		r->stray = last_stray(r, p + first, at);
		take_alone(r, out, first, DPI_ROW_STRAY);
	}
	return 1;
}

/*
 * One record at P: 1, 0 when it is not complete, -1 when libcsv refuses.
 */
static int
one_record(struct reading *r, const char *p, size_t n, bool last,
	   struct record *out)
{
	const char *end = p + n;
	size_t first = line_bytes(r->split, p, n);

	memset(out, 0, sizeof *out);
	out->fields = &r->judged;
	out->bytes = first;
	r->judged.n = 0;
	r->done = false;
	if (!last && first == n && p[n - 1] != r->split->marks.newline)
		return 0;
	if (!feed(r, p, p + first, p, true, &out->lines))
		return -1;
	if (!r->done && r->judged.n == 0 && (p[0] == '\n' || p[0] == '\r')) {
		/* A blank line: libcsv keeps silent about it. */
		keep_field(r, &r->judged, (dp_str){ NULL, 0 });
		out->lines = 1;
		r->done = true;
	}
	if (!r->done)
		return long_record(r, p, end, last, first, out);
	if (!is_regular(r, p, first))
		out->odd = DPI_ROW_STRAY;
	return 1;
}

static void
put_record(const struct reading *r, const struct record *k, size_t at,
	   uint64_t line)
{
	struct dp_batch *b = r->batch;
	size_t row = b->n_rows;

	dpi_split_row(r->split, b, k->fields->at, k->fields->n, (uint32_t)at);
	b->start[row + 1] = (uint32_t)(at + k->bytes);
	b->line[row] = line;
	/* Said once the text is UTF-8: see dpi_split_settle. */
	b->state[row] |= k->odd;
}

ptrdiff_t
dpi_csv_read(const struct dpi_split *s, struct dp_batch *b, const char *p,
	     size_t n_bytes, bool last, uint64_t *n_lines, struct dp_err *err)
{
	struct reading r = { .split = s, .batch = b };
	struct record k;
	size_t at = 0;
	int status = 1;

	r.delimiter = s->marks.delimiter ? s->marks.delimiter :
					   absent(p, n_bytes, 1);
	r.quote = s->marks.quote ? s->marks.quote : absent(p, n_bytes, 14);
	if (csv_init(&r.csv, 0) != 0 || start_again(&r) != 0)
		return dp_fail(err, DP_EIO, _("libcsv cannot start."));
	b->has_raw = true;
	b->has_lines = b->first_line > 0;
	while (at < n_bytes) {
		status = one_record(&r, p + at, n_bytes - at, last, &k);
		if (status <= 0)
			break;
		put_record(&r, &k, at, b->first_line + *n_lines);
		at += k.bytes;
		*n_lines += k.lines;
	}
	if (status < 0)
		(void)dp_fail(err, DP_EDATA,
			      _("the record on line %llu cannot be read: "
				"%s."),
			      (unsigned long long)b->first_line + *n_lines,
			      csv_strerror(csv_error(&r.csv)));
	csv_free(&r.csv);
	free(r.judged.at);
	free(r.alone.at);
	return status < 0 ? -1 : (ptrdiff_t)at;
}
