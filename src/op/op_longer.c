/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * longer: several columns of one kind become two, of their names and of their
 * values. The reverse is wider's.
 */
#include "op/grel.h"
#include "op/expand.h"
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

struct longer {
	uint32_t names, values; /* slots; names UINT32_MAX: there is none */
	bool drop_blank, keep_one, once;
	bool missing;  /* only a cell without a text is empty */
	dp_str prefix; /* what stands between name and value; p NULL: nothing */
	struct dp_column *other; /* columns that stay */
	size_t n_other;
};

static const struct dp_param params[] = {
	{ "names", DP_P_TEXT, NULL, NULL,
	  N_("new column for the names of the old ones: names=annee; without "
	     "it only the cells are kept"),
	  false },
	{ "values", DP_P_TEXT, NULL, NULL,
	  N_("new column for their cells: values=population"), true },
	{ "drop-blank", DP_P_CHOICE, "no", "no|yes|keep-one|missing",
	  N_("yes: an empty cell makes no row; keep-one: but a row of which "
	     "all are empty stays, once; missing: the same, but blanks are "
	     "something"),
	  false },
	{ "count", DP_P_INT, NULL, NULL,
	  N_("take so many columns, from the one that is named on; 0: all that "
	     "follow"),
	  false },
	{ "others", DP_P_CHOICE, "all", "all|first",
	  N_("first: the other cells stand only in the first of the rows that "
	     "a row becomes"),
	  false },
	{ "prefix", DP_P_TEXT, NULL, NULL,
	  N_("write the old name before each cell, with this between them"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* count=: the columns that follow the one named belong to it. */
static int
take_following(struct dp_step *s, const struct dp_schema *schema,
	       struct dp_err *err)
{
	int64_t wanted = dp_step_int(s, "count");
	size_t from, n;

	if (s->n_columns != 1 || wanted < 0)
		return dp_step_fail(s, dp_step_arg(s, "count"), err,
				    _("count= goes with one column, from "
				      "which so many are taken."));
	from = (size_t)dpi_schema_slot(schema, s->column[0].slot);
	n = schema->n - from;
	if (wanted && (uint64_t)wanted < n)
		n = (size_t)wanted;
	s->column = dp_arena_alloc(&s->arena, n * sizeof *s->column);
	memcpy(s->column, schema->column + from, n * sizeof *s->column);
	s->n_columns = n;
	return 0;
}

/* The new columns in SCHEMA, at AT. */
static int
add_columns(struct dp_step *s, struct dp_schema *schema, size_t at,
	    struct dp_err *err)
{
	const struct dp_arg *names = dp_step_arg(s, "names");
	const struct dp_arg *values = dp_step_arg(s, "values");
	struct longer *x = s->self;

	x->names = UINT32_MAX;
	if (names) {
		if (dpi_name_is_free(s, names, schema, names->text, err) != 0)
			return -1;
		x->names = dp_schema_add(schema, at++, names->text);
	}
	if (dpi_name_is_free(s, values, schema, values->text, err) != 0)
		return -1;
	x->values = dp_schema_add(schema, at, values->text);
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct longer *x = dp_arena_alloc(&s->arena, sizeof *x);
	size_t at = schema->n;

	memset(x, 0, sizeof *x);
	s->self = x;
	s->apart = true;
	x->drop_blank = dp_step_choice(s, "drop-blank") > 0;
	x->keep_one = dp_step_choice(s, "drop-blank") >= 2;
	x->missing = dp_step_choice(s, "drop-blank") == 3;
	x->once = dp_step_choice(s, "others") == 1;
	if (dp_step_arg(s, "prefix"))
		x->prefix = dp_step_arg(s, "prefix")->text;
	if (dp_step_arg(s, "count") && take_following(s, schema, err) != 0)
		return -1;
	for (size_t i = 0; i < s->n_columns; i++) {
		size_t k = (size_t)dpi_schema_slot(schema, s->column[i].slot);

		at = k < at ? k : at;
		s->column[i].name = dp_keep(&s->arena, s->column[i].name);
	}
	for (size_t i = 0; i < s->n_columns; i++)
		dpi_schema_remove(schema,
				  (size_t)dpi_schema_slot(schema,
							  s->column[i].slot));
	x->other = dp_arena_alloc(&s->arena,
				  (schema->n + 1) * sizeof *x->other);
	if (schema->n)
		memcpy(x->other, schema->column, schema->n * sizeof *x->other);
	x->n_other = schema->n;
	return add_columns(s, schema, at, err);
}

/* Is column I of row R, whose cells are at ROW, to become a row? */
static bool
is_wanted(const struct dp_step *s, const struct dp_cell *row, size_t i)
{
	const struct longer *x = s->self;

	const struct dp_cell *c = &row[s->column[i].slot];

	if (x->missing)
		return c->n > 0 || dp_cell_kind(c) == DP_KIND_EMPTY;
	return !x->drop_blank || !dpi_is_blank(dp_cell_str(c));
}

static size_t
count(const struct dp_step *s, const struct dp_batch *b, size_t r)
{
	const struct dp_cell *row = dp_batch_cell(b, r, 0);
	size_t n = 0;

	for (size_t i = 0; i < s->n_columns; i++)
		n += is_wanted(s, row, i);
	return n || !((const struct longer *)s->self)->keep_one ? n : 1;
}

/* NAME and the cell in one, in the batch. */
static void
put_prefixed(const struct longer *x, struct dp_batch *b, dp_str name,
	     struct dp_cell *c)
{
	struct dp_buf both = { 0 };

	dp_buf_str(&both, name);
	dp_buf_str(&both, x->prefix);
	/* a date is written as Java has it in a text */
	(void)dpi_grel_put_string(dpi_grel_of_cell(c), &both);
	if (both.n <= DP_CELL_MAX_BYTES) {
		c->p = dp_keep(&b->text, dp_buf_view(&both)).p;
		c->n = (uint32_t)both.n;
		dp_cell_set_kind(c, DP_KIND_TEXT);
	}
	dp_buf_done(&both);
}

/* Has no column before AT become a row? */
static bool
is_first_row(const struct dp_step *s, const struct dp_cell *row, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (is_wanted(s, row, i))
			return false;
	return true;
}

static void
fill(const struct dp_step *s, struct dp_batch *b, size_t first, size_t n,
     size_t *at)
{
	const struct longer *x = s->self;
	const struct dp_cell *old = dp_batch_cell(b, first, 0);
	bool is_first = is_first_row(s, old, *at);
	size_t k = 0;

	for (; *at < s->n_columns && k < n; ++*at) {
		size_t i = *at;
		struct dp_cell *row = dp_batch_cell(b, first + k, 0);

		if (!is_wanted(s, old, i))
			continue;
		row[x->values] = row[s->column[i].slot];
		if (x->prefix.p)
			put_prefixed(x, b, s->column[i].name, &row[x->values]);
		for (size_t o = 0;
		     x->once && (k > 0 || !is_first) && o < x->n_other; o++)
			memset(&row[x->other[o].slot], 0, sizeof *row);
		if (x->names != UINT32_MAX) {
			memset(&row[x->names], 0, sizeof *row);
			row[x->names].p = s->column[i].name.p;
			row[x->names].n = (uint32_t)s->column[i].name.n;
		}
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
	{ "2019 count=0 names=annee values=n others=first drop-blank=keep-one",
	  "dep,2019,2020\n05,1,3\n06,,\n",
	  "dep,annee,n\n05,2019,1\n,2020,3\n06,,\n" },
	{ "tel count=2 values=contact prefix=\": \"",
	  "nom,tel,mail,ville\nRex,01,a@b.fr,Gap\n",
	  "nom,contact,ville\nRex,tel: 01,Gap\nRex,mail: a@b.fr,Gap\n" },
	{ "a, b values=v", "a,b\n1,2\n", "v\n1\n2\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_longer = {
	.name = "longer",
	.scope = DP_TABLE,
	.mixes = true,
	.flows = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [names=NAME] values=NAME [count=NUMBER] "
		       "[drop-blank=yes|keep-one|missing] [others=first] "
		       "[prefix=TEXT]"),
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
