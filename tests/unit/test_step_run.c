/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A run, killed at every single moment where a file takes or loses a name:
 * each output is the old or the new one, a mixture is known for one, and the
 * next run says so and completes it.
 */
#include "test.h"

#include <sys/stat.h>

#include <dpipe/project.h>
#include <dpipe/source.h>

#include "naming.h"

static char folder[] = "/tmp/dpipe-test-XXXXXX";

/* What the steps make, one each. */
static const char *const output[] = { "clean/a.csv", "results/b.csv",
				      "charts/c.csv" };
#define OUTPUTS (sizeof output / sizeof *output)

static const char *text;   /* what they put into it */
static bool completed;     /* the last run has said that it did */
static struct dp_err last; /* why it failed */

static int
steps(struct dp_run *r, struct dp_err *err)
{
	const struct dp_command *c;
	int status;

	while ((status = dp_run_next(r, &c, err)) == 1) {
		char *path = dp_path_join(dp_run_stage(r), c->word[c->n - 1]);

		status = dp_write_file(path, text, strlen(text), err);
		free(path);
		if (status != 0 || dp_run_made(r, 0, err) != 0)
			return -1;
	}
	return status;
}

static int
replay(bool check)
{
	const struct dp_run_opts o = { .check = check };
	struct dp_result out = { 0 };
	struct dp_run *r;
	int status = -1;

	memset(&last, 0, sizeof last);
	completed = false;
	r = dp_run_open(folder, &o, &last);
	if (r)
		status = steps(r, &last);
	if (r && status == 0)
		status = dp_run_finish(r, &out, &last);
	for (size_t i = 0; i < out.n; i++)
		completed = completed ||
			    strcmp(out.part[i].key, "completed") == 0;
	if (check && status == 0)
		status = out.doubtful ? 1 : 0;
	dp_result_done(&out);
	dp_run_close(r);
	return status;
}

static int
run(void)
{
	return replay(false);
}

static void
shell(const char *command)
{
	char *line = dp_format("cd %s && %s", folder, command);

	assert_int_equal(system(line), 0);
	free(line);
}

/* True when PATH of the project has TEXT in it. */
static bool
holds(const char *path, const char *wanted)
{
	char *full = dp_path_join(folder, path);
	struct dp_buf b = { 0 };
	struct dp_err err = { 0 };
	bool same = dp_read_file(full, 1 << 20, &b, &err) == 0 &&
		    dp_str_is(dp_buf_view(&b), wanted);

	dp_buf_done(&b);
	free(full);
	return same;
}

static bool
there_is(const char *name)
{
	char *full = dp_path_join(folder, name);
	bool there = dp_exists(full);

	free(full);
	return there;
}

static int
set_up(void **state)
{
	const struct dp_project_start s = { .title = "p" };
	struct dp_provenance story = { 0 };
	struct dp_project *p;
	struct dp_err err = { 0 };
	int status = 0;
	char *raw;

	(void)state;
	(void)setenv("SOURCE_DATE_EPOCH", "1709452800", 1);
	if (!mkdtemp(folder) || dp_project_new(folder, &s, &err) != 0)
		return -1;
	p = dp_project_read(folder, &err);
	for (size_t i = 0; p && status == 0 && i < OUTPUTS; i++) {
		char *line = dp_format("clean raw/a.csv -o %s", output[i]);

		status = dp_project_say(p, DP_PROJECT_DO, dp_str_c(line), &err);
		free(line);
	}
	if (!p || status != 0 || dp_project_write(p, folder, &err) != 0)
		return -1;
	dp_project_free(p);
	shell("printf 'a\\n1\\n' >raw/a.csv");
	raw = dp_path_join(folder, "raw/a.csv");
	status = dp_provenance_write(&story, raw, &err);
	dp_provenance_done(&story);
	free(raw);
	return status;
}

static int
tear_down(void **state)
{
	(void)state;
	dp_remove_tree(folder);
	return 0;
}

/* The outputs of an older run, or none. */
static void
start(bool old)
{
	naming_calls = -1;
	shell("rm -rf .dpipe-* clean/* results/* charts/*");
	text = "a\nold\n";
	if (old)
		assert_int_equal(run(), 0);
	text = "a\nnew\n";
}

/* After a kill: whole files, and a mixture that is known for one. */
static bool
look(bool old)
{
	size_t n_new = 0;
	bool cut_off = there_is(".dpipe-run.names");

	for (size_t i = 0; i < OUTPUTS; i++) {
		bool is_new = holds(output[i], "a\nnew\n");

		n_new += is_new;
		assert_true(is_new || (old ? holds(output[i], "a\nold\n") :
					     !there_is(output[i])));
	}
	assert_true(cut_off || n_new == 0 || n_new == OUTPUTS);
	return cut_off;
}

