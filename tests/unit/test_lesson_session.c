/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A session: what each line of the learner does, task by task. */
#include "test.h"

#include "session.h"

static void
judges_by_effect(void **state)
{
	struct dp_learn *l = open_lesson();
	bool complete;

	(void)state;
	says_that(l, "dedupe town",
		  "The first: record 2 (line 3 of the file), column town");
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
names_what_is_open(void **state)
{
	struct dp_learn *l = open_lesson();
	const char *text;

	(void)state;
	says_that(l, "go 1", "No odd spaces");
	text = answer(l, "edit town Aix -> Ax", 1);
	assert_non_null(strstr(text, "Not yet. Columns that changed: town; "
				     "wanted: none."));
	assert_non_null(strstr(text, "1 more point is open; check tells it."));
	assert_null(strstr(text, "odd spaces"));
	text = answer(l, "check", 1);
	assert_non_null(strstr(text, "Not yet. Columns that changed: "));
	assert_non_null(strstr(text, "Open: Cells with odd spaces: 1"));
	assert_null(strstr(text, "more point"));
	says_that(l, "undo", "taken back");
	text = answer(l, "filter id < 3", 1);
	assert_null(strstr(text, "Open: "));
	text = answer(l, "check", 1);
	assert_non_null(strstr(text, "Not yet. 2 gone"));
	assert_non_null(strstr(text, "Open: Records: 2"));
	says_that(l, "undo", "taken back");
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

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_by_effect),
		cmocka_unit_test(names_what_is_open),
		cmocka_unit_test(offers_a_hint_and_never_forces_it),
		cmocka_unit_test(takes_up_where_it_was_left),
		cmocka_unit_test(shows_the_gap_of_a_prediction),
		cmocka_unit_test(explains_a_wrong_choice),
		cmocka_unit_test(repairs_a_recipe),
		cmocka_unit_test(keeps_a_diary_to_the_end),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("session", tests, setup, teardown);
}
