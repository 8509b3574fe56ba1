/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps that a second run may see decide otherwise, because a later step has
 * changed what they look at: records dropped by a name that is then corrected,
 * a column made of one that is then put in capitals.
 */
#include "op/expr.h"
#include "op/plan.h"

#include <ctype.h>
#include <stdlib.h>

bool
dpi_plan_seeks(struct dp_step *seeker, struct dp_step *writer)
{
	struct dp_mapping m, other;
	bool found = false;
	size_t i = writer->next_arg;

	while (!found &&
	       dp_step_mapping(writer, &i, &m, &(struct dp_err){ 0 }) > 0) {
		size_t k = seeker->next_arg;

		while (!found && dp_step_mapping(seeker, &k, &other,
						 &(struct dp_err){ 0 }) > 0)
			for (size_t n = 0; n < other.n_from; n++)
				found = found || (dp_str_eq(other.from[n]->text,
							    m.to->text) &&
						  !dp_str_eq(other.to->text,
							     m.to->text));
	}
	return found;
}

/* Does S know its values, old and new, from a list of its own? */
static bool
has_list(const struct dp_step *s)
{
	return s->op->takes == DP_TAKES_MAPPING && !dp_step_arg(s, "file");
}

/* Marks what the expression A of step I names. */
static void
mark_expression(const struct dp_plan *p, size_t i, const struct dp_arg *a,
		bool *cell)
{
	bool own = p->step[i]->op->scope == DP_CELL;
	struct dp_err ignored = { 0 };
	size_t at = 0;
	struct dp_expr *e = dpi_expr_make(a->text, &p->before[i], own, &at,
					  &ignored);

	if (e)
		dpi_expr_needs(e, cell);
	dp_expr_free(e);
}

static void
mark_columns(const struct dp_column *column, size_t n, bool *cell)
{
	for (size_t k = 0; k < n; k++)
		cell[column[k].slot] = true;
}

/* Marks the columns that parameters of step I name. */
static void
mark_params(const struct dp_plan *p, size_t i, bool *cell)
{
	const struct dp_param *param = p->step[i]->line->op->param;
	struct dp_err ignored = { 0 };

	for (; param && param->name; param++) {
		struct dp_column *column = NULL;
		size_t n = 0;

		if ((param->kind == DP_P_COLUMN ||
		     param->kind == DP_P_COLUMNS) &&
		    dp_step_param_columns(p->step[i], &p->before[i],
					  param->name, &column, &n,
					  &ignored) == 0)
			mark_columns(column, n, cell);
	}
}

/* Marks the keys of step I, if it is a sort: -a is a, the other way round. */
static void
mark_keys(const struct dp_plan *p, size_t i, bool *cell)
{
	const struct dp_step *s = p->step[i];

	for (size_t a = 0; s->op->scope == DP_TABLE && a < s->line->n_args;
	     a++) {
		dp_str name = s->line->arg[a].text;
		ptrdiff_t k = dp_schema_find(&p->before[i], name);

		if (k < 0 && name.n && name.p[0] == '-')
			k = dp_schema_find(&p->before[i], dp_str_from(name, 1));
		if (k >= 0 && s->op->takes == DP_TAKES_WORDS)
			cell[p->before[i].column[k].slot] = true;
	}
}

/* Marks what the expressions of step I name. */
static void
mark_conditions(const struct dp_plan *p, size_t i, bool *cell)
{
	const struct dp_step *s = p->step[i];

	for (size_t a = 0; a < s->line->n_args; a++)
		if (s->line->arg[a].kind == DP_ARG_EXPR)
			mark_expression(p, i, &s->line->arg[a], cell);
	if (s->where)
		dpi_expr_needs(s->where, cell);
}

/* Marks the columns that step I itself names. */
static void
mark_own(const struct dp_plan *p, size_t i, bool *cell)
{
	mark_columns(p->step[i]->column, p->step[i]->n_columns, cell);
	mark_params(p, i, cell);
	mark_keys(p, i, cell);
}

