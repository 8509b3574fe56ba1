/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bars in a terminal: a row each, name, bar in eighths of a cell, number.
 * Standing bars are laid down here, because names and numbers need room.
 * Where names leave no room they stand above their bars instead.
 */
#include "chart/canvas.h"

#include <math.h>

/* Columns of the drawing: name, negative part, axis, positive part, number. */
struct plan {
	struct dp_scene scene;
	const struct dpi_axis *axis; /* that the bars are measured on */
	const struct dpi_signs *signs;
	double zero; /* of the axis, 0 to 1 */
	int name_cols, label_cols;
	int bar_cols; /* both parts */
	int axis_col; /* where the axis stands */
	bool stacked; /* names above their bars */
};

static double
foot(const struct plan *p, const struct dpi_mark *m)
{
	return p->scene.columns ? m->y0 : m->x0;
}

static double
head(const struct plan *p, const struct dpi_mark *m)
{
	return p->scene.columns ? m->y1 : m->x1;
}

static void
lay_out(const struct dp_chart *c, struct plan *p, int chars)
{
	struct dp_room room = { { chars, 0 }, { chars, 0 } };

	dpi_scene_done(&p->scene);
	c->class->layout(c, &room, &p->scene);
	p->axis = p->scene.columns ? &p->scene.y : &p->scene.x;
	p->zero = dpi_axis_at(p->axis, 0);
}

/* Decides the columns; ROWS is the room for bars, 0 for any. */
static void
divide(const struct dp_chart *c, struct plan *p, int width, int rows)
{
	int least = width / 4 < 8 ? 8 : width / 4, n;

	lay_out(c, p, width);
	n = (int)p->scene.n;
	for (size_t i = 0; i < p->scene.n; i++) {
		const struct dpi_mark *m = &p->scene.mark[i];
		int w = (int)dp_width_cols(m->name);

		p->name_cols = w > p->name_cols ? w : p->name_cols;
		w = (int)dp_width_cols(m->label);
		p->label_cols = w > p->label_cols ? w : p->label_cols;
	}
	p->bar_cols = width - p->name_cols - p->label_cols - 3;
	if (p->bar_cols < least) {
		p->stacked = !rows || n * 2 <= rows;
		p->bar_cols = least;
		p->name_cols = width - least - p->label_cols - 3;
		if (p->stacked || p->name_cols < 1)
			p->name_cols = p->stacked ? 0 : 1;
		if (p->stacked)
			p->bar_cols = width - p->label_cols - 2;
	}
	/* Bars on both sides of 0 are rounded twice. */
	p->bar_cols -= p->zero > 0;
	p->bar_cols = p->bar_cols < 1 ? 1 : p->bar_cols;
	lay_out(c, p, p->bar_cols);
	p->axis_col = (p->stacked ? 0 : p->name_cols + 1) +
		      (int)lround(p->zero * p->bar_cols);
}

/* The name of a bar, to the right, cut with a sign when it must be. */
static void
draw_name(const struct plan *p, struct dpi_grid *g, int row, dp_str name)
{
	int w = (int)dp_width_cols(name);
	dp_str part = name;

	if (w <= p->name_cols) {
		dpi_grid_text(g, row, p->name_cols - w, name);
		return;
	}
	while (part.n > 0 && (int)dp_width_cols(part) > p->name_cols - 1)
		part.n = dp_utf8_start(part, part.n - 1);
	dpi_grid_text(g, row, 0, part);
	dpi_grid_char(g, row, (int)dp_width_cols(part),
		      p->signs->ascii ? '.' : 0x2026);
}

static void
draw_positive(const struct plan *p, struct dpi_grid *g, int row, double length,
	      bool hollow)
{
	bool whole = p->signs->ascii || hollow;
	int eighths = (int)lround(length * 8), full, i;
	uint32_t fill = p->signs->ascii ? (hollow ? '=' : '#') :
			hollow          ? 0x2591 :
					  0x2588;

	if (whole)
		eighths = (int)lround(length) * 8;
	if (!eighths && length > 0 && !p->signs->ascii)
		eighths = 1; /* little is not nothing */
	full = eighths / 8;
	for (i = 0; i < full; i++)
		dpi_grid_char(g, row, p->axis_col + 1 + i, fill);
	if (eighths % 8)
		dpi_grid_char(g, row, p->axis_col + 1 + full,
			      0x2590 - (uint32_t)(eighths % 8));
}

