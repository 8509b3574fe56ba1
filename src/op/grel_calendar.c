/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading dates of which no format is told, as OpenRefine's toDate does: each
 * number is taken for what it can still be, month, day or year. Dates of ISO
 * 8601 are read in grel_iso.c.
 */
#include "op/grel.h"

#define UNSET INT32_MIN

struct calendar {
	bool month_first;
	int32_t year, month, day, hour, minute, second, milli;
	bool afternoon;
	bool zoned;
	int zone_minutes;
};

/* ---- what the parts may be -------------------------------------------- */

static bool
set(int32_t *part, int64_t value, int32_t least, int32_t most)
{
	if (value < least || value > most)
		return false;
	*part = (int32_t)value;
	return true;
}

static bool
set_month(struct calendar *c, int64_t value)
{
	return set(&c->month, value, 1, 12);
}

static bool
set_day(struct calendar *c, int64_t value)
{
	return set(&c->day, value, 1, 31);
}

static bool
set_hour(struct calendar *c, int64_t value)
{
	if (c->afternoon)
		value += 12;
	c->afternoon = false;
	return set(&c->hour, value, 0, 23);
}

/* ---- words ------------------------------------------------------------ */

static const char *const month_name[] = {
	"january", "february", "march",     "april",   "may",      "june",
	"july",    "august",   "september", "october", "november", "december",
};
static const char *const day_name[] = {
	"sunday",   "monday", "tuesday",  "wednesday",
	"thursday", "friday", "saturday",
};

static bool
starts_any_case(dp_str s, const char *with, size_t n)
{
	if (s.n < n)
		return false;
	for (size_t i = 0; i < n; i++)
		if ((s.p[i] | 0x20) != with[i])
			return false;
	return true;
}

/* Is WORD, of three letters at least, the start of NAME or longer than it? */
static bool
is_start(dp_str word, const char *name)
{
	return word.n <= strlen(name) && starts_any_case(word, name, word.n);
}

/* The month that WORD names, from 1; 0: none. */
static int
month_of(dp_str word)
{
	for (int i = 0; i < 12 && word.n >= 3; i++)
		if (starts_any_case(word, month_name[i], 3) ||
		    is_start(word, month_name[i]))
			return i + 1;
	return 0;
}

static bool
is_weekday(dp_str word)
{
	for (size_t i = 0; i < 7 && word.n >= 3; i++)
		if (starts_any_case(word, day_name[i], strlen(day_name[i])) ||
		    is_start(word, day_name[i]))
			return true;
	return false;
}

/* A second month makes the first a day, or the year. */
static bool
take_month(struct calendar *c, int month)
{
	if (c->month == UNSET)
		return set_month(c, month);
	if (c->year == UNSET && c->day != UNSET)
		c->year = c->month;
	else if (c->day != UNSET || !set_day(c, c->month))
		return false;
	return set_month(c, month);
}

/* 1st, 2nd: the day. */
static bool
take_ordinal(struct calendar *c, int32_t n)
{
	int32_t old = c->day;

	if (old == UNSET)
		return set_day(c, n);
	if (c->year != UNSET && c->month != UNSET)
		return false;
	if (old > 12) {
		if (c->year != UNSET) {
			if (c->year > 12 || !set_month(c, c->year))
				return false;
		}
		c->year = old;
	} else if (c->year != UNSET || c->month == UNSET) {
		if (!set_month(c, old))
			return false;
	} else {
		c->year = old;
	}
	return set_day(c, n);
}

/* ---- times ------------------------------------------------------------ */

/* Java's parseInt; false when S is no such number. */
static bool
whole(dp_str s, int32_t *out)
{
	struct dp_expr_value x;

	if (s.n == 0 || !dpi_grel_read_number(s, &x) || x.kind != DP_X_WHOLE ||
	    x.whole < INT32_MIN || x.whole > INT32_MAX)
		return false;
	*out = (int32_t)x.whole;
	return true;
}

/* 10:20, 10:20:30.5, 10:20pm */
static bool
take_time(struct calendar *c, dp_str s)
{
	int32_t n;

	if (s.n >= 2 && (s.p[s.n - 1] | 0x20) == 'm') {
		char before = s.p[s.n - 2] | 0x20;

		if (before != 'a' && before != 'p')
			return false;
		c->afternoon = before == 'p';
		s.n -= 2;
	}
	for (int place = 0; s.n; place++) {
		size_t end = 0;
		bool good;

		while (end < s.n && s.p[end] != ':' && s.p[end] != '.')
			end++;
		if (!whole((dp_str){ s.p, end }, &n))
			return false;
		good = place == 0 ? set_hour(c, n) :
		       place == 1 ? set(&c->minute, n, 0, 59) :
		       place == 2 ? set(&c->second, n, 0, 59) :
		       place == 3 ? set(&c->milli, n, 0, 999) :
				    false;
		if (!good)
			return false;
		s = dp_str_from(s, end + (end < s.n));
	}
	return true;
}

/* +02:00 */
static bool
take_zone(struct calendar *c, dp_str s)
{
	bool minus = s.p[0] == '-';
	int32_t hours = 0, minutes = 0;
	dp_str rest = dp_str_from(s, 1), part = dp_str_cut(&rest, ':');

	if (!whole(part, &hours) || !whole(rest, &minutes))
		return false;
	c->zoned = true;
	/* what is no zone is Greenwich */
	if (hours > 23 || minutes > 59)
		hours = minutes = 0;
	c->zone_minutes = (hours * 60 + minutes) * (minus ? -1 : 1);
	return true;
}

