/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Operations on cells, beyond their examples: on-error= is obeyed, doubts are
 * reported once, nothing is lost.
 */
#include "test.h"

#include "recipe_run.h"

static void
ambiguous_dates_are_noted(void **state)
{
	struct run x = { 0 };

	(void)state;
	assert_int_equal(run_recipe(&x, "date x",
				    DP_S("x\n03/04/2021\n"
					 "04/04/2021\n")),
			 0);
	assert_true(dp_str_is(dp_buf_view(&x.out),
			      "x\n2021-04-03\n2021-04-04\n"));
	assert_int_equal(run_count(&x, DP_F_AMBIGUOUS_DATE), 1);
	run_done(&x);
	assert_int_equal(run_recipe(&x, "date x order=dmy",
				    DP_S("x\n03/04/2021\n")),
			 0);
	assert_int_equal(run_count(&x, DP_F_AMBIGUOUS_DATE), 0);
	run_done(&x);
}

static void
on_error_is_obeyed(void **state)
{
	static const char in[] = "x,y\n12,a\nNC,b\n";
	struct run x = { .rejects = true };

	(void)state;
	assert_int_equal(run_recipe(&x, "number x", dp_str_c(in)), 0);
	assert_true(dp_str_is(dp_buf_view(&x.out), in));
	assert_int_equal(run_count(&x, DP_F_NOT_A_NUMBER), 1);
	assert_int_equal(x.log.step[0].changed_cells, 0);
	run_done(&x);
	assert_int_equal(run_recipe(&x, "number x on-error=keep", dp_str_c(in)),
			 0);
	assert_int_equal(run_count(&x, DP_F_NOT_A_NUMBER), 0);
	run_done(&x);
	assert_recipe("number x on-error=blank", in, "x,y\n12,a\n,b\n");
	assert_int_equal(run_recipe(&x, "number x on-error=reject",
				    dp_str_c(in)),
			 0);
	assert_true(dp_str_is(dp_buf_view(&x.out), "x,y\n12,a\n"));
	assert_non_null(strstr(x.log.rejects.p, "\"NC,b\""));
	run_done(&x);
	assert_refused("number x on-error=stop", in, "NC");
}

/* A code loses nothing to number; who means numbers says so. */
static void
leading_zeros_are_kept(void **state)
{
	static const char in[] = "x,y\n0012,a\n12,b\n\"0,5\",c\n0,d\n"
				 "-007,e\n\"00,5\",f\n";
	struct run x = { 0 };

	(void)state;
	assert_int_equal(run_recipe(&x, "number x", dp_str_c(in)), 0);
	assert_true(dp_str_is(dp_buf_view(&x.out),
			      "x,y\n0012,a\n12,b\n0.5,c\n0,d\n"
			      "-007,e\n\"00,5\",f\n"));
	assert_int_equal(run_count(&x, DP_F_LEADING_ZERO), 3);
	assert_int_equal(x.log.findings.at[0].sample[0].line, 2);
	assert_int_equal(x.log.step[0].bad_cells, 3);
	run_done(&x);
	assert_int_equal(run_recipe(&x, "number x zeros=drop", dp_str_c(in)),
			 0);
	assert_true(dp_str_is(dp_buf_view(&x.out),
			      "x,y\n12,a\n12,b\n0.5,c\n0,d\n-7,e\n0.5,f\n"));
	assert_int_equal(x.log.findings.n, 0);
	run_done(&x);
	assert_recipe("number x currency=strip", "x\n012 \u20ac\n12 \u20ac\n",
		      "x\n012 \u20ac\n12\n");
	assert_recipe("number x on-error=blank", "x,y\n012,a\n", "x,y\n,a\n");
	assert_refused("number x on-error=stop", "x\n012\n", "012");
}

/* A cell that a step makes too long is said, with its place. */
static void
long_cells_are_refused(void **state)
{
	struct dp_buf in = { 0 };
	struct run x = { 0 };

	(void)state;
	dp_buf_c(&in, "x,y\n1,2\n");
	for (size_t i = 0; i < 1u << 20; i++)
		dp_buf_char(&in, 'a');
	dp_buf_c(&in, ",b\n");
	assert_int_equal(run_recipe(&x,
				    "replace x pattern=a with=0123456789abcdef",
				    dp_buf_view(&in)),
			 0);
	run_done(&x);
	assert_int_equal(run_recipe(&x,
				    "replace x pattern=a "
				    "with=0123456789abcdefg",
				    dp_buf_view(&in)),
			 -1);
	assert_int_equal(x.err.code, DP_ELIMIT);
	assert_int_equal(x.err.at.line, 3);
	assert_non_null(strstr(x.err.msg, "16 MB"));
	run_done(&x);
	dp_buf_done(&in);
}

