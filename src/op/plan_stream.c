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
	const struct dp_step *sorter; /* what may have changed the order */
	uint64_t last_record;
	bool finished;
};

static void
around_close(struct dp_stream *s)
{
	struct around *a = (struct around *)s;

	dp_close(a->inner);
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

	if (!a->plan->n || a->plan->disorder)
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
		a->plan->disorder = a->sorter ? a->sorter :
						a->plan->step[a->plan->n - 1];
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
	struct dp_stream *s = around(p, inner, accounted_next);

	((struct around *)s)->sorter = step;
	return s;
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
