/* SPDX-License-Identifier: GPL-3.0-or-later */
/* cluster by distances, by a reference, with exceptions, and frozen. */
#include "test.h"

#include <unistd.h>

#include "op/cluster.h"
#include "recipe_run.h"

static void
assert_column(const char *step, const char *in, const char *want)
{
	struct run x = { 0 };

	if (run_recipe(&x, step, dp_str_c(in)) != 0)
		fail_msg("%s: %s", step, x.err.msg);
	if (!dp_str_is(dp_buf_view(&x.out), want))
		fail_msg("%s:\n%.*s", step, DP_FMT(x.out));
	run_done(&x);
}

static void
assert_wrong(const char *step, const char *words)
{
	struct run x = { 0 };

	assert_int_equal(run_recipe(&x, step, DP_S("v\na\n")), -1);
	if (!strstr(x.err.msg, words))
		fail_msg("%s: %s", step, x.err.msg);
	run_done(&x);
}

static void
write_text(const char *path, const char *text)
{
	struct dp_err err;

	assert_int_equal(dp_write_file(path, text, strlen(text), &err), 0);
}

static void
distances_group(void **state)
{
	static const char in[] = "v\nMarseille\nMarseille\nMarsielle\n"
				 "MARSEILLE\nMarseil\nGap\nCap\n";

	(void)state;
	/* case weighs nothing; an exchange is two changes or one */
	assert_column("cluster v method=levenshtein", in,
		      "v\nMarseille\nMarseille\nMarsielle\nMarseille\n"
		      "Marseil\nCap\nCap\n");
	assert_column("cluster v method=damerau block=3", in,
		      "v\nMarseille\nMarseille\nMarseille\nMarseille\n"
		      "Marseil\nGap\nCap\n");
	assert_column("cluster v method=levenshtein radius=2 block=4", in,
		      "v\nMarseille\nMarseille\nMarseille\nMarseille\n"
		      "Marseille\nGap\nCap\n");
	assert_column("cluster v method=jaro", in,
		      "v\nMarseille\nMarseille\nMarseille\nMarseille\n"
		      "Marseille\nGap\nCap\n");
	assert_column("cluster v method=ppm radius=2", in,
		      "v\nMarseille\nMarseille\nMarseille\nMarseille\n"
		      "Marseille\nGap\nCap\n");
	assert_column("cluster v method=levenshtein radius=0", in,
		      "v\nMarseille\nMarseille\nMarsielle\nMarseille\n"
		      "Marseil\nGap\nCap\n");
}

/* a - b - c: c is two changes from a, so it does not become a. */
static void
chains_join_nothing(void **state)
{
	(void)state;
	assert_column("cluster v method=levenshtein",
		      "v\nabcdef\nabcdef\nabcdeX\nabcdYX\n",
		      "v\nabcdef\nabcdef\nabcdef\nabcdYX\n");
}

static void
picks(void **state)
{
	static const char in[] = "v\nMarseile\nMarseille\nMarseille\n"
				 "Marseillle\n";

	(void)state;
	assert_column("cluster v method=levenshtein pick=first", in,
		      "v\nMarseile\nMarseile\nMarseile\nMarseillle\n");
	assert_column("cluster v method=levenshtein pick=longest", in,
		      "v\nMarseile\nMarseillle\nMarseillle\nMarseillle\n");
	assert_column("cluster v method=levenshtein", in,
		      "v\nMarseille\nMarseille\nMarseille\nMarseille\n");
	assert_column("cluster v method=levenshtein except=Marseile", in,
		      "v\nMarseile\nMarseille\nMarseille\nMarseille\n");
	assert_column("cluster v method=ngram size=1", "v\nabc\ncab\nabc\n",
		      "v\nabc\nabc\nabc\n");
	assert_column("cluster v method=ngram", "v\nabc\ncab\nabc\n",
		      "v\nabc\ncab\nabc\n");
}

/*
 * The right spelling need not be in the table; the nearest counts; what the
 * reference holds stays, and what is near nothing of it too.
 */
