/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * remove: all columns but the ones named. Rows are drop's.
 */
#include "op/words.h"

#include "base/i18n.h"

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	if (s->n_columns >= schema->n)
		return dp_step_fail(s, NULL, err,
				    _("remove would leave no column at all."));
	for (size_t i = 0; i < s->n_columns; i++) {
		ptrdiff_t k = dpi_schema_slot(schema, s->column[i].slot);

		if (k >= 0)
			dpi_schema_remove(schema, (size_t)k);
	}
	return 0;
}

static const struct dp_example examples[] = {
	{ "telephone", "nom,telephone\nMairie,0400000000\n", "nom\nMairie\n" },
	{ "/^_/", "id,_source,_version\n1,a,2\n", "id\n1\n" },
	{ "b..d", "a,b,c,d,e\n1,2,3,4,5\n", "a,e\n1,5\n" },
	{ "/^tmp/", "tmp1,a,tmp2\n1,2,3\n", "a\n2\n" },
	{ "b..d", "a,b,c,d,e\n1,2,3,4,5\n", "a,e\n1,5\n" },
	{ "\"code postal\"", "nom,code postal\nRex,05000\n", "nom\nRex\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_remove = {
	.name = "remove",
	.scope = DP_SCHEMA,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS"),
	.summary = N_("Leave these columns out."),
	.why = N_("Columns that are empty, that repeat another, or that say "
		  "who a person is have no place in a published table. The "
		  "input keeps them."),
	.changes_again = true,
	.bind = bind,
	.example = examples,
};
