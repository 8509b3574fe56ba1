/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One hypothesis judged: what a text is worth when it is cut by a delimiter,
 * with the quotes, escapes and spaces that suit it best. Which delimiter wins
 * is guess.c's business.
 */
#include "table/trial.h"

/* Does a row of that width stand below a blank line, as under a title? */
static bool
stands_apart(const struct dpi_sample *s, size_t width)
{
	for (size_t r = 1; r < s->n_rows; r++)
		if (s->row[r].n == width && s->row[r - 1].n == 1 &&
		    !s->cell[s->row[r - 1].first].p)
			return true;
	return false;
}

/*
 * Do all rows but the first end with a delimiter, and nothing behind it, so
 * that they have one of WIDTH cells more than it?
 */
static bool
end_bare(const struct dpi_sample *s, size_t width)
{
	if (s->n_rows < 3 || width < 3 || s->row[0].n + 1 != width)
		return false;
	for (size_t r = 1; r < s->n_rows; r++) {
		const struct dpi_sample_row *row = &s->row[r];

		if (row->n != width || s->cell[row->first + width - 1].n)
			return false;
	}
	return true;
}

/* So many records below a long text are a table, with so many cells. */
#define BELOW_LEAST 10
#define CELLS_LEAST 3

/*
 * Most lines of S have one cell, but do its last ones, to the end of the text,
 * have several, of which most are typed? Then it is a table under a long
 * text: R gets its width.
 */
static void
look_below_text(const struct dpi_sample *s, struct dpi_score *r)
{
	size_t end = s->n_rows, from, width;

	while (end > 0 && s->row[end - 1].n == 1 &&
	       !s->cell[s->row[end - 1].first].p)
		end--;
	if (!r->form.delimiter || !strchr(",;\t|", r->form.delimiter) || !end)
		return;
	width = s->row[end - 1].n;
	for (from = end; from > 0 && s->row[from - 1].n == width; from--)
		;
	if (width < CELLS_LEAST || end - from < BELOW_LEAST ||
	    dpi_typed_share(s, width) <= 0.5)
		return;
	r->width = width;
	r->alike = 0.5;
}

static void
judge(const struct dpi_trial *t, struct dpi_score *r)
{
	struct dpi_sample s;
	size_t cells;

	dpi_sample_cut(&s, t->text, &r->form, DPI_SAMPLE_ROWS, t->whole);
	r->width = dpi_sample_width(&s, &r->alike);
	if (r->width == 1 && t->whole)
		look_below_text(&s, r);
	r->first = s.n_rows ? s.row[0].n : 0;
	r->n_rows = s.n_rows;
	r->n_cells = s.n_cells;
	r->n_quoted = s.n_quoted;
	r->n_stray = s.n_stray;
	r->apart = r->width > 1 && stands_apart(&s, r->width);
	dpi_fit_of(&s, r);
	if (end_bare(&s, r->width)) {
		r->alike = 1;
		r->start_bytes = s.row[0].start_bytes;
	}
	r->total = r->typed = 0;
	cells = s.n_cells ? s.n_cells : 1;
	if (r->width > 1) {
		r->typed = dpi_typed_share(&s, r->width);
		if (r->form.delimiter == ' ')
			r->n_kept = dpi_kept_columns(&s, r->width);
		r->total = r->alike * r->alike * (0.7 + 0.3 * r->typed);
		/* More columns are weak evidence, ever weaker. */
		r->total *= 1.0 - 0.25 / (double)r->width;
		r->total *= (double)cells / (double)(cells + s.n_stray);
	}
	dpi_sample_done(&s);
}

/* Replaces BEST by the hypothesis F if that makes it clearly better. */
static void
challenge(const struct dpi_trial *t, struct dpi_score *best,
	  const struct dpi_form *f, double clearly)
{
	struct dpi_score s = { .form = *f };

	judge(t, &s);
	/* With one column there is no width to go by, but quotes show. */
	if (s.width < 2 && best->width < 2 ? s.n_stray < best->n_stray :
					     s.total > best->total * clearly)
		*best = s;
}

/*
 * Do single quotes stand around all names of the header and nowhere else, as
 * programs write them above numbers? S is cut by them.
 */
static bool
hold_names(const struct dpi_trial *t, const struct dpi_score *s)
{
	return s->n_rows > 2 && s->first == s->width && s->start_bytes == 0 &&
	       s->n_quoted == s->first && s->n_stray == 0 && s->typed > 0.5 &&
	       s->named && t->count['\''] == 2 * s->n_quoted && !t->count['"'];
}

