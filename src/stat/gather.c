/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reads a stream to its end with a state for each batch in flight: see
 * gather.h. A batch takes a free state, or a new one, and puts it back.
 */
#include "stat/gather.h"

static void *
borrow(struct dpi_gather *g)
{
	for (size_t i = 0; i < DPI_GATHER_THREADS; i++) {
		void *s = atomic_exchange(&g->state[i], NULL);

		if (s)
			return s;
	}
	return g->make(g->self);
}

static void
put_back(struct dpi_gather *g, void *state)
{
	for (size_t i = 0;; i = (i + 1) % DPI_GATHER_THREADS) {
		void *none = NULL;

		if (atomic_compare_exchange_strong(&g->state[i], &none, state))
			return;
	}
}

static int
work(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct dpi_gather *g = self;
	void *state = borrow(g);
	int r = g->take(g->self, state, b, err);

	put_back(g, state);
	return r;
}

/* The gatherer belongs to the caller. */
static void
keep(void *self)
{
	(void)self;
}

int
dpi_gather(struct dpi_gather *g, struct dp_stream *in, unsigned threads,
	   struct dp_err *err)
{
	struct dp_stage stage = { .work = work, .free = keep, .self = g };
	struct dp_stream *s;
	struct dp_batch *b;
	int r;

	if (threads > DPI_GATHER_THREADS)
		threads = DPI_GATHER_THREADS;
	s = dp_pipeline_new(in, &stage, 1, &in->schema, threads, err);
	if (!s)
		return -1;
	b = dp_batch_new();
	while ((r = dp_next(s, b, err)) > 0)
		;
	dp_batch_free(b);
	dp_close(s);
	return r;
}

void
dpi_gather_profile(struct dp_profile *p, const struct dp_datum *d,
		   const struct dp_batch *b, size_t r)
{
	uint64_t line = 0;

	/* Finding the line is slow, and asked of the first only. */
	if (d->kind == DP_DATUM_OTHER &&
	    (!p->other_record || b->record[r] < p->other_record))
		line = dp_batch_line(b, r);
	dp_profile_add(p, d, b->record[r], line);
}
