/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions of dates, and toString, which writes them. They are read by
 * our own reader: month first where OpenRefine takes it so, each part that is
 * missing the first there is.
 */
#include "op/grel.h"

#include <math.h>

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

#define SECOND_MS INT64_C(1000)
#define DAY_MS INT64_C(86400000)

static int64_t
instant(const struct dp_date *d)
{
	struct dp_date whole_day = *d;

	if (d->precision < DP_DATE_MONTH)
		whole_day.month = 1;
	if (d->precision < DP_DATE_DAY)
		whole_day.day = 1;
	return dp_date_days(&whole_day) * DAY_MS +
	       (d->hour * 3600 + (d->minute - d->zone_minutes) * 60 +
		d->second) *
		       SECOND_MS +
	       d->nanosecond / 1000000;
}

/* Takes up to MOST digits of *S. */
static bool
number(dp_str *s, unsigned most, int *out)
{
	unsigned i = 0;

	*out = 0;
	while (i < most && i < s->n && s->p[i] >= '0' && s->p[i] <= '9')
		*out = *out * 10 + (s->p[i++] - '0');
	*s = dp_str_from(*s, i);
	return i > 0;
}

/* The part that LETTER stands for, or NULL: not read by a pattern. */
static int *
part_of(struct dp_date *d, char letter)
{
	switch (letter) {
	case 'y':
		return &d->year;
	case 'M':
		return &d->month;
	case 'd':
		return &d->day;
	case 'H':
		return &d->hour;
	case 'm':
		return &d->minute;
	case 's':
		return &d->second;
	default:
		return NULL;
	}
}

/* Reads the start of S by FORMAT, a pattern of numbers as dd/MM/yyyy. */
static bool
read_by(dp_str s, dp_str format, int64_t *ms)
{
	struct dp_date d = { .year = 1970, .month = 1, .day = 1 };

	d.precision = DP_DATE_SECOND;
	for (size_t i = 0; i < format.n;) {
		char c = format.p[i];
		int *part = part_of(&d, c);
		size_t run = 1;

		while (i + run < format.n && format.p[i + run] == c)
			run++;
		if (part) {
			bool next = i + run < format.n &&
				    part_of(&d, format.p[i + run]);

			/* only what touches the next number has a width */
			if ((c == 'M' && run > 2) ||
			    !number(&s, next ? (unsigned)run : 9, part))
				return false;
			if (c == 'y' && run <= 2 && d.year < 100)
				d.year += d.year < 50 ? 2000 : 1900;
		} else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
			return false;
		} else {
			for (size_t k = 0; k < run; k++) {
				if (s.n == 0 || s.p[0] != c)
					return false;
				s = dp_str_from(s, 1);
			}
		}
		i += run;
	}
	if (d.month < 1 || d.month > 12 || d.day < 1 || d.day > 31 ||
	    d.hour > 23 || d.minute > 59 || d.second > 59)
		return false;
	*ms = instant(&d);
	return true;
}

/* Reads S in the way that most dates are written. */
static bool
read_any(dp_str s, enum dp_date_order order, int64_t *ms)
{
	struct dp_date_opts o = { order, true, true, 50 };
	struct dp_date d;

	if (!dp_date_read(s, &o, &d)) {
		o.order = DP_DATE_AUTO;
		if (!dp_date_read(s, &o, &d))
			return false;
	}
	if (d.precision == DP_DATE_QUARTER)
		return false;
	*ms = instant(&d);
	return true;
}

/* toDate(x[, false][, format …]): false is day first. */
static value
to_date(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	enum dp_date_order order = DP_DATE_MDY;
	int64_t ms = 0;
	size_t i = 1;

	if (x.kind == DP_X_DATE)
		return x;
	if (x.kind == DP_X_WHOLE)
		return dpi_x_error();
	if (x.kind != DP_X_TEXT || x.text.n == 0)
		return dpi_x_error();
	if (n->n > 1) {
		value how = dpi_x_arg(v, n, 1);

		i += how.kind == DP_X_BOOL;
		if (how.kind == DP_X_BOOL && !how.yes)
			order = DP_DATE_DMY;
	}
	/* ISO 8601 is tried before any format */
	if (x.text.n >= 19 && x.text.p[10] == 'T' &&
	    read_any(x.text, DP_DATE_YMD, &ms))
		return dpi_grel_date(ms);
	for (; i < n->n; i++) {
		dp_str format = dpi_grel_string(v, dpi_x_arg(v, n, i));

		if (format.p && read_by(x.text, format, &ms))
			return dpi_grel_date(ms);
	}
	return read_any(dp_trim(x.text), order, &ms) ? dpi_grel_date(ms) :
						       dpi_x_error();
}

/* The parts of MS. */
static void
parts(int64_t ms, struct dp_date *d, int *millis)
{
	int64_t days = ms / DAY_MS - (ms % DAY_MS < 0);
	int rest = (int)(ms - days * DAY_MS);

	dp_date_of_days(days, d);
	d->hour = rest / 3600000;
	d->minute = rest / 60000 % 60;
	d->second = rest / 1000 % 60;
	*millis = rest % 1000;
}

