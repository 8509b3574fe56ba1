/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a table through a pipeline and keeps all there is to know of it: the
 * CSV, the findings, the rejects, the dialect. Include it after test.h.
 */
#ifndef DP_TABLE_READ_H
#define DP_TABLE_READ_H

#include <stdlib.h>

#include <dpipe/table.h>

/* What reading gave. Zeroed is ready for use; ended by table_done. */
struct table {
	struct dp_read_opts opts; /* set by table_init, changed by the caller */
	unsigned threads;         /* the same */
	struct dp_buf csv;
	struct dp_log log;
	struct dp_dialect dialect;
	size_t n_batches;
	struct dp_err err;
};

static inline void
table_init(struct table *t)
{
	memset(t, 0, sizeof *t);
	dp_read_opts_init(&t->opts);
	t->threads = 1;
}

static inline void
table_done(struct table *t)
{
	dp_buf_done(&t->csv);
	dp_log_done(&t->log);
}

/* A stream that asks for rejects, and else gives what is inside. */
struct table_asking {
	struct dp_stream stream;
	struct dp_stream *inner;
};

static inline void
table_asking_ahead(struct dp_stream *s, struct dp_batch *b, uint64_t n)
{
	struct table_asking *a = (struct table_asking *)s;

	a->inner->ahead(a->inner, b, n);
}

static inline int
table_asking_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct table_asking *a = (struct table_asking *)s;

	b->log->want_rejects = true;
	return a->inner->next(a->inner, b, err);
}

static inline int
table_asking_work(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct table_asking *a = (struct table_asking *)s;

	return a->inner->work(a->inner, b, err);
}

static inline void
table_asking_close(struct dp_stream *s)
{
	struct table_asking *a = (struct table_asking *)s;

	dp_close(a->inner);
	dp_schema_done(&s->schema);
	free(a);
}

/* Reads all of INNER into T: 0 or -1. Closes INNER. */
static inline int
table_read_stream(struct table *t, struct dp_stream *inner)
{
	struct table_asking *a = dp_alloc0(sizeof *a);
	struct dp_batch *b = dp_batch_new();
	struct dp_stage writer = dp_csv_stage(&inner->schema);
	struct dp_stream *s;
	int status;

	if (inner->ahead)
		a->stream.ahead = table_asking_ahead;
	a->stream.next = table_asking_next;
	a->stream.work = table_asking_work;
	a->stream.close = table_asking_close;
	dp_schema_copy(&a->stream.schema, &inner->schema);
	a->inner = inner;
	if (inner->dialect)
		t->dialect = *inner->dialect;
	dp_log_init(&t->log, 0, false, true);
	dp_csv_header(&t->csv, &inner->schema);
	s = dp_pipeline_new(&a->stream, &writer, 1, &inner->schema, t->threads,
			    &t->err);
	while ((status = dp_next(s, b, &t->err)) > 0) {
		t->n_batches++;
		if (t->csv.n == 0)
			dp_csv_guard(&b->out);
		dp_buf_str(&t->csv, dp_buf_view(&b->out));
		dp_log_merge(&t->log, b->log);
		dp_buf_str(&t->log.rejects, dp_buf_view(&b->log->rejects));
	}
	dp_close(s);
	dp_batch_free(b);
	return status;
}

/* Reads the text IN: 0 or -1 with t->err. */
static inline int
table_read(struct table *t, dp_str in)
{
	struct dp_stream *s = dp_table_open_memory(in.p, in.n, &t->opts,
						   &t->err);

	return s ? table_read_stream(t, s) : -1;
}

/* How often ID was found. */
static inline uint64_t
table_count(const struct table *t, enum dp_finding_id id)
{
	for (size_t i = 0; i < t->log.findings.n; i++)
		if (t->log.findings.at[i].id == id)
			return t->log.findings.at[i].count;
	return 0;
}

/* Line of the first place where ID was found, or 0. */
static inline uint64_t
table_line(const struct table *t, enum dp_finding_id id)
{
	for (size_t i = 0; i < t->log.findings.n; i++)
		if (t->log.findings.at[i].id == id)
			return t->log.findings.at[i].sample[0].line;
	return 0;
}

/* Fails unless IN, read with nothing said, is written as WANT. */
static inline void
assert_table(dp_str in, const char *want)
{
	struct table t;

	table_init(&t);
	if (table_read(&t, in) != 0)
		fail_msg("%.*s: %s", DP_FMT(in), t.err.msg);
	if (!dp_str_is(dp_buf_view(&t.csv), want))
		fail_msg("%.*sgives\n%.*snot\n%s", DP_FMT(in),
			 DP_FMT(dp_buf_view(&t.csv)), want);
	table_done(&t);
}

#endif
