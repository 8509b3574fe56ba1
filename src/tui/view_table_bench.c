/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The workbench of a table that is open. Its journal is made with the first
 * step.
 */
#include "tui/view_table_bench.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "tui/tour.h"

/* ---- the journal ------------------------------------------------------- */

void
tui_bench_open(struct tui_app *app, struct tui_table *t)
{
	const char *state = tui_world(app)->state_folder;
	struct tui_bench *w = &t->bench;
	struct dp_err err = { 0 };

	/* what is done on the tour, or to what flows by, is not kept; an owner
	 * keeps it itself */
	if (!state || tui_tour_is_on(app) || t->piped || t->owner)
		return;
	w->bench = dp_bench_find(t->pages, state, t->path, &w->journal, &err);
	w->kept = w->bench || err.code != DP_OK;
	if (err.code != DP_OK)
		w->trouble = dp_strdup(dp_str_c(err.msg));
	w->waiting = w->trouble || (w->bench && dp_bench_count(w->bench) > 1);
}

/* From here on each step is in the journal, before it counts. */
static int
begin_journal(struct tui_table *t, struct dp_err *err)
{
	struct tui_bench *w = &t->bench;
	struct dp_bench *b = dp_bench_begin(t->pages, t->path, w->journal, err);

	if (!b)
		return -1;
	dp_bench_free(w->bench);
	w->bench = b;
	w->kept = true;
	return 0;
}

/* ---- life -------------------------------------------------------------- */

void
tui_bench_close(struct tui_table *t)
{
	struct tui_bench *w = &t->bench;

	dp_bench_free(w->bench);
	free(w->journal);
	free(w->trouble);
	*w = (struct tui_bench){ 0 };
}

void
tui_bench_again(struct tui_app *app, struct tui_table *t)
{
	tui_bench_close(t);
	tui_bench_open(app, t);
	if (!t->bench.waiting)
		return;
	if (!t->bench.bench)
		return; /* the question is asked, and what is wrong is said */
	t->bench.waiting = false;
	tui_table_show(app, t);
}

static bool
may_change(struct tui_app *app, struct tui_table *t)
{
	if (t->bench.waiting) {
		(void)tui_push(app, &tui_view_resume, NULL);
		tui_say(app, _("First say what becomes of the earlier work."));
		return false;
	}
	if (t->save || t->work->job) {
		tui_say(app, _("Something is running; Esc stops it."));
		return false;
	}
	return true;
}

struct dp_bench *
tui_bench_need(struct tui_app *app, struct tui_table *t)
{
	struct dp_err err = { 0 };

	if (!may_change(app, t))
		return NULL;
	if (!t->bench.bench)
		t->bench.bench = dp_bench_new(t->pages, t->path, NULL, NULL,
					      &err);
	if (!t->bench.bench)
		tui_say_err(app, &err);
	return t->bench.bench;
}

size_t
tui_bench_steps(const struct tui_table *t)
{
	const struct dp_bench *b = t->bench.bench;
	struct dp_bench_step s;
	size_t n = 0;

	if (!b || t->bench.waiting)
		return 0;
	for (uint32_t at = dp_bench_current(b); at != 0; at = s.parent) {
		dp_bench_look(b, at, &s);
		n++;
	}
	return n;
}

/* ---- steps ------------------------------------------------------------- */

bool
tui_bench_apply(struct tui_app *app, struct tui_table *t, dp_str step,
		const struct dp_tally *tally)
{
	struct tui_bench *w = &t->bench;
	struct dp_err err = { 0 };

	if (!tui_bench_need(app, t))
		return false;
	if (w->journal && !w->kept && begin_journal(t, &err) != 0) {
		tui_say_err(app, &err);
		return false;
	}
	dp_bench_set_time(w->bench, tui_now(app));
	if (dp_bench_apply(w->bench, step, tally, &err) != 0) {
		tui_say_err(app, &err);
		return false;
	}
	tui_table_show(app, t);
	return true;
}

/* Steps are written on one line here. */
static char *
one_line(dp_str step)
{
	char *line = dp_strdup(step);

	for (char *p = line; *p; p++)
		if (*p == '\n')
			*p = ' ';
	return line;
}

void
tui_bench_walk(struct tui_app *app, struct tui_table *t, enum tui_command c)
{
	struct dp_bench *b = tui_bench_need(app, t);
	struct dp_err err = { 0 };
	struct dp_bench_step s;
	char *line;
	int done;

	if (!b)
		return;
	dp_bench_look(b, dp_bench_current(b), &s);
	done = c == TUI_UNDO ? dp_bench_undo(b, &err) : dp_bench_redo(b, &err);
	if (done < 0) {
		tui_say_err(app, &err);
		return;
	}
	if (done == 0) {
		tui_say(app, "%s",
			c == TUI_UNDO ?
				_("There is nothing to take back: this is the "
				  "table as it was opened.") :
				_("There is no later change to make again."));
		return;
	}
	if (c == TUI_REDO)
		dp_bench_look(b, dp_bench_current(b), &s);
	line = one_line(s.line);
	tui_table_show(app, t);
	if (c == TUI_UNDO)
		tui_say(app, _("Taken back: %s. U makes it again."), line);
	else
		tui_say(app, _("Made again: %s. u takes it back."), line);
	free(line);
}

bool
tui_bench_go(struct tui_app *app, struct tui_table *t, uint32_t number)
{
	struct dp_bench *b = tui_bench_need(app, t);
	struct dp_err err = { 0 };

	if (!b)
		return false;
	if (dp_bench_go(b, number, &err) != 0) {
		tui_say_err(app, &err);
		return false;
	}
	tui_table_show(app, t);
	return true;
}

/* ---- work of an earlier time ------------------------------------------- */

void
tui_bench_continue(struct tui_app *app, struct tui_table *t)
{
	size_t n;

	if (!t->bench.bench) {
		tui_say(app, _("It cannot be continued: %s"), t->bench.trouble);
		return;
	}
	t->bench.waiting = false;
	tui_table_show(app, t);
	tui_pop(app);
	n = tui_bench_steps(t);
	tui_say(app,
		P_("You go on behind %zu change. u takes it back; H shows "
		   "them all.",
		   "You go on behind %zu changes. u takes the last one back; H "
		   "shows them all.",
		   n),
		n);
}

void
tui_bench_start_again(struct tui_app *app, struct tui_table *t)
{
	struct tui_bench *w = &t->bench;
	struct dp_err err = { 0 };
	char *aside = dp_bench_put_aside(w->journal, &err);

	if (!aside) {
		tui_say_err(app, &err);
		return;
	}
	dp_bench_free(w->bench);
	free(w->trouble);
	*w = (struct tui_bench){ .journal = w->journal };
	tui_pop(app);
	tui_say(app, _("You start anew. The earlier work is kept in %s."),
		aside);
	free(aside);
}
