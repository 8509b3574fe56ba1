/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of the whole: of the records, or of the sum of a column. */
#include "stat/class.h"

static void
finish(const struct dp_stat_in *in, struct dp_figure *out)
{
	struct dp_dd part, all;

	if (!in->whole)
		return;
	if (in->column) {
		if (!in->n_used)
			return;
		part = dpi_moments_sum(in->moments);
		all = dpi_moments_sum(in->whole->moments);
	} else {
		part = dpi_dd_u128(in->n_rows);
		all = dpi_dd_u128(in->whole->n_rows);
	}
	part = dp_dd_mul(part, dp_dd_int(100));
	dpi_figure_dd(out, dp_dd_div(part, all));
}

const struct dp_stat_class dpi_stat_share = {
	.name = "share",
	.title = N_("share"),
	.summary = N_("Of records, share(): those of the group in percent of "
		      "all. Of a column, share(x): the sum over the group in "
		      "percent of the sum over all groups."),
	.takes = DP_STAT_EITHER,
	.meaning = DP_STAT_AVERAGES,
	.unit = DP_STAT_UNIT_PERCENT,
	.uses = DP_STAT_USES_MOMENTS,
	.finish = finish,
};
