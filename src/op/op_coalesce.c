/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * coalesce: of several columns, the first cell that is not empty. Filling
 * from other rows is fill's.
 */
#include "op/unite.h"
#include "op/work.h"

#include "base/i18n.h"

struct coalesce {
	struct dp_column to;
};

static const struct dp_param params[] = {
	{ "into", DP_P_TEXT, NULL, NULL, N_("name of the new column"), true },
	{ "keep", DP_P_YES, "yes", NULL,
	  N_("no: the columns it is taken from "
	     "go"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct coalesce *x = dp_arena_alloc(&s->arena, sizeof *x);

	s->self = x;
	if (s->n_columns < 2)
		return dp_step_fail(s, NULL, err,
				    _("coalesce expects two columns or more, "
				      "such as: coalesce tel, portable "
				      "into=telephone"));
	return dpi_unite_bind(s, schema, dp_step_yes(s, "keep"), &x->to, err);
}

static enum dp_row_state
coalesce(const struct dp_step *s, struct dp_work *w, size_t r)
{
	const struct coalesce *x = s->self;
	dp_str first = { NULL, 0 }, other = { NULL, 0 };

	for (size_t i = 0; i < s->n_columns; i++) {
		dp_str c = dp_cell_str(dp_batch_cell(w->batch, r,
						     s->column[i].slot));

		if (dpi_is_blank(c))
			continue;
		if (!first.p)
			first = c;
		else if (!dp_str_eq(first, c) && !other.p)
			other = c;
	}
	if (first.p)
		dp_step_set(s, w, r, &x->to, first);
	if (!other.p)
		return DP_ROW_KEPT;
	(void)dpi_row_finding(s, w, r, x->to.name, DP_F_OTHER_VALUE, other);
	return dpi_row_after_finding(s);
}

static const struct dp_example examples[] = {
	{ "fixe, mobile into=telephone",
	  "fixe,mobile\n0492530000,\n,0612345678\n,\n",
	  "telephone,fixe,mobile\n0492530000,0492530000,\n"
	  "0612345678,,0612345678\n,,\n" },
	{ "nom_usuel, nom into=nom_affiche keep=no",
	  "id,nom_usuel,nom\n1,,Rex SARL\n2,Le Club,\n",
	  "id,nom_affiche\n1,Rex SARL\n2,Le Club\n" },
	{ "a, b into=c keep=no", "a,b\n1,2\n,3\n", "c\n1\n3\n" },
	{ "tel_fixe, tel_mobile into=tel keep=no",
	  "nom,tel_fixe,tel_mobile\nRex,,06\nEden,04,07\n",
	  "nom,tel\nRex,06\nEden,04\n" },
	{ "a, b into=c", "a,b\n,\n1,\n", "c,a,b\n,,\n1,1,\n" },
	{ "/^mail/ into=mail", "mail1,mail2,x\n,a@b.fr,1\n",
	  "mail,mail1,mail2,x\na@b.fr,,a@b.fr,1\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_coalesce = {
	.name = "coalesce",
	.scope = DP_ROW,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS into=NAME [keep=no]"),
	.summary = N_("Take the first of several columns that is not empty."),
	.why = N_("Two versions of a form wrote one thing into two columns, "
		  "or a better source stands beside an older one. Name the "
		  "better first. Rows where the columns say different things "
		  "are reported: look at them before you let the others go."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.row = coalesce,
	.example = examples,
};
