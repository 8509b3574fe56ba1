/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Irregular quoting, decided by libcsv: the only user of csv.h. Text is fed
 * a line at a time, so that we know where each record ends. A quote that is
 * never closed, or that would make one record of several, does not swallow
 * them: its line is read again by itself. A line that is a regular record by
 * itself is cut by the scan, which agrees with libcsv on those.
 */
#include "table/csv_read.h"

#include <csv.h>
#include <stdlib.h>

#include "base/i18n.h"
#include "table/csv_line.h"

#define CELL_STEP_BYTES (64u << 10)

struct reading {
	const struct dpi_split *split;
	struct dp_batch *batch;
	struct csv_parser csv;
	char delimiter, quote;           /* as libcsv is told */
	struct dpi_fields judged, alone; /* by libcsv; of one line by itself */
	struct dpi_line_cut cut;
	bool done; /* libcsv: the record is complete */
	/*
	 * What one quote taught about those behind it: a line that leaves a
	 * quote open before UNTIL does not see it closed before UNTIL; before
	 * STRAY, it comes to a quote that stands where none may; before WHOLE,
	 * it would swallow a line that is a record.
	 */
	const char *until, *stray, *whole;
};

/* One record as it was read. */
struct record {
	const struct dpi_fields *fields;
	size_t bytes;
	uint64_t lines;
	uint8_t odd; /* 0, DPI_ROW_STRAY, DPI_ROW_UNCLOSED, DPI_ROW_FAR */
};

