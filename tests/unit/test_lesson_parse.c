/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lessons as text: what is read, and the line of what is not as it should. */
#include "test.h"

#include <dpipe/lesson.h>

#include <stdlib.h>

#define HEAD \
	"dpipe-lesson: 1\n" \
	"id: towns/clean\n" \
	"step: clean\n" \
	"minutes: 5\n" \
	"skills: a.b c.d\n" \
	"  e.f\n" \
	"data: one.csv two/three.csv\n" \
	"table: clean/one.csv\n" \
	"recipe: recipes/one.dpr\n" \
	"title.fr: Les villes\n" \
	"title.en: Towns\n" \
	"intro.fr: Un début\n" \
	"  qui continue.\n" \
	"\n" \
	"  Et un autre.\n" \
	"intro.en: A start.\n" \
	"# a comment\n"

static const char whole[] = HEAD
	"\n[task c1 do]\n"
	"goal.fr: Le « but » : 3 % ? `a : b` 12:30\n"
	"goal.en: The goal: so\n"
	"check: rows = same\n"
	"check: spaces(*) = 0\n"
	"route: trim *\n"
	"  edit town\n"
	"    a -> b\n"
	"route.fr:\n"
	"  squeeze *\n"
	"wrong lost when: rows < same and spaces(*) > 0\n"
	"  and: columns = 2\n"
	"  try: dedupe *\n"
	"    trim *\n"
	"      where=x\n"
	"  say.fr: Perdu {gap}\n"
	"    de plus.\n"
	"  say.en: Lost {gap}\n"
	"hint 1 idea.fr: Un\n"
	"hint 1 idea.en: One\n"
	"hint 2 where.fr: Deux\n"
	"hint 2 where.en: Two\n"
	"given notes/a.txt:\n"
	"    one\n"
	"      two\n"
	"\n"
	"    three\n"
	"given b.md.fr:\n"
	"  Deux\n"
	"given b.md.en:\n"
	"  Two\n"
	"[task q1 quiz]\n"
	"ask.fr: Quoi : « a b » ? `x : 1 000` 12 500 le 3 1999 !\n"
	"ask.en: What?\n"
	"choice a:\n"
	"  text.fr: A\n"
	"  text.en: A\n"
	"  why.fr: Non\n"
	"  why.en: No\n"
	"right: a\n"
	"source: here\n"
	"[task p1 predict]\n"
	"run: analyse count x.csv\n"
	"outcome: rows\n";

static struct dp_lesson *
parse(const char *text)
{
	struct dp_err err = { 0 };
	struct dp_lesson *l = dp_lesson_parse(dp_str_c(text), "l", &err);

	if (!l)
		fail_msg("%s", err.msg);
	return l;
}

static void
is(dp_str got, const char *wanted)
{
	if (!dp_str_is(got, wanted))
		fail_msg("got \"%.*s\", wanted \"%s\"", DP_FMT(got), wanted);
}

static void
reads_the_head(void **state)
{
	struct dp_lesson *l = parse(whole);

	(void)state;
	is(l->id, "towns/clean");
	is(l->track, "towns");
	is(l->name, "clean");
	assert_int_equal(l->step, 4);
	assert_int_equal(l->minutes, 5);
	assert_int_equal(l->skills.n, 3);
	is(l->skills.at[2], "e.f");
	assert_int_equal(l->data.n, 2);
	is(l->data.at[1], "two/three.csv");
	is(l->intro.fr, "Un début qui continue.\n\nEt un autre.");
	is(l->title.en, "Towns");
	assert_int_equal(l->n_tasks, 3);
	assert_int_equal(l->wide_line, 0);
	dp_lesson_free(l);
}

