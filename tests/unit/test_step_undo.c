/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every example of every operation, cleaned and taken back, also with its
 * records in another order before and behind; and steps drawn by lot, one
 * behind the other: what comes out is what went in.
 */
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include <dpipe/clean.h>

static char folder[] = "/tmp/dpipe-undo-XXXXXX";

static unsigned n_wrong, n_undone, n_run;

static int
clean(const char *recipe, const char *output, bool account, struct dp_err *err)
{
	struct dp_recipe *r = dp_recipe_parse(dp_str_c(recipe), "-e", err);
	struct dp_result result = { 0 };
	struct dp_clean c = { .input = "in.csv",
			      .output = output,
			      .audit = account ? "audit.csv" : NULL,
			      .rejects = account ? "rejects.csv" : NULL,
			      .recipe = r,
			      .memory_bytes = n_run % 3 ? 0 : 4096 };
	int status;

	if (!r)
		return -1;
	dp_read_opts_init(&c.read);
	c.read.delimiter = ',';
	c.read.delimiter_set = true;
	c.read.header = DP_YES;
	c.read.skip_lines = 0;
	c.read.as_is = true;
	c.read.threads = n_run++ % 4 + 1;
	status = dp_clean_run(&c, &result, err);
	dp_result_done(&result);
	dp_recipe_free(r);
	return status;
}

static bool
same(const char *a, const char *b)
{
	struct dp_buf x = { 0 }, y = { 0 };
	struct dp_err err = { 0 };
	bool yes = dp_read_file(a, 1 << 20, &x, &err) == 0 &&
		   dp_read_file(b, 1 << 20, &y, &err) == 0 &&
		   dp_str_eq(dp_buf_view(&x), dp_buf_view(&y));

	if (!yes)
		print_error("%.*s---\n%.*s", DP_FMT(dp_buf_view(&x)),
			    DP_FMT(dp_buf_view(&y)));
	dp_buf_done(&x);
	dp_buf_done(&y);
	return yes;
}

static void
wrong(const char *recipe, const char *why)
{
	n_wrong++;
	print_error("%s: %s\n", recipe, why);
}

/* The table is cleaned; takes it back. */
static void
take_back(const char *recipe)
{
	struct dp_undo_opts o = { .input = "clean.csv",
				  .output = "back.csv",
				  .audit = "audit.csv",
				  .rejects = "rejects.csv" };
	struct dp_result result = { 0 };
	struct dp_err err = { 0 };
	struct dp_undo *u;

	dp_read_opts_init(&o.read);
	o.read.threads = 1;
	u = dp_undo_open(&o, &result, &err);
	if (!u || dp_undo_run(u, &result, &err) != 0) {
		wrong(recipe, err.msg);
	} else if (!dp_result_find(&result, "lost_columns")) {
		n_undone++;
		if (!same("before.csv", "back.csv"))
			wrong(recipe, "is not taken back");
	} else {
		wrong(recipe, "loses columns");
	}
	dp_undo_close(u);
	dp_result_done(&result);
}

/* Appends a step that sorts by the last column of the table PATH. */
static void
put_sort(const char *path, struct dp_buf *recipe)
{
	struct dp_err err = { 0 };
	struct dp_read_opts o;
	struct dp_stream *s;

	dp_read_opts_written(&o);
	s = dp_table_open(path, &o, &err);
	assert_non_null(s);
	dp_buf_c(recipe, "sort ");
	dp_recipe_word(s->schema.column[s->schema.n - 1].name, recipe);
	dp_buf_c(recipe, " numeric=no\n");
	dp_close(s);
}

/* STEP, which was run, between steps that sort. */
static void
check_sorted(const char *step)
{
	struct dp_err err = { 0 };
	struct dp_buf recipe = { 0 };

	put_sort("before.csv", &recipe);
	dp_buf_format(&recipe, "%s\n", step);
	put_sort("clean.csv", &recipe);
	dp_buf_char(&recipe, '\0');
	/* keys can be other columns where the records stand otherwise */
	if (clean(recipe.p, "clean.csv", true, &err) == 0)
		take_back(recipe.p);
	else if (!err.no_column)
		wrong(recipe.p, err.msg);
	dp_buf_done(&recipe);
}

static void
check(const struct dp_op_class *op, const struct dp_example *e)
{
	char *recipe = dp_format("%s %s", op->name, e->args);
	struct dp_buf in = { 0 };
	struct dp_err err = { 0 };
	dp_str cell = dp_str_c(e->in);

	if (op->scope == DP_CELL) {
		dp_buf_c(&in, "x\n");
		dp_csv_record(&in, &cell, 1);
	} else {
		dp_buf_str(&in, cell);
	}
	assert_int_equal(dp_write_file("in.csv", in.p, in.n, &err), 0);
	assert_int_equal(clean("", "before.csv", false, &err), 0);
	/* A file that an example speaks of is not here. */
	if (clean(recipe, "clean.csv", true, &err) == 0) {
		take_back(recipe);
		check_sorted(recipe);
	} else if (err.code != DP_ENOTFOUND) {
		wrong(recipe, err.msg);
	}
	dp_buf_done(&in);
	free(recipe);
}

