/* SPDX-License-Identifier: GPL-3.0-or-later */
/* number: in which notation a column is, told by the first of its numbers. */
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
one_notation_for_a_column(void **state)
{
	(void)state;
	gives("number x", "x\n\"1,234\"\n\"2,345.6\"\n", "x\n1234\n2345.6\n",
	      DP_F_POINT_DECIMALS);
	gives("number x", "x\n\"1,234\"\n\"1,234,567\"\n", "x\n1234\n1234567\n",
	      DP_F_POINT_DECIMALS);
	gives("number x", "x\n\"1,234\"\n\"12,5\"\n", "x\n1.234\n12.5\n",
	      DP_F_COMMA_DECIMALS);
	gives("number x", "x\n\"1,234\"\n1.234.567\n", "x\n1.234\n1234567\n",
	      DP_F_COMMA_DECIMALS);
	/* a point that parts thousands does so in 1.234 as well */
	gives("number x", "x\n1.234\n\"1.234,50\"\n", "x\n1234\n1234.50\n",
	      DP_F_COMMA_DECIMALS);
	gives("number x currency=strip",
	      "x\n1.234 \u20ac\n\"-1.234,5 \u20ac\"\n", "x\n1234\n-1234.5\n",
	      DP_F_COMMA_DECIMALS);
	/* not where decimals have one, too, or nothing tells */
	gives("number x", "x\n1.234\n\"1.234,50\"\n2.5\n",
	      "x\n1.234\n1234.50\n2.5\n", DP_F_AMBIGUOUS_NUMBER);
	gives("number x", "x\n1.234\n\"12,5\"\n", "x\n1.234\n12.5\n",
	      DP_F_AMBIGUOUS_NUMBER);
	gives("number x", "x\n1.234\n12.345\n", "x\n1.234\n12.345\n",
	      DP_F_AMBIGUOUS_NUMBER);
	/* among points it is one of them */
	gives("number x", "x\n1.234\n2.5\n", "x\n1.234\n2.5\n",
	      DP_F_POINT_DECIMALS);
	gives("number x", "x\n1.234\n\"1,234.5\"\n", "x\n1.234\n1234.5\n",
	      DP_F_POINT_DECIMALS);
	/* nothing to decide, nothing to say */
	gives("number x", "x\n\"12,5\"\n1 234\n7\n", "x\n12.5\n1234\n7\n",
	      DP_F_NONE);
	gives("number x", "x\n\"2,345.6\"\n7\n", "x\n2345.6\n7\n", DP_F_NONE);
	gives("number x", "x\n2.5\n7\n", "x\n2.5\n7\n", DP_F_NONE);
	/* nothing tells: as in France */
	gives("number x", "x\n\"1,234\"\n12\n", "x\n1.234\n12\n",
	      DP_F_OPEN_COMMA);
	gives("number x currency=strip", "x\n\"-1,234 \u20ac\"\n12\n",
	      "x\n-1.234\n12\n", DP_F_OPEN_COMMA);
	gives("locale en\nnumber x locale=auto", "x\n\"1,234\"\n12\n",
	      "x\n1234\n12\n", DP_F_OPEN_GROUP);
	gives("locale en\nnumber x", "x\n\"1,234\"\n12\n", "x\n1234\n12\n",
	      DP_F_NONE);
	gives("number x locale=fr", "x\n\"1,234\"\n\"1,234.5\"\n",
	      "x\n1.234\n\"1,234.5\"\n", DP_F_NOT_A_NUMBER);
}

static void
its_own_for_each_column(void **state)
{
	(void)state;
	gives("number x, y", "x,y\n\"1,234\",\"1,234\"\n\"12,5\",\"1,234.5\"\n",
	      "x,y\n1.234,1234\n12.5,1234.5\n", DP_F_POINT_DECIMALS);
	gives("number x where=n>1",
	      "x,n\n\"12,5\",1\n\"1,234\",2\n\"1,234.5\",3\n",
	      "x,n\n\"12,5\",1\n1234,2\n1234.5,3\n", DP_F_POINT_DECIMALS);
	/* a code does not tell, for it stays */
	gives("number x", "x\n\"01,5\"\n\"1,234.5\"\n\"1,234\"\n",
	      "x\n\"01,5\"\n1234.5\n1234\n", DP_F_LEADING_ZERO);
	gives("number x zeros=drop", "x\n\"01,5\"\n\"1,234.5\"\n\"1,234\"\n",
	      "x\n1.5\n1234.5\n\"1,234\"\n", DP_F_OTHER_POINT);
}

