/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One record among others that another program wrote, or a hand: parted by
 * another delimiter, with spaces behind the delimiters or in other quotes.
 * What it is made of must suit the columns; else it is left as it stands.
 */
#include "table/other_form.h"

#include "table/fit.h"
#include "table/recut.h"
#include "table/sample.h"

/* Longer records are not looked at again. */
#define OTHER_MAX_BYTES (64u << 10)

/*
 * Quotes F has in cells of LINE that it cuts and that begin with none: those
 * of words, if they are apostrophes.
 */
static size_t
apostrophes(const struct dpi_sample *s, dp_str line, const struct dpi_form *f)
{
	size_t n = 0;

	for (size_t i = 0; f->quote == '\'' && i < s->n_cells; i++) {
		dp_str cell = s->cell[i];
		bool plain = cell.n &&
			     (cell.p == line.p ||
			      (cell.p > line.p && cell.p < line.p + line.n &&
			       cell.p[-1] == f->delimiter));

		for (size_t k = 1; plain && k < cell.n; k++)
			n += cell.p[0] != f->quote && cell.p[k] == f->quote;
	}
	return n;
}

/*
 * Does F cut LINE, which has delimiters of the table if PART, into cells that
 * all suit their columns? They are left in OUT.
 */
static bool
suits(const struct dpi_split *s, dp_str line, const struct dpi_form *f,
      bool part, struct dpi_sample *out)
{
	size_t w = s->n_columns, typed = 0;
	bool fits;

	dpi_sample_cut(out, line, f, 2, true);
	fits = out->n_rows == 1 && out->row[0].n == w &&
	       out->n_stray == apostrophes(out, line, f);
	for (size_t i = 0; fits && i < w; i++) {
		fits = !dpi_misfits(s, i, out->cell[i]);
		typed += s->look[i] != DPI_LOOK_TEXT && dp_trim(out->cell[i]).n;
	}
	/* Spaces part words: types must say it. */
	return fits && (typed > 0 || (w > 3 && !part && f->delimiter != ' '));
}

/* The same, and if QUOTED one in quotes, into ROW. */
static bool
fits_form(const struct dpi_split *s, dp_str line, const struct dpi_form *f,
	  bool part, bool quoted, struct dp_cell *row, struct dp_arena *a)
{
	struct dpi_sample sample;
	bool fits = suits(s, line, f, part, &sample) &&
		    (!quoted || sample.n_quoted > 0);

	for (size_t i = 0; fits && i < s->n_columns; i++) {
		dp_str cell = sample.cell[i];

		row[i] = (struct dp_cell){ cell.p ? dp_keep(a, cell).p : NULL,
					   (uint32_t)cell.n, 0 };
	}
	dpi_sample_done(&sample);
	return fits;
}

/* Does a space stand behind every C of LINE, but for those between QUOTEs? */
static bool
has_spaces(dp_str line, char c, char quote)
{
	bool open = false;

	for (size_t i = 0; i < line.n; i++) {
		open ^= quote && line.p[i] == quote;
		if (!open && line.p[i] == c && i + 1 < line.n &&
		    line.p[i + 1] != ' ')
			return false;
	}
	return true;
}

/* A record with too few of the table's delimiters, cut by others. */
static bool
by_others(const struct dpi_split *s, dp_str line, bool part,
	  struct dp_cell *row, struct dp_arena *a)
{
	static const char other[] = { ',', ';', '\t', '|', ' ' };

	for (size_t k = 0; k < sizeof other; k++) {
		struct dpi_form f = { .delimiter = other[k],
				      .quote = s->marks.quote,
				      .newline = s->marks.newline };

		if (other[k] == s->marks.delimiter ||
		    dp_str_find(line, other[k]) < 0)
			continue;
		f.skip_space = other[k] != ' ' && has_spaces(line, other[k], 0);
		if (fits_form(s, line, &f, part, false, row, a))
			return true;
	}
	return false;
}

static bool
holds(dp_str line, const char *text)
{
	return dp_str_search(line, (dp_str){ text, strlen(text) }) >= 0;
}

/*
 * A record with cells enough, cut as the table is but for its quotes: none of
 * it is lost with the spaces before those.
 */
static bool
in_others(const struct dpi_split *s, dp_str line, bool wide,
	  struct dp_cell *row, struct dp_arena *a)
{
	const struct dpi_form usual = { .delimiter = s->marks.delimiter,
					.quote = '"',
					.newline = s->marks.newline };
	const char other = s->marks.quote == '\'' ? '"' : '\'';
	/* Behind the delimiter what tells of each form. */
	const char spaced[] = { usual.delimiter, ' ', '"', 0 };
	const char opens[] = { usual.delimiter, other, 0 };
	struct dpi_form f[] = { usual, usual, usual };
	bool may[] = { holds(line, spaced),
		       holds(line, opens) || (line.n && line.p[0] == other),
		       holds(line, "\\\"") };

	f[0].skip_space = true;
	f[1].quote = other;
	f[2].escape = '\\';
	for (size_t k = 0; k < sizeof f / sizeof *f; k++)
		if (may[k] &&
		    (wide || has_spaces(line, usual.delimiter, f[k].quote)) &&
		    fits_form(s, line, &f[k], true, true, row, a))
			return true;
	return false;
}

bool
dpi_other_form(const struct dpi_split *s, dp_str line, size_t n,
	       struct dp_cell *row, struct dp_arena *a)
{
	if (!s->look || s->as_is || line.n > OTHER_MAX_BYTES)
		return false;
	/* The commas of a remark part no cells. */
	if (n < s->n_columns)
		return !dpi_is_remark(line) &&
		       by_others(s, line, n > 1, row, a);
	return s->marks.delimiter &&
	       in_others(s, line, n > s->n_columns, row, a);
}
