/* SPDX-License-Identifier: GPL-3.0-or-later */
/* dedupe-fuzzy: who is compared, what is told, and what decisions do. */
#include "test.h"

#include "in_folder.h"
#include "recipe_run.h"

static const char people[] = "nom,rue,cp\n"
			     "Martin Paul,12 rue Haute,05000\n"
			     "Roux Anne,3 place Neuve,05000\n"
			     "MARTIN Paull,12 rue Haute,05000\n"
			     "Martin Paul,12 rue Haute,06000\n"
			     "Roux Anne,,05000\n"
			     "\"\",\"\",05000\n";

static void
assert_file(const char *path, const char *want)
{
	struct dp_buf text = { 0 };
	struct dp_err err;

	assert_int_equal(dp_read_file(path, 10000, &text, &err), 0);
	if (!dp_str_is(dp_buf_view(&text), want))
		fail_msg("%.*s", DP_FMT(text));
	dp_buf_done(&text);
}

static void
pairs_are_told(void **state)
{
	struct run x = { 0 };

	(void)state;
	assert_int_equal(run_recipe(&x,
				    "dedupe-fuzzy nom, rue block=cp into=g "
				    "review=p.csv",
				    dp_str_c(people)),
			 0);
	if (!dp_str_is(dp_buf_view(&x.out),
		       "nom,rue,cp,g\n"
		       "Martin Paul,12 rue Haute,05000,1\n"
		       "Roux Anne,3 place Neuve,05000,2\n"
		       "MARTIN Paull,12 rue Haute,05000,1\n"
		       "Martin Paul,12 rue Haute,06000,\n"
		       "Roux Anne,,05000,2\n"
		       "\"\",\"\",05000,\n"))
		fail_msg("%.*s", DP_FMT(x.out));
	assert_int_equal(run_count(&x, DP_F_LIKE_RECORDS), 2);
	assert_int_equal(run_count(&x, DP_F_CHAINED_RECORDS), 0);
	run_done(&x);
	assert_file("p.csv",
		    "decision,score,row_a,row_b,nom_a,nom_b,rue_a,rue_b\n"
		    ",1,2,5,Roux Anne,Roux Anne,3 place Neuve,\n"
		    ",0.958,1,3,Martin Paul,MARTIN Paull,"
		    "12 rue Haute,12 rue Haute\n");
	assert_int_equal(unlink("p.csv"), 0);
	assert_refused("dedupe-fuzzy nom block=cp review=/nowhere/x.csv",
		       people, "/nowhere/x.csv");
}

static void
chains_are_told(void **state)
{
	struct run x = { 0 };

	(void)state;
	assert_int_equal(run_recipe(&x, "dedupe-fuzzy a block=b",
				    DP_S("a,b\nabcdefgh,1\nabcdefgx,1\n"
					 "abcdefyx,1\n")),
			 0);
	assert_true(dp_str_is(dp_buf_view(&x.out),
			      "a,b,cluster\nabcdefgh,1,1\nabcdefgx,1,1\n"
			      "abcdefyx,1,1\n"));
	assert_int_equal(run_count(&x, DP_F_LIKE_RECORDS), 2);
	assert_int_equal(run_count(&x, DP_F_CHAINED_RECORDS), 1);
	run_done(&x);
}

/* Two blocks: a pair that shares both is one pair. */
static void
blocks_are_joined(void **state)
{
	struct run x = { 0 };

	(void)state;
	assert_int_equal(run_recipe(&x, "dedupe-fuzzy a block=b,c",
				    DP_S("a,b,c\nAda,1,x\nAda,1,x\nAda,2,x\n"
					 "Ada,2,y\nAda,,\n")),
			 0);
	assert_true(dp_str_is(dp_buf_view(&x.out),
			      "a,b,c,cluster\nAda,1,x,1\nAda,1,x,1\n"
			      "Ada,2,x,1\nAda,2,y,1\nAda,,,\n"));
	assert_int_equal(run_count(&x, DP_F_LIKE_RECORDS), 4);
	run_done(&x);
}

