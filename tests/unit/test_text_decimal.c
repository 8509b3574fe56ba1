/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reckoning in decimal: against whole numbers, and where doubles fail. */
#include "test.h"

#include <stdlib.h>

#include <dpipe/text.h>

#include "text/decimal.h"

static const enum dpi_rounding hows[] = { DPI_ROUND_HALF_UP,
					  DPI_ROUND_HALF_EVEN, DPI_ROUND_DOWN,
					  DPI_ROUND_UP };

static void
rounds(const char *in, int digits, enum dpi_rounding how, const char *want)
{
	struct dp_buf out = { 0 };

	assert_true(dpi_decimal_round(dp_str_c(in), digits, how, &out));
	if (!dp_str_is(dp_buf_view(&out), want))
		fail_msg("%s to %d digits is %.*s, not %s", in, digits,
			 DP_FMT(dp_buf_view(&out)), want);
	dp_buf_done(&out);
}

/* V thousandths rounded to hundreds of them, HOW, with whole numbers. */
static long
plainly(long v, enum dpi_rounding how)
{
	long sign = v < 0 ? -1 : 1, a = v * sign, q = a / 100, r = a % 100;

	switch (how) {
	case DPI_ROUND_HALF_UP:
		q += r >= 50;
		break;
	case DPI_ROUND_HALF_EVEN:
		q += r > 50 || (r == 50 && q % 2);
		break;
	case DPI_ROUND_UP:
		q += r > 0;
		break;
	case DPI_ROUND_DOWN:
		break;
	}
	return q * sign;
}

static void
rounding_agrees_with_whole_numbers(void **state)
{
	(void)state;
	for (long v = -20500; v <= 20500; v += 5)
		for (size_t k = 0; k < sizeof hows / sizeof *hows; k++) {
			long a = v < 0 ? -v : v, q = plainly(v, hows[k]);
			char in[32], want[32];

			(void)snprintf(in, sizeof in, "%s%ld.%03ld",
				       v < 0 ? "-" : "", a / 1000, a % 1000);
			(void)snprintf(want, sizeof want, "%s%ld.%ld",
				       q < 0 ? "-" : "", labs(q) / 10,
				       labs(q) % 10);
			rounds(in, 1, hows[k], want);
		}
}

static void
hard_roundings(void **state)
{
	(void)state;
	rounds("2.675", 2, DPI_ROUND_HALF_UP, "2.68");
	rounds("1.005", 2, DPI_ROUND_HALF_UP, "1.01");
	rounds("99999999999999999999.995", 2, DPI_ROUND_HALF_UP,
	       "100000000000000000000.00");
	rounds("0.5", 0, DPI_ROUND_HALF_EVEN, "0");
	rounds("1.50", 0, DPI_ROUND_HALF_EVEN, "2");
	rounds("-0.4", 0, DPI_ROUND_HALF_UP, "0");
	rounds("950", -2, DPI_ROUND_HALF_UP, "1000");
	rounds("50", -2, DPI_ROUND_HALF_UP, "100");
	rounds("49.9", -2, DPI_ROUND_HALF_UP, "0");
	rounds("1", -18, DPI_ROUND_UP, "1000000000000000000");
	rounds("99", -5, DPI_ROUND_HALF_UP, "0");
	rounds("12.50", 2, DPI_ROUND_UP, "12.50");
	rounds("12", 5, DPI_ROUND_UP, "12");
}

static void
products_agree_with_whole_numbers(void **state)
{
	(void)state;
	for (long a = -3000; a < 3000; a += 37)
		for (long b = -900; b < 900; b += 13) {
			struct dp_buf out = { 0 };
			long p = a * b, q = labs(p);
			char x[32], y[32], want[32];
			size_t n;

			(void)snprintf(x, sizeof x, "%s%ld.%02ld",
				       a < 0 ? "-" : "", labs(a) / 100,
				       labs(a) % 100);
			(void)snprintf(y, sizeof y, "%ld", b);
			n = (size_t)snprintf(want, sizeof want, "%s%ld.%02ld",
					     p < 0 ? "-" : "", q / 100,
					     q % 100);
			while (want[n - 1] == '0')
				n--;
			if (want[n - 1] == '.')
				n--;
			want[n] = '\0';
			assert_true(dpi_decimal_times(dp_str_c(x), dp_str_c(y),
						      &out));
			if (!dp_str_is(dp_buf_view(&out), want))
				fail_msg("%s times %s is %.*s, not %s", x, y,
					 DP_FMT(dp_buf_view(&out)), want);
			dp_buf_done(&out);
		}
}