static void
killed(bool old)
{
	int n = 0, n_cut_off = 0;

	for (;; n++) {
		bool cut_off;

		start(old);
		assert_true(n < 500);
		if (!naming_killed_at(n, run))
			break;
		cut_off = look(old);
		n_cut_off += cut_off;
		if (cut_off) {
			assert_int_equal(replay(true), -1);
			assert_int_equal(last.code, DP_EDATA);
			assert_non_null(strstr(last.msg, "cut off"));
		}
		assert_int_equal(run(), 0);
		assert_true(completed == cut_off);
		for (size_t i = 0; i < OUTPUTS; i++)
			assert_true(holds(output[i], "a\nnew\n"));
		shell("test -z \"$(find . -name '.dpipe-*')\"");
		assert_int_equal(replay(true), 0);
	}
	/* outputs, each with its provenance */
	assert_true(n_cut_off >= 2 * (int)OUTPUTS);
}

static void
test_killed_where_nothing_was(void **state)
{
	(void)state;
	killed(false);
}

static void
test_killed_over_older_outputs(void **state)
{
	(void)state;
	killed(true);
}

/* Killed after its first output has its name, the rest waiting. */
static void
kill_in_the_middle(void)
{
	for (int n = 0;; n++) {
		start(true);
		assert_true(naming_killed_at(n, run));
		if (holds(output[2], "a\nnew\n") &&
		    holds(output[0], "a\nnew\n") &&
		    holds(output[1], "a\nold\n"))
			return;
	}
}

/* The rest gets its names even when the run that finds it then fails. */
static void
test_completes_what_waited(void **state)
{
	(void)state;
	kill_in_the_middle();
	text = "a\nnewer\n";
	shell("cp project.dpipe keep && echo 'do clean raw/a.csv -o "
	      "raw/b.csv' >>project.dpipe");
	assert_int_equal(run(), -1);
	assert_non_null(strstr(last.msg, "only get may write"));
	for (size_t i = 0; i < OUTPUTS; i++)
		assert_true(holds(output[i], "a\nnew\n"));
	shell("mv keep project.dpipe");
}

/* What somebody has changed since is not replaced by what waited. */
static void
test_what_was_changed_since_stays(void **state)
{
	(void)state;
	kill_in_the_middle();
	text = "a\nnewer\n";
	shell("cp project.dpipe keep && echo 'do clean raw/a.csv -o "
	      "raw/b.csv' >>project.dpipe && echo mine >results/b.csv");
	assert_int_equal(run(), -1);
	assert_true(holds(output[1], "mine\n"));
	shell("mv keep project.dpipe");
}

/* A list that no run has written moves nothing out of the project. */
static void
test_a_list_of_a_stranger(void **state)
{
	(void)state;
	start(true);
	shell("mkdir .dpipe-run && echo x >.dpipe-run/x && "
	      "printf '%s\\0-\\0../dpipe-stray\\0' \"$(sha256sum <.dpipe-run/x "
	      "| cut "
	      "-c1-64)\" >.dpipe-run.names");
	assert_int_equal(run(), 0);
	assert_false(there_is("../dpipe-stray"));
	start(true);
	shell("printf 'no list' >.dpipe-run.names");
	assert_int_equal(run(), 0);
	assert_false(there_is(".dpipe-run.names"));
}

/* One name that cannot be had, and all is as it was. */
static void
test_all_or_none(void **state)
{
	int n, failed = 0;

	(void)state;
	for (n = 0; n < 500; n++) {
		start(true);
		naming_calls = n;
		naming_how = NAMING_FAIL;
		if (run() != 0) {
			failed++;
			for (size_t i = 0; i < OUTPUTS; i++)
				assert_true(holds(output[i], "a\nold\n"));
			assert_false(there_is(".dpipe-run.names"));
		}
		if (naming_calls >= 0)
			break;
	}
	naming_calls = -1;
	assert_true(n < 500 && failed >= 2 * (int)OUTPUTS);
}

/* A folder that is a link carries no output out of the project. */
static void
test_no_way_out_by_a_link(void **state)
{
	(void)state;
	start(false);
	shell("mkdir out && mv results out/ && ln -s out/results results");
	assert_int_equal(run(), 0);
	assert_true(holds("results/b.csv", "a\nnew\n"));
	start(false);
	shell("rm results && mkdir -p ../$(basename $PWD)-out && "
	      "ln -s ../$(basename $PWD)-out results");
	assert_int_equal(run(), -1);
	assert_int_equal(last.code, DP_EUSAGE);
	assert_non_null(strstr(last.msg, "outside of the project"));
	assert_false(there_is("results/b.csv"));
	assert_false(there_is("clean/a.csv"));
	shell("rm results && rmdir ../$(basename $PWD)-out && mkdir results");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_killed_where_nothing_was),
		cmocka_unit_test(test_killed_over_older_outputs),
		cmocka_unit_test(test_completes_what_waited),
		cmocka_unit_test(test_what_was_changed_since_stays),
		cmocka_unit_test(test_a_list_of_a_stranger),
		cmocka_unit_test(test_all_or_none),
		cmocka_unit_test(test_no_way_out_by_a_link),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
