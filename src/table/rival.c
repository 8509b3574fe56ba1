/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Delimiters that cut a text better than the one whose score is best: cells
 * such as coordinates, instants and addresses, alike in every row, hold a
 * comma or a space each, but the header above them does not.
 */
#include "table/header.h"
#include "table/worth.h"

/* So many rows for one that is not as wide as the others. */
#define ROWS_A_MISFIT 20

static bool
is_blank(const struct dpi_sample *s, size_t r)
{
	return s->row[r].n == 1 && !s->cell[s->row[r].first].p;
}

/* Does every cell of row R hold a text or a year, as those of a header? */
static bool
holds_names(const struct dpi_sample *s, size_t r)
{
	const dp_str *cell = s->cell + s->row[r].first;

	for (size_t i = 0; i < s->row[r].n; i++)
		if (!cell[i].n || (!dpi_is_year(cell[i]) &&
				   dpi_sample_look(cell[i]) != DPI_LOOK_TEXT))
			return false;
	return true;
}

void
dpi_fit_of(const struct dpi_sample *s, struct dpi_score *out)
{
	size_t fit = 0, rows = 0;

	out->n_whole = 0;
	out->start_bytes = out->gap_bytes = SIZE_MAX;
	for (size_t r = 0; r < s->n_rows; r++) {
		size_t at = s->row[r].start_bytes;
		bool fits = s->row[r].n == out->width;

		if (is_blank(s, r))
			continue;
		out->n_whole += s->row[r].n == 1;
		if (!fits && out->start_bytes == SIZE_MAX)
			continue;
		if (out->start_bytes == SIZE_MAX) {
			out->start_bytes = at;
			out->named = holds_names(s, r);
		}
		if (!fits && out->gap_bytes == SIZE_MAX)
			out->gap_bytes = at;
		fit += fits;
		rows++;
	}
	out->fits = out->width > 1 && fit > 1 &&
		    (rows - fit) * ROWS_A_MISFIT <= rows;
}

/* Do all delimiters of A stand as they do in numbers and sentences? */
static bool
is_of_text(const struct dpi_trial *t, const struct dpi_score *a)
{
	return a->form.delimiter == ' ' ||
	       (a->form.delimiter == ',' && dpi_in_text(t->text, ','));
}

bool
dpi_ends_in_table(const struct dpi_trial *t, const struct dpi_score *s)
{
	/* Texts hold commas; nothing typed between them proves little. */
	return s->fits && s->width > 2 && !is_of_text(t, s) &&
	       (s->typed > 0 || s->form.delimiter != ',');
}

bool
dpi_cuts_all(const struct dpi_trial *t, const struct dpi_score *s)
{
	/* Hardly any text holds tabs: a line or two without them are short. */
	size_t spared = s->form.delimiter == '\t' ? s->n_rows / 4 : 0;

	/* Nor does any have its other signs before no space, several in its
	 * first line: each record has as many cells as there is to say. */
	if (s->first > 2 && dpi_is_tight(t->text, s->form.delimiter))
		spared = s->n_rows / 3;
	return s->form.delimiter && strchr(",;\t|", s->form.delimiter) &&
	       s->n_rows > 1 && s->first > 1 && s->n_whole <= spared &&
	       s->n_stray == 0 && !is_of_text(t, s);
}

/*
 * Do all commas, where BEST cuts, stand in numbers and texts that A keeps
 * whole? Cut there hardly any has a type, and A leaves no row as it is.
 */
static bool
keeps_decimals(const struct dpi_trial *t, const struct dpi_score *a,
	       const struct dpi_score *best)
{
	return best->form.delimiter == ',' && best->typed * 3 < a->typed &&
	       a->typed > 0.3 && a->n_whole == 0 && a->first > best->width &&
	       a->n_stray <= best->n_stray && dpi_in_text(t->text, ',') &&
	       !is_of_text(t, a);
}

/*
 * Does every other sign C of TEXT open a cell that DELIMITER parts, and the
 * one behind close it, as quotes do?
 */
static bool
stand_around_cells(dp_str text, char c, char delimiter)
{
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++) {
		bool opens = n % 2 == 0;
		char beside = '\n';

		if (text.p[i] != c)
			continue;
		if (opens && i > 0)
			beside = text.p[i - 1];
		else if (!opens && i + 1 < text.n)
			beside = text.p[i + 1];
		if (beside != delimiter && beside != '\n' && beside != '\r')
			return false;
		n++;
	}
	return n > 0;
}

