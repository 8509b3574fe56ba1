/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a spreadsheet made of a column: codes that became days, days that
 * became numbers. Zeros and digits that it took are verify_judge.c's.
 */
#include "step/verify_inner.h"

#include <ctype.h>

#include "base/i18n.h"

/* Days since 1900 that a serial date is believed to be: 1982 to 2064. */
#define SERIAL_MIN 30000
#define SERIAL_MAX 60000
/* The serial date of 1 January 1970. */
#define SERIAL_1970 25569
/* A number behind the name of a month, above it, is a year. */
#define MONTHS 12
/* Values listed in the step that says what they were. */
#define LISTED 50u

static const struct dp_date_opts words = { DP_DATE_DMY, true, true, 50 };

/* ---- codes that became days ------------------------------------------- */

/*
 * V is a day of a month as spreadsheets show it, 2-mars, or a month of a year,
 * mars-13; 1-12-2020 is none. *FIRST and *SECOND are what was typed, 2-3 and
 * 3-13, or 0 where nobody can tell: mars-02 was no 3-2, which is a day.
 */
static bool
is_day(dp_str v, int *first, int *second)
{
	ptrdiff_t dash = dp_str_find(v, '-');
	dp_str a = { v.p, (size_t)dash }, b, number, name;
	struct dp_buf text = { 0 };
	struct dp_date d;
	int64_t n = 0;
	bool yes;

	if (dash < 1 || v.n > 16)
		return false;
	b = dp_str_from(v, (size_t)dash + 1);
	number = isdigit((unsigned char)a.p[0]) ? a : b;
	name = number.p == a.p ? b : a;
	if (number.n > 2 || name.n < 3 || !dp_str_int(number, &n) || n < 1 ||
	    n > 31)
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (isdigit((unsigned char)name.p[i]) || name.p[i] == '-')
			return false;
	dp_buf_format(&text, "1 %.*s 2000", DP_FMT(name));
	yes = dp_date_read(dp_buf_view(&text), &words, &d);
	dp_buf_done(&text);
	if (!yes)
		return false;
	*first = number.p == a.p ? (int)n : d.month;
	*second = number.p == a.p ? d.month : (int)n;
	if (number.p != a.p && n <= MONTHS)
		*first = *second = 0;
	return true;
}

/* 2-3: two numbers that a spreadsheet would take for a day. */
static bool
is_pair(dp_str v)
{
	ptrdiff_t dash = dp_str_find(v, '-');
	dp_str a = { v.p, (size_t)dash };
	int64_t n;

	return dash > 0 && dp_str_int(a, &n) &&
	       dp_str_int(dp_str_from(v, (size_t)dash + 1), &n);
}

/* The step that puts back 2-3, where that is how the others are written. */
static void
give_pairs(const struct dpi_judging *j, struct dp_finding *g)
{
	const struct dpi_facts *f = j->f;
	struct dp_buf repair = { 0 };
	unsigned listed = 0;

	dp_buf_c(&repair, "edit %");
	for (size_t i = 0; i < f->value.n && listed < LISTED; i++) {
		int first, second;

		if (!is_day(f->value.text[i], &first, &second) || first == 0)
			continue;
		dp_buf_c(&repair, listed++ ? ", " : " ");
		dp_recipe_quote(f->value.text[i], &repair);
		dp_buf_format(&repair, " -> \"%d-%d\"", first, second);
	}
	dp_buf_char(&repair, '\0');
	if (listed)
		dpi_judge_repair(j, g, repair.p);
	dp_buf_done(&repair);
}

/*
 * Codes among which some are days: fewer than the others, or as many as may be
 * where the others are pairs of numbers.
 */
static void
judge_codes(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	struct dpi_tally days = { 0 };
	struct dp_arena text = { 0 };
	uint64_t n_days = 0, pairs = 0;
	struct dp_finding *g;

	for (size_t i = 0; i < f->value.n; i++) {
		int first, second;

		if (is_day(f->value.text[i], &first, &second)) {
			dpi_tally_add(&days, &text, 0, f->line[i],
				      f->value.text[i]);
			n_days += f->count[i];
		} else {
			pairs += is_pair(f->value.text[i]) ? f->count[i] : 0;
		}
	}
	if (n_days && (n_days * 2 < j->present ||
		       (pairs * 10 >= j->present &&
			(pairs + n_days) * 10 >= j->present * 9))) {
		g = dpi_tally_file(&days, DP_F_EXCEL_DATE_CODE, j->column,
				   j->out);
		g->count = n_days;
		if (pairs * 2 >= j->present - n_days)
			give_pairs(j, g);
	}
	dp_arena_done(&text);
}

/* ---- days that became numbers ----------------------------------------- */

static bool
is_serial(dp_str v, int64_t *n)
{
	return v.n == 5 && dp_str_int(v, n) && *n >= SERIAL_MIN &&
	       *n <= SERIAL_MAX;
}

static void
judge_serials(const struct dpi_judging *j)
{
	const struct dpi_facts *f = j->f;
	uint64_t dates = dpi_facts_count(f, DPI_DATE_ISO) +
			 dpi_facts_count(f, DPI_DATE_DIGITS) +
			 dpi_facts_count(f, DPI_DATE_WORDS) +
			 dpi_facts_count(f, DPI_DATE_IMPOSSIBLE);
	struct dpi_tally serials = { 0 };
	struct dp_arena text = { 0 };
	struct dp_buf day = { 0 };
	uint64_t n_serials = 0;
	int64_t first = 0, n;
	struct dp_finding *g;

	for (size_t i = 0; i < f->value.n; i++) {
		if (!is_serial(f->value.text[i], &n))
			continue;
		first = n_serials ? first : n;
		dpi_tally_add(&serials, &text, 0, f->line[i], f->value.text[i]);
		n_serials += f->count[i];
	}
	if (n_serials && (n_serials + dates) * 10 >= j->present * 9) {
		struct dp_date d;

		g = dpi_tally_file(&serials, DP_F_EXCEL_SERIAL, j->column,
				   j->out);
		g->count = n_serials;
		dp_date_of_days(first - SERIAL_1970, &d);
		dp_date_iso(&d, &day);
		g->found = dp_keep(&j->out->text, dp_buf_view(&day));
		dpi_judge_repair(j, g, "date % excel=1900");
	}
	dp_arena_done(&text);
	dp_buf_done(&day);
}

void
dpi_judge_excel(const struct dpi_judging *j, enum dp_content c)
{
	if (j->f->says_date)
		judge_serials(j);
	else if (c == DP_CONTENT_TEXT || c == DP_CONTENT_IDENTIFIER)
		judge_codes(j);
}
