/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step analyse: a description of each column, and what is to be known
 * before believing it.
 */
#include "step/analyse.h"

#include "base/i18n.h"

#include <stdlib.h>

static void
describe_row(const struct dp_analyse_opts *o, struct dp_frame *f,
	     const struct dp_description_column *c)
{
	const struct dp_profile *p = &c->profile;
	struct dp_value *v = dp_frame_row(f);
	bool numbers = c->content == DP_CONTENT_NUMBER;

	dp_set_text(f, &v[0], c->name);
	dp_set_text(f, &v[1],
		    dp_str_c(o->people ? _(dp_content_title(c->content)) :
					 dp_content_key(c->content)));
	dp_set_int(f, &v[2],
		   (int64_t)(numbers ? p->n_number : p->n_number + p->n_other));
	dp_set_int(f, &v[3], (int64_t)p->n_missing);
	if (numbers)
		dp_set_int(f, &v[4], (int64_t)p->n_other);
	if (c->distinct_known)
		dp_set_int(f, &v[5], (int64_t)c->distinct);
	for (size_t i = 0; !o->people && i < DP_D_COUNT; i++)
		dpi_analyse_set(o, f, &v[6 + i], &c->figure[i]);
}

static void
figure_columns(struct dp_frame *f)
{
	dp_frame_column(f, "min", _("min"), NULL, true);
	dp_frame_column(f, "q1", _("q1"), NULL, true);
	dp_frame_column(f, "median", _("median"), NULL, true);
	dp_frame_column(f, "q3", _("q3"), NULL, true);
	dp_frame_column(f, "max", _("max"), NULL, true);
	dp_frame_column(f, "mean", _("mean"), NULL, true);
	dp_frame_column(f, "sd", _("sd"), NULL, true);
}

/* The figures apart, where people read them: few columns fit a screen. */
static void
figures_frame(const struct dp_analyse_opts *o, const struct dp_description *d,
	      struct dp_result *out)
{
	struct dp_frame *f = NULL;

	for (size_t i = 0; i < d->n_columns; i++) {
		const struct dp_description_column *c = &d->column[i];
		struct dp_value *v;

		if (c->figure[DP_D_MIN].null)
			continue;
		if (!f) {
			f = &dp_result_part(out, DP_PART_FRAME, "figures",
					    _("Figures"))
				     ->frame;
			dp_frame_column(f, "column", _("column"), NULL, false);
			figure_columns(f);
		}
		v = dp_frame_row(f);
		dp_set_text(f, v++, c->name);
		for (size_t j = 0; j < DP_D_COUNT; j++)
			dpi_analyse_set(o, f, v++, &c->figure[j]);
	}
}

/* One table for programs, two for people. */
static void
describe_frames(const struct dp_analyse_opts *o, const struct dp_description *d,
		struct dp_result *out)
{
	struct dp_part *p = dp_result_part(out, DP_PART_FRAME, "describe",
					   _("Columns"));
	struct dp_frame *f = &p->frame;

	dp_frame_column(f, "column", _("column"), NULL, false);
	dp_frame_column(f, "kind", _("holds"), NULL, false);
	dp_frame_column(f, "n", _("n used"), NULL, true);
	dp_frame_column(f, "missing", _("missing"), NULL, true);
	dp_frame_column(f, "not_number", _("not a number"), NULL, true);
	dp_frame_column(f, "distinct", _("distinct"), NULL, true);
	if (!o->people)
		figure_columns(f);
	for (size_t i = 0; i < d->n_columns; i++)
		describe_row(o, f, &d->column[i]);
	if (o->people)
		figures_frame(o, d, out);
}

/* The values of one column that come more than once. */
static void
frequent_rows(const struct dp_analyse_opts *o, const struct dp_description *d,
	      const struct dp_description_column *c, struct dp_frame *f)
{
	for (size_t j = 0; j < c->n_frequent; j++) {
		struct dp_value *v = dp_frame_row(f);

		dp_set_text(f, &v[0], c->name);
		dp_set_text(f, &v[1], c->frequent[j].value);
		dp_set_int(f, &v[2], (int64_t)c->frequent[j].n);
		dpi_analyse_set_percent(o, f, &v[3], c->frequent[j].n,
					d->n_rows);
	}
}

