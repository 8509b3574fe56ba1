/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text whose quotes are escaped, or whose cells have spaces before them, made
 * into text as RFC 4180 has it, so that one splitter is enough.
 */
#ifndef DPI_REWRITE_H
#define DPI_REWRITE_H

#include "table/sample.h"

/* Where in the text the last block ended. Zero it and set form. */
struct dpi_rewriter {
	struct dpi_form form;
	enum {
		DPI_AT_LINE,   /* at the start of a record */
		DPI_AT_CELL,   /* behind a delimiter, or spaces after one */
		DPI_IN_CELL,   /* in a cell without quotes */
		DPI_IN_QUOTES, /* in one with */
		DPI_ESCAPED,   /* behind an escape in quotes */
		DPI_CLOSED,    /* behind a quote in quotes */
	} state;
};

/* Does F need rewriting? */
bool dpi_rewrite_needed(const struct dpi_form *f);

/*
 * Appends the N bytes at P to OUT with quotes doubled instead of escaped, and
 * without the spaces before cells. Text in any encoding that keeps ASCII;
 * line ends stay what and where they are. LAST: nothing follows.
 */
void dpi_rewrite(struct dpi_rewriter *w, const char *p, size_t n_bytes,
		 bool last, struct dp_buf *out);

#endif
