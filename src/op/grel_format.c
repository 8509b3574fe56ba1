/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Writing dates by a format of Java's as its DateTimeFormatter does in
 * English.
 */
#include "op/grel.h"

#include <stdlib.h>

#define DAY_MS INT64_C(86400000)

static const char *const month_long[] = { "January", "February", "March",
					  "April",   "May",      "June",
					  "July",    "August",   "September",
					  "October", "November", "December" };
static const char *const month_short[] = { "Jan", "Feb", "Mar", "Apr",
					   "May", "Jun", "Jul", "Aug",
					   "Sep", "Oct", "Nov", "Dec" };
static const char *const day_long[] = { "Monday",   "Tuesday", "Wednesday",
					"Thursday", "Friday",  "Saturday",
					"Sunday" };
static const char *const day_short[] = { "Mon", "Tue", "Wed", "Thu",
					 "Fri", "Sat", "Sun" };

/* ---- formats ---------------------------------------------------------- */

void
dpi_grel_parts(int64_t ms, struct dp_date *d, int *millis)
{
	int64_t days = ms / DAY_MS - (ms % DAY_MS < 0);
	int rest = (int)(ms - days * DAY_MS);

	dp_date_of_days(days, d);
	d->hour = rest / 3600000;
	d->minute = rest / 60000 % 60;
	d->second = rest / 1000 % 60;
	*millis = rest % 1000;
}

/* ---- writing ---------------------------------------------------------- */

/* Days since the Monday before, from 0. */
static int
weekday(const struct dp_date *d)
{
	return (int)(((dp_date_days(d) + 3) % 7 + 7) % 7);
}

static int
day_of_year(const struct dp_date *d)
{
	struct dp_date first = { .year = d->year, .month = 1, .day = 1 };

	return (int)(dp_date_days(d) - dp_date_days(&first)) + 1;
}

/* Of weeks that start on Sundays, the first with the 1st, day N is in: */
static int
week_of(const struct dp_date *d, int n)
{
	int sunday = (weekday(d) + 1) % 7; /* days since Sunday */

	return (n - 1 - sunday + 13) / 7;
}

/* As DateTimeFormatter: + before years of more digits than there is room. */
static void
put_year(int year, size_t run, struct dp_buf *out)
{
	if (run == 2)
		dp_buf_format(out, "%02d", ((year % 100) + 100) % 100);
	else if (run == 4 && year > 9999)
		dp_buf_format(out, "+%d", year);
	else
		dp_buf_format(out, "%0*d", (int)run + (year < 0), year);
}

static void
put_name(const char *const *brief, const char *const *full, int i, size_t run,
	 struct dp_buf *out)
{
	if (run == 5)
		dp_buf_char(out, full[i][0]);
	else
		dp_buf_c(out, run == 4 ? full[i] : brief[i]);
}

/* What LETTER counts in D; -1: it counts nothing. */
static int64_t
counted(char letter, const struct dp_date *d, int64_t ms, int millis)
{
	switch (letter) {
	case 'M':
	case 'L':
		return d->month;
	case 'd':
		return d->day;
	case 'D':
		return day_of_year(d);
	case 'H':
		return d->hour;
	case 'k':
		return d->hour ? d->hour : 24;
	case 'h':
		return d->hour % 12 ? d->hour % 12 : 12;
	case 'K':
		return d->hour % 12;
	case 'm':
		return d->minute;
	case 's':
		return d->second;
	case 'n':
		return millis * INT64_C(1000000);
	case 'A':
		return ((ms % DAY_MS) + DAY_MS) % DAY_MS;
	case 'Q':
	case 'q':
		return (d->month + 2) / 3;
	case 'e':
	case 'c':
		return (weekday(d) + 1) % 7 + 1;
	case 'w':
		/* a week with the 1st of January in it is the first */
		return weekday(&(struct dp_date){ .year = d->year + 1,
						  .month = 1,
						  .day = 1 }) != 6 &&
				       d->month == 12 &&
				       d->day - (weekday(d) + 1) % 7 > 25 ?
			       1 :
			       week_of(d, day_of_year(d));
	case 'W':
		return week_of(d, d->day);
	case 'F':
		return (d->day - 1) % 7 + 1;
	default:
		return -1;
	}
}

