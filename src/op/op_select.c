/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * select: only the columns named, in the order named.
 */
#include "op/words.h"

#include "base/i18n.h"

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	(void)err;
	/* A column is listed once: there are never more than before. */
	schema->n = s->n_columns;
	if (schema->n)
		memcpy(schema->column, s->column,
		       schema->n * sizeof *s->column);
	for (size_t i = 0; i < schema->n; i++) {
		dp_str label = s->column[i].label;

		schema->column[i].name = dp_keep(&schema->names,
						 s->column[i].name);
		if (label.p)
			schema->column[i].label = dp_keep(&schema->names,
							  label);
	}
	return 0;
}

static const struct dp_example examples[] = {
	{ "commune, population", "code,commune,population\n05061,Gap,40000\n",
	  "commune,population\nGap,40000\n" },
	{ "population, commune", "code,commune,population\n05061,Gap,40000\n",
	  "population,commune\n40000,Gap\n" },
	{ "code, /^pop/", "pop_2010,code,pop_2020\n1,05061,2\n",
	  "code,pop_2010,pop_2020\n05061,1,2\n" },
	{ "commune, *", "code,commune\n05061,Gap\n",
	  "commune,code\nGap,05061\n" },
	{ "c, a", "a,b,c\n1,2,3\n", "c,a\n3,1\n" },
	{ "/^n/", "nom,ville,n\nRex,Gap,1\n", "nom,n\nRex,1\n" },
	{ "b..d", "a,b,c,d,e\n1,2,3,4,5\n", "b,c,d\n2,3,4\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_select = {
	.name = "select",
	.scope = DP_SCHEMA,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS"),
	.summary = N_("Keep these columns only, in this order."),
	.why = N_("A table with the five columns you need is read faster, by "
		  "people and by programs, than one with fifty. The other "
		  "columns are left out of the result; the input keeps them."),
	.bind = bind,
	.example = examples,
};
