/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drop-empty: rows in which nothing stands, or columns. Which columns are is
 * known when all rows were read: thin.c has that.
 */
#include "op/thin.h"
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_op_class drop_empty_columns;

static const struct dp_param params[] = {
	{ "what", DP_P_CHOICE, "rows", "rows|columns",
	  N_("columns: leave out the columns that are empty in all rows, "
	     "which are read first"),
	  false },
	{ "spaces", DP_P_CHOICE, "empty", "empty|keep",
	  N_("keep: a cell that holds spaces is not empty"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	bool keep = dp_step_choice(s, "spaces") == 1;

	(void)schema;
	if (dp_step_choice(s, "what") == 1) {
		if (keep)
			return dp_step_fail(s, dp_step_arg(s, "spaces"), err,
					    _("spaces=keep is for rows: leave "
					      "what=columns out."));
		dpi_thin_bind(s, false);
		s->op = &drop_empty_columns;
		return 0;
	}
	s->self = dp_arena_alloc(&s->arena, sizeof keep);
	memcpy(s->self, &keep, sizeof keep);
	return 0;
}

static enum dp_row_state
drop_empty(const struct dp_step *s, struct dp_work *w, size_t r)
{
	const bool *keep = s->self;

	for (size_t i = 0; i < s->n_columns; i++) {
		const struct dp_cell *c = dp_batch_cell(w->batch, r,
							s->column[i].slot);

		/* to GREL, a text of no characters is something */
		if (*keep ? c->n > 0 || dp_cell_kind(c) == DP_KIND_EMPTY :
			    !dpi_is_blank(dp_cell_str(c)))
			return DP_ROW_KEPT;
	}
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
	{ "what=columns", "nom,fax,ville\nRex,,Gap\nEden,\" \",\n",
	  "nom,ville\nRex,Gap\nEden,\n" },
	{ "fax, tel what=columns", "nom,fax,tel,x\nRex,,1,\nEden,,,\n",
	  "nom,tel,x\nRex,1,\nEden,,\n" },
	{ "", "a,b\n,\n", "a,b\n" },
	{ "spaces=keep", "a,b\n,\" \"\n,\n", "a,b\n, \n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_drop_empty = {
	.name = "drop-empty",
	.scope = DP_ROW,
	.drops_rows = true,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[COLUMNS] [what=rows|columns] [spaces=empty|keep]"),
	.summary = N_("Leave out the rows whose cells are all empty."),
	.why = N_("A spreadsheet exports the formatted rows below the table, "
		  "and a separator of nothing but commas counts as a record. "
		  "With columns, a row goes when these are all empty: it "
		  "cannot be shown on a map without a place. --rejects FILE "
		  "keeps what is left out. With what=columns it is the "
		  "columns that go, and which is reported."),
	.param = params,
	.bind = bind,
	.row = drop_empty,
	.needs = dpi_needs_columns,
	.example = examples,
};

/* What bind makes of the step when columns are to go. */
static const struct dp_op_class drop_empty_columns = {
	.name = "drop-empty",
	.scope = DP_TABLE,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[COLUMNS] [what=rows|columns] [spaces=empty|keep]"),
	.param = params,
	.changes_again = true, /* columns that are gone cannot be named */
	.keeps_cells = true,
	.unbind = dpi_thin_unbind,
	.gather = dpi_thin_gather,
	.table = dpi_thin_table,
};
