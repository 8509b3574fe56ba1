/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Line chart: a number over time or over anything in order. The line is
 * broken where values are missing, never drawn across. Not for names without
 * an order: those are bars.
 */
#include "chart/scene.h"

#include <math.h>
#include <stdlib.h>

#define POINTS_MAX 20000

struct point {
	double at;    /* days, number or place in order */
	double index; /* the same counted in years, months … */
	double y;
	bool has;    /* y is there */
	bool broken; /* something is missing between the one before and it */
	size_t row;
};

/* What the x are; the points are in the order of the shown table. */
struct self {
	enum dpi_axis_kind kind;
	enum dp_date_precision precision; /* the finest of the dates */
	struct point *point;
	size_t n, breaks;
	size_t first, last, low, high; /* points, by index, with a value */
};

static int
compare(const void *pa, const void *pb)
{
	const struct point *a = pa, *b = pb;

	if (a->at != b->at)
		return a->at < b->at ? -1 : 1;
	return a->row < b->row ? -1 : a->row > b->row;
}

static int
compare_double(const void *pa, const void *pb)
{
	double a = *(const double *)pa, b = *(const double *)pb;

	return a < b ? -1 : a > b;
}

/* Where a date of any precision starts. */
static void
place_date(const struct dp_date *date, struct point *p)
{
	struct dp_date d = *date;

	d.day = d.precision >= DP_DATE_DAY ? d.day : 1;
	switch (d.precision) {
	case DP_DATE_YEAR:
		d.month = 1;
		p->index = d.year;
		break;
	case DP_DATE_QUARTER:
		d.month = d.part * 3 - 2;
		p->index = d.year * 4 + d.part;
		break;
	case DP_DATE_HALF:
		d.month = d.part * 6 - 5;
		p->index = d.year * 2 + d.part;
		break;
	case DP_DATE_MONTH:
		p->index = d.year * 12 + d.month;
		break;
	default:
		break;
	}
	p->at = (double)dp_date_days(&d);
	if (d.precision >= DP_DATE_MINUTE)
		p->at += (d.hour * 3600 + d.minute * 60 + d.second) / 86400.0;
	if (d.precision >= DP_DATE_DAY)
		p->index = p->at;
}

/* Reads every label as a date; false when one is none. */
static bool
read_dates(struct dp_chart *c, const struct dp_frame *data, size_t x,
	   struct self *self)
{
	struct dp_date_opts o = { DP_DATE_AUTO, true, true, 50 };
	struct point *p = self->point;
	bool ambiguous = false, mixed = false;

	for (size_t r = 0; r < data->n_rows; r++) {
		struct dp_date d;

		if (!dp_date_read(dp_frame_at(data, r, x)->text, &o, &d))
			return false;
		ambiguous = ambiguous || d.ambiguous;
		mixed = mixed || (r && d.precision != self->precision);
		if (d.precision > self->precision)
			self->precision = d.precision;
		place_date(&d, &p[r]);
	}
	for (size_t r = 0; mixed && r < data->n_rows; r++)
		p[r].index = p[r].at;
	if (ambiguous)
		dpi_chart_says(c, _("Dates like 03/04/2021 were read day "
				    "first."));
	return true;
}

/* Reads every label as a number; false when one is none, or all are years. */
static bool
read_numbers(const struct dp_frame *data, size_t x, struct point *p)
{
	bool years = true;

	for (size_t r = 0; r < data->n_rows; r++) {
		dp_str s = dp_frame_at(data, r, x)->text;

		if (!dp_number_double(s, &p[r].at))
			return false;
		p[r].index = p[r].at;
		years = years && s.n == 4 && dp_str_find(s, '.') < 0 &&
			p[r].at >= 1000 && p[r].at < 3000;
	}
	return !years;
}

static void
read_order(const struct dp_frame *data, struct point *p)
{
	for (size_t r = 0; r < data->n_rows; r++)
		p[r].at = p[r].index = (double)r;
}

/* Marks where something is missing: a step longer than the usual one. */
static void
find_breaks(struct dp_chart *c, struct self *self)
{
	double *step = dp_alloc((self->n + 1) * sizeof(*step)), usual;
	size_t n = self->n - 1, same = 0;

	for (size_t i = 0; i < n; i++)
		step[i] = self->point[i + 1].index - self->point[i].index;
	qsort(step, n, sizeof(*step), compare_double);
	usual = step[n / 2];
	for (size_t i = 0; i < n; i++)
		same += fabs(step[i] - usual) <= usual * 0.1;
	free(step);
	if (self->kind == DPI_AXIS_BAND)
		return;
	if (same * 2 < n) {
		dpi_chart_says(c, _("The steps are irregular; each point "
				    "stands at its own place."));
		return;
	}
	for (size_t i = 1; i < self->n; i++)
		self->point[i].broken = self->point[i].index -
						self->point[i - 1].index >
					usual * 1.5;
}