static void
on_field(void *p, size_t n_bytes, void *self)
{
	struct reading *r = self;

	dpi_fields_add(&r->judged, (dp_str){ p, n_bytes }, &r->batch->text);
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

/* Is that line, of N bytes at P, one in quotes too? Among LF, a CR is a
 * character; and LF among CR. */
static bool
counts(const struct dpi_split *s, const char *p, size_t n)
{
	if (s->by_cr)
		return p[n - 1] == '\r' || (n > 1 && p[n - 2] == '\r');
	return p[n - 1] == s->marks.newline;
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
		size_t k = dpi_line_bytes(r->split, from, (size_t)(end - from));
		char final = from[k - 1];

		if (!last && from + k == end &&
		    final != r->split->marks.newline)
			break;
		if (csv_parse(&r->csv, from, k, on_field, on_record, r) != k)
			return NULL;
		*lines += r->done || counts(r->split, from, k);
		from += k;
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
	if (p + 2 < end &&
	    !dpi_line_is_regular(r->split, p + 2, (size_t)(end - p - 2)))
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

/*
 * Is the line of FIRST bytes at P, which leaves a quote open, a record by
 * itself? That it can be cut as one proves it if the next line is one too. 1
 * yes, and its cells are R->alone, 0 no, -1 more text must be read to know.
 */
static int
stands_alone(struct reading *r, const char *p, const char *end, bool last,
	     size_t first)
{
	const struct dpi_split *s = r->split;
	struct dp_arena *a = &r->batch->text;
	int next;

	if (dpi_line_fits(s, p, first, false, &r->alone, a))
		return 1;
	next = dpi_line_recut(s, p, first, &r->alone, a) ?
		       dpi_line_is_record(s, p + first, end, last, &r->alone,
					  a) :
		       0;
	if (next < 0)
		return -1;
	return next ? dpi_line_recut(s, p, first, &r->alone, a) :
		      dpi_line_fits(s, p, first, true, &r->alone, a);
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
 * Is the record at P, in which a quote is wrong, one of several lines? 1 yes,
 * and it is OUT, 0 no, -1 more text must be read to know.
 */
static int
goes_on(struct reading *r, const char *p, const char *end, bool last,
	struct record *out)
{
	struct dpi_goes_on on;
	int yes = dpi_line_goes_on(r->split, p, end, last, &on, &r->alone,
				   &r->batch->text);

	if (yes > 0) {
		take_alone(r, out, on.bytes, DPI_ROW_STRAY);
		out->lines = on.lines;
	}
	return yes;
}

/* The first line of a record, of FIRST bytes, and no more of it: cells too
 * few are said. */
static void
take_line(struct reading *r, const char *p, size_t first, struct record *out,
	  uint8_t odd)
{
	struct dp_arena *a = &r->batch->text;

	if (!dpi_line_recut(r->split, p, first, &r->alone, a))
		dpi_line_alone(r->split, p, dpi_line_text(p, first), false,
			       &r->alone, a);
	take_alone(r, out, first, odd);
}

/*
 * The last line of the record from P to END, of several, if that is a record
 * itself, with a cell in quotes: a line that closes a quote has one too many.
 * NULL: it is not.
 */
static const char *
whole_line(struct reading *r, const char *p, const char *end)
{
	const struct dpi_split *s = r->split;
	size_t n = dpi_line_text(p, (size_t)(end - p));
	const char *line = p + n;

	while (line > p && line[-1] != s->marks.newline &&
	       !(s->by_cr && line[-1] == '\r'))
		line--;
	n -= (size_t)(line - p);
	if (line == p || s->n_columns < 2 || !memchr(line, s->marks.quote, n) ||
	    !dpi_line_is_regular(s, line, n))
		return NULL;
	dpi_line_alone(s, line, n, false, &r->alone, &r->batch->text);
	return r->alone.n > 1 && (r->alone.n == s->n_columns ||
				  r->alone.n >= r->judged.n) ?
		       line :
		       NULL;
}

/*
 * The record OUT at P, of several lines, holds quotes where none may stand: is
 * it its first line alone, of FIRST bytes? Results as one_record.
 */
static int
doubt_record(struct reading *r, const char *p, const char *end, bool last,
	     size_t first, struct record *out)
{
	const char *at = p + out->bytes, *whole;
	int alone = goes_on(r, p, end, last, out);

	if (alone)
		return alone > 0;
	alone = stands_alone(r, p, end, last, first);
	out->odd = DPI_ROW_STRAY;
	if (alone < 0)
		return 0;
	if (alone) {
		r->stray = last_stray(r, p + first, at);
		take_alone(r, out, first, DPI_ROW_STRAY);
		return 1;
	}
	whole = whole_line(r, p, at);
	if (whole) {
		r->whole = whole;
		take_line(r, p, first, out, DPI_ROW_STRAY);
	}
	return 1;
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

	if (at < r->stray || !dpi_line_is_regular(r->split, p, first)) {
		int alone = goes_on(r, p, end, last, out);

		if (alone)
			return alone > 0;
		alone = stands_alone(r, p, end, last, first);

		if (alone > 0)
			take_alone(r, out, first, DPI_ROW_STRAY);
		if (alone)
			return alone > 0;
	}
	if (p < r->whole) {
		take_line(r, p, first, out, DPI_ROW_STRAY);
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
		int several = goes_on(r, p, end, last, out);

		if (closes)
			r->until = at;
		if (several)
			return several > 0;
		/* Behind the limit nobody has looked. */
		take_line(r, p, first, out,
			  last && r->until == end ? DPI_ROW_UNCLOSED :
						    DPI_ROW_FAR);
		return 1;
	}
	out->bytes = (size_t)(at - p);
	if (dpi_line_is_regular(r->split, p, out->bytes))
		return 1;
	return doubt_record(r, p, end, last, first, out);
}

/*
 * One record at P: 1, 0 when it is not complete, -1 when libcsv refuses.
 */
static int
one_record(struct reading *r, const char *p, size_t n, bool last,
	   struct record *out)
{
	const char *end = p + n;
	size_t first = dpi_line_bytes(r->split, p, n);

	memset(out, 0, sizeof *out);
	out->fields = &r->judged;
	out->bytes = first;
	r->judged.n = 0;
	r->done = false;
	if (!last && first == n && p[n - 1] != r->split->marks.newline)
		return 0;
	if (!r->split->by_libcsv && dpi_line_cut(r->split, &r->cut, p, first,
						 &r->judged, &r->batch->text)) {
		out->lines = 1;
		return 1;
	}
	if (!feed(r, p, p + first, p, true, &out->lines))
		return -1;
	if (!r->done && r->judged.n == 0 && (p[0] == '\n' || p[0] == '\r')) {
		/* A blank line: libcsv keeps silent about it. */
		dpi_fields_add(&r->judged, (dp_str){ NULL, 0 },
			       &r->batch->text);
		out->lines = 1;
		r->done = true;
	}
	if (!r->done)
		return long_record(r, p, end, last, first, out);
	if (dpi_line_is_regular(r->split, p, first))
		return 1;
	out->odd = DPI_ROW_STRAY;
	if (r->judged.n != r->split->n_columns &&
	    dpi_line_recut(r->split, p, first, &r->alone, &r->batch->text))
		take_alone(r, out, first, DPI_ROW_STRAY);
	return 1;
}

static void
put_record(const struct reading *r, const struct record *k, size_t at,
	   uint64_t line)
{
	struct dp_batch *b = r->batch;
	size_t row = b->n_rows;

	dpi_split_row(r->split, b, k->fields->at, k->fields->n, (uint32_t)at,
		      (dp_str){ b->block.p + at, k->bytes });
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
	b->ends_in_cr = s->marks.newline == '\r';
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
	dpi_line_cut_done(&r.cut);
	return status < 0 ? -1 : (ptrdiff_t)at;
}
