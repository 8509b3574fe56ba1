/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step analyse: figures by group, and rates. Beside the figures of a
 * column stand the values they come from: used, missing, not numbers.
 */
#include "step/analyse.h"

#include "base/i18n.h"

#include <stdlib.h>

/* Which columns of the table of results there are. */
struct shape {
	const struct dp_analyse_opts *o;
	const struct dp_grouping *g;
	const struct dp_measure *measure;
	size_t n_measures;
	const dp_str *by;
	size_t n_by;
};

/* ---- columns ---------------------------------------------------------- */

/* Adds a column whose key no other has. */
static struct dp_frame_column *
add_column(struct dp_frame *f, const char *key, const char *title,
	   const char *unit, bool number)
{
	struct dp_frame_column *c;
	char *unique = dp_strdup(dp_str_c(key));

	for (size_t i = 0, copy = 2; i < f->n_columns; i++) {
		if (!dp_str_is(f->column[i].key, unique))
			continue;
		free(unique);
		unique = dp_format("%s_%zu", key, copy++);
		i = (size_t)-1;
	}
	c = dp_frame_column(f, unique, title, unit, number);
	free(unique);
	return c;
}

/* A column for PREFIX of COLUMN: key mean_price, title "mean(price)". */
static void
add_of(struct dp_frame *f, const char *prefix, const char *title, dp_str column,
       const char *unit)
{
	char *key = dp_format("%s_%.*s", prefix, DP_FMT(column));
	char *shown = dp_format("%s(%.*s)", title, DP_FMT(column));

	add_column(f, key, shown, unit, true);
	free(key);
	free(shown);
}

static void
measure_column(struct dp_frame *f, const struct dp_measure *m)
{
	const char *unit = m->stat->unit == DP_STAT_UNIT_PERCENT ? "%" : NULL;

	if (m->name.p) {
		char *name = dp_strdup(m->name);

		add_column(f, name, name, unit, true)->data = true;
		free(name);
	} else if (m->column.p) {
		add_of(f, m->stat->name, _(m->stat->title), m->column, unit);
	} else {
		add_column(f, m->stat->name, _(m->stat->title), unit, true);
	}
}

static void
by_columns(struct dp_frame *f, const struct shape *s)
{
	for (size_t i = 0; i < s->n_by; i++) {
		char *name = dp_strdup(s->by[i]);

		add_column(f, name, name, NULL, false)->data = true;
		free(name);
	}
}

/* True when figures of measured column C come from its numbers. */
static bool
of_numbers(const struct shape *s, size_t c)
{
	for (size_t i = 0; i < s->n_measures; i++)
		if (s->measure[i].column.p &&
		    dp_str_eq(s->measure[i].column, s->g->column[c]) &&
		    s->measure[i].stat->takes != DP_STAT_CELLS)
			return true;
	return false;
}

/*
 * True when the number of values of column C used has a column of its own:
 * always for programs; for people unless it is the number of records, which
 * n() shows.
 */
static bool
shows_used(const struct shape *s, size_t c)
{
	const struct dp_used *u = &s->g->whole.used[c];

	if (!of_numbers(s, c))
		return false;
	if (!s->o->people || u->n_missing || u->n_other)
		return true;
	for (size_t i = 0; i < s->n_measures; i++)
		if (s->measure[i].stat->takes == DP_STAT_RECORDS)
			return false;
	return true;
}

static void
used_columns(struct dp_frame *f, const struct shape *s)
{
	for (size_t c = 0; c < s->g->n_columns; c++) {
		if (!shows_used(s, c))
			continue;
		add_of(f, "used", _("n"), s->g->column[c], NULL);
		if (s->o->people)
			continue;
		add_of(f, "missing", _("missing"), s->g->column[c], NULL);
		add_of(f, "not_number", _("not a number"), s->g->column[c],
		       NULL);
	}
}

/* For people, over all groups, to keep the table of groups narrow. */
static void
values_frame(const struct shape *s, struct dp_result *out)
{
	struct dp_frame *f = NULL;

	for (size_t c = 0; s->o->people && c < s->g->n_columns; c++) {
		const struct dp_used *u = &s->g->whole.used[c];
		struct dp_value *v;

		if (!of_numbers(s, c))
			continue;
		if (!f) {
			f = &dp_result_part(out, DP_PART_FRAME, "values",
					    _("Values"))
				     ->frame;
			dp_frame_column(f, "column", _("column"), NULL, false);
			dp_frame_column(f, "used", _("n used"), NULL, true);
			dp_frame_column(f, "missing", _("missing"), NULL, true);
			dp_frame_column(f, "not_number", _("not a number"),
					NULL, true);
		}
		v = dp_frame_row(f);
		dp_set_text(f, &v[0], s->g->column[c]);
		dp_set_int(f, &v[1], (int64_t)u->n_used);
		dp_set_int(f, &v[2], (int64_t)u->n_missing);
		dp_set_int(f, &v[3], (int64_t)u->n_other);
	}
}

