/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around a lesson: first line, key bar; and it all in sentences. */
#include <dpipe/text.h>

#include "base/i18n.h"
#include "tui/progress.h"
#include "tui/view_lesson.h"
#include "tui/view_table_out.h"

/* What Tab goes to. */
static const char *
next_part(const struct tui_lesson *s)
{
	bool side;

	switch (tui_lesson_next_part(s, 1, &side)) {
	case TUI_PART_ANSWER:
		/* TRANSLATORS: key bar, of Tab; 12 columns at most */
		return C_("key bar", "Result");
	case TUI_PART_TABLE:
		if (!tui_lesson_works(s))
			/* TRANSLATORS: key bar, of Tab; 12 columns at most */
			return C_("key bar", "Project");
		if (!side)
			/* TRANSLATORS: key bar, of Tab; 12 columns at most */
			return C_("key bar", "Table");
		return s->table.side == TUI_SIDE_FACET ?
			       /* TRANSLATORS: key bar, of Tab; 12 columns */
			       C_("key bar", "Values") :
			       C_("key bar", "Columns");
	case TUI_PART_TEXT:
		break;
	}
	/* TRANSLATORS: key bar, of Tab; 12 columns at most */
	return C_("key bar", "Lesson");
}

/* What Enter does where the task is read. */
static const char *
enter(const struct tui_lesson *s)
{
	struct dp_learn_at at;

	dp_learn_at(s->learn, &at);
	if (!at.task || at.complete)
		/* TRANSLATORS: key bar, of Enter; 12 columns at most */
		return C_("key bar", "Go on");
	if (at.task->kind == DP_TASK_QUIZ)
		/* TRANSLATORS: key bar, of Enter; 12 columns at most */
		return C_("key bar", "Choose");
	if (at.predicted)
		/* TRANSLATORS: key bar, of Enter; 12 columns at most */
		return C_("key bar", "Run it");
	/* TRANSLATORS: key bar, of Enter; 12 columns at most */
	return C_("key bar", "Type");
}

const char *
tui_lesson_call(const struct tui_view *v, enum tui_command c)
{
	const struct tui_lesson *s = v->state;

	if (c == TUI_NEXT_PANE)
		return next_part(s);
	if (s->focus == TUI_PART_TABLE && tui_lesson_works(s))
		return tui_table_call(&s->table, c);
	if (c == TUI_NEXT)
		/* TRANSLATORS: key bar; 12 columns at most */
		return C_("key bar", "Page");
	return c == TUI_ENTER ? enter(s) : NULL;
}

void
tui_lesson_remark(const struct tui_app *app, const struct tui_view *v,
		  struct dp_buf *out)
{
	const struct tui_lesson *s = v->state;
	struct dp_learn_at at;
	size_t done = 0;

	(void)app;
	dp_learn_at(s->learn, &at);
	if (at.task)
		dp_buf_format(out, _("task %zu of %zu"), at.task_number,
			      at.n_tasks);
	for (size_t i = 0; i < at.n_tasks; i++) {
		enum dp_progress how = dp_learn_progress(s->learn, at.lesson,
							 i);

		done += how == DP_PASSED || how == DP_SKIPPED;
	}
	dp_buf_c(out, at.task ? " | [" : "[");
	for (int i = 0; i < TUI_PARTS; i++)
		dp_buf_char(out, i < tui_progress_part(done, at.n_tasks) ? '#' :
									   '.');
	dp_buf_char(out, ']');
}

void
tui_lesson_head(const struct tui_app *app, const struct tui_view *v,
		struct dp_buf *out)
{
	const struct tui_lesson *s = v->state;
	struct dp_learn_at at;

	(void)app;
	dp_learn_at(s->learn, &at);
	dp_buf_format(out, "%zu ", at.lesson->step + 1);
	dp_case_change(dp_str_c(_(dp_step_info(at.lesson->step)->title)),
		       DP_CASE_UPPER, out);
	dp_buf_format(out, " > %zu.%zu %.*s", at.lesson->step + 1,
		      at.task ? at.task_number : at.n_tasks,
		      DP_FMT(dp_said(&at.lesson->title)));
}

void
tui_lesson_title(const void *self, struct dp_buf *out)
{
	const struct tui_lesson *s = self;
	struct dp_learn_at at;

	dp_learn_at(s->learn, &at);
	dp_buf_format(out, _("%.*s (working copy)"), DP_FMT(at.lesson->table));
}

void
tui_lesson_goal(const void *self, struct dp_buf *out)
{
	const struct tui_lesson *s = self;
	struct dp_learn_at at;

	dp_learn_at(s->learn, &at);
	if (at.task)
		dp_buf_str(out, dp_said(&at.task->ask));
}

void
tui_lesson_say(const struct tui_app *app, const struct tui_view *v,
	       struct dp_buf *out)
{
	const struct tui_lesson *s = v->state;
	struct tui_page p = { 0 };

	(void)app;
	if (s->focus == TUI_PART_TABLE && tui_lesson_works(s)) {
		tui_table_say(&s->table, out);
		return;
	}
	tui_lesson_page(s, &p);
	for (size_t i = 0; i < p.n; i++)
		dp_buf_format(out, "%.*s%s%.*s\n", DP_FMT(p.at[i].mark),
			      p.at[i].mark.n ? " " : "", DP_FMT(p.at[i].text));
	tui_page_done(&p);
	dp_buf_char(out, '\n');
	dp_buf_str(out, dp_buf_view(&s->output));
}
