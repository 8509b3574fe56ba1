/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is odd in the bytes of a file is said with its place, and ends no
 * reading: bytes of another encoding, NULs, a Ctrl-Z at the end, records that
 * end in different ways; and what is over a limit is refused by its name.
 */
#include "test.h"

#include "table_read.h"

/* May hold NULs. */
#define S(s) ((dp_str){ "" s, sizeof(s) - 1 })

static const struct dp_finding *
found(const struct table *t, enum dp_finding_id id)
{
	for (size_t i = 0; i < t->log.findings.n; i++)
		if (t->log.findings.at[i].id == id)
			return &t->log.findings.at[i];
	return NULL;
}

static void
is_csv(struct table *t, dp_str want)
{
	assert_true(dp_str_eq(dp_buf_view(&t->csv), want));
}

/* Sample I of F is on LINE, its byte being BYTE of the file, from 1. */
static void
stands(const struct dp_finding *f, unsigned i, uint64_t line, uint64_t byte)
{
	assert_non_null(f);
	assert_true(i < f->n_samples);
	assert_int_equal(f->sample[i].line, line);
	assert_int_equal(f->sample[i].byte, byte);
}

/* Each of the first bad bytes, across blocks, and how many there are. */
static void
test_each_bad_byte_has_a_place(void **state)
{
	static const size_t sizes[] = { 0, 64, 4096 };
	struct dp_buf text = { 0 };
	uint64_t byte[7];
	struct table t;

	(void)state;
	dp_buf_c(&text, "\xEF\xBB\xBFnom,n\n");
	for (unsigned i = 2; i < 400; i++) {
		dp_buf_c(&text, "\xC3\x89lo");
		if (i % 50 == 0) {
			byte[i / 50 - 1] = text.n + 1;
			dp_buf_char(&text, '\xE9');
		}
		dp_buf_format(&text, ",%u\n", i);
	}
	for (size_t k = 0; k < 3; k++) {
		table_init(&t);
		t.opts.block_bytes = sizes[k];
		assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
		assert_int_equal(table_count(&t, DP_F_BAD_BYTES), 7);
		for (unsigned i = 0; i < DP_SAMPLES; i++)
			stands(found(&t, DP_F_BAD_BYTES), i, (i + 1) * 50,
			       byte[i]);
		table_done(&t);
	}
	dp_buf_done(&text);
}

static void
test_bad_units_of_a_header(void **state)
{
	struct table t;

	(void)state;
	table_init(&t);
	assert_int_equal(table_read(&t, S("\xFF\xFE"
					  "a\0\0\xD8,\0b\0\n\0"
					  "1\0,\0"
					  "\x00\xDC\n\0")),
			 0);
	is_csv(&t, S("a\xEF\xBF\xBD,b\n1,\xEF\xBF\xBD\n"));
	assert_int_equal(table_count(&t, DP_F_UNDECODED), 2);
	stands(found(&t, DP_F_UNDECODED), 0, 1, 5);
	stands(found(&t, DP_F_UNDECODED), 1, 2, 17);
	table_done(&t);
}

/* Fields filled up with NULs, and one in each record. */
static void
test_nuls_make_no_binary(void **state)
{
	struct dp_buf full = { 0 }, one = { 0 };
	struct table t;

	(void)state;
	dp_buf_c(&full, "id,nom,v\n");
	dp_buf_c(&one, "a,b\n");
	for (unsigned i = 0; i < 20; i++) {
		dp_buf_add(&full, "1,Ana\0\0\0,22\n", 12);
		dp_buf_add(&one, "1,x\0y\n", 6);
	}
	table_init(&t);
	assert_int_equal(table_read(&t, dp_buf_view(&full)), 0);
	is_csv(&t, dp_buf_view(&full));
	assert_int_equal(table_count(&t, DP_F_NUL_BYTE), 60);
	stands(found(&t, DP_F_NUL_BYTE), 2, 2, 17);
	table_done(&t);
	table_init(&t);
	assert_int_equal(table_read(&t, dp_buf_view(&one)), 0);
	is_csv(&t, dp_buf_view(&one));
	assert_int_equal(t.dialect.encoding, DP_UTF8);
	table_done(&t);
	dp_buf_done(&full);
	dp_buf_done(&one);
	/* What is one all the same is told how to be read. */
	table_init(&t);
	assert_int_equal(table_read(&t, S("\1\2\3\4\5\6\7\1\2\3\4,\5\6\7\n")),
			 -1);
	assert_non_null(strstr(t.err.msg, "--encoding"));
	table_done(&t);
}

