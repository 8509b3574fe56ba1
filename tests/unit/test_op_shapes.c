/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Operations that change the shape of a table: there and back again, on any
 * number of threads, and what they report.
 */
#include "test.h"

#include "recipe_run.h"

/* RECIPE on IN gives WANT, read as one block and as many by threads. */
static void
gives(const char *recipe, dp_str in, dp_str want)
{
	for (unsigned threads = 1; threads <= 7; threads += 3) {
		struct run x = { .threads = threads,
				 .block_bytes = threads > 1 ? 512 : 0 };

		if (run_recipe(&x, recipe, in) != 0)
			fail_msg("%s: %s", recipe, x.err.msg);
		if (!dp_str_eq(dp_buf_view(&x.out), want))
			fail_msg("%s gives %.*s", recipe,
				 DP_FMT(dp_buf_view(&x.out)));
		run_done(&x);
	}
}

/* Fails, saying WORDS. */
static void
refuses(const char *recipe, const char *in, const char *words)
{
	struct run x = { 0 };

	assert_int_equal(run_recipe(&x, recipe, dp_str_c(in)), -1);
	if (!strstr(x.err.msg, words))
		fail_msg("%s says: %s", recipe, x.err.msg);
	run_done(&x);
}

/* RECIPE on IN files ID so often, first on LINE. */
static void
reports(const char *recipe, const char *in, enum dp_finding_id id,
	uint64_t count, uint64_t line)
{
	struct run x = { 0 };
	const struct dp_finding *f = NULL;

	assert_int_equal(run_recipe(&x, recipe, dp_str_c(in)), 0);
	for (size_t i = 0; i < x.log.findings.n; i++)
		if (x.log.findings.at[i].id == id)
			f = &x.log.findings.at[i];
	if (!f)
		fail_msg("%s reports nothing of the kind", recipe);
	assert_int_equal(f->count, count);
	assert_int_equal(f->sample[0].line, line);
	run_done(&x);
}

/* A table of 2000 records, each with three numbers. */
static void
make_table(struct dp_buf *out)
{
	dp_buf_c(out, "id,a,b,c\n");
	for (unsigned i = 0; i < 2000; i++)
		dp_buf_format(out, "R%u,%u,%u,%u\n", i, i % 7 + 1, i * 3 + 1,
			      i + 5);
}

static void
longer_and_back(void **state)
{
	struct dp_buf table = { 0 };

	(void)state;
	make_table(&table);
	gives("longer a, b, c names=k values=v\n"
	      "wider names=k values=v into=a,b,c\n",
	      dp_buf_view(&table), dp_buf_view(&table));
	gives("longer a..c names=k values=v\nhead n=4\n", dp_buf_view(&table),
	      DP_S("id,k,v\nR0,a,1\nR0,b,1\nR0,c,5\nR1,a,2\n"));
	dp_buf_done(&table);
}

static void
cells_apart_and_together(void **state)
{
	struct dp_buf table = { 0 };

	(void)state;
	dp_buf_c(&table, "id,tags,n\n");
	for (unsigned i = 0; i < 2000; i++)
		dp_buf_format(&table, "R%u,%s,%u\n", i,
			      i % 3 == 0 ? "a|b|c" :
			      i % 3 == 1 ? "d" :
					   "",
			      i);
	gives("split-cells tags by=\"|\"\njoin-cells tags by=\"|\"\n",
	      dp_buf_view(&table), dp_buf_view(&table));
	dp_buf_done(&table);
}

/* One cell of more values than a batch has rows. */
static void
many_values_in_a_cell(void **state)
{
	struct dp_buf table = { 0 }, want = { 0 };

	(void)state;
	dp_buf_c(&table, "id,v\nA,");
	dp_buf_c(&want, "id,v\n");
	for (unsigned i = 0; i < 10000; i++) {
		dp_buf_format(&table, "%u;", i);
		dp_buf_format(&want, "A,%u\n", i);
	}
	dp_buf_c(&table, "\nB,x\nC,y;z\n");
	dp_buf_c(&want, "B,x\nC,y\nC,z\n");
	gives("split-cells v by=\";\"", dp_buf_view(&table),
	      dp_buf_view(&want));
	dp_buf_done(&table);
	dp_buf_done(&want);
}

