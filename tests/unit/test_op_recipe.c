/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The recipe language: what is accepted, what is kept byte for byte, and what
 * the messages say and where.
 */
#include "language.h"

/* TEXT is refused at LINE, COLUMN and the message holds PART. */
static void
refused(const char *text, unsigned line, unsigned column, const char *part)
{
	struct dp_err err = { 0 };
	struct dp_recipe *r = dp_recipe_parse(dp_str_c(text), "r.dpr", &err);
	char *start = dp_format("r.dpr, line %u, column %u: ", line, column);

	assert_null(r);
	assert_int_equal(err.code, DP_ERECIPE);
	if (strncmp(err.msg, start, strlen(start)) != 0 ||
	    !strstr(err.msg, part))
		fail_msg("%s instead of %s…%s", err.msg, start, part);
	assert_int_equal(err.at.line, line);
	assert_int_equal(err.at.column, column);
	assert_string_equal(err.at.file, "r.dpr");
	free(start);
}

/* ---- the text --------------------------------------------------------- */

static const char sample[] =
	"dpipe-recipe 1\n"
	"title   Écoles # de « Gap », 2023\n"
	"source  encoding=utf-8 delimiter=\";\"  # found\n"
	"locale  fr\n"
	"\n"
	"# 1. Text\n"
	"trim     *   [t]   # all\n"
	"edit  nom  [c7]\n"
	"    \"A\" | \"b\"  -> \"C\"\n"
	"# in between\n"
	"\n"
	"    D -> \"\"\n"
	"off unknown thing \"not closed\n"
	"  { \"json\": [1, 2] }\n"
	"filter  taux > 1  [f]\n"
	"   and nom != \"#1\"   # rich\n"
	"\t# last\n"
	"number montant with=\"a\\\"b\\\\\\n\" pattern=/a b\\/c/i";

static void
keeps_every_byte(void **state)
{
	struct dp_recipe *r = parse(sample);

	(void)state;
	assert_prints(r, sample);
	assert_text(dp_recipe_title(r), "Écoles # de « Gap », 2023");
	assert_text(dp_recipe_locale(r), "fr");
	dp_recipe_free(r);
}

static void
reads_arguments(void **state)
{
	struct dp_recipe *r = parse(sample);
	const struct dp_line *l = &r->line[7];

	(void)state;
	assert_text(l->verb, "edit");
	assert_text(l->label, "c7");
	assert_int_equal(l->line, 8);
	assert_int_equal(l->n_args, 9);
	assert_int_equal(l->arg[2].kind, DP_ARG_BAR);
	assert_int_equal(l->arg[4].kind, DP_ARG_ARROW);
	assert_int_equal(l->arg[6].line, 12);
	assert_int_equal(l->arg[6].column, 5);
	assert_true(l->arg[6].continued);
	assert_false(l->arg[0].continued);
	l = &r->line[8];
	assert_true(l->off);
	assert_null(l->op);
	l = &r->line[9];
	assert_text(l->label, "f");
	assert_int_equal(l->n_args, 1);
	assert_int_equal(l->arg[0].kind, DP_ARG_EXPR);
	assert_int_equal(l->arg[0].column, 9);
	assert_null(memchr(l->arg[0].text.p, '\n', l->arg[0].text.n));
	l = &r->line[11];
	assert_text(l->arg[1].text, "a\"b\\\n");
	assert_text(l->arg[1].key, "with");
	assert_true(l->arg[1].quoted);
	assert_text(l->arg[2].text, "(?i)a b/c");
	dp_recipe_free(r);
}

static void
appends(void **state)
{
	struct dp_err err = { 0 };
	struct dp_recipe *r = parse("trim nom");

	(void)state;
	assert_int_equal(dp_recipe_append(r, dp_str_c("  headers "), &err), 0);
	assert_prints(r, "trim nom\nheaders\n");
	assert_int_equal(dp_recipe_append(r, dp_str_c("trimm *"), &err), -1);
	assert_non_null(strstr(err.msg, "line 3, column 1"));
	assert_prints(r, "trim nom\nheaders\n");
	assert_int_equal(dp_recipe_append(r, dp_str_c("edit nom\n  a -> b"),
					  &err),
			 0);
	assert_prints(r, "trim nom\nheaders\nedit nom\n  a -> b\n");
	dp_recipe_free(r);
	r = parse("trim nom");
	assert_int_equal(dp_recipe_append(r, dp_str_c("nope"), &err), -1);
	assert_prints(r, "trim nom");
	dp_recipe_free(r);
}

