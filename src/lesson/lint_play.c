/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson judged by playing it: every route, every mistake, and nothing at
 * all, each from the state in which its task starts.
 */
#include "lesson/lint.h"

#include <stdlib.h>

#include "base/i18n.h"

/* A lesson being played. */
struct playing {
	struct dpi_lint *x;
	struct dp_learn *l;
	bool *judged; /* by predicate of the task: it could be, once */
};

/* Judges the state there is; OUT is zeroed. */
static int
judge(struct playing *p, struct dp_verdicts *out)
{
	if (dpi_judge(p->l, out, p->x->err) != 0)
		return -1;
	for (size_t i = 0; i < out->n; i++)
		p->judged[i] = p->judged[i] || !out->at[i].broken;
	return 0;
}

/* Goes back to the start of the task, then carries R out: 1, 0 failed, -1. */
static int
play(struct playing *p, const struct dp_route *r)
{
	char *key = dpi_start_key(p->l);
	struct dp_err why = { 0 };
	int status = dpi_state_restore(p->l, key, p->x->err);

	free(key);
	if (status != 0)
		return -1;
	if (dpi_act_route(p->l, r, &why) == 0)
		return 1;
	dpi_complain(p->x, r->line, _("it cannot be carried out. %s"), why.msg);
	return 0;
}

static int
untouched(struct playing *p)
{
	const struct dp_task *t = dpi_task(p->l);
	struct dp_verdicts v = { 0 };
	int status = judge(p, &v);

	if (status == 0 && t->n_checks > 0 && dpi_judge_holds(t, &v))
		dpi_complain(p->x, t->line,
			     _("the task is complete before anything is "
			       "done."));
	dp_verdicts_done(&v);
	return status;
}

static int
route(struct playing *p, const struct dp_route *r)
{
	const struct dp_task *t = dpi_task(p->l);
	struct dp_verdicts v = { 0 };
	int status = play(p, r);

	if (status <= 0)
		return status;
	if (judge(p, &v) != 0) {
		dp_verdicts_done(&v);
		return -1;
	}
	for (size_t i = 0; i < t->n_checks; i++)
		if (!v.at[i].holds)
			dpi_complain(p->x, r->line,
				     _("this route does not pass the check on "
				       "line %u. %.*s"),
				     dp_expect_line(t->expect, i),
				     DP_FMT(v.at[i].sentence));
	dp_verdicts_done(&v);
	return 0;
}

static int
wrong(struct playing *p, const struct dp_wrong *w)
{
	const struct dp_task *t = dpi_task(p->l);
	const struct dp_wrong *speaks;
	struct dp_buf said = { 0 };
	struct dp_verdicts v = { 0 };
	int status = play(p, &w->make);

	if (status <= 0)
		return status;
	status = judge(p, &v);
	if (status == 0 && dpi_judge_holds(t, &v)) {
		dpi_complain(p->x, w->line, _("this mistake passes."));
	} else if (status == 0) {
		speaks = dpi_judge_wrong(t, &v);
		if (!speaks)
			dpi_complain(p->x, w->line,
				     _("this mistake is not recognised: its "
				       "condition does not hold."));
		else if (speaks != w)
			dpi_complain(p->x, w->line,
				     _("another mistake, %.*s, speaks for "
				       "this one."),
				     DP_FMT(speaks->name));
		else if (!dpi_wrong_say(w, &v, &said))
			dpi_complain(p->x, w->line,
				     _("what it says asks for what its first "
				       "predicate does not measure: %.*s"),
				     DP_FMT(dp_buf_view(&said)));
	}
	dp_buf_done(&said);
	dp_verdicts_done(&v);
	return status;
}

static int
prediction(struct playing *p)
{
	const struct dp_task *t = dpi_task(p->l);
	struct dp_verdicts v = { 0 };
	double number;
	int status = play(p, &t->run);

	if (status <= 0 || !t->outcome_line)
		return status < 0 ? -1 : 0;
	status = judge(p, &v);
	if (status == 0 && !v.at[v.n - 1].broken &&
	    !dp_number_double(v.at[v.n - 1].measured, &number))
		dpi_complain(p->x, t->outcome_line,
			     _("the outcome is no number."));
	dp_verdicts_done(&v);
	return status;
}

/* Predicates that could never be judged name what there is not. */
static int
never_judged(struct playing *p)
{
	const struct dp_task *t = dpi_task(p->l);
	struct dp_verdicts v = { 0 };
	int status = dpi_judge(p->l, &v, p->x->err);

	for (size_t i = 0; status == 0 && i < v.n; i++)
		if (!p->judged[i])
			dpi_complain(p->x, dp_expect_line(t->expect, i),
				     _("this can never be judged. %.*s"),
				     DP_FMT(v.at[i].sentence));
	dp_verdicts_done(&v);
	return status;
}

