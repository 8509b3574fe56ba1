/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Project files: read, changed without losing a byte, judged. Commands. */
#include "test.h"

#include <dpipe/define.h>

#include <stdlib.h>

static const char whole[] =
	"dpipe-project 1\n"
	"# a comment\n"
	"title   Far from screens\n"
	"language fr\n"
	"\n"
	"question Who lives far\n"
	"    from a screen?\n"
	"hypothesis The more Écrans there are, the smaller the far share.\n"
	"row one département\n"
	"column ecran type=number unit=screens from=\"the list\" \"Supply.\"\n"
	"column \"far share\" type=number unit=%\t# the answer\n"
	"mood good\n"
	"wanted cinemas priority=2 status=found date=2026-03 \"To count.\"\n"
	"do clean raw/a.csv   # really\n"
	"    -o clean/a.csv\n";

static struct dp_project *
parse(const char *text)
{
	struct dp_err err = { 0 };
	struct dp_project *p = dp_project_parse(dp_str_c(text), "p", &err);

	if (!p)
		print_error("%s\n", err.msg);
	assert_non_null(p);
	return p;
}

static void
is(dp_str got, const char *wanted)
{
	if (!dp_str_is(got, wanted))
		fail_msg("got \"%.*s\", wanted \"%s\"", DP_FMT(got), wanted);
}

static void
reads_what_is_said(void **state)
{
	struct dp_project *p = parse(whole);

	(void)state;
	is(p->text, whole);
	is(p->title, "Far from screens");
	is(p->question, "Who lives far from a screen?");
	is(p->row, "one département");
	assert_int_equal(p->n_hypotheses, 1);
	assert_int_equal(p->n_columns, 2);
	is(p->column[0].from, "the list");
	is(p->column[0].why, "Supply.");
	is(p->column[1].name, "far share");
	assert_int_equal(p->column[1].line, 11);
	assert_int_equal(p->wanted[0].priority, 2);
	is(p->wanted[0].date, "2026-03");
	assert_int_equal(p->n_steps, 1);
	assert_int_equal(p->step[0].line, 14);
	dp_project_free(p);
}

