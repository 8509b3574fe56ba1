/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happens to a file while it is open as a table is said, and never ends
 * the program.
 */
#include "test.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pages_read.h"

static struct dp_pages *
open_numbers(char **path)
{
	struct dp_buf text = { 0 };
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_pages *p;

	dp_buf_c(&text, "n;double\n");
	for (unsigned i = 0; i < 100000; i++)
		dp_buf_format(&text, "%u;%u\n", i, 2 * i);
	*path = text_file(dp_buf_view(&text));
	dp_read_opts_init(&o);
	p = dp_pages_open(*path, &o, &err);
	assert_non_null(p);
	dp_buf_done(&text);
	return p;
}

/* What is added to an open file is said, and its rows stay what they were. */
static void
test_grown(void **state)
{
	char *path;
	struct dp_pages *p = open_numbers(&path);
	struct dp_view *v = dp_view_new(p, NULL, NULL);
	struct dp_window w = { 0 };
	struct dp_pages_state seen;
	int fd;

	(void)state;
	pages_count(p, &seen);
	assert_false(seen.changed);
	fd = open(path, O_WRONLY | O_APPEND);
	assert_int_equal(write(fd, "x;y\n", 4), 4);
	(void)close(fd);
	assert_true(pages_get(p, v, 99990, 60, &w));
	assert_int_equal(w.n, 10);
	dp_pages_look(p, &seen);
	assert_true(seen.changed);
	assert_int_equal(seen.n_rows, 100000);
	dp_window_done(&w);
	dp_view_free(v);
	dp_pages_close(p);
	(void)unlink(path);
	free(path);
}

/* A file that is cut while it is open is an error with a sentence. */
static void
test_cut(void **state)
{
	char *path;
	struct dp_pages *p = open_numbers(&path);
	struct dp_view *v = dp_view_new(p, NULL, NULL);
	struct dp_window w = { 0 };
	struct dp_pages_state seen;

	(void)state;
	pages_count(p, &seen);
	assert_int_equal(truncate(path, 1000), 0);
	assert_false(pages_get(p, v, 50000, 60, &w));
	assert_int_equal(w.err.code, DP_EDATA);
	assert_non_null(strstr(w.err.msg, "shorter"));
	dp_pages_look(p, &seen);
	assert_true(seen.changed);
	dp_window_done(&w);
	dp_view_free(v);
	dp_pages_close(p);
	(void)unlink(path);
	free(path);
}

/* Many programs write beside a file, then give it the file's name. */
static void
test_replaced(void **state)
{
	char *path, *other = text_file(DP_S("n;double\n1;2\n"));
	struct dp_pages *p = open_numbers(&path);
	struct dp_view *v = dp_view_new(p, NULL, NULL);
	struct dp_window w = { 0 };
	struct dp_pages_state seen;

	(void)state;
	pages_count(p, &seen);
	assert_int_equal(rename(other, path), 0);
	assert_true(pages_get(p, v, 50000, 60, &w));
	dp_pages_look(p, &seen);
	assert_true(seen.changed);
	dp_window_done(&w);
	dp_view_free(v);
	dp_pages_close(p);
	(void)unlink(path);
	free(path);
	free(other);
}

/* A copy that cannot be made is refused with the way out. */
static void
test_no_room(void **state)
{
	char *path = text_file((dp_str){ "\xFF\xFEn\0;\0m\0\n\0", 10 });
	struct dp_read_opts o;
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(setenv("TMPDIR", "/nowhere/at/all", 1), 0);
	dp_read_opts_init(&o);
	assert_null(dp_pages_open(path, &o, &err));
	assert_int_equal(err.code, DP_EIO);
	assert_non_null(strstr(err.msg, "TMPDIR"));
	assert_int_equal(unsetenv("TMPDIR"), 0);
	(void)unlink(path);
	free(path);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grown),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_replaced),
		cmocka_unit_test(test_no_room),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