/* A row wide enough to fill several batches. */
static void
many_columns(void **state)
{
	struct dp_buf table = { 0 }, want = { 0 };

	(void)state;
	dp_buf_c(&table, "id");
	dp_buf_c(&want, "id,k,v\n");
	for (unsigned i = 0; i < 3000; i++) {
		dp_buf_format(&table, ",c%u", i);
		if (i % 2 == 0)
			dp_buf_format(&want, "A,c%u,%u\n", i, i);
	}
	dp_buf_c(&table, "\nA");
	for (unsigned i = 0; i < 3000; i++)
		dp_buf_format(&table, i % 2 ? "," : ",%u", i);
	dp_buf_c(&table, "\n");
	gives("longer /^c/ names=k values=v drop-blank=yes",
	      dp_buf_view(&table), dp_buf_view(&want));
	dp_buf_done(&table);
	dp_buf_done(&want);
}

/* Lot draws the same rows on any number of threads, each as often. */
static void
samples_are_fair(void **state)
{
	struct dp_buf table = { 0 };
	struct run first = { 0 };
	unsigned lower = 0;

	(void)state;
	make_table(&table);
	assert_int_equal(run_recipe(&first, "sample n=500\nselect id\n",
				    dp_buf_view(&table)),
			 0);
	assert_int_equal(first.log.rows_out, 500);
	gives("sample n=500\nselect id\n", dp_buf_view(&table),
	      dp_buf_view(&first.out));
	run_done(&first);
	for (unsigned seed = 0; seed < 50; seed++) {
		char *recipe = dp_format("sample n=1 seed=%u\nselect id\n",
					 seed);
		struct run x = { 0 };
		int64_t i = 0;

		assert_int_equal(run_recipe(&x, recipe, dp_buf_view(&table)),
				 0);
		assert_true(dp_str_int(
			dp_str_strip(dp_str_from(dp_buf_view(&x.out), 4)), &i));
		lower += i < 1000;
		run_done(&x);
		free(recipe);
	}
	/* one chance in ten thousand that a fair lot is outside */
	assert_in_range(lower, 11, 39);
	dp_buf_done(&table);
}

/* Twice turned it is what it was. */
static void
turned_twice(void **state)
{
	static const char in[] = "k,x,y\na,1,2\nb,3,\nc,,6\n";

	(void)state;
	gives("transpose k into=a,b,c fields=f\n"
	      "transpose f into=x,y fields=k\n",
	      dp_str_c(in), dp_str_c(in));
}

static void
ends_of_a_table(void **state)
{
	struct dp_buf table = { 0 };

	(void)state;
	make_table(&table);
	gives("tail n=1\nselect id\n", dp_buf_view(&table),
	      DP_S("id\nR1999\n"));
	gives("head n=1990\ntail n=1\nselect id\n", dp_buf_view(&table),
	      DP_S("id\nR1989\n"));
	gives("tail n=3\nhead n=1\nselect id\n", dp_buf_view(&table),
	      DP_S("id\nR1997\n"));
	dp_buf_done(&table);
}

static void
what_is_lost_is_reported(void **state)
{
	(void)state;
	reports("wider names=k values=v into=a,b",
		"id,k,v\n1,a,1\n1,a,2\n1,c,3\n2,a,4\n", DP_F_TAKEN_CELL, 1, 3);
	reports("wider names=k values=v into=a,b",
		"id,k,v\n1,a,1\n1,a,2\n1,c,3\n2,a,4\n", DP_F_NO_COLUMN_FOR, 1,
		4);
	reports("transpose k into=a,b fields=f", "k,x\na,1\nc,2\na,3\n",
		DP_F_NO_COLUMN_FOR, 1, 3);
	reports("transpose k into=a,b fields=f", "k,x\na,1\nc,2\na,3\n",
		DP_F_TAKEN_CELL, 1, 4);
	reports("coalesce a, b into=c", "a,b\n1,2\n3,3\n,4\n", DP_F_OTHER_VALUE,
		1, 2);
	reports("derive c = a / b", "a,b\n1,2\n3,0\n5,0\n", DP_F_NOT_COMPUTED,
		2, 3);
	reports("derive a = value / b", "a,b\n1,2\n3,0\n", DP_F_NOT_COMPUTED, 1,
		3);
	reports("expect a > 0\nexpect b > 0", "a,b\n1,2\n-1,1\n-2,1\n",
		DP_F_NOT_AS_EXPECTED, 2, 3);
	reports("outliers a", "a\n1\n2\n3\n2\n1\n90\n-80\n", DP_F_OUTLIER, 2,
		7);
	reports("impute a method=median", "a,b\n1,x\n,y\n3,z\n,t\n",
		DP_F_IMPUTED, 2, 3);
	reports("clamp a max=5", "a,b\n9,1\n5,1\n", DP_F_BEYOND_LIMIT, 1, 2);
}

