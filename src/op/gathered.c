/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Rows that wait until the columns of their step are known.
 */
#include "op/gathered.h"

#include <stdlib.h>

#include "op/work.h"

struct gathered {
	struct dp_step *step;
	struct dp_stream *inner;
	struct dp_spool *spool;
	dpi_row_fill *fill;
	size_t n_slots;
	bool rewound;
};

struct dp_spool *
dpi_gather_rows(struct dp_step *s, struct dp_stream *inner, dpi_row_look *look,
		struct dp_err *err)
{
	struct dp_spool *spool = dpi_step_spool(s);
	struct dp_batch *b = dp_batch_new();
	int status = 0;

	while (status >= 0 && (status = dp_next(inner, b, err)) > 0)
		for (size_t r = 0; status > 0 && r < b->n_rows; r++) {
			if (b->state[r] != DP_ROW_KEPT)
				continue;
			if (look(s, b, r, err) != 0 ||
			    dp_spool_add(spool, b, r, inner->schema.n_slots,
					 err) != 0)
				status = -1;
		}
	dp_batch_free(b);
	if (status == 0)
		return spool;
	dp_spool_free(spool);
	return NULL;
}

static int
next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct gathered *x = self;
	int status;

	if (!x->rewound && dp_spool_rewind(x->spool, err) != 0)
		return -1;
	x->rewound = true;
	b->stride = x->n_slots;
	status = dp_spool_next(x->spool, b, err);
	for (size_t r = 0; status > 0 && x->fill && r < b->n_rows; r++)
		if (x->fill(x->step, b, r, err) != 0)
			return -1;
	return status;
}

static void
close_gathered(void *self)
{
	struct gathered *x = self;

	dp_close(x->inner);
	free(x);
}

struct dp_stream *
dpi_gathered(struct dp_step *s, struct dp_stream *inner, struct dp_spool *spool,
	     dpi_row_fill *fill)
{
	struct gathered *x = dp_alloc0(sizeof *x);

	x->step = s;
	x->inner = inner;
	x->spool = spool;
	x->fill = fill;
	x->n_slots = inner->schema.n_slots;
	return dp_stream_new(x, &inner->schema, next, close_gathered);
}

/* ---- read once, given once -------------------------------------------- */

struct twice {
	struct dp_step *step;
	struct dp_stream *inner, *given;
	struct dp_spool *rows;
	dpi_row_look *look;
	dpi_row_fill *fill;
};

static int
next_twice(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct twice *t = self;

	if (!t->given) {
		t->rows = dpi_gather_rows(t->step, t->inner, t->look, err);
		if (!t->rows)
			return -1;
		t->given = dpi_gathered(t->step, t->inner, t->rows, t->fill);
		t->inner = NULL;
	}
	return dp_next(t->given, b, err);
}

static void
close_twice(void *self)
{
	struct twice *t = self;

	dp_close(t->inner);
	dp_close(t->given);
	dp_spool_free(t->rows);
	free(t);
}

struct dp_stream *
dpi_twice(struct dp_step *s, struct dp_stream *inner, dpi_row_look *look,
	  dpi_row_fill *fill)
{
	struct twice *t = dp_alloc0(sizeof *t);

	t->step = s;
	t->inner = inner;
	t->look = look;
	t->fill = fill;
	return dp_stream_new(t, &inner->schema, next_twice, close_twice);
}