bool
dpi_rival_wins(const struct dpi_trial *t, const struct dpi_score *a,
	       const struct dpi_score *best)
{
	if (!strchr(",;\t|", a->form.delimiter))
		return false;
	if (keeps_decimals(t, a, best))
		return true;
	if (!a->fits || a->n_stray > best->n_stray || is_of_text(t, a))
		return false;
	if (best->form.delimiter == '|' &&
	    stand_around_cells(t->text, '|', a->form.delimiter))
		return true;
	/* It cuts all that the other does, and the row above that too. */
	if (a->start_bytes < best->start_bytes &&
	    a->gap_bytes > best->start_bytes)
		return true;
	if (a->start_bytes == best->start_bytes && is_of_text(t, best))
		return true;
	/* What the other cuts are only the lines above it. */
	return !best->fits && a->start_bytes == best->gap_bytes &&
	       a->width > best->width && a->alike >= best->alike;
}

/* Cells of row R that hold something, and in *TYPED those of numbers or dates,
 * years left out. */
static size_t
filled(const struct dpi_sample *s, size_t r, size_t *typed)
{
	const dp_str *cell = s->cell + s->row[r].first;
	size_t n = 0;

	*typed = 0;
	for (size_t i = 0; i < s->row[r].n; i++) {
		enum dpi_look look = dpi_sample_look(cell[i]);

		n += look != DPI_LOOK_EMPTY;
		*typed += (look == DPI_LOOK_NUMBER || look == DPI_LOOK_DATE) &&
			  !dpi_is_year(cell[i]);
	}
	return n;
}

/*
 * Are the rows of S above row END labels, each with its value, and no table:
 * words above numbers or dates, or above words and a blank row? *CELLS: how
 * many they hold.
 */
static bool
are_labels(const struct dpi_sample *s, size_t end, size_t *cells)
{
	size_t rows = 0, typed_rows = 0, typed = 0;
	bool named = false;

	*cells = 0;
	for (size_t r = 0; r < end; r++) {
		size_t n = filled(s, r, &typed);

		if (n > 2 || s->row[r].n >= s->row[end].n)
			return false;
		*cells += n;
		if (n && !rows++)
			named = !typed;
		else
			typed_rows += n && typed;
	}
	if (named && rows > 1 && typed_rows + 1 == rows)
		return false;
	return rows > 0 &&
	       (typed_rows > 0 || !named || rows < 3 || !is_blank(s, end - 1));
}

/* Do the rows of S from FIRST on, the names of columns, all have as many
 * cells, CELLS in all at least, and records hold numbers or dates? */
static bool
is_table(const struct dpi_sample *s, size_t first, size_t cells)
{
	size_t records = 0, sum = filled(s, first, &(size_t){ 0 }), typed;

	for (size_t r = first + 1; r < s->n_rows; r++) {
		if (is_blank(s, r))
			continue;
		if (s->row[r].n != s->row[first].n)
			return false;
		sum += filled(s, r, &typed);
		if (!typed)
			return false;
		records++;
	}
	return records > 0 && sum >= cells;
}

void
dpi_below_labels(const struct dpi_trial *t, struct dpi_score *best)
{
	struct dpi_sample s;
	size_t r = 0, cells;

	if (!best->form.delimiter || best->width < 2 || best->alike >= 1 ||
	    t->o->as_is)
		return;
	dpi_sample_cut(&s, t->text, &best->form, DPI_SAMPLE_ROWS, t->whole);
	while (r < s.n_rows && (s.row[r].n <= best->width || s.row[r].n < 3))
		r++;
	if (r > 0 && r < s.n_rows && holds_names(&s, r) &&
	    are_labels(&s, r, &cells) && is_table(&s, r, cells)) {
		best->width = s.row[r].n;
		best->alike = 1;
	}
	dpi_sample_done(&s);
}

bool
dpi_quotes_win(const struct dpi_score *a, const struct dpi_score *none)
{
	return a->fits && a->n_stray == 0 && a->n_quoted > 1 &&
	       a->start_bytes < none->start_bytes &&
	       a->gap_bytes > none->start_bytes;
}
