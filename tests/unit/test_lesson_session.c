/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session: what each line of the learner does, and that it is kept. */
#include "test.h"

#include <dpipe/lesson.h>

#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "towns.h"

static char top[4096];
static struct dp_says says;

/* ---- a front end that shows nothing ----------------------------------- */

static int
inside(void *self, const char *folder, int (*work)(void *, struct dp_err *),
       void *on, struct dp_err *err)
{
	int here = open(".", O_RDONLY | O_DIRECTORY), status;

	(void)self;
	assert_int_equal(chdir(folder), 0);
	status = work(on, err);
	assert_int_equal(fchdir(here), 0);
	assert_int_equal(close(here), 0);
	return status;
}

static int
command(void *self, const char *folder, const struct dp_command *c,
	struct dp_buf *said, struct dp_err *err)
{
	(void)self;
	(void)folder;
	(void)err;
	dp_buf_format(said, "did %s", c->word[0]);
	return strcmp(c->word[0], "verify") == 0 ? 3 : 0;
}

static const struct dp_learn_front front = { NULL, inside, command };

static struct dp_learn *
open_at(const char *track, const char *name)
{
	char *data = dp_path_join(top, "data"), *work = dp_path_join(top, name),
	     *state = dp_path_join(top, name);
	struct dp_learn_places places = { data, work, state };
	struct dp_err err = { 0 };
	struct dp_learn *l = dp_learn_open(&places, track, &front, &err);

	if (!l)
		fail_msg("%s", err.msg);
	free(data);
	free(work);
	free(state);
	return l;
}

static struct dp_learn *
open_lesson(void)
{
	return open_at("towns", "w");
}

/* What the session answers to LINE, all of it; STATUS is what it returns. */
static const char *
answer(struct dp_learn *l, const char *line, int status)
{
	static char text[4096];
	struct dp_err err = { 0 };
	size_t n = 0;
	int got;

	dp_says_clear(&says);
	got = dp_learn_line(l, dp_str_c(line), &says, &err);
	if (got != status)
		fail_msg("%s: %d: %s", line, got, err.msg);
	text[0] = '\0';
	for (size_t i = 0; i < says.n && n < sizeof text; i++)
		n += (size_t)snprintf(text + n, sizeof text - n, "[%d] %.*s\n",
				      (int)says.at[i].kind,
				      DP_FMT(says.at[i].text));
	return text;
}

static void
says_that(struct dp_learn *l, const char *line, const char *part)
{
	const char *text = answer(l, line, 1);

	if (!strstr(text, part))
		fail_msg("to \"%s\": no \"%s\" in: %s", line, part, text);
}

static size_t
task(const struct dp_learn *l, bool *complete)
{
	struct dp_learn_at at;

	dp_learn_at(l, &at);
	*complete = at.complete;
	return at.task_number;
}

static void
put(const char *name, const char *text)
{
	struct dp_err err = { 0 };
	char *path = dp_path_join(top, name), *slash = strrchr(path, '/');

	*slash = '\0';
	assert_int_equal(dp_make_folders(path, &err), 0);
	*slash = '/';
	assert_int_equal(dp_write_file(path, text, strlen(text), &err), 0);
	free(path);
}

static int
setup(void **state)
{
	char name[] = "session-XXXXXX";

	(void)state;
	assert_non_null(mkdtemp(name));
	assert_non_null(realpath(name, top));
	put("data/lessons/towns/clean.lesson", lesson);
	put("data/lessons/towns/present.lesson", after);
	put("data/sample-data/towns.csv",
	    "id,town\n1,Aix\n2,Nice \n3,Apt\n4,Nice\n");
	put("data/sample-data/catalogue/a.sheet",
	    "title.fr: A\nlink: https://example.org/a.csv\n");
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	dp_says_done(&says);
	dp_remove_tree(top);
	return 0;
}

/* ---- tests ------------------------------------------------------------ */

static void
judges_by_effect(void **state)
{
	struct dp_learn *l = open_lesson();
	bool complete;

	(void)state;
	says_that(l, "dedupe town", "The first is on line 3, column town");
	says_that(l, "undo", "taken back");
	says_that(l, "filter id < 3", "2 gone, line 4.");
	says_that(l, "annuler", "taken back");
	says_that(l, "undo", "nothing to take back");
	says_that(l, "hint", "Look at the ends.");
	says_that(l, "INDICE", "Trim them.");
	says_that(l, "hint", "no further hint");
	says_that(l, "answer", "trim *");
	says_that(l, "trim town", "Spaces count.");
	assert_int_equal(task(l, &complete), 1);
	assert_true(complete);
	says_that(l, "edit town Aix -> Ax", "is not any more");
	assert_int_equal(task(l, &complete), 1);
	assert_false(complete);
	says_that(l, "undo", "taken back");
	says_that(l, "check", "complete");
	says_that(l, "check", "Task 1 is complete.");
	says_that(l, "aide trim", "did help");
	says_that(l, "keep good", "Kept");
	says_that(l, "undo", "taken back");
	says_that(l, "keep bad", "Kept");
	says_that(l, "back good", "as it was then");
	says_that(l, "check", "Task 1 is complete.");
	says_that(l, "back bad", "is not any more");
	says_that(l, "back good", "as it was then");
	says_that(l, "check", "complete");
	dp_learn_close(l);
}

