/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The same rows, findings and rejects whatever the size of blocks and the
 * number of threads, over text with every defect in it.
 */
#include "test.h"

#include "table_read.h"

static uint32_t seed;

static unsigned
some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 12) % n;
}

static const char header[] = "commune;code;note\n";

/* A record, or something that should have been one. */
static void
add_record(struct dp_buf *b, unsigned defects)
{
	static const char *const odd[] = {
		"\"Le Petit Prince\" de Saint-Ex;12;\n",
		"\n",
		"Gap;1\n",
		"Gap;1;2;3\n",
		"24\" large;5;\n",
		"Apt;7;x\r",
		"\"jamais;8;y\n",
		"\"a\nb\"c\";9;\n",
		"\"x\"y\n",
		"Aix;caf\xE9;\n",
		";\"\";\r\n",
		"Aix;\"a\rb\";\n",
		"Nul;\0;\n",
		header,
		"\"l'un\nl'autre\";10;\"\"\"z\"\n",
	};
	unsigned k = some(15);

	if (some(1000) < defects) {
		dp_buf_add(b, odd[k], k == 12 ? 7 : strlen(odd[k]));
		return;
	}
	dp_buf_format(b, "Commune %u;%05u;", some(1000), some(100000));
	if (some(4) == 0)
		dp_buf_c(b, "\"place \"\"Haute\"\"\n\xC3\xA9glise\"");
	dp_buf_char(b, '\n');
}

static void
make_text(struct dp_buf *b, size_t n_bytes, unsigned defects)
{
	seed = 3;
	dp_buf_c(b, "Un titre\n\n");
	dp_buf_c(b, header);
	while (b->n < n_bytes)
		add_record(b, defects);
	dp_buf_c(b, "Total;12;\n\nSource : INSEE\n");
}

static void
assert_same(const struct table *a, const struct table *b)
{
	assert_true(dp_str_eq(dp_buf_view(&a->csv), dp_buf_view(&b->csv)));
	assert_true(dp_str_eq(dp_buf_view(&a->log.rejects),
			      dp_buf_view(&b->log.rejects)));
	assert_int_equal(a->log.rows_in, b->log.rows_in);
	for (int id = 1; id < DP_F_COUNT; id++) {
		enum dp_finding_id f = (enum dp_finding_id)id;

		assert_int_equal(table_count(a, f), table_count(b, f));
		assert_int_equal(table_line(a, f), table_line(b, f));
	}
}

static void
try_sizes(dp_str text, const size_t *size, size_t n_sizes, bool as_is)
{
	struct table want;

	table_init(&want);
	want.opts.as_is = as_is;
	want.opts.skip_lines = as_is ? 2 : -1;
	want.opts.block_bytes = 64u << 20;
	assert_int_equal(table_read(&want, text), 0);
	for (size_t i = 0; i < n_sizes; i++)
		for (size_t k = 0; k < (i ? 1 : 3); k++) {
			static const unsigned threads[] = { 2, 1, 7 };
			struct table got;

			table_init(&got);
			got.opts = want.opts;
			got.opts.block_bytes = size[i];
			got.threads = threads[k];
			assert_int_equal(table_read(&got, text), 0);
			assert_same(&want, &got);
			assert_true(got.n_batches > 1);
			table_done(&got);
		}
	table_done(&want);
}

static const size_t sizes[] = { 500, 64, 4096, 50000 };

static void
test_regular(void **state)
{
	struct dp_buf text = { 0 };

	(void)state;
	make_text(&text, 100000, 0);
	try_sizes(dp_buf_view(&text), sizes, 4, false);
	try_sizes(dp_buf_view(&text), sizes, 4, true);
	dp_buf_done(&text);
}

static void
test_some_defects(void **state)
{
	struct dp_buf text = { 0 };

	(void)state;
	make_text(&text, 100000, 5);
	try_sizes(dp_buf_view(&text), sizes, 4, false);
	try_sizes(dp_buf_view(&text), sizes, 4, true);
	dp_buf_done(&text);
}

static void
test_many_defects(void **state)
{
	struct dp_buf text = { 0 };

	(void)state;
	make_text(&text, 100000, 400);
	try_sizes(dp_buf_view(&text), sizes, 4, false);
	dp_buf_done(&text);
}

/* A file so small that one block would hold it all is cut too. */
static void
test_tiny_blocks(void **state)
{
	static const size_t tiny[] = { 1, 16, 100 };
	struct dp_buf text = { 0 };

	(void)state;
	make_text(&text, 3000, 50);
	try_sizes(dp_buf_view(&text), tiny, 3, true);
	dp_buf_done(&text);
	make_text(&text, 40000, 50);
	try_sizes(dp_buf_view(&text), tiny, 3, false);
	dp_buf_done(&text);
}

