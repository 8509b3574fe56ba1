/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A first look at a table: some records of its start, cut by a dialect that
 * may be wrong. Used to judge dialects and to read the header.
 */
#ifndef DPI_SAMPLE_H
#define DPI_SAMPLE_H

#include <dpipe/table.h>

#define DPI_SAMPLE_BYTES (256u << 10)
#define DPI_SAMPLE_ROWS 1000

/* How a text is cut, right or wrong. */
struct dpi_form {
	char delimiter, quote; /* 0: none */
	char escape;           /* stands before a quote in quotes; 0: another
				* quote does */
	char newline;          /* LF or CR: what lines are counted by */
	bool skip_space;       /* spaces before a cell are not of it */
	bool has_rules;        /* lines that only draw are no rows */
	size_t width;          /* cells of most rows, once that is known: a row
				* that stray quotes make another is cut
				* without them; or 0 */
};

struct dpi_sample_row {
	size_t first, n;    /* its cells in cell */
	size_t start_bytes; /* where it begins in the text */
	uint64_t line;      /* physical line, from 1 */
};

struct dpi_sample {
	dp_str *cell;
	size_t n_cells, cap_cells;
	struct dpi_sample_row *row;
	size_t n_rows, cap_rows;
	size_t n_quoted; /* cells in quotes */
	size_t n_stray;  /* quotes that neither open, close nor are doubled */
	/* Line ends of rows, by kind. */
	size_t n_lf, n_crlf, n_cr, n_crcrlf;
	size_t end_bytes;  /* after the last row */
	uint64_t end_line; /* line that starts there */
	struct dp_arena text;
};

/*
 * Cuts at most MAX records of TEXT (UTF-8) the way F says. WHOLE: the text is
 * all there is, so its last record counts though it has no line end.
 */
void dpi_sample_cut(struct dpi_sample *s, dp_str text, const struct dpi_form *f,
		    size_t max, bool whole);
void dpi_sample_done(struct dpi_sample *s);

/*
 * Number of cells most records of S have, and in *SHARE the share of the
 * records that have it; blank lines do not count.
 */
size_t dpi_sample_width(const struct dpi_sample *s, double *share);

/*
 * Does S begin with rows that begin with #, one of which has not WIDTH cells,
 * above another that does not?
 */
bool dpi_sample_comments(const struct dpi_sample *s, size_t width);

/* Bytes of the line end at the start of S (CR CR LF is one), or 0. */
size_t dpi_line_end_bytes(dp_str s);

/* The first line of *TEXT without its end, which is left out of *TEXT too. */
dp_str dpi_next_line(dp_str *text);

/* What a cell looks like, for scores and headers. */
enum dpi_look { DPI_LOOK_EMPTY, DPI_LOOK_NUMBER, DPI_LOOK_DATE, DPI_LOOK_TEXT };
enum dpi_look dpi_sample_look(dp_str cell);

#endif
