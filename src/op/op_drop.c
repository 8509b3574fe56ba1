/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drop: all rows but those where an expression holds. Columns are remove's.
 */
#include "op/condition.h"

#include "base/i18n.h"

static size_t
drop(const struct dp_step *s, struct dp_work *w, uint32_t *dropped)
{
	return dpi_condition_rows(s, w, true, dropped);
}

static const struct dp_example examples[] = {
	{ "nom == \"TOTAL\"", "nom,montant\na,1\nb,2\nTOTAL,3\n",
	  "nom,montant\na,1\nb,2\n" },
	{ "isBlank(siret)", "nom,siret\na,35600000000048\nb,\n",
	  "nom,siret\na,35600000000048\n" },
	{ "montant < 0", "nom,montant\na,10\nb,-5\nc,\n",
	  "nom,montant\na,10\nc,\n" },
	{ "ville == \"Gap\"", "nom,ville\nRex,Gap\nEden,Nice\n",
	  "nom,ville\nEden,Nice\n" },
	{ "isBlank(nom) and isBlank(ville)", "nom,ville\n,\nRex,\n",
	  "nom,ville\nRex,\n" },
	{ "length(code) != 5", "code\n05061\n5061\n", "code\n05061\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_drop = {
	.name = "drop",
	.scope = DP_ROW,
	.drops_rows = true,
	.takes = DP_TAKES_EXPR,
	.synopsis = N_("CONDITION"),
	.summary = N_("Leave out the rows where a condition holds."),
	.why = N_("Totals, sub-totals and test records are no records of the "
		  "table. Rows where the condition cannot be told stay; "
		  "--rejects FILE keeps what is left out."),
	.bind = dpi_condition_bind,
	.unbind = dpi_condition_unbind,
	.local_new = dpi_condition_local_new,
	.local_free = dpi_condition_local_free,
	.needs = dpi_condition_needs,
	.rows = drop,
	.example = examples,
};
