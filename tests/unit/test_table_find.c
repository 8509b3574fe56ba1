/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding text in a table, forward and backward, in all of its views, where
 * case, accents and normal forms make no difference.
 */
#include "test.h"

#include "jobs.h"

static void
test_find_folds(void **state)
{
	struct dp_find f = { .text = DP_S("dedougou"),
			     .column = DP_ANY_COLUMN };
	struct open o;

	(void)state;
	open_text(&o, DP_S("nom;lieu\nGap;x\nD\xC3\xA9"
			   "dougou;vers De\xCC\x81"
			   "dougou\nNice;D\xC3\x89"
			   "DOUGOU\n"));
	assert_int_equal(find(&o, o.v, &f), 1);
	assert_int_equal(f.from_column, 0);
	f.from_row = 1;
	f.from_column = 1;
	assert_int_equal(find(&o, o.v, &f), 1);
	assert_int_equal(f.from_column, 1);
	f.from_column = 2;
	assert_int_equal(find(&o, o.v, &f), 2);
	f.from_row = 3;
	assert_int_equal(find(&o, o.v, &f), -1);
	f.backward = true;
	f.from_row = 2;
	f.from_column = 0;
	assert_int_equal(find(&o, o.v, &f), 1);
	assert_int_equal(f.from_column, 1);
	f.column = 0;
	assert_int_equal(find(&o, o.v, &f), 1);
	assert_int_equal(f.from_column, 0);
	f.text = DP_S("rien");
	assert_int_equal(find(&o, o.v, &f), -1);
	close_table(&o);
}

static void
test_find_anywhere(void **state)
{
	struct dp_find f = { .text = DP_S("commune 07"), .column = 1 };
	dp_str some[] = { DP_S("Commune 07"), DP_S("Commune 08") };
	struct dp_filter keep = { .column = 1, .value = some, .n_values = 2 };
	struct dp_buf text = { 0 };
	struct dp_view *kept, *sorted;
	struct open o;

	(void)state;
	make_rows(&text);
	open_text(&o, dp_buf_view(&text));
	f.from_row = 2999;
	f.backward = true;
	/* Row i holds commune 37 i modulo 100: 7 where i ends in 11. */
	assert_int_equal(find(&o, o.v, &f), 2911);
	f.from_row = 2910;
	assert_int_equal(find(&o, o.v, &f), 2811);
	f.backward = false;
	f.from_row = 1500;
	assert_int_equal(find(&o, o.v, &f), 1511);
	kept = filter(&o, o.v, &keep);
	/* 8 where it ends in 84: every other row of the filter. */
	f.from_row = 1;
	assert_int_equal(find(&o, kept, &f), 2);
	f.from_row = 2;
	assert_int_equal(find(&o, kept, &f), 2);
	f.backward = true;
	f.from_row = 59;
	assert_int_equal(find(&o, kept, &f), 58);
	sorted = sort(&o, o.v, 1, false, DP_SORT_TEXT);
	f.from_row = 2000;
	assert_int_equal(find(&o, sorted, &f), 239);
	f.from_row = 0;
	f.backward = false;
	assert_int_equal(find(&o, sorted, &f), 210);
	f.from_row = 239;
	assert_int_equal(find(&o, sorted, &f), 239);
	f.from_row = 240;
	assert_int_equal(find(&o, sorted, &f), -1);
	dp_view_free(sorted);
	dp_view_free(kept);
	close_table(&o);
	dp_buf_done(&text);
}

static void
test_nothing_to_find(void **state)
{
	/* A mark alone: nothing of it is left. */
	struct dp_find f = { .text = DP_S("\xCC\x81"),
			     .column = DP_ANY_COLUMN };
	struct open o;

	(void)state;
	open_text(&o, DP_S("nom;n\nGap;1\n"));
	assert_null(dp_find_start(o.v, &f, &o.err));
	assert_int_equal(o.err.code, DP_EUSAGE);
	f.text = DP_S("");
	assert_null(dp_find_start(o.v, &f, &o.err));
	close_table(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find_folds),
		cmocka_unit_test(test_find_anywhere),
		cmocka_unit_test(test_nothing_to_find),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
