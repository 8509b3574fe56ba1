/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A chart as lines for a terminal: title above, the drawing, what must be
 * known below. No colour: whatever it says stands there as a sign.
 */
#include "chart/canvas.h"

#include <stdlib.h>

#define PLOT_ROWS 16 /* of a line, when any number is good */

static const struct dpi_signs unicode_signs = {
	false, 0x2502, 0x2514, 0x2500, 0x2534, 0x2524, 0x2248, 0x25cf
};
static const struct dpi_signs ascii_signs = { true, '|', '+', '-',
					      '+',  '+', '~', 'o' };

/* "population, by nom", or the title of the one axis that needs one. */
static void
measure(const struct dp_chart *c, struct dp_buf *out)
{
	/* TRANSLATORS: what a chart shows: population, by town */
	dp_buf_format(out, _("%.*s, by %.*s"), DP_FMT(c->y_title),
		      DP_FMT(c->x_title));
}

static void
above(const struct dp_chart *c, struct dpi_grid *g)
{
	struct dp_buf b = { 0 };

	if (c->desc.title.n)
		dpi_grid_wrap(g, c->desc.title);
	measure(c, &b);
	dpi_grid_wrap(g, dp_buf_view(&b));
	dp_buf_done(&b);
	dpi_grid_rows(g, 1);
}

static void
labelled(struct dpi_grid *g, const char *fmt, dp_str text)
{
	char *line;

	if (!text.n)
		return;
	line = dp_format(fmt, DP_FMT(text));
	dpi_grid_wrap(g, dp_str_c(line));
	free(line);
}

static void
below(const struct dp_chart *c, struct dpi_grid *g)
{
	struct dp_buf b = { 0 };

	dp_chart_method(c, &b);
	dpi_grid_wrap(g, dp_buf_view(&b));
	labelled(g, _("Note: %.*s"), c->desc.note);
	labelled(g, _("Source: %.*s"), c->desc.source);
	dp_buf_done(&b);
}

/* True when the chart is made of bars only. */
static bool
only_bars(const struct dp_chart *c)
{
	struct dp_scene s = { 0 };
	struct dp_room room = { { 40, 1 }, { 40, 1 } };
	bool yes = true;

	c->class->layout(c, &room, &s);
	for (size_t i = 0; i < s.n; i++)
		yes = yes && s.mark[i].kind == DPI_MARK_BAR;
	dpi_scene_done(&s);
	return yes;
}

void
dp_chart_canvas(const struct dp_chart *c, const struct dp_canvas *size,
		struct dp_buf *out)
{
	const struct dpi_signs *signs = size->ascii ? &ascii_signs :
						      &unicode_signs;
	struct dpi_grid g, foot;
	int room = size->height_rows;

	dpi_grid_init(&g, size->width_cols, size->ascii);
	dpi_grid_init(&foot, size->width_cols, size->ascii);
	if (!size->bare) {
		above(c, &g);
		below(c, &foot);
	}
	if (room)
		room -= g.n_rows + foot.n_rows;
	if (size->height_rows && room < 3)
		room = 3;
	if (only_bars(c))
		dpi_canvas_bars(c, &g, signs, room);
	else
		dpi_canvas_plot(c, &g, signs, room ? room : PLOT_ROWS + 2);
	/* What is too high is cut at the end, never in the drawing. */
	if (size->height_rows && g.n_rows > size->height_rows)
		g.n_rows = size->height_rows;
	if (size->height_rows && foot.n_rows > size->height_rows - g.n_rows)
		foot.n_rows = size->height_rows - g.n_rows;
	dpi_grid_print(&g, out);
	dpi_grid_print(&foot, out);
	dpi_grid_done(&g);
	dpi_grid_done(&foot);
}
