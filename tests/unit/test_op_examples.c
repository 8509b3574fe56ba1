/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every example of every operation, which the help and the manual show as
 * true, run as a recipe over a table: with one thread and with three, in
 * blocks of a few records. And each is run on its own result again, where
 * what recipe check says of that has to hold.
 */
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include <dpipe/clean.h>

#include "recipe_run.h"

/* The reference file that lookup's examples speak of. */
static const char communes[] = "code,commune,population\n"
			       "05061,Gap,40000\n"
			       "13055,Marseille,873000\n";

/* The list that reconcile's examples speak of. */
static const char liste[] = "code,commune,dep\n"
			    "17299,Rochefort,17\n"
			    "73215,Rochefort,73\n"
			    "83118,Saint-Rapha\u00ebl,83\n"
			    "97411,Saint-Denis,974\n"
			    "97411,Saint-Denis-de-la-R\u00e9union,974\n";

/* The list of values that edit's example speaks of. */
static const char villes[] = "AIX EN PCE,Aix-en-Provence\n";

/* The key that hash's examples speak of. */
static const char cle[] = "une phrase longue et secrete\n";

/* Examples that do not hold: all are told before the test fails. */
static unsigned n_wrong;

static char folder[] = "/tmp/dpipe-examples-XXXXXX";

/* A table of one column x with the cell TEXT, as CSV. */
static void
one_cell(const char *text, struct dp_buf *out)
{
	dp_str cell = dp_str_c(text);

	dp_buf_c(out, "x\n");
	dp_csv_record(out, &cell, 1);
}

static void
check(const char *recipe, const struct dp_buf *in, const struct dp_buf *want,
      unsigned threads, size_t block_bytes)
{
	struct run x = { .threads = threads, .block_bytes = block_bytes };

	if (run_recipe(&x, recipe, dp_buf_view(in)) != 0) {
		n_wrong++;
		print_error("%s\n", x.err.msg);
	} else if (!dp_str_eq(dp_buf_view(&x.out), dp_buf_view(want))) {
		n_wrong++;
		print_error("%s (%u threads)\n  of   %.*s  is   %.*s"
			    "  not  %.*s",
			    recipe, threads, DP_FMT(dp_buf_view(in)),
			    DP_FMT(dp_buf_view(&x.out)),
			    DP_FMT(dp_buf_view(want)));
	}
	run_done(&x);
}

/* What is said, before it runs, of RECIPE on its own result. */
static enum dp_again
again(const char *recipe, const struct dp_buf *in)
{
	struct dp_apply_opts o = { .threads = 1, .dry = true };
	enum dp_again said = DP_AGAIN_VALUES;
	struct dp_err err = { 0 };
	struct dp_recipe *r = dp_recipe_parse(dp_str_c(recipe), "-e", &err);
	struct dp_read_opts read;
	struct dp_plan *p = NULL;

	dp_read_opts_init(&read);
	read.delimiter = ',';
	read.delimiter_set = true;
	read.header = DP_YES;
	read.skip_lines = 0;
	read.as_is = true;
	read.threads = 1;
	if (r)
		p = dp_plan_new(r,
				dp_table_open_memory(in->p, in->n, &read, &err),
				&o, &err);
	if (p)
		said = dp_plan_again(p, 0);
	else
		n_wrong++;
	dp_plan_free(p);
	dp_recipe_free(r);
	return said;
}

/* RECIPE on WANT, its own result. */
static void
check_again(const char *recipe, const struct dp_buf *in,
	    const struct dp_buf *want)
{
	struct run x = { 0 };

	switch (again(recipe, in)) {
	case DP_AGAIN_SAME:
		check(recipe, want, want, 1, 0);
		break;
	case DP_AGAIN_MADE:
	case DP_AGAIN_GONE:
		/* a pattern may find the columns that stayed */
		if (run_recipe(&x, recipe, dp_buf_view(want)) == 0 &&
		    !dp_str_eq(dp_buf_view(&x.out), dp_buf_view(want))) {
			n_wrong++;
			print_error("%s does not fail on its own result\n",
				    recipe);
		}
		run_done(&x);
		break;
	case DP_AGAIN_VALUES:
	case DP_AGAIN_LATER:
		break;
	}
}

