/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text cut by some delimiter says for that delimiter. */
#ifndef DPI_WORTH_H
#define DPI_WORTH_H

#include "table/sample.h"

/* One that has other uses, as spaces and colons have, is worth this at most. */
#define DPI_ELSE_WORTH 0.6
/* Rows whose cells are looked at. */
#define DPI_TYPED_ROWS 100

struct dpi_score {
	struct dpi_form form;
	double total, alike, typed;
	size_t width, first; /* of most rows, of the first */
	size_t n_kept;       /* columns that only hold typed cells */
	size_t n_rows, n_cells, n_quoted, n_stray;
	bool apart; /* such a row stands below a blank line */
};

/* The text judged and what is known of it before it is cut. */
struct dpi_trial {
	dp_str text;
	bool whole;
	char newline;
	size_t count[256]; /* how often each byte occurs */
	double line_typed; /* share of lines that are one typed cell */
	const struct dp_read_opts *o;
};

/* Share of the cells of rows of that width, of those that hold something,
 * that are typed. */
double dpi_typed_share(const struct dpi_sample *s, size_t width);

/* Columns of the rows of that width, without the first row, in which every
 * cell is typed. */
size_t dpi_kept_columns(const struct dpi_sample *s, size_t width);

/* What the score S is worth, since its delimiter has other uses. */
double dpi_worth(const struct dpi_trial *t, const struct dpi_score *s);

#endif
