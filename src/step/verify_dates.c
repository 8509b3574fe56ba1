/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Dates of a column: how they are written, which of them no calendar has,
 * which stand where none was given. One value is looked at first, then what
 * the column as a whole says of it.
 */
#include "step/verify_inner.h"

#include <ctype.h>

#include "base/i18n.h"
#include "op/date_order.h"
#include "stat/profile.h"

/* So many dates that cannot be, and more than can: these are no dates. */
#define SLIPS_MAX 5u
/* So close to 1 January 1900 other dates make it a date like them. */
#define NEAR_YEARS 3

static const struct dp_date_opts any = { DP_DATE_AUTO, true, true, 50 };
static const struct dp_date_opts year_first = { DP_DATE_YMD, true, true, 50 };

bool
dpi_says_date(dp_str heading)
{
	static const char *const says[] = { "date",      "dates", "jour",
					    "naissance", "dt",    "day",
					    "creation",  "debut", "fin",
					    "maj",       NULL };

	return dpi_heading_says(heading, says);
}

/* ---- one value -------------------------------------------------------- */

/* What V is, which is no date: one that cannot be? */
static uint32_t
look_at_shape(dp_str v, bool says_date)
{
	enum dp_date_order meant;

	switch (dp_date_flaw_of(v, says_date)) {
	case DP_DATE_FLAW_ZERO:
		return 1u << DPI_DATE_ZERO | 1u << DPI_FALLBACK;
	case DP_DATE_FLAW_WILD:
		return 1u << DPI_DATE_IMPOSSIBLE | 1u << DPI_DATE_WILD;
	case DP_DATE_FLAW_SLIP:
		meant = dpi_date_order_meant(v);
		return 1u << DPI_DATE_IMPOSSIBLE |
		       (meant == DP_DATE_DMY ? 1u << DPI_DATE_DMY : 0u) |
		       (meant == DP_DATE_MDY ? 1u << DPI_DATE_MDY : 0u);
	case DP_DATE_FLAW_NONE:
		break;
	}
	return 0;
}

/* Which comes first in V, digits that read as D, where only one can. */
static uint32_t
look_at_order(dp_str v, const struct dp_date *d)
{
	int first = 0;

	for (size_t i = 0; i < v.n && i < 4 && isdigit((unsigned char)v.p[i]);
	     i++)
		first = first * 10 + (v.p[i] - '0');
	if (d->ambiguous || d->precision < DP_DATE_DAY || d->day <= 12)
		return 0;
	if (first == d->day)
		return 1u << DPI_DATE_DMY;
	return first == d->month ? 1u << DPI_DATE_MDY : 0;
}

/* A quarter or half as dpipe writes it: 2024-Q1, 2024-S2. */
static bool
is_written_so(dp_str v)
{
	return v.n == 7 && v.p[4] == '-' &&
	       ((v.p[5] == 'Q' && v.p[6] >= '1' && v.p[6] <= '4') ||
		(v.p[5] == 'S' && (v.p[6] == '1' || v.p[6] == '2'))) &&
	       isdigit((unsigned char)v.p[0]) &&
	       isdigit((unsigned char)v.p[1]) &&
	       isdigit((unsigned char)v.p[2]) && isdigit((unsigned char)v.p[3]);
}

uint32_t
dpi_look_at_date(dp_str v, bool says_date)
{
	struct dp_date d;
	uint32_t traits;
	bool letters = false;

	if (is_written_so(v))
		return 1u << DPI_DATE_ISO;
	if (v.n < 6 || v.n > 40)
		return 0;
	if (!dp_date_read(v, &any, &d))
		return look_at_shape(v, says_date);
	for (size_t i = 0; i < v.n; i++)
		letters = letters || (isalpha((unsigned char)v.p[i]) &&
				      v.p[i] != 'T' && v.p[i] != 'Z');
	if (letters)
		traits = 1u << DPI_DATE_WORDS;
	else if (v.p[4] == '-')
		traits = 1u << DPI_DATE_ISO;
	else
		traits = 1u << DPI_DATE_DIGITS | look_at_order(v, &d);
	if (d.ambiguous)
		traits |= 1u << DPI_DATE_AMBIGUOUS;
	if (d.precision >= DP_DATE_DAY && d.month == 1 && d.day == 1 &&
	    (d.year == 1900 || d.year == 1904 || d.year == 1970))
		traits |= 1u << DPI_FALLBACK;
	if (v.n == 8 && v.p[2] == '-' && dp_date_read(v, &year_first, &d))
		traits |= 1u << DPI_DATE_YMD;
	return traits;
}

