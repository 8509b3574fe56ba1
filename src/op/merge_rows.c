/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows brought together by a key. The first row of each waits in a spool, the
 * keys in memory.
 */
#include "op/merge_rows.h"

#include <stdlib.h>

#include "base/strtab.h"
#include "op/work.h"

struct merge {
	struct dp_step *step;
	struct dp_stream *inner;
	const struct dpi_merging *how;
	const struct dp_column *key;
	size_t n_key, n_slots, at;
	struct dp_spool *spool;
	struct dpi_strtab groups;
	struct dp_buf scratch;
	bool drained;
};

static int
add(struct merge *x, struct dp_batch *b, size_t r, struct dp_err *err)
{
	bool is_new;
	uint32_t group;

	x->scratch.n = 0;
	for (size_t i = 0; i < x->n_key; i++) {
		const struct dp_cell *c = dp_batch_cell(b, r, x->key[i].slot);

		/* the length keeps "a","bc" and "ab","c" apart */
		dp_buf_add(&x->scratch, &c->n, sizeof c->n);
		dp_buf_str(&x->scratch, dp_cell_str(c));
	}
	group = dpi_strtab_add(&x->groups, dp_buf_view(&x->scratch), &is_new);
	if (is_new && dp_spool_add(x->spool, b, r, x->n_slots, err) != 0)
		return -1;
	x->how->add(x->step, group, is_new, b, r);
	return 0;
}

static int
drain(struct merge *x, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	int status;

	while ((status = dp_next(x->inner, b, err)) > 0) {
		for (size_t r = 0; status > 0 && r < b->n_rows; r++)
			if (b->state[r] == DP_ROW_KEPT &&
			    add(x, b, r, err) != 0)
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
	struct merge *x = self;
	int status;

	if (!x->drained && drain(x, err) != 0)
		return -1;
	b->stride = x->n_slots;
	status = dp_spool_next(x->spool, b, err);
	for (size_t r = 0; status > 0 && r < b->n_rows; r++)
		x->how->fill(x->step, x->at++, b, r);
	return status;
}

static void
close_merge(void *self)
{
	struct merge *x = self;

	dp_close(x->inner);
	dp_spool_free(x->spool);
	dpi_strtab_done(&x->groups);
	dp_buf_done(&x->scratch);
	free(x);
}

struct dp_stream *
dpi_merge_rows(struct dp_step *s, struct dp_stream *inner,
	       const struct dp_column *key, size_t n,
	       const struct dpi_merging *how)
{
	struct merge *x = dp_alloc0(sizeof *x);

	x->step = s;
	x->inner = inner;
	x->how = how;
	x->key = key;
	x->n_key = n;
	x->n_slots = inner->schema.n_slots;
	x->spool = dp_spool_new(DPI_SPOOL_BYTES);
	return dp_stream_new(x, &inner->schema, next, close_merge);
}
