/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Borrowed strings: nothing and empty, cutting, searching, whole numbers.
 */
#include "test.h"

#include <stdlib.h>

#include <dpipe/base.h>

static void
test_nothing_equals_empty(void **state)
{
	dp_str nothing = { NULL, 0 }, empty = DP_STR("");

	(void)state;
	assert_true(dp_str_eq(nothing, empty));
	assert_true(dp_str_is(nothing, ""));
	assert_int_equal(dp_str_cmp(nothing, empty), 0);
	assert_null(dp_str_c(NULL).p);
	assert_null(dp_str_from(nothing, 3).p);
	assert_int_equal(dp_str_strip(nothing).n, 0);
	assert_int_equal(dp_str_find(nothing, 'a'), -1);
	assert_true(dp_str_starts(nothing, ""));
	assert_false(dp_str_starts(nothing, "a"));
}

static void
test_order_is_bytewise(void **state)
{
	(void)state;
	assert_true(dp_str_cmp(DP_S("a"), DP_S("b")) < 0);
	assert_true(dp_str_cmp(DP_S("ab"), DP_S("a")) > 0);
	assert_true(dp_str_cmp(DP_S("z"), DP_S("\xc3\xa9")) < 0);
	assert_true(dp_str_cmp(DP_S("a\0b"), DP_S("a\0c")) < 0);
}

static void
test_cut_tells_the_last_part(void **state)
{
	dp_str rest = DP_STR("a;;b;");

	(void)state;
	assert_true(dp_str_is(dp_str_cut(&rest, ';'), "a"));
	assert_true(dp_str_is(dp_str_cut(&rest, ';'), ""));
	assert_true(dp_str_is(dp_str_cut(&rest, ';'), "b"));
	/* The separator was the last byte: an empty part follows. */
	assert_non_null(rest.p);
	assert_int_equal(rest.n, 0);
	assert_int_equal(dp_str_cut(&rest, ';').n, 0);
	assert_null(rest.p);
}

static void
test_from_and_strip(void **state)
{
	(void)state;
	assert_true(dp_str_is(dp_str_from(DP_S("abc"), 1), "bc"));
	assert_int_equal(dp_str_from(DP_S("abc"), 9).n, 0);
	assert_true(dp_str_is(dp_str_strip(DP_S(" \t\r\na b\n ")), "a b"));
	assert_int_equal(dp_str_strip(DP_S(" \t ")).n, 0);
}

static void
test_search(void **state)
{
	(void)state;
	assert_int_equal(dp_str_search(DP_S("abcabd"), DP_S("abd")), 3);
	assert_int_equal(dp_str_search(DP_S("a\0b"), DP_S("\0b")), 1);
	assert_int_equal(dp_str_search(DP_S("ab"), DP_S("abc")), -1);
	assert_int_equal(dp_str_search(DP_S("ab"), DP_S("")), 0);
	assert_int_equal(dp_str_search((dp_str){ NULL, 0 }, DP_S("a")), -1);
}

static void
test_whole_numbers(void **state)
{
	static const struct {
		const char *text;
		bool ok;
		int64_t value;
	} row[] = {
		{ "0", true, 0 },
		{ "-0", true, 0 },
		{ "007", true, 7 },
		{ "9223372036854775807", true, INT64_MAX },
		{ "-9223372036854775808", true, INT64_MIN },
		{ "9223372036854775808", false, 0 },
		{ "-9223372036854775809", false, 0 },
		{ "99999999999999999999999", false, 0 },
		{ "", false, 0 },
		{ "-", false, 0 },
		{ "+1", false, 0 },
		{ "1 ", false, 0 },
		{ "1a", false, 0 },
		{ "--1", false, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		int64_t v = 42;

		assert_int_equal(dp_str_int(dp_str_c(row[i].text), &v),
				 row[i].ok);
		assert_int_equal(v, row[i].ok ? row[i].value : 42);
	}
}

static void
test_paths(void **state)
{
	static const char *const row[][3] = {
		{ "a", "b", "a/b" }, { "a/", "b", "a/b" }, { "a", "/b", "/b" },
		{ "", "b", "b" },    { NULL, "b", "b" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		char *p = dp_path_join(row[i][0], row[i][1]);

		assert_string_equal(p, row[i][2]);
		free(p);
	}
	assert_string_equal(dp_path_base("a/b/c.csv"), "c.csv");
	assert_string_equal(dp_path_base("c.csv"), "c.csv");
}

static void
test_errors_keep_what_matters(void **state)
{
	struct dp_err err = { 0 };
	char longname[400];

	(void)state;
	assert_int_equal(dp_fail(&err, DP_EDATA, "line %d", 3), -1);
	assert_string_equal(err.msg, "line 3");
	assert_int_equal(err.os_errno, 0);
	assert_null(dp_fail_null(&err, DP_EUSAGE, "no"));
	memset(longname, 'x', sizeof longname);
	memcpy(longname + sizeof longname - 8, "end.csv", 8);
	dp_err_file(&err, longname);
	assert_int_equal(strlen(err.at.file), sizeof err.at.file - 1);
	assert_non_null(strstr(err.at.file, "xend.csv"));
	assert_int_equal(dp_code_status(DP_OK), 0);
	assert_int_equal(dp_code_status(DP_EUSAGE), 2);
	assert_int_equal(dp_code_status(DP_ERECIPE), 2);
	assert_int_equal(dp_code_status(DP_ECANCEL), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing_equals_empty),
		cmocka_unit_test(test_order_is_bytewise),
		cmocka_unit_test(test_cut_tells_the_last_part),
		cmocka_unit_test(test_from_and_strip),
		cmocka_unit_test(test_search),
		cmocka_unit_test(test_whole_numbers),
		cmocka_unit_test(test_paths),
		cmocka_unit_test(test_errors_keep_what_matters),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
