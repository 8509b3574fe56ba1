/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Axes of numbers: where the ticks stand and how they are written. Dates are
 * in axis_dates.c.
 */
#include "chart/scene.h"

#include <math.h>

double
dpi_nice(double v)
{
	double power = pow(10, floor(log10(v)));
	static const double step[] = { 1, 2, 5, 10 };

	for (size_t i = 0; i < 4; i++)
		/* A hair of tolerance: 0.2 may come as 0.20000000000000001. */
		if (step[i] * power >= v * (1 - 1e-9))
			return step[i] * power;
	return 10 * power;
}

/* Decimals that multiples of STEP need. */
static int
decimals(double step)
{
	int d = (int)-floor(log10(step) + 1e-9);

	return d < 0 ? 0 : d > 15 ? 15 : d;
}

dp_str
dpi_tick_text(double v, double step, struct dp_arena *a)
{
	struct dp_buf plain = { 0 }, shown = { 0 };
	dp_str kept;

	if (fabs(v) < step / 1e6)
		v = 0;
	dp_buf_format(&plain, "%.*f", decimals(step), v);
	dp_number_show(dp_buf_view(&plain), &shown);
	kept = dp_keep(a, dp_buf_view(&shown));
	dp_buf_done(&plain);
	dp_buf_done(&shown);
	return kept;
}

/* Multiples of a step on an axis: from first * step to last * step. */
struct ticks {
	double step, first, last;
};

/* The ticks every STEP; TIGHT: inside LOW to HIGH, else around them. */
static struct ticks
ticks_every(double step, double low, double high, bool tight)
{
	struct ticks t = { step, 0, 0 };

	t.first = tight ? ceil(low / step - 1e-9) : floor(low / step + 1e-9);
	t.last = tight ? floor(high / step + 1e-9) : ceil(high / step - 1e-9);
	return t;
}

static double
how_many(const struct ticks *t)
{
	return t->last - t->first + 1;
}

/* Whether their labels have room. */
static bool
fits(const struct ticks *t, const struct dpi_room *room,
     struct dp_arena *scratch)
{
	size_t widest = 0;

	if (how_many(t) > DPI_TICKS_MAX)
		return false;
	if (!room->chars)
		return how_many(t) <= room->rows / 2 + 1;
	for (double k = t->first; k <= t->last; k++) {
		size_t w = dp_width_cols(dpi_tick_text(k * t->step, t->step,
						       scratch));

		widest = w > widest ? w : widest;
	}
	return how_many(t) * ((double)widest + 2) <= room->chars + 2;
}

void
dpi_axis_numbers(struct dp_scene *s, struct dpi_axis *a,
		 const struct dpi_range *range, const struct dpi_room *room)
{
	double low = range->low, high = range->high, step;
	struct ticks t;

	if (!(high > low))
		high = low + (low != 0 ? fabs(low) / 2 : 1);
	step = dpi_nice((high - low) / DPI_TICKS_MAX);
	if (range->whole && step < 1)
		step = 1;
	t = ticks_every(step, low, high, range->tight);
	/* Three steps a decade: two ticks are reached long before 64. */
	for (int i = 0; i < 64 && !fits(&t, room, &s->text); i++) {
		struct ticks next;

		step = dpi_nice(step * 1.5);
		next = ticks_every(step, low, high, range->tight);
		if (how_many(&next) < 2)
			break;
		t = next;
	}
	a->kind = DPI_AXIS_NUMBER;
	a->from = range->tight ? low : t.first * t.step;
	a->to = range->tight ? high : t.last * t.step;
	a->n = 0;
	for (double k = t.first; k <= t.last; k++)
		dpi_axis_tick(a, dpi_axis_at(a, k * t.step),
			      dpi_tick_text(k * t.step, t.step, &s->text));
}
