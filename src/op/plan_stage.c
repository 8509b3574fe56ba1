/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happens to a batch: each step's function called for its cells or
 * rows, changes and doubts logged, on-error= obeyed.
 */
#include "op/plan.h"

#include <assert.h>
#include <stdlib.h>

#include "base/i18n.h"

/* What a thread keeps for one step. */
struct local {
	void *op;
	struct dp_expr_local *where;
	const struct dp_op_class *class;
};

struct stage {
	struct dp_plan *plan;
	struct dp_step *step;
};

/* ---- a batch's places ------------------------------------------------- */

static void
drop_local(struct dp_batch *b)
{
	for (size_t i = 0; i < b->n_steps; i++) {
		struct local *l = b->local[i];

		if (!l)
			continue;
		if (l->class->local_free)
			l->class->local_free(l->op);
		dp_expr_local_free(l->where);
		free(l);
	}
	free(b->local);
	free(b->note);
	b->local = b->note = NULL;
	b->n_steps = 0;
	b->local_owner = NULL;
	b->drop_local = NULL;
}

void
dpi_plan_places(struct dp_plan *p, struct dp_batch *b)
{
	b->raw_slot = p->raw_slot;
	if (b->local_owner == p)
		return;
	if (b->drop_local)
		b->drop_local(b);
	b->local_owner = p;
	b->drop_local = drop_local;
	b->n_steps = p->n;
	b->local = dp_alloc0((p->n + 1) * sizeof *b->local);
	b->note = dp_alloc0((p->n + 1) * sizeof *b->note);
	dp_log_init(b->log, p->n, p->opts.audit, p->opts.rejects);
	if (p->opts.examples)
		dp_log_want_examples(b->log);
}

static struct local *
local_of(const struct stage *g, struct dp_batch *b)
{
	size_t i = g->step->index;
	struct local *l = b->local[i];

	if (l)
		return l;
	l = dp_alloc0(sizeof *l);
	l->class = g->step->op;
	if (g->step->op->local_new)
		l->op = g->step->op->local_new(g->step);
	if (g->step->where)
		l->where = dp_expr_local_new(g->step->where);
	b->local[i] = l;
	return l;
}

/* ---- cells and rows --------------------------------------------------- */

dp_str
dp_bad(struct dp_work *w, enum dp_finding_id why, dp_str in)
{
	w->bad = why;
	return in;
}

/* What a table or a recipe gives is no longer than a cell may be. */
_Static_assert(DP_RECORD_MAX_BYTES <= DP_CELL_MAX_BYTES, "cells fit");

static void
set_cell(struct dp_cell *c, dp_str text)
{
	/* A part of the old text keeps the room behind it. */
	bool inside = text.p && c->p && text.p >= c->p &&
		      text.p + text.n <= c->p + c->n;

	assert(text.n <= DP_CELL_MAX_BYTES);
	if (!inside)
		c->flags = 0;
	c->p = text.n ? text.p : NULL;
	c->n = (uint32_t)text.n;
}

void
dp_step_set(const struct dp_step *s, struct dp_work *w, size_t r,
	    const struct dp_column *column, dp_str text)
{
	struct dp_cell *c = dp_batch_cell(w->batch, r, column->slot);
	dp_str before = dp_cell_str(c);

	if (dp_str_eq(before, text))
		return;
	dp_log_change(w->batch->log, w->batch, r, s->index, s->label,
		      s->op->name, column->name, before, text);
	set_cell(c, text);
}

static void
drop_row(const struct dp_step *s, struct dp_batch *b, size_t r)
{
	b->log->step[s->index].dropped_rows++;
	b->state[r] = DP_ROW_DROPPED;
	dp_log_reject(b->log, b, r, s->label, s->op->name);
}

/* on-error=stop: fails with the finding's sentence. Returns -1. */
static int
stop_at(const struct dp_step *s, const struct dp_finding *f, struct dp_err *err)
{
	struct dp_buf text = { 0 };

	dp_finding_sentence(f, &text);
	(void)dp_fail(err, DP_EDATA, _("step %.*s stops here: %.*s"),
		      DP_FMT(s->label), DP_FMT(dp_buf_view(&text)));
	err->at.line = f->n_samples ? f->sample[0].line : 0;
	dp_buf_done(&text);
	return -1;
}

