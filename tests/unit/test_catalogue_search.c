/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Searching as people type: accents, elisions, plurals, beginnings, slips,
 * filters, and bytes that are no words at all.
 */
#include "test.h"

#include <dpipe/catalogue.h>
#include <stdlib.h>
#include <unistd.h>

static const struct {
	const char *name, *text;
} sheet[] = {
	{ "cinemas",
	  "title.fr: Cinémas actifs\ntitle.en: Cinemas in activity\n"
	  "keywords: écran, salle\nproducer: Région\nlicence: odbl-1.0\n"
	  "format: csv\nperiod: 2019/2021\nupdated: 2024-03-01\n"
	  "area: Bouches-du-Rhône, Vaucluse\ndownloads: 10\n" },
	{ "eau",
	  "title.fr: Cales de mise à l’eau\n"
	  "description.fr: Les cales d'où l'on met un bateau à l'eau.\n"
	  "producer: Région\nlicence: licence-ouverte-2.0\nformat: geojson\n"
	  "updated: 2024-05-01\ndownloads: 30\n" },
	{ "oeuvres",
	  "title.fr: Œuvres des élus\nformat: csv (gzip)\n"
	  "licence: cc-by-nc-4.0\nupdated: 2020-01\ndownloads: 20\n" },
	{ "salles", "title.fr: Salles de spectacle\n"
		    "description.fr: Salles où passe parfois du cinéma.\n"
		    "keywords: journaux\nformat: csv\nperiod: 2021\n" },
	{ "siren", "title.fr: Numéros siren\n" },
	{ "sirene", "title.fr: Base sirene\n" },
	{ "marche", "title.fr: La marche\n" },
	{ "broken", "this is no sheet\n" },
};

static char folder[] = "/tmp/dpipe-test-XXXXXX";
static struct dp_catalogue *c;

static char *
path_of(size_t i)
{
	return dp_format("%s/%s.sheet", folder, sheet[i].name);
}

static int
set_up(void **state)
{
	struct dp_err err = { 0 };

	(void)state;
	if (!mkdtemp(folder))
		return -1;
	for (size_t i = 0; i < sizeof sheet / sizeof *sheet; i++) {
		char *path = path_of(i);

		if (dp_write_file(path, sheet[i].text, strlen(sheet[i].text),
				  &err) != 0)
			return -1;
		free(path);
	}
	c = dp_catalogue_open(folder, &err);
	return c ? 0 : -1;
}

static int
tear_down(void **state)
{
	(void)state;
	dp_catalogue_free(c);
	for (size_t i = 0; i < sizeof sheet / sizeof *sheet; i++) {
		char *path = path_of(i);

		(void)unlink(path);
		free(path);
	}
	return rmdir(folder);
}

/* Ids found, best first, separated by spaces; kept for one call. */
static const char *
ids(const struct dp_search *q)
{
	static char list[1000];
	struct dp_hits h = { 0 };
	struct dp_err err = { 0 };

	list[0] = '\0';
	assert_int_equal(dp_catalogue_search(c, q, &h, &err), 0);
	for (size_t i = 0; i < h.n; i++) {
		size_t n = strlen(list);

		(void)snprintf(list + n, sizeof list - n, "%s%.*s",
			       n ? " " : "", DP_FMT(h.hit[i].dataset->id));
	}
	dp_hits_done(&h);
	return list;
}

static const char *
find(const char *words)
{
	struct dp_search q = { .words = dp_str_c(words) };

	return ids(&q);
}

static void
test_accents_case_and_plurals(void **state)
{
	(void)state;
	assert_string_equal(find("cinéma"), "cinemas salles");
	assert_string_equal(find("CINEMAS"), "cinemas salles");
	assert_string_equal(find("cinemas"), "cinemas salles");
	assert_string_equal(find("oeuvre"), "oeuvres");
	assert_string_equal(find("œuvres"), "oeuvres");
	assert_string_equal(find("élu"), "oeuvres");
	assert_string_equal(find("elus"), "oeuvres");
	assert_string_equal(find("journal"), "salles");
	/* windows-1252 bytes, as an old terminal sends them */
	assert_string_equal(find("cin\xe9ma"), "cinemas salles");
}

static void
test_elisions(void **state)
{
	(void)state;
	assert_string_equal(find("l'eau"), "eau");
	assert_string_equal(find("l’eau"), "eau");
	assert_string_equal(find("d'eau"), "eau");
	assert_string_equal(find("cales de mise à l'eau"), "eau");
	assert_string_equal(find("L'EAU"), "eau");
}

static void
test_words_that_stay_apart(void **state)
{
	(void)state;
	assert_string_equal(find("siren"), "siren");
	assert_string_equal(find("sirene"), "sirene");
	assert_string_equal(find("marche"), "marche");
}

static void
test_title_before_description(void **state)
{
	(void)state;
	assert_string_equal(find("salle"), "salles cinemas");
}

static void
test_start_of_the_last_word(void **state)
{
	(void)state;
	assert_string_equal(find("cin"), "cinemas salles");
	assert_string_equal(find("mise ea"), "eau");
	/* only of the last: "cal" is no word, "eau" is */
	assert_string_equal(find("eau cal"), "eau");
	assert_string_equal(find("sal eau"), "eau");
}

static void
test_some_words_when_not_all(void **state)
{
	struct dp_search q = { .words = DP_STR("cinémas bateau") };
	struct dp_hits h = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_catalogue_search(c, &q, &h, &err), 0);
	assert_true(h.some_words);
	assert_int_equal(h.total, 3);
	dp_hits_done(&h);
}

