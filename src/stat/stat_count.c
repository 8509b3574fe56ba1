/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number of cells that hold something. */
#include "stat/class.h"

static void
finish(const struct dp_stat_in *in, struct dp_figure *out)
{
	dpi_figure_int(out, in->n_used + in->n_other);
}

const struct dp_stat_class dpi_stat_count = {
	.name = "count",
	.title = N_("count"),
	.summary = N_("The number of cells that are not missing, numbers or "
		      "not."),
	.takes = DP_STAT_CELLS,
	.meaning = DP_STAT_COUNTS,
	.unit = DP_STAT_UNIT_NONE,
	.finish = finish,
};
