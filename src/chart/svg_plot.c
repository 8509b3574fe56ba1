/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The drawing part of the SVG: marks, axes and their labels, as a scene has
 * them. Lying bars, standing bars and points differ in where labels go.
 */
#include "chart/svg.h"

#include <math.h>

#define TEXT 13.0 /* size of labels */
#define CHAR 7.6  /* width of a usual digit at that size, with air */
#define PLOT_HIGH 300.0
#define BAR_HIGH 24.0
#define GAP 8.0
#define POINTS_SHOWN 80 /* more and they hide the line */

/* The rectangle that 0 to 1 is mapped to. */
struct area {
	struct dp_scene scene;
	double x, y, wide, high;
};

static double
px(const struct area *a, double x)
{
	return a->x + x * a->wide;
}

static double
py(const struct area *a, double y)
{
	return a->y + (1 - y) * a->high;
}

static void
lay_out(const struct dp_chart *c, struct area *a)
{
	struct dp_room room = { { (int)(a->wide / CHAR), 0 },
				{ 0, (int)(a->high / (TEXT * 1.4)) } };

	dpi_scene_done(&a->scene);
	c->class->layout(c, &room, &a->scene);
}

static void
add_rule(struct dpi_svg *g, double x0, double y0, double x1, double y1,
	 const char *colour, double width)
{
	dp_buf_c(g->out, "<line");
	dpi_svg_attribute(g->out, "x1", x0);
	dpi_svg_attribute(g->out, "y1", y0);
	dpi_svg_attribute(g->out, "x2", x1);
	dpi_svg_attribute(g->out, "y2", y1);
	dp_buf_format(g->out, " stroke=\"%s\"", colour);
	dpi_svg_attribute(g->out, "stroke-width", width);
	dp_buf_c(g->out, "/>\n");
}

/* The words that appear when one points at a mark. */
static void
add_hint(struct dpi_svg *g, const struct dpi_mark *m)
{
	dp_buf_c(g->out, "<title>");
	dp_xml_escape(m->name, g->out);
	if (m->label.p) {
		dp_buf_c(g->out, ": ");
		dp_xml_escape(m->label, g->out);
	}
	dp_buf_c(g->out, "</title>");
}

static void
add_bar(struct dpi_svg *g, double x0, double y0, double x1, double y1,
	const struct dpi_mark *m)
{
	dp_buf_c(g->out, "<rect");
	dpi_svg_attribute(g->out, "x", fmin(x0, x1));
	dpi_svg_attribute(g->out, "y", fmin(y0, y1));
	dpi_svg_attribute(g->out, "width", fabs(x1 - x0));
	dpi_svg_attribute(g->out, "height", fabs(y1 - y0));
	if (m->hollow)
		dp_buf_c(g->out, " fill=\"#ffffff\" stroke=\"" DPI_SVG_FILL
				 "\" stroke-dasharray=\"3 2\">");
	else
		dp_buf_c(g->out, " fill=\"" DPI_SVG_FILL "\">");
	add_hint(g, m);
	dp_buf_c(g->out, "</rect>\n");
}

static double
widest(const struct dp_scene *s, bool names)
{
	double most = 0;

	for (size_t i = 0; i < s->n; i++) {
		double w = dpi_svg_width(names ? s->mark[i].name :
						 s->mark[i].label,
					 TEXT, false);

		most = w > most ? w : most;
	}
	return most;
}

/* Hairlines and labels of the measured axis below lying bars. */
static void
add_bottom_axis(struct dpi_svg *g, const struct area *a, bool rules)
{
	const struct dpi_axis *x = &a->scene.x;
	double bottom = a->y + a->high;

	for (size_t i = 0; i < x->n; i++) {
		double at = px(a, x->tick[i].at);

		if (rules)
			add_rule(g, at, a->y, at, bottom, DPI_SVG_HAIR, 1);
		else
			add_rule(g, at, bottom, at, bottom + 5, DPI_SVG_GREY,
				 1);
		dpi_svg_text(g, at, bottom + TEXT + 6, DPI_MIDDLE, TEXT, false,
			     DPI_SVG_GREY, x->tick[i].label);
	}
}

