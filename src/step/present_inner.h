/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the step present share with each other only.
 */
#ifndef DPI_PRESENT_INNER_H
#define DPI_PRESENT_INNER_H

#include <dpipe/present.h>
#include <dpipe/stat.h>

#include "base/i18n.h"

/* ---- reading ---------------------------------------------------------- */

/* A file read for a chart: a row for each x, in order of appearance. */
struct dpi_present_data {
	struct dp_frame frame; /* x, y (not for values), rows */
	struct dp_chart_rows rows;
	enum dp_chart_of of;
	dp_str column; /* that y was made of, in the frame */
};

/* The rows of one x. */
struct dpi_present_group {
	dp_str label;
	dp_str cell; /* first number as it stands, canonical */
	struct dp_dd sum;
	uint64_t rows, numbers;
};

struct dp_present_reader {
	const struct dp_present_chart *q;
	bool values; /* x itself is the number: a histogram */
	struct dpi_present_data data, *out;
	size_t x_slot, y_slot;
	dp_str x, y;          /* names of columns; y.p NULL: none is read */
	ptrdiff_t x_at, y_at; /* in the schema */
	struct dpi_present_group *group;
	size_t n, cap;
	uint32_t *slot;            /* index in group + 1, by hash; 0: free */
	size_t n_slots;            /* a power of two */
	struct dp_profile profile; /* of the column of numbers */
	struct dp_arena text;
};

/* Counts row R of B into its group; of a histogram, its value. */
void dpi_present_add_row(struct dp_present_reader *g, const struct dp_batch *b,
			 size_t r);
void dpi_present_add_value(struct dp_present_reader *g,
			   const struct dp_batch *b, size_t r);

/* What Q asks of a class of that SHAPE. */
int dpi_present_read(const struct dp_present_chart *q,
		     const struct dp_chart_class *class,
		     struct dpi_present_data *out, struct dp_err *err);
void dpi_present_data_done(struct dpi_present_data *d);
/* The chart of D that Q asks for. */
struct dp_chart *dpi_present_make(const struct dp_present_chart *q,
				  const struct dpi_present_data *d,
				  struct dp_err *err);

/* ---- reports ---------------------------------------------------------- */

/* A file that a report read. */
struct dpi_report_file {
	char *name; /* as the report writes it */
	char *path; /* where it is */
	char sha256[DP_SHA256_HEX];
	uint64_t rows;
};

/* The parser of Markdown: only present_report.c knows it. */
struct dpi_cmark;

/* A report while it is made. */
struct dpi_report {
	const struct dpi_cmark *cmark;
	const char *name, *folder;
	struct dpi_report_file *file;
	size_t n_files, cap_files;
	size_t n_figures;          /* charts and tables so far */
	struct dp_buf inline_list; /* HTML: the numbers in sentences */
	size_t n_inline;
};

void dpi_report_done(struct dpi_report *r);
/*
 * The file NAME of the report: found, hashed and its rows counted once. Fails
 * as opening does.
 */
const struct dpi_report_file *dpi_report_file(struct dpi_report *r, dp_str name,
					      struct dp_err *err);
/*
 * Reads the rows of a file: START is called once with the columns, ROW for
 * each. Either may fail.
 */
struct dpi_scan {
	void *self;
	int (*start)(void *self, const struct dp_schema *schema,
		     struct dp_err *err);
	void (*row)(void *self, const struct dp_batch *b, size_t r);
};
int dpi_report_scan(const struct dpi_report_file *file,
		    const struct dpi_scan *scan, struct dp_err *err);

/*
 * Appends the HTML of a fenced block, TEXT, whose fence is on LINE (from 1).
 */
int dpi_report_block(struct dpi_report *r, dp_str text, int line,
		     struct dp_buf *out, struct dp_err *err);
/*
 * Appends the HTML of a figure in a sentence: TEXT is what stands between
 * "{dpipe " and "}".
 */
int dpi_report_inline(struct dpi_report *r, dp_str text, int line,
		      struct dp_buf *out, struct dp_err *err);
/* Appends the box that tells where FILE is from, raw file to report. */
void dpi_report_origin(const struct dpi_report *r,
		       const struct dpi_report_file *file, const char *command,
		       struct dp_buf *out);
/*
 * Sets the place of ERR to LINE of the report and puts both before its
 * message. Returns -1.
 */
int dpi_report_fail_at(const struct dpi_report *r, int line,
		       struct dp_err *err);
/* Appends the page around BODY. SOURCE is the Markdown it is made of. */
void dpi_report_page(const struct dpi_report *r, dp_str title, dp_str body,
		     dp_str source, struct dp_buf *out);

/* A new C string: the folder of PATH with its slash; NULL: here. */
char *dpi_folder_of(const char *path);
/* Appends "<TAG>S</TAG>", S escaped. */
void dpi_html(struct dp_buf *out, const char *tag, dp_str s);
/*
 * Appends CELL escaped; as people read numbers when it is one and stands in a
 * column of NUMBERS.
 */
void dpi_html_cell(struct dp_buf *out, dp_str cell, bool numbers);

#endif
