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

bool
dpi_quotes_win(const struct dpi_score *a, const struct dpi_score *none)
{
	return a->fits && a->n_stray == 0 && a->n_quoted > 1 &&
	       a->start_bytes < none->start_bytes &&
	       a->gap_bytes > none->start_bytes;
}
