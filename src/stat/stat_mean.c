/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The arithmetic mean, from the exact sum. */
#include "stat/class.h"

static void
finish(const struct dp_stat_in *in, struct dp_figure *out)
{
	if (in->n_used)
		dpi_figure_dd(out, dpi_moments_mean(in->moments));
}

const struct dp_stat_class dpi_stat_mean = {
	.name = "mean",
	.title = N_("mean"),
	.summary = N_("The sum of the numbers divided by how many they are. "
		      "Missing cells and words do not count."),
	.takes = DP_STAT_NUMBERS,
	.meaning = DP_STAT_AVERAGES,
	.unit = DP_STAT_UNIT_COLUMN,
	.uses = DP_STAT_USES_MOMENTS,
	.finish = finish,
};
