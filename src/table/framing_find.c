/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Do lines stand in quotes whole? What a spreadsheet saved as a column of
 * texts was a table before: taken out, its lines have as many cells as the
 * others, and the quotes inside stand around cells. A column of texts that
 * are quoted is nothing of the kind, and stays.
 */
#include "table/framing.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "table/dialect.h"
#include "table/drawn.h"
#include "table/guess.h"

/* Enough to see it. */
#define LOOKED_AT_BYTES (64u << 10)

/* Lines at the start of a text, taken out and then cut. */
struct framed {
	size_t rows, alike;   /* that hold something, and as wide as most */
	size_t taken, fitted; /* of those taken out, the same */
	bool apart;           /* no cell starts with a space, as in prose */
	bool named;           /* the first row is alike and has no hole */
};

static void
count_row(const struct dpi_sample *s, size_t r, size_t width, bool taken,
	  struct framed *x)
{
	const dp_str *cell = s->cell + s->row[r].first;
	size_t n = s->row[r].n;
	dp_str rest = dp_trim(cell[0]);

	/* What DOS ends a text with is no line. */
	while (dp_str_starts(rest, "\x1a"))
		rest = dp_str_from(rest, 1);
	if (n == 1 && !rest.n)
		return;
	x->rows++;
	x->alike += n == width;
	x->taken += taken;
	x->fitted += taken && n == width;
	for (size_t i = 1; taken && i < n; i++)
		x->apart = x->apart && !(cell[i].n && cell[i].p[0] == ' ');
	if (x->rows > 1)
		return;
	x->named = n == width;
	for (size_t i = 0; i < n; i++)
		x->named = x->named && dp_trim(cell[i]).n > 0;
}

/* Counts the rows of S, which were taken out where F says. */
static struct framed
count_rows(const struct dpi_sample *s, size_t width,
	   const struct dpi_framing *f)
{
	struct framed x = { .apart = true };
	size_t k = 0;

	for (size_t r = 0; r < s->n_rows; r++) {
		while (k < f->n_taken && f->taken[k] < s->row[r].line)
			k++;
		count_row(s, r, width,
			  k < f->n_taken && f->taken[k] == s->row[r].line, &x);
	}
	return x;
}

/*
 * Is it a table of WIDTH columns that was taken out? Quotes that stand around
 * its cells say so; else how alike its lines are, and that they are no prose.
 */
static bool
is_table(const struct framed *x, const struct dpi_sample *s, size_t width,
	 const struct dpi_framing *f)
{
	size_t plain = x->rows - x->taken, plain_alike = x->alike - x->fitted;
	bool quotes = f->n_doubled && s->n_quoted;

	if (width < 2 || x->rows < 2 || x->taken == 0 ||
	    x->fitted * 10 < x->taken * 9 || x->alike * 3 < x->rows * 2)
		return false;
	/* Lines that a spreadsheet left alone are as wide. */
	if (plain_alike && (plain_alike * 2 >= plain || x->named))
		return (f->n_doubled && s->n_quoted >= s->n_stray) ||
		       (x->apart && x->taken >= (width > 2 ? 2 : 3));
	/* A quote that opens or closes nothing was none of a table's. */
	return x->named && x->apart && !s->n_stray &&
	       (quotes || (x->alike == x->rows && width > 2 && x->rows > 2));
}

/* The start of TEXT that is looked at; *WHOLE: it is all there is. */
static dp_str
start_of(dp_str text, bool *whole)
{
	size_t n = LOOKED_AT_BYTES;

	if (text.n <= n)
		return text;
	*whole = false;
	while (n && !memchr("\r\n", text.p[n - 1], 2))
		n--;
	return (dp_str){ text.p, n ? n : LOOKED_AT_BYTES };
}

