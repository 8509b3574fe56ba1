/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * add-row: one row more, before the others or behind them. Rows of another
 * table are lookup's when they belong to rows of this one.
 */
#include "op/words.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"

/* What the row holds, by slot; p NULL where nothing is said. */
struct row {
	dp_str *cell;
	size_t n_cells;
	bool first;
};

struct adding {
	const struct row *row;
	struct dp_stream *inner;
	size_t n_slots;
	bool added;
};

static const struct dp_param params[] = {
	{ "*", DP_P_TEXT, NULL, NULL,
	  N_("a column and what the row holds there; others stay empty"),
	  false },
	{ "at", DP_P_CHOICE, "last", "first|last",
	  N_("whether it comes before all rows or behind them"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* The values that stand alone, in the order of the columns. */
static int
read_values(const struct dp_step *s, const struct dp_schema *schema,
	    struct row *x, struct dp_err *err)
{
	const struct dp_arg *a;
	size_t i = 0, n = 0;

	while ((a = dpi_word_next(s, &i)) != NULL) {
		if (a->kind == DP_ARG_COMMA)
			continue;
		if (a->kind != DP_ARG_WORD && a->kind != DP_ARG_STRING)
			return dp_step_fail(s, a, err,
					    _("add-row expects values here: "
					      "what is no plain word stands in "
					      "quotes."));
		if (n == schema->n)
			return dp_step_fail(s, a, err,
					    _("there are more values than "
					      "columns: the table has %zu."),
					    schema->n);
		x->cell[schema->column[n++].slot] = a->text;
	}
	return 0;
}

/* The values that say their column. */
static int
read_named(const struct dp_step *s, const struct dp_schema *schema,
	   struct row *x, struct dp_err *err)
{
	for (size_t i = 0; i < s->line->n_args; i++) {
		const struct dp_arg *a = &s->line->arg[i];
		struct dp_arg name = *a;
		uint32_t slot;
		ptrdiff_t k;

		if (a->kind != DP_ARG_PARAM || dp_str_is(a->key, "at"))
			continue;
		name.text = a->key;
		k = dpi_column_need(s, &name, schema, err);
		if (k < 0)
			return -1;
		slot = schema->column[k].slot;
		if (x->cell[slot].p)
			return dp_step_fail(s, a, err,
					    _("the value of %.*s is said "
					      "twice."),
					    DP_FMT(a->key));
		x->cell[slot] = a->text;
	}
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct row *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *at = dp_step_arg(s, "at");

	s->self = x;
	x->n_cells = schema->n_slots;
	x->cell = dp_arena_alloc(&s->arena, x->n_cells * sizeof *x->cell);
	memset(x->cell, 0, x->n_cells * sizeof *x->cell);
	x->first = at && dp_str_is(at->text, "first");
	if (read_values(s, schema, x, err) != 0 ||
	    read_named(s, schema, x, err) != 0)
		return -1;
	for (size_t i = 0; i < x->n_cells; i++)
		if (x->cell[i].p)
			return 0;
	return dp_step_fail(s, NULL, err,
			    _("add-row expects what the row holds, such as: "
			      "add-row id=12 ville=Gap"));
}

/* A batch of the row alone, which comes from no line of the file. */
static void
put(const struct adding *a, struct dp_batch *b)
{
	const struct row *x = a->row;

	dp_batch_clear(b, a->n_slots, 1);
	dp_batch_reserve(b, 1);
	b->has_lines = true;
	b->is_split = true;
	memset(dp_batch_cell(b, 0, 0), 0, a->n_slots * sizeof *b->cell);
	for (size_t i = 0; i < x->n_cells; i++) {
		struct dp_cell *c = dp_batch_cell(b, 0, i);

		if (x->cell[i].n == 0)
			continue;
		c->p = dp_keep(&b->text, x->cell[i]).p;
		c->n = (uint32_t)x->cell[i].n;
	}
	b->state[0] = DP_ROW_KEPT;
	b->record[0] = 0;
	b->line[0] = 0;
	b->n_rows = 1;
}

static int
next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct adding *a = self;
	int status = 0;

	if (!a->row->first || a->added)
		status = dp_next(a->inner, b, err);
	if (status == 1)
		/* what happened so far has been reckoned with */
		dp_log_clear(b->log);
	if (status != 0 || a->added)
		return status;
	a->added = true;
	put(a, b);
	return 1;
}

static void
close_adding(void *self)
{
	struct adding *a = self;

	dp_close(a->inner);
	free(a);
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	struct adding *a = dp_alloc0(sizeof *a);

	(void)err;
	a->row = s->self;
	a->inner = inner;
	a->n_slots = inner->schema.n_slots;
	return dp_stream_new(a, &inner->schema, next, close_adding);
}

static const struct dp_example examples[] = {
	{ "nom=Eden ville=Gap", "nom,ville\nRex,Nice\n",
	  "nom,ville\nRex,Nice\nEden,Gap\n" },
	{ "Eden Gap", "nom,ville\nRex,Nice\n",
	  "nom,ville\nRex,Nice\nEden,Gap\n" },
	{ "nom=Eden at=first", "nom,ville\nRex,Nice\n",
	  "nom,ville\nEden,\nRex,Nice\n" },
	{ "\"Le Rex\" \"\" 120", "nom,ville,places\n",
	  "nom,ville,places\nLe Rex,,120\n" },
	{ "05000 nom=Gap", "cp,nom\n13001,Marseille\n",
	  "cp,nom\n13001,Marseille\n05000,Gap\n" },
	{ "\"total des entr\u00e9es\"=12 an=2020",
	  "an,total des entr\u00e9es\n2019,9\n",
	  "an,total des entr\u00e9es\n2019,9\n2020,12\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_add_row = {
	.name = "add-row",
	.scope = DP_TABLE,
	.mixes = true,
	.flows = true,
	.changes_again = true,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("COLUMN=VALUE\u2026|VALUE\u2026 [at=first|last]"),
	.summary = N_("Add a row."),
	.why = N_("A cinema that the list has forgotten, a member who signed "
		  "on paper: the row stands in the recipe, with a comment on "
		  "where it comes from, and not in a copy of the file that "
		  "somebody has edited. Values alone go to the columns in "
		  "their order."),
	.param = params,
	.bind = bind,
	.table = table,
	.example = examples,
};
