/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Other ways of quoting made into that of RFC 4180. Cuts nothing and judges
 * nothing: what is irregular afterwards is for the reader of irregular text.
 */
#include "table/rewrite.h"

bool
dpi_rewrite_needed(const struct dpi_form *f)
{
	return f->quote && (f->escape || f->skip_space);
}

/*
 * Outside quotes, in a text whose cells are parted by spaces, any number of
 * them: one is written once a cell follows, none at the ends of a line.
 */
static bool
parts_by_spaces(struct dpi_rewriter *w, char c, struct dp_buf *out)
{
	if (w->form.delimiter != ' ' || !w->form.skip_space)
		return false;
	if (c == ' ') {
		if (w->state != DPI_AT_LINE)
			w->state = DPI_AT_CELL;
		return true;
	}
	if (w->state == DPI_AT_CELL && c != '\n' && c != '\r')
		dp_buf_char(out, ' ');
	return false;
}

/* Outside quotes: C starts, goes on or ends a cell. */
static void
outside(struct dpi_rewriter *w, char c, struct dp_buf *out)
{
	const struct dpi_form *f = &w->form;

	if (parts_by_spaces(w, c, out) ||
	    (f->skip_space && w->state == DPI_AT_CELL && c == ' '))
		return;
	if (c == '\n' || c == '\r')
		w->state = DPI_AT_LINE;
	else if (c == f->delimiter)
		w->state = DPI_AT_CELL;
	else if (c == f->quote && w->state != DPI_IN_CELL)
		w->state = DPI_IN_QUOTES;
	else
		w->state = DPI_IN_CELL;
	dp_buf_char(out, c);
}

/* Behind an escape: a quote is text, an escape stands for itself. */
static void
escaped(struct dpi_rewriter *w, char c, struct dp_buf *out)
{
	const struct dpi_form *f = &w->form;

	if (c == f->quote)
		dp_buf_char(out, c);
	else
		dp_buf_char(out, f->escape);
	if (c != f->escape)
		dp_buf_char(out, c);
	w->state = DPI_IN_QUOTES;
}

static void
inside(struct dpi_rewriter *w, char c, struct dp_buf *out)
{
	const struct dpi_form *f = &w->form;

	if (f->escape && c == f->escape) {
		w->state = DPI_ESCAPED;
		return;
	}
	if (c == f->quote)
		w->state = DPI_CLOSED;
	dp_buf_char(out, c);
}

void
dpi_rewrite(struct dpi_rewriter *w, const char *p, size_t n_bytes, bool last,
	    struct dp_buf *out)
{
	const struct dpi_form *f = &w->form;

	for (size_t i = 0; i < n_bytes; i++) {
		char c = p[i];

		switch (w->state) {
		case DPI_AT_LINE:
		case DPI_AT_CELL:
		case DPI_IN_CELL:
			outside(w, c, out);
			break;
		case DPI_IN_QUOTES:
			inside(w, c, out);
			break;
		case DPI_ESCAPED:
			escaped(w, c, out);
			break;
		case DPI_CLOSED:
			/* Doubled, or a stray one: the cell goes on. */
			if (c == f->delimiter || c == '\n' || c == '\r') {
				w->state = DPI_IN_CELL;
				outside(w, c, out);
			} else {
				w->state = DPI_IN_QUOTES;
				if (c == f->quote)
					dp_buf_char(out, c);
				else
					inside(w, c, out);
			}
			break;
		}
	}
	if (last && w->state == DPI_ESCAPED)
		dp_buf_char(out, f->escape);
}
