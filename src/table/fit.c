/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records that are too wide or too narrow: where the types of the columns
 * leave one reading only, that one; else what is there, as it stands.
 */
#include "table/fit.h"

#include <stdlib.h>

#include "table/csv_line.h"
#include "table/other_form.h"
#include "table/recut.h"

/* Fields of a record that may be too many; more are no accident. */
#define SURPLUS_MAX 8

static dp_str
field_str(const struct dp_cell *c)
{
	return dp_cell_str(c);
}

/*
 * The fields from I to I + K as one cell, kept in A; between them DELIMITER, or
 * where that is NULL the sign by which they were cut.
 */
static struct dp_cell
joined(const struct dpi_split *s, const struct dp_cell *field, size_t i,
       size_t k, const char *delimiter, struct dp_arena *a)
{
	struct dp_cell c = { NULL, 0, 0 };
	struct dp_buf all = { 0 };

	for (size_t at = i; at <= i + k; at++) {
		if (at > i && delimiter)
			dp_buf_c(&all, delimiter);
		else if (at > i)
			dp_buf_char(&all, s->marks.delimiter);
		dp_buf_str(&all, field_str(&field[at]));
	}
	c.p = dp_keep(a, dp_buf_view(&all)).p;
	c.n = (uint32_t)all.n;
	dp_buf_done(&all);
	return c;
}

/* As in a sentence: a space behind each delimiter between I and I + K. */
static bool
reads_as_prose(const struct dp_cell *field, size_t i, size_t k)
{
	for (size_t at = i + 1; at <= i + k; at++)
		if (field[at].n < 2 || field[at].p[0] != ' ')
			return false;
	return true;
}

/* Where K + 1 of the fields of a record can be joined. */
struct places {
	size_t fits, at;        /* how many make all cells fit; the last */
	size_t prose, prose_at; /* and of them those that read as prose */
	size_t typed; /* numbers and dates in their columns, at most */
};

/* Does column I hold numbers or dates, and CELL something? */
static bool
is_typed(const struct dpi_split *s, size_t i, const struct dp_cell *cell)
{
	return cell->n && s->look[i] != DPI_LOOK_TEXT;
}

/* Longer records are not looked at again. */
#define AGAIN_MAX_BYTES (64u << 10)

/* Does CELL stand in the record RAW as it is? What was in quotes does not. */
static bool
stands_in(dp_str raw, const struct dp_cell *cell)
{
	return raw.n > AGAIN_MAX_BYTES ||
	       dp_str_search(raw, dp_cell_str(cell)) >= 0;
}

/* The places among the N fields of RAW, where neither empty ones are joined
 * nor such as have quotes of their own. */
static struct places
places_to_join(const struct dpi_split *s, struct dp_batch *b,
	       const struct dp_cell *field, size_t n, dp_str raw)
{
	size_t w = s->n_columns, k = n - w, bad = 0, typed = 0;
	struct places found = { .at = n, .prose_at = n };

	for (size_t j = 1; s->look && j < w; j++) {
		bad += dpi_misfits(s, j, field_str(&field[j + k]));
		typed += is_typed(s, j, &field[j + k]);
	}
	for (size_t i = 0; s->look && i < w; i++) {
		struct dp_cell all = joined(s, field, i, k, NULL, &b->text);

		if (bad == 0 && field[i].n && field[i + k].n &&
		    !dpi_misfits(s, i, field_str(&all)) &&
		    stands_in(raw, &all)) {
			size_t all_typed = typed + is_typed(s, i, &all);

			found.fits++;
			found.at = i;
			if (all_typed > found.typed)
				found.typed = all_typed;
			if (reads_as_prose(field, i, k)) {
				found.prose++;
				found.prose_at = i;
			}
		}
		/* Column I before the join, column I + 1 no more behind it. */
		bad += dpi_misfits(s, i, field_str(&field[i]));
		typed += is_typed(s, i, &field[i]);
		if (i + 1 < w) {
			const struct dp_cell *next = &field[i + 1 + k];

			bad -= dpi_misfits(s, i + 1, field_str(next));
			typed -= is_typed(s, i + 1, next);
		}
	}
	return found;
}

/*
 * The empty one of the W + 1 fields without which all cells fit their columns;
 * of those side by side, the first. W + 1: none is, or several are.
 */
static size_t
field_to_drop(const struct dpi_split *s, const struct dp_cell *field, size_t w)
{
	size_t bad = 0, at = w + 1;

	for (size_t i = 0; s->look && i < w; i++)
		bad += dpi_misfits(s, i, field_str(&field[i + 1]));
	for (size_t i = 0; s->look && i < w + 1; i++) {
		bool beside = i > 0 && field[i - 1].n == 0;

		if (field[i].n == 0 && bad == 0 && !beside) {
			if (at <= w)
				return w + 1;
			at = i;
		}
		if (i == w)
			break;
		/* Column I before the gap, no more behind it. */
		bad += dpi_misfits(s, i, field_str(&field[i]));
		bad -= dpi_misfits(s, i, field_str(&field[i + 1]));
	}
	return at;
}

