/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * join: the cells of several columns in one. Joining tables is lookup's.
 */
#include "op/unite.h"
#include "op/work.h"

#include "base/i18n.h"

struct join {
	struct dp_column to;
	dp_str sep;
	bool skip_blank;
};

static const struct dp_param params[] = {
	{ "into", DP_P_TEXT, NULL, NULL, N_("name of the new column"), true },
	{ "sep", DP_P_TEXT, " ", NULL, N_("what stands between the cells"),
	  false },
	{ "skip-blank", DP_P_YES, "yes", NULL,
	  N_("yes: an empty cell leaves no separator"), false },
	{ "keep", DP_P_YES, "no", NULL,
	  N_("yes: the columns that were joined stay"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct join *x = dp_arena_alloc(&s->arena, sizeof *x);

	s->self = x;
	x->sep = dp_step_param(s, "sep");
	x->skip_blank = dp_step_yes(s, "skip-blank");
	return dpi_unite_bind(s, schema, dp_step_yes(s, "keep"), &x->to, err);
}

static enum dp_row_state
join(const struct dp_step *s, struct dp_work *w, size_t r)
{
	const struct join *x = s->self;
	struct dp_buf *made = w->local;
	bool any = false;

	made->n = 0;
	for (size_t i = 0; i < s->n_columns; i++) {
		dp_str c = dp_cell_str(dp_batch_cell(w->batch, r,
						     s->column[i].slot));

		if (x->skip_blank && dpi_is_blank(c))
			continue;
		if (any)
			dp_buf_str(made, x->sep);
		dp_buf_str(made, c);
		any = true;
	}
	if (made->n > DP_CELL_MAX_BYTES)
		return dpi_row_no_result(s, w, r, x->to.name,
					 (dp_str){ NULL, 0 });
	if (made->n)
		dp_step_set(s, w, r, &x->to,
			    dp_keep(&w->batch->text, dp_buf_view(made)));
	return DP_ROW_KEPT;
}

static const struct dp_example examples[] = {
	{ "rue, cp, ville into=adresse sep=\", \"",
	  "nom,rue,cp,ville\nRex,1 rue Carnot,05000,Gap\nEden,,13001,"
	  "Marseille\n",
	  "nom,adresse\nRex,\"1 rue Carnot, 05000, Gap\"\n"
	  "Eden,\"13001, Marseille\"\n" },
	{ "prenom, nom into=qui keep=yes", "prenom,nom\nMarie,Curie\n",
	  "qui,prenom,nom\nMarie Curie,Marie,Curie\n" },
	{ "dep, com into=code sep=\"\"", "dep,com\n05,061\n2A,004\n",
	  "code\n05061\n2A004\n" },
	{ "a, b into=c sep=\"-\" skip-blank=no", "a,b\n1,\n,2\n",
	  "c\n1-\n-2\n" },
	{ "a, b into=c sep=\"-\"", "a,b\n1,2\n3,\n", "c\n1-2\n3\n" },
	{ "jour, mois, an into=date sep=\"/\" keep=yes",
	  "jour,mois,an\n12,3,2021\n",
	  "date,jour,mois,an\n12/3/2021,12,3,2021\n" },
	{ "a, b into=c sep=\" \"", "a,b\n,2\n1,\n", "c\n2\n1\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_join = {
	.name = "join",
	.scope = DP_ROW,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS into=NAME [sep=TEXT] [skip-blank=no] "
		       "[keep=yes]"),
	.summary = N_("Join several columns into one."),
	.why = N_("A geocoder wants an address in one piece, a join wants the "
		  "code that two columns hold a half of each. The new column "
		  "takes the place of the first; split does the reverse."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.row = join,
	.example = examples,
};