static void
add_left_axis(struct dpi_svg *g, const struct area *a)
{
	const struct dpi_axis *y = &a->scene.y;

	for (size_t i = 0; i < y->n; i++) {
		double at = py(a, y->tick[i].at);

		add_rule(g, a->x, at, a->x + a->wide, at, DPI_SVG_HAIR, 1);
		dpi_svg_text(g, a->x - GAP, at + TEXT * 0.35, DPI_END, TEXT,
			     false, DPI_SVG_GREY, y->tick[i].label);
	}
	add_rule(g, a->x, a->y + a->high, a->x + a->wide, a->y + a->high,
		 DPI_SVG_GREY, 1);
	if (!y->cut)
		return;
	/* Two strokes across the foot of the axis: it is cut. */
	for (int i = 0; i < 2; i++)
		add_rule(g, a->x - 6, a->y + a->high - 8 - i * 4, a->x + 6,
			 a->y + a->high - 12 - i * 4, DPI_SVG_INK, 1.5);
}

/* S, cut with a sign when it is wider than WIDE. */
static dp_str
cut(struct area *a, dp_str s, double wide)
{
	dp_str part = s;

	if (dpi_svg_width(s, TEXT, false) <= wide)
		return s;
	while (part.n > 0 && dpi_svg_width(part, TEXT, false) > wide - TEXT)
		part.n = dp_utf8_start(part, part.n - 1);
	return dp_keep_format(&a->scene.text, "%.*s…", DP_FMT(part));
}

static double
lying_bars(struct dpi_svg *g, const struct dp_chart *c, struct area *a)
{
	size_t n = a->scene.n;
	double inside = g->width - g->left - g->right;
	double names = widest(&a->scene, true);
	double labels = widest(&a->scene, false);
	bool stacked = names > inside * 0.38;
	double step = stacked ? BAR_HIGH + TEXT * 1.7 : BAR_HIGH;
	double zero;

	a->x = g->left + (stacked ? 0 : names + GAP);
	a->wide = g->width - g->right - a->x - labels - GAP;
	a->high = step * (double)n;
	lay_out(c, a);
	add_bottom_axis(g, a, true);
	for (size_t i = 0; i < n; i++) {
		const struct dpi_mark *m = &a->scene.mark[i];
		double top = a->y + step * (double)i;
		double foot = top + step - 4;
		double middle = foot - (BAR_HIGH - 6) / 2;
		double end = fmax(px(a, m->x1), px(a, m->x0));

		add_bar(g, px(a, m->x0), foot - (BAR_HIGH - 6), px(a, m->x1),
			foot, m);
		dpi_svg_text(g, stacked ? a->x : a->x - GAP,
			     stacked ? foot - BAR_HIGH + 2 :
				       middle + TEXT * 0.35,
			     stacked ? DPI_START : DPI_END, TEXT, false,
			     DPI_SVG_INK, cut(a, m->name, inside));
		dpi_svg_text(g, end + 5, middle + TEXT * 0.35, DPI_START, TEXT,
			     false, DPI_SVG_INK, m->label);
	}
	zero = px(a, dpi_axis_at(&a->scene.x, 0));
	add_rule(g, zero, a->y, zero, a->y + a->high, DPI_SVG_GREY, 1);
	return a->y + a->high + TEXT + 12;
}

/* Room for the labels left of the plot and half of the last one below. */
static void
fit(struct dpi_svg *g, const struct dp_chart *c, struct area *a)
{
	double margin = 0, w;

	for (size_t i = 0; i < a->scene.y.n; i++) {
		w = dpi_svg_width(a->scene.y.tick[i].label, TEXT, false);
		margin = w > margin ? w : margin;
	}
	a->x = g->left + margin + GAP;
	w = 0;
	if (a->scene.x.n)
		w = dpi_svg_width(a->scene.x.tick[a->scene.x.n - 1].label, TEXT,
				  false) /
		    2;
	a->wide = g->width - g->right - a->x - fmax(w, 4);
	lay_out(c, a);
}

static double
standing_bars(struct dpi_svg *g, const struct dp_chart *c, struct area *a)
{
	double labels;

	a->y += TEXT;
	fit(g, c, a);
	labels = widest(&a->scene, false);
	add_left_axis(g, a);
	for (size_t i = 0; i < a->scene.n; i++) {
		const struct dpi_mark *m = &a->scene.mark[i];
		double x0 = px(a, m->x0) + 0.5, x1 = px(a, m->x1) - 0.5;

		add_bar(g, x0, py(a, m->y0), x1, py(a, m->y1), m);
		if (labels <= x1 - x0 + 1)
			dpi_svg_text(g, (x0 + x1) / 2, py(a, m->y1) - 4,
				     DPI_MIDDLE, TEXT, false, DPI_SVG_INK,
				     m->label);
	}
	add_bottom_axis(g, a, false);
	return a->y + a->high + TEXT + 12;
}

