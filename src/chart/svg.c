/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chart as one SVG document: what it says for those who cannot see it,
 * title, drawing, method, note, source. Refers to nothing outside and holds
 * no date, so that it is the same file each time.
 */
#include "chart/svg.h"

#include <math.h>
#include <stdlib.h>

#define WIDTH 720
#define WIDTH_LEAST 240
#define MARGIN 16

static void
add_element(struct dp_buf *out, const char *name, const char *id, dp_str s)
{
	dp_buf_format(out, "<%s id=\"", name);
	dp_xml_escape(dp_str_c(id), out);
	dp_buf_format(out, "-%s\">", name);
	dp_xml_escape(s, out);
	dp_buf_format(out, "</%s>\n", name);
}

/* Title: what the chart says; failing that, what it shows. */
static void
title_text(const struct dp_chart *c, struct dp_buf *out)
{
	if (c->desc.title.n)
		dp_buf_str(out, c->desc.title);
	else
		dp_buf_format(out, _("%.*s, by %.*s"), DP_FMT(c->y_title),
			      DP_FMT(c->x_title));
}

static void
add_start(const struct dp_chart *c, const char *id, double width, double height,
	  struct dp_buf *out)
{
	struct dp_buf text = { 0 };
	const char *const size[] = { "width", "height" };
	const double value[] = { width, height };

	dp_buf_c(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" "
		      "role=\"img\" aria-labelledby=\"");
	for (int i = 0; i < 2; i++) {
		dp_xml_escape(dp_str_c(id), out);
		dp_buf_c(out, i ? "-desc\"" : "-title ");
	}
	dp_buf_format(out, " xml:lang=\"%s\" lang=\"%s\" viewBox=\"0 0 ",
		      dp_language(), dp_language());
	dpi_svg_number(out, width);
	dp_buf_char(out, ' ');
	dpi_svg_number(out, height);
	dp_buf_char(out, '"');
	for (int i = 0; i < 2; i++)
		dpi_svg_attribute(out, size[i], value[i]);
	dp_buf_c(out, " font-family=\"Helvetica, Arial, &quot;Liberation "
		      "Sans&quot;, &quot;DejaVu Sans&quot;, sans-serif\">\n");
	title_text(c, &text);
	add_element(out, "title", id, dp_buf_view(&text));
	text.n = 0;
	if (c->desc.alt.n)
		dp_buf_str(&text, c->desc.alt);
	else
		dp_chart_sentence(c, &text);
	add_element(out, "desc", id, dp_buf_view(&text));
	dp_buf_done(&text);
	/* White of its own, so that it can be read on a dark page too. */
	dp_buf_c(out, "<rect width=\"100%\" height=\"100%\" "
		      "fill=\"#ffffff\"/>\n");
}

static double
add_labelled(struct dpi_svg *g, double y, const char *fmt, dp_str text)
{
	char *line;

	if (!text.n)
		return y;
	line = dp_format(fmt, DP_FMT(text));
	y = dpi_svg_paragraph(g, y, 12, false, DPI_SVG_GREY, dp_str_c(line));
	free(line);
	return y;
}

/* Everything between the start and the end; returns the height. */
static double
add_body(struct dpi_svg *g, const struct dp_chart *c)
{
	struct dp_buf text = { 0 };
	double y = MARGIN + 16;

	if (c->desc.title.n)
		y = dpi_svg_paragraph(g, y, 18, true, DPI_SVG_INK,
				      c->desc.title);
	dp_buf_format(&text, _("%.*s, by %.*s"), DP_FMT(c->y_title),
		      DP_FMT(c->x_title));
	y = dpi_svg_paragraph(g, y, 14, false, DPI_SVG_GREY,
			      dp_buf_view(&text));
	y = dpi_svg_drawing(g, c, y) + 18;
	text.n = 0;
	dp_chart_method(c, &text);
	y = dpi_svg_paragraph(g, y, 12, false, DPI_SVG_GREY,
			      dp_buf_view(&text));
	y = add_labelled(g, y, _("Note: %.*s"), c->desc.note);
	y = add_labelled(g, y, _("Source: %.*s"), c->desc.source);
	dp_buf_done(&text);
	return ceil(y - 12 * 1.35 + MARGIN);
}

void
dp_chart_svg(const struct dp_chart *c, const struct dp_svg *o,
	     struct dp_buf *out)
{
	struct dp_buf body = { 0 };
	struct dpi_svg g = { .out = &body, .left = MARGIN, .right = MARGIN };
	double height;

	g.width = !o->width_px              ? WIDTH :
		  o->width_px < WIDTH_LEAST ? WIDTH_LEAST :
					      o->width_px;
	height = add_body(&g, c);
	if (!o->inside)
		dp_buf_c(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
	add_start(c, o->id ? o->id : "dpipe", g.width, height, out);
	dp_buf_str(out, dp_buf_view(&body));
	dp_buf_c(out, "</svg>\n");
	dp_buf_done(&body);
}
