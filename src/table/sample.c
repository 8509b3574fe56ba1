/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A first look at a table. Lenient on purpose: it must not fail on a dialect
 * that turns out to be wrong.
 */
#include "table/sample.h"

#include "base/lane.h"
#include "table/drawn.h"

#include <stdlib.h>

/* A quote left open longer than this in the sample is not one. */
#define OPEN_MAX_BYTES (1u << 20)
/* So many rows may be cut a second time: time stays linear. */
#define PLAIN_MAX 8u
/* Cells enough to see what a table is: memory stays bounded. */
#define CELLS_MAX (1u << 20)

struct cutter {
	struct dpi_sample *s;
	dp_str text;
	struct dpi_form form;
	size_t at;
	uint64_t line;
	size_t no_close;  /* quotes that open before it find no end */
	unsigned n_plain; /* rows cut a second time */
	bool ends[256];   /* what ends a cell that is not quoted */
	bool stops[256];  /* that, and quotes */
};

size_t
dpi_line_end_bytes(dp_str s)
{
	if (s.n == 0 || (s.p[0] != '\n' && s.p[0] != '\r'))
		return 0;
	if (s.p[0] == '\n' || s.n == 1)
		return 1;
	if (s.p[1] == '\n')
		return 2;
	return s.n > 2 && s.p[1] == '\r' && s.p[2] == '\n' ? 3 : 1;
}

dp_str
dpi_next_line(dp_str *text)
{
	dp_str line = { text->p, 0 };

	while (text->n - line.n >= DPI_LANE_BYTES) {
		dpi_lane x = dpi_lane_load(line.p + line.n);

		if (dpi_lane_any((dpi_lane)((x == '\n') | (x == '\r'))))
			break;
		line.n += DPI_LANE_BYTES;
	}
	while (line.n < text->n && line.p[line.n] != '\n' &&
	       line.p[line.n] != '\r')
		line.n++;
	*text = dp_str_from(*text, line.n);
	*text = dp_str_from(*text, dpi_line_end_bytes(*text));
	return line;
}

static bool
at_line_end(const struct cutter *c)
{
	char x = c->text.p[c->at];

	return x == '\n' || x == '\r';
}

static void
add_cell(struct dpi_sample *s, dp_str cell)
{
	dp_grow(&s->cell, &s->cap_cells, s->n_cells, sizeof *s->cell);
	s->cell[s->n_cells++] = cell;
	s->row[s->n_rows - 1].n++;
}

/*
 * End of the quoted cell that starts at c->at, or 0 when it has none; *STRAY:
 * quotes inside that are neither doubled nor escaped.
 */
static size_t
closing_quote(struct cutter *c, size_t *stray)
{
	const char *p = c->text.p;
	const char quote = c->form.quote, escape = c->form.escape;
	size_t from = c->at, most = c->text.n;

	if (most - from > OPEN_MAX_BYTES)
		most = from + OPEN_MAX_BYTES;
	for (size_t i = from + 1; from >= c->no_close && i < most; i++) {
		if (escape && p[i] == escape) {
			i++;
			continue;
		}
		if (p[i] != quote)
			continue;
		if (i + 1 < c->text.n && p[i + 1] == quote) {
			i++;
			continue;
		}
		/* A quote followed by something else closes nothing. */
		if (i + 1 == c->text.n || c->ends[(unsigned char)p[i + 1]])
			return i;
		++*stray;
	}
	/* Later ones are not looked for again: time stays linear. */
	if (from >= c->no_close)
		c->no_close = most;
	return 0;
}

/* IN with one quote for each two, or for each escaped one. */
static dp_str
without_doubles(struct cutter *c, dp_str in)
{
	const char quote = c->form.quote;
	const char escape = c->form.escape ? c->form.escape : quote;
	char *to;
	size_t n = 0;

	if (dp_str_find(in, escape) < 0)
		return in;
	to = dp_arena_text(&c->s->text, in.n);
	for (size_t i = 0; i < in.n; i++) {
		if (in.p[i] == escape && i + 1 < in.n &&
		    (in.p[i + 1] == quote || in.p[i + 1] == escape))
			i++;
		to[n++] = in.p[i];
	}
	return (dp_str){ to, n };
}

/* The cell in quotes that starts at c->at; false: there is none. */
static bool
cut_quoted(struct cutter *c)
{
	size_t stray = 0, end = closing_quote(c, &stray);
	dp_str cell = { c->text.p + c->at + 1, 0 };

	if (!end)
		return false;
	cell.n = end - c->at - 1;
	for (size_t i = 0; i < cell.n; i++)
		c->line += cell.p[i] == c->form.newline;
	c->s->n_stray += stray;
	c->s->n_quoted++;
	add_cell(c->s, without_doubles(c, cell));
	c->at = end + 1;
	return true;
}

