/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables in packed files: read in place, by their bytes, from files and from
 * pipes; and what is no table, named and refused.
 */
#include "test.h"

#include <dpipe/pages.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "one_file.h"
#include "pack.h"
#include "table_read.h"

static const char towns[] = "nom;pop\nAix;143\nArles;50\n";
static const char towns_csv[] = "nom,pop\nAix,143\nArles,50\n";

/* Reads PATH into T: 0 or -1. */
static int
read_path(struct table *t, const char *path)
{
	struct dp_stream *s = dp_table_open(path, &t->opts, &t->err);

	return s ? table_read_stream(t, s) : -1;
}

/* What the file holds is WANT, by its name and through a pipe. */
static void
assert_reads(struct table *t, const char *want)
{
	int fd[2], old = dup(STDIN_FILENO);
	struct dp_buf b = { 0 };

	if (read_path(t, file) != 0)
		fail_msg("%s", t->err.msg);
	assert_true(dp_str_is(dp_buf_view(&t->csv), want));
	t->csv.n = 0;
	dp_log_done(&t->log);
	assert_int_equal(dp_read_file(file, 1u << 20, &b, &t->err), 0);
	assert_int_equal(pipe(fd), 0);
	assert_true(b.n < 4096);
	assert_int_equal(write(fd[1], b.p, b.n), b.n);
	(void)close(fd[1]);
	assert_int_equal(dup2(fd[0], STDIN_FILENO), STDIN_FILENO);
	if (read_path(t, "-") != 0)
		fail_msg("%s", t->err.msg);
	assert_true(dp_str_is(dp_buf_view(&t->csv), want));
	(void)close(fd[0]);
	(void)dup2(old, STDIN_FILENO);
	(void)close(old);
	dp_buf_done(&b);
}

/* Reading the file fails with CODE and a sentence that has WORDS in it. */
static void
assert_refused(const struct dp_read_opts *o, enum dp_code code,
	       const char *words)
{
	struct table t;

	table_init(&t);
	if (o)
		t.opts = *o;
	assert_int_equal(read_path(&t, file), -1);
	if (t.err.code != code || !strstr(t.err.msg, words))
		fail_msg("%d, %s, not %s", t.err.code, t.err.msg, words);
	table_done(&t);
}

static void
put(const void *p, size_t n)
{
	struct dp_err err = { 0 };

	assert_int_equal(dp_write_file(file, p, n, &err), 0);
}

static void
put_packed(const char *format, const char *text)
{
	assert_true(pack(format, file, text, strlen(text)));
}

static void
test_compressed(void **state)
{
	static const char *const format[] = { "gzip", "bzip2", "xz", "zstd" };

	(void)state;
	for (size_t i = 0; i < 4; i++) {
		struct table t;

		table_init(&t);
		put_packed(format[i], towns);
		assert_reads(&t, towns_csv);
		table_done(&t);
		table_init(&t);
		put_packed(format[i], "");
		assert_reads(&t, "");
		table_done(&t);
	}
}

/* gzip in pieces, one behind the other, is one text (RFC 1952, 2.2). */
static void
test_pieces(void **state)
{
	struct dp_buf both = { 0 };
	struct dp_err err = { 0 };
	struct table t;

	(void)state;
	put_packed("gzip", "a;b\n1;2\n");
	assert_int_equal(dp_read_file(file, 4096, &both, &err), 0);
	put_packed("gzip", "3;4\n");
	assert_int_equal(dp_read_file(file, 4096, &both, &err), 0);
	put(both.p, both.n);
	table_init(&t);
	assert_reads(&t, "a,b\n1,2\n3,4\n");
	table_done(&t);
	dp_buf_done(&both);
}

static void
test_damaged(void **state)
{
	static const char *const format[] = { "gzip", "bzip2", "xz", "zstd",
					      "zip" };
	struct dp_buf text = { 0 }, whole = { 0 };
	struct dp_err err = { 0 };

	(void)state;
	dp_buf_c(&text, "=== a.csv\n");
	for (unsigned i = 0; i < 900; i++)
		dp_buf_format(&text, "%u;%u\n", i, i * i);
	for (size_t i = 0; i < sizeof format / sizeof *format; i++) {
		assert_true(pack(format[i], file, text.p, text.n));
		whole.n = 0;
		assert_int_equal(dp_read_file(file, 1u << 20, &whole, &err), 0);
		put(whole.p, whole.n - whole.n / 3);
		assert_refused(NULL, DP_EDATA, "table.csv is damaged or cut");
		/* one wrong bit in the middle, the length as it should be;
		 * libarchive writes zstd without its checksum */
		if (strcmp(format[i], "zstd") == 0)
			continue;
		whole.p[whole.n / 2] ^= 4;
		put(whole.p, whole.n);
		assert_refused(NULL, DP_EDATA, "is damaged or cut");
	}
	dp_buf_done(&text);
	dp_buf_done(&whole);
}

