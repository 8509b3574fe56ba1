/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Spreadsheets, packed from the files in tests/data/sheet: the table that
 * stands beside each is what is read; what a person would not see is told;
 * what is hostile is refused.
 */
#include "test.h"

#include <dpipe/pages.h>
#include <glob.h>
#include <poll.h>
#include <stdlib.h>
#include <unistd.h>

#include "one_file.h"
#include "pack.h"
#include "table_read.h"

static void
load(const char *path, struct dp_buf *b)
{
	struct dp_err err = { 0 };

	b->n = 0;
	if (dp_read_file(path, 1u << 20, b, &err) != 0)
		fail_msg("%s", err.msg);
}

/* The file becomes the spreadsheet NAME of tests/data/sheet. */
static void
take(const char *name)
{
	const char *top = getenv("srcdir");
	char *path = dp_format("%s/tests/data/sheet/%s.parts", top ? top : ".",
			       name);
	struct dp_buf parts = { 0 };

	load(path, &parts);
	assert_true(pack("zip", file, parts.p, parts.n));
	dp_buf_done(&parts);
	free(path);
}

static int
read_file(struct table *t)
{
	struct dp_stream *s = dp_table_open(file, &t->opts, &t->err);

	return s ? table_read_stream(t, s) : -1;
}

static void
assert_reads(struct table *t, const char *want)
{
	if (read_file(t) != 0)
		fail_msg("%s", t->err.msg);
	if (!dp_str_is(dp_buf_view(&t->csv), want))
		fail_msg("%.*snot\n%s", DP_FMT(dp_buf_view(&t->csv)), want);
}

static void
assert_refused(const char *what, enum dp_code code, const char *words)
{
	struct table t;

	table_init(&t);
	if (read_file(&t) != -1)
		fail_msg("%s: it was read", what);
	if (t.err.code != code || !strstr(t.err.msg, words))
		fail_msg("%s: %d, %s, not %s", what, t.err.code, t.err.msg,
			 words);
	table_done(&t);
}

/* Each of the pairs, on one thread and on two, in small blocks. */
static void
test_pairs(void **state)
{
	const char *top = getenv("srcdir");
	char *pattern = dp_format("%s/tests/data/sheet/*.parts",
				  top ? top : ".");
	struct dp_buf want = { 0 }, parts = { 0 };
	glob_t found;

	(void)state;
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	assert_true(found.gl_pathc >= 5);
	for (size_t i = 0; i < found.gl_pathc * 2; i++) {
		char *in = found.gl_pathv[i / 2];
		char *out = dp_format("%.*sout.csv",
				      (int)(strlen(in) - strlen("parts")), in);
		struct table t;

		load(in, &parts);
		load(out, &want);
		assert_true(pack("zip", file, parts.p, parts.n));
		table_init(&t);
		t.threads = 1 + i % 2;
		t.opts.block_bytes = i % 2 ? 64 : 0;
		if (read_file(&t) != 0)
			fail_msg("%s: %s", in, t.err.msg);
		if (!dp_str_eq(dp_buf_view(&t.csv), dp_buf_view(&want)))
			fail_msg("%s gives\n%.*s", in,
				 DP_FMT(dp_buf_view(&t.csv)));
		table_done(&t);
		free(out);
	}
	globfree(&found);
	free(pattern);
	dp_buf_done(&parts);
	dp_buf_done(&want);
}

