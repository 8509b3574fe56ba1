/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of the operation date share. */
#ifndef DPI_OP_DATE_H
#define DPI_OP_DATE_H

#include "op/date_order.h"
#include "op/work.h"

/* Serial numbers of a spreadsheet, and which day they count from. */
enum dpi_excel { DPI_NO_SERIALS, DPI_SINCE_1900, DPI_SINCE_1904 };

enum dpi_date_kept { DPI_AS_IT_IS, DPI_TO_DAY, DPI_TO_MONTH, DPI_TO_YEAR };

struct dpi_date {
	struct dp_date_opts opts;
	enum dpi_excel excel;
	enum dpi_date_kept precision;
	dp_str *format; /* tried first */
	size_t n_formats;
	struct dpi_date_order *of; /* by column, with order=auto; or NULL */
};

/*
 * Is IN empty or of one of the commonest forms? *OUT is what becomes of it. O:
 * the order.
 */
bool dpi_date_cell_quick(const struct dpi_date *x, const struct dp_date_opts *o,
			 struct dp_work *w, dp_str in, dp_str *out);
/* Reads T in the ways that X names, then in those that everybody knows. */
bool dpi_date_cell_read(const struct dpi_date *x, const struct dp_date_opts *o,
			dp_str t, struct dp_date *d);
/* What becomes of IN, which was read as D. */
dp_str dpi_date_cell_write(const struct dpi_date *x, struct dp_work *w,
			   dp_str in, struct dp_date *d);

/* cell, scout, decide, frozen and unbind where the rows tell the order. */
dp_str dpi_date_found(const struct dp_step *s, struct dp_work *w, dp_str in);
void dpi_date_found_scout(struct dp_step *s, size_t i, const struct dp_batch *b,
			  size_t r);
void dpi_date_found_decide(struct dp_step *s, struct dp_findings *f);
void dpi_date_found_frozen(const struct dp_step *s, struct dp_buf *out);
void dpi_date_found_unbind(struct dp_step *s);

#endif
