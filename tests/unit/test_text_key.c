/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Clustering keys, beside OpenRefine's own and the cases of the articles. */
#include "test.h"
#include <stdlib.h>

#include <dpipe/text.h>

#include "text/key.h"

/* Puts S into OUT, each \xHH as the byte that it means. */
static void
unescape(dp_str s, struct dp_buf *out)
{
	static const char digits[] = "0123456789abcdef";

	out->n = 0;
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '\\') {
			dp_buf_char(out, s.p[i]);
			continue;
		}
		assert_true(i + 3 < s.n);
		dp_buf_char(out,
			    (char)((strchr(digits, s.p[i + 2]) - digits) * 16 +
				   (strchr(digits, s.p[i + 3]) - digits)));
		i += 3;
	}
}

static void
assert_key(dp_str value, dp_str got, dp_str written, const char *which)
{
	struct dp_buf want = { 0 };

	unescape(written, &want);
	if (!dp_str_eq(got, dp_buf_view(&want)))
		fail_msg("%s of %.*s: %.*s, OpenRefine's is %.*s", which,
			 DP_FMT(value), DP_FMT(got), DP_FMT(written));
	dp_buf_done(&want);
}

static void
keys_are_openrefines(void **state)
{
	const char *top = getenv("srcdir");
	char *path = dp_format("%s/tests/data/cluster/openrefine.tsv",
			       top ? top : ".");
	struct dp_buf file = { 0 }, in = { 0 }, key = { 0 };
	struct dp_err err;
	size_t n = 0;
	dp_str rest;

	(void)state;
	assert_int_equal(dp_read_file(path, 1u << 20, &file, &err), 0);
	free(path);
	rest = dp_buf_view(&file);
	while (rest.n) {
		static const unsigned size[] = { 2, 1, 3 };
		dp_str line = dp_str_cut(&rest, '\n');
		dp_str value = dp_str_cut(&line, '\t');

		if (dp_str_starts(value, "#"))
			continue;
		n++;
		unescape(value, &in);
		key.n = 0;
		dp_cluster_key(dp_buf_view(&in), DP_KEY_FINGERPRINT, &key);
		assert_key(value, dp_buf_view(&key), dp_str_cut(&line, '\t'),
			   "fingerprint");
		for (size_t k = 0; k < 3; k++) {
			key.n = 0;
			dp_ngram_key(dp_buf_view(&in), size[k], &key);
			assert_key(value, dp_buf_view(&key),
				   dp_str_cut(&line, '\t'), "n-grams");
		}
	}
	assert_true(n >= 400);
	dp_buf_done(&file);
	dp_buf_done(&in);
	dp_buf_done(&key);
}

static void
codes(void (*code)(dp_str, struct dp_buf *), const char *const (*t)[2],
      size_t n)
{
	struct dp_buf b = { 0 };

	for (size_t i = 0; i < n; i++) {
		b.n = 0;
		code(dp_str_c(t[i][0]), &b);
		if (!dp_str_is(dp_buf_view(&b), t[i][1]))
			fail_msg("%s: %.*s, not %s", t[i][0], DP_FMT(b),
				 t[i][1]);
	}
	dp_buf_done(&b);
}

/* Names of the article (Population 36(6), 1981), one and more for a rule. */
static void
fonem_of_the_article(void **state)
{
	static const char *const t[][2] = {
		{ "BEAULAC", "BOLAK" },
		{ "BAULAC", "BOLAK" },
		{ "IMBEAULT", "INBO" },
		{ "DUFAUT", "DUFO" },
		{ "THIBOUTOT", "TIBOUTOT" },
		{ "DEVAUX", "DEVO" },
		{ "RONDEAUX", "RONDO" },
		{ "BOURGAULX", "BOURGO" },
		{ "PINCHAUD", "PINCHO" },
		{ "PEDNAULD", "PEDNO" },
		{ "BELLAY", "BELE" },
		{ "GAY", "GAI" },
		{ "FAYARD", "FAYAR" },
		{ "FAILLARD", "FAYAR" },
		{ "FAIARD", "FAYAR" },
		{ "LEMIEUX", "LEMIEU" },
		{ "LHEUREUX", "LEUREU" },
		{ "WELLEY", "WELE" },
		{ "MEYER", "MEYER" },
		{ "MEILLER", "MEYER" },
		{ "LOYSEAU", "LOISO" },
		{ "GUILLON", "GUYON" },
		{ "LAVILLE", "LAVILLE" },
		{ "COUET", "CWET" },
		{ "GIROUARD", "JIRWAR" },
		{ "BOUILLE", "BOUYE" },
		{ "LEMEE", "LEME" },
		{ "ARCHEMBAULT", "ARCHENBO" },
		{ "ROMPRE", "RONPRE" },
		{ "TANCREDE", "TENKREDE" },
		{ "BLAINVILLE", "BLINVILLE" },
		{ "BLACKBORN", "BLAKBURN" },
		{ "SEABOURNE", "SEABURN" },
		{ "RIMFRET", "RINFRET" },
		{ "LEFEBVRE", "LEFEVRE" },
		{ "MACE", "MASSE" },
		{ "MARCELIN", "MARSELIN" },
		{ "CERAPHIN", "SERAFIN" },
		{ "CAYETTE", "KAYETE" },
		{ "LUC", "LUK" },
		{ "VICTOR", "VIKTOR" },
		{ "LACCOULINE", "LAKOULINE" },
		{ "MACCIMILIEN", "MAXIMILIEN" },
		{ "MAGELLA", "MAJELA" },
		{ "GANDET", "GANDET" },
		{ "GEORGES", "JORJES" },
		{ "PAGEAU", "PAJO" },
		{ "GAGNION", "GAGNON" },
		{ "HALLEY", "ALE" },
		{ "GAUTHIER", "GOTIER" },
		{ "CHARTIER", "CHARTIER" },
		{ "JEANNE", "JANE" },
		{ "MACKAY", "MACKE" },
		{ "MCNEIL", "MACNEIL" },
		{ "PHILIPPE", "FILIPE" },
		{ "LAROCQUE", "LAROKE" },
		{ "SCIPION", "SIPION" },
		{ "ASCELIN", "ASSELIN" },
		{ "VASCO", "VASKO" },
		{ "ASHED", "ACHED" },
		{ "PATRITIA", "PATRISSIA" },
		{ "MUNROW", "MUNRO" },
		{ "EXCERINE", "EXERINE" },
		{ "FITZPATRICK", "FITSPATRIK" },
		{ "CINQMARS", "ST-MARS" },
		{ "SINGELAIS", "ST-JELAIS" },
		{ "SAINT-AMAND", "ST-AMEN" },
		{ "SAINTECROIX", "STE-KROIX" },
		{ "STE-CROIX", "STE-KROIX" },
		{ "LAVALLEE", "LAVALE" },
		{ "MASSON", "MASSON" },
		{ "DUTILE", "DUTILLE" },
	};

	(void)state;
	codes(dpi_fonem, t, sizeof t / sizeof *t);
}

