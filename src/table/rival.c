/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Delimiters that cut a text better than the one whose score is best: cells
 * such as coordinates, instants and addresses, alike in every row, hold a
 * comma or a space each, but the header above them does not.
 */
#include "table/worth.h"

/* So many rows for one that is not as wide as the others. */
#define ROWS_A_MISFIT 20

static bool
is_blank(const struct dpi_sample *s, size_t r)
{
	return s->row[r].n == 1 && !s->cell[s->row[r].first].p;
}

void
dpi_fit_of(const struct dpi_sample *s, struct dpi_score *out)
{
	size_t fit = 0, rows = 0;

	out->start_bytes = out->gap_bytes = SIZE_MAX;
	for (size_t r = 0; r < s->n_rows; r++) {
		size_t at = s->row[r].start_bytes;
		bool fits = s->row[r].n == out->width;

		if (is_blank(s, r) || (!fits && out->start_bytes == SIZE_MAX))
			continue;
		if (out->start_bytes == SIZE_MAX)
			out->start_bytes = at;
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
dpi_rival_wins(const struct dpi_trial *t, const struct dpi_score *a,
	       const struct dpi_score *best)
{
	if (!strchr(",;\t|", a->form.delimiter) || !a->fits ||
	    a->n_stray > best->n_stray || is_of_text(t, a))
		return false;
	/* It cuts all that the other does, and the row above that too. */
	if (a->start_bytes < best->start_bytes &&
	    a->gap_bytes > best->start_bytes)
		return true;
	return a->start_bytes == best->start_bytes && is_of_text(t, best);
}

bool
dpi_quotes_win(const struct dpi_score *a, const struct dpi_score *none)
{
	return a->fits && a->n_stray == 0 && a->n_quoted > 1 &&
	       a->start_bytes < none->start_bytes &&
	       a->gap_bytes > none->start_bytes;
}
