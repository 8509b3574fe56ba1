/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * clamp: numbers beyond a limit become the limit. Leaving such rows out is
 * filter's.
 */
#include "op/work.h"

#include "base/i18n.h"
#include "text/decimal.h"

struct limits {
	dp_str min, max; /* p NULL: none */
};

static const struct dp_param params[] = {
	{ "min", DP_P_TEXT, NULL, NULL, N_("smallest number allowed"), false },
	{ "max", DP_P_TEXT, NULL, NULL, N_("largest number allowed"), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	static const char *const name[] = { "min", "max" };
	struct limits *x = dp_arena_alloc(&s->arena, sizeof *x);

	(void)schema;
	x->min = dp_step_param(s, "min");
	x->max = dp_step_param(s, "max");
	s->self = x;
	if (!x->min.p && !x->max.p)
		return dp_step_fail(s, NULL, err,
				    _("clamp expects min=, max= or both, such "
				      "as min=0 max=100."));
	for (size_t i = 0; i < 2; i++) {
		dp_str v = dp_step_param(s, name[i]);

		if (v.p && !dpi_is_decimal(v))
			return dp_step_fail(s, dp_step_arg(s, name[i]), err,
					    _("%s= expects a number, such as "
					      "0 or 99.5."),
					    name[i]);
	}
	if (x->min.p && x->max.p && dpi_decimal_cmp(x->min, x->max) > 0)
		return dp_step_fail(s, dp_step_arg(s, "max"), err,
				    _("max= is below min=: no number lies "
				      "between them."));
	return 0;
}

static dp_str
clamp(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct limits *x = s->self;
	dp_str out;

	if (dpi_is_blank(in))
		return in;
	if (!dpi_is_decimal(in))
		return dp_bad(w, DP_F_NOT_A_NUMBER, in);
	if (x->min.p && dpi_decimal_cmp(in, x->min) < 0)
		out = x->min;
	else if (x->max.p && dpi_decimal_cmp(in, x->max) > 0)
		out = x->max;
	else
		return in;
	(void)dp_bad(w, DP_F_BEYOND_LIMIT, in);
	return out;
}

static const struct dp_example examples[] = { { "x min=0", "-3", "0" },
					      { "x max=100", "104.2", "100" },
					      { "x min=0 max=100", "57", "57" },
					      { "x min=0.5 max=1", "0.25",
						"0.5" },
					      { "x max=100", "", "" },
					      { "x max=100", "NC", "NC" },
					      { NULL, NULL, NULL } };

const struct dp_op_class dpi_op_clamp = {
	.name = "clamp",
	.scope = DP_CELL,
	.settles = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS [min=NUMBER] [max=NUMBER]"),
	.summary = N_("Bring numbers beyond a limit to the limit."),
	.why = N_("A share of 104 per cent that rounding made, a height below "
		  "the "
		  "lowest that the instrument reads: the limit is nearer to "
		  "the truth. Each such cell is reported, for a value that is "
		  "far out is more often a mistake: look first, and then "
		  "correct it with set, or empty it with na."),
	.param = params,
	.bind = bind,
	.cell = clamp,
	.needs = dpi_needs_columns,
	.example = examples,
};
