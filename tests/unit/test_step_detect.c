/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What verify --detect answers, and that the source line it gives reads the
 * file the same way again, whatever the file.
 */
#include "test.h"

#include <glob.h>

#include <dpipe/op.h>
#include <dpipe/verify.h>

#include "table_read.h"

static void
detect(const char *path, bool people, struct dp_result *r)
{
	struct dp_verify v = { .input = path, .people = people };
	struct dp_err err = { 0 };

	dp_read_opts_init(&v.read);
	if (dp_verify_detect(&v, r, &err) != 0)
		fail_msg("%s: %s", path, err.msg);
}

/* PATH as CSV, read as O says. */
static void
read_file(const char *path, const struct dp_read_opts *o, struct table *t)
{
	struct dp_stream *s;

	table_init(t);
	if (o)
		t->opts = *o;
	s = dp_table_open(path, &t->opts, &t->err);
	if (!s || table_read_stream(t, s) != 0)
		fail_msg("%s: %s", path, t->err.msg);
}

/* Reads PATH by its source line; false: not as without. */
static bool
replays(const char *path)
{
	struct dp_result r = { 0 };
	struct dp_err err = { 0 };
	struct dp_read_opts o;
	struct dp_recipe *recipe;
	struct table found, said;
	dp_str line;
	bool same;

	detect(path, true, &r);
	line = dp_result_find(&r, "source")->text;
	recipe = dp_recipe_parse(line, "source", &err);
	dp_read_opts_init(&o);
	if (!recipe || dp_recipe_source(recipe, &o, &err) != 0)
		fail_msg("%s: %.*s%s", path, DP_FMT(line), err.msg);
	read_file(path, NULL, &found);
	read_file(path, &o, &said);
	same = dp_str_eq(dp_buf_view(&found.csv), dp_buf_view(&said.csv));
	if (!same)
		print_error("%s: %.*s%.*s----\n%.*s", path, DP_FMT(line),
			    DP_FMT(dp_buf_view(&found.csv)),
			    DP_FMT(dp_buf_view(&said.csv)));
	table_done(&found);
	table_done(&said);
	dp_recipe_free(recipe);
	dp_result_done(&r);
	return same;
}

static void
test_source_line_replays(void **state)
{
	const char *top = getenv("srcdir");
	char *pattern = dp_format("%s/tests/data/table/*.in.csv",
				  top ? top : ".");
	size_t wrong = 0;
	glob_t found;

	(void)state;
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	for (size_t i = 0; i < found.gl_pathc; i++)
		wrong += !replays(found.gl_pathv[i]);
	assert_int_equal(wrong, 0);
	globfree(&found);
	free(pattern);
}

static dp_str
fact(const struct dp_result *r, const char *key)
{
	const struct dp_frame *f =
		&dp_result_find((struct dp_result *)(uintptr_t)r, "")->frame;

	for (size_t i = 0; i < f->n_columns; i++)
		if (dp_str_is(f->column[i].key, key))
			return dp_frame_at(f, 0, i)->kind == DP_VALUE_NULL ?
				       (dp_str){ NULL, 0 } :
				       dp_frame_at(f, 0, i)->text;
	fail_msg("no fact %s", key);
	return (dp_str){ NULL, 0 };
}

/* In the order of the columns of row below. */
static const char *const keys[] = {
	"encoding",    "delimiter",      "quote",        "escape",  "newline",
	"header_rows", "preamble_lines", "footer_lines", "columns", "rows",
};

#define N_KEYS (sizeof keys / sizeof *keys)

