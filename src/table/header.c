/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The header: the first row of the table's width, unless it is typed like
 * the rows below it, with the rows of a stacked header and of units. What
 * stands above is a preamble. What the names are is in names.c.
 */
#include "table/header.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "table/header_body.h"

/* More columns are not compared with one another. */
#define NAMES_MAX 256

static void
look_below(struct dpi_body *b, size_t first)
{
	b->look = dp_realloc_array(NULL, b->width + 1, sizeof *b->look);
	for (size_t i = 0; i < b->width; i++) {
		b->look[i] = dpi_body_look(b, first, i);
		b->n_typed += b->look[i] != DPI_LOOK_TEXT;
	}
}

/*
 * Row R holds names where the body holds numbers or dates: none of its cells
 * there is typed or says that a value is missing; one year may be a value.
 */
static bool
names_typed_columns(const struct dpi_body *b, size_t r)
{
	struct dp_buf scratch = { 0 };
	size_t words = 0, years = 0;
	bool yes = true;

	for (size_t i = 0; yes && i < b->width; i++) {
		dp_str cell = dp_trim(dpi_body_cell(b->s, r, i));

		if (b->look[i] == DPI_LOOK_TEXT || !cell.n)
			continue;
		if (dpi_is_year(cell))
			years++;
		else if (dpi_body_look_at(b->s, b->width, r, i) ==
				 DPI_LOOK_TEXT &&
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
is_units(const struct dpi_body *b, size_t r)
{
	size_t units = 0;

	for (size_t i = 0; i < b->s->row[r].n; i++) {
		dp_str cell = dp_trim(dpi_body_cell(b->s, r, i));
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

/* Is S written as codes of columns are: CODGEO, P21_POP? */
static bool
is_code(dp_str s)
{
	bool letters = false;

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c >= 'A' && c <= 'Z')
			letters = true;
		else if (c != '_' && (c < '0' || c > '9'))
			return false;
	}
	return letters;
}

/*
 * How many rows the header takes that begins with row R, told by its merged
 * cells: one is so tall, another stands over several columns, and what is
 * below holds names. 1: they do not tell.
 */
static size_t
merged_rows(const struct dpi_body *b, size_t r, const struct dp_read_opts *o,
	    const struct dp_dialect *d)
{
	uint64_t skipped = o->skip_lines > 0 ? (uint64_t)o->skip_lines : 0;
	uint64_t row = skipped + b->s->row[r].line - 1;
	const struct dp_merged *m;

	if (!d->origin || !d->origin->merged || row >= DP_MERGED_ROWS)
		return 1;
	m = &d->origin->merged[row];
	if (!m->wide || m->rows < 2 || m->rows > DPI_HEADER_ROWS_MAX ||
	    r + m->rows >= b->s->n_rows || dpi_body_filled(b->s, r) < 2)
		return 1;
	for (size_t k = r; k < r + m->rows; k++) {
		if (dpi_body_filled(b->s, k) == 0 || is_units(b, k))
			return 1;
		for (size_t i = 0; i < b->width; i++) {
			dp_str cell = dp_trim(dpi_body_cell(b->s, k, i));

			if (cell.n && !dpi_is_year(cell) &&
			    dpi_sample_look(cell) != DPI_LOOK_TEXT)
				return 1;
		}
	}
	return m->rows;
}

/* The header has all rows that merged cells of a sheet take around *FIRST. */
static void
take_merged(const struct dpi_body *b, size_t *first, size_t *last,
	    const struct dp_read_opts *o, const struct dp_dialect *d)
{
	size_t most = DPI_HEADER_ROWS_MAX - 1, rows;

	for (size_t up = 1; o->skip_lines < 0 && up <= *first && up <= most;
	     up++)
		if (merged_rows(b, *first - up, o, d) > up) {
			*first -= up;
			break;
		}
	rows = merged_rows(b, *first, o, d);
	if (*first + rows - 1 > *last)
		*last = *first + rows - 1;
}

/* Are the cells of row R codes: no small letter, no space? */
static bool
holds_codes(const struct dpi_body *b, size_t r)
{
	for (size_t i = 0; r < b->s->n_rows && i < b->width; i++) {
		dp_str cell = dp_trim(dpi_body_cell(b->s, r, i));

		for (size_t k = 0; k < cell.n; k++)
			if (cell.p[k] != '_' &&
			    (cell.p[k] == ' ' ||
			     (unsigned char)cell.p[k] > 'Z'))
				return false;
	}
	return true;
}

/*
 * Does row R name again the columns that row UP names, as labels stand over
 * codes? LEAST so many columns hold numbers or dates, and it has a name of its
 * own for each. Words in so few as two columns might be values, but no codes.
 */
static bool
names_again(const struct dpi_body *b, size_t up, size_t r, size_t least)
{
	const struct dpi_sample *s = b->s;
	size_t same = 0, codes = 0;

	if (r >= s->n_rows || b->n_typed < least || b->width > NAMES_MAX ||
	    s->row[r].n != b->width || s->row[up].n != b->width ||
	    !names_typed_columns(b, r) || !names_typed_columns(b, up) ||
	    is_units(b, r))
		return false;
	for (size_t i = 0; i < b->width; i++) {
		dp_str cell = dp_trim(dpi_body_cell(s, r, i));
		dp_str above = dp_trim(dpi_body_cell(s, up, i));

		if (!cell.n || !above.n)
			return false;
		same += dp_str_eq(cell, above);
		codes += is_code(cell);
		for (size_t k = 0; k < i; k++)
			if (dp_str_eq(cell, dp_trim(dpi_body_cell(s, r, k))))
				return false;
	}
	return same < b->width &&
	       (least < 2 || b->n_typed > 2 || codes == b->width);
}

/* Finds the rows of the header around *FIRST. */
static void
find_rows(const struct dpi_body *b, size_t *first, const struct dp_read_opts *o,
	  struct dp_dialect *d)
{
	size_t last = *first, end = last + DPI_HEADER_ROWS_MAX;

	if (end > b->s->n_rows)
		end = b->s->n_rows;
	if (o->header_rows) {
		d->header_rows = o->header_rows;
		last = *first + o->header_rows - 1;
	} else if (!o->as_is && b->n_typed) {
		while (last + 1 < end && !is_units(b, last + 1) &&
		       dpi_body_groups(b, last, last + 1) &&
		       names_typed_columns(b, last + 1))
			last++;
		/* Two words may be reasons why there is no number yet. */
		if (last == *first &&
		    names_again(b, last, last + 1,
				holds_codes(b, last) ||
						holds_codes(b, last + 1) ?
					2 :
					3))
			last++;
		if (last == *first)
			last += dpi_body_facts(b, last);
		while (last + 1 < end && !is_units(b, last + 1) &&
		       dpi_body_names_on(b, *first, last + 1))
			last++;
		/* Above a blank line it names nothing. */
		if (last == *first && last + 1 < b->s->n_rows &&
		    o->skip_lines < 0 && !dpi_body_filled(b->s, last + 1) &&
		    names_again(b, last, last + 2, 1))
			*first = last = last + 2;
		while (o->skip_lines < 0 && *first > 0 &&
		       last - *first + 1 < DPI_HEADER_ROWS_MAX &&
		       names_typed_columns(b, *first) &&
		       dpi_body_groups(b, *first - 1, *first))
			--*first;
	}
	if (!o->header_rows && !o->as_is) {
		take_merged(b, first, &last, o, d);
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
			if (dpi_body_cell(s, r, i).n)
				return;
	d->n_columns = n;
}

/*
 * Hardly any text holds a tab: what stands behind one more, in records from
 * row FROM on, is a cell of its own.
 */
static void
settle_last(struct dpi_body *b, size_t from, struct dp_dialect *d)
{
	if (d->delimiter != '\t' || d->n_columns < 2 ||
	    d->n_columns > b->width ||
	    !dpi_body_has_last(b, from, d->n_columns))
		return;
	b->width = ++d->n_columns;
	b->n_typed = 0;
	free(b->look);
	look_below(b, from - d->header_rows - d->units_rows);
}

/* Does every record of the table below its header fill column I? */
static bool
is_full(const struct dpi_body *b, size_t from, size_t i)
{
	size_t rows = 0;

	for (size_t r = from; r < b->s->n_rows && rows < DPI_BODY_ROWS; r++) {
		if (b->s->row[r].n != b->width)
			continue;
		rows++;
		if (!dp_trim(dpi_body_cell(b->s, r, i)).n)
			return false;
	}
	return rows > 2;
}

/* What B knows of the N columns there are in the end; records from FROM. */
static void
give_columns(struct dpi_body *b, size_t n, size_t from, struct dpi_columns *out)
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

/* So many records tell that no name is a value, too. */
#define OTHERS_LEAST 2
/* The same in one column, where there is no other name beside it. */
#define ALONE_LEAST 3

/* What values have that the word above them may not have, a bit for each. */
static unsigned
traits(dp_str cell)
{
	unsigned t = 0;

	for (size_t i = 0; i < cell.n; i++) {
		t |= cell.p[i] >= '0' && cell.p[i] <= '9' ? 1u : 0;
		t |= cell.p[i] == '@' ? 2u : 0;
	}
	/* A capital: of ASCII, or U+00C0 to U+00DE. */
	if (cell.n && cell.p[0] >= 'A' && cell.p[0] <= 'Z')
		t |= 4u;
	if (cell.n > 1 && cell.p[0] == '\xC3' &&
	    (unsigned char)cell.p[1] < 0x9F)
		t |= 4u;
	return t;
}

/*
 * Have all records of S, of one column, something in common that the name in
 * row HEAD lacks? What equals that is no value then: type is one among words
 * in small letters, but not among Maison and Appartement.
 */
static bool
is_foreign(const struct dpi_sample *s, size_t head)
{
	dp_str name = dp_trim(dpi_body_cell(s, head, 0));
	unsigned lacks = ~traits(name);
	size_t others = 0;

	for (size_t r = head + 1; r < s->n_rows; r++) {
		dp_str cell = dp_trim(dpi_body_cell(s, r, 0));

		if (!cell.n || dp_str_eq(cell, name))
			continue;
		lacks &= traits(cell);
		others++;
	}
	return lacks && others >= ALONE_LEAST;
}

/*
 * Does no row of S below row HEAD hold a cell of that where it stands, but for
 * those that hold all of them?
 */
static bool
names_alone(const struct dpi_sample *s, size_t head)
{
	size_t n = s->row[head].n, others = 0;

	if (n == 1)
		return is_foreign(s, head);
	for (size_t r = head + 1; r < s->n_rows; r++) {
		size_t same = 0;

		for (size_t i = 0; i < n && i < s->row[r].n; i++) {
			dp_str cell = dpi_body_cell(s, r, i);

			if (i == 0 && dp_str_starts(cell, "\xEF\xBB\xBF"))
				cell = dp_str_from(cell, 3);
			same += dp_str_eq(cell, dpi_body_cell(s, head, i));
		}
		if (same > 0 && same < n)
			return false;
		others += same == 0 && s->row[r].n == n;
	}
	return others >= OTHERS_LEAST;
}

/*
 * Are most rows of B from row FROM on that begin with "#" as wide as the
 * table? Then values do; else the others are comments.
 */
static bool
has_hashes(const struct dpi_body *b, size_t from)
{
	size_t wide = 0, others = 0;

	for (size_t r = from; r < b->s->n_rows; r++) {
		if (!dp_str_starts(dpi_body_cell(b->s, r, 0), "#"))
			continue;
		if (b->s->row[r].n == b->width)
			wide++;
		else
			others++;
	}
	return wide && wide >= others;
}

void
dpi_header_find(const struct dpi_sample *s, const struct dp_read_opts *o,
		struct dp_dialect *d, struct dpi_columns *columns)
{
	struct dpi_body b = { .s = s, .width = d->n_columns };
	size_t first = 0;

	*columns = (struct dpi_columns){ 0 };
	d->header_rows = d->units_rows = 0;
	(void)snprintf(d->why_header, sizeof d->why_header, "%s",
		       _("the file holds nothing"));
	if (s->n_rows == 0)
		return;
	b.used = dpi_body_used(s, b.width);
	b.usual = dpi_body_usual(s, b.width);
	if (!o->as_is && o->skip_lines < 0)
		first = dpi_body_first(&b);
	if (s->row[first].n > b.width)
		b.width = s->row[first].n;
	look_below(&b, first);
	if (o->header == DP_AUTO) {
		d->header_rows = dpi_body_is_header(&b, first, d) ? 1 : 0;
	} else {
		d->header_rows = o->header == DP_YES ? 1 : 0;
		(void)snprintf(d->why_header, sizeof d->why_header, "%s",
			       _("asked for"));
	}
	if (d->header_rows)
		find_rows(&b, &first, o, d);
	d->names_alone = names_alone(s, first);
	d->preamble_lines = s->row[first].line - 1;
	d->preamble_bytes = s->row[first].start_bytes;
	if (d->header_rows)
		settle_width(s, first, d);
	settle_last(&b, first + d->header_rows + d->units_rows, d);
	give_columns(&b, d->n_columns, first + d->header_rows + d->units_rows,
		     columns);
	columns->hashes = has_hashes(&b, first + d->header_rows);
}
