/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * accents: Latin letters without their marks. How, is text's (dpi_unaccent).
 */
#include "op/work.h"

#include "base/i18n.h"
#include "text/repair.h"

static const struct dp_param params[] = {
	{ "keep", DP_P_TEXT, "", NULL,
	  N_("letters to leave as they are: keep=\"\u00e7\u00c7\""), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	dp_str *keep = dp_arena_alloc(&s->arena, sizeof *keep);

	(void)schema;
	(void)err;
	*keep = dp_step_param(s, "keep");
	s->self = keep;
	return 0;
}

static dp_str
strip(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const dp_str *keep = s->self;
	struct dp_buf *made = w->local;

	if (dpi_is_ascii(in))
		return in;
	made->n = 0;
	dpi_unaccent(in, *keep, made);
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x", "\u00c9vian-les-Bains", "Evian-les-Bains" },
	{ "x", "C\u0153ur de Savoie", "Coeur de Savoie" },
	{ "x", "\u0152UVRE", "OEUVRE" },
	{ "x", "e\u0301cole", "ecole" },
	{ "x", "Stra\u00dfburg", "Strassburg" },
	{ "x keep=\"\u00e7\"", "gar\u00e7on \u00e2g\u00e9", "gar\u00e7on age" },
	{ "x", "20 \u20ac \u2014 \u039a\u03ae",
	  "20 \u20ac \u2014 "
	  "\u039a\u03ae" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_accents = {
	.name = "accents",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [keep=LETTERS]"),
	.summary = N_("Write letters without their accents."),
	.why = N_("Some systems know plain letters only, and some files have "
		  "lost their accents: to join with them, both sides must be "
		  "without. Information goes with the accents (c\u00f4te and "
		  "c\u00f4t\u00e9 become cote): put the result in a column of "
		  "its own with as=, and keep the names as they are spelt."),
	.param = params,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = strip,
	.suspects = dpi_suspect_foreign,
	.needs = dpi_needs_columns,
	.example = examples,
};
