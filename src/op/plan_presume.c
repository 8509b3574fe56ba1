/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns that only a table could tell, by its rows or by its names, in a plan
 * that has none: a step that names one is not wrong for that. With a table, a
 * plan knows them all.
 */
#include "op/plan.h"
#include "op/words.h"

void
dpi_plan_presume_all(struct dp_plan *p)
{
	p->presumed.slot = dp_schema_add(&p->schema, p->schema.n,
					 DP_S(DP_OTHER_COLUMNS));
	p->presumed.any = true;
	p->presumed.from = p->n;
}

void
dpi_plan_presume_renamed(struct dp_plan *p)
{
	const struct dp_schema *before = &p->before[p->n - 1];
	ptrdiff_t others = dp_schema_find(before, DP_S(DP_OTHER_COLUMNS));
	ptrdiff_t at;

	if (others < 0)
		return;
	/* a name that the rule makes is one that it leaves alone: the table
	   may have it as well */
	p->presumed.slot = before->column[others].slot;
	p->presumed.any = true;
	at = dpi_schema_slot(&p->schema, p->presumed.slot);
	dp_schema_rename(&p->schema, (size_t)at, DP_S(DP_OTHER_COLUMNS));
}

/* Not where what stands for all others is removed, or not selected. */
static bool
is_open(const struct dp_plan *p)
{
	return p->presumed.any &&
	       dpi_schema_slot(&p->schema, p->presumed.slot) >= 0;
}

bool
dpi_plan_presumes(const struct dp_plan *p, const struct dp_err *err)
{
	return err->no_column && is_open(p) &&
	       dp_schema_find(&p->schema, dp_str_c(err->at.field)) < 0;
}

void
dpi_plan_presume(struct dp_plan *p, const struct dp_err *err)
{
	dp_str name = dp_str_c(err->at.field);
	uint32_t slot = dp_schema_add(&p->schema, p->schema.n, name);

	(void)dp_schema_add(&p->presumed.named, p->presumed.named.n, name);
	/* none of the steps between has made it */
	for (size_t i = p->presumed.from; i < p->n; i++) {
		struct dp_schema *s = &p->before[i];

		(void)dp_schema_put(s, s->n,
				    p->schema.column[p->schema.n - 1].name);
		s->column[s->n - 1].slot = slot;
		s->n_slots = slot + 1;
	}
}

bool
dpi_has_pattern(const struct dp_line *line)
{
	for (size_t i = 0; i < line->n_args; i++)
		if (line->arg[i].kind == DP_ARG_REGEX)
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
