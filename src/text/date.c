/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates as people write them. Reads one value by one set of options; that a
 * whole column has one reading is for the caller to see to. Words are in
 * date_words.c, the way from a text to its pieces in date_pieces.c.
 */
#include <dpipe/text.h>

#include "text/date_pieces.h"

/* ---- calendar --------------------------------------------------------- */

static int
days_of_month(int year, int month)
{
	static const signed char days[] = { 31, 28, 31, 30, 31, 30,
					    31, 31, 30, 31, 30, 31 };
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return days[month - 1] + (month == 2 && leap);
}

static bool
exists(int year, int month, int day)
{
	return year >= 1 && month >= 1 && month <= 12 && day >= 1 &&
	       day <= days_of_month(year, month);
}

/* ---- numbers with signs between --------------------------------------- */

static bool
set_day(struct dp_date *out, int year, int month, int day)
{
	if (!exists(year, month, day))
		return false;
	out->year = year;
	out->month = month;
	out->day = day;
	out->precision = DP_DATE_DAY;
	return true;
}

static bool
set_month(struct dp_date *out, int year, int month)
{
	if (year < 1 || month < 1 || month > 12)
		return false;
	out->year = year;
	out->month = month;
	out->precision = DP_DATE_MONTH;
	return true;
}

/* The year of a piece of two or four digits, or 0. */
static int
year_of(const struct dpi_piece *p, const struct dp_date_opts *o)
{
	int pivot = o->century_pivot ? o->century_pivot : 50;

	if (p->kind != DPI_NUMBER)
		return 0;
	if (p->digits == 4)
		return p->value;
	if (p->digits != 2)
		return 0;
	return p->value + (p->value < pivot ? 2000 : 1900);
}

static bool
is_small(const struct dpi_piece *p)
{
	return p->kind == DPI_NUMBER && p->digits <= 2;
}

/* A, B: the first two numbers; the year is the third. */
static bool
day_and_month(int a, int b, int year, const struct dp_date_opts *o,
	      struct dp_date *out)
{
	switch (o->order) {
	case DP_DATE_DMY:
		return set_day(out, year, b, a);
	case DP_DATE_MDY:
		return set_day(out, year, a, b);
	case DP_DATE_AUTO:
		if (set_day(out, year, b, a)) {
			out->ambiguous = a <= 12 && b <= 12 && a != b;
			return true;
		}
		return set_day(out, year, a, b);
	case DP_DATE_YMD:
		break;
	}
	return false;
}

/* 12/03/2021, 2021-03-12 … Returns the pieces used, 0: none. */
static unsigned
three_numbers(const struct dpi_piece *p, const struct dp_date_opts *o,
	      struct dp_date *out)
{
	char sep = p[1].sign;
	bool done = false;

	if (p[1].kind != DPI_SIGN || (sep != '/' && sep != '-' && sep != '.') ||
	    p[3].kind != DPI_SIGN || p[3].sign != sep || !is_small(&p[2]) ||
	    p[4].kind != DPI_NUMBER)
		return 0;
	if (p[0].digits == 4)
		done = is_small(&p[4]) &&
		       set_day(out, p[0].value, p[2].value, p[4].value);
	else if (is_small(&p[0]) && o->order == DP_DATE_YMD)
		done = p[0].digits == 2 && is_small(&p[4]) &&
		       set_day(out, year_of(&p[0], o), p[2].value, p[4].value);
	else if (is_small(&p[0]) && year_of(&p[4], o))
		done = day_and_month(p[0].value, p[2].value, year_of(&p[4], o),
				     o, out);
	return done ? 5 : 0;
}

/* 03/2021, 2021-03. */
static unsigned
two_numbers(const struct dpi_piece *p, struct dp_date *out)
{
	char sep = p[1].sign;

	if (p[1].kind != DPI_SIGN || (sep != '/' && sep != '-' && sep != '.') ||
	    p[2].kind != DPI_NUMBER)
		return 0;
	/* 2021.03 is a number */
	if (p[0].digits == 4 && p[2].digits == 2 && sep != '.')
		return set_month(out, p[0].value, p[2].value) ? 3 : 0;
	if (p[0].digits <= 2 && p[2].digits == 4 &&
	    (sep != '.' || p[0].digits == 2))
		return set_month(out, p[2].value, p[0].value) ? 3 : 0;
	return 0;
}