static void
says_where_it_is_wrong(void **state)
{
	static const struct {
		const char *text;
		unsigned line, column;
	} bad[] = {
		{ "question\n", 1, 9 },
		{ "# x\n  column a\n", 2, 3 },
		{ "column a type=colour\n", 1, 15 },
		{ "column a size=1\n", 1, 10 },
		{ "column a\ncolumn a\n", 2, 8 },
		{ "column a \"x\" \"y\"\n", 1, 14 },
		{ "wanted a status=lost\n", 1, 17 },
		{ "wanted a priority=4\n", 1, 19 },
		{ "wanted a date=soon\n", 1, 8 },
		{ "title a\ntitle b\n", 2, 1 },
		{ "title a\ndpipe-project 1\n", 2, 1 },
		{ "dpipe-project 2\n", 1, 14 },
		{ "language de\n", 1, 9 },
		{ "title a\r\n", 1, 8 },
		{ "title \xff\n", 1, 7 },
		{ "\xef\xbb\xbftitle a\n", 1, 1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct dp_err err = { 0 };

		assert_null(dp_project_parse(dp_str_c(bad[i].text), "p", &err));
		assert_int_equal(err.code, DP_ERECIPE);
		if (err.at.line != bad[i].line ||
		    err.at.column != bad[i].column)
			fail_msg("%s: %s", bad[i].text, err.msg);
	}
}

/* WHOLE with FROM replaced by TO is what P holds. */
static void
is_whole_but(const struct dp_project *p, const char *from, const char *to)
{
	const char *at = strstr(whole, from);
	struct dp_buf b = { 0 };

	assert_non_null(at);
	dp_buf_add(&b, whole, (size_t)(at - whole));
	dp_buf_c(&b, to);
	dp_buf_c(&b, at + strlen(from));
	dp_buf_char(&b, '\0');
	is(p->text, b.p);
	dp_buf_done(&b);
}

static void
changes_only_what_it_should(void **state)
{
	const struct dp_project_wanted got = {
		.name = DP_S("cinemas"),
		.status = DP_S("got"),
	};
	const struct dp_project_column unit = {
		.name = DP_S("far share"),
		.unit = DP_S("per 100 people"),
	};
	struct dp_project *p = parse(whole);
	struct dp_err err = { 0 };
	bool added = true;

	(void)state;
	assert_int_equal(dp_project_put_wanted(p, &got, &added, &err), 0);
	assert_false(added);
	is_whole_but(p, "status=found", "status=got");
	dp_project_free(p);

	p = parse(whole);
	assert_int_equal(dp_project_put_column(p, &unit, NULL, &err), 0);
	is_whole_but(p, "unit=%", "unit=\"per 100 people\"");
	dp_project_free(p);

	p = parse(whole);
	assert_int_equal(dp_project_say(p, DP_PROJECT_QUESTION,
					DP_S("Who?\nWhere?"), &err),
			 0);
	is_whole_but(p, "question Who lives far\n    from a screen?",
		     "question Who? Where?");
	dp_project_free(p);

	p = parse(whole);
	assert_int_equal(dp_project_say(p, DP_PROJECT_HYPOTHESIS, DP_S("H2"),
					&err),
			 0);
	is_whole_but(p, "far share.\nrow", "far share.\nhypothesis H2\nrow");
	dp_project_free(p);
}

static void
adds_before_a_comment(void **state)
{
	const struct dp_project_column why = {
		.name = DP_S("far share"),
		.why = DP_S("It is \"it\"."),
	};
	struct dp_project *p = parse(whole);
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_project_put_column(p, &why, NULL, &err), 0);
	is_whole_but(p, "unit=%\t#", "unit=% \"It is \\\"it\\\".\"\t#");
	is(p->column[1].why, "It is \"it\".");
	dp_project_free(p);
}

static void
refuses_and_stays_as_it_was(void **state)
{
	const struct dp_project_column type = {
		.name = DP_S("ecran"),
		.type = DP_S("colour"),
	};
	const struct dp_project_wanted date = {
		.name = DP_S("cinemas"),
		.status = DP_S("got"),
		.date = DP_S("soon"),
	};
	const struct dp_project_wanted priority = {
		.name = DP_S("x"),
		.priority = 4,
	};
	struct dp_project *p = parse(whole);
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_project_put_column(p, &type, NULL, &err), -1);
	assert_non_null(strstr(err.msg, "colour"));
	assert_int_equal(dp_project_put_wanted(p, &date, NULL, &err), -1);
	assert_int_equal(dp_project_put_wanted(p, &priority, NULL, &err), -1);
	assert_int_equal(dp_project_say(p, DP_PROJECT_TITLE, DP_S(" \n"), &err),
			 -1);
	is(p->text, whole);
	dp_project_free(p);
}

static void
begins_from_nothing(void **state)
{
	const struct dp_project_column c = {
		.name = DP_S("a \"b\""),
		.type = DP_S("NUMBER"),
	};
	struct dp_project *p = parse("");
	struct dp_err err = { 0 };
	bool added = false;

	(void)state;
	assert_int_equal(dp_project_say(p, DP_PROJECT_DO, DP_S("verify x"),
					&err),
			 0);
	assert_int_equal(dp_project_say(p, DP_PROJECT_QUESTION, DP_S("Q?"),
					&err),
			 0);
	assert_int_equal(dp_project_put_column(p, &c, &added, &err), 0);
	assert_true(added);
	is(p->column[0].name, "a \"b\"");
	is(p->column[0].type, "number");
	assert_int_equal(dp_project_column_find(p, DP_S("a \"b\"")), 0);
	is(p->question, "Q?");
	is(p->step[0].text, "verify x");
	dp_project_free(p);
}

