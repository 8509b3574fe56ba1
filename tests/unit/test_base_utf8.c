/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * UTF-8: every character there and back, every malformed kind refused, and
 * the wide test of a text the same as one character at a time.
 */
#include "test.h"

#include <dpipe/base.h>

static void
test_every_character(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char p[4];
		unsigned n;
		uint32_t back = 0;

		if (c >= 0xD800 && c < 0xE000)
			continue;
		n = dp_utf8_encode(c, p);
		assert_int_equal(n, c < 0x80    ? 1 :
				    c < 0x800   ? 2 :
				    c < 0x10000 ? 3 :
						  4);
		assert_int_equal(dp_utf8_decode(p, n, &back), n);
		assert_int_equal(back, c);
		/* Cut short, it is not UTF-8. */
		for (unsigned k = 1; k < n; k++)
			assert_int_equal(dp_utf8_decode(p, k, &back), 0);
	}
}

static void
test_malformed(void **state)
{
	static const char *const bad[] = {
		"\x80",
		"\xBF",
		"\xC0\x80",
		"\xC1\xBF",
		"\xC3\x28",
		"\xE0\x80\x80",
		"\xE0\x9F\xBF",
		"\xE2\x28\xA1",
		"\xE2\x82\x28",
		"\xED\xA0\x80",
		"\xED\xBF\xBF",
		"\xF0\x80\x80\x80",
		"\xF0\x8F\xBF\xBF",
		"\xF0\x28\x8C\xBC",
		"\xF4\x90\x80\x80",
		"\xF5\x80\x80\x80",
		"\xFE",
		"\xFF",
	};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		uint32_t c;

		assert_int_equal(dp_utf8_decode(bad[i], strlen(bad[i]), &c), 0);
		assert_int_equal(dp_utf8_valid(dp_str_c(bad[i])), 0);
	}
}

/* Bytes before the first that is not UTF-8, one character at a time. */
static size_t
slowly_valid(dp_str s)
{
	size_t i = 0;
	uint32_t c;
	unsigned k;

	while (i < s.n && (k = dp_utf8_decode(s.p + i, s.n - i, &c)) > 0)
		i += k;
	return i;
}

static void
test_wide_test_is_the_same(void **state)
{
	static const char *const piece[] = { "a",
					     "e-i",
					     "\xC3\xA9",
					     "\xE2\x82\xAC",
					     "\xF0\x9F\x8C\xBB",
					     "abcdefghijklmnopqrstuvw",
					     "\xFF",
					     "\xC3",
					     "\xE2\x82" };
	uint32_t seed = 1;
	char text[512];

	(void)state;
	for (unsigned turn = 0; turn < 20000; turn++) {
		size_t n = 0, skip = turn % 8;
		dp_str s;

		while (n < 400) {
			unsigned k;

			seed = seed * 1664525 + 1013904223;
			k = (seed >> 16) % 64;
			if (k == 0 && turn % 2)
				break;
			/* Malformed pieces are rare. */
			k = k < 60 ? k % 6 : 6 + k % 3;
			memcpy(text + n, piece[k], strlen(piece[k]));
			n += strlen(piece[k]);
		}
		s = dp_str_from((dp_str){ text, n }, skip);
		assert_int_equal(dp_utf8_valid(s), slowly_valid(s));
	}
	assert_int_equal(dp_utf8_valid((dp_str){ NULL, 0 }), 0);
	assert_int_equal(dp_utf8_chars(DP_S("\xC3\xA9t\xC3\xA9 \xE2\x82\xAC")),
			 5);
}

/* Places of characters of one, two, three and four bytes. */
static void
test_places(void **state)
{
	dp_str s = DP_S("a\xC3\xA9\xE2\x82\xAC\xF0\x9F\x8C\x8D.");
	static const size_t start[] = { 0, 1, 3, 6, 10, 11 };

	(void)state;
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(dp_utf8_offset(s, i), start[i]);
	assert_int_equal(dp_utf8_offset(s, 99), s.n);
	for (size_t at = 0, c = 0; at < s.n; at++) {
		c += at == start[c + 1];
		assert_int_equal(dp_utf8_start(s, at), start[c]);
		assert_int_equal(dp_utf8_next(s, at), start[c + 1]);
	}
	assert_int_equal(dp_utf8_start(s, s.n), s.n);
}

/* One malformed sequence at each place of a text, whatever is around it. */
static void
test_malformed_at_every_place(void **state)
{
	static const char *const bad[] = { "\x80",
					   "\xC1\xBF",
					   "\xE0\x9F\xBF",
					   "\xED\xA0\x80",
					   "\xF0\x8F\xBF\xBF",
					   "\xF4\x90\x80\x80",
					   "\xC3",
					   "\xE2\x82",
					   "\xF0\x9F\x8C",
					   "\xF5\x80\x80\x80",
					   "\xC3\xA9\xA9",
					   "\xE2\x82\xAC\x80",
					   "\xFF" };
	static const char *const filler[] = { "a", "\xC3\xA9", "\xE2\x82\xAC",
					      "\xF0\x9F\x8C\xBB" };

	(void)state;
	for (size_t f = 0; f < 4; f++)
		for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
			for (size_t at = 0; at < 140; at++)
				for (size_t after = 0; after < 80;
				     after += 79) {
					struct dp_buf b = { 0 };

					while (b.n < at)
						dp_buf_c(&b, filler[f]);
					dp_buf_c(&b, bad[i]);
					for (size_t k = 0; k < after; k++)
						dp_buf_c(&b, filler[f]);
					assert_int_equal(
						dp_utf8_valid(dp_buf_view(&b)),
						slowly_valid(dp_buf_view(&b)));
					dp_buf_done(&b);
				}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_every_character),
		cmocka_unit_test(test_malformed),
		cmocka_unit_test(test_wide_test_is_the_same),
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_malformed_at_every_place),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