static void
refuses_bytes(void **state)
{
	(void)state;
	refused("\xEF\xBB\xBFtrim *\n", 1, 1, "byte order mark");
	refused("trim *\r\n", 1, 7, "carriage return");
	refused("trim *\n\ntrim caf\xE9\n", 3, 9, "not UTF-8");
}

static void
says_what_was_expected(void **state)
{
	(void)state;
	refused("\ntrimm *\n", 2, 1,
		"expected an operation, found \"trimm\"; "
		"the nearest is \"trim\"");
	refused("dpipe-recipe 2\n", 1, 14, "version \"2\"");
	refused("trim *\ndpipe-recipe 1\n", 2, 1, "first line");
	refused("locale de\n", 1, 8, "expected fr or en, found \"de\"");
	refused("title a\n  b\n", 2, 1, "one line");
	refused("  trim *\n", 1, 1, "a step above");
	refused("off # no\n", 1, 5, "after off");
	refused("trim é, \"nom\n", 1, 9, "closing quotation mark");
	refused("trim “nom”\n", 1, 6, "straight quotation mark");
	refused("number nom max= 3\n", 1, 16, "without a blank");
	refused("number nom pattern=/a b\n", 1, 20, "closing /");
	refused("trim nom[3]\n", 1, 9, "label");
	refused("trim nom [a] [b]\n", 1, 10, "label");
	refused("number nom [z] max=3\n", 1, 12, "end of the line");
	refused("trim [x]\ntrim [x]\n", 2, 7, "line 1");
	refused("locale fr\nlocale en\n", 2, 1, "one locale line");
	refused("needs a b\n", 1, 9, "comma");
	refused("source utf-8\n", 1, 8, "name=value");
	refused("filter nom == \"a\n", 1, 15, "closing quotation mark");
}

static void
label_and_comment_in_expressions(void **state)
{
	struct dp_recipe *r = parse("filter contains(nom, /[a] #/) [x] # c\n"
				    "filter taux / 2 > 1 # a / b\n"
				    "filter cells[\"nom\"] == 'it # is'\n");

	(void)state;
	assert_text(r->line[0].arg[0].text, "contains(nom, /[a] #/)");
	assert_text(r->line[0].label, "x");
	assert_text(r->line[1].arg[0].text, "taux / 2 > 1");
	assert_text(r->line[2].arg[0].text, "cells[\"nom\"] == 'it # is'");
	assert_null(r->line[2].label.p);
	dp_recipe_free(r);
}

