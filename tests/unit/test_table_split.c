/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Two splitters, one truth: on every block whose quotes stand where they may,
 * the fast one and libcsv make the same rows of it.
 */
#include "test.h"

#include <stdlib.h>

#include "table/csv_read.h"
#include "table/split.h"

static uint32_t seed = 11;

static unsigned
some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 12) % n;
}

/* Some records for the marks M, mostly of three cells. */
static void
make_block(struct dp_buf *b, const struct dpi_marks *m)
{
	static const char *const text[] = {
		"a",
		"",
		"caf\xC3\xA9",
		"1 234",
		"a long cell, longer than thirty-two bytes all in all",
		"x y",
		"' ",
		"0"
	};
	unsigned n = 1 + some(12);

	while (n-- > 0) {
		unsigned cells = some(12) ? 3 : 1 + some(5);

		while (cells-- > 0) {
			unsigned kind = some(8);

			/* Bare only where no delimiter or quote is in it. */
			if (kind < 5)
				dp_buf_c(b, text[some(3)]);
			if (kind >= 5 && m->quote) {
				dp_buf_char(b, m->quote);
				dp_buf_c(b, text[some(8)]);
				if (kind == 6) {
					dp_buf_char(b, m->quote);
					dp_buf_char(b, m->quote);
				}
				if (kind == 7) {
					dp_buf_c(b, some(2) ? "\r\n" : "\r");
					dp_buf_char(b, m->delimiter);
					dp_buf_char(b, '\n');
				}
				dp_buf_char(b, m->quote);
			}
			if (cells)
				dp_buf_char(b, m->delimiter);
		}
		if (m->newline == '\n' && some(2))
			dp_buf_char(b, '\r');
		dp_buf_char(b, m->newline);
	}
}

static void
assert_same_rows(const struct dp_batch *a, const struct dp_batch *b,
		 size_t width)
{
	assert_int_equal(a->n_rows, b->n_rows);
	for (size_t r = 0; r < a->n_rows; r++) {
		assert_int_equal(a->state[r], b->state[r]);
		assert_int_equal(a->record[r], b->record[r]);
		assert_int_equal(a->start[r + 1], b->start[r + 1]);
		assert_int_equal(dp_batch_line(a, r), dp_batch_line(b, r));
		for (size_t i = 0; i < width; i++) {
			const struct dp_cell *x = dp_batch_cell(a, r, i);
			const struct dp_cell *y = dp_batch_cell(b, r, i);

			assert_true(dp_str_eq(dp_cell_str(x), dp_cell_str(y)));
			assert_int_equal(x->p == NULL, y->p == NULL);
		}
	}
	assert_int_equal(a->log->findings.n, b->log->findings.n);
	for (size_t i = 0; i < a->log->findings.n; i++) {
		const struct dp_finding *x = &a->log->findings.at[i];
		const struct dp_finding *y = &b->log->findings.at[i];

		assert_int_equal(x->id, y->id);
		assert_int_equal(x->count, y->count);
		assert_int_equal(x->sample[0].line, y->sample[0].line);
		assert_true(dp_str_eq(x->found, y->found));
	}
}

static void
start_batch(struct dp_batch *b, const struct dp_buf *text, size_t width)
{
	dp_batch_clear(b, width + 1, 0);
	b->first_line = 5;
	b->first_record = 9;
	dp_buf_str(&b->block, dp_buf_view(text));
	(void)dp_buf_room(&b->block, 1);
}

