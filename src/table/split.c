/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells out of regular text: the separators are known, so a cell is two
 * offsets. Quoted cells lose their quotes; text is copied only where a
 * doubled quote stands inside.
 */
#include "table/split.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/lane.h"
#include "table/between.h"
#include "table/csv_line.h"
#include "table/csv_read.h"
#include "table/cut.h"
#include "table/drawn.h"
#include "table/fit.h"
#include "table/need.h"
#include "table/other_form.h"

struct dp_cell
dpi_unquote(const char *p, size_t n, char quote, struct dp_arena *arena)
{
	struct dp_cell c = { p + 1, 0, DP_CELL_ROOM };
	const char *end = p + n, *at;
	char *to;

	if (n > 1 && end[-1] == quote)
		end--;
	c.n = (uint32_t)(end - c.p);
	at = c.n ? memchr(c.p, quote, c.n) : NULL;
	if (!at) {
		c.flags |= DP_CELL_QUOTED;
		return c;
	}
	to = dp_arena_text(arena, c.n);
	memcpy(to, c.p, (size_t)(at - c.p));
	p = c.p;
	c.p = to;
	to += at - p;
	while (at < end) {
		*to++ = *at;
		at += *at == quote && at + 1 < end && at[1] == quote ? 2 : 1;
	}
	c.n = (uint32_t)(to - c.p);
	return c;
}

struct dp_cell
dpi_cut_quoted(struct dpi_span s, char quote, struct dp_arena *arena)
{
	size_t n = (size_t)(s.end - s.from);
	struct dp_cell c = { s.from + 1, (uint32_t)n - 2,
			     DP_CELL_ROOM | DP_CELL_QUOTED };
	dpi_lane x = dpi_lane_load(c.p);

	/* of most cells one look is enough */
	if (n >= 2 && n - 2 <= DPI_LANE_BYTES && s.end[-1] == quote &&
	    !dpi_lane_any((dpi_lane)(x == (unsigned char)quote) &
			  dpi_lane_first(n - 2)))
		return c;
	return dpi_unquote(s.from, n, quote, arena);
}

const struct dpi_split *
dpi_split_by_end(const struct dpi_split *s, const char *p, size_t n_bytes,
		 struct dpi_split *own)
{
	if (!s->by_cr || !n_bytes || p[n_bytes - 1] != '\r')
		return s;
	*own = *s;
	own->marks.newline = '\r';
	return own;
}

/*
 * The first cell of a record: a file put behind another had a mark there,
 * behind which a QUOTE did not open anything.
 */
static dp_str
without_mark(const struct dp_cell *cell, char quote)
{
	dp_str text = dp_cell_str(cell);

	if (!dp_str_starts(text, "\xEF\xBB\xBF"))
		return text;
	text = dp_str_from(text, DPI_MARK_BYTES);
	if (quote && text.n > 1 && text.p[0] == quote &&
	    text.p[text.n - 1] == quote)
		text = (dp_str){ text.p + 1, text.n - 2 };
	return text;
}

/* Is the record row K of the header once more? */
static bool
is_header_row(const struct dpi_split *s, size_t k, const struct dp_cell *cell)
{
	const dp_str *header = s->header + k * s->n_columns;
	size_t filled = 0;

	if (cell[0].n != header[0].n &&
	    cell[0].n != header[0].n + DPI_MARK_BYTES &&
	    cell[0].n != header[0].n + DPI_MARK_BYTES + 2)
		return false;
	if (!dp_str_eq(without_mark(&cell[0], s->marks.quote), header[0]))
		return false;
	filled = header[0].n > 0;
	for (size_t i = 1; i < s->n_columns; i++) {
		if (!dp_str_eq(dp_cell_str(&cell[i]), header[i]))
			return false;
		filled += cell[i].n > 0;
	}
	return filled > 0;
}

static bool
is_header(const struct dpi_split *s, const struct dp_cell *cell)
{
	for (size_t k = 0; k < s->n_headers; k++)
		if (is_header_row(s, k, cell))
			return true;
	return false;
}

/* Of row R, which is as wide as the table; most are told by one length. */
static inline bool
is_header_once_more(const struct dpi_split *s, struct dp_batch *b, size_t r)
{
	return s->header && !s->as_is &&
	       (!b->need || dpi_need_may_be_header(s, b, r)) &&
	       is_header(s, dp_batch_cell(b, r, 0));
}

