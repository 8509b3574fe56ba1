/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How far a learner is, found from the journal: which tasks are done, which
 * one is in hand, what was done in it.
 */
#include "lesson/session.h"

#include <dpipe/source.h>

#include <stdlib.h>

#include "base/i18n.h"

#define JOURNAL_MAX_BYTES (256u << 20)

const struct dp_task *
dpi_task(const struct dp_learn *l)
{
	if (!l->lesson || l->task >= l->lesson->n_tasks)
		return NULL;
	return &l->lesson->task[l->task];
}

bool
dpi_route_suits(const struct dp_route *r)
{
	return !r->language || strcmp(r->language, dp_language()) == 0;
}

const struct dp_route *
dpi_model(const struct dp_task *t)
{
	for (size_t i = 0; i < t->n_routes; i++)
		if (dpi_route_suits(&t->route[i]))
			return &t->route[i];
	return t->n_routes ? &t->route[0] : NULL;
}

size_t
dpi_lesson_index(const struct dp_learn *l, const struct dp_lesson *lesson)
{
	size_t i = 0;

	while (i < l->lessons.n && l->lessons.at[i] != lesson)
		i++;
	return i;
}

int
dpi_note(struct dp_learn *l, const char *word, dp_str rest, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	char date[DP_PROVENANCE_DATE_BYTES];
	struct dpi_record r = { .word = dp_str_c(word), .rest = rest };

	dp_provenance_date(date);
	r.date = dp_str_c(date);
	r.lesson = l->lesson->name;
	r.task = t ? t->id : DP_S("-");
	if (dpi_journal_add(l->journal, &r, err) != 0)
		return -1;
	dpi_progress_apply(l, &r);
	return 0;
}

/* The task of LESSON called ID, or n_tasks. */
static size_t
find_task(const struct dp_lesson *lesson, dp_str id)
{
	size_t i = 0;

	while (i < lesson->n_tasks && !dp_str_eq(lesson->task[i].id, id))
		i++;
	return i;
}

static void
set_mark(struct dp_learn *l, size_t lesson, size_t task, enum dp_progress how)
{
	if (task < l->lessons.at[lesson]->n_tasks)
		l->mark[lesson].task[task] = how;
}

void
dpi_progress_apply(struct dp_learn *l, const struct dpi_record *r)
{
	const struct dp_lesson *lesson;
	size_t i = 0, task;

	while (i < l->lessons.n &&
	       !dp_str_eq(l->lessons.at[i]->name, r->lesson))
		i++;
	if (i == l->lessons.n)
		return;
	lesson = l->lessons.at[i];
	task = find_task(lesson, r->task);
	if (dp_str_is(r->word, "begin"))
		set_mark(l, i, task, DP_BEGUN);
	else if (dp_str_is(r->word, "pass"))
		set_mark(l, i, task, DP_PASSED);
	else if (dp_str_is(r->word, "skip"))
		set_mark(l, i, task, DP_SKIPPED);
	else if (dp_str_is(r->word, "reopen"))
		set_mark(l, i, task, DP_BEGUN);
	else if (dp_str_is(r->word, "reset"))
		for (size_t k = task; k < lesson->n_tasks; k++)
			l->mark[i].task[k] = DP_OPEN;
}

/* What belongs to the task in hand only. */
static void
apply_to_task(struct dp_learn *l, const struct dpi_record *r)
{
	if (dp_str_is(r->word, "begin")) {
		dpi_task_forget(l);
	} else if (dp_str_is(r->word, "act")) {
		dpi_texts_add(&l->done, r->rest);
		dpi_texts_clear(&l->undone);
	} else if (dp_str_is(r->word, "undo")) {
		dpi_texts_move(&l->done, &l->undone);
	} else if (dp_str_is(r->word, "redo")) {
		dpi_texts_move(&l->undone, &l->done);
	} else if (dp_str_is(r->word, "hint")) {
		l->n_hints++;
	} else if (dp_str_is(r->word, "predict")) {
		free(l->predicted);
		l->predicted = dp_strdup(r->rest);
	}
}

int
dpi_progress_read(struct dp_learn *l, struct dp_err *err)
{
	char *path = dp_path_join(l->state, "journal");
	struct dp_buf text = { 0 };
	struct dp_arena kept = { 0 };
	struct dpi_record r, last = { .word = { NULL, 0 } };
	bool acted = false;
	dp_str rest;
	int status = 0;

	if (dp_exists(path))
		status = dp_read_file(path, JOURNAL_MAX_BYTES, &text, err);
	rest = dp_buf_view(&text);
	while (status == 0 && dpi_journal_next(&rest, &kept, &r)) {
		dpi_progress_apply(l, &r);
		apply_to_task(l, &r);
		l->n_attempts += acted && dp_str_is(r.word, "fail");
		acted = dp_str_is(r.word, "act");
		if (dp_str_is(r.word, "begin"))
			last = r;
	}
	for (size_t i = 0; last.word.p && i < l->lessons.n; i++)
		if (dp_str_eq(l->lessons.at[i]->name, last.lesson)) {
			l->lesson = l->lessons.at[i];
			l->task = find_task(l->lesson, last.task);
		}
	dp_arena_done(&kept);
	dp_buf_done(&text);
	free(path);
	return status;
}

enum dp_progress
dp_learn_progress(const struct dp_learn *l, const struct dp_lesson *lesson,
		  size_t task)
{
	size_t i = dpi_lesson_index(l, lesson);

	return i < l->lessons.n && task < lesson->n_tasks ?
		       l->mark[i].task[task] :
		       DP_OPEN;
}
