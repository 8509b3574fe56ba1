/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading tables at their limits: nothing, one of anything, too much of it;
 * and what is said of damaged bytes and quotes.
 */
#include "test.h"

#include "table_read.h"

#define S(lit) DP_S(lit)

static void
test_nothing(void **state)
{
	struct table t;

	(void)state;
	assert_table(S(""), "");
	assert_table(S("\xEF\xBB\xBF"), "");
	assert_table(S("a"), "a\n");
	assert_table(S("a\n"), "a\n");
	assert_table(S("a;b\n"), "a,b\n");
	assert_table(S("\n"), "\"\"\n");
	assert_table(S("\n\n\n"), "\"\"\n\"\"\n\"\"\n");
	table_init(&t);
	assert_int_equal(table_read(&t, (dp_str){ NULL, 0 }), 0);
	assert_int_equal(t.log.rows_in, 0);
	table_done(&t);
}

/* Every record below N columns is there, cell by cell. */
static void
test_many_columns(void **state)
{
	struct dp_buf text = { 0 };
	struct table t;

	(void)state;
	for (unsigned i = 0; i < DP_COLUMNS_MAX; i++)
		dp_buf_format(&text, "%sa long name of column number %u",
			      i ? ";" : "", i);
	dp_buf_char(&text, '\n');
	for (unsigned k = 0; k < 20; k++)
		for (unsigned i = 0; i < DP_COLUMNS_MAX; i++)
			dp_buf_format(&text, "%u%c", i + k,
				      i + 1 < DP_COLUMNS_MAX ? ';' : '\n');
	table_init(&t);
	assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
	assert_int_equal(t.dialect.n_columns, DP_COLUMNS_MAX);
	assert_int_equal(t.log.rows_in, 20);
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == ';')
			text.p[i] = ',';
	assert_true(dp_str_eq(dp_buf_view(&t.csv), dp_buf_view(&text)));
	table_done(&t);
	/* One more is refused with a sentence. */
	text.n = 0;
	for (unsigned i = 0; i <= DP_COLUMNS_MAX; i++)
		dp_buf_c(&text, "a,");
	dp_buf_c(&text, "\n1\n");
	table_init(&t);
	assert_int_equal(table_read(&t, dp_buf_view(&text)), -1);
	assert_int_equal(t.err.code, DP_ELIMIT);
	assert_non_null(strstr(t.err.msg, "more than 65536 cells"));
	table_done(&t);
	dp_buf_done(&text);
}

/* The header IN is written as it stands, its last column is called LAST. */
static void
assert_last_name(dp_str in, const char *last)
{
	struct table t;
	struct dp_stream *s;

	table_init(&t);
	t.opts.header = DP_YES;
	s = dp_table_open_memory(in.p, in.n, &t.opts, &t.err);
	assert_non_null(s);
	assert_true(dp_str_is(s->schema.column[s->schema.n - 1].name, last));
	assert_int_equal(table_read_stream(&t, s), 0);
	assert_true(dp_str_eq(dp_buf_view(&t.csv), in));
	table_done(&t);
}

/* As many columns as may be, all of one name or of none: told apart. */
static void
test_names_told_apart(void **state)
{
	static const char *const name[] = { "a", "" };
	static const char *const last[] = { "a_", "c" };
	struct table t;

	(void)state;
	for (size_t k = 0; k < 2; k++) {
		struct dp_buf text = { 0 };
		char *want = dp_format("%s%u", last[k], DP_COLUMNS_MAX);

		for (unsigned i = 0; i < DP_COLUMNS_MAX; i++)
			dp_buf_format(&text, "%s%s", i ? "," : "", name[k]);
		dp_buf_c(&text, "\n");
		assert_last_name(dp_buf_view(&text), want);
		dp_buf_done(&text);
		free(want);
	}
	assert_last_name(S("a,a,a_2\n"), "a_2_2");
	assert_last_name(S("c2,\n"), "c2_2");
	assert_table(S("a,a,a_2,,\n1,2,3,4,5\n"), "a,a,a_2,,\n1,2,3,4,5\n");
	/* A NUL in a name does not end it. */
	table_init(&t);
	assert_int_equal(table_read(&t, S("nom\0a,nom\0a\nApt,Gap\n")), 0);
	assert_true(dp_str_eq(dp_buf_view(&t.csv),
			      S("nom\0a,nom\0a\nApt,Gap\n")));
	table_done(&t);
}