/* ---- the column ------------------------------------------------------- */

static uint64_t
n(const struct dpi_judging *j, enum dpi_trait t)
{
	return dpi_facts_count(j->f, t);
}

/* Could all days be months, and no date says which comes first? */
static bool
is_open(const struct dpi_judging *j)
{
	return n(j, DPI_DATE_AMBIGUOUS) && !n(j, DPI_DATE_DMY) &&
	       !n(j, DPI_DATE_MDY);
}

void
dpi_judge_date_order(const struct dpi_facts *f, size_t n, struct dpi_judging *j)
{
	const struct dpi_facts *day = NULL, *month = NULL;

	for (size_t i = n; i-- > 0;) {
		if (dpi_judge_content(&f[i], j->n_records) != DP_CONTENT_DATE)
			continue;
		if (dpi_facts_count(&f[i], DPI_DATE_DMY))
			day = &f[i];
		if (dpi_facts_count(&f[i], DPI_DATE_MDY))
			month = &f[i];
	}
	j->day_first = month ? NULL : day;
	j->month_first = day ? NULL : month;
}

/* G, whose dates are open, follows another column where one proves it. */
static void
judge_open(const struct dpi_judging *j, struct dp_finding *g)
{
	const struct dpi_facts *like = j->day_first ? j->day_first :
						      j->month_first;

	g->guess = is_open(j);
	if (g->guess && like)
		g->as_in = dp_keep(&j->out->text, like->column->name);
}

/*
 * The step date, with the order that the column proves by itself, or else
 * another; the French one where nothing does.
 */
static const char *
date_repair(const struct dpi_judging *j)
{
	uint64_t dmy = n(j, DPI_DATE_DMY), mdy = n(j, DPI_DATE_MDY);

	/* 21-03-12 all the way down: nobody can tell the year from the day. */
	if ((dmy && mdy) ||
	    (n(j, DPI_DATE_YMD) && n(j, DPI_DATE_YMD) == n(j, DPI_DATE_DIGITS)))
		return NULL;
	if (dmy || (is_open(j) && !j->month_first))
		return "date % order=dmy";
	return mdy || is_open(j) ? "date % order=mdy" : "date %";
}

/* Days first in some dates, months in others: the fewer are shown. */
static void
judge_order(const struct dpi_judging *j)
{
	uint64_t dmy = n(j, DPI_DATE_DMY), mdy = n(j, DPI_DATE_MDY);
	struct dp_finding *g;

	if (!dmy || !mdy)
		return;
	g = dpi_judge_file(j, dmy < mdy ? DPI_DATE_DMY : DPI_DATE_MDY,
			   DP_F_MIXED_ORDER, NULL);
	g->found = dp_keep_format(&j->out->text,
				  _("%llu with the day first, %llu with the "
				    "month first"),
				  (unsigned long long)dmy,
				  (unsigned long long)mdy);
}

static void
add_way(struct dp_buf *out, const char *fmt, uint64_t k)
{
	if (k == 0)
		return;
	if (out->n)
		dp_buf_c(out, _(", "));
	dp_buf_format(out, fmt, (unsigned long long)k);
}

static void
judge_notation(const struct dpi_judging *j)
{
	uint64_t iso = n(j, DPI_DATE_ISO), digits = n(j, DPI_DATE_DIGITS);
	uint64_t words = n(j, DPI_DATE_WORDS);
	enum dpi_trait odd = words ? DPI_DATE_WORDS : DPI_DATE_DIGITS;
	struct dp_finding *g;
	struct dp_buf ways = { 0 };

	if ((iso > 0) + (digits > 0) + (words > 0) <= 1) {
		if (!digits && !words)
			return;
		g = dpi_judge_file(j, odd, DP_F_LOCAL_DATE, date_repair(j));
		judge_open(j, g);
		return;
	}
	g = dpi_judge_file(j, odd, DP_F_MIXED_DATES, date_repair(j));
	judge_open(j, g);
	g->count = iso + digits + words;
	add_way(&ways, _("%llu as 2021-03-12"), iso);
	add_way(&ways, _("%llu as 12/03/2021"), digits);
	add_way(&ways, _("%llu in words"), words);
	g->found = dp_keep(&j->out->text, dp_buf_view(&ways));
	dp_buf_done(&ways);
}

