/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * scale: numbers in another unit. Exact, in decimal (text/decimal.h).
 */
#include "op/work.h"

#include "base/i18n.h"
#include "text/decimal.h"

static const struct dp_param params[] = {
	{ "by", DP_P_TEXT, NULL, NULL,
	  N_("what to multiply by: 1000, 0.001, -1"), true },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	dp_str *by = dp_arena_alloc(&s->arena, sizeof *by);

	(void)schema;
	*by = dp_step_param(s, "by");
	s->self = by;
	if (!dpi_is_decimal(*by) || by->n > DPI_DECIMAL_DIGITS)
		return dp_step_fail(s, dp_step_arg(s, "by"), err,
				    _("by= expects a number, such as 1000 or "
				      "0.001."));
	if (dp_str_is(*by, "0"))
		return dp_step_fail(s, dp_step_arg(s, "by"), err,
				    _("by=0 would make every number 0."));
	return 0;
}

static dp_str
scale(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const dp_str *by = s->self;
	struct dp_buf *made = w->local;

	if (dpi_is_blank(in))
		return in;
	made->n = 0;
	if (!dpi_decimal_times(in, *by, made))
		return dp_bad(w, DP_F_NOT_A_NUMBER, in);
	return dpi_made(w, in, dp_buf_view(made));
}

static const struct dp_example examples[] = {
	{ "x by=1000", "12.5", "12500" }, { "x by=0.001", "873076", "873.076" },
	{ "x by=0.01", "12.5", "0.125" }, { "x by=0.1", "0.3", "0.03" },
	{ "x by=-1", "12", "-12" },       { "x by=1000", "NC", "NC" },
	{ "x by=1000", "", "" },          { NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_scale = {
	.name = "scale",
	.scope = DP_CELL,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMNS by=NUMBER"),
	.summary = N_("Multiply numbers, to bring them to another unit."),
	.why = N_("One file counts thousands of euros and the other euros, "
		  "metres here, kilometres there: brought to one unit they "
		  "can be added. No digit is lost or made up. Say the unit in "
		  "the column's name with rename. Run twice it multiplies "
		  "twice: keep it in the recipe, never in a cleaned file."),
	.param = params,
	.changes_again = true,
	.bind = bind,
	.local_new = dpi_local_buf_new,
	.local_free = dpi_local_buf_free,
	.cell = scale,
	.needs = dpi_needs_columns,
	.example = examples,
};
