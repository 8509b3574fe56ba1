/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The number of different values, counted exactly; memory grows with them. */
#include "stat/class.h"
#include "stat/datum_set.h"

static void
add(void *state, const struct dp_datum *d, size_t *held)
{
	dpi_datum_set_add(state, d, held);
}

static void
merge(void *to, void *from, size_t *held)
{
	dpi_datum_set_merge(to, from, held);
	dpi_keyset_done(from);
}

static void
done(void *state)
{
	dpi_keyset_done(state);
}

static void
finish(const struct dp_stat_in *in, struct dp_figure *out)
{
	const struct dpi_keyset *set = in->state;

	dpi_figure_int(out, set->n);
}

const struct dp_stat_class dpi_stat_distinct = {
	.name = "distinct",
	.title = N_("distinct"),
	.summary = N_("The number of different values that are not missing. "
		      "Numbers are compared as numbers: 1 and 1.0 are one "
		      "value, but 01 is another."),
	.takes = DP_STAT_CELLS,
	.meaning = DP_STAT_COUNTS,
	.unit = DP_STAT_UNIT_NONE,
	.state_bytes = sizeof(struct dpi_keyset),
	.add = add,
	.merge = merge,
	.done = done,
	.finish = finish,
};
