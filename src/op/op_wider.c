/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * wider: names in one column and values in another become columns. Names said
 * in the recipe give the same columns whatever the file holds. The reverse is
 * longer's.
 */
#include "op/into.h"
#include "op/merge_rows.h"
#include "op/record_rows.h"
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

struct wider {
	struct dpi_into into; /* a row for each group */
	struct dp_column values;
	struct dp_column *by;
	size_t n_by;
	bool last;                 /* of two values for a cell, the later */
	struct dpi_record_how how; /* with rows= */
	uint32_t merge_slot;
};

/* Rows that rows= brings into one at most. */
#define EVERY_MAX 1000

static const struct dp_op_class wider_every;

static const struct dp_param params[] = {
	{ "names", DP_P_COLUMN, NULL, NULL,
	  N_("the column that holds the names"), false },
	{ "values", DP_P_COLUMN, NULL, NULL,
	  N_("the column that holds the values"), true },
	{ "into", DP_P_TEXT, NULL, NULL,
	  N_("the names that become columns: into=2019,2020; else all there "
	     "are, in the order of the rows, which are read first"),
	  false },
	{ "by", DP_P_COLUMNS, NULL, NULL,
	  N_("rows that are equal in these columns become one; else in all "
	     "the others"),
	  false },
	{ "last", DP_P_YES, "no", NULL,
	  N_("yes: of two values for one cell the later one counts, and "
	     "nothing is reported"),
	  false },
	{ "place", DP_P_CHOICE, "names", "names|last",
	  N_("where the new columns go: where the names were, or behind all "
	     "others"),
	  false },
	{ "rows", DP_P_INT, NULL, NULL,
	  N_("instead of names=: so many rows are one, whose values stand "
	     "side by side in numbered columns"),
	  false },
	{ "joint", DP_P_TEXT, "_", NULL,
	  N_("with rows=: what stands between the old name and the number; "
	     "numbers that columns have already are left out"),
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
	at = (size_t)dpi_schema_slot(schema, x->into.from.slot);
	dpi_schema_remove(schema, at);
	return dpi_into_add(s, schema,
			    dp_step_choice(s, "place") ? schema->n : at, err);
}

/* rows=: NAME_1, NAME_2 … take the place of the values. */
static int
read_every(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *a = dp_step_arg(s, "rows");
	int64_t every = dp_step_int(s, "rows");
	dp_str joint = dp_step_param(s, "joint");
	struct wider *x = s->self;
	struct dp_column *values = NULL;
	size_t n = 0, at, number = 0;

	if (dp_step_param_columns(s, schema, "values", &values, &n, err) != 0)
		return -1;
	if (every < 2 || every > EVERY_MAX || dp_step_arg(s, "names"))
		return dp_step_fail(s, a, err,
				    _("rows= goes from 2 to %d rows, without "
				      "names=."),
				    EVERY_MAX);
	x->values = values[0];
	x->values.name = dp_keep(&s->arena, values[0].name);
	x->how.every = (size_t)every;
	at = (size_t)dpi_schema_slot(schema, x->values.slot);
	dpi_schema_remove(schema, at);
	x->into.slot = dp_arena_alloc(&s->arena,
				      x->how.every * sizeof *x->into.slot);
	for (size_t i = 0; i < x->how.every; i++) {
		dp_str name = dpi_number_name(s, schema, x->values.name, joint,
					      &number);

		x->into.slot[i] = dp_schema_add(schema, at + i, name);
	}
	s->op = &wider_every;
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct wider *x = dp_arena_alloc(&s->arena, sizeof *x);
	struct dp_column *one = NULL, *two = NULL;
	size_t n_one = 0, n_two = 0;

	memset(x, 0, sizeof *x);
	s->self = x;
	x->last = dp_step_yes(s, "last");
	if (dp_step_arg(s, "rows"))
		return read_every(s, schema, err);
	if (!dp_step_arg(s, "names"))
		return dp_step_fail(s, NULL, err,
				    _("wider expects the column of the names "
				      "(names=) or how many rows are one "
				      "(rows=)."));
	if (dp_step_param_columns(s, schema, "names", &one, &n_one, err) ||
	    dp_step_param_columns(s, schema, "values", &two, &n_two, err) ||
	    dp_step_param_columns(s, schema, "by", &x->by, &x->n_by, err))
		return -1;
	x->into.from = one[0];
	x->values = two[0];
	if (x->into.from.slot == x->values.slot)
		return dp_step_fail(s, dp_step_arg(s, "values"), err,
				    _("names= and values= are one column."));
	if (x->n_by == 0) {
		x->by = dp_arena_alloc(&s->arena, schema->n * sizeof *x->by);
		for (size_t i = 0; i < schema->n; i++)
			if (schema->column[i].slot != x->into.from.slot &&
			    schema->column[i].slot != x->values.slot)
				x->by[x->n_by++] = schema->column[i];
	}
	x->merge_slot = dpi_merge_slots(schema);
	s->gathers = dp_step_arg(s, "into") == NULL;
	return s->gathers ? 0 : add_columns(s, schema, err);
}

static int
gather(struct dp_step *s, struct dp_stream *inner, struct dp_schema *schema,
       struct dp_err *err)
{
	return dpi_into_gather(s, inner, err) != 0 ?
		       -1 :
		       add_columns(s, schema, err);
}

static void
add(struct dp_step *s, size_t group, bool is_new, struct dp_batch *b, size_t r)
{
	struct wider *x = s->self;
	struct dpi_into *into = &x->into;
	dp_str name = dp_cell_str(dp_batch_cell(b, r, x->into.from.slot));
	dp_str value = dp_cell_str(dp_batch_cell(b, r, x->values.slot));
	ptrdiff_t k = dpi_strtab_find(&into->name, dp_trim(name));
	dp_str *cell;

	if (is_new && group == 0)
		dp_arena_reset(&into->text);
	if (is_new)
		for (size_t i = 0; i < into->name.n; i++) {
			size_t at = group * into->name.n + i;

			dp_grow(&into->cell, &into->cap, at,
				sizeof *into->cell);
			into->cell[at] = (dp_str){ NULL, 0 };
		}
	if (k < 0) {
		if (name.n || value.n)
			(void)dp_finding_add_anyhow(&s->log->findings,
						    DP_F_NO_COLUMN_FOR,
						    x->into.from.name,
						    dp_batch_line(b, r),
						    b->record[r], name);
		return;
	}
	cell = &into->cell[group * into->name.n + (size_t)k];
	if (!cell->p || x->last)
		*cell = dp_keep(&into->text, value);
	else if (!dp_str_eq(*cell, value))
		(void)dp_finding_add_anyhow(&s->log->findings, DP_F_TAKEN_CELL,
					    name, dp_batch_line(b, r),
					    b->record[r], value);
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

/* The values of the rows side by side in the first; rows left empty go. */
static void
turn(struct dp_step *s, struct dpi_record *k)
{
	const struct wider *x = s->self;

	for (size_t i = 0; i < k->n; i++) {
		k->row[0].cell[x->into.slot[i]] = k->row[i].was[x->values.slot];
		k->row[0].kind[x->into.slot[i]] =
			k->row[i].kind[x->values.slot];
	}
	for (size_t i = 0; i < k->n; i++) {
		bool kept = i == 0 || !dpi_record_bare(k, &k->row[i], false,
						       x->values.slot);

		/* what is made is no change of a cell */
		k->row[i].was = NULL;
		if (kept)
			dpi_record_put(k, &k->row[i], &x->values);
	}
}

static struct dp_stream *
table_every(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	struct wider *x = s->self;

	(void)err;
	x->how.put = turn;
	return dpi_record_rows(s, inner, 0, &x->how);
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	static const struct dpi_merging how = { add, fill };
	const struct wider *x = s->self;

	(void)err;
	return dpi_merge_rows(s, dpi_into_rows(s, inner), x->by, x->n_by,
			      x->merge_slot, &how);
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
	{ "names=annee values=entrees",
	  "cine,annee,entrees\nRex,2020,300\nRex,2019,900\nEden,2020,120\n",
	  "cine,2020,2019\nRex,300,900\nEden,120,\n" },
	{ "values=ligne rows=3",
	  "ligne\nRex\n1 rue Carnot\nGap\nEden\n2 rue Foch\nNice\n",
	  "ligne_1,ligne_2,ligne_3\nRex,1 rue Carnot,Gap\n"
	  "Eden,2 rue Foch,Nice\n" },
	{ "names=k values=v last=yes", "id,k,v\n1,a,x\n1,a,y\n",
	  "id,a\n1,y\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_wider = {
	.name = "wider",
	.scope = DP_TABLE,
	.mixes = true,
	.takes = DP_TAKES_NOTHING,
	.synopsis = N_("names=COLUMN values=COLUMN "
		       "[into=NAME,NAME\u2026] [by=COLUMNS] [last=yes] | "
		       "values=COLUMN rows=NUMBER"),
	.summary = N_("Turn rows of names and values into columns."),
	.why = N_("A file that gives a field a line (id, champ, valeur) has a "
		  "record in many rows; two years to be compared have to "
		  "stand side by side. A name that into= does not list, and a "
		  "second value for one cell, are reported and left out. "
		  "Without into= the file decides the columns: good for a "
		  "look, less so for a recipe that runs every month."),
	.param = params,
	.keyed_memory = DP_KEYS_SPILL,
	.changes_again = true,
	.bind = bind,
	.unbind = dpi_into_unbind,
	.gather = gather,
	.table = table,
	.example = examples,
};

/* What bind makes of the step when rows= is given. */
static const struct dp_op_class wider_every = {
	.name = "wider",
	.scope = DP_TABLE,
	.mixes = true,
	.takes = DP_TAKES_NOTHING,
	.synopsis = N_("values=COLUMN rows=NUMBER"),
	.param = params,
	.unbind = dpi_into_unbind,
	.table = table_every,
};