static void
test_facts(void **state)
{
	static const struct {
		const char *file;
		const char *value[N_KEYS]; /* NULL: null */
	} row[] = {
		{ "communes-cp1252",
		  { "windows-1252", ";", "\"", NULL, "lf", "1", "0", "0", "5",
		    "6" } },
		{ "communes-utf16le-bom",
		  { "utf-16le", ";", "\"", NULL, "lf", "1", "0", "0", "5",
		    "6" } },
		{ "communes-six-lines",
		  { "utf-8", ";", "\"", NULL, "lf", "1", "6", "0", "5", "6" } },
		{ "communes-crcrlf",
		  { "utf-8", ";", "\"", NULL, "crcrlf", "1", "0", "0", "5",
		    "6" } },
		{ "communes-mixed-ends",
		  { "utf-8", ";", "\"", NULL, "mixed", "1", "0", "0", "5",
		    "6" } },
		{ "communes-cr",
		  { "utf-8", ";", "\"", NULL, "cr", "1", "0", "0", "5", "6" } },
		{ "communes-single-quotes",
		  { "utf-8", ";", "'", NULL, "lf", "1", "0", "0", "5", "6" } },
		{ "communes-backslash",
		  { "utf-8", ";", "\"", "\\", "lf", "1", "0", "0", "5", "6" } },
		{ "communes-source",
		  { "utf-8", ";", "\"", NULL, "lf", "1", "0", "2", "5", "6" } },
		{ "communes-second-table",
		  { "utf-8", ";", "\"", NULL, "lf", "1", "0", "4", "5", "6" } },
		{ "communes-three-header-rows",
		  { "utf-8", ";", "\"", NULL, "lf", "3", "0", "0", "5", "4" } },
		{ "communes-no-header",
		  { "utf-8", ";", "\"", NULL, "lf", "0", "0", "0", "5", "6" } },
		{ "first-records-empty",
		  { "utf-8", ";", "\"", NULL, "lf", "0", "0", "0", "3", "5" } },
		{ "codes-above-one-value",
		  { "utf-8", ";", "\"", NULL, "lf", "1", "0", "0", "3", "6" } },
		{ "hours-no-header",
		  { "utf-8", ";", "\"", NULL, "lf", "0", "0", "0", "2", "3" } },
		{ "missing-in-first-record",
		  { "utf-8", ";", "\"", NULL, "lf", "0", "0", "0", "3", "4" } },
		{ "year-in-first-record",
		  { "utf-8", ";", "\"", NULL, "lf", "0", "0", "0", "3", "4" } },
		{ "years-above-such-numbers",
		  { "utf-8", ";", "\"", NULL, "lf", "1", "0", "0", "3", "3" } },
		{ "mail-addresses-no-header",
		  { "utf-8", ",", "\"", NULL, "lf", "0", "0", "0", "3", "3" } },
		{ "mail-addresses-named",
		  { "utf-8", ";", "\"", NULL, "lf", "1", "0", "0", "3", "3" } },
		{ "communes-sep-line",
		  { "utf-8", ";", "\"", NULL, "lf", "1", "1", "0", "5", "6" } },
		{ "empty",
		  { "utf-8", NULL, "\"", NULL, NULL, "0", "0", "0", "0",
		    "0" } },
		{ "one-column",
		  { "utf-8", NULL, "\"", NULL, "lf", "1", "0", "0", "1",
		    "3" } },
		{ "edge-one-line-semicolon",
		  { "utf-8", ";", "\"", NULL, "lf", "1", "0", "0", "3", "0" } },
	};
	const char *top = getenv("srcdir");

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct dp_result r = { 0 };
		char *path = dp_format("%s/tests/data/table/%s.in.csv",
				       top ? top : ".", row[i].file);

		detect(path, false, &r);
		for (size_t k = 0; k < N_KEYS; k++) {
			dp_str is = fact(&r, keys[k]);
			const char *want = row[i].value[k];

			if (want ? !dp_str_is(is, want) : is.p != NULL)
				fail_msg("%s: %s is %.*s", row[i].file, keys[k],
					 DP_FMT(is));
		}
		assert_int_equal(dp_result_find(&r, "")->frame.n_columns,
				 N_KEYS + 7);
		assert_int_equal(
			dp_result_find(&r, "evidence")->frame.n_columns,
			N_KEYS + 7);
		assert_true(fact(&r, "confidence").n > 0);
		assert_null(fact(&r, "compression").p);
		assert_null(fact(&r, "container").p);
		assert_null(fact(&r, "member").p);
		assert_null(fact(&r, "sheet").p);
		dp_result_done(&r);
		free(path);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_source_line_replays),
		cmocka_unit_test(test_facts),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
