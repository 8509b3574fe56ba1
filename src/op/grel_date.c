/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * GREL's functions of dates, and toString, which writes them. Reading and
 * writing them is in grel_calendar.c and grel_format.c.
 */
#include "op/grel.h"

typedef struct dp_expr_value value;
typedef const struct dpi_eval eval;
typedef const struct dpi_x_node node;

#define SECOND_MS INT64_C(1000)
#define DAY_MS INT64_C(86400000)
/* In a millisecond. */
#define NANOS 1000000
/* The most that a date may be moved: no sum overflows. */
#define UNITS_MAX 400000000

/* ---- reading ---------------------------------------------------------- */

/* A tag of a language, as "fr" or "en-US": it stands before the formats. */
static bool
is_language(dp_str s)
{
	static const char *const known = "ar|be|bg|ca|cs|da|de|el|en|es|et|fi|"
					 "fr|ga|hr|hu|is|it|ja|ko|lt|lv|nl|no|"
					 "pl|pt|ro|ru|sk|sl|sq|sr|sv|th|tr|uk|"
					 "vi|zh";

	return s.n >= 2 && (s.n == 2 || s.p[2] == '-') && s.n <= 5 &&
	       dp_str_search(dp_str_c(known), (dp_str){ s.p, 2 }) % 3 == 0;
}

bool
dpi_grel_is_date_format(dp_str format, bool first)
{
	format = dp_trim(format);
	return (first && is_language(format)) || dpi_grel_is_format(format);
}

/* By the formats from argument I on, else by ISO 8601. */
static value
by_formats(eval *v, node *n, size_t i, dp_str s)
{
	dp_str language = DP_S("en");
	int64_t ms;
	int ahead;
	bool bad;

	for (size_t first = i; i < n->n; i++) {
		dp_str format = dp_trim(dpi_x_arg(v, n, i).text);

		if (i == first && is_language(format)) {
			language = format;
			continue;
		}
		if (dpi_grel_read_by(s, format, language, &ms, &bad))
			return dpi_grel_date(ms, 0);
		if (bad)
			return dpi_grel_fail(v,
					     "Unable to parse date format "
					     "%.*s",
					     DP_FMT(format));
	}
	return dpi_grel_read_iso(s, &ms, &ahead) ?
		       dpi_grel_date(ms, ahead) :
		       dpi_grel_fail(v, "Unable to convert to a date");
}

/* toDate(x[, month first][, format …]); without either: month first. */
static value
to_date(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0);
	value how = n->n > 1 ? dpi_x_arg(v, n, 1) : dpi_x_bool(true);
	dp_str s = dpi_grel_string(v, x);
	int64_t ms;

	if (x.kind == DP_X_DATE)
		return x;
	if ((x.kind != DP_X_TEXT && x.kind != DP_X_WHOLE) || dp_trim(s).n == 0)
		return dpi_grel_fail(v, "Unable to parse as date");
	if (how.kind != DP_X_BOOL && how.kind != DP_X_TEXT)
		return dpi_grel_fail(v, "Invalid argument");
	for (size_t i = 2; i < n->n; i++)
		if (dpi_x_arg(v, n, i).kind != DP_X_TEXT)
			return dpi_grel_fail(
				v, "Invalid non-string format argument %.*s",
				DP_FMT(dpi_grel_string(v, dpi_x_arg(v, n, i))));
	if (how.kind == DP_X_BOOL && dpi_grel_read_calendar(s, how.yes, &ms))
		return dpi_grel_date(ms, 0);
	return by_formats(v, n, how.kind == DP_X_BOOL ? 2 : 1, s);
}

static value
now(eval *v, node *n)
{
	(void)n;
	return dpi_grel_date(v->e->now_ms, 0);
}