static void
examples_are_taken_back(void **state)
{
	(void)state;
	for (size_t i = 0; i < dp_op_count(); i++) {
		const struct dp_example *e = dp_op_at(i)->example;

		for (; e && e->in; e++)
			check(dp_op_at(i), e);
	}
	assert_int_equal(n_wrong, 0);
	assert_true(n_undone > 200);
}

/* ---- steps drawn by lot ----------------------------------------------- */

#define N_CHAINS 250u
#define STEPS_MAX 6u

static const char *const step[] = {
	"sort k, -w",
	"sort -id numeric=no",
	"sort v",
	"sort d, k",
	"trim *",
	"case v to=upper",
	"number w locale=fr",
	"date d order=dmy",
	"edit k\n    \"a\" -> \"alpha\"\n    \"b\" -> \"\"",
	"na w tokens=\"x\"",
	"fill k",
	"fill v direction=up",
	"blank-down k",
	"impute w method=median",
	"cluster v",
	"derive y = v + k",
	"count nb by=k",
	"flag f where=k == \"a\"",
	"filter isNotBlank(v)",
	"drop k == \"a\"",
	"dedupe k, v",
	"dedupe k keep=last",
	"sample n=9",
	"head n=12",
	"tail n=12",
	"drop-empty",
	"drop-constant",
	"remove w",
	"select v",
	"select k, id, w",
	"move d first",
	"rename k -> kind",
	"headers",
	"split v by=\";\"",
	"split d by=\"/\" into=day,month,year",
	"join k, v into=v sep=\"-\"",
	/* those that mix records */
	"split-cells v by=\";\"",
	"join-cells v by=\"+\" key=k",
	"longer w, id names=n values=x drop-blank=yes",
	"wider names=k values=v by=id",
	"add-row k=c v=\" z \"",
	"transpose id fields=col",
};
#define N_STEPS (sizeof step / sizeof *step)
#define N_MIXERS 6u

/* From 0 to below N, the same in every run. */
static unsigned
draw(uint64_t *seed, unsigned n)
{
	*seed = *seed * 6364136223846793005u + 1442695040888963407u;
	return (unsigned)(*seed >> 33) % n;
}

static void
draw_table(uint64_t *seed)
{
	static const char *const k[] = { "a", "b", "c", " b", "\"\"", "" },
				 *const v[] = { "x;y", "\"q\"\"u,;\"",
						" N ", "\"l\nm\"",
						"n;;", "\"\"",
						"",    "x;y" },
				 *const w[] = { "7", "1 234,5", "x", "", "-3" };
	unsigned n = draw(seed, 40);
	struct dp_err err = { 0 };
	struct dp_buf b = { 0 };

	dp_buf_c(&b, "id,k,v,d,w\n");
	for (unsigned i = 1; i <= n; i++)
		dp_buf_format(&b, "%u,%s,%s,%02u/%02u/2024,%s\n", i,
			      k[draw(seed, 6)], v[draw(seed, 8)],
			      draw(seed, 28) + 1, draw(seed, 12) + 1,
			      w[draw(seed, 5)]);
	assert_int_equal(dp_write_file("in.csv", b.p, b.n, &err), 0);
	dp_buf_done(&b);
}

/* A chain in RECIPE; every other one has nothing that mixes records. */
static void
draw_chain(uint64_t *seed, struct dp_buf *recipe)
{
	unsigned n = draw(seed, STEPS_MAX) + 1,
		 some = N_STEPS - N_MIXERS * draw(seed, 2);

	for (unsigned i = 0; i < n; i++)
		dp_buf_format(recipe, "%s\n", step[draw(seed, some)]);
	dp_buf_char(recipe, '\0');
}

static void
chains_are_taken_back(void **state)
{
	uint64_t seed = 20240229;
	unsigned before = n_undone;

	(void)state;
	n_wrong = 0;
	while (n_undone - before < N_CHAINS && n_wrong == 0) {
		struct dp_err err = { 0 };
		struct dp_buf recipe = { 0 };

		draw_table(&seed);
		draw_chain(&seed, &recipe);
		assert_int_equal(clean("", "before.csv", false, &err), 0);
		/* one may name what another has taken away */
		if (clean(recipe.p, "clean.csv", true, &err) == 0)
			take_back(recipe.p);
		dp_buf_done(&recipe);
	}
	assert_int_equal(n_wrong, 0);
}

static int
make_folder(void **state)
{
	(void)state;
	return !mkdtemp(folder) || chdir(folder) != 0;
}

static int
remove_folder(void **state)
{
	(void)state;
	dp_remove_tree(folder);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(examples_are_taken_back),
		cmocka_unit_test(chains_are_taken_back),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
