/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Bar chart: one lying bar for each name, from zero always, longest first
 * unless asked otherwise. Not for values over time: that is a line.
 */
#include "chart/scene.h"

#include <math.h>
#include <stdlib.h>

#define BARS_MAX 500 /* more cannot be compared by eye */

/* A row of the data while it is put in order. */
struct bar {
	dp_str label;
	struct dp_buf key; /* folded label */
	const struct dp_value *value;
	double v, as_number, weight;
	bool has, number; /* v is there; as_number is the label's */
	size_t row;
};

static int
by_label(const struct bar *a, const struct bar *b)
{
	int order;

	if (a->number != b->number)
		return a->number ? -1 : 1;
	if (a->number && a->as_number != b->as_number)
		return a->as_number < b->as_number ? -1 : 1;
	order = dp_str_cmp(dp_buf_view(&a->key), dp_buf_view(&b->key));
	return order ? order : dp_str_cmp(a->label, b->label);
}

static int
compare_labels(const void *a, const void *b)
{
	return by_label(a, b);
}

/* Largest first; no value last; equals by label, whatever row they had. */
static int
compare_values(const void *pa, const void *pb)
{
	const struct bar *a = pa, *b = pb;

	if (a->has != b->has)
		return a->has ? -1 : 1;
	if (a->has && a->v != b->v)
		return a->v > b->v ? -1 : 1;
	return by_label(a, b);
}

static int
compare_rows(const void *pa, const void *pb)
{
	const struct bar *a = pa, *b = pb;

	return a->row < b->row ? -1 : a->row > b->row;
}

static void
sort(struct bar *bar, size_t n, enum dp_chart_sort how)
{
	if (n > 0)
		qsort(bar, n, sizeof(*bar),
		      how == DP_CHART_SORT_VALUE ? compare_values :
		      how == DP_CHART_SORT_LABEL ? compare_labels :
						   compare_rows);
}

static struct bar *
collect(const struct dp_frame *data, size_t x, size_t y, ptrdiff_t weight)
{
	struct bar *bar = dp_alloc0((data->n_rows + 1) * sizeof(*bar));

	for (size_t r = 0; r < data->n_rows; r++) {
		struct bar *b = &bar[r];

		b->row = r;
		b->label = dp_frame_at(data, r, x)->text;
		b->value = dp_frame_at(data, r, y);
		b->has = dpi_chart_cell(data, r, y, &b->v);
		b->number = dp_number_double(b->label, &b->as_number);
		if (weight < 0 ||
		    !dpi_chart_cell(data, r, (size_t)weight, &b->weight))
			b->weight = -1;
		dp_fold(b->label, &b->key);
	}
	return bar;
}

static int
check(struct bar *bar, size_t n, const struct dp_chart *c, struct dp_err *err)
{
	size_t marks = c->desc.top && c->desc.top < n ? c->desc.top + 1 : n;

	if (!n)
		return dp_fail(err, DP_EDATA,
			       _("there is nothing to draw: no row has a "
				 "%.*s"),
			       DP_FMT(c->x_title));
	if (marks > BARS_MAX)
		return dp_fail(err, DP_ELIMIT,
			       _("%zu bars cannot be read, %d are the most; "
				 "keep the largest with top, for example "
				 "--top 20"),
			       marks, BARS_MAX);
	sort(bar, n, DP_CHART_SORT_LABEL);
	for (size_t i = 1; i < n; i++)
		if (dp_str_eq(bar[i - 1].label, bar[i].label))
			return dp_fail(err, DP_EDATA,
				       _("%.*s stands in more than one row: "
					 "a bar chart needs one row for each "
					 "%.*s"),
				       DP_FMT(bar[i].label),
				       DP_FMT(c->x_title));
	return 0;
}

/* Adds the bars from the TOP-th on as one, at the end. */
static int
add_others(struct dp_chart *c, const struct bar *bar, size_t top, size_t n,
	   struct dp_err *err)
{
	double sum = 0, lost = 0, rows = 0;
	bool mean = c->desc.of == DP_CHART_OF_MEAN;
	struct dp_buf text = { 0 };
	struct dp_value value = { .kind = DP_VALUE_NUMBER };
	dp_str label;
	size_t used = 0;

