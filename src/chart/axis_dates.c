/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Axes of dates: ticks stand where a year, quarter, month, week, day or hour
 * begins, at the finest step whose labels have room. Days are counted from
 * 1970-01-01; no clock and no time zone is asked.
 */
#include "chart/scene.h"

#include <math.h>

enum unit { HOUR, DAY, WEEK, MONTH, YEAR };

struct step {
	enum unit unit;
	int64_t every;
};

static const struct step steps[] = {
	{ HOUR, 1 },    { HOUR, 3 },   { HOUR, 6 },   { HOUR, 12 },
	{ DAY, 1 },     { DAY, 2 },    { WEEK, 1 },   { MONTH, 1 },
	{ MONTH, 2 },   { MONTH, 3 },  { MONTH, 6 },  { YEAR, 1 },
	{ YEAR, 2 },    { YEAR, 5 },   { YEAR, 10 },  { YEAR, 20 },
	{ YEAR, 50 },   { YEAR, 100 }, { YEAR, 200 }, { YEAR, 500 },
	{ YEAR, 1000 },
};

#define STEPS (sizeof(steps) / sizeof(steps[0]))

/* Whether dates of that precision can stand at the ticks of ST. */
static bool
fine_enough(const struct step *st, enum dp_date_precision precision)
{
	switch (precision) {
	case DP_DATE_YEAR:
		return st->unit == YEAR;
	case DP_DATE_HALF:
		return st->unit == YEAR ||
		       (st->unit == MONTH && st->every == 6);
	case DP_DATE_QUARTER:
		return st->unit == YEAR ||
		       (st->unit == MONTH && st->every % 3 == 0);
	case DP_DATE_MONTH:
		return st->unit >= MONTH;
	case DP_DATE_DAY:
		return st->unit >= DAY;
	default:
		return true;
	}
}

/* Short names of months, as ticks show them. */
static const char *
month_name(int month)
{
	switch (month) {
	case 1:
		return C_("month", "Jan");
	case 2:
		return C_("month", "Feb");
	case 3:
		return C_("month", "Mar");
	case 4:
		return C_("month", "Apr");
	case 5:
		return C_("month", "May");
	case 6:
		return C_("month", "Jun");
	case 7:
		return C_("month", "Jul");
	case 8:
		return C_("month", "Aug");
	case 9:
		return C_("month", "Sep");
	case 10:
		return C_("month", "Oct");
	case 11:
		return C_("month", "Nov");
	default:
		return C_("month", "Dec");
	}
}

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static double
month_start(int64_t month)
{
	struct dp_date d = { 0 };

	d.year = (int)floor_div(month, 12);
	d.month = (int)(month - floor_div(month, 12) * 12) + 1;
	d.day = 1;
	d.precision = DP_DATE_DAY;
	return (double)dp_date_days(&d);
}

/* Where tick number K of step ST stands, in days. */
static double
tick_at(const struct step *st, int64_t k)
{
	switch (st->unit) {
	case HOUR:
		return (double)(k * st->every) / 24;
	case DAY:
		return (double)(k * st->every);
	/* 1970-01-05 was a Monday. */
	case WEEK:
		return (double)(k * 7 * st->every + 4);
	case MONTH:
		return month_start(k * st->every);
	default:
		return month_start(k * st->every * 12);
	}
}

/* Number of the first tick of ST that is not before DAY. */
static int64_t
first_tick(const struct step *st, double day)
{
	struct dp_date d;
	int64_t k;

	dp_date_of_days((int64_t)floor(day), &d);
	switch (st->unit) {
	case HOUR:
		k = (int64_t)floor(day * 24 / (double)st->every);
		break;
	case DAY:
		k = (int64_t)floor(day / (double)st->every);
		break;
	case WEEK:
		k = (int64_t)floor((day - 4) / 7 / (double)st->every);
		break;
	case MONTH:
		k = floor_div((int64_t)d.year * 12 + d.month - 1, st->every);
		break;
	default:
		k = floor_div(d.year, st->every);
		break;
	}
	/* 1e-6 of a day is a tenth of a second. */
	while (tick_at(st, k) < day - 1e-6)
		k++;
	return k;
}

