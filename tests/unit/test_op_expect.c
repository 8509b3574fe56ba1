/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a recipe expects: rules told from conditions, what each rule measures
 * and reports, and what becomes of the rows and of the run.
 */
#include "test.h"

#include <math.h>

#include "recipe_run.h"

static const char table[] = "nom,siret,statut,montant\n"
			    "Rex,35600000000048,public,12.5\n"
			    "Eden,,priv\xC3\xA9,7\n"
			    "Lux,123,autre,-3\n"
			    "Rex,35600000000048,public,x\n"
			    "Star,,public,1000\n";

/* RULES on the table find ID so often, first on LINE, as {found} or value. */
static void
finds(const char *rules, enum dp_finding_id id, uint64_t count, uint64_t line,
      const char *what)
{
	for (unsigned threads = 1; threads <= 3; threads += 2) {
		struct run x = { .threads = threads,
				 .block_bytes = threads > 1 ? 24 : 0 };
		const struct dp_findings *all = &x.log.findings;
		char *recipe = dp_format("expect %s", rules);
		dp_str shown;

		if (run_recipe(&x, recipe, dp_str_c(table)) != 0)
			fail_msg("%s: %s", recipe, x.err.msg);
		assert_true(dp_str_is(dp_buf_view(&x.out), table));
		if (all->n != 1)
			fail_msg("%s: %zu findings", recipe, all->n);
		assert_int_equal(all->at[0].id, id);
		assert_int_equal(all->at[0].count, count);
		assert_int_equal(all->at[0].sample[0].line, line);
		shown = id == DP_F_TABLE_UNEXPECTED ?
				all->at[0].found :
				all->at[0].sample[0].value;
		if (!dp_str_is(shown, what))
			fail_msg("%s: %.*s", recipe, DP_FMT(shown));
		free(recipe);
		run_done(&x);
	}
}

static void
finds_nothing(const char *rules)
{
	struct run x = { 0 };
	char *recipe = dp_format("expect %s", rules);

	if (run_recipe(&x, recipe, dp_str_c(table)) != 0)
		fail_msg("%s: %s", recipe, x.err.msg);
	if (x.log.findings.n != 0)
		fail_msg("%s finds something", recipe);
	free(recipe);
	run_done(&x);
}

static void
cells_are_judged(void **state)
{
	(void)state;
	finds("siret type=siret", DP_F_CELL_UNEXPECTED, 1, 4, "123");
	finds("montant type=number", DP_F_CELL_UNEXPECTED, 1, 5, "x");
	finds("montant range=0..100", DP_F_CELL_UNEXPECTED, 3, 4, "-3");
	finds("siret pattern=/\\d{4}/", DP_F_CELL_UNEXPECTED, 3, 2,
	      "35600000000048");
	finds("statut domain<=public,\"priv\xC3\xA9\"", DP_F_CELL_UNEXPECTED, 1,
	      4, "autre");
	finds("statut domain=public,\"priv\xC3\xA9\"", DP_F_CELL_UNEXPECTED, 1,
	      4, "autre");
	finds("siret unique=yes na<50%", DP_F_CELL_UNEXPECTED, 1, 5,
	      "35600000000048");
	/* without na, an empty key is none */
	finds("siret unique=yes", DP_F_CELL_UNEXPECTED, 3, 3, "");
	finds("nom, montant unique=yes where=\"nom == 'Rex'\"\n"
	      "expect nom unique=yes",
	      DP_F_CELL_UNEXPECTED, 1, 5, "Rex");
	finds_nothing("siret unique=no na<41%");
	finds_nothing("siret pattern=/\\d+/");
	finds_nothing("nom, montant unique=yes");
	finds_nothing("siret type=siret where=\"statut == 'public'\"");
}

static void
tables_are_judged(void **state)
{
	(void)state;
	finds("siret na<1%", DP_F_TABLE_UNEXPECTED, 1, 3,
	      "40 % (2 of 5 cells), the first on line 3");
	finds("siret na=0", DP_F_TABLE_UNEXPECTED, 1, 3,
	      "2, the first on line 3");
	finds("* na=0", DP_F_TABLE_UNEXPECTED, 1, 3, "2, the first on line 3");
	finds("rows>=100", DP_F_TABLE_UNEXPECTED, 1, 0, "5");
	finds("rows>=1 rows<5", DP_F_TABLE_UNEXPECTED, 1, 0, "5");
	finds("rows=5 where=\"statut == 'public'\"", DP_F_TABLE_UNEXPECTED, 1,
	      0, "3");
	finds("columns!=4", DP_F_TABLE_UNEXPECTED, 1, 0, "4");
	finds("nom distinct=5", DP_F_TABLE_UNEXPECTED, 1, 0, "4");
	finds("header>=nom,date", DP_F_TABLE_UNEXPECTED, 1, 0,
	      "nom, siret, statut, montant");
	finds("header=siret,nom,statut,montant order=yes",
	      DP_F_TABLE_UNEXPECTED, 1, 0, "nom, siret, statut, montant");
	finds("statut domain=public,autre,\"priv\xC3\xA9\",clos",
	      DP_F_TABLE_UNEXPECTED, 1, 0,
	      "no \xE2\x80\x9C"
	      "clos\xE2\x80\x9D");
	finds("montant sum=0 where=\"montant != 'x'\"", DP_F_TABLE_UNEXPECTED,
	      1, 0, "1,016.5");
	finds_nothing("rows=5 columns=4 nom distinct<5 spaces=0");
	finds_nothing("header=siret,nom,statut,montant");
	finds_nothing("montant sum=1016.5 where=\"montant != 'x'\"");
}