static void
writes_names(void **state)
{
	static const struct {
		const char *name, *written;
	} rows[] = {
		{ "nom", "nom" },
		{ "Code INSEE", "\"Code INSEE\"" },
		{ "*", "\"*\"" },
		{ "a..b", "\"a..b\"" },
		{ "", "\"\"" },
		{ "d’été", "d’été" },
		{ "x\"y", "\"x\\\"y\"" },
		{ "a\nb", "\"a\\nb\"" },
		{ "a->b", "\"a->b\"" },
		{ "N\u00a0°", "\"N\u00a0°\"" },
		{ "/x/", "\"/x/\"" },
		{ "tab\there\\", "\"tab\\there\\\\\"" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct dp_buf b = { 0 };
		struct dp_recipe *r;
		char *step;

		dp_recipe_word(dp_str_c(rows[i].name), &b);
		assert_text(dp_buf_view(&b), rows[i].written);
		dp_buf_char(&b, '\0');
		step = dp_format("trim %s", b.p);
		r = parse(step);
		assert_int_equal(r->line[0].n_args, 1);
		assert_text(r->line[0].arg[0].text, rows[i].name);
		dp_recipe_free(r);
		free(step);
		dp_buf_done(&b);
	}
}

/* ---- directives ------------------------------------------------------- */

static void
reads_source(void **state)
{
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_recipe *r = parse("source encoding=latin1 delimiter=\"\\t\" "
				    "quote=none header=4 as-is=yes "
				    "repeated-header=no\n");

	(void)state;
	dp_read_opts_init(&o);
	assert_int_equal(dp_recipe_source(r, &o, &err), 0);
	assert_text(o.encoding, "latin1");
	assert_int_equal(o.delimiter, '\t');
	assert_true(o.no_quote && o.as_is);
	assert_int_equal(o.header, DP_YES);
	assert_int_equal(o.skip_lines, 3);
	assert_int_equal(o.repeats, DP_NO);
	dp_recipe_free(r);
	r = parse("source header=auto delimiter=none\n");
	dp_read_opts_init(&o);
	assert_int_equal(dp_recipe_source(r, &o, &err), 0);
	assert_int_equal(o.header, DP_AUTO);
	assert_true(o.delimiter_set);
	dp_recipe_free(r);
	r = parse("source  delimiter=\";;;;\"\n");
	assert_int_equal(dp_recipe_source(r, &o, &err), -1);
	assert_non_null(strstr(err.msg, "line 1, column 9: expected one "));
	dp_recipe_free(r);
	r = parse("source skip=2 header=4\n");
	dp_read_opts_init(&o);
	assert_int_equal(dp_recipe_source(r, &o, &err), -1);
	dp_recipe_free(r);
}

/* The line of the header and footer that the example of the manual has. */
static void
reads_source_extent(void **state)
{
	static const char *const refused_lines[] = {
		"source header=5..4\n",
		"source header=4..\n",
		"source header=4..5 skip=2\n",
		"source header=4..5 header-rows=3\n",
		"source header-rows=1 header=4..5\n",
		"source header=1..65\n",
		"source join=\"\\n\"\n",
		"source footer=-1\n",
		"source footer=\"^Source\"\n",
	};
	struct dp_recipe *r = parse("source header=4..5 join=\" \" "
				    "footer=/^Source/\n");
	struct dp_err err = { 0 };
	struct dp_read_opts o;

	(void)state;
	dp_read_opts_init(&o);
	assert_int_equal(dp_recipe_source(r, &o, &err), 0);
	assert_int_equal(o.header, DP_YES);
	assert_int_equal(o.skip_lines, 3);
	assert_int_equal(o.header_rows, 2);
	assert_text(o.header_join, " ");
	assert_text(o.footer, "^Source");
	assert_int_equal(o.footer_lines, -1);
	dp_recipe_free(r);
	r = parse("source header=2..2 header-rows=1 skip=1 join=\"\"\n");
	dp_read_opts_init(&o);
	assert_int_equal(dp_recipe_source(r, &o, &err), 0);
	assert_true(o.header_join.p && o.header_join.n == 0);
	dp_recipe_free(r);
	for (size_t i = 0; i < sizeof refused_lines / sizeof *refused_lines;
	     i++) {
		r = parse(refused_lines[i]);
		dp_read_opts_init(&o);
		if (dp_recipe_source(r, &o, &err) == 0)
			fail_msg("taken: %s", refused_lines[i]);
		dp_recipe_free(r);
	}
	r = parse("source footer=/^So(urce/\n");
	assert_int_equal(dp_recipe_source(r, &o, &err), -1);
	assert_non_null(strstr(err.msg, "line 1, column 24"));
	dp_recipe_free(r);
}

static void
another_name_however_it_is_written(void **state)
{
	struct dp_err err = { 0 };

	(void)state;
	assert_null(dp_recipe_parse(DP_S("Remove_Empty"), "-e", &err));
	assert_non_null(strstr(err.msg, "Remove_Empty; here it is: drop-e"));
}

static void
checks_needs(void **state)
{
	struct dp_schema schema;
	struct dp_err err = { 0 };
	struct dp_recipe *r = parse("needs nom,\n  \"Code INSE\"\n");

	(void)state;
	schema_init(&schema);
	assert_int_equal(dp_recipe_needs(r, &schema, NULL, &err), -1);
	assert_non_null(strstr(err.msg, "line 2, column 3: "));
	assert_non_null(strstr(err.msg, "Code INSEE"));
	dp_recipe_free(r);
	dp_schema_done(&schema);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(keeps_every_byte),
		cmocka_unit_test(reads_arguments),
		cmocka_unit_test(appends),
		cmocka_unit_test(refuses_bytes),
		cmocka_unit_test(says_what_was_expected),
		cmocka_unit_test(label_and_comment_in_expressions),
		cmocka_unit_test(writes_names),
		cmocka_unit_test(reads_source),
		cmocka_unit_test(reads_source_extent),
		cmocka_unit_test(checks_needs),
		cmocka_unit_test(another_name_however_it_is_written),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests_name("op_recipe", tests, NULL, NULL);
}
