/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells, and text put into them. Boxes and wrapped text are in grid_draw.c.
 */
#include "tui/grid.h"

#include <stdlib.h>

struct tui_grid *
tui_grid_new(int rows, int cols, bool ascii)
{
	struct tui_grid *g = dp_alloc0(sizeof *g);

	g->rows = rows < 1 ? 1 : rows;
	g->cols = cols < 1 ? 1 : cols;
	g->ascii = ascii;
	g->cell = dp_realloc_array(NULL, (size_t)g->rows * (size_t)g->cols,
				   sizeof *g->cell);
	tui_grid_clear(g);
	return g;
}

void
tui_grid_free(struct tui_grid *g)
{
	if (g)
		free(g->cell);
	free(g);
}

struct tui_cell *
tui_grid_at(const struct tui_grid *g, int row, int col)
{
	return &g->cell[(size_t)row * (size_t)g->cols + (size_t)col];
}

static void
set(struct tui_cell *c, const char *text, size_t n, int cols,
    enum tui_role role)
{
	memset(c->text, 0, sizeof c->text);
	memcpy(c->text, text, n);
	c->n = (uint8_t)n;
	c->cols = (uint8_t)cols;
	c->role = (uint8_t)role;
}

void
tui_grid_clear(struct tui_grid *g)
{
	for (int i = 0; i < g->rows * g->cols; i++) {
		set(&g->cell[i], " ", 1, 1, TUI_TEXT);
		g->cell[i].target = 0;
	}
	g->cursor = false;
	g->cursor_row = g->rows - 1;
	g->cursor_col = 0;
}

/*
 * One cluster at ROW, COL. Half of a wide one that stood there, or that the
 * edge would cut, becomes a blank.
 */
static void
place(struct tui_grid *g, int row, int col, const struct dp_cluster *k,
      enum tui_role role)
{
	struct tui_cell *c;

	if (row < 0 || row >= g->rows || col < 0 || col >= g->cols)
		return;
	c = tui_grid_at(g, row, col);
	if (c->cols == 0 && col > 0)
		set(c - 1, " ", 1, 1, (enum tui_role)(c - 1)->role);
	if (c->cols == 2 && col + 1 < g->cols)
		set(c + 1, " ", 1, 1, (enum tui_role)(c + 1)->role);
	if (k->cols < 2) {
		set(c, k->text, k->n, 1, role);
	} else if (col + 1 >= g->cols) {
		set(c, " ", 1, 1, role);
	} else {
		if (c[1].cols == 2 && col + 2 < g->cols)
			set(c + 2, " ", 1, 1, (enum tui_role)c[2].role);
		set(c, k->text, k->n, 2, role);
		set(c + 1, "", 0, 0, role);
	}
}

/* Places K, which a mark of two signs (^[) fills as two clusters. */
static void
place_shown(struct tui_grid *g, int row, int col, const struct dp_cluster *k,
	    enum tui_role role)
{
	struct dp_cluster one = { .n = 1, .cols = 1 };

	if (k->cols < 2 || k->n != 2 || k->text[0] != '^') {
		place(g, row, col, k, role);
		return;
	}
	one.text[0] = '^';
	place(g, row, col, &one, role);
	one.text[0] = k->text[1];
	place(g, row, col + 1, &one, role);
}

static int
put(struct tui_grid *g, int row, int col, int cols, enum tui_role role,
    dp_str text)
{
	const struct dp_cluster more = { .text = "~", .n = 1, .cols = 1 };
	int used = 0, room;
	struct dp_cluster k;

	if (cols <= 0)
		return 0;
	room = cols;
	if ((int)dp_shown_cols(text) > cols)
		room = cols - 1;
	while (dp_cluster_next(&text, &k)) {
		if (k.cols == 0)
			continue;
		if (used + k.cols > room) {
			while (used < room)
				place(g, row, col + used++,
				      &(struct dp_cluster){ " ", 1, 1 }, role);
			place(g, row, col + used++, &more, role);
			break;
		}
		place_shown(g, row, col + used, &k, role);
		used += k.cols;
	}
	return used;
}

int
tui_put(struct tui_grid *g, int row, int col, int cols, enum tui_role role,
	dp_str text)
{
	struct dp_buf plain = { 0 };
	int used;

	if (!g->ascii)
		return put(g, row, col, cols, role, text);
	dp_shown_ascii(text, &plain);
	used = put(g, row, col, cols, role, dp_buf_view(&plain));
	dp_buf_done(&plain);
	return used;
}

