/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * mojibake: accents broken by an encoding read as another. What is broken,
 * and what it was, is text's (dpi_mojibake_undo).
 */
#include "op/work.h"

#include "base/i18n.h"
#include "text/repair.h"

struct mojibake {
	unsigned layers;
};

static const struct dp_param params[] = {
	{ "layers", DP_P_INT, "2", NULL,
	  N_("how many times over a text may have been broken: from 1 to 3"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct mojibake *x = dp_arena_alloc(&s->arena, sizeof *x);
	int64_t layers = dp_step_int(s, "layers");

	(void)schema;
	if (layers < 1 || layers > 3)
		return dp_step_fail(s, dp_step_arg(s, "layers"), err,
				    _("layers= goes from 1 to 3."));
	x->layers = (unsigned)layers;
	s->self = x;
	return 0;
}

static dp_str
undo(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct mojibake *x = s->self;
	struct dp_buf *made = w->local;

	made->n = 0;
	switch (dpi_mojibake_undo(in, x->layers, made)) {
	case DPI_MOJIBAKE_UNDONE:
		return dpi_made(w, in, dp_buf_view(made));
	case DPI_MOJIBAKE_DEEP:
		return dp_bad(w, DP_F_MOJIBAKE_LEFT, in);
	default:
		return in;
	}
}

static const struct dp_example examples[] = {
	{ "x", "CinÃ©ma le GaumontÂ°", "Cin\u00e9ma le Gaumont\u00b0" },
	{ "x", "lâ€™Ã©cole", "l\u2019\u00e9cole" },
	{ "x", "DÃƒÂ©partement", "D\u00e9partement" },
	{ "x", "Marseille, 1Ã¨re sÃ©ance \u00e0 20 h",
	  "Marseille, 1\u00e8re s\u00e9ance \u00e0 20 h" },
	{ "x", "cin√©ma", "cin\u00e9ma" },
	{ "x", "├®t├®", "\u00e9t\u00e9" },
	{ "x",
	  "l\xc2\x92"
	  "\u00e9t\u00e9",
	  "l\u2019\u00e9t\u00e9" },
	{ "x", "S\u00e3o Paulo \u2014 \u00c9T\u00c9\u2026",
	  "S\u00e3o Paulo \u2014 \u00c9T\u00c9\u2026" },
	{ "x layers=1", "DÃƒÂ©partement", "DÃƒÂ©partement" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_mojibake = {
	.name = "mojibake",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS_OR_ALL,
	.synopsis = N_("[COLUMNS] [layers=1|2|3]"),
	.summary = N_("Put accents right that a wrong encoding broke."),
	.why = N_("\u00e9 is two bytes in UTF-8; a program that takes each "
		  "for a character shows Ã©, and saves it so. As long as no "
		  "byte was lost the way leads back. Each broken run is judged "
		  "alone: good text is not touched, even in the same cell. "
		  "Where a ? or \ufffd stands, the letter is gone: ask for "
		  "the file again, in UTF-8."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = undo,
	.suspects = dpi_suspect_foreign,
	.needs = dpi_needs_columns,
	.example = examples,
};
