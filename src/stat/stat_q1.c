/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first quartile, a quantile of the type asked for. */
#include "stat/class.h"

static void
finish(const struct dp_stat_in *in, struct dp_figure *out)
{
	dpi_figure_quartile(out, in, 1);
}

const struct dp_stat_class dpi_stat_q1 = {
	.name = "q1",
	.title = N_("first quartile"),
	.summary = N_("A quarter of the numbers are below it. Quantile type 7 "
		      "unless another is asked for."),
	.source = "R. J. Hyndman and Y. Fan, The American "
		  "Statistician 50(4), 1996",
	.takes = DP_STAT_NUMBERS,
	.meaning = DP_STAT_AVERAGES,
	.unit = DP_STAT_UNIT_COLUMN,
	.uses = DP_STAT_USES_VALUES,
	.finish = finish,
};