/* 2021, 20210312. */
static unsigned
one_number(const struct dpi_piece *p, struct dp_date *out)
{
	int v = p->value;

	if (p->digits == 8 && v / 10000 >= 1000 && v / 10000 < 3000)
		return set_day(out, v / 10000, v / 100 % 100, v % 100) ? 1 : 0;
	if (p->digits != 4 || v < 1000 || v >= 3000)
		return 0;
	out->year = v;
	out->precision = DP_DATE_YEAR;
	return 1;
}

/* ---- months with a name ----------------------------------------------- */

static bool
is_word(const struct dpi_piece *p, enum dpi_word w)
{
	return p->kind == DPI_WORD && p->word == w;
}

/* Pieces between parts of a date: a space needs none; - / . , one. */
static unsigned
skip_signs(const struct dpi_piece *p)
{
	unsigned n = 0;

	if (p[n].kind == DPI_SIGN && p[n].sign == '.')
		n++;
	if (p[n].kind == DPI_SIGN &&
	    (p[n].sign == '-' || p[n].sign == '/' || p[n].sign == ','))
		n++;
	return n;
}

/* "12 mars 2021", "1er août 2020", "12-Mar-21". */
static unsigned
day_month_year(const struct dpi_piece *p, const struct dp_date_opts *o,
	       struct dp_date *out)
{
	unsigned n = 1;
	int month, year;

	if (!is_small(&p[0]))
		return 0;
	n += is_word(&p[n], DPI_W_ORDINAL);
	n += skip_signs(&p[n]);
	n += is_word(&p[n], DPI_W_FILLER);
	if (!is_word(&p[n], DPI_W_MONTH))
		return 0;
	month = p[n++].value;
	n += skip_signs(&p[n]);
	year = year_of(&p[n], o);
	return year && set_day(out, year, month, p[0].value) ? n + 1 : 0;
}

/* "mars 2021", "DECEMBRE-19", "March 12, 2021". */
static unsigned
month_first(const struct dpi_piece *p, const struct dp_date_opts *o,
	    struct dp_date *out)
{
	int month = p[0].value, year, day;
	unsigned n = 1;

	if (!is_word(&p[0], DPI_W_MONTH))
		return 0;
	n += skip_signs(&p[n]);
	if (is_small(&p[n])) {
		unsigned m = n + 1;

		day = p[n].value;
		m += is_word(&p[m], DPI_W_ORDINAL);
		m += skip_signs(&p[m]);
		year = year_of(&p[m], o);
		if (year)
			return set_day(out, year, month, day) ? m + 1 : 0;
	}
	year = year_of(&p[n], o);
	return year && set_month(out, year, month) ? n + 1 : 0;
}

/* "2021 mars 12", "2021 mars". */
static unsigned
year_month(const struct dpi_piece *p, struct dp_date *out)
{
	unsigned n = 1, m;
	int month;

	if (p[0].kind != DPI_NUMBER || p[0].digits != 4)
		return 0;
	n += skip_signs(&p[n]);
	if (!is_word(&p[n], DPI_W_MONTH))
		return 0;
	month = p[n++].value;
	m = n + skip_signs(&p[n]);
	if (is_small(&p[m]))
		return set_day(out, p[0].value, month, p[m].value) ? m + 1 : 0;
	return set_month(out, p[0].value, month) ? n : 0;
}

/* ---- parts of a year -------------------------------------------------- */

static bool
set_part(struct dp_date *out, int year, int part, bool quarter)
{
	if (year < 1 || part < 1 || part > (quarter ? 4 : 2))
		return false;
	out->year = year;
	out->part = part;
	out->precision = quarter ? DP_DATE_QUARTER : DP_DATE_HALF;
	return true;
}

