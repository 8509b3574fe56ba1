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
	size_t n_whole; /* rows that it does not cut */
	bool apart;     /* such a row stands below a blank line */
	/* Where the first row of that width begins, and the first below that
	 * has another, or SIZE_MAX; nearly all from there on have it. */
	size_t start_bytes, gap_bytes;
	bool fits;
	bool named; /* the first row of that width may be a header */
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

/* Does every delimiter C of TEXT stand between digits or before a space? */
bool dpi_in_text(dp_str text, char c);

/* Is no delimiter C of TEXT before a space, and few between digits? */
bool dpi_is_tight(dp_str text, char c);

/* Sets where the rows of OUT->width stand in S, and how well they fit. */
void dpi_fit_of(const struct dpi_sample *s, struct dpi_score *out);

/*
 * Does the delimiter of A cut the text better than that of BEST, whose score
 * is higher?
 */
bool dpi_rival_wins(const struct dpi_trial *t, const struct dpi_score *a,
		    const struct dpi_score *best);

/* Is S cut into a table at its end, below lines that are no part of it? */
bool dpi_ends_in_table(const struct dpi_trial *t, const struct dpi_score *s);

/*
 * Does the delimiter of S cut every line, the first as well, though hardly two
 * into as many cells, and as none does in a text?
 */
bool dpi_cuts_all(const struct dpi_trial *t, const struct dpi_score *s);

/*
 * Where the rows that are as wide as BEST says are labels, each with its value,
 * above a table that is wider: it has the width of that.
 */
void dpi_below_labels(const struct dpi_trial *t, struct dpi_score *best);

/* Are A's single quotes better, NONE being the text cut without them? */
bool dpi_quotes_win(const struct dpi_score *a, const struct dpi_score *none);

/* What the score S is worth, since its delimiter has other uses. */
double dpi_worth(const struct dpi_trial *t, const struct dpi_score *s);

#endif