static void
reads_tasks(void **state)
{
	struct dp_lesson *l = parse(whole);
	const struct dp_task *t = &l->task[0];

	(void)state;
	is(t->id, "c1");
	is(t->ask.en, "The goal: so");
	is(t->ask.fr, "Le «\u00a0but\u00a0»\u00a0: 3\u00a0%\u00a0? `a : b` "
		      "12:30");
	assert_int_equal(t->n_checks, 2);
	assert_int_equal(dp_expect_n(t->expect), 5);
	assert_int_equal(t->n_routes, 2);
	assert_int_equal(t->route[0].n, 2);
	assert_null(t->route[0].language);
	assert_string_equal(t->route[1].language, "fr");
	is(t->route[0].action[1], "edit town\n    a -> b");
	is(t->route[1].action[0], "squeeze *");
	assert_int_equal(t->n_wrongs, 1);
	is(t->wrong[0].name, "lost");
	assert_int_equal(t->wrong[0].first, 2);
	assert_int_equal(t->wrong[0].n, 3);
	assert_int_equal(t->wrong[0].make.n, 2);
	is(t->wrong[0].make.action[1], "trim *\n    where=x");
	is(t->wrong[0].say.fr, "Perdu {gap} de plus.");
	assert_int_equal(t->n_hints, 2);
	is(t->hint[1].name, "where");
	is(t->hint[1].text.fr, "Deux");
	assert_int_equal(t->n_givens, 2);
	is(t->given[0].content.fr, "one\n  two\n\nthree\n");
	is(t->given[0].content.en, "one\n  two\n\nthree\n");
	is(t->given[1].file, "b.md");
	is(t->given[1].content.fr, "Deux\n");
	is(t->given[1].content.en, "Two\n");
	t = &l->task[1];
	assert_int_equal(t->kind, DP_TASK_QUIZ);
	is(t->ask.fr, "Quoi\xc2\xa0: «\xc2\xa0"
		      "a b\xc2\xa0»\xc2\xa0? `x : 1 000` "
		      "12\xc2\xa0"
		      "500 le 3 1999\xc2\xa0!");
	is(t->choice[0].why.en, "No");
	is(t->right, "a");
	t = &l->task[2];
	assert_true(t->outcome_line > 0);
	is(t->run.action[0], "analyse count x.csv");
	dp_lesson_free(l);
}

/* TEXT is refused on line LINE with a message that has PART in it. */
static void
refuses(const char *text, unsigned line, const char *part)
{
	struct dp_err err = { 0 };
	struct dp_lesson *l = dp_lesson_parse(dp_str_c(text), "l", &err);

	assert_null(l);
	if (err.at.line != line || !strstr(err.msg, part))
		fail_msg("line %u, \"%s\" wanted: line %u, %s", line, part,
			 (unsigned)err.at.line, err.msg);
}

static void
says_the_line_of_what_is_wrong(void **state)
{
	(void)state;
	refuses("", 1, "dpipe-lesson: 1");
	refuses("id: a/b\n", 1, "dpipe-lesson: 1");
	refuses("dpipe-lesson: 1\n", 1, "id");
	refuses("dpipe-lesson: 1\nid: Towns\n", 2, "track/name");
	refuses("dpipe-lesson: 1\nsteps: clean\n", 2, "step");
	refuses("dpipe-lesson: 1\nstep: dirty\n", 2, "seven");
	refuses("dpipe-lesson: 1\nminutes: soon\n", 2, "600");
	refuses("dpipe-lesson: 1\nno colon\n", 2, "key: value");
	refuses("dpipe-lesson: 1\ntitle.fr: a\ntitle.fr: b\n", 3, "twice");
	refuses("dpipe-lesson: 1\nid: a/b\ntable: x\n", 1, "together");
	refuses("dpipe-lesson: 1\r\n", 1, "LF");
	refuses("dpipe-lesson: 1\nid: \xff\n", 2, "UTF-8");
	refuses(HEAD "[task c1 play]\n", 18, "reflect");
	refuses(HEAD "[task c1 do\n", 18, "reflect");
	refuses(HEAD "[task c1 do]\n[task c1 fix]\n", 19, "already");
	refuses(HEAD "[task c1 do]\ncheck: row = 3\n", 19, "rows");
	refuses(HEAD "[task c1 do]\ngiven a:\n  1\ngiven a.fr:\n  1\n", 21,
		"twice");
	refuses(HEAD "[task c1 do]\nask.fr: x\n", 19, "ask.fr");
	refuses(HEAD "[task c1 quiz]\nroute: trim *\n", 19, "quiz");
	refuses(HEAD "[task c1 do]\nhint 2 idea.fr: x\n", 19, "order");
	refuses(HEAD "[task c1 do]\nhint 1 idea.de: x\n", 19, "order");
	refuses(HEAD "[task c1 do]\nwrong a when: rows = 1\n  sya.fr: x\n", 20,
		"say.fr");
	refuses(HEAD "[task c1 do]\nwrong a when:\n  say.fr: x\n", 19, "wrong");
	refuses(HEAD "[task c1 do]\nwrong a when: rows = 1\ncheck: rows = 2\n",
		20, "before");
	refuses(HEAD "[task c1 predict]\noutcome: header\n", 19, "header");
}

static void
sees_what_is_too_wide(void **state)
{
	char text[400];
	struct dp_lesson *l;

	(void)state;
	(void)snprintf(text, sizeof text, "dpipe-lesson: 1\nid: a/b\n# %0*d\n",
		       79, 0);
	l = parse(text);
	assert_int_equal(l->wide_line, 3);
	dp_lesson_free(l);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_the_head),
		cmocka_unit_test(reads_tasks),
		cmocka_unit_test(says_the_line_of_what_is_wrong),
		cmocka_unit_test(sees_what_is_too_wide),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("lesson parse", tests, NULL, NULL);
}
