/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A step that looks at the first rows before it says what a cell means: its
 * batches are held for it, and then go on as they came. Later rows are not
 * waited for, so that a pipe flows and memory is bounded.
 */
#include "op/plan.h"

#include <stdlib.h>

/* So many rows tell; fewer where they are long or have many columns. */
#define ROWS 20000u
#define BATCHES 128u
#define BYTES ((size_t)16 << 20)

struct scouted {
	struct dp_stream stream;
	struct dp_stream *inner;
	struct dp_step *step;
	struct dp_batch *held[BATCHES];
	size_t n_held, next;
	size_t n_rows, n_bytes;
	int status; /* of the inner stream behind what is held */
	struct dp_err err;
	bool looked;
};

static void
look(struct scouted *x, struct dp_batch *b)
{
	struct dp_step *s = x->step;

	for (size_t r = 0; r < b->n_rows && x->n_rows < ROWS; r++) {
		if (b->state[r] != DP_ROW_KEPT)
			continue;
		x->n_rows++;
		for (size_t i = 0; i < s->n_columns; i++) {
			const struct dp_cell *c =
				dp_batch_cell(b, r, s->column[i].slot);

			if (!s->where ||
			    dp_expr_true(s->where, NULL, b, r, dp_cell_str(c)))
				s->op->scout(s, i, b, r);
		}
	}
}

/* Holds the first batches, and lets the step decide. */
static void
look_ahead(struct scouted *x)
{
	struct dp_findings none = { 0 };

	x->looked = true;
	x->status = 1;
	while (x->n_held < BATCHES && x->n_rows < ROWS && x->n_bytes < BYTES) {
		struct dp_batch *b = dp_batch_new();

		x->status = dp_next(x->inner, b, &x->err);
		if (x->status != 1) {
			dp_batch_free(b);
			break;
		}
		x->held[x->n_held++] = b;
		x->n_bytes += b->block.n +
			      b->n_rows * b->stride * sizeof *b->cell;
		look(x, b);
	}
	x->step->op->decide(x->step,
			    x->n_held ? &x->held[0]->log->findings : &none);
	dp_findings_done(&none);
}

static int
next(struct dp_stream *s, struct dp_batch *b, struct dp_err *err)
{
	struct scouted *x = (struct scouted *)s;

	if (!x->looked)
		look_ahead(x);
	if (x->next < x->n_held) {
		struct dp_batch *held = x->held[x->next];

		dp_batch_swap(held, b);
		x->held[x->next++] = NULL;
		dp_batch_free(held);
		return 1;
	}
	if (x->status == 1)
		return dp_next(x->inner, b, err);
	if (x->status < 0)
		*err = x->err;
	return x->status;
}

static void
close_scouted(struct dp_stream *s)
{
	struct scouted *x = (struct scouted *)s;

	for (size_t i = x->next; i < x->n_held; i++)
		dp_batch_free(x->held[i]);
	dp_close(x->inner);
	dp_schema_done(&s->schema);
	free(x);
}

struct dp_stream *
dpi_plan_scouted(struct dp_step *s, struct dp_stream *inner)
{
	struct scouted *x = dp_alloc0(sizeof *x);

	x->stream.next = next;
	x->stream.close = close_scouted;
	x->stream.dialect = inner->dialect;
	dp_schema_copy(&x->stream.schema, &inner->schema);
	x->stream.schema.n_slots = inner->schema.n_slots;
	x->inner = inner;
	x->step = s;
	return &x->stream;
}
