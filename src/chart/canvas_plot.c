/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines and points in a terminal: eight braille dots a cell, or one sign a
 * cell in ASCII; the axis to the left, its labels, numbers at the points that
 * carry one.
 */
#include "chart/canvas.h"

#include <math.h>
#include <stdlib.h>

/* The field that is drawn on, in cells and in dots. */
struct field {
	struct dp_scene scene;
	const struct dpi_signs *signs;
	int row, col;       /* of its upper left cell in the grid */
	int rows, cols;     /* cells */
	int across, down;   /* dots in a cell */
	unsigned char *dot; /* braille pattern of each cell */
};

static int
dots_wide(const struct field *f)
{
	return f->cols * f->across;
}

static int
dots_high(const struct field *f)
{
	return f->rows * f->down;
}

static int
dot_x(const struct field *f, double x)
{
	return (int)lround(x * (dots_wide(f) - 1));
}

static int
dot_y(const struct field *f, double y)
{
	return (int)lround((1 - y) * (dots_high(f) - 1));
}

static void
set_dot(struct field *f, int x, int y)
{
	/* Bits of U+2800: columns of three, then the fourth row. */
	static const unsigned char bit[4][2] = {
		{ 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 }
	};

	if (x < 0 || y < 0 || x >= dots_wide(f) || y >= dots_high(f))
		return;
	f->dot[(y / f->down) * f->cols + x / f->across] |=
		bit[y % f->down][x % f->across];
}

/* A straight line of dots, by the longer of its sides. */
static void
draw_line(struct field *f, const struct dpi_mark *m)
{
	int x0 = dot_x(f, m->x0), y0 = dot_y(f, m->y0);
	int x1 = dot_x(f, m->x1), y1 = dot_y(f, m->y1);
	int steps = abs(x1 - x0) > abs(y1 - y0) ? abs(x1 - x0) : abs(y1 - y0);

	for (int i = 0; i <= steps; i++) {
		double part = steps ? (double)i / steps : 0;

		set_dot(f, x0 + (int)lround(part * (x1 - x0)),
			y0 + (int)lround(part * (y1 - y0)));
	}
}

static void
draw_dots(const struct field *f, struct dpi_grid *g)
{
	for (int r = 0; r < f->rows; r++)
		for (int i = 0; i < f->cols; i++) {
			unsigned char pattern = f->dot[r * f->cols + i];

			if (pattern)
				dpi_grid_char(g, f->row + r, f->col + i,
					      f->signs->ascii ?
						      '.' :
						      0x2800u + pattern);
		}
}

static int
cell_row(const struct field *f, double y)
{
	return f->row + dot_y(f, y) / f->down;
}

static int
cell_col(const struct field *f, double x)
{
	return f->col + dot_x(f, x) / f->across;
}

/* Writes the number of point M where there is room around it. */
static void
draw_label(const struct field *f, struct dpi_grid *g, const struct dpi_mark *m)
{
	int w = (int)dp_width_cols(m->label);
	int row = cell_row(f, m->y0), col = cell_col(f, m->x0);
	int from = col - w / 2, near = m->up ? -1 : 1;
	const int place[][2] = { { near, 0 }, { -near, 0 }, { 2 * near, 0 },
				 { 0, 1 },    { 0, -1 },    { -2 * near, 0 } };

	from = from + w > g->width_cols ? g->width_cols - w : from;
	from = from < f->col ? f->col : from;
	for (size_t i = 0; i < sizeof(place) / sizeof(place[0]); i++) {
		int r = row + place[i][0];
		int at = place[i][1] > 0 ? col + 2 :
			 place[i][1] < 0 ? col - 1 - w :
					   from;

		/* Beside: a blank on the left keeps numbers apart. */
		if (r < f->row || r >= f->row + f->rows || at < f->col ||
		    !dpi_grid_blank(g, r, at, w))
			continue;
		if (at > f->col && at != col + 2 &&
		    !dpi_grid_blank(g, r, at - 1, 1))
			continue;
		dpi_grid_text(g, r, at, m->label);
		return;
	}
}

