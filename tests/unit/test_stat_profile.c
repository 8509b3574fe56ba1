/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a column holds, and which figures make sense for it. */
#include "test.h"

#include <dpipe/stat.h>

/* Profile of the cells at CELL, a list between bars. */
static struct dp_profile
profile(const char *heading, const char *cells)
{
	dp_str rest = dp_str_c(cells);
	struct dp_profile p;
	uint64_t record = 0;

	dp_profile_init(&p, dp_str_c(heading));
	while (rest.p) {
		struct dp_datum d;

		dp_datum_read(dp_str_cut(&rest, '|'), &d);
		record++;
		dp_profile_add(&p, &d, record, record + 1);
	}
	return p;
}

static void
holds(const char *heading, const char *cells, const char *want)
{
	struct dp_profile p = profile(heading, cells);
	enum dp_content c = dp_profile_content(&p);

	if (strcmp(dp_content_key(c), want) != 0)
		print_error("%s: %s: ", heading, cells);
	assert_string_equal(dp_content_key(c), want);
}

static void
quantities_are_numbers(void **state)
{
	(void)state;
	holds("prix", "12|13.5|0.5||7", "number");
	holds("prix", "12|13.5|NC|7", "number");
	holds("habitants", "13005|83000|75056|69123", "number");
	holds("salaire", "1850|1920|2010|2050", "number");
	holds("nombre de d\xc3\xa9partements", "13|83|4|6", "number");
	holds("Nb codes postaux", "13001|13002", "number");
	holds("x", "0|0|0", "number");
	holds("part", "0.5|0.25|00.1", "number");
}

static void
codes_are_not(void **state)
{
	(void)state;
	holds("code_postal", "13005|83000|75016|69003", "code");
	holds("CP", "1000|13005|83000|75016|69003", "code");
	holds("Code INSEE", "13055|2A004|83137|05023", "code");
	holds("Code commune", "1001|2A004|42218|05061", "code");
	assert_string_equal(profile("code_commune", "1001").code->name,
			    "insee");
	assert_null(profile("commune", "1001").code);
	holds("x", "01001|13055|05023", "code");
	holds("Code produit", "1|22|317", "code");
	holds("D\xc3\xa9partement", "13|83|2A|04", "code");
	holds("siret", "73282932000074", "code");
	holds("T\xc3\xa9l\xc3\xa9phone", "0491135000|0493000000", "phone");
	holds("ann\xc3\xa9"
	      "e",
	      "2019|2020|2021", "year");
	holds("id", "1|2|3", "identifier");
	holds("num\xc3\xa9ro", "1|2|3", "identifier");
}

static void
other_contents(void **state)
{
	(void)state;
	holds("x", "||", "empty");
	holds("ville", "Lyon|Paris|", "text");
	holds("prix", "12,5|13|1 234,50|7,25", "number_fr");
	holds("prix", "1,234.50|12,345.00|7,000.25", "number_en");
	holds("prix",
	      "12.5|13|14|15.5|1|2|3|4|5|6|7|8|9|10|11|12|13|14|15|16"
	      "|17|18|19|20|21|22|23|12,5",
	      "number");
	/* what starts with a zero that no number needs may be a code */
	holds("x", "0012,5|0450,0|1300,5", "text");
	holds("jour", "2021-03-12|12/03/2021|1er avril 2020", "date");
}

static void
refusals_give_evidence_and_a_way(void **state)
{
	struct dp_profile p;
	struct dp_buf why = { 0 };

	(void)state;
	p = profile("code_postal", "01000|13005|83000|06000");
	assert_true(dp_profile_refuses(&p, DP_STAT_AVERAGES,
				       DP_S("code_postal"), "villes.csv",
				       &why));
	dp_buf_char(&why, '\0');
	assert_non_null(strstr(why.p, "code_postal holds codes: 100 %"));
	assert_non_null(strstr(why.p, "2 start with 0"));
	assert_non_null(strstr(why.p,
			       "dpipe analyse freq code_postal villes.csv"));
	assert_non_null(strstr(why.p, "--as-number code_postal"));
	assert_false(dp_profile_refuses(&p, DP_STAT_COUNTS, DP_S("code_postal"),
					NULL, &why));

	why.n = 0;
	p = profile("prix au m2", "NC|12,5|13|7,25");
	assert_true(dp_profile_refuses(&p, DP_STAT_ORDERS, DP_S("prix au m2"),
				       "mes ventes.csv", &why));
	dp_buf_char(&why, '\0');
	assert_non_null(strstr(why.p, "such as 12,5"));
	assert_non_null(strstr(why.p, "dpipe clean -e 'number \"prix au m2\" "
				      "locale=fr' 'mes ventes.csv'"));

	why.n = 0;
	p = profile("ville", "Lyon|Paris");
	assert_true(dp_profile_refuses(&p, DP_STAT_AVERAGES, DP_S("ville"),
				       NULL, &why));
	dp_buf_char(&why, '\0');
	assert_non_null(strstr(why.p, "such as Lyon"));
	dp_buf_done(&why);
}

static void
years_may_be_put_in_order(void **state)
{
	struct dp_profile p = profile("year", "2019|2020|2021");
	struct dp_buf why = { 0 };

	(void)state;
	assert_false(dp_profile_refuses(&p, DP_STAT_ORDERS, DP_S("year"), NULL,
					&why));
	assert_true(dp_profile_refuses(&p, DP_STAT_AVERAGES, DP_S("year"), NULL,
				       &why));
	dp_buf_done(&why);
}

/* The first by record, whatever the order of the parts. */
static void
the_first_word_among_numbers_is_named(void **state)
{
	struct dp_profile a, b;
	struct dp_datum d;

	(void)state;
	dp_profile_init(&a, DP_S("x"));
	dp_profile_init(&b, DP_S("x"));
	dp_datum_read(DP_S("later"), &d);
	dp_profile_add(&a, &d, 90, 91);
	dp_datum_read(DP_S("sooner"), &d);
	dp_profile_add(&b, &d, 7, 8);
	dp_profile_merge(&a, &b);
	assert_string_equal(a.other, "sooner");
	assert_int_equal(a.other_line, 8);
	assert_int_equal(a.n_other, 2);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quantities_are_numbers),
		cmocka_unit_test(codes_are_not),
		cmocka_unit_test(other_contents),
		cmocka_unit_test(refusals_give_evidence_and_a_way),
		cmocka_unit_test(years_may_be_put_in_order),
		cmocka_unit_test(the_first_word_among_numbers_is_named),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
