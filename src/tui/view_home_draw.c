/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Home, drawn: the steps, the practice data; what is beside them. */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/list.h"
#include "tui/steps.h"
#include "tui/view_home.h"

#define STEPS_ROWS 11 /* the box of the steps, with its words */

static void
draw_steps(const struct tui_home *s, struct tui_grid *g, struct tui_rect area,
	   int spacing)
{
	struct tui_rect in = tui_inside(area), rest = in;
	struct dp_buf remark = { 0 };
	int used = DP_STEPS * spacing - (spacing - 1) + 1;

	tui_steps_remark(&s->progress, &remark);
	dp_buf_char(&remark, '\0');
	tui_box(g, area, _("The seven steps"), remark.p);
	dp_buf_done(&remark);
	tui_steps_draw(g, in, &s->progress, s->at[TUI_HOME_STEPS],
		       s->pane == TUI_HOME_STEPS && !s->fresh, spacing);
	rest.row += used;
	rest.rows -= used;
	if (s->fresh)
		tui_steps_tour(g, in, rest);
	else if (rest.rows > 0)
		(void)tui_wrap(g, rest, 0, TUI_TEXT,
			       dp_str_c(s->trouble ?
						s->trouble :
						_("Start anywhere. Nothing "
						  "here changes the files "
						  "you open.")));
}

void
tui_home_item(struct tui_grid *g, struct tui_rect line, dp_str name,
	      const char *note, bool focus, size_t target)
{
	int right = note ? tui_cols(g, dp_str_c(note)) : 0;

	if (right > line.cols / 2)
		right = line.cols / 2;
	(void)tui_put_c(g, line.row, line.col, 1, TUI_TEXT, focus ? ">" : " ");
	(void)tui_put(g, line.row, line.col + 2, line.cols - 3 - right,
		      TUI_TEXT, name);
	if (note)
		(void)tui_put_right(g, line.row, line.col, line.cols, TUI_QUIET,
				    dp_str_c(note));
	if (focus) {
		tui_role(g, line, TUI_FOCUS);
		tui_cursor(g, line.row, line.col);
	}
	tui_target(g, line, (uint16_t)target);
}

/* Line I of a list of N in IN, AT in sight; rows -1: out of sight. */
static struct tui_rect
line_of(struct tui_rect in, size_t i, size_t at, size_t n)
{
	size_t top = tui_list_top(at, n, in.rows);
	struct tui_rect line = { in.row + (int)(i - top), in.col, 1, in.cols };

	if (i < top || (int)(i - top) >= in.rows)
		line.rows = -1;
	return line;
}

static void
draw_practice(const struct tui_home *s, struct tui_grid *g,
	      struct tui_rect area)
{
	struct tui_rect in = tui_inside(area);

	tui_box(g, area, _("Practice data"), NULL);
	in.rows -= in.rows > 3 ? 2 : 0;
	for (size_t i = 0; i < s->n[TUI_HOME_PRACTICE]; i++) {
		struct tui_rect line = line_of(in, i, s->at[TUI_HOME_PRACTICE],
					       s->n[TUI_HOME_PRACTICE]);
		struct dp_buf size = { 0 };

		tui_practice_note(&s->practice, i, &size);
		dp_buf_char(&size, '\0');
		if (line.rows > 0)
			tui_home_item(g, line,
				      dp_str_c(tui_practice_title(&s->practice,
								  i)),
				      size.p,
				      s->pane == TUI_HOME_PRACTICE &&
					      s->at[TUI_HOME_PRACTICE] == i,
				      TUI_HOME_TARGET_PRACTICE + i);
		dp_buf_done(&size);
	}
	if (in.rows > 1)
		(void)tui_put_c(g, area.row + area.rows - 2, in.col, in.cols,
				TUI_TEXT, _("o opens a file of your own"));
}

/* What the step in focus is about, beside the steps. */
static void
draw_step(const struct tui_home *s, struct tui_grid *g, struct tui_rect area)
{
	const struct dp_step_info *step = dp_step_info(s->at[TUI_HOME_STEPS]);
	struct tui_rect in = tui_inside(area);
	struct dp_buf b = { 0 };

	tui_box(g, area, _(step->title), NULL);
	tui_steps_explain(s->at[TUI_HOME_STEPS], &b);
	(void)tui_wrap(g, in, 0, TUI_TEXT, dp_buf_view(&b));
	dp_buf_done(&b);
}

/* Narrow: one pane at a time, Tab goes on. */
static void
draw_single(const struct tui_app *app, const struct tui_home *s,
	    struct tui_grid *g, struct tui_rect area)
{
	if (s->pane == TUI_HOME_STEPS)
		draw_steps(s, g, area, 1);
	else if (s->pane == TUI_HOME_PRACTICE)
		draw_practice(s, g, area);
	else
		tui_home_recent_draw(app, s, g, area);
}

static void
draw_pair(const struct tui_app *app, const struct tui_home *s,
	  struct tui_grid *g, struct tui_rect area)
{
	struct tui_rect left = area, right = area;

	left.cols = area.cols * 11 / 20;
	right.col += left.cols;
	right.cols -= left.cols;
	draw_practice(s, g, left);
	tui_home_recent_draw(app, s, g, right);
}

void
tui_home_draw(const struct tui_app *app, const struct tui_view *v,
	      struct tui_grid *g, struct tui_rect area)
{
	const struct tui_home *s = v->state;
	struct tui_rect top = area, low = area, side = area;
	bool roomy = area.rows >= 28;

	if (tui_layout(app) >= TUI_SINGLE || area.rows < STEPS_ROWS + 4) {
		draw_single(app, s, g, area);
		return;
	}
	top.rows = roomy ? STEPS_ROWS + 7 : STEPS_ROWS;
	low.row += top.rows;
	low.rows -= top.rows;
	if (tui_layout(app) == TUI_WIDE) {
		top.cols = area.cols * 5 / 8;
		side.col += top.cols;
		side.cols -= top.cols;
		side.rows = top.rows;
		draw_step(s, g, side);
	}
	draw_steps(s, g, top, roomy ? 2 : 1);
	draw_pair(app, s, g, low);
}
