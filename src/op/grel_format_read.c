/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading dates by a format of Java's as its SimpleDateFormat does: leniently,
 * so that the 31st of April is May 1st.
 */
#include "op/grel.h"

#include <time.h>

#define DAY_MS INT64_C(86400000)
/* Days from 1970-01-01 to 1582-10-15, when the Gregorian calendar began. */
#define GREGORIAN_DAY INT64_C(-141427)

static const char *const month_long[2][12] = {
	{ "January", "February", "March", "April", "May", "June", "July",
	  "August", "September", "October", "November", "December" },
	{ "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
	  "août", "septembre", "octobre", "novembre", "décembre" },
};
static const char *const month_short[2][12] = {
	{ "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct",
	  "Nov", "Dec" },
	{ "janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août",
	  "sept.", "oct.", "nov.", "déc." },
};
static const char *const day_long[2][7] = {
	{ "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
	  "Sunday" },
	{ "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
	  "dimanche" },
};
static const char *const day_short[2][7] = {
	{ "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun" },
	{ "lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim." },
};

/* ---- instants --------------------------------------------------------- */

/* Days of the first of a month in the Julian calendar. */
static int64_t
julian_days(int64_t year, int month)
{
	int64_t a = (14 - month) / 12, y = year + 4800 - a;
	int64_t m = month + 12 * a - 3;
	int64_t quarter = y / 4 - (y % 4 < 0);

	return 1 + (153 * m + 2) / 5 + 365 * y + quarter - 32083 - 2440588;
}

bool
dpi_grel_in_time(int64_t ms)
{
	const int64_t most = DPI_GREL_YEARS * INT64_C(366) * DAY_MS;

	return ms > -most && ms < most;
}

bool
dpi_grel_instant(const struct dp_date *d, int64_t *ms)
{
	struct dp_date first = { .day = 1 };
	int64_t month = (int64_t)d->month - 1, year, days;

	year = d->year + month / 12 - (month % 12 < 0);
	if (year > DPI_GREL_YEARS || year < -DPI_GREL_YEARS)
		return false;
	first.year = (int)year;
	first.month = (int)((month % 12 + 12) % 12) + 1;
	days = dp_date_days(&first) + d->day - 1;
	if (days < GREGORIAN_DAY)
		days = julian_days(first.year, first.month) + d->day - 1;
	*ms = days * DAY_MS +
	      (d->hour * INT64_C(3600) + d->minute * INT64_C(60) + d->second) *
		      1000;
	return true;
}

/* ---- formats ---------------------------------------------------------- */

bool
dpi_format_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

size_t
dpi_format_run(dp_str format, size_t i)
{
	size_t n = 1;

	while (i + n < format.n && format.p[i + n] == format.p[i])
		n++;
	return n;
}

bool
dpi_format_quoted(dp_str format, size_t *i, struct dp_buf *out)
{
	size_t k = *i + 1;

	if (k < format.n && format.p[k] == '\'') {
		dp_buf_char(out, '\'');
		*i = k + 1;
		return true;
	}
	for (; k < format.n; k++) {
		if (format.p[k] == '\'' &&
		    (k + 1 == format.n || format.p[k + 1] != '\'')) {
			*i = k + 1;
			return true;
		}
		k += format.p[k] == '\'';
		dp_buf_char(out, format.p[k]);
	}
	return false;
}

/* ---- reading ---------------------------------------------------------- */

struct reading {
	dp_str s;
	bool french;
	struct dp_date d;
	int64_t millis;
	int half; /* of the day: 0 in the morning, 1, -1: not told */
	int hour; /* of the half day; -1: not told */
	int day_of_year;
	int zone_minutes;
};

/* Takes a number of at most MOST digits, a sign among them. */
static bool
number(dp_str *s, size_t most, int64_t *out, size_t *taken)
{
	bool minus = s->n && s->p[0] == '-';
	size_t i = minus;

	*out = 0;
	while (i < most && i < s->n && s->p[i] >= '0' && s->p[i] <= '9') {
		if (*out < INT32_MAX)
			*out = *out * 10 + (s->p[i] - '0');
		i++;
	}
	if (i == (minus ? 1u : 0u))
		return false;
	*out = minus ? -*out : *out;
	*taken = i;
	*s = dp_str_from(*s, i);
	return *out <= INT32_MAX;
}

/* Which of the N names of either table *S starts with, from 0; -1: none. */
static int
name_at(dp_str *s, const char *const *full, const char *const *brief, int n)
{
	struct dp_buf small = { 0 }, name = { 0 };
	size_t best = 0;
	int found = -1;

	dp_case_change(*s, DP_CASE_LOWER, &small);
	for (int i = 0; i < 2 * n; i++) {
		dp_str one = dp_str_c(i < n ? full[i] : brief[i - n]);

		name.n = 0;
		dp_case_change(one, DP_CASE_LOWER, &name);
		if (name.n > best && name.n <= small.n &&
		    memcmp(small.p, name.p, name.n) == 0) {
			best = name.n;
			found = i % n;
		}
	}
	dp_buf_done(&small);
	dp_buf_done(&name);
	*s = dp_str_from(*s, best);
	return found;
}

/* Years of two digits lie in the 80 years before now and the 20 after. */
static int
full_year(int64_t two_digits)
{
	struct dp_date now;
	int year;

	dp_date_of_days((int64_t)time(NULL) / 86400, &now);
	year = (now.year - 80) / 100 * 100 + (int)two_digits;
	return year + (year < now.year - 80 ? 100 : 0);
}

