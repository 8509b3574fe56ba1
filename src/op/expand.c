/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that become several, a batch at a time: nothing waits. The new rows
 * keep the record and line of the one they come from.
 */
#include "op/expand.h"

#include <stdlib.h>

#include "op/work.h"

/* What a batch holds at most: one cell may be millions of values. */
#define ROWS_MAX 4096u
#define CELLS_MAX (1u << 18)

struct expand {
	struct dp_step *step;
	struct dp_stream *inner;
	const struct dpi_expansion *how;
	struct dp_batch *in;
	size_t n_slots, rows_max;
	size_t row;  /* of in, the next to be looked at */
	size_t left; /* rows that it still becomes */
	size_t at;   /* the operation's own */
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
		bool there = i < x->in->stride && from[i].p;

		memset(to, 0, sizeof *to);
		if (i < x->in->stride)
			dp_cell_set_kind(to, dp_cell_kind(&from[i]));
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

/* Adds rows to B until it is full or IN is done. */
static void
fill_batch(struct expand *x, struct dp_batch *b)
{
	while (x->row < x->in->n_rows && b->n_rows < x->rows_max) {
		size_t first = b->n_rows, n;

		if (x->left == 0 && x->in->state[x->row] == DP_ROW_KEPT) {
			x->left = x->how->count(x->step, x->in, x->row);
			x->at = 0;
		}
		n = x->rows_max - first;
		n = n < x->left ? n : x->left;
		if (n > 0) {
			add_copies(x, b, x->row, n);
			x->how->fill(x->step, b, first, n, &x->at);
			x->left -= n;
		}
		x->row += x->left == 0;
	}
}

static int
next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct expand *x = self;
	int status;

	do {
		if (x->row >= x->in->n_rows) {
			status = dp_next(x->inner, x->in, err);
			if (status <= 0)
				return status;
			x->row = 0;
		}
		dp_batch_clear(b, x->n_slots, x->in->n_rows);
		b->has_lines = true;
		b->is_split = true;
		fill_batch(x, b);
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
	x->rows_max = CELLS_MAX / (x->n_slots + 1) + 1;
	if (x->rows_max > ROWS_MAX)
		x->rows_max = ROWS_MAX;
	return dp_stream_new(x, &inner->schema, next, close_expand);
}
