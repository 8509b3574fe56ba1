/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Pipelines: batches come out in order whatever the threads, what needs order
 * sees them in order, a failure is told once and at its place, and nothing
 * hangs when somebody stops in the middle.
 */
#include "test.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <dpipe/table.h>

/* A source of N batches of one row, its number; batch FAIL_AT fails. */
struct source {
	struct dp_stream stream;
	uint64_t n, at, fail_at, fail_work_at;
	const char *block; /* what a batch was read from, or NULL */
	bool *closed;
};

static int
source_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct source *k = (struct source *)s;

	if (k->at == k->n)
		return 0;
	if (++k->at == k->fail_at)
		return dp_fail(err, DP_EIO, "source %d", (int)k->at);
	dp_batch_clear(b, 1, 1);
	b->first_record = b->record[0] = k->at;
	b->state[0] = DP_ROW_KEPT;
	memset(b->cell, 0, sizeof *b->cell);
	b->n_rows = 1;
	if (k->block)
		dp_buf_c(&b->block, k->block);
	return 1;
}

static int
source_work(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct source *k = (struct source *)s;

	if (b->first_record == k->fail_work_at)
		return dp_fail(err, DP_EDATA, "work %d", (int)b->first_record);
	return 0;
}

static void
source_close(struct dp_stream *s)
{
	*((struct source *)s)->closed = true;
	dp_schema_done(&s->schema);
	free(s);
}

static struct source *
source_new(uint64_t n, bool *closed)
{
	struct source *k = dp_alloc0(sizeof *k);

	*closed = false;
	k->stream.next = source_next;
	k->stream.work = source_work;
	k->stream.close = source_close;
	(void)dp_schema_add(&k->stream.schema, 0, DP_S("n"));
	k->n = n;
	k->closed = closed;
	return k;
}

/* A stage that remembers what it saw. */
struct stage {
	uint64_t seen; /* in order: the last one */
	uint64_t n_seen;
	uint64_t fail_at;
	bool disorder;
	int *freed;
};

static int
stage_order(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct stage *g = self;

	if (b->first_record != g->seen + 1)
		g->disorder = true;
	g->seen = b->first_record;
	g->n_seen++;
	if (g->seen == g->fail_at)
		return dp_fail(err, DP_EDATA, "order %d", (int)g->seen);
	return 0;
}

static int
stage_work(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct stage *g = self;

	/* Uneven work, so that batches overtake each other. */
	if (b->first_record % 3 == 0)
		(void)usleep(200);
	if (b->first_record == g->fail_at)
		return dp_fail(err, DP_EDATA, "step %d", (int)b->first_record);
	dp_buf_format(&b->out, "%d", (int)b->first_record);
	return 0;
}

static void
stage_free(void *self)
{
	++*((struct stage *)self)->freed;
}

static const unsigned threads[] = { 1, 2, 7 };

/* Source, a stage in order, a stage of work, another in order. */
static struct dp_stream *
make(struct source *k, struct stage g[3], int *freed, unsigned n_threads)
{
	struct dp_stage stage[3] = {
		{ stage_order, NULL, stage_free, &g[0] },
		{ NULL, stage_work, stage_free, &g[1] },
		{ stage_order, NULL, stage_free, &g[2] },
	};
	struct dp_err err = { 0 };

	*freed = 0;
	for (size_t i = 0; i < 3; i++)
		g[i].freed = freed;
	return dp_pipeline_new(&k->stream, stage, 3, &k->stream.schema,
			       n_threads, &err);
}

static void
test_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		bool closed;
		int freed;
		struct stage g[3] = { { 0 } };
		struct dp_stream *s = make(source_new(300, &closed), g, &freed,
					   threads[i]);
		struct dp_batch *b = dp_batch_new();
		struct dp_err err = { 0 };

		for (uint64_t n = 1; n <= 300; n++) {
			char want[16];

			assert_int_equal(dp_next(s, b, &err), 1);
			assert_int_equal(b->first_record, n);
			(void)snprintf(want, sizeof want, "%d", (int)n);
			assert_true(dp_str_is(dp_buf_view(&b->out), want));
		}
		/* The end stays the end. */
		assert_int_equal(dp_next(s, b, &err), 0);
		assert_int_equal(dp_next(s, b, &err), 0);
		assert_false(g[0].disorder || g[2].disorder);
		assert_int_equal(g[2].n_seen, 300);
		dp_close(s);
		dp_batch_free(b);
		assert_true(closed);
		assert_int_equal(freed, 3);
	}
}

/* Which of the places of failure. */
enum { SOURCE, SOURCE_WORK, FIRST_ORDER, STEP, SECOND_ORDER, PLACES };

static void
test_errors_in_the_middle(void **state)
{
	static const char *const want[] = { "source 50", "work 50", "order 50",
					    "step 50", "order 50" };

	(void)state;
	for (size_t i = 0; i < 3; i++)
		for (int at = 0; at < PLACES; at++) {
			bool closed;
			int freed;
			struct stage g[3] = { { 0 } };
			struct source *k = source_new(300, &closed);
			struct dp_stream *s = make(k, g, &freed, threads[i]);
			struct dp_batch *b = dp_batch_new();
			struct dp_err err = { 0 };

			k->fail_at = at == SOURCE ? 50 : 0;
			k->fail_work_at = at == SOURCE_WORK ? 50 : 0;
			for (int j = 0; j < 3; j++)
				g[j].fail_at = at == FIRST_ORDER + j ? 50 : 0;
			for (uint64_t n = 1; n < 50; n++)
				assert_int_equal(dp_next(s, b, &err), 1);
			assert_int_equal(dp_next(s, b, &err), -1);
			assert_string_equal(err.msg, want[at]);
			/* Asked again, it says the same. */
			memset(&err, 0, sizeof err);
			assert_int_equal(dp_next(s, b, &err), -1);
			assert_string_equal(err.msg, want[at]);
			dp_close(s);
			dp_batch_free(b);
			/* What is in order never saw what is behind. */
			assert_true(g[2].seen <= 50);
			assert_false(g[0].disorder || g[2].disorder);
			assert_true(closed);
			assert_int_equal(freed, 3);
		}
}