static void
test_giant_cells(void **state)
{
	struct dp_buf text = { 0 };
	struct table t;

	(void)state;
	/* Six megabytes in one cell, bare; it is a record like another. */
	dp_buf_c(&text, "a,b\n1,");
	for (unsigned i = 0; i < 600000; i++)
		dp_buf_c(&text, "0123456789");
	dp_buf_c(&text, "\n2,x\n");
	table_init(&t);
	assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
	assert_true(dp_str_eq(dp_buf_view(&t.csv), dp_buf_view(&text)));
	table_done(&t);
	/* Nine are too many, and the line is named. */
	text.n = 0;
	dp_buf_c(&text, "a,b\n1,2\n3,");
	for (unsigned i = 0; i < 900000; i++)
		dp_buf_c(&text, "0123456789");
	dp_buf_c(&text, "\n2,x\n");
	for (size_t block = 4096; block < 64u << 20; block *= 256) {
		table_init(&t);
		t.opts.block_bytes = block;
		assert_int_equal(table_read(&t, dp_buf_view(&text)), -1);
		assert_int_equal(t.err.code, DP_ELIMIT);
		assert_int_equal(t.err.at.line, 3);
		assert_non_null(strstr(t.err.msg, "line 3"));
		assert_true(dp_str_is(dp_buf_view(&t.csv), "a,b\n1,2\n"));
		table_done(&t);
	}
	dp_buf_done(&text);
}

static void
test_header_longer_than_the_sample(void **state)
{
	struct dp_buf text = { 0 }, want = { 0 };
	struct table t;

	(void)state;
	dp_buf_c(&text, "titre,");
	for (unsigned i = 0; i < 60000; i++)
		dp_buf_c(&text, "0123456789");
	dp_buf_c(&text, "\n");
	dp_buf_str(&want, dp_buf_view(&text));
	dp_buf_c(&text, "1,2\n3,4\n");
	dp_buf_c(&want, "1,2\n3,4\n");
	table_init(&t);
	assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
	assert_true(dp_str_eq(dp_buf_view(&t.csv), dp_buf_view(&want)));
	table_done(&t);
	/* The lines to skip go on behind the sample too. */
	text.n = want.n = 0;
	for (unsigned i = 0; i < 40000; i++)
		dp_buf_c(&text, "une remarque\n");
	dp_buf_c(&text, "a;b\n1;2\n");
	table_init(&t);
	t.opts.skip_lines = 40000;
	assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
	assert_true(dp_str_is(dp_buf_view(&t.csv), "a,b\n1,2\n"));
	assert_int_equal(t.dialect.preamble_lines, 40000);
	table_done(&t);
	/* All there is may be skipped. */
	table_init(&t);
	t.opts.skip_lines = 50000;
	assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
	assert_int_equal(t.csv.n, 0);
	table_done(&t);
	dp_buf_done(&text);
	dp_buf_done(&want);
}

/* Shapes that would take a day if time were not in proportion to length. */
static void
test_linear_time(void **state)
{
	static const char *const shape[] = {
		"\"a\n", "\"",     "\"\"", "\"a\"b\n", "\"a,1\n",  "\"a\"\"\n",
		",",     "\"\n\n", "\r",   "a\"\n",    "\"a\",\"", "x,\"\n\"y\n"
	};

	(void)state;
	for (size_t i = 0; i < sizeof shape / sizeof *shape; i++) {
		struct dp_buf text = { 0 };
		struct table t;

		dp_buf_c(&text, "a,b\n1,2\n3,4\n5,6\n7,8\n");
		while (text.n < 3u << 20)
			dp_buf_c(&text, shape[i]);
		table_init(&t);
		t.opts.delimiter = ',';
		t.opts.delimiter_set = true;
		if (table_read(&t, dp_buf_view(&text)) != 0)
			fail_msg("%s: %s", shape[i], t.err.msg);
		table_done(&t);
		dp_buf_done(&text);
	}
}