static void
test_zip(void **state)
{
	struct dp_read_opts o;
	struct table t;

	(void)state;
	put_packed("zip", "=== sub/t.csv\nnom;pop\nAix;143\nArles;50\n");
	table_init(&t);
	assert_reads(&t, towns_csv);
	assert_int_equal(table_count(&t, DP_F_OTHER_MEMBERS), 0);
	table_done(&t);

	put_packed("zip", "=== LISEZ-MOI.txt\nbonjour\n=== t.csv\nnom;pop\n"
			  "Aix;143\nArles;50\n=== __MACOSX/t.csv\nx\n"
			  "=== notice.pdf\n%PDF-1.4\n");
	table_init(&t);
	assert_reads(&t, towns_csv);
	assert_int_equal(table_count(&t, DP_F_OTHER_MEMBERS), 2);
	table_done(&t);

	put_packed("zip", "=== a/2023.csv\nx;y\n1;2\n=== a/2024.csv\nnom;pop\n"
			  "Aix;143\nArles;50\n");
	assert_refused(NULL, DP_EDATA,
		       "table.csv holds 2 files: a/2023.csv, a/2024.csv. "
		       "Choose one with --member=NAME");
	table_init(&t);
	t.opts.member = DP_S("2024.csv");
	assert_reads(&t, towns_csv);
	assert_int_equal(table_count(&t, DP_F_OTHER_MEMBERS), 0);
	table_done(&t);
	dp_read_opts_init(&o);
	o.member = DP_S("2025.csv");
	assert_refused(&o, DP_EUSAGE, "a/2023.csv, a/2024.csv");
	put_packed("zip", "");
	assert_refused(NULL, DP_EDATA, "a zip with no file in it");
	put(towns, strlen(towns));
	assert_refused(&o, DP_EUSAGE, "is no zip");
}

/* A packed file in a zip is read; an archive in an archive is not. */
static void
test_nested(void **state)
{
	struct dp_buf inner = { 0 }, outer = { 0 };
	struct dp_err err = { 0 };
	struct table t;

	(void)state;
	put_packed("gzip", towns);
	assert_int_equal(dp_read_file(file, 4096, &inner, &err), 0);
	dp_buf_c(&outer, "=== t.csv.gz\n");
	dp_buf_str(&outer, dp_buf_view(&inner));
	dp_buf_char(&outer, '\n');
	assert_true(pack("zip", file, outer.p, outer.n));
	table_init(&t);
	assert_reads(&t, towns_csv);
	table_done(&t);

	inner.n = outer.n = 0;
	assert_int_equal(dp_read_file(file, 4096, &inner, &err), 0);
	assert_true(pack("gzip", file, inner.p, inner.n));
	assert_refused(NULL, DP_EDATA, "packed once more");
	dp_buf_c(&outer, "=== in.zip\n");
	dp_buf_str(&outer, dp_buf_view(&inner));
	dp_buf_char(&outer, '\n');
	assert_true(pack("zip", file, outer.p, outer.n));
	assert_refused(NULL, DP_EDATA, "in.zip in ");
	assert_refused(NULL, DP_EDATA, "packed once more");
	dp_buf_done(&inner);
	dp_buf_done(&outer);
}

/* Hundreds of times larger than its packed self: not to the end. */
static void
test_bomb(void **state)
{
	size_t n = (size_t)DP_UNPACK_FREE_BYTES + (9u << 20);
	char *text = dp_alloc(n);

	(void)state;
	for (size_t i = 0; i < n; i++)
		text[i] = i % 64 ? 'a' : '\n';
	assert_true(pack("zstd", file, text, n));
	assert_refused(NULL, DP_ELIMIT, "unpacks to more than 500 times");
	free(text);
}

