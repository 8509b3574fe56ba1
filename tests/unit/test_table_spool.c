/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The spool: records come back as they went in, from memory and from disk,
 * as often as asked; a folder that cannot be written is said.
 */
#include "test.h"

#include <stdlib.h>
#include <unistd.h>

#include <dpipe/table.h>

#define ROWS 3000u
#define SLOTS 3u

static void
fill(struct dp_batch *b)
{
	dp_batch_clear(b, SLOTS + 1, ROWS);
	b->has_lines = true;
	for (uint32_t r = 0; r < ROWS; r++) {
		struct dp_cell *c = dp_batch_cell(b, r, 0);

		memset(c, 0, (SLOTS + 1) * sizeof *c);
		b->state[r] = DP_ROW_KEPT;
		b->record[r] = 10 * r + 1;
		b->line[r] = 20 * r + 2;
		c[0].p = dp_keep_format(&b->text, "ville %u", r).p;
		c[0].n = (uint32_t)snprintf(NULL, 0, "ville %u", r);
		c[1].p = r % 2 ? "" : NULL;
		c[2].n = r % 100 == 7 ? 300000 : r % 5;
		c[2].p = memset(dp_arena_text(&b->text, c[2].n), 'z', c[2].n);
	}
	b->n_rows = ROWS;
}

static void
check(struct dp_spool *s, const struct dp_batch *want, uint64_t n)
{
	struct dp_batch *b = dp_batch_new();
	struct dp_err err = { 0 };
	uint64_t at = 0;
	int status;

	assert_int_equal(dp_spool_rewind(s, &err), 0);
	dp_batch_clear(b, SLOTS + 2, 0);
	while ((status = dp_spool_next(s, b, &err)) == 1)
		for (size_t r = 0; r < b->n_rows; r++, at++) {
			assert_int_equal(b->record[r], want->record[at]);
			assert_int_equal(dp_batch_line(b, r), want->line[at]);
			assert_int_equal(b->state[r], DP_ROW_KEPT);
			for (size_t i = 0; i < SLOTS; i++) {
				struct dp_cell *x = dp_batch_cell(b, r, i);
				struct dp_cell *y = dp_batch_cell(want, at, i);

				assert_int_equal(x->p == NULL, y->p == NULL);
				assert_true(dp_str_eq(dp_cell_str(x),
						      dp_cell_str(y)));
			}
			/* Slots that were not kept are empty. */
			assert_null(dp_batch_cell(b, r, SLOTS)->p);
			assert_int_equal(dp_batch_cell(b, r, SLOTS + 1)->n, 0);
		}
	assert_int_equal(status, 0);
	assert_int_equal(at, n);
	dp_batch_free(b);
}

static void
try_limit(size_t memory_bytes, bool on_disk)
{
	struct dp_spool *s = dp_spool_new(memory_bytes);
	struct dp_batch *b = dp_batch_new();
	struct dp_err err = { 0 };

	fill(b);
	check(s, b, 0);
	for (size_t r = 0; r < ROWS / 2; r++)
		assert_int_equal(dp_spool_add(s, b, r, SLOTS, &err), 0);
	/* Read in between, then added to. */
	check(s, b, ROWS / 2);
	for (size_t r = ROWS / 2; r < ROWS; r++)
		assert_int_equal(dp_spool_add(s, b, r, SLOTS, &err), 0);
	assert_int_equal(dp_spool_records(s), ROWS);
	check(s, b, ROWS);
	check(s, b, ROWS);
	assert_int_equal(dp_spool_disk_bytes(s) > 0, on_disk);
	dp_spool_free(s);
	dp_batch_free(b);
}

static void
test_in_memory(void **state)
{
	(void)state;
	try_limit(64u << 20, false);
}

static void
test_on_disk(void **state)
{
	(void)state;
	try_limit(0, true);
	try_limit(1000, true);
	try_limit(1u << 20, true);
}

static void
test_no_folder(void **state)
{
	struct dp_spool *s = dp_spool_new(0);
	struct dp_batch *b = dp_batch_new();
	struct dp_err err = { 0 };
	const char *was = getenv("TMPDIR");
	char *old = was ? dp_strdup(dp_str_c(was)) : NULL;

	(void)state;
	fill(b);
	assert_int_equal(setenv("TMPDIR", "/no/such/folder", 1), 0);
	assert_int_equal(dp_spool_add(s, b, 0, SLOTS, &err), -1);
	assert_int_equal(err.code, DP_EIO);
	assert_non_null(strstr(err.msg, "TMPDIR"));
	if (old)
		(void)setenv("TMPDIR", old, 1);
	else
		(void)unsetenv("TMPDIR");
	free(old);
	dp_spool_free(s);
	dp_batch_free(b);
	dp_spool_free(NULL);
}

/* A record too long is refused, and not cut to what 32 bits hold. */
static void
test_too_long(void **state)
{
	struct dp_spool *s = dp_spool_new(0);
	struct dp_batch *b = dp_batch_new();
	struct dp_err err = { 0 };
	char *text = dp_alloc0(DP_CELL_MAX_BYTES);
	const size_t n = 300; /* of 16 MB: past 4 GB */

	(void)state;
	dp_batch_clear(b, n, 1);
	for (size_t i = 0; i < n; i++)
		*dp_batch_cell(b, 0, i) =
			(struct dp_cell){ text, DP_CELL_MAX_BYTES, 0 };
	b->has_lines = true;
	b->line[0] = 7;
	b->record[0] = 6;
	b->n_rows = 1;
	assert_int_equal(dp_spool_add(s, b, 0, n, &err), -1);
	assert_int_equal(err.code, DP_ELIMIT);
	assert_int_equal(err.at.line, 7);
	assert_non_null(strstr(err.msg, "line 7"));
	assert_int_equal(dp_spool_records(s), 0);
	assert_int_equal(dp_spool_add(s, b, 0, 1, &err), 0);
	free(text);
	dp_batch_free(b);
	dp_spool_free(s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_memory),
		cmocka_unit_test(test_on_disk),
		cmocka_unit_test(test_no_folder),
		cmocka_unit_test(test_too_long),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