static void
test_a_guessed_encoding_is_said(void **state)
{
	static const struct {
		const char *text;
		bool said;
	} few[] = {
		{ "nom,c\x9c"
		  "ur\nA,1\n",
		  true },
		{ "nom,pr\xE9nom,\xE2ge\nA,B,1\n", false },
		{ "nom,pr\xC3\xA9nom\nA,B\n", false },
	};

	(void)state;
	for (size_t i = 0; i < sizeof few / sizeof *few; i++) {
		struct table t;

		table_init(&t);
		assert_int_equal(table_read(&t, dp_str_c(few[i].text)), 0);
		assert_int_equal(table_count(&t, DP_F_GUESSED_ENCODING),
				 few[i].said);
		assert_true(!few[i].said || t.dialect.confidence <= 0.5);
		table_done(&t);
		/* What is asked for is no guess. */
		table_init(&t);
		t.opts.encoding = DP_S("windows-1252");
		assert_int_equal(table_read(&t, dp_str_c(few[i].text)), 0);
		assert_int_equal(table_count(&t, DP_F_GUESSED_ENCODING), 0);
		table_done(&t);
	}
}

static void
test_bad_bytes_are_said(void **state)
{
	struct table t;

	(void)state;
	table_init(&t);
	assert_int_equal(table_read(&t, S("nom,\xC3\xA9tat\n\xC3\x89va,\xC3"
					  "\xA9\nNo\xE9,\xE8\xE9\n\"x\"y,\xE9"
					  "\n")),
			 0);
	assert_true(dp_str_is(dp_buf_view(&t.csv),
			      "nom,\xC3\xA9tat\n\xC3\x89va,\xC3\xA9\nNo\xC3"
			      "\xA9,\xC3\xA8\xC3\xA9\n\"\"\"x\"\"y\",\xC3\xA9"
			      "\n"));
	assert_int_equal(table_count(&t, DP_F_BAD_BYTES), 4);
	assert_int_equal(table_line(&t, DP_F_BAD_BYTES), 3);
	/* What is quoted of the file is UTF-8 in any case. */
	assert_int_equal(table_count(&t, DP_F_STRAY_QUOTE), 1);
	for (size_t i = 0; i < t.log.findings.n; i++) {
		dp_str v = t.log.findings.at[i].sample[0].value;

		assert_int_equal(dp_utf8_valid(v), v.n);
	}
	table_done(&t);
	/* In the header and above it, too. */
	table_init(&t);
	assert_int_equal(table_read(&t, S("\xC3\x89t\xC3\xA9\n\npr\xE9nom,"
					  "\xC3\xA2ge\n\xC3\x89va,3\nLou,4\n")),
			 0);
	assert_int_equal(table_count(&t, DP_F_BAD_BYTES), 1);
	assert_int_equal(table_line(&t, DP_F_BAD_BYTES), 3);
	table_done(&t);
}

static void
test_undecoded_is_said(void **state)
{
	struct table t;

	(void)state;
	table_init(&t);
	assert_int_equal(table_read(&t, S("\xFF\xFE"
					  "a\0,\0b\0\n\0"
					  "1\0,\0"
					  "\x00\xD8\n\0"
					  "3\0,\0"
					  "4\0\n\0")),
			 0);
	assert_true(dp_str_is(dp_buf_view(&t.csv),
			      "a,b\n1,\xEF\xBF\xBD\n3,4\n"));
	assert_int_equal(table_count(&t, DP_F_UNDECODED), 1);
	assert_int_equal(table_line(&t, DP_F_UNDECODED), 2);
	assert_int_equal(table_count(&t, DP_F_BAD_BYTES), 0);
	table_done(&t);
}

static void
test_nul_bytes_are_said(void **state)
{
	struct table t;

	(void)state;
	table_init(&t);
	assert_int_equal(table_read(&t, S("nom,ville\nA,Apt\nB\0,G\0p\n")), 0);
	assert_int_equal(table_count(&t, DP_F_NUL_BYTE), 2);
	assert_int_equal(table_line(&t, DP_F_NUL_BYTE), 3);
	assert_true(dp_str_eq(dp_buf_view(&t.csv),
			      S("nom,ville\nA,Apt\nB\0,G\0p\n")));
	table_done(&t);
}

static void
test_lines_are_right(void **state)
{
	static const char *const newline[] = { "\n", "\r\n", "\r" };

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		const char *nl = newline[i];
		struct dp_buf text = { 0 };
		struct table t;

		dp_buf_format(&text,
			      "Titre%s%snom,note,x%sA,\"deux%slignes\""
			      ",1%sB%sC,\"\"\"\",3%s24\" x,,4%s%sD,1,5%s"
			      "E,2,6%sF,3%s",
			      nl, nl, nl, nl, nl, nl, nl, nl, nl, nl, nl, nl);
		table_init(&t);
		assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
		assert_int_equal(table_line(&t, DP_F_PREAMBLE), 1);
		assert_int_equal(table_line(&t, DP_F_MISSING_CELL), 6);
		assert_int_equal(table_count(&t, DP_F_MISSING_CELL), 2);
		assert_int_equal(table_line(&t, DP_F_STRAY_QUOTE), 8);
		assert_int_equal(table_line(&t, DP_F_BLANK_ROW), 9);
		table_done(&t);
		dp_buf_done(&text);
	}
}