/* The days after which programs count: 1 January of these years. */
static const int zero_year[] = { 1900, 1904, 1970 };

#define ZERO_YEARS (sizeof zero_year / sizeof *zero_year)

/* Marks in HERE the years whose first day this column holds; returns how
 * many values they are. */
static size_t
find_zero_years(const struct dpi_facts *f, bool *here)
{
	struct dp_date d;
	size_t n = 0;

	for (size_t i = 0; i < f->value.n; i++) {
		if (!(f->traits[i] >> DPI_FALLBACK & 1) ||
		    !dp_date_read(f->value.text[i], &any, &d))
			continue;
		n++;
		for (size_t k = 0; k < ZERO_YEARS; k++)
			here[k] = here[k] || d.year == zero_year[k];
	}
	return n;
}

/*
 * Are they dates among others here: of an old time that other dates are of
 * too, or of years whose first day stands for all of them?
 */
static bool
are_at_home(const struct dpi_facts *f)
{
	bool here[ZERO_YEARS] = { false };
	size_t fallbacks = find_zero_years(f, here), first_days = 0, near = 0;
	struct dp_date d;

	for (size_t i = 0; i < f->value.n; i++) {
		if ((f->traits[i] >> DPI_FALLBACK & 1) ||
		    !dp_date_read(f->value.text[i], &any, &d) ||
		    d.precision < DP_DATE_DAY)
			continue;
		first_days += d.month == 1 && d.day == 1;
		for (size_t k = 0; k < ZERO_YEARS; k++)
			near += here[k] &&
				d.year - zero_year[k] <= NEAR_YEARS &&
				zero_year[k] - d.year <= NEAR_YEARS;
	}
	return first_days > 2 * fallbacks || near > 2 * fallbacks;
}

static void
judge_fallback(const struct dpi_judging *j)
{
	struct dp_finding *g;

	if (!n(j, DPI_FALLBACK) || (!n(j, DPI_DATE_ZERO) && are_at_home(j->f)))
		return;
	g = dpi_judge_file(j, DPI_FALLBACK, DP_F_FALLBACK_DATE, NULL);
	dpi_judge_tokens(j, DPI_FALLBACK, g);
}

/*
 * Is the column about something that only looks like dates: references such
 * as 2021-45-02? Mistakes are few beside what they are mistakes of, and near
 * it.
 */
static bool
is_no_calendar(const struct dpi_judging *j, enum dp_content c)
{
	uint64_t dates = n(j, DPI_DATE_ISO) + n(j, DPI_DATE_DIGITS) +
			 n(j, DPI_DATE_WORDS);
	uint64_t slips = n(j, DPI_DATE_IMPOSSIBLE);

	if (j->f->says_date || slips <= dates)
		return false;
	return c == DP_CONTENT_CODE || c == DP_CONTENT_PHONE ||
	       c == DP_CONTENT_IDENTIFIER ||
	       (j->f->profile.heading &
		(DPI_HEADING_CODE | DPI_HEADING_IDENTIFIER)) ||
	       n(j, DPI_DATE_WILD) > dates || slips >= SLIPS_MAX;
}

void
dpi_judge_dates(const struct dpi_judging *j, enum dp_content c)
{
	if (c == DP_CONTENT_DATE) {
		judge_order(j);
		judge_notation(j);
	}
	if (c == DP_CONTENT_DATE || n(j, DPI_DATE_ZERO))
		judge_fallback(j);
	if (n(j, DPI_DATE_IMPOSSIBLE) && !is_no_calendar(j, c))
		(void)dpi_judge_file(j, DPI_DATE_IMPOSSIBLE,
				     DP_F_IMPOSSIBLE_DATE, NULL);
}