/* ---- rows ------------------------------------------------------------- */

/* The cells of the group's key, and where the row goes on. */
static struct dp_value *
key_cells(const struct shape *s, struct dp_frame *f,
	  const struct dp_group *group, struct dp_value *v)
{
	for (size_t i = 0; group->key && i < s->n_by; i++, v++) {
		if (group->key[i].p)
			dp_set_text(f, v, group->key[i]);
		else if (s->o->people)
			dp_set_text(f, v, dp_str_c(_("(missing)")));
	}
	return v;
}

static void
group_row(const struct shape *s, struct dp_frame *f,
	  const struct dp_group *group)
{
	struct dp_value *v = key_cells(s, f, group, dp_frame_row(f));

	for (size_t i = 0; i < s->n_measures; i++)
		dpi_analyse_set(s->o, f, v++, &group->figure[i]);
	for (size_t c = 0; c < s->g->n_columns; c++) {
		if (!shows_used(s, c))
			continue;
		dp_set_int(f, v++, (int64_t)group->used[c].n_used);
		if (s->o->people)
			continue;
		dp_set_int(f, v++, (int64_t)group->used[c].n_missing);
		dp_set_int(f, v++, (int64_t)group->used[c].n_other);
	}
}

static void
notes(const struct shape *s, struct dp_result *out)
{
	for (size_t c = 0; c < s->g->n_columns; c++)
		if (of_numbers(s, c))
			dpi_analyse_left_out(out, s->g->column[c],
					     &s->g->profile[c]);
}

/* ---- group ------------------------------------------------------------ */

static void
group_parts(const struct shape *s, struct dp_result *out)
{
	const struct dp_stat_class **used;
	struct dp_frame *f;

	f = &dp_result_part(out, DP_PART_FRAME, "group", _("Groups"))->frame;
	by_columns(f, s);
	for (size_t i = 0; i < s->n_measures; i++)
		measure_column(f, &s->measure[i]);
	used_columns(f, s);
	for (size_t k = 0; k < s->g->n_groups; k++)
		group_row(s, f, &s->g->group[k]);
	if (!s->n_by)
		group_row(s, f, &s->g->whole);
	if (s->n_by) {
		f = &dp_result_part(out, DP_PART_FACTS, "whole",
				    _("All groups together"))
			     ->frame;
		for (size_t i = 0; i < s->n_measures; i++)
			measure_column(f, &s->measure[i]);
		used_columns(f, s);
		group_row(s, f, &s->g->whole);
	}
	values_frame(s, out);
	notes(s, out);
	dpi_analyse_rounding(s->o, out);
	used = dp_alloc0((s->n_measures + 1) * sizeof(*used));
	for (size_t i = 0; i < s->n_measures; i++)
		used[i] = s->measure[i].stat;
	dpi_analyse_definitions(s->o, used, s->n_measures, out);
	free(used);
}

int
dp_analyse_group(struct dp_stream *in, const dp_str *by, size_t n,
		 dp_str measures, const struct dp_analyse_opts *o,
		 struct dp_result *out, struct dp_err *err)
{
	struct dp_measures m = { 0 };
	struct dp_group_opts g = { .by = by,
				   .n_by = n,
				   .as_number = o->as_number,
				   .n_as_number = o->n_as_number,
				   .qtype = o->qtype,
				   .file = o->file,
				   .threads = o->threads };
	struct shape s = { .o = o, .by = by, .n_by = n };
	struct dp_grouping *r = NULL;

	if (dp_measures_read(measures, &m, err) < 0) {
		dp_close(in);
	} else {
		g.measure = s.measure = m.at;
		g.n_measures = s.n_measures = m.n;
		dpi_analyse_empty(in, out);
		r = dp_group(in, &g, err);
	}
	if (r) {
		s.g = r;
		group_parts(&s, out);
		dp_grouping_free(r);
	}
	dp_measures_done(&m);
	return r ? 0 : -1;
}

/* ---- rate ------------------------------------------------------------- */

static void
rate_columns(struct dp_frame *f, const struct shape *s, const char *title)
{
	add_column(f, "rate", title, NULL, true);
	add_of(f, "sum", _("sum"), s->measure[0].column, NULL);
	add_of(f, "sum", _("sum"), s->measure[1].column, NULL);
	add_column(f, "used", _("n used"), NULL, true);
	add_column(f, "missing", _("missing"), NULL, true);
	add_column(f, "not_number", _("not a number"), NULL, true);
}

