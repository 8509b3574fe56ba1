/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * drop-constant: columns that hold one value in all rows go. Columns by their
 * names are remove's.
 */
#include "op/thin.h"
#include "op/work.h"

#include "base/i18n.h"

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	(void)schema;
	(void)err;
	dpi_thin_bind(s, true);
	return 0;
}

static const struct dp_example examples[] = {
	{ "", "annee,cine,entrees\n2023,Rex,900\n2023,Eden,120\n",
	  "cine,entrees\nRex,900\nEden,120\n" },
	{ "source, pays", "source,pays,ville\nx,FR,Gap\nx,FR,Gap\nx,BE,Gap\n",
	  "pays,ville\nFR,Gap\nFR,Gap\nBE,Gap\n" },
	{ "", "a,note\n1,\n2,\" \"\n", "a\n1\n2\n" },
	{ "", "a,b\n1,x\n", "a,b\n1,x\n" },
	{ "", "a,b\n1,x\n2,\n", "a,b\n1,x\n2,\n" },
	{ "/^code/", "code_a,code_b,c\n1,1,z\n1,2,z\n",
	  "code_b,c\n1,z\n2,z\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_drop_constant = {
	.name = "drop-constant",
	.scope = DP_TABLE,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[COLUMNS]"),
	.summary = N_("Leave out the columns that hold one value everywhere."),
	.why = N_("An export repeats the year or the source in each row: it "
		  "tells nothing about the difference between two rows, and "
		  "takes the room of a column that does. Which columns went, "
		  "and their value, is reported. All rows are read first; a "
		  "table of one row stays as it is. In a recipe for files to "
		  "come, remove by name is safer: next month the value may "
		  "vary."),
	.changes_again = true,
	.keeps_cells = true,
	.bind = bind,
	.unbind = dpi_thin_unbind,
	.gather = dpi_thin_gather,
	.table = dpi_thin_table,
	.example = examples,
};
