/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells out of regular text: the separators are known, so a cell is two
 * offsets. Quoted cells lose their quotes; text is copied only where a
 * doubled quote stands inside.
 */
#include "table/split.h"

#include <stdlib.h>

#define DP_FOOTER_SAMPLE 64

/*
 * States of a row until its raw text is known and they can be said; how many
 * cells it had waits in the flags of its first cell.
 */
enum { BLANK = DP_ROW_DROPPED + 1, SHORT, LONG, FOOTER };
#define STATE_BITS 0x0Fu /* the others say what quotes it has */
#define FOUND_SHIFT 8

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

/* Is the record the header once more? */
static bool
is_header(const struct dpi_split *s, const struct dp_cell *cell)
{
	size_t filled = 0;

	if (!s->header)
		return false;
	for (size_t i = 0; i < s->n_columns; i++) {
		if (!dp_str_eq(dp_cell_str(&cell[i]), s->header[i]))
			return false;
		filled += cell[i].n > 0;
	}
	return filled > 0;
}

static void
note(struct dp_batch *b, size_t r, enum dp_finding_id id)
{
	(void)dp_finding_add(&b->log->findings, id, (dp_str){ NULL, 0 },
			     dp_batch_line(b, r), b->record[r],
			     dp_batch_raw(b, r));
}

static void
leave_out(struct dp_batch *b, size_t r, enum dp_finding_id id)
{
	b->state[r] = DP_ROW_DROPPED;
	note(b, r, id);
	dp_log_reject(b->log, b, r, (dp_str){ NULL, 0 },
		      dp_finding_kind(id)->code);
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

/* The surplus fields put back behind the last column, as they stood. */
static void
join_surplus(const struct dpi_split *s, struct dp_batch *b,
	     struct dp_cell *last, const struct dp_cell *field, size_t n)
{
	struct dp_buf all = { 0 };

	for (size_t i = 0; i < n; i++) {
		if (i)
			dp_buf_char(&all, s->marks.delimiter);
		dp_buf_str(&all, dp_cell_str(&field[i]));
	}
	last->p = dp_keep(&b->text, dp_buf_view(&all)).p;
	last->n = (uint32_t)all.n;
	last->flags = 0;
	dp_buf_done(&all);
}

void
dpi_split_row(const struct dpi_split *s, struct dp_batch *b,
	      const struct dp_cell *field, size_t n, uint32_t start)
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
	memcpy(row, field, (n < w ? n : w) * sizeof *row);
	if (n > w)
		join_surplus(s, b, &row[w - 1], field + w - 1, n - w + 1);
	if (found == 1 && field[0].n == 0 && w > 1)
		b->state[r] = BLANK;
	else if (n != w)
		b->state[r] = n < w ? SHORT : LONG;
	if (b->state[r] != DP_ROW_KEPT)
		row[0].flags |= (uint32_t)n << FOUND_SHIFT;
}

/* Words a line of totals or sources starts with, folded. */
static const char *const footer_word[] = {
	"total",  "totaux",  "ensemble", "somme", "sous total",
	"source", "sources", "note",     "notes", "nb",
	"champ",  "lecture", "totals",   "sum",
};

/* "Total", "TOTAL GÉNÉRAL", "Ensemble": nothing but that. */
static bool
only_says_total(dp_str cell)
{
	static const char *const says[] = { "total",    "totaux", "general",
					    "ensemble", "somme",  "grand",
					    "totals" };
	struct dp_buf folded = { 0 };
	struct dp_words words = { { NULL, 0 } };
	dp_str word = { NULL, 0 };
	bool yes = true;
	size_t n = 0;

	dp_fold(cell, &folded);
	words.rest = dp_buf_view(&folded);
	for (; yes && dp_words_next(&words, &word); n++) {
		yes = false;
		for (size_t i = 0; i < sizeof says / sizeof *says; i++)
			yes = yes || dp_str_is(word, says[i]);
	}
	dp_buf_done(&folded);
	return yes && n > 0;
}

