/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines that are no records, between records and alone: a title, a header, a
 * declaration. Comments are in tests/data/table.
 */
#include "test.h"

#include "table_read.h"

/* What nobody can know at the start of a long file is told on the way. */
static void
test_another_table_far_below(void **state)
{
	struct dp_buf text = { 0 };
	struct table t;

	(void)state;
	dp_buf_str(&text, DP_S("id;ville;pop\n"));
	for (unsigned i = 1; text.n < (300u << 10); i++)
		dp_buf_format(&text, "%u;Ville %u;%u\n", i, i, i * 7);
	dp_buf_str(&text, DP_S("\nTableau 2\nid;ville;pop\n1;Aix;2\n"
			       "\ncode;nom;surface\nA1;Gap;3\n"));
	for (unsigned i = 2; text.n < (330u << 10); i++)
		dp_buf_format(&text, "A%u;Nom %u;%u\n", i, i, i);
	table_init(&t);
	t.threads = 2;
	assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
	assert_int_equal(table_count(&t, DP_F_TABLE_WITHIN), 1);
	assert_int_equal(table_count(&t, DP_F_LINE_BETWEEN), 1);
	assert_int_equal(table_count(&t, DP_F_REPEATED_HEADER), 1);
	assert_int_equal(table_count(&t, DP_F_MISSING_CELL), 0);
	assert_int_equal(table_line(&t, DP_F_TABLE_WITHIN),
			 table_line(&t, DP_F_LINE_BETWEEN) + 4);
	assert_true(dp_str_search(dp_buf_view(&t.csv), DP_S("A1,Gap,3")) > 0);
	table_done(&t);
	dp_buf_done(&text);
}

static void
test_only_a_delimiter(void **state)
{
	static const char *const text[] = { "sep=;", "sep=;\n", "sep=\t\r\n" };

	(void)state;
	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		struct table t;

		table_init(&t);
		assert_int_equal(table_read(&t, dp_str_c(text[i])), 0);
		assert_int_equal(t.csv.n, 0);
		assert_int_equal(table_count(&t, DP_F_ONLY_DELIMITER), 1);
		assert_int_equal(table_count(&t, DP_F_EMPTY_FILE), 0);
		assert_true(dp_str_search(dp_buf_view(&t.log.rejects),
					  DP_S("sep=")) >= 0);
		table_done(&t);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_another_table_far_below),
		cmocka_unit_test(test_only_a_delimiter),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