/* Appends the date MS by FORMAT; false when it has letters of another kind. */
static bool
put_by(int64_t ms, dp_str format, struct dp_buf *out)
{
	struct dp_date d;
	int millis;

	parts(ms, &d, &millis);
	for (size_t i = 0; i < format.n;) {
		char c = format.p[i];
		int *part = c == 'S' ? &millis : part_of(&d, c);
		size_t run = 1;

		while (i + run < format.n && format.p[i + run] == c)
			run++;
		if (part && !(c == 'M' && run > 2)) {
			if (c == 'y' && run == 2)
				*part %= 100;
			dp_buf_format(out, "%0*d", (int)run, *part);
		} else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
			return false;
		} else if (c == '\'') {
			run = 1;
			for (i++; i < format.n && format.p[i] != '\''; i++)
				dp_buf_char(out, format.p[i]);
		} else {
			for (size_t k = 0; k < run; k++)
				dp_buf_char(out, c);
		}
		i += run;
	}
	return true;
}

/* toString(x[, format]) */
static value
to_string(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	struct dp_buf b = { 0 };
	dp_str s;

	if (x.kind == DP_X_ERROR)
		return x;
	if (n->n > 1) {
		dp_str format = dpi_grel_string(v, dpi_x_arg(v, n, 1));
		bool put = x.kind == DP_X_DATE && put_by(x.whole, format, &b);

		x = put ? dpi_grel_text(v, dp_buf_view(&b)) : dpi_x_error();
		dp_buf_done(&b);
		return x;
	}
	if (x.kind == DP_X_DATE)
		return dpi_grel_stored(v, x);
	s = dpi_grel_string(v, x);
	return dpi_x_text(s.p ? s : DP_S(""));
}

static bool
is_one_of(dp_str s, const char *all)
{
	dp_str rest = dp_str_c(all);

	while (rest.n)
		if (dp_str_eq(s, dp_str_cut(&rest, '|')))
			return true;
	return false;
}

static value
date_part(eval *v, node *n)
{
	static const char *const weekday[] = { "MONDAY",    "TUESDAY",
					       "WEDNESDAY", "THURSDAY",
					       "FRIDAY",    "SATURDAY",
					       "SUNDAY" };
	value x = dpi_x_arg(v, n, 0);
	dp_str name = dpi_grel_string(v, dpi_x_arg(v, n, 1));
	struct dp_date d;
	int millis;

	if (x.kind != DP_X_DATE)
		return dpi_x_error();
	parts(x.whole, &d, &millis);
	if (is_one_of(name, "years|year"))
		return dpi_grel_whole(d.year);
	if (is_one_of(name, "months|month"))
		return dpi_grel_whole(d.month);
	if (is_one_of(name, "days|day|d"))
		return dpi_grel_whole(d.day);
	if (is_one_of(name, "hours|hour|h"))
		return dpi_grel_whole(d.hour);
	if (is_one_of(name, "minutes|minute|min"))
		return dpi_grel_whole(d.minute);
	if (is_one_of(name, "seconds|sec|s"))
		return dpi_grel_whole(d.second);
	if (is_one_of(name, "milliseconds|ms|S"))
		return dpi_grel_whole(millis);
	if (is_one_of(name, "time"))
		return dpi_grel_whole(x.whole);
	if (is_one_of(name, "weekday"))
		/* 1970-01-01 was a Thursday */
		return dpi_x_text(dp_str_c(
			weekday[((dp_date_days(&d) + 3) % 7 + 7) % 7]));
	return dpi_x_error();
}

/* Milliseconds of a unit of the same length always; 0 for others. */
static int64_t
unit_ms(dp_str name)
{
	if (is_one_of(name, "days|day|d"))
		return DAY_MS;
	if (is_one_of(name, "weeks|week|w"))
		return 7 * DAY_MS;
	if (is_one_of(name, "hours|hour|h"))
		return 3600 * SECOND_MS;
	if (is_one_of(name, "minutes|minute|min"))
		return 60 * SECOND_MS;
	if (is_one_of(name, "seconds|sec|s"))
		return SECOND_MS;
	return 0;
}

/* inc(date, n[, unit]) */
static value
inc(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), by = dpi_x_arg(v, n, 1);
	dp_str unit = n->n > 2 ? dpi_grel_string(v, dpi_x_arg(v, n, 2)) :
				 DP_S("hours");
	int64_t ms = unit_ms(unit);
	double d;

	if (x.kind != DP_X_DATE || !dpi_grel_double(by, &d) || ms == 0 ||
	    fabs(d) > 1e9)
		return dpi_x_error();
	return dpi_grel_date(x.whole + (int64_t)d * ms);
}

/* diff(date, date, unit) */
static value
diff(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), y = dpi_x_arg(v, n, 1);
	int64_t ms = unit_ms(dpi_grel_string(v, dpi_x_arg(v, n, 2)));

	if (x.kind != DP_X_DATE || y.kind != DP_X_DATE || ms == 0)
		return dpi_x_error();
	return dpi_grel_whole((x.whole - y.whole) / ms);
}

const struct dpi_x_function dpi_grel_of_dates[] = {
	DPI_GREL("toDate", 1, DPI_X_ANY, false, to_date),
	DPI_GREL("toString", 1, 2, false, to_string),
	DPI_GREL("datePart", 2, 2, false, date_part),
	DPI_GREL("inc", 2, 3, false, inc),
	DPI_GREL("diff", 3, 3, false, diff),
	{ NULL, 0, 0, false, false, false, false, NULL },
};