/* Numbers and dates in their columns, of the W + 1 fields without DROP. */
static size_t
typed_without(const struct dpi_split *s, const struct dp_cell *field, size_t w,
	      size_t drop)
{
	size_t typed = 0;

	for (size_t i = 0; i < w; i++)
		typed += is_typed(s, i, &field[i + (i >= drop)]);
	return typed;
}

static uint8_t
fit_long(const struct dpi_split *s, struct dp_batch *b,
	 const struct dp_cell *field, size_t n, dp_str raw, struct dp_cell *row)
{
	size_t w = s->n_columns, k = n - w, at = n, drop = n;

	if (!s->as_is && s->marks.delimiter && k <= SURPLUS_MAX && w > 1) {
		struct places p = places_to_join(s, b, field, n, raw);

		at = p.fits == 1 ? p.at : p.prose == 1 ? p.prose_at : n;
		if (k == 1 && s->look)
			drop = field_to_drop(s, field, w);
		/* Where a cell may as well hold a delimiter, nobody knows,
		 * but for a value that so comes to stand in its column. */
		if (drop < n && p.fits &&
		    typed_without(s, field, w, drop) <= p.typed)
			drop = n;
	}
	if (drop < n) {
		memcpy(row, field, drop * sizeof *row);
		memcpy(row + drop, field + drop + 1, (w - drop) * sizeof *row);
		return DPI_ROW_SURPLUS;
	}
	if (at == n) {
		memcpy(row, field, (w - 1) * sizeof *row);
		row[w - 1] = joined(s, field, w - 1, k, s->parting, &b->text);
		return DPI_ROW_LONG;
	}
	memcpy(row, field, at * sizeof *row);
	row[at] = joined(s, field, at, k, s->parting, &b->text);
	memcpy(row + at + 1, field + at + k + 1, (w - at - 1) * sizeof *row);
	return DPI_ROW_REJOINED;
}

uint8_t
dpi_fit_row(const struct dpi_split *s, struct dp_batch *b,
	    const struct dp_cell *field, size_t n, dp_str raw,
	    struct dp_cell *row)
{
	dp_str line = { raw.p, dpi_line_text(raw.p, raw.n) };

	if (dpi_other_form(s, line, n, row, &b->text))
		return DPI_ROW_OTHER;
	if (n > s->n_columns)
		return fit_long(s, b, field, n, raw, row);
	memcpy(row, field, n * sizeof *row);
	return DPI_ROW_SHORT;
}

bool
dpi_fit_surplus(const struct dpi_split *s, const struct dp_cell *field,
		struct dp_cell *row)
{
	size_t w = s->n_columns, bad = 0, drop;

	for (size_t i = 0; s->look && !s->as_is && i < w; i++)
		bad += dpi_misfits(s, i, field_str(&field[i]));
	drop = bad ? field_to_drop(s, field, w) : w;
	if (drop >= w)
		return false;
	memcpy(row, field, drop * sizeof *row);
	memcpy(row + drop, field + drop + 1, (w - drop) * sizeof *row);
	return true;
}

/* ---- line breaks in cells --------------------------------------------- */

static size_t
found_in(const struct dp_batch *b, size_t r)
{
	return dp_batch_cell(b, r, 0)->flags >> DPI_FOUND_SHIFT;
}

static bool
is_short(const struct dp_batch *b, size_t r)
{
	uint8_t state = b->state[r] & DPI_STATE_BITS;

	return b->state[r] == state &&
	       (state == DPI_ROW_SHORT || state == DPI_ROW_BLANK);
}

/* The last cell of row R, the line end behind it and the first one of the
 * next: one cell. */
static struct dp_cell
bridged(struct dp_batch *b, const struct dp_cell *left, size_t r)
{
	bool blank = b->state[r + 1] == DPI_ROW_BLANK;
	dp_str raw = dp_batch_raw(b, r), right = dp_batch_raw(b, r + 1);
	size_t end = (size_t)(raw.p - b->block.p) + raw.n;
	struct dp_cell c = { NULL, 0, 0 };
	struct dp_buf all = { 0 };

	dp_buf_str(&all, dp_cell_str(left));
	dp_buf_add(&all, b->block.p + end, b->start[r + 1] - end);
	/* White space alone is no cell until it is in one. */
	if (!blank)
		right = dp_cell_str(dp_batch_cell(b, r + 1, 0));
	dp_buf_str(&all, right);
	c.p = dp_keep(&b->text, dp_buf_view(&all)).p;
	c.n = (uint32_t)all.n;
	dp_buf_done(&all);
	return c;
}

