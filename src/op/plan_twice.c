/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Does a second run of all steps change what the first has made? They are
 * tried on small tables. Where the columns and the lines of a recipe tell it,
 * nothing has to be tried: see plan_look.c.
 */
#include "op/plan_probe.h"

#include <stdlib.h>

/* Tables that are tried; a recipe rarely passes some and fails at the last. */
#define TABLES 600

/* A recipe that is tried, and what became of a table in it. */
struct trial {
	struct dp_recipe all,
		some; /* its steps; those that do not only judge */
	struct dp_buf table, once, twice;
	struct dp_tally *tally; /* by line, of the last run */
	struct dpi_probe *probe;
};

/*
 * Runs the steps of R on IN, a table as dpipe writes it; leaves what comes out
 * in OUT and what each step did in the tally.
 */
static int
run(struct trial *t, const struct dp_recipe *r, const struct dp_buf *in,
    struct dp_buf *out, struct dp_err *err)
{
	struct dp_apply_opts o = { .threads = 1, .dry = true };
	struct dp_read_opts read;
	struct dp_stream *s;
	struct dp_plan *p;
	struct dp_batch *b;
	int status;

	dp_read_opts_written(&read);
	read.threads = 1;
	s = dp_table_open_memory(in->p, in->n, &read, err);
	p = s ? dp_plan_new(r, s, &o, err) : NULL;
	if (!p)
		return -1;
	out->n = 0;
	dp_csv_header(out, &p->schema);
	b = dp_batch_new();
	while ((status = dp_next(dp_plan_stream(p), b, err)) > 0) {
		dp_csv_batch(out, b, &p->schema);
		for (size_t i = 0; out == &t->once && i < b->n_rows; i++)
			if (b->state[i] == DP_ROW_KEPT)
				dpi_probe_passed(t->probe, b->record[i]);
		dp_plan_account(p, b);
	}
	dp_csv_guard(out);
	for (size_t i = 0; i < p->n; i++)
		t->tally[p->step[i]->line - r->line] = p->log.step[i];
	dp_batch_free(b);
	dp_plan_free(p);
	return status;
}

/* Does a second run of R change what a first has made of the table? */
static bool
changes(struct trial *t, const struct dp_recipe *r, bool *ran)
{
	struct dp_err err = { 0 };

	*ran = run(t, r, &t->table, &t->once, &err) == 0;
	/* where no column is left there is no table for a second run */
	if (!*ran || dp_trim(dp_buf_view(&t->once)).n == 0)
		return false;
	memset(t->tally, 0, r->n * sizeof *t->tally);
	return run(t, r, &t->once, &t->twice, &err) != 0 ||
	       !dp_str_eq(dp_buf_view(&t->once), dp_buf_view(&t->twice));
}

static void
start(struct trial *t, const struct dp_plan *p)
{
	const struct dp_recipe *r = p->recipe;

	memset(t, 0, sizeof *t);
	t->probe = dpi_probe_new(p);
	t->all = t->some = *r;
	t->some.line = dp_alloc((r->n + 1) * sizeof *r->line);
	memcpy(t->some.line, r->line, r->n * sizeof *r->line);
	for (size_t i = 0; i < r->n; i++)
		if (r->line[i].op && r->line[i].op->reports)
			t->some.line[i].off = true;
	t->tally = dp_alloc0((r->n + 1) * sizeof *t->tally);
}

static void
finish(struct trial *t)
{
	dpi_probe_free(t->probe);
	free(t->some.line);
	dp_buf_done(&t->table);
	dp_buf_done(&t->once);
	dp_buf_done(&t->twice);
	free(t->tally);
}

/* The step of P that has changed something in the second run. */
static size_t
changing_step(const struct trial *t, const struct dp_plan *p)
{
	for (size_t i = 0; i < p->n; i++) {
		const struct dp_tally *y =
			&t->tally[p->step[i]->line - p->recipe->line];

		if (y->changed_cells || y->dropped_rows || y->added_rows)
			return i;
	}
	/* they are in another order */
	for (size_t i = 0; i < p->n; i++)
		if (p->step[i]->op->reorders)
			return i;
	return p->n - 1;
}

bool
dpi_plan_changes_twice(const struct dp_plan *p, size_t *i)
{
	bool found = false, ran;
	struct trial t;

	start(&t, p);
	for (size_t n = 0; n < TABLES && !found; n++) {
		dpi_probe_next(t.probe, &t.table);
		found = changes(&t, &t.all, &ran);
		/* a table that a step refuses tells of the others */
		if (!ran)
			found = changes(&t, &t.some, &ran);
	}
	if (found)
		*i = changing_step(&t, p);
	finish(&t);
	return found;
}
