/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Numbers in sheets. A date is a number of days with a style; which styles
 * are dates is told by the letters of their format, ECMA-376 part 1, 18.8.30
 * and 18.8.31.
 */
#include "source/serial.h"

#include <dpipe/text.h>

#include <math.h>

#define DAY_MS 86400000
#define LAST_SERIAL 2958465 /* 9999-12-31 from 1900 */

/* ---- formats ---------------------------------------------------------- */

enum dpi_serial
dpi_serial_builtin(uint64_t id)
{
	if (id >= 14 && id <= 17)
		return DPI_SERIAL_DATE;
	if ((id >= 18 && id <= 21) || id == 45 || id == 47)
		return DPI_SERIAL_TIME;
	if (id == 22)
		return DPI_SERIAL_MOMENT;
	return id == 46 ? DPI_SERIAL_DURATION : DPI_SERIAL_NUMBER;
}

/* Letters of a format that are not text. */
struct letters {
	bool day, month, time, elapsed;
};

static char
lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
}

/* Bytes of the bracket that CODE starts with: [h], [Red], [$-40C] … */
static size_t
read_bracket(dp_str code, struct letters *l)
{
	ptrdiff_t end = dp_str_find(code, ']');
	bool elapsed = end > 1;

	if (end < 0)
		return code.n;
	for (ptrdiff_t i = 1; i < end; i++)
		elapsed = elapsed && strchr("hms", lower(code.p[i])) &&
			  lower(code.p[i]) == lower(code.p[1]);
	l->elapsed = l->elapsed || elapsed;
	return (size_t)end + 1;
}

/* Bytes at the start of CODE that are one thing; what it says goes to L. */
static size_t
read_piece(dp_str code, struct letters *l)
{
	char c = lower(code.p[0]);
	ptrdiff_t end;

	switch (c) {
	case '"':
		end = dp_str_find(dp_str_from(code, 1), '"');
		return end < 0 ? code.n : (size_t)end + 2;
	case '\\':
	case '_':
	case '*':
		return code.n > 1 ? 2 : 1;
	case '[':
		return read_bracket(code, l);
	case 'e': /* an exponent, or else a year of an era */
		if (code.n > 1 && (code.p[1] == '+' || code.p[1] == '-'))
			return 2;
		return 1;
	case 'a': /* AM/PM, A/P */
		if (code.n >= 5 && lower(code.p[1]) == 'm' && code.p[2] == '/')
			return 5;
		return 1;
	case 'y':
	case 'd':
		l->day = true;
		return 1;
	case 'm':
		l->month = true;
		return 1;
	case 'h':
	case 's':
		l->time = true;
		return 1;
	default:
		return 1;
	}
}

enum dpi_serial
dpi_serial_code(dp_str code)
{
	struct letters l = { false, false, false, false };

	/* "General" has letters that would mean something. */
	if (code.n >= 7 &&
	    (dp_str_starts(code, "General") || dp_str_starts(code, "GENERAL")))
		code = dp_str_from(code, 7);
	/* of the sections, the first is for positive numbers */
	while (code.n && code.p[0] != ';')
		code = dp_str_from(code, read_piece(code, &l));
	if (l.elapsed)
		return DPI_SERIAL_DURATION;
	if (l.time)
		return l.day ? DPI_SERIAL_MOMENT : DPI_SERIAL_TIME;
	return l.day || l.month ? DPI_SERIAL_DATE : DPI_SERIAL_NUMBER;
}

/* ---- dates ------------------------------------------------------------ */

static void
put_time(int64_t ms, struct dp_buf *out)
{
	long long h = ms / 3600000, m = ms / 60000 % 60, s = ms / 1000 % 60;

	dp_buf_format(out, "%02lld:%02lld:%02lld", h, m, s);
	if (ms % 1000)
		dp_buf_format(out, ".%03d", (int)(ms % 1000));
}

