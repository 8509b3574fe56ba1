/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A second table below the first, as spreadsheets hold them: a blank row,
 * perhaps a title, another header, other records. Only a text known to its
 * end is judged.
 */
#include "table/extent.h"

#include <stdlib.h>

/* Lines between a blank row and the header below it: titles. */
#define TITLES_MAX 3
/* Runs of blank rows below which another table is looked for. */
#define BLANK_MAX 16
/* Rows above a blank one that tell what its columns hold. */
#define LOOK_ROWS 100
/* Rows below a header that tell it from a record. */
#define SAME_ROWS 16
/* More columns are not compared with one another. */
#define NAMES_MAX 256

struct extent {
	const struct dpi_sample *s;
	const struct dp_dialect *d;
	enum dpi_look *look; /* of each of N columns, in the rows above */
	size_t n;
	size_t least;  /* cells that all but few records above use */
	bool comments; /* a row that begins with "#" may be one */
};

static dp_str
cell_at(const struct dpi_sample *s, size_t r, size_t i)
{
	return dp_trim(s->cell[s->row[r].first + i]);
}

static size_t
filled(const struct dpi_sample *s, size_t r)
{
	size_t n = 0;

	for (size_t i = 0; i < s->row[r].n; i++)
		n += cell_at(s, r, i).n > 0;
	return n;
}

/* Cells of row R up to the last that is filled. */
static size_t
used(const struct dpi_sample *s, size_t r)
{
	size_t n = s->row[r].n;

	while (n > 0 && cell_at(s, r, n - 1).n == 0)
		n--;
	return n;
}

/* Cells of row R that are of their column's type, less those that are not. */
static ptrdiff_t
likeness(const struct extent *e, size_t r)
{
	ptrdiff_t like = 0;

	for (size_t i = 0; i < e->s->row[r].n && i < e->n; i++) {
		dp_str cell = cell_at(e->s, r, i);
		enum dpi_look look = e->look[i];

		if (look == DPI_LOOK_TEXT || !cell.n)
			continue;
		like += dpi_sample_look(cell) == look ? 1 : -1;
	}
	return like;
}

static bool
is_first_header(const struct extent *e, size_t r)
{
	const struct dpi_sample *s = e->s;

	if (used(s, r) != used(s, 0))
		return false;
	for (size_t i = 0; i < used(s, r); i++)
		if (!dp_str_eq(cell_at(s, r, i), cell_at(s, 0, i)))
			return false;
	return true;
}

/* Is row R, which has not the table's width, a comment? */
static bool
is_comment(const struct extent *e, size_t r)
{
	return e->comments && e->s->row[r].n != e->d->n_columns &&
	       dp_str_starts(cell_at(e->s, r, 0), "#");
}

/*
 * Is row R no header, but a record of the rows below it, to a blank one? What
 * one of these has in its place is a value, unless it is all of R once more,
 * and the first name of a table does not begin with a digit unless it is a
 * year.
 */
static bool
is_record(const struct extent *e, size_t r)
{
	const struct dpi_sample *s = e->s;
	size_t end = r + 1 + SAME_ROWS;
	dp_str first = cell_at(s, r, 0);

	if (first.n && first.p[0] >= '0' && first.p[0] <= '9' &&
	    !dpi_is_year(first))
		return true;
	for (size_t k = r + 1; k < s->n_rows && k < end && filled(s, k); k++) {
		size_t same = 0;

		for (size_t i = 0; i < s->row[r].n && i < s->row[k].n; i++)
			same += cell_at(s, r, i).n &&
				dp_str_eq(cell_at(s, r, i), cell_at(s, k, i));
		if (same && same < filled(s, r))
			return true;
	}
	return false;
}

/*
 * Does row R name the columns of another table? All its cells are words or
 * years, two at least, and the row below has as many, one of them typed.
 */
static bool
is_other_header(const struct extent *e, size_t r)
{
	const struct dpi_sample *s = e->s;
	size_t n = used(s, r), typed = 0;

	if (n < 2 || r + 1 >= s->n_rows || filled(s, r) < n ||
	    is_first_header(e, r))
		return false;
	for (size_t i = 0; i < n; i++) {
		dp_str cell = cell_at(s, r, i);
		int64_t year = 0;

		if (dpi_sample_look(cell) != DPI_LOOK_TEXT &&
		    !(dp_str_int(cell, &year) && year > 1799 && year < 2101))
			return false;
	}
	if (used(s, r + 1) != n)
		return false;
	for (size_t i = 0; i < n; i++) {
		enum dpi_look look = dpi_sample_look(cell_at(s, r + 1, i));

		typed += look == DPI_LOOK_NUMBER || look == DPI_LOOK_DATE;
	}
	/* A record of the first table looks like its columns. */
	return typed > 0 &&
	       (n < e->least || n > e->d->n_columns || likeness(e, r) < 0);
}

/* How many rows use so many cells, of those counted so far. */
struct widths {
	size_t count[64], rows, next;
};

/* Cells that nine in ten records before row R use, or more. */
static size_t
least_used(struct widths *w, const struct dpi_sample *s, size_t r)
{
	size_t sum = 0, n = 0;

	for (; w->next < r; w->next++) {
		if (!filled(s, w->next))
			continue;
		n = used(s, w->next);
		w->count[n < 63 ? n : 63]++;
		w->rows++;
	}
	for (n = 0; n < 63 && (sum += w->count[n]) * 10 <= w->rows;)
		n++;
	return n;
}

