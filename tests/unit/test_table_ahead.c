/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is read of a file before its turn: however long its records, its rows,
 * findings and rejects are those of the same text in memory, and who shares
 * the file finds it where reading ended.
 */
#include "test.h"

#include <fcntl.h>
#include <unistd.h>

#include "table_read.h"

/* The smallest blocks that are read so. */
#define BLOCK_BYTES (64u << 10)

static uint32_t seed;

static unsigned
some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 12) % n;
}

/* One record in MANY is longer than a block, or has a quote too many. */
static void
make_text(struct dp_buf *b, size_t n_bytes, unsigned many)
{
	seed = 5;
	b->n = 0;
	dp_buf_c(b, "commune;code;note\n");
	while (b->n < n_bytes) {
		unsigned odd = many ? some(many) : 1;

		dp_buf_format(b, "Commune %u;%05u;", some(1000), some(100000));
		if (odd == 0) {
			unsigned n = some(20000);

			dp_buf_char(b, '"');
			for (unsigned i = 0; i < n; i++)
				dp_buf_c(b, "long ; et\nlong ");
			dp_buf_char(b, '"');
		} else if (many && odd == 2) {
			dp_buf_c(b, "\"24\" de large");
		}
		dp_buf_char(b, '\n');
	}
	dp_buf_c(b, "Total;12;\n\nSource : INSEE\n");
}

static void
put_file(char *path, dp_str text)
{
	int fd = mkstemp(path);

	assert_true(fd >= 0);
	while (text.n > 0) {
		ssize_t n = write(fd, text.p, text.n);

		assert_true(n > 0);
		text = dp_str_from(text, (size_t)n);
	}
	assert_int_equal(close(fd), 0);
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
try_file(dp_str text)
{
	static const unsigned threads[] = { 1, 2, 7 };
	char path[] = "ahead-XXXXXX";
	struct table want;

	table_init(&want);
	assert_int_equal(table_read(&want, text), 0);
	put_file(path, text);
	for (size_t i = 0; i < 3; i++) {
		struct dp_stream *s;
		struct table got;

		table_init(&got);
		got.opts.block_bytes = BLOCK_BYTES;
		got.threads = threads[i];
		s = dp_table_open(path, &got.opts, &got.err);
		assert_non_null(s);
		assert_non_null(s->ahead);
		assert_int_equal(table_read_stream(&got, s), 0);
		assert_same(&want, &got);
		assert_true(got.n_batches > 2);
		table_done(&got);
	}
	(void)unlink(path);
	table_done(&want);
}

static void
test_usual_records(void **state)
{
	struct dp_buf text = { 0 };

	(void)state;
	make_text(&text, 2u << 20, 0);
	try_file(dp_buf_view(&text));
	/* The end of the file is the end of a block. */
	for (size_t n = 0; n < 3; n++) {
		text.n = (256u << 10) + 5 * BLOCK_BYTES - 1 + n;
		try_file(dp_buf_view(&text));
	}
	dp_buf_done(&text);
}

static void
test_long_records(void **state)
{
	struct dp_buf text = { 0 };

	(void)state;
	make_text(&text, 4u << 20, 3000);
	try_file(dp_buf_view(&text));
	make_text(&text, 6u << 20, 10);
	try_file(dp_buf_view(&text));
	dp_buf_done(&text);
}

/* A file that has become shorter ends where it does. */
static void
test_shorter_file(void **state)
{
	static const char want[] = "a,b\n";
	char path[] = "ahead-XXXXXX";
	struct dp_buf text = { 0 };
	struct dp_stream *s;
	struct table t;

	(void)state;
	dp_buf_c(&text, want);
	while (text.n < 1u << 20)
		dp_buf_c(&text, "1,2\n");
	put_file(path, dp_buf_view(&text));
	table_init(&t);
	t.threads = 2;
	s = dp_table_open(path, &t.opts, &t.err);
	assert_non_null(s);
	assert_int_equal(truncate(path, 4 + 4 * 100000), 0);
	assert_int_equal(table_read_stream(&t, s), 0);
	assert_int_equal(t.log.rows_in, 100000);
	table_done(&t);
	(void)unlink(path);
	dp_buf_done(&text);
}

static void
test_descriptor_at_the_end(void **state)
{
	char path[] = "ahead-XXXXXX";
	struct dp_buf text = { 0 };
	struct dp_stream *s;
	struct table t;
	int was = dup(STDIN_FILENO), fd;

	(void)state;
	make_text(&text, 1u << 20, 0);
	put_file(path, dp_buf_view(&text));
	fd = open(path, O_RDONLY);
	assert_true(fd >= 0 && was >= 0);
	assert_int_equal(dup2(fd, STDIN_FILENO), STDIN_FILENO);
	table_init(&t);
	t.threads = 2;
	s = dp_table_open("-", &t.opts, &t.err);
	assert_non_null(s);
	assert_int_equal(table_read_stream(&t, s), 0);
	assert_int_equal(lseek(STDIN_FILENO, 0, SEEK_CUR), (off_t)text.n);
	assert_int_equal(dup2(was, STDIN_FILENO), STDIN_FILENO);
	(void)close(was);
	(void)close(fd);
	table_done(&t);
	(void)unlink(path);
	dp_buf_done(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_usual_records),
		cmocka_unit_test(test_long_records),
		cmocka_unit_test(test_shorter_file),
		cmocka_unit_test(test_descriptor_at_the_end),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
