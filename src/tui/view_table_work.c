/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting and filtering a table, and the progress of whatever runs. Finding
 * is in view_table_find.c.
 */
#include "tui/view_table_work.h"

#include <stdlib.h>

#include "base/i18n.h"

#define PROGRESS_SECONDS 0.15 /* what is done sooner says no progress */

/* ---- jobs -------------------------------------------------------------- */

static void
reap(struct tui_table_work *w)
{
	size_t kept = 0;

	for (size_t i = 0; i < w->n_dying; i++) {
		struct dp_job_state s;

		dp_job_look(w->dying[i], &s);
		if (s.status == DP_JOB_RUNNING || s.status == DP_JOB_WAITING)
			w->dying[kept++] = w->dying[i];
		else
			dp_job_free(w->dying[i]);
	}
	w->n_dying = kept;
}

void
tui_work_drop(struct tui_table *t, struct dp_job *job)
{
	struct tui_table_work *w = t->work;

	if (!job)
		return;
	dp_job_cancel(job);
	reap(w);
	if (w->n_dying == TUI_DYING)
		dp_job_free(w->dying[--w->n_dying]);
	w->dying[w->n_dying++] = job;
}

void
tui_work_done(struct tui_table *t)
{
	struct tui_table_work *w = t->work;

	if (!w)
		return;
	dp_job_free(w->job);
	dp_job_free(w->count);
	for (size_t i = 0; i < w->n_dying; i++)
		dp_job_free(w->dying[i]);
	free(w->words);
	free(w->text);
	free(w);
	t->work = NULL;
}

bool
tui_work_busy(const struct tui_table *t)
{
	return t->work->job || t->work->count;
}

/* Forgets the job that was running; it has ended or is told to. */
static void
let_go(struct tui_table *t)
{
	struct tui_table_work *w = t->work;

	tui_work_drop(t, w->job);
	w->job = NULL;
	w->kind = TUI_WORK_NONE;
	w->told = w->again = false;
	free(w->words);
	w->words = NULL;
}

bool
tui_work_start(struct tui_app *app, struct tui_table *t, enum tui_work kind,
	       struct dp_job *job, const struct dp_err *err)
{
	struct tui_table_work *w = t->work;

	let_go(t);
	tui_work_drop(t, w->count);
	w->count = NULL;
	if (!job) {
		tui_say_err(app, err);
		return false;
	}
	w->kind = kind;
	w->job = job;
	return true;
}

/* ---- what is shown ----------------------------------------------------- */

/* Other rows are shown: their first one is in focus. */
static void
show_other_rows(struct tui_table *t)
{
	struct tui_table_work *w = t->work;

	t->top = 0;
	tui_table_go(t, 0);
	w->counted = w->found_said = false;
	tui_work_drop(t, w->count);
	w->count = NULL;
}

/* Rows that are being saved stay as they are. */
static bool
is_saving(struct tui_app *app, const struct tui_table *t)
{
	if (t->save)
		tui_say(app, _("The rows are being saved; Esc stops that."));
	return t->save != NULL;
}

static void
start_sort(struct tui_app *app, struct tui_table *t, size_t column,
	   bool descending, bool again)
{
	struct dp_sort_opts o = { column, DP_SORT_AUTO, descending };
	struct dp_err err = { 0 };
	struct dp_job *job;

	if (is_saving(app, t))
		return;
	job = dp_sort_start(tui_table_filtered(t), &o, &err);
	if (!tui_work_start(app, t, TUI_WORK_SORT, job, &err))
		return;
	t->work->column = column;
	t->work->descending = descending;
	t->work->again = again;
}

/* In the order of the file again; the row in focus stays in focus. */
static void
unsort(struct tui_app *app, struct tui_table *t)
{
	struct dp_window_row focus;
	bool known = tui_table_focus(t, &focus);

	dp_view_free(t->sorted);
	t->sorted = NULL;
	t->sort_column = DP_ANY_COLUMN;
	t->sorted_last = false;
	show_other_rows(t);
	if (known && t->n_filters == 0)
		tui_table_go(t, focus.row);
	tui_say(app, _("The rows are in the order of the file again."));
}

void
tui_work_sort(struct tui_app *app, struct tui_table *t)
{
	size_t column = tui_table_index(t);

	if (t->sort_column != column)
		start_sort(app, t, column, false, false);
	else if (is_saving(app, t))
		return;
	else if (!t->descending)
		start_sort(app, t, column, true, false);
	else
		unsort(app, t);
}

void
tui_work_filter(struct tui_app *app, struct tui_table *t,
		const struct dp_filter *want, char *words)
{
	struct dp_err err = { 0 };
	struct dp_job *job;

	if (is_saving(app, t)) {
		free(words);
		return;
	}
	if (t->n_filters == TUI_FILTERS) {
		tui_say(app, _("Eight filters are on; Esc takes the last one "
			       "away."));
		free(words);
		return;
	}
	job = dp_filter_start(tui_table_filtered(t), want, &err);
	if (tui_work_start(app, t, TUI_WORK_FILTER, job, &err))
		t->work->words = words;
	else
		free(words);
}

