/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The columns that a recipe takes of a table that is not there: they are found
 * by asking the steps again and again, each tells the next that it misses.
 */
#include "step/recipe_asking.h"

#include <stdlib.h>

#include "op/plan.h"

#define MANY 200u /* columns, of a table that a step finds too narrow */

/*
 * Columns whose names nobody says: BETWEEN before each of the others, BEHIND
 * after the last.
 */
static struct dp_plan *
bind_with(const struct dpi_asking *k, size_t between, size_t behind,
	  struct dp_err *err)
{
	struct dp_schema s = { 0 };
	struct dp_plan *p;

	for (size_t i = 0; i <= k->n; i++) {
		size_t n = i < k->n ? between : behind;

		for (size_t c = 0; c < n; c++)
			(void)dp_schema_add(&s, s.n, DP_S(DP_OTHER_COLUMNS));
		if (i < k->n)
			(void)dp_schema_add(&s, s.n, k->column[i]);
	}
	p = dp_plan_dry(&k->recipe, &s, err);
	dp_schema_done(&s);
	return p;
}

static struct dp_plan *
bind(const struct dpi_asking *k, struct dp_err *err)
{
	struct dp_plan *p = bind_with(k, 1, 1, err), *other;
	struct dp_err ignored = { 0 };

	if (p || err->no_column)
		return p;
	/* there may be as many as the step wants, or none in between */
	other = bind_with(k, MANY, MANY, &ignored);
	if (!other && !ignored.no_column) {
		memset(&ignored, 0, sizeof ignored);
		other = bind_with(k, 0, 1, &ignored);
	}
	if (other || ignored.no_column)
		*err = ignored;
	return other;
}

bool
dpi_asking_knows(const struct dpi_asking *k, dp_str name)
{
	for (size_t i = 0; i < k->n; i++)
		if (dp_str_eq(k->column[i], name))
			return true;
	return false;
}

/* Did the steps that failed with NOW come further than with BEFORE? */
static bool
is_further(const struct dpi_asking *k, const struct dp_err *now,
	   const struct dp_err *before)
{
	if (now->at.line != before->at.line)
		return now->at.line > before->at.line;
	return now->at.column > before->at.column ||
	       (now->no_column &&
		!dpi_asking_knows(k, dp_str_c(now->at.field)));
}

/* Column FROM goes to place TO; those between make room. */
static void
move(struct dpi_asking *k, size_t from, size_t to)
{
	dp_str c = k->column[from];

	if (from < to)
		memmove(k->column + from, k->column + from + 1,
			(to - from) * sizeof c);
	else
		memmove(k->column + to + 1, k->column + to,
			(from - to) * sizeof c);
	k->column[to] = c;
}

/* Do the steps come further than with ERR when column FROM stands at TO? */
static bool
try_move(struct dpi_asking *k, size_t from, size_t to, const struct dp_err *err)
{
	struct dp_err now = { 0 };
	struct dp_plan *p;

	move(k, from, to);
	p = bind(k, &now);
	dp_plan_free(p);
	if (p || is_further(k, &now, err)) {
		k->next = to + 1;
		return true;
	}
	move(k, to, from);
	return false;
}

/*
 * The column called NAME is there, but not where the step that failed with ERR
 * looks for it: a range may take it along, or leave it, wherever it stands in
 * the table. Puts it where the steps come further, behind the one before
 * sooner than elsewhere. False when it never helps.
 */
static bool
move_asked(struct dpi_asking *k, dp_str name, const struct dp_err *err)
{
	size_t at = 0;

	while (!dp_str_eq(k->column[at], name))
		at++;
	if (k->next < k->n && try_move(k, at, k->next, err))
		return true;
	for (size_t to = 0; to < k->n; to++)
		if (to != at && to != k->next && try_move(k, at, to, err))
			return true;
	return false;
}

