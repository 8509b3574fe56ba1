/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sorting within a bound of memory gives the order that sorting in memory
 * gives.
 */
#include "test.h"

#include <dpipe/op.h>

#include <stdlib.h>

#include "op/sort.h"

static uint64_t seed = 20260303;

static unsigned
pick(unsigned n)
{
	seed = seed * UINT64_C(6364136223846793005) + 1442695040888963407u;
	return (unsigned)(seed >> 33) % n;
}

/* A batch of N records: a key, a second key, the number of the record. */
static struct dp_batch *
make_batch(unsigned n, uint64_t first, bool text)
{
	static const char *const word[] = { "",
					    "Gap",
					    "GAP",
					    "gap",
					    "\u00c9vian",
					    "evian",
					    "Nice",
					    "12",
					    "-3.5",
					    "100",
					    "7",
					    "Association des amis du lac",
					    "Association des amis du lac de",
					    "association des amis du lac",
					    "ab%c",
					    "ab",
					    "ab%c%c" };
	const unsigned n_words = sizeof word / sizeof word[0];
	struct dp_batch *b = dp_batch_new();

	dp_batch_clear(b, 3, n);
	for (unsigned r = 0; r < n; r++) {
		dp_str s[3];

		s[0] = text ? dp_keep_format(&b->text, word[pick(n_words)], 0,
					     0) :
			      dp_keep_format(&b->text, "%d",
					     (int)pick(2000) - 1000);
		s[1] = dp_keep_format(&b->text, word[pick(n_words)], 0, 0);
		s[2] = dp_keep_format(&b->text, "%u", (unsigned)first + r);
		for (unsigned k = 0; k < 3; k++) {
			struct dp_cell *c = dp_batch_cell(b, r, k);

			c->p = s[k].n ? s[k].p : NULL;
			c->n = (uint32_t)s[k].n;
			c->flags = 0;
		}
		b->state[r] = pick(50) ? DP_ROW_KEPT : DP_ROW_DROPPED;
		b->record[r] = first + r;
		b->line[r] = first + r + 1;
	}
	b->n_rows = n;
	b->has_lines = true;
	return b;
}

/* Sorts the same records within MEMORY; appends them, one a line, to OUT. */
static size_t
sort_all(const struct dpi_order *o, uint64_t memory, unsigned text_from,
	 struct dp_buf *out)
{
	struct dpi_sorter *s = dpi_sorter_new(o, 3, memory);
	struct dp_batch *b = dp_batch_new();
	struct dp_err err = { 0 };
	size_t runs;
	int status;

	seed = 1;
	for (unsigned i = 0; i < 40; i++) {
		struct dp_batch *more = make_batch(100, i * 100,
						   i >= text_from);

		assert_int_equal(dpi_sorter_add(s, more, &err), 0);
		dp_batch_free(more);
	}
	assert_int_equal(dpi_sorter_finish(s, &err), 0);
	while ((status = dpi_sorter_next(s, b, &err)) > 0)
		for (size_t r = 0; r < b->n_rows; r++) {
			for (size_t k = 0; k < 3; k++) {
				dp_buf_str(out,
					   dp_cell_str(dp_batch_cell(b, r, k)));
				dp_buf_char(out, k == 2 ? '\n' : ',');
			}
			assert_int_equal(b->line[r], b->record[r] + 1);
		}
	assert_int_equal(status, 0);
	runs = dpi_sorter_runs(s);
	dp_batch_free(b);
	dpi_sorter_free(s);
	return runs;
}

