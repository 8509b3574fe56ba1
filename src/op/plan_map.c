/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names that a recipe has for columns which the table calls otherwise. */
#include "op/plan.h"

#include "base/i18n.h"

/* The column that M is for has the name it says, and is alone with it. */
static int
check_name(const struct dp_plan *p, const dp_str *name,
	   const struct dp_renamed *m, struct dp_err *err)
{
	size_t found = 0;

	if (!dp_str_eq(name[dp_schema_find(&p->input, m->from)], m->to))
		return dp_fail(err, DP_EUSAGE,
			       _("the column %.*s would get two names; say "
				 "one."),
			       DP_FMT(m->from));
	for (size_t i = 0; i < p->input.n; i++)
		found += dp_str_eq(name[i], m->to);
	if (found > 1)
		return dp_fail(err, DP_EUSAGE,
			       _("two columns would be called %.*s. Choose "
				 "another name, or rename that one too."),
			       DP_FMT(m->to));
	return 0;
}

int
dpi_plan_map_names(struct dp_plan *p, struct dp_err *err)
{
	size_t n = p->input.n;
	dp_str *name = dp_arena_alloc(&p->arena, (n + 1) * sizeof *name);

	for (size_t i = 0; i < n; i++)
		name[i] = p->input.column[i].name;
	for (size_t i = 0; i < p->opts.n_map; i++) {
		const struct dp_renamed *m = &p->opts.map[i];
		ptrdiff_t k = dp_schema_need(&p->input, m->from, err);

		if (k < 0)
			return -1;
		name[k] = m->to;
	}
	for (size_t i = 0; i < p->opts.n_map; i++)
		if (check_name(p, name, &p->opts.map[i], err) != 0)
			return -1;
	for (size_t i = 0; i < n; i++)
		if (!dp_str_eq(name[i], p->input.column[i].name))
			dp_schema_rename(&p->schema, i, name[i]);
	return 0;
}
