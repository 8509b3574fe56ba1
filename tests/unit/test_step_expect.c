/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expectations: read with their line, judged, and said where they fail. */
#include "test.h"

#include <dpipe/expect.h>

#include <stdlib.h>
#include <unistd.h>

static const char before_csv[] = "id,ville,prix,jour,code\n"
				 "1,Aix,\"1 234,50\",01/02/2024,04112\n"
				 "2,Nice ,\"12,5\",02/02/2024,06088\n"
				 "3,Apt,7,,84003\n"
				 "4,Nice,9,04/02/2024,06088\n";

static char folder[] = "expect-XXXXXX";

static void
write_file(const char *name, const char *text)
{
	struct dp_err err = { 0 };
	char *path = dp_path_join(folder, name);

	assert_int_equal(dp_write_file(path, text, strlen(text), &err), 0);
	free(path);
}

static int
setup(void **state)
{
	(void)state;
	assert_non_null(mkdtemp(folder));
	write_file("before.csv", before_csv);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	dp_remove_tree(folder);
	return 0;
}

/* Judges one predicate on AFTER, a CSV, with a key; V is to be freed. */
static struct dp_verdicts
judge(const char *predicate, const char *after, const char *key, bool measure)
{
	struct dp_expect *e = dp_expect_new();
	struct dp_verdicts v = { 0 };
	struct dp_err err = { 0 };
	char *before = dp_path_join(folder, "before.csv");
	struct dp_expect_on on = { .folder = folder,
				   .table = "after.csv",
				   .before = before,
				   .data = folder,
				   .key = dp_str_c(key) };

	write_file("after.csv", after);
	if (dp_expect_add(e, dp_str_c(predicate), "t", 1, measure, &err) != 0 ||
	    dp_expect_judge(e, &on, &v, &err) != 0)
		fail_msg("%s: %s", predicate, err.msg);
	dp_expect_free(e);
	free(before);
	return v;
}

static void
holds(const char *predicate, const char *after, const char *key, bool wanted)
{
	struct dp_verdicts v = judge(predicate, after, key, false);

	if (v.at[0].holds != wanted)
		fail_msg("%s %s: measured %.*s", predicate,
			 wanted ? "should hold" : "should not hold",
			 DP_FMT(v.at[0].measured));
	if (!wanted && v.at[0].sentence.n == 0)
		fail_msg("%s says nothing", predicate);
	dp_verdicts_done(&v);
}

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

/* What a project says, counted; its recipe; its raw files. */
static void
looks_at_the_project(void **state)
{
	static const char project[] =
		"dpipe-project 1\nquestion Who, in 2023?\n"
		"hypothesis The more ecrans, the smaller the part.\n"
		"hypothesis Nobody knows.\n"
		"column ecrans type=number unit=salles\ncolumn part\n"
		"wanted cinemas status=found from=\"the Region\"\n"
		"wanted towns priority=2\n"
		"do verify before.csv --log verify/x.csv\n";
	static const char *const good[] = {
		"project(question) = 1",
		"project(row) = 0",
		"project(columns) = 2",
		"project(typed) = 1",
		"project(hypotheses) = 2",
		"project(cites) = 2",
		"project(wanted) = 2",
		"project(first) = 0",
		"wanted(cinemas) = got, found",
		"says(question) has 2022, 2023",
		"project(why) = 0",
		"project(status) = 1",
		"project(steps) = 1",
		"project(missing) > 2",
		"project(filled) = 0",
		"wanted(cinemas) = found",
		"wanted(cinemas, from) has region",
		"step(verify) = 1",
		"step(clean) = 0",
		"raw = untouched",
		"wanted(cinemas, from) lacks paca",
		"horizon(ecrans) = number",
		"horizon(ecrans, unit) has salles",
		"horizon(part, unit) lacks %",
		"says(question) has 2023",
		"says(hypothesis) has part",
		"says(hypothesis) has nobody",
		"says(row) lacks commune",
		"horizon(ecrans, unit) != \"\"",
		"horizon(part, unit) = \"\"",
		"wanted(towns, priority) = 2",
		"wanted(towns, priority) != 1",
		"wanted(cinemas, priority) = \"\"",
		"project(vague) = 1",
	};
	static const char *const bad[] = {
		"project(columns) > 2",
		"wanted(cinemas) = got",
		"wanted(towns) = found",
		"step(verify) > 1",
		"wanted(cinemas) = got, nowhere",
		"says(question) has 2021, 2022",
		"says(question) lacks 2022, 2023",
		"wanted(cinemas, from) lacks region",
		"horizon(ecrans) = text",
		"horizon(part) = number",
		"horizon(nobody) = number",
		"says(question) has 2022",
		"horizon(part, unit) != \"\"",
		"wanted(towns, priority) = 1",
		"says(hypothesis) has somebody",
		"in before.csv: provenance = present",
	};

	(void)state;
	write_file("project.dpipe", project);
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		holds(good[i], before_csv, NULL, true);
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		holds(bad[i], before_csv, NULL, false);
}

