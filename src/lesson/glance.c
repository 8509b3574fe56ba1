/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where a learner is, found in the journal of a track without opening a
 * session.
 */
#include "lesson/session.h"

#include <stdlib.h>

/* The marks and the place that the journal in FOLDERS leads to. */
static int
read_journal(const struct dpi_learn_folders *folders, struct dp_learn *l,
	     struct dp_err *err)
{
	int status;

	l->state = dp_format("%s/learn/%s", folders->state, l->track);
	status = dpi_progress_read(l, err);
	free(l->state);
	dpi_texts_clear(&l->done);
	dpi_texts_clear(&l->undone);
	free(l->predicted);
	return status;
}

static void
count_done(const struct dp_learn *l, struct dp_learn_glance *out)
{
	out->n_done = dp_alloc0((l->lessons.n + 1) * sizeof *out->n_done);
	for (size_t i = 0; i < l->lessons.n; i++)
		for (size_t k = 0; k < l->lessons.at[i]->n_tasks; k++)
			out->n_done[i] += l->mark[i].task[k] == DP_PASSED ||
					  l->mark[i].task[k] == DP_SKIPPED;
}

int
dp_learn_glance(const struct dp_learn_places *places, const char *track,
		struct dp_learn_glance *out, struct dp_err *err)
{
	struct dpi_learn_folders folders;
	struct dp_lessons all = { 0 };
	struct dp_learn l = { .lock = -1, .journal = -1 };
	int status = -1;

	if (dpi_learn_folders(places, &folders, err) != 0)
		return -1;
	if (dp_lessons_read(folders.data, &all, err) == 0) {
		dpi_learn_take(&l, &all, dp_str_c(track));
		status = read_journal(&folders, &l, err);
		count_done(&l, out);
		out->begun = l.lesson != NULL;
		if (l.lesson)
			out->lesson = dpi_lesson_index(&l, l.lesson);
		out->task = l.task;
	}
	dp_lessons_done(&all);
	for (size_t i = 0; i < l.lessons.n; i++)
		free(l.mark[i].task);
	free(l.mark);
	free(l.track);
	out->lessons = l.lessons;
	dpi_learn_folders_done(&folders);
	return status;
}

void
dp_learn_glance_done(struct dp_learn_glance *g)
{
	dp_lessons_done(&g->lessons);
	free(g->n_done);
	memset(g, 0, sizeof *g);
}