static void
draw_negative(const struct plan *p, struct dpi_grid *g, int row, double length,
	      bool hollow)
{
	int halves = (int)lround(length * 2);
	uint32_t fill = p->signs->ascii ? (hollow ? '=' : '#') :
			hollow          ? 0x2591 :
					  0x2588;

	if (p->signs->ascii || hollow)
		halves = (int)lround(length) * 2;
	if (!halves && length > 0 && !p->signs->ascii)
		halves = 1;
	for (int i = 0; i < halves / 2; i++)
		dpi_grid_char(g, row, p->axis_col - 1 - i, fill);
	if (halves % 2)
		dpi_grid_char(g, row, p->axis_col - 1 - halves / 2, 0x2590);
}

static void
draw_bar(const struct plan *p, struct dpi_grid *g, const struct dpi_mark *m)
{
	double length = (head(p, m) - foot(p, m)) * p->bar_cols;
	int row, after = p->axis_col + 1;

	if (p->stacked)
		dpi_grid_wrap(g, m->name);
	row = dpi_grid_rows(g, 1);
	if (!p->stacked)
		draw_name(p, g, row, m->name);
	dpi_grid_char(g, row, p->axis_col, p->signs->upright);
	if (length >= 0)
		draw_positive(p, g, row, length, m->hollow);
	else
		draw_negative(p, g, row, -length, m->hollow);
	while (!dpi_grid_blank(g, row, after, 1) && after < g->width_cols)
		after++;
	dpi_grid_text(g, row, after + (length > 0), m->label);
}

/* Column of the place AT of the axis. */
static int
tick_col(const struct plan *p, double at)
{
	return p->axis_col + (int)lround((at - p->zero) * p->bar_cols);
}

static void
draw_axis(const struct plan *p, struct dpi_grid *g)
{
	int row = dpi_grid_rows(g, 2), first = tick_col(p, 0), end = -1;
	bool left = first < p->axis_col;

	for (int col = first; col <= tick_col(p, 1); col++)
		dpi_grid_char(g, row, col, p->signs->level);
	for (size_t i = 0; i < p->axis->n; i++) {
		const struct dpi_tick *t = &p->axis->tick[i];
		int col = tick_col(p, t->at);
		int w = (int)dp_width_cols(t->label), from = col - w / 2;

		dpi_grid_char(g, row, col, p->signs->tick);
		from = from + w > g->width_cols ? g->width_cols - w : from;
		from = from < 0 ? 0 : from;
		if (from <= end)
			continue;
		dpi_grid_text(g, row + 1, from, t->label);
		end = from + w;
	}
	dpi_grid_char(g, row, p->axis_col,
		      left ? p->signs->tick : p->signs->corner);
}

void
dpi_canvas_bars(const struct dp_chart *c, struct dpi_grid *g,
		const struct dpi_signs *signs, int rows)
{
	struct plan p = { .signs = signs };
	int room = rows ? rows - 2 : 0, a_bar, shown;

	if (rows && room < 1)
		room = 1;
	divide(c, &p, g->width_cols, room);
	a_bar = p.stacked ? 2 : 1;
	shown = (int)p.scene.n;
	if (rows && shown * a_bar > room)
		shown = (room - 1) / a_bar;
	for (int i = 0; i < shown; i++)
		draw_bar(&p, g, &p.scene.mark[i]);
	if (shown < (int)p.scene.n) {
		unsigned long hidden = p.scene.n - (unsigned long)shown;
		char line[256];

		(void)snprintf(line, sizeof(line),
			       P_("and %lu more bar, for which there is no "
				  "room",
				  "and %lu more bars, for which there is no "
				  "room",
				  hidden),
			       hidden);
		dpi_grid_wrap(g, dp_str_c(line));
	}
	draw_axis(&p, g);
	dpi_scene_done(&p.scene);
}
