/* SPDX-License-Identifier: GPL-3.0-or-later */
/* reconcile: what is matched, what is left empty, and what is told of it. */
#include "test.h"

#include "in_folder.h"
#include "recipe_run.h"

static const char liste[] = "code,nom,dep\n"
			    "05061,Gap,05\n"
			    "17299,Rochefort,17\n"
			    "73215,Rochefort,73\n"
			    "34172,Montpellier,34\n"
			    "30189,N\u00eemes,30\n"
			    "38250,Monestier,38\n"
			    "81170,Monestiers,81\n"
			    "83118,Saint-Rapha\u00ebl,83\n"
			    "59350,Lille,59\n"
			    "59350,Ville de Lille,59\n"
			    "00001,Groupe scolaire 1,05\n"
			    "00002,Groupe scolaire 2,05\n"
			    ",Sans code,05\n"
			    "99999,,05\n";

/* How often reconcile told anything. */
static uint64_t
count_told(const struct run *x)
{
	return run_count(x, DP_F_NOT_LISTED) +
	       run_count(x, DP_F_AMBIGUOUS_MATCH) +
	       run_count(x, DP_F_DOUBTFUL_MATCH);
}

/* Fails unless ID, and no more, is told of the only value. */
static void
assert_told(const char *recipe, const char *in, enum dp_finding_id id)
{
	struct run x = { 0 };

	assert_int_equal(run_recipe(&x, recipe, dp_str_c(in)), 0);
	assert_int_equal(run_count(&x, id), 1);
	assert_int_equal(count_told(&x), 1);
	run_done(&x);
}

static void
what_is_sure_is_matched(void **state)
{
	struct run x = { 0 };

	(void)state;
	assert_int_equal(
		run_recipe(&x, "reconcile nom file=liste.csv key=code score=s",
			   DP_S("nom\n Gap \nNIMES\nSt Raphael\n"
				"Montpelleir\nMontpellier\n\"\"\n")),
		0);
	if (!dp_str_is(dp_buf_view(&x.out),
		       "nom,code,s\n Gap ,05061,1\nNIMES,30189,1\n"
		       "St Raphael,83118,1\nMontpelleir,34172,0.909\n"
		       "Montpellier,34172,1\n\"\",,\n"))
		fail_msg("%.*s", DP_FMT(x.out));
	assert_int_equal(count_told(&x), 0);
	run_done(&x);
}

static void
what_may_be_two_things_is_left(void **state)
{
	static const char step[] = "reconcile nom file=liste.csv key=code";

	(void)state;
	assert_told(step, "nom\nRochefort\n", DP_F_AMBIGUOUS_MATCH);
	assert_recipe(step, "nom,x\nROCHEFORT,1\n",
		      "nom,x,code\nROCHEFORT,1,\n");
	/* one is a letter nearer: not enough, unless the margin says so */
	assert_told(step, "nom\nMonetsiers\n", DP_F_AMBIGUOUS_MATCH);
	assert_recipe("reconcile nom file=liste.csv key=code margin=0.0",
		      "nom\nMonetsiers\n", "nom,code\nMonetsiers,81170\n");
	/* itself, whatever is near */
	assert_recipe(step, "nom\nMonestier\nmonestiers\n",
		      "nom,code\nMonestier,38250\nmonestiers,81170\n");
	/* several names of one thing are no two things */
	assert_recipe(step, "nom\nVILLE DE LILE\nLille\n",
		      "nom,code\nVILLE DE LILE,59350\nLille,59350\n");
	/* what differs by its number is another thing */
	assert_recipe(step, "nom\nGroupe scolare 2\n",
		      "nom,code\nGroupe scolare 2,00002\n");
	assert_told(step, "nom\nGroupe scolaire 3\n", DP_F_NOT_LISTED);
	/* a line of the list without a key, or a name, is none */
	assert_told(step, "nom\nSans code\n", DP_F_NOT_LISTED);
}

static void
contexts_narrow(void **state)
{
	static const char in[] = "nom,d\u00e9p\nRochefort,73\nRochefort,17\n"
				 "Rochefort,05\nGap,17\nGap,\n";

	(void)state;
	assert_recipe("reconcile nom file=liste.csv key=code by=\"d\u00e9p\" "
		      "with=dep into=insee take=dep",
		      in,
		      "nom,d\u00e9p,insee,dep\nRochefort,73,73215,73\n"
		      "Rochefort,17,17299,17\nRochefort,05,,\nGap,17,,\n"
		      "Gap,,05061,05\n");
	/* a near name of another department is none */
	assert_told("reconcile nom file=liste.csv key=code by=dep",
		    "nom,dep\nMontpelier,05\n", DP_F_NOT_LISTED);
}

static void
doubts_are_told(void **state)
{
	static const char step[] = "reconcile nom file=liste.csv key=code";
	struct run x = { .rejects = true };

	(void)state;
	assert_told(step, "nom\nFontpellier\n", DP_F_DOUBTFUL_MATCH);
	assert_told(step, "nom\nParis\n", DP_F_NOT_LISTED);
	assert_int_equal(
		run_recipe(&x,
			   "reconcile nom file=liste.csv key=code "
			   "on-error=reject",
			   DP_S("nom\nFontpellier\nParis\nRochefort\n")),
		0);
	assert_true(dp_str_is(dp_buf_view(&x.out),
			      "nom,code\nFontpellier,34172\n"));
	assert_non_null(strstr(x.log.rejects.p, "Rochefort"));
	run_done(&x);
	assert_refused("reconcile nom file=liste.csv key=code on-error=stop",
		       "nom\nParis\n", "Paris");
}