/* A column of numbers with one that is none has no sum. */
static void
what_cannot_be_summed_is_said(void **state)
{
	struct run x = { 0 };

	(void)state;
	assert_int_equal(run_recipe(&x, "expect montant sum>0",
				    dp_str_c(table)),
			 0);
	assert_int_equal(x.log.findings.n, 1);
	assert_true(dp_str_search(x.log.findings.at[0].found,
				  DP_S("which is no number")) > 0);
	run_done(&x);
}

/* A condition is read as before, also where it looks like a rule. */
static void
conditions_are_no_rules(void **state)
{
	static const char in[] = "rows,na,not\n1,2,3\n5,x,1\n";
	static const char *const condition[] = {
		"rows > 3",       "not rows>3",       "value(rows) < 3",
		"rows == 1",      "na<=2 and rows<3", "\"x\" != na",
		"in(rows, 1, 2)",
	};

	(void)state;
	for (size_t i = 0; i < sizeof condition / sizeof *condition; i++) {
		struct run x = { 0 };
		char *recipe = dp_format("expect %s", condition[i]);

		if (run_recipe(&x, recipe, dp_str_c(in)) != 0)
			fail_msg("%s: %s", recipe, x.err.msg);
		assert_int_equal(run_count(&x, DP_F_NOT_AS_EXPECTED), 1);
		run_done(&x);
		free(recipe);
	}
}

static void
rows_may_be_left_out(void **state)
{
	(void)state;
	assert_recipe("expect siret type=siret on-error=reject\n"
		      "expect on-error=reject montant > 0",
		      table,
		      "nom,siret,statut,montant\n"
		      "Rex,35600000000048,public,12.5\n"
		      "Eden,,priv\xC3\xA9,7\n"
		      "Star,,public,1000\n");
	assert_recipe("expect nom unique=yes on-error=reject", "nom\na\nb\na\n",
		      "nom\na\nb\n");
}

static void
runs_may_stop(void **state)
{
	(void)state;
	assert_refused(
		"expect siret type=siret on-error=stop [s]", table,
		"step s stops here: The recipe expects siret type=siret; "
		"rows where that is not so: 1, such as "
		"\xE2\x80\x9C"
		"123\xE2\x80\x9D (line 4).");
	assert_refused("expect rows>5 on-error=stop", table,
		       "step 1 stops here: The recipe expects rows>5; found: "
		       "5.");
	assert_refused("expect on-error=stop montant > 0", table, "line 4");
	assert_recipe(
		"expect rows<=5 rows>1 siret na<50% on-error=stop\nselect nom\n"
		"head n=1",
		table, "nom\nRex\n");
}

/* Each message says where, and what would do. */
static void
slips_are_refused(void **state)
{
	static const char *const slip[][2] = {
		{ "expect", "line 1, column 1: expected columns and rules" },
		{ "expect siret", "is no condition" },
		{ "expect siret unique=maybe",
		  "column 14: expected yes or no" },
		{ "expect na<1%", "column 8: na is about columns" },
		{ "expect siret naa<1%", "column 14: expect has no parameter" },
		{ "expect siret na<1%%", "column 14: expected a number" },
		{ "expect rows>1%", "column 8: expected a number" },
		{ "expect siret na<", "column 14: " },
		{ "expect siret type=sirett", "the nearest are" },
		{ "expect siret type=x", "the types are text, number" },
		{ "expect siret type<5", "expected = behind type, found <" },
		{ "expect nom header<a", "expected = <= >= behind header" },
		{ "expect siret range=5", "a range, 2..20" },
		{ "expect siret domain<=,", "values with commas" },
		{ "expect siret pattern=/(/", "a ( is not closed" },
		{ "expect siert na=0", "The nearest is: siret" },
		{ "expect rows>=1 on-error=reject", "on-error=reject" },
		{ "expect siret na=0 na=1", "once only" },
		{ "expect siret on-error=stop", "nothing of what is expected" },
		{ "expect siret rows=1", "nothing of what is expected" },
		{ "expect siret na=0 montant > 1", "a step of its own" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof slip / sizeof *slip; i++)
		assert_refused(slip[i][0], table, slip[i][1]);
}

/* What can be told row by row is no matter for parts of a table. */
static void
reach_depends_on_the_rules(void **state)
{
	static const struct {
		const char *step;
		enum dp_reach reach;
	} of[] = {
		{ "expect montant > 0", DP_REACH_ROW },
		{ "expect siret type=siret pattern=/x/", DP_REACH_ROW },
		{ "expect siret na<1%", DP_REACH_BEFORE },
		{ "expect siret unique=yes", DP_REACH_BEFORE },
		{ "expect rows>1", DP_REACH_BEFORE },
	};
	struct dp_apply_opts o = { .threads = 1 };
	struct dp_read_opts read;

	(void)state;
	dp_read_opts_init(&read);
	for (size_t i = 0; i < sizeof of / sizeof *of; i++) {
		struct dp_err err = { 0 };
		struct dp_recipe *r = dp_recipe_parse(dp_str_c(of[i].step),
						      "-e", &err);
		struct dp_stream *s = dp_table_open_memory(table,
							   sizeof table - 1,
							   &read, &err);
		struct dp_plan *p = dp_plan_new(r, s, &o, &err);

		assert_non_null(p);
		assert_int_equal(dp_plan_reach(p, 0), of[i].reach);
		dp_plan_free(p);
		dp_recipe_free(r);
	}
}

int
main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(cells_are_judged),
		cmocka_unit_test(tables_are_judged),
		cmocka_unit_test(what_cannot_be_summed_is_said),
		cmocka_unit_test(conditions_are_no_rules),
		cmocka_unit_test(rows_may_be_left_out),
		cmocka_unit_test(runs_may_stop),
		cmocka_unit_test(slips_are_refused),
		cmocka_unit_test(reach_depends_on_the_rules),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
