/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The writer: RFC 4180 and nothing more, and a fixed point: what was written
 * is read as the same cells.
 */
#include "test.h"

#include "table_read.h"

#include "table/csv_one.h"

#define S(lit) DP_S(lit)

static uint32_t seed = 5;

static unsigned
some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 12) % n;
}

static void
test_cells(void **state)
{
	static const struct {
		dp_str cell;
		const char *want;
	} row[] = {
		{ DP_STR("a"), "a" },
		{ DP_STR("a b "), "a b " },
		{ DP_STR("a;b"), "a;b" },
		{ DP_STR("a,b"), "\"a,b\"" },
		{ DP_STR("\""), "\"\"\"\"" },
		{ DP_STR("a\nb"), "\"a\nb\"" },
		{ DP_STR("a\rb"), "\"a\rb\"" },
		{ DP_STR(""), "\"\"" },
		{ { NULL, 0 }, "" },
		{ DP_STR("'"), "'" },
		{ DP_STR("caf\xC3\xA9"), "caf\xC3\xA9" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct dp_buf b = { 0 };

		dp_csv_cell(&b, row[i].cell);
		assert_true(dp_str_is(dp_buf_view(&b), row[i].want));
		dp_buf_done(&b);
	}
}

/* A special character at each place of a cell of each length. */
static void
test_every_place(void **state)
{
	static const char special[] = ",\"\n\r";

	(void)state;
	for (size_t n = 1; n < 70; n++)
		for (size_t at = 0; at < n; at++)
			for (size_t k = 0; k < 4; k++) {
				char cell[128], want[200];
				struct dp_buf b = { 0 };
				size_t w = 0;

				/* What is behind the cell does not count. */
				memset(cell, ',', sizeof cell);
				memset(cell, 'x', n);
				cell[at] = special[k];
				want[w++] = '"';
				for (size_t i = 0; i < n; i++) {
					if (cell[i] == '"')
						want[w++] = '"';
					want[w++] = cell[i];
				}
				want[w++] = '"';
				dp_csv_cell(&b, (dp_str){ cell, n });
				assert_int_equal(b.n, w);
				assert_memory_equal(b.p, want, w);
				dp_buf_done(&b);
			}
}

static void
test_records(void **state)
{
	struct dp_buf b = { 0 };
	dp_str one = { NULL, 0 };
	dp_str three[] = { DP_STR("a"), { NULL, 0 }, DP_STR("") };

	(void)state;
	dp_csv_record(&b, three, 3);
	dp_csv_record(&b, &one, 1);
	assert_true(dp_str_is(dp_buf_view(&b), "a,,\"\"\n\"\"\n"));
	dp_buf_done(&b);
}

/* A cell of bytes that are hostile to the writer. */
static dp_str
some_cell(struct dp_arena *a)
{
	static const char hostile[] = "ab, \"\n\r;'\t";
	size_t n = some(6) ? some(40) : some(200);
	dp_str s = { NULL, n };
	char *p;

	if (some(5) == 0)
		return (dp_str){ NULL, 0 };
	p = dp_arena_text(a, n);
	for (size_t i = 0; i < n; i++)
		p[i] = hostile[some(some(3) ? 2 : sizeof hostile - 1)];
	s.p = p;
	return s;
}

static void
fill_batch(struct dp_batch *b, size_t width, size_t rows)
{
	dp_batch_clear(b, width, rows);
	b->is_split = true;
	for (size_t r = 0; r < rows; r++) {
		b->state[r] = some(9) ? DP_ROW_KEPT : DP_ROW_DROPPED;
		b->record[r] = r + 1;
		for (size_t i = 0; i < width; i++) {
			struct dp_cell *c = dp_batch_cell(b, r, i);
			dp_str s = some_cell(&b->text);

			c->p = s.p;
			c->n = (uint32_t)s.n;
			c->flags = some(2) ? DP_CELL_ROOM : 0;
		}
	}
	b->n_rows = rows;
}

/* The records of B one by one. */
static void
write_slowly(struct dp_buf *out, const struct dp_batch *b,
	     const struct dp_schema *schema)
{
	for (size_t r = 0; r < b->n_rows; r++) {
		dp_str cell[8];

		if (b->state[r] != DP_ROW_KEPT)
			continue;
		for (size_t i = 0; i < schema->n; i++)
			cell[i] = dp_cell_str(
				dp_batch_cell(b, r, schema->column[i].slot));
		if (schema->n == 1)
			dpi_csv_one(out, cell[0]);
		else
			dp_csv_record(out, cell, schema->n);
	}
}

static void
test_batches_and_fixed_point(void **state)
{
	struct dp_batch *b = dp_batch_new();

	(void)state;
	for (unsigned turn = 0; turn < 3000; turn++) {
		struct dp_schema schema = { 0 };
		struct dp_buf fast = { 0 }, slow = { 0 };
		struct table t;
		size_t width = 1 + some(5);

		for (size_t i = 0; i < width; i++)
			(void)dp_schema_add(&schema, some(3), S("x"));
		dp_csv_header(&fast, &schema);
		dp_csv_header(&slow, &schema);
		fill_batch(b, width, some(12));
		dp_csv_batch(&fast, b, &schema);
		write_slowly(&slow, b, &schema);
		assert_true(dp_str_eq(dp_buf_view(&fast), dp_buf_view(&slow)));
		table_init(&t);
		t.opts.as_is = true;
		t.opts.delimiter = ',';
		t.opts.quote = '"';
		t.opts.delimiter_set = true;
		t.opts.header = DP_NO;
		t.opts.block_bytes = 64;
		assert_int_equal(table_read(&t, dp_buf_view(&fast)), 0);
		/* The names made for it are not what was written. */
		if (!dp_str_eq(dp_str_from(dp_buf_view(&t.csv),
					   t.csv.n - fast.n),
			       dp_buf_view(&fast)))
			fail_msg("%.*sis read as %.*s",
				 DP_FMT(dp_buf_view(&fast)),
				 DP_FMT(dp_buf_view(&t.csv)));
		table_done(&t);
		dp_buf_done(&fast);
		dp_buf_done(&slow);
		dp_schema_done(&schema);
	}
	dp_batch_free(b);
}

/* A file of some records, quoted for reasons good and bad. */
static void
some_file(struct dp_buf *out, size_t width, size_t rows)
{
	static const char tame[] = "ab c;'\xC3\xA9";
	static const char wild[] = "ab,\n c";

	dp_buf_c(out, &"v,w,x,y,z\n"[2 * (5 - width)]);
	for (size_t r = 0; r < rows; r++)
		for (size_t i = 0; i < width; i++) {
			bool quoted = some(3) == 0;
			size_t n = some(8) ? some(30) : some(150);

			dp_buf_c(out, quoted ? "\"" : "");
			for (size_t k = 0; k < n; k++)
				dp_buf_char(out, quoted ? wild[some(6)] :
							  tame[some(6)]);
			dp_buf_c(out, quoted && some(9) == 0 ? "\"\"" : "");
			dp_buf_c(out, quoted ? "\"" : "");
			dp_buf_char(out, i + 1 < width ? ',' : '\n');
		}
}

/* Makes some cells shorter, as an operation does. */
static void
shorten_some(struct dp_batch *b)
{
	for (size_t i = 0; i < b->n_rows * b->stride; i++) {
		struct dp_cell *c = &b->cell[i];
		uint32_t n = c->n > 1 && some(4) == 0 ? some(c->n) : 0;

		if (n && some(2))
			c->p += n;
		c->n -= n;
	}
}

/*
 * Cells that stand side by side in the file are copied together; whatever
 * became of them, of their order or their neighbours, the same is written.
 */
static void
test_pieces_of_a_file(void **state)
{
	(void)state;
	for (unsigned turn = 0; turn < 2000; turn++) {
		struct dp_schema schema = { 0 };
		struct dp_buf file = { 0 }, fast = { 0 }, slow = { 0 };
		struct dp_batch *b = dp_batch_new();
		size_t width = 2 + some(4), n = 1 + some(6);
		struct dp_read_opts o;
		struct dp_stream *s;
		struct dp_err err;

		dp_read_opts_init(&o);
		o.delimiter = ',';
		o.quote = '"';
		o.delimiter_set = true;
		o.header = DP_YES;
		some_file(&file, width, 1 + some(12));
		s = dp_table_open_memory(file.p, file.n, &o, &err);
		assert_non_null(s);
		assert_int_equal(dp_next(s, b, &err), 1);
		assert_int_equal(s->schema.n, width);
		shorten_some(b);
		for (size_t i = 0; i < n; i++) {
			(void)dp_schema_add(&schema, n, S("x"));
			schema.column[i].slot =
				(uint32_t)(some(3) ? i % width :
						     some((unsigned)width));
		}
		dp_csv_batch(&fast, b, &schema);
		write_slowly(&slow, b, &schema);
		if (!dp_str_eq(dp_buf_view(&fast), dp_buf_view(&slow)))
			fail_msg("%.*sis written as %.*s",
				 DP_FMT(dp_buf_view(&slow)),
				 DP_FMT(dp_buf_view(&fast)));
		dp_buf_done(&file);
		dp_buf_done(&fast);
		dp_buf_done(&slow);
		dp_schema_done(&schema);
		dp_close(s);
		dp_batch_free(b);
	}
}

static void
test_header_alone(void **state)
{
	struct dp_schema none = { 0 }, one = { 0 };
	struct dp_buf b = { 0 };

	(void)state;
	dp_csv_header(&b, &none);
	assert_int_equal(b.n, 0);
	(void)dp_schema_add(&one, 0, S("a,b"));
	dp_csv_header(&b, &one);
	assert_true(dp_str_is(dp_buf_view(&b), "\"a,b\"\n"));
	dp_schema_done(&one);
	dp_buf_done(&b);
}

/* A header such as sep=; would be taken for a declaration; another one for
 * the start of another kind of file. */
static void
test_header_is_no_declaration(void **state)
{
	(void)state;
	assert_table(S("\"sep=;\"\nx\ny\n"), "\"sep=;\"\nx\ny\n");
	/* Behind a mark, the start of a PDF is a name. */
	assert_table(S("\xEF\xBB\xBF%PDF-1,x\n1,2\n"), "\"%PDF-1\",x\n1,2\n");
}

/* In one column, what could part cells stands in quotes. */
static void
test_one_column(void **state)
{
	static const char *const row[][2] = {
		{ "Apt", "Apt\n" },
		{ "", "\"\"\n" },
		{ "a;b", "\"a;b\"\n" },
		{ "a|b", "\"a|b\"\n" },
		{ "a\tb", "\"a\tb\"\n" },
		{ "a \"b\"", "\"a \"\"b\"\"\"\n" },
		{ "l'eau: 8:30", "l'eau: 8:30\n" },
		{ "https://a.example:80/b:c", "https://a.example:80/b:c\n" },
		{ "a:b", "\"a:b\"\n" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
		struct dp_buf out = { 0 };

		dpi_csv_one(&out, dp_str_c(row[i][0]));
		assert_true(dp_str_is(dp_buf_view(&out), row[i][1]));
		dp_buf_done(&out);
	}
	assert_table(S("x\n\"a;b\"\n\"c;d\"\n\"e;f\"\n"),
		     "x\n\"a;b\"\n\"c;d\"\n\"e;f\"\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cells),
		cmocka_unit_test(test_every_place),
		cmocka_unit_test(test_records),
		cmocka_unit_test(test_batches_and_fixed_point),
		cmocka_unit_test(test_pieces_of_a_file),
		cmocka_unit_test(test_one_column),
		cmocka_unit_test(test_header_alone),
		cmocka_unit_test(test_header_is_no_declaration),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