static void
test_did_you_mean(void **state)
{
	struct dp_search q = { .words = DP_STR("cinmas") };
	struct dp_hits h = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_catalogue_search(c, &q, &h, &err), 0);
	assert_int_equal(h.total, 0);
	assert_true(dp_str_is(h.suggestion, "cinémas"));
	dp_hits_done(&h);
}

static void
test_filters(void **state)
{
	struct dp_search all = { .words = DP_STR("") };
	struct dp_search csv = { .format = "CSV" };
	struct dp_search open = { .licence = "open" };
	struct dp_search odbl = { .licence = "ODbL" };
	struct dp_search area = { .area = "bouches-du-rhone" };
	struct dp_search year = { .year = 2020 };
	struct dp_search both = { .words = DP_STR("cinéma"),
				  .year = 2021,
				  .area = "vaucluse" };

	(void)state;
	assert_string_equal(ids(&all),
			    "cinemas eau marche oeuvres salles siren sirene");
	assert_string_equal(ids(&csv), "cinemas oeuvres salles");
	assert_string_equal(ids(&open), "cinemas eau");
	assert_string_equal(ids(&odbl), "cinemas");
	assert_string_equal(ids(&area), "cinemas");
	/* within a period; a sheet without one is dated by its update */
	assert_string_equal(ids(&year), "cinemas oeuvres");
	assert_string_equal(ids(&both), "cinemas");
}

static void
test_recent_and_popular(void **state)
{
	struct dp_search recent = { .order = DP_ORDER_RECENT, .limit = 3 };
	struct dp_search popular = { .order = DP_ORDER_POPULAR, .limit = 3 };

	(void)state;
	assert_string_equal(ids(&recent), "eau cinemas oeuvres");
	assert_string_equal(ids(&popular), "eau oeuvres cinemas");
}

static void
test_facets_count_all_hits(void **state)
{
	struct dp_search q = { .limit = 1 };
	struct dp_hits h = { 0 };
	struct dp_err err = { 0 };
	uint64_t region = 0, y2021 = 0;

	(void)state;
	assert_int_equal(dp_catalogue_search(c, &q, &h, &err), 0);
	assert_int_equal(h.n, 1);
	assert_int_equal(h.total, 7);
	for (size_t i = 0; i < h.n_facets; i++) {
		assert_string_not_equal(h.facet[i].kind, "open");
		if (dp_str_is(h.facet[i].value, "Région"))
			region = h.facet[i].count;
		if (dp_str_is(h.facet[i].value, "2021"))
			y2021 = h.facet[i].count;
	}
	assert_int_equal(region, 2);
	assert_int_equal(y2021, 2);
	dp_hits_done(&h);
}

static void
test_any_bytes_are_no_error(void **state)
{
	static const char *const odd[] = { "\"",
					   "'",
					   "\" OR 1=1 --",
					   "*",
					   "AND",
					   "OR NOT",
					   "NEAR(a b)",
					   "title:x",
					   "^a",
					   "{a}",
					   "a* b*",
					   "C++",
					   "l'",
					   "qu’",
					   "-",
					   "(",
					   "\xff\xfe",
					   "\xc3",
					   "\x01\x02",
					   "a\"b*\"c",
					   "Aix-en-Provence",
					   "%",
					   "_",
					   ";DROP TABLE hit",
					   "\xf0\x9f\x9a\xb2",
					   "col : a",
					   "+a -b",
					   "" };
	char many[4000];

	(void)state;
	for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
		(void)find(odd[i]);
	for (size_t i = 0; i + 1 < sizeof many; i++)
		many[i] = i % 3 == 2 ? ' ' : (char)('a' + i % 26);
	many[sizeof many - 1] = '\0';
	(void)find(many);
	memset(many, 'z', sizeof many - 1);
	(void)find(many);
	for (int i = 1; i < 256; i++) {
		char text[8];

		(void)snprintf(text, sizeof text, "a%cb %c", i, i);
		(void)find(text);
	}
}

static void
test_no_words_is_said(void **state)
{
	struct dp_search q = { .words = DP_STR("?!") };
	struct dp_hits h = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_catalogue_search(c, &q, &h, &err), 0);
	assert_true(h.no_words);
	assert_int_equal(h.total, 0);
	dp_hits_done(&h);
}

static void
test_bad_sheet_is_named(void **state)
{
	(void)state;
	assert_int_equal(dp_catalogue_count(c), 7);
	assert_int_equal(dp_catalogue_refused(c), 1);
	assert_non_null(strstr(dp_catalogue_refusal(c, 0), "broken.sheet"));
}

static void
test_unknown_id_names_the_nearest(void **state)
{
	struct dp_err err = { 0 };

	(void)state;
	assert_null(dp_catalogue_need(c, DP_S("cinema"), &err));
	assert_int_equal(err.code, DP_ENOTFOUND);
	assert_non_null(strstr(err.msg, "cinemas"));
	assert_null(dp_catalogue_open("/nowhere/at/all", &err));
	assert_int_equal(err.code, DP_ENOTFOUND);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accents_case_and_plurals),
		cmocka_unit_test(test_elisions),
		cmocka_unit_test(test_words_that_stay_apart),
		cmocka_unit_test(test_title_before_description),
		cmocka_unit_test(test_start_of_the_last_word),
		cmocka_unit_test(test_some_words_when_not_all),
		cmocka_unit_test(test_did_you_mean),
		cmocka_unit_test(test_filters),
		cmocka_unit_test(test_recent_and_popular),
		cmocka_unit_test(test_facets_count_all_hits),
		cmocka_unit_test(test_any_bytes_are_no_error),
		cmocka_unit_test(test_no_words_is_said),
		cmocka_unit_test(test_bad_sheet_is_named),
		cmocka_unit_test(test_unknown_id_names_the_nearest),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
