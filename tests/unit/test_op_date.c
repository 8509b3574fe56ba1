/* SPDX-License-Identifier: GPL-3.0-or-later */
/* date: which comes first in a column, told by the first of its dates. */
#include "test.h"

#include "recipe_run.h"

static void
gives(const char *recipe, const char *in, const char *out,
      enum dp_finding_id said)
{
	struct run x = { 0 }, again = { 0 };

	if (run_recipe(&x, recipe, dp_str_c(in)) != 0)
		fail_msg("%s: %s", recipe, x.err.msg);
	if (!dp_str_is(dp_buf_view(&x.out), out))
		fail_msg("%s over %s gives %.*s", recipe, in,
			 DP_FMT(dp_buf_view(&x.out)));
	if (said != DP_F_NONE && run_count(&x, said) == 0)
		fail_msg("%s over %s: nothing is said", recipe, in);
	for (size_t i = 0; said == DP_F_NONE && i < x.log.findings.n; i++)
		if (x.log.findings.at[i].column.n)
			fail_msg("%s over %s: something is said", recipe, in);
	assert_int_equal(run_recipe(&again, recipe, dp_buf_view(&x.out)), 0);
	if (!dp_str_is(dp_buf_view(&again.out), out))
		fail_msg("%s over %s, twice, gives %.*s", recipe, in,
			 DP_FMT(dp_buf_view(&again.out)));
	run_done(&again);
	run_done(&x);
}

static void
one_order_for_a_column(void **state)
{
	(void)state;
	gives("date d", "d\n03/04/2021\n25/04/2021\n",
	      "d\n2021-04-03\n2021-04-25\n", DP_F_DAY_FIRST_DATES);
	gives("date d", "d\n03/04/2021\n04/25/2021\n",
	      "d\n2021-03-04\n2021-04-25\n", DP_F_MONTH_FIRST_DATES);
	/* nothing to decide, nothing to say */
	gives("date d", "d\n25/04/2021\n03/03/2021\n",
	      "d\n2021-04-25\n2021-03-03\n", DP_F_NONE);
	gives("date d", "d\n03/04/2021\n12 mars 2021\n",
	      "d\n2021-04-03\n2021-03-12\n", DP_F_AMBIGUOUS_DATE);
	gives("locale en\ndate d", "d\n03/04/2021\n1/2/21\n",
	      "d\n2021-03-04\n2021-01-02\n", DP_F_AMBIGUOUS_MONTH);
	gives("date d order=dmy", "d\n03/04/2021\n04/25/2021\n",
	      "d\n2021-04-03\n04/25/2021\n", DP_F_NOT_A_DATE);
	/* each column has its own, and only the rows that are read tell */
	gives("date d, e", "d,e\n03/04/2021,03/04/2021\n25/04/21,04/25/21\n",
	      "d,e\n2021-04-03,2021-03-04\n2021-04-25,2021-04-25\n",
	      DP_F_MONTH_FIRST_DATES);
	gives("date d where=n>1",
	      "d,n\n25/04/2021,1\n03/04/2021,2\n4/25/21,3\n",
	      "d,n\n25/04/2021,1\n2021-03-04,2\n2021-04-25,3\n",
	      DP_F_MONTH_FIRST_DATES);
	gives("date d formats=\"%m-%d-%Y\"", "d\n04-25-2021\n03/04/2021\n",
	      "d\n2021-04-25\n2021-04-03\n", DP_F_AMBIGUOUS_DATE);
}

