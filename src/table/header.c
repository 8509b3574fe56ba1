/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The header: the first row of the table's width, unless it is typed like
 * the rows below it, with the rows of a stacked header and of units. What
 * stands above is a preamble. What the names are is in names.c.
 */
#include "table/header.h"

#include <stdlib.h>

#include "base/i18n.h"

#define BODY_ROWS 100

/* A sample, and what most cells of each column look like below the header. */
struct body {
	const struct dpi_sample *s;
	size_t width, used; /* cells of a row, and those that any row fills */
	size_t usual;       /* cells a row usually fills */
	enum dpi_look *look;
	size_t n_typed; /* columns of numbers or dates */
};

static dp_str
cell_at(const struct dpi_sample *s, size_t r, size_t i)
{
	return i < s->row[r].n ? s->cell[s->row[r].first + i] :
				 (dp_str){ NULL, 0 };
}

static size_t
filled(const struct dpi_sample *s, size_t r)
{
	size_t n = 0;

	for (size_t i = 0; i < s->row[r].n; i++)
		n += dp_trim(cell_at(s, r, i)).n > 0;
	return n;
}

/* Cells of row R up to the last that is filled. */
static size_t
extent(const struct dpi_sample *s, size_t r)
{
	size_t n = s->row[r].n;

	while (n > 0 && cell_at(s, r, n - 1).n == 0)
		n--;
	return n;
}

/*
 * What the cell of column I in row R looks like; in the last column, with the
 * surplus that is joined to it.
 */
static enum dpi_look
look_at(const struct dpi_sample *s, size_t width, size_t r, size_t i)
{
	if (i + 1 == width && extent(s, r) > width)
		return DPI_LOOK_TEXT;
	return dpi_sample_look(cell_at(s, r, i));
}

/* Cells the records of the width usually fill: the median of some. */
static size_t
usual(const struct dpi_sample *s, size_t width)
{
	size_t count[BODY_ROWS], n = 0;

	for (size_t r = 0; r < s->n_rows && n < BODY_ROWS; r++) {
		size_t full = filled(s, r), at = n;

		if (s->row[r].n != width)
			continue;
		for (; at > 0 && count[at - 1] > full; at--)
			count[at] = count[at - 1];
		count[at] = full;
		n++;
	}
	return n ? count[n / 2] : 0;
}

/* Cells of the rows of that width up to the last that any of them fills. */
static size_t
used_width(const struct dpi_sample *s, size_t width)
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

/* Does the first cell of row R that holds something hold words? */
static bool
starts_with_words(const struct dpi_sample *s, size_t r)
{
	enum dpi_look look = DPI_LOOK_EMPTY;

	for (size_t i = 0; i < s->row[r].n && look == DPI_LOOK_EMPTY; i++)
		look = dpi_sample_look(cell_at(s, r, i));
	return look == DPI_LOOK_TEXT || look == DPI_LOOK_EMPTY;
}

/*
 * What most cells below row FIRST look like in column I. Which cells of a row
 * too long stand in which columns is not known yet.
 */
