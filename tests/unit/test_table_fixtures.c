/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Small French files with one defect each, in tests/data/table: what is
 * written of them is what stands beside them, and reading that again changes
 * nothing and finds nothing wrong.
 */
#include "test.h"

#include <glob.h>
#include <unistd.h>

#include "account.h"

#include "table_read.h"

static void
load(const char *path, struct dp_buf *b)
{
	struct dp_err err = { 0 };

	b->n = 0;
	if (dp_read_file(path, 1u << 20, b, &err) != 0)
		fail_msg("%s", err.msg);
}

static bool
is_wrong(const struct table *t)
{
	bool doubtful = false;

	for (size_t i = 0; i < t->log.findings.n; i++) {
		enum dp_finding_id id = t->log.findings.at[i].id;

		/* What nobody asked to change stays to be found. */
		doubtful = doubtful ||
			   (id != DP_F_NO_HEADER && id != DP_F_ONE_COLUMN &&
			    id != DP_F_EMPTY_FILE && id != DP_F_NUL_BYTE &&
			    id != DP_F_BLANK_HEADER &&
			    id != DP_F_DUPLICATE_HEADER);
	}
	return doubtful;
}

/* Reads PATH and compares it with WANT; CLEAN: and nothing is to be found. */
static bool
reads_as(const char *path, dp_str want, bool clean, unsigned threads)
{
	struct table t;
	struct dp_stream *s;
	bool ok = false;

	table_init(&t);
	t.threads = threads;
	s = dp_table_open(path, &t.opts, &t.err);
	if (!s || table_read_stream(&t, s) != 0)
		print_error("%s: %s\n", path, t.err.msg);
	else if (!dp_str_eq(dp_buf_view(&t.csv), want))
		print_error("%s gives\n%.*snot\n%.*s", path,
			    DP_FMT(dp_buf_view(&t.csv)), DP_FMT(want));
	else if (clean && is_wrong(&t))
		print_error("%s: there is something to find\n", path);
	else
		ok = true;
	table_done(&t);
	return ok;
}

/* Is every byte of PATH in the table or in the rejects? */
static bool
is_accounted_for(const char *path)
{
	struct dp_buf file = { 0 };
	struct table t;
	int lost;

	load(path, &file);
	table_init(&t);
	assert_int_equal(table_read(&t, dp_buf_view(&file)), 0);
	lost = account_lost(dp_buf_view(&file), &t.dialect,
			    table_count(&t, DP_F_OTHER_DELIMITER) > 0,
			    dp_buf_view(&t.csv), dp_buf_view(&t.log.rejects));
	if (lost >= 0)
		print_error("%s: byte %d is lost\n", path, lost);
	table_done(&t);
	dp_buf_done(&file);
	return lost < 0;
}

static void
test_each(void **state)
{
	const char *top = getenv("srcdir");
	struct dp_buf want = { 0 };
	char *pattern = dp_format("%s/tests/data/table/*.in.csv",
				  top ? top : ".");
	glob_t found;
	size_t bad = 0;

	(void)state;
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 150);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		char *in = found.gl_pathv[i];
		size_t stem = strlen(in) - strlen("in.csv");
		char *out = dp_format("%.*sout.csv", (int)stem, in);

		load(out, &want);
		bad += !reads_as(in, dp_buf_view(&want), false, 1);
		bad += !reads_as(in, dp_buf_view(&want), false, 2);
		bad += !reads_as(out, dp_buf_view(&want), true, 1);
		bad += !is_accounted_for(in);
		free(out);
	}
	assert_int_equal(bad, 0);
	globfree(&found);
	free(pattern);
	dp_buf_done(&want);
}

/* Standard input, through a pipe that gives a few bytes at a time. */
static void
test_through_a_pipe(void **state)
{
	static const char text[] = "nom;\xC3\xA9tat\r\nA;\"x\r\ny\"\r\nB;z";
	struct table t;
	struct dp_stream *s;
	int fd[2], old = dup(STDIN_FILENO);

	(void)state;
	assert_int_equal(pipe(fd), 0);
	if (fork() == 0) {
		for (size_t i = 0; i < sizeof text - 1; i++)
			if (write(fd[1], text + i, 1) != 1)
				_exit(1);
		_exit(0);
	}
	(void)close(fd[1]);
	assert_int_equal(dup2(fd[0], STDIN_FILENO), STDIN_FILENO);
	table_init(&t);
	s = dp_table_open("-", &t.opts, &t.err);
	assert_non_null(s);
	assert_int_equal(table_read_stream(&t, s), 0);
	assert_true(dp_str_is(dp_buf_view(&t.csv),
			      "nom,\xC3\xA9tat\nA,\"x\r\ny\"\nB,z\n"));
	table_done(&t);
	(void)close(fd[0]);
	(void)dup2(old, STDIN_FILENO);
	(void)close(old);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each),
		cmocka_unit_test(test_through_a_pipe),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