/* The same for single quotes: an apostrophe is a letter of French until it
 * makes the table better, or holds half its cells and is never stray. */
static void
challenge_single(const struct dpi_trial *t, struct dpi_score *best)
{
	struct dpi_score s = { .form = best->form }, none = s;

	/* Where the usual ones stand around cells and nowhere else, these are
	 * text. */
	if (best->n_quoted && best->n_quoted * 2 >= best->n_rows &&
	    best->n_stray == 0)
		return;
	s.form.quote = '\'';
	judge(t, &s);
	if (s.n_rows < 2 || s.n_quoted == 0)
		return;
	/* That other quotes are stray is no merit of these. */
	none.form.quote = 0;
	judge(t, &none);
	if (dpi_quotes_win(&s, &none) || hold_names(t, &s) ||
	    s.total > (none.total > best->total ? none.total : best->total) *
			      1.1 ||
	    (s.n_quoted >= 4 && s.n_quoted * 2 >= s.n_cells && s.n_stray == 0 &&
	     best->n_quoted == 0 && s.total >= best->total * 0.999))
		*best = s;
}

bool
dpi_trial_can_open(const struct dpi_trial *t, char quote, char delimiter)
{
	dp_str rest = t->text;
	ptrdiff_t i = 0;

	if (!t->count[(unsigned char)quote])
		return false;
	for (; rest.n && (i = dp_str_find(rest, quote)) >= 0;
	     rest = dp_str_from(rest, (size_t)i + 1)) {
		const char *at = rest.p + i;

		if (at == t->text.p || at[-1] == delimiter || at[-1] == '\n' ||
		    at[-1] == '\r')
			return true;
	}
	return false;
}

/* How often QUOTE stands behind C, and behind B before that if B is not 0. */
static size_t
times_behind(const struct dpi_trial *t, char quote, char b, char c)
{
	dp_str rest = t->text;
	ptrdiff_t i = 0;
	size_t n = 0;

	if (!quote || !t->count[(unsigned char)quote] ||
	    !t->count[(unsigned char)c])
		return 0;
	for (; rest.n && (i = dp_str_find(rest, quote)) >= 0;
	     rest = dp_str_from(rest, (size_t)i + 1)) {
		const char *at = rest.p + i;

		n += at - t->text.p > 1 && at[-1] == c && (!b || at[-2] == b);
	}
	return n;
}

/*
 * Do quotes stand behind spaces rather than behind the DELIMITER itself, so
 * that these spaces are none of the cells'?
 */
static bool
spaces_lead(const struct dpi_trial *t, char quote, char delimiter)
{
	size_t spaced = times_behind(t, quote, delimiter, ' ');

	return spaced && spaced >= times_behind(t, quote, 0, delimiter);
}

struct dpi_score
dpi_trial_judge(const struct dpi_trial *t, char delimiter)
{
	const struct dp_read_opts *o = t->o;
	struct dpi_score s = { .form = { .delimiter = delimiter,
					 .newline = t->newline } };
	struct dpi_form f;

	s.form.quote = o->no_quote ? 0 : o->quote ? o->quote : '"';
	s.form.escape = o->escape_set ? o->escape : 0;
	s.form.skip_space = delimiter == ' ';
	judge(t, &s);
	if (!o->quote && !o->no_quote && dpi_trial_can_open(t, '\'', delimiter))
		challenge_single(t, &s);
	f = s.form;
	f.escape = '\\';
	/* Quotes that are right as they stand leave nothing to escape. */
	if (!o->escape_set && s.n_stray > 0 &&
	    times_behind(t, f.quote, 0, '\\') > 0)
		challenge(t, &s, &f, 1.001);
	f = s.form;
	f.skip_space = false;
	/* Where cells that hold spaces are in quotes, two have an empty one
	 * between them. */
	if (delimiter == ' ' && s.n_stray == 0 && s.n_quoted >= s.n_rows)
		challenge(t, &s, &f, 1.001);
	f = s.form;
	f.skip_space = true;
	/* Spaces are text, unless quotes that stand behind them say no. */
	if (delimiter && delimiter != ' ' && spaces_lead(t, f.quote, delimiter))
		challenge(t, &s, &f, 1.001);
	return s;
}