static void
units_are_exact(void **state)
{
	(void)state;
	gives("unit x from=km2 to=m2", DP_S("x\n-0.5\n"), DP_S("x\n-500000\n"));
	gives("unit x from=acre to=ha", DP_S("x\n1\n"),
	      DP_S("x\n0.40468564224\n"));
	gives("unit x from=h to=s", DP_S("x\n0.25\n"), DP_S("x\n900\n"));
	gives("unit x from=s to=h digits=4", DP_S("x\n1\n"),
	      DP_S("x\n0.0003\n"));
	gives("unit x from=min to=d digits=3", DP_S("x\n10000\n"),
	      DP_S("x\n6.944\n"));
	gives("unit x from=s to=min digits=0", DP_S("x\n-29\n29\n3599\n"),
	      DP_S("x\n0\n0\n60\n"));
	gives("unit x from=m to=mi digits=1", DP_S("x\n1609344\n"),
	      DP_S("x\n1000.0\n"));
}

/* decimal= and group= say what a sign means, and no other is taken. */
static void
signs_of_numbers(void **state)
{
	(void)state;
	gives("number x decimal=comma group=point",
	      DP_S("x\n1.234\n\"1.234,5\"\n1.5\n1 234\n\",5\"\n"),
	      DP_S("x\n1234\n1234.5\n1.5\n1 234\n0.5\n"));
	gives("number x decimal=point", DP_S("x\n1 234.5\n\"1,234\"\n1.234\n"),
	      DP_S("x\n1234.5\n1234\n1.234\n"));
	gives("number x decimal=comma", DP_S("x\n1 234.567\n1.23.456\n"),
	      DP_S("x\n1 234.567\n1.23.456\n"));
	gives("number x group=none currency=strip",
	      DP_S("x\n\"12,5 \u20ac\"\n1 234 \u20ac\n(3)\n"),
	      DP_S("x\n12.5\n1 234 \u20ac\n-3\n"));
}

