/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Operations on rows and on whole tables, beyond their examples: what they
 * report, what they refuse, and that blocks and threads change nothing.
 */
#include "test.h"

#include "in_folder.h"
#include "recipe_run.h"

static void
set_tells_what_it_finds(void **state)
{
	static const char in[] = "id,n\na,1\nb,2\n";
	struct run x = { 0 };

	(void)state;
	assert_int_equal(run_recipe(&x, "set id=b n \"2\" -> \"3\"",
				    dp_str_c(in)),
			 0);
	assert_int_equal(x.log.findings.n, 0);
	assert_int_equal(x.log.step[0].changed_cells, 1);
	run_done(&x);

	assert_int_equal(run_recipe(&x, "set id=b n \"9\" -> \"3\"",
				    dp_str_c(in)),
			 0);
	assert_true(dp_str_is(dp_buf_view(&x.out), in));
	assert_int_equal(run_count(&x, DP_F_SET_MISMATCH), 1);
	assert_true(dp_str_is(x.log.findings.at[0].expected, "9"));
	assert_true(dp_str_is(x.log.findings.at[0].found, "2"));
	assert_int_equal(x.log.findings.at[0].sample[0].line, 3);
	run_done(&x);

	/* done before: nothing to do, nothing to say */
	assert_int_equal(run_recipe(&x, "set id=b n \"9\" -> \"2\"",
				    dp_str_c(in)),
			 0);
	assert_int_equal(x.log.findings.n, 0);
	run_done(&x);

	/* a key that is no key */
	assert_int_equal(run_recipe(&x, "set id=a n \"1\" -> \"3\"",
				    DP_S("id,n\na,1\na,1\nb,1\n")),
			 0);
	assert_int_equal(run_count(&x, DP_F_SET_SEVERAL), 2);
	run_done(&x);

	assert_int_equal(run_recipe(&x, "set id=c n \"9\" -> \"2\"",
				    dp_str_c(in)),
			 0);
	assert_int_equal(run_count(&x, DP_F_SET_NO_RECORD), 1);
	assert_true(dp_str_is(x.log.findings.at[0].sample[0].value, "c"));
	run_done(&x);
	assert_refused("set n \"9\" -> \"2\"", in, "which record");
	assert_refused("set id=b key=n n \"9\" -> \"2\"", in, "twice");
	assert_refused("set id=b m \"9\" -> \"2\"", in, "m");
}

static void
lookup_reports_and_refuses(void **state)
{
	static const char in[] = "code\n05061\n99999\n\"\"\n";
	struct run x = { .rejects = true };

	(void)state;
	write_text("ref.csv", "code;nom\n05061;Gap\n13055;Marseille\n");
	write_text("twice.csv", "code,nom\na,1\nb,2\na,3\n");
	assert_int_equal(run_recipe(&x, "lookup code file=ref.csv",
				    dp_str_c(in)),
			 0);
	assert_true(dp_str_is(dp_buf_view(&x.out),
			      "code,nom\n05061,Gap\n99999,\n\"\",\n"));
	assert_int_equal(run_count(&x, DP_F_NO_MATCH), 1);
	run_done(&x);
	assert_int_equal(run_recipe(&x,
				    "lookup code file=ref.csv on-error=reject",
				    dp_str_c(in)),
			 0);
	assert_true(dp_str_is(dp_buf_view(&x.out),
			      "code,nom\n05061,Gap\n\"\",\n"));
	assert_non_null(strstr(x.log.rejects.p, "99999"));
	run_done(&x);
	assert_refused("lookup code file=twice.csv", in, "line 4");
	assert_refused("lookup code file=none.csv", in, "none.csv");
	assert_refused("lookup code file=ref.csv key=id", in, "id");
	assert_refused("lookup code file=ref.csv take=name", in, "name");
	assert_refused("lookup code file=ref.csv", "code,nom\n1,a\n", "nom");
	assert_int_equal(unlink("ref.csv"), 0);
	assert_int_equal(unlink("twice.csv"), 0);
}

