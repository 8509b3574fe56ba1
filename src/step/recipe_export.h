/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files share that put a recipe in the words of other tools. */
#ifndef DPI_RECIPE_EXPORT_H
#define DPI_RECIPE_EXPORT_H

#include <dpipe/clean.h>

/* One step on its way out. */
struct dpi_exporting {
	enum dp_export_to to;
	const struct dp_line *line;
	struct {
		dp_str *at;
		size_t n, cap;
	} column;
	struct dp_buf *out;
};

/* Appends TEXT as a text of the target. */
void dpi_export_text(const struct dpi_exporting *x, struct dp_buf *out,
		     dp_str text);
/* Appends NAME as a column of the target. */
void dpi_export_name(const struct dpi_exporting *x, struct dp_buf *out,
		     dp_str name);
/* Appends that COLUMN becomes what EXPRESSION, of the target, gives. */
void dpi_export_change(const struct dpi_exporting *x, dp_str column,
		       dp_str expression);
/* Appends what stands between two things that a step becomes. */
void dpi_export_between(const struct dpi_exporting *x);
/* Appends TEXT as one word of a shell. */
void dpi_export_shell(struct dp_buf *out, dp_str text);
/* Puts an edit; false where the target has no word for it. */
bool dpi_export_edit(const struct dpi_exporting *x);

#endif