static void
test_no_table(void **state)
{
	static const struct {
		const char *words;
		dp_str bytes;
	} row[] = {
		{ "is a PDF document, not a table", DP_STR("%PDF-1.7\n%x") },
		{ "is a Parquet file", DP_STR("PAR1\x15\0\x15\0") },
		{ "is an SQLite database", DP_STR("SQLite format 3\0\x10") },
		{ "is a picture (PNG)", DP_STR("\x89PNG\r\n\x1a\n\0\0\0\r") },
		{ "is a program", DP_STR("\177ELF\2\1\1\0") },
		{ "is a 7z archive", DP_STR("7z\xbc\xaf\x27\x1c\0\4") },
		{ "is an Office file of before 2007",
		  DP_STR("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0") },
		{ "is a web page",
		  DP_STR("\xef\xbb\xbf\n<!DOCTYPE HTML>\n<p>") },
		{ "is a web page", DP_STR("<?xml version='1.0'?>\n<html>") },
		{ "is an address book (vCard), not a table",
		  DP_STR("BEGIN:VCARD\nVERSION:3.0\nFN:Ada\n") },
		{ "is an XML file", DP_STR("<?xml version='1.0'?>\n<kml/>") },
		{ "is a JSON file", DP_STR("{\n  \"a\": 1, \"b\": [2]\n}\n") },
		{ "is a JSON file",
		  DP_STR("[ {\"a\\\"b\" :1},{\"a\\\"b\":2}]") },
		{ "is a JSON file", DP_STR("[{}]") },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		put(row[i].bytes.p, row[i].bytes.n);
		assert_refused(NULL, DP_EDATA, row[i].words);
	}
}

/* A workbook of before 2007, as its directory says; a locked one. */
static void
test_compound_files(void **state)
{
	static const struct {
		const char *entry, *words;
	} row[] = {
		{ "Workbook", "is an Excel workbook of before 2007" },
		{ "WordDocument", "is a Word document" },
		{ "EncryptedPackage", "is a spreadsheet locked by a password" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		char bytes[2048] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

		bytes[30] = 9; /* sectors of 512 bytes */
		bytes[48] = 1; /* the directory is in the second */
		for (size_t k = 0; row[i].entry[k]; k++)
			bytes[1024 + 128 + 2 * k] = row[i].entry[k];
		put(bytes, sizeof bytes);
		assert_refused(NULL, DP_EDATA, row[i].words);
	}
}

/* What merely begins like something else is a table. */
static void
test_tables_all_the_same(void **state)
{
	static const char *const text[] = {
		"PAR1,PAR2\n1,2\n",  "MZ,BM\n1,2\n",   "BZh9,x\n1,2\n",
		"{id},{nom}\n1,2\n", "[a],[b]\n1,2\n", "<a>,<b>\n1,2\n",
		"GIF8,ID3\n1,2\n",
	};
	struct table t;

	(void)state;
	for (size_t i = 0; i < sizeof text / sizeof *text; i++) {
		table_init(&t);
		put(text[i], strlen(text[i]));
		assert_reads(&t, text[i]);
		table_done(&t);
	}
	/* and a page is one for whoever says what its cells are cut by */
	put("<html>,b\n1,2\n", 13);
	assert_refused(NULL, DP_EDATA, "web page");
	table_init(&t);
	t.opts.delimiter = ',';
	t.opts.delimiter_set = true;
	assert_reads(&t, "<html>,b\n1,2\n");
	table_done(&t);
}

/* A front end that never waits reads packed files from a copy. */
static void
test_pages(void **state)
{
	struct dp_pages_state seen;
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_pages *p;

	(void)state;
	dp_read_opts_init(&o);
	put_packed("gzip", towns);
	p = dp_pages_open(file, &o, &err);
	assert_non_null(p);
	for (dp_pages_look(p, &seen); !seen.counted; dp_pages_look(p, &seen)) {
		struct pollfd news = { dp_pages_fd(p), POLLIN, 0 };

		(void)poll(&news, 1, 1000);
		dp_pages_hush(p);
	}
	assert_int_equal(seen.n_rows, 2);
	assert_int_equal(seen.copy, DP_PAGES_COPY_UNPACKED);
	assert_false(seen.changed);
	dp_pages_close(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_compressed),
		cmocka_unit_test(test_pieces),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_zip),
		cmocka_unit_test(test_nested),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_no_table),
		cmocka_unit_test(test_compound_files),
		cmocka_unit_test(test_tables_all_the_same),
		cmocka_unit_test(test_pages),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, one_file_set_up,
				      one_file_tear_down);
}
