/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What numbers in sheets stand for, and the texts that cells share. */
#include "test.h"

#include "source/serial.h"
#include "source/strings.h"

static void
test_serials(void **state)
{
	static const struct {
		const char *text;
		const char *format; /* or NULL: none */
		bool from_1904;
		const char *want;
	} row[] = {
		{ "0.1", NULL, false, "0.1" },
		{ "0.10000000000000001", NULL, false, "0.1" },
		{ "0.30000000000000004", NULL, false, "0.30000000000000004" },
		{ "1E-3", NULL, false, "0.001" },
		{ "-2.5E+2", NULL, false, "-250" },
		{ "12345678901234567890", NULL, false, "12345678901234567890" },
		{ "1e999", NULL, false, "1e999" },
		{ "NaN", NULL, false, "NaN" },
		{ "45000", "General", false, "45000" },
		{ "45000", "0.00E+00", false, "45000" },
		{ "45000", "#,##0 \"jours\"", false, "45000" },
		{ "45000", "[Red]0;[Blue]-0", false, "45000" },
		{ "45000", "0\\d", false, "45000" },
		{ "45000", "0_d", false, "45000" },
		{ "45000", "0;d", false, "45000" },
		{ "45000", "dd/mm/yyyy", false, "2023-03-15" },
		{ "45000", "mmmm", false, "2023-03-15" },
		{ "45000", "[$-F800]dddd, mmmm dd, yyyy", false, "2023-03-15" },
		{ "45000.25", "dd/mm/yyyy", false, "2023-03-15T06:00:00" },
		{ "45000", "yyyy-mm-dd hh:mm", false, "2023-03-15T00:00:00" },
		{ "0.5", "h:mm AM/PM", false, "12:00:00" },
		{ "0.999999999999", "hh:mm", false, "24:00:00" },
		{ "44999.999999999999", "d/m/yy h:mm", false,
		  "2023-03-15T00:00:00" },
		{ "0.0000057870370370", "mm:ss.0", false, "00:00:00.500" },
		{ "2.5", "[h]:mm", false, "60:00:00" },
		{ "2.5", "h:mm", false, "60:00:00" },
		{ "45000.5", "h:mm", false, "2023-03-15T12:00:00" },
		{ "1", "d", false, "1900-01-01" },
		{ "59", "d", false, "1900-02-28" },
		{ "60", "d", false, "1900-02-29" },
		{ "61", "d", false, "1900-03-01" },
		{ "0", "d", false, "0" },
		{ "-1", "d", false, "-1" },
		{ "2958465", "d", false, "9999-12-31" },
		{ "2958466", "d", false, "2958466" },
		{ "0", "d", true, "1904-01-01" },
		{ "43538", "d", true, "2023-03-15" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct dp_buf out = { 0 };

		dpi_serial_text(dp_str_c(row[i].text),
				row[i].format ? dpi_serial_code(dp_str_c(
							row[i].format)) :
						DPI_SERIAL_NUMBER,
				row[i].from_1904, &out);
		if (!dp_str_is(dp_buf_view(&out), row[i].want))
			fail_msg("%s as %s is %.*s", row[i].text,
				 row[i].format ? row[i].format : "a number",
				 DP_FMT(dp_buf_view(&out)));
		dp_buf_done(&out);
	}
	assert_int_equal(dpi_serial_builtin(13), DPI_SERIAL_NUMBER);
	assert_int_equal(dpi_serial_builtin(14), DPI_SERIAL_DATE);
	assert_int_equal(dpi_serial_builtin(22), DPI_SERIAL_MOMENT);
	assert_int_equal(dpi_serial_builtin(46), DPI_SERIAL_DURATION);
	assert_int_equal(dpi_serial_builtin(47), DPI_SERIAL_TIME);
	assert_int_equal(dpi_serial_builtin(49), DPI_SERIAL_NUMBER);
}

/* More strings than are held: the rest comes back from a file. */
static void
test_strings(void **state)
{
	struct dpi_strings s;
	struct dp_err err = { 0 };
	char text[300];
	dp_str got;

	(void)state;
	memset(text, 'x', sizeof text);
	dpi_strings_init(&s);
	for (unsigned i = 0; i < 30000; i++) {
		size_t n = i % 250;
		int digits = snprintf(text, sizeof text, "%u", i);

		text[digits] = 'x';
		assert_int_equal(dpi_strings_add(&s, "x", (dp_str){ text, n },
						 &err),
				 0);
	}
	assert_int_equal(dpi_strings_ready(&s, &err), 0);
	assert_true(s.fd >= 0);
	for (unsigned i = 0; i < 30000; i++) {
		unsigned k = i * 7919 % 30000;
		char digits[16];

		assert_int_equal(dpi_strings_get(&s, k, &got, &err), 1);
		assert_int_equal(got.n, k % 250);
		(void)snprintf(digits, sizeof digits, "%u", k);
		if (got.n >= strlen(digits))
			assert_true(dp_str_starts(got, digits));
	}
	assert_int_equal(dpi_strings_get(&s, 30000, &got, &err), 0);
	dpi_strings_done(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_serials),
		cmocka_unit_test(test_strings),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