static void
where_and_as(void **state)
{
	(void)state;
	assert_recipe("case x to=upper where=\"y == 1\"", "x,y\na,1\nb,2\n",
		      "x,y\nA,1\nb,2\n");
	assert_recipe("case x to=upper as=z", "x,y\na,1\n", "x,z,y\na,A,1\n");
	assert_recipe("trim x as=z where=\"y == 1\"", "x,y\n a,1\n b,2\n",
		      "x,z,y\n a,a,1\n b,,2\n");
}

static void
wrong_arguments(void **state)
{
	static const char in[] = "x,y\na,b\n";

	(void)state;
	assert_refused("replace x pattern=\"(\"", in, "column 21");
	assert_refused("replace x pattern=\"(a)\" with=\"$2\"", in, "no group");
	assert_refused("replace x", in, "pattern=");
	assert_refused("case x", in, "to=");
	assert_refused("case x to=big", in, "upper");
	assert_refused("trim z", in, "z");
	assert_refused("na x tokens=\"|\"", in, "tokens=");
	assert_refused("date x century-pivot=1950", in, "century-pivot");
	assert_refused("code x kind=iban pad=yes", in, "pad=");
	assert_refused("edit x", in, "->");
	assert_refused("edit x \"a\" -> \"b\", \"a\" -> \"c\"", in, "already");
}

/* Every kind of code that is known can be asked for. */
static void
all_kinds_of_code(void **state)
{
	const struct dp_code_kind *k;

	(void)state;
	for (k = dp_code_kinds(); k->name; k++) {
		char *recipe = dp_format("code x kind=%s", k->name);
		struct run x = { 0 };

		if (run_recipe(&x, recipe, DP_S("x\n?\n")) != 0)
			fail_msg("%s", x.err.msg);
		assert_int_equal(run_count(&x, DP_F_NOT_A_CODE), 1);
		run_done(&x);
		free(recipe);
	}
}

static void
edits(void **state)
{
	(void)state;
	assert_recipe("edit x\n    \"a\" | \"b\" -> \"c\"\n"
		      "    \"d\" -> \"\"\n    \"\" -> \"e\"\n",
		      "x,y\na,1\nb,2\nd,3\n,4\nab,5\n",
		      "x,y\nc,1\nc,2\n,3\ne,4\nab,5\n");
	/* the same value twice to the same end is no contradiction */
	assert_recipe("edit x \"a\" -> \"b\", \"a\" -> \"b\"", "x\na\n",
		      "x\nb\n");
}

/* What na empties can be kept in a column, and nothing there is lost. */
static void
reasons_are_kept(void **state)
{
	static const char in[] = "a,b\nNC,1\n2,-\n n.d. ,\n  ,///\n";
	struct run x = { .audit = true };

	(void)state;
	assert_int_equal(run_recipe(&x, "na a reason=a_na", dp_str_c(in)), 0);
	assert_true(dp_str_is(dp_buf_view(&x.out),
			      "a,a_na,b\n,NC,1\n2,,-\n,n.d.,\n,,///\n"));
	/* both cells of a row are in the audit, and the blanks emptied */
	assert_int_equal(x.log.step[0].changed_cells, 5);
	assert_non_null(strstr(x.log.audit.p, "2,1,a_na,1,na,,NC\n"
					      "2,1,a,1,na,NC,\n"));
	run_done(&x);
	assert_recipe("na a, b reason=p,q", in,
		      "a,p,b,q\n,NC,1,\n2,,,-\n,n.d.,,\n,,,///\n");
	/* a column that is there: only what it does not say is added */
	assert_int_equal(run_recipe(&x, "na a reason=b",
				    DP_S("a,b\nNC,\nNC,NC\nNC,x\n1,y\n")),
			 0);
	assert_true(dp_str_is(dp_buf_view(&x.out),
			      "a,b\n,NC\n,NC\nNC,x\n1,y\n"));
	assert_int_equal(run_count(&x, DP_F_REASON_TAKEN), 1);
	run_done(&x);
	/* two vocabularies, one column of reasons; where= sees the cell */
	assert_recipe("na a tokens=NC reason=r\n"
		      "na a tokens=x reason=r where=\"value == 'x'\"",
		      "a\nNC\nx\n1\n", "a,r\n,NC\n,x\n1,\n");
	assert_recipe("na a, b reason=r", "a,b\nNC,1\n2,-\nNC,-\n3,4\n",
		      "a,r,b\n,NC,1\n2,-,\n,NC|-,\n3,,4\n");
	assert_refused("na a, b reason=p,q,r", in, "2 columns");
	assert_refused("na a reason=a", in, "already");
	assert_refused("na a, b reason=r,r", in, "already");
	assert_refused("na a reason=r as=z", in, "as=");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ambiguous_dates_are_noted),
		cmocka_unit_test(on_error_is_obeyed),
		cmocka_unit_test(leading_zeros_are_kept),
		cmocka_unit_test(long_cells_are_refused),
		cmocka_unit_test(where_and_as),
		cmocka_unit_test(wrong_arguments),
		cmocka_unit_test(all_kinds_of_code),
		cmocka_unit_test(edits),
		cmocka_unit_test(reasons_are_kept),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