static void
references(void **state)
{
	static const char step[] = "cluster v method=levenshtein radius=2 "
				   "pick=reference reference=ref.csv";

	(void)state;
	write_text("ref.csv", "n,v\n1,Nantes\n2,Mantes\n3,Gap\n");
	assert_column(step,
		      "v\nNante\nnantes\nMantes\nMntes\nLyon\nLion\nantes\n",
		      "v\nNantes\nNantes\nMantes\nMantes\nLyon\nLion\n"
		      "Nantes\n");
	assert_column("cluster v pick=reference reference=ref.csv",
		      "v\nGAP\nGAP\nmantes\nLyon\nLYON\n",
		      "v\nGap\nGap\nMantes\nLyon\nLYON\n");
	assert_int_equal(unlink("ref.csv"), 0);
	assert_wrong(step, "ref.csv");
}

static void
arguments_are_checked(void **state)
{
	(void)state;
	assert_wrong("cluster v radius=2", "levenshtein");
	assert_wrong("cluster v method=levenshtein radius=1.5", "0 to 9");
	assert_wrong("cluster v method=damerau radius=10", "0 to 9");
	assert_wrong("cluster v method=jaro radius=1", "0.1");
	assert_wrong("cluster v method=jaro radius=x", "0.1");
	assert_wrong("cluster v method=ppm radius=3.5", "1.5");
	assert_wrong("cluster v block=3", "block=");
	assert_wrong("cluster v method=ngram numbers=any", "numbers=");
	assert_wrong("cluster v method=ngram size=0", "from 1 to 99");
	assert_wrong("cluster v pick=reference", "reference=FILE");
	assert_wrong("cluster v reference=x.csv", "reference=FILE");
}

/* What came out is left as it is by the same step, whatever the method. */
static void
again_changes_nothing(void **state)
{
	static const char *const steps[] = {
		"cluster v",
		"cluster v method=fingerprint-fr",
		"cluster v method=ngram",
		"cluster v method=phonetic-fr",
		"cluster v method=metaphone",
		"cluster v method=levenshtein radius=2",
		"cluster v method=damerau radius=2 pick=longest",
		"cluster v method=levenshtein radius=2 block=3 pick=first",
		"cluster v method=jaro radius=0.2",
		"cluster v method=ppm radius=2",
	};
	struct dp_buf in = { 0 };
	uint32_t x = 9;

	(void)state;
	dp_buf_c(&in, "v\n");
	for (int i = 0; i < 600; i++) {
		int n = 1 + (int)(x >> 24) % 9;

		while (n--) {
			x = x * 1664525 + 1013904223;
			dp_buf_char(&in, "abcA -"[(x >> 16) % 6]);
		}
		dp_buf_c(&in, "z\n");
	}
	for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
		struct run once = { 0 }, twice = { 0 };

		assert_int_equal(run_recipe(&once, steps[i], dp_buf_view(&in)),
				 0);
		assert_true(once.log.step[0].changed_cells > 0);
		assert_int_equal(run_recipe(&twice, steps[i],
					    dp_buf_view(&once.out)),
				 0);
		assert_int_equal(twice.log.step[0].changed_cells, 0);
		run_done(&once);
		run_done(&twice);
	}
	dp_buf_done(&in);
}

/* A group is shown with its key, or with its value when that is no text. */
static void
reviews(void **state)
{
	struct dp_buf text = { 0 };
	struct run x = { 0 };
	struct dp_err err;

	(void)state;
	assert_int_equal(run_recipe(&x,
				    "cluster v method=ngram review=groups.csv",
				    DP_S("v\na\xf0\x9f\x98\x80\n"
					 "A\xf0\x9f\x98\x80\nb\n")),
			 0);
	assert_int_equal(dp_read_file("groups.csv", 10000, &text, &err), 0);
	assert_non_null(strstr(text.p, "v,A\xf0\x9f\x98\x80,a\xf0\x9f\x98\x80,"
				       "1,"));
	assert_null(strstr(text.p, ",b,"));
	assert_int_equal(unlink("groups.csv"), 0);
	dp_buf_done(&text);
	run_done(&x);
}

