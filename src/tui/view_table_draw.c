/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of a table on the screen, and what the first line says of it. */
#include <inttypes.h>

#include "base/i18n.h"
#include "tui/view_table_bench.h"

#define NUMBER_LEAST 4
#define SIDE_COLS 40 /* of what is open beside the rows */
#define BELOW_ROWS 7 /* of what is open below them */
#define BELOW_COMPACT_ROWS 6
#define PART_HIGH_ROWS 24 /* from there on there is room above and below */

/* ---- places ------------------------------------------------------------ */

/* As a part of another view: what is open goes where there is more room. */
static void
divide(const struct tui_app *app, const struct tui_table *t,
       struct tui_rect *rows, struct tui_rect *side)
{
	struct tui_rect all = t->area;

	*rows = *side = all;
	if (t->side == TUI_SIDE_NONE)
		side->rows = side->cols = 0;
	else if (tui_layout(app) >= TUI_SINGLE)
		; /* it covers the rows */
	else if (all.rows >= PART_HIGH_ROWS) {
		side->rows = all.rows / 2;
		rows->rows -= side->rows;
		side->row += rows->rows;
	} else {
		side->cols = all.cols / 2 < SIDE_COLS ? all.cols / 2 :
							SIDE_COLS;
		rows->cols -= side->cols;
		side->col += rows->cols;
	}
}

/* Inside its frame, which > of the row in focus touches. */
static struct tui_rect
inside(struct tui_rect box)
{
	return (struct tui_rect){ box.row + 1, box.col + 1, box.rows - 2,
				  box.cols - 2 };
}

void
tui_table_areas(const struct tui_app *app, const struct tui_table *t,
		struct tui_rect *rows, struct tui_rect *side)
{
	enum tui_layout layout = tui_layout(app);
	struct tui_rect body = tui_body(app);
	bool below = t->side == TUI_SIDE_CELL && layout != TUI_WIDE;

	if (t->part) {
		divide(app, t, rows, side);
		*rows = inside(*rows);
		return;
	}
	*rows = *side = body;
	if (t->side == TUI_SIDE_NONE)
		side->rows = side->cols = 0;
	else if (layout >= TUI_SINGLE)
		; /* it covers the rows */
	else if (below) {
		side->rows = layout == TUI_COMPACT ? BELOW_COMPACT_ROWS :
						     BELOW_ROWS;
		rows->rows -= side->rows;
		side->row += rows->rows;
	} else {
		side->cols = layout == TUI_COMPACT ? body.cols / 2 : SIDE_COLS;
		rows->cols -= side->cols;
		side->col += rows->cols;
	}
	if (layout == TUI_WIDE) { /* the rule above them */
		rows->row++;
		rows->rows--;
	}
}

/* Columns for the numbers of rows: for the last one there will be. */
static int
number_cols(const struct tui_table *t)
{
	uint64_t most = t->now.n_rows;
	int cols = 1;

	if (!t->now.counted && t->now.done_bytes > 0)
		most = (uint64_t)((double)most * (double)t->now.total_bytes /
				  (double)t->now.done_bytes);
	for (; most >= 10; most /= 10)
		cols++;
	return cols < NUMBER_LEAST ? NUMBER_LEAST : cols;
}

void
tui_table_ask(const struct tui_table *t, struct tui_rect rows,
	      struct tui_lanes_ask *out)
{
	*out = (struct tui_lanes_ask){ t->column, t->n_columns, t->frozen,
				       t->left,
				       rows.cols - number_cols(t) - 1 };
}

/* ---- rows -------------------------------------------------------------- */

struct place {
	const struct tui_table *t;
	struct tui_grid *g;
	struct tui_rect area; /* titles and rows */
	struct tui_lanes lanes;
	int first; /* screen column that lanes count from */
	bool focus;
};

static void
draw_title(const struct place *p, const struct tui_lane *l, size_t lane)
{
	const struct tui_table *t = p->t;
	size_t index = t->column[l->at].index;
	int col = p->first + l->col, row = p->area.row;

	(void)tui_put(p->g, row, col, l->cols, TUI_TITLE,
		      tui_table_name(t, index));
	if (t->sort_column == index)
		(void)tui_put_c(p->g, row, col + l->cols, 1, TUI_KEY,
				t->descending ? "v" : "^");
	tui_target(p->g, (struct tui_rect){ row, col, 1, l->cols },
		   (uint16_t)(TUI_TARGET_TITLES + lane));
}

