/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bar charts: order, what is kept, what is refused, where bars start. */
#include "chart.h"

#include "chart/scene.h"

static const char towns[] = "Gap;40\nNice;340\nToulon;180\nDigne;16\n"
			    "Avignon;90";

static void
largest_first_by_itself(void **state)
{
	struct dp_chart *c = chart("bar", NULL, towns);

	(void)state;
	assert_name(c, 0, "Nice");
	assert_name(c, 4, "Digne");
	dp_chart_free(c);
}

static void
by_label_without_accents_and_capitals(void **state)
{
	struct dp_chart_desc d = { .sort = DP_CHART_SORT_LABEL };
	struct dp_chart *c = chart("bar", &d,
				   "Zoé;1\nécole;2\nEvian;3\n"
				   "10;4\n9;5");

	(void)state;
	assert_name(c, 0, "9");
	assert_name(c, 1, "10");
	assert_name(c, 2, "école");
	assert_name(c, 3, "Evian");
	assert_name(c, 4, "Zoé");
	dp_chart_free(c);
}

static void
as_they_come(void **state)
{
	struct dp_chart_desc d = { .sort = DP_CHART_SORT_NONE };
	struct dp_chart *c = chart("bar", &d, towns);

	(void)state;
	assert_name(c, 0, "Gap");
	assert_name(c, 4, "Avignon");
	dp_chart_free(c);
}

/* Shuffled rows must not change the picture, equal values included. */
static void
order_of_rows_does_not_matter(void **state)
{
	struct dp_chart *a = chart("bar", NULL, "b;2\na;2\nc;5\nd;2");
	struct dp_chart *b = chart("bar", NULL, "d;2\nc;5\na;2\nb;2");
	char *one = svg(a), *two = svg(b);

	(void)state;
	assert_string_equal(one, two);
	free(one);
	free(two);
	dp_chart_free(a);
	dp_chart_free(b);
}

static void
top_adds_up_the_rest(void **state)
{
	struct dp_chart_desc d = { .top = 2 };
	struct dp_chart *c = chart("bar", &d, "a;0.1\nb;5\nc;0.2\nd;7\ne;0.3");
	char *text = told(c);

	(void)state;
	assert_int_equal(dp_chart_table(c)->n_rows, 3);
	assert_name(c, 0, "d");
	assert_name(c, 2, "3 others");
	assert_has(text, "3 others: 0.6\n");
	assert_has(text, "sum of what is not shown");
	free(text);
	dp_chart_free(c);
}

static void
top_of_means_weighs_them(void **state)
{
	struct dp_err err = { 0 };
	struct dp_chart_desc d = { .top = 1, .of = DP_CHART_OF_MEAN };

	(void)state;
	assert_null(try_chart("bar", &d, "a;9\nb;2\nc;4", &err));
	assert_has(err.msg, "means cannot be added up");
}

static void
one_row_a_name(void **state)
{
	struct dp_err err = { 0 };

	(void)state;
	assert_null(try_chart("bar", NULL, "Gap;1\nNice;2\nGap;3", &err));
	assert_int_equal(err.code, DP_EDATA);
	assert_has(err.msg, "Gap stands in more than one row");
}

static void
nothing_to_draw(void **state)
{
	struct dp_err err = { 0 };

	(void)state;
	assert_null(try_chart("bar", NULL, "", &err));
	assert_int_equal(err.code, DP_EDATA);
}

static void
too_many_bars(void **state)
{
	struct dp_buf lines = { 0 };
	struct dp_err err = { 0 };
	struct dp_chart_desc top = { .top = 20 };

	(void)state;
	for (int i = 0; i < 600; i++)
		dp_buf_format(&lines, "name %d;%d\n", i, i);
	dp_buf_char(&lines, '\0');
	assert_null(try_chart("bar", NULL, lines.p, &err));
	assert_int_equal(err.code, DP_ELIMIT);
	assert_has(err.msg, "--top");
	dp_chart_free(chart("bar", &top, lines.p));
	dp_buf_done(&lines);
}

/* A value that is missing is not a value of 0. */
static void
missing_is_said(void **state)
{
	struct dp_chart *c = chart("bar", NULL, "a;3\nb;\nc;0");
	char *text = told(c), *drawn = canvas(c, 60, 0, true);

	(void)state;
	assert_has(text, "b: no value\n");
	assert_has(text, "c: 0\n");
	assert_has(drawn, "b |no value");
	assert_has(drawn, "1 of the names has no value");
	free(text);
	free(drawn);
	dp_chart_free(c);
}

/* However far from 0 the values are, bars start there. */
static void
axis_starts_at_0(void **state)
{
	struct dp_chart *c = chart("bar", NULL, "a;1000\nb;1001\nc;1002");
	struct dp_room room = { { 60, 0 }, { 0, 20 } };
	struct dp_scene s = { 0 };

	(void)state;
	dp_chart_class(c)->layout(c, &room, &s);
	assert_true(s.x.from == 0);
	assert_true(s.mark[2].x0 == 0);
	assert_true(s.mark[2].x1 > 0.99);
	dpi_scene_done(&s);
	dp_chart_free(c);
}

static void
below_0_goes_left(void **state)
{
	struct dp_chart *c = chart("bar", NULL, "up;12.5\ndown;-7.5");
	char *drawn = canvas(c, 50, 0, true);

	(void)state;
	assert_has(drawn, "down ##");
	assert_has(drawn, "##|-7.5");
	free(drawn);
	dp_chart_free(c);
}

static void
long_numbers_lose_nothing(void **state)
{
	struct dp_chart *c = chart("bar", NULL, "a;12345678901234567890\nb;1");
	char *text = told(c);

	(void)state;
	assert_has(text, "12,345,678,901,234,567,890");
	free(text);
	dp_chart_free(c);
}

static void
rounding_is_said(void **state)
{
	struct dp_chart *c = chart("bar", NULL, "a;12.3456789\nb;3.1");
	char *text = told(c);

	(void)state;
	assert_has(text, "a: 12.35\n");
	assert_has(text, "b: 3.10\n");
	assert_has(text, "Rounded to 2 decimals.");
	free(text);
	dp_chart_free(c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(largest_first_by_itself),
		cmocka_unit_test(by_label_without_accents_and_capitals),
		cmocka_unit_test(as_they_come),
		cmocka_unit_test(order_of_rows_does_not_matter),
		cmocka_unit_test(top_adds_up_the_rest),
		cmocka_unit_test(top_of_means_weighs_them),
		cmocka_unit_test(one_row_a_name),
		cmocka_unit_test(nothing_to_draw),
		cmocka_unit_test(too_many_bars),
		cmocka_unit_test(missing_is_said),
		cmocka_unit_test(axis_starts_at_0),
		cmocka_unit_test(below_0_goes_left),
		cmocka_unit_test(long_numbers_lose_nothing),
		cmocka_unit_test(rounding_is_said),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
