/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson judged by its text: what is missing, what is said in one language
 * only, what gives the answer away.
 */
#include "lesson/lint.h"

#include <dpipe/op.h>

#include <stdlib.h>

#include "base/i18n.h"

#define ROUTES_MIN 3
#define WRONGS_MIN 3
#define HINTS_MIN 3
#define HINTS_MAX 5
/* Rungs that may not show a route. */
#define HINTS_CLOSED 2
/* A route is shown with this many columns before it. */
#define ROUTE_COLS 76

void
dpi_complain(struct dpi_lint *x, uint32_t line, const char *fmt, ...)
{
	struct dp_part *p = dp_result_find(x->r, "complaints");
	struct dp_buf b = { 0 };
	struct dp_value *v;
	va_list ap;

	if (!p) {
		p = dp_result_part(x->r, DP_PART_FRAME, "complaints",
				   _("What is wrong"));
		(void)dp_frame_column(&p->frame, "file", _("file"), NULL,
				      false);
		(void)dp_frame_column(&p->frame, "line", _("line"), NULL, true);
		(void)dp_frame_column(&p->frame, "complaint", _("complaint"),
				      NULL, false);
	}
	va_start(ap, fmt);
	dp_buf_vformat(&b, fmt, ap);
	va_end(ap);
	v = dp_frame_row(&p->frame);
	dp_set_text(&p->frame, &v[0], dp_str_c(x->file));
	if (line)
		dp_set_int(&p->frame, &v[1], line);
	dp_set_text(&p->frame, &v[2], dp_buf_view(&b));
	x->r->doubtful = true;
	dp_buf_done(&b);
}

/* WHAT is said in both languages; in none only where it may be. */
static void
check_said(struct dpi_lint *x, uint32_t line, const struct dp_said *said,
	   const char *what, bool needed)
{
	if (!said->fr.n && !said->en.n) {
		if (needed)
			dpi_complain(x, line,
				     _("%s is missing, in French and "
				       "in English."),
				     what);
	} else if (!said->fr.n) {
		dpi_complain(x, line, _("%s.fr is missing; %s.en is there."),
			     what, what);
	} else if (!said->en.n) {
		dpi_complain(x, line, _("%s.en is missing; %s.fr is there."),
			     what, what);
	}
}

/* ---- the head --------------------------------------------------------- */

static void
check_head(struct dpi_lint *x, const char *data)
{
	const struct dp_lesson *l = x->l;

	if (!l->has_step)
		dpi_complain(x, 1, _("step is missing."));
	if (!l->minutes)
		dpi_complain(x, 1, _("minutes are missing."));
	if (!l->skills.n)
		dpi_complain(x, 1, _("skills are missing."));
	if (!l->licence.n)
		dpi_complain(x, 1, _("licence is missing."));
	check_said(x, 1, &l->title, "title", true);
	check_said(x, 1, &l->intro, "intro", true);
	check_said(x, 1, &l->end, "end", false);
	check_said(x, 1, &l->credit, "credit", false);
	if (l->n_tasks == 0)
		dpi_complain(x, 1, _("there is no task."));
	if (l->wide_line)
		dpi_complain(x, l->wide_line,
			     _("the line has more than 80 columns."));
	if (l->table.p && l->data.n == 0)
		dpi_complain(x, 1,
			     _("there is a table, and no data to make it "
			       "of."));
	for (size_t i = 0; i < l->data.n; i++) {
		char *path = dp_format("%s/sample-data/%.*s", data,
				       DP_FMT(l->data.at[i]));

		if (!dp_exists(path))
			dpi_complain(x, l->data.line,
				     _("there is no dataset %.*s below "
				       "sample-data."),
				     DP_FMT(l->data.at[i]));
		free(path);
	}
}

/* ---- hints ------------------------------------------------------------ */

/* The word an action starts with, dpipe left out. */
static dp_str
verb(dp_str action)
{
	dp_str rest = action, word = dp_str_cut(&rest, ' ');

	return dp_str_is(word, "dpipe") && rest.p ? dp_str_cut(&rest, ' ') :
						    dp_str_strip(word);
}

/* True when TEXT, between backquotes, starts as an action of T's routes. */
static bool
is_route(const struct dp_task *t, dp_str text)
{
	for (size_t i = 0; i < t->n_routes; i++)
		for (size_t k = 0; k < t->route[i].n; k++)
			if (dp_str_eq(verb(text), verb(t->route[i].action[k])))
				return true;
	return false;
}

static void
check_leak(struct dpi_lint *x, const struct dp_task *t, const struct dp_hint *h,
	   dp_str text)
{
	dp_str rest = text;

	for (size_t i = 0; i < t->n_routes; i++)
		for (size_t k = 0; k < t->route[i].n; k++)
			if (dp_str_search(text, t->route[i].action[k]) >= 0)
				dpi_complain(x, h->line,
					     _("this hint shows a route; only "
					       "from the third on may it."));
	while (rest.p) {
		(void)dp_str_cut(&rest, '`');
		if (rest.p && is_route(t, dp_str_cut(&rest, '`')))
			dpi_complain(x, h->line,
				     _("this hint names an operation of a "
				       "route; only from the third on may "
				       "it."));
	}
}

static void
check_hints(struct dpi_lint *x, const struct dp_task *t, bool needed)
{
	if (needed && (t->n_hints < HINTS_MIN || t->n_hints > HINTS_MAX))
		dpi_complain(x, t->line,
			     _("there are %zu hints; %d to %d are wanted."),
			     t->n_hints, HINTS_MIN, HINTS_MAX);
	for (size_t i = 0; i < t->n_hints; i++) {
		const struct dp_hint *h = &t->hint[i];

		check_said(x, h->line, &h->text, "hint", true);
		if (i >= HINTS_CLOSED)
			continue;
		check_leak(x, t, h, h->text.fr);
		check_leak(x, t, h, h->text.en);
	}
}

