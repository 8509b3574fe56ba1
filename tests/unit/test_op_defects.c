/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The defects of tables that people meet, in French notations first, each with
 * the step that repairs it.
 */
#include "test.h"

#include "recipe_run.h"

static const struct {
	const char *defect, *recipe, *in, *out;
} repairs[] = {
	{ "decimal comma", "number x locale=fr", "x\n\"15,95\"\n",
	  "x\n15.95\n" },
	{ "thousands", "number x locale=fr",
	  "x\n\"1 "
	  "234,50\"\n\"1\u00a0234,50\"\n\"1\u202f234,50\"\n\"1\u2009234,"
	  "50\"\n\"1'234,50\"\n\"1.234,50\"\n",
	  "x\n1234.50\n1234.50\n1234.50\n1234.50\n1234.50\n1234.50\n" },
	{ "currency, percent, sign",
	  "number x locale=fr currency=strip percent=strip accounting=yes",
	  "x\n1 234 \u20ac\n\"12,5 %\"\n(1 234)\n\u221212\n12-\n",
	  "x\n1234\n12.5\n-1234\n-12\n-12\n" },
	{ "day, month, year", "date x order=dmy",
	  "x\n12/03/21\n12/03/2021\n12.3.2021\n2021-03-12\n12/03/2021 08:00\n",
	  "x\n2021-03-12\n2021-03-12\n2021-03-12\n2021-03-12\n2021-03-12T08:"
	  "00\n" },
	{ "ambiguous dates", "date x", "x\n03/04/2021\n04/03/2021\n",
	  "x\n2021-04-03\n2021-03-04\n" },
	{ "month names", "date x",
	  "x\n12 mars 2021\n1er ao\u00fbt 2020\nd\u00e9c. "
	  "2019\nDECEMBRE-19\nT2 2021\n2021-S1\n",
	  "x\n2021-03-12\n2020-08-01\n2019-12\n2019-12\n2021-Q2\n2021-S1\n" },
	{ "Excel serials", "date x excel=1900", "x\n43831\n",
	  "x\n2020-01-01\n" },
	{ "Excel serials 1904", "date x excel=1904", "x\n42369\n",
	  "x\n2020-01-01\n" },
	{ "leading zeros", "code x kind=insee pad=yes", "x\n1001\n",
	  "x\n01001\n" },
	{ "leading zeros postal", "code x kind=postal pad=yes", "x\n6000\n",
	  "x\n06000\n" },
	{ "scientific SIRET", "code x kind=siret", "x\n\"3,56E+13\"\n",
	  "x\n\"3,56E+13\"\n" },
	{ "SIRET as written", "code x kind=siret",
	  "x\n356 000 000 00048\n35600000000048.0\n",
	  "x\n35600000000048\n35600000000048\n" },
	{ "dates in an order of their own", "date x formats=\"%d%m%Y\"",
	  "x\n12032021\n", "x\n2021-03-12\n" },
	{ "one reading per column", "date x", "x\n03/04/2021\n03/25/2021\n",
	  "x\n2021-03-04\n2021-03-25\n" },
	{ "Lambert 93", "coords x from=lambert93", "x\n652381;6862047\n",
	  "x\n\"48.856699,2.350999\"\n" },
	{ "several columns of one record", "dedupe id keep=most-complete",
	  "id,a\n1,\n1,x\n", "id,a\n1,x\n" },
	{ "Corsica", "code x kind=insee", "x\n2A004\n2b033\n",
	  "x\n2A004\n2B033\n" },
	{ "missing values", "na x",
	  "x\nNC\nn.c.\nND\nnd\nN/A\n-\n--\n///\n...\nvide\ninconnu\n#N/"
	  "A\n#REF!\nGap\n",
	  "x\n\"\"\n\"\"\n\"\"\n\"\"\n\"\"\n\"\"\n\"\"\n\"\"\n\"\"\n\"\"\n\"\""
	  "\n\"\"\n\"\"\nGap\n" },
	{ "missing with reason", "na x reason=motif", "x\nNC\nGap\n",
	  "x,motif\n,NC\nGap,\n" },
	{ "booleans", "boolean x",
	  "x\nOui\nNon\nO\nN\nVrai\nFaux\n1\n0\nVRAI\n",
	  "x\ntrue\nfalse\ntrue\nfalse\ntrue\nfalse\ntrue\nfalse\ntrue\n" },
	{ "mojibake", "mojibake x",
	  "x\n\u00c3\u00a9t\u00c3\u00a9\nl\u00e2\u20ac\u2122an\n\u00e9t\u00e9"
	  "\n",
	  "x\n\u00e9t\u00e9\nl\u2019an\n\u00e9t\u00e9\n" },
	{ "invisible characters", "controls x",
	  "x\na\u200bb\n\ufeffc\nd\u00ade\nf\u200eg\n", "x\nab\nc\nde\nfg\n" },
	{ "apostrophes, dashes", "punct x",
	  "x\nl\u2019an\nl\u00b4an\nl\u2018an\na\u2013b\na\u2014b\n\u201cmot"
	  "\u201d\n",
	  "x\nl'an\nl'an\nl'an\na-b\na-b\n\"\"\"mot\"\"\"\n" },
	{ "case and accents", "cluster x method=fingerprint-fr",
	  "x\nSAINT-ETIENNE\nSaint-\u00c9tienne\nSt "
	  "Etienne\nSaint-\u00c9tienne\n",
	  "x\nSaint-\u00c9tienne\nSaint-\u00c9tienne\nSaint-"
	  "\u00c9tienne\nSaint-\u00c9tienne\n" },
	{ "several values", "split-cells x pattern=/[,;]/", "x\n\"a, b ; c\"\n",
	  "x\na\nb\nc\n" },
	{ "latitude and longitude", "coords x",
	  "x\n\"48,85;2,35\"\n\"2,35;48,85\"\n",
	  "x\n\"48.85,2.35\"\n\"48.85,2.35\"\n" },
	{ "headers", "headers style=datagouv",
	  "\"Date de derni\u00e8re\nmise \u00e0 "
	  "jour\",Ann\u00e9e,Ann\u00e9e,\n1,2,3,4\n",
	  "date_de_derniere_mise_a_jour,annee,annee_2,c4\n1,2,3,4\n" },
	{ "duplicate rows", "dedupe", "a,b\n1,x\n1,x\n2,y\n",
	  "a,b\n1,x\n2,y\n" },
	{ "constant columns", "drop-constant", "a,b\n1,x\n2,x\n", "a\n1\n2\n" },
	{ "empty columns", "drop-empty what=columns", "a,b\n1,\n2,\n",
	  "a\n1\n2\n" },
	{ "empty rows", "drop-empty", "a,b\n1,\n,\n", "a,b\n1,\n" },
	{ "units row", "drop nom == \"texte\"",
	  "nom,prix\ntexte,\u20ac\nRex,8\n", "nom,prix\nRex,8\n" },
	{ "crosstab", "longer 2019, 2020 names=an values=n",
	  "dep,2019,2020\n05,1,2\n", "dep,an,n\n05,2019,1\n05,2020,2\n" },
};

