/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The figures themselves: hard cases for means and deviations, made from the
 * definitions of the NIST StRD sets NumAcc1 to NumAcc4; the nine quantiles,
 * computed apart with fractions from the definitions of Hyndman and Fan.
 */
#include "test.h"

#include <dpipe/stat.h>

#include <stdio.h>

#include "stat/moments.h"
#include "stat/values.h"

/* The one row of MEASURES over the table TEXT. */
static struct dp_grouping *
measure(const char *text, const char *measures, int qtype)
{
	struct dp_read_opts read;
	struct dp_measures m = { 0 };
	struct dp_group_opts o = { .qtype = qtype };
	struct dp_grouping *g = NULL;
	struct dp_err err = { 0 };
	struct dp_stream *s;

	dp_read_opts_init(&read);
	read.header = DP_YES;
	read.delimiter = ',';
	read.delimiter_set = true;
	s = dp_table_open_memory(text, strlen(text), &read, &err);
	if (s && dp_measures_read(dp_str_c(measures), &m, &err) == 0) {
		o.measure = m.at;
		o.n_measures = m.n;
		g = dp_group(s, &o, &err);
	}
	if (!g)
		fail_msg("%s", err.msg);
	dp_measures_done(&m);
	return g;
}

static void
figure_is(const char *text, const char *what, const char *want)
{
	struct dp_grouping *g = measure(text, what, 0);

	assert_string_equal(g->whole.figure[0].null ? "" :
						      g->whole.figure[0].text,
			    want);
	dp_grouping_free(g);
}

/* FIRST, then 500 times A and B; END follows each number. */
static void
alternate(struct dp_buf *out, const char *first, const char *a, const char *b,
	  const char *end)
{
	dp_buf_format(out, "x\n%s%s\n", first, end);
	for (int i = 0; i < 500; i++)
		dp_buf_format(out, "%s%s\n%s%s\n", a, end, b, end);
	dp_buf_char(out, '\0');
}

static void
nist(const char *first, const char *a, const char *b, const char *end,
     const char *mean, const char *sd)
{
	struct dp_buf text = { 0 };

	alternate(&text, first, a, b, end);
	figure_is(text.p, "mean(x)", mean);
	figure_is(text.p, "sd(x)", sd);
	dp_buf_done(&text);
}

static void
means_and_deviations_of_the_hard_sets_are_exact(void **state)
{
	(void)state;
	figure_is("x\n10000001\n10000003\n10000002\n", "mean(x)", "10000002");
	figure_is("x\n10000001\n10000003\n10000002\n", "sd(x)", "1");
	nist("1.2", "1.1", "1.3", "", "1.2", "0.1");
	nist("1000000.2", "1000000.1", "1000000.3", "", "1000000.2", "0.1");
	nist("10000000.2", "10000000.1", "10000000.3", "", "10000000.2", "0.1");
}

/* The same with so many digits that they are no whole numbers any more. */
static void
and_so_they_are_in_double_double(void **state)
{
	(void)state;
	nist("1.2", "1.1", "1.3", "00000000000000000000", "1.2", "0.1");
	nist("10000000.2", "10000000.1", "10000000.3", "00000000000000000000",
	     "10000000.2", "0.1");
	nist("10000000.2", "100000001e-1", "10000000.3", "", "10000000.2",
	     "0.1");
}

static void
sums_are_exact(void **state)
{
	(void)state;
	figure_is("x\n0.1\n0.2\n", "sum(x)", "0.3");
	figure_is("x\n0.1\n-0.1\n", "sum(x)", "0");
	figure_is("x\n999999999999999999\n999999999999999999\n0.01\n", "sum(x)",
		  "1999999999999999998.01");
	figure_is("x\n-5\n2.50\n", "sum(x)", "-2.5");
	figure_is("x\n0.000000000000000001\n100000000000000000\n", "sum(x)",
		  "100000000000000000.000000000000000001");
	figure_is("x\n1\n2\n", "mean(x)", "1.5");
	figure_is("x\n1\n0\n0\n", "mean(x)", "0.33333333333333333");
}

