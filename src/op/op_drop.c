/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drop: all rows but those where an expression holds. Columns are remove's.
 */
#include "op/work.h"

#include "base/i18n.h"

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	if (s->line->n_args == 0)
		return dp_step_fail(s, NULL, err,
				    _("drop expects a condition, such as: drop "
				      "population > 10000"));
	s->self = dp_step_expr(s, &s->line->arg[0], schema, err);
	return s->self ? 0 : -1;
}

static void
unbind(struct dp_step *s)
{
	dp_expr_free(s->self);
}

static void *
local_new(const struct dp_step *s)
{
	return dp_expr_local_new(s->self);
}

static void
local_free(void *local)
{
	dp_expr_local_free(local);
}

static enum dp_row_state
drop(const struct dp_step *s, struct dp_work *w, size_t r)
{
	static const dp_str nothing = { NULL, 0 };

	return dp_expr_true(s->self, w->local, w->batch, r, nothing)
		       ? DP_ROW_DROPPED
		       : DP_ROW_KEPT;
}

static const struct dp_example examples[] = {
	{ "nom == \"TOTAL\"", "nom,montant\na,1\nb,2\nTOTAL,3\n",
	  "nom,montant\na,1\nb,2\n" },
	{ "isBlank(siret)", "nom,siret\na,35600000000048\nb,\n",
	  "nom,siret\na,35600000000048\n" },
	{ "montant < 0", "nom,montant\na,10\nb,-5\nc,\n",
	  "nom,montant\na,10\nc,\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_drop = {
	.name = "drop",
	.scope = DP_ROW,
	.takes = DP_TAKES_EXPR,
	.synopsis = "CONDITION",
	.summary = N_("Leave out the rows where a condition holds."),
	.why = N_("Totals, sub-totals and test records are no records of the "
		  "table. Rows where the condition cannot be told stay; "
		  "--rejects FILE keeps what is left out."),
	.bind = bind,
	.unbind = unbind,
	.local_new = local_new,
	.local_free = local_free,
	.row = drop,
	.example = examples,
};
