/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What statistics see in a cell: a number, nothing, or something else. */
#include "test.h"

#include <dpipe/stat.h>

#define NB "\xc2\xa0"
#define NNB "\xe2\x80\xaf"

static struct dp_datum
datum(const char *cell)
{
	struct dp_datum d;

	dp_datum_read(dp_str_c(cell), &d);
	return d;
}

static void
is_exact(const char *cell, int64_t unscaled, int scale)
{
	struct dp_datum d = datum(cell);

	if (d.kind != DP_DATUM_NUMBER || !d.number.exact)
		fail_msg("\"%s\" is not an exact number", cell);
	assert_int_equal(d.number.unscaled, unscaled);
	assert_int_equal(d.number.scale, scale);
}

static void
short_numbers_are_kept_as_they_are_written(void **state)
{
	(void)state;
	is_exact("0", 0, 0);
	is_exact("12", 12, 0);
	is_exact("-12.50", -1250, 2);
	is_exact("+3", 3, 0);
	is_exact(".5", 5, 1);
	is_exact("5.", 5, 0);
	is_exact("10000000.1", 100000001, 1);
	is_exact("999999999999999999", 999999999999999999, 0);
	is_exact("-0.00000000000000001", -1, 17);
	is_exact("  42\t", 42, 0);
	is_exact(NB "42" NNB, 42, 0);
}

static void
long_numbers_keep_thirty_digits(void **state)
{
	static const char *const texts[] = { "1234567890123456789",
					     "0.1234567890123456789", "1e5",
					     "1.5e-7" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct dp_datum d = datum(texts[i]);
		struct dp_dd want;

		assert_int_equal(d.kind, DP_DATUM_NUMBER);
		assert_false(d.number.exact);
		assert_true(dp_dd_read(dp_str_c(texts[i]), &want));
		assert_int_equal(dp_dd_cmp(dp_number_dd(&d.number), want), 0);
	}
}

static void
white_space_is_missing(void **state)
{
	(void)state;
	assert_int_equal(datum("").kind, DP_DATUM_MISSING);
	assert_int_equal(datum(" \t").kind, DP_DATUM_MISSING);
	assert_int_equal(datum(NB NNB).kind, DP_DATUM_MISSING);
}

static void
what_must_be_cleaned_is_no_number(void **state)
{
	static const char *const texts[] = { "12,5",
					     "1 234",
					     "1" NB "234",
					     "12 %",
					     "5 \xe2\x82\xac",
					     "NC",
					     "-",
					     "+",
					     ".",
					     "--1",
					     "1-",
					     "1e",
					     "0x1F",
					     "nan",
					     "inf",
					     "\342\210\2225",
					     "1.2.3",
					     "12/03/2021",
					     "\xc3\xa9" };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		if (datum(texts[i]).kind != DP_DATUM_OTHER)
			fail_msg("\"%s\" is taken for a number", texts[i]);
}

static void
zeros_in_front_are_noticed(void **state)
{
	(void)state;
	assert_true(datum("01001").zero_led);
	assert_true(datum("00").zero_led);
	assert_true(datum("00012345678901234567").zero_led);
	assert_false(datum("0").zero_led);
	assert_false(datum("0.5").zero_led);
	assert_false(datum("100").zero_led);
	assert_true(datum("100").whole);
	assert_false(datum("100.0").whole);
	assert_false(datum("-1").whole);
}

static void
numbers_compare_by_value(void **state)
{
	static const struct {
		const char *a, *b;
		int want;
	} pairs[] = {
		{ "1", "1.0", 0 },
		{ "1.1", "1.09", 1 },
		{ "-2", "1", -1 },
		{ "999999999999999999", "0.000000000000000001", 1 },
		{ "1e3", "1000", 0 },
		{ "1e3", "1000.1", -1 },
		{ "10000000.1", "10000000.2", -1 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++) {
		struct dp_datum a = datum(pairs[i].a), b = datum(pairs[i].b);

		assert_int_equal(dp_number_cmp(&a.number, &b.number),
				 pairs[i].want);
		assert_int_equal(dp_number_cmp(&b.number, &a.number),
				 -pairs[i].want);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(short_numbers_are_kept_as_they_are_written),
		cmocka_unit_test(long_numbers_keep_thirty_digits),
		cmocka_unit_test(white_space_is_missing),
		cmocka_unit_test(what_must_be_cleaned_is_no_number),
		cmocka_unit_test(zeros_in_front_are_noticed),
		cmocka_unit_test(numbers_compare_by_value),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