static void
no_notation_for_a_column(void **state)
{
	static const char both[] = "x\n\"1,234\"\n1.234\n\"12,5\"\n"
				   "\"1,234.5\"\n";

	(void)state;
	gives("number x", both, "x\n\"1,234\"\n1.234\n12.5\n1234.5\n",
	      DP_F_AMBIGUOUS_NUMBER);
	gives("number x", both, "x\n\"1,234\"\n1.234\n12.5\n1234.5\n",
	      DP_F_OTHER_POINT);
	gives("number x on-error=blank", both, "x\n\"\"\n\"\"\n12.5\n1234.5\n",
	      DP_F_AMBIGUOUS_NUMBER);
	gives("number x currency=strip",
	      "x\n\"$1,234\"\n\"12,5\"\n\"1,234.5\"\n",
	      "x\n\"$1,234\"\n12.5\n1234.5\n", DP_F_AMBIGUOUS_NUMBER);
	/* what is canonical does not tell of the others: a run wrote it */
	gives("number x", "x\n\"1,234\"\n2.5\n", "x\n\"1,234\"\n2.5\n",
	      DP_F_AMBIGUOUS_NUMBER);
	gives("number x", "x\n\"1,234,567\"\n1.234.567\n\"1,234\"\n",
	      "x\n1234567\n1234567\n\"1,234\"\n", DP_F_AMBIGUOUS_NUMBER);
	/* whose point does not stay does not tell a second run of it */
	gives("number x", "x\n1.5E3\n\"1,234\"\n", "x\n1500\n1.234\n",
	      DP_F_OPEN_COMMA);
	gives("number x", "x\n1.5E3\n\"1.234,5\"\n1.234\n",
	      "x\n1500\n1234.5\n1.234\n", DP_F_AMBIGUOUS_NUMBER);
	gives("number x precision=0", "x\n\"12,6\"\n\"1,234.5\"\n\"1,234\"\n",
	      "x\n13\n1235\n\"1,234\"\n", DP_F_AMBIGUOUS_NUMBER);
	gives("number x percent=divide",
	      "x\n\"1,000,000 %\"\n\"100,0 %\"\n\"1,234 %\"\n",
	      "x\n10000\n1\n\"1,234 %\"\n", DP_F_AMBIGUOUS_NUMBER);
	gives("number x precision=1", "x\n\"12,5\"\n1.234\n",
	      "x\n12.5\n1.234\n", DP_F_AMBIGUOUS_NUMBER);
}

/* N doubtful rows, then BEHIND; read in small blocks by THREADS. */
static void
run_long(struct run *x, const char *recipe, unsigned n, const char *behind,
	 unsigned threads)
{
	struct dp_buf in = { 0 };

	dp_buf_c(&in, "x,n\n");
	for (unsigned i = 0; i < n; i++)
		dp_buf_format(&in, "\"%u,%03u\",%u\n", i % 999 + 1, i % 1000,
			      i);
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
		run_long(&x, "trim n\nnumber x\ncase n to=upper", 15000,
			 "\"1,234.5\",x\n", threads[i]);
		assert_int_equal(run_count(&x, DP_F_POINT_DECIMALS), 1);
		assert_true(dp_str_starts(dp_buf_view(&x.out),
					  "x,n\n1000,0\n2001,1\n"));
		run_long(&other, "number x locale=en\ncase n to=upper", 15000,
			 "\"1,234.5\",x\n", 1);
		assert_true(dp_str_eq(dp_buf_view(&x.out),
				      dp_buf_view(&other.out)));
		run_done(&other);
		run_done(&x);
	}
	/* too late: the rows before are read already, and that is told */
	run_long(&x, "number x", 20000, "\"1,234.5\",x\n", 2);
	assert_int_equal(run_count(&x, DP_F_OTHER_POINT), 1);
	assert_int_equal(run_count(&x, DP_F_OPEN_COMMA), 20000);
	assert_true(dp_str_starts(dp_buf_view(&x.out),
				  "x,n\n1.000,0\n2.001,1\n"));
	run_done(&x);
	/* no rows, no notation */
	run_long(&x, "number x", 0, "", 2);
	assert_true(dp_str_is(dp_buf_view(&x.out), "x,n\n"));
	assert_int_equal(run_count(&x, DP_F_COMMA_DECIMALS), 0);
	run_done(&x);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_notation_for_a_column),
		cmocka_unit_test(its_own_for_each_column),
		cmocka_unit_test(no_notation_for_a_column),
		cmocka_unit_test(far_down_the_column),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
