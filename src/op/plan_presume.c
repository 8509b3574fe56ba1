/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns that only a table could tell, by its rows or by its names, in a plan
 * that has none: a step that names one is not wrong for that. With a table, a
 * plan knows them all.
 */
#include "op/plan.h"
#include "op/recipe.h"
#include "op/words.h"

void
dpi_plan_presume_all(struct dp_plan *p)
{
	uint32_t slot = dp_schema_add(&p->schema, p->schema.n,
				      DP_S(DP_OTHER_COLUMNS));

	if (!p->presumed.any)
		p->presumed.slot = slot;
	p->presumed.any = true;
	p->presumed.from = p->n;
}

void
dpi_plan_presume_renamed(struct dp_plan *p)
{
	const struct dp_schema *before = &p->before[p->n - 1];

	/* a name that the rule makes is one that it leaves alone: the table
	   may have it as well */
	for (size_t i = 0; i < before->n; i++) {
		uint32_t slot = before->column[i].slot;

		if (!dp_str_is(before->column[i].name, DP_OTHER_COLUMNS))
			continue;
		if (!p->presumed.any || slot < p->presumed.slot)
			p->presumed.slot = slot;
		p->presumed.any = true;
		dp_schema_rename(&p->schema,
				 (size_t)dpi_schema_slot(&p->schema, slot),
				 DP_S(DP_OTHER_COLUMNS));
	}
}

/* Not where all that stand for others are removed, or not selected. */
static bool
is_open(const struct dp_plan *p)
{
	for (size_t i = 0; p->presumed.any && i < p->schema.n; i++)
		if (p->schema.column[i].slot >= p->presumed.slot &&
		    dp_str_is(p->schema.column[i].name, DP_OTHER_COLUMNS))
			return true;
	return false;
}

bool
dpi_plan_presumes(const struct dp_plan *p, const struct dp_err *err)
{
	return err->no_column && is_open(p) &&
	       dp_schema_find(&p->schema, dp_str_c(err->at.field)) < 0;
}

/* Adds a column called NAME, which none of the steps between has made. */
static void
add(struct dp_plan *p, dp_str name)
{
	uint32_t slot = dp_schema_add(&p->schema, p->schema.n, name);

	for (size_t i = p->presumed.from; i < p->n; i++) {
		struct dp_schema *s = &p->before[i];

		(void)dp_schema_put(s, s->n,
				    p->schema.column[p->schema.n - 1].name);
		s->column[s->n - 1].slot = slot;
		s->n_slots = slot + 1;
	}
}

void
dpi_plan_presume(struct dp_plan *p, const struct dp_err *err)
{
	dp_str name = dp_str_c(err->at.field);

	(void)dp_schema_add(&p->presumed.named, p->presumed.named.n, name);
	add(p, name);
	/* others may stand behind it as well, and before the next */
	add(p, DP_S(DP_OTHER_COLUMNS));
}

bool
dpi_is_pattern(const struct dp_line *line, const struct dp_arg *a)
{
	const struct dp_param *p = NULL;
	struct dp_arena text = { 0 };
	bool found = false;
	dp_str *item;
	size_t n;

	if (a->kind != DP_ARG_PARAM)
		return a->kind == DP_ARG_REGEX;
	if (line->op)
		p = dpi_param_find(line->op, a->key);
	if (!p || (p->kind != DP_P_COLUMN && p->kind != DP_P_COLUMNS))
		return false;
	dpi_arg_list(&text, a, &item, &n);
	for (size_t i = 0; i < n; i++)
		found = found || dp_str_starts(item[i], "/");
	dp_arena_done(&text);
	return found;
}

bool
dpi_has_pattern(const struct dp_line *line)
{
	for (size_t i = 0; i < line->n_args; i++)
		if (dpi_is_pattern(line, &line->arg[i]))
			return true;
	return false;
}

bool
dpi_plan_cannot_tell(const struct dp_plan *p, const struct dp_line *line)
{
	return is_open(p) && dpi_has_pattern(line);
}

const struct dp_schema *
dp_plan_presumed(const struct dp_plan *p)
{
	return &p->presumed.named;
}
