/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * prefix: a text in front of each cell that has not got it yet. Zeros that a
 * code lost are pad's, or code's.
 */
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_param params[] = {
	{ "text", DP_P_TEXT, NULL, NULL, N_("what to put in front"), true },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static dp_str
prefix(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const dp_str *text = s->self;
	dp_str out = { NULL, 0 };
	char *p;

	if (in.n == 0 ||
	    (in.n >= text->n && memcmp(in.p, text->p, text->n) == 0))
		return in;
	out.n = text->n + in.n;
	p = dp_arena_text(&w->batch->text, out.n);
	memcpy(p, text->p, text->n);
	memcpy(p + text->n, in.p, in.n);
	out.p = p;
	return out;
}

static const struct dp_example examples[] = {
	{ "x text=\"FR-\"", "05", "FR-05" },
	{ "x text=\"FR-\"", "FR-05", "FR-05" },
	{ "x text=\"https://\"", "gap.fr", "https://gap.fr" },
	{ "x text=\"CIN-\"", "0147", "CIN-0147" },
	{ "x text=\"n\u00b0 \"", "12", "n\u00b0 12" },
	{ "x text=\"FR-\"", "", "" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_prefix = {
	.name = "prefix",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS text=TEXT"),
	.summary = N_("Put a text in front of each cell."),
	.why = N_("Identifiers of two files are unlike by a few signs: 05 "
		  "here, FR-05 there. Cells that start with the text already, "
		  "and empty cells, stay as they are. replace takes a text "
		  "away again."),
	.param = params,
	.bind = dpi_bind_text,
	.cell = prefix,
	.needs = dpi_needs_columns,
	.example = examples,
};
