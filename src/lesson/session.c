/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A session: opened where the learner left, and every line they type taken
 * to what it means. What it does is in the files beside.
 */
#include "lesson/session.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/i18n.h"

/* ---- opening ---------------------------------------------------------- */

void
dpi_learn_take(struct dp_learn *l, struct dp_lessons *all, dp_str track)
{
	for (size_t i = 0; i < all->n; i++) {
		struct dp_lessons *o = &l->lessons;

		if (!dp_str_eq(all->at[i]->track, track)) {
			dp_lesson_free(all->at[i]);
			continue;
		}
		dp_grow(&o->at, &o->cap, o->n, sizeof *o->at);
		o->at[o->n++] = all->at[i];
	}
	free(all->at);
	memset(all, 0, sizeof *all);
	l->track = dp_strdup(track);
	l->mark = dp_alloc0((l->lessons.n + 1) * sizeof *l->mark);
	for (size_t i = 0; i < l->lessons.n; i++)
		l->mark[i].task = dp_alloc0((l->lessons.at[i]->n_tasks + 1) *
					    sizeof *l->mark[i].task);
}

static int
open_folders(struct dp_learn *l, struct dp_err *err)
{
	char *journal;

	l->folder = dp_path_join(l->places.work, l->track);
	l->state = dp_format("%s/learn/%s", l->places.state, l->track);
	if (dp_make_folders(l->state, err) != 0)
		return -1;
	l->lock = open(l->state, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (l->lock < 0)
		return dp_fail_errno(err, _("the folder %s cannot be opened"),
				     l->state);
	if (flock(l->lock, LOCK_EX | LOCK_NB) != 0 && errno == EWOULDBLOCK)
		return dp_fail(err, DP_EUSAGE,
			       _("another session is at work on the track %s; "
				 "end it first."),
			       l->track);
	journal = dp_path_join(l->state, "journal");
	l->journal = dpi_journal_open(journal, err);
	free(journal);
	return l->journal < 0 ? -1 : 0;
}

/* Goes to the lesson asked for, or where the journal left off. */
static int
find_place(struct dp_learn *l, dp_str id, struct dp_err *err)
{
	const struct dp_lesson *asked = l->lesson ? l->lesson :
						    l->lessons.at[0];

	if (id.p)
		asked = dp_lessons_find(&l->lessons, id);
	if (!asked)
		return dp_fail(err, DP_ENOTFOUND,
			       _("there is no lesson %.*s; dpipe learn --list "
				 "shows them all."),
			       DP_FMT(id));
	if (asked != l->lesson || l->task >= asked->n_tasks)
		return dpi_lesson_begin(l, asked, err);
	l->complete = dp_learn_progress(l, asked, l->task) == DP_PASSED;
	return dpi_work_prepare(l, err);
}

struct dp_learn *
dpi_learn_open(const struct dp_learn_places *places, struct dp_lessons *all,
	       const char *track, const struct dp_learn_front *front,
	       struct dp_err *err)
{
	struct dp_learn *l = dp_alloc0(sizeof *l);
	dp_str rest = dp_str_c(track), name = dp_str_cut(&rest, '/');
	dp_str id = rest.p ? dp_str_c(track) : rest;

	l->lock = l->journal = -1;
	l->front = *front;
	dpi_learn_take(l, all, name);
	if (l->lessons.n == 0)
		dp_fail(err, DP_ENOTFOUND,
			_("there is no track %.*s; dpipe learn --list shows "
			  "them all."),
			DP_FMT(name));
	else if (dpi_learn_folders(places, &l->places, err) == 0 &&
		 open_folders(l, err) == 0 && dpi_progress_read(l, err) == 0 &&
		 find_place(l, id, err) == 0)
		return l;
	dp_learn_close(l);
	return NULL;
}

struct dp_learn *
dp_learn_open(const struct dp_learn_places *places, const char *track,
	      const struct dp_learn_front *front, struct dp_err *err)
{
	struct dp_lessons all = { 0 };

	if (dp_lessons_read(places->data, &all, err) == 0)
		return dpi_learn_open(places, &all, track, front, err);
	dp_lessons_done(&all);
	return NULL;
}

void
dp_learn_close(struct dp_learn *l)
{
	if (!l)
		return;
	dpi_task_forget(l);
	for (size_t i = 0; l->mark && i < l->lessons.n; i++)
		free(l->mark[i].task);
	free(l->mark);
	dp_lessons_done(&l->lessons);
	if (l->journal >= 0)
		(void)close(l->journal);
	if (l->lock >= 0)
		(void)close(l->lock);
	dpi_learn_folders_done(&l->places);
	free(l->track);
	free(l->folder);
	free(l->state);
	free(l);
}

const struct dp_lessons *
dp_learn_lessons(const struct dp_learn *l)
{
	return &l->lessons;
}

void
dp_learn_at(const struct dp_learn *l, struct dp_learn_at *out)
{
	out->lesson = l->lesson;
	out->task = dpi_task(l);
	out->task_number = l->task + 1;
	out->n_tasks = l->lesson->n_tasks;
	out->n_hints_shown = l->n_hints;
	out->n_attempts = l->n_attempts;
	out->complete = l->complete;
	out->predicted = l->predicted;
	out->folder = l->folder;
}

void
dp_learn_start(const struct dp_learn *l, struct dp_says *out)
{
	const struct dp_lesson *lesson = l->lesson;

	dpi_say(out, DP_SAY_TITLE, _("Step %zu, %s. %.*s"), lesson->step + 1,
		_(dp_step_info(lesson->step)->title),
		DP_FMT(dp_said(&lesson->title)));
	if (l->task == 0) {
		dpi_say(out, DP_SAY_PROGRESS,
			P_("%zu task, about %u minutes.",
			   "%zu tasks, about %u minutes.", lesson->n_tasks),
			lesson->n_tasks, lesson->minutes);
		dpi_say_text(out, DP_SAY_TEXT, 0, dp_said(&lesson->intro));
	}
	if (!dpi_task(l))
		dpi_say(out, DP_SAY_PROGRESS,
			_("This lesson is done. “go 1” does it again; Enter "
			  "goes on."));
	dpi_task_say(l, out);
}