bool
dpi_split_is_header(const struct dpi_split *s, struct dp_batch *b, size_t r)
{
	uint8_t state = b->state[r] & (uint8_t)~DPI_ROW_STRAY;

	/* What had to be made to fit may be one as well. */
	return (state == DP_ROW_KEPT ||
		(state >= DPI_ROW_SHORT && state <= DPI_ROW_BROKEN)) &&
	       is_header_once_more(s, b, r);
}

static struct dp_finding *
note(struct dp_batch *b, size_t r, enum dp_finding_id id)
{
	return dp_finding_add(&b->log->findings, id, (dp_str){ NULL, 0 },
			      dp_batch_line(b, r), b->record[r],
			      dp_batch_raw(b, r));
}

/* A quote that is open longer than one may be. */
static void
note_far(struct dp_batch *b, size_t r)
{
	struct dp_finding *g = note(b, r, DP_F_FAR_QUOTE);

	if (!g->expected.p)
		g->expected = dp_keep_format(&b->log->findings.text, _("%u MB"),
					     DPI_OPEN_QUOTE_MAX_BYTES >> 20);
}

/* Row R has a number and no place in the table. */
static void
drop(struct dp_batch *b, size_t r)
{
	b->state[r] = DP_ROW_DROPPED;
	dp_log_no_record(b->log, b, r);
}

static void
leave_out(struct dp_batch *b, size_t r, enum dp_finding_id id)
{
	(void)note(b, r, id);
	dp_log_reject(b->log, b, r, (dp_str){ NULL, 0 },
		      dp_finding_kind(id)->code);
	drop(b, r);
}

static void
note_width(struct dp_batch *b, size_t r, enum dp_finding_id id, size_t expected,
	   size_t found)
{
	struct dp_findings *f = &b->log->findings;
	struct dp_finding *g = dp_finding_add(f, id, (dp_str){ NULL, 0 },
					      dp_batch_line(b, r), b->record[r],
					      dp_batch_raw(b, r));

	if (!g->expected.p) {
		g->expected = dp_keep_format(&f->text, "%zu", expected);
		g->found = dp_keep_format(&f->text, "%zu", found);
	}
}

/* A record of one cell that says nothing; as it is, spaces are said. */
static bool
is_blank(const struct dpi_split *s, const struct dp_cell *cell)
{
	dp_str text = dp_cell_str(cell);

	return (s->as_is ? text : dp_trim(text)).n == 0;
}

/* The record RAW without its end. */
static dp_str
line_text(dp_str raw)
{
	return (dp_str){ raw.p, dpi_line_text(raw.p, raw.n) };
}

void
dpi_split_row(const struct dpi_split *s, struct dp_batch *b,
	      const struct dp_cell *field, size_t n, uint32_t start, dp_str raw)
{
	size_t w = s->n_columns, r = b->n_rows, found = n;
	struct dp_cell *row;

	dp_batch_reserve(b, r + 1);
	row = dp_batch_cell(b, r, 0);
	memset(row, 0, b->stride * sizeof *row);
	b->state[r] = DP_ROW_KEPT;
	b->record[r] = b->first_record + r;
	b->start[r] = start;
	b->n_rows = r + 1;
	while (n > w && field[n - 1].n == 0)
		n--;
	/* What is in other quotes may hold the delimiter that is too many. */
	if (n == w && found > w &&
	    dpi_other_form(s, line_text(raw), found, row, &b->text))
		b->state[r] = DPI_ROW_OTHER;
	else if (n == w && found == w + 1 && dpi_fit_surplus(s, field, row))
		b->state[r] = DPI_ROW_SURPLUS;
	else if (n == w)
		memcpy(row, field, n * sizeof *row);
	else if (found == 1 && is_blank(s, &field[0]))
		b->state[r] = DPI_ROW_BLANK;
	else
		b->state[r] = dpi_fit_row(s, b, field, n, raw, row);
	if (b->state[r] != DP_ROW_KEPT)
		row[0].flags |=
			(uint32_t)(b->state[r] == DPI_ROW_SURPLUS ? found : n)
			<< DPI_FOUND_SHIFT;
}