/*
 * Marks in CELL, by slot, what step I decides by. True when any change of it
 * matters, false when only one of a kind other than I's own: what puts cells
 * into a form goes before and behind what looks for values.
 */
static bool
mark(const struct dp_plan *p, size_t i, bool *cell)
{
	const struct dp_step *s = p->step[i];
	bool any = s->op->scope != DP_CELL;

	if (s->op->reports && s->on_error != DP_ON_ERROR_REJECT)
		return false;
	mark_conditions(p, i, cell);
	if (s->op->scope != DP_SCHEMA && !s->op->settles)
		mark_own(p, i, cell);
	return any || s->where;
}

void
dpi_plan_looks_at(const struct dp_plan *p, size_t i, bool *cell)
{
	mark_conditions(p, i, cell);
	mark_own(p, i, cell);
	if (p->step[i]->op->needs)
		p->step[i]->op->needs(p->step[i], cell);
}

/* A name that headers would change: it makes small letters, digits and _. */
static bool
is_fancy(dp_str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!islower((unsigned char)name.p[i]) &&
		    !isdigit((unsigned char)name.p[i]) && name.p[i] != '_')
			return true;
	return false;
}

/* Does a name at the end say otherwise than headers, step I, has left it? */
static bool
renames_later(const struct dp_plan *p, size_t i)
{
	if (!p->step[i]->op->renames_all || i + 1 == p->n)
		return false;
	for (size_t k = 0; k < p->schema.n; k++)
		if (is_fancy(p->schema.column[k].name) &&
		    dp_schema_find(&p->before[i + 1],
				   p->schema.column[k].name) < 0)
			return true;
	return false;
}

/*
 * What rename, step I, finds at the end: *OTHER, an old name that another
 * column has got since, to which it gives the new one then, if it can; *NONE,
 * neither the old name nor the new.
 */
static void
rename_again(const struct dp_plan *p, size_t i, bool *none, bool *other)
{
	struct dp_step *s = p->step[i];
	const struct dp_schema *now = &p->before[i], *end = &p->schema;
	struct dp_err ignored = { 0 };
	struct dp_mapping m;

	*none = *other = false;
	if (strcmp(s->op->name, "rename") != 0)
		return;
	for (size_t a = 0; dp_step_mapping(s, &a, &m, &ignored) > 0;) {
		ptrdiff_t k = dp_schema_find(now, m.from[0]->text);
		ptrdiff_t last = dp_schema_find(end, m.from[0]->text);
		bool made = k >= 0 && now->column[k].slot >= p->input.n;

		if (last >= 0 &&
		    (k < 0 || now->column[k].slot != end->column[last].slot))
			*other = true;
		if (last < 0 && !made && dp_schema_find(end, m.to->text) < 0)
			*none = true;
	}
}

/* Does the line of S name the column NAME, rather than take it with others? */
static bool
names(const struct dp_step *s, dp_str name)
{
	for (size_t a = 0; a < s->line->n_args; a++)
		if (dp_str_eq(s->line->arg[a].text, name))
			return true;
	return false;
}

bool
dpi_plan_loses_needed(const struct dp_plan *p, size_t i)
{
	const struct dp_schema *after = i + 1 < p->n ? &p->before[i + 1] :
						       &p->schema;

	for (size_t k = 0; k < p->recipe->n; k++) {
		const struct dp_line *l = &p->recipe->line[k];

		for (size_t a = 0; a < l->n_args; a++)
			if (!l->off && dp_str_is(l->verb, "needs") &&
			    dp_schema_find(&p->before[i], l->arg[a].text) >=
				    0 &&
			    dp_schema_find(after, l->arg[a].text) < 0 &&
			    dp_schema_find(&p->schema, l->arg[a].text) < 0)
				return true;
	}
	return false;
}