static value
from_epoch(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), unit = dpi_x_text(DP_S("second"));
	struct dp_buf small = { 0 };
	int64_t by = 0;

	if (n->n > 1)
		unit = dpi_x_arg(v, n, 1);
	if (unit.kind == DP_X_TEXT)
		dp_case_change(unit.text, DP_CASE_LOWER, &small);
	if (dp_str_is(dp_buf_view(&small), "second"))
		by = 1;
	else if (dp_str_is(dp_buf_view(&small), "millisecond"))
		by = 1000;
	else if (dp_str_is(dp_buf_view(&small), "microsecond"))
		by = 1000000;
	dp_buf_done(&small);
	if (x.kind != DP_X_WHOLE || by == 0 ||
	    x.whole / by > INT64_MAX / DAY_MS ||
	    x.whole / by < -(INT64_MAX / DAY_MS))
		return dpi_grel_fail(v,
				     "%s accepts a number and an optional "
				     "second argument containing a string "
				     "specifying the units",
				     n->function->name);
	return dpi_grel_date(x.whole / by * SECOND_MS, 0);
}

/* ---- writing ---------------------------------------------------------- */

/* The letter of the first conversion of FORMAT, or NUL. */
static char
letter_of(dp_str format)
{
	ptrdiff_t at = dp_str_find(format, '%');

	for (size_t i = at < 0 ? format.n : (size_t)at; i < format.n; i++)
		if (strchr("dxofeg", format.p[i] | 0x20))
			return format.p[i];
	return '\0';
}

/* toString(x[, format]) */
static value
to_string(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), format;
	struct dp_buf b = { 0 };
	bool good = false;
	int64_t clock;
	double d;
	dp_str s;

	if (n->n > 1) {
		format = dpi_x_arg(v, n, 1);
		if (format.kind == DP_X_TEXT && x.kind == DP_X_DATE)
			good = dpi_grel_put_by(x, format.text, &b);
		else if (format.kind == DP_X_TEXT)
			good = dpi_grel_put_format(x, format.text, &b);
		x = good ? dpi_grel_text(v, dp_buf_view(&b)) :
		    format.kind == DP_X_TEXT && dpi_grel_double(x, &d) &&
				    letter_of(format.text) ?
			   dpi_grel_fail(v,
					 "java.util.IllegalFormatConversion"
					 "Exception: %c != java.lang.%s",
					 letter_of(format.text),
					 x.kind == DP_X_WHOLE ? "Long" :
								"Double") :
			   dpi_grel_fail(v,
					 "%s accepts an object and an optional "
					 "second argument containing a Date or "
					 "Number format string",
					 n->function->name);
		dp_buf_done(&b);
		return x;
	}
	if (x.kind == DP_X_DATE) {
		/* without fractions of a second, and as if of UTC */
		clock = dpi_grel_clock(x);
		dpi_grel_put_date(clock - ((clock % SECOND_MS) + SECOND_MS) %
						  SECOND_MS,
				  0, false, &b);
		x = dpi_grel_text(v, dp_buf_view(&b));
		dp_buf_done(&b);
		return x;
	}
	s = dpi_grel_string(v, x);
	return dpi_x_text(s.p ? s : DP_S(""));
}

/* ---- parts ------------------------------------------------------------ */

static bool
is_one_of(dp_str s, const char *all)
{
	dp_str rest = dp_str_c(all);

	while (rest.n)
		if (dp_str_eq(s, dp_str_cut(&rest, '|')))
			return true;
	return false;
}

/* Weeks of the month begin on Sundays. */
static int
week_of_month(const struct dp_date *d)
{
	int64_t sunday = ((dp_date_days(d) + 4) % 7 + 7) % 7;

	return (int)((d->day - 1 - sunday + 13) / 7);
}