/* What is said of a record made to fit, once its text is known. */
static void
note_fit(const struct dpi_split *s, struct dp_batch *b, size_t r, uint8_t state,
	 size_t found)
{
	struct dp_cell *first = dp_batch_cell(b, r, 0);

	switch (state) {
	case DPI_ROW_SHORT:
		note_width(b, r, DP_F_MISSING_CELL, s->n_columns, found);
		first->flags |= DP_CELL_SHORT;
		break;
	case DPI_ROW_LONG:
		note_width(b, r, DP_F_EXTRA_CELL, s->n_columns, found);
		first->flags |= DP_CELL_LONG;
		break;
	case DPI_ROW_REJOINED:
		note_width(b, r, DP_F_BARE_DELIMITER, s->n_columns, found);
		break;
	case DPI_ROW_SURPLUS:
		note_width(b, r, DP_F_SURPLUS_DELIMITER, s->n_columns, found);
		break;
	case DPI_ROW_OTHER:
		(void)note(b, r, DP_F_OTHER_DELIMITER);
		break;
	case DPI_ROW_BROKEN:
		(void)note(b, r, DP_F_BARE_LINE_BREAK);
		break;
	default:
		break;
	}
}

/*
 * Row R is a part of the record above it, which was put back together: so is
 * what was read of it.
 */
__attribute__((noinline)) static void
drop_part(struct dp_batch *b, size_t r)
{
	uint32_t start = b->start[r];

	drop(b, r);
	for (size_t k = r; k > 0 && b->start[k] == start; k--)
		b->start[k] = b->start[r + 1];
}

/* Says what is odd about row R, and leaves it out where it is no record. */
static void
settle_odd(const struct dpi_split *s, struct dp_batch *b, size_t r)
{
	struct dp_cell *row = dp_batch_cell(b, r, 0);
	uint8_t state = b->state[r] & DPI_STATE_BITS;
	uint8_t odd = b->state[r] & (uint8_t)~DPI_STATE_BITS;
	size_t found = row[0].flags >> DPI_FOUND_SHIFT;

	/* The quotes of the header once more are behind a mark. */
	if (odd == DPI_ROW_STRAY && dpi_split_is_header(s, b, r))
		odd = 0;
	/* Quotes behind spaces are right, if it is all written so. */
	else if (odd == DPI_ROW_STRAY && state == DP_ROW_KEPT &&
		 dpi_other_form(s, line_text(dp_batch_raw(b, r)), s->n_columns,
				row, &b->text))
		state = DPI_ROW_OTHER;
	b->state[r] = DP_ROW_KEPT;
	row[0].flags &= (1u << DPI_FOUND_SHIFT) - 1;
	/* What another delimiter cuts, other quotes stand right in. */
	if (odd == DPI_ROW_FAR && state != DPI_ROW_OTHER)
		note_far(b, r);
	else if (odd && state != DPI_ROW_OTHER)
		(void)note(b, r,
			   odd == DPI_ROW_STRAY ? DP_F_STRAY_QUOTE :
						  DP_F_UNCLOSED_QUOTE);
	if (state == DPI_ROW_GONE)
		drop_part(b, r);
	else if (state == DPI_ROW_FOOTER)
		leave_out(b, r, DP_F_FOOTER);
	else if (state == DPI_ROW_RULE)
		leave_out(b, r, DP_F_RULE_LINE);
	else if (state == DPI_ROW_BETWEEN)
		leave_out(b, r, DP_F_LINE_BETWEEN);
	else if (state == DPI_ROW_BLANK && !s->as_is)
		leave_out(b, r, DP_F_BLANK_ROW);
	else if (is_header_once_more(s, b, r))
		leave_out(b, r, DP_F_REPEATED_HEADER);
	else
		note_fit(s, b, r, state, found);
}

/* Lines of B that only draw are no records, however they were cut. */
static void
mark_rules(struct dp_batch *b)
{
	for (size_t r = 0; r < b->n_rows; r++)
		if (dpi_only_draws(dp_trim(dp_batch_raw(b, r))))
			b->state[r] = DPI_ROW_RULE;
}

void
dpi_split_settle(const struct dpi_split *s, struct dp_batch *b)
{
	if (s->has_rules)
		mark_rules(b);
	if (b->is_last)
		dpi_tail_mark(s, b);
	dpi_fit_breaks(s, b);
	dpi_between_mark(s, b);
	for (size_t r = 0; r < b->n_rows; r++)
		if (b->state[r] != DP_ROW_KEPT)
			settle_odd(s, b, r);
		else if (is_header_once_more(s, b, r))
			leave_out(b, r, DP_F_REPEATED_HEADER);
}