/* Cells of row R, N of them, that stand in columns of another type. */
static size_t
misfits_of(const struct dpi_split *s, const struct dp_batch *b, size_t r)
{
	size_t n = found_in(b, r), bad = 0;

	for (size_t i = 0; i < n && i < s->n_columns; i++)
		bad += dpi_mistyped(s, i, field_str(dp_batch_cell(b, r, i)));
	return bad;
}

/*
 * Joins rows FROM to TO, short ones that have the table's width together, if
 * that gives every cell the type of its column and they do not have it alone.
 */
static void
join_rows(const struct dpi_split *s, struct dp_batch *b, size_t from, size_t to)
{
	size_t w = s->n_columns, at = 0, alone = 0, bad = 0;
	struct dp_cell *all = dp_alloc0(w * sizeof *all);

	for (size_t r = from; r <= to; r++) {
		size_t n = found_in(b, r);

		n = n ? n : 1;
		alone += misfits_of(s, b, r);
		for (size_t i = r > from; i < n && at < w; i++)
			all[at++] = *dp_batch_cell(b, r, i);
		if (r < to)
			all[at - 1] = bridged(b, &all[at - 1], r);
	}
	for (size_t i = 0; i < w; i++) {
		all[i].flags &= (1u << DPI_FOUND_SHIFT) - 1;
		bad += dpi_mistyped(s, i, field_str(&all[i]));
	}
	if (at == w && bad == 0 && alone > 0) {
		memcpy(dp_batch_cell(b, from, 0), all, w * sizeof *all);
		b->state[from] = DPI_ROW_BROKEN;
		for (size_t r = from + 1; r <= to; r++)
			b->state[r] = DPI_ROW_GONE;
	}
	free(all);
}

/* Joins what can be in the run of short rows from FROM to before END. */
static void
join_run(const struct dpi_split *s, struct dp_batch *b, size_t from, size_t end)
{
	while (from < end) {
		size_t sum = 0, r = from;

		/* Nothing starts with a blank line. */
		if (b->state[from] == DPI_ROW_BLANK) {
			from++;
			continue;
		}
		for (; r < end && sum < s->n_columns; r++) {
			size_t n = found_in(b, r);

			n = n ? n : 1;
			sum += r == from ? n : n - 1;
		}
		if (sum != s->n_columns)
			return;
		/* Whole again before its last cell, it may go on. */
		join_rows(s, b, from, r - 1);
		from = r;
	}
}

void
dpi_fit_breaks(const struct dpi_split *s, struct dp_batch *b)
{
	size_t r = 0;

	if (s->as_is || !s->look || !s->n_typed || s->n_columns < 3)
		return;
	while (r < b->n_rows) {
		size_t from = r;
		bool cut;

		while (r < b->n_rows && is_short(b, r))
			r++;
		if (r == from) {
			r++;
			continue;
		}
		cut = (from == 0 && b->cut_before) ||
		      (r == b->n_rows && b->cut_after);
		if (!cut && r - from > 1 && r - from <= DPI_BREAK_ROWS_MAX)
			join_run(s, b, from, r);
	}
}

/* ---- where blocks may be parted --------------------------------------- */

/*
 * True when the line of N bytes at P is, as far as it tells, a record of the
 * table's width or more.
 */
static bool
is_full_line(const struct dpi_split *s, const char *p, size_t n)
{
	const struct dpi_marks *m = &s->marks;
	size_t cells = 1;
	bool open = false;

	for (size_t i = 0; i < n; i++) {
		if (m->quote && p[i] == m->quote) {
			/* Opens behind a delimiter, closes before one. */
			if (!open && i > 0 && p[i - 1] != m->delimiter &&
			    p[i - 1] != m->quote)
				return false;
			open = !open;
		} else if (p[i] == m->delimiter && !open) {
			cells++;
		}
	}
	return !open && cells >= s->n_columns;
}

size_t
dpi_fit_edge(const struct dpi_split *s, const char *p, size_t end, bool *cut)
{
	size_t at = end;

	*cut = false;
	if (s->as_is || !s->look || !s->n_typed || s->n_columns < 3)
		return end;
	for (unsigned step = 0; at > 0; step++) {
		struct dpi_bounds k;
		size_t line = at - 1;

		while (line > 0 && p[line - 1] != s->marks.newline)
			line--;
		if (is_full_line(s, p + line, at - line))
			return at;
		if (step > DPI_BREAK_ROWS_MAX) {
			*cut = true;
			return end;
		}
		s->scan->bounds(p, line, &s->marks, NULL, &k);
		at = k.end_bytes;
	}
	return 0;
}
