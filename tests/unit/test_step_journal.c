/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The journal of a workbench: whatever ends the program, and at whatever
 * byte, what was confirmed is there again, and nothing else.
 */
#include "test.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>

#include <dpipe/workbench.h>

#include "jobs.h"

static char *
journal_name(const struct open *o)
{
	return dp_format("%s.journal", o->path);
}

/* All that can be asked of B, as text. */
static void
describe(const struct dp_bench *b, struct dp_buf *out)
{
	dp_buf_format(out, "at %u of %u\n", dp_bench_current(b),
		      dp_bench_count(b));
	for (uint32_t i = 0; i < dp_bench_count(b); i++) {
		struct dp_bench_step s;

		dp_bench_look(b, i, &s);
		dp_buf_format(out, "%u < %u %.*s | %.*s %s %lld %d %llu %d\n",
			      s.parent, i, DP_FMT(s.line), DP_FMT(s.note),
			      s.note.p ? "noted" : "", (long long)s.time,
			      s.has_tally,
			      (unsigned long long)s.tally.changed_cells,
			      s.on_path);
	}
}

/* Some of everything; after each action its state is added to SEEN. */
static void
work(struct open *o, struct dp_bench *b, struct dp_buf seen[8])
{
	struct dp_tally t = { .changed_cells = 80 };

	describe(b, &seen[0]);
	assert_int_equal(dp_bench_apply(b, DP_S("trim nom"), &t, &o->err), 0);
	describe(b, &seen[1]);
	assert_int_equal(
		dp_bench_apply(b,
			       DP_S("edit nom \"Commune 01\" ->\n  \"\xC3\x89t"
				    "\xC3\xA9 \\\"x\\\"\""),
			       NULL, &o->err),
		0);
	describe(b, &seen[2]);
	assert_int_equal(dp_bench_undo(b, &o->err), 1);
	describe(b, &seen[3]);
	assert_int_equal(dp_bench_note(b, 2, DP_S("dit \"ici\"\nou l\xC3\xA0"),
				       &o->err),
			 0);
	describe(b, &seen[4]);
	assert_int_equal(dp_bench_apply(b, DP_S("case nom to=upper"), &t,
					&o->err),
			 0);
	describe(b, &seen[5]);
	assert_int_equal(dp_bench_note(b, 2, (dp_str){ NULL, 0 }, &o->err), 0);
	describe(b, &seen[6]);
	assert_int_equal(dp_bench_go(b, 2, &o->err), 0);
	describe(b, &seen[7]);
}

static void
write_prefix(const char *path, dp_str text, size_t n)
{
	struct dp_err err = { 0 };

	assert_int_equal(dp_write_file(path, text.p, n, &err), 0);
}

static void
test_any_byte(void **state)
{
	struct dp_buf seen[8] = { { 0 } }, text = { 0 };
	size_t at = 0, start;
	struct dp_bench *b;
	struct open o;
	char *name;

	(void)state;
	open_text(&o, DP_S("nom;n\nCommune 01;1\n"));
	name = journal_name(&o);
	b = dp_bench_new(o.p, o.path, NULL, name, &o.err);
	assert_non_null(b);
	work(&o, b, seen);
	dp_bench_free(b);
	assert_int_equal(dp_read_file(name, 1u << 20, &text, &o.err), 0);
	start = strlen("dpipe-journal 1\n");
	start += (size_t)dp_str_find(dp_str_from(dp_buf_view(&text), start),
				     '\n') +
		 1;
	for (size_t n = start; n <= text.n; n++) {
		struct dp_buf got = { 0 };

		at += n > start && text.p[n - 1] == '\n';
		write_prefix(name, dp_buf_view(&text), n);
		b = dp_bench_resume(o.p, name, &o.err);
		if (!b)
			fail_msg("%zu bytes: %s", n, o.err.msg);
		describe(b, &got);
		assert_true(dp_str_eq(dp_buf_view(&seen[at]),
				      dp_buf_view(&got)));
		assert_false(dp_bench_changed(b));
		/* It goes on from there. */
		assert_int_equal(dp_bench_apply(b, DP_S("squeeze nom"), NULL,
						&o.err),
				 0);
		dp_bench_free(b);
		b = dp_bench_resume(o.p, name, &o.err);
		assert_non_null(b);
		dp_bench_free(b);
		dp_buf_done(&got);
	}
	assert_int_equal(at, 7);
	/* Bytes that nobody wrote, as a failing disk leaves them. */
	memset(text.p + text.n - 4, 0, 4);
	write_prefix(name, dp_buf_view(&text), text.n);
	b = dp_bench_resume(o.p, name, &o.err);
	assert_int_equal(dp_bench_current(b), 3);
	dp_bench_free(b);
	for (size_t i = 0; i < 8; i++)
		dp_buf_done(&seen[i]);
	(void)unlink(name);
	free(name);
	dp_buf_done(&text);
	close_table(&o);
}

