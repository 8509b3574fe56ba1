/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables whose lines stand in something else, which is taken off: the quotes
 * of a spreadsheet that took lines for texts, the bars and lines of a drawing.
 * The line of what is found stays the file's, and what only looks like that is
 * left alone.
 */
#include "test.h"

#include "table_read.h"

static void
reads(struct table *t, const char *text)
{
	table_init(t);
	if (table_read(t, dp_str_c(text)) != 0)
		fail_msg("%s", t->err.msg);
}

static void
is_csv(const struct table *t, const char *want)
{
	if (!dp_str_is(dp_buf_view(&t->csv), want))
		fail_msg("it gives\n%.*snot\n%s", DP_FMT(dp_buf_view(&t->csv)),
			 want);
}

/* However the file comes in pieces, lines are taken out alike. */
static void
test_lines_across_blocks(void **state)
{
	static const size_t sizes[] = { 0, 64, 4096 };
	struct dp_buf text = { 0 }, want = { 0 };

	(void)state;
	dp_buf_c(&text, "\"id,nom,ville\"\r\n");
	dp_buf_c(&want, "id,nom,ville\n");
	for (unsigned i = 0; i < 40000; i++) {
		dp_buf_format(&text,
			      "\"%u,\"\"Lyon, %ue\"\",\"\"a\"\"\"\"b\"\"\"\r\n",
			      i, i % 9);
		dp_buf_format(&want, "%u,\"Lyon, %ue\",\"a\"\"b\"\n", i, i % 9);
		i += i % 7;
	}
	for (size_t k = 0; k < 3; k++) {
		struct table t;

		table_init(&t);
		t.opts.block_bytes = sizes[k];
		assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
		assert_true(dp_str_eq(dp_buf_view(&t.csv), dp_buf_view(&want)));
		assert_int_equal(table_line(&t, DP_F_QUOTED_LINE), 1);
		assert_int_equal(table_count(&t, DP_F_QUOTED_LINE),
				 t.log.rows_in + 1);
		table_done(&t);
	}
	dp_buf_done(&text);
	dp_buf_done(&want);
}

/* Places are those of the file: also behind a line break in a cell. */
static void
test_lines_are_the_files(void **state)
{
	static const char text[] = "id;nom;note\n"
				   "1;Ada;x\n"
				   "\"2;Bob;\"\"de\nux\"\"\"\n"
				   "\n"
				   "\"3;Eve;\"\"y\"\"\"\n"
				   "4;Zoé\n";
	struct table t;

	(void)state;
	reads(&t, text);
	is_csv(&t, "id,nom,note\n1,Ada,x\n2,Bob,\"de\nux\"\n3,Eve,y\n"
		   "4,Zoé,\n");
	assert_int_equal(t.dialect.framing, DP_FRAMING_QUOTED);
	assert_int_equal(table_count(&t, DP_F_QUOTED_LINE), 2);
	assert_int_equal(table_line(&t, DP_F_QUOTED_LINE), 3);
	assert_int_equal(table_line(&t, DP_F_BLANK_ROW), 5);
	assert_int_equal(table_line(&t, DP_F_MISSING_CELL), 7);
	table_done(&t);
}

/* A line whose quotes end before it does, or never, stays as it is. */
static void
test_what_is_not_whole_stays(void **state)
{
	struct table t;

	(void)state;
	reads(&t, "id,nom,ville\n"
		  "\"1,Ada,\"\"Lyon, 1er\"\"\"\n"
		  "\"2\",Bob,Brest\n"
		  "\"\",,\n"
		  "\"3,Eve,\"\"Paris, 5e\"\"\"\n"
		  "\"4,Zoé,Dax\n");
	assert_int_equal(table_count(&t, DP_F_QUOTED_LINE), 2);
	is_csv(&t, "id,nom,ville\n1,Ada,\"Lyon, 1er\"\n2,Bob,Brest\n\"\",,\n"
		   "3,Eve,\"Paris, 5e\"\n\"\"\"4\",Zoé,Dax\n");
	table_done(&t);
}