/* By the rules of Philips's table, one after another. */
static void
metaphone_by_its_rules(void **state)
{
	static const char *const t[][2] = {
		{ "KNIGHT", "NT" },
		{ "GNOME", "NM" },
		{ "PNEUMA", "NM" },
		{ "AERO", "ER" },
		{ "WRIGHT", "RT" },
		{ "XAVIER", "SFR" },
		{ "WHITE", "WT" },
		{ "DUMB", "TM" },
		{ "THUMB", "0M" },
		{ "CIAO", "X" },
		{ "CHURCH", "KRX" },
		{ "SCHOOL", "SKL" },
		{ "SCIENCE", "SNS" },
		{ "CAT", "KT" },
		{ "EDGE", "EJ" },
		{ "DOGGY", "TK" },
		{ "NIGHT", "NT" },
		{ "GHOST", "KST" },
		{ "SIGNED", "SNT" },
		{ "GEM", "JM" },
		{ "AHEAD", "AHT" },
		{ "BLACK", "BLK" },
		{ "PHONE", "FN" },
		{ "QUEEN", "KN" },
		{ "SHIP", "XP" },
		{ "FUSION", "FXN" },
		{ "ASIA", "AX" },
		{ "NATION", "NXN" },
		{ "MATCH", "MX" },
		{ "VAN", "FN" },
		{ "WAY", "W" },
		{ "FOX", "FKS" },
		{ "YES", "YS" },
		{ "ZOO", "S" },
		{ "THE", "0" },
		{ "METAPHONE", "MTFN" },
		{ "ACCIDENT", "AKSTNT" },
		{ "BUTTER", "BTR" },
		{ "A", "A" },
		{ "", "" },
	};

	(void)state;
	codes(dpi_metaphone, t, sizeof t / sizeof *t);
}

static void
meets(const char *a, const char *b, enum dp_key how, bool want)
{
	struct dp_buf x = { 0 }, y = { 0 };

	dp_cluster_key(dp_str_c(a), how, &x);
	dp_cluster_key(dp_str_c(b), how, &y);
	if (dp_str_eq(dp_buf_view(&x), dp_buf_view(&y)) != want)
		fail_msg("%s: %.*s, %s: %.*s", a, DP_FMT(x), b, DP_FMT(y));
	dp_buf_done(&x);
	dp_buf_done(&y);
}

/* Words keep their places; numbers and other scripts stay themselves. */
static void
values_sound_alike(void **state)
{
	(void)state;
	meets("Mme Lef\xc3\xa8vre", "MME  LEFEBVRE", DP_KEY_PHONETIC_FR, true);
	meets("\xc3\x89"
	      "douard Thibault",
	      "Edouard Tibaut", DP_KEY_PHONETIC_FR, true);
	meets("Saint-Hilaire", "St Ilaire", DP_KEY_PHONETIC_FR, true);
	meets("12 rue Gauthier", "14 rue Gautier", DP_KEY_PHONETIC_FR, false);
	meets("Paul Gauthier", "Gauthier Paul", DP_KEY_PHONETIC_FR, false);
	meets("Gap", "\xd0\x93\xd0\xb0\xd0\xbf", DP_KEY_PHONETIC_FR, false);
	meets("Philip Wright", "FILIP RITE", DP_KEY_METAPHONE, true);
	meets("Hall 3 H", "Hall 3 W", DP_KEY_METAPHONE, false);
	meets(" \xc3\x89t\xc3\xa9\xc2\xa0 bleu", "ETE BLEU", DP_KEY_FOLDED,
	      true);
	meets("a b", "ab", DP_KEY_FOLDED, false);
	meets("ab c", "a bc", DP_KEY_NGRAM, true);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keys_are_openrefines),
		cmocka_unit_test(fonem_of_the_article),
		cmocka_unit_test(metaphone_by_its_rules),
		cmocka_unit_test(values_sound_alike),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