static void
test_end_mark_is_no_record(void **state)
{
	static const struct {
		dp_str text;
		uint64_t line;
	} file[] = {
		{ { "a,b\r\n1,2\r\n3,4\r\n\x1a", 16 }, 4 },
		{ { "a,b\r\n1,2\r\n3,4\x1a\x1a", 15 }, 3 },
		{ { "\xFF\xFE"
		    "a\0,\0b\0\n\0"
		    "1\0,\0"
		    "2\0\n\0"
		    "3\0,\0"
		    "4\0\n\0\x1a\0",
		    28 },
		  4 },
	};
	struct table t;

	(void)state;
	for (size_t i = 0; i < sizeof file / sizeof *file; i++) {
		table_init(&t);
		assert_int_equal(table_read(&t, file[i].text), 0);
		is_csv(&t, S("a,b\n1,2\n3,4\n"));
		stands(found(&t, DP_F_END_MARK), 0, file[i].line, 0);
		assert_int_equal(table_count(&t, DP_F_MISSING_CELL), 0);
		dp_buf_char(&t.log.rejects, '\0');
		assert_non_null(strstr(t.log.rejects.p,
				       i == 1 ? ",end-of-file-mark,\x1a\x1a\n" :
						",end-of-file-mark,\x1a\n"));
		table_done(&t);
	}
}

/* Also those behind what is looked at first; one that is missing is none. */
static void
test_mixed_ends_are_said(void **state)
{
	struct dp_buf text = { 0 };
	struct table t;

	(void)state;
	dp_buf_c(&text, "a;b\n");
	while (text.n < 300000)
		dp_buf_c(&text, "11;xxxxxxxxxx\n");
	dp_buf_c(&text, "1;2\r3;4\r\n5;6");
	table_init(&t);
	assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
	assert_int_equal(table_count(&t, DP_F_MIXED_ENDS), 2);
	table_done(&t);
	dp_buf_done(&text);
	table_init(&t);
	assert_int_equal(table_read(&t, S("a,b\n1,2\r\n3,4\r\n5,6")), 0);
	assert_int_equal(table_count(&t, DP_F_MIXED_ENDS), 1);
	stands(found(&t, DP_F_MIXED_ENDS), 0, 1, 0);
	table_done(&t);
}

/* What stands below goes to the rejects behind what stands above. */
static void
test_rejects_of_a_replay(void **state)
{
	static const char *const file[] = {
		"Titre\n\nid;nom;v\n1;A;2\n2;B;3\n3;C;4\n\nTotal;;9\n"
		"Source : INSEE\n",
		"id;nom;v\n1;A;2\n2;B;3\n3;C;4\n\nville;code\nParis;75\n"
		"Lyon;69\n",
	};
	static const int64_t skip[] = { 2, 0 }, footer[] = { 3, 4 };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct table first, again;

		table_init(&first);
		table_init(&again);
		again.opts.skip_lines = skip[i];
		again.opts.footer_lines = footer[i];
		assert_int_equal(table_read(&first, dp_str_c(file[i])), 0);
		assert_int_equal(table_read(&again, dp_str_c(file[i])), 0);
		assert_true(dp_str_eq(dp_buf_view(&first.log.rejects),
				      dp_buf_view(&again.log.rejects)));
		assert_true(first.log.rejects.n > 0);
		assert_int_equal(dp_findings_worst(&first.log.findings),
				 dp_findings_worst(&again.log.findings));
		table_done(&first);
		table_done(&again);
	}
}

