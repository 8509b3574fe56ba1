/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables drawn with bars and lines, as Markdown, org-mode and the programs of
 * databases show them. Knows lines; what they are part of is framing.h's.
 */
#ifndef DPI_DRAWN_H
#define DPI_DRAWN_H

#include <dpipe/table.h>

/* Which bars stand in rows, and where. */
#define DPI_BARS_ENDS 1u /* at both ends of lines, not only between cells */
#define DPI_BARS_BOX 2u  /* those of boxes (U+2502 …), not that of ASCII */

/*
 * Does LINE, without its end, only draw: +----+----+ or |:---|---:|, lines of
 * boxes, or a row of these whose cells are dashes, or dots for rows left out?
 */
bool dpi_only_draws(dp_str line);

/* The bars LINE has: at its start, or else a box's anywhere. */
unsigned dpi_bars_of(dp_str line);

/* Are the N cells, one at least, all types as DuckDB or Polars name them? */
bool dpi_names_types(const dp_str *cell, size_t n);
/* The same for the cells of LINE, a row with BARS. */
bool dpi_row_names_types(dp_str line, unsigned bars);

/* Cells that the rule LINE parts. */
size_t dpi_rule_cells(dp_str line);

/* LINE, a row with BARS, from its first cell on to the end of its last. */
dp_str dpi_row_of(dp_str line, unsigned bars);

/*
 * Takes the first cell of *REST, the rest of a row, off it into *CELL, the
 * spaces around it included. False: there is none left, REST->p being NULL.
 */
bool dpi_next_cell(dp_str *rest, unsigned bars, dp_str *cell);

/* Cells of LINE, without its end, where BARS part them; 0: it is no row. */
size_t dpi_drawn_cells(dp_str line, unsigned bars);

/* Is there a space inside each of the BARS of LINE, at both ends too? */
bool dpi_is_padded(dp_str line, unsigned bars);

/* How a table is drawn. */
struct dpi_drawing {
	unsigned bars;        /* that part cells */
	bool types;           /* below the header, a row names types */
	size_t n_columns;     /* or 0 */
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
void dpi_drawn_row(dp_str line, unsigned bars, bool rules, struct dp_buf *out);

#endif
