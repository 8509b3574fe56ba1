/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tasks begun, said, left; lessons begun, and what they need caught up with.
 */
#include "lesson/session.h"

#include <stdlib.h>

#include "base/i18n.h"

void
dpi_task_forget(struct dp_learn *l)
{
	dpi_texts_clear(&l->done);
	dpi_texts_clear(&l->undone);
	free(l->predicted);
	free(l->cause);
	l->predicted = l->cause = NULL;
	l->n_failures = l->n_hints = l->n_attempts = 0;
	l->complete = false;
}

/* ---- beginning -------------------------------------------------------- */

/* Puts the files that are given in their places. */
static int
put_given(struct dp_learn *l, const struct dp_task *t, struct dp_err *err)
{
	bool recipe = false;

	for (size_t i = 0; i < t->n_givens; i++) {
		const struct dp_given *g = &t->given[i];
		char *path = dpi_work_path(l, g->file);
		dp_str text = dp_said(&g->content);
		int status = dp_make_folder_of(path, err);

		if (status == 0)
			status = dp_write_file(path, text.p, text.n, err);
		free(path);
		if (status != 0)
			return -1;
		recipe = recipe || (l->lesson->recipe.p &&
				    dp_str_eq(g->file, l->lesson->recipe));
	}
	if (recipe) {
		struct dp_result ignored = { 0 };
		struct dp_err broken = { 0 };

		/* a broken recipe may be what is to be repaired */
		(void)dpi_table_make(l, &ignored, &broken);
		dp_result_done(&ignored);
	}
	return 0;
}

int
dpi_task_begin(struct dp_learn *l, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	struct dp_result ignored = { 0 };
	char *key = dpi_start_key(l);
	int status = dpi_work_prepare(l, err);

	dpi_task_forget(l);
	if (status == 0 && dpi_table_missing(l))
		status = dpi_table_make(l, &ignored, err);
	dp_result_done(&ignored);
	if (status == 0)
		status = put_given(l, t, err);
	if (status == 0)
		status = dpi_act_route(l, &t->prepare, err);
	if (status == 0)
		status = dpi_state_keep(l, key, err);
	if (status == 0) {
		dpi_undo_clear(l);
		status = dpi_note(l, "begin", DP_S(""), err);
	}
	free(key);
	return status;
}

void
dpi_task_say(const struct dp_learn *l, struct dp_says *says)
{
	static const char *const kind[] = { N_("do"), N_("predict"),
					    N_("repair"), N_("choose"),
					    N_("think") };
	const struct dp_task *t = dpi_task(l);

	if (!t)
		return;
	dpi_say(says, DP_SAY_TITLE, _("Task %zu of %zu: %s"), l->task + 1,
		l->lesson->n_tasks, _(kind[t->kind]));
	dpi_say_text(says, DP_SAY_ASK, 0, dp_said(&t->ask));
	if (t->kind == DP_TASK_QUIZ)
		dpi_quiz_say(l, says);
	if (t->kind == DP_TASK_REFLECT)
		dpi_say(says, DP_SAY_OFFER,
			_("Write a line, or press Enter to go on. Nobody else "
			  "reads it."));
}

/* ---- leaving ---------------------------------------------------------- */

int
dpi_task_skip(struct dp_learn *l, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	const struct dp_route *model = dpi_model(t);
	char *key = dpi_start_key(l);
	int status = dpi_state_restore(l, key, err);

	free(key);
	if (status == 0 && model)
		status = dpi_act_route(l, model, err);
	else if (status == 0 && t->kind == DP_TASK_PREDICT)
		status = dpi_act_route(l, &t->run, err);
	return status == 0 ? dpi_note(l, "skip", DP_S(""), err) : -1;
}

/* Skips tasks from FROM to before TO that are not done, quietly. */
static int
skip_to(struct dp_learn *l, size_t to, struct dp_err *err)
{
	const enum dp_progress *mark =
		l->mark[dpi_lesson_index(l, l->lesson)].task;

	for (; l->task < to; l->task++) {
		if (mark[l->task] == DP_PASSED || mark[l->task] == DP_SKIPPED)
			continue;
		if (mark[l->task] != DP_BEGUN && dpi_task_begin(l, err) != 0)
			return -1;
		if (dpi_task_skip(l, err) != 0)
			return -1;
	}
	return 0;
}

