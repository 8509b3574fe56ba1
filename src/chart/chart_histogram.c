/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Histogram: how the values of one column spread, counted in bins of equal
 * width by the rule of Freedman and Diaconis. Not for names: those are bars.
 *
 * Source of the rule: D. Freedman, P. Diaconis, On the histogram as a density
 * estimator: L2 theory, Zeitschrift für Wahrscheinlichkeitstheorie 57, 1981.
 */
#include "chart/scene.h"

#include <math.h>
#include <stdlib.h>

#define BINS_MAX 30 /* more are a comb, and higher than a terminal */

struct point {
	double v, rows;
};

struct self {
	double rows;
	dp_str lowest, highest;
};

static int
compare(const void *pa, const void *pb)
{
	const struct point *a = pa, *b = pb;

	return a->v < b->v ? -1 : a->v > b->v;
}

/*
 * Quantile P of the sorted values, each standing rows times: definition 7 of
 * Hyndman and Fan, straight lines between the order statistics.
 */
static double
quantile(const struct point *at, size_t n, double rows, double p)
{
	double place = (rows - 1) * p, below = floor(place), seen = 0;
	double low = at[n - 1].v, high = low;
	bool found = false;

	for (size_t i = 0; i < n; i++) {
		seen += at[i].rows;
		if (!found && seen > below) {
			low = at[i].v;
			found = true;
		}
		if (seen > below + 1) {
			high = at[i].v;
			break;
		}
	}
	return low + (place - below) * (high - low);
}

/* Width by the rule of Freedman and Diaconis, or of Sturges. */
static double
rule_width(struct dp_chart *c, const struct point *at, size_t n, double rows)
{
	double spread = at[n - 1].v - at[0].v;
	double iqr = quantile(at, n, rows, 0.75) - quantile(at, n, rows, 0.25);
	double width = 2 * iqr / cbrt(rows);

	if (!(iqr > 0)) {
		dpi_chart_says(c, _("Width of the bins: rule of Sturges, made "
				    "round, because half of the values are "
				    "the same."));
		return spread / (log2(rows) + 1);
	}
	if (spread / width > BINS_MAX)
		dpi_chart_says(c,
			       _("The rule of Freedman and Diaconis asks "
				 "for %.0f bins, because some values are "
				 "far from the others; no more than %d are "
				 "drawn."),
			       ceil(spread / width), BINS_MAX);
	else
		dpi_chart_says(c, _("Width of the bins: rule of Freedman and "
				    "Diaconis (quartiles of type 7), made "
				    "round."));
	return width;
}

/* Width of the bins, a round number; says which rule gave it. */
static double
bin_width(struct dp_chart *c, const struct point *at, size_t n, double rows,
	  bool whole)
{
	double spread = at[n - 1].v - at[0].v, width;

	if (spread <= 0)
		return whole || at[0].v == 0 ? 1 : dpi_nice(fabs(at[0].v) / 10);
	width = rule_width(c, at, n, rows);
	/* Fewer than five bins hide the shape. */
	width = width > spread / 5 && rows >= 20 ? spread / 5 : width;
	width = width < spread / BINS_MAX ? spread / BINS_MAX : width;
	width = dpi_nice(width / 1.5);
	while (floor(at[n - 1].v / width) - floor(at[0].v / width) >= BINS_MAX)
		width = dpi_nice(width * 1.5);
	return whole && width < 1 ? 1 : width;
}

/* Reads the values; returns how many rows there are, or below 0. */
static double
collect(const struct dp_chart *c, const struct dp_frame *data, struct point *at,
	size_t *n, bool *whole, struct dp_err *err)
{
	ptrdiff_t x = dpi_chart_column(data, c->desc.x, err), weight = -1;
	double rows = 0;

	if (x < 0)
		return -1;
	if (c->desc.weight.p &&
	    (weight = dpi_chart_column(data, c->desc.weight, err)) < 0)
		return -1;
	*n = 0;
	*whole = true;
	for (size_t r = 0; r < data->n_rows; r++) {
		struct point *p = &at[*n];

		if (!dpi_chart_cell(data, r, (size_t)x, &p->v))
			continue;
		p->rows = 1;
		if (weight >= 0)
			dpi_chart_cell(data, r, (size_t)weight, &p->rows);
		if (!(p->rows > 0))
			continue;
		rows += p->rows;
		*whole = *whole && p->v == floor(p->v);
		(*n)++;
	}
	if (!*n)
		return dp_fail(err, DP_EDATA,
			       _("there is nothing to draw: no cell of %.*s is "
				 "a number"),
			       DP_FMT(data->column[x].title));
	qsort(at, *n, sizeof(*at), compare);
	return rows;
}

static void
set_double(struct dp_chart *c, struct dp_value *v, double d)
{
	struct dp_buf text = { 0 };

	dp_number_double_text(d, 12, &text);
	dp_set_number(&c->table, v, dp_buf_view(&text));
	dp_buf_done(&text);
}

static void
count(struct dp_chart *c, const struct point *at, size_t n, double width)
{
	double first = floor(at[0].v / width + 1e-9);
	double last = floor(at[n - 1].v / width + 1e-9);
	size_t i = 0;

	/* A highest value on an edge belongs to the bin below it. */
	if (last > first && last * width >= at[n - 1].v)
		last--;
	for (double k = first; k <= last; k++) {
		struct dp_value *v = dp_frame_row(&c->table);
		double rows = 0, edge = (k + 1) * width;

		while (i < n && (k == last || at[i].v < edge - width * 1e-9))
			rows += at[i++].rows;
		set_double(c, &v[DPI_CHART_X], k * width);
		set_double(c, &v[DPI_CHART_Y], rows);
		set_double(c, &v[DPI_CHART_N], rows);
		set_double(c, &v[DPI_CHART_TO], edge);
	}
}