static enum dpi_look
body_look(const struct body *b, size_t first, size_t i)
{
	size_t count[DPI_LOOK_TEXT + 1] = { 0 }, rows = 0;
	const struct dpi_sample *s = b->s;

	for (size_t r = first + 1; r < s->n_rows && rows < BODY_ROWS; r++) {
		if (extent(s, r) > b->width)
			continue;
		count[dpi_sample_look(cell_at(s, r, i))]++;
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
 */
static bool
names_table(const struct body *b, bool aligned, size_t r)
{
	bool typed = b->used > 2 && aligned;

	for (size_t i = 0; i < b->used; i++) {
		if (look_at(b->s, b->width, r, i) != DPI_LOOK_TEXT &&
		    !dpi_is_year(cell_at(b->s, r, i)))
			return false;
		typed = typed || body_look(b, r, i) != DPI_LOOK_TEXT;
	}
	return typed;
}

/*
 * Does each cell of row UP stand over several columns, the first over the
 * first, all of which row LOW names? A key and its value stand side by side.
 */
static bool
spans_all(const struct body *b, size_t up, size_t low)
{
	const struct dpi_sample *s = b->s;

	if (s->row[up].n < b->used || filled(s, low) < b->used)
		return false;
	for (size_t i = 0; i < b->used; i++) {
		bool starts = dp_trim(cell_at(s, up, i)).n > 0;

		if (i == 0 && !starts)
			return false;
		if (starts &&
		    (i + 1 == b->used || dp_trim(cell_at(s, up, i + 1)).n > 0))
			return false;
	}
	return true;
}

/* Does row UP give names to groups of the columns that row LOW names? */
static bool
is_group_row(const struct body *b, size_t up, size_t low)
{
	const struct dpi_sample *s = b->s;
	size_t merged = 0, named = filled(s, up);
	bool aside = dp_trim(cell_at(s, up, 0)).n == 0 ||
		     dp_trim(cell_at(s, low, 0)).n == 0;

	if (named < 2 || s->row[up].n < 2 ||
	    s->row[up].line + 1 != s->row[low].line)
		return false;
	for (size_t i = 1; i < b->width; i++) {
		dp_str above = dp_trim(cell_at(s, up, i));

		if (above.n && look_at(s, b->width, up, i) != DPI_LOOK_TEXT &&
		    !dpi_is_year(above))
			return false;
		/* One cell over several, or named again over each. */
		merged += look_at(s, b->width, low, i) != DPI_LOOK_EMPTY &&
			  (!above.n ||
			   dp_str_eq(above, dp_trim(cell_at(s, up, i - 1))));
	}
	return merged > 0 && (aside || (named * 2 > b->width && merged > 1) ||
			      spans_all(b, up, low));
}

/*
 * Row R and those below it, of which each names groups of the columns of the
 * next, name all columns together, with no number and no date, and the rows
 * below hold some.
 */
static bool
names_stack(const struct body *b, size_t r)
{
	size_t last = r;
	bool typed = false;

	while (last + 1 < b->s->n_rows && last - r + 1 < DPI_HEADER_ROWS_MAX &&
	       is_group_row(b, last, last + 1))
		last++;
	for (size_t i = 0; i < b->used; i++) {
		size_t names = 0;

		for (size_t k = r; k <= last; k++) {
			dp_str cell = cell_at(b->s, k, i);
			enum dpi_look look = look_at(b->s, b->width, k, i);

			if (look != DPI_LOOK_TEXT && look != DPI_LOOK_EMPTY &&
			    !dpi_is_year(cell))
				return false;
			names += look != DPI_LOOK_EMPTY;
		}
		if (!names)
			return false;
		typed = typed || body_look(b, last, i) != DPI_LOOK_TEXT;
	}
	return last > r && typed;
}

/*
 * Is row R, above the table, a comment, which begins with #? A header may
 * begin so too: all its cells are words, and no header is below it.
 */
static bool
is_comment(const struct body *b, size_t r)
{
	const struct dpi_sample *s = b->s;

	if (r + 1 >= s->n_rows || !dp_str_starts(cell_at(s, r, 0), "#"))
		return false;
	for (size_t i = 0; i < b->width; i++)
		if (s->row[r].n != b->width ||
		    dpi_sample_look(cell_at(s, r, i)) != DPI_LOOK_TEXT)
			return true;
	return dp_str_starts(cell_at(s, r + 1, 0), "#") ||
	       names_table(b, false, r + 1);
}

/*
 * First row of the table: as wide as the others and not nearly empty, or with
 * a number where a title has words. A row with all its delimiters is above
 * the table only if names of all columns follow: else it may be a record.
 */
static size_t
first_row(const struct body *b)
{
	const struct dpi_sample *s = b->s;
	size_t enough = (b->usual + 1) / 2, wide = SIZE_MAX;
	bool aligned = false;
	bool comments = b->width > 1 && dpi_sample_comments(s, b->width);

	for (size_t r = 0; r < s->n_rows; r++) {
		size_t n = filled(s, r);

		if ((comments && is_comment(b, r)) || s->row[r].n < b->used || (b->width > 1 && s->row[r].n == 1))
			continue;
		if ((n >= enough && (b->width == 1 || n > 1)) ||
		    !starts_with_words(s, r))
			return wide == SIZE_MAX || names_table(b, aligned, r) ||
					       names_stack(b, r) ?
				       r :
				       wide;
		/* Nothing names no columns. */
		wide = n && r < wide ? r : wide;
		aligned = aligned || dp_trim(cell_at(s, r, 0)).n > 0;
	}
	return wide == SIZE_MAX ? 0 : wide;
}

static void
look_below(struct body *b, size_t first)
{
	b->look = dp_realloc_array(NULL, b->width + 1, sizeof *b->look);
	for (size_t i = 0; i < b->width; i++) {
		b->look[i] = body_look(b, first, i);
		b->n_typed += b->look[i] != DPI_LOOK_TEXT;
	}
}

static bool
is_header(const struct body *b, size_t first, struct dp_dialect *d)
{
	size_t for_it = 0, against = 0;
	const char *why;

	for (size_t i = 0; i < b->width; i++) {
		dp_str cell = cell_at(b->s, first, i);
		enum dpi_look head = dpi_sample_look(cell);

		if (head == DPI_LOOK_EMPTY || dpi_is_year(cell))
			continue;
		if (b->look[i] != DPI_LOOK_TEXT && head == DPI_LOOK_TEXT)
			for_it++;
		else if (head != DPI_LOOK_TEXT)
			against++;
	}
	if (for_it == 0 && against == 0)
		why = _("the first row is text like the others; most tables "
			"have a header");
	else if (for_it >= against)
		why = _("the first row holds words where the others hold "
			"numbers or dates");
	else
		why = _("the first row holds numbers or dates like the "
			"others");
	(void)snprintf(d->why_header, sizeof d->why_header, "%s", why);
	return for_it >= against;
}

/*
 * Row R holds names where the body holds numbers or dates: none of its cells
 * there is typed or says that a value is missing; one year may be a value.
 */
static bool
names_typed_columns(const struct body *b, size_t r)
{
	struct dp_buf scratch = { 0 };
	size_t words = 0, years = 0;
	bool yes = true;

	for (size_t i = 0; yes && i < b->width; i++) {
		dp_str cell = dp_trim(cell_at(b->s, r, i));

		if (b->look[i] == DPI_LOOK_TEXT || !cell.n)
			continue;
		if (dpi_is_year(cell))
			years++;
		else if (look_at(b->s, b->width, r, i) == DPI_LOOK_TEXT &&
			 !dp_missing_word(cell, &scratch))
			words++;
		else
			yes = false;
	}
	dp_buf_done(&scratch);
	return yes && (words > 0 || years > 1);
}

/* Is row R one of units? It names no text, but for "unit" before them. */
static bool
is_units(const struct body *b, size_t r)
{
	size_t units = 0;

	for (size_t i = 0; i < b->s->row[r].n; i++) {
		dp_str cell = dp_trim(cell_at(b->s, r, i));
		bool unit = dpi_is_unit_cell(cell);

		if (cell.n && !unit && !(i == 0 && units == 0))
			return false;
		if (cell.n && !unit && !dp_str_starts(cell, "unit") &&
		    !dp_str_starts(cell, "Unit"))
			return false;
		units += unit && i < b->width && b->look[i] != DPI_LOOK_TEXT;
	}
	return units > 0 && names_typed_columns(b, r);
}

/* Finds the rows of the header around *FIRST. */
static void
find_rows(const struct body *b, size_t *first, const struct dp_read_opts *o,
	  struct dp_dialect *d)
{
	size_t last = *first;

	if (o->header_rows) {
		d->header_rows = o->header_rows;
		last = *first + o->header_rows - 1;
	} else if (!o->as_is && b->n_typed) {
		while (last + 1 < b->s->n_rows &&
		       last - *first + 1 < DPI_HEADER_ROWS_MAX &&
		       !is_units(b, last + 1) &&
		       is_group_row(b, last, last + 1) &&
		       names_typed_columns(b, last + 1))
			last++;
		while (o->skip_lines < 0 && *first > 0 &&
		       last - *first + 1 < DPI_HEADER_ROWS_MAX &&
		       names_typed_columns(b, *first) &&
		       is_group_row(b, *first - 1, *first))
			--*first;
		d->header_rows = (unsigned)(last - *first + 1);
	}
	if (last >= b->s->n_rows)
		d->header_rows = (unsigned)(b->s->n_rows - *first);
	if (o->units == DP_YES)
		d->units_rows = last + 1 < b->s->n_rows;
	else if (o->units == DP_AUTO && !o->as_is)
		d->units_rows = last + 1 < b->s->n_rows && b->n_typed &&
				is_units(b, last + 1);
}

/*
 * How wide the header says the table is: wider than its rows, or narrower
 * where these end with a delimiter and nothing behind it.
 */
static void
settle_width(const struct dpi_sample *s, size_t first, struct dp_dialect *d)
{
	size_t n = s->row[first].n;

	for (size_t r = first; r < first + d->header_rows; r++)
		n = s->row[r].n > n ? s->row[r].n : n;
	if (n < 2 && d->n_columns > 2)
		return;
	for (size_t r = first; n < d->n_columns && r < s->n_rows; r++)
		for (size_t i = n; i < s->row[r].n; i++)
			if (cell_at(s, r, i).n)
				return;
	d->n_columns = n;
}

/* Does every record of the table below its header fill column I? */
static bool
is_full(const struct body *b, size_t from, size_t i)
{
	size_t rows = 0;

	for (size_t r = from; r < b->s->n_rows && rows < BODY_ROWS; r++) {
		if (b->s->row[r].n != b->width)
			continue;
		rows++;
		if (!dp_trim(cell_at(b->s, r, i)).n)
			return false;
	}
	return rows > 2;
}

/* What B knows of the N columns there are in the end; records from FROM. */
static void
give_columns(struct body *b, size_t n, size_t from, struct dpi_columns *out)
{
	out->full = dp_realloc_array(NULL, n + 1, sizeof *out->full);
	for (size_t i = 0; i < n; i++)
		out->full[i] = is_full(b, from, i);
	b->look = dp_realloc_array(b->look, n + 1, sizeof *b->look);
	for (size_t i = b->width; i < n; i++)
		b->look[i] = DPI_LOOK_TEXT;
	out->look = b->look;
	out->n = n;
	for (size_t i = 0; i < n; i++)
		out->n_typed += b->look[i] != DPI_LOOK_TEXT;
}

void
dpi_header_find(const struct dpi_sample *s, const struct dp_read_opts *o,
		struct dp_dialect *d, struct dpi_columns *columns)
{
	struct body b = { .s = s, .width = d->n_columns };
	size_t first = 0;

	*columns = (struct dpi_columns){ 0 };
	d->header_rows = d->units_rows = 0;
	(void)snprintf(d->why_header, sizeof d->why_header, "%s",
		       _("the file holds nothing"));
	if (s->n_rows == 0)
		return;
	b.used = used_width(s, b.width);
	b.usual = usual(s, b.width);
	if (!o->as_is && o->skip_lines < 0)
		first = first_row(&b);
	if (s->row[first].n > b.width)
		b.width = s->row[first].n;
	look_below(&b, first);
	if (o->header == DP_AUTO) {
		d->header_rows = is_header(&b, first, d) ? 1 : 0;
	} else {
		d->header_rows = o->header == DP_YES ? 1 : 0;
		(void)snprintf(d->why_header, sizeof d->why_header, "%s",
			       _("asked for"));
	}
	if (d->header_rows)
		find_rows(&b, &first, o, d);
	d->preamble_lines = s->row[first].line - 1;
	d->preamble_bytes = s->row[first].start_bytes;
	if (d->header_rows)
		settle_width(s, first, d);
	give_columns(&b, d->n_columns, first + d->header_rows + d->units_rows,
		     columns);
}
