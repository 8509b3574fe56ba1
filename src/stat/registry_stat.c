/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The statistics there are, in the order of local.mk. Nothing is listed
 * here: stats.def is made from it.
 */
#include "stat/class.h"

static const struct dp_stat_class *const stats[] = {
#define DP_STAT(name) &dpi_stat_##name,
#include "stat/stats.def"
#undef DP_STAT
};

size_t
dp_stat_count(void)
{
	return sizeof(stats) / sizeof(stats[0]);
}

const struct dp_stat_class *
dp_stat_at(size_t i)
{
	return stats[i];
}

const struct dp_stat_class *
dp_stat_find(dp_str name)
{
	for (size_t i = 0; i < dp_stat_count(); i++)
		if (dp_str_is(name, stats[i]->name))
			return stats[i];
	return NULL;
}
