/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The step clean, stopped while its files take their names, at every moment
 * there is: table, audit, rejects and report belong together.
 */
#include "test.h"

#include <dpipe/clean.h>

#include "naming.h"

#define OLD_TABLE "old table\n"

static char folder[] = "/tmp/dpipe-test-XXXXXX";

/* The table first; then what tells of it. */
static const char *const name[] = { "out.csv", "audit.csv", "rejects.csv",
				    "report.txt" };
#define NAMES (sizeof name / sizeof *name)

static struct dp_buf made[NAMES]; /* what clean makes of each */

static void
render(const char *path, const struct dp_result *r, struct dp_buf *out)
{
	(void)path;
	dp_buf_format(out, "%zu parts\n", r->n);
}

static int
clean(void)
{
	struct dp_err err = { 0 };
	struct dp_result r = { 0 };
	struct dp_recipe *recipe = dp_recipe_parse(DP_S("trim *\ndedupe\n"),
						   "-e", &err);
	struct dp_clean c = { .input = "in.csv",
			      .output = name[0],
			      .audit = name[1],
			      .rejects = name[2],
			      .report = name[3],
			      .render = render,
			      .recipe = recipe };
	int status;

	dp_read_opts_init(&c.read);
	c.read.threads = 1;
	status = dp_clean_run(&c, &r, &err);
	dp_result_done(&r);
	dp_recipe_free(recipe);
	return status;
}

static bool
holds(const char *path, dp_str text)
{
	struct dp_buf b = { 0 };
	struct dp_err err = { 0 };
	bool same = dp_read_file(path, 1 << 20, &b, &err) == 0 &&
		    dp_str_eq(dp_buf_view(&b), text);

	dp_buf_done(&b);
	return same;
}

/* Nothing but the input; with OLD, older files under every name too. */
static void
start(bool old)
{
	struct dp_err err = { 0 };

	naming_calls = -1;
	assert_int_equal(system("find . -type f -delete"), 0);
	assert_int_equal(dp_write_file("in.csv", "a,b\n x ,1\nx,1\ny,2\n", 18,
				       &err),
			 0);
	for (size_t i = 0; old && i < NAMES; i++)
		assert_int_equal(dp_write_file(name[i], OLD_TABLE,
					       strlen(OLD_TABLE), &err),
				 0);
}

static int
set_up(void **state)
{
	struct dp_err err = { 0 };

	(void)state;
	if (!mkdtemp(folder) || chdir(folder) != 0)
		return -1;
	start(false);
	if (clean() != 0)
		return -1;
	for (size_t i = 0; i < NAMES; i++)
		if (dp_read_file(name[i], 1 << 20, &made[i], &err) != 0)
			return -1;
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	for (size_t i = 0; i < NAMES; i++)
		dp_buf_done(&made[i]);
	dp_remove_tree(folder);
	return chdir("/");
}

/* Each has its old bytes, its new ones, or there is none. */
static void
assert_belong_together(bool old)
{
	bool new_table = holds(name[0], dp_buf_view(&made[0]));

	assert_true(new_table || (old ? holds(name[0], DP_S(OLD_TABLE)) :
					!dp_exists(name[0])));
	for (size_t i = 1; i < NAMES; i++) {
		bool new_one = holds(name[i], dp_buf_view(&made[i]));

		if (!dp_exists(name[i]))
			continue;
		assert_true(new_one ||
			    (old && holds(name[i], DP_S(OLD_TABLE))));
		assert_true(new_one == new_table);
	}
}

static void
killed(bool old)
{
	int n = 0;

	do {
		start(old);
		if (!naming_killed_at(n, clean))
			break;
		assert_belong_together(old);
		assert_int_equal(clean(), 0);
		for (size_t i = 0; i < NAMES; i++)
			assert_true(holds(name[i], dp_buf_view(&made[i])));
	} while (n++ < 100);
	assert_true(n >= (int)NAMES && n < 100);
	for (size_t i = 0; i < NAMES; i++)
		assert_true(holds(name[i], dp_buf_view(&made[i])));
}

static void
test_killed_where_nothing_was(void **state)
{
	(void)state;
	killed(false);
}

static void
test_killed_over_older_files(void **state)
{
	(void)state;
	killed(true);
}

/* A name that cannot be had leaves all as it was, and nothing beside. */
static void
test_all_or_none(void **state)
{
	int n, failed = 0;

	(void)state;
	for (n = 0; n < 100; n++) {
		int status;

		start(true);
		naming_calls = n;
		naming_how = NAMING_FAIL;
		status = clean();
		if (naming_calls >= 0)
			break;
		naming_calls = -1;
		if (status == 0)
			continue;
		failed++;
		for (size_t k = 0; k < NAMES; k++)
			assert_true(holds(name[k], DP_S(OLD_TABLE)));
		assert_int_equal(system("test $(ls -A | wc -l) = 5"), 0);
	}
	naming_calls = -1;
	assert_true(n < 100 && failed >= (int)NAMES);
}

static void
brief(const char *line, const char *expected)
{
	struct dp_buf told = { 0 };

	dp_step_brief(dp_str_c(line), &told);
	dp_buf_char(&told, '\0');
	assert_string_equal(told.p, expected);
	dp_buf_done(&told);
}

static void
test_a_step_in_a_few_words(void **state)
{
	(void)state;
	brief("edit ville \"NICE\" -> \"Nice\"",
	      "1 spelling replaced by \u201cNice\u201d (ville)");
	brief("edit ville \"NC\" | \"nc\" -> \"\"",
	      "2 spellings emptied (ville)");
	brief("fill region, dep", "empty cells filled (region, dep)");
	brief("no such step", "no such step");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_killed_where_nothing_was),
		cmocka_unit_test(test_killed_over_older_files),
		cmocka_unit_test(test_a_step_in_a_few_words),
		cmocka_unit_test(test_all_or_none),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
