/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The median, a quantile of the type asked for. */
#include "stat/class.h"

static void
finish(const struct dp_stat_in *in, struct dp_figure *out)
{
	dpi_figure_quartile(out, in, 2);
}

const struct dp_stat_class dpi_stat_median = {
	.name = "median",
	.title = N_("median"),
	.summary = N_("The middle of the numbers in order: half are below it. "
		      "For an even number of them the types of quantile "
		      "differ; type 7 takes the mean of the middle two."),
	.source = "R. J. Hyndman and Y. Fan, The American "
		  "Statistician 50(4), 1996",
	.takes = DP_STAT_NUMBERS,
	.meaning = DP_STAT_AVERAGES,
	.unit = DP_STAT_UNIT_COLUMN,
	.uses = DP_STAT_USES_VALUES,
	.finish = finish,
};