int
dpi_task_go(struct dp_learn *l, size_t task, struct dp_err *err)
{
	char *key;
	int status;

	if (task > l->task) {
		if (skip_to(l, task, err) != 0)
			return -1;
		return dpi_task_begin(l, err);
	}
	l->task = task;
	key = dpi_start_key(l);
	status = dpi_state_restore(l, key, err);
	free(key);
	if (status == 0)
		status = dpi_note(l, "reset", DP_S(""), err);
	dpi_undo_clear(l);
	dpi_task_forget(l);
	return status == 0 ? dpi_note(l, "begin", DP_S(""), err) : -1;
}

/* ---- lessons ---------------------------------------------------------- */

/* Carries out what is not done of the lesson ID and of those it needs. */
static int
catch_up(struct dp_learn *l, dp_str id, unsigned depth, struct dp_err *err)
{
	const struct dp_lesson *lesson = dp_lessons_find(&l->lessons, id);
	const struct dp_lesson *now = l->lesson;
	size_t task = l->task;
	int status = 0;

	if (!lesson || depth > DP_STEPS)
		return dp_fail(err, DP_ENOTFOUND,
			       _("there is no lesson %.*s to catch up with."),
			       DP_FMT(id));
	for (size_t i = 0; status == 0 && i < lesson->needs.n; i++)
		status = catch_up(l, lesson->needs.at[i], depth + 1, err);
	l->lesson = lesson;
	l->task = 0;
	if (status == 0)
		status = skip_to(l, lesson->n_tasks, err);
	l->lesson = now;
	l->task = task;
	return status;
}

int
dpi_lesson_begin(struct dp_learn *l, const struct dp_lesson *lesson,
		 struct dp_err *err)
{
	const enum dp_progress *mark =
		l->mark[dpi_lesson_index(l, lesson)].task;

	for (size_t i = 0; i < lesson->needs.n; i++)
		if (catch_up(l, lesson->needs.at[i], 0, err) != 0)
			return -1;
	l->lesson = lesson;
	l->task = 0;
	while (l->task < lesson->n_tasks &&
	       (mark[l->task] == DP_PASSED || mark[l->task] == DP_SKIPPED))
		l->task++;
	return l->task < lesson->n_tasks ? dpi_task_begin(l, err) : 0;
}

/* Says that the lesson is over, and what may follow. */
static void
say_end(const struct dp_learn *l, struct dp_says *says)
{
	size_t next = dpi_lesson_index(l, l->lesson) + 1;

	dpi_say(says, DP_SAY_PASS, _("The lesson “%.*s” is over."),
		DP_FMT(dp_said(&l->lesson->title)));
	dpi_say_text(says, DP_SAY_TEXT, 0, dp_said(&l->lesson->end));
	dpi_say(says, DP_SAY_TEXT, _("Your work is in %s."), l->folder);
	if (next < l->lessons.n)
		dpi_say(says, DP_SAY_OFFER,
			_("Enter goes on to the next lesson: “%.*s”. stop "
			  "leaves."),
			DP_FMT(dp_said(&l->lessons.at[next]->title)));
	else
		dpi_say(says, DP_SAY_OFFER,
			_("It was the last of the track. Enter leaves."));
}

int
dpi_task_next(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	size_t next = dpi_lesson_index(l, l->lesson) + 1;

	if (l->task < l->lesson->n_tasks) {
		l->task++;
		if (l->task == l->lesson->n_tasks) {
			if (dpi_note(l, "begin", DP_S("end"), err) != 0)
				return -1;
			dpi_task_forget(l);
			say_end(l, says);
			return 1;
		}
		if (dpi_task_begin(l, err) != 0)
			return -1;
		dpi_task_say(l, says);
		return 1;
	}
	if (next >= l->lessons.n)
		return 0;
	if (dpi_lesson_begin(l, l->lessons.at[next], err) != 0)
		return -1;
	dp_learn_start(l, says);
	return 1;
}
