/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * "key: value" texts: continuation lines, comments, line numbers of faults.
 */
#include "test.h"

#include <dpipe/base.h>

static void
test_values_go_on(void **state)
{
	struct dp_fields f = {
		.rest = DP_STR("\xef\xbb\xbf# a comment\r\n"
			       "title:  Two words \r\n"
			       "\r\n"
			       "text: one\n  two\n\n\tthree\n"
			       "empty:\n"
			       "list:\n  a: 1\n  # not a comment here\n"
			       "url: https://example.org/x")
	};
	struct dp_field got;
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_fields_next(&f, &got, &err), 1);
	assert_true(dp_str_is(got.key, "title"));
	assert_true(dp_str_is(got.value, "Two words"));
	assert_int_equal(got.line, 2);
	assert_int_equal(dp_fields_next(&f, &got, &err), 1);
	assert_true(dp_str_is(got.value, "one\ntwo\n\nthree"));
	assert_int_equal(dp_fields_next(&f, &got, &err), 1);
	assert_true(dp_str_is(got.key, "empty"));
	assert_int_equal(got.value.n, 0);
	assert_int_equal(dp_fields_next(&f, &got, &err), 1);
	assert_true(dp_str_is(got.value, "a: 1\n# not a comment here"));
	assert_int_equal(dp_fields_next(&f, &got, &err), 1);
	assert_true(dp_str_is(got.value, "https://example.org/x"));
	assert_int_equal(got.line, 12);
	assert_int_equal(dp_fields_next(&f, &got, &err), 0);
	dp_fields_done(&f);
}

static void
test_fault_has_its_line(void **state)
{
	static const char *const bad[] = { "a: 1\n\nno colon\n",
					   "a: 1\n\n: no key\n" };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct dp_fields f = { .rest = dp_str_c(bad[i]) };
		struct dp_field got;
		struct dp_err err = { 0 };

		assert_int_equal(dp_fields_next(&f, &got, &err), 1);
		assert_int_equal(dp_fields_next(&f, &got, &err), -1);
		assert_int_equal(err.code, DP_EDATA);
		assert_int_equal(err.at.line, 3);
		dp_fields_done(&f);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_values_go_on),
		cmocka_unit_test(test_fault_has_its_line),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
