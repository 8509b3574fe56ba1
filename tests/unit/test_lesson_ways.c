/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session: ways back, forward and round, and what guards the work. */
#include "test.h"

#include "session.h"

/* Skipped tasks leave the state that their model answers make. */
static void
skips_and_goes_back(void **state)
{
	struct dp_learn *l = open_at("towns/clean", "w");
	bool complete;

	(void)state;
	says_that(l, "go 1", "No odd spaces.");
	assert_int_equal(dp_learn_progress(l, dp_learn_lessons(l)->at[0], 3),
			 DP_OPEN);
	says_that(l, "skip", "its model answer is carried out. “go 1”");
	says_that(l, "skip", "Which?");
	says_that(l, "skip", "Skipped. “go 3” comes back to it.");
	says_that(l, "recipe", "sort town");
	says_that(l, "reset lesson", "No odd spaces.");
	says_that(l, "recipe", "no step yet");
	says_that(l, "go 4", "Keep every town.");
	says_that(l, "recipe", "trim *");
	assert_int_equal(task(l, &complete), 4);
	assert_int_equal(dp_learn_progress(l, dp_learn_lessons(l)->at[0], 0),
			 DP_SKIPPED);
	says_that(l, "keep before lunch", "Kept");
	says_that(l, "recipe 1 remove", "Not yet");
	says_that(l, "back before lunch", "as it was then");
	says_that(l, "recipe", "trim *");
	says_that(l, "back ../x", "name");
	says_that(l, "back nowhere", "no state");
	dp_learn_close(l);
}

static void
stays_in_the_folder(void **state)
{
	static const char *const line[] = {
		"clean -e 'trim *' /etc/passwd -o clean/x.csv",
		"verify ../x.csv",
		"clean raw/towns.csv -o../x.csv",
		"clean raw/towns.csv --output=/tmp/x.csv",
		"clean -e 'lookup id file=/etc/passwd' raw/towns.csv",
		"lookup id file=../x.csv",
	};
	struct dp_learn *l = open_lesson();

	(void)state;
	for (size_t i = 0; i < sizeof line / sizeof *line; i++)
		says_that(l, line[i], "leads out");
	says_that(l, "verify -", "instead of -");
	says_that(l, "get https://example.org/x.csv", "no network");
	says_that(l, "get a", "on the web only");
	says_that(l, "present api x", "never ends");
	says_that(l, "rm -rf x", "no operation");
	says_that(l, "verify x | sh", "shell");
	says_that(l, "nettoyer x", "no operation");
	says_that(l, "trom *", "trim");
	says_that(l, "\xff", "UTF-8");
	says_that(l, "find x", "did find");
	says_that(l, "verify raw/towns.csv", "[11] did verify");
	dp_learn_close(l);
}

/* A lesson taken first finds what the one it needs would have left. */
static void
catches_up_with_what_is_needed(void **state)
{
	struct dp_learn *l = open_at("towns/present", "other");
	const struct dp_lesson *first = dp_learn_lessons(l)->at[0];

	(void)state;
	for (size_t i = 0; i < first->n_tasks; i++)
		assert_int_equal(dp_learn_progress(l, first, i), DP_SKIPPED);
	says_that(l, "recipe", "trim *");
	says_that(l, "check", "wanted: 2");
	says_that(l, "edit town Apt -> 0.33333333333", "It is 0.333333.");
	says_that(l, "undo", "taken back");
	says_that(l, "drop town = 'Apt'", "complete");
	(void)answer(l, "stop", 0);
	dp_learn_close(l);
}

/* Raw files are read-only, and a changed one is seen. */
static void
guards_raw_files(void **state)
{
	char *path = dp_path_join(top, "w/towns/raw/towns.csv");
	struct stat st;

	(void)state;
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0222, 0);
	free(path);
}