/*
 * A cell that the operation could not read. Returns the text it gets, or
 * fails when the recipe asks to stop.
 */
static int
bad_cell(const struct dp_step *s, struct dp_work *w, size_t r,
	 const struct dp_column *column, dp_str in, dp_str *out,
	 struct dp_err *err)
{
	struct dp_batch *b = w->batch;
	enum dp_finding_id id = w->bad;
	/* Changed, with a doubt: it was read, and the doubt is noted. */
	bool was_read = out->p != in.p || out->n != in.n;

	w->bad = DP_F_NONE;
	if (s->on_error == DP_ON_ERROR_STOP && !was_read) {
		struct dp_findings one = { 0 };

		(void)stop_at(s,
			      dp_finding_add(&one, id, column->name,
					     dp_batch_line(b, r), b->record[r],
					     in),
			      err);
		dp_findings_done(&one);
		return -1;
	}
	if (s->on_error != DP_ON_ERROR_KEEP)
		(void)dp_finding_add(&b->log->findings, id, column->name,
				     dp_batch_line(b, r), b->record[r], in);
	if (was_read)
		return 0;
	b->log->step[s->index].bad_cells++;
	if (s->on_error == DP_ON_ERROR_BLANK)
		*out = (dp_str){ NULL, 0 };
	else if (s->on_error == DP_ON_ERROR_REJECT)
		drop_row(s, b, r);
	return 0;
}

/* Fails because row R's cell in COLUMN would be too long. */
static int
too_long(const struct dp_step *s, const struct dp_batch *b, size_t r,
	 const struct dp_column *column, struct dp_err *err)
{
	unsigned long long line = dp_batch_line(b, r);

	err->at.line = line;
	return dp_fail(err, DP_ELIMIT,
		       _("step %.*s makes the cell of %.*s on line %llu longer "
			 "than %u MB, the most a cell may be. Look at what it "
			 "puts there."),
		       DP_FMT(s->label), DP_FMT(column->name), line,
		       DP_CELL_MAX_BYTES >> 20);
}

/* One cell of row R: its column is the step's I-th. */
static int
one_cell(const struct stage *g, struct dp_work *w, size_t r, size_t i,
	 struct dp_err *err)
{
	const struct dp_step *s = g->step;
	struct dp_batch *b = w->batch;
	uint32_t target = g->plan->target[s->index];
	struct dp_cell *row = &b->cell[r * b->stride];
	struct dp_cell *c = &row[s->column[i].slot];
	dp_str in = dp_cell_str(c), out;

	w->row = r;
	w->column = i;
	out = s->op->cell(s, w, in);
	if (out.n > DP_CELL_MAX_BYTES)
		return too_long(s, b, r, &s->column[i], err);
	if (w->bad && bad_cell(s, w, r, &s->column[i], in, &out, err) != 0)
		return -1;
	if (target != UINT32_MAX) {
		row[target] = *c;
		set_cell(&row[target], out);
	} else if (out.p != in.p || out.n != in.n) {
		dp_log_change(b->log, b, r, s->index, s->label, s->op->name,
			      s->column[i].name, in, out);
		set_cell(c, out);
	}
	return 0;
}

/* A cell that the operation may change, and the next one of its row. */
struct hit {
	struct hit *next;
	size_t column; /* of the step's */
};

/*
 * Only the cells that the operation may change, row by row, as all else is
 * done: who listens cannot tell the difference.
 */
