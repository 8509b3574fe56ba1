/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * suffix: a text behind each cell that has not got it yet. Taking it away is
 * chomp's.
 */
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_param params[] = {
	{ "text", DP_P_TEXT, NULL, NULL, N_("what to put behind"), true },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static dp_str
suffix(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const dp_str *text = s->self;
	dp_str out = { NULL, 0 };
	char *p;

	if (in.n == 0 || (in.n >= text->n &&
			  memcmp(in.p + in.n - text->n, text->p, text->n) == 0))
		return in;
	out.n = in.n + text->n;
	p = dp_arena_text(&w->batch->text, out.n);
	memcpy(p, in.p, in.n);
	memcpy(p + in.n, text->p, text->n);
	out.p = p;
	return out;
}

static const struct dp_example examples[] = {
	{ "x text=\", France\"", "Gap", "Gap, France" },
	{ "x text=\", France\"", "Gap, France", "Gap, France" },
	{ "x text=\".csv\"", "cinemas", "cinemas.csv" },
	{ "x text=\" cedex\"", "GAP", "GAP cedex" },
	{ "x text=\"\u00a0%\"", "12", "12\u00a0%" },
	{ "x text=\" cedex\"", "", "" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_suffix = {
	.name = "suffix",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS text=TEXT"),
	.summary = N_("Put a text behind each cell."),
	.why = N_("A geocoder finds \"Gap, France\" and may find Gap "
		  "somewhere else. Cells that end with the text already, and "
		  "empty cells, stay as they are. chomp takes a text away "
		  "again."),
	.param = params,
	.bind = dpi_bind_text,
	.cell = suffix,
	.needs = dpi_needs_columns,
	.example = examples,
};
