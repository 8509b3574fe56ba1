/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Histories of OpenRefine against OpenRefine 3.6.2 itself: each case of
 * tests/data/openrefine is a table, a history and what OpenRefine exported when
 * it had applied it. The recipe made of the history gives the same, to the
 * letter.
 */
#include "test.h"

#include <glob.h>

#include "recipe_run.h"

static void
load(const char *path, struct dp_buf *b)
{
	struct dp_err err = { 0 };

	b->n = 0;
	if (dp_read_file(path, 1u << 20, b, &err) != 0)
		fail_msg("%s", err.msg);
}

/* The file of the same case as HISTORY that ends in EXT. */
static void
load_beside(const char *history, const char *ext, struct dp_buf *b)
{
	char *path = dp_format("%.*s%s",
			       (int)(strlen(history) - strlen(".json")),
			       history, ext);

	load(path, b);
	free(path);
}

static void
compare(const char *history, unsigned threads)
{
	struct dp_buf json = { 0 }, recipe = { 0 }, in = { 0 }, want = { 0 };
	struct run x = { .threads = threads, .block_bytes = 64 * threads };
	struct dp_imported what;

	load(history, &json);
	load_beside(history, ".in.csv", &in);
	load_beside(history, ".out.csv", &want);
	if (dp_recipe_import(dp_buf_view(&json), history, &recipe, &what,
			     &x.err) != 0)
		fail_msg("%s: %s", history, x.err.msg);
	dp_buf_char(&recipe, '\0');
	if (what.n_off > 0)
		fail_msg("%s: a step is off:\n%s", history, recipe.p);
	if (run_recipe(&x, recipe.p, dp_buf_view(&in)) != 0)
		fail_msg("%s: %s\n%s", history, x.err.msg, recipe.p);
	if (!dp_str_eq(dp_buf_view(&x.out), dp_buf_view(&want)))
		fail_msg("%s gives\n%.*snot\n%.*swith\n%s", history,
			 DP_FMT(dp_buf_view(&x.out)),
			 DP_FMT(dp_buf_view(&want)), recipe.p);
	run_done(&x);
	dp_buf_done(&json);
	dp_buf_done(&recipe);
	dp_buf_done(&in);
	dp_buf_done(&want);
}

static void
cells_are_openrefines(void **state)
{
	const char *top = getenv("srcdir");
	char *pattern = dp_format("%s/tests/data/openrefine/*.json",
				  top ? top : ".");
	glob_t found;

	(void)state;
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 40);
	for (size_t i = 0; i < found.gl_pathc; i++)
		compare(found.gl_pathv[i], 1 + (unsigned)i % 3);
	globfree(&found);
	free(pattern);
}

/* What cannot be run is said, and stays in the recipe. */
static void
what_cannot_be_run_is_off(void **state)
{
	static const char *const ops[] = {
		"{\"op\":\"core/recon\",\"columnName\":\"a\"}",
		"{\"op\":\"core/text-transform\",\"columnName\":\"a\","
		"\"expression\":\"jython:return value\"}",
		"{\"op\":\"core/text-transform\",\"columnName\":\"a\","
		"\"expression\":\"grel:value.cross('x','y')\"}",
		"{\"op\":\"core/text-transform\",\"columnName\":\"a\","
		"\"expression\":\"grel:value.phonetic('metaphone3')\"}",
		"{\"op\":\"core/text-transform\",\"columnName\":\"a\","
		"\"expression\":\"grel:value.parseHtml()\"}",
		"{\"op\":\"core/text-transform\",\"columnName\":\"a\","
		"\"expression\":\"grel:facetCount(value,'value','b')\"}",
		"{\"op\":\"core/column-addition-by-fetching-urls\"}",
		"{\"op\":\"core/row-removal\",\"engineConfig\":{\"facets\":["
		"{\"type\":\"scatterplot\",\"columnName\":\"a\"}]}}",
	};

	(void)state;
	for (size_t i = 0; i < sizeof ops / sizeof *ops; i++) {
		char *text = dp_format("[%s]", ops[i]);
		struct dp_buf recipe = { 0 };
		struct dp_imported what;
		struct dp_err err = { 0 };

		assert_int_equal(dp_recipe_import(dp_str_c(text), "h", &recipe,
						  &what, &err),
				 0);
		if (what.n_off != 1)
			fail_msg("%s is not off: %.*s", ops[i],
				 DP_FMT(dp_buf_view(&recipe)));
		assert_true(dp_str_search(dp_buf_view(&recipe),
					  DP_S("\noff openrefine\n")) >= 0);
		dp_buf_done(&recipe);
		free(text);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_openrefines),
		cmocka_unit_test(what_cannot_be_run_is_off),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
