/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * present, the seventh step: charts that say something and reports whose
 * numbers can be checked.
 */
#ifndef DPIPE_PRESENT_H
#define DPIPE_PRESENT_H

#include <dpipe/chart.h>
#include <dpipe/step.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- charts ----------------------------------------------------------- */

/* A chart of a file, as asked for. Texts are borrowed; NULL: not given. */
struct dp_present_chart {
	const char *type; /* "bar" */
	const char *file; /* "-": standard input */
	const char *x;    /* a column */
	const char *y;    /* a column, or count(), sum(col), mean(col) */
	const char *of;   /* "count", "sum", "mean": of y, for each x */
	const char *sort; /* "value", "label", "none"; NULL: value */
	size_t top;       /* 0: all */
	size_t groups;    /* different x that are kept; 0: a million */
	const char *title, *source, *note, *alt;
	const struct dp_read_opts *read; /* NULL: all is found out */
};

/*
 * Reads the file and makes the chart. Without y and of, rows are counted.
 * Fails with DP_EUSAGE when a word is unknown, a column holds codes, or an x
 * has several rows and nothing says what to do with them; DP_ENOTFOUND for a
 * column; DP_EDATA when there is nothing to draw; DP_ELIMIT above GROUPS
 * different x. Freed by dp_chart_free.
 */
struct dp_chart *dp_present_chart_read(const struct dp_present_chart *q,
				       struct dp_err *err);

/*
 * The same for rows that come from elsewhere: they are handed over one by
 * one, and a chart of those there are is made at any time. Q and its texts
 * must outlive the reader; its x, y, of, and whether it is a histogram, stay
 * as they are, the rest may change between two charts.
 */
struct dp_present_reader;

/* Fails with DP_EUSAGE when there is no such type, or no x. */
struct dp_present_reader *
dp_present_reader_new(const struct dp_present_chart *q, struct dp_err *err);
/* The columns; fails as dp_present_chart_read. For dp_each. */
int dp_present_reader_start(void *reader, const struct dp_schema *schema,
			    struct dp_err *err);
/* Row R of B. */
int dp_present_reader_row(void *reader, const struct dp_batch *b, size_t r,
			  struct dp_err *err);
/* The chart of the rows so far; fails as dp_present_chart_read. */
struct dp_chart *dp_present_reader_chart(struct dp_present_reader *r,
					 struct dp_err *err);
/* NULL is fine. */
void dp_present_reader_free(struct dp_present_reader *r);

enum dp_present_as {
	DP_PRESENT_CHART,    /* a drawing for whoever prints the result */
	DP_PRESENT_TERMINAL, /* lines of the width asked */
	DP_PRESENT_SVG,
	DP_PRESENT_TEXT,
	DP_PRESENT_JSON,
};

/* Name as the command line writes it; false when it is none. */
bool dp_present_as_find(dp_str name, enum dp_present_as *out);

struct dp_present_out {
	enum dp_present_as as;
	const char *file; /* written there; NULL: into the result */
	int width_cols;   /* of DP_PRESENT_TERMINAL */
	bool ascii;
};

/*
 * Makes the chart and adds to R: "chart" (a CHART, or a TEXT when as says
 * so) or, with a file, "written" (a note); then, when it has a title or is
 * written, "lint" (a frame: rule, level, sentence) if something is doubtful.
 * With a file, fails with DP_EUSAGE
 * unless title, source and alternative text are given.
 */
int dp_present_chart(const struct dp_present_chart *q,
		     const struct dp_present_out *o, struct dp_result *r,
		     struct dp_err *err);

/* Adds to R "charts": a frame of those there are and when to use them. */
void dp_present_charts(struct dp_result *r);

/* ---- reports ---------------------------------------------------------- */

/*
 * A report is Markdown (CommonMark) with live figures. A fenced block
 *
 *     ```dpipe
 *     chart: bar
 *     file: cinemas.csv
 *     x: commune
 *     y: sum(ecrans)
 *     title: Half of the screens are in four towns
 *     source: CNC, 2019
 *     alt: Marseille has 86 screens, Nice 43 …
 *     ```
 *
 * becomes a chart with its data; sort, top, note, of as on the command line.
 * With "table: FILE" it becomes a table: columns (comma-separated), top (rows
 * shown), title, source. And in a sentence
 *
 *     {dpipe value FILE COLUMN where KEY = TEXT}   one cell
 *     {dpipe count FILE [where KEY = TEXT]}        rows
 *     {dpipe sum FILE COLUMN [where KEY = TEXT]}
 *
 * becomes the number, computed each time the report is made. Names with
 * spaces stand in "quotes"; between `backquotes` Markdown leaves its hands
 * off. Files are looked for from the folder of the report.
 */

/*
 * Renders the Markdown TEXT, called NAME in messages, whose files are looked
 * for in FOLDER (NULL: here), as one HTML page without script or anything
 * from outside. The same input gives the same bytes. Fails with DP_EUSAGE,
 * place.line set, for a block or figure that cannot be made.
 */
int dp_present_page(dp_str text, const char *name, const char *folder,
		    struct dp_buf *out, struct dp_err *err);

/*
 * Renders the report MARKDOWN into the file OUT ("-": standard output) and
 * adds to R "written" (a note) and "figures" (a frame: what was computed).
 */
int dp_present_report(const char *markdown, const char *out,
		      struct dp_result *r, struct dp_err *err);

/*
 * Makes the page HTML again from the Markdown it carries and the data in
 * FOLDER (NULL: that of the page), and compares: adds to R "verified" (a
 * note) when every byte is the same; otherwise "inputs" (a frame: file,
 * what changed) and "differences" (a frame: line, in the report, computed
 * now), and R is doubtful. Fails with DP_EDATA when the page is no report of
 * dpipe.
 */
int dp_present_verify(const char *html, const char *folder, struct dp_result *r,
		      struct dp_err *err);

#ifdef __cplusplus
}
#endif
#endif