/* However alike the rest, another number is another thing. */
static void
numbers_stay_apart(void **state)
{
	static const char in[] =
		"v\nGroupe scolaire 1\nGroupe scolare 01\nGroupe scolaire 2\n"
		"Lyc\u00e9e Louis XIV\nLyc\u00e9e Louis XVI\nB\u00e2timent A\n"
		"B\u00e2timent B\nLot 2A\nLot 2B\nParis 12e\nParis 12\n";

	(void)state;
	assert_column("cluster v method=levenshtein radius=2 pick=first", in,
		      "v\nGroupe scolaire 1\nGroupe scolaire 1\n"
		      "Groupe scolaire 2\nLyc\u00e9e Louis XIV\n"
		      "Lyc\u00e9e Louis XVI\nB\u00e2timent A\nB\u00e2timent B\n"
		      "Lot 2A\nLot 2B\nParis 12e\nParis 12e\n");
	assert_column("cluster v method=levenshtein numbers=any pick=first",
		      "v\nA 451\nA 461\n", "v\nA 451\nA 451\n");
	/* an article stands nowhere at the end, but for (L') */
	assert_column("cluster v method=fingerprint-fr pick=first",
		      "v\nB\u00e2timent A\nB\u00e2timent D\nEscale (L')\n"
		      "L'Escale\n",
		      "v\nB\u00e2timent A\nB\u00e2timent D\nEscale (L')\n"
		      "Escale (L')\n");
}

/* Of two that are as frequent, the one whose words others have too stays. */
static void
usual_words_stay(void **state)
{
	(void)state;
	assert_column("cluster v method=levenshtein",
		      "v\nRestauranh Petit\nRestaurant Petit\n"
		      "Restaurant Morel\nBar\n",
		      "v\nRestaurant Petit\nRestaurant Petit\n"
		      "Restaurant Morel\nBar\n");
}

/* How many of ID were found by STEP in IN; WORDS are in the example. */
static uint64_t
count_found(const char *step, dp_str in, enum dp_finding_id id,
	    const char *words)
{
	struct run x = { 0 };
	uint64_t n = 0;

	assert_int_equal(run_recipe(&x, step, in), 0);
	for (size_t i = 0; i < x.log.findings.n; i++) {
		const struct dp_finding *f = &x.log.findings.at[i];

		if (f->id != id)
			continue;
		n += f->count;
		assert_true(dp_str_search(f->found, dp_str_c(words)) >= 0);
	}
	run_done(&x);
	return n;
}

static void
doubts_are_told(void **state)
{
	static const char often[] = "v\nMontigny\nMontigny\nMontigny\n"
				    "Montagny\nMontagny\nMontagny\n"
				    "Montagny\nLavalette\nLavallette\n";
	static const char order[] = "v\n1 rue du 4 mai\n4 rue du 1 mai\nGAP\n"
				    "Gap\n";
	static const char bold[] = "v\nclub nautique de nice\n"
				   "club nautique de cannes\n";

	(void)state;
	assert_int_equal(count_found("cluster v method=levenshtein",
				     dp_str_c(often), DP_F_DOUBTFUL_GROUP,
				     "Montigny\u201d and \u201cMontagny"),
			 1);
	assert_int_equal(count_found("cluster v", dp_str_c(order),
				     DP_F_DOUBTFUL_GROUP, "rue"),
			 1);
	assert_int_equal(count_found("cluster v method=levenshtein",
				     DP_S("v\nGars\nVars\nCannes\nSannes\n"
					  "CANNES\n"),
				     DP_F_DOUBTFUL_GROUP, "\u201d and \u201c"),
			 2);
	assert_int_equal(count_found("cluster v method=jaro radius=0.1",
				     dp_str_c(bold), DP_F_DOUBTFUL_GROUP,
				     "cannes"),
			 1);
}

static void
long_values_are_told(void **state)
{
	struct dp_buf in = { 0 };

	(void)state;
	dp_buf_c(&in, "v\n");
	for (int k = 0; k < 2; k++) {
		for (unsigned i = 0; i < DP_PPM_MAX_BYTES; i++)
			dp_buf_char(&in, 'x');
		dp_buf_c(&in, k ? "yz\n" : "y\n");
	}
	assert_int_equal(count_found("cluster v method=ppm", dp_buf_view(&in),
				     DP_F_TOO_LONG_TO_COMPARE, ""),
			 2);
	assert_int_equal(count_found("cluster v method=levenshtein",
				     dp_buf_view(&in), DP_F_TOO_LONG_TO_COMPARE,
				     ""),
			 0);
	dp_buf_done(&in);
}

