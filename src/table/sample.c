/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A first look at a table. Lenient on purpose: it must not fail on a dialect
 * that turns out to be wrong.
 */
#include "table/sample.h"

#include <stdlib.h>

/* A quote left open longer than this in the sample is not one. */
#define OPEN_MAX_BYTES (32u << 10)

struct cutter {
	struct dpi_sample *s;
	dp_str text;
	char delimiter, quote, newline;
	size_t at;
	uint64_t line;
};

size_t
dpi_line_end_bytes(dp_str s)
{
	static const char *const ends[] = { "\r\r\n", "\r\n", "\r", "\n" };

	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
		if (dp_str_starts(s, ends[i]))
			return strlen(ends[i]);
	return 0;
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

/* End of the quoted cell that starts at c->at, or 0 when it has none. */
static size_t
closing_quote(const struct cutter *c)
{
	for (size_t i = c->at + 1; i < c->text.n; i++) {
		if (i - c->at > OPEN_MAX_BYTES)
			return 0;
		if (c->text.p[i] != c->quote)
			continue;
		if (i + 1 < c->text.n && c->text.p[i + 1] == c->quote) {
			i++;
			continue;
		}
		/* A quote followed by something else closes nothing. */
		if (i + 1 == c->text.n || c->text.p[i + 1] == c->delimiter ||
		    c->text.p[i + 1] == '\n' || c->text.p[i + 1] == '\r')
			return i;
	}
	return 0;
}

static dp_str
without_doubles(struct dpi_sample *s, dp_str in, char quote)
{
	char *to;
	size_t n = 0;

	if (dp_str_find(in, quote) < 0)
		return in;
	to = dp_arena_text(&s->text, in.n);
	for (size_t i = 0; i < in.n; i++) {
		to[n++] = in.p[i];
		if (in.p[i] == quote && i + 1 < in.n && in.p[i + 1] == quote)
			i++;
	}
	return (dp_str){ to, n };
}

static void
cut_cell(struct cutter *c)
{
	size_t begin = c->at, end;
	dp_str cell;

	if (c->quote && c->text.p[c->at] == c->quote) {
		end = closing_quote(c);
		if (end) {
			cell.p = c->text.p + begin + 1;
			cell.n = end - begin - 1;
			for (size_t i = 0; i < cell.n; i++)
				c->line += cell.p[i] == c->newline;
			add_cell(c->s, without_doubles(c->s, cell, c->quote));
			c->at = end + 1;
			return;
		}
	}
	while (c->at < c->text.n && !at_line_end(c) &&
	       !(c->delimiter && c->text.p[c->at] == c->delimiter)) {
		c->s->n_stray += c->quote && c->text.p[c->at] == c->quote;
		c->at++;
	}
	cell.p = c->text.p + begin;
	cell.n = c->at - begin;
	add_cell(c->s, cell);
}

static void
cut_row(struct cutter *c)
{
	struct dpi_sample *s = c->s;

	dp_grow(&s->row, &s->cap_rows, s->n_rows, sizeof *s->row);
	s->row[s->n_rows++] = (struct dpi_sample_row){
		.first = s->n_cells,
		.start_bytes = c->at,
		.line = c->line,
	};
	for (;;) {
		if (c->at == c->text.n || at_line_end(c))
			add_cell(s, (dp_str){ NULL, 0 });
		else
			cut_cell(c);
		if (c->at == c->text.n || at_line_end(c) ||
		    c->text.p[c->at] != c->delimiter)
			break;
		c->at++;
	}
}

void
dpi_sample_cut(struct dpi_sample *s, dp_str text, char delimiter, char quote,
	       char newline, size_t max, bool whole)
{
	struct cutter c = { s, text, delimiter, quote, newline, 0, 1 };

	memset(s, 0, sizeof *s);
	while (c.at < text.n && s->n_rows < max) {
		cut_row(&c);
		if (c.at == text.n) {
			if (!whole && s->n_rows > 1) {
				/* Cut by the edge of the sample. */
				s->n_rows--;
				s->n_cells = s->row[s->n_rows].first;
			}
			break;
		}
		c.at += dpi_line_end_bytes(dp_str_from(text, c.at));
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

enum dpi_look
dpi_sample_look(dp_str cell)
{
	static const struct dp_number_opts fr = { DP_NUMBER_FR, true, true };
	static const struct dp_number_opts en = { DP_NUMBER_EN, true, true };
	static const struct dp_date_opts dates = { DP_DATE_AUTO, true, true,
						   50 };
	char number[DP_NUMBER_BYTES];
	struct dp_date date;
	size_t n;

	cell = dp_trim(cell);
	if (cell.n == 0)
		return DPI_LOOK_EMPTY;
	if (cell.n > DP_NUMBER_BYTES)
		return DPI_LOOK_TEXT;
	if (dp_number_read(cell, &fr, number, sizeof number, &n) !=
		    DP_NUMBER_NO ||
	    dp_number_read(cell, &en, number, sizeof number, &n) !=
		    DP_NUMBER_NO)
		return DPI_LOOK_NUMBER;
	if (dp_date_read(cell, &dates, &date))
		return DPI_LOOK_DATE;
	return DPI_LOOK_TEXT;
}