/* What is asked for is done, and what is not is not. */
static void
test_it_can_be_asked_for(void **state)
{
	static const char one[] = "\"a;b\"\n\"1;2\"\n";
	static const char some[] = "id;nom;ville\n\"1;Ada;\"\"Lyon\"\"\"\n";
	struct table t;

	(void)state;
	reads(&t, one);
	assert_int_equal(t.dialect.framing, DP_FRAMING_NONE);
	is_csv(&t, "\"a;b\"\n\"1;2\"\n");
	table_done(&t);

	table_init(&t);
	t.opts.framing = DP_FRAMING_QUOTED;
	assert_int_equal(table_read(&t, dp_str_c(one)), 0);
	is_csv(&t, "a,b\n1,2\n");
	table_done(&t);

	table_init(&t);
	t.opts.framing = DP_FRAMING_NONE;
	assert_int_equal(table_read(&t, dp_str_c(some)), 0);
	is_csv(&t, "id,nom,ville\n\"1;Ada;\"\"Lyon\"\"\",,\n");
	assert_int_equal(table_count(&t, DP_F_QUOTED_LINE), 0);
	table_done(&t);

	/* Told both marks, as what this program writes is, lines are cells. */
	table_init(&t);
	t.opts.delimiter = ';';
	t.opts.quote = '"';
	t.opts.delimiter_set = true;
	assert_int_equal(table_read(&t, dp_str_c(some)), 0);
	is_csv(&t, "id,nom,ville\n\"1;Ada;\"\"Lyon\"\"\",,\n");
	table_done(&t);
}

/* Texts in quotes are no lines of a table. */
static void
test_texts_stay(void **state)
{
	static const char *const texts[] = {
		/* a title above a table of its width */
		"\"Communes, population\"\ncode,habitants\n1,12\n2,30\n",
		/* a note below one */
		"code;nom;habitants\n1;Ain;3\n2;Aisne;4\n\"NB ; a ; b\"\n",
		/* names */
		"nom\n\"Dupont, Jean\"\n\"Durand, Ève\"\n\"Petit, Luc\"\n",
		/* numbers */
		"valeur\n\"1,5\"\n\"2,5\"\n\"3,5\"\n\"4,5\"\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct table t;

		reads(&t, texts[i]);
		if (t.dialect.framing != DP_FRAMING_NONE)
			fail_msg("taken for lines: %s", texts[i]);
		table_done(&t);
	}
}

/* However the file comes in pieces, all that draws is left out and told. */
static void
test_drawing_across_blocks(void **state)
{
	static const size_t sizes[] = { 0, 64, 4096 };
	struct dp_buf text = { 0 }, want = { 0 };
	const unsigned n = 20000;

	(void)state;
	dp_buf_c(&text, "+-----+--------+\n| n   | nom    |\n"
			"+=====+========+\n");
	dp_buf_c(&want, "n,nom\n");
	for (unsigned i = 0; i < n; i++) {
		dp_buf_format(&text, "| %3u | \"a\\|b\" |\n+-----+--------+\n",
			      i);
		dp_buf_format(&want, "%u,\"\"\"a|b\"\"\"\n", i);
	}
	for (size_t k = 0; k < 3; k++) {
		struct table t;

		table_init(&t);
		t.opts.block_bytes = sizes[k];
		t.threads = 1 + (unsigned)k;
		assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
		assert_true(dp_str_eq(dp_buf_view(&t.csv), dp_buf_view(&want)));
		assert_int_equal(t.dialect.framing, DP_FRAMING_DRAWN);
		assert_int_equal(table_count(&t, DP_F_RULE_LINE), n + 2);
		assert_int_equal(table_line(&t, DP_F_RULE_LINE), 1);
		table_done(&t);
	}
	dp_buf_done(&text);
	dp_buf_done(&want);
}

/* What stands around a drawing goes to the rejects, with its line. */
static void
test_rejects_of_a_drawing(void **state)
{
	static const char text[] = "mypays=# table villes;\n"
				   " code |  nom  \n"
				   "------+-------\n"
				   " 01   | Brest\n"
				   "      | Lyon\n"
				   "(2 rows)\n";
	struct table t;

	(void)state;
	reads(&t, text);
	is_csv(&t, "code,nom\n01,Brest\n,Lyon\n");
	assert_int_equal(t.dialect.preamble_lines, 1);
	assert_int_equal(table_line(&t, DP_F_RULE_LINE), 3);
	assert_int_equal(table_line(&t, DP_F_FOOTER), 6);
	assert_true(dp_str_is(dp_buf_view(&t.log.rejects),
			      "1,,,preamble,mypays=# table villes;\n"
			      "3,1,,rule-line,------+-------\n"
			      "6,4,,footer,(2 rows)\n"));
	table_done(&t);
}