static void
offers_a_hint_and_never_forces_it(void **state)
{
	struct dp_learn *l = open_lesson();

	(void)state;
	says_that(l, "go 1", "No odd spaces");
	says_that(l, "check", "wanted: 0");
	says_that(l, "check", "wanted: 0");
	says_that(l, "check", "Would a hint help?");
	dp_learn_close(l);
}

static void
takes_up_where_it_was_left(void **state)
{
	struct dp_learn *l = open_lesson();
	bool complete;

	(void)state;
	says_that(l, "trim *", "complete");
	dp_learn_close(l);
	l = open_lesson();
	assert_int_equal(task(l, &complete), 1);
	assert_true(complete);
	says_that(l, "", "How many towns?");
	assert_int_equal(task(l, &complete), 2);
	dp_learn_close(l);
	l = open_lesson();
	assert_int_equal(task(l, &complete), 2);
	dp_learn_close(l);
}

static void
shows_the_gap_of_a_prediction(void **state)
{
	struct dp_learn *l = open_lesson();

	(void)state;
	says_that(l, "many", "number");
	says_that(l, "5", "You say 5");
	says_that(l, "", "it is 3. That is 2 fewer");
	says_that(l, "go 2", "How many");
	says_that(l, "2.66666666667", "You say");
	says_that(l, "", "That is 0.333 more");
	says_that(l, "next", "Which?");
	dp_learn_close(l);
}

static void
explains_a_wrong_choice(void **state)
{
	struct dp_learn *l = open_lesson();

	(void)state;
	says_that(l, "9", "1 to 2");
	says_that(l, "the BAD one", "It is bad.");
	says_that(l, "bad", "It is bad.");
	says_that(l, "good", "It is.");
	says_that(l, "", "Keep every town.");
	dp_learn_close(l);
}

static void
repairs_a_recipe(void **state)
{
	struct dp_learn *l = open_lesson();

	(void)state;
	says_that(l, "recette", "filter id = 1");
	says_that(l, "recipe 9 off", "name its number");
	says_that(l, "recipe last trim /x", "closing /");
	says_that(l, "recipe last off", "complete");
	says_that(l, "recipe last on", "is not any more");
	says_that(l, "recipe 3 off", "Step 3 is off.");
	says_that(l, "recipe last on", "Step 3 is on.");
	says_that(l, "recipe last remove", "Step 3 is taken out.");
	says_that(l, "check", "complete");
	says_that(l, "suite", "Who is missing?");
	dp_learn_close(l);
}

static void
keeps_a_diary_to_the_end(void **state)
{
	struct dp_learn *l = open_lesson();
	char *path = dp_path_join(top, "w/towns/diary.md");
	char *aside = dp_path_join(top, "w/towns/aside/notes/r1.txt");
	struct dp_buf text = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	says_that(l, "Those who walk.", "diary.md");
	assert_true(dp_exists(aside));
	assert_int_equal(dp_read_file(path, 1 << 16, &text, &err), 0);
	assert_true(dp_str_search(dp_buf_view(&text),
				  DP_S("> Who is missing?\n\nThose who "
				       "walk.")) > 0);
	says_that(l, "", "That is all.");
	says_that(l, "", "Two towns.");
	dp_buf_done(&text);
	free(aside);
	free(path);
	dp_learn_close(l);
}

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
	says_that(l, "skip", "How many towns?");
	says_that(l, "skip", "Which?");
	says_that(l, "skip", "Keep every town.");
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_by_effect),
		cmocka_unit_test(offers_a_hint_and_never_forces_it),
		cmocka_unit_test(takes_up_where_it_was_left),
		cmocka_unit_test(shows_the_gap_of_a_prediction),
		cmocka_unit_test(explains_a_wrong_choice),
		cmocka_unit_test(repairs_a_recipe),
		cmocka_unit_test(keeps_a_diary_to_the_end),
		cmocka_unit_test(skips_and_goes_back),
		cmocka_unit_test(stays_in_the_folder),
		cmocka_unit_test(catches_up_with_what_is_needed),
		cmocka_unit_test(guards_raw_files),
		cmocka_unit_test(takes_back_a_change_of_a_raw_file),
		cmocka_unit_test(is_alone_on_its_track),
		cmocka_unit_test(tells_anew),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("session", tests, setup, teardown);
}
