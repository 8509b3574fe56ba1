/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The grid of terminal cells that charts are drawn on: text is clipped, wide
 * and combining characters keep their place. Knows nothing of charts.
 */
#include "chart/canvas.h"

#include <stdlib.h>

#define WIDE_REST 255

void
dpi_grid_init(struct dpi_grid *g, int width_cols, bool ascii)
{
	memset(g, 0, sizeof(*g));
	g->ascii = ascii;
	g->width_cols = width_cols < 1 ? 1 : width_cols;
}

void
dpi_grid_done(struct dpi_grid *g)
{
	free(g->cell);
	memset(g, 0, sizeof(*g));
}

int
dpi_grid_rows(struct dpi_grid *g, int n)
{
	int first = g->n_rows;
	size_t width = (size_t)g->width_cols;

	if (g->n_rows + n > g->cap_rows) {
		g->cap_rows = (g->n_rows + n) * 2;
		g->cell = dp_realloc_array(g->cell, (size_t)g->cap_rows * width,
					   sizeof(*g->cell));
	}
	memset(g->cell + (size_t)first * width, 0,
	       (size_t)n * width * sizeof(*g->cell));
	g->n_rows += n;
	return first;
}

static struct dpi_gcell *
at(const struct dpi_grid *g, int row, int col)
{
	return &g->cell[(size_t)row * (size_t)g->width_cols + (size_t)col];
}

/* What of a label must not reach a terminal: controls, marks of direction. */
static bool
unseen(uint32_t c)
{
	return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0xad ||
	       (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
	       (c >= 0x2060 && c <= 0x206f) || c == 0xfeff;
}

/* Our own punctuation in ASCII; p == NULL: C is none of it. */
static dp_str
plain(uint32_t c)
{
	switch (c) {
	case 0x2013:
		return DP_S("-");
	case 0x2019:
		return DP_S("'");
	case 0x201c:
	case 0x201d:
		return DP_S("\"");
	case 0xab:
		return DP_S("<");
	case 0xbb:
		return DP_S(">");
	default:
		return (dp_str){ NULL, 0 };
	}
}

/*
 * The next character of *S as bytes to show; false at the end. *COLS gets
 * its width.
 */
static bool
next_char(dp_str *s, bool ascii, dp_str *shown, size_t *cols)
{
	while (s->n > 0) {
		uint32_t c;
		unsigned n = dp_utf8_decode(s->p, s->n, &c);

		if (!n) {
			*s = dp_str_from(*s, 1);
			*shown = DP_S("?");
			*cols = 1;
			return true;
		}
		shown->p = s->p;
		shown->n = n;
		*s = dp_str_from(*s, n);
		if (c == '\t' || c == '\n' || c == 0xa0 || c == 0x202f ||
		    c == 0x2009) {
			*shown = DP_S(" ");
			*cols = 1;
			return true;
		}
		if (unseen(c))
			continue;
		if (ascii && plain(c).p)
			*shown = plain(c);
		*cols = dp_width_cols(*shown);
		return true;
	}
	return false;
}

void
dpi_grid_text(struct dpi_grid *g, int row, int col, dp_str s)
{
	dp_str shown;
	size_t cols;
	struct dpi_gcell *last = NULL;

	while (next_char(&s, g->ascii, &shown, &cols)) {
		if (cols == 0) {
			if (last && last->n + shown.n <= sizeof(last->b)) {
				memcpy(last->b + last->n, shown.p, shown.n);
				last->n = (unsigned char)(last->n + shown.n);
			}
			continue;
		}
		if (col < 0 || col + (int)cols > g->width_cols)
			return;
		last = at(g, row, col);
		memcpy(last->b, shown.p, shown.n);
		last->n = (unsigned char)shown.n;
		for (size_t i = 1; i < cols; i++)
			at(g, row, col + (int)i)->n = WIDE_REST;
		col += (int)cols;
	}
}

void
dpi_grid_char(struct dpi_grid *g, int row, int col, uint32_t c)
{
	struct dpi_gcell *cell;

	if (row < 0 || row >= g->n_rows || col < 0 || col >= g->width_cols)
		return;
	cell = at(g, row, col);
	cell->n = (unsigned char)dp_utf8_encode(c, cell->b);
}

bool
dpi_grid_blank(const struct dpi_grid *g, int row, int col, int n)
{
	if (row < 0 || row >= g->n_rows || col < 0 || col + n > g->width_cols)
		return false;
	for (int i = 0; i < n; i++)
		if (at(g, row, col + i)->n)
			return false;
	return true;
}

dp_str
dpi_wrap_cols(dp_str s, int width_cols, dp_str *rest)
{
	dp_str left = s, shown, line = s;
	size_t used = 0, cols, space = 0;

	*rest = (dp_str){ NULL, 0 };
	while (left.n > 0) {
		size_t before = s.n - left.n;

		if (*left.p == '\n') {
			line.n = before;
			*rest = dp_str_from(s, before + 1);
			return line;
		}
		if (*left.p == ' ')
			space = before;
		if (!next_char(&left, false, &shown, &cols))
			break;
		used += cols;
		if (used <= (size_t)width_cols || !before)
			continue;
		/* A space just behind the edge ends the line too. */
		line.n = space ? space : before;
		*rest = dp_str_from(s, line.n + (space ? 1 : 0));
		return line;
	}
	return line;
}

void
dpi_grid_wrap(struct dpi_grid *g, dp_str s)
{
	while (s.n > 0) {
		dp_str rest, line = dpi_wrap_cols(s, g->width_cols, &rest);

		dpi_grid_text(g, dpi_grid_rows(g, 1), 0, line);
		s = rest;
	}
}

void
dpi_grid_print(const struct dpi_grid *g, struct dp_buf *out)
{
	for (int r = 0; r < g->n_rows; r++) {
		int end = g->width_cols;

		while (end > 0 && !at(g, r, end - 1)->n)
			end--;
		for (int i = 0; i < end; i++) {
			const struct dpi_gcell *c = at(g, r, i);

			if (!c->n)
				dp_buf_char(out, ' ');
			else if (c->n != WIDE_REST)
				dp_buf_add(out, c->b, c->n);
		}
		dp_buf_char(out, '\n');
	}
}