static bool
take_word(struct calendar *c, dp_str word)
{
	int32_t n;
	int month;

	if (is_weekday(word))
		return true;
	if (memchr(word.p, ':', word.n) && word.p[0] != ':') {
		if (word.p[0] >= '0' && word.p[0] <= '9')
			return take_time(c, word);
		return (word.p[0] == '+' || word.p[0] == '-') &&
		       take_zone(c, word);
	}
	month = month_of(word);
	if (month)
		return take_month(c, month);
	if (word.n >= 3) {
		dp_str end = dp_str_from(word, word.n - 2);

		if ((starts_any_case(end, "st", 2) ||
		     starts_any_case(end, "nd", 2) ||
		     starts_any_case(end, "rd", 2) ||
		     starts_any_case(end, "th", 2)) &&
		    whole((dp_str){ word.p, word.n - 2 }, &n))
			return take_ordinal(c, n);
	}
	if (word.n == 3 && starts_any_case(word, "gmt", 3))
		return true;
	if (word.n != 2 || (word.p[1] | 0x20) != 'm')
		return false;
	if ((word.p[0] | 0x20) == 'a')
		return true;
	if ((word.p[0] | 0x20) != 'p')
		return false;
	if (c->hour == UNSET)
		c->afternoon = true;
	else
		return set_hour(c, c->hour + 12);
	return true;
}

/* ---- numbers ---------------------------------------------------------- */

/* Over 9999: day, month and year in one, the year last. */
static bool
take_blob(struct calendar *c, int32_t n)
{
	int32_t last = n / 10000 % 100, first = n / 1000000;

	if (c->year != UNSET || c->month != UNSET || c->day != UNSET)
		return false;
	c->year = n % 10000;
	return c->month_first ? set_day(c, last) && set_month(c, first) :
				set_day(c, first) && set_month(c, last);
}

/* Over 31: the year, which moves what was taken for it. */
static bool
take_year(struct calendar *c, int32_t n)
{
	int32_t old = c->year;
	bool moved;

	if (old == UNSET) {
		c->year = n;
		return true;
	}
	if (old > 31)
		return false;
	if (old > 12) {
		if (c->day != UNSET && (c->day > 12 || !set_month(c, c->day)))
			return false;
		moved = set_day(c, old);
	} else if (c->day == UNSET && c->month == UNSET && c->month_first) {
		moved = set_month(c, old);
	} else if (c->day == UNSET) {
		moved = set_day(c, old);
	} else {
		moved = set_month(c, old);
	}
	c->year = n;
	return moved;
}

/* Of 13 to 31. */
static bool
take_day(struct calendar *c, int32_t n)
{
	if (c->year == UNSET && c->day != UNSET)
		c->year = n;
	else
		return c->day == UNSET && set_day(c, n);
	return true;
}

/* Up to 12. */
static bool
take_small(struct calendar *c, int32_t n)
{
	if (c->year != UNSET)
		return c->month != UNSET ||
				       (c->day == UNSET && !c->month_first) ?
			       set_day(c, n) :
			       set_month(c, n);
	if (c->month != UNSET) {
		if (c->day == UNSET)
			return set_day(c, n);
		c->year = n;
		return true;
	}
	return c->day != UNSET || c->month_first ? set_month(c, n) :
						   set_day(c, n);
}

static bool
take_number(struct calendar *c, int32_t n)
{
	if ((c->year != UNSET && c->month != UNSET && c->day != UNSET) || n < 0)
		return false;
	return n > 9999 ? take_blob(c, n) :
	       n > 31   ? take_year(c, n) :
	       n > 12   ? take_day(c, n) :
			  take_small(c, n);
}

/* ---- the whole -------------------------------------------------------- */

static bool
is_blank(char c)
{
	return strchr(" \t\n\v\f\r/,", c) != NULL;
}

/*
 * The next word of *S: to white space, / and commas, and to a minus that
 * stands behind something.
 */
static dp_str
next_word(dp_str *s)
{
	dp_str word = { s->p, 0 };
	size_t n = 0;

	while (n < s->n && !is_blank(s->p[n]) &&
	       !(n + 1 < s->n && s->p[n + 1] == '-'))
		n++;
	if (n + 1 < s->n && s->p[n + 1] == '-' && !is_blank(s->p[n])) {
		word.n = n + 1;
		*s = dp_str_from(*s, n + 2);
		return word;
	}
	word.n = n;
	while (n < s->n && is_blank(s->p[n]))
		n++;
	*s = dp_str_from(*s, n);
	return word;
}

static bool
finish(struct calendar *c, int64_t *ms)
{
	struct dp_date d = { 0 };

	if (c->day == UNSET && c->year <= 31) {
		/* the year was the day, if there was one */
		if (c->year == UNSET || !set_day(c, c->year))
			return false;
		c->year = UNSET;
	}
	if (c->day == UNSET || c->month == UNSET || c->year == UNSET)
		return false;
	d.year = c->year + (c->year < 50 ? 2000 : c->year < 100 ? 1900 : 0);
	d.month = c->month;
	d.day = c->day;
	if (c->hour != UNSET && c->minute != UNSET) {
		d.hour = c->hour;
		d.minute = c->minute - c->zone_minutes;
		d.second = c->second == UNSET ? 0 : c->second;
	}
	if (!dpi_grel_instant(&d, ms))
		return false;
	if (c->hour != UNSET && c->second != UNSET && c->milli != UNSET)
		*ms += c->milli;
	return true;
}

bool
dpi_grel_read_calendar(dp_str s, bool month_first, int64_t *ms)
{
	struct calendar c = { month_first, UNSET, UNSET, UNSET, UNSET, UNSET,
			      UNSET,       UNSET, false, false, 0 };
	int32_t n;

	while (s.n) {
		dp_str word = next_word(&s);

		if (whole(word, &n) ? !take_number(&c, n) :
				      word.n == 0 || !take_word(&c, word))
			return false;
	}
	return finish(&c, ms);
}
