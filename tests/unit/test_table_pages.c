/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table over a file of any size: the rows that pages give are the rows of
 * the stream, one for one, whatever the file.
 */
#include "test.h"

#include <csv.h>
#include <fcntl.h>
#include <glob.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "pages_read.h"

/* PATH through pages is PATH through a stream. */
static void
assert_agrees(const char *path, const struct dp_read_opts *o)
{
	struct dp_buf want = { 0 }, got = { 0 };
	struct dp_err err = { 0 };
	struct dp_stream *s = dp_table_open(path, o, &err);
	struct dp_pages *p;
	struct dp_view *v;
	struct dp_pages_state state;

	if (!s) {
		assert_null(dp_pages_open(path, o, &err));
		return;
	}
	p = dp_pages_open(path, o, &err);
	assert_non_null(p);
	assert_true(stream_text(s, &want, &err));
	v = dp_view_new(p, NULL, NULL);
	if (!pages_text(p, v, 100, &got))
		fail_msg("%s: no rows", path);
	if (!dp_str_eq(dp_buf_view(&want), dp_buf_view(&got)))
		fail_msg("%s:\n%.*snot\n%.*s", path, DP_FMT(dp_buf_view(&got)),
			 DP_FMT(dp_buf_view(&want)));
	dp_pages_look(p, &state);
	assert_true(state.counted);
	assert_false(state.changed);
	dp_view_free(v);
	dp_pages_close(p);
	dp_buf_done(&want);
	dp_buf_done(&got);
}

static void
assert_text_agrees(dp_str text)
{
	static const size_t size[] = { 64, 500, 0 };
	char *path = text_file(text);

	for (size_t i = 0; i < sizeof size / sizeof *size; i++)
		for (int as_is = 0; as_is < 2; as_is++) {
			struct dp_read_opts o;

			dp_read_opts_init(&o);
			o.block_bytes = size[i];
			o.as_is = as_is;
			assert_agrees(path, &o);
		}
	(void)unlink(path);
	free(path);
}

static void
test_files(void **state)
{
	static const char *const pattern[] = { "data/table/*.in.csv",
					       "fuzz/corpus/table/*" };
	const char *top = getenv("srcdir");

	(void)state;
	for (size_t k = 0; k < 2; k++) {
		char *all = dp_format("%s/tests/%s", top ? top : ".",
				      pattern[k]);
		glob_t found;

		assert_int_equal(glob(all, 0, NULL, &found), 0);
		assert_true(found.gl_pathc >= 40);
		for (size_t i = 0; i < found.gl_pathc; i++) {
			struct dp_buf text = { 0 };
			struct dp_err err = { 0 };

			if (dp_read_file(found.gl_pathv[i], 1u << 20, &text,
					 &err) != 0)
				fail_msg("%s", err.msg);
			assert_text_agrees(dp_buf_view(&text));
			dp_buf_done(&text);
		}
		globfree(&found);
		free(all);
	}
}

/* ---- libcsv by itself ------------------------------------------------- */

struct judged {
	struct dp_buf text;
};

static void
on_field(void *p, size_t n, void *self)
{
	put_cell(&((struct judged *)self)->text, (dp_str){ p, n });
}

static void
on_record(int end, void *self)
{
	struct judged *j = self;

	(void)end;
	dp_buf_char(&j->text, '\n');
}

static int
no_space(unsigned char c)
{
	(void)c;
	return 0;
}

/* Cells and records of TEXT as libcsv reads it, a line each. */
static void
judge(dp_str text, struct judged *j)
{
	struct csv_parser csv;

	assert_int_equal(csv_init(&csv, CSV_EMPTY_IS_NULL | CSV_STRICT), 0);
	csv_set_delim(&csv, ';');
	csv_set_space_func(&csv, no_space);
	assert_int_equal(csv_parse(&csv, text.p, text.n, on_field, on_record,
				   j),
			 text.n);
	assert_int_equal(csv_fini(&csv, on_field, on_record, j), 0);
	csv_free(&csv);
}

