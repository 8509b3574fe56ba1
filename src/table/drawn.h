/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables drawn with bars and lines, as Markdown, org-mode and the programs of
 * databases show them. Knows lines; what they are part of is framing.h's.
 */
#ifndef DPI_DRAWN_H
#define DPI_DRAWN_H

#include <dpipe/table.h>

/* Does LINE, without its end, only draw: +----+----+ or |:---|---:|? */
bool dpi_only_draws(dp_str line);

/* Cells that the rule LINE parts. */
size_t dpi_rule_cells(dp_str line);

/* Does LINE start with a bar, spaces aside? */
bool dpi_has_bars(dp_str line);

/*
 * Cells of LINE, without its end, where BARS stand at both its ends or only
 * between cells; 0: it is no row.
 */
size_t dpi_drawn_cells(dp_str line, bool bars);

/* Is there a space inside each bar of LINE, which has them at both ends? */
bool dpi_is_padded(dp_str line);

/* How a table is drawn. */
struct dpi_drawing {
	bool bars;        /* at both ends of lines, not only between cells */
	size_t n_columns; /* or 0 */
	unsigned header_rows; /* right above a rule; 0: there is none */
	uint64_t lines_above; /* them */
};

/*
 * Is there a drawn table in TEXT, the start of a file in UTF-8 (WHOLE: all of
 * it)? How it would be drawn is in D in any case.
 */
bool dpi_drawing_find(dp_str text, bool whole, struct dpi_drawing *d);

/*
 * Appends to OUT the cells of LINE parted by bars alone, quoted where they
 * must be. With RULES, one stays as it is; what is no row is one cell.
 */
void dpi_drawn_row(dp_str line, bool bars, bool rules, struct dp_buf *out);

#endif