static void
split_reports_and_refuses(void **state)
{
	static const char in[] = "a,b\n1-2-3,x\n";
	struct run x = { 0 };

	(void)state;
	assert_int_equal(run_recipe(&x, "split a by=- into=p,q", dp_str_c(in)),
			 0);
	assert_true(dp_str_is(dp_buf_view(&x.out), "p,q,b\n1,2-3,x\n"));
	assert_int_equal(run_count(&x, DP_F_TOO_MANY_PARTS), 1);
	run_done(&x);
	assert_int_equal(run_recipe(&x, "split a by=- max=2", dp_str_c(in)), 0);
	assert_int_equal(x.log.findings.n, 0);
	run_done(&x);
	assert_recipe("split a by=- into=\"p\",\"le q\" keep=yes", in,
		      "a,p,le q,b\n1-2-3,1,2-3,x\n");
	assert_recipe("split a by=/(?=[A-Z])/ max=3",
		      "a\nunDeuxTrois\n\u00e9T\n",
		      "a_1,a_2,a_3\nun,Deux,Trois\n\u00e9,T,\n");
	/* a part may take the name of the column it replaces */
	assert_recipe("split a by=- into=a,c", in, "a,c,b\n1,2-3,x\n");
	assert_refused("split a by=- into=p,b", in, "already");
	assert_refused("split a into=p,q", in, "by=");
	assert_refused("split a,b by=- into=p,q", in, "one column");
	assert_refused("split a by=\"\" into=p,q", in, "by=");
}

static void
columns_are_refused_clearly(void **state)
{
	static const char in[] = "a,b,c\n1,2,3\n";

	(void)state;
	assert_recipe("rename a -> x\nrename a -> x", in, "x,b,c\n1,2,3\n");
	assert_refused("rename a -> b", in, "two columns");
	assert_refused("rename z -> y", in, "z");
	assert_refused("rename a | b -> y", in, "one column");
	assert_refused("remove *", in, "no column");
	assert_refused("move a", in, "first");
	assert_refused("move a first before=b", in, "first");
	assert_refused("move a before=a", in, "itself");
	assert_refused("move a sideways", in, "first");
	assert_refused("headers max=2", in, "max=");
	assert_refused("filter", in, "filter");
	assert_refused("filter z > 1", in, "z");
	assert_refused("filter 1", in, "is no condition");
	assert_refused("drop a", in, "is no condition");
	assert_refused("filter a + 1", in, "is no condition");
	assert_refused("trim b where=length(b)", in, "is no condition");
}

static void
headers_meet_the_odd_ones(void **state)
{
	(void)state;
	assert_recipe("headers", "a_2,A,a,???\n1,2,3,4\n",
		      "a_2,a,a_3,c4\n1,2,3,4\n");
	assert_recipe("headers max=10",
		      "Nombre de salles,Nombre de places\n1,2\n",
		      "nombre_de,nombre_d_2\n1,2\n");
	assert_recipe("headers style=keep",
		      "Nom  du\u00a0lieu,\"Ligne\nbris\u00e9e\"\n1,2\n",
		      "Nom du lieu,Ligne bris\u00e9e\n1,2\n");
	assert_recipe("headers",
		      "kWh,codeINSEE,T\u00b0C,\u0153uvre,Prix \u20ac\n"
		      "1,2,3,4,5\n",
		      "kwh,code_insee,t_c,oeuvre,prix_eur\n"
		      "1,2,3,4,5\n");
}

/* Appends a table of N rows with repeated keys and gaps. */
static void
make_table(struct dp_buf *out, unsigned n)
{
	dp_buf_c(out, "key,gap,ville\n");
	for (unsigned i = 0; i < n; i++)
		dp_buf_format(out, "k%u,%s,%s\n", i * 7919 % 97,
			      i % 5 ? "" :
			      i % 2 ? "odd" :
				      "even",
			      i % 3 ? "Saint-\u00c9tienne" : "ST ETIENNE");
}