void
dpi_split_odd(const struct dpi_split *s, struct dp_batch *b,
	      const uint32_t *sep, size_t n, uint32_t begin)
{
	struct dp_cell *field = dp_realloc_array(NULL, n, sizeof *field);
	const char *p = b->block.p;
	uint32_t at = begin;

	for (size_t i = 0; i < n; i++) {
		uint32_t end = sep[i];

		if (i + 1 == n && end > at && p[end - 1] == '\r' &&
		    s->marks.newline == '\n')
			end--;
		if (end > at && s->marks.quote && p[at] == s->marks.quote) {
			field[i] = dpi_unquote(p + at, end - at, s->marks.quote,
					       &b->text);
		} else {
			field[i].p = end > at ? p + at : NULL;
			field[i].n = end - at;
			field[i].flags = DP_CELL_ROOM;
		}
		at = sep[i] + 1;
	}
	dpi_split_row(s, b, field, n, begin,
		      (dp_str){ p + begin, sep[n - 1] - begin });
	free(field);
}

/* A record of the right width: cells are cut at the W separators of SEP. */
static inline void
fill_row(const struct dpi_split *s, struct dp_batch *b, struct dp_cell *row,
	 const uint32_t *sep, uint32_t flags)
{
	const size_t w = s->n_columns;
	const char quote = dpi_cut_quote(s);

	for (size_t i = 0; i < w; i++)
		row[i] = dpi_cell_cut(dpi_cell_span(b->block.p, sep, i, w),
				      quote, flags, &b->text);
	if (b->stride > w)
		memset(row + w, 0, (b->stride - w) * sizeof *row);
}

void
dpi_split_scan(const struct dpi_split *s, struct dp_batch *b, size_t n_bytes,
	       struct dpi_bounds *out)
{
	size_t n = dpi_masks(n_bytes);

	if (b->cap_masks < n) {
		/* Nothing in it need be kept. */
		free(b->mask);
		b->cap_masks = n + n / 8;
		b->mask = dp_realloc_array(NULL, b->cap_masks, sizeof *b->mask);
	}
	s->scan->bounds(b->block.p, n_bytes, &s->marks, b->mask, out);
	b->canonical = out->canonical;
}

void
dpi_split_index(const struct dpi_split *s, struct dp_batch *b,
		uint64_t n_records)
{
	dp_batch_reserve(b, n_records);
	if (b->cap_sep < b->block.n + DPI_SEP_ROOM + 1) {
		/* Nothing in it need be kept; pages are used as touched. */
		free(b->sep);
		b->cap_sep = b->block.n + b->block.n / 8 + DPI_SEP_ROOM + 1;
		b->sep = dp_realloc_array(NULL, b->cap_sep, sizeof *b->sep);
		b->sep[0] = UINT32_MAX;
	}
	(void)s->scan->index(b->mask, b->block.n, b->sep + 1, b->start + 1);
	b->has_raw = true;
	b->ends_in_cr = s->marks.newline == '\r';
}

void
dpi_split_regular(const struct dpi_split *s, struct dp_batch *b,
		  uint64_t n_records)
{
	const uint32_t flags = dpi_cut_flags(s);
	const size_t w = s->n_columns;
	const uint32_t *sep, *rec;
	uint32_t begin = 0;
	size_t k = 0;

	dpi_split_index(s, b, n_records);
	/* Each entry is read before the record's own start replaces it. */
	rec = b->start + 1;
	sep = b->sep + 1;
	for (size_t r = 0; r < n_records; r++) {
		size_t last = rec[r];

		if (last - k + 1 == w) {
			fill_row(s, b, &b->cell[r * b->stride], sep + k, flags);
			b->state[r] = DP_ROW_KEPT;
			b->record[r] = b->first_record + r;
			b->start[r] = begin;
			b->n_rows = r + 1;
		} else {
			dpi_split_odd(s, b, sep + k, last - k + 1, begin);
		}
		begin = sep[last] + 1;
		b->start[r + 1] = begin;
		k = last + 1;
	}
	dpi_split_settle(s, b);
}
