/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Runs a recipe over a small CSV text, for tests of operations: what comes
 * out, what was logged, and what went wrong. Include it after test.h.
 */
#ifndef DP_RECIPE_RUN_H
#define DP_RECIPE_RUN_H

#include <stdlib.h>

#include <dpipe/op.h>

/* What a run gave. Zeroed is ready for use; ended by run_done. */
struct run {
	unsigned threads;    /* set by the caller */
	size_t block_bytes;  /* the same; 0: as usual */
	bool rejects, audit; /* the same */
	struct dp_buf out;   /* the result as CSV */
	struct dp_log log;   /* everything that happened, merged */
	struct dp_err err;   /* why it returned -1 */
};

static inline void
run_done(struct run *x)
{
	dp_buf_done(&x->out);
	dp_log_done(&x->log);
	x->err.code = DP_OK;
	x->err.msg[0] = '\0';
}

/* Reads all that PLAN gives into X. */
static inline int
run_plan(struct run *x, struct dp_plan *plan)
{
	struct dp_batch *b = dp_batch_new();
	struct dp_log *log = dp_plan_log(plan);
	int status;

	dp_csv_header(&x->out, &dp_plan_stream(plan)->schema);
	while ((status = dp_next(dp_plan_stream(plan), b, &x->err)) > 0) {
		dp_csv_batch(&x->out, b, &dp_plan_stream(plan)->schema);
		dp_plan_account(plan, b);
	}
	dp_log_init(&x->log, log->n_steps, x->audit, x->rejects);
	dp_log_merge(&x->log, log);
	dp_buf_str(&x->log.audit, dp_buf_view(&log->audit));
	dp_buf_str(&x->log.rejects, dp_buf_view(&log->rejects));
	dp_batch_free(b);
	return status;
}

/* Runs RECIPE over IN: 0, or -1 with x->err. X is used for one run. */
static inline int
run_recipe(struct run *x, const char *recipe, dp_str in)
{
	struct dp_apply_opts o = { .threads = x->threads ? x->threads : 1,
				   .audit = x->audit,
				   .rejects = x->rejects };
	struct dp_read_opts read;
	struct dp_stream *s;
	struct dp_recipe *r;
	struct dp_plan *plan;
	int status;

	dp_read_opts_init(&read);
	read.delimiter = ',';
	read.delimiter_set = true;
	read.header = DP_YES;
	read.skip_lines = 0;
	read.as_is = true;
	read.threads = o.threads;
	read.block_bytes = x->block_bytes;
	r = dp_recipe_parse(dp_str_c(recipe), "recipe", &x->err);
	if (!r)
		return -1;
	s = dp_table_open_memory(in.p, in.n, &read, &x->err);
	plan = s ? dp_plan_new(r, s, &o, &x->err) : NULL;
	status = plan ? run_plan(x, plan) : -1;
	dp_plan_free(plan);
	dp_recipe_free(r);
	return status;
}

/* Fails unless RECIPE makes WANT of IN. */
static inline void
assert_recipe(const char *recipe, const char *in, const char *want)
{
	struct run x = { 0 };

	if (run_recipe(&x, recipe, dp_str_c(in)) != 0)
		fail_msg("%s: %s", recipe, x.err.msg);
	if (!dp_str_is(dp_buf_view(&x.out), want))
		fail_msg("%s gives\n%.*snot\n%s", recipe,
			 DP_FMT(dp_buf_view(&x.out)), want);
	run_done(&x);
}

/* Fails unless RECIPE over IN is refused with a message that holds WORDS. */
static inline void
assert_refused(const char *recipe, const char *in, const char *words)
{
	struct run x = { 0 };

	if (run_recipe(&x, recipe, dp_str_c(in)) == 0)
		fail_msg("%s is not refused", recipe);
	if (!strstr(x.err.msg, words))
		fail_msg("%s is refused with: %s", recipe, x.err.msg);
	run_done(&x);
}

/* How often ID was found in X, whatever the column. */
static inline uint64_t
run_count(const struct run *x, enum dp_finding_id id)
{
	uint64_t n = 0;

	for (size_t i = 0; i < x->log.findings.n; i++)
		if (x->log.findings.at[i].id == id)
			n += x->log.findings.at[i].count;
	return n;
}

#endif
