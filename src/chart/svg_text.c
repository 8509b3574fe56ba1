/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Text in SVG: how wide it is and where lines break, by a table of our own,
 * so that the same chart gives the same bytes whatever fonts there are. The
 * widths are those of DejaVu Sans, the widest of the usual sans-serifs: with
 * any other the text is narrower and still fits.
 */
#include "chart/svg.h"

#include <math.h>
#include <stdlib.h>

/* Thousandths of the size: U+0020 to U+007E. */
static const short ascii[] = {
	318, 401, 460, 838, 636,  950, 780, 275, 390, 390, 500, 838, 318, 361,
	318, 337, 636, 636, 636,  636, 636, 636, 636, 636, 636, 636, 337, 337,
	838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295,
	295, 656, 557, 863, 748,  787, 603, 787, 695, 635, 611, 732, 684, 989,
	685, 611, 685, 390, 337,  390, 838, 500, 500, 613, 635, 550, 635, 615,
	352, 635, 634, 278, 278,  579, 278, 974, 634, 612, 635, 635, 411, 521,
	392, 634, 592, 818, 592,  592, 525, 636, 337, 636, 838,
};

/* U+00A0 to U+00FF. */
static const short latin[] = {
	318,  401, 636, 636, 636, 636, 337, 500, 500, 1000, 471, 612, 838, 361,
	1000, 500, 500, 838, 401, 401, 500, 636, 636, 318,  500, 401, 471, 612,
	969,  969, 969, 531, 684, 684, 684, 684, 684, 684,  974, 698, 632, 632,
	632,  632, 295, 295, 295, 295, 775, 748, 787, 787,  787, 787, 787, 838,
	787,  732, 732, 732, 732, 611, 605, 630, 613, 613,  613, 613, 613, 613,
	982,  550, 615, 615, 615, 615, 278, 278, 278, 278,  612, 634, 612, 612,
	612,  612, 612, 838, 612, 634, 634, 634, 634, 592,  635, 592,
};

double
dpi_svg_width(dp_str s, double size_px, bool bold)
{
	double sum = 0;

	while (s.n > 0) {
		uint32_t c;
		unsigned n = dp_utf8_decode(s.p, s.n, &c);
		dp_str one = { s.p, n };

		if (n && c >= 0x20 && c < 0x7f)
			sum += ascii[c - 0x20];
		else if (n && c >= 0xa0 && c < 0x100)
			sum += latin[c - 0xa0];
		else if (n && dp_width_cols(one) < 2)
			sum += dp_width_cols(one) ? 690 : 0;
		else
			sum += 1000;
		s = dp_str_from(s, n ? n : 1);
	}
	return sum / 1000 * size_px * (bold ? 1.13 : 1);
}

void
dpi_svg_number(struct dp_buf *out, double v)
{
	long hundredths = lround(v * 100);
	long whole = hundredths / 100, part = labs(hundredths % 100);

	dp_buf_format(out, "%s%ld", hundredths < 0 && !whole ? "-" : "", whole);
	if (part % 10)
		dp_buf_format(out, ".%02ld", part);
	else if (part)
		dp_buf_format(out, ".%ld", part / 10);
}

void
dpi_svg_attribute(struct dp_buf *out, const char *name, double v)
{
	dp_buf_format(out, " %s=\"", name);
	dpi_svg_number(out, v);
	dp_buf_char(out, '"');
}

void
dpi_svg_text(struct dpi_svg *g, double x, double y, enum dpi_anchor anchor,
	     double size_px, bool bold, const char *colour, dp_str s)
{
	dp_buf_c(g->out, "<text");
	dpi_svg_attribute(g->out, "x", x);
	dpi_svg_attribute(g->out, "y", y);
	dpi_svg_attribute(g->out, "font-size", size_px);
	if (bold)
		dp_buf_c(g->out, " font-weight=\"bold\"");
	if (anchor == DPI_MIDDLE)
		dp_buf_c(g->out, " text-anchor=\"middle\"");
	if (anchor == DPI_END)
		dp_buf_c(g->out, " text-anchor=\"end\"");
	dp_buf_format(g->out, " fill=\"%s\">", colour);
	dp_xml_escape(s, g->out);
	dp_buf_c(g->out, "</text>\n");
}

/* The first part of S that is at most WIDTH wide; *REST is what follows. */
static dp_str
first_line(dp_str s, double width, double size_px, bool bold, dp_str *rest)
{
	size_t end = 0, space = 0;

	*rest = (dp_str){ NULL, 0 };
	while (end < s.n) {
		uint32_t c;
		unsigned n = dp_utf8_decode(s.p + end, s.n - end, &c);
		dp_str part = { s.p, end + (n ? n : 1) };

		if (s.p[end] == ' ')
			space = end;
		if (end && dpi_svg_width(part, size_px, bold) > width) {
			part.n = space ? space : end;
			*rest = dp_str_from(s, part.n + (space ? 1 : 0));
			return part;
		}
		end = part.n;
	}
	return s;
}

double
dpi_svg_paragraph(struct dpi_svg *g, double y, double size_px, bool bold,
		  const char *colour, dp_str s)
{
	while (s.n > 0) {
		dp_str rest, line = first_line(s, g->width - g->left - g->right,
					       size_px, bold, &rest);

		dpi_svg_text(g, g->left, y, DPI_START, size_px, bold, colour,
			     line);
		y += size_px * 1.35;
		s = rest;
	}
	return y;
}