/* Binds to a table that has all that is asked for, and notes what that is. */
static struct dp_plan *
bind_asking(struct dpi_asking *k, struct dp_err *err)
{
	for (;;) {
		struct dp_plan *p = bind(k, err);
		dp_str missing = dp_str_c(err->at.field);

		/* Asked for again, it is gone since: a step has taken it. */
		if (p || !err->no_column ||
		    (dpi_asking_knows(k, missing) &&
		     !move_asked(k, missing, err)))
			return p;
		if (!dpi_asking_knows(k, missing)) {
			dp_grow(&k->column, &k->cap, k->n, sizeof *k->column);
			k->column[k->n++] = dp_keep(&k->text, missing);
		}
		memset(err, 0, sizeof *err);
	}
}

/* Is it a rename that failed with ERR? */
static bool
is_rename(const struct dpi_asking *k, const struct dp_err *err)
{
	const struct dp_line *last = NULL;

	for (size_t i = 0; i < k->recipe.n; i++)
		if (k->recipe.line[i].line <= err->at.line)
			last = &k->recipe.line[i];
	return last && dp_str_is(last->verb, "rename");
}

/*
 * A rename passes over OLD, which is not there, when a column has the new name
 * already. Fails where the table has OLD as well and two columns get that name.
 */
static int
try_renamed(struct dpi_asking *k, dp_str old, struct dp_err *err)
{
	size_t n = k->n;
	struct dp_plan *p;

	if (dpi_asking_knows(k, old))
		return 0;
	dp_grow(&k->column, &k->cap, k->n, sizeof *k->column);
	k->column[k->n++] = dp_keep(&k->text, old);
	p = bind(k, err);
	if (!p && is_rename(k, err))
		return -1;
	/* a step before takes it away: the rename never finds it */
	dp_plan_free(p);
	memset(err, 0, sizeof *err);
	k->n = n;
	return 0;
}

struct dp_plan *
dpi_asking_bind(struct dpi_asking *k, struct dp_err *err)
{
	struct dp_plan *p = bind_asking(k, err);
	const struct dp_findings *f = p ? &dp_plan_log(p)->findings : NULL;

	for (size_t i = 0; f && i < f->n; i++)
		for (unsigned s = 0; s < f->at[i].n_samples; s++)
			if (f->at[i].id == DP_F_ALREADY_RENAMED &&
			    try_renamed(k, f->at[i].sample[s].value, err)) {
				dp_plan_free(p);
				return NULL;
			}
	return p;
}

/* Steps that choose columns by a pattern are off: there are no names yet. */
void
dpi_asking_start(struct dpi_asking *k, const struct dp_recipe *r)
{
	memset(k, 0, sizeof *k);
	k->given = r;
	k->recipe = *r;
	k->recipe.line = dp_arena_alloc(&k->text, (r->n + 1) * sizeof *r->line);
	if (r->n)
		memcpy(k->recipe.line, r->line, r->n * sizeof *r->line);
	for (size_t i = 0; i < r->n; i++) {
		struct dp_line *l = &k->recipe.line[i];

		if (!l->op || l->off || !dpi_has_pattern(l))
			continue;
		l->off = true;
		k->n_patterns++;
	}
}

void
dpi_asking_done(struct dpi_asking *k)
{
	free(k->column);
	dp_arena_done(&k->text);
}

/* ---- whether steps fit any table at all ------------------------------- */

/* TEXT, of KIND, stands where the pattern A did. */
static void
put_instead(struct dp_arg *a, enum dp_arg_kind kind, const char *text)
{
	if (a->kind == DP_ARG_PARAM) {
		text = DP_OTHER_COLUMNS;
		a->quoted = true;
		a->pattern = false;
	} else {
		a->kind = kind;
	}
	a->text = dp_str_c(text);
}

/* A recipe of LINE alone, whose patterns are TEXT instead: does it bind? */
static int
bind_instead(const struct dpi_asking *k, const struct dp_line *line,
	     enum dp_arg_kind kind, const char *text, struct dp_err *err)
{
	struct dp_line l = *line;
	struct dp_recipe alone = *k->given;
	struct dpi_asking one;
	struct dp_plan *p;