/* Cuts MADE, which F was taken out to, and judges it; D gets why. */
static bool
judge(dp_str made, bool whole, const struct dpi_framing *f,
      const struct dp_read_opts *o, struct dp_dialect *d)
{
	struct dp_dialect found = { 0 };
	struct dpi_sample s;
	struct dpi_form form;
	struct framed x;
	bool yes;

	dpi_guess_marks(made, f->newline, whole, o, &found);
	form = dpi_form_of(&found);
	form.newline = f->newline;
	dpi_sample_cut(&s, made, &form, DPI_SAMPLE_ROWS, whole);
	x = count_rows(&s, found.n_columns, f);
	yes = found.delimiter && is_table(&x, &s, found.n_columns, f);
	if (yes)
		(void)snprintf(d->why_framing, sizeof d->why_framing,
			       _("of the first %zu lines, %zu are; without "
				 "these quotes %zu have %zu cells"),
			       x.rows, x.taken, x.alike, found.n_columns);
	dpi_sample_done(&s);
	return yes;
}

/* Do more CRs end lines of TEXT than LF, which ends some? */
static bool
cr_ends(dp_str text, char newline)
{
	size_t lf = 0, cr = 0;
	bool open = false;

	if (newline != '\n' || dp_str_find(text, '\r') < 0)
		return false;
	for (size_t i = 0; i < text.n; i++) {
		char next = i + 1 < text.n ? text.p[i + 1] : 0;

		open ^= text.p[i] == '"';
		lf += text.p[i] == '\n' && !open;
		cr += text.p[i] == '\r' && !open && next != '\r' &&
		      next != '\n';
	}
	return cr > lf;
}

/* O and P say how cells are parted that P's several characters part. */
static void
take_parting(struct dpi_parting *p, struct dp_read_opts *o)
{
	p->stand_in = dpi_stand_in(p->delimiter);
	p->quote = o->quote ? o->quote : '"';
	o->delimiter = p->stand_in;
	o->quote = p->quote;
	o->delimiter_set = true;
	o->delimiter_text[0] = 0;
}

/*
 * Do several characters part the cells of TEXT, which F was taken out to? Its
 * parting gets them, and O says how they part.
 */
static bool
find_parting(dp_str text, bool whole, struct dp_read_opts *o,
	     struct dpi_framing *f)
{
	struct dpi_parting *p = &f->parting;

	p->newline = f->newline;
	p->also = f->also;
	memcpy(p->delimiter, o->delimiter_text, sizeof p->delimiter);
	if (!p->delimiter[0] && (o->delimiter_set || o->no_quote || o->quote ||
				 !dpi_parting_find(text, whole, p)))
		return false;
	take_parting(p, o);
	return true;
}

/* What ends the lines of TEXT, for F. */
static void
find_ends(dp_str text, const struct dp_read_opts *o, struct dpi_framing *f)
{
	f->newline = dpi_record_end(text, o);
	f->also = dpi_only_cr(o) ? '\r' : '\n';
	/* In a drawing nothing holds a line end. */
	if (!o->newline_set &&
	    (f->kind == DP_FRAMING_DRAWN || cr_ends(text, f->newline)))
		f->newline = '\r';
}

/* Are whole lines of TEXT in quotes? What they hold may itself be parted. */
static bool
are_quoted(dp_str text, bool whole, const struct dp_read_opts *o,
	   struct dp_dialect *d)
{
	struct dpi_framing f = { .kind = DP_FRAMING_QUOTED, .keeps = true };
	struct dp_read_opts own = *o;
	struct dp_buf made = { 0 }, parted = { 0 };
	dp_str lines;
	bool yes = false;

	find_ends(text, o, &f);
	dpi_frame_out(&f, text.p, text.n, whole, &made);
	lines = dp_buf_view(&made);
	if (f.n_taken && find_parting(lines, whole, &own, &f)) {
		dpi_part_cells(&f.parting, lines, whole, &parted);
		lines = dp_buf_view(&parted);
	}
	if (f.n_taken)
		yes = judge(lines, whole, &f, &own, d);
	dpi_framing_done(&f);
	dp_buf_done(&made);
	dp_buf_done(&parted);
	return yes;
}

