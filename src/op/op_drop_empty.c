/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drop-empty: rows in which nothing stands. Empty columns are known only at
 * the end of a table: verify finds them, remove takes them out.
 */
#include "op/work.h"

#include "base/i18n.h"

static enum dp_row_state
drop_empty(const struct dp_step *s, struct dp_work *w, size_t r)
{
	for (size_t i = 0; i < s->n_columns; i++)
		if (!dpi_is_blank(dp_cell_str(
			    dp_batch_cell(w->batch, r, s->column[i].slot))))
			return DP_ROW_KEPT;
	return DP_ROW_DROPPED;
}

static const struct dp_example examples[] = {
	{ "", "nom,ville\nRex,Gap\n\" \",\nEden,Nice\n",
	  "nom,ville\nRex,Gap\nEden,Nice\n" },
	{ "latitude, longitude",
	  "nom,latitude,longitude\nRex,44.56,6.08\nEden,,\n",
	  "nom,latitude,longitude\nRex,44.56,6.08\n" },
	{ "tel, mail", "nom,tel,mail\na,,x@y.fr\nb,,\n",
	  "nom,tel,mail\na,,x@y.fr\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_drop_empty = {
	.name = "drop-empty",
	.scope = DP_ROW,
	.drops_rows = true,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[COLUMNS]"),
	.summary = N_("Leave out the rows whose cells are all empty."),
	.why = N_("A spreadsheet exports the formatted rows below the table, "
		  "and a separator of nothing but commas counts as a record. "
		  "With columns, a row goes when these are all empty: it "
		  "cannot be shown on a map without a place. --rejects FILE "
		  "keeps what is left out."),
	.row = drop_empty,
	.needs = dpi_needs_columns,
	.example = examples,
};