/* Consecutive lines that touch become one path. */
static void
add_lines(struct dpi_svg *g, const struct area *a)
{
	const struct dpi_mark *before = NULL;

	for (size_t i = 0; i < a->scene.n; i++) {
		const struct dpi_mark *m = &a->scene.mark[i];

		if (m->kind != DPI_MARK_LINE)
			continue;
		if (!before)
			dp_buf_c(g->out,
				 "<path fill=\"none\" stroke=\"" DPI_SVG_FILL
				 "\" stroke-width=\"2.5\" "
				 "stroke-linejoin=\"round\" d=\"");
		if (!before || before->x1 != m->x0 || before->y1 != m->y0) {
			dp_buf_char(g->out, 'M');
			dpi_svg_number(g->out, px(a, m->x0));
			dp_buf_char(g->out, ' ');
			dpi_svg_number(g->out, py(a, m->y0));
		}
		dp_buf_char(g->out, 'L');
		dpi_svg_number(g->out, px(a, m->x1));
		dp_buf_char(g->out, ' ');
		dpi_svg_number(g->out, py(a, m->y1));
		before = m;
	}
	if (before)
		dp_buf_c(g->out, "\"/>\n");
}

static void
add_point(struct dpi_svg *g, const struct area *a, const struct dpi_mark *m)
{
	double x = px(a, m->x0), y = py(a, m->y0);
	double w = dpi_svg_width(m->label, TEXT, true) / 2;
	double middle = fmin(fmax(x, a->x + w), g->width - g->right - w);
	bool up = m->up || y + TEXT + 9 > a->y + a->high;

	dp_buf_c(g->out, "<circle");
	dpi_svg_attribute(g->out, "cx", x);
	dpi_svg_attribute(g->out, "cy", y);
	dpi_svg_attribute(g->out, "r", m->label.p ? 4 : 2.5);
	dp_buf_c(g->out, " fill=\"" DPI_SVG_FILL "\">");
	add_hint(g, m);
	dp_buf_c(g->out, "</circle>\n");
	if (!m->label.p)
		return;
	/* A white seam keeps the number apart from the line. */
	dp_buf_c(g->out, "<g stroke=\"#ffffff\" stroke-width=\"3\" "
			 "paint-order=\"stroke\">\n");
	dpi_svg_text(g, middle, up ? y - 9 : y + TEXT + 7, DPI_MIDDLE, TEXT,
		     true, DPI_SVG_INK, m->label);
	dp_buf_c(g->out, "</g>\n");
}

static double
points(struct dpi_svg *g, const struct dp_chart *c, struct area *a)
{
	size_t n = 0;

	a->y += TEXT + 6;
	fit(g, c, a);
	add_left_axis(g, a);
	add_bottom_axis(g, a, false);
	add_lines(g, a);
	for (size_t i = 0; i < a->scene.n; i++)
		n += a->scene.mark[i].kind == DPI_MARK_POINT;
	for (size_t i = 0; i < a->scene.n; i++) {
		const struct dpi_mark *m = &a->scene.mark[i];

		if (m->kind == DPI_MARK_POINT &&
		    (n <= POINTS_SHOWN || m->label.p || m->alone))
			add_point(g, a, m);
	}
	return a->y + a->high + TEXT + 12;
}

double
dpi_svg_drawing(struct dpi_svg *g, const struct dp_chart *c, double y)
{
	struct area a = { .x = g->left, .y = y + 4, .high = PLOT_HIGH };
	bool bars = true;

	a.wide = g->width - g->left - g->right;
	lay_out(c, &a);
	for (size_t i = 0; i < a.scene.n; i++)
		bars = bars && a.scene.mark[i].kind == DPI_MARK_BAR;
	if (bars && !a.scene.columns)
		y = lying_bars(g, c, &a);
	else if (bars)
		y = standing_bars(g, c, &a);
	else
		y = points(g, c, &a);
	dpi_scene_done(&a.scene);
	return y;
}
