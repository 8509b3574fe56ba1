/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * flag: a mark on rows, which later steps and people can use. Leaving the
 * rows out is drop's.
 */
#include "op/record_rows.h"
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_op_class flag_records;

struct flag {
	struct dp_column to;
	dp_str value;
	uint32_t key; /* slot, with records= */
	struct dpi_record_how how;
	bool all; /* every row of the record must hold */
};

static const struct dp_param params[] = {
	{ "value", DP_P_TEXT, "true", NULL, N_("what the mark is"), false },
	{ "records", DP_P_TEXT, NULL, NULL,
	  N_("a row whose cell is empty in this column belongs to the row "
	     "above: all rows of a record are marked when one is"),
	  false },
	{ "rows", DP_P_CHOICE, "any", "any|all",
	  N_("all: with records=, only where every row of the record is to be "
	     "marked"),
	  false },
	{ "aside", DP_P_COLUMNS, NULL, NULL, DPI_RECORD_ASIDE, false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void mark(struct dp_step *s, struct dpi_record *k);

static int
bind_records(struct dp_step *s, const struct dp_schema *schema,
	     struct dp_err *err)
{
	ptrdiff_t k = dpi_record_key(s, schema, err);
	struct flag *x = s->self;

	if (k < 0)
		return -1;
	x->key = schema->column[k].slot;
	x->all = dp_step_choice(s, "rows") == 1;
	s->op = &flag_records;
	x->how.put = mark;
	return dpi_record_alone(s, schema, &x->how, err);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct flag *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *name, *key = dp_step_arg(s, "records");
	ptrdiff_t at;
	size_t i = 0;

	memset(x, 0, sizeof *x);
	s->self = x;
	name = dpi_word_need(s, &i, _("the name of a column"), err);
	if (!name || dpi_words_end(s, i, err) != 0)
		return -1;
	x->value = dp_step_param(s, "value");
	at = dp_schema_find(schema, name->text);
	/* a second mark in one column */
	if (at >= 0)
		x->to = schema->column[at];
	else if (dpi_add_column(s, name, schema, name->text, &x->to, err) != 0)
		return -1;
	x->to.name = dp_keep(&s->arena, name->text);
	return key ? bind_records(s, schema, err) : 0;
}

static enum dp_row_state
flag(const struct dp_step *s, struct dp_work *w, size_t r)
{
	const struct flag *x = s->self;

	dp_step_set(s, w, r, &x->to, x->value);
	return DP_ROW_KEPT;
}

/* Marks the rows of a record, or none of them. */
static void
mark(struct dp_step *s, struct dpi_record *k)
{
	const struct flag *x = s->self;
	size_t hits = 0;

	for (size_t i = 0; i < k->n; i++)
		hits += k->row[i].hit;
	for (size_t i = 0; i < k->n; i++) {
		if (x->all ? hits == k->n : hits > 0)
			k->row[i].cell[x->to.slot] = x->value;
		dpi_record_put(k, &k->row[i], &x->to);
	}
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	const struct flag *x = s->self;

	(void)err;
	return dpi_record_rows(s, inner, x->key, &x->how);
}

static const struct dp_example examples[] = {
	{ "suspect where=places>1000", "nom,places\nRex,450\nEden,99999\n",
	  "nom,places,suspect\nRex,450,\nEden,99999,true\n" },
	{ "etat value=\"\u00e0 v\u00e9rifier\" where=isBlank(ville)",
	  "nom,ville\nRex,Gap\nEden,\n",
	  "nom,ville,etat\nRex,Gap,\nEden,,\u00e0 v\u00e9rifier\n" },
	{ "suspect where=n==9", "n,suspect\n1,true\n9,\n",
	  "n,suspect\n1,true\n9,true\n" },
	{ "vu where=film=='A' records=cine", "cine,film\nRex,B\n,A\nEden,B\n",
	  "cine,film,vu\nRex,B,true\n,A,true\nEden,B,\n" },
	{ "complet where=isNotBlank(film) records=cine rows=all",
	  "cine,film\nRex,B\n,\nEden,B\n,C\n",
	  "cine,film,complet\nRex,B,\n,,\nEden,B,true\n,C,true\n" },
	{ "suspect value=non where=n<0", "n,suspect\n1,true\n-2,true\n",
	  "n,suspect\n1,true\n-2,non\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_flag = {
	.name = "flag",
	.scope = DP_ROW,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("NAME [value=TEXT] where=CONDITION [records=COLUMN] "
		       "[rows=any|all] [aside=COLUMNS]"),
	.summary = N_("Mark rows in a column of their own."),
	.why = N_("A doubt is not yet a decision: the row stays, with a mark "
		  "that a colleague can look for and that a later filter or "
		  "count can use. The column is added last, or marked "
		  "further when it is there."),
	.makes_over = true,
	.param = params,
	.bind = bind,
	.row = flag,
	.example = examples,
};

/* What bind makes of the step when records= is given. */
static const struct dp_op_class flag_records = {
	.name = "flag",
	.scope = DP_TABLE,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("NAME [value=TEXT] where=CONDITION [records=COLUMN] "
		       "[rows=any|all] [aside=COLUMNS]"),
	.param = params,
	.table = table,
};