int
tui_put_c(struct tui_grid *g, int row, int col, int cols, enum tui_role role,
	  const char *text)
{
	return tui_put(g, row, col, cols, role, dp_str_c(text));
}

int
tui_put_right(struct tui_grid *g, int row, int col, int cols,
	      enum tui_role role, dp_str text)
{
	int wide = tui_cols(g, text);

	if (wide > cols)
		wide = cols;
	(void)tui_put(g, row, col + cols - wide, wide, role, text);
	return col + cols - wide;
}

int
tui_put_format(struct tui_grid *g, int row, int col, int cols,
	       enum tui_role role, const char *fmt, ...)
{
	struct dp_buf b = { 0 };
	va_list ap;
	int used;

	va_start(ap, fmt);
	dp_buf_vformat(&b, fmt, ap);
	va_end(ap);
	used = tui_put(g, row, col, cols, role, dp_buf_view(&b));
	dp_buf_done(&b);
	return used;
}

int
tui_cols(const struct tui_grid *g, dp_str text)
{
	struct dp_buf plain = { 0 };
	size_t cols;

	if (!g || !g->ascii)
		return (int)dp_shown_cols(text);
	dp_shown_ascii(text, &plain);
	cols = plain.n;
	dp_buf_done(&plain);
	return (int)cols;
}

/* ---- areas ------------------------------------------------------------ */

/* AREA as far as it lies on G. */
static struct tui_rect
clip(const struct tui_grid *g, struct tui_rect a)
{
	if (a.row < 0) {
		a.rows += a.row;
		a.row = 0;
	}
	if (a.col < 0) {
		a.cols += a.col;
		a.col = 0;
	}
	if (a.rows > g->rows - a.row)
		a.rows = g->rows - a.row;
	if (a.cols > g->cols - a.col)
		a.cols = g->cols - a.col;
	return a;
}

void
tui_fill(struct tui_grid *g, struct tui_rect area, enum tui_role role)
{
	const struct dp_cluster blank = { .text = " ", .n = 1, .cols = 1 };

	area = clip(g, area);
	for (int r = 0; r < area.rows; r++)
		for (int c = 0; c < area.cols; c++)
			place(g, area.row + r, area.col + c, &blank, role);
}

void
tui_role(struct tui_grid *g, struct tui_rect area, enum tui_role role)
{
	area = clip(g, area);
	for (int r = 0; r < area.rows; r++)
		for (int c = 0; c < area.cols; c++)
			tui_grid_at(g, area.row + r, area.col + c)->role =
				(uint8_t)role;
}

void
tui_target(struct tui_grid *g, struct tui_rect area, uint16_t target)
{
	area = clip(g, area);
	for (int r = 0; r < area.rows; r++)
		for (int c = 0; c < area.cols; c++)
			tui_grid_at(g, area.row + r, area.col + c)->target =
				target;
}

void
tui_cursor(struct tui_grid *g, int row, int col)
{
	if (row < 0 || row >= g->rows || col < 0 || col >= g->cols)
		return;
	g->cursor = true;
	g->cursor_row = row;
	g->cursor_col = col;
}

/* ---- as text ---------------------------------------------------------- */

void
tui_dump_text(const struct tui_grid *g, struct dp_buf *out)
{
	for (int row = 0; row < g->rows; row++) {
		size_t end = out->n;

		for (int col = 0; col < g->cols; col++) {
			const struct tui_cell *c = tui_grid_at(g, row, col);

			dp_buf_add(out, c->text, c->n);
			if (c->n > 1 || c->text[0] != ' ')
				end = c->n ? out->n : end;
		}
		out->n = end;
		dp_buf_char(out, '\n');
	}
}

void
tui_dump_roles(const struct tui_grid *g, struct dp_buf *out)
{
	static const char letter[TUI_ROLES + 1] = ".fthkFcgdqispbPB";

	for (int row = 0; row < g->rows; row++) {
		size_t end = out->n;

		for (int col = 0; col < g->cols; col++) {
			enum tui_role r = tui_grid_at(g, row, col)->role;

			dp_buf_char(out, letter[r]);
			if (r != TUI_TEXT)
				end = out->n;
		}
		out->n = end;
		dp_buf_char(out, '\n');
	}
	if (g->cursor)
		dp_buf_format(out, "cursor %d,%d\n", g->cursor_row + 1,
			      g->cursor_col + 1);
	else
		dp_buf_c(out, "cursor hidden\n");
}