/* Spaces behind delimiters, found or asked for, are said; CR may be text. */
static void
test_spaces_and_ends_asked_for(void **state)
{
	const dp_str text = S("id, nom\n1, \"a, b\"\n2,  c\n");
	struct table t;

	(void)state;
	table_init(&t);
	assert_int_equal(table_read(&t, text), 0);
	is_csv(&t, S("id,nom\n1,\"a, b\"\n2,c\n"));
	assert_int_equal(table_count(&t, DP_F_SPACE_SKIPPED), 1);
	table_done(&t);
	table_init(&t);
	t.opts.skip_space = DP_NO;
	assert_int_equal(table_read(&t, S("id, nom\n1, x\n2,  c\n")), 0);
	is_csv(&t, S("id, nom\n1, x\n2,  c\n"));
	assert_int_equal(table_count(&t, DP_F_SPACE_SKIPPED), 0);
	table_done(&t);
	table_init(&t);
	t.opts.skip_space = DP_YES;
	assert_int_equal(table_read(&t, S("id, nom\n1, x\n2,  c\n")), 0);
	is_csv(&t, S("id,nom\n1,x\n2,c\n"));
	table_done(&t);
	table_init(&t);
	t.opts.newline_set = true;
	t.opts.newline = DP_CR;
	t.opts.skip_lines = 0;
	t.opts.header = DP_YES;
	assert_int_equal(table_read(&t, S("a,b\r1,\"x\ny\"\r2,z\r")), 0);
	is_csv(&t, S("a,b\n1,\"x\ny\"\n2,z\n"));
	table_done(&t);
}

static void
refused(dp_str text, const char *what, uint64_t line)
{
	struct table t;

	table_init(&t);
	assert_int_equal(table_read(&t, text), -1);
	assert_int_equal(t.err.code, DP_ELIMIT);
	assert_non_null(strstr(t.err.msg, what));
	assert_int_equal(t.err.at.line, line);
	table_done(&t);
}

static void
test_limits_have_names_and_lines(void **state)
{
	struct dp_buf text = { 0 };
	struct table t;

	(void)state;
	for (unsigned i = 0; i < 70000; i++)
		dp_buf_c(&text, "1,");
	refused(dp_buf_view(&text), "more than 65536 cells", 1);
	text.n = 0;
	while (text.n <= DP_RECORD_MAX_BYTES)
		dp_buf_c(&text, "a line without an end. ");
	refused(dp_buf_view(&text), "longer than 8 MB", 1);
	/* A quote that is closed, but too late. */
	text.n = 0;
	for (unsigned i = 0; i < 50; i++)
		dp_buf_c(&text, "id,txt\n");
	dp_buf_c(&text, "1,\"");
	while (text.n <= (1u << 20) + 4096)
		dp_buf_c(&text, "two, words\n");
	dp_buf_c(&text, "\"\n2,b\n");
	table_init(&t);
	assert_int_equal(table_read(&t, dp_buf_view(&text)), 0);
	assert_int_equal(table_count(&t, DP_F_FAR_QUOTE), 1);
	stands(found(&t, DP_F_FAR_QUOTE), 0, 51, 0);
	assert_true(dp_str_is(found(&t, DP_F_FAR_QUOTE)->expected, "1 MB"));
	table_done(&t);
	dp_buf_done(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_bad_byte_has_a_place),
		cmocka_unit_test(test_bad_units_of_a_header),
		cmocka_unit_test(test_nuls_make_no_binary),
		cmocka_unit_test(test_end_mark_is_no_record),
		cmocka_unit_test(test_mixed_ends_are_said),
		cmocka_unit_test(test_rejects_of_a_replay),
		cmocka_unit_test(test_spaces_and_ends_asked_for),
		cmocka_unit_test(test_limits_have_names_and_lines),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
