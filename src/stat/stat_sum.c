/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sum, exact to the last decimal of the numbers. */
#include "stat/class.h"

static void
finish(const struct dp_stat_in *in, struct dp_figure *out)
{
	if (in->n_used)
		dpi_figure_sum(out, in->moments);
}

const struct dp_stat_class dpi_stat_sum = {
	.name = "sum",
	.title = N_("sum"),
	.summary = N_("The sum of the numbers, without rounding. Missing "
		      "cells and words add nothing; without any number there "
		      "is none."),
	.takes = DP_STAT_NUMBERS,
	.meaning = DP_STAT_AVERAGES,
	.unit = DP_STAT_UNIT_COLUMN,
	.uses = DP_STAT_USES_MOMENTS,
	.finish = finish,
};
