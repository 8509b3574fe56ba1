/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the rows seen so far tell of the columns of a view. */
#include "test.h"

#include "jobs.h"

static struct dp_seen
seen(struct open *o, size_t column)
{
	struct dp_seen s;

	dp_view_seen(o->v, column, &s);
	return s;
}

static void
test_seen(void **state)
{
	struct dp_window w = { 0 };
	struct dp_buf text = { 0 };
	struct dp_seen s;
	struct open o;

	(void)state;
	make_rows(&text);
	open_text(&o, dp_buf_view(&text));
	s = seen(&o, 0);
	assert_int_equal(s.n_rows, 0);
	assert_int_equal(s.kind, DP_SEEN_EMPTY);
	for (int i = 0; i < 3; i++)
		assert_true(pages_get(o.p, o.v, 0, 64, &w));
	s = seen(&o, 0);
	assert_int_equal(s.n_rows, 64);
	assert_int_equal(s.kind, DP_SEEN_NUMBERS);
	assert_int_equal(s.n_cols, 4);
	assert_int_equal(s.n_distinct, 64);
	s = seen(&o, 1);
	assert_int_equal(s.kind, DP_SEEN_TEXT);
	assert_int_equal(s.n_cols, 10);
	assert_int_equal(seen(&o, 2).kind, DP_SEEN_DATES);
	assert_true(pages_get(o.p, o.v, 0, 1000, &w));
	s = seen(&o, 1);
	assert_int_equal(s.n_rows, 1024);
	assert_int_equal(s.n_distinct, 100);
	assert_false(s.more_distinct);
	assert_int_equal(s.n_frequent, 11);
	assert_true(seen(&o, 0).more_distinct);
	dp_window_done(&w);
	close_table(&o);
	dp_buf_done(&text);
}

static void
test_frequent(void **state)
{
	struct dp_window w = { 0 };
	struct dp_buf text = { 0 };
	struct dp_seen s;
	struct open o;

	(void)state;
	dp_buf_c(&text, "nom;vide\nGap;\nApt;\nGap;\n");
	for (int k = 0; k < 2; k++) {
		for (int i = 0; i < 150; i++)
			dp_buf_c(&text, "\xC3\xA9t\xC3\xA9");
		dp_buf_c(&text, ";\n");
	}
	dp_buf_c(&text, "Gap;\n");
	open_text(&o, dp_buf_view(&text));
	assert_true(pages_get(o.p, o.v, 0, 10, &w));
	s = seen(&o, 0);
	assert_int_equal(s.n_rows, 6);
	assert_int_equal(s.n_distinct, 3);
	assert_int_equal(s.n_frequent, 3);
	assert_int_equal(s.frequent_bytes, 3);
	assert_memory_equal(s.frequent, "Gap", 3);
	assert_int_equal(s.n_cols, DP_SEEN_COLS);
	s = seen(&o, 1);
	assert_int_equal(s.n_empty, 6);
	assert_int_equal(s.kind, DP_SEEN_EMPTY);
	dp_window_done(&w);
	close_table(&o);
	dp_buf_done(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seen),
		cmocka_unit_test(test_frequent),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