/* T, Q: a quarter; S, H: a half, before its digit. Returns 1, 2, or 0. */
static int
part_letter(const struct dpi_piece *p)
{
	if (is_word(p, DPI_W_T) || is_word(p, DPI_W_Q))
		return 1;
	return is_word(p, DPI_W_S) || is_word(p, DPI_W_H) ? 2 : 0;
}

/* "T2 2021", "2021-S1", "2T2021", "2e trimestre 2021". */
static unsigned
part_of_year(const struct dpi_piece *p, struct dp_date *out)
{
	unsigned n = 0;
	int kind = part_letter(&p[0]), part, year = 0;

	if (p[0].kind == DPI_NUMBER && p[0].digits == 4) {
		year = p[n++].value;
		n += skip_signs(&p[n]);
		kind = part_letter(&p[n]);
	}
	if (kind) {
		if (p[n + 1].kind != DPI_NUMBER || p[n + 1].digits != 1 ||
		    !p[n + 1].attached)
			return 0;
		part = p[n + 1].value;
		n += 2;
	} else {
		if (p[n].kind != DPI_NUMBER || p[n].digits != 1)
			return 0;
		part = p[n++].value;
		n += is_word(&p[n], DPI_W_ORDINAL);
		kind = is_word(&p[n], DPI_W_QUARTER) ? 1 :
		       is_word(&p[n], DPI_W_HALF)    ? 2 :
		       p[n].attached                 ? part_letter(&p[n]) :
						       0;
		if (!kind)
			return 0;
		n++;
	}
	if (!year) {
		n += skip_signs(&p[n]);
		if (p[n].kind != DPI_NUMBER || p[n].digits != 4)
			return 0;
		year = p[n++].value;
	}
	return set_part(out, year, part, kind == 1) ? n : 0;
}

/* ---- all -------------------------------------------------------------- */

/*
 * "lundi", "Mon.,", "le": pieces before the date. *NAMED gets the day of the
 * week, 1 to 7, or 0.
 */
static unsigned
skip_day_name(const struct dpi_piece *p, int *named)
{
	unsigned n = 0;

	*named = 0;
	n += is_word(&p[n], DPI_W_FILLER);
	/* "mar" is mardi where a number and a month follow */
	if (is_word(&p[n], DPI_W_DAY) ||
	    (is_word(&p[n], DPI_W_MONTH) && p[n].letters == 3 &&
	     p[n].value == 3 &&
	     (is_word(&p[n + 2], DPI_W_MONTH) ||
	      is_word(&p[n + 3], DPI_W_MONTH)))) {
		*named = is_word(&p[n], DPI_W_DAY) ? p[n].value : 2;
		n++;
		n += p[n].kind == DPI_SIGN && p[n].sign == '.';
		n += p[n].kind == DPI_SIGN && p[n].sign == ',';
		n += is_word(&p[n], DPI_W_FILLER);
	}
	return n;
}

static unsigned
read_day(const struct dpi_piece *p, const struct dp_date_opts *o,
	 struct dp_date *out)
{
	unsigned n = 0;

	if (p[0].kind == DPI_NUMBER) {
		n = three_numbers(p, o, out);
		n = n ? n : day_month_year(p, o, out);
		n = n ? n : year_month(p, out);
		n = n ? n : part_of_year(p, out);
		n = n ? n : two_numbers(p, out);
		return n ? n : one_number(p, out);
	}
	n = month_first(p, o, out);
	return n ? n : part_of_year(p, out);
}

/* The two digits at P; *BAD becomes 1 when they are none. */
static int
two_digits(const char *p, unsigned *bad)
{
	unsigned a = (unsigned char)p[0] - (unsigned)'0';
	unsigned b = (unsigned char)p[1] - (unsigned)'0';

	*bad |= (a > 9) | (b > 9);
	return (int)(a * 10 + b);
}

/*
 * The two forms that fill most columns, dd/mm/yyyy and yyyy-mm-dd, without
 * taking the text apart. S has ten bytes. Returns false when it is neither.
 */
