/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table, a line of three dashes and another: a reference for reconcile, or
 * the decisions of dedupe-fuzzy. Each step gives all rows, fewer where
 * decisions say so, or fails with a reason.
 */
#include <dpipe/op.h>

#include <unistd.h>

#include "fuzz.h"

/* Rows that RECIPE leaves of TABLE; -1: it failed. */
static long
run(const char *recipe, dp_str table)
{
	struct dp_apply_opts o = { .threads = 1, .memory_bytes = 8u << 20 };
	struct dp_batch *b = dp_batch_new();
	struct dp_plan *plan = NULL;
	struct dp_err err = { 0 };
	struct dp_read_opts read;
	struct dp_stream *s;
	struct dp_recipe *r = dp_recipe_parse(dp_str_c(recipe), "-e", &err);
	int status = -1;
	long rows = 0;

	must(r != NULL);
	dp_read_opts_init(&read);
	read.delimiter = ',';
	read.delimiter_set = read.as_is = true;
	read.header = DP_YES;
	read.threads = 1;
	s = dp_table_open_memory(table.p, table.n, &read, &err);
	if (s)
		plan = dp_plan_new(r, s, &o, &err);
	while (plan && (status = dp_next(dp_plan_stream(plan), b, &err)) > 0) {
		for (size_t i = 0; i < b->n_rows; i++)
			rows += b->state[i] == DP_ROW_KEPT;
		dp_plan_account(plan, b);
	}
	must(status >= 0 || (err.code != DP_OK && err.msg[0]));
	dp_plan_free(plan);
	dp_recipe_free(r);
	dp_batch_free(b);
	return status < 0 ? -1 : rows;
}

/* RECIPE, whose one %s is a file, over TABLE. */
static long
run_with(const char *recipe, const char *file, dp_str table)
{
	struct dp_buf step = { 0 };
	dp_str rest = dp_str_c(recipe);
	long rows;

	dp_buf_str(&step, dp_str_cut(&rest, '@'));
	dp_buf_c(&step, file);
	dp_buf_str(&step, rest);
	dp_buf_char(&step, '\0');
	rows = run(step.p, table);
	dp_buf_done(&step);
	return rows;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static char path[64];
	dp_str table = { (const char *)data, size }, other = { NULL, 0 };
	ptrdiff_t at = dp_str_search(table, DP_S("\n---\n"));
	struct dp_err err = { 0 };
	long all, some;

	if (size > 3000)
		return 0;
	if (!path[0])
		(void)snprintf(path, sizeof path, "/tmp/dpipe-fuzz-%ld.csv",
			       (long)getpid());
	if (at >= 0) {
		other = dp_str_from(table, (size_t)at + 5);
		table.n = (size_t)at + 1;
	}
	(void)dp_write_file(path, other.p, other.n, &err);
	all = run("trim a on-error=keep", table);
	some = run("dedupe-fuzzy a, b block=c threshold=0.7", table);
	must(some < 0 || some == all);
	some = run_with("reconcile a file=@ key=code names=nom into=z score=y",
			path, table);
	must(some < 0 || some == all);
	some = run_with("dedupe-fuzzy a, b block=c decisions=@ keep=first",
			path, table);
	must(some <= all || all < 0);
	(void)unlink(path);
	return 0;
}
