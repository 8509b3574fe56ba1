/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows put aside and counted, then given out again without those that are not
 * wanted.
 */
#include "op/pick.h"

#include <stdlib.h>

#include "op/work.h"

struct pick {
	struct dp_step *step;
	struct dp_stream *inner;
	struct dp_spool *spool;
	dpi_pick_fn *keep;
	size_t n_slots;
	uint64_t at; /* rows given out */
	bool drained;
};

static int
drain(struct pick *x, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	int status;

	while ((status = dp_next(x->inner, b, err)) > 0) {
		for (size_t r = 0; status > 0 && r < b->n_rows; r++)
			if (b->state[r] == DP_ROW_KEPT &&
			    dp_spool_add(x->spool, b, r, x->n_slots, err) != 0)
				status = -1;
		if (status < 0)
			break;
	}
	dp_batch_free(b);
	x->drained = true;
	return status == 0 ? dp_spool_rewind(x->spool, err) : -1;
}

static int
next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct pick *x = self;
	uint64_t total;
	int status;

	if (!x->drained && drain(x, err) != 0)
		return -1;
	total = dp_spool_records(x->spool);
	b->stride = x->n_slots;
	status = dp_spool_next(x->spool, b, err);
	for (size_t r = 0; status > 0 && r < b->n_rows; r++)
		if (!x->keep(x->step, x->at++, total))
			dpi_row_drop(x->step, b, r);
	return status;
}

static void
close_pick(void *self)
{
	struct pick *x = self;

	dp_close(x->inner);
	dp_spool_free(x->spool);
	free(x);
}

struct dp_stream *
dpi_pick(struct dp_step *s, struct dp_stream *inner, dpi_pick_fn *keep)
{
	struct pick *x = dp_alloc0(sizeof *x);

	x->step = s;
	x->inner = inner;
	x->keep = keep;
	x->spool = dpi_step_spool(s);
	x->n_slots = inner->schema.n_slots;
	return dp_stream_new(x, &inner->schema, next, close_pick);
}