static void
the_review_says_how(void **state)
{
	static const char in[] = "nom,dep\nGap,05\nNIMES,\nRochefort,\n"
				 "\"Paris, ville\",75\nMontpelleir,34\nGap,05\n"
				 "St-Raphael,\n\"\",05\n";
	static const char want[] =
		"nom,dep,count,how,score,key,name,other_score,other_key,"
		"other_name\n"
		"Rochefort,,1,ambiguous,1,17299,Rochefort,1,73215,Rochefort\n"
		"\"Paris, ville\",75,1,none,,,,,,\n"
		"Montpelleir,34,1,near,0.909,34172,Montpellier,,,\n"
		"St-Raphael,,1,fingerprint,1,83118,Saint-Rapha\u00ebl,,,\n"
		"NIMES,,1,folded,1,30189,N\u00eemes,,,\n"
		"Gap,05,2,exact,1,05061,Gap,,,\n";

	(void)state;
	for (unsigned threads = 1; threads <= 3; threads += 2) {
		struct run x = { .threads = threads, .block_bytes = 24 };
		struct dp_buf text = { 0 };
		struct dp_err err;

		assert_int_equal(run_recipe(&x,
					    "reconcile nom file=liste.csv "
					    "key=code by=dep review=r.csv",
					    dp_str_c(in)),
				 0);
		assert_int_equal(dp_read_file("r.csv", 10000, &text, &err), 0);
		if (!dp_str_is(dp_buf_view(&text), want))
			fail_msg("%.*s", DP_FMT(text));
		assert_int_equal(unlink("r.csv"), 0);
		dp_buf_done(&text);
		run_done(&x);
	}
	assert_refused("reconcile nom file=liste.csv key=code "
		       "review=/nowhere/x.csv",
		       in, "/nowhere/x.csv");
}

static void
arguments_are_checked(void **state)
{
	static const char in[] = "nom,dep\nGap,05\n";

	(void)state;
	assert_refused("reconcile nom file=liste.csv", in, "key=");
	assert_refused("reconcile nom,dep file=liste.csv key=code", in, "one");
	assert_refused("reconcile nom file=none.csv key=code", in, "none.csv");
	assert_refused("reconcile nom file=liste.csv key=insee", in, "insee");
	assert_refused("reconcile nom file=liste.csv key=code names=x", in,
		       "liste.csv");
	assert_refused("reconcile nom file=liste.csv key=dep", in, "dep");
	assert_refused("reconcile nom file=liste.csv key=code by=x", in, "x");
	assert_refused("reconcile nom file=liste.csv key=code by=dep "
		       "with=dep,nom",
		       in, "with=");
	assert_refused("reconcile nom file=liste.csv key=code min-score=85", in,
		       "min-score");
	assert_refused("reconcile nom file=liste.csv key=code min-score=0.7",
		       in, "0.7");
	assert_refused("reconcile nom file=liste.csv key=code fuzzy=no "
		       "margin=0.1",
		       in, "fuzzy=no");
	assert_refused("reconcile nom file=liste.csv key=code score=code", in,
		       "code");
}

/* Does step 0 of RECIPE look at rows one by one? */
static enum dp_reach
reach_of(const char *recipe)
{
	static const char in[] = "nom\nGap\n";
	struct dp_apply_opts o = { .threads = 1, .dry = true };
	struct dp_err err = { 0 };
	struct dp_recipe *r = dp_recipe_parse(dp_str_c(recipe), "-e", &err);
	struct dp_read_opts read;
	struct dp_plan *p;
	enum dp_reach reach;

	dp_read_opts_init(&read);
	p = dp_plan_new(r, dp_table_open_memory(in, sizeof in - 1, &read, &err),
			&o, &err);
	assert_non_null(p);
	reach = dp_plan_reach(p, 0);
	dp_plan_free(p);
	dp_recipe_free(r);
	return reach;
}

/* Parts of a table may be cleaned apart, where no review is written. */
static void
rows_are_apart(void **state)
{
	(void)state;
	assert_int_equal(reach_of("reconcile nom file=liste.csv key=code"),
			 DP_REACH_ROW);
	assert_int_equal(reach_of("reconcile nom file=liste.csv key=code "
				  "review=r.csv"),
			 DP_REACH_BEFORE);
}

static int
make_folder(void **state)
{
	if (enter_folder(state) != 0)
		return 1;
	write_text("liste.csv", liste);
	return 0;
}

static int
remove_folder(void **state)
{
	return unlink("liste.csv") != 0 || leave_folder(state) != 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_sure_is_matched),
		cmocka_unit_test(what_may_be_two_things_is_left),
		cmocka_unit_test(contexts_narrow),
		cmocka_unit_test(doubts_are_told),
		cmocka_unit_test(the_review_says_how),
		cmocka_unit_test(arguments_are_checked),
		cmocka_unit_test(rows_are_apart),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