	for (size_t i = top; i < n; i++) {
		double term, next;

		if (!bar[i].has)
			continue;
		if (mean && bar[i].weight < 0)
			return dp_fail(err, DP_EUSAGE,
				       _("means cannot be added up: leave out "
					 "top, or give the rows behind each"));
		/* Compensated: money must not lose its cents. */
		term = (mean ? bar[i].v * bar[i].weight : bar[i].v) - lost;
		next = sum + term;
		lost = (next - sum) - term;
		sum = next;
		rows += bar[i].weight > 0 ? bar[i].weight : 0;
		used++;
	}
	if (!used)
		value.kind = DP_VALUE_NULL;
	dp_number_double_text(mean && rows > 0 ? sum / rows : sum, 15, &text);
	value.text = dp_buf_view(&text);
	c->others = n - top;
	label = dp_keep_format(&c->text,
			       P_("%zu other", "%zu others",
				  (unsigned long)c->others),
			       c->others);
	dpi_chart_row(c, label, &value, rows > 0 ? rows : -1);
	if (mean)
		dpi_chart_says(c, _("“%.*s” is the mean of their rows."),
			       DP_FMT(label));
	else
		dpi_chart_says(c,
			       _("“%.*s” is the sum of what is not shown "
				 "by name."),
			       DP_FMT(label));
	dp_buf_done(&text);
	return 0;
}

static int
prepare(struct dp_chart *c, const struct dp_frame *data, struct dp_err *err)
{
	ptrdiff_t x = dpi_chart_column(data, c->desc.x, err), y, weight = -1;
	struct bar *bar;
	size_t n = data->n_rows, keep, missing = 0;
	int rc;

	if (x < 0 || (y = dpi_chart_column(data, c->desc.y, err)) < 0)
		return -1;
	if (c->desc.weight.p &&
	    (weight = dpi_chart_column(data, c->desc.weight, err)) < 0)
		return -1;
	dpi_chart_start(c, data, x, y);
	bar = collect(data, (size_t)x, (size_t)y, weight);
	rc = check(bar, n, c, err);
	keep = c->desc.top && c->desc.top < n ? c->desc.top : n;
	sort(bar, n, DP_CHART_SORT_VALUE);
	sort(bar, keep, c->desc.sort);
	for (size_t i = 0; rc == 0 && i < keep; i++) {
		struct dp_value none = { .kind = DP_VALUE_NULL };

		dpi_chart_row(c, bar[i].label,
			      bar[i].has ? bar[i].value : &none, bar[i].weight);
	}
	if (rc == 0 && keep < n)
		rc = add_others(c, bar, keep, n, err);
	for (size_t i = 0; i < n; i++) {
		missing += !bar[i].has;
		dp_buf_done(&bar[i].key);
	}
	if (missing)
		dpi_chart_says(c,
			       P_("%zu of the names has no value: it is "
				  "not 0.",
				  "%zu of the names have no value: they "
				  "are not 0.",
				  (unsigned long)missing),
			       missing);
	free(bar);
	return rc;
}

static void
layout(const struct dp_chart *c, const struct dp_room *room, struct dp_scene *s)
{
	size_t n = c->table.n_rows;
	struct dpi_range range = { 0, 0, true, true };
	double v, zero, band = 1.0 / (double)n;

	for (size_t r = 0; r < n; r++) {
		if (!dpi_chart_number(c, r, DPI_CHART_Y, &v))
			continue;
		range.low = v < range.low ? v : range.low;
		range.high = v > range.high ? v : range.high;
		range.whole = range.whole && v == floor(v);
	}
	dpi_axis_numbers(s, &s->x, &range, &room->x);
	s->x.title = c->y_title;
	s->y.kind = DPI_AXIS_BAND;
	s->y.title = c->x_title;
	zero = dpi_axis_at(&s->x, 0);
	for (size_t r = 0; r < n; r++) {
		double middle = 1 - ((double)r + 0.5) * band;
		struct dpi_mark *m = dpi_scene_mark(s, DPI_MARK_BAR);

		m->name = dpi_chart_name(c, r, &s->text);
		m->label = dpi_chart_shown(c, r, DPI_CHART_Y, &s->text);
		m->hollow = c->others && r == n - 1;
		m->x0 = m->x1 = zero;
		if (dpi_chart_number(c, r, DPI_CHART_Y, &v))
			m->x1 = dpi_axis_at(&s->x, v);
		m->y0 = middle - band * 0.38;
		m->y1 = middle + band * 0.38;
		dpi_axis_tick(&s->y, middle, m->name);
	}
}