/* The groups written are groups that edit reads, for the same column. */
static void
reviews_are_read_back(void **state)
{
	static const char in[] = "v,w\nGap,GAP\nGAP,gap\nGap,gap\nNice,NICE\n"
				 "NICE,nice\n";
	struct run x = { 0 };

	(void)state;
	assert_int_equal(run_recipe(&x, "cluster v, w review=groups.csv",
				    dp_str_c(in)),
			 0);
	run_done(&x);
	assert_column("edit v file=groups.csv", in,
		      "v,w\nGap,GAP\nGap,gap\nGap,gap\nNice,NICE\n"
		      "Nice,nice\n");
	assert_column("edit w file=groups.csv", in,
		      "v,w\nGap,gap\nGAP,gap\nGap,gap\nNice,NICE\n"
		      "NICE,NICE\n");
	/* corrected by hand */
	write_text("groups.csv", "column,group,value,count,becomes\n"
				 "v,gap,GAP,1,Gap (05)\nw,gap,GAP,1,no\n");
	assert_column("edit v file=groups.csv", in,
		      "v,w\nGap,GAP\nGap (05),gap\nGap,gap\nNice,NICE\n"
		      "NICE,nice\n");
	write_text("groups.csv", "a,b,c,d,e\nv,gap,GAP,1,Gap\n");
	assert_wrong("edit v file=groups.csv", "two columns");
	assert_int_equal(unlink("groups.csv"), 0);
}

/* ---- who watches ------------------------------------------------------- */

struct watched {
	struct dp_buf said;
	size_t n_looks, stop_at; /* 0: at no look */
	double share;
};

static void
say(void *self, dp_str sentence)
{
	struct watched *w = self;

	dp_buf_str(&w->said, sentence);
}

static bool
look(void *self, double share)
{
	struct watched *w = self;

	assert_true(share >= w->share && share < 1);
	w->share = share;
	return ++w->n_looks != w->stop_at;
}

/* Groups three values by jaro while W watches, who has so much patience. */
static int
make_watched(struct watched *w, double patience, struct dp_err *err)
{
	const struct dp_work_watch watch = { say, look, w, patience };
	struct dpi_grouping how = { .method = DPI_BY_JARO,
				    .radius = 0.1,
				    .column = DP_S("objet"),
				    .watch = &watch };
	struct dpi_clusters g = { 0 };
	int status;

	dpi_clusters_count(&g, DP_S("Marseille"));
	dpi_clusters_count(&g, DP_S("Marseile"));
	dpi_clusters_count(&g, DP_S("Gap"));
	status = dpi_clusters_make(&g, &how, err);
	if (status == 0)
		assert_true(dp_str_is(dpi_clusters_find(&g, DP_S("Marseile")),
				      "Marseille") ||
			    dp_str_is(dpi_clusters_find(&g, DP_S("Marseille")),
				      "Marseile"));
	dpi_clusters_done(&g);
	return status;
}

static void
long_work_is_foretold(void **state)
{
	struct watched w = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(make_watched(&w, 60, &err), 0);
	assert_int_equal(w.said.n, 0);
	assert_int_equal(w.n_looks, 3);
	w = (struct watched){ 0 };
	assert_int_equal(make_watched(&w, 0, &err), 0);
	assert_true(dp_str_search(dp_buf_view(&w.said),
				  DP_S("the 3 different values of objet")) > 0);
	assert_true(dp_str_search(dp_buf_view(&w.said), DP_S("radius=")) > 0);
	w.said.n = w.n_looks = 0;
	w.share = 0;
	w.stop_at = 2;
	assert_int_equal(make_watched(&w, 60, &err), -1);
	assert_int_equal(err.code, DP_ECANCEL);
	assert_int_equal(w.n_looks, 2);
	dp_buf_done(&w.said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances_group),
		cmocka_unit_test(chains_join_nothing),
		cmocka_unit_test(picks),
		cmocka_unit_test(references),
		cmocka_unit_test(arguments_are_checked),
		cmocka_unit_test(again_changes_nothing),
		cmocka_unit_test(reviews),
		cmocka_unit_test(numbers_stay_apart),
		cmocka_unit_test(usual_words_stay),
		cmocka_unit_test(doubts_are_told),
		cmocka_unit_test(long_values_are_told),
		cmocka_unit_test(reviews_are_read_back),
		cmocka_unit_test(long_work_is_foretold),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
