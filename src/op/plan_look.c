/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What can be said of the steps of a plan before it runs: which of them a
 * second run may not pass over, and which look at more than one row.
 */
#include "op/plan.h"

#include <stdlib.h>

/* How many columns FROM has that TO has not; *RENAMED is set too. */
static size_t
without(const struct dp_schema *from, const struct dp_schema *to, bool *renamed)
{
	size_t n = 0;

	for (size_t i = 0; i < from->n; i++) {
		size_t k = 0;

		while (k < to->n && to->column[k].slot != from->column[i].slot)
			k++;
		n += k == to->n;
		if (k < to->n &&
		    !dp_str_eq(from->column[i].name, to->column[k].name))
			*renamed = true;
	}
	return n;
}

/* Are columns that were read in BEFORE and not in AFTER? Others are made. */
static bool
loses_read(const struct dp_plan *p, const struct dp_schema *before,
	   const struct dp_schema *after)
{
	for (size_t i = 0; i < before->n; i++) {
		struct dp_schema one = { .column = &before->column[i], .n = 1 };
		bool renamed = false;

		if (before->column[i].slot < p->input.n &&
		    without(&one, after, &renamed) > 0)
			return true;
	}
	return false;
}

/*
 * Has a column that a step makes another name at the end? A second run does
 * not find it, and makes it once more.
 */
static bool
is_renamed_later(const struct dp_plan *p, const struct dp_schema *before,
		 const struct dp_schema *after)
{
	for (size_t i = 0; i < after->n; i++) {
		struct dp_schema one = { .column = &after->column[i], .n = 1 };
		bool renamed = false;

		if (without(&one, before, &renamed) > 0 &&
		    without(&one, &p->schema, &renamed) == 0 && renamed)
			return true;
	}
	return false;
}

/*
 * A pattern that finds nothing in what it is replaced by; one whose
 * replacement takes pieces of the text may.
 */
static bool
may_match_again(const struct dp_step *s)
{
	dp_str with = dp_step_param(s, "with");
	const struct dp_arg *a = dp_step_arg(s, "pattern");
	struct dp_err ignored = { 0 };
	struct dp_regex *re;
	struct dp_match *m;
	unsigned flags;
	bool found;

	/* all=no: what was the second place is the first now */
	if (!a || with.n == 0 || dp_str_find(with, '$') >= 0 ||
	    dp_str_is(dp_step_param(s, "all"), "no"))
		return true;
	flags = DP_REGEX_ONCE |
		(dp_step_yes(s, "literal") ? DP_REGEX_LITERAL : 0) |
		(dp_step_yes(s, "icase") ? DP_REGEX_ICASE : 0);
	re = dp_step_regex(s, a, flags, &ignored);
	if (!re)
		return true;
	m = dp_match_new(re);
	found = dp_regex_find(re, with, 0, m) != 0;
	dp_match_free(m);
	dp_regex_free(re);
	return found || dpi_plan_replaces_again(s);
}

/* Does L name anything besides parameters? */
static bool
has_words(const struct dp_line *l)
{
	for (size_t i = 0; i < l->n_args; i++)
		if (l->arg[i].kind != DP_ARG_PARAM)
			return true;
	return false;
}

/* What a second run of step I does, were it the only one. */
static enum dp_again
again_alone(const struct dp_plan *p, size_t i)
{
	struct dp_step *s = p->step[i];
	const struct dp_schema *before = &p->before[i];
	const struct dp_schema *after = i + 1 < p->n ? &p->before[i + 1] :
						       &p->schema;
	bool renamed = false;

	if (without(after, before, &renamed) > 0 && s->op->makes_over &&
	    !is_renamed_later(p, before, after))
		return DP_AGAIN_SAME;
	/* what it has taken is missed before what it makes is in the way */
	if (without(after, before, &renamed) > 0)
		return loses_read(p, before, after) ? DP_AGAIN_GONE :
						      DP_AGAIN_MADE;
	/* columns that the rows have told, and not the step, cannot lack */
	if (!s->op->changes_again || (s->gathers && !has_words(s->line)))
		return DP_AGAIN_SAME;
	if (loses_read(p, before, after))
		return DP_AGAIN_GONE;
	if (s->op->takes == DP_TAKES_MAPPING && dp_step_arg(s, "file"))
		return DP_AGAIN_VALUES;
	if (s->op->takes == DP_TAKES_MAPPING || renamed)
		return dpi_plan_seeks(s, s) ? DP_AGAIN_VALUES : DP_AGAIN_SAME;
	if (dp_step_arg(s, "pattern") && s->op->scope == DP_CELL)
		return may_match_again(s) ? DP_AGAIN_VALUES : DP_AGAIN_SAME;
	return s->op->scope == DP_SCHEMA && !s->op->shifts ? DP_AGAIN_SAME :
							     DP_AGAIN_VALUES;
}

enum dp_again
dp_plan_again(const struct dp_plan *p, size_t i)
{
	enum dp_again again = again_alone(p, i);

	if (again != DP_AGAIN_SAME)
		return again;
	if (dpi_plan_misses(p, i) || dpi_plan_loses_needed(p, i))
		return DP_AGAIN_GONE;
	return dpi_plan_sees_later(p, i) || dpi_plan_form_clashes(p, i) ?
		       DP_AGAIN_LATER :
		       DP_AGAIN_SAME;
}

/* The step that is written at LINE of the recipe. */
static size_t
step_at(const struct dp_plan *p, uint64_t line)
{
	size_t i = p->n;

	while (i > 1 && p->step[i - 1]->line->line > line)
		i--;
	return i - 1;
}

static bool
same_names(const struct dp_schema *a, const struct dp_schema *b)
{
	if (a->n != b->n)
		return false;
	for (size_t i = 0; i < a->n; i++)
		if (!dp_str_eq(a->column[i].name, b->column[i].name))
			return false;
	return true;
}

enum dp_again
dp_plan_again_all(const struct dp_plan *p, size_t *i)
{
	enum dp_again again = DP_AGAIN_SAME;
	struct dp_plan *second = NULL;
	struct dp_err err = { 0 };
	bool gathers = false;

	for (size_t k = 0; k < p->n; k++)
		gathers = gathers || p->step[k]->gathers;
	*i = 0;
	if (p->n == 0)
		return DP_AGAIN_SAME;
	/* which columns there are in the end may be for the rows to say */
	if (!gathers)
		second = dp_plan_dry(p->recipe, &p->schema, &err);
	if (!gathers && !second) {
		*i = step_at(p, err.at.line);
		again = err.no_column || dpi_has_pattern(p->step[*i]->line) ?
				DP_AGAIN_GONE :
				DP_AGAIN_MADE;
	} else if (second && !same_names(&second->schema, &p->schema)) {
		while (*i + 1 < p->n && p->step[*i]->op->scope != DP_SCHEMA)
			++*i;
		again = DP_AGAIN_LATER;
	} else if (dpi_plan_changes_twice(p, i)) {
		again = *i + 1 < p->n ? DP_AGAIN_LATER : DP_AGAIN_VALUES;
	}
	dp_plan_free(second);
	return again;
}

enum dp_reach
dp_plan_reach(const struct dp_plan *p, size_t i)
{
	const struct dp_op_class *op = p->step[i]->op;

	if (p->step[i]->apart)
		return DP_REACH_ROW;
	if (op->scope == DP_TABLE)
		return DP_REACH_TABLE;
	if (op->scope == DP_SEQUENCE)
		return DP_REACH_BEFORE;
	if (p->step[i]->scouts)
		return DP_REACH_FIRST;
	return op->finish ? DP_REACH_END : DP_REACH_ROW;
}
