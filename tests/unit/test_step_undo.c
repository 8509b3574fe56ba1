/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every example of every operation, cleaned and taken back: what comes out
 * is what went in, or it was said before that it cannot be.
 */
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include <dpipe/clean.h>

static char folder[] = "/tmp/dpipe-undo-XXXXXX";

static unsigned n_wrong, n_undone;

static int
clean(const char *recipe, const char *output, bool account, struct dp_err *err)
{
	struct dp_recipe *r = dp_recipe_parse(dp_str_c(recipe), "-e", err);
	struct dp_result result = { 0 };
	struct dp_clean c = { .input = "in.csv",
			      .output = output,
			      .audit = account ? "audit.csv" : NULL,
			      .rejects = account ? "rejects.csv" : NULL,
			      .recipe = r };
	int status;

	if (!r)
		return -1;
	dp_read_opts_init(&c.read);
	c.read.delimiter = ',';
	c.read.delimiter_set = true;
	c.read.header = DP_YES;
	c.read.skip_lines = 0;
	c.read.as_is = true;
	c.read.threads = 1;
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
	if (clean(recipe, "clean.csv", true, &err) == 0)
		take_back(recipe);
	else if (err.code != DP_ENOTFOUND)
		wrong(recipe, err.msg);
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
	assert_true(n_undone > 100);
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
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