/* RECIPE is told in words: for some table, it is right. */
static void
check_told(const char *recipe)
{
	struct dp_err err = { 0 };
	struct dp_recipe *r = dp_recipe_parse(dp_str_c(recipe), "-e", &err);
	struct dp_buf told = { 0 };

	if (!r || dp_recipe_explain(r, &told, &err) != 0 || told.n == 0) {
		n_wrong++;
		print_error("%s is not told: %s\n", recipe, err.msg);
	}
	dp_buf_done(&told);
	dp_recipe_free(r);
}

static void
check_example(const struct dp_op_class *op, const struct dp_example *e)
{
	struct dp_buf in = { 0 }, want = { 0 };
	char *recipe = dp_format("%s %s", op->name, e->args);

	/* fill value= and the like are written as tables in any case */
	if (op->scope == DP_CELL) {
		one_cell(e->in, &in);
		one_cell(e->out, &want);
	} else {
		dp_buf_c(&in, e->in);
		dp_buf_c(&want, e->out);
	}
	check(recipe, &in, &want, 1, 0);
	check(recipe, &in, &want, 3, 24);
	check_again(recipe, &in, &want);
	check_told(recipe);
	free(recipe);
	dp_buf_done(&in);
	dp_buf_done(&want);
}

static void
examples_hold(void **state)
{
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < dp_op_count(); i++) {
		const struct dp_op_class *op = dp_op_at(i);

		const struct dp_example *e = op->example;

		for (; e && e->in; e++, n++)
			check_example(op, e);
	}
	assert_true(n > 100);
	assert_int_equal(n_wrong, 0);
}

/* What the help, the menus and the manual need is there for each. */
static void
descriptors_are_complete(void **state)
{
	(void)state;
	assert_true(dp_op_count() >= 20);
	for (size_t i = 0; i < dp_op_count(); i++) {
		const struct dp_op_class *op = dp_op_at(i);
		size_t n = 0;

		while (op->example && op->example[n].in)
			n++;
		if (!op->name || !op->synopsis || !op->summary || !op->why)
			fail_msg("operation %zu is not described", i);
		if (n < (op->scope == DP_CELL ? 6 : 3))
			fail_msg("%s has only %zu examples", op->name, n);
		for (const struct dp_param *p = op->param; p && p->name; p++)
			if (!p->summary)
				fail_msg("%s %s= is not described", op->name,
					 p->name);
		assert_ptr_equal(dp_op_find(dp_str_c(op->name)), op);
	}
	assert_null(dp_op_find(DP_S("no-such-operation")));
	assert_null(dp_op_at(dp_op_count()));
}

static int
make_folder(void **state)
{
	struct dp_err err;

	(void)state;
	return !mkdtemp(folder) || chdir(folder) != 0 ||
	       dp_write_file("communes.csv", communes, sizeof communes - 1,
			     &err) != 0 ||
	       dp_write_file("liste.csv", liste, sizeof liste - 1, &err) != 0 ||
	       dp_write_file("villes.csv", villes, sizeof villes - 1, &err) !=
		       0 ||
	       dp_write_file("cle.txt", cle, sizeof cle - 1, &err) != 0;
}

static int
remove_folder(void **state)
{
	(void)state;
	return unlink("communes.csv") != 0 || unlink("villes.csv") != 0 ||
	       unlink("liste.csv") != 0 || unlink("cle.txt") != 0 ||
	       chdir("/") != 0 || rmdir(folder) != 0;
}

/* Each word that is none says what is to be written, and that exists. */
static void
other_words(void **state)
{
	(void)state;
	for (size_t i = 0; i < dp_elsewhere_count(); i++) {
		const struct dp_elsewhere *w = dp_elsewhere_at(i);
		dp_str rest = dp_str_c(w->written);
		dp_str op = dp_str_cut(&rest, ' ');
		struct dp_err err = { 0 };
		char *step = dp_format("%s nom", w->name);

		assert_null(dp_op_find(dp_str_c(w->name)));
		assert_true(!w->written == !!w->text);
		if (w->written)
			assert_non_null(dp_op_find(op));
		assert_null(dp_recipe_parse(dp_str_c(step), "-e", &err));
		assert_int_equal(err.at.column, 1);
		assert_non_null(strstr(err.msg, "there is no operation "));
		assert_non_null(strstr(err.msg,
				       w->written ? w->written : "Reading "));
		free(step);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(other_words),
		cmocka_unit_test(descriptors_are_complete),
		cmocka_unit_test(examples_hold),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
