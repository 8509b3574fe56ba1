/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Spaces, folding, case, singulars, keys, distances. */
#include "test.h"

#include <dpipe/text.h>

#include "text/spelling.h"

static void
same(struct dp_buf *b, const char *in, const char *want)
{
	dp_buf_char(b, '\0');
	if (strcmp(b->p, want) != 0)
		print_error("%s: ", in);
	assert_string_equal(b->p, want);
	dp_buf_done(b);
}

static void
trims(const char *in, const char *want)
{
	struct dp_buf b = { 0 };

	dp_buf_str(&b, dp_trim(dp_str_c(in)));
	same(&b, in, want);
}

static void
spaces(void **state)
{
	static const char *const all[] = {
		"\t",           "\n",           "\v",
		"\f",           "\r",           " ",
		"\xc2\x85",     "\xc2\xa0",     "\xe1\x9a\x80",
		"\xe2\x80\x80", "\xe2\x80\x8a", "\xe2\x80\x8b",
		"\xe2\x80\xa8", "\xe2\x80\xa9", "\xe2\x80\xaf",
		"\xe2\x81\x9f", "\xe2\x81\xa0", "\xe3\x80\x80",
		"\xef\xbb\xbf"
	};
	static const char *const none[] = { "a",
					    "\xc2\xa1",
					    "\xc3\xa0",
					    "\xe2\x80\x8c",
					    "\xe2\x80\x93",
					    "\xe1\xa0\x8e",
					    "\x1f" };
	dp_str s = DP_STR("abc");

	(void)state;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		struct dp_buf b = { 0 };

		assert_int_equal(dp_space_bytes(dp_str_c(all[i])),
				 strlen(all[i]));
		dp_buf_c(&b, all[i]);
		dp_buf_c(&b, "\xc3\xa9 a");
		dp_buf_c(&b, all[i]);
		assert_true(dp_str_is(dp_trim(dp_buf_view(&b)), "\xc3\xa9 a"));
		dp_buf_done(&b);
	}
	for (size_t i = 0; i < sizeof(none) / sizeof(*none); i++) {
		assert_int_equal(dp_space_bytes(dp_str_c(none[i])), 0);
		trims(none[i], none[i]);
	}
	assert_int_equal(dp_space_bytes(DP_S("")), 0);
	assert_ptr_equal(dp_trim(s).p, s.p);
	assert_int_equal(dp_trim(s).n, 3);
	trims(" \t ", "");
	assert_non_null(dp_trim(DP_S(" ")).p);
	assert_null(dp_trim((dp_str){ NULL, 0 }).p);
	trims("\xa0", "\xa0"); /* half a character */
}

static void
widths(void **state)
{
	(void)state;
	assert_int_equal(dp_width_cols(DP_S("caf\xc3\xa9")), 4);
	assert_int_equal(dp_width_cols(DP_S("cafe\xcc\x81")), 4);
	assert_int_equal(dp_width_cols(DP_S("\xe4\xb8\xad\xe6\x96\x87")), 4);
	assert_int_equal(dp_width_cols(DP_S("a\tb\x7f\xc2\x85")), 2);
	assert_int_equal(dp_width_cols(DP_S("a\xff")), 2);
	assert_int_equal(dp_width_cols(DP_S("")), 0);
}

static void
folds(const char *in, const char *want)
{
	struct dp_buf b = { 0 };

	dp_fold(dp_str_c(in), &b);
	same(&b, in, want);
}

