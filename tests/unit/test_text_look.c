/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a text is made of, above all what nobody sees in it. */
#include "test.h"

#include <dpipe/text.h>

static struct dp_text_facts
look(const char *text)
{
	struct dp_text_facts f;

	dp_text_look(dp_str_c(text), &f);
	return f;
}

static void
test_letters(void **state)
{
	struct dp_text_facts f = look("\xC3\x89lan 4x4, rue n\xC2\xB0 7");

	(void)state;
	assert_int_equal(f.n_bytes, 20);
	assert_int_equal(f.n_chars, 18);
	assert_int_equal(f.n_cols, 18);
	assert_int_equal(f.n_letters, 9);
	assert_int_equal(f.n_capitals, 1);
	assert_int_equal(f.n_small, 8);
	assert_int_equal(f.n_digits, 3);
	assert_int_equal(f.n_spaces, 4);
	assert_int_equal(f.n_before + f.n_after + f.n_hidden + f.n_bad, 0);
	assert_false(f.decomposed);
}

static void
test_spaces(void **state)
{
	struct dp_text_facts f = look(" \xC2\xA0"
				      "Gap\xE2\x80\xAF;\t1\r\n2\r3\n");

	(void)state;
	assert_int_equal(f.n_before, 2);
	assert_int_equal(f.n_after, 1);
	assert_int_equal(f.n_spaces, 4);
	assert_int_equal(f.n_no_break, 2);
	assert_int_equal(f.n_breaks, 3);
	assert_int_equal(f.n_hidden, 0);
	f = look("  ");
	assert_int_equal(f.n_spaces, 2);
	f = look("");
	assert_int_equal(f.n_chars, 0);
}

static void
test_hidden(void **state)
{
	struct dp_text_facts f = look("G\xC2\xAD"
				      "a\xE2\x80\x8Bp\x07\xEF\xBB\xBF");

	(void)state;
	assert_int_equal(f.n_hidden, 4);
	assert_int_equal(f.first_hidden, 0xAD);
	assert_int_equal(f.n_letters, 3);
}

static void
test_forms(void **state)
{
	struct dp_text_facts f = look("De\xCC\x81"
				      "dougou");

	(void)state;
	assert_int_equal(f.n_marks, 1);
	assert_int_equal(f.n_cols, 8);
	assert_true(f.decomposed);
	assert_false(look("D\xC3\xA9"
			  "dougou")
			     .decomposed);
	/* A letter that has no composed form is as composed as it can be. */
	assert_false(look("\xC9\x9B\xCC\x83").decomposed);
}

static void
test_bad_bytes(void **state)
{
	struct dp_text_facts f = look("caf\xE9 \xC3\xA9");

	(void)state;
	assert_int_equal(f.n_bad, 1);
	assert_int_equal(f.n_letters, 4);
	assert_false(f.decomposed);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_letters),   cmocka_unit_test(test_spaces),
		cmocka_unit_test(test_hidden),    cmocka_unit_test(test_forms),
		cmocka_unit_test(test_bad_bytes),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
