/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a table begins: its first row, below titles, comments and whatever
 * else stands above, and what the cells of its columns look like.
 */
#include "table/header_body.h"

/* So many rows may stand between a line that tells of a table and it. */
#define ABOVE_ROWS 16
/* More columns are not compared with one another. */
#define NAMES_MAX 256
/* A table so many times larger than the one above it is the one meant. */
#define FAR_LARGER 3

dp_str
dpi_body_cell(const struct dpi_sample *s, size_t r, size_t i)
{
	return i < s->row[r].n ? s->cell[s->row[r].first + i] :
				 (dp_str){ NULL, 0 };
}

size_t
dpi_body_filled(const struct dpi_sample *s, size_t r)
{
	size_t n = 0;

	for (size_t i = 0; i < s->row[r].n; i++)
		n += dp_trim(dpi_body_cell(s, r, i)).n > 0;
	return n;
}

/* Cells of row R up to the last that is filled. */
static size_t
extent(const struct dpi_sample *s, size_t r)
{
	size_t n = s->row[r].n;

	while (n > 0 && dpi_body_cell(s, r, n - 1).n == 0)
		n--;
	return n;
}

enum dpi_look
dpi_body_look_at(const struct dpi_sample *s, size_t width, size_t r, size_t i)
{
	if (i + 1 == width && extent(s, r) > width)
		return DPI_LOOK_TEXT;
	return dpi_sample_look(dpi_body_cell(s, r, i));
}

size_t
dpi_body_usual(const struct dpi_sample *s, size_t width)
{
	size_t count[DPI_BODY_ROWS], n = 0;

	for (size_t r = 0; r < s->n_rows && n < DPI_BODY_ROWS; r++) {
		size_t full = dpi_body_filled(s, r), at = n;

		if (s->row[r].n != width)
			continue;
		for (; at > 0 && count[at - 1] > full; at--)
			count[at] = count[at - 1];
		count[at] = full;
		n++;
	}
	return n ? count[n / 2] : 0;
}

size_t
dpi_body_used(const struct dpi_sample *s, size_t width)
{
	size_t used = 1;

	for (size_t r = 0; r < s->n_rows && used < width; r++) {
		size_t n = s->row[r].n == width ? extent(s, r) : 0;

		used = n > used ? n : used;
	}
	return used;
}

bool
dpi_is_year(dp_str cell)
{
	int64_t year;

	return dp_str_int(dp_trim(cell), &year) && year >= 1800 && year <= 2100;
}

/* Are the cells of row R that hold something years, two at least? */
static bool
holds_years(const struct dpi_sample *s, size_t r)
{
	size_t years = 0;

	for (size_t i = 0; i < s->row[r].n; i++) {
		dp_str cell = dp_trim(dpi_body_cell(s, r, i));

		if (cell.n && !dpi_is_year(cell))
			return false;
		years += cell.n > 0;
	}
	return years > 1;
}

/*
 * Does the first cell of row R that holds something hold words? Years behind
 * an empty corner are as good.
 */
static bool
starts_with_words(const struct dpi_sample *s, size_t r)
{
	enum dpi_look look = DPI_LOOK_EMPTY;

	if (!dp_trim(dpi_body_cell(s, r, 0)).n && holds_years(s, r))
		return true;
	for (size_t i = 0; i < s->row[r].n && look == DPI_LOOK_EMPTY; i++)
		look = dpi_sample_look(dpi_body_cell(s, r, i));
	return look == DPI_LOOK_TEXT || look == DPI_LOOK_EMPTY;
}

enum dpi_look
dpi_body_look(const struct dpi_body *b, size_t first, size_t i)
{
	size_t count[DPI_LOOK_TEXT + 1] = { 0 }, rows = 0;
	const struct dpi_sample *s = b->s;

	for (size_t r = first + 1; r < s->n_rows && rows < DPI_BODY_ROWS; r++) {
		if (extent(s, r) > b->width)
			continue;
		count[dpi_sample_look(dpi_body_cell(s, r, i))]++;
		rows++;
	}
	for (unsigned look = DPI_LOOK_NUMBER; look < DPI_LOOK_TEXT; look++)
		if (count[look] * 2 > rows - count[DPI_LOOK_EMPTY] &&
		    rows > count[DPI_LOOK_EMPTY])
			return (enum dpi_look)look;
	return DPI_LOOK_TEXT;
}

