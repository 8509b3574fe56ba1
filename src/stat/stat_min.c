/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The smallest number. */
#include "stat/class.h"

static void
finish(const struct dp_stat_in *in, struct dp_figure *out)
{
	if (in->min)
		dpi_figure_number(out, in->min);
}

const struct dp_stat_class dpi_stat_min = {
	.name = "min",
	.title = N_("minimum"),
	.summary = N_("The smallest of the numbers."),
	.takes = DP_STAT_NUMBERS,
	.meaning = DP_STAT_ORDERS,
	.unit = DP_STAT_UNIT_COLUMN,
	.uses = DP_STAT_USES_RANGE,
	.finish = finish,
};
