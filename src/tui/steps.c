/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of the seven steps, drawn. */
#include "tui/steps.h"

#include "base/i18n.h"
#include "tui/list.h"

#define NAME_COLS 13
#define STATE_COLS 15  /* of a project: gauge, word */
#define LESSON_COLS 18 /* of lessons: gauge, number, word */
#define ROOMY_COLS 60  /* from here on there is room for the question */

/* TRANSLATORS: the seven steps as questions: 45 columns at most. */
static const char *const question[DP_STEPS] = {
	N_("What exactly is the question?"),
	N_("Who might hold the data?"),
	N_("Bring the data in, unbroken"),
	N_("Can this table be trusted?"),
	N_("Repair it without hiding anything"),
	N_("Count, compare, summarise"),
	N_("Say it so that others can check it"),
};

const char *
tui_steps_question(size_t i)
{
	return _(question[i]);
}

static void
draw_state(struct tui_grid *g, struct tui_rect at, const struct tui_progress *p,
	   size_t i)
{
	tui_gauge(g, at.row, at.col, 6, p->part[i], TUI_PARTS);
	if (p->part[i] == TUI_PARTS)
		(void)tui_put_c(g, at.row, at.col + 7, at.cols - 7, TUI_GOOD,
				/* TRANSLATORS: a step; 8 columns at most */
				C_("step", "done"));
	else if (i == p->next && p->next_task)
		(void)tui_put_format(g, at.row, at.col + 7, at.cols - 7,
				     TUI_STRONG,
				     /* TRANSLATORS: step, task; 11 columns */
				     C_("step", "%zu.%zu next"), i + 1,
				     p->next_task);
	else if (i == p->next)
		(void)tui_put_c(g, at.row, at.col + 7, at.cols - 7, TUI_STRONG,
				/* TRANSLATORS: a step; 8 columns at most */
				C_("step", "next"));
}

static void
draw_step(struct tui_grid *g, struct tui_rect line,
	  const struct tui_progress *p, size_t i, bool focus)
{
	struct dp_buf name = { 0 };
	int col = line.col + 2, room = line.cols - 2;
	int right = p->lessons ? LESSON_COLS : p->project ? STATE_COLS : 0;

	dp_buf_format(&name, "%zu ", i + 1);
	dp_case_change(dp_str_c(_(dp_step_info(i)->title)), DP_CASE_UPPER,
		       &name);
	(void)tui_put_c(g, line.row, line.col, 1, TUI_TEXT, focus ? ">" : " ");
	(void)tui_put(g, line.row, col, room, TUI_STRONG, dp_buf_view(&name));
	dp_buf_done(&name);
	if (room >= ROOMY_COLS || (!right && room >= ROOMY_COLS - STATE_COLS))
		(void)tui_put_c(g, line.row, col + NAME_COLS,
				room - NAME_COLS - right, TUI_TEXT,
				tui_steps_question(i));
	if (right && room >= NAME_COLS + right)
		draw_state(g,
			   (struct tui_rect){ line.row, col + room - right, 1,
					      right },
			   p, i);
	if (focus) {
		tui_role(g, line, TUI_FOCUS);
		tui_cursor(g, line.row, line.col);
	}
	tui_target(g, line, (uint16_t)(i + 1));
}

void
tui_steps_draw(struct tui_grid *g, struct tui_rect area,
	       const struct tui_progress *p, size_t at, bool focus, int spacing)
{
	size_t top = tui_list_top(at, DP_STEPS,
				  (area.rows + spacing - 1) / spacing);

	for (size_t i = top; i < DP_STEPS; i++) {
		struct tui_rect line = { area.row + (int)(i - top) * spacing,
					 area.col, 1, area.cols };

		if (line.row < area.row + area.rows)
			draw_step(g, line, p, i, focus && i == at);
	}
}

void
tui_steps_tour(struct tui_grid *g, struct tui_rect in, struct tui_rect rest)
{
	struct tui_rect line = rest;

	line.rows = 1;
	if (rest.rows < 1)
		line.row = in.row + in.rows - 1;
	tui_fill(g, line, TUI_FOCUS);
	(void)tui_put_c(g, line.row, line.col, 1, TUI_FOCUS, ">");
	(void)tui_put_c(g, line.row, line.col + 2, line.cols - 2, TUI_FOCUS,
			_("T The tour: two minutes, on a practice file"));
	tui_cursor(g, line.row, line.col);
}

void
tui_steps_remark(const struct tui_progress *p, struct dp_buf *out)
{
	if (p->project || p->lessons)
		dp_buf_format(out,
			      P_("%zu of %d done", "%zu of %d done", p->n_done),
			      p->n_done, DP_STEPS);
}

void
tui_steps_explain(size_t i, struct dp_buf *out)
{
	const struct dp_step_info *s = dp_step_info(i);

	dp_buf_format(out, "%s\n\n", _(s->purpose));
	dp_buf_format(out, "%s\n%s\n\n", _("At its end you hold:"),
		      _(s->gives));
	dp_buf_format(out, "%s\n  %s\n", _("On the command line:"), s->first);
}