/* Do the rows from R on belong to the first table, rather? */
static bool
goes_on(const struct extent *e, size_t r)
{
	const struct dpi_sample *s = e->s;
	size_t as_first = 0, rows = 0;

	for (; r < s->n_rows; r++) {
		if (filled(s, r) == 0)
			continue;
		rows++;
		as_first += s->row[r].n == e->d->n_columns &&
			    used(s, r) >= e->least && likeness(e, r) >= 0;
	}
	return as_first * 2 > rows;
}

/*
 * Does row R, as wide as the first table, name columns anew: words, each
 * another, where at LEAST so many columns above hold numbers or dates?
 * Whatever stands below it then, it is no record of them.
 */
static bool
names_anew(const struct extent *e, size_t r, size_t least)
{
	size_t typed = 0, n = used(e->s, r);

	if (n != e->d->n_columns || n > e->n || n > NAMES_MAX)
		return false;
	for (size_t i = 0; i < n; i++) {
		dp_str cell = cell_at(e->s, r, i);

		for (size_t k = 0; k < i; k++)
			if (dp_str_eq(cell, cell_at(e->s, r, k)))
				return false;
		if (e->look[i] == DPI_LOOK_TEXT)
			continue;
		if (dpi_sample_look(cell) != DPI_LOOK_TEXT)
			return false;
		typed++;
	}
	return typed >= least;
}

/* The header of another table below the blank row R, or 0; below a title, one
 * column that holds words now is enough. */
static size_t
other_below(const struct extent *e, size_t r, size_t *titles)
{
	const struct dpi_sample *s = e->s;

	*titles = 0;

	for (; r < s->n_rows && *titles <= TITLES_MAX; r++) {
		size_t n = filled(s, r);

		if (is_comment(e, r))
			continue;
		if (n > 1 && is_record(e, r))
			return 0;
		if (n > 1)
			return is_other_header(e, r) ||
					       (*titles && r + 1 < s->n_rows &&
						!is_first_header(e, r) &&
						names_anew(e, r, 1)) ?
				       r :
				       0;
		*titles += n;
	}
	return 0;
}

/* What most cells of each column look like in the rows from FIRST to END. */
static void
look_above(struct extent *e, size_t first, size_t end)
{
	const struct dpi_sample *s = e->s;

	if (end - first > LOOK_ROWS)
		first = end - LOOK_ROWS;
	for (size_t i = 0; i < e->n; i++) {
		size_t count[DPI_LOOK_TEXT + 1] = { 0 }, rows = 0;

		for (size_t r = first; r < end; r++) {
			enum dpi_look look = DPI_LOOK_EMPTY;

			if (i < s->row[r].n)
				look = dpi_sample_look(cell_at(s, r, i));
			count[look]++;
			rows += look != DPI_LOOK_EMPTY;
		}
		/* One value alone tells nothing. */
		e->look[i] = rows < 2 ? DPI_LOOK_TEXT :
			     count[DPI_LOOK_NUMBER] * 2 > rows ?
					DPI_LOOK_NUMBER :
			     count[DPI_LOOK_DATE] * 2 > rows ? DPI_LOOK_DATE :
							       DPI_LOOK_TEXT;
	}
}

/*
 * Does C stand before a blank line somewhere in TEXT, or, as an end of lines
 * of F, before a delimiter?
 */
static bool
ends_above_blank(dp_str text, char c, const struct dpi_form *f)
{
	static const char *const blank[] = { "\n\n", "\n\r\n", "\r\r",
					     "\n\r\r\n" };
	ptrdiff_t at;

	for (; (at = dp_str_find(text, c)) >= 0; text = dp_str_from(text, 1)) {
		text = dp_str_from(text, (size_t)at);
		if ((c == '\n' || c == f->newline) && f->delimiter &&
		    text.n > 1 && text.p[1] == f->delimiter)
			return true;
		/* nearly no line is followed by one of these */
		if (text.n < 2 || (text.p[1] != '\n' && text.p[1] != '\r'))
			continue;
		for (size_t i = 0; i < sizeof blank / sizeof *blank; i++)
			if (dp_str_starts(text, blank[i]))
				return true;
	}
	return false;
}

/* Is there a row without any value? Cheaper than cutting all of it. */
static bool
has_blank_row(dp_str text, const struct dpi_form *f)
{
	return ends_above_blank(text, '\n', f) ||
	       ends_above_blank(text, '\r', f);
}

size_t
dpi_extent_find(dp_str text, const struct dpi_form *f,
		const struct dp_dialect *d, const struct dpi_columns *columns)
{
	struct dpi_sample s;
	struct extent e = {
		.s = &s, .d = d, .n = columns->n, .comments = !columns->hashes
	};
	size_t first = d->header_rows + d->units_rows, end = text.n;
	struct widths w = { { 0 }, 0, first };
	unsigned blank = 0;

	if (d->n_columns < 2 || !d->header_rows || !has_blank_row(text, f))
		return end;
	dpi_sample_cut(&s, text, f, SIZE_MAX, true);
	e.look = dp_realloc_array(NULL, e.n + 1, sizeof *e.look);
	for (size_t r = first + 1; r < s.n_rows; r++) {
		size_t below, titles, start = r;

		if (filled(&s, r))
			continue;
		while (r + 1 < s.n_rows && !filled(&s, r + 1))
			r++;
		/* After so many: time must stay linear. */
		if (++blank > BLANK_MAX)
			break;
		e.least = least_used(&w, &s, start);
		look_above(&e, first, start);
		below = other_below(&e, r, &titles);
		if (!below || (!names_anew(&e, below, titles ? 1 : 2) &&
			       goes_on(&e, below + 1)))
			continue;
		end = s.row[start].start_bytes;
		break;
	}
	free(e.look);
	dpi_sample_done(&s);
	return end;
}