/* How far a clock is AHEAD of UTC, with SIGN between hours and minutes. */
static void
put_ahead(int ahead, const char *sign, bool brief, struct dp_buf *out)
{
	int hours = abs(ahead) / 60, minutes = abs(ahead) % 60;

	dp_buf_format(out, "%c%02d", ahead < 0 ? '-' : '+', hours);
	if (!brief || minutes)
		dp_buf_format(out, "%s%02d", sign, minutes);
}

static bool
put_zone(char letter, size_t run, int ahead, struct dp_buf *out)
{
	bool colon = run == 3 || run == 5;

	/* the name of a zone is told of none */
	if (letter == 'z')
		return false;
	if (ahead == 0 && (letter == 'X' || (letter == 'Z' && run == 5))) {
		dp_buf_char(out, 'Z');
		return true;
	}
	if (letter == 'O' || (letter == 'Z' && run == 4))
		dp_buf_c(out, "GMT");
	if (letter == 'O' && run < 4 && ahead) {
		dp_buf_format(out, "%+d", ahead / 60);
		if (ahead % 60)
			dp_buf_format(out, ":%02d", abs(ahead) % 60);
	} else if (letter == 'O' || (letter == 'Z' && run == 4)) {
		if (ahead)
			put_ahead(ahead, ":", false, out);
	} else {
		colon = letter == 'Z' ? run == 5 : colon;
		put_ahead(ahead, colon ? ":" : "",
			  run == 1 && (letter == 'X' || letter == 'x'), out);
	}
	return true;
}

static bool
put_part(char c, size_t run, struct dp_expr_value x, struct dp_buf *out)
{
	int64_t ms = dpi_grel_clock(x);
	struct dp_date d;
	int64_t n;
	int millis;

	dpi_grel_parts(ms, &d, &millis);
	if (strchr("XxZzO", c) && run <= 5)
		return put_zone(c, run, (int)x.number, out);
	if ((c == 'y' || c == 'u' || c == 'Y') && run < 19)
		put_year(d.year, run, out);
	else if ((c == 'M' || c == 'L') && run > 2 && run < 6)
		put_name(month_short, month_long, d.month - 1, run, out);
	else if (((c == 'e' && run > 2) || c == 'E') && run < 6)
		put_name(day_short, day_long, weekday(&d), run, out);
	else if (c == 'a' && run == 1)
		dp_buf_c(out, d.hour < 12 ? "AM" : "PM");
	else if (c == 'G' && run < 6)
		dp_buf_c(out, run == 4 ? "Anno Domini" : run == 5 ? "A" : "AD");
	else if (c == 'S' && run <= 9)
		for (size_t i = 0; i < run; i++) {
			dp_buf_char(out, (char)('0' + millis / 100));
			millis = millis % 100 * 10;
		}
	else if (run > (c == 'n' ? 19u :
			c == 'D' ? 3u :
				   2u) ||
		 (n = counted(c, &d, ms, millis)) < 0)
		return false;
	else
		dp_buf_format(out, "%0*lld", (int)run, (long long)n);
	return true;
}

bool
dpi_grel_put_by(struct dp_expr_value x, dp_str format, struct dp_buf *out)
{
	for (size_t i = 0; i < format.n;) {
		char c = format.p[i];
		size_t run = dpi_format_run(format, i);

		if (c == '\'') {
			if (!dpi_format_quoted(format, &i, out))
				return false;
			continue;
		}
		if (strchr("{}#", c))
			return false;
		if (!dpi_format_letter(c) && !strchr("[]", c))
			dp_buf_add(out, format.p + i, run);
		else if (dpi_format_letter(c) && !put_part(c, run, x, out))
			return false;
		i += run;
	}
	return true;
}