static void
test_told(void **state)
{
	static const struct {
		const char *book;
		enum dp_finding_id id;
		uint64_t count, line;
	} row[] = {
		{ "everything.xlsx", DP_F_OTHER_SHEETS, 1, 0 },
		{ "everything.xlsx", DP_F_HIDDEN_ROWS, 1, 5 },
		{ "everything.xlsx", DP_F_HIDDEN_COLUMNS, 1, 0 },
		{ "everything.xlsx", DP_F_MERGED_CELLS, 2, 2 },
		{ "everything.xlsx", DP_F_ERROR_CELLS, 1, 4 },
		{ "everything.xlsx", DP_F_UNSAVED_RESULT, 1, 5 },
		{ "everything.xlsx", DP_F_HIDDEN_SHEET, 0, 0 },
		{ "everything.ods", DP_F_OTHER_SHEETS, 2, 0 },
		{ "everything.ods", DP_F_HIDDEN_ROWS, 2, 5 },
		{ "everything.ods", DP_F_HIDDEN_COLUMNS, 1, 0 },
		{ "everything.ods", DP_F_MERGED_CELLS, 1, 2 },
		{ "everything.ods", DP_F_ERROR_CELLS, 1, 4 },
		{ "everything.ods", DP_F_UNSAVED_RESULT, 1, 4 },
		{ "strict-1904.xlsx", DP_F_OTHER_SHEETS, 0, 0 },
		{ "strict-1904.xlsx", DP_F_MERGED_CELLS, 0, 0 },
		{ "far.xlsx", DP_F_FAR_COLUMNS, 1, 0 },
		{ "far.xlsx", DP_F_EXTRA_CELL, 0, 0 },
		{ "merged-words.xlsx", DP_F_STACKED_HEADER, 1, 2 },
		{ "merged-words.ods", DP_F_STACKED_HEADER, 1, 2 },
		{ "merged-words.ods", DP_F_MERGED_CELLS, 4, 1 },
		{ "titled.xlsx", DP_F_PREAMBLE, 2, 1 },
		{ "titled.xlsx", DP_F_STACKED_HEADER, 1, 4 },
		{ "titled.xlsx", DP_F_FOOTER, 2, 10 },
		{ "titled.xlsx", DP_F_EXTRA_CELL, 0, 0 },
		{ "titled.xlsx", DP_F_MISSING_CELL, 0, 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct table t;

		table_init(&t);
		take(row[i].book);
		assert_int_equal(read_file(&t), 0);
		if (table_count(&t, row[i].id) != row[i].count ||
		    table_line(&t, row[i].id) != row[i].line)
			fail_msg("%s: %s %llu times, on line %llu", row[i].book,
				 dp_finding_kind(row[i].id)->code,
				 (unsigned long long)table_count(&t, row[i].id),
				 (unsigned long long)table_line(&t, row[i].id));
		table_done(&t);
	}
}

static void
test_which_sheet(void **state)
{
	struct table t;

	(void)state;
	take("everything.ods");
	table_init(&t);
	t.opts.sheet = DP_S("Caché");
	assert_reads(&t, "non lu\n");
	assert_int_equal(table_count(&t, DP_F_HIDDEN_SHEET), 1);
	assert_int_equal(table_count(&t, DP_F_OTHER_SHEETS), 0);
	table_done(&t);
	table_init(&t);
	t.opts.sheet = DP_S("2");
	assert_reads(&t, "");
	assert_int_equal(table_count(&t, DP_F_EMPTY_FILE), 1);
	table_done(&t);
	table_init(&t);
	t.opts.sheet = DP_S("4");
	assert_int_equal(read_file(&t), -1);
	assert_int_equal(t.err.code, DP_EUSAGE);
	assert_non_null(strstr(t.err.msg,
			       "3 sheets: Caché (hidden), Vide, Données"));
	table_done(&t);
}

/* What is said of a table for a CSV is no matter in a sheet. */
static void
test_marks_of_text(void **state)
{
	struct table t;

	(void)state;
	take("far.xlsx");
	table_init(&t);
	t.opts.encoding = DP_S("windows-1252");
	t.opts.delimiter = ';';
	t.opts.delimiter_set = true;
	t.opts.no_quote = true;
	assert_reads(&t, "nom,n,\nAix,1,\nArles,2,note oubliée\n");
	table_done(&t);
}

/* A spreadsheet in a zip, through a pipe. */
static void
test_in_a_zip(void **state)
{
	struct dp_buf parts = { 0 }, inner = { 0 };
	int fd[2], old = dup(STDIN_FILENO);
	struct dp_stream *s;
	struct table t;

	(void)state;
	take("far.xlsx");
	load(file, &inner);
	dp_buf_c(&parts, "=== lisez-moi.txt\nx\n=== a/far.xlsx\n");
	dp_buf_str(&parts, dp_buf_view(&inner));
	dp_buf_char(&parts, '\n');
	assert_true(pack("zip", file, parts.p, parts.n));
	load(file, &inner);
	assert_int_equal(pipe(fd), 0);
	assert_int_equal(write(fd[1], inner.p, inner.n), inner.n);
	(void)close(fd[1]);
	assert_int_equal(dup2(fd[0], STDIN_FILENO), STDIN_FILENO);
	table_init(&t);
	s = dp_table_open("-", &t.opts, &t.err);
	if (!s)
		fail_msg("%s", t.err.msg);
	assert_true(dp_str_is(s->dialect->origin->member, "a/far.xlsx"));
	assert_string_equal(s->dialect->origin->book, "xlsx");
	assert_true(dp_str_is(s->dialect->origin->sheet, "Feuil1"));
	assert_int_equal(table_read_stream(&t, s), 0);
	assert_true(dp_str_is(dp_buf_view(&t.csv),
			      "nom,n,\nAix,1,\nArles,2,note oubliée\n"));
	(void)close(fd[0]);
	(void)dup2(old, STDIN_FILENO);
	(void)close(old);
	table_done(&t);
	dp_buf_done(&parts);
	dp_buf_done(&inner);
}

static void
test_pages(void **state)
{
	struct dp_pages_state seen;
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_pages *p;

	(void)state;
	take("everything.xlsx");
	dp_read_opts_init(&o);
	p = dp_pages_open(file, &o, &err);
	assert_non_null(p);
	for (dp_pages_look(p, &seen); !seen.counted; dp_pages_look(p, &seen)) {
		struct pollfd news = { dp_pages_fd(p), POLLIN, 0 };

		(void)poll(&news, 1, 1000);
		dp_pages_hush(p);
	}
	assert_int_equal(seen.n_rows, 5);
	assert_int_equal(seen.err.code, DP_OK);
	dp_pages_close(p);
}

/* ---- hostile files ---------------------------------------------------- */

#define RELATIONS \
	"<Relationships " \
	"xmlns='http://schemas.openxmlformats.org/package/2006/" \
	"relationships'>"
#define MAIN "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'"
#define XLSX \
	"=== [Content_Types].xml\n<x/>\n=== _rels/.rels\n" RELATIONS \
	"<Relationship Id='a' Type='x/officeDocument' Target='xl/b.xml'/>" \
	"</Relationships>\n=== xl/_rels/b.xml.rels\n" RELATIONS \
	"<Relationship Id='a' Type='x/worksheet' Target='s.xml'/>" \
	"<Relationship Id='b' Type='x/sharedStrings' Target='t.xml'/>" \
	"</Relationships>\n=== xl/b.xml\n<workbook " MAIN \
	" xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/" \
	"relationships'><sheets><sheet name='s' r:id='a'/></sheets>" \
	"</workbook>\n=== xl/t.xml\n<sst " MAIN "><si><t>aaaaaaaaaaaaaaaa" \
	"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" \
	"</t></si></sst>\n=== xl/s.xml\n"
#define ODS \
	"=== mimetype\napplication/vnd.oasis.opendocument.spreadsheet\n" \
	"=== content.xml\n<o:document-content xmlns:o='urn:oasis:names:tc:" \
	"opendocument:xmlns:office:1.0' xmlns:t='urn:oasis:names:tc:" \
	"opendocument:xmlns:table:1.0' xmlns:x='urn:oasis:names:tc:" \
	"opendocument:xmlns:text:1.0'><o:body><o:spreadsheet>" \
	"<t:table t:name='s'>"
#define ODS_END "</t:table></o:spreadsheet></o:body></o:document-content>\n"
#define CELL "<t:table-cell o:value-type='string'><x:p>v</x:p></t:table-cell>"

static void
test_hostile(void **state)
{
	static const struct {
		const char *parts;
		enum dp_code code;
		const char *words;
	} row[] = {
		{ XLSX "<!DOCTYPE a [<!ENTITY b 'cccccccc'>]><worksheet " MAIN
		       "><sheetData/></worksheet>\n",
		  DP_EDATA, "declares a document type" },
		{ XLSX "<worksheet " MAIN "><sheetData><row><c><v>1</v>",
		  DP_EDATA, "its XML breaks off" },
		{ XLSX "<worksheet " MAIN "><sheetData><row r='17000000'>"
		       "<c><v>1</v></c></row></sheetData></worksheet>\n",
		  DP_ELIMIT, "cell A17000000" },
		{ XLSX "<worksheet " MAIN "><sheetData><row><c r='ZZZ1'>"
		       "<v>1</v></c></row></sheetData></worksheet>\n",
		  DP_ELIMIT, "cell ZZZ1" },
		{ XLSX "<worksheet " MAIN "><sheetData><row r='2'><c><v>1</v>"
		       "</c></row><row r='2'><c><v>1</v></c></row>"
		       "</sheetData></worksheet>\n",
		  DP_EDATA, "row 2 is not in its place" },
		{ XLSX "<worksheet " MAIN "><sheetData><row><c r='B1'><v>1"
		       "</v></c><c r='A1'><v>1</v></c></row></sheetData>"
		       "</worksheet>\n",
		  DP_EDATA, "row 1 is not in its place" },
		{ XLSX "<worksheet " MAIN "><sheetData><row><c t='s'><v>1"
		       "</v></c></row></sheetData></worksheet>\n",
		  DP_EDATA, "is damaged" },
		{ ODS
		  "<t:table-row t:number-rows-repeated='1048576'>"
		  "<t:table-cell t:number-columns-repeated='16384' "
		  "o:value-type='float' o:value='1'/></t:table-row>" ODS_END,
		  DP_ELIMIT, "unpacks to more than 500 times" },
		{ ODS "<t:table-row><t:table-cell t:number-columns-repeated="
		      "'16385' o:value-type='float' o:value='1'/>"
		      "</t:table-row>" ODS_END,
		  DP_ELIMIT, "cell A1" },
		{ ODS "<t:table-row t:number-rows-repeated='4000000000'/>"
		      "<t:table-row>" CELL "</t:table-row>" ODS_END,
		  DP_ELIMIT, "at most 16777216 rows" },
		{ "=== [Content_Types].xml\n<x/>\n=== xl/x.xml\n<x/>\n",
		  DP_EDATA, "lacks what every spreadsheet has" },
		{ "=== [Content_Types].xml\n<x/>\n=== xl/workbook.bin\nx\n",
		  DP_EDATA, "a binary Excel workbook (.xlsb)" },
		{ "=== [Content_Types].xml\n<x/>\n=== word/document.xml\nx\n",
		  DP_EDATA, "a Word document (.docx)" },
		{ "=== mimetype\napplication/vnd.oasis.opendocument.text\n",
		  DP_EDATA, "an OpenDocument file of another kind" },
		{ ODS ODS_END "=== META-INF/manifest.xml\n<m "
			      "xmlns:manifest='x'><manifest:encryption-data/>"
			      "</m>\n",
		  DP_EDATA, "locked by a password" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		assert_true(pack("zip", file, row[i].parts,
				 strlen(row[i].parts)));
		assert_refused(row[i].words, row[i].code, row[i].words);
	}
}

/* One string of many cells, rows said once: small files that mean a lot. */
static void
test_bombs(void **state)
{
	struct dp_buf parts = { 0 };

	(void)state;
	dp_buf_c(&parts, XLSX "<worksheet " MAIN "><sheetData>");
	for (unsigned r = 0; r < 1100; r++) {
		dp_buf_c(&parts, "<row>");
		for (unsigned c = 0; c < 1000; c++)
			dp_buf_c(&parts, "<c t='s'><v>0</v></c>");
		dp_buf_c(&parts, "</row>");
	}
	dp_buf_c(&parts, "</sheetData></worksheet>\n");
	assert_true(pack("zip", file, parts.p, parts.n));
	assert_refused("shared", DP_ELIMIT, "unpacks to more than 500 times");
	dp_buf_done(&parts);
}

/* Rows that hold nothing cost nothing, however many are said. */
static void
test_empty_rows(void **state)
{
	static const char parts[] = ODS
		"<t:table-row>" CELL CELL
		"<t:table-cell t:number-columns-repeated='16382'/>"
		"</t:table-row><t:table-row>" CELL CELL "</t:table-row>"
		"<t:table-row t:number-rows-repeated='1048574'>"
		"<t:table-cell t:number-columns-repeated='16384'/>"
		"</t:table-row>" ODS_END;
	struct table t;

	(void)state;
	assert_true(pack("zip", file, parts, sizeof parts - 1));
	table_init(&t);
	assert_reads(&t, "v,v\nv,v\n");
	table_done(&t);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_told),
		cmocka_unit_test(test_which_sheet),
		cmocka_unit_test(test_marks_of_text),
		cmocka_unit_test(test_in_a_zip),
		cmocka_unit_test(test_pages),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_bombs),
		cmocka_unit_test(test_empty_rows),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, one_file_set_up,
				      one_file_tear_down);
}