/* The same bytes whatever the threads and the blocks. */
static void
threads_change_nothing(void **state)
{
	static const char *const recipe[] = {
		"dedupe key",
		"dedupe key keep=last",
		"dedupe key, gap",
		"dedupe key keep=last where=\"gap == 'odd'\"",
		"fill gap",
		"fill gap by=key",
		"fill gap value=none",
		"fill gap direction=up",
		"fill gap direction=up by=key",
		"fill gap, ville direction=up where=\"key != 'k3'\"",
		"sort key\nfill * direction=up\nfill gap\ndedupe key",
		"cluster ville method=fingerprint-fr",
		"sort -key, gap",
		"sort gap\nfill gap\nsort key\ndedupe key\ntrim *",
		"cluster ville\ndedupe ville keep=last\nheaders",
	};
	struct dp_buf in = { 0 };

	(void)state;
	make_table(&in, 500);
	for (size_t i = 0; i < sizeof recipe / sizeof *recipe; i++) {
		struct run one = { .threads = 1, .audit = true };

		if (run_recipe(&one, recipe[i], dp_buf_view(&in)) != 0)
			fail_msg("%s: %s", recipe[i], one.err.msg);
		for (unsigned k = 2; k < 8; k += 5) {
			struct run x = { .threads = k,
					 .block_bytes = 200,
					 .audit = true };

			assert_int_equal(run_recipe(&x, recipe[i],
						    dp_buf_view(&in)),
					 0);
			if (!dp_str_eq(dp_buf_view(&x.out),
				       dp_buf_view(&one.out)))
				fail_msg("%s: %u threads differ", recipe[i], k);
			if (!dp_str_eq(dp_buf_view(&x.log.audit),
				       dp_buf_view(&one.log.audit)))
				fail_msg("%s: the audit of %u threads differs",
					 recipe[i], k);
			run_done(&x);
		}
		run_done(&one);
	}
	dp_buf_done(&in);
}

static void
dedupe_counts_and_rejects(void **state)
{
	struct run x = { .rejects = true };

	(void)state;
	assert_int_equal(run_recipe(&x, "dedupe id",
				    DP_S("id,n\na,1\nb,2\na,3\n")),
			 0);
	assert_int_equal(x.log.step[0].dropped_rows, 1);
	assert_non_null(strstr(x.log.rejects.p, "\"a,3\""));
	run_done(&x);
	assert_int_equal(run_recipe(&x, "dedupe id keep=last",
				    DP_S("id,n\na,1\nb,2\na,3\n")),
			 0);
	assert_int_equal(x.log.step[0].dropped_rows, 1);
	assert_non_null(strstr(x.log.rejects.p, "\"a,1\""));
	run_done(&x);
	/* cells are not run together: a|bc is not ab|c; nothing is "" */
	assert_recipe("dedupe", "a,b\na,bc\nab,c\n,x\n\"\",x\n",
		      "a,b\na,bc\nab,c\n,x\n");
}

static void
cluster_writes_its_review(void **state)
{
	struct dp_buf text = { 0 };
	struct dp_err err;
	struct run x = { 0 };

	(void)state;
	assert_int_equal(run_recipe(&x, "cluster v review=groups.csv",
				    DP_S("v\nGap\nNice\nGAP\nGap\n")),
			 0);
	assert_int_equal(x.log.step[0].changed_cells, 1);
	assert_int_equal(dp_read_file("groups.csv", 10000, &text, &err), 0);
	assert_true(dp_str_is(dp_buf_view(&text),
			      "column,group,value,count,becomes\n"
			      "v,gap,Gap,2,Gap\nv,gap,GAP,1,Gap\n"));
	assert_int_equal(unlink("groups.csv"), 0);
	dp_buf_done(&text);
	run_done(&x);
	assert_refused("cluster v review=/nowhere/x.csv", "v\na\n",
		       "/nowhere/x.csv");
}

/* Equal counts: the better spelling stays, in whatever order they come. */
static void
cluster_keeps_the_better_spelling(void **state)
{
	static const char one[] = "\u00c9vian\n", all[] = "EVIAN\n";
	char *first = dp_format("v\n%s%s", one, all);
	char *last = dp_format("v\n%s%s", all, one);

	(void)state;
	assert_recipe("cluster v", first, "v\n\u00c9vian\n\u00c9vian\n");
	assert_recipe("cluster v", last, "v\n\u00c9vian\n\u00c9vian\n");
	/* more often is still better */
	assert_recipe("cluster v", "v\nGAP\nGap\nGAP\n", "v\nGAP\nGAP\nGAP\n");
	assert_recipe("cluster v pick=first", last, "v\nEVIAN\nEVIAN\n");
	assert_recipe("cluster v pick=longest", last,
		      "v\n\u00c9vian\n\u00c9vian\n");
	assert_recipe("cluster v method=fingerprint-fr",
		      "v\nAIX EN PCE\nAix-en-Pce\nAIX EN PROVENCE\n"
		      "Aix-en-Provence\n",
		      "v\nAix-en-Provence\nAix-en-Provence\n"
		      "Aix-en-Provence\nAix-en-Provence\n");
	free(first);
	free(last);
}

