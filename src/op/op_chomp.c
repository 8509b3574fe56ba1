/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * chomp: a text at the end of each cell goes. Texts in other places are
 * replace's.
 */
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_param params[] = {
	{ "text", DP_P_TEXT, NULL, NULL, N_("what to take away"), true },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static dp_str
chomp(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const dp_str *text = s->self;
	dp_str out = { in.p, 0 };

	(void)w;
	if (in.n < text->n ||
	    memcmp(in.p + in.n - text->n, text->p, text->n) != 0)
		return in;
	out.n = in.n - text->n;
	if (out.n == 0)
		out.p = NULL;
	return out;
}

static const struct dp_example examples[] = {
	{ "x text=\" cedex\"", "Gap cedex", "Gap" },
	{ "x text=\" cedex\"", "Gap", "Gap" },
	{ "x text=\",\"", "12 rue Carnot,", "12 rue Carnot" },
	{ "x text=\".0\"", "2023.0", "2023" },
	{ "x text=\" m\u00b2\"", "120 m\u00b2", "120" },
	{ "x text=\"*\"", "2023**", "2023*" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_chomp = {
	.name = "chomp",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS text=TEXT"),
	.summary = N_("Take a text off the end of each cell."),
	.why = N_("A unit, a comma or \"cedex\" stands at the end of some "
		  "cells and not of others. Only the end is looked at, once: "
		  "what stands inside the cell is safe, as it is not with "
		  "replace."),
	.param = params,
	.changes_again = true,
	.bind = dpi_bind_text,
	.cell = chomp,
	.needs = dpi_needs_columns,
	.example = examples,
};
