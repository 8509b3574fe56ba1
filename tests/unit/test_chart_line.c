/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Line charts: dates, gaps, order, and an axis that may be cut. */
#include "chart.h"

#include "chart/scene.h"

static size_t
lines_in(const struct dp_chart *c)
{
	struct dp_room room = { { 60, 0 }, { 0, 20 } };
	struct dp_scene s = { 0 };
	size_t n = 0;

	dp_chart_class(c)->layout(c, &room, &s);
	for (size_t i = 0; i < s.n; i++)
		n += s.mark[i].kind == DPI_MARK_LINE;
	dpi_scene_done(&s);
	return n;
}

static enum dpi_axis_kind
kind_of(const struct dp_chart *c)
{
	struct dp_room room = { { 60, 0 }, { 0, 20 } };
	struct dp_scene s = { 0 };
	enum dpi_axis_kind kind;

	dp_chart_class(c)->layout(c, &room, &s);
	kind = s.x.kind;
	dpi_scene_done(&s);
	return kind;
}

static void
years_are_dates_and_in_order(void **state)
{
	struct dp_chart *c = chart("line", NULL,
				   "2012;30\n2010;10\n2011;20\n2013;44");
	char *text = told(c);

	(void)state;
	assert_int_equal(kind_of(c), DPI_AXIS_DATE);
	assert_name(c, 0, "2010");
	assert_name(c, 3, "2013");
	assert_int_equal(lines_in(c), 3);
	assert_has(text, "First: 10 (2010). Last: 44 (2013).");
	free(text);
	dp_chart_free(c);
}

static void
an_empty_cell_breaks_the_line(void **state)
{
	struct dp_chart *c = chart("line", NULL,
				   "2010;10\n2011;\n2012;30\n2013;44");
	char *text = told(c);

	(void)state;
	assert_int_equal(lines_in(c), 1);
	assert_has(text, "2011: no value\n");
	assert_has(text, "The line is broken in 1 place");
	free(text);
	dp_chart_free(c);
}

static void
a_missing_month_breaks_the_line(void **state)
{
	struct dp_chart *c = chart("line", NULL,
				   "2020-01;1\n2020-02;2\n2020-03;3\n"
				   "2020-05;5\n2020-06;6");

	(void)state;
	assert_int_equal(lines_in(c), 3);
	dp_chart_free(c);
}

/* February has 28 days and is not a gap. */
static void
months_are_not_counted_in_days(void **state)
{
	struct dp_chart *c = chart("line", NULL,
				   "2021-01;1\n2021-02;2\n2021-03;3\n"
				   "2021-04;4");

	(void)state;
	assert_int_equal(lines_in(c), 3);
	dp_chart_free(c);
}

static void
irregular_dates_are_joined_and_said(void **state)
{
	struct dp_chart *c = chart("line", NULL,
				   "2021-01-01;1\n2021-01-08;2\n"
				   "2021-02-20;3\n2021-07-04;4\n"
				   "2021-07-31;5");
	char *text = told(c);

	(void)state;
	assert_int_equal(lines_in(c), 4);
	assert_has(text, "The steps are irregular");
	free(text);
	dp_chart_free(c);
}

static void
numbers_and_names(void **state)
{
	struct dp_chart *n = chart("line", NULL, "0.5;1\n10;2\n2;3");
	struct dp_chart *w = chart("line", NULL, "lundi;1\nmardi;2\njeudi;3");

	(void)state;
	assert_int_equal(kind_of(n), DPI_AXIS_NUMBER);
	assert_name(n, 1, "2");
	assert_int_equal(kind_of(w), DPI_AXIS_BAND);
	assert_name(w, 0, "lundi");
	assert_int_equal(lines_in(w), 2);
	dp_chart_free(n);
	dp_chart_free(w);
}

static void
a_cut_axis_is_drawn_and_said(void **state)
{
	struct dp_chart *c = chart("line", NULL,
				   "2010;1000\n2011;1010\n"
				   "2012;1005");
	struct dp_chart *whole = chart("line", NULL, "2010;10\n2011;100");
	char *text = told(c), *drawn = canvas(c, 60, 0, true);
	char *other = told(whole);

	(void)state;
	assert_has(text, "The vertical axis does not start at 0.");
	assert_has(drawn, "~");
	assert_lacks(other, "does not start at 0");
	free(text);
	free(drawn);
	free(other);
	dp_chart_free(c);
	dp_chart_free(whole);
}

static void
one_value_is_no_line(void **state)
{
	struct dp_err err = { 0 };

	(void)state;
	assert_null(try_chart("line", NULL, "2010;1\n2011;", &err));
	assert_int_equal(err.code, DP_EDATA);
	assert_null(try_chart("line", NULL, "2010;1\n2011;2\n2010;3", &err));
	assert_has(err.msg, "the same town");
}

/* A point between two gaps has no line to it and is drawn all the same. */
static void
a_lonely_point_is_seen(void **state)
{
	struct dp_buf lines = { 0 };
	struct dp_chart *c;
	char *drawn;
	size_t circles = 0;

	(void)state;
	for (int year = 1800; year < 2000; year++)
		dp_buf_format(&lines, "%d;%s\n", year,
			      year == 1899 || year == 1901 ? "" : "7");
	dp_buf_char(&lines, '\0');
	c = chart("line", NULL, lines.p);
	drawn = svg(c);
	for (const char *p = drawn; (p = strstr(p, "<circle")); p++)
		circles++;
	/* First (also lowest and highest), last, and the lonely one. */
	assert_int_equal(circles, 3);
	free(drawn);
	dp_chart_free(c);
	dp_buf_done(&lines);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(years_are_dates_and_in_order),
		cmocka_unit_test(an_empty_cell_breaks_the_line),
		cmocka_unit_test(a_missing_month_breaks_the_line),
		cmocka_unit_test(months_are_not_counted_in_days),
		cmocka_unit_test(irregular_dates_are_joined_and_said),
		cmocka_unit_test(numbers_and_names),
		cmocka_unit_test(a_cut_axis_is_drawn_and_said),
		cmocka_unit_test(one_value_is_no_line),
		cmocka_unit_test(a_lonely_point_is_seen),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
