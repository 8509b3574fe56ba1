/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The largest number. */
#include "stat/class.h"

static void
finish(const struct dp_stat_in *in, struct dp_figure *out)
{
	if (in->max)
		dpi_figure_number(out, in->max);
}

const struct dp_stat_class dpi_stat_max = {
	.name = "max",
	.title = N_("maximum"),
	.summary = N_("The largest of the numbers."),
	.takes = DP_STAT_NUMBERS,
	.meaning = DP_STAT_ORDERS,
	.unit = DP_STAT_UNIT_COLUMN,
	.uses = DP_STAT_USES_RANGE,
	.finish = finish,
};