static bool
read_fixed(dp_str s, const struct dp_date_opts *o, struct dp_date *out)
{
	const char *p = s.p;
	unsigned bad = 0;
	int year, a, b;

	if (p[4] == '-' && p[7] == '-') {
		year = two_digits(p, &bad) * 100 + two_digits(p + 2, &bad);
		a = two_digits(p + 5, &bad);
		b = two_digits(p + 8, &bad);
		return !bad && set_day(out, year, a, b);
	}
	if (p[2] != p[5] || (p[2] != '/' && p[2] != '-' && p[2] != '.'))
		return false;
	a = two_digits(p, &bad);
	b = two_digits(p + 3, &bad);
	year = two_digits(p + 6, &bad) * 100 + two_digits(p + 8, &bad);
	return !bad && day_and_month(a, b, year, o, out);
}

/*
 * True when D, which is a day, is not the day of the week NAMED, 1 to 7. What
 * came before the calendar is not judged by it.
 */
static bool
is_misnamed(const struct dp_date *d, int named)
{
	/* 1970 began on a Thursday */
	int64_t day = (dp_date_days(d) + 3) % 7;

	return (day < 0 ? day + 7 : day) + 1 != named;
}

/* Most texts that are no date hold no digit. */
static bool
has_digit(dp_str s)
{
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] >= '0' && s.p[i] <= '9')
			return true;
	}
	return false;
}

bool
dp_date_read(dp_str s, const struct dp_date_opts *o, struct dp_date *out)
{
	struct dpi_pieces list;
	struct dp_date d = { .precision = DP_DATE_NONE };
	unsigned n, used;
	int named;

	s = dp_trim(s);
	if (s.n < 4 || s.n > DPI_DATE_BYTES)
		return false;
	if (s.n == 10 && read_fixed(s, o, &d)) {
		*out = d;
		return true;
	}
	if (!has_digit(s) || !dpi_date_pieces(s, o, &list))
		return false;
	n = skip_day_name(list.piece, &named);
	used = read_day(list.piece + n, o, &d);
	if (used == 0)
		return false;
	n += used;
	if (d.precision == DP_DATE_DAY && list.piece[n].kind != DPI_END)
		n += dpi_date_time(list.piece + n, &d);
	if (list.piece[n].kind != DPI_END)
		return false;
	d.misnamed = named && d.precision >= DP_DATE_DAY && d.year > 1582 &&
		     is_misnamed(&d, named);
	*out = d;
	return true;
}

/* ---- ISO 8601 --------------------------------------------------------- */

static void
add_zone(const struct dp_date *d, struct dp_buf *out)
{
	int m = d->zone_minutes;

	if (!d->zoned)
		return;
	if (m == 0) {
		dp_buf_char(out, 'Z');
		return;
	}
	dp_buf_char(out, m < 0 ? '-' : '+');
	m = m < 0 ? -m : m;
	dp_buf_format(out, "%02d:%02d", m / 60, m % 60);
}

static void
add_fraction(int nanosecond, struct dp_buf *out)
{
	if (nanosecond == 0)
		return;
	dp_buf_format(out, ".%09d", nanosecond);
	while (out->p[out->n - 1] == '0')
		out->n--;
}

void
dp_date_iso(const struct dp_date *d, struct dp_buf *out)
{
	if (d->precision == DP_DATE_NONE)
		return;
	dp_buf_format(out, "%04d", d->year);
	if (d->precision == DP_DATE_QUARTER)
		dp_buf_format(out, "-Q%d", d->part);
	if (d->precision == DP_DATE_HALF)
		dp_buf_format(out, "-S%d", d->part);
	if (d->precision >= DP_DATE_MONTH)
		dp_buf_format(out, "-%02d", d->month);
	if (d->precision >= DP_DATE_DAY)
		dp_buf_format(out, "-%02d", d->day);
	if (d->precision >= DP_DATE_MINUTE)
		dp_buf_format(out, "T%02d:%02d", d->hour, d->minute);
	if (d->precision >= DP_DATE_SECOND) {
		dp_buf_format(out, ":%02d", d->second);
		add_fraction(d->nanosecond, out);
	}
	if (d->precision >= DP_DATE_MINUTE)
		add_zone(d, out);
}