/* Where from AT on a byte stands that may stop a cell, or few are left. */
static size_t
skip_plain(const struct cutter *c, size_t at)
{
	const unsigned char delimiter = (unsigned char)c->form.delimiter;
	const unsigned char quote = (unsigned char)c->form.quote;

	for (; at + DPI_LANE_BYTES <= c->text.n; at += DPI_LANE_BYTES) {
		dpi_lane x = dpi_lane_load(c->text.p + at);
		dpi_lane stop = (dpi_lane)((x == delimiter) | (x == quote) |
					   (x == '\n') | (x == '\r'));

		if (dpi_lane_any(stop))
			return at + dpi_lane_which(stop);
	}
	return at;
}

static void
cut_cell(struct cutter *c)
{
	const char *p = c->text.p;
	const char quote = c->form.quote;
	size_t begin = c->at, i;

	if (quote && p[begin] == quote && cut_quoted(c))
		return;
	for (i = skip_plain(c, begin); i < c->text.n;
	     i = skip_plain(c, i + 1)) {
		unsigned char x = (unsigned char)p[i];

		if (!c->stops[x])
			continue;
		if (c->ends[x])
			break;
		c->s->n_stray++;
	}
	add_cell(c->s, (dp_str){ i > begin ? p + begin : NULL, i - begin });
	c->at = i;
}

static void
skip_spaces(struct cutter *c)
{
	while (c->form.skip_space && c->at < c->text.n &&
	       c->text.p[c->at] == ' ')
		c->at++;
}

/*
 * The cells of one row, which is the last of c->s. Those of one that has too
 * many for any record are none.
 */
static void
cut_cells(struct cutter *c)
{
	struct dpi_sample *s = c->s;
	const struct dpi_sample_row *row = &s->row[s->n_rows - 1];

	/* Spaces that part cells may also stand before the first. */
	if (c->form.delimiter == ' ')
		skip_spaces(c);
	for (;;) {
		if (row->n > DP_COLUMNS_MAX) {
			while (c->at < c->text.n && !at_line_end(c))
				c->at++;
			break;
		}
		if (c->at == c->text.n || at_line_end(c))
			add_cell(s, (dp_str){ NULL, 0 });
		else
			cut_cell(c);
		if (c->at == c->text.n || at_line_end(c) ||
		    c->text.p[c->at] != c->form.delimiter)
			break;
		c->at++;
		skip_spaces(c);
		/* Spaces at the end of a line part nothing. */
		if (c->form.delimiter == ' ' && c->form.skip_space &&
		    (c->at == c->text.n || at_line_end(c)))
			break;
	}
}

/* Takes the quotes off the cells of ROW that stand between two. */
static void
unquote_cells(struct cutter *c, const struct dpi_sample_row *row)
{
	const char quote = c->form.quote;

	for (size_t i = row->first; i < row->first + row->n; i++) {
		dp_str cell = c->s->cell[i];

		if (cell.n < 2 || cell.p[0] != quote ||
		    cell.p[cell.n - 1] != quote)
			continue;
		cell = (dp_str){ cell.p + 1, cell.n - 2 };
		c->s->cell[i] = without_doubles(c, cell);
	}
}

/*
 * Cuts the last row again, from byte AT, with its quotes as characters but for
 * those around a cell: false if that does not make it as wide as the others.
 */
static bool
cut_plain(struct cutter *c, size_t at)
{
	struct dpi_sample *s = c->s;
	struct dpi_sample_row *row = &s->row[s->n_rows - 1];
	const char quote = c->form.quote;

	c->at = at;
	c->line = row->line;
	s->n_cells = row->first;
	row->n = 0;
	c->form.quote = 0;
	c->stops[(unsigned char)quote] = c->ends[(unsigned char)quote];
	cut_cells(c);
	c->form.quote = quote;
	c->stops[(unsigned char)quote] = true;
	if (row->n != c->form.width)
		return false;
	unquote_cells(c, row);
	return true;
}

static void
cut_row(struct cutter *c)
{
	struct dpi_sample *s = c->s;
	size_t stray = s->n_stray, quoted = s->n_quoted, at;

	dp_grow(&s->row, &s->cap_rows, s->n_rows, sizeof *s->row);
	s->row[s->n_rows++] = (struct dpi_sample_row){
		.first = s->n_cells,
		.start_bytes = c->at,
		.line = c->line,
	};
	at = c->at;
	cut_cells(c);
	/* Stray quotes inside a cell of several lines: it may be none. */
	if (c->form.width < 2 || s->n_stray == stray ||
	    (s->row[s->n_rows - 1].n == c->form.width &&
	     s->row[s->n_rows - 1].line == c->line) ||
	    c->n_plain == PLAIN_MAX)
		return;
	c->n_plain++;
	if (cut_plain(c, at)) {
		s->n_quoted = quoted;
		return;
	}
	/* As it was. */
	c->at = at;
	c->line = s->row[s->n_rows - 1].line;
	s->n_stray = stray;
	s->n_quoted = quoted;
	s->n_cells = s->row[s->n_rows - 1].first;
	s->row[s->n_rows - 1].n = 0;
	cut_cells(c);
}

