/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The streams that a plan puts around others: they give each batch its
 * places, account for it, watch the order of its records, and let the steps
 * finish at the end.
 */
#include "op/plan.h"

#include <stdlib.h>

struct around {
	struct dp_stream stream;
	struct dp_stream *inner;
	struct dp_plan *plan;
	const struct dp_step *sorter;   /* what may have changed the order */
	const struct dp_step *disorder; /* it has, and was not told yet */
	uint64_t last_record;
	bool finished;
	struct around *account; /* of the rows that came to what INNER does */
	/*
	 * Where rows are accounted for that come to a step with all rows: has
	 * it given some? Then its plan's log is another thread's, and what
	 * happened goes along with the rows to come.
	 */
	bool gives;
	struct dp_log carried;
	struct around *next; /* of those of the plan, the innermost first */
};

static void
around_close(struct dp_stream *s)
{
	struct around *a = (struct around *)s;

	dp_close(a->inner);
	for (struct around **at = &a->plan->account; *at; at = &(*at)->next)
		if (*at == a) {
			*at = a->next;
			break;
		}
	dp_log_done(&a->carried);
	dp_schema_done(&s->schema);
	free(a);
}

static struct dp_stream *
around(struct dp_plan *p, struct dp_stream *inner,
       int (*next)(struct dp_stream *, struct dp_batch *, struct dp_err *))
{
	struct around *a = dp_alloc0(sizeof *a);

	a->stream.next = next;
	a->stream.close = around_close;
	a->stream.dialect = inner->dialect;
	dp_schema_view(&a->stream.schema, &inner->schema);
	a->inner = inner;
	a->plan = p;
	return &a->stream;
}

static void
attach_ahead(struct dp_stream *s, struct dp_batch *b, uint64_t n)
{
	struct around *a = (struct around *)s;

	a->inner->ahead(a->inner, b, n);
}

static int
attach_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct around *a = (struct around *)s;

	dpi_plan_places(a->plan, b);
	return a->inner->next(a->inner, b, err);
}

static int
attach_work(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct around *a = (struct around *)s;

	return a->inner->work(a->inner, b, err);
}

struct dp_stream *
dpi_plan_attach(struct dp_plan *p, struct dp_stream *inner)
{
	struct dp_stream *s = around(p, inner, attach_next);

	if (inner->ahead)
		s->ahead = attach_ahead;
	if (inner->work)
		s->work = attach_work;
	return s;
}

/* Notes who put the records of B in another order, or multiplied them. */
static void
watch_order(struct around *a, const struct dp_batch *b)
{
	size_t r = 0, end = b->n_rows;

	if (!a->plan->n || a->disorder)
		return;
	while (r < end && b->state[r] != DP_ROW_KEPT)
		r++;
	while (r < end && b->state[end - 1] != DP_ROW_KEPT)
		end--;
	while (r < end) {
		if (b->state[r] == DP_ROW_KEPT) {
			if (b->record[r] <= a->last_record)
				break;
			a->last_record = b->record[r];
		}
		/* rows that stand in their block are in its order */
		r = b->has_raw && r + 1 < end ? end - 1 : r + 1;
	}
	if (r < end)
		a->disorder = a->sorter ? a->sorter :
					  a->plan->step[a->plan->n - 1];
}

/* The plan knows what A's rows have told; the first to tell is right. */
static void
tell_order(const struct around *a)
{
	if (!a->plan->disorder)
		a->plan->disorder = a->disorder;
}

static int
accounted_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct around *a = (struct around *)s;
	struct dp_plan *p = a->plan;
	int status = dp_next(a->inner, b, err);

	if (status != 1)
		return status;
	watch_order(a, b);
	if (a->gives) {
		dpi_plan_take_log(&a->carried, b->log);
		return 1;
	}
	tell_order(a);
	dp_plan_account(p, b);
	if (p->opts.drain &&
	    p->opts.drain(p->opts.drain_self, &p->log, err) != 0)
		return -1;
	return 1;
}

struct dp_stream *
dpi_plan_accounted(struct dp_plan *p, struct dp_stream *inner,
		   const struct dp_step *step)
{
	struct around *a = (struct around *)around(p, inner, accounted_next);
	struct around **end = &p->account;

	a->sorter = step;
	while (*end)
		end = &(*end)->next;
	*end = a;
	return &a->stream;
}

/* What happened to the rows before comes with those that they became. */
static int
carrying_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct around *a = (struct around *)s, *from = a->account;
	int status = dp_next(a->inner, b, err);

	if (status != 1)
		return status;
	if (!from->gives) {
		from->gives = true;
		dp_log_init(&from->carried, a->plan->n, a->plan->opts.audit,
			    a->plan->opts.rejects);
		if (a->plan->opts.examples)
			dp_log_want_examples(&from->carried);
		return 1;
	}
	dpi_plan_take_log(&from->carried, b->log);
	dpi_plan_take_log(b->log, &from->carried);
	return 1;
}

struct dp_stream *
dpi_plan_carrying(struct dp_plan *p, struct dp_stream *inner,
		  struct dp_stream *accounted)
{
	struct dp_stream *s = around(p, inner, carrying_next);

	((struct around *)s)->account = (struct around *)accounted;
	return s;
}

/* What no row took along, once all rows are there. */
static void
account_rest(struct dp_plan *p)
{
	for (struct around *a = p->account; a; a = a->next) {
		tell_order(a);
		if (a->gives)
			dpi_plan_take_log(&p->log, &a->carried);
	}
}

static int
finished_next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct around *a = (struct around *)s;
	struct dp_plan *p = a->plan;
	int status = a->finished ? 0 : dp_next(a->inner, b, err);

	if (status == 1) {
		watch_order(a, b);
		for (size_t r = 0; r < b->n_rows; r++)
			b->log->rows_out += b->state[r] == DP_ROW_KEPT;
	}
	if (status != 0 || a->finished)
		return status;
	a->finished = true;
	account_rest(p);
	tell_order(a);
	for (size_t i = 0; i < p->n && !p->opts.part; i++)
		if (p->step[i]->op->finish &&
		    p->step[i]->op->finish(p->step[i], &p->log.findings, err) !=
			    0)
			return -1;
	return 0;
}

struct dp_stream *
dpi_plan_finished(struct dp_plan *p, struct dp_stream *inner,
		  const struct dp_step *step)
{
	struct dp_stream *s = around(p, inner, finished_next);

	((struct around *)s)->sorter = step;
	return s;
}
