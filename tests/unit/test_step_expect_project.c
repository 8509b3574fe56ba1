/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Expectations of a project, and what cannot be judged. */
#include "test.h"

#include "expect_folder.h"

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
		struct dp_verdicts v = judge(list[i].predicate, before_csv,
					     NULL, false);
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
	refuses("range(id) = 5..2", "2..20");
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
		cmocka_unit_test(looks_at_the_project),
		cmocka_unit_test(says_what_the_project_lacks),
		cmocka_unit_test(counts_sheets),
		cmocka_unit_test(refuses_what_it_cannot_judge),
		cmocka_unit_test(reads_a_file_of_them),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("expect of a project", tests, setup,
					   teardown);
}