static void
take_filter(struct tui_app *app, struct tui_table *t)
{
	struct tui_filter *last = &t->filter[--t->n_filters];
	bool sorted = t->sort_column != DP_ANY_COLUMN;

	tui_say(app, _("Filter taken away: %s."), last->words);
	dp_view_free(t->sorted);
	t->sorted = NULL;
	dp_view_free(last->view);
	free(last->words);
	show_other_rows(t);
	if (sorted)
		start_sort(app, t, t->sort_column, t->descending, true);
}

bool
tui_work_undo(struct tui_app *app, struct tui_table *t)
{
	if (t->sort_column != DP_ANY_COLUMN &&
	    (t->sorted_last || t->n_filters == 0))
		unsort(app, t);
	else if (t->n_filters > 0)
		take_filter(app, t);
	else
		return false;
	return true;
}

bool
tui_work_stop(struct tui_app *app, struct tui_table *t)
{
	struct tui_table_work *w = t->work;

	if (!w->job)
		return false;
	if (w->again)
		t->sort_column = DP_ANY_COLUMN;
	let_go(t);
	tui_say(app, _("Stopped. The table is as it was."));
	return true;
}

/* ---- what came of it --------------------------------------------------- */

static void
say_sorted(struct tui_app *app, struct tui_table *t, enum dp_sort_kind kind)
{
	dp_str name = tui_table_name(t, t->sort_column);
	const char *how = kind == DP_SORT_NUMBER ? _("as numbers") :
			  kind == DP_SORT_DATE   ? _("as dates") :
						   _("as texts");

	if (t->descending)
		tui_say(app,
			_("Sorted by “%.*s”, largest first, %s. s again: as "
			  "in the file."),
			DP_FMT(name), how);
	else
		tui_say(app,
			_("Sorted by “%.*s”, %s. s again: the other way "
			  "round."),
			DP_FMT(name), how);
}

static void
take_sorted(struct tui_app *app, struct tui_table *t)
{
	struct tui_table_work *w = t->work;
	enum dp_sort_kind kind = dp_sort_kind(w->job);
	bool again = w->again;

	dp_view_free(t->sorted);
	t->sorted = dp_job_view(w->job);
	t->sort_column = w->column;
	t->descending = w->descending;
	if (!again)
		t->sorted_last = true;
	let_go(t);
	show_other_rows(t);
	if (!again)
		say_sorted(app, t, kind);
}

static void
take_filtered(struct tui_app *app, struct tui_table *t)
{
	struct tui_table_work *w = t->work;
	struct tui_filter *f = &t->filter[t->n_filters];
	char n[TUI_FIGURE_BYTES], of[TUI_FIGURE_BYTES];
	bool exact;

	(void)tui_count(tui_table_rows(t, &exact), of);
	f->view = dp_job_view(w->job);
	t->n_filters++;
	f->words = w->words;
	w->words = NULL;
	let_go(t);
	dp_view_free(t->sorted);
	t->sorted = NULL;
	t->sorted_last = false;
	show_other_rows(t);
	(void)tui_count(tui_table_rows(t, &exact), n);
	tui_say(app, _("%s of %s rows: %s. Esc takes the filter away."), n, of,
		f->words);
	if (t->sort_column != DP_ANY_COLUMN)
		start_sort(app, t, t->sort_column, t->descending, true);
}

static void
say_progress(struct tui_app *app, struct tui_table *t,
	     const struct dp_job_state *s)
{
	struct tui_table_work *w = t->work;
	const char *what = w->kind == TUI_WORK_SORT   ? _("Sorting") :
			   w->kind == TUI_WORK_FILTER ? _("Filtering") :
							_("Searching");
	char n[TUI_FIGURE_BYTES];

	w->told = true;
	if (s->share >= 0)
		tui_say(app, _("%s: %d%%, %s rows. Esc stops it."), what,
			(int)(s->share * 100), tui_count(s->n_rows, n));
	else
		tui_say(app, _("%s: %s rows. Esc stops it."), what,
			tui_count(s->n_rows, n));
}

static void
take_result(struct tui_app *app, struct tui_table *t)
{
	switch (t->work->kind) {
	case TUI_WORK_SORT:
		take_sorted(app, t);
		break;
	case TUI_WORK_FILTER:
		take_filtered(app, t);
		break;
	case TUI_WORK_FIND:
		tui_work_found(app, t);
		break;
	case TUI_WORK_NONE:
		break;
	}
}

void
tui_work_news(struct tui_app *app, struct tui_table *t)
{
	struct tui_table_work *w = t->work;
	struct dp_job_state s;

	reap(w);
	if (w->job) {
		dp_job_look(w->job, &s);
		if (s.status == DP_JOB_DONE) {
			take_result(app, t);
		} else if (s.status == DP_JOB_FAILED) {
			let_go(t);
			tui_say_err(app, &s.err);
		} else if (s.seconds >= PROGRESS_SECONDS) {
			say_progress(app, t, &s);
		}
	}
	if (w->count)
		tui_work_counted(app, t);
}
