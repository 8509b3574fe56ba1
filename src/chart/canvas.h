/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Drawing in terminal cells: a grid that cannot be wider than asked, and the
 * two ways a scene is put on it.
 */
#ifndef DPI_CHART_CANVAS_H
#define DPI_CHART_CANVAS_H

#include "chart/scene.h"

/* One cell: a character with what combines with it. */
struct dpi_gcell {
	char b[15];
	unsigned char n; /* bytes of b; 0: blank; 255: the right half of a
			    wide character */
};

/* Cells, row by row; it grows downwards and is never wider. */
struct dpi_grid {
	int width_cols, n_rows, cap_rows;
	bool ascii;
	struct dpi_gcell *cell;
};

/* ASCII: quotation marks and dashes become ASCII; letters stay. */
void dpi_grid_init(struct dpi_grid *g, int width_cols, bool ascii);
void dpi_grid_done(struct dpi_grid *g);
/* Adds N blank rows; returns the index of the first. */
int dpi_grid_rows(struct dpi_grid *g, int n);
/*
 * Writes S at ROW from column COL on; what does not fit is cut. Controls are
 * left out, no-break spaces become spaces.
 */
void dpi_grid_text(struct dpi_grid *g, int row, int col, dp_str s);
void dpi_grid_char(struct dpi_grid *g, int row, int col, uint32_t c);
/* True when N cells from COL on are blank and inside. */
bool dpi_grid_blank(const struct dpi_grid *g, int row, int col, int n);
/* Adds S as paragraphs broken at spaces. */
void dpi_grid_wrap(struct dpi_grid *g, dp_str s);
/* Appends the rows, without blanks at their ends. */
void dpi_grid_print(const struct dpi_grid *g, struct dp_buf *out);

/*
 * The first part of S that takes at most WIDTH columns, broken at a space
 * when there is one; *REST is what follows. Takes one character at least.
 */
dp_str dpi_wrap_cols(dp_str s, int width_cols, dp_str *rest);

/* Signs to draw with. */
struct dpi_signs {
	bool ascii;
	uint32_t upright, corner, level, tick, tick_up, cut, point;
};

/*
 * Rows of a terminal: one bar each, name, bar, number. ROWS: room there is,
 * 0 for any. Adds them to G.
 */
void dpi_canvas_bars(const struct dp_chart *c, struct dpi_grid *g,
		     const struct dpi_signs *signs, int rows);
/* Lines and points on ROWS rows of G, the axis and its labels included. */
void dpi_canvas_plot(const struct dp_chart *c, struct dpi_grid *g,
		     const struct dpi_signs *signs, int rows);

#endif
