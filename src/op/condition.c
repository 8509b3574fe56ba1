/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The condition of filter and drop: read once, asked for each row.
 */
#include "op/condition.h"

#include "base/i18n.h"
#include "op/expr.h"

int
dpi_condition_bind(struct dp_step *s, struct dp_schema *schema,
		   struct dp_err *err)
{
	if (s->line->n_args == 0)
		return dp_step_fail(s, NULL, err,
				    _("%s expects a condition, such as: %s "
				      "population > 10000"),
				    s->op->name, s->op->name);
	s->self = dp_step_condition(s, &s->line->arg[0], schema, err);
	return s->self ? 0 : -1;
}

void
dpi_condition_unbind(struct dp_step *s)
{
	dp_expr_free(s->self);
}

void *
dpi_condition_local_new(const struct dp_step *s)
{
	return dp_expr_local_new(s->self);
}

void
dpi_condition_local_free(void *local)
{
	dp_expr_local_free(local);
}

void
dpi_condition_needs(const struct dp_step *s, bool *cell)
{
	dpi_expr_needs(s->self, cell);
}

size_t
dpi_condition_rows(const struct dp_step *s, struct dp_work *w, bool holds,
		   uint32_t *row)
{
	return dpi_expr_rows(s->self, w->local, w->batch, holds, row);
}
