/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the author of a chart needs: the chart's insides and the scene it is
 * laid out into. A scene is geometry without a device: every place is between
 * 0 and 1, x to the right and y upwards.
 *
 * To add a chart: one file with a const struct dp_chart_class named
 * dpi_chart_<name>, and one line in local.mk.
 */
#ifndef DPI_CHART_SCENE_H
#define DPI_CHART_SCENE_H

#include <dpipe/chart.h>

#include "base/i18n.h"

/* ---- a chart ---------------------------------------------------------- */

#define DPI_CHART_COLUMNS 4 /* columns a shown table has at most */

struct dp_chart {
	const struct dp_chart_class *class;
	struct dp_chart_desc desc; /* texts in text */
	struct dp_frame table;     /* what is shown; see DPI_CHART_X … */
	int decimals[DPI_CHART_COLUMNS]; /* shown; -1: as they stand */
	bool rounded; /* some shown number has fewer digits */
	dp_str x_title, y_title;
	struct dp_buf method; /* what prepare has to say */
	size_t others;        /* categories behind the last row; 0: it is
				       a category itself */
	void *self;           /* the class's own, in text */
	struct dp_arena text;
};

/* Columns of the shown table. A histogram has its upper edges in TO. */
enum { DPI_CHART_X, DPI_CHART_Y, DPI_CHART_N, DPI_CHART_TO };

/* Number of row R in column C of the shown table; false when it has none. */
bool dpi_chart_number(const struct dp_chart *c, size_t r, size_t column,
		      double *out);
/* Text of row R in column C as every output shows it, in arena A. */
dp_str dpi_chart_shown(const struct dp_chart *c, size_t r, size_t column,
		       struct dp_arena *a);
/* The double V as column C shows it, in arena A. */
dp_str dpi_chart_shown_double(const struct dp_chart *c, size_t column, double v,
			      struct dp_arena *a);
/* Decides how many decimals each column of the shown table is given. */
void dpi_chart_settle(struct dp_chart *c);
/* Name of row R: its x, or the edges of its bin. */
dp_str dpi_chart_name(const struct dp_chart *c, size_t r, struct dp_arena *a);
/* Appends a sentence to what dp_chart_method says. */
void dpi_chart_says(struct dp_chart *c, const char *fmt, ...) DP_PRINTF(2, 3);
/* The cell of DATA as a number: false when it has none. */
bool dpi_chart_cell(const struct dp_frame *data, size_t r, size_t column,
		    double *out);
/*
 * Index in DATA of the column called KEY. Fails with DP_EUSAGE and names the
 * columns there are.
 */
ptrdiff_t dpi_chart_column(const struct dp_frame *data, dp_str key,
			   struct dp_err *err);
/* Starts the shown table: the columns x, y and n, titled as in DATA. */
void dpi_chart_start(struct dp_chart *c, const struct dp_frame *data,
		     ptrdiff_t x, ptrdiff_t y);
/*
 * Adds a row to it. VALUE is y, null when there is none; WEIGHT the rows
 * behind it, below 0 when that is not known.
 */
void dpi_chart_row(struct dp_chart *c, dp_str label,
		   const struct dp_value *value, double weight);

/* ---- a scene ---------------------------------------------------------- */

enum dpi_axis_kind {
	DPI_AXIS_NUMBER,
	DPI_AXIS_DATE,
	DPI_AXIS_BAND, /* names: a tick in the middle of each band */
};

struct dpi_tick {
	double at; /* 0 to 1 */
	dp_str label;
};

struct dpi_axis {
	enum dpi_axis_kind kind;
	dp_str title;
	double from, to; /* what stands at 0 and at 1 */
	struct dpi_tick *tick;
	size_t n, cap;
	bool cut; /* it could start at 0 and does not */
};

enum dpi_mark_kind {
	DPI_MARK_BAR,   /* from x0,y0 (its foot) to x1,y1 */
	DPI_MARK_LINE,  /* from x0,y0 to x1,y1 */
	DPI_MARK_POINT, /* at x0,y0 */
};

struct dpi_mark {
	enum dpi_mark_kind kind;
	double x0, y0, x1, y1;
	dp_str name;  /* what it stands for */
	dp_str label; /* its number, written beside it; p == NULL: none */
	bool hollow;  /* drawn in outline: "other" */
	bool up;      /* the label of a point stands above it */
	bool alone;   /* no line touches the point: draw it always */
};

struct dp_scene {
	struct dpi_axis x, y;
	struct dpi_mark *mark;
	size_t n, cap;
	/* Bars stand on x. A terminal lays them down: names need room. */
	bool columns;
	struct dp_arena text;
};

/* Room for the labels of one axis. */
struct dpi_room {
	int chars; /* labels stand side by side in so many characters */
	int rows;  /* … or, chars being 0, one above the other */
};

struct dp_room {
	struct dpi_room x, y;
};

void dpi_scene_done(struct dp_scene *s);
/* Adds a mark of that kind; the pointer holds until the next. */
struct dpi_mark *dpi_scene_mark(struct dp_scene *s, enum dpi_mark_kind kind);
void dpi_axis_tick(struct dpi_axis *a, double at, dp_str label);
/* Where V stands on A, 0 to 1. */
double dpi_axis_at(const struct dpi_axis *a, double v);

/* Ticks are never more than this (rule L16). */
#define DPI_TICKS_MAX 10

/* Numbers an axis must hold. */
struct dpi_range {
	double low, high;
	bool whole; /* they count something: no fractions at the ticks */
	bool tight; /* the axis ends there, not at the next tick */
};

/*
 * Makes A an axis of numbers that holds RANGE, with ticks at multiples of 1,
 * 2 or 5 times a power of ten, as many as ROOM takes.
 */
void dpi_axis_numbers(struct dp_scene *s, struct dpi_axis *a,
		      const struct dpi_range *range,
		      const struct dpi_room *room);
/*
 * Makes A an axis of dates that holds exactly FIRST to LAST, in days since
 * 1970-01-01 with fractions, with ticks where years, quarters, months, weeks,
 * days or hours begin, but nothing finer than PRECISION, that of the data.
 */
void dpi_axis_dates(struct dp_scene *s, struct dpi_axis *a, double first,
		    double last, enum dp_date_precision precision,
		    const struct dpi_room *room);

/* 1, 2 or 5 times a power of ten, the smallest that is not below V > 0. */
double dpi_nice(double v);
/* The V that is a multiple of STEP, in the user's language, in arena A. */
dp_str dpi_tick_text(double v, double step, struct dp_arena *a);

#endif