/* Does S choose its columns by what they are called, or by where they are? */
static bool
chooses(const struct dp_step *s)
{
	if (s->op->takes != DP_TAKES_COLUMNS &&
	    s->op->takes != DP_TAKES_COLUMNS_OR_ALL &&
	    s->op->takes != DP_TAKES_MAPPING)
		return false;
	for (size_t a = 0; a < s->next_arg; a++)
		if (s->line->arg[a].kind == DP_ARG_REGEX ||
		    (s->line->arg[a].kind == DP_ARG_WORD &&
		     dp_str_search(s->line->arg[a].text, DP_S("..")) >= 0))
			return true;
	return false;
}

/*
 * The same choice for step I among the columns at the end: *NONE, it finds
 * nothing any more; *OTHER, one that was read and is none of those of now.
 */
static void
choose_again(const struct dp_plan *p, size_t i, bool *none, bool *other)
{
	struct dp_step *s = p->step[i];
	struct dp_column *chosen = NULL;
	struct dp_err err = { 0 };
	size_t a = 0, n = 0;

	*none = *other = false;
	if (!chooses(s))
		return;
	if (dp_step_columns(s, &p->schema, &a, &chosen, &n, &err) != 0) {
		*none = !err.no_column;
		return;
	}
	for (size_t k = 0; k < n; k++) {
		bool found = chosen[k].slot >= p->input.n;

		for (size_t c = 0; c < s->n_columns; c++)
			found = found || s->column[c].slot == chosen[k].slot;
		*other = *other || !found;
	}
}

bool
dpi_plan_misses(const struct dp_plan *p, size_t i)
{
	const struct dp_step *s = p->step[i];
	const struct dp_schema *now = &p->before[i];
	bool *cell = dp_alloc0((p->schema.n_slots + 1) * sizeof *cell);
	bool found, other, lost;

	choose_again(p, i, &found, &other);
	rename_again(p, i, &lost, &other);
	found = found || lost;
	mark_conditions(p, i, cell);
	for (size_t k = 0; k < s->n_columns; k++)
		if (names(s, s->column[k].name))
			cell[s->column[k].slot] = true;
	/* what the table did not bring is made again */
	for (size_t k = 0; k < now->n; k++)
		found = found ||
			(now->column[k].slot < p->input.n &&
			 cell[now->column[k].slot] &&
			 dp_schema_find(&p->schema, now->column[k].name) < 0);
	free(cell);
	return found;
}

/*
 * Does the later step J change cells that step I decides by? ANY change of
 * them matters, or only one of another kind than I's own.
 */
static bool
rewrites(const struct dp_plan *p, size_t i, size_t j, bool any)
{
	const struct dp_step *s = p->step[j];

	if (s->op->rewrites)
		return any;
	return s->op->scope == DP_CELL && p->target[j] == UINT32_MAX &&
	       (any || !s->op->settles) &&
	       (any || !has_list(p->step[i]) || !has_list(s) ||
		dpi_plan_seeks(p->step[i], p->step[j]));
}

/* Does S look for rows that are like others, or count them? */
static bool
looks_at_rows(const struct dp_step *s)
{
	return (s->op->scope == DP_SEQUENCE || s->op->scope == DP_TABLE) &&
	       !s->apart && !s->op->reports && !s->op->rewrites &&
	       strcmp(s->op->name, "sort") != 0;
}

bool
dpi_plan_sees_later(const struct dp_plan *p, size_t i)
{
	size_t n = p->schema.n_slots;
	bool *cell = dp_alloc0((n + 1) * sizeof *cell);
	bool any = mark(p, i, cell), none, found, other;

	choose_again(p, i, &none, &found);
	rename_again(p, i, &none, &other);
	found = found || other || renames_later(p, i);
	for (size_t j = i + 1; j < p->n && !found; j++) {
		const struct dp_step *s = p->step[j];

		found = s->op->parts && looks_at_rows(p->step[i]);
		for (size_t k = 0; rewrites(p, i, j, any) && k < s->n_columns;
		     k++)
			found = found || (s->column[k].slot < n &&
					  cell[s->column[k].slot]);
	}
	free(cell);
	return found;
}
