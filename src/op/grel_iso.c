/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading dates of ISO 8601 for GREL, and the parts of them that XML Schema
 * has.
 */
#include "op/grel.h"

#define DAY_MS INT64_C(86400000)

/* Exactly N digits of *S. */
static bool
digits(dp_str *s, size_t n, int *out)
{
	*out = 0;
	for (size_t i = 0; i < n; i++) {
		if (i >= s->n || s->p[i] < '0' || s->p[i] > '9')
			return false;
		*out = *out * 10 + (s->p[i] - '0');
	}
	*s = dp_str_from(*s, n);
	return true;
}

static bool
sign(dp_str *s, char c)
{
	if (s->n == 0 || s->p[0] != c)
		return false;
	*s = dp_str_from(*s, 1);
	return true;
}

/* A year of four digits or more; without zeros in front when more. */
static bool
year(dp_str *s, int *out)
{
	/* a plus stands before what has more than four */
	bool minus = sign(s, '-');
	size_t n = 0;

	if (!minus)
		(void)sign(s, '+');

	while (n < s->n && n < 9 && s->p[n] >= '0' && s->p[n] <= '9')
		n++;
	if (n < 4 || (n > 4 && s->p[0] == '0') || !digits(s, n, out))
		return false;
	*out = minus ? -*out : *out;
	return true;
}

/* hh:mm[:ss[.fff]] */
static bool
clock(dp_str *s, struct dp_date *d, int *millis)
{
	int scale = 100;

	if (!digits(s, 2, &d->hour) || !sign(s, ':') ||
	    !digits(s, 2, &d->minute))
		return false;
	if (!sign(s, ':'))
		return d->hour < 24 && d->minute < 60;
	if (!digits(s, 2, &d->second))
		return false;
	if (sign(s, '.')) {
		if (s->n == 0 || s->p[0] < '0' || s->p[0] > '9')
			return false;
		while (s->n && s->p[0] >= '0' && s->p[0] <= '9') {
			*millis += (s->p[0] - '0') * scale;
			scale /= 10;
			*s = dp_str_from(*s, 1);
		}
	}
	return d->hour < 24 && d->minute < 60 && d->second < 60;
}

/* Z, +02:00, or nothing. */
static bool
zone(dp_str *s, int *minutes)
{
	int h = 0, m = 0;
	bool minus = s->n && s->p[0] == '-';

	if (s->n == 0 || sign(s, 'Z'))
		return true;
	if ((!sign(s, '+') && !sign(s, '-')) || !digits(s, 2, &h) ||
	    !sign(s, ':') || !digits(s, 2, &m) || h > 18 || m > 59)
		return false;
	*minutes = (h * 60 + m) * (minus ? -1 : 1);
	return true;
}

static int
days_of(int month, int in_year)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30,
				    31, 31, 30, 31, 30, 31 };
	bool leap = (in_year % 4 == 0 && in_year % 100 != 0) ||
		    in_year % 400 == 0;

	return days[month - 1] + (month == 2 && leap);
}

bool
dpi_grel_read_iso(dp_str s, int64_t *ms, int *ahead)
{
	struct dp_date d = { .year = 1970, .month = 1, .day = 1 };
	int minutes = 0, millis = 0;
	bool timed = false;

	s = dp_trim(s);
	if (!year(&s, &d.year))
		return false;
	if (sign(&s, '-')) {
		if (!digits(&s, 2, &d.month) || d.month < 1 || d.month > 12)
			return false;
		if (sign(&s, '-')) {
			if (!digits(&s, 2, &d.day) || d.day < 1 ||
			    d.day > days_of(d.month, d.year))
				return false;
			if (s.n && s.p[0] == 'T') {
				timed = true;
				s = dp_str_from(s, 1);
				if (!clock(&s, &d, &millis))
					return false;
			}
		}
	}
	if (!zone(&s, &minutes) || s.n || d.year > DPI_GREL_YEARS ||
	    d.year < -DPI_GREL_YEARS)
		return false;
	/* the zone of a day alone says nothing */
	*ahead = minutes = timed ? minutes : 0;
	*ms = dp_date_days(&d) * DAY_MS +
	      ((d.hour * 60 + d.minute - minutes) * INT64_C(60) + d.second) *
		      1000 +
	      millis;
	return true;
}