/* Regular text, in which libcsv and we must find the same records. */
static void
test_libcsv(void **state)
{
	struct dp_buf text = { 0 }, got = { 0 };
	struct judged want = { .text = { 0 } };
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_window w = { 0 };
	struct dp_pages *p;
	struct dp_view *v;
	uint64_t first = 0;
	char *path;

	(void)state;
	dp_buf_c(&text, "nom;code;\"une\nnote\"\r\n");
	for (unsigned i = 0; i < 20000; i++)
		dp_buf_format(&text, "Commune %u;%s;%s%s", i * 7919 % 1000,
			      i % 3 ? "" : "\"\"",
			      i % 5 ? " x " : "\"l'un;\n\"\"autre\"\"\"",
			      i % 2 ? "\n" : "\r\n");
	judge(dp_buf_view(&text), &want);
	path = text_file(dp_buf_view(&text));
	dp_read_opts_init(&o);
	o.header = DP_NO;
	p = dp_pages_open(path, &o, &err);
	v = dp_view_new(p, NULL, NULL);
	for (; pages_get(p, v, first, 100, &w) && w.n; first += w.n)
		for (size_t r = 0; r < w.n; r++) {
			for (size_t i = 0; i < 3; i++)
				put_cell(&got, dp_cell_str(&w.at[r].cell[i]));
			dp_buf_char(&got, '\n');
		}
	assert_int_equal(first, 20001);
	assert_true(dp_str_eq(dp_buf_view(&want.text), dp_buf_view(&got)));
	dp_window_done(&w);
	dp_view_free(v);
	dp_pages_close(p);
	(void)unlink(path);
	free(path);
	dp_buf_done(&text);
	dp_buf_done(&got);
	dp_buf_done(&want.text);
}

static const char header[] = "commune;code;note\n";

static uint32_t seed = 5;

static unsigned
some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 12) % n;
}

/* A text of about N bytes with all that may be wrong in a table. */
static void
make_hostile(struct dp_buf *b, size_t n_bytes)
{
	static const char *const odd[] = {
		"\"Le Petit Prince\" de Saint-Ex;12;\n",
		"\n",
		"Gap;1\n",
		"Gap;1;2;3\n",
		"24\" large;5;\n",
		"Apt;7;x\r",
		"\"jamais;8;y\n",
		"\"a\nb\"c\";9;\n",
		"Aix;caf\xE9;\n",
		";\"\";\r\n",
		header,
		"\"l'un\nl'autre\";10;\"\"\"z\"\n",
	};

	dp_buf_c(b, "Un titre\n\n");
	dp_buf_c(b, header);
	while (b->n < n_bytes)
		if (some(20) == 0)
			dp_buf_c(b, odd[some(12)]);
		else
			dp_buf_format(b, "Commune %u;%05u;\"place\n%u\"\n",
				      some(1000), some(100000), some(9));
	dp_buf_c(b, "Total;12;\n\nSource : INSEE\n");
}

static void
test_hostile(void **state)
{
	struct dp_buf text = { 0 };

	(void)state;
	make_hostile(&text, 300000);
	assert_text_agrees(dp_buf_view(&text));
	/* Lines end with CR at first, further than is looked at for that. */
	text.n = 0;
	make_hostile(&text, 100000);
	for (size_t i = 0; i < 80000; i++)
		if (text.p[i] == '\n')
			text.p[i] = '\r';
	assert_text_agrees(dp_buf_view(&text));
	dp_buf_done(&text);
}