static void
each_defect_has_its_repair(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof repairs / sizeof *repairs; i++)
		assert_recipe(repairs[i].recipe, repairs[i].in, repairs[i].out);
}

/* What nobody can repair stays, and is told. */
static void
what_is_lost_is_told(void **state)
{
	static const struct {
		const char *recipe, *in;
		enum dp_finding_id id;
	} told[] = {
		{ "code x kind=siret", "x\n\"3,56E+13\"\n", DP_F_NOT_A_CODE },
		{ "code x kind=siret", "x\n12345\n", DP_F_NOT_A_CODE },
		{ "number x", "x\n\"3,56E+13\"\n", DP_F_HIDDEN_DIGITS },
		{ "number x locale=en", "x\n1.5e+11\n", DP_F_HIDDEN_DIGITS },
		{ "date x", "x\n03/04/2021\n05/06/2021\n",
		  DP_F_AMBIGUOUS_DATE },
		{ "drop-constant", "a,b\n1,x\n2,x\n", DP_F_COLUMN_DROPPED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof told / sizeof *told; i++) {
		struct run x = { 0 };

		assert_int_equal(run_recipe(&x, told[i].recipe,
					    dp_str_c(told[i].in)),
				 0);
		if (run_count(&x, told[i].id) == 0)
			fail_msg("%s over %s: nothing is told", told[i].recipe,
				 told[i].in);
		run_done(&x);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_defect_has_its_repair),
		cmocka_unit_test(what_is_lost_is_told),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
