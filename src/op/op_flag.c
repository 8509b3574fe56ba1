/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * flag: a mark on rows, which later steps and people can use. Leaving the
 * rows out is drop's.
 */
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

struct flag {
	struct dp_column to;
	dp_str value;
};

static const struct dp_param params[] = {
	{ "value", DP_P_TEXT, "true", NULL, N_("what the mark is"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct flag *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *name;
	ptrdiff_t at;
	size_t i = 0;

	memset(x, 0, sizeof *x);
	s->self = x;
	name = dpi_word_need(s, &i, _("the name of a column"), err);
	if (!name || dpi_words_end(s, i, err) != 0)
		return -1;
	x->value = dp_step_param(s, "value");
	at = dp_schema_find(schema, name->text);
	if (at >= 0) {
		/* a second mark in one column */
		x->to = schema->column[at];
	} else {
		if (dpi_name_is_free(s, name, schema, name->text, err) != 0)
			return -1;
		x->to.slot = dp_schema_add(schema, schema->n, name->text);
	}
	x->to.name = dp_keep(&s->arena, name->text);
	return 0;
}

static enum dp_row_state
flag(const struct dp_step *s, struct dp_work *w, size_t r)
{
	const struct flag *x = s->self;

	dp_step_set(s, w, r, &x->to, x->value);
	return DP_ROW_KEPT;
}

static const struct dp_example examples[] = {
	{ "suspect where=places>1000", "nom,places\nRex,450\nEden,99999\n",
	  "nom,places,suspect\nRex,450,\nEden,99999,true\n" },
	{ "etat value=\"\u00e0 v\u00e9rifier\" where=isBlank(ville)",
	  "nom,ville\nRex,Gap\nEden,\n",
	  "nom,ville,etat\nRex,Gap,\nEden,,\u00e0 v\u00e9rifier\n" },
	{ "suspect where=n==9", "n,suspect\n1,true\n9,\n",
	  "n,suspect\n1,true\n9,true\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_flag = {
	.name = "flag",
	.scope = DP_ROW,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("NAME [value=TEXT] where=CONDITION"),
	.summary = N_("Mark rows in a column of their own."),
	.why = N_("A doubt is not yet a decision: the row stays, with a mark "
		  "that a colleague can look for and that a later filter or "
		  "count can use. The column is added last, or marked "
		  "further when it is there."),
	.param = params,
	.bind = bind,
	.row = flag,
	.example = examples,
};
