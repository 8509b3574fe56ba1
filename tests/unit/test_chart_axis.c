/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ticks: round numbers, beginnings of months and years, room for labels. */
#include "chart.h"

#include "chart/scene.h"

/* The labels of the axis A, with "|" between. */
static char *
labels(const struct dpi_axis *a)
{
	struct dp_buf b = { 0 };

	for (size_t i = 0; i < a->n; i++)
		dp_buf_format(&b, "%s%.*s", i ? "|" : "",
			      DP_FMT(a->tick[i].label));
	return dp_buf_take(&b);
}

static void
check_numbers(double low, double high, bool whole, bool tight, int chars,
	      const char *expected)
{
	struct dp_scene s = { 0 };
	struct dpi_room room = { chars, 20 };
	struct dpi_range range = { low, high, whole, tight };
	char *text;

	dpi_axis_numbers(&s, &s.x, &range, &room);
	text = labels(&s.x);
	assert_string_equal(text, expected);
	free(text);
	dpi_scene_done(&s);
}

static void
round_numbers(void **state)
{
	(void)state;
	check_numbers(0, 124, true, true, 60, "0|20|40|60|80|100|120");
	check_numbers(0, 2087658, true, true, 60,
		      "0|500,000|1,000,000|1,500,000|2,000,000");
	check_numbers(0, 0.93, false, true, 40, "0.0|0.2|0.4|0.6|0.8");
	check_numbers(-7.25, 12.5, false, true, 20, "-5|0|5|10");
	check_numbers(0, 3, true, true, 200, "0|1|2|3");
	check_numbers(0, 97, true, false, 30, "0|20|40|60|80|100");
	check_numbers(5, 5, false, false, 60, "5.0|5.5|6.0|6.5|7.0|7.5");
}

static void
few_ticks_where_room_is_short(void **state)
{
	(void)state;
	check_numbers(0, 2087658, true, true, 5, "0|2,000,000");
	check_numbers(0, 1e15, true, true, 1, "0|1,000,000,000,000,000");
}

static void
never_too_many_ticks(void **state)
{
	(void)state;
	for (double high = 1e-6; high < 1e12; high *= 1.37)
		for (int chars = 0; chars < 200; chars += 20) {
			struct dp_scene s = { 0 };
			struct dpi_room room = { chars, 40 };
			struct dpi_range range = { 0, high, false, true };

			dpi_axis_numbers(&s, &s.x, &range, &room);
			assert_in_range(s.x.n, 2, DPI_TICKS_MAX);
			dpi_scene_done(&s);
		}
}

static double
day(const char *iso)
{
	struct dp_date_opts o = { DP_DATE_YMD, true, true, 50 };
	struct dp_date d;

	assert_true(dp_date_read(dp_str_c(iso), &o, &d));
	return (double)dp_date_days(&d);
}

static void
check_dates(double first, double last, enum dp_date_precision precision,
	    int chars, const char *expected)
{
	struct dp_scene s = { 0 };
	struct dpi_room room = { chars, 0 };
	char *text;

	dpi_axis_dates(&s, &s.x, first, last, precision, &room);
	text = labels(&s.x);
	assert_string_equal(text, expected);
	for (size_t i = 0; i < s.x.n; i++)
		assert_true(s.x.tick[i].at >= 0 && s.x.tick[i].at <= 1);
	free(text);
	dpi_scene_done(&s);
}

static void
beginnings_of_things(void **state)
{
	(void)state;
	check_dates(day("2005-01-01"), day("2020-01-01"), DP_DATE_YEAR, 80,
		    "2006|2008|2010|2012|2014|2016|2018|2020");
	check_dates(day("2005-01-01"), day("2020-01-01"), DP_DATE_YEAR, 30,
		    "2005|2010|2015|2020");
	check_dates(day("2020-01-01"), day("2020-12-01"), DP_DATE_MONTH, 80,
		    "Jan 2020|Mar|May|Jul|Sep|Nov");
	check_dates(day("2019-11-15"), day("2020-02-20"), DP_DATE_DAY, 80,
		    "Dec 2019|Jan 2020|Feb");
	check_dates(day("2019-01-01"), day("2021-01-01"), DP_DATE_YEAR, 80,
		    "2019|2020|2021");
	check_dates(day("2019-01-01"), day("2020-07-01"), DP_DATE_QUARTER, 80,
		    "Jan 2019|Apr|Jul|Oct|Jan 2020|Apr|Jul");
	/* Weeks begin on Monday. */
	check_dates(day("2021-03-03"), day("2021-03-31"), DP_DATE_DAY, 60,
		    "8 Mar 2021|15 Mar|22 Mar|29 Mar");
	check_dates(day("2021-03-30"), day("2021-04-02"), DP_DATE_DAY, 80,
		    "30 Mar 2021|31 Mar|1 Apr|2 Apr");
	check_dates(day("2021-03-30"), day("2021-03-30") + 0.25, DP_DATE_MINUTE,
		    24, "30 Mar 0:00|3:00|6:00");
	check_dates(day("1200-01-01"), day("2000-01-01"), DP_DATE_YEAR, 40,
		    "1200|1400|1600|1800|2000");
}

static void
dates_before_1970_and_single_days(void **state)
{
	(void)state;
	check_dates(day("1899-12-20"), day("1900-01-10"), DP_DATE_DAY, 40,
		    "25 Dec 1899|1 Jan 1900|8 Jan");
	check_dates(day("2021-03-30"), day("2021-03-30"), DP_DATE_DAY, 40,
		    "30 Mar 2021");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(round_numbers),
		cmocka_unit_test(few_ticks_where_room_is_short),
		cmocka_unit_test(never_too_many_ticks),
		cmocka_unit_test(beginnings_of_things),
		cmocka_unit_test(dates_before_1970_and_single_days),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