static void
draw_titles(const struct place *p)
{
	struct tui_rect line = p->area;

	line.rows = 1;
	/* TRANSLATORS: above the numbers of rows: 4 columns at most */
	(void)tui_put_right(p->g, line.row, line.col + 1,
			    p->first - line.col - 1, TUI_QUIET,
			    dp_str_c(C_("heading", "row")));
	for (size_t i = 0; i < p->lanes.n; i++)
		draw_title(p, &p->lanes.lane[i], i);
	if (p->lanes.more_left)
		(void)tui_put_c(p->g, line.row, line.col, 1, TUI_QUIET, "<");
	if (p->lanes.more_right)
		(void)tui_put_c(p->g, line.row, line.col + line.cols - 1, 1,
				TUI_QUIET, ">");
}

static void
draw_brackets(const struct place *p, int row, int col, int cols)
{
	(void)tui_put_c(p->g, row, col - 1, 1, TUI_TEXT, "[");
	(void)tui_put_c(p->g, row, col + cols, 1, TUI_TEXT, "]");
	if (p->focus) {
		tui_role(p->g, (struct tui_rect){ row, col - 1, 1, cols + 2 },
			 TUI_FOCUS);
		tui_cursor(p->g, row, col);
	} else {
		tui_role(p->g, (struct tui_rect){ row, col - 1, 1, cols + 2 },
			 TUI_STRONG);
	}
}

static void
draw_cell(const struct place *p, size_t i, int row, size_t lane)
{
	const struct dp_window_row *r = &p->t->window.at[i];
	const struct tui_lane *l = &p->lanes.lane[lane];
	int col = p->first + l->col;

	if (r->cell)
		(void)tui_put(p->g, row, col, l->cols, TUI_TEXT,
			      dp_cell_str(&r->cell[p->t->column[l->at].index]));
	else
		(void)tui_put_c(p->g, row, col, l->cols, TUI_QUIET, "…");
	if (p->t->top + i == p->t->row && l->at == p->t->at)
		draw_brackets(p, row, col, l->cols);
	tui_target(p->g, (struct tui_rect){ row, col, 1, l->cols },
		   (uint16_t)(1 + i * TUI_CELL_TARGETS + lane));
}

static void
draw_row(const struct place *p, size_t i)
{
	const struct tui_table *t = p->t;
	const struct dp_window_row *r = &t->window.at[i];
	int row = p->area.row + 1 + (int)i;
	bool here = t->top + i == t->row;
	char number[24] = "";

	if (r->cell || !(t->sorted || t->n_filters))
		(void)snprintf(number, sizeof number, "%" PRIu64, r->row + 1);
	(void)tui_put_c(p->g, row, p->area.col, 1, TUI_TEXT, here ? ">" : " ");
	(void)tui_put_right(p->g, row, p->area.col + 1,
			    p->first - p->area.col - 1,
			    here ? TUI_STRONG : TUI_QUIET, dp_str_c(number));
	for (size_t lane = 0; lane < p->lanes.n; lane++)
		draw_cell(p, i, row, lane);
}

/* There is nothing to draw: why. */
static void
draw_nothing(const struct place *p)
{
	const struct tui_table *t = p->t;
	struct tui_rect in = { p->area.row + 2, p->area.col + 2,
			       p->area.rows - 2, p->area.cols - 4 };
	bool exact;

	(void)tui_table_rows(t, &exact);
	(void)tui_wrap(p->g, in, 0, TUI_TEXT,
		       dp_str_c(t->window.err.code != DP_OK ?
					t->window.err.msg :
				!exact ? _("Reading …") :
				t->n_filters ?
					 _("No row is left. Esc takes the "
					   "last filter away.") :
					 _("The table has columns, but no "
					   "rows.")));
	tui_cursor(p->g, p->area.row, p->area.col);
}

static void
draw_rows(const struct tui_table *t, struct tui_grid *g, struct tui_rect area)
{
	struct place p = { .t = t, .g = g, .area = area };
	struct tui_lanes_ask ask;

	tui_table_ask(t, area, &ask);
	tui_lanes_place(&ask, &p.lanes);
	p.first = area.col + area.cols - ask.cols;
	p.focus = !t->side_focus && !t->away;
	draw_titles(&p);
	for (size_t i = 0; i < t->window.n && (int)i < area.rows - 1; i++)
		draw_row(&p, i);
	if (t->window.n == 0)
		draw_nothing(&p);
}

/* The rule above the rows, with how far down one is. */
static void
draw_rule(const struct tui_table *t, struct tui_grid *g, struct tui_rect rows)
{
	char mark[32] = "";
	bool exact;
	uint64_t n = tui_table_rows(t, &exact);

	if (exact && n > (uint64_t)t->page_rows)
		(void)snprintf(mark, sizeof mark, "%s %d%%",
			       t->top + (uint64_t)t->page_rows < n ? "v" : "^",
			       tui_table_percent(t->row, n));
	tui_rule(g, rows.row - 1, rows.col, rows.cols, mark, NULL);
}