static void
folding(void **state)
{
	(void)state;
	folds("", "");
	folds("Saint-\xc3\x89tienne", "saint-etienne");
	folds("S\xc5\x92UR \xc3\x86quo Stra\xc3\x9f"
	      "e",
	      "soeur aequo strasse");
	folds("\xe1\xba\x9e", "ss");
	folds("\xc3\x98 \xc5\x81\xc3\xb3"
	      "d\xc5\xba \xc4\x91 \xc3\xb0 \xc3\xbe",
	      "o lodz d d th");
	folds("l\xe2\x80\x99\xc3\xa9t\xc3\xa9", "l'ete");
	folds("a\xe2\x80\x93"
	      "b\xe2\x80\x94"
	      "c",
	      "a-b-c");
	folds("e\xcc\x81", "e");
	folds("\xef\xac\x81n", "fin");
	folds("\xc2\xa0x\xe2\x80\xaf", " x ");
	folds("12 \xe2\x82\xac \xc3\x97", "12 \xe2\x82\xac \xc3\x97");
	folds("\xce\x91\xce\xb8\xce\xae\xce\xbd\xce\xb1",
	      "\xce\xb1\xce\xb8\xce\xb7\xce\xbd\xce\xb1");
	folds("\xff\xc3", "\xff\xc3");
}

static void
normal_forms(void **state)
{
	struct dp_buf b = { 0 };

	(void)state;
	dp_normalise(DP_S("e\xcc\x81t\xc3\xa9"), DP_NFC, &b);
	same(&b, "NFC", "\xc3\xa9t\xc3\xa9");
	dp_normalise(DP_S("\xef\xac\x81n"), DP_NFC, &b);
	same(&b, "NFC", "\xef\xac\x81n");
	dp_normalise(DP_S("\xef\xac\x81n"), DP_NFKC, &b);
	same(&b, "NFKC", "fin");
}

static void
cases(enum dp_case how, const char *in, const char *want)
{
	struct dp_buf b = { 0 };

	dp_case_change(dp_str_c(in), how, &b);
	same(&b, in, want);
}

static void
letter_case(void **state)
{
	(void)state;
	cases(DP_CASE_UPPER,
	      "abc-\xc3\xa9\xc5\x93 stra\xc3\x9f"
	      "e 1",
	      "ABC-\xc3\x89\xc5\x92 STRASSE 1");
	cases(DP_CASE_LOWER, "ABC-\xc3\x89\xc5\x92 1",
	      "abc-\xc3\xa9\xc5\x93 1");
	cases(DP_CASE_LOWER, "\xce\xa3\xce\x91\xce\xa3",
	      "\xcf\x83\xce\xb1\xcf\x82");
	cases(DP_CASE_TITLE, "saint-\xc3\xa9tienne \xc3\x89T\xc3\x89",
	      "Saint-\xc3\xa9tienne \xc3\x89t\xc3\xa9");
	cases(DP_CASE_SENTENCE, "BONJOUR LE MONDE", "Bonjour le monde");
	cases(DP_CASE_SENTENCE, "\xc2\xab \xc3\x89T\xc3\x89",
	      "\xc2\xab \xc3\x89t\xc3\xa9");
	cases(DP_CASE_SENTENCE, "3\xc3\x88ME", "3\xc3\xa8me");
	cases(DP_CASE_UPPER, "", "");
	cases(DP_CASE_UPPER, "\xe9", "\xe9"); /* not UTF-8: kept */
}