static void
only_decisions_make_one(void **state)
{
	static const char step[] = "dedupe-fuzzy nom, rue block=cp into=g "
				   "decisions=p.csv keep=first";
	static const char head[] =
		"decision,score,row_a,row_b,nom_a,nom_b,rue_a,rue_b\n";
	struct run x = { .rejects = true };
	char *text;

	(void)state;
	text = dp_format("%sNon,1,2,5,Roux Anne,Roux Anne,3 place Neuve,\n"
			 "oui,0.958,1,3,Martin Paul,MARTIN Paull,"
			 "12 rue Haute,12 rue Haute\n",
			 head);
	write_text("p.csv", text);
	free(text);
	assert_int_equal(run_recipe(&x, step, dp_str_c(people)), 0);
	if (!dp_str_is(dp_buf_view(&x.out), "nom,rue,cp,g\n"
					    "Martin Paul,12 rue Haute,05000,1\n"
					    "Roux Anne,3 place Neuve,05000,\n"
					    "Martin Paul,12 rue Haute,06000,\n"
					    "Roux Anne,,05000,\n"
					    "\"\",\"\",05000,\n"))
		fail_msg("%.*s", DP_FMT(x.out));
	assert_non_null(strstr(x.log.rejects.p, "MARTIN Paull"));
	assert_int_equal(run_count(&x, DP_F_LIKE_RECORDS), 0);
	run_done(&x);
	/* the table is another one */
	assert_refused(step, "nom,rue,cp\na,b,c\nd,e,f\n", "no longer");
	/* nobody has decided, or said so in words that are known */
	text = dp_format("%s,1,2,5,Roux Anne,Roux Anne,3 place Neuve,\n", head);
	write_text("p.csv", text);
	free(text);
	assert_refused(step, people, "nothing is decided");
	text = dp_format("%speut-\u00eatre,1,2,5,Roux Anne,Roux Anne,"
			 "3 place Neuve,\n",
			 head);
	write_text("p.csv", text);
	free(text);
	assert_refused(step, people, "peut-\u00eatre");
	write_text("p.csv", "a,b\n1,2\n");
	assert_refused(step, people, "no review");
	assert_int_equal(unlink("p.csv"), 0);
}

static void
arguments_are_checked(void **state)
{
	(void)state;
	assert_refused("dedupe-fuzzy nom", people, "block=");
	assert_refused("dedupe-fuzzy nom block=x", people, "x");
	assert_refused("dedupe-fuzzy nom block=cp keep=first", people,
		       "decisions=");
	assert_refused("dedupe-fuzzy nom block=cp weights=\"1,2\"", people,
		       "weights=");
	assert_refused("dedupe-fuzzy nom, rue block=cp weights=\"1,0\"", people,
		       "weights=");
	assert_refused("dedupe-fuzzy nom block=cp exact=rue", people, "rue");
	assert_refused("dedupe-fuzzy nom block=cp threshold=85", people,
		       "threshold");
	assert_refused("dedupe-fuzzy nom block=cp into=rue", people, "rue");
	assert_refused("dedupe-fuzzy nom block=cp decisions=none.csv", people,
		       "none.csv");
	assert_refused("dedupe-fuzzy nom block=cp review=a decisions=b", people,
		       "review=");
}

/* Too many pairs to compare: said before, not found out. */
static void
coarse_blocks_are_refused(void **state)
{
	struct dp_buf in = { 0 };

	(void)state;
	dp_buf_c(&in, "a,b\n");
	for (unsigned i = 0; i < 7000; i++)
		dp_buf_format(&in, "%u,x\n", i);
	dp_buf_char(&in, '\0');
	assert_refused("dedupe-fuzzy a block=b", in.p, "24496500");
	dp_buf_done(&in);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pairs_are_told),
		cmocka_unit_test(chains_are_told),
		cmocka_unit_test(blocks_are_joined),
		cmocka_unit_test(only_decisions_make_one),
		cmocka_unit_test(arguments_are_checked),
		cmocka_unit_test(coarse_blocks_are_refused),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
