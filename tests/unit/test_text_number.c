/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers as the French and the English write them, and back. */
#include "test.h"

#include <dpipe/text.h>

#include <stdio.h>

#define NB "\xc2\xa0"
#define NNB "\xe2\x80\xaf"
#define THIN "\xe2\x80\x89"
#define EURO "\xe2\x82\xac"
#define MINUS "\xe2\x88\x92"
#define QUOTE "\xe2\x80\x99"

/* "NO", "?1.234" for an ambiguous one, or the canonical text. */
static void
check(enum dp_notation notation, const char *in, const char *want)
{
	struct dp_number_opts o = { notation, true, true };
	char out[DP_NUMBER_BYTES], got[DP_NUMBER_BYTES + 2] = "NO";
	size_t n = 0;

	switch (dp_number_read(dp_str_c(in), &o, out, sizeof(out), &n)) {
	case DP_NUMBER_OK:
		(void)snprintf(got, sizeof(got), "%.*s", (int)n, out);
		break;
	case DP_NUMBER_AMBIGUOUS:
		(void)snprintf(got, sizeof(got), "?%.*s", (int)n, out);
		break;
	case DP_NUMBER_NO:
		break;
	}
	if (strcmp(got, want) != 0)
		print_error("%s: ", in);
	assert_string_equal(got, want);
}

