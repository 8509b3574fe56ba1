/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small table, read whole; see preview.h. */
#include "tui/preview.h"

#include <stdlib.h>

#include <dpipe/table.h>

#include "base/i18n.h"
#include "tui/list.h"

#define KEPT_ROWS 500u
#define COLUMN_MOST_COLS 22
#define NUMBER_COLS 5

void
tui_preview_done(struct tui_preview *p)
{
	free(p->column);
	free(p->cols);
	free(p->cell);
	dp_arena_done(&p->text);
	memset(p, 0, sizeof *p);
}

static void
widen(struct tui_preview *p, size_t column, dp_str text)
{
	int cols = (int)dp_shown_cols(text);

	if (cols > COLUMN_MOST_COLS)
		cols = COLUMN_MOST_COLS;
	if (cols > p->cols[column])
		p->cols[column] = cols;
}

static void
keep_columns(struct tui_preview *p, const struct dp_schema *schema)
{
	p->n_columns = schema->n;
	p->column = dp_alloc0((schema->n + 1) * sizeof *p->column);
	p->cols = dp_alloc0((schema->n + 1) * sizeof *p->cols);
	p->cell = dp_alloc0((schema->n * KEPT_ROWS + 1) * sizeof *p->cell);
	for (size_t i = 0; i < schema->n; i++) {
		p->column[i] = dp_keep(&p->text, schema->column[i].name);
		widen(p, i, p->column[i]);
	}
}

static void
keep_row(struct tui_preview *p, const struct dp_schema *schema,
	 const struct dp_batch *b, size_t r)
{
	dp_str *to = p->cell + p->n_rows * p->n_columns;

	for (size_t i = 0; i < p->n_columns; i++) {
		dp_str cell =
			dp_cell_str(dp_batch_cell(b, r,
						  schema->column[i].slot));

		to[i] = cell.n ? dp_keep(&p->text, cell) : cell;
		widen(p, i, to[i]);
	}
	p->n_rows++;
}

int
tui_preview_read(struct tui_preview *p, const char *path, struct dp_err *err)
{
	size_t row = p->row, left = p->left;
	struct dp_read_opts o;
	struct dp_batch *b;
	struct dp_stream *s;
	int status;

	tui_preview_done(p);
	dp_read_opts_init(&o);
	o.threads = 1;
	s = dp_table_open(path, &o, err);
	if (!s)
		return -1;
	keep_columns(p, &s->schema);
	b = dp_batch_new();
	while ((status = dp_next(s, b, err)) == 1)
		for (size_t r = 0; r < b->n_rows; r++) {
			if (b->state[r] != DP_ROW_KEPT)
				continue;
			p->n_records++;
			if (p->n_rows < KEPT_ROWS)
				keep_row(p, &s->schema, b, r);
		}
	dp_batch_free(b);
	dp_close(s);
	if (status < 0)
		tui_preview_done(p);
	p->row = row < p->n_rows ? row : 0;
	p->left = left < p->n_columns ? left : 0;
	return status;
}

bool
tui_preview_move(struct tui_preview *p, int rows, enum tui_command c)
{
	if (c == TUI_LEFT)
		p->left -= p->left > 0;
	else if (c == TUI_RIGHT)
		p->left += p->left + 1 < p->n_columns;
	else
		return tui_list_move(&p->row, p->n_rows, rows, c);
	return true;
}

/* ---- drawing ---------------------------------------------------------- */

/* One line: the cells at CELL, from the first column in sight on. */
static void
draw_line(const struct tui_preview *p, struct tui_grid *g, struct tui_rect line,
	  enum tui_role role, const dp_str *cell)
{
	int end = line.col + line.cols, col = line.col;

	for (size_t i = p->left; i < p->n_columns && col < end; i++) {
		int room = p->cols[i] < end - col ? p->cols[i] : end - col;

		(void)tui_put(g, line.row, col, room, role, cell[i]);
		col += p->cols[i] + 1;
	}
}

void
tui_preview_draw(const struct tui_preview *p, struct tui_grid *g,
		 struct tui_rect area, bool focus)
{
	size_t top = tui_list_top(p->row, p->n_rows, area.rows - 1);
	struct tui_rect line = { area.row, area.col + NUMBER_COLS, 1,
				 area.cols - NUMBER_COLS };

	if (area.rows < 2 || p->n_columns == 0)
		return;
	draw_line(p, g, line, TUI_TITLE, p->column);
	for (size_t i = top; i < p->n_rows; i++) {
		bool here = i == p->row;

		if (++line.row >= area.row + area.rows)
			return;
		(void)tui_put_c(g, line.row, area.col, 1, TUI_TEXT,
				here ? ">" : " ");
		(void)tui_put_format(g, line.row, area.col + 1, NUMBER_COLS - 1,
				     TUI_QUIET, "%zu", i + 1);
		draw_line(p, g, line, TUI_TEXT, p->cell + i * p->n_columns);
		if (here && focus) {
			tui_role(g,
				 (struct tui_rect){ line.row, area.col, 1,
						    area.cols },
				 TUI_FOCUS);
			tui_cursor(g, line.row, area.col);
		}
	}
}