static void
test_splitter_is_libcsv(void **state)
{
	static const struct dpi_marks marks[] = {
		{ ',', '"', '\n' }, { ';', '\'', '\n' }, { '\t', '"', '\n' },
		{ ',', '"', '\r' }, { ',', 0, '\n' },
	};
	struct dp_batch *fast = dp_batch_new(), *slow = dp_batch_new();
	struct dp_buf text = { 0 };
	unsigned n_regular = 0;

	(void)state;
	for (unsigned turn = 0; turn < 20000; turn++) {
		struct dpi_split s = { .scan = dpi_scan_at(turn % 2),
				       .marks = marks[turn % 5],
				       .n_columns = 1 + (turn % 7) / 2,
				       .as_is = turn % 3 == 0,
				       .by_libcsv = true,
				       .footer_lines = -1 };
		struct dpi_bounds k;
		struct dp_err err = { 0 };
		uint64_t lines = 0;

		if (!s.scan)
			s.scan = dpi_scan_at(0);
		text.n = 0;
		make_block(&text, &s.marks);
		(void)dp_buf_room(&text, 1);
		s.scan->bounds(text.p, text.n, &s.marks, NULL, &k);
		if (!k.regular || k.end_bytes != text.n)
			continue;
		n_regular++;
		start_batch(fast, &text, s.n_columns);
		dpi_split_scan(&s, fast, text.n, &k);
		dpi_split_regular(&s, fast, k.n_records);
		start_batch(slow, &text, s.n_columns);
		assert_int_equal(dpi_csv_read(&s, slow, slow->block.p,
					      slow->block.n, true, &lines,
					      &err),
				 text.n);
		assert_int_equal(lines, k.n_lines);
		dpi_split_settle(&s, slow);
		assert_same_rows(fast, slow, s.n_columns);
	}
	/* The property was tried, and not only spoken of. */
	assert_true(n_regular > 10000);
	dp_buf_done(&text);
	dp_batch_free(fast);
	dp_batch_free(slow);
}

/* Irregular text, its regular lines cut by the scan and by libcsv. */
static void
test_lines_are_libcsv(void **state)
{
	static const struct dpi_marks marks[] = {
		{ ',', '"', '\n' }, { ';', '\'', '\n' }, { ',', '"', '\r' },
		{ ',', 0, '\n' },   { 0, '"', '\n' },
	};
	struct dp_batch *fast = dp_batch_new(), *slow = dp_batch_new();
	struct dp_buf text = { 0 };
	unsigned n_irregular = 0;

	(void)state;
	for (unsigned turn = 0; turn < 10000; turn++) {
		struct dpi_split s = { .scan = dpi_scan_at(turn % 2),
				       .marks = marks[turn % 5],
				       .n_columns = 1 + (turn % 7) / 2,
				       .footer_lines = -1 };
		bool last = turn % 3 > 0;
		struct dpi_bounds k;
		struct dp_err err = { 0 };
		uint64_t lines = 0, slow_lines = 0;
		ptrdiff_t n;

		if (!s.scan)
			s.scan = dpi_scan_at(0);
		text.n = 0;
		make_block(&text, &s.marks);
		/* a quote where it should not be, and a line with none */
		if (turn % 2)
			dp_buf_c(&text, "a\"b,\"c\n1,2;3\r4,\"5\"\r\r\n");
		make_block(&text, &s.marks);
		(void)dp_buf_room(&text, 1);
		s.scan->bounds(text.p, text.n, &s.marks, NULL, &k);
		n_irregular += !k.regular;
		start_batch(fast, &text, s.n_columns);
		n = dpi_csv_read(&s, fast, fast->block.p, fast->block.n, last,
				 &lines, &err);
		s.by_libcsv = true;
		start_batch(slow, &text, s.n_columns);
		assert_int_equal(n, dpi_csv_read(&s, slow, slow->block.p,
						 slow->block.n, last,
						 &slow_lines, &err));
		assert_int_equal(lines, slow_lines);
		if (n <= 0)
			continue;
		dpi_split_settle(&s, fast);
		dpi_split_settle(&s, slow);
		assert_same_rows(fast, slow, s.n_columns);
	}
	assert_true(n_irregular > 3000);
	dp_buf_done(&text);
	dp_batch_free(fast);
	dp_batch_free(slow);
}

static void
test_unquote(void **state)
{
	static const char *const row[][2] = {
		{ "\"\"", "" },
		{ "\"a\"", "a" },
		{ "\"a\"\"b\"", "a\"b" },
		{ "\"\"\"\"", "\"" },
		{ "\"\"\"\"\"\"", "\"\"" },
		{ "\"a\"\"\"", "a\"" },
		{ "\"\"\"a\"", "\"a" },
	};
	struct dp_arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct dp_cell c = dpi_unquote(row[i][0], strlen(row[i][0]),
					       '"', &a);

		assert_true(dp_str_is(dp_cell_str(&c), row[i][1]));
		assert_non_null(c.p);
	}
	dp_arena_done(&a);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_splitter_is_libcsv),
		cmocka_unit_test(test_lines_are_libcsv),
		cmocka_unit_test(test_unquote),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