/* Day DAY of the calendar from 1900 or 1904. */
static void
put_day(int64_t day, bool from_1904, struct dp_buf *out)
{
	struct dp_date d;

	/* 1900 was no leap year but for those who count so. */
	if (!from_1904 && day == 60) {
		dp_buf_c(out, "1900-02-29");
		return;
	}
	/* 1904-01-01 is day 0; 1900-01-01 is day 1, and one is too many */
	day += from_1904 ? -24107 : day < 60 ? -25568 : -25569;
	dp_date_of_days(day, &d);
	dp_buf_format(out, "%04d-%02d-%02d", d.year, d.month, d.day);
}

/* V as KIND; false: it is none. */
static bool
put_serial(double v, enum dpi_serial kind, bool from_1904, struct dp_buf *out)
{
	int64_t day, ms;

	if (!(v >= 0) || v > LAST_SERIAL + 1)
		return false;
	day = (int64_t)floor(v);
	ms = (int64_t)floor((v - floor(v)) * DAY_MS + 0.5);
	if (ms == DAY_MS) {
		ms = 0;
		day++;
	}
	if (kind == DPI_SERIAL_DURATION ||
	    (kind == DPI_SERIAL_TIME && day < 61)) {
		put_time(day * DAY_MS + ms, out);
		return true;
	}
	if ((day == 0 && !from_1904) ||
	    day > LAST_SERIAL - (from_1904 ? 1462 : 0))
		return false;
	put_day(day, from_1904, out);
	/* a style that hides a time does not take it away */
	if (ms || kind != DPI_SERIAL_DATE) {
		dp_buf_char(out, 'T');
		put_time(ms, out);
	}
	return true;
}

/* ---- numbers ---------------------------------------------------------- */

static size_t
significant_digits(dp_str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++)
		n += s.p[i] >= '0' && s.p[i] <= '9' && (n || s.p[i] != '0');
	return n;
}

void
dpi_serial_text(dp_str text, enum dpi_serial kind, bool from_1904,
		struct dp_buf *out)
{
	static const struct dp_number_opts plain = { DP_NUMBER_CANONICAL, false,
						     false };
	char number[DP_NUMBER_BYTES];
	dp_str s = { number, 0 };
	bool rounded;
	double v;

	text = dp_str_strip(text);
	if (dp_number_read(text, &plain, number, sizeof number, &s.n) !=
	    DP_NUMBER_OK) {
		dp_buf_str(out, text);
		return;
	}
	/* 17 digits are written for what has fewer; a whole number that was
	 * written out is exact. */
	rounded = s.n > 15 && significant_digits(s) > 15 &&
		  (dp_str_find(text, '.') >= 0 || dp_str_find(text, 'E') >= 0);
	if ((kind == DPI_SERIAL_NUMBER && !rounded) ||
	    !dp_number_double(s, &v)) {
		dp_buf_str(out, s);
		return;
	}
	if (kind != DPI_SERIAL_NUMBER && put_serial(v, kind, from_1904, out))
		return;
	if (rounded)
		dp_number_double_text(v, 0, out);
	else
		dp_buf_str(out, s);
}

void
dpi_duration_text(dp_str text, struct dp_buf *out)
{
	static const char units[] = "DHMS";
	static const double unit_ms[] = { DAY_MS, 3600000, 60000, 1000 };
	dp_str rest = text;
	double ms = 0;
	bool ok = dp_str_starts(rest, "P");

	rest = dp_str_from(rest, ok ? 1 : 0);
	while (ok && rest.n) {
		const char *unit;
		size_t n = 0;
		double v;

		if (rest.p[0] == 'T') {
			rest = dp_str_from(rest, 1);
			continue;
		}
		while (n < rest.n && (rest.p[n] == '.' ||
				      (rest.p[n] >= '0' && rest.p[n] <= '9')))
			n++;
		unit = n < rest.n ? strchr(units, rest.p[n]) : NULL;
		ok = unit && *unit && n < 16 &&
		     dp_number_double((dp_str){ rest.p, n }, &v);
		ms += ok ? v * unit_ms[unit - units] : 0;
		rest = dp_str_from(rest, n + 1);
	}
	if (ok && ms < 1e15)
		put_time((int64_t)(ms + 0.5), out);
	else
		dp_buf_str(out, text);
}
