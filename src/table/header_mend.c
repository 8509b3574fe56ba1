/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A header that is not as wide as the records below it: one name short, as R
 * writes tables with row names; cut by another delimiter; or with a delimiter
 * too many. It is made as wide in the sample, so that it is found like any
 * other. Which row it is, header.c finds.
 */
#include "table/header.h"

#include <stdlib.h>

#include "table/csv_line.h"

/* Below so many rows no header is looked for here. */
#define ROWS_ABOVE 64
/* A header of more columns is not mended. */
#define COLUMNS_MAX 1024

static dp_str
cell_at(const struct dpi_sample *s, size_t r, size_t i)
{
	return dp_trim(s->cell[s->row[r].first + i]);
}

/* Are the N cells at CELL names: words or years, each another? */
static bool
are_names(const dp_str *cell, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		dp_str name = dp_trim(cell[i]);

		if (!name.n || (dpi_sample_look(name) != DPI_LOOK_TEXT &&
				!dpi_is_year(name)))
			return false;
		for (size_t k = 0; k < i; k++)
			if (dp_str_eq(name, dp_trim(cell[k])))
				return false;
	}
	return true;
}

/* Is row R as wide as the table, with a number or a date that is no year? */
static bool
is_typed_row(const struct dpi_sample *s, size_t r, size_t width)
{
	bool typed = false;

	if (r >= s->n_rows || s->row[r].n != width)
		return false;
	for (size_t i = 0; i < width; i++) {
		dp_str cell = cell_at(s, r, i);
		enum dpi_look look = dpi_sample_look(cell);

		typed = typed || look == DPI_LOOK_DATE ||
			(look == DPI_LOOK_NUMBER && !dpi_is_year(cell));
	}
	return typed;
}

/* Row R of S holds the N cells at CELL. */
static void
replace(struct dpi_sample *s, size_t r, const dp_str *cell, size_t n)
{
	size_t first = s->n_cells;

	for (size_t i = 0; i < n; i++) {
		dp_grow(&s->cell, &s->cap_cells, s->n_cells, sizeof *s->cell);
		s->cell[s->n_cells++] = cell[i];
	}
	s->row[r].first = first;
	s->row[r].n = n;
}

/* Row R of S as it stands in TEXT, without its end. */
static dp_str
raw_of(const struct dpi_sample *s, size_t r, dp_str text)
{
	size_t end = r + 1 < s->n_rows ? s->row[r + 1].start_bytes :
					 s->end_bytes;
	dp_str raw = { text.p + s->row[r].start_bytes,
		       end - s->row[r].start_bytes };

	raw.n = dpi_line_text(raw.p, raw.n);
	return raw;
}

/* Row R cut by another delimiter, if that gives WIDTH names. */
static bool
cut_otherwise(struct dpi_sample *s, size_t r, dp_str text, size_t width,
	      const struct dpi_form *form)
{
	static const char other[] = { ',', ';', '\t', '|', ' ' };
	dp_str raw = raw_of(s, r, text), name[COLUMNS_MAX] = { { NULL, 0 } };
	bool found = false;

	for (size_t k = 0; !found && k < sizeof other; k++) {
		struct dpi_form f = *form;
		struct dpi_sample one;

		f.delimiter = other[k];
		f.skip_space = other[k] != ' ';
		if (other[k] == form->delimiter ||
		    dp_str_find(raw, other[k]) < 0)
			continue;
		dpi_sample_cut(&one, raw, &f, 2, true);
		found = one.n_rows == 1 && one.row[0].n == width &&
			one.n_stray == 0 && are_names(one.cell, width);
		for (size_t i = 0; found && i < width; i++)
			name[i] = dp_keep(&s->text, one.cell[i]);
		dpi_sample_done(&one);
	}
	if (found)
		replace(s, r, name, width);
	return found;
}

/* Row R without its one empty cell, if it has one more than WIDTH. */
static bool
drop_surplus(struct dpi_sample *s, size_t r, size_t width)
{
	dp_str name[COLUMNS_MAX] = { { NULL, 0 } };
	size_t n = 0, filled = 0;

	if (s->row[r].n != width + 1)
		return false;
	for (size_t i = 0; i <= width; i++) {
		filled += cell_at(s, r, i).n > 0;
		if (cell_at(s, r, i).n && n < width)
			name[n++] = s->cell[s->row[r].first + i];
	}
	if (filled != width || !are_names(name, width))
		return false;
	replace(s, r, name, width);
	return true;
}

/* Row R with an empty cell before the first, or as many as WIDTH cells need
 * behind the last. */
static void
fill_up(struct dpi_sample *s, size_t r, bool before, size_t width)
{
	dp_str name[COLUMNS_MAX + 1] = { { NULL, 0 } };
	size_t n = s->row[r].n;

	memcpy(name + before, s->cell + s->row[r].first, n * sizeof *name);
	replace(s, r, name, width);
}

/*
 * Does row R name some of the WIDTH columns, half of them at least, and stand
 * right above the first record? A title is one cell, or apart.
 */
static bool
names_some(const struct dpi_sample *s, size_t r, size_t width)
{
	size_t n = s->row[r].n;

	return n > 1 && n < width && n * 2 >= width &&
	       s->row[r].line + 1 == s->row[r + 1].line &&
	       are_names(s->cell + s->row[r].first, n);
}

