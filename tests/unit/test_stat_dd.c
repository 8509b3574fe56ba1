/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Double-double arithmetic: digits in, digits out, and what is kept between. */
#include "test.h"

#include <dpipe/stat.h>

#include <float.h>
#include <math.h>

/* V to DIGITS digits is WANT. */
static void
shows(struct dp_dd v, unsigned digits, const char *want)
{
	struct dp_buf b = { 0 };

	dp_dd_text(v, digits, &b);
	dp_buf_char(&b, '\0');
	assert_string_equal(b.p, want);
	dp_buf_done(&b);
}

static struct dp_dd
read_dd(const char *text)
{
	struct dp_dd v = { 0, 0 };

	if (!dp_dd_read(dp_str_c(text), &v))
		fail_msg("%s is not read as a number", text);
	return v;
}

static void
keeps_the_digits_of_decimal_text(void **state)
{
	(void)state;
	shows(read_dd("10000000.1"), 30, "10000000.1");
	shows(read_dd("-0.3"), 31, "-0.3");
	shows(read_dd("123456789012345678901234567890"), 30,
	      "123456789012345678901234567890");
	shows(read_dd("3.14159265358979323846264338327950288"), 30,
	      "3.14159265358979323846264338328");
	shows(read_dd("1e-5"), 30, "0.00001");
	shows(read_dd("+1.5E+3"), 17, "1500");
	shows(read_dd("0.000"), 17, "0");
	shows(read_dd("7e300"), 17, "7e300");
	shows(read_dd("2e-300"), 17, "2e-300");
}

static void
turns_away_what_is_no_number(void **state)
{
	static const char *const wrong[] = { "",     "-",     ".",   "e5",
					     "1e",   "1e+",   "1,5", "1 000",
					     "0x10", "inf",   "nan", "1.2.3",
					     "12 ",  "1e999", "--1" };
	struct dp_dd v;

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++)
		if (dp_dd_read(dp_str_c(wrong[i]), &v))
			fail_msg("\"%s\" is read as a number", wrong[i]);
}

static void
computes_to_thirty_digits(void **state)
{
	struct dp_dd one = dp_dd_int(1), three = dp_dd_int(3), x, y;

	(void)state;
	shows(dp_dd_div(one, three), 31, "0.3333333333333333333333333333333");
	shows(dp_dd_sqrt(dp_dd_int(2)), 31, "1.41421356237309504880168872421");
	shows(dp_dd_mul(read_dd("1.000000000000001"),
			read_dd("1.000000000000001")),
	      31, "1.000000000000002000000000000001");
	/* What a double loses altogether. */
	x = dp_dd_add(dp_dd_real(1e16), read_dd("0.123456789"));
	y = dp_dd_sub(x, dp_dd_real(1e16));
	shows(y, 9, "0.123456789");
	shows(dp_dd_int(INT64_MIN), 30, "-9223372036854775808");
	assert_true(dp_dd_cmp(read_dd("0.1"), dp_dd_real(0.1)) < 0);
	assert_int_equal(dp_dd_cmp(dp_dd_int(5), read_dd("5.0")), 0);
}

static void
rounds_half_to_even_and_carries(void **state)
{
	(void)state;
	shows(dp_dd_real(2.5), 1, "2");
	shows(dp_dd_real(3.5), 1, "4");
	shows(dp_dd_real(0.125), 2, "0.12");
	shows(read_dd("0.1250000000000000000000001"), 2, "0.13");
	shows(dp_dd_real(9.996), 3, "10");
	shows(dp_dd_real(-999.96), 4, "-1000");
	shows(read_dd("9.9999999999999999999"), 17, "10");
	shows(dp_dd_real(1234567), 3, "1230000");
	shows(dp_dd_real(0.1), 17, "0.10000000000000001");
	shows(dp_dd_real(DBL_MIN), 17, "2.2250738585072014e-308");
	shows(dp_dd_real(ldexp(1, -1074)), 17, "4.9406564584124654e-324");
	shows(dp_dd_real(DBL_MAX), 17, "1.7976931348623157e308");
	shows(dp_dd_real((double)INFINITY), 17, "");
	shows(dp_dd_real((double)NAN), 17, "");
}

/* Two numbers written to 17 digits and read again are the same. */
static void
text_goes_back_to_the_same_double(void **state)
{
	uint64_t bits = 88172645463325252u;

	(void)state;
	for (int i = 0; i < 2000; i++) {
		struct dp_buf b = { 0 };
		struct dp_dd back;
		double d;

		bits ^= bits << 13;
		bits ^= bits >> 7;
		bits ^= bits << 17;
		memcpy(&d, &bits, sizeof(d));
		if (!isfinite(d) || fabs(d) < 1e-290 || fabs(d) > 1e290)
			continue;
		dp_dd_text(dp_dd_real(d), 17, &b);
		assert_true(dp_dd_read(dp_buf_view(&b), &back));
		assert_true(back.hi == d);
		dp_buf_done(&b);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_the_digits_of_decimal_text),
		cmocka_unit_test(turns_away_what_is_no_number),
		cmocka_unit_test(computes_to_thirty_digits),
		cmocka_unit_test(rounds_half_to_even_and_carries),
		cmocka_unit_test(text_goes_back_to_the_same_double),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