/* A failure names what is looked at as the command that mends it does. */
static void
says_what_the_project_lacks(void **state)
{
	static const struct {
		const char *predicate, *sentence;
	} list[] = {
		{ "horizon(part) = number",
		  "In the horizon table, part --type: nothing; it should "
		  "be: number." },
		{ "horizon(part, unit) != \"\"",
		  "In the horizon table, part --unit: nothing; it should "
		  "be: something." },
		{ "wanted(towns) = found",
		  "For towns --status the project says: nothing; it should "
		  "say: found." },
		{ "says(question) has 2021, 2022",
		  "In project.dpipe, question says: Who, in 2023?; it should "
		  "be: a text with 2021 or 2022." },
		{ "project(cites) > 2",
		  "In project.dpipe, columns that one hypothesis cites: 2; "
		  "wanted: more than 2." },
		/* and what is as it should be, without what it should be */
		{ "wanted(towns, priority) = 2",
		  "For towns --priority the project says: 2." },
		{ "project(first) < 1",
		  "In project.dpipe, data wanted of priority 1: 0." },
		{ "in before.csv: text lacks Zagreb",
		  "before.csv does not say “Zagreb”." },
	};

	(void)state;
	for (size_t i = 0; i < sizeof list / sizeof *list; i++) {
		struct dp_verdicts v =
			judge(list[i].predicate, before_csv, NULL, false);
		char *said = dp_strdup(v.at[0].sentence);

		assert_string_equal(said, list[i].sentence);
		free(said);
		dp_verdicts_done(&v);
	}
}

/* Sheets of a catalogue of two, searched as find does. */
static void
counts_sheets(void **state)
{
	static const char *const good[] = {
		"sheets(ville) = 2",
		"sheets(VILLES, licence=open) = 1",
		"sheets(ville, year=2009, area=Nice) = 1",
		"sheets(ville, year=2010) = 0",
	};
	char *catalogue = dp_path_join(folder, "sample-data/catalogue");
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_make_folders(catalogue, &err), 0);
	free(catalogue);
	write_file("sample-data/catalogue/a.sheet",
		   "title: Villes\nperiod: 2009\narea: Nice\n"
		   "licence: none\n");
	write_file("sample-data/catalogue/b.sheet",
		   "title: La ville\nperiod: 2023\narea: Apt\n"
		   "licence: odbl-1.0\n");
	for (size_t i = 0; i < sizeof good / sizeof *good; i++)
		holds(good[i], before_csv, NULL, true);
	holds("sheets(ville) = 1", before_csv, NULL, false);
}

/* What cannot be judged says so, with the predicate and its line. */
static void
refuses(const char *predicate, const char *part)
{
	struct dp_expect *e = dp_expect_new();
	struct dp_verdicts v = { 0 };
	struct dp_err err = { 0 };
	struct dp_expect_on on = { .folder = folder, .table = "after.csv" };

	write_file("after.csv", before_csv);
	if (dp_expect_add(e, dp_str_c(predicate), "t", 7, false, &err) == 0)
		assert_int_equal(dp_expect_judge(e, &on, &v, &err), -1);
	assert_int_equal(err.at.line, 7);
	if (!strstr(err.msg, part))
		fail_msg("%s: \"%s\" is not in: %s", predicate, part, err.msg);
	dp_verdicts_done(&v);
	dp_expect_free(e);
}

static void
refuses_what_it_cannot_judge(void **state)
{
	(void)state;
	refuses("row = 3", "rows");
	refuses("rows", "comparison");
	refuses("says(everything) has x", "question");
	refuses("sheets(ville, colour=red) = 1", "year=");
	refuses("says(row) < 3", "says(question)");
	refuses("rows = many", "number");
	refuses("rows = 3 4", "end");
	refuses("header has x", "header");
	refuses("type() = date", "name");
	refuses("distinct(vile) = 3", "ville");
	refuses("domain(ville) <= \"Aix", "quote");
	refuses("range(id) = 4", "2..20");
	refuses("rows = same", "before");
	refuses("sum(ville) = 3", "Aix");
	refuses("value(ville, id=9) = x", "id = 9");
	refuses("hash = nowhere.csv", "nowhere.csv");
	refuses("step(trim) >= 1", "recipe");
	refuses("in x.csv: rows = same", "leave out");
	refuses("in x.csv: lost = 0", "leave out");
	refuses("in x.csv: raw = untouched", "leave out");
}

static void
reads_a_file_of_them(void **state)
{
	static const char good[] = "dpipe-expect 1\n# so\n\nkey \"id\"\n"
				   "rows = 4\nunique(id)\n";
	struct dp_err err = { 0 };
	struct dp_expect *e = dp_expect_parse(dp_str_c(good), "x.dpe", &err);

	(void)state;
	assert_non_null(e);
	assert_int_equal(dp_expect_n(e), 2);
	assert_int_equal(dp_expect_line(e, 1), 6);
	assert_true(dp_str_is(dp_expect_text(e, 1), "unique(id)"));
	dp_expect_free(e);
	assert_null(dp_expect_parse(DP_S("rows = 4\n"), "x.dpe", &err));
	assert_int_equal(err.at.line, 1);
	assert_null(dp_expect_parse(DP_S("dpipe-expect 1\n\nrow = 4\n"),
				    "x.dpe", &err));
	assert_int_equal(err.at.line, 3);
	assert_null(dp_expect_parse(DP_S("dpipe-expect 1\n"), "x.dpe", &err));
	assert_null(dp_expect_parse(DP_S("dpipe-expect 1\n\xff\n"), "x.dpe",
				    &err));
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
		cmocka_unit_test(says_what_a_text_must_not),
		cmocka_unit_test(looks_at_the_project),
		cmocka_unit_test(says_what_the_project_lacks),
		cmocka_unit_test(counts_sheets),
		cmocka_unit_test(refuses_what_it_cannot_judge),
		cmocka_unit_test(reads_a_file_of_them),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("expect", tests, setup, teardown);
}
