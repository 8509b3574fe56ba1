/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number of records, whatever their cells hold. */
#include "stat/class.h"

static void
finish(const struct dp_stat_in *in, struct dp_figure *out)
{
	dpi_figure_int(out, in->n_rows);
}

const struct dp_stat_class dpi_stat_n = {
	.name = "n",
	.title = N_("records"),
	.summary = N_("The number of records."),
	.takes = DP_STAT_RECORDS,
	.meaning = DP_STAT_COUNTS,
	.unit = DP_STAT_UNIT_NONE,
	.finish = finish,
};