/*
 * Row R names all columns, with no number and no date, and the rows below
 * hold some; or there are three columns, and a title is ALIGNED to the first.
 * A column of words at the left may have no name, as in a table of years.
 */
static bool
names_table(const struct dpi_body *b, bool aligned, size_t r)
{
	bool typed = b->used > 2 && aligned;

	for (size_t i = 0; i < b->used; i++) {
		enum dpi_look look = dpi_body_look_at(b->s, b->width, r, i);

		if (look != DPI_LOOK_TEXT &&
		    !dpi_is_year(dpi_body_cell(b->s, r, i)) &&
		    (i > 0 || look != DPI_LOOK_EMPTY || b->used < 3 ||
		     dpi_body_look(b, r, 0) != DPI_LOOK_TEXT))
			return false;
		typed = typed || dpi_body_look(b, r, i) != DPI_LOOK_TEXT;
	}
	return typed;
}

/*
 * Does each cell of row UP stand over several columns, the first over the
 * first, all of which row LOW names? A key and its value stand side by side.
 */
static bool
spans_all(const struct dpi_body *b, size_t up, size_t low)
{
	const struct dpi_sample *s = b->s;

	if (s->row[up].n < b->used || dpi_body_filled(s, low) < b->used)
		return false;
	for (size_t i = 0; i < b->used; i++) {
		bool starts = dp_trim(dpi_body_cell(s, up, i)).n > 0;

		if (i == 0 && !starts)
			return false;
		if (starts && (i + 1 == b->used ||
			       dp_trim(dpi_body_cell(s, up, i + 1)).n > 0))
			return false;
	}
	return true;
}

/*
 * Does each cell of row UP stand over one of row LOW, which has more of them,
 * the last ones over several columns? Neither names all columns.
 */
static bool
spans_some(const struct dpi_body *b, size_t up, size_t low)
{
	size_t more = dpi_body_filled(b->s, low);

	for (size_t i = 0; i < b->used; i++) {
		bool below = dp_trim(dpi_body_cell(b->s, low, i)).n > 0;

		if (!dp_trim(dpi_body_cell(b->s, up, i)).n)
			continue;
		if (!below || (i + 1 < b->used &&
			       dp_trim(dpi_body_cell(b->s, up, i + 1)).n > 0))
			return false;
	}
	return more > dpi_body_filled(b->s, up) && more < b->used &&
	       b->s->row[low].n == b->width && b->s->row[up].n == b->width;
}

bool
dpi_body_groups(const struct dpi_body *b, size_t up, size_t low)
{
	const struct dpi_sample *s = b->s;
	size_t merged = 0, named = dpi_body_filled(s, up);
	bool aside = dp_trim(dpi_body_cell(s, up, 0)).n == 0 ||
		     dp_trim(dpi_body_cell(s, low, 0)).n == 0;

	/* A comment above the table names no columns. */
	if (s->row[up].n != b->width &&
	    dp_str_starts(dpi_body_cell(s, up, 0), "#"))
		return false;
	if (named < 2 || s->row[up].n < 2 ||
	    s->row[up].line + 1 != s->row[low].line)
		return false;
	for (size_t i = 1; i < b->width; i++) {
		dp_str above = dp_trim(dpi_body_cell(s, up, i));

		if (above.n &&
		    dpi_body_look_at(s, b->width, up, i) != DPI_LOOK_TEXT &&
		    !dpi_is_year(above))
			return false;
		/* One cell over several, or named again over each. */
		merged += dpi_body_look_at(s, b->width, low, i) !=
				  DPI_LOOK_EMPTY &&
			  (!above.n ||
			   dp_str_eq(above,
				     dp_trim(dpi_body_cell(s, up, i - 1))));
	}
	return merged > 0 &&
	       (aside || (named * 2 > b->width && merged > 1) ||
		spans_all(b, up, low) || (named > 2 && spans_some(b, up, low)));
}

/*
 * Row R and those below it, of which each names groups of the columns of the
 * next, name all columns together, with no number and no date, and the rows
 * below hold some.
 */
