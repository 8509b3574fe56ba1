/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that become several, a batch at a time: nothing waits. The new rows
 * keep the record and line of the one they come from.
 */
#include "op/expand.h"

#include <stdlib.h>

#include "op/work.h"

struct expand {
	struct dp_step *step;
	struct dp_stream *inner;
	const struct dpi_expansion *how;
	struct dp_batch *in;
	size_t n_slots;
};

/* Appends N copies of row R of IN to B; its text is copied once. */
static void
add_copies(const struct expand *x, struct dp_batch *b, size_t r, size_t n)
{
	const struct dp_cell *from = dp_batch_cell(x->in, r, 0);
	size_t first = b->n_rows;

	dp_batch_reserve(b, first + n);
	for (size_t i = 0; i < b->stride; i++) {
		struct dp_cell *to = dp_batch_cell(b, first, i);
		bool there = i < x->in->stride && from[i].n > 0;

		memset(to, 0, sizeof *to);
		if (!there)
			continue;
		to->p = dp_keep(&b->text, dp_cell_str(&from[i])).p;
		to->n = from[i].n;
	}
	for (size_t k = 0; k < n; k++) {
		if (k > 0)
			memcpy(dp_batch_cell(b, first + k, 0),
			       dp_batch_cell(b, first, 0),
			       b->stride * sizeof(struct dp_cell));
		b->state[first + k] = DP_ROW_KEPT;
		b->record[first + k] = x->in->record[r];
		b->line[first + k] = dp_batch_line(x->in, r);
	}
	b->n_rows = first + n;
}

static int
next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct expand *x = self;
	int status;

	do {
		status = dp_next(x->inner, x->in, err);
		if (status <= 0)
			return status;
		dp_batch_clear(b, x->n_slots, x->in->n_rows);
		b->has_lines = true;
		b->is_split = true;
		for (size_t r = 0; r < x->in->n_rows; r++) {
			size_t n, first = b->n_rows;

			if (x->in->state[r] != DP_ROW_KEPT)
				continue;
			n = x->how->count(x->step, x->in, r);
			if (n == 0)
				continue;
			add_copies(x, b, r, n);
			x->how->fill(x->step, b, first, n);
		}
	} while (b->n_rows == 0);
	return 1;
}

static void
close_expand(void *self)
{
	struct expand *x = self;

	dp_close(x->inner);
	dp_batch_free(x->in);
	free(x);
}

struct dp_stream *
dpi_expand(struct dp_step *s, struct dp_stream *inner,
	   const struct dpi_expansion *how)
{
	struct expand *x = dp_alloc0(sizeof *x);

	x->step = s;
	x->inner = inner;
	x->how = how;
	x->in = dp_batch_new();
	x->n_slots = inner->schema.n_slots;
	return dp_stream_new(x, &inner->schema, next, close_expand);
}
