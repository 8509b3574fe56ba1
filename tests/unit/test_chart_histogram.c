/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histograms: every value is in one bin, and the rule is said. */
#include "chart.h"

/* Sum of column C (from 0) of the shown table. */
static double
sum(const struct dp_chart *c, size_t column)
{
	const struct dp_frame *f = dp_chart_table(c);
	double total = 0, v;

	for (size_t r = 0; r < f->n_rows; r++) {
		assert_true(dp_number_double(dp_frame_at(f, r, column)->text,
					     &v));
		total += v;
	}
	return total;
}

/* N values START, START + STEP …, as lines. */
static char *
values(double start, double step, int n)
{
	struct dp_buf b = { 0 };

	for (int i = 0; i < n; i++)
		dp_buf_format(&b, "%.3f;1\n", start + step * i);
	return dp_buf_take(&b);
}

static void
every_value_is_counted_once(void **state)
{
	static const double step[] = { 0.001, 0.1, 1, 7, 1234.5 };

	(void)state;
	for (size_t i = 0; i < sizeof step / sizeof *step; i++)
		for (int n = 1; n < 200; n += 33) {
			char *lines = values(-20 * step[i], step[i], n);
			struct dp_chart *c = chart("histogram", NULL, lines);

			assert_true(sum(c, 1) == n);
			assert_true(dp_chart_table(c)->n_rows <= 30);
			dp_chart_free(c);
			free(lines);
		}
}

/* 100 values 0 … 99: quartiles 24.75 and 74.25, width 2·49.5/∛100 = 21.3. */
static void
width_is_that_of_the_rule(void **state)
{
	char *lines = values(0, 1, 100);
	struct dp_chart *c = chart("histogram", NULL, lines);
	char *text = told(c);

	(void)state;
	assert_has(text, "rule of Freedman and Diaconis (quartiles of type 7)");
	assert_has(text, "5 bins 20 wide");
	assert_has(text, "0 – 20: 20\n");
	assert_has(text, "80 – 100: 20\n");
	free(text);
	dp_chart_free(c);
	free(lines);
}

static void
all_the_same(void **state)
{
	struct dp_chart *c = chart("histogram", NULL, "5;1\n5;1\n5;1");
	char *text = told(c);

	(void)state;
	assert_int_equal(dp_chart_table(c)->n_rows, 1);
	assert_has(text, "5 – 6: 3\n");
	free(text);
	dp_chart_free(c);
}

static void
half_the_same_takes_the_other_rule(void **state)
{
	struct dp_chart *c = chart("histogram", NULL,
				   "5;1\n5;1\n5;1\n5;1\n5;1\n5;1\n1;1\n9;1");
	char *text = told(c);

	(void)state;
	assert_has(text, "rule of Sturges");
	free(text);
	dp_chart_free(c);
}

static void
far_values_are_said(void **state)
{
	char *lines = values(0, 1, 100);
	struct dp_buf b = { 0 };
	struct dp_chart *c;
	char *text;

	(void)state;
	dp_buf_format(&b, "%s1000000;1", lines);
	dp_buf_char(&b, '\0');
	c = chart("histogram", NULL, b.p);
	text = told(c);
	assert_has(text, "no more than 30 are drawn");
	assert_true(sum(c, 1) == 101);
	free(text);
	dp_chart_free(c);
	dp_buf_done(&b);
	free(lines);
}

static void
words_are_refused(void **state)
{
	struct dp_err err = { 0 };

	(void)state;
	assert_null(try_chart("histogram", NULL, "a;1\nb;2", &err));
	assert_has(err.msg, "no cell of town is a number");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_value_is_counted_once),
		cmocka_unit_test(width_is_that_of_the_rule),
		cmocka_unit_test(all_the_same),
		cmocka_unit_test(half_the_same_takes_the_other_rule),
		cmocka_unit_test(far_values_are_said),
		cmocka_unit_test(words_are_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