static void
french_names(void **state)
{
	static const char *const t[][2] = {
		{ "SAINT-\xc3\x89TIENNE", "Saint-\xc3\x89tienne" },
		{ "l'isle-sur-la-sorgue", "L'Isle-sur-la-Sorgue" },
		{ "L\xe2\x80\x99HA\xc5\xb8-LES-ROSES",
		  "L\xe2\x80\x99Ha\xc3\xbf-les-Roses" },
		{ "VAL-D'IS\xc3\x88RE", "Val-d'Is\xc3\xa8re" },
		{ "VAL-D\xe2\x80\x99IS\xc3\x88RE",
		  "Val-d\xe2\x80\x99Is\xc3\xa8re" },
		{ "LE HAVRE", "Le Havre" },
		{ "AIX-EN-PROVENCE", "Aix-en-Provence" },
		{ "VILLENEUVE-L\xc3\x88S-AVIGNON",
		  "Villeneuve-l\xc3\xa8s-Avignon" },
		{ "PONT-\xc3\x80-MOUSSON", "Pont-\xc3\xa0-Mousson" },
		{ "PONT-A-MOUSSON", "Pont-a-Mousson" },
		{ "b\xc3\xa2timent a", "B\xc3\xa2timent A" },
		{ "charles de GAULLE", "Charles de Gaulle" },
		{ "place henri IV", "Place Henri IV" },
		{ "LOUIS XIV", "Louis XIV" },
		{ "havre (le)", "Havre (Le)" },
		{ "s.n.c.f.", "S.N.C.F." },
		{ "LA ROCHE-SUR-YON", "La Roche-sur-Yon" },
		{ "1ER AVENUE", "1er Avenue" },
		{ "", "" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++)
		cases(DP_CASE_NAME_FR, t[i][0], t[i][1]);
}

static void
words(void **state)
{
	struct dp_words w = {
		DP_STR("l'eau, aix-en-provence: 12 \xe2\x82\xac")
	};
	static const char *const want[] = { "l",  "eau",      "aix",
					    "en", "provence", "12" };
	dp_str word;

	(void)state;
	for (size_t i = 0; i < 6; i++) {
		assert_true(dp_words_next(&w, &word));
		assert_true(dp_str_is(word, want[i]));
	}
	assert_false(dp_words_next(&w, &word));
	assert_false(dp_words_next(&w, &word));
}

/* The singulars of two words, folded first as a search does. */
static bool
meet(const char *a, const char *b)
{
	struct dp_buf x = { 0 }, y = { 0 }, sx = { 0 }, sy = { 0 };
	bool same_word;

	dp_fold(dp_str_c(a), &x);
	dp_fold(dp_str_c(b), &y);
	dp_singular_fr(dp_buf_view(&x), &sx);
	dp_singular_fr(dp_buf_view(&y), &sy);
	same_word = dp_str_eq(dp_buf_view(&sx), dp_buf_view(&sy));
	dp_buf_done(&x);
	dp_buf_done(&y);
	dp_buf_done(&sx);
	dp_buf_done(&sy);
	return same_word;
}

static void
singulars(void **state)
{
	static const char *const together[][2] = {
		{ "\xc3\xa9lu", "\xc3\xa9lus" },
		{ "v\xc3\xa9lo", "v\xc3\xa9los" },
		{ "journal", "journaux" },
		{ "eau", "eaux" },
		{ "cin\xc3\xa9ma", "cin\xc3\xa9mas" },
		{ "lyc\xc3\xa9"
		  "e",
		  "lyc\xc3\xa9"
		  "es" },
		{ "travail", "travaux" },
		{ "bateau", "bateaux" },
		{ "lieu", "lieux" },
		{ "jeu", "jeux" },
		{ "h\xc3\xb4pital", "h\xc3\xb4pitaux" },
		{ "tuyau", "tuyaux" },
		{ "bijou", "bijoux" },
		{ "\xc5\x93il", "yeux" },
		{ "prix", "PRIX" },
		{ "commune", "communes" },
		{ "donn\xc3\xa9"
		  "e",
		  "donn\xc3\xa9"
		  "es" },
		{ "subvention", "subventions" },
	};
	static const char *const apart[][2] = {
		{ "siren", "sirene" },
		{ "siren", "sirenes" },
		{ "paris", "pari" },
		{ "cours", "cour" },
		{ "fonds", "fond" },
		{ "arr\xc3\xaat", "arr\xc3\xaat\xc3\xa9" },
		{ "temps", "temp" },
		{ "prix", "pri" },
		{ "taux", "tal" },
		{ "mois", "moi" },
		{ "bus", "bu" },
		{ "mass", "mas" },
		{ "port", "porte" },
		{ "cnrs", "cnr" },
		{ "sens", "sen" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(together) / sizeof(*together); i++) {
		if (!meet(together[i][0], together[i][1]))
			fail_msg("%s does not meet %s", together[i][0],
				 together[i][1]);
	}
	for (size_t i = 0; i < sizeof(apart) / sizeof(*apart); i++) {
		if (meet(apart[i][0], apart[i][1]))
			fail_msg("%s meets %s", apart[i][0], apart[i][1]);
	}
}

static void
key(enum dp_key how, const char *in, const char *want)
{
	struct dp_buf b = { 0 };

	dp_cluster_key(dp_str_c(in), how, &b);
	same(&b, in, want);
}

/* Values of OpenRefine's own tests, and of its source read closely. */
static void
openrefine_keys(void **state)
{
	static const char *const t[][2] = {
		{ "", "" },
		{ "    ", "" },
		{ "Tom Cruise", "cruise tom" },
		{ "Cruise, Tom", "cruise tom" },
		{ "A A A", "a" },
		{ "I.B.M.", "ibm" },
		{ "PT-r2", "ptr2" },
		{ "\xc3\xa9l\xc3\xa9ment", "element" },
		{ "32 \xe2\x82\xac", "32 \xe2\x82\xac" },
		{ "S\xc5\x93ur \xc3\x98re", "oere soeur" },
		{ "Stra\xc3\x9f"
		  "e",
		  "strasse" },
		{ "l\xe2\x80\x99"
		  "eau",
		  "leau" },
		{ "a\xc2\xa0"
		  "b",
		  "a b" },
		{ "a+b <c>", "<c> a+b" },
		{ "a^b`c", "abc" },
		{ "- a", " a" },
		{ "a -", "a" },
		{ "\xef\xac\x81n", "fin" },
		{ "\xc2\xab"
		  "Caf\xc3\xa9\xc2\xbb",
		  "cafe" },
		{ "\xc5\x81\xc3\xb3"
		  "d\xc5\xba",
		  "lodz" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(t) / sizeof(*t); i++)
		key(DP_KEY_FINGERPRINT, t[i][0], t[i][1]);
}

static void
french_keys(void **state)
{
	(void)state;
	key(DP_KEY_FINGERPRINT_FR, "St-\xc3\x89tienne", "etienne saint");
	key(DP_KEY_FINGERPRINT_FR, "SAINT ETIENNE ", "etienne saint");
	key(DP_KEY_FINGERPRINT_FR, "Association des Amis de l'Eau", "amis eau");
	key(DP_KEY_FINGERPRINT_FR,
	    "AMIS DE L\xe2\x80\x99"
	    "EAU (asso)",
	    "amis eau");
	key(DP_KEY_FINGERPRINT_FR, "A. Dupont", "a dupont");
	key(DP_KEY_FINGERPRINT_FR, "Villa d'A. Dupont S. A.",
	    "a dupont s villa");
	key(DP_KEY_FINGERPRINT_FR, "S.A.R.L. Dupont", "dupont");
	key(DP_KEY_FINGERPRINT_FR, "Dupont SARL", "dupont");
	key(DP_KEY_FINGERPRINT_FR, "12 bd St Michel",
	    "12 boulevard michel saint");
	key(DP_KEY_FINGERPRINT_FR, "S.N.C.F.", "sncf");
	key(DP_KEY_FINGERPRINT_FR, "AIX EN PCE", "aix en provence");
	key(DP_KEY_FINGERPRINT_FR, "Aix-en-Provence", "aix en provence");
	key(DP_KEY_FINGERPRINT_FR, "Salon-de-Pce", "provence salon");
	key(DP_KEY_FINGERPRINT_FR, "Chalon s/ Sa\xc3\xb4ne",
	    "chalon saone sur");
	key(DP_KEY_FINGERPRINT_FR, "CHALON S/SAONE", "chalon saone sur");
	key(DP_KEY_FINGERPRINT_FR, "La", "la");
	key(DP_KEY_FINGERPRINT_FR, "!!", "");
}

static void
many_words(void **state)
{
	struct dp_buf in = { 0 }, out = { 0 };

	(void)state;
	for (int i = 0; i < 500; i++)
		dp_buf_format(&in, "w%03d ", 499 - i % 250);
	dp_cluster_key(dp_buf_view(&in), DP_KEY_FINGERPRINT, &out);
	assert_int_equal(out.n, 250 * 5 - 1);
	assert_memory_equal(out.p, "w250 w251 ", 10);
	dp_buf_done(&in);
	dp_buf_done(&out);
}

/* Pairs that an abbreviation spelled out too readily would make one. */
static void
test_keys_apart(void **state)
{
	static const char *const pair[][2] = {
		{ "St Marie", "Ste Marie" },
		{ "3 pce", "3 provence" },
		{ "Pce", "Provence" },
		{ "Aix", "Aix-en-Provence" },
		{ "Taille S/M", "Taille sur M" },
		{ "s/c Martin", "sur c Martin" },
		{ "S/ Loire", "Sur Loire" },
		{ "Chalon s Sa\xc3\xb4ne", "Chalon sur Sa\xc3\xb4ne" },
		{ "CDs/DVD", "CD sur DVD" },
		{ "Villefranche s/ Sa\xc3\xb4ne",
		  "Villefranche sous Sa\xc3\xb4ne" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof pair / sizeof *pair; i++) {
		struct dp_buf a = { 0 }, b = { 0 };

		dp_cluster_key(dp_str_c(pair[i][0]), DP_KEY_FINGERPRINT_FR, &a);
		dp_cluster_key(dp_str_c(pair[i][1]), DP_KEY_FINGERPRINT_FR, &b);
		if (dp_str_eq(dp_buf_view(&a), dp_buf_view(&b)))
			fail_msg("%s and %s are one", pair[i][0], pair[i][1]);
		dp_buf_done(&a);
		dp_buf_done(&b);
	}
}

/* Each is better than the next, and so than all that follow. */
static void
test_better_spellings(void **state)
{
	static const char *const list[][5] = {
		{ "Orl\xc3\xa9"
		  "ans",
		  "ORL\xc3\x89"
		  "ANS",
		  "Orleans", "ORLEANS", "orleans" },
		{ "Aix-en-Provence", "Aix-en-Pce", "AIX EN PROVENCE",
		  "aix en provence", "AIX EN PCE" },
		{ "Saint-Tropez", "St-Tropez", "St  Tropez", "SAINT TROPEZ",
		  "ST TROPEZ" },
		{ "Gap", " Gap", "Gap ", "GAP", "gap" },
		{ "Ass. Sport Gap", "ASS. Sport Gap", "ASS. SPORT Gap",
		  "ASS. SPORT GAP", "ass. sport gap" },
		{ "MJC Saint-Jean", "Mjc Saint-Jean", "MJC SAINT-Jean",
		  "MJC SAINT-JEAN", "mjc saint-jean" },
		{ "Le Mans", "Le  Mans", "Le\xc2\xa0Mans", "LE MANS",
		  "LE MANS " },
	};

	(void)state;
	for (size_t k = 0; k < sizeof list / sizeof *list; k++)
		for (size_t i = 0; i < 5; i++)
			for (size_t j = 0; j < 5; j++) {
				int d = dpi_spelling_compare(
					dp_str_c(list[k][i]),
					dp_str_c(list[k][j]));

				if ((d > 0) - (d < 0) != (i > j) - (i < j))
					fail_msg("[%s] and [%s]: %d",
						 list[k][i], list[k][j], d);
			}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_keys_apart),
		cmocka_unit_test(test_better_spellings),
		cmocka_unit_test(spaces),
		cmocka_unit_test(widths),
		cmocka_unit_test(folding),
		cmocka_unit_test(normal_forms),
		cmocka_unit_test(letter_case),
		cmocka_unit_test(french_names),
		cmocka_unit_test(words),
		cmocka_unit_test(singulars),
		cmocka_unit_test(openrefine_keys),
		cmocka_unit_test(french_keys),
		cmocka_unit_test(many_words),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("text_words", tests, NULL, NULL);
}