static void
test_utf16(void **state)
{
	struct dp_buf text = { 0 }, wide = { 0 };

	(void)state;
	make_text(&text, 100000, 0);
	dp_buf_c(&wide, "\xFF\xFE");
	for (size_t i = 0; i < text.n; i++) {
		dp_buf_char(&wide, text.p[i] & 0x7F);
		/* One surrogate alone among the letters. */
		dp_buf_char(&wide, i == 20001 ? '\xD8' : 0);
	}
	try_sizes(dp_buf_view(&wide), sizes, 4, false);
	dp_buf_done(&text);
	dp_buf_done(&wide);
}

static void
test_cp1252(void **state)
{
	struct dp_buf text = { 0 };

	(void)state;
	make_text(&text, 100000, 20);
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\xC3')
			text.p[i] = '\xE9';
	try_sizes(dp_buf_view(&text), sizes, 4, false);
	dp_buf_done(&text);
}

/* Lines end with CR, further than is looked at for that, then otherwise. */
static void
test_cr_then_others(void **state)
{
	struct dp_buf text = { 0 };

	(void)state;
	for (unsigned defects = 5; defects <= 400; defects += 395) {
		text.n = 0;
		make_text(&text, 130000, defects);
		for (size_t i = 0; i < 100000; i++)
			if (text.p[i] == '\n')
				text.p[i] = '\r';
		try_sizes(dp_buf_view(&text), sizes, 4, false);
		try_sizes(dp_buf_view(&text), sizes, 4, true);
	}
	dp_buf_done(&text);
}

/* Quotes that stay open about as long as they may. */
static void
test_long_quotes(void **state)
{
	static const size_t some_sizes[] = { 300000, 4096, 3u << 19 };
	static const size_t length[] = { (1u << 20) - 20, (1u << 20) + 20,
					 (3u << 19), 9u << 18 };

	(void)state;
	for (size_t i = 0; i < 8; i++) {
		struct dp_buf text = { 0 };

		dp_buf_c(&text, "a,b\n1,2\n3,\"open\n");
		for (size_t end = text.n + length[i % 4]; text.n < end;)
			dp_buf_c(&text, "a line, of text\n");
		dp_buf_c(&text, i < 4 ? "\"\n5,6\n" : "\n5,6\n");
		while (text.n < 3u << 20)
			dp_buf_c(&text, "Gap,12\n");
		try_sizes(dp_buf_view(&text), some_sizes, 3, false);
		dp_buf_done(&text);
	}
}

/* A quote too long to be one, and behind it one that is closed in time. */
static void
test_quote_behind_a_quote(void **state)
{
	static const size_t some_sizes[] = { 300000, 4096, 3u << 19 };
	struct dp_buf text = { 0 };
	struct table t;

	(void)state;
	dp_buf_c(&text, "a,b\n1,\"never\n");
	while (text.n < 1u << 19)
		dp_buf_c(&text, "Gap,12\n");
	dp_buf_c(&text, "2,\"in time\n");
	while (text.n < (1u << 20) + 1000)
		dp_buf_c(&text, "Aix,12\n");
	dp_buf_c(&text, "\"\n");
	while (text.n < 3u << 20)
		dp_buf_c(&text, "Apt,12\n");
	table_init(&t);
	assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
	/* It is closed, but too far away. */
	assert_int_equal(table_count(&t, DP_F_UNCLOSED_QUOTE), 0);
	assert_int_equal(table_count(&t, DP_F_FAR_QUOTE), 1);
	assert_int_equal(table_line(&t, DP_F_FAR_QUOTE), 2);
	dp_buf_char(&t.csv, '\0');
	assert_non_null(strstr(t.csv.p, "\n1,\"\"\"never\"\nGap,12\n"));
	assert_non_null(strstr(t.csv.p, "\n2,\"in time\nAix,12\n"));
	assert_non_null(strstr(t.csv.p, "\nAix,12\n\"\nApt,12\n"));
	table_done(&t);
	try_sizes(dp_buf_view(&text), some_sizes, 3, false);
	dp_buf_done(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_regular),
		cmocka_unit_test(test_some_defects),
		cmocka_unit_test(test_many_defects),
		cmocka_unit_test(test_tiny_blocks),
		cmocka_unit_test(test_utf16),
		cmocka_unit_test(test_cp1252),
		cmocka_unit_test(test_cr_then_others),
		cmocka_unit_test(test_long_quotes),
		cmocka_unit_test(test_quote_behind_a_quote),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
