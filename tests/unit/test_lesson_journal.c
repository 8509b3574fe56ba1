/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal of progress: what was added is read, what was torn is not. */
#include "test.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "lesson/session.h"

static char folder[] = "journal-XXXXXX";
static char *path;

static int
setup(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	path = dp_path_join(folder, "journal");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	free(path);
	dp_remove_tree(folder);
	return 0;
}

static void
add(const char *word, const char *rest)
{
	struct dp_err err = { 0 };
	struct dpi_record r = { DP_S("2026-01-01T00:00:00Z"), dp_str_c(word),
				DP_S("clean"), DP_S("c1"), dp_str_c(rest) };
	int fd = dpi_journal_open(path, &err);

	assert_true(fd >= 0);
	assert_int_equal(dpi_journal_add(fd, &r, &err), 0);
	assert_int_equal(close(fd), 0);
}

/* Reads the first BYTES of the journal; returns how many records are good. */
static size_t
count(size_t bytes, char *last, size_t last_bytes)
{
	struct dp_buf text = { 0 };
	struct dp_arena a = { 0 };
	struct dp_err err = { 0 };
	struct dpi_record r;
	size_t n = 0;
	dp_str rest;

	assert_int_equal(dp_read_file(path, 1 << 20, &text, &err), 0);
	rest = (dp_str){ text.p, bytes < text.n ? bytes : text.n };
	while (dpi_journal_next(&rest, &a, &r)) {
		n++;
		(void)snprintf(last, last_bytes, "%.*s %.*s", DP_FMT(r.word),
			       DP_FMT(r.rest));
	}
	dp_buf_done(&text);
	dp_arena_done(&a);
	return n;
}

static void
gives_back_what_was_added(void **state)
{
	char last[100] = "";

	(void)state;
	add("act", "trim *");
	add("act", "edit town\n    \"a\" -> \"b\" # \\");
	assert_int_equal(count(SIZE_MAX, last, sizeof last), 2);
	assert_string_equal(last, "act edit town\n    \"a\" -> \"b\" # \\");
}

/* Cut anywhere, the journal holds the records before the cut and no other. */
static void
passes_over_a_torn_line(void **state)
{
	struct dp_buf text = { 0 };
	struct dp_err err = { 0 };
	char last[100];
	size_t first;

	(void)state;
	assert_int_equal(dp_read_file(path, 1 << 20, &text, &err), 0);
	first = (size_t)dp_str_find(dp_buf_view(&text), '\n') + 1;
	for (size_t i = 0; i <= text.n; i++)
		assert_int_equal(count(i, last, sizeof last),
				 (i >= first) + (i >= text.n));
	/* the torn line is closed, and what follows it is good */
	assert_int_equal(truncate(path, (off_t)text.n - 5), 0);
	add("pass", "");
	assert_int_equal(count(SIZE_MAX, last, sizeof last), 2);
	assert_string_equal(last, "pass ");
	dp_buf_done(&text);
}

static void
passes_over_what_was_changed(void **state)
{
	char last[100];
	int fd = open(path, O_WRONLY);

	(void)state;
	assert_int_equal(pwrite(fd, "X", 1, 30), 1);
	assert_int_equal(close(fd), 0);
	assert_int_equal(count(SIZE_MAX, last, sizeof last), 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(gives_back_what_was_added),
		cmocka_unit_test(passes_over_a_torn_line),
		cmocka_unit_test(passes_over_what_was_changed),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("journal", tests, setup, teardown);
}