/* Any row, in any order, is the row that reading in order gives. */
static void
test_any_row(void **state)
{
	struct dp_buf text = { 0 };
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_window w = { 0 };
	struct dp_view *v;
	struct dp_pages *p;
	char *path;

	(void)state;
	dp_buf_c(&text, "n;double\n");
	for (unsigned i = 0; i < 100000; i++)
		dp_buf_format(&text, "%u;%u\n", i, 2 * i);
	path = text_file(dp_buf_view(&text));
	dp_read_opts_init(&o);
	p = dp_pages_open(path, &o, &err);
	v = dp_view_new(p, NULL, NULL);
	for (int i = 0; i < 300; i++) {
		uint64_t row = some(100000);
		char want[32];

		assert_true(pages_get(p, v, row, 60, &w));
		assert_int_equal(w.n, row + 60 < 100000 ? 60 : 100000 - row);
		assert_int_equal(w.at[0].row, row);
		assert_int_equal(w.at[0].line, row + 2);
		(void)snprintf(want, sizeof want, "%u", 2 * (unsigned)row);
		assert_true(dp_str_is(dp_cell_str(&w.at[0].cell[1]), want));
	}
	assert_true(pages_get(p, v, 100000, 10, &w));
	assert_int_equal(w.n, 0);
	dp_view_free(v);
	dp_pages_close(p);
	dp_window_done(&w);
	(void)unlink(path);
	free(path);
	dp_buf_done(&text);
}

/* The rows of TEXT that pages give when it comes through a pipe. */
static void
read_pipe(const char *path, dp_str text, struct dp_buf *got,
	  struct dp_pages_state *state)
{
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_pages *p;
	struct dp_view *v;
	pid_t child;
	int status;

	assert_int_equal(mkfifo(path, 0600), 0);
	child = fork();
	if (child == 0) {
		int fd = open(path, O_WRONLY);

		for (size_t at = 0; at < text.n; at += 30000)
			if (write(fd, text.p + at,
				  text.n - at < 30000 ? text.n - at : 30000) <
			    0)
				_exit(1);
		_exit(0);
	}
	dp_read_opts_init(&o);
	p = dp_pages_open(path, &o, &err);
	assert_non_null(p);
	v = dp_view_new(p, NULL, NULL);
	assert_true(pages_text(p, v, 60, got));
	dp_pages_look(p, state);
	dp_view_free(v);
	dp_pages_close(p);
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	(void)unlink(path);
}

static void
test_pipe(void **state)
{
	struct dp_buf text = { 0 }, want = { 0 }, got = { 0 };
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_pages_state seen;
	char *path = text_file((dp_str){ "", 0 });

	(void)state;
	make_hostile(&text, 700000);
	dp_read_opts_init(&o);
	assert_true(stream_text(dp_table_open_memory(text.p, text.n, &o, &err),
				&want, &err));
	(void)unlink(path);
	read_pipe(path, dp_buf_view(&text), &got, &seen);
	assert_int_equal(seen.copy, DP_PAGES_COPY_PIPE);
	assert_true(dp_str_eq(dp_buf_view(&want), dp_buf_view(&got)));
	free(path);
	dp_buf_done(&text);
	dp_buf_done(&want);
	dp_buf_done(&got);
}

/* Rows of a pipe are there before its end is. */
static void
test_slow_pipe(void **state)
{
	struct dp_window w = { 0 };
	struct dp_buf text = { 0 };
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_pages *p;
	struct dp_view *v;
	int data[2];
	char *path;
	bool exact;

	(void)state;
	dp_buf_c(&text, "n;double\n");
	for (unsigned i = 0; text.n < 50000; i++)
		dp_buf_format(&text, "%u;%u\n", i, 2 * i);
	path = text_file((dp_str){ "", 0 });
	(void)unlink(path);
	assert_int_equal(mkfifo(path, 0600), 0);
	data[0] = open(path, O_RDONLY | O_NONBLOCK);
	data[1] = open(path, O_WRONLY);
	/* Room enough for what opening waits for: nobody reads meanwhile. */
	assert_true(fcntl(data[1], F_SETPIPE_SZ, 1 << 20) >= 1 << 20);
	for (int i = 0; i < 8; i++)
		assert_int_equal(write(data[1], text.p, text.n), text.n);
	dp_read_opts_init(&o);
	p = dp_pages_open(path, &o, &err);
	assert_non_null(p);
	v = dp_view_new(p, NULL, NULL);
	for (dp_view_get(v, 0, 60, &w); w.n_missing; dp_view_get(v, 0, 60, &w))
		assert_true(pages_wait(p));
	assert_int_equal(w.n, 60);
	(void)dp_view_rows(v, &exact);
	assert_false(exact);
	/* Closed while the pipe is waited for. */
	dp_view_free(v);
	dp_pages_close(p);
	(void)close(data[0]);
	(void)close(data[1]);
	dp_window_done(&w);
	(void)unlink(path);
	free(path);
	dp_buf_done(&text);
}