static void
count_end(struct dpi_sample *s, dp_str end)
{
	if (end.n == 3)
		s->n_crcrlf++;
	else if (end.n == 2)
		s->n_crlf++;
	else if (end.n == 1 && end.p[0] == '\r')
		s->n_cr++;
	else if (end.n == 1)
		s->n_lf++;
}

/* Is the next line one that only draws? Then it is behind. */
static bool
skip_rule(struct cutter *c)
{
	dp_str rest = dp_str_from(c->text, c->at);

	if (!dpi_only_draws(dpi_next_line(&rest)))
		return false;
	c->at = c->text.n - rest.n;
	c->line++;
	c->s->end_bytes = c->at;
	return true;
}

void
dpi_sample_cut(struct dpi_sample *s, dp_str text, const struct dpi_form *f,
	       size_t max, bool whole)
{
	struct cutter c = { .s = s, .text = text, .form = *f, .line = 1 };

	memset(s, 0, sizeof *s);
	c.ends['\n'] = c.ends['\r'] = true;
	if (f->delimiter)
		c.ends[(unsigned char)f->delimiter] = true;
	memcpy(c.stops, c.ends, sizeof c.stops);
	if (f->quote)
		c.stops[(unsigned char)f->quote] = true;
	while (c.at < text.n && s->n_rows < max &&
	       (s->n_cells < CELLS_MAX || max < DPI_SAMPLE_ROWS)) {
		dp_str end = { NULL, 0 };

		if (f->has_rules && skip_rule(&c))
			continue;
		cut_row(&c);
		if (c.at == text.n) {
			if (!whole && s->n_rows > 1) {
				/* Cut by the edge of the sample. */
				s->n_rows--;
				s->n_cells = s->row[s->n_rows].first;
			}
			break;
		}
		end = dp_str_from(text, c.at);
		end.n = dpi_line_end_bytes(end);
		count_end(s, end);
		c.at += end.n;
		c.line++;
		s->end_bytes = c.at;
	}
	if (c.at == text.n)
		s->end_bytes = c.at;
	s->end_line = c.line;
}

void
dpi_sample_done(struct dpi_sample *s)
{
	free(s->cell);
	free(s->row);
	dp_arena_done(&s->text);
	memset(s, 0, sizeof *s);
}

size_t
dpi_sample_width(const struct dpi_sample *s, double *share)
{
	size_t count[257] = { 0 }, rows = 0, best = 0;

	for (size_t r = 0; r < s->n_rows; r++) {
		size_t n = s->row[r].n;

		if (n == 1 && !s->cell[s->row[r].first].p)
			continue;
		rows++;
		count[n < 256 ? n : 256]++;
	}
	/* The wider of two equally frequent: a title is narrow. */
	for (size_t w = 1; w <= 256; w++)
		if (count[w] && count[w] >= count[best])
			best = w;
	*share = rows ? (double)count[best] / (double)rows : 0;
	if (best < 256)
		return best;
	for (size_t r = 0; r < s->n_rows; r++)
		if (s->row[r].n >= 256)
			return s->row[r].n;
	return best;
}

/* How many of the characters of S are digits. */
static size_t
count_digits(dp_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] >= '0' && s.p[i] <= '9';
	return n;
}

enum dpi_look
dpi_sample_look(dp_str cell)
{
	static const struct dp_number_opts fr = { DP_NUMBER_FR, true, true };
	static const struct dp_number_opts en = { DP_NUMBER_EN, true, true };
	static const struct dp_date_opts dates = { DP_DATE_AUTO, true, true,
						   50 };
	char number[DP_NUMBER_BYTES];
	struct dp_date date;
	size_t n, digits;

	cell = dp_trim(cell);
	if (cell.n == 0)
		return DPI_LOOK_EMPTY;
	/* Most cells are plain: no need to read them. */
	digits = count_digits(cell);
	if (cell.n > DP_NUMBER_BYTES || digits == 0)
		return DPI_LOOK_TEXT;
	if (digits == cell.n)
		return DPI_LOOK_NUMBER;
	if (dp_number_read(cell, &fr, number, sizeof number, &n) !=
		    DP_NUMBER_NO ||
	    dp_number_read(cell, &en, number, sizeof number, &n) !=
		    DP_NUMBER_NO)
		return DPI_LOOK_NUMBER;
	if (dp_date_read(cell, &dates, &date))
		return DPI_LOOK_DATE;
	return DPI_LOOK_TEXT;
}

bool
dpi_sample_comments(const struct dpi_sample *s, size_t width)
{
	bool odd = false;

	for (size_t r = 0; r < s->n_rows; r++) {
		dp_str cell = s->cell[s->row[r].first];

		if (!cell.n && s->row[r].n == 1)
			continue;
		if (!dp_str_starts(cell, "#"))
			return odd;
		odd = odd || s->row[r].n != width;
	}
	return false;
}