/*
 * A line of totals, or of text, is no record: its first cell says so, or it
 * is NARROW, without the table's delimiters; and it holds fewer values than
 * is usual.
 */
static bool
is_footer(const struct dpi_split *s, const struct dp_cell *row, size_t usual,
	  bool narrow)
{
	struct dp_buf folded = { 0 };
	struct dp_words words = { { NULL, 0 } };
	size_t filled = 0, first = s->n_columns;
	dp_str word = { NULL, 0 };
	bool yes = false;

	for (size_t i = 0; i < s->n_columns; i++) {
		if (dp_trim(dp_cell_str(&row[i])).n == 0)
			continue;
		filled++;
		if (first == s->n_columns)
			first = i;
	}
	if (filled == 0)
		return false;
	if (filled >= usual)
		return first == 0 && only_says_total(dp_cell_str(&row[0]));
	dp_fold(dp_cell_str(&row[first]), &folded);
	words.rest = dp_buf_view(&folded);
	if (dp_words_next(&words, &word))
		for (size_t i = 0; i < sizeof footer_word / sizeof *footer_word;
		     i++)
			yes = yes || dp_str_is(word, footer_word[i]);
	/* A line without the table's delimiters is a remark. */
	yes = yes || (narrow && filled == 1 && first == 0 && usual > 2);
	dp_buf_done(&folded);
	return yes;
}

/*
 * First row of B near enough to the end to be a footer or tell one: the same
 * whatever the size of blocks.
 */
static size_t
footer_from(const struct dp_batch *b)
{
	size_t r = b->n_rows;

	while (r > 0 && b->block.n - b->start[r - 1] <= DPI_FOOTER_BYTES)
		r--;
	return r;
}

/*
 * How many cells the records of B from row FROM on usually fill: the median
 * of some.
 */
static size_t
usual_filled(const struct dpi_split *s, const struct dp_batch *b, size_t from)
{
	size_t count[DP_FOOTER_SAMPLE] = { 0 }, n = 0;

	for (size_t r = from; r < b->n_rows && n < DP_FOOTER_SAMPLE; r++) {
		size_t filled = 0, at = n;

		if (b->state[r] == BLANK)
			continue;
		for (size_t i = 0; i < s->n_columns; i++)
			filled += dp_batch_cell(b, r, i)->n > 0;
		for (; at > 0 && count[at - 1] > filled; at--)
			count[at] = count[at - 1];
		count[at] = filled;
		n++;
	}
	return n ? count[n / 2] : 0;
}

/* Marks the lines at the end of the last batch that are no records. */
static void
mark_footer(const struct dpi_split *s, struct dp_batch *b)
{
	size_t from, usual;

	if (s->as_is || s->n_columns < 2)
		return;
	from = footer_from(b);
	usual = usual_filled(s, b, from);
	for (size_t r = b->n_rows; r-- > from;) {
		if (b->state[r] == BLANK)
			continue;
		if (!is_footer(s, dp_batch_cell(b, r, 0), usual,
			       (b->state[r] & STATE_BITS) == SHORT))
			break;
		b->state[r] = FOOTER;
	}
}

void
dpi_split_settle(const struct dpi_split *s, struct dp_batch *b)
{
	if (b->is_last)
		mark_footer(s, b);
	for (size_t r = 0; r < b->n_rows; r++) {
		struct dp_cell *row = dp_batch_cell(b, r, 0);
		uint8_t state = b->state[r] & STATE_BITS;
		uint8_t odd = b->state[r] & (uint8_t)~STATE_BITS;
		size_t found = 0;

		b->state[r] = DP_ROW_KEPT;
		if (odd)
			note(b, r,
			     odd == DPI_ROW_STRAY ? DP_F_STRAY_QUOTE :
						    DP_F_UNCLOSED_QUOTE);
		if (row[0].flags >> FOUND_SHIFT) {
			found = row[0].flags >> FOUND_SHIFT;
			row[0].flags &= (1u << FOUND_SHIFT) - 1;
		}
		if (state == SHORT || state == LONG) {
			note_width(b, r,
				   state == SHORT ? DP_F_MISSING_CELL :
						    DP_F_EXTRA_CELL,
				   s->n_columns, found);
			row[0].flags |= state == SHORT ? DP_CELL_SHORT :
							 DP_CELL_LONG;
		} else if (state == FOOTER) {
			leave_out(b, r, DP_F_FOOTER);
		} else if (state == BLANK && !s->as_is) {
			leave_out(b, r, DP_F_BLANK_ROW);
		} else if (s->header && row[0].n == s->header[0].n &&
			   !s->as_is && is_header(s, row)) {
			leave_out(b, r, DP_F_REPEATED_HEADER);
		}
	}
}