static void
draw_marks(struct field *f, struct dpi_grid *g)
{
	const struct dp_scene *s = &f->scene;

	for (size_t i = 0; i < s->n; i++) {
		const struct dpi_mark *m = &s->mark[i];

		if (m->kind == DPI_MARK_LINE)
			draw_line(f, m);
		else if (m->kind == DPI_MARK_POINT)
			set_dot(f, dot_x(f, m->x0), dot_y(f, m->y0));
	}
	draw_dots(f, g);
	for (size_t i = 0; i < s->n; i++) {
		const struct dpi_mark *m = &s->mark[i];

		if (m->kind == DPI_MARK_POINT &&
		    (m->label.p || f->signs->ascii))
			dpi_grid_char(g, cell_row(f, m->y0), cell_col(f, m->x0),
				      f->signs->point);
	}
	for (size_t i = 0; i < s->n; i++)
		if (s->mark[i].kind == DPI_MARK_POINT && s->mark[i].label.p)
			draw_label(f, g, &s->mark[i]);
}

static void
draw_axes(const struct field *f, struct dpi_grid *g)
{
	const struct dp_scene *s = &f->scene;
	int bottom = f->row + f->rows, end = -1;

	for (int r = f->row; r < bottom; r++)
		dpi_grid_char(g, r, f->col - 1, f->signs->upright);
	if (s->y.cut)
		dpi_grid_char(g, bottom - 1, f->col - 1, f->signs->cut);
	for (size_t i = 0; i < s->y.n; i++) {
		const struct dpi_tick *t = &s->y.tick[i];
		int r = cell_row(f, t->at);

		dpi_grid_text(g, r, f->col - 2 - (int)dp_width_cols(t->label),
			      t->label);
		if (!s->y.cut || r != bottom - 1)
			dpi_grid_char(g, r, f->col - 1, f->signs->tick_up);
	}
	dpi_grid_char(g, bottom, f->col - 1, f->signs->corner);
	for (int i = 0; i < f->cols; i++)
		dpi_grid_char(g, bottom, f->col + i, f->signs->level);
	for (size_t i = 0; i < s->x.n; i++) {
		const struct dpi_tick *t = &s->x.tick[i];
		int col = cell_col(f, t->at);
		int w = (int)dp_width_cols(t->label), from = col - w / 2;

		dpi_grid_char(g, bottom, col, f->signs->tick);
		from = from + w > g->width_cols ? g->width_cols - w : from;
		from = from < 0 ? 0 : from;
		if (from <= end || w > g->width_cols)
			continue;
		dpi_grid_text(g, bottom + 1, from, t->label);
		end = from + w;
	}
}

static void
lay_out(const struct dp_chart *c, struct field *f)
{
	struct dp_room room = { { f->cols, 0 }, { 0, f->rows } };

	dpi_scene_done(&f->scene);
	c->class->layout(c, &room, &f->scene);
}

void
dpi_canvas_plot(const struct dp_chart *c, struct dpi_grid *g,
		const struct dpi_signs *signs, int rows)
{
	struct field f = { .signs = signs };
	int margin = 0;

	f.across = signs->ascii ? 1 : 2;
	f.down = signs->ascii ? 1 : 4;
	f.rows = rows - 2 < 1 ? 1 : rows - 2;
	f.cols = g->width_cols;
	lay_out(c, &f);
	for (size_t i = 0; i < f.scene.y.n; i++) {
		int w = (int)dp_width_cols(f.scene.y.tick[i].label);

		margin = w > margin ? w : margin;
	}
	f.col = margin + 2;
	f.cols = g->width_cols - f.col < 1 ? 1 : g->width_cols - f.col;
	lay_out(c, &f);
	f.row = dpi_grid_rows(g, f.rows + 2);
	f.dot = dp_alloc0((size_t)f.rows * (size_t)f.cols);
	draw_axes(&f, g);
	draw_marks(&f, g);
	free(f.dot);
	dpi_scene_done(&f.scene);
}