static int
play_task(struct playing *p)
{
	const struct dp_task *t = dpi_task(p->l);
	int status = 0;

	p->judged = dp_alloc0(dp_expect_n(t->expect) + 1);
	if (t->kind == DP_TASK_DO || t->kind == DP_TASK_FIX)
		status = untouched(p);
	for (size_t i = 0; status == 0 && i < t->n_wrongs; i++)
		status = wrong(p, &t->wrong[i]);
	for (size_t i = t->n_routes; status == 0 && i > 0; i--)
		status = route(p, &t->route[i - 1]);
	if (status == 0 && t->kind == DP_TASK_PREDICT)
		status = prediction(p);
	if (status == 0)
		status = never_judged(p);
	free(p->judged);
	return status;
}

static int
play_all(struct playing *p)
{
	struct dp_err why = { 0 };

	for (size_t i = 0; i < p->x->l->n_tasks; i++) {
		p->l->task = i;
		if (i > 0 && dpi_task_begin(p->l, &why) != 0) {
			dpi_complain(p->x, dpi_task(p->l)->line,
				     _("the task cannot start. %s"), why.msg);
			return 0;
		}
		if (play_task(p) != 0)
			return -1;
		if (dpi_task_skip(p->l, &why) != 0) {
			dpi_complain(p->x, dpi_task(p->l)->line,
				     _("its model answer cannot be carried "
				       "out. %s"),
				     why.msg);
			return 0;
		}
	}
	return 0;
}

/* ---- the lesson among the others -------------------------------------- */

/* All lessons there are, this one in the place of the one with its id. */
static int
gather(struct dpi_lint *x, const char *data, struct dp_lessons *out)
{
	struct dp_lesson *own;
	struct dp_err why = { 0 };

	if (dp_lessons_read(data, out, &why) != 0) {
		dp_lessons_done(out);
		memset(out, 0, sizeof *out);
	}
	own = dp_lesson_read(x->file, x->err);
	if (!own)
		return -1;
	for (size_t i = 0; i < out->n; i++)
		if (dp_str_eq(out->at[i]->id, own->id)) {
			dp_lesson_free(out->at[i]);
			out->at[i] = own;
			return 0;
		}
	dp_grow(&out->at, &out->cap, out->n, sizeof *out->at);
	out->at[out->n++] = own;
	return 0;
}

int
dpi_lint_play(struct dpi_lint *x, const struct dp_learn_places *places,
	      const struct dp_learn_front *front)
{
	const char *tmp = getenv("TMPDIR");
	char *top = dp_format("%s/dpipe-lesson-XXXXXX",
			      tmp && *tmp ? tmp : "/tmp");
	struct dp_learn_places own = *places;
	struct dp_lessons all = { 0 };
	struct playing p = { .x = x };
	struct dp_err why = { 0 };
	char *id = dp_strdup(x->l->id);
	int status = -1;

	if (!mkdtemp(top)) {
		dp_fail_errno(x->err, _("the folder %s cannot be made"), top);
	} else if (gather(x, places->data, &all) == 0) {
		own.work = own.state = top;
		p.l = dpi_learn_open(&own, &all, id, front, &why);
		status = 0;
		if (!p.l)
			dpi_complain(x, why.at.line ? (uint32_t)why.at.line : 1,
				     _("the lesson cannot start. %s"), why.msg);
		else
			status = play_all(&p);
	}
	dp_learn_close(p.l);
	dp_lessons_done(&all);
	dp_remove_tree(top);
	free(top);
	free(id);
	return status;
}

int
dp_lesson_lint(const struct dp_learn_places *places, const char *file,
	       const struct dp_learn_front *front, struct dp_result *r,
	       struct dp_err *err)
{
	struct dp_err why = { 0 };
	struct dp_lesson *l = dp_lesson_read(file, &why);
	struct dpi_lint x = { .l = l, .file = file, .r = r, .err = err };
	int status = 0;

	if (!l && why.code != DP_ERECIPE) {
		*err = why;
		return -1;
	}
	if (!l) {
		dpi_complain(&x, (uint32_t)why.at.line, "%s", why.msg);
		return 0;
	}
	dpi_lint_text(&x, places->data);
	if (l->n_tasks > 0)
		status = dpi_lint_play(&x, places, front);
	dp_lesson_free(l);
	return status;
}