static int
check(const struct dp_chart *c, const struct self *self, size_t with,
      struct dp_err *err)
{
	if (with < 2)
		return dp_fail(err, DP_EDATA,
			       _("a line needs two values at least, and there "
				 "are %zu; take a bar chart"),
			       with);
	if (self->n > POINTS_MAX)
		return dp_fail(err, DP_ELIMIT,
			       _("%zu points cannot be seen, %d are the most; "
				 "group them first, by month for example"),
			       self->n, POINTS_MAX);
	if (self->kind == DPI_AXIS_BAND)
		return 0;
	for (size_t i = 1; i < self->n; i++)
		if (self->point[i].at == self->point[i - 1].at)
			return dp_fail(err, DP_EDATA,
				       _("two rows have the same %.*s: a line "
					 "needs one number for each"),
				       DP_FMT(c->x_title));
	return 0;
}

/* Finds the first, last, lowest and highest point; returns how many. */
static size_t
find_extremes(struct self *self)
{
	size_t with = 0;

	for (size_t i = 0; i < self->n; i++) {
		const struct point *p = self->point;

		if (!p[i].has)
			continue;
		if (!with++)
			self->first = self->low = self->high = i;
		self->last = i;
		if (p[i].y < p[self->low].y)
			self->low = i;
		if (p[i].y > p[self->high].y)
			self->high = i;
	}
	return with;
}

static void
count_breaks(struct dp_chart *c, struct self *self)
{
	bool open = false;

	for (size_t i = self->first; i <= self->last; i++) {
		struct point *p = &self->point[i];

		open = open || !p->has || (p->broken && i > self->first);
		if (p->has) {
			self->breaks += open;
			p->broken = open;
			open = false;
		}
	}
	if (self->breaks)
		dpi_chart_says(c,
			       P_("The line is broken in %zu place, where "
				  "values are missing.",
				  "The line is broken in %zu places, where "
				  "values are missing.",
				  (unsigned long)self->breaks),
			       self->breaks);
}

/* The vertical axis starts at 0 unless the line would be flat then. */
static bool
is_cut(const struct self *self)
{
	double low = self->point[self->low].y;
	double high = self->point[self->high].y;
	double far = fabs(low) > fabs(high) ? fabs(low) : fabs(high);

	return (low > 0 || high < 0) && high - low < far / 4 && high > low;
}

static int
prepare(struct dp_chart *c, const struct dp_frame *data, struct dp_err *err)
{
	ptrdiff_t x = dpi_chart_column(data, c->desc.x, err), y, weight = -1;
	struct self *self = dp_arena_alloc(&c->text, sizeof(*self));
	size_t n = data->n_rows, with;

	if (x < 0 || (y = dpi_chart_column(data, c->desc.y, err)) < 0)
		return -1;
	if (c->desc.weight.p &&
	    (weight = dpi_chart_column(data, c->desc.weight, err)) < 0)
		return -1;
	dpi_chart_start(c, data, x, y);
	memset(self, 0, sizeof(*self));
	c->self = self;
	self->n = n;
	self->point = dp_arena_alloc(&c->text, (n + 1) * sizeof(struct point));
	memset(self->point, 0, (n + 1) * sizeof(struct point));
	for (size_t r = 0; r < n; r++) {
		self->point[r].row = r;
		self->point[r].has = dpi_chart_cell(data, r, (size_t)y,
						    &self->point[r].y);
	}
	self->kind = DPI_AXIS_BAND;
	if (read_numbers(data, (size_t)x, self->point))
		self->kind = DPI_AXIS_NUMBER;
	else if (read_dates(c, data, (size_t)x, self))
		self->kind = DPI_AXIS_DATE;
	else
		read_order(data, self->point);
	if (n > 0)
		qsort(self->point, n, sizeof(*self->point), compare);
	with = find_extremes(self);
	if (check(c, self, with, err) < 0)
		return -1;
	find_breaks(c, self);
	count_breaks(c, self);
	if (is_cut(self))
		dpi_chart_says(c, _("The vertical axis does not start at 0."));
	for (size_t i = 0; i < n; i++) {
		struct dp_value none = { .kind = DP_VALUE_NULL };
		size_t r = self->point[i].row;
		double rows = -1;

		if (weight >= 0)
			dpi_chart_cell(data, r, (size_t)weight, &rows);
		dpi_chart_row(c, dp_frame_at(data, r, (size_t)x)->text,
			      self->point[i].has ?
				      dp_frame_at(data, r, (size_t)y) :
				      &none,
			      rows);
	}
	return 0;
}

/* Names in order, as many as have room. */
static void
layout_names(const struct dp_chart *c, const struct self *self,
	     const struct dp_room *room, struct dp_scene *s)
{
	size_t widest = 1, every = 1, w;
	double chars = room->x.chars;

	s->x.kind = DPI_AXIS_BAND;
	s->x.from = -0.5;
	s->x.to = (double)self->n - 0.5;
	for (size_t r = 0; r < self->n; r++) {
		w = dp_width_cols(dpi_chart_name(c, r, &s->text));
		widest = w > widest ? w : widest;
	}
	while ((double)(self->n / every) * ((double)widest + 2) > chars + 2 ||
	       self->n / every > DPI_TICKS_MAX)
		every++;
	for (size_t r = 0; r < self->n; r += every)
		dpi_axis_tick(&s->x, dpi_axis_at(&s->x, (double)r),
			      dpi_chart_name(c, r, &s->text));
}