static bool
names_stack(const struct dpi_body *b, size_t r)
{
	size_t last = r;
	bool typed = false;

	while (last + 1 < b->s->n_rows && last - r + 1 < DPI_HEADER_ROWS_MAX &&
	       dpi_body_groups(b, last, last + 1))
		last++;
	for (size_t i = 0; i < b->used; i++) {
		size_t names = 0;

		for (size_t k = r; k <= last; k++) {
			dp_str cell = dpi_body_cell(b->s, k, i);
			enum dpi_look look = dpi_body_look_at(b->s, b->width, k,
							      i);

			if (look != DPI_LOOK_TEXT && look != DPI_LOOK_EMPTY &&
			    !dpi_is_year(cell))
				return false;
			names += look != DPI_LOOK_EMPTY;
		}
		if (!names)
			return false;
		typed = typed || dpi_body_look(b, last, i) != DPI_LOOK_TEXT;
	}
	return last > r && typed;
}

/*
 * Is row R, above the table, a comment, which begins with #? A header may
 * begin so too: all its cells are words, and no header is below it.
 */
static bool
is_comment(const struct dpi_body *b, size_t r)
{
	const struct dpi_sample *s = b->s;

	if (r + 1 >= s->n_rows || !dp_str_starts(dpi_body_cell(s, r, 0), "#"))
		return false;
	for (size_t i = 0; i < b->used; i++)
		if (s->row[r].n != b->width ||
		    dpi_sample_look(dpi_body_cell(s, r, i)) != DPI_LOOK_TEXT)
			return true;
	return dp_str_starts(dpi_body_cell(s, r + 1, 0), "#") ||
	       names_table(b, false, r + 1);
}

/*
 * Does row R, and those behind it to a blank one, fill half of the columns at
 * most, while the row behind that names all? They say what the table is.
 */
static bool
stands_above(const struct dpi_body *b, size_t r)
{
	const struct dpi_sample *s = b->s;
	size_t end = r + ABOVE_ROWS < s->n_rows ? r + ABOVE_ROWS : s->n_rows;

	for (; r < end && dpi_body_filled(s, r) > 0; r++)
		if (dpi_body_filled(s, r) * 2 > b->used)
			return false;
	while (r < end && dpi_body_filled(s, r) == 0)
		r++;
	return r < end && s->row[r].n >= b->used && names_table(b, false, r);
}

/* The first row of the table, if a record need not stand below it. */
static size_t
first_row(const struct dpi_body *b)
{
	const struct dpi_sample *s = b->s;
	size_t enough = (b->usual + 1) / 2, wide = SIZE_MAX;
	bool aligned = false;
	bool comments = b->width > 1 &&
			(dpi_sample_comments(s, b->width) ||
			 dp_str_starts(dpi_body_cell(s, 0, 0), "# "));

	for (size_t r = 0; r < s->n_rows; r++) {
		size_t n = dpi_body_filled(s, r);

		if ((comments && is_comment(b, r)) || s->row[r].n < b->used ||
		    (b->width > 1 && s->row[r].n == 1))
			continue;
		if (((n >= enough && (b->width == 1 || n > 1)) ||
		     !starts_with_words(s, r)) &&
		    !(b->used > 3 && stands_above(b, r)))
			return wide == SIZE_MAX || names_table(b, aligned, r) ||
					       names_stack(b, r) ?
				       r :
				       wide;
		wide = r < wide ? r : wide;
		aligned = aligned || dp_trim(dpi_body_cell(s, r, 0)).n > 0;
	}
	return wide == SIZE_MAX ? 0 : wide;
}

/*
 * Does row R name each of the columns with words of its own, where the rows
 * below hold numbers or dates? That a value is missing is no name, and most
 * are no units.
 */
static bool
names_each(const struct dpi_body *b, size_t r)
{
	struct dp_buf scratch = { 0 };
	size_t units = 0;
	bool yes = b->s->row[r].n >= b->used && names_table(b, false, r);

	for (size_t i = 0; yes && i < b->used; i++) {
		dp_str cell = dp_trim(dpi_body_cell(b->s, r, i));

		units += dpi_is_unit_cell(cell);
		yes = cell.n && !dp_missing_word(cell, &scratch) &&
		      units * 2 < b->used;
		for (size_t k = 0; yes && k < i; k++)
			yes = !dp_str_eq(cell,
					 dp_trim(dpi_body_cell(b->s, r, k)));
	}
	dp_buf_done(&scratch);
	return yes;
}

