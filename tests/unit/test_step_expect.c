/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expectations of a table: judged, and said where they fail. */
#include "test.h"

#include "expect_folder.h"

static void
judges_a_table_as_it_is_written(void **state)
{
	static const struct {
		const char *predicate;
		bool holds;
	} list[] = {
		{ "rows = 4", true },
		{ "rows = same", true },
		{ "rows < same", false },
		{ "rows != 4", false },
		{ "columns >= 5", true },
		{ "columns > 5", false },
		{ "header = code, id, ville, prix, jour", true },
		{ "header = id, ville, prix, code, jour in order", false },
		{ "header >= ville, id", true },
		{ "header >= town", false },
		{ "header <= ville, id", false },
		{ "type(id) = integer", true },
		{ "type(prix) = number", false },
		{ "type(jour) = date", false },
		{ "type(code) = insee", true },
		{ "type(ville) = text", true },
		{ "distinct(ville) = 4", true },
		{ "distinct(ville) = 3", false },
		{ "blank(jour, code) = 1", true },
		{ "blank(*) = 0", false },
		{ "unique(id)", true },
		{ "unique(code)", false },
		{ "unique(jour)", false },
		{ "unique(code, ville)", true },
		{ "domain(ville) <= Aix, Nice, \"Nice \", Apt, Gap", true },
		{ "domain(ville) = Aix, Nice, \"Nice \", Apt, Gap", false },
		{ "domain(ville) <= Aix, Nice, Apt", false },
		{ "range(id) = 1..4", true },
		{ "range(id) = ..3", false },
		{ "range(id) = 0..", true },
		{ "sum(prix) = 1263", true },
		{ "sum(prix) = 1260", false },
		{ "sum(prix) = 1260 within 3", true },
		{ "sum(prix) = 1250 within 2 %", true },
		{ "join(code, before.csv, code) = 100 %", true },
		{ "join(ville, before.csv, id) > 0 %", false },
		{ "spaces(ville) = 1", true },
		{ "spaces(*) = 0", false },
		{ "value(prix, id=1) = 1234.5", true },
		{ "value(prix, id=1) < 1234", false },
		{ "value(ville, id=2) = Nice", true },
		{ "encoding = utf-8", true },
		{ "encoding = windows-1252", false },
		{ "delimiter = \",\"", true },
		{ "delimiter = \";\"", false },
		{ "exists", true },
		{ "in nowhere.csv: exists", false },
		{ "in before.csv: rows = 4", true },
		{ "hash = before.csv", true },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++)
		holds(list[i].predicate, before_csv, "id", list[i].holds);
}

/* The same table in other clothes: rows and columns moved, ISO, points. */
static void
compares_what_is_meant(void **state)
{
	static const char same[] = "ville,id,code,prix,jour\n"
				   "Apt,3,84003,7,\n"
				   "Nice,4,06088,9.0,2024-02-04\n"
				   "Aix,1,04112,1234.5,2024-02-01\n"
				   "Nice,2,06088,12.50,2024-02-02\n";
	static const char lost_zero[] = "id,ville,prix,jour,code\n"
					"1,Aix,1234.5,2024-02-01,4112\n"
					"3,Apt,8,,84003\n"
					"4,Nice,9,2024-02-04,6088\n";

	(void)state;
	holds("hash = before.csv", same, "id", true);
	holds("hash = before.csv exact", same, "id", false);
	holds("changed-columns = none", same, "id", true);
	holds("changed-columns = none", same, NULL, true);
	holds("changed-columns = none exact", same, "id", false);
	holds("changed-cells = 0", same, "id", true);
	holds("changed-columns <= prix, code", lost_zero, "id", true);
	holds("changed-columns = prix, code", lost_zero, "id", true);
	holds("changed-columns <= prix", lost_zero, "id", false);
	holds("changed-columns >= jour", lost_zero, "id", false);
	holds("changed-cells = 3", lost_zero, "id", true);
	holds("changed-cells(prix) = 1", lost_zero, "id", true);
	holds("lost = 1", lost_zero, "id", true);
	holds("lost = 0", lost_zero, "id", false);
	holds("hash = before.csv", lost_zero, "id", false);
}

static void
says_the_first_offender(void **state)
{
	static const char after[] = "id,ville,prix,jour,code\n"
				    "1,Aix,1234.5,2024-02-01,04112\n"
				    "2,Lyon,12.5,2024-02-02,06088\n"
				    "4,Nice,9,2024-02-04,06088\n";
	struct dp_verdicts v = judge("changed-columns = none", after, "id",
				     false);

	(void)state;
	assert_int_equal(v.at[0].line, 3);
	assert_true(dp_str_is(v.at[0].column, "ville"));
	assert_true(dp_str_is(v.at[0].value, "Lyon"));
	assert_true(dp_str_search(v.at[0].sentence, DP_S("line 3")) > 0);
	dp_verdicts_done(&v);
	v = judge("rows = same", after, "id", false);
	assert_int_equal(v.at[0].line, 4);
	assert_true(v.at[0].gap == 1);
	dp_verdicts_done(&v);
	v = judge("type(ville) = integer", after, "id", false);
	assert_int_equal(v.at[0].record, 1);
	assert_true(dp_str_is(v.at[0].measured, "3"));
	dp_verdicts_done(&v);
}

