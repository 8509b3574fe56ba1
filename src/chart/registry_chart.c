/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The charts there are, from charts.def, which the build makes of local.mk.
 * Knows no chart by name.
 */
#include "chart/scene.h"

#define DP_CHART(name) extern const struct dp_chart_class dpi_chart_##name;
#include "chart/charts.def"
#undef DP_CHART

static const struct dp_chart_class *const classes[] = {
#define DP_CHART(name) &dpi_chart_##name,
#include "chart/charts.def"
#undef DP_CHART
};

#define N_CLASSES (sizeof(classes) / sizeof(classes[0]))

size_t
dp_chart_classes(void)
{
	return N_CLASSES;
}

const struct dp_chart_class *
dp_chart_class_at(size_t i)
{
	return i < dp_chart_classes() ? classes[i] : NULL;
}

const struct dp_chart_class *
dp_chart_class_find(dp_str name)
{
	for (size_t i = 0; i < N_CLASSES; i++)
		if (dp_str_is(name, classes[i]->name))
			return classes[i];
	return NULL;
}

const struct dp_chart_class *
dp_chart_class_need(dp_str name, struct dp_err *err)
{
	const struct dp_chart_class *found = dp_chart_class_find(name);
	struct dp_buf names = { 0 };

	if (found)
		return found;
	for (size_t i = 0; i < N_CLASSES; i++)
		dp_buf_format(&names, "%s%s", i ? ", " : "", classes[i]->name);
	dp_fail(err, DP_EUSAGE,
		_("there is no chart called %.*s; there are: %.*s"),
		DP_FMT(name), DP_FMT(dp_buf_view(&names)));
	dp_buf_done(&names);
	return NULL;
}
