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

/* The operation OP, put into FORMAT, is off, and SAID is said of it. */
static void
must_be_off(const char *format, const char *op, const char *said)
{
	const char *hole = strstr(format, "%s");
	char *text = dp_format("[%.*s%s%s]", (int)(hole - format), format, op,
			       hole + 2);
	struct dp_buf recipe = { 0 };
	struct dp_imported what;
	struct dp_err err = { 0 };
	ptrdiff_t off;

	assert_int_equal(dp_recipe_import(dp_str_c(text), "h", &recipe, &what,
					  &err),
			 0);
	off = dp_str_search(dp_buf_view(&recipe), DP_S("\noff openrefine\n"));
	if (what.n_off != 1 || off < 0)
		fail_msg("%s is not off: %.*s", text,
			 DP_FMT(dp_buf_view(&recipe)));
	if (dp_str_search((dp_str){ recipe.p, (size_t)off }, dp_str_c(said)) <
	    0)
		fail_msg("%s is said nothing of: %.*s", said, (int)off,
			 recipe.p);
	dp_buf_done(&recipe);
	free(text);
}

/* What cannot be run is said, with what does its work here, and stays. */
static void
what_cannot_be_run_is_off(void **state)
{
	static const struct {
		const char *op, *said;
	} t[] = {
		{ "\"core/recon\",\"columnName\":\"a\"", "reconcile" },
		{ "\"core/extend-reconciled-data\"", "lookup" },
		{ "\"core/column-addition-by-fetching-urls\"", "dpipe get" },
		{ "\"core/row-removal\",\"engineConfig\":{\"facets\":["
		  "{\"type\":\"scatterplot\",\"columnName\":\"a\"}]}",
		  "its facets" },
		{ "\"core/row-addition\",\"index\":2,\"rows\":["
		  "{\"cells\":[{\"v\":\"x\"}]}]",
		  "add-row" },
		{ "\"core/row-addition\",\"index\":0", "which rows" },
	};
	static const struct {
		const char *expression, *said;
	} grel[] = {
		{ "jython:return value", "derive COLUMN = grel:" },
		{ "value.cross('x','y')", "lookup" },
		{ "cell.cross('x','y')[0].cells['z'].value[0]", "lookup" },
		{ "value.parseHtml()", "pattern=/<[^>]*>/" },
		{ "value.parseHtml().select('b')[0].htmlText()", "entities" },
		{ "forEach(select(value,'a'),v,v.htmlAttr('href'))",
		  "entities" },
		{ "value.phonetic('metaphone3')", "cluster" },
		{ "cell.recon.match.id", "reconcile" },
		{ "facetCount(value,'value','b')", "not in GREL" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof t / sizeof *t; i++)
		must_be_off("{\"op\":%s}", t[i].op, t[i].said);
	for (size_t i = 0; i < sizeof grel / sizeof *grel; i++)
		must_be_off("{\"op\":\"core/text-transform\","
			    "\"columnName\":\"a\",\"expression\":\"%s\"}",
			    grel[i].expression, grel[i].said);
}

/* Rows come before the others, as their cells stand; more than there are
   columns are refused when it runs. */
static void
rows_are_added(void **state)
{
	static const char json[] =
		"[{\"op\":\"core/row-addition\",\"index\":0,\"rows\":["
		"{\"starred\":false,\"flagged\":false,\"cells\":["
		"{\"v\":\"E \\\"x\\\"\\nF\"},null,{\"v\":12}]},"
		"{\"cells\":[{\"v\":\"\"},{\"v\":\"y\"}]},{\"cells\":[]}]}]";
	struct dp_buf recipe = { 0 };
	struct dp_imported what;
	struct run x = { 0 };

	(void)state;
	assert_int_equal(dp_recipe_import(dp_str_c(json), "h", &recipe, &what,
					  &x.err),
			 0);
	assert_int_equal(what.n_off + what.n_other, 0);
	dp_buf_char(&recipe, '\0');
	assert_int_equal(run_recipe(&x, recipe.p, DP_S("a,b,c\n1,2,3\n")), 0);
	assert_true(dp_str_is(dp_buf_view(&x.out),
			      "a,b,c\n\"E \"\"x\"\"\nF\",,12\n,y,\n1,2,3\n"));
	run_done(&x);
	assert_int_equal(run_recipe(&x, recipe.p, DP_S("a,b\n1,2\n")), -1);
	assert_non_null(strstr(x.err.msg, "the table has 2"));
	run_done(&x);
	dp_buf_done(&recipe);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_openrefines),
		cmocka_unit_test(what_cannot_be_run_is_off),
		cmocka_unit_test(rows_are_added),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