static void
frequent_frame(const struct dp_analyse_opts *o, const struct dp_description *d,
	       struct dp_result *out)
{
	struct dp_frame *f = NULL;

	for (size_t i = 0; i < d->n_columns; i++) {
		const struct dp_description_column *c = &d->column[i];

		/* Where every value stands alone none is frequent. */
		if (!c->n_frequent ||
		    (c->frequent[0].n == 1 && c->distinct > 1))
			continue;
		if (!f) {
			f = &dp_result_part(out, DP_PART_FRAME, "frequent",
					    _("Most frequent values"))
				     ->frame;
			dp_frame_column(f, "column", _("column"), NULL, false);
			dp_frame_column(f, "value", _("value"), NULL, false);
			dp_frame_column(f, "n", _("n"), NULL, true);
			dp_frame_column(f, "percent", _("of all"), "%", true);
		}
		frequent_rows(o, d, c, f);
	}
}

static void
describe_notes(const struct dp_analyse_opts *o, const struct dp_description *d,
	       struct dp_result *out)
{
	struct dp_buf codes = { 0 }, why = { 0 };

	for (size_t i = 0; i < d->n_columns; i++) {
		const struct dp_description_column *c = &d->column[i];

		if (c->content == DP_CONTENT_NUMBER) {
			dpi_analyse_left_out(out, c->name, &c->profile);
		} else if (c->content == DP_CONTENT_COMMA ||
			   c->content == DP_CONTENT_GROUPED) {
			char *key = dp_format("not_numbers_%zu", out->n);

			why.n = 0;
			dp_profile_refuses(&c->profile, DP_STAT_AVERAGES,
					   c->name, o->file, &why);
			dp_result_note(out, key, "%.*s", (int)why.n, why.p);
			out->doubtful = true;
			free(key);
		} else if (c->content >= DP_CONTENT_CODE &&
			   c->content <= DP_CONTENT_YEAR) {
			dp_buf_format(&codes, "%s%.*s", codes.n ? ", " : "",
				      DP_FMT(c->name));
		}
	}
	if (codes.n)
		dp_result_note(
			out, "codes",
			_("Codes, identifiers and years are counted, not "
			  "averaged: %.*s. If one holds quantities, say "
			  "--as-number."),
			(int)codes.n, codes.p);
	if (d->over_limit)
		dp_result_note(
			out, "no_quartiles",
			_("There are more numbers than the %u that are kept in "
			  "memory for quartiles, so there are none; describe "
			  "fewer columns."),
			DP_STAT_VALUES_MAX);
	dp_buf_done(&codes);
	dp_buf_done(&why);
}

int
dp_analyse_describe(struct dp_stream *in, const dp_str *column, size_t n,
		    const struct dp_analyse_opts *o, struct dp_result *out,
		    struct dp_err *err)
{
	struct dp_describe_opts d = {
		.column = column,
		.n_columns = n,
		.as_number = o->as_number,
		.n_as_number = o->n_as_number,
		.qtype = o->qtype,
		.no_quantiles = o->no_quantiles,
		.top = o->top,
		.threads = o->threads,
	};
	const struct dp_stat_class *defined[] = {
		dp_stat_find(DP_S("distinct")),
		dp_stat_find(DP_S("mean")),
		dp_stat_find(DP_S("sd")),
		dp_stat_find(DP_S("q1")),
	};
	struct dp_description *r;
	struct dp_part *p;

	dpi_analyse_empty(in, out);
	r = dp_describe(in, &d, err);
	if (!r)
		return -1;
	p = dp_result_part(out, DP_PART_FACTS, "table", NULL);
	dp_fact_int(p, "records", _("records"), (int64_t)r->n_rows);
	dp_fact_int(p, "columns", _("columns"), (int64_t)r->n_columns);
	if (!o->no_quantiles)
		dp_fact_int(p, "qtype", _("type of quantile"),
			    o->qtype ? o->qtype : DP_QTYPE_STANDARD);
	describe_frames(o, r, out);
	frequent_frame(o, r, out);
	describe_notes(o, r, out);
	dpi_analyse_rounding(o, out);
	dpi_analyse_definitions(o, defined, o->no_quantiles ? 3 : 4, out);
	dp_description_free(r);
	return 0;
}