/* Z, GMT, UTC, +0200, +02:00 */
static bool
read_zone(struct reading *r)
{
	int64_t hours, minutes = 0;
	size_t n;
	bool minus;

	if (dp_str_starts(r->s, "GMT") || dp_str_starts(r->s, "UTC"))
		r->s = dp_str_from(r->s, 3);
	else if (r->s.n && r->s.p[0] == 'Z')
		r->s = dp_str_from(r->s, 1);
	else if (r->s.n == 0 || !strchr("+-", r->s.p[0]))
		return false;
	if (r->s.n == 0 || !strchr("+-", r->s.p[0]))
		return true;
	minus = r->s.p[0] == '-';
	r->s = dp_str_from(r->s, 1);
	if (!number(&r->s, 2, &hours, &n))
		return false;
	if (r->s.n && r->s.p[0] == ':')
		r->s = dp_str_from(r->s, 1);
	if (r->s.n && !number(&r->s, 2, &minutes, &n))
		return false;
	r->zone_minutes = (int)(hours * 60 + minutes) * (minus ? -1 : 1);
	return true;
}

static bool
read_words(struct reading *r, char letter)
{
	static const char *const halves[] = { "AM", "PM" };
	int k;

	switch (letter) {
	case 'M':
	case 'L':
		k = name_at(&r->s, month_long[r->french],
			    month_short[r->french], 12);
		r->d.month = k + 1;
		return k >= 0;
	case 'E':
		return name_at(&r->s, day_long[r->french], day_short[r->french],
			       7) >= 0;
	case 'a':
		r->half = name_at(&r->s, halves, halves, 2);
		return r->half >= 0;
	default:
		return read_zone(r);
	}
}

/* The number N, of TAKEN digits, is what RUN times LETTER stands for. */
static bool
use_number(struct reading *r, char letter, size_t run, int64_t n, size_t taken)
{
	int k = (int)n;

	switch (letter) {
	case 'y':
	case 'Y':
	case 'u':
		r->d.year = run <= 2 && taken == 2 && n >= 0 ? full_year(n) : k;
		return true;
	case 'M':
	case 'L':
		r->d.month = k;
		return true;
	case 'd':
		r->d.day = k;
		return true;
	case 'D':
		r->day_of_year = k;
		return true;
	case 'H':
		r->d.hour = k;
		return true;
	case 'k':
		r->d.hour = k == 24 ? 0 : k;
		return true;
	case 'h':
		r->hour = k == 12 ? 0 : k;
		return true;
	case 'K':
		r->hour = k;
		return true;
	case 'm':
		r->d.minute = k;
		return true;
	case 's':
		r->d.second = k;
		return true;
	case 'S':
		r->millis = n;
		return true;
	default:
		return false;
	}
}

/* Reads what RUN times the letter at I of FORMAT stands for. */
static bool
read_part(struct reading *r, dp_str format, size_t i, size_t run)
{
	char c = format.p[i];
	bool touches = i + run < format.n &&
		       dpi_format_letter(format.p[i + run]);
	bool words = strchr("EazZX", c) || ((c == 'M' || c == 'L') && run > 2);
	size_t taken;
	int64_t n;

	while (r->s.n && (r->s.p[0] == ' ' || r->s.p[0] == '\t'))
		r->s = dp_str_from(r->s, 1);
	if (words)
		return read_words(r, c);
	/* only what touches the next number has a width */
	return !(touches && r->s.n < run) &&
	       number(&r->s, touches ? run : 20, &n, &taken) &&
	       use_number(r, c, run, n, taken);
}

static bool
read_literal(struct reading *r, dp_str text)
{
	if (r->s.n < text.n || memcmp(r->s.p, text.p, text.n) != 0)
		return false;
	r->s = dp_str_from(r->s, text.n);
	return true;
}

/* It is not with other letters, or quotes that do not end. */
bool
dpi_grel_is_format(dp_str format)
{
	struct dp_buf ignored = { 0 };
	bool good = true;

	for (size_t i = 0; i < format.n && good;) {
		if (format.p[i] == '\'') {
			good = dpi_format_quoted(format, &i, &ignored);
			continue;
		}
		good = !dpi_format_letter(format.p[i]) ||
		       strchr("GyYMLwWDdFEuaHkKhmsSzZX", format.p[i]);
		i++;
	}
	dp_buf_done(&ignored);
	return good;
}

bool
dpi_grel_read_by(dp_str s, dp_str format, dp_str language, int64_t *ms,
		 bool *bad)
{
	struct reading r = { .s = s,
			     .french = dp_str_starts(language, "fr"),
			     .d = { .year = 1970, .month = 1, .day = 1 },
			     .half = -1,
			     .hour = -1 };
	struct dp_buf text = { 0 };
	bool good = true;

	*bad = !dpi_grel_is_format(format);
	for (size_t i = 0; i < format.n && good && !*bad;) {
		size_t run = dpi_format_run(format, i);

		if (format.p[i] == '\'') {
			text.n = 0;
			(void)dpi_format_quoted(format, &i, &text);
			good = read_literal(&r, dp_buf_view(&text));
			continue;
		}
		good = dpi_format_letter(format.p[i]) ?
			       read_part(&r, format, i, run) :
			       read_literal(&r, (dp_str){ format.p + i, run });
		i += run;
	}
	dp_buf_done(&text);
	if (!good || *bad)
		return false;
	if (r.hour >= 0)
		r.d.hour = r.hour + (r.half == 1 ? 12 : 0);
	if (r.day_of_year) {
		r.d.month = 1;
		r.d.day = r.day_of_year;
	}
	r.d.minute -= r.zone_minutes;
	if (!dpi_grel_instant(&r.d, ms))
		return false;
	*ms += r.millis;
	return true;
}
