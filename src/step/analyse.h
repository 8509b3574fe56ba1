/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the step analyse share. */
#ifndef DPI_STEP_ANALYSE_H
#define DPI_STEP_ANALYSE_H

#include <dpipe/analyse.h>

/* Sets V to FIGURE, rounded where people read it. */
void dpi_analyse_set(const struct dp_analyse_opts *o, struct dp_frame *f,
		     struct dp_value *v, const struct dp_figure *figure);
/* Sets V to X, 17 digits or what people are shown. */
void dpi_analyse_set_dd(const struct dp_analyse_opts *o, struct dp_frame *f,
			struct dp_value *v, struct dp_dd x);
/* Sets V to PART in percent of WHOLE; null when that is 0. */
void dpi_analyse_set_percent(const struct dp_analyse_opts *o,
			     struct dp_frame *f, struct dp_value *v,
			     uint64_t part, uint64_t whole);
/* Says that the file holds nothing, where IN has no column. */
void dpi_analyse_empty(const struct dp_stream *in, struct dp_result *out);
/* Says that OTHER of a column were left out, if there are any. */
void dpi_analyse_left_out(struct dp_result *out, dp_str column,
			  const struct dp_profile *p);
/* Says that figures are rounded, where they are. */
void dpi_analyse_rounding(const struct dp_analyse_opts *o,
			  struct dp_result *out);
/* Adds the definitions of the N statistics, each once. */
void dpi_analyse_definitions(const struct dp_analyse_opts *o,
			     const struct dp_stat_class *const *stat, size_t n,
			     struct dp_result *out);

#endif
