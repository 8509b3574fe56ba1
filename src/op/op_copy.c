/* SPDX-License-Identifier: GPL-3.0-or-later */
/* copy: a column a second time. What is made from others is derive's. */
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_param params[] = {
	{ "to", DP_P_TEXT, NULL, NULL, N_("name of the copy"), true },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct dp_column *to = dp_arena_alloc(&s->arena, sizeof *to);
	dp_str name = dp_step_param(s, "to");
	ptrdiff_t at;

	s->self = to;
	if (s->n_columns != 1)
		return dp_step_fail(s, NULL, err,
				    _("copy takes one column at a time."));
	if (dpi_name_is_free(s, dp_step_arg(s, "to"), schema, name, err) != 0)
		return -1;
	at = dpi_schema_slot(schema, s->column[0].slot);
	memset(to, 0, sizeof *to);
	to->slot = dp_schema_add(schema, (size_t)at + 1, name);
	to->name = dp_keep(&s->arena, name);
	return 0;
}

static enum dp_row_state
copy(const struct dp_step *s, struct dp_work *w, size_t r)
{
	const struct dp_cell *c = dp_batch_cell(w->batch, r, s->column[0].slot);

	const struct dp_column *to = s->self;

	dp_step_set(s, w, r, to, dp_cell_str(c));
	dp_cell_set_kind(dp_batch_cell(w->batch, r, to->slot), dp_cell_kind(c));
	return DP_ROW_KEPT;
}

static const struct dp_example examples[] = {
	{ "nom to=nom_lu", "nom,ville\nREX,Gap\n",
	  "nom,nom_lu,ville\nREX,REX,Gap\n" },
	{ "ville to=commune", "nom,ville\nRex,Gap\nEden,\n",
	  "nom,ville,commune\nRex,Gap,Gap\nEden,,\n" },
	{ "ville to=gap where=ville=='Gap'", "nom,ville\nRex,Gap\nB,Nice\n",
	  "nom,ville,gap\nRex,Gap,Gap\nB,Nice,\n" },
	{ "ville to=ville_avant", "ville,n\nGAP,1\n,2\n",
	  "ville,ville_avant,n\nGAP,GAP,1\n,,2\n" },
	{ "prix to=\"prix lu\"", "prix\n\"1 234,50\"\n",
	  "prix,prix lu\n\"1 234,50\",\"1 234,50\"\n" },
	{ "b to=c", "a,b,d\n1,2,3\n", "a,b,c,d\n1,2,2,3\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_copy = {
	.name = "copy",
	.scope = DP_ROW,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMN to=NAME"),
	.summary = N_("Put a second copy of a column beside it."),
	.why = N_("Before a column is changed for good, its first state may "
		  "be worth keeping beside it: for comparing, or because two "
		  "readers want it in two forms."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.row = copy,
	.example = examples,
};
