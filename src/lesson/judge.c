/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Is the task done? The checks of the task on what the learner's folder
 * holds now; where they do not hold, the mistake that has a name, or what was
 * measured and wanted.
 */
#include "lesson/session.h"

#include <stdlib.h>

#include "base/i18n.h"

/* Significant digits of a measure that is no whole number. */
#define DIGITS_SHOWN 6

int
dpi_judge(struct dp_learn *l, struct dp_verdicts *out, struct dp_err *err)
{
	const struct dp_lesson *lesson = l->lesson;
	char *key = dpi_start_key(l), *before = NULL, *table = NULL,
	     *recipe = NULL, *data = dp_path_join(l->places.data, "");
	struct dp_expect_on on = { .folder = l->folder,
				   .data = data,
				   .key = lesson->key,
				   .tolerant = true };
	int status;

	if (lesson->table.p) {
		on.table = table = dp_strdup(lesson->table);
		on.recipe = recipe = dp_strdup(lesson->recipe);
		on.before = before = dpi_state_file(l, key, table);
	}
	status = dp_expect_judge(dpi_task(l)->expect, &on, out, err);
	free(key);
	free(before);
	free(table);
	free(recipe);
	free(data);
	return status;
}

bool
dpi_judge_holds(const struct dp_task *t, const struct dp_verdicts *v)
{
	for (size_t i = 0; i < t->n_checks; i++)
		if (!v->at[i].holds)
			return false;
	return true;
}

const struct dp_wrong *
dpi_judge_wrong(const struct dp_task *t, const struct dp_verdicts *v)
{
	for (size_t i = 0; i < t->n_wrongs; i++) {
		const struct dp_wrong *w = &t->wrong[i];
		bool all = true;

		for (size_t k = 0; k < w->n; k++)
			all = all && v->at[w->first + k].holds;
		if (all)
			return w;
	}
	return NULL;
}

/* ---- what a mistake says ---------------------------------------------- */

static void
count(uint64_t n, struct dp_buf *out)
{
	struct dp_buf b = { 0 };

	dp_buf_format(&b, "%llu", (unsigned long long)n);
	dp_number_show(dp_buf_view(&b), out);
	dp_buf_done(&b);
}

/* TEXT, a number as people read it when it is one. */
static void
show(dp_str text, struct dp_buf *out)
{
	struct dp_buf rounded = { 0 };
	double v;

	if (!dp_number_double(text, &v)) {
		dp_buf_str(out, text);
		return;
	}
	if (dp_str_find(text, '.') >= 0)
		dp_number_double_text(v, DIGITS_SHOWN, &rounded);
	dp_number_show(rounded.n ? dp_buf_view(&rounded) : text, out);
	dp_buf_done(&rounded);
}

static void
fill_in(const struct dp_verdict *v, dp_str key, struct dp_buf *out)
{
	struct dp_buf b = { 0 };

	if (dp_str_is(key, "measured")) {
		show(v->measured, out);
	} else if (dp_str_is(key, "wanted")) {
		dp_buf_str(out, v->wanted);
	} else if (dp_str_is(key, "gap")) {
		dp_number_double_text(v->gap, 15, &b);
		dp_number_show(dp_buf_view(&b), out);
	} else if (dp_str_is(key, "row") && v->record) {
		count(v->record, out);
	} else if (dp_str_is(key, "line") && v->line) {
		count(v->line, out);
	} else if (dp_str_is(key, "column")) {
		dp_buf_str(out, v->column);
	} else if (dp_str_is(key, "value")) {
		dp_buf_str(out, v->value);
	} else {
		dp_buf_char(out, '?');
	}
	dp_buf_done(&b);
}

void
dpi_wrong_say(const struct dp_wrong *w, const struct dp_verdicts *v,
	      struct dp_buf *out)
{
	dp_str rest = dp_said(&w->say);
	ptrdiff_t open;

	while ((open = dp_str_find(rest, '{')) >= 0) {
		dp_str key = dp_str_from(rest, (size_t)open + 1);

		dp_buf_add(out, rest.p, (size_t)open);
		rest = key;
		key = dp_str_cut(&rest, '}');
		fill_in(&v->at[w->first], key, out);
	}
	dp_buf_str(out, rest);
}

/* ---- failing ---------------------------------------------------------- */

/* Counts failures of one cause; after some, offers a hint. */
static void
count_failure(struct dp_learn *l, const char *cause, struct dp_says *says)
{
	const struct dp_task *t = dpi_task(l);

	if (l->cause && strcmp(l->cause, cause) == 0) {
		l->n_failures++;
	} else {
		free(l->cause);
		l->cause = dp_strdup(dp_str_c(cause));
		l->n_failures = 1;
	}
	if (l->n_failures < DPI_FAILURES)
		return;
	l->n_failures = 0;
	if (l->n_hints < t->n_hints)
		dpi_say(says, DP_SAY_OFFER,
			_("Would a hint help? Type hint: there are %zu, and "
			  "you have read %zu."),
			t->n_hints, l->n_hints);
	else
		dpi_say(says, DP_SAY_OFFER,
			_("Would you like to see a way? Type answer; it costs "
			  "nothing."));
}

/* The first check of T that does not hold; OPEN tells how many do not. */
static size_t
first_open(const struct dp_task *t, const struct dp_verdicts *v, size_t *open)
{
	size_t first = 0;

	*open = 0;
	for (size_t i = t->n_checks; i > 0; i--)
		if (!v->at[i - 1].holds) {
			first = i - 1;
			++*open;
		}
	return first;
}

