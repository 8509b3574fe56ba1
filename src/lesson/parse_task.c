/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The keys of a task: goals, predicates, routes, mistakes, hints, choices.
 */
#include "lesson/parse.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

/* Words of KEY: at most MAX; returns how many there are. */
static size_t
words(dp_str key, dp_str *out, size_t max)
{
	size_t n = 0;

	while (key.p) {
		dp_str word = dp_str_strip(dp_str_cut(&key, ' '));

		if (word.n == 0)
			continue;
		if (n < max)
			out[n] = word;
		n++;
	}
	return n;
}

/* ---- predicates ------------------------------------------------------- */

static int
add_predicate(struct dpi_lesson_reader *r, dp_str text, uint32_t line,
	      bool measure)
{
	return dp_expect_add(r->task->expect, text, r->l->file, line, measure,
			     r->err);
}

/* Bytes of TEXT before " and " outside quotes; all of it when there is none. */
static size_t
before_and(dp_str text)
{
	bool quoted = false;

	for (size_t i = 0; i < text.n; i++) {
		quoted = quoted != (text.p[i] == '"');
		if (!quoted && dp_str_starts(dp_str_from(text, i), " and "))
			return i;
	}
	return text.n;
}

static int
read_when(struct dpi_lesson_reader *r, struct dp_wrong *w, dp_str text)
{
	while (text.n > 0) {
		size_t n = before_and(text);

		if (add_predicate(r, (dp_str){ text.p, n }, w->line, false) !=
		    0)
			return -1;
		w->n++;
		text = dp_str_from(text, n + strlen(" and "));
	}
	if (w->n == 0)
		return dpi_lesson_fail(r, w->line,
				       _("a mistake is named so: wrong NAME "
					 "when: PREDICATE"));
	return 0;
}

/* A check, or one that is not listed, for it tells the answer. */
static int
read_check(struct dpi_lesson_reader *r, const struct dpi_entry *e, bool secret)
{
	struct dp_task *t = r->task;

	if (dp_expect_n(t->expect) > t->n_checks)
		return dpi_lesson_fail(r, e->line,
				       _("every check stands before the first "
					 "mistake."));
	if (t->n_secret > 0 && !secret)
		return dpi_lesson_fail(r, e->line,
				       _("every check stands before the first "
					 "that is secret."));
	if (add_predicate(r, dpi_entry_text(r, e), e->line, false) != 0)
		return -1;
	t->n_checks++;
	t->n_secret += secret;
	return 0;
}

static int
read_outcome(struct dpi_lesson_reader *r, const struct dpi_entry *e)
{
	if (r->task->outcome_line)
		return dpi_lesson_fail(r, e->line,
				       _("there is an outcome already."));
	r->task->outcome_line = e->line;
	return add_predicate(r, dpi_entry_text(r, e), e->line, true);
}

/* ---- parts with keys of their own ------------------------------------- */

static int
no_such_key(struct dpi_lesson_reader *r, const struct dpi_entry *e,
	    const char *list)
{
	return dpi_lesson_fail(r, e->line,
			       _("there is no key %.*s here; there are %s."),
			       DP_FMT(e->key), list);
}

static int
read_wrong(struct dpi_lesson_reader *r, const struct dpi_entry *e, dp_str name)
{
	struct dp_task *t = r->task;
	struct dpi_entry part;
	struct dp_wrong *w;
	size_t at = e->from;
	int status;

	dp_grow(&t->wrong, &t->cap_wrongs, t->n_wrongs, sizeof *t->wrong);
	w = &t->wrong[t->n_wrongs++];
	memset(w, 0, sizeof *w);
	w->line = e->line;
	w->name = dp_keep(&r->l->text, name);
	w->first = dp_expect_n(t->expect);
	if (read_when(r, w, dp_keep(&r->l->text, e->value)) != 0)
		return -1;
	while ((status = dpi_entry_next(r, &at, e->to, &part)) == 1) {
		int said = dpi_entry_said(r, &part, "say", &w->say);

		if (said < 0)
			return -1;
		if (said == 0 && dp_str_is(part.key, "and")) {
			if (read_when(r, w, dpi_entry_text(r, &part)) != 0)
				return -1;
		} else if (said == 0 && dp_str_is(part.key, "try"))
			dpi_entry_route(r, &part, &w->make);
		else if (said == 0)
			return no_such_key(r, &part,
					   "and, try, say.fr, say.en");
	}
	return status;
}