/* UTF-16 is decoded in order: a copy is read, and that is said. */
static void
test_utf16(void **state)
{
	struct dp_buf text = { 0 }, wide = { 0 };
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_pages_state seen;
	struct dp_pages *p;
	char *path;

	(void)state;
	dp_buf_c(&text, "nom;code\n");
	for (unsigned i = 0; i < 30000; i++)
		dp_buf_format(&text, "Commune %u;%05u\n", i, some(100000));
	dp_buf_add(&wide, "\xFF\xFE", 2);
	for (size_t i = 0; i < text.n; i++) {
		dp_buf_char(&wide, text.p[i]);
		dp_buf_char(&wide, 0);
	}
	path = text_file(dp_buf_view(&wide));
	dp_read_opts_init(&o);
	assert_agrees(path, &o);
	p = dp_pages_open(path, &o, &err);
	pages_count(p, &seen);
	assert_int_equal(seen.copy, DP_PAGES_COPY_ENCODING);
	assert_int_equal(seen.n_rows, 30000);
	dp_pages_close(p);
	(void)unlink(path);
	free(path);
	dp_buf_done(&text);
	dp_buf_done(&wide);
}

/* Long cells come cut and marked; a row by itself has them whole. */
static void
test_long_cell(void **state)
{
	struct dp_buf text = { 0 };
	struct dp_read_opts o;
	struct dp_err err = { 0 };
	struct dp_window w = { 0 };
	struct dp_view *v;
	struct dp_pages *p;
	char *path;

	(void)state;
	dp_buf_c(&text, "n;texte\n1;");
	for (unsigned i = 0; i < 100000; i++)
		dp_buf_c(&text, "\xC3\xA9");
	dp_buf_c(&text, "\n2;caf\xE9\n3;th\xC3\xA9\n");
	path = text_file(dp_buf_view(&text));
	dp_read_opts_init(&o);
	o.encoding = DP_S("utf-8");
	p = dp_pages_open(path, &o, &err);
	v = dp_view_new(p, NULL, NULL);
	assert_true(pages_get(p, v, 0, 10, &w));
	assert_int_equal(w.at[0].cell[1].n, DP_WINDOW_CELL_BYTES);
	assert_true(w.at[0].cell[1].flags & DP_CELL_CUT);
	assert_int_equal(dp_utf8_valid(dp_cell_str(&w.at[0].cell[1])),
			 DP_WINDOW_CELL_BYTES);
	assert_true(w.at[1].cell[1].flags & DP_CELL_BAD);
	assert_true(dp_str_is(dp_cell_str(&w.at[1].cell[1]), "caf\xC3\xA9"));
	assert_false(w.at[1].cell[0].flags & DP_CELL_BAD);
	assert_false(w.at[2].cell[1].flags & DP_CELL_BAD);
	for (dp_view_row(v, 0, &w); w.n_missing; dp_view_row(v, 0, &w))
		assert_true(pages_wait(p));
	assert_int_equal(w.at[0].cell[1].n, 200000);
	assert_false(w.at[0].cell[1].flags & DP_CELL_CUT);
	dp_view_free(v);
	dp_pages_close(p);
	dp_window_done(&w);
	(void)unlink(path);
	free(path);
	dp_buf_done(&text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_files),
		cmocka_unit_test(test_libcsv),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_any_row),
		cmocka_unit_test(test_pipe),
		cmocka_unit_test(test_slow_pipe),
		cmocka_unit_test(test_utf16),
		cmocka_unit_test(test_long_cell),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