static value
date_part(eval *v, node *n)
{
	static const char *const weekday[] = { "MONDAY",    "TUESDAY",
					       "WEDNESDAY", "THURSDAY",
					       "FRIDAY",    "SATURDAY",
					       "SUNDAY" };
	value x = dpi_x_arg(v, n, 0), what = dpi_x_arg(v, n, 1);
	dp_str name = what.text;
	struct dp_date d;
	int millis;

	if (x.kind != DP_X_DATE || what.kind != DP_X_TEXT)
		return dpi_grel_expects(v, n, "a date and a string");
	dpi_grel_parts(dpi_grel_clock(x), &d, &millis);
	if (is_one_of(name, "years|year"))
		return dpi_grel_whole(d.year);
	if (is_one_of(name, "months|month"))
		return dpi_grel_whole(d.month);
	if (is_one_of(name, "weeks|week|w"))
		return dpi_grel_whole(week_of_month(&d));
	if (is_one_of(name, "days|day|d"))
		return dpi_grel_whole(d.day);
	if (is_one_of(name, "hours|hour|h"))
		return dpi_grel_whole(d.hour);
	if (is_one_of(name, "minutes|minute|min"))
		return dpi_grel_whole(d.minute);
	if (is_one_of(name, "seconds|sec|s"))
		return dpi_grel_whole(d.second);
	/* what is called milliseconds is thousandths of them */
	if (is_one_of(name, "milliseconds|ms|S"))
		return dpi_grel_whole(millis * 1000);
	if (is_one_of(name, "nanos|nano|n"))
		return dpi_grel_whole(millis * INT64_C(1000000));
	if (is_one_of(name, "time"))
		return dpi_grel_whole(x.whole);
	if (is_one_of(name, "weekday"))
		/* 1970-01-01 was a Thursday */
		return dpi_x_text(dp_str_c(
			weekday[((dp_date_days(&d) + 3) % 7 + 7) % 7]));
	return dpi_grel_fail(v, "Date unit '%.*s' not recognized.",
			     DP_FMT(name));
}

/* ---- moving and measuring --------------------------------------------- */

/*
 * N months after the date MS; the day is at most the last of its month. What
 * has no date is far out of time.
 */
static int64_t
months_after(int64_t ms, int64_t n)
{
	int64_t days = ms / DAY_MS - (ms % DAY_MS < 0), month, first;
	struct dp_date d, next;

	dp_date_of_days(days, &d);
	month = (int64_t)d.year * 12 + d.month - 1 + n;
	next = (struct dp_date){ .day = 1 };
	next.year = (int)(month / 12 - (month % 12 < 0));
	if (next.year > DPI_GREL_YEARS || next.year < -DPI_GREL_YEARS)
		return INT64_MAX;
	next.month = (int)(month - (int64_t)next.year * 12) + 1;
	first = dp_date_days(&next);
	next.year += next.month == 12;
	next.month = next.month % 12 + 1;
	if (d.day > dp_date_days(&next) - first)
		d.day = (int)(dp_date_days(&next) - first);
	return (first + d.day - 1) * DAY_MS + (ms - days * DAY_MS);
}

/* The date at MS on the clock of X. */
static value
clock_at(value x, int64_t ms)
{
	return dpi_grel_in_time(ms) ?
		       dpi_grel_date(ms - (int64_t)x.number * 60 * SECOND_MS,
				     (int)x.number) :
		       dpi_x_error();
}

/* inc(date, n, unit) */
static value
inc(eval *v, node *n)
{
	value x = dpi_x_arg(v, n, 0), unit = dpi_x_arg(v, n, 2);
	int64_t ms = 0;
	int32_t by;

	if (x.kind != DP_X_DATE || !dpi_grel_arg_int(v, n, 1, &by) ||
	    unit.kind != DP_X_TEXT)
		return dpi_grel_expects(v, n, "a date, a number and a string");
	if (by > UNITS_MAX || by < -UNITS_MAX)
		return dpi_x_error();
	if (is_one_of(unit.text, "months|month"))
		return clock_at(x, months_after(dpi_grel_clock(x), by));
	if (is_one_of(unit.text, "years|year"))
		return clock_at(x, months_after(dpi_grel_clock(x),
						12 * (int64_t)by));
	if (is_one_of(unit.text, "weeks|week|w"))
		ms = 7 * DAY_MS;
	else if (is_one_of(unit.text, "days|day|d"))
		ms = DAY_MS;
	else if (is_one_of(unit.text, "hours|hour|h"))
		ms = 3600 * SECOND_MS;
	else if (is_one_of(unit.text, "minutes|minute|min"))
		ms = 60 * SECOND_MS;
	else if (is_one_of(unit.text, "seconds|sec|s"))
		ms = SECOND_MS;
	else if (is_one_of(unit.text, "milliseconds|ms|S"))
		ms = 1;
	else
		return dpi_grel_fail(v,
				     "java.lang.RuntimeException: Unit '%.*s' "
				     "not recognized.",
				     DP_FMT(unit.text));
	return clock_at(x, dpi_grel_clock(x) + by * ms);
}