static int
read_choice(struct dpi_lesson_reader *r, const struct dpi_entry *e, dp_str id)
{
	struct dp_task *t = r->task;
	struct dpi_entry part;
	struct dp_choice *c;
	size_t at = e->from;
	int status;

	dp_grow(&t->choice, &t->cap_choices, t->n_choices, sizeof *t->choice);
	c = &t->choice[t->n_choices++];
	memset(c, 0, sizeof *c);
	c->line = e->line;
	c->id = dp_keep(&r->l->text, id);
	while ((status = dpi_entry_next(r, &at, e->to, &part)) == 1) {
		int said = dpi_entry_said(r, &part, "text", &c->text);

		if (said == 0)
			said = dpi_entry_said(r, &part, "why", &c->why);
		if (said < 0)
			return -1;
		if (said == 0)
			return no_such_key(r, &part,
					   "text.fr, text.en, why.fr, why.en");
	}
	return status;
}

/* "hint N NAME.fr": rungs come in order, French and English of each. */
static int
read_hint(struct dpi_lesson_reader *r, const struct dpi_entry *e,
	  const dp_str *word)
{
	struct dp_task *t = r->task;
	struct dpi_entry text = *e;
	struct dp_hint *h;
	int64_t number;
	int status;

	if (!dp_str_int(word[1], &number) || number < 1 || word[2].n < 4 ||
	    (size_t)number > t->n_hints + 1 || (size_t)number < t->n_hints)
		return dpi_lesson_fail(r, e->line,
				       _("hints are written hint 1 idea.fr, "
					 "hint 1 idea.en, hint 2 …, in "
					 "order."));
	if ((size_t)number > t->n_hints) {
		dp_grow(&t->hint, &t->cap_hints, t->n_hints, sizeof *t->hint);
		memset(&t->hint[t->n_hints++], 0, sizeof *t->hint);
	}
	h = &t->hint[number - 1];
	h->line = h->line ? h->line : e->line;
	h->name = dp_keep(&r->l->text, (dp_str){ word[2].p, word[2].n - 3 });
	text.key = dp_str_from(word[2], h->name.n);
	status = dpi_entry_said(r, &text, "", &h->text);
	if (status == 0)
		return dpi_lesson_fail(r, e->line,
				       _("hints are written hint 1 idea.fr, "
					 "hint 1 idea.en, hint 2 …, in "
					 "order."));
	return status < 0 ? -1 : 0;
}

/* The file NAME of the task, listed when it is not yet. */
static struct dp_given *
given(struct dpi_lesson_reader *r, dp_str name)
{
	struct dp_task *t = r->task;

	for (size_t i = 0; i < t->n_givens; i++)
		if (dp_str_eq(t->given[i].file, name))
			return &t->given[i];
	dp_grow(&t->given, &t->cap_givens, t->n_givens, sizeof *t->given);
	memset(&t->given[t->n_givens], 0, sizeof *t->given);
	t->given[t->n_givens].file = dp_keep(&r->l->text, name);
	return &t->given[t->n_givens++];
}

/* "given FILE": for everybody; "given FILE.fr" and ".en": by language. */
static int
read_given(struct dpi_lesson_reader *r, const struct dpi_entry *e, dp_str file)
{
	dp_str end = dp_str_from(file, file.n > 3 ? file.n - 3 : file.n);
	bool fr = dp_str_is(end, ".fr"), en = dp_str_is(end, ".en");
	dp_str text = dpi_entry_block(r, e);
	struct dp_given *g;

	if (fr || en)
		file.n -= end.n;
	g = given(r, file);
	g->line = g->line ? g->line : e->line;
	if ((!en && g->content.fr.p) || (!fr && g->content.en.p))
		return dpi_lesson_fail(r, e->line, _("%.*s is said twice."),
				       DP_FMT(e->key));
	if (!en)
		g->content.fr = text;
	if (!fr)
		g->content.en = text;
	return 0;
}