static void
test_rejects_keep_what_is_left_out(void **state)
{
	struct table t;

	(void)state;
	table_init(&t);
	assert_int_equal(
		table_read(
			&t,
			S("Un titre, long\n\nnom;ville;n\nA;Gap;1\n\nB;Apt;2\n"
			  "nom;ville;n\nC;Aix;3\nTotal;;6\n\n"
			  "Source : \"INSEE\"\n")),
		0);
	assert_true(dp_str_is(dp_buf_view(&t.log.rejects),
			      "1,,,preamble,\"Un titre, long\"\n"
			      "2,,,preamble,\"\"\n"
			      "5,2,,blank-row,\"\"\n"
			      "7,4,,repeated-header,nom;ville;n\n"
			      "9,6,,footer,Total;;6\n"
			      "10,7,,blank-row,\"\"\n"
			      "11,8,,footer,\"Source : \"\"INSEE\"\"\"\n"));
	assert_int_equal(t.log.rows_in, 3);
	assert_int_equal(table_line(&t, DP_F_FOOTER), 9);
	table_done(&t);
}

static void
test_as_is_leaves_nothing_out(void **state)
{
	struct table t;

	(void)state;
	table_init(&t);
	t.opts.as_is = true;
	assert_int_equal(table_read(&t, S("Titre\n\na;b\n1;2\na;b\n"
					  "Total;\n")),
			 0);
	assert_true(dp_str_is(dp_buf_view(&t.csv),
			      "Titre,\n,\na,b\n1,2\na,b\nTotal,\n"));
	assert_int_equal(t.log.rejects.n, 0);
	table_done(&t);
}

static void
test_no_such_file(void **state)
{
	struct dp_read_opts o;
	struct dp_err err = { 0 };

	(void)state;
	dp_read_opts_init(&o);
	assert_null(dp_table_open("no/such/file.csv", &o, &err));
	assert_int_equal(err.code, DP_ENOTFOUND);
	assert_null(dp_table_open(".", &o, &err));
	assert_int_equal(err.code, DP_EIO);
	assert_null(dp_table_open_memory("\x89PNG\r\n\x1a\n...", 11, &o, &err));
	assert_int_equal(err.code, DP_EDATA);
	o.encoding = S("klingon");
	assert_null(dp_table_open_memory("a\n", 2, &o, &err));
	assert_int_equal(err.code, DP_EUSAGE);
	assert_non_null(strstr(err.msg, "klingon"));
}

/* Characters that libcsv would have to be told do not matter. */
static void
test_control_characters_are_text(void **state)
{
	struct table t;

	(void)state;
	assert_table(S("remarque sur la salle\na\x1F"
		       "b\n\"c\"d\x1E\n"),
		     "remarque sur la salle\na\x1F"
		     "b\n"
		     "\"\"\"c\"\"d\x1E\"\n");
	table_init(&t);
	t.opts.no_quote = true;
	assert_int_equal(table_read(&t, S("numéro,nombre\n\x1E"
					  "1\x1E,2\r"
					  "3,4\n")),
			 0);
	assert_true(dp_str_is(dp_buf_view(&t.csv), "numéro,nombre\n\x1E"
						   "1\x1E,2\n3,4\n"));
	table_done(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nothing),
		cmocka_unit_test(test_many_columns),
		cmocka_unit_test(test_names_told_apart),
		cmocka_unit_test(test_giant_cells),
		cmocka_unit_test(test_header_longer_than_the_sample),
		cmocka_unit_test(test_linear_time),
		cmocka_unit_test(test_a_guessed_encoding_is_said),
		cmocka_unit_test(test_bad_bytes_are_said),
		cmocka_unit_test(test_undecoded_is_said),
		cmocka_unit_test(test_nul_bytes_are_said),
		cmocka_unit_test(test_lines_are_right),
		cmocka_unit_test(test_rejects_keep_what_is_left_out),
		cmocka_unit_test(test_as_is_leaves_nothing_out),
		cmocka_unit_test(test_no_such_file),
		cmocka_unit_test(test_control_characters_are_text),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