/* Adds a row; false when there is something to divide, but by 0. */
static bool
rate_row(const struct shape *s, struct dp_frame *f,
	 const struct dp_group *group, const struct dp_number *per)
{
	struct dp_value *v = key_cells(s, f, group, dp_frame_row(f));
	const struct dp_figure *num = &group->figure[0];
	const struct dp_figure *den = &group->figure[1];
	bool fine = den->null || den->value.hi != 0;

	if (!num->null && !den->null && fine)
		dpi_analyse_set_dd(s->o, f, &v[0],
				   dp_dd_div(dp_dd_mul(num->value,
						       dp_number_dd(per)),
					     den->value));
	dpi_analyse_set(s->o, f, &v[1], num);
	dpi_analyse_set(s->o, f, &v[2], den);
	dp_set_int(f, &v[3], (int64_t)group->used[0].n_used);
	dp_set_int(f, &v[4], (int64_t)group->used[0].n_missing);
	dp_set_int(f, &v[5], (int64_t)group->used[0].n_other);
	return fine;
}

static void
rate_parts(const struct shape *s, dp_str per, const struct dp_number *times,
	   struct dp_result *out)
{
	dp_str num = s->measure[0].column, den = s->measure[1].column;
	char *title = per.p ? dp_format(_("%.*s per %.*s %.*s"), DP_FMT(num),
					DP_FMT(per), DP_FMT(den)) :
			      dp_format(_("%.*s per %.*s"), DP_FMT(num),
					DP_FMT(den));
	bool fine = true;
	struct dp_frame *f;

	f = &dp_result_part(out, DP_PART_FRAME, "rate", _("Rates"))->frame;
	by_columns(f, s);
	rate_columns(f, s, title);
	for (size_t k = 0; k < s->g->n_groups; k++)
		fine &= rate_row(s, f, &s->g->group[k], times);
	if (!s->n_by)
		fine &= rate_row(s, f, &s->g->whole, times);
	if (s->n_by) {
		f = &dp_result_part(out, DP_PART_FACTS, "whole",
				    _("All groups together"))
			     ->frame;
		rate_columns(f, s, title);
		rate_row(s, f, &s->g->whole, times);
	}
	free(title);
	dp_result_note(
		out, "definition",
		_("The rate is the sum of %.*s over the sum of %.*s, over the "
		  "records where both are numbers: not the mean of the "
		  "records' "
		  "own rates."),
		DP_FMT(num), DP_FMT(den));
	if (!fine) {
		out->doubtful = true;
		dp_result_note(
			out, "zero",
			_("Where the sum of %.*s is 0 there is no rate."),
			DP_FMT(den));
	}
	notes(s, out);
	dpi_analyse_rounding(s->o, out);
}

/* PER as a number above 0. */
static int
read_per(dp_str per, struct dp_number *out, struct dp_err *err)
{
	struct dp_datum d;

	dp_datum_read(per.p ? per : DP_S("1"), &d);
	if (d.kind != DP_DATUM_NUMBER || dp_number_dd(&d.number).hi <= 0)
		return dp_fail(
			err, DP_EUSAGE,
			_("a rate is per a number above 0, such as 1000 or "
			  "100000, not per %.*s."),
			DP_FMT(per));
	*out = d.number;
	return 0;
}

int
dp_analyse_rate(struct dp_stream *in, dp_str numerator, dp_str denominator,
		const dp_str *by, size_t n, dp_str per,
		const struct dp_analyse_opts *o, struct dp_result *out,
		struct dp_err *err)
{
	const struct dp_stat_class *sum = dp_stat_find(DP_S("sum"));
	struct dp_measure m[2] = { { .stat = sum, .column = numerator },
				   { .stat = sum, .column = denominator } };
	struct dp_group_opts g = { .by = by,
				   .n_by = n,
				   .measure = m,
				   .n_measures = 2,
				   .as_number = o->as_number,
				   .n_as_number = o->n_as_number,
				   .file = o->file,
				   .complete = true,
				   .threads = o->threads };
	struct shape s = { o, NULL, m, 2, by, n };
	struct dp_number times;
	struct dp_grouping *r;

	if (read_per(per, &times, err) < 0) {
		dp_close(in);
		return -1;
	}
	r = dp_group(in, &g, err);
	if (!r)
		return -1;
	s.g = r;
	rate_parts(&s, per, &times, out);
	dp_grouping_free(r);
	return 0;
}
