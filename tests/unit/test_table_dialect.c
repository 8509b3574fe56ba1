/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Finding out how a table is written: what is detected, what the user forces,
 * and that nothing is invented.
 */
#include "test.h"

#include "table_read.h"

#define S(lit) DP_S(lit)

static struct dp_dialect
detect(dp_str text)
{
	struct dp_read_opts o;
	struct dp_dialect d;
	struct dp_err err = { 0 };

	dp_read_opts_init(&o);
	if (dp_dialect_detect(text.p, text.n, true, &o, &d, &err) != 0)
		fail_msg("%s", err.msg);
	return d;
}

static void
test_delimiters(void **state)
{
	static const struct {
		const char *text;
		char delimiter;
		size_t n_columns;
	} row[] = {
		{ "a,b\n1,2\n", ',', 2 },
		{ "a;b;c\n1;2;3\n", ';', 3 },
		{ "a\tb\n1\t2\n", '\t', 2 },
		{ "a|b\n1|2\n", '|', 2 },
		{ "a;b\n1,5;2,5\n3,25;4,75\n", ';', 2 },
		{ "a;b\n\"1,2,3\";x\n\"4,5,6\";y\n", ';', 2 },
		{ "a,b\n\"x;y\",1\n\"z;t\",2\n", ',', 2 },
		/* One column is an answer. */
		{ "commune\nApt\nGap\n", 0, 1 },
		{ "titre\nUn roi sans divertissement\nRegain\n", 0, 1 },
		{ "prix\n1,5\n2,7\n10,25\n", 0, 1 },
		{ "avis\nBien, merci\nNon\nOui, mais\n", 0, 1 },
		{ "date\n12/03/2021\n13/03/2021\n", 0, 1 },
		{ "heure\n08:30\n09:45\n10:00\n", 0, 1 },
		{ "url\nhttps://example.org/#a\nhttps://example.net/\n", 0, 1 },
		/* Comma wins a tie. */
		{ "a,b;c\nx,y;z\n", ',', 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct dp_dialect d = detect(dp_str_c(row[i].text));

		if (d.delimiter != row[i].delimiter ||
		    d.n_columns != row[i].n_columns)
			fail_msg("%s: delimiter %d, %zu columns", row[i].text,
				 d.delimiter, d.n_columns);
		assert_true(d.why_delimiter[0] != '\0');
	}
}

/* Inches are no quotes; an apostrophe before a name is none either. */
static void
test_an_apostrophe_is_a_letter(void **state)
{
	static const char text[] = "id\tnom\ttaille\n"
				   "1\tEcran 5\" plat\t5\"\n"
				   "2\t's-Hertogenbosch, l'Est\t7\"\n"
				   "3\tEcran 9\" courbe\t9\"\n"
				   "4\tTable 40\" basse\t40\"\n";
	struct dp_dialect d = detect(dp_str_c(text));

	(void)state;
	assert_int_equal(d.delimiter, '\t');
	assert_int_not_equal(d.quote, '\'');
}

static void
test_line_ends(void **state)
{
	static const struct {
		const char *text;
		enum dp_newline newline;
	} row[] = {
		{ "a,b\n1,2\n", DP_LF },
		{ "a,b\r\n1,2\r\n", DP_CRLF },
		{ "a,b\r1,2\r", DP_CR },
		{ "a,b\r\n1,2\n", DP_NEWLINE_MIXED },
		{ "a,b\r\r\n1,2\r\r\n", DP_CRCRLF },
		{ "a,b", DP_LF },
		{ "a,b\r1,2\n", DP_NEWLINE_MIXED },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++)
		assert_int_equal(detect(dp_str_c(row[i].text)).newline,
				 row[i].newline);
}

static void
test_headers(void **state)
{
	static const struct {
		const char *text;
		unsigned rows;
		uint64_t preamble;
	} row[] = {
		{ "nom,code\nApt,3\nGap,5\n", 1, 0 },
		{ "ville,pop,jour\nApt,à venir,non daté\nGap,5,2020-01-01\n"
		  "Die,6,2020-02-01\nNice,7,2020-03-01\n",
		  1, 0 },
		{ "Apt,3\nGap,5\nAix,7\n", 0, 0 },
		{ "2019,2020\n1,2\n3,4\n", 1, 0 },
		{ "nom,2019,2020\nA,1,2\nB,3,4\n", 1, 0 },
		{ "nom,ville\nA,Apt\nB,Gap\n", 1, 0 },
		{ "Titre\n\nnom,ville\nA,Apt\nB,Gap\n", 1, 2 },
		{ "Titre,,\n,,\nnom,ville,n\nA,Apt,1\nB,Gap,2\n", 1, 2 },
		{ "12/03/2021,x\n13/03/2021,y\n", 0, 0 },
		{ "a,b\n", 1, 0 },
		{ "1,2\n", 0, 0 },
		/* Numbers are names where the columns hold words alone. */
		{ "nom,101,102\nA,oui,non\nB,non,oui\n", 1, 0 },
		{ "nom,101,102\nA,oui,non\nB,non,7\n", 0, 0 },
		{ "rue,pop,aire\nR,P,A\nu,1,2\nv,3,4\nw,5,6\n", 2, 0 },
		{ "rue,pop,aire\nR,P,P\nu,1,2\nv,3,4\nw,5,6\n", 1, 0 },
		{ "rue,pop,aire\nr,non,su\nu,1,2\nv,3,4\nw,5,6\n", 1, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct dp_dialect d = detect(dp_str_c(row[i].text));

		if (d.header_rows != row[i].rows ||
		    d.preamble_lines != row[i].preamble)
			fail_msg("%s: %u header rows, %d lines above",
				 row[i].text, d.header_rows,
				 (int)d.preamble_lines);
	}
}

static void
test_sep_line_declares(void **state)
{
	struct dp_dialect d = detect(S("sep=|\r\na;b|c\r\n1|2\r\n"));

	(void)state;
	assert_int_equal(d.delimiter, '|');
	assert_int_equal(d.sep_line, 1);
	assert_int_equal(d.preamble_lines, 1);
	assert_int_equal(d.n_columns, 2);
	/* This one is data. */
	d = detect(S("sep=x y\n1\n2\n"));
	assert_int_equal(d.sep_line, 0);
	d = detect(S("sep="));
	assert_int_equal(d.sep_line, 0);
}

static void
test_encodings(void **state)
{
	struct dp_dialect d = detect(S("\xEF\xBB\xBF"
				       "a,b\n1,2\n"));

	(void)state;
	assert_int_equal(d.encoding, DP_UTF8);
	assert_int_equal(d.bom_bytes, 3);
	d = detect(S("pr\xE9nom,\xE2ge\nZo\xE9,3\nNo\xEBl,4\n"));
	assert_int_equal(d.encoding, DP_CP1252);
	d = detect(S("\xFF\xFE"
		     "a\0;\0b\0\n\0"
		     "1\0;\0"
		     "2\0\n\0"));
	assert_int_equal(d.encoding, DP_UTF16LE);
	assert_int_equal(d.bom_bytes, 2);
	assert_int_equal(d.delimiter, ';');
	assert_true(d.why_encoding[0] != '\0');
}

static void
test_what_the_user_forces(void **state)
{
	struct table t;

	(void)state;
	table_init(&t);
	t.opts.delimiter_set = true;
	t.opts.header = DP_NO;
	assert_int_equal(table_read(&t, S("a;b\n1;2\n")), 0);
	assert_true(dp_str_is(dp_buf_view(&t.csv), "\"a;b\"\n\"1;2\"\n"));
	table_done(&t);
	table_init(&t);
	t.opts.no_quote = true;
	assert_int_equal(table_read(&t, S("a,b\n\"1,2\"\n3,4\n")), 0);
	assert_true(dp_str_is(dp_buf_view(&t.csv),
			      "a,b\n\"\"\"1\",\"2\"\"\"\n3,4\n"));
	table_done(&t);
	table_init(&t);
	t.opts.header = DP_YES;
	t.opts.skip_lines = 1;
	assert_int_equal(table_read(&t, S("x,y\n1,2\n3,4\n")), 0);
	assert_true(dp_str_is(dp_buf_view(&t.csv), "1,2\n3,4\n"));
	assert_int_equal(table_count(&t, DP_F_PREAMBLE), 1);
	table_done(&t);
	table_init(&t);
	t.opts.encoding = S("ISO-8859-1");
	assert_int_equal(table_read(&t, S("a,b\n\xC3\xA9,2\n")), 0);
	assert_true(dp_str_is(dp_buf_view(&t.csv),
			      "a,b\n\xC3\x83\xC2\xA9,2\n"));
	assert_non_null(strstr(t.dialect.why_encoding, "asked"));
	table_done(&t);
}

/* The start of a file is not the file: a cut sequence or record is fine. */
static void
test_a_sample_may_be_cut(void **state)
{
	static const char text[] = "nom;\xC3\xA9tat\nA;\xC3\xA9\nB;\xC3\xA9\n"
				   "C;\"long";
	struct dp_read_opts o;

	(void)state;
	dp_read_opts_init(&o);
	for (size_t n = 12; n < sizeof text; n++) {
		struct dp_dialect d;
		struct dp_err err = { 0 };

		assert_int_equal(dp_dialect_detect(text, n, false, &o, &d,
						   &err),
				 0);
		assert_int_equal(d.encoding, DP_UTF8);
		assert_int_equal(d.delimiter, ';');
		assert_int_equal(d.n_columns, 2);
	}
}

/* A header longer than what is usually judged, in quotes or not. */
static void
test_a_long_header(void **state)
{
	struct dp_buf text = { 0 };

	(void)state;
	for (int quoted = 0; quoted < 2; quoted++) {
		struct dp_dialect d;

		text.n = 0;
		dp_buf_c(&text, quoted ? "\"" : "");
		for (int i = 0; i < 20000; i++)
			dp_buf_c(&text, "habitants");
		dp_buf_c(&text, quoted ? "\",heure,n\n" : ",heure,n\n");
		dp_buf_c(&text, "1,08:15,3\n2,09:00,5\n3,10:45,7\n");
		d = detect(dp_buf_view(&text));
		assert_int_equal(d.delimiter, ',');
		assert_int_equal(d.n_columns, 3);
		assert_int_equal(d.header_rows, 1);
	}
	dp_buf_done(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_delimiters),
		cmocka_unit_test(test_an_apostrophe_is_a_letter),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_headers),
		cmocka_unit_test(test_sep_line_declares),
		cmocka_unit_test(test_encodings),
		cmocka_unit_test(test_what_the_user_forces),
		cmocka_unit_test(test_a_sample_may_be_cut),
		cmocka_unit_test(test_a_long_header),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
