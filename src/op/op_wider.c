/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wider: names in one column and values in another become columns. The names
 * are said in the recipe, so that the result has the same columns whatever
 * the file holds. The reverse is longer's.
 */
#include "op/into.h"
#include "op/merge_rows.h"
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

struct wider {
	struct dpi_into into; /* a row for each group */
	struct dp_column names, values;
	struct dp_column *by;
	size_t n_by;
};

static const struct dp_param params[] = {
	{ "names", DP_P_COLUMN, NULL, NULL,
	  N_("the column that holds the names"), true },
	{ "values", DP_P_COLUMN, NULL, NULL,
	  N_("the column that holds the values"), true },
	{ "into", DP_P_TEXT, NULL, NULL,
	  N_("the names that become columns: into=2019,2020"), true },
	{ "by", DP_P_COLUMNS, NULL, NULL,
	  N_("rows that are equal in these columns become one; else in all "
	     "the others"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* The new columns take the place of the column of names. */
static int
add_columns(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct wider *x = s->self;
	size_t at;

	dpi_schema_remove(schema,
			  (size_t)dpi_schema_slot(schema, x->values.slot));
	at = (size_t)dpi_schema_slot(schema, x->names.slot);
	dpi_schema_remove(schema, at);
	return dpi_into_add(s, schema, at, err);
}

static int
read_args(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct wider *x = dp_arena_alloc(&s->arena, sizeof *x);
	struct dp_column *one = NULL, *two = NULL;
	size_t n_one = 0, n_two = 0;

	memset(x, 0, sizeof *x);
	s->self = x;
	if (dp_step_param_columns(s, schema, "names", &one, &n_one, err) ||
	    dp_step_param_columns(s, schema, "values", &two, &n_two, err) ||
	    dp_step_param_columns(s, schema, "by", &x->by, &x->n_by, err))
		return -1;
	x->names = one[0];
	x->values = two[0];
	if (x->names.slot == x->values.slot)
		return dp_step_fail(s, dp_step_arg(s, "values"), err,
				    _("names= and values= are one column."));
	if (x->n_by == 0) {
		x->by = dp_arena_alloc(&s->arena, schema->n * sizeof *x->by);
		for (size_t i = 0; i < schema->n; i++)
			if (schema->column[i].slot != x->names.slot &&
			    schema->column[i].slot != x->values.slot)
				x->by[x->n_by++] = schema->column[i];
	}
	return add_columns(s, schema, err);
}

/* The engine unbinds only what was bound: a failure cleans up here. */
static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	if (read_args(s, schema, err) == 0)
		return 0;
	dpi_into_unbind(s);
	return -1;
}

static void
add(struct dp_step *s, size_t group, bool is_new, struct dp_batch *b, size_t r)
{
	struct wider *x = s->self;
	struct dpi_into *into = &x->into;
	dp_str name = dp_cell_str(dp_batch_cell(b, r, x->names.slot));
	dp_str value = dp_cell_str(dp_batch_cell(b, r, x->values.slot));
	ptrdiff_t k = dpi_strtab_find(&into->name, name);
	dp_str *cell;

	if (is_new)
		for (size_t i = 0; i < into->name.n; i++) {
			size_t at = group * into->name.n + i;

			dp_grow(&into->cell, &into->cap, at,
				sizeof *into->cell);
			into->cell[at] = (dp_str){ NULL, 0 };
		}
	if (k < 0) {
		if (name.n || value.n)
			(void)dp_finding_add(&s->log->findings,
					     DP_F_NO_COLUMN_FOR, x->names.name,
					     dp_batch_line(b, r), b->record[r],
					     name);
		return;
	}
	cell = &into->cell[group * into->name.n + (size_t)k];
	if (!cell->p)
		*cell = dp_keep(&into->text, value);
	else if (!dp_str_eq(*cell, value))
		(void)dp_finding_add(&s->log->findings, DP_F_TAKEN_CELL, name,
				     dp_batch_line(b, r), b->record[r], value);
}

static void
fill(struct dp_step *s, size_t group, struct dp_batch *b, size_t r)
{
	const struct dpi_into *into = s->self;

	for (size_t i = 0; i < into->name.n; i++) {
		struct dp_cell *c = dp_batch_cell(b, r, into->slot[i]);
		dp_str text = into->cell[group * into->name.n + i];

		memset(c, 0, sizeof *c);
		if (text.n == 0)
			continue;
		c->p = dp_keep(&b->text, text).p;
		c->n = (uint32_t)text.n;
	}
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	static const struct dpi_merging how = { add, fill };
	const struct wider *x = s->self;

	(void)err;
	return dpi_merge_rows(s, inner, x->by, x->n_by, &how);
}

static const struct dp_example examples[] = {
	{ "names=annee values=entrees into=2019,2020",
	  "cine,annee,entrees\nRex,2019,900\nRex,2020,300\nEden,2020,120\n",
	  "cine,2019,2020\nRex,900,300\nEden,,120\n" },
	{ "names=champ values=valeur into=nom,ville",
	  "id,champ,valeur\n1,nom,Rex\n1,ville,Gap\n2,nom,Eden\n",
	  "id,nom,ville\n1,Rex,Gap\n2,Eden,\n" },
	{ "names=t values=prix into=plein,reduit by=id",
	  "id,t,prix,note\n1,plein,8,a\n1,reduit,6,b\n",
	  "id,plein,reduit,note\n1,8,6,a\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_wider = {
	.name = "wider",
	.scope = DP_TABLE,
	.takes = DP_TAKES_NOTHING,
	.synopsis = N_("names=COLUMN values=COLUMN into=NAME,NAME\u2026 "
		       "[by=COLUMNS]"),
	.summary = N_("Turn rows of names and values into columns."),
	.why = N_("A file that gives a field a line (id, champ, valeur) has a "
		  "record in many rows; two years to be compared have to "
		  "stand side by side. A name that into= does not list, and a "
		  "second value for one cell, are reported and left out."),
	.param = params,
	.keyed_memory = true,
	.changes_again = true,
	.bind = bind,
	.unbind = dpi_into_unbind,
	.table = table,
	.example = examples,
};