/* A task may start with a raw file that somebody altered. */
static void
takes_back_a_change_of_a_raw_file(void **state)
{
	struct dp_learn *l = open_lesson();
	char *path = dp_path_join(top, "w/towns/raw/towns.csv");
	char whole[DP_SHA256_HEX], now[DP_SHA256_HEX];
	struct dp_err err = { 0 };
	struct stat st;

	(void)state;
	assert_int_equal(dp_sha256_file(path, whole, NULL, &err), 0);
	says_that(l, "keep whole", "Kept");
	put("w/towns/raw/towns.csv", "id,town\n1,Gap\n");
	says_that(l, "keep altered", "Kept");
	says_that(l, "back whole", "as it was then");
	assert_int_equal(dp_sha256_file(path, now, NULL, &err), 0);
	assert_string_equal(now, whole);
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0222, 0);
	says_that(l, "back altered", "as it was then");
	assert_int_equal(dp_sha256_file(path, now, NULL, &err), 0);
	assert_string_not_equal(now, whole);
	says_that(l, "back whole", "as it was then");
	free(path);
	dp_learn_close(l);
}

static void
is_alone_on_its_track(void **state)
{
	char *data = dp_path_join(top, "data"), *work = dp_path_join(top, "w"),
	     *kept = dp_path_join(top, "w");
	struct dp_learn_places places = { data, work, kept };
	struct dp_err err = { 0 };
	struct dp_learn *l = open_lesson();

	(void)state;
	assert_null(dp_learn_open(&places, "towns", &front, &err));
	assert_int_equal(err.code, DP_EUSAGE);
	assert_null(dp_learn_open(&places, "cities", &front, &err));
	assert_int_equal(err.code, DP_ENOTFOUND);
	assert_null(dp_learn_open(&places, "towns/find", &front, &err));
	dp_learn_close(l);
	free(data);
	free(work);
	free(kept);
}

static void
tells_anew(void **state)
{
	struct dp_learn *l = open_at("towns/clean", "anew");
	struct dp_verdicts v = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	says_that(l, "check", "wanted: 0");
	says_that(l, "hint", "Look at the ends.");
	assert_int_equal(dp_learn_checks(l, &v, &err), 0);
	assert_int_equal(v.n, 3);
	assert_int_equal(v.n_failed, 1);
	dp_verdicts_done(&v);
	dp_says_clear(&says);
	assert_int_equal(dp_learn_told(l, &says, &err), 0);
	assert_int_equal(says.n, 3);
	assert_int_equal(says.at[2].kind, DP_SAY_FAIL);
	assert_true(dp_learn_knows(l, DP_S("indice")));
	assert_false(dp_learn_knows(l, DP_S("12")));
	dp_learn_close(l);
}

static size_t
attempts(const struct dp_learn *l)
{
	struct dp_learn_at at;

	dp_learn_at(l, &at);
	return at.n_attempts;
}

/* Also another day, until something else is done. */
static void
goes_forward_again(void **state)
{
	struct dp_learn *l = open_at("towns", "forth");

	(void)state;
	says_that(l, "redo", "no later change");
	says_that(l, "filter id < 4", "1 gone");
	says_that(l, "trim town", "1 gone");
	says_that(l, "undo", "taken back");
	says_that(l, "undo", "taken back");
	dp_learn_close(l);
	l = open_at("towns", "forth");
	assert_int_equal(attempts(l), 2);
	says_that(l, "redo", "1 gone");
	says_that(l, "rétablir", "made again");
	says_that(l, "undo", "taken back");
	says_that(l, "undo", "taken back");
	says_that(l, "trim town", "Your way:\n[10] trim town\n");
	says_that(l, "redo", "no later change");
	dp_learn_close(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(skips_and_goes_back),
		cmocka_unit_test(stays_in_the_folder),
		cmocka_unit_test(catches_up_with_what_is_needed),
		cmocka_unit_test(guards_raw_files),
		cmocka_unit_test(takes_back_a_change_of_a_raw_file),
		cmocka_unit_test(is_alone_on_its_track),
		cmocka_unit_test(tells_anew),
		cmocka_unit_test(goes_forward_again),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("ways", tests, setup, teardown);
}