static void
without_numbers_there_is_no_figure(void **state)
{
	(void)state;
	figure_is("x,y\n,1\n,2\n", "sum(x)", "");
	figure_is("x,y\n,1\n,2\n", "mean(x)", "");
	figure_is("x,y\n,1\n,2\n", "median(x)", "");
	figure_is("x,y\n,1\n,2\n", "max(x)", "");
	figure_is("x,y\n5,1\n,2\n", "sd(x)", "");
	figure_is("x,y\n5,1\n5,2\n", "sd(x)", "0");
	figure_is("x,y\n5,1\n,2\n", "count(x)", "1");
	figure_is("x,y\n5,1\n,2\n", "missing(x)", "1");
	figure_is("x,y\n5,1\n,2\n", "n()", "2");
}

static void
extremes_are_given_as_they_stand(void **state)
{
	(void)state;
	figure_is("x\n10000000.10\n9999999.9\n10000000.3\n", "min(x)",
		  "9999999.9");
	figure_is("x\n10000000.10\n9999999.9\n10000000.3\n", "max(x)",
		  "10000000.3");
	figure_is("x\n-1\n-0.5\n-2\n", "max(x)", "-0.5");
}

static void
numbers_are_different_by_value_and_codes_by_text(void **state)
{
	(void)state;
	figure_is("x\n1\n1.0\n1.00\n2\n", "distinct(x)", "2");
	figure_is("x\n1\n01\n001\n", "distinct(x)", "3");
	figure_is("x\nLyon\nlyon\nLyon\n", "distinct(x)", "2");
}

static void
nine_types_of_quantile(void **state)
{
	static const char table[] = "x\n2\n4\n4\n5\n7\n9\n10\n12\n20\n35\n";
	static const char *const want[9][3] = {
		{ "4", "7", "12" },      { "4", "8", "12" },
		{ "4", "7", "12" },      { "4", "7", "11" },
		{ "4", "8", "12" },      { "4", "8", "14" },
		{ "4.25", "8", "11.5" }, { "4", "8", "12.666666666666667" },
		{ "4", "8", "12.5" },
	};

	(void)state;
	for (int t = 1; t <= 9; t++) {
		struct dp_grouping *g = measure(table,
						"q1(x), median(x), q3(x)", t);

		for (int i = 0; i < 3; i++)
			assert_string_equal(g->whole.figure[i].text,
					    want[t - 1][i]);
		dp_grouping_free(g);
		assert_non_null(dp_qtype_summary(t));
	}
	assert_null(dp_qtype_summary(0));
	assert_null(dp_qtype_summary(10));
	/* Type 7 unless said otherwise. */
	figure_is(table, "q1(x)", "4.25");
	figure_is("x\n7\n", "q1(x)", "7");
	figure_is("x\n10000000.1\n10000000.2\n", "median(x)", "10000000.15");
}

/* Numbers of many scales, and some that fit none, sort by value. */
static void
order_does_not_depend_on_how_numbers_are_written(void **state)
{
	(void)state;
	figure_is("x\n3\n1.5\n2.25\n0.125\n1e0\n", "median(x)", "1.5");
	figure_is("x\n100000000000000000\n0.1\n0.000000000000000001\n",
		  "median(x)", "0.1");
	figure_is("x\n-3\n-1.5\n0\n", "median(x)", "-1.5");
}

static void
large_arrays_are_sorted(void **state)
{
	enum { N = 5000 };
	static int64_t a[N];
	uint64_t bits = 7;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		bits = bits * 6364136223846793005u + 1442695040888963407u;
		a[i] = (int64_t)bits >> (bits % 50);
	}
	a[17] = INT64_MIN;
	a[18] = INT64_MAX;
	dpi_sort_int64(a, N);
	for (size_t i = 1; i < N; i++)
		assert_true(a[i - 1] <= a[i]);
	assert_true(a[0] == INT64_MIN && a[N - 1] == INT64_MAX);
}