static void
read_route(struct dpi_lesson_reader *r, const struct dpi_entry *e)
{
	struct dp_task *t = r->task;

	dp_grow(&t->route, &t->cap_routes, t->n_routes, sizeof *t->route);
	memset(&t->route[t->n_routes], 0, sizeof *t->route);
	if (dp_str_is(e->key, "route.fr"))
		t->route[t->n_routes].language = "fr";
	else if (dp_str_is(e->key, "route.en"))
		t->route[t->n_routes].language = "en";
	dpi_entry_route(r, e, &t->route[t->n_routes++]);
}

static bool
is_route(dp_str key)
{
	return dp_str_is(key, "route") || dp_str_is(key, "route.fr") ||
	       dp_str_is(key, "route.en");
}

/* ---- one entry -------------------------------------------------------- */

/* Keys of several words: 1 read, 0 it is none, -1. */
static int
read_named(struct dpi_lesson_reader *r, const struct dpi_entry *e)
{
	dp_str word[4];
	size_t n = words(e->key, word, 4);
	int status = 0;

	if (n == 3 && dp_str_is(word[0], "wrong") && dp_str_is(word[2], "when"))
		status = read_wrong(r, e, word[1]);
	else if (n == 2 && dp_str_is(word[0], "choice"))
		status = read_choice(r, e, word[1]);
	else if (n == 3 && dp_str_is(word[0], "hint"))
		status = read_hint(r, e, word);
	else if (n == 2 && dp_str_is(word[0], "given"))
		status = read_given(r, e, word[1]);
	else
		return 0;
	return status < 0 ? -1 : 1;
}

static int
read_said(struct dpi_lesson_reader *r, const struct dpi_entry *e)
{
	struct dp_task *t = r->task;
	bool works = t->kind == DP_TASK_DO || t->kind == DP_TASK_FIX;
	int status = dpi_entry_said(r, e, works ? "goal" : "ask", &t->ask);

	return status ? status : dpi_entry_said(r, e, "after", &t->after);
}

static int
unknown_key(struct dpi_lesson_reader *r, const struct dpi_entry *e)
{
	static const char *const known[] = {
		"goal.fr",        "goal.en",  "ask.fr", "ask.en",
		"check",          "secret",   "route",  "wrong NAME when",
		"hint 1 idea.fr", "prepare",  "given",  "run",
		"outcome",        "choice",   "right",  "source",
		"after.fr",       "after.en",
	};
	size_t n = sizeof known / sizeof *known;
	dp_str name[32];
	struct dp_buf b = { 0 };

	for (size_t i = 0; i < n; i++)
		name[i] = dp_str_c(known[i]);
	dpi_did_you_mean(e->key, name, n, &b);
	dpi_lesson_fail(r, e->line,
			_("there is no key %.*s in a task of the kind "
			  "%s%.*s."),
			DP_FMT(e->key), dp_task_kind_name(r->task->kind),
			DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
	return -1;
}

int
dpi_lesson_task(struct dpi_lesson_reader *r, const struct dpi_entry *e)
{
	struct dp_task *t = r->task;
	bool works = t->kind == DP_TASK_DO || t->kind == DP_TASK_FIX;
	bool quiz = t->kind == DP_TASK_QUIZ;
	int status = read_named(r, e);

	if (status == 0)
		status = read_said(r, e);
	if (status != 0)
		return status < 0 ? -1 : 0;
	if (works && dp_str_is(e->key, "check"))
		return read_check(r, e, false);
	if (works && dp_str_is(e->key, "secret"))
		return read_check(r, e, true);
	if (t->kind == DP_TASK_PREDICT && dp_str_is(e->key, "outcome"))
		return read_outcome(r, e);
	if (works && is_route(e->key))
		read_route(r, e);
	else if (dp_str_is(e->key, "prepare"))
		dpi_entry_route(r, e, &t->prepare);
	else if (t->kind == DP_TASK_PREDICT && dp_str_is(e->key, "run"))
		dpi_entry_route(r, e, &t->run);
	else if (quiz && dp_str_is(e->key, "right"))
		t->right = dpi_entry_text(r, e);
	else if (quiz && dp_str_is(e->key, "source"))
		t->source = dpi_entry_text(r, e);
	else
		return unknown_key(r, e);
	return 0;
}
