/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * fill direction=up: the value below goes up. All rows are put aside first,
 * and with them, for each run of empty cells in a column, the value below it,
 * in the order of the runs: reading both again, each run takes the next.
 * Memory is bounded; the rest is in temporary files.
 */
#include "op/fill.h"
#include "op/work.h"

#include <stdlib.h>

/* Memory for the values below, of all columns together. */
#define VALUES_BYTES ((size_t)16 << 20)

/* One column's runs of empty cells. */
struct runs {
	struct dp_spool *values; /* below each run; nothing: no value */
	struct dp_batch *batch;  /* of them, being read */
	size_t row;              /* next in batch */
	bool open;               /* the row above was empty */
	dp_str value;            /* below the run that is open; in batch */
};

struct up {
	struct dp_step *step;
	struct dp_stream *inner;
	struct dp_spool *rows;
	struct runs *runs;    /* one a column */
	struct dp_batch *one; /* a row of one cell, to put aside */
	struct dp_expr_local *where;
	size_t n_slots;
	bool drained;
};

static bool
is_wanted(struct up *u, struct dp_batch *b, size_t r)
{
	static const dp_str nothing = { NULL, 0 };
	const struct dp_step *s = u->step;

	return !s->where || dp_expr_true(s->where, u->where, b, r, nothing);
}

static dp_str
cell_of(const struct up *u, const struct dp_batch *b, size_t r, size_t i)
{
	return dp_cell_str(dp_batch_cell(b, r, u->step->column[i].slot));
}

/* Ends the run of column I, if one is open, with VALUE below it. */
static int
end_run(struct up *u, size_t i, dp_str value, struct dp_err *err)
{
	struct dp_cell *c = dp_batch_cell(u->one, 0, 0);

	if (!u->runs[i].open)
		return 0;
	u->runs[i].open = false;
	c->p = value.n ? value.p : NULL;
	c->n = (uint32_t)value.n; /* a cell's, so it fits */
	return dp_spool_add(u->runs[i].values, u->one, 0, 1, err);
}

static int
end_all_runs(struct up *u, struct dp_err *err)
{
	static const dp_str nothing = { NULL, 0 };

	for (size_t i = 0; i < u->step->n_columns; i++)
		if (end_run(u, i, nothing, err) != 0)
			return -1;
	return 0;
}

/* Sees which runs row R of B begins, goes on with, and ends. */
static int
look(struct up *u, struct dp_batch *b, size_t r, struct dp_err *err)
{
	struct dpi_fill *f = u->step->self;

	if (!is_wanted(u, b, r))
		return 0;
	if (dpi_fill_begins(f, b, r) && end_all_runs(u, err) != 0)
		return -1;
	for (size_t i = 0; i < u->step->n_columns; i++) {
		dp_str cell = cell_of(u, b, r, i);

		if (dpi_fill_is_empty(f, cell))
			u->runs[i].open = true;
		else if (end_run(u, i, cell, err) != 0)
			return -1;
	}
	return 0;
}

/* First time through: all rows put aside, and the values below the runs. */
static int
drain(struct up *u, struct dp_err *err)
{
	struct dpi_fill *f = u->step->self;
	struct dp_batch *b = dp_batch_new();
	int status;

	while ((status = dp_next(u->inner, b, err)) > 0) {
		for (size_t r = 0; status > 0 && r < b->n_rows; r++)
			if (b->state[r] == DP_ROW_KEPT &&
			    (look(u, b, r, err) != 0 ||
			     dp_spool_add(u->rows, b, r, u->n_slots, err) != 0))
				status = -1;
		if (status < 0)
			break;
	}
	dp_batch_free(b);
	if (status < 0 || end_all_runs(u, err) != 0)
		return -1;
	for (size_t i = 0; i < u->step->n_columns; i++)
		if (dp_spool_rewind(u->runs[i].values, err) != 0)
			return -1;
	f->started = false;
	u->drained = true;
	return dp_spool_rewind(u->rows, err);
}

/* Takes the value below the run of column I that begins now. */
static int
begin_run(struct runs *x, struct dp_err *err)
{
	x->open = true;
	if (x->row == x->batch->n_rows) {
		x->batch->stride = 1;
		x->row = 0;
		if (dp_spool_next(x->values, x->batch, err) < 0)
			return -1;
	}
	x->value = dp_cell_str(dp_batch_cell(x->batch, x->row++, 0));
	return 0;
}

static int
fill_row(struct up *u, struct dp_work *w, size_t r, struct dp_err *err)
{
	struct dpi_fill *f = u->step->self;
	const struct dp_step *s = u->step;

	if (!is_wanted(u, w->batch, r))
		return 0;
	if (dpi_fill_begins(f, w->batch, r))
		for (size_t i = 0; i < s->n_columns; i++)
			u->runs[i].open = false;
	for (size_t i = 0; i < s->n_columns; i++) {
		struct runs *x = &u->runs[i];

		if (!dpi_fill_is_empty(f, cell_of(u, w->batch, r, i))) {
			x->open = false;
			continue;
		}
		if (!x->open && begin_run(x, err) != 0)
			return -1;
		if (x->value.n)
			dp_step_set(s, w, r, &s->column[i],
				    dp_keep(&w->batch->text, x->value));
	}
	return 0;
}

static int
next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct dp_work w = { .batch = b };
	struct up *u = self;
	int status;

	if (!u->drained && drain(u, err) != 0)
		return -1;
	b->stride = u->n_slots;
	status = dp_spool_next(u->rows, b, err);
	for (size_t r = 0; status > 0 && r < b->n_rows; r++)
		if (fill_row(u, &w, r, err) != 0)
			return -1;
	return status;
}

static void
close_up(void *self)
{
	struct up *u = self;

	dp_close(u->inner);
	dp_spool_free(u->rows);
	for (size_t i = 0; i < u->step->n_columns; i++) {
		dp_spool_free(u->runs[i].values);
		dp_batch_free(u->runs[i].batch);
	}
	free(u->runs);
	dp_batch_free(u->one);
	dp_expr_local_free(u->where);
	free(u);
}

struct dp_stream *
dpi_fill_up(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	struct up *u = dp_alloc0(sizeof *u);

	(void)err;
	u->step = s;
	u->inner = inner;
	u->rows = dpi_step_spool(s);
	u->runs = dp_alloc0(s->n_columns * sizeof *u->runs);
	for (size_t i = 0; i < s->n_columns; i++) {
		u->runs[i].values = dp_spool_new(VALUES_BYTES / s->n_columns);
		u->runs[i].batch = dp_batch_new();
	}
	u->one = dp_batch_new();
	dp_batch_clear(u->one, 1, 1);
	memset(dp_batch_cell(u->one, 0, 0), 0, sizeof(struct dp_cell));
	u->one->record[0] = 0;
	u->one->n_rows = 1;
	u->n_slots = inner->schema.n_slots;
	if (s->where)
		u->where = dp_expr_local_new(s->where);
	return dp_stream_new(u, &inner->schema, next, close_up);
}