/* ---- tasks ------------------------------------------------------------ */

static void
check_route(struct dpi_lint *x, const struct dp_route *r)
{
	for (size_t i = 0; i < r->n; i++) {
		dp_str rest = r->action[i];

		if (!dpi_is_action(rest) &&
		    dpi_word_find(rest, &rest) != DPI_WORD_RECIPE)
			dpi_complain(x, r->line,
				     _("“%.*s” is neither a recipe line nor a "
				       "command."),
				     DP_FMT(r->action[i]));
		rest = r->action[i];
		while (rest.p)
			if (dp_width_cols(dp_str_cut(&rest, '\n')) > ROUTE_COLS)
				dpi_complain(x, r->line,
					     _("an action has more than %d "
					       "columns on a line."),
					     ROUTE_COLS);
	}
}

static void
check_wrongs(struct dpi_lint *x, const struct dp_task *t)
{
	if (t->n_wrongs < WRONGS_MIN)
		dpi_complain(x, t->line,
			     _("there are %zu mistakes by name; %d at least "
			       "are wanted."),
			     t->n_wrongs, WRONGS_MIN);
	for (size_t i = 0; i < t->n_wrongs; i++) {
		const struct dp_wrong *w = &t->wrong[i];

		check_said(x, w->line, &w->say, "say", true);
		if (w->make.n == 0)
			dpi_complain(x, w->line,
				     _("nothing says how this mistake is made: "
				       "try is missing."));
		check_route(x, &w->make);
		for (size_t k = 0; k < i; k++)
			if (dp_str_eq(t->wrong[k].say.fr, w->say.fr) ||
			    dp_str_eq(t->wrong[k].say.en, w->say.en))
				dpi_complain(x, w->line,
					     _("this mistake says what another "
					       "says."));
	}
}

static void
check_work(struct dpi_lint *x, const struct dp_task *t)
{
	check_said(x, t->line, &t->ask, "goal", true);
	check_said(x, t->line, &t->after, "after", t->kind == DP_TASK_FIX);
	if (t->n_checks == 0)
		dpi_complain(x, t->line, _("nothing is checked."));
	if (t->n_routes < ROUTES_MIN)
		dpi_complain(x, t->line,
			     _("there are %zu routes; %d at least are "
			       "wanted."),
			     t->n_routes, ROUTES_MIN);
	for (size_t i = 0; i < t->n_routes; i++)
		check_route(x, &t->route[i]);
	check_wrongs(x, t);
	check_hints(x, t, true);
}

static void
check_quiz(struct dpi_lint *x, const struct dp_task *t)
{
	bool found = false;

	if (t->n_choices < 2)
		dpi_complain(x, t->line, _("a quiz has two choices at least."));
	for (size_t i = 0; i < t->n_choices; i++) {
		const struct dp_choice *c = &t->choice[i];
		dp_str rest;

		if (dpi_word_find(c->id, &rest) != DPI_WORD_NONE)
			dpi_complain(x, c->line,
				     _("%.*s is a word of every lesson; call "
				       "the choice otherwise."),
				     DP_FMT(c->id));
		check_said(x, c->line, &c->text, "text", true);
		check_said(x, c->line, &c->why, "why", true);
		found = found || dp_str_eq(c->id, t->right);
	}
	if (!found)
		dpi_complain(x, t->line, _("right names none of the choices."));
	if (t->source.n == 0)
		dpi_complain(x, t->line,
			     _("the quiz has no source: where can one read "
			       "that?"));
}

static void
check_givens(struct dpi_lint *x, const struct dp_task *t)
{
	for (size_t i = 0; i < t->n_givens; i++) {
		const struct dp_given *g = &t->given[i];
		struct dp_err err = { 0 };
		struct dp_recipe *r;

		if (dpi_leads_out(g->file))
			dpi_complain(x, g->line,
				     _("%.*s leads out of the learner's "
				       "folder."),
				     DP_FMT(g->file));
		check_said(x, g->line, &g->content, "given", true);
		if (!x->l->recipe.p || !dp_str_eq(g->file, x->l->recipe))
			continue;
		r = dp_recipe_parse(g->content.fr, "recipe", &err);
		if (!r)
			dpi_complain(x, g->line,
				     _("the recipe that is given cannot be "
				       "read, so nobody could repair it: %s"),
				     err.msg);
		dp_recipe_free(r);
	}
}

static void
check_task(struct dpi_lint *x, const struct dp_task *t)
{
	check_givens(x, t);
	check_route(x, &t->prepare);
	if (t->kind == DP_TASK_DO || t->kind == DP_TASK_FIX) {
		check_work(x, t);
		return;
	}
	check_said(x, t->line, &t->ask, "ask", true);
	check_said(x, t->line, &t->after, "after", t->kind == DP_TASK_PREDICT);
	check_hints(x, t, false);
	if (t->kind == DP_TASK_QUIZ)
		check_quiz(x, t);
	if (t->kind != DP_TASK_PREDICT)
		return;
	check_route(x, &t->run);
	if (t->run.n == 0)
		dpi_complain(x, t->line,
			     _("run is missing: what is "
			       "predicted?"));
	if (!t->outcome_line)
		dpi_complain(x, t->line,
			     _("outcome is missing: what is "
			       "measured?"));
}

void
dpi_lint_text(struct dpi_lint *x, const char *data)
{
	check_head(x, data);
	for (size_t i = 0; i < x->l->n_tasks; i++)
		check_task(x, &x->l->task[i]);
}