static void
test_early_close(void **state)
{
	(void)state;
	for (unsigned turn = 0; turn < 60; turn++) {
		bool closed;
		int freed;
		struct stage g[3] = { { 0 } };
		struct dp_stream *s = make(source_new(100, &closed), g, &freed,
					   threads[turn % 3]);
		struct dp_batch *b = dp_batch_new();
		struct dp_err err = { 0 };

		for (unsigned n = 0; n < turn / 3; n++)
			assert_int_equal(dp_next(s, b, &err), 1);
		dp_close(s);
		dp_batch_free(b);
		assert_true(closed);
		assert_int_equal(freed, 3);
	}
}

/* A pipeline over a pipeline, as a step over the whole table makes one. */
static void
test_one_on_another(void **state)
{
	bool closed;
	int freed, freed2;
	struct stage g[3] = { { 0 } }, g2 = { .freed = &freed2 };
	struct dp_stage last = { stage_order, NULL, stage_free, &g2 };
	struct dp_err err = { 0 };
	struct dp_batch *b = dp_batch_new();
	struct dp_stream *s;

	(void)state;
	freed2 = 0;
	s = make(source_new(100, &closed), g, &freed, 2);
	s = dp_pipeline_new(s, &last, 1, &s->schema, 2, &err);
	for (uint64_t n = 1; n <= 100; n++) {
		assert_int_equal(dp_next(s, b, &err), 1);
		assert_int_equal(b->first_record, n);
	}
	assert_int_equal(dp_next(s, b, &err), 0);
	assert_false(g2.disorder);
	dp_close(s);
	dp_batch_free(b);
	assert_true(closed);
	assert_int_equal(freed + freed2, 4);
}

static void
test_no_stage_and_no_batch(void **state)
{
	(void)state;
	for (size_t i = 0; i < 3; i++) {
		bool closed;
		struct source *k = source_new(0, &closed);
		struct dp_err err = { 0 };
		struct dp_batch *b = dp_batch_new();
		struct dp_stream *s = dp_pipeline_new(&k->stream, NULL, 0,
						      &k->stream.schema,
						      threads[i], &err);

		assert_int_equal(dp_next(s, b, &err), 0);
		dp_close(s);
		dp_batch_free(b);
		assert_true(closed);
	}
	dp_close(NULL);
	assert_true(dp_threads_default() >= 1 && dp_threads_default() <= 4);
}

/* Threads there are now; 0 where the system does not tell. */
static size_t
threads_now(void)
{
	struct stat st;

	return stat("/proc/self/task", &st) == 0 ? (size_t)st.st_nlink - 2 : 0;
}

static void
test_a_small_table_has_no_threads(void **state)
{
	char *large = dp_alloc0(256u << 10);
	size_t before = threads_now();

	(void)state;
	memset(large, 'a', (256u << 10) - 1);
	for (int is_large = 0; before && is_large < 2; is_large++) {
		bool closed;
		int freed;
		struct stage g[3] = { { 0 } };
		struct source *k = source_new(300, &closed);
		struct dp_stream *s = make(k, g, &freed, 7);
		struct dp_batch *b = dp_batch_new();
		struct dp_err err = { 0 };

		k->block = is_large ? large : "a";
		assert_int_equal(dp_next(s, b, &err), 1);
		assert_int_equal(threads_now() - before, is_large ? 6 : 0);
		/* there is more: as many as were asked for */
		assert_int_equal(dp_next(s, b, &err), 1);
		assert_int_equal(threads_now() - before, 6);
		dp_close(s);
		dp_batch_free(b);
	}
	free(large);
}

static void *
cancel_soon(void *none)
{
	(void)usleep(2000);
	dp_cancel();
	return none;
}

/* Last of all: there is no way back. */
static void
test_cancel(void **state)
{
	bool closed[3];
	int freed;
	struct dp_stream *s[3];
	struct stage g[3][3] = { { { 0 } } };
	struct dp_batch *b = dp_batch_new();
	struct dp_err err = { 0 };
	pthread_t thread;
	int status;

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		s[i] = make(source_new(UINT64_MAX, &closed[i]), g[i], &freed,
			    threads[i]);
		assert_int_equal(dp_next(s[i], b, &err), 1);
	}
	assert_int_equal(pthread_create(&thread, NULL, cancel_soon, NULL), 0);
	for (size_t i = 0; i < 3; i++) {
		while ((status = dp_next(s[i], b, &err)) == 1)
			;
		assert_int_equal(status, -1);
		assert_int_equal(err.code, DP_ECANCEL);
		dp_close(s[i]);
		assert_true(closed[i]);
	}
	(void)pthread_join(thread, NULL);
	dp_batch_free(b);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_order),
		cmocka_unit_test(test_errors_in_the_middle),
		cmocka_unit_test(test_early_close),
		cmocka_unit_test(test_one_on_another),
		cmocka_unit_test(test_no_stage_and_no_batch),
		cmocka_unit_test(test_a_small_table_has_no_threads),
		cmocka_unit_test(test_cancel),
	};

	cmocka_set_message_output(CM_OUTPUT_TAP);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