/* Writes TEXT as map.csv and asserts that edit refuses it with WORDS. */
static void
map_refused(const char *recipe, const char *text, const char *words)
{
	write_text("map.csv", text);
	assert_refused(recipe, "v\na\n", words);
}

static void
edit_reads_a_file(void **state)
{
	static const char in[] = "v,w\na,1\nb c,2\n,3\nTotal,4\nfrom,5\n";

	(void)state;
	write_text("map.csv", "from;to\na;x\nb c;\"y;z\"\nTotal;total\n");
	assert_recipe("edit v file=map.csv", in,
		      "v,w\nx,1\ny;z,2\n,3\ntotal,4\nfrom,5\n");
	/* without a header; a blank line is nothing; \"\" is an empty cell */
	write_text("map.csv", "\"\",n\na,\n\nb c,d\n");
	assert_recipe("edit v file=map.csv", in,
		      "v,w\n,1\nd,2\nn,3\nTotal,4\nfrom,5\n");
	/* besides a list; the same said twice is no contradiction */
	assert_recipe("edit v file=map.csv \"Total\" -> \"t\", "
		      "\"b c\" -> \"d\"",
		      in, "v,w\n,1\nd,2\nn,3\nt,4\nfrom,5\n");
	map_refused("edit v file=map.csv", "a,x\nb,y\na,z\n",
		    "map.csv, line 3");
	map_refused("edit v file=map.csv", "a,x\nb,y\na,z\n", "line 1");
	map_refused("edit v file=map.csv \"a\" -> \"y\"", "a,x\n",
		    "in the recipe");
	map_refused("edit v file=map.csv", "a,x\nb,y,z\nc,d\n",
		    "map.csv, line 2");
	map_refused("edit v file=map.csv", "a,x\nb\nc,d\n", "map.csv, line 2");
	map_refused("edit v file=map.csv", "a,b,c\nd,e,f\n", "found 3");
	map_refused("edit v file=map.csv", "a\nb\n", "found 1");
	assert_int_equal(unlink("map.csv"), 0);
	assert_refused("edit v file=none.csv", in, "none.csv");
}

static void
fill_goes_up(void **state)
{
	struct run x = { .audit = true };

	(void)state;
	assert_int_equal(run_recipe(&x, "fill a direction=up",
				    DP_S("a,b\n,1\n \t,2\nx,3\ny,4\n,5\n")),
			 0);
	/* nothing is below the last */
	assert_true(dp_str_is(dp_buf_view(&x.out),
			      "a,b\nx,1\nx,2\nx,3\ny,4\n,5\n"));
	assert_int_equal(x.log.step[0].changed_cells, 2);
	assert_non_null(strstr(x.log.audit.p, "2,1,a,1,fill,,x\n"));
	run_done(&x);
	/* not into another group, and not out of a row that is left out */
	assert_recipe("fill a direction=up by=g", "g,a\n1,\n1,x\n1,\n2,\n2,y\n",
		      "g,a\n1,x\n1,x\n1,\n2,y\n2,y\n");
	assert_recipe("fill a direction=up where=\"g == 1\"",
		      "g,a\n1,\n2,x\n2,\n1,y\n", "g,a\n1,y\n2,x\n2,\n1,y\n");
	assert_recipe("filter g == 1\nfill a direction=up",
		      "g,a\n1,\n2,x\n1,y\n", "g,a\n1,y\n1,y\n");
	assert_recipe("fill a, b direction=up", "a,b\n,\n1,\n,2\n3,\n",
		      "a,b\n1,2\n1,2\n3,2\n3,\n");
	assert_recipe("fill a direction=up", "a,b\n", "a,b\n");
	assert_refused("fill a direction=up value=x", "a\n1\n", "direction=");
}

