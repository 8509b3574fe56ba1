/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * longer: several columns of one kind become two, of their names and of their
 * values. The reverse is wider's.
 */
#include "op/expand.h"
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

struct longer {
	uint32_t names, values; /* slots */
	bool drop_blank;
};

static const struct dp_param params[] = {
	{ "names", DP_P_TEXT, NULL, NULL,
	  N_("new column for the names of the old ones: names=annee"), true },
	{ "values", DP_P_TEXT, NULL, NULL,
	  N_("new column for their cells: values=population"), true },
	{ "drop-blank", DP_P_YES, "no", NULL,
	  N_("yes: an empty cell makes no row"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *names = dp_step_arg(s, "names");
	const struct dp_arg *values = dp_step_arg(s, "values");
	struct longer *x = dp_arena_alloc(&s->arena, sizeof *x);
	size_t at = schema->n;

	s->self = x;
	x->drop_blank = dp_step_yes(s, "drop-blank");
	for (size_t i = 0; i < s->n_columns; i++) {
		size_t k = (size_t)dpi_schema_slot(schema, s->column[i].slot);

		at = k < at ? k : at;
		s->column[i].name = dp_keep(&s->arena, s->column[i].name);
	}
	for (size_t i = 0; i < s->n_columns; i++)
		dpi_schema_remove(schema,
				  (size_t)dpi_schema_slot(schema,
							  s->column[i].slot));
	if (dpi_name_is_free(s, names, schema, names->text, err) != 0)
		return -1;
	x->names = dp_schema_add(schema, at, names->text);
	if (dpi_name_is_free(s, values, schema, values->text, err) != 0)
		return -1;
	x->values = dp_schema_add(schema, at + 1, values->text);
	return 0;
}

/* Is column I of row R, whose cells are at ROW, to become a row? */
static bool
is_wanted(const struct dp_step *s, const struct dp_cell *row, size_t i)
{
	const struct longer *x = s->self;

	return !x->drop_blank ||
	       !dpi_is_blank(dp_cell_str(&row[s->column[i].slot]));
}

static size_t
count(const struct dp_step *s, const struct dp_batch *b, size_t r)
{
	const struct dp_cell *row = dp_batch_cell(b, r, 0);
	size_t n = 0;

	for (size_t i = 0; i < s->n_columns; i++)
		n += is_wanted(s, row, i);
	return n;
}

static void
fill(const struct dp_step *s, struct dp_batch *b, size_t first, size_t n,
     size_t *at)
{
	const struct longer *x = s->self;
	const struct dp_cell *old = dp_batch_cell(b, first, 0);
	size_t k = 0;

	for (; *at < s->n_columns && k < n; ++*at) {
		size_t i = *at;
		struct dp_cell *row = dp_batch_cell(b, first + k, 0);

		if (!is_wanted(s, old, i))
			continue;
		row[x->values] = row[s->column[i].slot];
		memset(&row[x->names], 0, sizeof *row);
		row[x->names].p = s->column[i].name.p;
		row[x->names].n = (uint32_t)s->column[i].name.n;
		k++;
	}
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	static const struct dpi_expansion how = { count, fill };

	(void)err;
	return dpi_expand(s, inner, &how);
}

static const struct dp_example examples[] = {
	{ "2019, 2020 names=annee values=entrees",
	  "cine,2019,2020\nRex,900,300\nEden,,120\n",
	  "cine,annee,entrees\nRex,2019,900\nRex,2020,300\nEden,2019,\n"
	  "Eden,2020,120\n" },
	{ "2019..2021 names=annee values=n drop-blank=yes",
	  "dep,2019,2020,2021\n05,1,,3\n",
	  "dep,annee,n\n05,2019,1\n"
	  "05,2021,3\n" },
	{ "/^tarif_/ names=tarif values=prix",
	  "tarif_plein,ville,tarif_reduit\n8,Gap,6\n",
	  "tarif,prix,ville\ntarif_plein,8,Gap\ntarif_reduit,6,Gap\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_longer = {
	.name = "longer",
	.scope = DP_TABLE,
	.flows = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS names=NAME values=NAME [drop-blank=yes]"),
	.summary = N_("Turn columns of one kind into rows."),
	.why = N_("A column for each year is good to read and bad to work "
		  "with: the year stands in the header, where no filter and "
		  "no chart finds it, and next year adds a column. A row for "
		  "each year and place holds the same, and grows downwards."),
	.param = params,
	.bind = bind,
	.table = table,
	.changes_again = true,
	.example = examples,
};