/* The frame of a table that is a part of another view. */
static void
draw_frame(const struct tui_app *app, const struct tui_table *t,
	   struct tui_grid *g)
{
	struct tui_rect rows, side;
	char row[TUI_FIGURE_BYTES], of[TUI_FIGURE_BYTES];
	bool exact;
	uint64_t n = tui_table_rows(t, &exact);
	struct dp_buf remark = { 0 };
	struct dp_buf title = { 0 };

	divide(app, t, &rows, &side);
	t->owner->title(t->owner_self, &title);
	dp_buf_char(&title, '\0');
	if (n > 0 && exact && t->n_filters == 0)
		dp_buf_format(&remark, _("row %s of %s"),
			      tui_count(t->row + 1, row), tui_count(n, of));
	else
		tui_table_say_rows(t, &remark);
	dp_buf_char(&remark, '\0');
	tui_box(g, rows, title.p, remark.p);
	dp_buf_done(&remark);
	dp_buf_done(&title);
}

void
tui_table_draw(const struct tui_app *app, const struct tui_table *t,
	       struct tui_grid *g)
{
	struct tui_rect rows, side;
	bool covered;

	tui_table_areas(app, t, &rows, &side);
	/* on a narrow screen it covers the rows */
	covered = side.rows > 0 &&
		  (t->part ? tui_layout(app) >= TUI_SINGLE :
			     rows.row == side.row && rows.col == side.col);
	if (!covered && t->part)
		draw_frame(app, t, g);
	if (!covered)
		draw_rows(t, g, rows);
	if (tui_layout(app) == TUI_WIDE && !t->part)
		draw_rule(t, g, rows);
	if (side.rows > 0)
		tui_side_draw(t, g, side);
}

/* ---- the first line ---------------------------------------------------- */

void
tui_table_say_rows(const struct tui_table *t, struct dp_buf *out)
{
	char shown[TUI_FIGURE_BYTES], all[TUI_FIGURE_BYTES];
	bool exact;
	uint64_t n = tui_table_rows(t, &exact);

	(void)tui_count(n, shown);
	(void)tui_count(t->now.n_rows, all);
	if (t->n_filters)
		dp_buf_format(out, _("%s of %s rows"), shown, all);
	else if (!t->now.counted)
		dp_buf_format(out,
			      P_("%s row so far", "%s rows so far",
				 (unsigned long)n),
			      shown);
	else
		dp_buf_format(out, P_("%s row", "%s rows", (unsigned long)n),
			      shown);
}

int
tui_table_percent(uint64_t row, uint64_t n)
{
	return n ? (int)((double)(row + 1) * 100 / (double)n) : 0;
}

void
tui_table_remark(const struct tui_app *app, const struct tui_view *v,
		 struct dp_buf *out)
{
	const struct tui_table *t = v->state;
	char size[TUI_FIGURE_BYTES];

	size_t steps = tui_bench_steps(t);

	if (steps > 0 && tui_layout(app) < TUI_SINGLE)
		dp_buf_format(out,
			      P_("after %zu change | ", "after %zu changes | ",
				 steps),
			      steps);
	tui_table_say_rows(t, out);
	if (tui_layout(app) == TUI_WIDE)
		dp_buf_format(out, " x %zu", t->n_columns);
	if (tui_layout(app) < (steps > 0 ? TUI_STANDARD : TUI_SINGLE))
		dp_buf_format(out, " | %s",
			      tui_size(t->piped ? t->now.done_bytes :
						  (uint64_t)t->seen.st_size,
				       size));
}

/* ---- clicks ------------------------------------------------------------ */

void
tui_table_click(struct tui_app *app, struct tui_table *t, uint16_t target)
{
	struct tui_rect rows, side;
	struct tui_lanes_ask ask;
	struct tui_lanes lanes;
	unsigned lane = (target - 1u) % TUI_CELL_TARGETS;

	tui_table_areas(app, t, &rows, &side);
	tui_table_ask(t, rows, &ask);
	tui_lanes_place(&ask, &lanes);
	if (target >= TUI_TARGET_SIDE) {
		tui_side_click(t, target - TUI_TARGET_SIDE);
		return;
	}
	if (target >= TUI_TARGET_TITLES)
		lane = target - TUI_TARGET_TITLES;
	else
		tui_table_go(t, t->top + (target - 1u) / TUI_CELL_TARGETS);
	if (lane < lanes.n)
		t->at = lanes.lane[lane].at;
	t->side_focus = false;
}