static void
counts_the_columns_a_text_cites(void **state)
{
	struct dp_project *p = parse(whole);
	struct dp_buf names = { 0 };

	(void)state;
	assert_int_equal(dp_define_cites(p, p->hypothesis[0].text, &names), 2);
	is(dp_buf_view(&names), "ecran, far share");
	assert_int_equal(dp_define_cites(p, DP_S("no far cry, share"), NULL),
			 0);
	assert_int_equal(dp_define_cites(p, DP_S("FAR_SHARE!"), NULL), 1);
	p->column[0].name = DP_S("share");
	p->column[1].name = DP_S("share_far");
	assert_int_equal(dp_define_cites(p, DP_S("share_far rises"), NULL), 1);
	assert_int_equal(dp_define_cites(p, DP_S("share far, and share"), NULL),
			 2);
	dp_buf_done(&names);
	dp_project_free(p);
}

/* True when the frame "missing" of P's check has ABOUT in its rows. */
static bool
misses(const char *text, const char *about)
{
	struct dp_project *p = parse(text);
	struct dp_result r = { 0 };
	struct dp_err err = { 0 };
	struct dp_part *part;
	bool found = false;
	size_t i;

	assert_int_equal(dp_define_check(p, NULL, &r, &err), 0);
	part = dp_result_find(&r, "missing");
	assert_int_equal(part != NULL, r.doubtful);
	for (i = 0; part && i < part->frame.n_rows; i++)
		found |= dp_str_is(dp_frame_at(&part->frame, i, 1)->text,
				   about);
	dp_result_done(&r);
	dp_project_free(p);
	return found;
}

static void
says_what_is_missing(void **state)
{
	(void)state;
	assert_true(misses("", "question"));
	assert_true(misses("", "hypothesis"));
	assert_true(misses("", "row"));
	assert_false(misses(whole, "question"));
	assert_false(misses(whole, "ecran"));
	assert_true(misses(whole, "far share")); /* from nowhere */
	assert_true(misses(whole, "mood"));
	assert_true(misses("column a from=x\n", "a")); /* no type */
	assert_true(misses("column a type=number from=x\n", "a"));
	assert_false(misses("column a type=text from=x\n", "a"));
	assert_true(misses("wanted a \"x\"\n", "a"));
	assert_true(misses("hypothesis All is well.\n", "All is well."));
}

static void
makes_the_empty_table(void **state)
{
	struct dp_project *p = parse("column a\ncolumn \"b,c\"\n");
	struct dp_buf b = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	assert_int_equal(dp_define_table(p, &b, &err), 0);
	is(dp_buf_view(&b), "a,\"b,c\"\n");
	dp_project_free(p);
	p = parse("");
	assert_int_equal(dp_define_table(p, &b, &err), -1);
	assert_int_equal(err.code, DP_EDATA);
	dp_buf_done(&b);
	dp_project_free(p);
}

/* ---- commands --------------------------------------------------------- */