/* "Var (1 119 307)", the row R of the table: names may be numbers. */
static dp_str
named(const struct dp_chart *c, size_t r, struct dp_arena *a)
{
	/* TRANSLATORS: a name and its number */
	return dp_keep_format(a, _("%.*s (%.*s)"),
			      DP_FMT(dpi_chart_name(c, r, a)),
			      DP_FMT(dpi_chart_shown(c, r, DPI_CHART_Y, a)));
}

static void
say_compared(const struct dp_chart *c, size_t high, size_t next,
	     struct dp_arena *a, struct dp_buf *out)
{
	double first, second;
	struct dp_buf ratio = { 0 }, shown = { 0 };

	if (dpi_chart_number(c, high, DPI_CHART_Y, &first) &&
	    dpi_chart_number(c, next, DPI_CHART_Y, &second) && second > 0 &&
	    first / second >= 1.05) {
		dp_number_double_text(first / second, 2, &ratio);
		dp_number_show(dp_buf_view(&ratio), &shown);
		dp_buf_format(out, _(" %.*s has %.*s times as much as %.*s."),
			      DP_FMT(dpi_chart_name(c, high, a)),
			      DP_FMT(dp_buf_view(&shown)),
			      DP_FMT(dpi_chart_name(c, next, a)));
	}
	dp_buf_done(&ratio);
	dp_buf_done(&shown);
}

static void
say(const struct dp_chart *c, struct dp_buf *out)
{
	size_t n = c->table.n_rows - (c->others ? 1 : 0), with = 0;
	struct bar *bar = collect(&c->table, DPI_CHART_X, DPI_CHART_Y, -1);
	struct dp_arena a = { 0 };

	sort(bar, n, DP_CHART_SORT_VALUE);
	while (with < n && bar[with].has)
		with++;
	dp_buf_format(out,
		      P_("Bar chart of %.*s by %.*s, %zu bar.",
			 "Bar chart of %.*s by %.*s, %zu bars.",
			 (unsigned long)c->table.n_rows),
		      DP_FMT(c->y_title), DP_FMT(c->x_title), c->table.n_rows);
	if (with > 0)
		dp_buf_format(out, _(" Highest: %.*s"),
			      DP_FMT(named(c, bar[0].row, &a)));
	if (with > 2)
		dp_buf_format(out, _(", then %.*s"),
			      DP_FMT(named(c, bar[1].row, &a)));
	if (with > 3)
		dp_buf_format(out, _(", %.*s"),
			      DP_FMT(named(c, bar[2].row, &a)));
	if (with > 0)
		dp_buf_char(out, '.');
	if (with > 1) {
		dp_buf_format(out, _(" Lowest: %.*s."),
			      DP_FMT(named(c, bar[with - 1].row, &a)));
		say_compared(c, bar[0].row, bar[1].row, &a, out);
	}
	for (size_t i = 0; i < c->table.n_rows; i++)
		dp_buf_done(&bar[i].key);
	free(bar);
	dp_arena_done(&a);
}

const struct dp_chart_class dpi_chart_bar = {
	.name = "bar",
	.title = N_("Bar chart"),
	.summary = N_("Compares a number between named things."),
	.when = N_("To show which is largest and by how much, when there is "
		   "one number for each name. For a number that changes over "
		   "time, take a line."),
	.shape = DP_CHART_CATEGORIES,
	.prepare = prepare,
	.layout = layout,
	.say = say,
};
