/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting row numbers: however few keys fit in memory, the order is that of
 * a plain sort; and lists of rows read the same from memory and from disk.
 */
#include "test.h"

#include <stdlib.h>

#include "table/sorter.h"

#define N 3000u

struct plain {
	unsigned class;
	char text[24];
	uint64_t row;
};

static uint32_t seed = 11;

static unsigned
some(unsigned n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 12) % n;
}

static int
up(const void *a, const void *b)
{
	const struct plain *x = a, *y = b;
	int order;

	if (x->class != y->class)
		return x->class < y->class ? -1 : 1;
	order = strcmp(x->text, y->text);
	return order ? order : x->row < y->row ? -1 : 1;
}

static int
down(const void *a, const void *b)
{
	const struct plain *x = a, *y = b;
	int order = strcmp(y->text, x->text);

	return x->class == y->class && order ? order : up(a, b);
}

static void
assert_sorts(struct plain *all, bool descending, size_t n_keys)
{
	atomic_bool stop = false;
	struct dp_err err = { 0 };
	struct dpi_row_sorter *s = dpi_row_sorter_new(descending, n_keys,
						      &stop);
	struct dpi_rows *rows = dpi_rows_new(500);
	struct dpi_rows_cursor c = { .rows = rows };
	uint64_t row;

	for (size_t i = 0; i < N; i++) {
		struct plain p = { some(3), "", i };

		for (unsigned k = 0, n = some(20); k < n; k++)
			p.text[k] = (char)('a' + some(2));
		all[i] = p;
		assert_int_equal(dpi_row_sorter_add(s,
						    (enum dpi_key_class)p.class,
						    dp_str_c(p.text), i, &err),
				 0);
	}
	qsort(all, N, sizeof *all, descending ? down : up);
	assert_int_equal(dpi_row_sorter_finish(s, rows, &err), 0);
	assert_int_equal(dpi_rows_finish(rows, &err), 0);
	assert_int_equal(dpi_rows_count(rows), N);
	for (size_t i = 0; i < N; i++) {
		assert_int_equal(dpi_rows_next(&c, &row, &err), 1);
		assert_int_equal(row, all[i].row);
	}
	assert_int_equal(dpi_rows_next(&c, &row, &err), 0);
	dpi_rows_free(rows);
	dpi_row_sorter_free(s);
}

static void
test_sorts(void **state)
{
	static const size_t n_keys[] = { 0, 7, 100, N, N - 1 };
	struct plain *all = dp_alloc(N * sizeof *all);

	(void)state;
	for (size_t i = 0; i < sizeof n_keys / sizeof *n_keys; i++) {
		assert_sorts(all, false, n_keys[i]);
		assert_sorts(all, true, n_keys[i]);
	}
	free(all);
}

/* A key longer than the buffer of a run. */
static void
test_long_keys(void **state)
{
	atomic_bool stop = false;
	struct dp_err err = { 0 };
	struct dpi_row_sorter *s = dpi_row_sorter_new(false, 2, &stop);
	struct dpi_rows *rows = dpi_rows_new(500);
	uint64_t row[20];
	struct dp_buf text = { 0 };

	(void)state;
	for (unsigned i = 0; i < 20; i++) {
		text.n = 0;
		for (unsigned k = 0; k < 5000; k++)
			dp_buf_c(&text, "abcdefgh");
		dp_buf_format(&text, "%02u", 19 - i);
		assert_int_equal(dpi_row_sorter_add(s, DPI_KEY_KIND,
						    dp_buf_view(&text), i,
						    &err),
				 0);
	}
	assert_int_equal(dpi_row_sorter_finish(s, rows, &err), 0);
	assert_int_equal(dpi_rows_finish(rows, &err), 0);
	assert_int_equal(dpi_rows_read(rows, 0, 20, row, &err), 0);
	for (unsigned i = 0; i < 20; i++)
		assert_int_equal(row[i], 19 - i);
	dp_buf_done(&text);
	dpi_rows_free(rows);
	dpi_row_sorter_free(s);
}

static void
test_stops(void **state)
{
	atomic_bool stop = true;
	struct dp_err err = { 0 };
	struct dpi_row_sorter *s = dpi_row_sorter_new(false, 10, &stop);
	int status = 0;

	(void)state;
	for (unsigned i = 0; status == 0 && i < 100; i++)
		status = dpi_row_sorter_add(s, DPI_KEY_KIND, DP_S("x"), i,
					    &err);
	assert_int_equal(err.code, DP_ECANCEL);
	dpi_row_sorter_free(s);
}

static void
test_copies(void **state)
{
	static const size_t memory[] = { 10, 100000 };

	(void)state;
	for (size_t i = 0; i < 2; i++) {
		struct dp_err err = { 0 };
		struct dpi_rows *r = dpi_rows_new(memory[i]), *copy;
		uint64_t some_rows[3];

		for (uint64_t k = 0; k < 20000; k++)
			assert_int_equal(dpi_rows_add(r, k * k, &err), 0);
		assert_int_equal(dpi_rows_finish(r, &err), 0);
		copy = dpi_rows_copy(r, &err);
		dpi_rows_free(r);
		assert_int_equal(dpi_rows_count(copy), 20000);
		assert_int_equal(dpi_rows_read(copy, 19997, 3, some_rows, &err),
				 0);
		assert_int_equal(some_rows[2], UINT64_C(19999) * 19999);
		dpi_rows_free(copy);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sorts),
		cmocka_unit_test(test_long_keys),
		cmocka_unit_test(test_stops),
		cmocka_unit_test(test_copies),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