/* A child that applies steps for ever, and says so of each in SAY. */
static void
apply_for_ever(const char *table, const char *journal, int say)
{
	struct dp_read_opts opts;
	struct dp_err err = { 0 };
	struct dp_pages *p;
	struct dp_bench *b;

	dp_read_opts_init(&opts);
	p = dp_pages_open(table, &opts, &err);
	b = p ? dp_bench_new(p, table, NULL, journal, &err) : NULL;
	while (b && dp_bench_apply(b, DP_S("trim *"), NULL, &err) == 0)
		if (write(say, "x", 1) != 1)
			break;
	_exit(1);
}

static size_t
count_said(int fd)
{
	char some[256];
	size_t said = 0;
	ssize_t n;

	while ((n = read(fd, some, sizeof some)) > 0)
		said += (size_t)n;
	return said;
}

/* Steps of the journal NAME about the table PATH; -1: it was not begun. */
static int64_t
count_steps(const char *path, const char *name)
{
	struct dp_read_opts opts;
	struct dp_err err = { 0 };
	struct dp_pages *p;
	struct dp_bench *b;
	int64_t n = -1;

	dp_read_opts_init(&opts);
	p = dp_pages_open(path, &opts, &err);
	assert_non_null(p);
	b = dp_bench_resume(p, name, &err);
	if (b)
		n = dp_bench_count(b) - 1;
	dp_bench_free(b);
	dp_pages_close(p);
	return n;
}

/* No thread of this process runs while a child is made. */
static void
test_killed(void **state)
{
	char *path = text_file(DP_S("nom;n\nGap;1\nNice;2\n"));
	char *name = dp_format("%s.journal", path);

	(void)state;
	for (int i = 0; i < 20; i++) {
		struct timespec pause = { 0, 3000000L + i * 1700000L };
		int say[2], status;
		int64_t said, n;
		pid_t child;

		assert_int_equal(pipe(say), 0);
		child = fork();
		if (child == 0)
			apply_for_ever(path, name, say[1]);
		(void)close(say[1]);
		(void)nanosleep(&pause, NULL);
		(void)kill(child, SIGKILL);
		assert_int_equal(waitpid(child, &status, 0), child);
		said = (int64_t)count_said(say[0]);
		(void)close(say[0]);
		n = count_steps(path, name);
		/* Killed before the journal was begun: nothing to lose. */
		if (n < 0)
			assert_int_equal(said, 0);
		else
			assert_in_range(n, said, said + 1);
		(void)unlink(name);
	}
	(void)unlink(path);
	free(path);
	free(name);
}

static void
test_refuses(void **state)
{
	struct dp_recipe *how = NULL;
	struct dp_read_opts read;
	struct dp_bench *b;
	struct open o;
	char *name, *source;

	(void)state;
	open_text(&o, DP_S("nom;n\nGap;1\n"));
	name = journal_name(&o);
	dp_read_opts_init(&read);
	read.header = DP_NO;
	assert_null(dp_bench_resume(o.p, name, &o.err));
	assert_int_equal(o.err.code, DP_EIO);
	b = dp_bench_new(o.p, "a \"b\".csv", &read, name, &o.err);
	assert_non_null(b);
	assert_null(dp_bench_new(o.p, o.path, NULL, name, &o.err));
	assert_int_equal(o.err.code, DP_EUSAGE);
	assert_null(dp_bench_resume(o.p, name, &o.err));
	assert_int_equal(o.err.code, DP_EUSAGE);
	dp_bench_free(b);
	source = dp_bench_source(name, &how, &o.err);
	assert_string_equal(source, "a \"b\".csv");
	free(source);
	dp_read_opts_init(&read);
	assert_int_equal(dp_recipe_source(how, &read, &o.err), 0);
	assert_int_equal(read.header, DP_NO);
	dp_recipe_free(how);
	assert_int_equal(dp_write_file(name, "nom;n\nGap;1\n", 12, &o.err), 0);
	assert_null(dp_bench_resume(o.p, name, &o.err));
	assert_int_equal(o.err.code, DP_EDATA);
	assert_null(dp_bench_source(name, &how, &o.err));
	(void)unlink(name);
	assert_null(dp_bench_new(o.p, o.path, NULL, "/nowhere/at/all", &o.err));
	assert_int_equal(o.err.code, DP_EIO);
	free(name);
	close_table(&o);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_any_byte),
		cmocka_unit_test(test_killed),
		cmocka_unit_test(test_refuses),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