/* N hundredths, as dpi_decimal_plus writes them. */
static const char *
hundredths(long n, char *out, size_t size)
{
	size_t len = (size_t)snprintf(out, size, "%s%ld.%02ld",
				      n < 0 ? "-" : "", labs(n) / 100,
				      labs(n) % 100);

	while (out[len - 1] == '0')
		len--;
	if (out[len - 1] == '.')
		len--;
	out[len] = '\0';
	return out;
}

static void
sums_agree_with_whole_numbers(void **state)
{
	(void)state;
	for (long a = -12050; a < 12050; a += 73)
		for (long b = -990; b < 990; b += 11) {
			struct dp_buf out = { 0 };
			char x[32], y[32], want[32];

			(void)hundredths(a, x, sizeof x);
			(void)hundredths(b, y, sizeof y);
			assert_true(dpi_decimal_plus(dp_str_c(x), dp_str_c(y),
						     false, &out));
			if (!dp_str_is(dp_buf_view(&out),
				       hundredths(a + b, want, sizeof want)))
				fail_msg("%s plus %s", x, y);
			out.n = 0;
			assert_true(dpi_decimal_plus(dp_str_c(x), dp_str_c(y),
						     true, &out));
			if (!dp_str_is(dp_buf_view(&out),
				       hundredths(a - b, want, sizeof want)))
				fail_msg("%s minus %s", x, y);
			out.n = 0;
			(void)snprintf(x, sizeof x, "%ld", a);
			(void)snprintf(y, sizeof y, "%ld", b);
			assert_int_equal(dpi_decimal_rest(dp_str_c(x),
							  dp_str_c(y), &out),
					 b != 0);
			if (b)
				(void)snprintf(want, sizeof want, "%ld", a % b);
			assert_true(b == 0 ||
				    dp_str_is(dp_buf_view(&out), want));
			dp_buf_done(&out);
		}
}

static void
long_products(void **state)
{
	char nines[DPI_DECIMAL_DIGITS + 2];
	struct dp_buf out = { 0 };
	dp_str s = { nines, DPI_DECIMAL_DIGITS };

	(void)state;
	memset(nines, '9', sizeof nines);
	assert_true(dpi_decimal_times(s, s, &out));
	assert_int_equal(out.n, 2 * DPI_DECIMAL_DIGITS);
	assert_int_equal(out.p[0], '9');
	assert_int_equal(out.p[out.n - 1], '1');
	s.n++;
	assert_false(dpi_decimal_times(s, s, &out));
	out.n = 0;
	assert_true(dpi_decimal_times(DP_S("0.1"), DP_S("0.2"), &out));
	assert_true(dp_str_is(dp_buf_view(&out), "0.02"));
	dp_buf_done(&out);
}

static void
what_is_no_number(void **state)
{
	static const char *const none[] = { "",   "-",   "007", "1,5", "1.",
					    ".5", "1e3", "NC",  "+1",  " 1" };
	struct dp_buf out = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		assert_false(dpi_is_decimal(dp_str_c(none[i])));
		assert_false(dpi_decimal_round(dp_str_c(none[i]), 0,
					       DPI_ROUND_UP, &out));
		assert_false(dpi_decimal_times(dp_str_c(none[i]), DP_S("1"),
					       &out));
		assert_false(dpi_decimal_plus(DP_S("1"), dp_str_c(none[i]),
					      true, &out));
		assert_false(dpi_decimal_rest(dp_str_c(none[i]), DP_S("1"),
					      &out));
	}
	assert_int_equal(out.n, 0);
	dp_buf_done(&out);
}

static void
numbers_are_in_order(void **state)
{
	static const char *const up[] = { "-1000", "-12.5", "-12.49", "-0.1",
					  "0",     "0.05",  "0.5",    "9.99",
					  "10",    "10.01", "100" };
	size_t n = sizeof up / sizeof *up;

	(void)state;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			int c = dpi_decimal_cmp(dp_str_c(up[i]),
						dp_str_c(up[k]));

			assert_int_equal((c > 0) - (c < 0), (i > k) - (i < k));
		}
	assert_int_equal(dpi_decimal_cmp(DP_S("1.50"), DP_S("1.5")), 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rounding_agrees_with_whole_numbers),
		cmocka_unit_test(hard_roundings),
		cmocka_unit_test(products_agree_with_whole_numbers),
		cmocka_unit_test(sums_agree_with_whole_numbers),
		cmocka_unit_test(long_products),
		cmocka_unit_test(what_is_no_number),
		cmocka_unit_test(numbers_are_in_order),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