/* More rows and values than memory is given: the same from disk. */
static void
fill_up_spills(void **state)
{
	struct dp_buf in = { 0 }, want = { 0 };
	struct run x = { 0 };
	const unsigned n = 40000;

	(void)state;
	dp_buf_c(&in, "a,b\n");
	dp_buf_c(&want, "a,b\n");
	for (unsigned i = 0; i < n; i++)
		for (unsigned k = 0; k < 2; k++) {
			dp_buf_format(&want, "%01000u,%01000u\n", i, 2 * i + k);
			if (k)
				dp_buf_format(&in, "%01000u", i);
			dp_buf_format(&in, ",%01000u\n", 2 * i + k);
		}
	assert_int_equal(run_recipe(&x, "fill a direction=up",
				    dp_buf_view(&in)),
			 0);
	assert_true(dp_str_eq(dp_buf_view(&x.out), dp_buf_view(&want)));
	run_done(&x);
	dp_buf_done(&in);
	dp_buf_done(&want);
}

/* What RECIPE leaves of TEXT, and what it says of the rest, is as in X. */
static void
assert_same_as(struct run *x, const char *recipe, dp_str text)
{
	struct run y = { .rejects = true };

	assert_int_equal(run_recipe(&y, recipe, text), 0);
	if (!dp_str_eq(dp_buf_view(&x->out), dp_buf_view(&y.out)))
		fail_msg("%s gives %.*s", recipe, DP_FMT(dp_buf_view(&y.out)));
	assert_true(dp_str_eq(dp_buf_view(&x->log.rejects),
			      dp_buf_view(&y.log.rejects)));
	run_done(&y);
}

/* Keys one by one, with where=; conditions by the long way of any other. */
static void
rows_at_once_are_as_one_by_one(void **state)
{
	static const char in[] =
		"n,id\n0,a\n-0,b\n-0.0,c\n00,d\n5,e\n05,f\n12,a\n-12,b\n"
		"0.5,c\n.5,d\n5.,e\n1e3,f\nabc,g\n12.50,h\n12.5,i\n-,j\n,k\n"
		"12.49,l\n99999999999999999999,m\n100000000000000000000,n\n"
		"-0.5,o\n\"1,5\",p\n 7,q\n12.5000000000000000001,r\n9,a\n";
	static const char *const order[] = { "<", "<=", ">", ">=" };
	static const char *const number[] = {
		"0", "10", "-12", "12.5", "-0", "-0.5", "99999999999999"
	};
	char recipe[200];

	(void)state;
	for (size_t i = 0; i < 2 * 4 * 7; i++) {
		const char *verb = i % 2 ? "filter" : "drop";
		const char *sign = order[i / 2 % 4], *with = number[i / 8];
		struct run x = { .rejects = true };

		(void)snprintf(recipe, sizeof recipe, "%s n %s %s", verb, sign,
			       with);
		assert_int_equal(run_recipe(&x, recipe, dp_str_c(in)), 0);
		(void)snprintf(recipe, sizeof recipe, "%s n %s %s and 1 == 1",
			       verb, sign, with);
		assert_same_as(&x, recipe, dp_str_c(in));
		run_done(&x);
	}
	for (size_t i = 0; i < 2; i++) {
		const char *keys = i ? "id" : "id, n";
		struct run x = { .rejects = true };

		(void)snprintf(recipe, sizeof recipe, "dedupe %s", keys);
		assert_int_equal(run_recipe(&x, recipe, dp_str_c(in)), 0);
		(void)snprintf(recipe, sizeof recipe,
			       "dedupe %s where=\"1 == 1\"", keys);
		assert_same_as(&x, recipe, dp_str_c(in));
		run_done(&x);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_at_once_are_as_one_by_one),
		cmocka_unit_test(set_tells_what_it_finds),
		cmocka_unit_test(lookup_reports_and_refuses),
		cmocka_unit_test(split_reports_and_refuses),
		cmocka_unit_test(columns_are_refused_clearly),
		cmocka_unit_test(headers_meet_the_odd_ones),
		cmocka_unit_test(threads_change_nothing),
		cmocka_unit_test(dedupe_counts_and_rejects),
		cmocka_unit_test(cluster_writes_its_review),
		cmocka_unit_test(fill_goes_up),
		cmocka_unit_test(fill_up_spills),
		cmocka_unit_test(edit_reads_a_file),
		cmocka_unit_test(cluster_keeps_the_better_spelling),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, enter_folder, leave_folder);
}
