/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number of cells that hold nothing. */
#include "stat/class.h"

static void
finish(const struct dp_stat_in *in, struct dp_figure *out)
{
	dpi_figure_int(out, in->n_missing);
}

const struct dp_stat_class dpi_stat_missing = {
	.name = "missing",
	.title = N_("missing"),
	.summary = N_("The number of cells that are empty or hold white space "
		      "only."),
	.takes = DP_STAT_CELLS,
	.meaning = DP_STAT_COUNTS,
	.unit = DP_STAT_UNIT_NONE,
	.finish = finish,
};
