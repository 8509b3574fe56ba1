/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Arenas and buffers: alignment, what stays and what goes, and the room
 * behind a text that wide reads rely on.
 */
#include "test.h"

#include <stdlib.h>

#include <dpipe/base.h>

/* Reads the 32 bytes that may be read behind a text. */
static unsigned
look_behind(const char *end)
{
	unsigned sum = 0;

	for (size_t i = 0; i < 32; i++)
		sum += (unsigned char)end[i] & 1u;
	return sum;
}

static void
test_arena_aligns_and_keeps(void **state)
{
	struct dp_arena a = { 0 };
	dp_str kept[2000];
	char text[32];

	(void)state;
	for (size_t i = 0; i < 2000; i++) {
		size_t n = (i * 37) % 300;
		char *p;

		(void)snprintf(text, sizeof text, "text %zu", i);
		kept[i] = dp_keep(&a, dp_str_c(text));
		p = dp_arena_alloc(&a, n);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		memset(p, 0x55, n);
		(void)look_behind(p + n);
		(void)look_behind(kept[i].p + kept[i].n);
	}
	for (size_t i = 0; i < 2000; i++) {
		(void)snprintf(text, sizeof text, "text %zu", i);
		assert_true(dp_str_is(kept[i], text));
	}
	dp_arena_done(&a);
	assert_null(a.chunk);
}

/* Much text, in large pages: it stays, knows where it is, and has room. */
static void
test_arena_of_large_pages(void **state)
{
	struct dp_arena a = { .large = true };
	dp_str kept[60];

	(void)state;
	assert_false(dp_arena_has(&a, "elsewhere"));
	for (size_t i = 0; i < 60; i++) {
		size_t n = i == 30 ? 9u << 20 : 200000 + 7 * i;
		char *p = dp_arena_text(&a, n);

		memset(p, 'a' + (int)i % 26, n);
		kept[i] = (dp_str){ p, n };
		assert_true(dp_arena_has(&a, p));
		assert_true(dp_arena_has(&a, p + n - 1));
		assert_false(dp_arena_has(&a, p + n));
		assert_false(dp_arena_has(&a, "elsewhere"));
		(void)look_behind(p + n);
	}
	for (size_t i = 0; i < 60; i++)
		assert_true(kept[i].p[0] == 'a' + (int)i % 26 &&
			    kept[i].p[kept[i].n - 1] == 'a' + (int)i % 26);
	dp_arena_done(&a);
	assert_null(a.chunk);
	/* what is emptied takes large pages again */
	assert_true(a.large);
}

static void
test_arena_large_and_reset(void **state)
{
	struct dp_arena a = { 0 };

	(void)state;
	dp_arena_reset(&a);
	for (int turn = 0; turn < 3; turn++) {
		char *p = dp_arena_text(&a, 5u << 20);

		memset(p, 'x', 5u << 20);
		(void)look_behind(p + (5u << 20));
		assert_non_null(dp_arena_text(&a, 0));
		dp_arena_reset(&a);
	}
	dp_arena_done(&a);
	dp_arena_done(&a);
}

static void
test_keep_tells_nothing_from_empty(void **state)
{
	struct dp_arena a = { 0 };

	(void)state;
	assert_null(dp_keep(&a, (dp_str){ NULL, 0 }).p);
	assert_non_null(dp_keep(&a, DP_S("")).p);
	assert_string_equal(dp_keep_c(&a, (dp_str){ NULL, 0 }), "");
	assert_string_equal(dp_keep_c(&a, DP_S("ab")), "ab");
	assert_true(dp_str_is(dp_keep_format(&a, "%s-%d", "x", 7), "x-7"));
	dp_arena_done(&a);
}

static void
test_decimal_digits(void **state)
{
	uint64_t power = 1;

	(void)state;
	/* 10 to the 19th is the greatest there is */
	for (int k = 0; k < 20; k++, power *= 10) {
		const uint64_t near[] = { power - 1, power, power + 1,
					  power / 7 };

		for (size_t i = 0; i < sizeof near / sizeof *near; i++) {
			struct dp_buf b = { 0 }, want = { 0 };

			dp_buf_decimal(&b, near[i]);
			dp_buf_format(&want, "%llu",
				      (unsigned long long)near[i]);
			assert_true(dp_str_eq(dp_buf_view(&b),
					      dp_buf_view(&want)));
			dp_buf_done(&b);
			dp_buf_done(&want);
		}
	}
}

static void
test_buffer_grows(void **state)
{
	struct dp_buf b = { 0 };
	char *taken;

	(void)state;
	assert_null(dp_buf_view(&b).p);
	dp_buf_add(&b, NULL, 0);
	for (int i = 0; i < 5000; i++) {
		dp_buf_format(&b, "%d,", i % 10);
		(void)look_behind(b.p + b.n);
		(void)look_behind(b.p + b.cap);
	}
	assert_int_equal(b.n, 10000);
	assert_memory_equal(b.p + 9990, "5,6,7,8,9,", 10);
	dp_buf_char(&b, 'c');
	dp_buf_c(&b, "de");
	dp_buf_str(&b, DP_S("f"));
	dp_buf_decimal(&b, 0);
	dp_buf_decimal(&b, UINT64_MAX);
	taken = dp_buf_take(&b);
	assert_string_equal(taken + 10000, "cdef018446744073709551615");
	assert_null(b.p);
	assert_int_equal(b.n, 0);
	free(taken);
	taken = dp_buf_take(&b);
	assert_string_equal(taken, "");
	free(taken);
	dp_buf_done(&b);
	dp_buf_done(&b);
}

static void
test_long_formats(void **state)
{
	char *text = dp_alloc(100000);
	char *made;

	(void)state;
	memset(text, 'y', 99999);
	text[99999] = '\0';
	made = dp_format("<%s>", text);
	assert_int_equal(strlen(made), 100001);
	assert_int_equal(made[100000], '>');
	free(made);
	free(text);
}

static void
test_items_grow(void **state)
{
	int *item = NULL;
	size_t cap = 0;

	(void)state;
	for (size_t n = 0; n < 1000; n++) {
		dp_grow(&item, &cap, n, sizeof *item);
		item[n] = (int)n;
	}
	assert_int_equal(item[999], 999);
	assert_int_equal(item[0], 0);
	free(item);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_arena_aligns_and_keeps),
		cmocka_unit_test(test_arena_of_large_pages),
		cmocka_unit_test(test_arena_large_and_reset),
		cmocka_unit_test(test_keep_tells_nothing_from_empty),
		cmocka_unit_test(test_buffer_grows),
		cmocka_unit_test(test_decimal_digits),
		cmocka_unit_test(test_long_formats),
		cmocka_unit_test(test_items_grow),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