static void
measures_without_wanting(void **state)
{
	struct dp_verdicts v = judge("sum(prix)", before_csv, NULL, true);

	(void)state;
	assert_true(dp_str_is(v.at[0].measured, "1263"));
	dp_verdicts_done(&v);
}

static void
finds_what_a_title_says(void **state)
{
	(void)state;
	write_file("x.svg", "<svg><title id=\"t\">À Aix, l&apos;entrée vaut "
			    "1 235 € &amp; plus</title></svg>");
	write_file("r.md", "# Trois villes\n\nSource : le C.N.C., 2023\n");
	holds("in x.svg: title has max(before.csv, prix, ville)", before_csv,
	      NULL, true);
	holds("in x.svg: title has min(before.csv, prix, ville)", before_csv,
	      NULL, false);
	holds("in x.svg: title has value(before.csv, prix, id=1)", before_csv,
	      NULL, true);
	holds("in x.svg: title has value(before.csv, prix, id=4)", before_csv,
	      NULL, false);
	holds("in x.svg: title has \"l'ENTREE\"", before_csv, NULL, true);
	holds("in r.md: title has villes", before_csv, NULL, true);
	holds("in r.md: text has \"source\"", before_csv, NULL, true);
	holds("in r.md: text has \"INSEE\"", before_csv, NULL, false);
	write_file("y.svg", "<svg><title>04 06 83 et 12 500 : 1,5 %</title>");
	holds("in y.svg: title has 83", before_csv, NULL, true);
	holds("in y.svg: title has 04", before_csv, NULL, true);
	holds("in y.svg: title has 12500", before_csv, NULL, true);
	holds("in y.svg: title has 1.46", before_csv, NULL, true);
	holds("in y.svg: title has 1.56", before_csv, NULL, false);
	holds("in y.svg: title has 8", before_csv, NULL, false);
	holds("in y.svg: title lacks 8", before_csv, NULL, true);
	holds("in y.svg: title lacks 83", before_csv, NULL, false);
	holds("in y.svg: text lacks villes", before_csv, NULL, true);
	write_file("z.svg", "<svg><title>Loin d&#39;Aix</title>");
	holds("in z.svg: title has \"loin d'aix\"", before_csv, NULL, true);
	write_file("z.svg", "<svg><title>46,168 of 1,119,307.5</title>");
	holds("in z.svg: title has 46168", before_csv, NULL, true);
	holds("in z.svg: title has 1119307.5", before_csv, NULL, true);
	holds("in z.svg: title has 1119", before_csv, NULL, false);
	write_file("z.svg", "<svg><title>46 000 ici, 20 et 2000 là</title>");
	holds("in z.svg: title has 46168", before_csv, NULL, true);
	holds("in z.svg: title has 46600", before_csv, NULL, false);
	holds("in z.svg: title has 24", before_csv, NULL, false);
	holds("in z.svg: title has 2010", before_csv, NULL, false);
}

/* What is said of PREDICATE, judged as a lesson does, that fails. */
static void
says(const char *predicate, const char *sentence)
{
	struct dp_expect *e = dp_expect_new();
	struct dp_verdicts v = { 0 };
	struct dp_err err = { 0 };
	struct dp_expect_on on = { .folder = folder,
				   .table = "before.csv",
				   .data = folder,
				   .tolerant = true };

	if (dp_expect_add(e, dp_str_c(predicate), "t", 1, false, &err) != 0 ||
	    dp_expect_judge(e, &on, &v, &err) != 0)
		fail_msg("%s: %s", predicate, err.msg);
	assert_false(v.at[0].holds);
	if (!dp_str_is(v.at[0].sentence, sentence))
		fail_msg("%s: %.*s", predicate, DP_FMT(v.at[0].sentence));
	dp_verdicts_done(&v);
	dp_expect_free(e);
}

static void
says_it_in_whole_sentences(void **state)
{
	(void)state;
	write_file("z.svg", "<svg><title>83 villes</title>");
	says("in results/x.csv: rows = 6",
	     "The file results/x.csv is not there.");
	says("blank(*) = 3", "Empty cells of all columns: 1; wanted: 3. The "
			     "first: record 3 (line 4 of the file), column "
			     "jour.");
	says("header >= ville, pays", "There is no column pays. The columns "
				      "are: id, ville, prix, jour, code.");
	says("in z.svg: text has \"sum(prix)\"",
	     "“sum(prix)” does not stand in z.svg.");
}

static void
says_what_a_text_must_not(void **state)
{
	struct dp_verdicts v;

	(void)state;
	write_file("z.svg", "<svg><title>83 villes</title>");
	v = judge("in z.svg: title lacks 83", before_csv, NULL, false);
	assert_true(dp_str_is(v.at[0].sentence,
			      "z.svg says “83”, and must not."));
	dp_verdicts_done(&v);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(judges_a_table_as_it_is_written),
		cmocka_unit_test(compares_what_is_meant),
		cmocka_unit_test(says_the_first_offender),
		cmocka_unit_test(measures_without_wanting),
		cmocka_unit_test(finds_what_a_title_says),
		cmocka_unit_test(says_it_in_whole_sentences),
		cmocka_unit_test(says_what_a_text_must_not),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("expect", tests, setup, teardown);
}