static int
suspect_cells(const struct stage *g, struct dp_work *w, struct dp_err *err)
{
	const struct dp_step *s = g->step;
	struct dp_batch *b = w->batch;
	struct hit **row = dp_arena_alloc(&b->text,
					  (b->n_rows + 1) * sizeof *row);
	uint32_t *at = dp_arena_alloc(&b->text, (b->n_rows + 1) * sizeof *at);

	memset(row, 0, b->n_rows * sizeof *row);
	/* Without rows there is no first cell to count from. */
	for (size_t i = b->n_rows ? s->n_columns : 0; i-- > 0;) {
		size_t n = s->op->suspects(s, b->cell + s->column[i].slot,
					   b->stride, b->n_rows, at);
		struct hit *h = dp_arena_alloc(&b->text, n * sizeof *h);

		for (size_t k = 0; k < n; k++) {
			h[k].column = i;
			h[k].next = row[at[k]];
			row[at[k]] = &h[k];
		}
	}
	for (size_t r = 0; r < b->n_rows; r++)
		for (const struct hit *h = row[r];
		     h && b->state[r] == DP_ROW_KEPT; h = h->next)
			if (one_cell(g, w, r, h->column, err) != 0)
				return -1;
	return 0;
}

static int
cell_work(void *self, struct dp_batch *b, struct dp_err *err)
{
	const struct stage *g = self;
	const struct dp_step *s = g->step;
	struct local *l = local_of(g, b);
	struct dp_work w = { .batch = b,
			     .local = l->op,
			     .note = &b->note[s->index] };

	if (s->op->suspects && !s->where &&
	    g->plan->target[s->index] == UINT32_MAX)
		return suspect_cells(g, &w, err);
	for (size_t r = 0; r < b->n_rows; r++)
		for (size_t i = 0;
		     i < s->n_columns && b->state[r] == DP_ROW_KEPT; i++) {
			const struct dp_cell *c =
				dp_batch_cell(b, r, s->column[i].slot);

			if (s->where && !dp_expr_true(s->where, l->where, b, r,
						      dp_cell_str(c)))
				continue;
			if (one_cell(g, &w, r, i, err) != 0)
				return -1;
		}
	return 0;
}

/* A row that the operation could not treat, and on-error=stop. */
static int
stop_at_row(const struct dp_step *s, const struct dp_work *w,
	    struct dp_err *err)
{
	const struct dp_findings *all = &w->batch->log->findings;

	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].id == w->bad)
			return stop_at(s, &all->at[i], err);
	return dp_fail(err, DP_EDATA, _("step %.*s stops here."),
		       DP_FMT(s->label));
}

/* Each row through the operation's row, or IN_ORDER through its sequence. */
static int
each_row(const struct stage *g, struct dp_batch *b, bool in_order,
	 struct dp_err *err)
{
	struct dp_step *s = g->step;
	struct local *l = local_of(g, b);
	struct dp_work w = { .batch = b,
			     .local = l->op,
			     .note = &b->note[s->index] };
	dp_str none = { NULL, 0 };

	for (size_t r = 0; r < b->n_rows; r++) {
		enum dp_row_state state;

		if (b->state[r] != DP_ROW_KEPT ||
		    (s->where && !dp_expr_true(s->where, l->where, b, r, none)))
			continue;
		state = in_order ? s->op->sequence(s, &w, r) :
				   s->op->row(s, &w, r);
		if (w.bad)
			return stop_at_row(s, &w, err);
		if (state == DP_ROW_DROPPED)
			drop_row(s, b, r);
	}
	return 0;
}

static int
row_work(void *self, struct dp_batch *b, struct dp_err *err)
{
	return each_row(self, b, false, err);
}

static int
sequence_order(void *self, struct dp_batch *b, struct dp_err *err)
{
	return each_row(self, b, true, err);
}

static struct dp_stage
make_stage(struct dp_plan *p, struct dp_step *s)
{
	struct dp_stage g = { .free = free };
	struct stage *self = dp_alloc(sizeof *self);

	self->plan = p;
	self->step = s;
	g.self = self;
	return g;
}

size_t
dpi_plan_stages(struct dp_plan *p, struct dp_step *s, struct dp_stage *stage)
{
	size_t n = 0;

	if (s->op->cell && s->op->scope == DP_CELL) {
		stage[n] = make_stage(p, s);
		stage[n++].work = cell_work;
	}
	if (s->op->row) {
		stage[n] = make_stage(p, s);
		stage[n++].work = row_work;
	}
	if (s->op->sequence && s->op->scope == DP_SEQUENCE) {
		stage[n] = make_stage(p, s);
		stage[n++].order = sequence_order;
	}
	return n;
}