/* Whatever part of the numbers each thread saw, the sums are the same. */
static void
parts_merge_to_the_whole(void **state)
{
	static struct dpi_moments all, half[2];
	struct dpi_wide x, y;
	struct dp_datum d;
	unsigned xs, ys;
	bool xm, ym;
	size_t held = 0;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		char text[32];
		int n = i * 7919 % 1000 - 500;

		(void)snprintf(text, sizeof(text), i % 3 ? "%d.%02d" : "%d%d",
			       n, i % 100);
		dp_datum_read(dp_str_c(text), &d);
		assert_int_equal(d.kind, DP_DATUM_NUMBER);
		dpi_moments_add(&all, &d.number, &held);
		dpi_moments_add(&half[i % 7 < 3], &d.number, &held);
	}
	dpi_moments_merge(&half[0], &half[1], &held);
	assert_int_equal(dpi_moments_n(&half[0]), 1000);
	assert_true(dpi_moments_exact_sum(&all, &x, &xm, &xs));
	assert_true(dpi_moments_exact_sum(&half[0], &y, &ym, &ys));
	assert_int_equal(dpi_wide_cmp(&x, &y), 0);
	assert_int_equal(xm, ym);
	assert_int_equal(dp_dd_cmp(dpi_moments_m2(&all),
				   dpi_moments_m2(&half[0])),
			 0);
	dpi_moments_done(&all);
	dpi_moments_done(&half[0]);
	dpi_moments_done(&half[1]);
}

static void
figures_are_rounded_where_people_read_them(void **state)
{
	static const struct {
		const char *table;
		unsigned digits;
		const char *want;
	} cases[] = {
		{ "x\n1\n0\n0\n", 4, "0.3333" },
		{ "x\n1234567\n1234568\n", 4, "1234568" },
		{ "x\n12\n13.4567\n", 4, "12.73" },
		{ "x\n1\n2\n", 0, "1.5" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct dp_grouping *g = measure(cases[i].table, "mean(x)", 0);
		struct dp_buf b = { 0 };

		dp_figure_text(&g->whole.figure[0], cases[i].digits, &b);
		dp_buf_char(&b, '\0');
		assert_string_equal(b.p, cases[i].want);
		dp_buf_done(&b);
		dp_grouping_free(g);
	}
}

static void
every_statistic_says_what_it_is(void **state)
{
	(void)state;
	assert_true(dp_stat_count() >= 13);
	for (size_t i = 0; i < dp_stat_count(); i++) {
		const struct dp_stat_class *s = dp_stat_at(i);

		assert_non_null(s->title);
		assert_true(strlen(s->summary) > 10);
		assert_non_null(s->finish);
		assert_ptr_equal(dp_stat_find(dp_str_c(s->name)), s);
		if (s->state_bytes) {
			assert_non_null(s->add);
			assert_non_null(s->merge);
		}
	}
	assert_null(dp_stat_find(DP_S("average")));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(
			means_and_deviations_of_the_hard_sets_are_exact),
		cmocka_unit_test(and_so_they_are_in_double_double),
		cmocka_unit_test(sums_are_exact),
		cmocka_unit_test(without_numbers_there_is_no_figure),
		cmocka_unit_test(extremes_are_given_as_they_stand),
		cmocka_unit_test(
			numbers_are_different_by_value_and_codes_by_text),
		cmocka_unit_test(nine_types_of_quantile),
		cmocka_unit_test(
			order_does_not_depend_on_how_numbers_are_written),
		cmocka_unit_test(large_arrays_are_sorted),
		cmocka_unit_test(parts_merge_to_the_whole),
		cmocka_unit_test(figures_are_rounded_where_people_read_them),
		cmocka_unit_test(every_statistic_says_what_it_is),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