/* As it is, every line is a record. */
static void
test_a_drawing_as_it_is(void **state)
{
	struct table t;

	(void)state;
	table_init(&t);
	t.opts.as_is = true;
	assert_int_equal(table_read(&t, DP_S("| a | b |\n| --- | --- |\n"
					     "| 1 | 2 |\n")),
			 0);
	is_csv(&t, "a,b\n---,---\n1,2\n");
	assert_int_equal(table_count(&t, DP_F_RULE_LINE), 0);
	table_done(&t);
}

/* Cells parted by bars are no drawing. */
static void
test_bars_alone_draw_nothing(void **state)
{
	static const char *const texts[] = {
		"|id|nom|\n|1|Ada|\n|2|Bob|\n|3|Eve|\n",
		"id|nom|x\n-|-|-\n1|Ada|2\n",
		"id|nom\n1|Ada\n--------\n2|Bob\n",
		"id,trait\n1,---+---\n2,|---|---|\n",
		"| a | b |\n",
		"-----\n+++++\n=====\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct table t;

		reads(&t, texts[i]);
		if (t.dialect.framing != DP_FRAMING_NONE)
			fail_msg("taken for a drawing: %s", texts[i]);
		table_done(&t);
	}
}

/* However the file comes in pieces, several characters part its cells. */
static void
test_long_delimiter_across_blocks(void **state)
{
	static const size_t sizes[] = { 0, 64, 4096 };
	struct dp_buf text = { 0 }, want = { 0 };
	const unsigned n = 30000;

	(void)state;
	dp_buf_c(&text, "id~|~nom~|~note\r\n");
	dp_buf_c(&want, "id,nom,note\n");
	for (unsigned i = 0; i < n; i++) {
		dp_buf_format(&text, "%u~|~a|b~|~\"x~|~y%s\"\r\n", i,
			      i % 1000 ? "" : "\r\n");
		dp_buf_format(&want, "%u,a|b,%sx~|~y%s\n", i,
			      i % 1000 ? "" : "\"", i % 1000 ? "" : "\r\n\"");
	}
	dp_buf_char(&want, 0);
	for (size_t k = 0; k < 3; k++) {
		struct table t;

		table_init(&t);
		t.opts.block_bytes = sizes[k];
		assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
		is_csv(&t, want.p);
		assert_string_equal(t.dialect.delimiter_text, "~|~");
		table_done(&t);
	}
	dp_buf_done(&text);
	dp_buf_done(&want);
}

/* Lines in quotes hold cells that several characters part: both come off. */
static void
test_long_delimiter_in_lines(void **state)
{
	static const size_t sizes[] = { 0, 64, 4096 };
	struct dp_buf text = { 0 }, want = { 0 };

	(void)state;
	dp_buf_c(&text, "\"id||nom||note\"\r\n");
	dp_buf_c(&want, "id,nom,note\n");
	for (unsigned i = 0; i < 30000; i++) {
		dp_buf_format(&text, "\"%u||a,b||\"\"x||y%s\"\"\"\r\n", i,
			      i % 1000 ? "" : "\r\n");
		dp_buf_format(&want, "%u,\"a,b\",%sx||y%s\n", i,
			      i % 1000 ? "" : "\"", i % 1000 ? "" : "\r\n\"");
	}
	dp_buf_char(&want, 0);
	for (size_t k = 0; k < 3; k++) {
		struct table t;

		table_init(&t);
		t.opts.block_bytes = sizes[k];
		assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
		is_csv(&t, want.p);
		assert_int_equal(t.dialect.framing, DP_FRAMING_QUOTED);
		assert_string_equal(t.dialect.delimiter_text, "||");
		assert_int_equal(table_count(&t, DP_F_QUOTED_LINE), 30001);
		table_done(&t);
	}
	dp_buf_done(&text);
	dp_buf_done(&want);
}

/* A quote that is never closed does not swallow what follows. */
static void
test_open_quote_of_a_long_delimiter(void **state)
{
	struct dp_buf text = { 0 };
	struct table t;

	(void)state;
	dp_buf_c(&text, "id||nom||n\n1||\"Ada||2\n");
	for (unsigned i = 2; i < 40; i++)
		dp_buf_format(&text, "%u||Bob||7\n", i);
	dp_buf_char(&text, 0);
	reads(&t, text.p);
	assert_int_equal(t.log.rows_in, 39);
	assert_int_equal(table_count(&t, DP_F_EXTRA_CELL) +
				 table_count(&t, DP_F_MISSING_CELL),
			 0);
	table_done(&t);
	dp_buf_done(&text);
}

