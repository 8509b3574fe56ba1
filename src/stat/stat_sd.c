/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The standard deviation of a sample, from exact sums of squares. */
#include "stat/class.h"

static void
finish(const struct dp_stat_in *in, struct dp_figure *out)
{
	struct dp_dd variance;

	if (in->n_used < 2)
		return;
	variance = dp_dd_div(dpi_moments_m2(in->moments),
			     dpi_dd_u128(in->n_used - 1));
	dpi_figure_dd(out, dp_dd_sqrt(variance));
}

const struct dp_stat_class dpi_stat_sd = {
	.name = "sd",
	.title = N_("standard deviation"),
	.summary = N_("The standard deviation of a sample: the square root of "
		      "the sum of squared deviations from the mean, divided by "
		      "n - 1. It takes two numbers at least."),
	.source = "T. F. Chan, G. H. Golub and R. J. LeVeque, The "
		  "American Statistician 37(3), 1983",
	.takes = DP_STAT_NUMBERS,
	.meaning = DP_STAT_AVERAGES,
	.unit = DP_STAT_UNIT_COLUMN,
	.uses = DP_STAT_USES_MOMENTS,
	.finish = finish,
};