void
dpi_failure_say(const struct dp_learn *l, const struct dp_verdicts *v,
		struct dp_says *says)
{
	const struct dp_task *t = dpi_task(l);
	const struct dp_wrong *w = dpi_judge_wrong(t, v);
	struct dp_buf b = { 0 };
	size_t open, first = first_open(t, v, &open);

	if (open == 0)
		return;
	if (w)
		dpi_wrong_say(w, v, &b);
	else
		dp_buf_str(&b, v->at[first].sentence);
	dpi_say(says, DP_SAY_FAIL, _("Not yet. %.*s"), DP_FMT(dp_buf_view(&b)));
	if (open > 1 && !w)
		dpi_say(says, DP_SAY_FAIL,
			P_("%zu more point is open.",
			   "%zu more points are open.", open - 1),
			open - 1);
	dp_buf_done(&b);
}

static int
say_failure(struct dp_learn *l, const struct dp_verdicts *v,
	    struct dp_says *says, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	const struct dp_wrong *w = dpi_judge_wrong(t, v);
	size_t open, first = first_open(t, v, &open);
	char *cause;
	int status;

	dpi_failure_say(l, v, says);
	cause = w ? dp_strdup(w->name) : dp_format("check %zu", first + 1);
	status = dpi_note(l, "fail", dp_str_c(cause), err);
	l->n_attempts++;
	free(cause);
	/* a measure that moves, or one point fewer that is open, is a step on
	 * the way and not the same failure */
	cause = dp_format("%s %zu %zu %.*s", w ? "wrong" : "check",
			  w ? (size_t)(w - t->wrong) : first, open,
			  DP_FMT(v->at[w ? w->first : first].measured));
	count_failure(l, cause, says);
	free(cause);
	return status;
}

/* ---- passing ---------------------------------------------------------- */

/* The actions of R on one line, or the lines of one action. */
static void
route_text(const struct dp_route *r, struct dp_buf *out)
{
	for (size_t i = 0; i < r->n; i++) {
		dp_buf_c(out, i ? "\n" : "");
		dp_buf_str(out, r->action[i]);
	}
}

/* The learner's own way, then two others that are not the same. */
static void
say_routes(const struct dp_learn *l, struct dp_says *says)
{
	const struct dp_task *t = dpi_task(l);
	struct dp_buf own = { 0 }, other = { 0 };
	size_t shown = 0;

	for (size_t i = 0; i < l->done.n; i++) {
		dp_buf_c(&own, i ? "\n" : "");
		dp_buf_c(&own, l->done.at[i]);
	}
	if (own.n) {
		dpi_say(says, DP_SAY_TEXT, _("Your way:"));
		dpi_say_text(says, DP_SAY_ROUTE, 0, dp_buf_view(&own));
	}
	for (size_t i = 0; i < t->n_routes && shown < 2; i++) {
		other.n = 0;
		route_text(&t->route[i], &other);
		if (!dpi_route_suits(&t->route[i]) ||
		    dp_str_eq(dp_buf_view(&other), dp_buf_view(&own)))
			continue;
		if (shown == 0)
			dpi_say(says, DP_SAY_TEXT,
				_("Others that lead there:"));
		dpi_say_text(says, DP_SAY_ROUTE, ++shown, dp_buf_view(&other));
	}
	dp_buf_done(&own);
	dp_buf_done(&other);
}

void
dpi_pass_say(const struct dp_learn *l, struct dp_says *says)
{
	const struct dp_task *t = dpi_task(l);
	bool works = t->kind == DP_TASK_DO || t->kind == DP_TASK_FIX;

	dpi_say(says, DP_SAY_PASS, _("Task %zu is complete."), l->task + 1);
	if (works)
		say_routes(l, says);
	dpi_say_text(says, DP_SAY_TEXT, 0, dp_said(&t->after));
	dpi_say(says, DP_SAY_OFFER,
		l->task + 1 < l->lesson->n_tasks ?
			_("Enter goes on to the next task.") :
			_("That was the last task. Enter ends the lesson."));
}

int
dpi_pass(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	if (dpi_note(l, "pass", DP_S(""), err) != 0)
		return -1;
	l->complete = true;
	dpi_pass_say(l, says);
	return 0;
}

int
dpi_judge_say(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	struct dp_verdicts v = { 0 };
	int status = dpi_judge(l, &v, err);

	if (status == 0 && dpi_judge_holds(t, &v)) {
		if (!l->complete)
			status = dpi_pass(l, says, err);
	} else if (status == 0) {
		if (l->complete) {
			l->complete = false;
			dpi_say(says, DP_SAY_FAIL,
				_("The task was complete, and is not any "
				  "more; undo takes the last change back."));
			status = dpi_note(l, "reopen", DP_S(""), err);
		}
		if (status == 0)
			status = say_failure(l, &v, says, err);
	}
	dp_verdicts_done(&v);
	return status;
}

int
dpi_check_say(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	bool before = l->complete;

	if (!dpi_task(l) || dpi_task(l)->n_checks == 0) {
		dpi_say(says, DP_SAY_TEXT, _("Nothing is judged here."));
		return 0;
	}
	if (dpi_judge_say(l, says, err) != 0)
		return -1;
	/* who asks is answered, even if nothing is new */
	if (before && l->complete)
		dpi_say(says, DP_SAY_PASS, _("Task %zu is complete."),
			l->task + 1);
	return 0;
}
