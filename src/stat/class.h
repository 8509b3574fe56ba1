/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a statistic is written with: src/stat/stat_<name>.c includes this,
 * defines `const struct dp_stat_class dpi_stat_<name>`, and gets one line in
 * local.mk. What was gathered is asked for by the functions below; each is
 * only for statistics whose uses names what it reads.
 */
#ifndef DPI_STAT_CLASS_H
#define DPI_STAT_CLASS_H

#include <dpipe/stat.h>

#include "base/i18n.h"
#include "stat/moments.h"
#include "stat/values.h"

/* Declares the descriptors; stats.def is made from local.mk. */
#define DP_STAT(name) extern const struct dp_stat_class dpi_stat_##name;
#include "stat/stats.def"
#undef DP_STAT

/* What was gathered over a column, or a group's part of it. */
struct dp_stat_in {
	uint64_t n_rows; /* records, whatever their cells */
	uint64_t n_used; /* numbers */
	uint64_t n_missing;
	uint64_t n_other; /* not missing, not numbers */
	bool column;      /* false: asked of records, share() */
	const struct dpi_moments *moments;
	const struct dp_number *min, *max;
	const struct dpi_values *values; /* in order */
	int qtype;
	const void *state;
	/* The same over all groups, without values and state; NULL when
	   there are no groups. */
	const struct dp_stat_in *whole;
};

/* Sets FIGURE to a whole number; exact. */
void dpi_figure_int(struct dp_figure *figure, uint64_t i);
/* Sets it to V, 17 digits; stays null when V is not finite. */
void dpi_figure_dd(struct dp_figure *figure, struct dp_dd v);
/* Sets it to V as it was written, without zeros at the end; exact. */
void dpi_figure_number(struct dp_figure *figure, const struct dp_number *v);
/* Sets it to the sum of the moments M, exact where the numbers were. */
void dpi_figure_sum(struct dp_figure *figure, const struct dpi_moments *m);
/* Sets it to the quantile P / 4 of the values of IN. */
void dpi_figure_quartile(struct dp_figure *figure, const struct dp_stat_in *in,
			 unsigned p);

#endif