/* Do nine in ten rows below row LOW hold something behind the N first cells? */
static bool
go_on_behind(const struct dpi_body *b, size_t low, size_t n)
{
	size_t rows = 0, behind = 0;

	for (size_t r = low + 1; r < b->s->n_rows && rows < DPI_BODY_ROWS;
	     r++) {
		if (!dpi_body_filled(b->s, r))
			continue;
		rows++;
		behind += extent(b->s, r) > n;
	}
	return rows > 0 && behind * 10 >= rows * 9;
}

/*
 * Is row R, above row LOW that names all columns, no record of them? It ends
 * before all of those do, as a label and its value, or its numbers and dates
 * are of another kind. Words in most columns may be names, too.
 */
static bool
is_apart(const struct dpi_body *b, size_t r, size_t low)
{
	size_t filled = 0, words = 0;
	ptrdiff_t like = 0;

	for (size_t i = 0; i < b->used; i++) {
		dp_str cell = dp_trim(dpi_body_cell(b->s, r, i));
		enum dpi_look look = dpi_sample_look(cell);

		filled += look != DPI_LOOK_EMPTY;
		words += look == DPI_LOOK_TEXT;
		if (look == DPI_LOOK_NUMBER || look == DPI_LOOK_DATE)
			like += look == dpi_body_look(b, low, i) ? 1 : -1;
	}
	if (filled < 2 || like < 0)
		return words < 2 || filled > words;
	return (words < filled || words == 2 || words * 2 <= b->used) &&
	       go_on_behind(b, low, extent(b->s, r));
}

/*
 * May the rows from R on, above row END, be a table: names, then two records
 * at least, which all hold numbers or dates, or none does? A blank row is
 * below those.
 */
static bool
may_be_table(const struct dpi_body *b, size_t r, size_t end)
{
	size_t records = 0, of_words = 0, names = dpi_body_filled(b->s, r);

	for (size_t first = r; r < end; r++) {
		size_t words = 0, filled = dpi_body_filled(b->s, r);

		for (size_t i = 0; i < b->s->row[r].n; i++)
			words += dpi_sample_look(dpi_body_cell(b->s, r, i)) ==
				 DPI_LOOK_TEXT;
		if (r == first && words < filled)
			return false;
		records += r > first && filled;
		of_words += r > first && filled && words == filled;
	}
	return names > 1 && records > 1 &&
	       (!of_words ||
		(of_words == records && !dpi_body_filled(b->s, end - 1)));
}

/*
 * The row below row FIRST that names all columns, those from there on being
 * no records but lines that tell of the table, with fewer cells in all than
 * there are in it, or far fewer if they look like one; FIRST, if there is none.
 */
static size_t
below_lines(const struct dpi_body *b, size_t first)
{
	const struct dpi_sample *s = b->s;
	size_t end = first + ABOVE_ROWS < s->n_rows ? first + ABOVE_ROWS :
						      s->n_rows;
	size_t low = first, above = 0, below = 0;

	if (b->used < 3 || b->used > NAMES_MAX)
		return first;
	while (low < end && !names_each(b, low))
		low++;
	if (low == end)
		return first;
	for (size_t r = first; r < low; r++) {
		if (dpi_body_filled(s, r) && !is_apart(b, r, low))
			return first;
		above += dpi_body_filled(s, r);
	}
	if (may_be_table(b, first, low))
		above *= FAR_LARGER;
	for (size_t r = low; r < s->n_rows && below < above; r++)
		below += dpi_body_filled(s, r);
	return above <= below ? low : first;
}

size_t
dpi_body_first(const struct dpi_body *b)
{
	const struct dpi_sample *s = b->s;
	size_t first = first_row(b);

	/* Of two lines the first is no title if cells part it, but a header
	 * that has too few. */
	if (first == 1 && s->n_rows == 2 && s->row[0].n > 1 &&
	    dpi_body_filled(s, 0) == s->row[0].n &&
	    !dp_str_starts(dpi_body_cell(s, 0, 0), "#"))
		return 0;
	return below_lines(b, first);
}