	l.arg = dp_alloc((l.n_args + 1) * sizeof *l.arg);
	memcpy(l.arg, line->arg, l.n_args * sizeof *l.arg);
	for (size_t i = 0; i < l.n_args; i++)
		if (dpi_is_pattern(line, &line->arg[i]))
			put_instead(&l.arg[i], kind, text);
	alone.line = &l;
	alone.n = 1;
	dpi_asking_start(&one, &alone);
	p = dpi_asking_bind(&one, err);
	dp_plan_free(p);
	dpi_asking_done(&one);
	free(l.arg);
	/* what is said of no place is said of a table of such columns */
	return p || err->code != DP_ERECIPE || err->at.line == 0 ? 0 : -1;
}

/* Is the pattern that A is, or that is its value, one? */
static int
check_one(const struct dp_step *s, const struct dp_arg *a, struct dp_err *err)
{
	struct dp_arg one = *a;
	struct dp_regex *re;
	ptrdiff_t end = (ptrdiff_t)a->text.n - 1;

	if (a->kind == DP_ARG_PARAM) {
		while (end > 0 && a->text.p[end] != '/')
			end--;
		/* of several, the step will tell them apart */
		if (end <= 0 || dp_str_find(a->text, ',') >= 0)
			return 0;
		one.text = (dp_str){ a->text.p + 1, (size_t)end - 1 };
	}
	re = dp_step_regex(s, &one, 0, err);
	dp_regex_free(re);
	return re ? 0 : -1;
}

/* Whatever a pattern finds, the rest of LINE must fit: one column, or all. */
static int
check_pattern(const struct dpi_asking *k, const struct dp_line *line,
	      struct dp_err *err)
{
	struct dp_step s = { .line = line, .recipe = k->given };
	struct dp_err ignored = { 0 };

	for (size_t i = 0; i < line->n_args; i++)
		if (dpi_is_pattern(line, &line->arg[i]) &&
		    check_one(&s, &line->arg[i], err) != 0)
			return -1;
	if (bind_instead(k, line, DP_ARG_STRING, DP_OTHER_COLUMNS, err) == 0 ||
	    bind_instead(k, line, DP_ARG_WORD, "*", &ignored) == 0)
		return 0;
	return -1;
}

int
dpi_asking_check_patterns(const struct dpi_asking *k, struct dp_err *err)
{
	const struct dp_recipe *r = k->given;

	for (size_t i = 0; i < r->n; i++)
		if (r->line[i].op && !r->line[i].off &&
		    dpi_has_pattern(&r->line[i]) &&
		    check_pattern(k, &r->line[i], err) != 0)
			return -1;
	return 0;
}

/*
 * Puts off the step that failed with ERR for a file of its own, or, behind
 * such a one, BLIND, for a column that may come of it.
 */
static bool
put_off(struct dpi_asking *k, bool *blind, struct dp_err *err)
{
	*blind = *blind || err->code != DP_ERECIPE;
	if (err->code == DP_ERECIPE && !(*blind && err->no_column))
		return false;
	for (size_t i = 0; i < k->recipe.n; i++) {
		struct dp_line *l = &k->recipe.line[i];

		if (!l->op || l->off || l->line != err->at.line)
			continue;
		l->off = true;
		memset(err, 0, sizeof *err);
		return true;
	}
	return false;
}

struct dp_plan *
dpi_asking_bind_some(struct dpi_asking *k, struct dp_err *err)
{
	struct dp_plan *p;
	bool blind = false;

	do
		p = dpi_asking_bind(k, err);
	while (!p && put_off(k, &blind, err));
	return p;
}

int
dpi_recipe_fits(const struct dp_recipe *r, struct dp_err *err)
{
	struct dpi_asking k;
	struct dp_plan *p;
	int status = -1;

	dpi_asking_start(&k, r);
	p = dpi_asking_bind_some(&k, err);
	if (p)
		status = dpi_asking_check_patterns(&k, err);
	dp_plan_free(p);
	dpi_asking_done(&k);
	return status;
}

bool
dpi_step_fits(const struct dp_recipe *r, const struct dp_line *line)
{
	struct dp_recipe alone = *r;
	struct dp_err ignored = { 0 };
	struct dp_line on = *line;

	on.off = false;
	alone.line = &on;
	alone.n = 1;
	return dpi_recipe_fits(&alone, &ignored) == 0;
}