/* A record whose number of fields is not the table's. */
static void
odd_row(const struct dpi_split *s, struct dp_batch *b, const uint32_t *sep,
	size_t n, uint32_t begin)
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
	dpi_split_row(s, b, field, n, begin);
	free(field);
}

/* A record of the right width: cells are cut at the W separators of SEP. */
static inline void
fill_row(const struct dpi_split *s, struct dp_batch *b, struct dp_cell *row,
	 const uint32_t *sep, uint32_t at, uint32_t flags)
{
	const char *p = b->block.p;
	const size_t w = s->n_columns;
	/* Without quotes no first character is ever one: LF cannot be. */
	const char quote = s->marks.quote ? s->marks.quote : '\n';

	for (size_t i = 0; i < w; i++) {
		uint32_t end = sep[i];
		const char *q = p + at;

		if (i + 1 == w && end > at && p[end - 1] == '\r')
			end--;
		if (*q == quote && end > at) {
			row[i] = dpi_unquote(q, end - at, quote, &b->text);
		} else {
			row[i].p = end > at ? q : NULL;
			row[i].n = end - at;
			row[i].flags = flags;
		}
		at = sep[i] + 1;
	}
	if (b->stride > w)
		memset(row + w, 0, (b->stride - w) * sizeof *row);
}

/* What an unquoted cell is known to be, from the dialect alone. */
static uint32_t
unquoted_flags(const struct dpi_marks *m)
{
	bool rfc = m->delimiter == ',' && m->quote == '"' && m->newline == '\n';

	return rfc ? DP_CELL_ROOM | DP_CELL_BARE : DP_CELL_ROOM;
}

void
dpi_split_regular(const struct dpi_split *s, struct dp_batch *b,
		  uint64_t n_records)
{
	const uint32_t flags = unquoted_flags(&s->marks);
	const size_t w = s->n_columns;
	const uint32_t *sep, *rec;
	uint32_t begin = 0;
	size_t k = 0;

	dp_batch_reserve(b, n_records);
	if (b->cap_sep < b->block.n + 16) {
		/* Nothing in it need be kept; pages are used as touched. */
		free(b->sep);
		b->cap_sep = b->block.n + b->block.n / 8 + 16;
		b->sep = dp_realloc_array(NULL, b->cap_sep, sizeof *b->sep);
	}
	sep = b->sep;
	/* Each entry is read before the record's own start replaces it. */
	rec = b->start + 1;
	(void)s->scan->index(b->block.p, b->block.n, &s->marks, b->sep,
			     b->start + 1);
	b->has_raw = true;
	for (size_t r = 0; r < n_records; r++) {
		size_t last = rec[r];

		if (last - k + 1 == w) {
			fill_row(s, b, &b->cell[r * b->stride], sep + k, begin,
				 flags);
			b->state[r] = DP_ROW_KEPT;
			b->record[r] = b->first_record + r;
			b->start[r] = begin;
			b->n_rows = r + 1;
		} else {
			odd_row(s, b, sep + k, last - k + 1, begin);
		}
		begin = sep[last] + 1;
		b->start[r + 1] = begin;
		k = last + 1;
	}
	dpi_split_settle(s, b);
}
