/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The SVG writer's own: text that knows its width, numbers with two decimals
 * at most, the drawing part.
 */
#ifndef DPI_CHART_SVG_H
#define DPI_CHART_SVG_H

#include "chart/scene.h"

/* Colours, all at least 4.5:1 on white but the hairlines. */
#define DPI_SVG_INK "#1a1a1a"
#define DPI_SVG_GREY "#4d4d4d"
#define DPI_SVG_HAIR "#d0d0d0"
#define DPI_SVG_FILL "#005faf" /* told from grey and white by anybody */

enum dpi_anchor { DPI_START, DPI_MIDDLE, DPI_END };

struct dpi_svg {
	struct dp_buf *out;
	double width;       /* of the picture */
	double left, right; /* margins kept */
};

/* Width of S in the sans-serif that is asked for, at SIZE pixels. */
double dpi_svg_width(dp_str s, double size_px, bool bold);
/* Appends V with two decimals at most: the same bytes everywhere. */
void dpi_svg_number(struct dp_buf *out, double v);
/* Appends ' NAME="V"'. */
void dpi_svg_attribute(struct dp_buf *out, const char *name, double v);
/* Appends S at X,Y (its base line). */
void dpi_svg_text(struct dpi_svg *g, double x, double y, enum dpi_anchor anchor,
		  double size_px, bool bold, const char *colour, dp_str s);
/*
 * Appends S in lines no wider than the picture, from base line Y on. Returns
 * the base line after the last.
 */
double dpi_svg_paragraph(struct dpi_svg *g, double y, double size_px, bool bold,
			 const char *colour, dp_str s);
/*
 * Appends the drawing of C from Y on. Returns the Y below it.
 */
double dpi_svg_drawing(struct dpi_svg *g, const struct dp_chart *c, double y);

#endif