static void
slips_are_refused(void **state)
{
	static const char in[] = "a,b\n1,2\n";

	(void)state;
	refuses("derive c a + b", in, "an = that stands alone");
	refuses("derive = a", in, "the name of a column");
	refuses("derive c = a +", in, "expected");
	refuses("derive c after=z = a", in, "z");
	refuses("join a, b into=c where=a==1", in, "keep=yes");
	refuses("split a by=- into=p,q where=b==1", in, "keep=yes");
	refuses("split a lengths=1,2 where=b==1", in, "keep=yes");
	refuses("join a into=b", in, "already");
	refuses("coalesce a into=c", in, "two columns");
	refuses("wider names=a values=a into=x", in, "one column");
	refuses("wider names=a values=b into=\"\"", in, "into=");
	refuses("key-value a values=a", in, "one column");
	refuses("key-value a values=b notes=a", in, "notes=");
	refuses("longer a names=x values=b", in, "already");
	refuses("transpose a, b into=x fields=y", in, "one column");
	refuses("transpose a into=x fields=x", in, "already");
	refuses("split-cells a by=\"\"", in, "by= is empty");
	refuses("sample n=0", in, "1 row");
	refuses("copy a to=b", in, "already");
	refuses("outliers a reach=0", in, "above 0");
	refuses("outliers a into=b", in, "already");
	refuses("impute a", in, "method=");
	refuses("impute a method=constant", in, "value= goes with");
	refuses("impute a method=mode value=1", in, "value= goes with");
	refuses("clamp a", in, "min=");
	refuses("clamp a min=5 max=1", in, "below");
	refuses("scale a by=1,5", in, "by=");
	refuses("unit a from=ha to=kg", in, "different things");
	refuses("unit a from=s to=h", in, "digits=");
	refuses("unit a from=s to=h digits=19", in, "0 to 18");
	refuses("match a pattern=/(x)(y)/ into=c", in, "2 names");
	refuses("match a pattern=/x/ into=c,d", in, "1 name");
	refuses("match a, b pattern=/x/ into=c", in, "one column");
	refuses("match a pattern=/x/ into=b", in, "already");
	refuses("code a kind=tel checksum=no", in, "no check digit");
	refuses("lookup a file=f.csv how=anti take=b", in, "take=");
	refuses("number a group=comma", in, "one sign");
	refuses("mask a with=x", in, "neither letter nor digit");
	refuses("hash a key-file=/dev/null", in, "16");
	refuses("generalise a to=band width=10 top=85", in, "multiple");
	refuses("boolean a true=\"x\" false=\"X\"", in, "both yes and no");
	refuses("pad a width=3 with=ab", in, "one character");
	refuses("substring a", in, "from=");
	refuses("extract a pattern=/(x)/ group=2", in, "1 group");
	refuses("controls a keep=\"x\"", in, "U+00AD");
	refuses("add-row", in, "what the row holds");
	refuses("add-row \"\" where=x", in, "no column");
	refuses("add-row x a=y", in, "twice");
	refuses("add-row 1 2 3 4 5 6 7 8 9", in, "more values than");
	refuses("add-row x -> y", in, "quotes");
	refuses("add-row x at=2", in, "first or last");
}

/* What a step before has left out weighs nothing in a row. */
static void
columns_that_are_gone(void **state)
{
	const dp_str in = DP_S("k,v,z\nA,1,p\n,2,q\nB,3,r\n");

	(void)state;
	gives("remove k, z\nwider values=v rows=2\n", in,
	      DP_S("v_1,v_2\n1,2\n3,\n"));
	gives("remove z\njoin-cells v by=\"+\" records=k\n", in,
	      DP_S("k,v\nA,1+2\nB,3\n"));
}

/* A mark goes where it is said; a second step adds to the same column. */
static void
marks_add_up(void **state)
{
	(void)state;
	gives("flag x where=\"a > 2\"\nflag x value=low where=\"a < 2\"\n",
	      DP_S("a\n1\n2\n3\n"), DP_S("a,x\n1,low\n2,\n3,true\n"));
}

/* Before and behind all others, once, and what came before is counted once. */
static void
rows_are_added(void **state)
{
	struct dp_buf table = { 0 };
	struct run x = { .threads = 4, .block_bytes = 512 };

	(void)state;
	make_table(&table);
	gives("add-row Z at=first\nadd-row id=END c=7\n"
	      "filter a == 3 or a == \"\"\nhead n=3\nadd-row \" x \", y\n"
	      "trim *\n",
	      dp_buf_view(&table),
	      DP_S("id,a,b,c\nZ,,,\nR2,3,7,7\nR9,3,28,14\nx,y,,\n"));
	gives("add-row Z\n", DP_S("id,a\n"), DP_S("id,a\nZ,\n"));
	assert_int_equal(run_recipe(&x, "suffix a text=x\nadd-row Z\ntrim a\n",
				    dp_buf_view(&table)),
			 0);
	assert_int_equal(x.log.rows_in, 2000);
	assert_int_equal(x.log.step[0].changed_cells, 2000);
	run_done(&x);
	dp_buf_done(&table);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(longer_and_back),
		cmocka_unit_test(cells_apart_and_together),
		cmocka_unit_test(many_values_in_a_cell),
		cmocka_unit_test(many_columns),
		cmocka_unit_test(samples_are_fair),
		cmocka_unit_test(turned_twice),
		cmocka_unit_test(ends_of_a_table),
		cmocka_unit_test(what_is_lost_is_reported),
		cmocka_unit_test(units_are_exact),
		cmocka_unit_test(signs_of_numbers),
		cmocka_unit_test(slips_are_refused),
		cmocka_unit_test(columns_that_are_gone),
		cmocka_unit_test(marks_add_up),
		cmocka_unit_test(rows_are_added),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