/* How the tick at DAY is written; BEFORE is the one before, or NULL. */
static dp_str
tick_label(const struct step *st, double day, const double *before,
	   struct dp_arena *a)
{
	struct dp_date d, old = { 0 };
	int64_t whole = (int64_t)floor(day + 1e-6);
	bool new_year, new_day;

	dp_date_of_days(whole, &d);
	if (before)
		dp_date_of_days((int64_t)floor(*before + 1e-6), &old);
	new_year = !before || old.year != d.year;
	new_day = !before || old.day != d.day || old.month != d.month;
	switch (st->unit) {
	case HOUR: {
		int hour = (int)lround((day - (double)whole) * 24);

		if (new_day)
			return dp_keep_format(a, "%d %s %d:00", d.day,
					      month_name(d.month), hour);
		return dp_keep_format(a, "%d:00", hour);
	}
	case DAY:
	case WEEK:
		if (new_year)
			return dp_keep_format(a, "%d %s %d", d.day,
					      month_name(d.month), d.year);
		return dp_keep_format(a, "%d %s", d.day, month_name(d.month));
	case MONTH:
		if (new_year)
			return dp_keep_format(a, "%s %d", month_name(d.month),
					      d.year);
		return dp_keep_format(a, "%s", month_name(d.month));
	default:
		return dp_keep_format(a, "%d", d.year);
	}
}

/*
 * Puts the ticks of ST on A. Returns false when there are none, too many, or
 * their labels would touch.
 */
static bool
place(struct dpi_axis *a, const struct step *st, double first, double last,
      const struct dpi_room *room, struct dp_arena *text)
{
	double before = 0, day;
	double end = -1e9;

	a->n = 0;
	for (int64_t k = first_tick(st, first);; k++) {
		dp_str label;
		double at, width;

		day = tick_at(st, k);
		if (day > last + 1e-6)
			break;
		if (a->n == DPI_TICKS_MAX)
			return false;
		label = tick_label(st, day, a->n ? &before : NULL, text);
		at = dpi_axis_at(a, day);
		width = (double)dp_width_cols(label);
		if (room->chars && at * room->chars - width / 2 < end + 2)
			return false;
		end = at * room->chars + width / 2;
		dpi_axis_tick(a, at, label);
		before = day;
	}
	return a->n > 1;
}

/* Ticks at both ends, when no two beginnings of anything are between them. */
static void
place_ends(struct dpi_axis *a, double first, double last,
	   const struct dpi_room *room, struct dp_arena *text)
{
	const double end[] = { first, last };
	dp_str label[2];

	a->n = 0;
	for (int i = 0; i < 2; i++) {
		struct dp_date d;
		double whole = floor(end[i] + 1e-6);
		long minute = lround((end[i] - whole) * 1440);

		dp_date_of_days((int64_t)whole, &d);
		label[i] = dp_keep_format(text, "%d %s %d", d.day,
					  month_name(d.month), d.year);
		if (minute)
			label[i] = dp_keep_format(text, "%.*s %ld:%02ld",
						  DP_FMT(label[i]), minute / 60,
						  minute % 60);
	}
	dpi_axis_tick(a, dpi_axis_at(a, first), label[0]);
	if (last > first &&
	    (!room->chars ||
	     dp_width_cols(label[0]) + dp_width_cols(label[1]) + 2 <=
		     (size_t)room->chars))
		dpi_axis_tick(a, 1, label[1]);
}

void
dpi_axis_dates(struct dp_scene *s, struct dpi_axis *a, double first,
	       double last, enum dp_date_precision precision,
	       const struct dpi_room *room)
{
	a->kind = DPI_AXIS_DATE;
	a->from = first;
	a->to = last;
	for (size_t i = 0; i < STEPS; i++) {
		/* Skips steps that would give far too many ticks. */
		if (!fine_enough(&steps[i], precision) ||
		    last - first >
			    (tick_at(&steps[i], 1) - tick_at(&steps[i], 0)) *
				    15)
			continue;
		if (place(a, &steps[i], first, last, room, &s->text))
			return;
	}
	place_ends(a, first, last, room, &s->text);
}