static void
french(void **state)
{
	static const char *const t[][2] = {
		{ "15,95", "15.95" },
		{ ",5", "0.5" },
		{ "1 234,50", "1234.50" },
		{ "1" NB "234", "1234" },
		{ "1" NNB "234" NNB "567,8", "1234567.8" },
		{ "1" THIN "234", "1234" },
		{ "1'234.5", "1234.5" },
		{ "1" QUOTE "234,5", "1234.5" },
		{ "1.234,5", "1234.5" },
		{ "1.234.567", "1234567" },
		{ "1.234", "?1.234" },
		{ "48.853", "?48.853" },
		{ "-48.853", "?-48.853" },
		{ "0.123", "0.123" },
		{ "1234.567", "1234.567" },
		{ "12.5", "12.5" },
		{ "1 234.567", "1234.567" },
		{ MINUS "12", "-12" },
		{ "- 12", "-12" },
		{ "12-", "-12" },
		{ "(1 234)", "-1234" },
		{ "(1 234) " EURO, "-1234" },
		{ "12,5 %", "12.5" },
		{ "12,5" NB "%", "12.5" },
		{ "1 234 " EURO, "1234" },
		{ EURO "12,50", "12.50" },
		{ "-" EURO " 12", "-12" },
		{ "12 EUR", "12" },
		{ "12 euros", "12" },
		{ "1e5", "100000" },
		{ "1,5E-3", "0.0015" },
		{ "3,56E+13", "35600000000000" },
		{ "007", "7" },
		{ "000", "0" },
		{ "00,50", "0.50" },
		{ "-0", "0" },
		{ "-0,00", "0.00" },
		{ "-0,00 %", "0.00" },
		{ "+5", "5" },
		{ "  12 ", "12" },
		{ "12345678901234567890123,4", "12345678901234567890123.4" },
		{ "12 34", "NO" },
		{ "1 2345", "NO" },
		{ "12.34,5", "NO" },
		{ "01 234", "NO" },
		{ "06 12 34 56 78", "NO" },
		{ "1 234.567,8", "NO" },
		{ "1,234,567", "NO" },
		{ "1,234.5", "NO" },
		{ "-", "NO" },
		{ "", "NO" },
		{ " ", "NO" },
		{ "%", "NO" },
		{ EURO, "NO" },
		{ "()", "NO" },
		{ "5,", "NO" },
		{ ",", "NO" },
		{ "--5", "NO" },
		{ "-5-", "NO" },
		{ "(-5)", "NO" },
		{ "1e", "NO" },
		{ "e5", "NO" },
		{ "1e999", "NO" },
		{ "1e-999", "NO" },
		{ "12a", "NO" },
		{ "a12", "NO" },
		{ "1  234", "NO" },
		{ "0x10", "NO" },
		{ "nan", "NO" },
		{ "12 % %", "NO" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++)
		check(DP_NUMBER_FR, t[i][0], t[i][1]);
}

static void
english(void **state)
{
	static const char *const t[][2] = {
		{ "1,234", "1234" },
		{ "1,234.5", "1234.5" },
		{ "1,234,567", "1234567" },
		{ EURO "1,234.50", "1234.50" },
		{ "$ -5", "-5" },
		{ "1.234", "1.234" },
		{ ".5", "0.5" },
		{ "1 234.5", "1234.5" },
		{ "1,23", "NO" },
		{ "1,2345", "NO" },
		{ "1234,567", "NO" },
		{ "1.234.567", "NO" },
		{ "1.234,5", "NO" },
		{ "1,234 567", "NO" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++)
		check(DP_NUMBER_EN, t[i][0], t[i][1]);
}

static void
canonical(void **state)
{
	(void)state;
	check(DP_NUMBER_CANONICAL, "-12.50", "-12.50");
	check(DP_NUMBER_CANONICAL, "1e-5", "0.00001");
	check(DP_NUMBER_CANONICAL, "+1", "1");
	check(DP_NUMBER_CANONICAL, "1,5", "NO");
	check(DP_NUMBER_CANONICAL, "1 234", "NO");
	check(DP_NUMBER_CANONICAL, "1.234.567", "NO");
	check(DP_NUMBER_CANONICAL, "12%", "NO");
	check(DP_NUMBER_CANONICAL, "-", "NO");
}

static void
options_are_kept(void **state)
{
	struct dp_number_opts o = { DP_NUMBER_FR, false, false };
	char out[DP_NUMBER_BYTES];
	size_t n;

	(void)state;
	assert_int_equal(dp_number_read(DP_S("12 %"), &o, out, 64, &n),
			 DP_NUMBER_NO);
	assert_int_equal(dp_number_read(DP_S("12 " EURO), &o, out, 64, &n),
			 DP_NUMBER_NO);
	/* what does not fit is no number, and is not cut */
	assert_int_equal(dp_number_read(DP_S("12345"), &o, out, 4, &n),
			 DP_NUMBER_NO);
	assert_int_equal(dp_number_read(DP_S("12 345"), &o, out, 4, &n),
			 DP_NUMBER_NO);
	assert_int_equal(dp_number_read(DP_S("1 234"), &o, out, 4, &n),
			 DP_NUMBER_OK);
	assert_int_equal(dp_number_read((dp_str){ NULL, 0 }, &o, out, 64, &n),
			 DP_NUMBER_NO);
}

static void
doubles(void **state)
{
	/* the nearest double, as C's own literals give it */
	static const struct {
		const char *text;
		double v;
	} t[] = {
		{ "0", 0 },
		{ "0.1", 0.1 },
		{ "-12.5", -12.5 },
		{ "9007199254740993", 9007199254740992.0 },
		{ "9007199254740993.00000000000000000000000001",
		  9007199254740994.0 },
		{ "123456789012345678901234567890",
		  123456789012345678901234567890.0 },
		{ "0.000000000000000000000000000001", 1e-30 },
		{ "3.14159265358979323846264338327950288",
		  3.14159265358979323846264338327950288 },
		{ "17976931348623157081452742373170435679807056752584"
		  "49965989174768031572607800285387605895586327668781",
		  1.7976931348623157081452742373170435679807e99 },
		{ "0.30000000000000004", 0.30000000000000004 },
	};
	double v;

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++) {
		assert_true(dp_number_double(dp_str_c(t[i].text), &v));
		assert_memory_equal(&v, &t[i].v, sizeof(v));
	}
	assert_false(dp_number_double(DP_S("1,5"), &v));
	assert_false(dp_number_double(DP_S(""), &v));
	assert_false(dp_number_double(DP_S("1."), &v));
	assert_false(dp_number_double(DP_S("-"), &v));
}

static void
extreme_doubles(void **state)
{
	struct dp_buf b = { 0 };
	double tiny = 4.9406564584124654e-324, back = 1;

	(void)state;
	dp_number_double_text(tiny, 17, &b);
	assert_true(dp_number_double(dp_buf_view(&b), &back));
	assert_memory_equal(&back, &tiny, sizeof(back));
	b.n = 0;
	tiny = 2.2250738585072011e-308; /* subnormal */
	dp_number_double_text(tiny, 17, &b);
	assert_true(dp_number_double(dp_buf_view(&b), &back));
	assert_memory_equal(&back, &tiny, sizeof(back));
	b.n = 0;
	tiny = 1.7976931348623157e308;
	dp_number_double_text(tiny, 17, &b);
	assert_int_equal(b.n, 309);
	assert_true(dp_number_double(dp_buf_view(&b), &back));
	assert_memory_equal(&back, &tiny, sizeof(back));
	dp_buf_done(&b);
}

static void
text_of(double v, int digits, const char *want)
{
	struct dp_buf b = { 0 };

	dp_number_double_text(v, digits, &b);
	dp_buf_char(&b, '\0');
	assert_string_equal(b.p, want);
	dp_buf_done(&b);
}

static void
double_text(void **state)
{
	(void)state;
	text_of(0, 5, "0");
	text_of(0.1, 17, "0.10000000000000001");
	text_of(0.1, 0, "0.1");
	text_of(0.1 + 0.2, 0, "0.30000000000000004");
	text_of(1e21, 0, "1000000000000000000000");
	text_of(-1234.5, 6, "-1234.5");
	text_of(99999, 2, "100000");
	text_of(0.00012345, 3, "0.000123");
	text_of(1.0 / 3, 4, "0.3333");
	text_of(2.5, 1, "2");
}

static void
shown(const char *in, const char *want)
{
	struct dp_buf b = { 0 };

	dp_number_show(dp_str_c(in), &b);
	dp_buf_char(&b, '\0');
	assert_string_equal(b.p, want);
	dp_buf_done(&b);
}

static void
show(void **state)
{
	(void)state;
	shown("1234567.25", "1,234,567.25");
	shown("-123", "-123");
	shown("-1234", "-1,234");
	shown("0.5", "0.5");
	shown("n.c.", "n.c.");
}

static void
test_zero_led(void **state)
{
	static const char *const led[] = { "007",  "-012,5",    "00,5",
					   "(01)", "012 " EURO, EURO " 012",
					   "000" };
	static const char *const plain[] = { "0",     "0,5", "0.05",
					     "-0,5",  "7",   "100",
					     "1 007", ",05", "" };

	(void)state;
	for (size_t i = 0; i < sizeof led / sizeof *led; i++)
		if (!dp_number_zero_led(dp_str_c(led[i])))
			fail_msg("%s has no zeros before it", led[i]);
	for (size_t i = 0; i < sizeof plain / sizeof *plain; i++)
		if (dp_number_zero_led(dp_str_c(plain[i])))
			fail_msg("%s has zeros before it", plain[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_zero_led),
		cmocka_unit_test(french),
		cmocka_unit_test(english),
		cmocka_unit_test(canonical),
		cmocka_unit_test(options_are_kept),
		cmocka_unit_test(doubles),
		cmocka_unit_test(extreme_doubles),
		cmocka_unit_test(double_text),
		cmocka_unit_test(show),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("text_number", tests, NULL, NULL);
}
