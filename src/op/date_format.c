/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates by a format such as %d%m%Y, in the notation of strptime. What can be
 * read without being told is text/date.c's.
 */
#include "op/date_format.h"

#include <ctype.h>

static const char letters[] = "dmYyBHMS";

bool
dpi_date_is_format(dp_str format)
{
	unsigned seen[sizeof letters] = { 0 };

	for (size_t i = 0; i < format.n; i++) {
		const char *letter;

		if (format.p[i] != '%')
			continue;
		if (++i == format.n)
			return false;
		letter = memchr(letters, format.p[i], sizeof letters - 1);
		if (!letter || ++seen[letter - letters] > 1)
			return false;
	}
	/* one year, one month at most; a day has a month */
	return seen[2] + seen[3] == 1 && seen[1] + seen[4] <= 1 &&
	       (!seen[0] || seen[1] + seen[4]);
}

/* What is read so far. */
struct reading {
	dp_str rest;
	const struct dp_date_opts *opts;
	struct dp_date *d;
};

static bool
number(struct reading *x, size_t least, size_t most, int *out)
{
	size_t n = 0;

	*out = 0;
	while (n < most && n < x->rest.n &&
	       isdigit((unsigned char)x->rest.p[n]))
		*out = *out * 10 + (x->rest.p[n++] - '0');
	x->rest = dp_str_from(x->rest, n);
	return n >= least;
}

/* The name of a month, up to what is no letter, point or accent. */
static bool
month_name(struct reading *x)
{
	struct dp_buf text = { 0 };
	struct dp_date named;
	size_t n = 0;
	bool yes;

	while (n < x->rest.n &&
	       (isalpha((unsigned char)x->rest.p[n]) ||
		(unsigned char)x->rest.p[n] >= 0x80 || x->rest.p[n] == '.'))
		n++;
	dp_buf_format(&text, "1 %.*s 2000", (int)n, x->rest.p);
	yes = n > 0 && dp_date_read(dp_buf_view(&text), x->opts, &named);
	if (yes)
		x->d->month = named.month;
	x->rest = dp_str_from(x->rest, n);
	dp_buf_done(&text);
	return yes;
}

static bool
two_digits_year(struct reading *x)
{
	int pivot = x->opts->century_pivot ? x->opts->century_pivot : 50;

	if (!number(x, 2, 2, &x->d->year))
		return false;
	x->d->year += x->d->year < pivot ? 2000 : 1900;
	return true;
}

static bool
piece(struct reading *x, char letter)
{
	struct dp_date *d = x->d;

	switch (letter) {
	case 'd':
		return number(x, 1, 2, &d->day);
	case 'm':
		return number(x, 1, 2, &d->month);
	case 'Y':
		return number(x, 4, 4, &d->year);
	case 'y':
		return two_digits_year(x);
	case 'B':
		return month_name(x);
	case 'H':
		return number(x, 1, 2, &d->hour) && d->hour < 24;
	case 'M':
		return number(x, 1, 2, &d->minute) && d->minute < 60;
	default:
		return number(x, 1, 2, &d->second) && d->second < 60;
	}
}

static bool
match(struct reading *x, dp_str format)
{
	for (size_t i = 0; i < format.n; i++) {
		char c = format.p[i];

		if (c == ' ') {
			while (x->rest.n && dp_space_bytes(x->rest))
				x->rest = dp_str_from(x->rest,
						      dp_space_bytes(x->rest));
		} else if (c == '%') {
			if (!piece(x, format.p[++i]))
				return false;
		} else if (x->rest.n && *x->rest.p == c) {
			x->rest = dp_str_from(x->rest, 1);
		} else {
			return false;
		}
	}
	return x->rest.n == 0;
}

/* As precise as FORMAT. */
static enum dp_date_precision
precision_of(dp_str format)
{
	static const struct {
		const char *sign;
		enum dp_date_precision precision;
	} of[] = {
		{ "%S", DP_DATE_SECOND }, { "%M", DP_DATE_MINUTE },
		{ "%H", DP_DATE_MINUTE }, { "%d", DP_DATE_DAY },
		{ "%m", DP_DATE_MONTH },  { "%B", DP_DATE_MONTH },
	};

	for (size_t i = 0; i < sizeof of / sizeof *of; i++)
		if (dp_str_search(format, dp_str_c(of[i].sign)) >= 0)
			return of[i].precision;
	return DP_DATE_YEAR;
}

bool
dpi_date_by_format(dp_str s, dp_str format, const struct dp_date_opts *o,
		   struct dp_date *out)
{
	struct reading x = { s, o, out };
	struct dp_date same;

	memset(out, 0, sizeof *out);
	out->month = out->day = 1;
	if (!match(&x, format) || out->month < 1 || out->month > 12 ||
	    out->day < 1 || out->day > 31)
		return false;
	out->precision = precision_of(format);
	dp_date_of_days(dp_date_days(out), &same);
	return same.day == out->day && same.month == out->month;
}