static void
cuts_words_as_a_shell_does(void **state)
{
	static const struct {
		const char *line, *words; /* each between < and > */
	} good[] = {
		{ "a b\t c\n  d", "<a><b><c><d>" },
		{ "'a  b' \"c 'd'\"", "<a  b><c 'd'>" },
		{ "a'b'\"c\"d", "<abcd>" },
		{ "'' \"\"", "<><>" },
		{ "a\\ b \\'", "<a b><'>" },
		{ "\"\\\"\\\\\\n\"", "<\"\\\\n>" },
		{ "a # b\nc a#b", "<a><c><a#b>" },
		{ "a \\\n b", "<a><b>" },
		{ "'*$x|>'", "<*$x|>>" },
		{ "é=è", "<é=è>" },
	};
	static const char *const bad[] = {
		"",      "  ",    "# x",   "'a",        "\"a",   "a > b",
		"a | b", "*.csv", "$HOME", "\"$HOME\"", "`x`",   "~/x",
		"a; b",  "a & b", "(a)",   "a\\",       "{a,b}",
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < sizeof good / sizeof *good; i++) {
		struct dp_command c = { 0 };
		struct dp_err err = { 0 };
		struct dp_buf b = { 0 };

		assert_int_equal(dp_command_split(dp_str_c(good[i].line), &c,
						  &err),
				 0);
		for (k = 0; k < c.n; k++)
			dp_buf_format(&b, "<%s>", c.word[k]);
		assert_null(c.word[c.n]);
		is(dp_buf_view(&b), good[i].words);
		dp_buf_done(&b);
		dp_command_done(&c);
	}
	for (i = 0; i < sizeof bad / sizeof *bad; i++) {
		struct dp_command c = { 0 };
		struct dp_err err = { 0 };

		if (dp_command_split(dp_str_c(bad[i]), &c, &err) == 0)
			fail_msg("accepted: %s", bad[i]);
		assert_int_equal(err.code, DP_EUSAGE);
		assert_int_equal(c.n, 0);
	}
}

static void
quotes_so_that_it_is_cut_back(void **state)
{
	static const char *const word[] = { "a",  "",   "it's", "a b",
					    "$x", "é",  "#",    "a\nb",
					    "~",  "-o", "\\" };
	size_t i;

	(void)state;
	for (i = 0; i < sizeof word / sizeof *word; i++) {
		struct dp_command c = { 0 };
		struct dp_err err = { 0 };
		struct dp_buf b = { 0 };

		dp_command_quote(dp_str_c(word[i]), &b);
		assert_int_equal(dp_command_split(dp_buf_view(&b), &c, &err),
				 0);
		assert_int_equal(c.n, 1);
		assert_string_equal(c.word[0], word[i]);
		dp_command_done(&c);
		dp_buf_done(&b);
	}
}

static void
keeps_steps_inside_the_project(void **state)
{
	static const char *const good[] = {
		"clean -e 'trim *' raw/a.csv -o clean/a.csv",
		"present chart bar r.csv --source https://example.org/",
		"clean a..b.csv",
		"get https://example.org/a.csv",
	};
	static const char *const bad[] = {
		"run .",
		"define show",
		"rm raw/a.csv",
		"present api a.csv",
		"clean /etc/passwd",
		"clean ../a.csv",
		"clean a/../../b",
		"clean a -o/tmp/x",
		"clean a --output=/tmp/x",
		"clean ..",
		"clean a --output=../x",
	};
	size_t i;

	(void)state;
	for (i = 0; i < sizeof good / sizeof *good + sizeof bad / sizeof *bad;
	     i++) {
		bool fine = i < sizeof good / sizeof *good;
		const char *line = fine ? good[i] :
					  bad[i - sizeof good / sizeof *good];
		struct dp_command c = { 0 };
		struct dp_err err = { 0 };

		assert_int_equal(dp_command_split(dp_str_c(line), &c, &err), 0);
		if ((dp_command_check(&c, &err) == 0) != fine)
			fail_msg("%s: %s", line, fine ? err.msg : "accepted");
		dp_command_done(&c);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_what_is_said),
		cmocka_unit_test(says_where_it_is_wrong),
		cmocka_unit_test(changes_only_what_it_should),
		cmocka_unit_test(adds_before_a_comment),
		cmocka_unit_test(refuses_and_stays_as_it_was),
		cmocka_unit_test(begins_from_nothing),
		cmocka_unit_test(counts_the_columns_a_text_cites),
		cmocka_unit_test(says_what_is_missing),
		cmocka_unit_test(makes_the_empty_table),
		cmocka_unit_test(cuts_words_as_a_shell_does),
		cmocka_unit_test(quotes_so_that_it_is_cut_back),
		cmocka_unit_test(keeps_steps_inside_the_project),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