static int
order(const void *a, const void *b)
{
	const dp_str *x = a, *y = b;
	size_t n = x->n < y->n ? x->n : y->n;
	int sign = n ? memcmp(x->p, y->p, n) : 0;

	return sign ? sign : (x->n > y->n) - (x->n < y->n);
}

/*
 * Does the first column from row R on hold names of rows: each another, and 1,
 * 2, 3 … or words? Those are in quotes, or a tab or a space is behind them:
 * with other delimiters R gives their column an empty name.
 */
static bool
names_rows(const struct dpi_sample *s, size_t r, dp_str text, size_t width,
	   const struct dpi_form *f)
{
	bool spaced = f->delimiter == '\t' || f->delimiter == ' ';

	dp_str *value = dp_realloc_array(NULL, s->n_rows, sizeof *value);
	bool counts = true, words = true, yes;
	size_t n = 0;

	for (; r < s->n_rows; r++) {
		dp_str cell = cell_at(s, r, 0);
		int64_t number = 0;

		if (s->row[r].n != width)
			continue;
		counts = counts && dp_str_int(cell, &number) &&
			 number == (int64_t)n + 1;
		words = words && dpi_sample_look(cell) == DPI_LOOK_TEXT &&
			(spaced || (f->quote &&
				    text.p[s->row[r].start_bytes] == f->quote));
		value[n++] = cell;
	}
	yes = n > 1 && (counts || words);
	qsort(value, n, sizeof *value, order);
	for (size_t i = 1; yes && i < n; i++)
		yes = !dp_str_eq(value[i - 1], value[i]);
	free(value);
	return yes;
}

/* Does any row from R on hold something in the last of WIDTH columns? */
static bool
fills_last(const struct dpi_sample *s, size_t r, size_t width)
{
	for (; r < s->n_rows; r++)
		if (s->row[r].n == width && cell_at(s, r, width - 1).n)
			return true;
	return false;
}

/* Rows of S that have more than WIDTH cells. */
static size_t
wider(const struct dpi_sample *s, size_t width)
{
	size_t n = 0;

	for (size_t r = 0; r < s->n_rows; r++)
		n += s->row[r].n > width;
	return n;
}

/* Is row R a comment above the records, no name of a column? */
static bool
is_remark(const struct dpi_sample *s, size_t r)
{
	dp_str cell = cell_at(s, r, 0);

	return s->row[r].n == 1 && dp_str_starts(cell, "#") &&
	       (dp_str_starts(cell, "# ") ||
		(r > 0 && dp_str_starts(cell_at(s, r - 1, 0), "#")));
}

enum dp_header_kind
dpi_header_mend(struct dpi_sample *s, dp_str text, size_t width,
		const struct dpi_form *f, const struct dp_read_opts *o)
{
	size_t rows = s->n_rows < ROWS_ABOVE ? s->n_rows : ROWS_ABOVE, r = 0;

	if (o->as_is || o->header == DP_NO || o->header_rows > 1 || width < 2 ||
	    width > COLUMNS_MAX)
		return DP_HEADER_FITS;
	/* A row that is as wide above the records is the header, or of it. */
	while (r + 1 < rows && !is_typed_row(s, r + 1, width))
		if (s->row[r++].n >= width)
			return DP_HEADER_FITS;
	if (r + 1 >= rows || s->row[r].n == width || is_remark(s, r))
		return DP_HEADER_FITS;
	if (wider(s, width) == 1 && drop_surplus(s, r, width))
		return DP_HEADER_SURPLUS;
	if (s->row[r].n + 1 == width && fills_last(s, r + 1, width) &&
	    are_names(s->cell + s->row[r].first, width - 1)) {
		bool named = o->row_names == DP_YES ||
			     (o->row_names == DP_AUTO &&
			      names_rows(s, r + 1, text, width, f));

		if (named || width > 3 || names_some(s, r, width))
			fill_up(s, r, named, width);
		return named ? DP_HEADER_ROW_NAMES : DP_HEADER_FITS;
	}
	/* It names all but what the last delimiter of each row parts. */
	if (s->row[r].n + 1 == width && s->row[r].n > 1 &&
	    !fills_last(s, r + 1, width))
		return DP_HEADER_FITS;
	if (s->row[r].n < width && cut_otherwise(s, r, text, width, f))
		return DP_HEADER_OTHER;
	if (names_some(s, r, width) && fills_last(s, r + 1, width))
		fill_up(s, r, false, width);
	return DP_HEADER_FITS;
}

void
dpi_header_again(struct dpi_sample *s, dp_str text, size_t width,
		 const struct dpi_form *f, enum dp_header_kind kind)
{
	if (s->n_rows == 0 || width > COLUMNS_MAX)
		return;
	if (kind == DP_HEADER_SURPLUS)
		(void)drop_surplus(s, 0, width);
	else if (kind == DP_HEADER_ROW_NAMES && s->row[0].n < width)
		fill_up(s, 0, true, s->row[0].n + 1);
	else if (kind == DP_HEADER_OTHER)
		(void)cut_otherwise(s, 0, text, width, f);
}