static void
layout_axes(const struct dp_chart *c, const struct self *self,
	    const struct dp_room *room, struct dp_scene *s)
{
	double first = self->point[0].at, last = self->point[self->n - 1].at;
	struct dpi_range y = { self->point[self->low].y,
			       self->point[self->high].y, true, false };
	struct dpi_range x = { first, last, false, true };

	for (size_t i = 0; i < self->n; i++)
		y.whole = y.whole &&
			  (!self->point[i].has ||
			   self->point[i].y == floor(self->point[i].y));
	s->y.cut = is_cut(self);
	if (!s->y.cut) {
		y.low = y.low < 0 ? y.low : 0;
		y.high = y.high > 0 ? y.high : 0;
	}
	dpi_axis_numbers(s, &s->y, &y, &room->y);
	if (self->kind == DPI_AXIS_BAND)
		layout_names(c, self, room, s);
	else if (self->kind == DPI_AXIS_DATE)
		dpi_axis_dates(s, &s->x, first, last, self->precision,
			       &room->x);
	else
		dpi_axis_numbers(s, &s->x, &x, &room->x);
	s->x.title = c->x_title;
	s->y.title = c->y_title;
}

/* True when no line touches point I. */
static bool
alone(const struct self *self, size_t i)
{
	size_t next = i + 1;

	while (next < self->n && !self->point[next].has)
		next++;
	return (i == self->first || self->point[i].broken) &&
	       (next >= self->n || self->point[next].broken);
}

static void
add_lines(const struct self *self, struct dp_scene *s)
{
	const struct point *before = NULL;

	for (size_t i = 0; i < self->n; i++) {
		const struct point *p = &self->point[i];
		struct dpi_mark *m;

		if (!p->has)
			continue;
		if (before && !p->broken) {
			m = dpi_scene_mark(s, DPI_MARK_LINE);
			m->x0 = dpi_axis_at(&s->x, before->at);
			m->y0 = dpi_axis_at(&s->y, before->y);
			m->x1 = dpi_axis_at(&s->x, p->at);
			m->y1 = dpi_axis_at(&s->y, p->y);
		}
		before = p;
	}
}

static void
layout(const struct dp_chart *c, const struct dp_room *room, struct dp_scene *s)
{
	const struct self *self = c->self;

	layout_axes(c, self, room, s);
	add_lines(self, s);
	for (size_t i = 0; i < self->n; i++) {
		const struct point *p = &self->point[i];
		struct dpi_mark *m;

		if (!p->has)
			continue;
		m = dpi_scene_mark(s, DPI_MARK_POINT);
		m->x0 = dpi_axis_at(&s->x, p->at);
		m->y0 = dpi_axis_at(&s->y, p->y);
		m->name = dpi_chart_name(c, i, &s->text);
		m->up = i != self->low;
		m->alone = alone(self, i);
		if (i == self->first || i == self->last || i == self->low ||
		    i == self->high)
			m->label = dpi_chart_shown(c, i, DPI_CHART_Y, &s->text);
	}
}

/* "12 (2015)" */
static dp_str
at(const struct dp_chart *c, size_t i, struct dp_arena *a)
{
	return dp_keep_format(a, "%.*s (%.*s)",
			      DP_FMT(dpi_chart_shown(c, i, DPI_CHART_Y, a)),
			      DP_FMT(dpi_chart_name(c, i, a)));
}

static void
say(const struct dp_chart *c, struct dp_buf *out)
{
	const struct self *self = c->self;
	struct dp_arena a = { 0 };

	dp_buf_format(out,
		      P_("Line chart of %.*s by %.*s, %zu point.",
			 "Line chart of %.*s by %.*s, %zu points.",
			 (unsigned long)self->n),
		      DP_FMT(c->y_title), DP_FMT(c->x_title), self->n);
	dp_buf_format(out,
		      _(" First: %.*s. Last: %.*s. Lowest: %.*s. "
			"Highest: %.*s."),
		      DP_FMT(at(c, self->first, &a)),
		      DP_FMT(at(c, self->last, &a)),
		      DP_FMT(at(c, self->low, &a)),
		      DP_FMT(at(c, self->high, &a)));
	dp_arena_done(&a);
}

const struct dp_chart_class dpi_chart_line = {
	.name = "line",
	.title = N_("Line chart"),
	.summary = N_("Shows how a number changes over time."),
	.when = N_("When the horizontal axis has an order: dates, ages, "
		   "distances. For things without an order, take bars."),
	.shape = DP_CHART_ORDERED,
	.prepare = prepare,
	.layout = layout,
	.say = say,
};