static void
no_order_for_a_column(void **state)
{
	static const char both[] = "d\n03/04/2021\n25/04/2021\n04/25/2021\n";

	(void)state;
	gives("date d", both, "d\n03/04/2021\n2021-04-25\n2021-04-25\n",
	      DP_F_UNTOLD_DATE);
	gives("date d", both, "d\n03/04/2021\n2021-04-25\n2021-04-25\n",
	      DP_F_OTHER_ORDER);
	gives("date d on-error=blank", both,
	      "d\n\"\"\n2021-04-25\n2021-04-25\n", DP_F_UNTOLD_DATE);
	/* what is written year first does not tell of the others */
	gives("date d", "d\n03/04/2021\n2021-04-25\n",
	      "d\n03/04/2021\n2021-04-25\n", DP_F_UNTOLD_DATE);
	/* a year alone tells of no order, but where dates are cut to it */
	gives("date d", "d\n03/04/2021\n2019\n2021-04\n",
	      "d\n2021-04-03\n2019\n2021-04\n", DP_F_AMBIGUOUS_DATE);
	gives("date d precision=month", "d\n03/04/2021\n2021-05\n",
	      "d\n03/04/2021\n2021-05\n", DP_F_UNTOLD_DATE);
	gives("date d precision=year", "d\n03/04/2021\n2021\n",
	      "d\n03/04/2021\n2021\n", DP_F_UNTOLD_DATE);
	gives("date d", "d\n1/1/2021\n3/4/2021\n",
	      "d\n2021-01-01\n2021-04-03\n", DP_F_AMBIGUOUS_DATE);
}

static void
days_of_the_week(void **state)
{
	(void)state;
	gives("date d", "d\nlundi 3 mars 2021\nMercredi 3 mars 2021\n",
	      "d\nlundi 3 mars 2021\n2021-03-03\n", DP_F_OTHER_WEEKDAY);
	gives("date d order=dmy", "d\nSun., March 7 2021\nSun. 8 March 2021\n",
	      "d\n2021-03-07\nSun. 8 March 2021\n", DP_F_OTHER_WEEKDAY);
	gives("date d", "d\nmar. 2 mars 2021\nlundi 1er janvier 1400\n",
	      "d\n2021-03-02\n1400-01-01\n", DP_F_NONE);
}

/* N doubtful rows, then BEHIND; read in small blocks by THREADS. */
static void
run_long(struct run *x, const char *recipe, unsigned n, const char *behind,
	 unsigned threads)
{
	struct dp_buf in = { 0 };

	dp_buf_c(&in, "d,n\n");
	for (unsigned i = 0; i < n; i++)
		dp_buf_format(&in, "%02u/%02u/2021,%u\n", i % 12 + 1,
			      i / 12 % 12 + 1, i);
	dp_buf_c(&in, behind);
	memset(x, 0, sizeof *x);
	x->threads = threads;
	x->block_bytes = 4096;
	if (run_recipe(x, recipe, dp_buf_view(&in)) != 0)
		fail_msg("%s: %s", recipe, x->err.msg);
	dp_buf_done(&in);
}

static void
far_down_the_column(void **state)
{
	static const unsigned threads[] = { 1, 2, 7 };
	struct run x, other;

	(void)state;
	for (size_t i = 0; i < sizeof threads / sizeof *threads; i++) {
		run_long(&x, "trim n\ndate d\ncase n to=upper", 15000,
			 "04/25/2021,x\n", threads[i]);
		assert_int_equal(run_count(&x, DP_F_MONTH_FIRST_DATES), 1);
		assert_true(dp_str_starts(dp_buf_view(&x.out),
					  "d,n\n2021-01-01,0\n2021-02-01,1\n"));
		run_long(&other, "date d order=mdy\ncase n to=upper", 15000,
			 "04/25/2021,x\n", 1);
		assert_true(dp_str_eq(dp_buf_view(&x.out),
				      dp_buf_view(&other.out)));
		run_done(&other);
		run_done(&x);
	}
	/* too late: the rows before are read already, and that is told */
	run_long(&x, "date d", 20000, "04/25/2021,x\n", 2);
	assert_int_equal(run_count(&x, DP_F_OTHER_ORDER), 1);
	assert_true(run_count(&x, DP_F_AMBIGUOUS_DATE) > 18000);
	assert_true(dp_str_starts(dp_buf_view(&x.out),
				  "d,n\n2021-01-01,0\n2021-01-02,1\n"));
	run_done(&x);
	/* no rows, no order */
	run_long(&x, "date d", 0, "", 2);
	assert_true(dp_str_is(dp_buf_view(&x.out), "d,n\n"));
	assert_int_equal(run_count(&x, DP_F_DAY_FIRST_DATES), 0);
	run_done(&x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_order_for_a_column),
		cmocka_unit_test(no_order_for_a_column),
		cmocka_unit_test(days_of_the_week),
		cmocka_unit_test(far_down_the_column),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
