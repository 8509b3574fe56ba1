/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * filter: only the rows where an expression holds. Its opposite is drop.
 */
#include "op/condition.h"

#include "base/i18n.h"

static size_t
filter(const struct dp_step *s, struct dp_work *w, uint32_t *dropped)
{
	return dpi_condition_rows(s, w, false, dropped);
}

static const struct dp_example examples[] = {
	{ "population > 10000",
	  "commune,population\nGap,40000\nOrci\u00e8res,700\n",
	  "commune,population\nGap,40000\n" },
	{ "departement == \"05\"", "nom,departement\na,05\nb,5\nc,13\n",
	  "nom,departement\na,05\n" },
	{ "isNotBlank(date)", "nom,date\na,2021-03-12\nb,\n",
	  "nom,date\na,2021-03-12\n" },
	{ "contains(nom, \"\u00e9cole\") and not isBlank(ville)",
	  "nom,ville\n\u00e9cole A,Gap\n\u00e9cole B,\nmairie,Gap\n",
	  "nom,ville\n\u00e9cole A,Gap\n" },
	{ "places >= 100 and ville != \"Nice\"",
	  "nom,ville,places\nA,Gap,450\nB,Nice,900\nC,Gap,90\n",
	  "nom,ville,places\nA,Gap,450\n" },
	{ "contains(nom, /^le /i)", "nom\nLe Rex\nEden\n", "nom\nLe Rex\n" },
	{ "isNotBlank(ville)", "nom,ville\nRex,\nEden,Gap\n",
	  "nom,ville\nEden,Gap\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_filter = {
	.name = "filter",
	.scope = DP_ROW,
	.drops_rows = true,
	.takes = DP_TAKES_EXPR,
	.synopsis = N_("CONDITION"),
	.summary = N_("Keep the rows where a condition holds."),
	.why = N_("A question is seldom about the whole table. Rows where "
		  "the condition cannot be told, because a cell is empty, "
		  "are left out as well; --rejects FILE keeps all that is "
		  "left out."),
	.bind = dpi_condition_bind,
	.unbind = dpi_condition_unbind,
	.local_new = dpi_condition_local_new,
	.local_free = dpi_condition_local_free,
	.needs = dpi_condition_needs,
	.rows = filter,
	.example = examples,
};