/* Asked for, two characters part cells whatever else they may be. */
static void
test_long_delimiter_asked_for(void **state)
{
	static const char text[] = "a::b\nx:1::y\n";
	struct table t;

	(void)state;
	table_init(&t);
	memcpy(t.opts.delimiter_text, "::", 2);
	assert_int_equal(table_read(&t, dp_str_c(text)), 0);
	is_csv(&t, "a,b\nx:1,y\n");
	assert_int_equal(table_count(&t, DP_F_LONG_DELIMITER), 1);
	table_done(&t);
}

/* The same in lines in quotes, however few they are. */
static void
test_long_delimiter_asked_for_in_lines(void **state)
{
	static const char text[] = "\"a::b\"\n\"x:1::y\"\n";
	struct table t;

	(void)state;
	table_init(&t);
	t.opts.framing = DP_FRAMING_QUOTED;
	memcpy(t.opts.delimiter_text, "::", 2);
	assert_int_equal(table_read(&t, dp_str_c(text)), 0);
	is_csv(&t, "a,b\nx:1,y\n");
	assert_int_equal(table_count(&t, DP_F_LONG_DELIMITER), 1);
	table_done(&t);
}

/* A carriage return may end a line though a line feed ends another one. */
static void
test_lines_that_cr_ends(void **state)
{
	static const char lines[] = "id;nom;note\n"
				    "1;Ada;x\r"
				    "\"2;Bob;\"\"y\"\"\"\r"
				    "\"3;Eve;\"\"z\nz\"\"\"\r"
				    "\"4;Zoé;w\"\r5;Luc\r6;Léa;u\r7;Max;v\r"
				    "8;Guy;w\r";
	static const char drawn[] = "a | b | c\n--+---+--\n"
				    " 1 | x | 2\r 2 | y | 3\n 3 | z | 4\n";
	static const char parted[] = "a;;b;;c\n1;;x;;2\r"
				     "\"2\";;\"q;;q;r\";;3\n3;;z;;4\n";
	struct table t;

	(void)state;
	reads(&t, lines);
	is_csv(&t, "id,nom,note\n1,Ada,x\n2,Bob,y\n3,Eve,\"z\nz\"\n"
		   "4,Zoé,w\n5,Luc,\n6,Léa,u\n7,Max,v\n8,Guy,w\n");
	assert_int_equal(table_count(&t, DP_F_QUOTED_LINE), 3);
	assert_int_equal(table_line(&t, DP_F_QUOTED_LINE), 3);
	assert_int_equal(table_line(&t, DP_F_MISSING_CELL), 7);
	table_done(&t);
	reads(&t, drawn);
	is_csv(&t, "a,b,c\n1,x,2\n2,y,3\n3,z,4\n");
	table_done(&t);
	reads(&t, parted);
	is_csv(&t, "a,b,c\n1,x,2\n2,q;;q;r,3\n3,z,4\n");
	table_done(&t);
}

/* The evidence of a header is the line drawn below it, unless that is none. */
static void
test_header_of_a_drawing(void **state)
{
	struct table t;

	(void)state;
	reads(&t, " an | ville \n----+-------\n 2019 | Lyon \n");
	assert_non_null(strstr(t.dialect.why_header, "drawn"));
	table_done(&t);
	reads(&t, " an | \n----+-------\n 2019 | Lyon \n 2020 | Dax \n"
		  " 2021 | Pau \n");
	assert_null(strstr(t.dialect.why_header, "drawn"));
	assert_int_equal(t.dialect.preamble_lines, 2);
	table_done(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lines_across_blocks),
		cmocka_unit_test(test_lines_are_the_files),
		cmocka_unit_test(test_what_is_not_whole_stays),
		cmocka_unit_test(test_it_can_be_asked_for),
		cmocka_unit_test(test_texts_stay),
		cmocka_unit_test(test_drawing_across_blocks),
		cmocka_unit_test(test_rejects_of_a_drawing),
		cmocka_unit_test(test_a_drawing_as_it_is),
		cmocka_unit_test(test_bars_alone_draw_nothing),
		cmocka_unit_test(test_long_delimiter_across_blocks),
		cmocka_unit_test(test_long_delimiter_in_lines),
		cmocka_unit_test(test_open_quote_of_a_long_delimiter),
		cmocka_unit_test(test_long_delimiter_asked_for),
		cmocka_unit_test(test_long_delimiter_asked_for_in_lines),
		cmocka_unit_test(test_lines_that_cr_ends),
		cmocka_unit_test(test_header_of_a_drawing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