/* Whole months from TO to FROM. */
static int64_t
months_between(int64_t to, int64_t from)
{
	struct dp_date a, b;
	int64_t months;
	int ignored;

	dpi_grel_parts(to, &a, &ignored);
	dpi_grel_parts(from, &b, &ignored);
	months = ((int64_t)b.year - a.year) * 12 + b.month - a.month;
	/* the last one counts when its day and time have come */
	a.year = b.year = 2000;
	a.month = b.month = 1;
	(void)dpi_grel_instant(&a, &to);
	(void)dpi_grel_instant(&b, &from);
	if (months > 0 && from < to)
		months--;
	else if (months < 0 && from > to)
		months++;
	return months;
}

/* What of the first text stands behind what both have in common. */
static value
difference(value x, value y)
{
	dp_str s = x.text, t = y.text;
	size_t i = 0;

	while (i < s.n && i < t.n && s.p[i] == t.p[i])
		i++;
	if (i == s.n && i == t.n)
		return dpi_x_text(DP_S(""));
	/* not amid a character */
	while (i > 0 && i < t.n && ((unsigned char)t.p[i] & 0xC0) == 0x80)
		i--;
	return dpi_x_text(i < t.n ? dp_str_from(t, i) : DP_S(""));
}

/* diff(date, date, unit), diff(text, text) */
static value
diff(eval *v, node *n)
{
	static const struct {
		const char *name;
		int64_t ms;
	} unit[] = { { "milliseconds", 1 },
		     { "seconds", SECOND_MS },
		     { "minutes", 60 * SECOND_MS },
		     { "hours", 3600 * SECOND_MS },
		     { "days", DAY_MS },
		     { "weeks", 7 * DAY_MS } };
	value x = dpi_x_arg(v, n, 0), y = dpi_x_arg(v, n, 1), out;
	struct dp_buf small = { 0 };
	int64_t apart;

	if (n->n == 2 && x.kind == DP_X_TEXT && y.kind == DP_X_TEXT)
		return difference(x, y);
	if (n->n != 3 || x.kind != DP_X_DATE || y.kind != DP_X_DATE ||
	    dpi_x_arg(v, n, 2).kind != DP_X_TEXT)
		return dpi_grel_fail(v, "Unexpected arguments - expecting "
					"either 2 strings or 2 dates and a "
					"unit string");
	dp_case_change(dpi_x_arg(v, n, 2).text, DP_CASE_LOWER, &small);
	out = dpi_grel_fail(v, "Unknown time unit %.*s",
			    DP_FMT(dp_buf_view(&small)));
	for (size_t i = 0; i < sizeof unit / sizeof *unit; i++)
		if (dp_str_is(dp_buf_view(&small), unit[i].name))
			out = dpi_grel_whole((x.whole - y.whole) / unit[i].ms);
	apart = x.whole - y.whole;
	if (dp_str_is(dp_buf_view(&small), "nanos"))
		out = apart > INT64_MAX / NANOS || apart < INT64_MIN / NANOS ?
			      dpi_x_error() :
			      dpi_grel_whole(apart * NANOS);
	else if (dp_str_is(dp_buf_view(&small), "months"))
		out = dpi_grel_whole(months_between(y.whole, x.whole));
	else if (dp_str_is(dp_buf_view(&small), "years"))
		out = dpi_grel_whole(months_between(y.whole, x.whole) / 12);
	dp_buf_done(&small);
	return out;
}

const struct dpi_x_function dpi_grel_of_dates[] = {
	DPI_GREL("toDate", 1, DPI_X_ANY, false, to_date),
	DPI_GREL("now", 0, 0, false, now),
	DPI_GREL("timeSinceUnixEpochToDate", 1, 2, false, from_epoch),
	DPI_GREL("toString", 1, 2, false, to_string),
	DPI_GREL("datePart", 2, 2, false, date_part),
	DPI_GREL("inc", 3, 3, false, inc),
	DPI_GREL("diff", 2, 3, false, diff),
	DPI_GREL_END,
};