/* The N values at AT, which hold ROWS rows, as the shown table. */
static void
fill(struct dp_chart *c, const struct dp_frame *data, struct point *at,
     size_t n, double rows, bool whole)
{
	struct self *self = dp_arena_alloc(&c->text, sizeof(*self));
	double width;
	struct dp_buf text = { 0 }, shown = { 0 };

	c->self = self;
	c->x_title =
		dp_keep(&c->text,
			data->column[dpi_chart_column(data, c->desc.x,
						      &(struct dp_err){ 0 })]
				.title);
	c->y_title = dp_keep(&c->text, dp_str_c(_("number of rows")));
	dp_frame_column(&c->table, "from", _("from"), NULL, true);
	dp_frame_column(&c->table, "count", _("number of rows"), NULL, true);
	dp_frame_column(&c->table, "rows", _("rows"), NULL, true);
	dp_frame_column(&c->table, "to", _("to under"), NULL, true);
	c->decimals[DPI_CHART_X] = -1;
	width = bin_width(c, at, n, rows, whole);
	count(c, at, n, width);
	self->rows = rows;
	self->lowest = dpi_chart_shown_double(c, DPI_CHART_X, at[0].v,
					      &c->text);
	self->highest = dpi_chart_shown_double(c, DPI_CHART_X, at[n - 1].v,
					       &c->text);
	dp_number_double_text(width, 12, &text);
	dp_number_show(dp_buf_view(&text), &shown);
	dpi_chart_says(c,
		       P_("%zu bin %.*s wide; each holds its lower edge, "
			  "the last one both.",
			  "%zu bins %.*s wide; each holds its lower edge, "
			  "the last one both.",
			  (unsigned long)c->table.n_rows),
		       c->table.n_rows, DP_FMT(dp_buf_view(&shown)));
	dp_buf_done(&text);
	dp_buf_done(&shown);
}

static int
prepare(struct dp_chart *c, const struct dp_frame *data, struct dp_err *err)
{
	struct point *at = dp_alloc((data->n_rows + 1) * sizeof(*at));
	size_t n;
	bool whole;
	double rows = collect(c, data, at, &n, &whole, err);

	if (rows > 0)
		fill(c, data, at, n, rows, whole);
	free(at);
	return rows > 0 ? 0 : -1;
}

static void
layout(const struct dp_chart *c, const struct dp_room *room, struct dp_scene *s)
{
	size_t n = c->table.n_rows;
	struct dpi_range count = { 0, 0, true, true }, values;
	double v, from, to, width;

	s->columns = true;
	for (size_t r = 0; r < n; r++)
		if (dpi_chart_number(c, r, DPI_CHART_Y, &v) && v > count.high)
			count.high = v;
	dpi_axis_numbers(s, &s->y, &count, &room->y);
	s->y.title = c->y_title;
	dpi_chart_number(c, 0, DPI_CHART_X, &from);
	dpi_chart_number(c, n - 1, DPI_CHART_TO, &to);
	width = (to - from) / (double)n;
	values = (struct dpi_range){ from, to, width >= 1, true };
	dpi_axis_numbers(s, &s->x, &values, &room->x);
	s->x.title = c->x_title;
	for (size_t r = 0; r < n; r++) {
		struct dpi_mark *m = dpi_scene_mark(s, DPI_MARK_BAR);

		m->name = dpi_chart_name(c, r, &s->text);
		m->label = dpi_chart_shown(c, r, DPI_CHART_Y, &s->text);
		m->x0 = dpi_axis_at(&s->x, from + width * (double)r);
		m->x1 = dpi_axis_at(&s->x, from + width * (double)(r + 1));
		m->y1 = 0;
		if (dpi_chart_number(c, r, DPI_CHART_Y, &v))
			m->y1 = dpi_axis_at(&s->y, v);
	}
}

static void
say(const struct dp_chart *c, struct dp_buf *out)
{
	const struct self *self = c->self;
	struct dp_arena a = { 0 };
	size_t most = 0;
	double v, high = -1;

	for (size_t r = 0; r < c->table.n_rows; r++)
		if (dpi_chart_number(c, r, DPI_CHART_Y, &v) && v > high) {
			high = v;
			most = r;
		}
	dp_buf_format(out,
		      P_("Histogram of %.*s, %zu bin.",
			 "Histogram of %.*s, %zu bins.",
			 (unsigned long)c->table.n_rows),
		      DP_FMT(c->x_title), c->table.n_rows);
	dp_buf_format(out, _(" Lowest value: %.*s. Highest value: %.*s."),
		      DP_FMT(self->lowest), DP_FMT(self->highest));
	dp_buf_format(out,
		      _(" The fullest bin, %.*s, holds %.*s of %.*s "
			"rows."),
		      DP_FMT(dpi_chart_name(c, most, &a)),
		      DP_FMT(dpi_chart_shown(c, most, DPI_CHART_Y, &a)),
		      DP_FMT(dpi_chart_shown_double(c, DPI_CHART_X, self->rows,
						    &a)));
	dp_arena_done(&a);
}

const struct dp_chart_class dpi_chart_histogram = {
	.name = "histogram",
	.title = N_("Histogram"),
	.summary = N_("Shows how the values of one column spread."),
	.when = N_("To see where most values lie, whether some are far away, "
		   "whether there are two groups. For names, take bars."),
	.shape = DP_CHART_VALUES,
	.prepare = prepare,
	.layout = layout,
	.say = say,
};