/* Disk or memory; keys that are numbers, texts, or numbers at first. */
static void
runs_change_nothing(void **state)
{
	static const unsigned text_from[] = { 0, 25, 40 };

	(void)state;
	for (unsigned i = 0; i < 12; i++) {
		struct dpi_order o = { .slot = { 0, 1 }, .n = 2 };
		struct dp_buf memory = { 0 }, disk = { 0 };
		unsigned from = text_from[i % 3];

		o.descending[0] = i & 4;
		o.descending[1] = i & 8;
		assert_int_equal(sort_all(&o, UINT64_MAX, from, &memory), 0);
		assert_true(sort_all(&o, 40000, from, &disk) > 10);
		assert_true(dp_str_eq(dp_buf_view(&memory),
				      dp_buf_view(&disk)));
		assert_true(memory.n > 10000);
		dp_buf_done(&memory);
		dp_buf_done(&disk);
	}
}

/* The order of the values of one column, as the manual says it. */
static void
assert_order(enum dpi_numeric numeric, bool down, const char *values,
	     const char *want)
{
	struct dpi_order o = { .n = 1, .numeric = numeric };
	struct dp_batch *b = dp_batch_new(), *to = dp_batch_new();
	struct dp_buf got = { 0 };
	struct dp_err err = { 0 };
	struct dpi_sorter *s;
	dp_str rest = dp_str_c(values);

	o.descending[0] = down;
	dp_batch_clear(b, 1, 32);
	b->has_lines = true;
	for (; rest.p; b->n_rows++) {
		dp_str v = dp_str_cut(&rest, ' ');
		struct dp_cell *c = dp_batch_cell(b, b->n_rows, 0);

		c->p = v.n ? v.p : NULL;
		c->n = (uint32_t)v.n;
		c->flags = 0;
		b->state[b->n_rows] = DP_ROW_KEPT;
		b->record[b->n_rows] = b->line[b->n_rows] = b->n_rows + 1;
	}
	s = dpi_sorter_new(&o, 1, UINT64_MAX);
	assert_int_equal(dpi_sorter_add(s, b, &err), 0);
	assert_int_equal(dpi_sorter_finish(s, &err), 0);
	assert_int_equal(dpi_sorter_next(s, to, &err), 1);
	for (size_t r = 0; r < to->n_rows; r++) {
		if (r)
			dp_buf_char(&got, ' ');
		dp_buf_str(&got, dp_cell_str(dp_batch_cell(to, r, 0)));
	}
	if (!dp_str_is(dp_buf_view(&got), want))
		fail_msg("[%s] is sorted [%.*s] not [%s]", values,
			 DP_FMT(dp_buf_view(&got)), want);
	dp_buf_done(&got);
	dp_batch_free(b);
	dp_batch_free(to);
	dpi_sorter_free(s);
}

static void
order_is_as_said(void **state)
{
	(void)state;
	assert_order(DPI_NUMERIC_AUTO, false, "10 9  -1 -10 0.5",
		     "-10 -1 0.5 9 10 ");
	assert_order(DPI_NUMERIC_AUTO, true, "10 9  -1 -10 0.5",
		     "10 9 0.5 -1 -10 ");
	/* one text among them, or a code with zeros: all are texts */
	assert_order(DPI_NUMERIC_AUTO, false, "10 9 1a", "10 1a 9");
	assert_order(DPI_NUMERIC_AUTO, false, "13055 01004", "01004 13055");
	assert_order(DPI_NUMERIC_YES, false, "10 9 1a  x", "9 10 1a x ");
	assert_order(DPI_NUMERIC_NO, false, "10 9 100", "10 100 9");
	assert_order(DPI_NUMERIC_AUTO, false, "b \u00c9a ea Eb",
		     "b ea \u00c9a Eb");
	/* the same but for case and accents: small before capital */
	assert_order(DPI_NUMERIC_AUTO, false,
		     "\u00c9t \u00e9t \u00c8t \u00e8t Et et",
		     "et Et \u00e8t \u00e9t \u00c8t \u00c9t");
	assert_order(DPI_NUMERIC_AUTO, true, "longwords longword lo  Lo",
		     "longwords longword Lo lo ");
	assert_order(DPI_NUMERIC_AUTO, false, "1e400 1", "1 1e400");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(order_is_as_said),
		cmocka_unit_test(runs_change_nothing),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