/* O says how a drawn table is cut, and where X has its header. */
static void
take_drawing(const struct dpi_drawing *x, struct dp_read_opts *o)
{
	o->delimiter = '|';
	o->delimiter_text[0] = 0;
	o->quote = '"';
	o->escape = 0;
	o->delimiter_set = o->escape_set = true;
	o->skip_space = DP_NO;
	if (x->types && !o->as_is && o->units == DP_AUTO)
		o->units = DP_YES;
	if (!x->header_rows || o->as_is || o->header != DP_AUTO ||
	    o->header_rows || o->skip_lines >= 0)
		return;
	o->skip_lines = (int64_t)x->lines_above;
	o->header = DP_YES;
	o->header_rows = x->header_rows;
}

/* What the framing is; X: how it is drawn. */
static enum dp_framing
framing_of(dp_str text, bool whole, const struct dp_read_opts *o,
	   struct dp_dialect *d, struct dpi_drawing *x)
{
	bool quotes = !o->no_quote && (!o->quote || o->quote == '"');
	bool drawn = dpi_drawing_find(text, whole, x);

	/* Lines are taken out before they are decoded. */
	if ((x->bars & DPI_BARS_BOX) && d->encoding != DP_UTF8 &&
	    dpi_encoding_is_ascii_like(d->encoding)) {
		memset(x, 0, sizeof *x);
		drawn = false;
	}

	if (o->framing) {
		(void)snprintf(d->why_framing, sizeof d->why_framing, "%s",
			       _("asked for"));
		return o->framing;
	}
	if (!quotes || (o->delimiter_set && !o->delimiter))
		return DP_FRAMING_NONE;
	if (drawn && !o->escape && (!o->delimiter || o->delimiter == '|')) {
		if (x->header_rows)
			(void)snprintf(d->why_framing, sizeof d->why_framing,
				       _("a line drawn below the header has "
					 "%zu parts, as the header"),
				       x->n_columns);
		else
			(void)snprintf(d->why_framing, sizeof d->why_framing,
				       "%s",
				       _("bars stand at both ends of all "
					 "lines, with spaces inside"));
		return DP_FRAMING_DRAWN;
	}
	return are_quoted(text, whole, o, d) ? DP_FRAMING_QUOTED :
					       DP_FRAMING_NONE;
}

/* Do several characters part what F, still as it was set, takes out of TEXT? */
static bool
is_parted(dp_str text, bool whole, struct dp_read_opts *o,
	  struct dpi_framing *f)
{
	struct dpi_framing first = { .kind = f->kind,
				     .newline = f->newline,
				     .also = f->also };
	struct dp_buf made = { 0 };
	bool yes;

	if (f->kind == DP_FRAMING_DRAWN)
		return false;
	if (f->kind == DP_FRAMING_QUOTED) {
		dpi_frame_out(&first, text.p, text.n, whole, &made);
		text = dp_buf_view(&made);
	}
	yes = find_parting(text, whole, o, f);
	dpi_framing_done(&first);
	dp_buf_done(&made);
	return yes;
}

void
dpi_framing_find(dp_str text, bool whole, struct dp_read_opts *o,
		 struct dp_dialect *d, struct dpi_framing *f)
{
	struct dpi_drawing x = { 0 };
	dp_str start = start_of(text, &whole);
	bool parted;

	/* Who tells both marks tells what the lines hold as they are. */
	if (o->framing == DP_FRAMING_NONE ||
	    (o->framing == DP_FRAMING_AUTO && o->delimiter_set && o->quote))
		d->framing = DP_FRAMING_NONE;
	else
		d->framing = framing_of(start, whole, o, d, &x);
	f->kind = d->framing;
	find_ends(start, o, f);
	f->bars = x.bars;
	d->has_rules = d->framing == DP_FRAMING_DRAWN && !o->as_is;
	f->rules = d->has_rules;
	if (d->framing == DP_FRAMING_DRAWN)
		take_drawing(&x, o);
	parted = is_parted(start, whole, o, f);
	memcpy(d->delimiter_text, f->parting.delimiter,
	       sizeof d->delimiter_text);
	/* What is left stands in nothing. */
	if (d->framing != DP_FRAMING_NONE || parted)
		o->framing = DP_FRAMING_NONE;
}
