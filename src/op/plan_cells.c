/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A step on cells: its function called for those it may change, changes and
 * doubts logged, on-error= obeyed.
 */
#include "op/plan_stage.h"
#include "op/work.h"

#include <assert.h>
#include <stdlib.h>

#include "base/i18n.h"

dp_str
dp_bad(struct dp_work *w, enum dp_finding_id why, dp_str in)
{
	w->bad = why;
	return in;
}

/* What a table or a recipe gives is no longer than a cell may be. */
_Static_assert(DP_RECORD_MAX_BYTES <= DP_CELL_MAX_BYTES, "cells fit");

static inline void
set_cell(struct dp_batch *b, struct dp_cell *c, dp_str text)
{
	uintptr_t at = (uintptr_t)text.p - (uintptr_t)c->p;

	assert(text.n <= DP_CELL_MAX_BYTES);
	/* A part of the old text keeps the room behind it. */
	if (dp_arena_has(&b->text, text.p))
		c->flags = DP_CELL_ROOM;
	else if (!text.p || at + text.n < at || at + text.n > c->n)
		c->flags = 0;
	else
		c->flags &= ~DP_CELL_KIND;
	c->p = text.n ? text.p : NULL;
	c->n = (uint32_t)text.n;
}

/* dp_log_change, which most runs ask nothing of but a number. */
static inline void
note_change(const struct dp_step *s, struct dp_work *w, size_t r,
	    const struct dp_column *column, dp_str before, dp_str after)
{
	if (w->changed)
		++*w->changed;
	else
		dp_log_change(w->batch->log, w->batch, r, s->index, s->label,
			      s->op->name, column, before, after);
}

void
dp_step_set(const struct dp_step *s, struct dp_work *w, size_t r,
	    const struct dp_column *column, dp_str text)
{
	struct dp_cell *c = dp_batch_cell(w->batch, r, column->slot);
	dp_str before = dp_cell_str(c);

	if (dp_str_eq(before, text))
		return;
	note_change(s, w, r, column, before, text);
	set_cell(w->batch, c, text);
}

void
dpi_say_outcome(const struct dp_step *s, struct dp_findings *all,
		struct dp_finding *g)
{
	const char *outcome = NULL;

	if (s->on_error == DP_ON_ERROR_BLANK)
		outcome = _("They were emptied.");
	else if (s->on_error == DP_ON_ERROR_REJECT)
		outcome = _("Their rows were left out.");
	if (outcome && !g->found.p)
		g->found = dp_keep(&all->text, dp_str_c(outcome));
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

		(void)dpi_plan_stop_at(s,
				       dp_finding_add(&one, id, column->name,
						      dp_batch_line(b, r),
						      b->record[r], in),
				       err);
		dp_findings_done(&one);
		return -1;
	}
	if (s->on_error != DP_ON_ERROR_KEEP) {
		struct dp_findings *all = &b->log->findings;
		struct dp_finding *g = dp_finding_add(all, id, column->name,
						      dp_batch_line(b, r),
						      b->record[r], in);

		if (!was_read)
			dpi_say_outcome(s, all, g);
	}
	if (was_read)
		return 0;
	b->log->step[s->index].bad_cells++;
	if (s->on_error == DP_ON_ERROR_BLANK)
		*out = (dp_str){ NULL, 0 };
	else if (s->on_error == DP_ON_ERROR_REJECT)
		dpi_row_drop(s, b, r);
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

/* The step made OUT of a cell, IN, and there is more to it than to set it. */
static int
settle_cell(const struct dpi_plan_stage *g, struct dp_work *w, dp_str in,
	    dp_str out, struct dp_err *err)
{
	const struct dp_step *s = g->step;
	const struct dp_column *column = &s->column[w->column];
	struct dp_batch *b = w->batch;
	uint32_t target = g->plan->target[s->index];
	struct dp_cell *row = dp_batch_cell(b, w->row, 0);

	if (out.n > DP_CELL_MAX_BYTES)
		return too_long(s, b, w->row, column, err);
	if (w->bad && bad_cell(s, w, w->row, column, in, &out, err) != 0)
		return -1;
	if (target != UINT32_MAX) {
		row[target] = row[column->slot];
		set_cell(b, &row[target], out);
	} else if (out.p != in.p || out.n != in.n) {
		note_change(s, w, w->row, column, in, out);
		set_cell(b, &row[column->slot], out);
	}
	return 0;
}

/* The cell C of row R, which stays in its column, the step's I-th. */
__attribute__((always_inline)) static inline int
cell_in_place(const struct dpi_plan_stage *g, struct dp_work *w,
	      struct dp_cell *c, size_t r, size_t i, struct dp_err *err)
{
	const struct dp_step *s = g->step;
	dp_str in = dp_cell_str(c), out;

	w->row = r;
	w->column = i;
	w->room = c->flags & DP_CELL_ROOM;
	out = s->op->cell(s, w, in);
	if (w->bad || out.n > DP_CELL_MAX_BYTES)
		return settle_cell(g, w, in, out, err);
	if (out.p == in.p && out.n == in.n)
		return 0;
	note_change(s, w, r, &s->column[i], in, out);
	set_cell(w->batch, c, out);
	return 0;
}

/* The same where as= may have made another column for it. */
static int
one_cell(const struct dpi_plan_stage *g, struct dp_work *w, size_t r, size_t i,
	 struct dp_err *err)
{
	const struct dp_step *s = g->step;
	struct dp_cell *c = dp_batch_cell(w->batch, r, s->column[i].slot);
	dp_str in = dp_cell_str(c);

	if (g->plan->target[s->index] == UINT32_MAX)
		return cell_in_place(g, w, c, r, i, err);
	w->row = r;
	w->column = i;
	w->room = c->flags & DP_CELL_ROOM;
	return settle_cell(g, w, in, s->op->cell(s, w, in), err);
}

/* A cell that the operation may change, and the next one of its row. */
struct hit {
	struct hit *next;
	size_t column; /* of the step's */
};

/* The cells of a batch that a step will look at, by row. */
struct hits {
	const struct dpi_plan_stage *stage;
	struct dp_batch *batch;
	struct hit **row;
	uint32_t *at; /* room for the rows of a column */
};

/* Those of the step's column I that are suspect, before all there are. */
static void
add_suspects(struct hits *h, size_t i)
{
	const struct dp_step *s = h->stage->step;
	struct dp_batch *b = h->batch;
	size_t n = s->op->suspects(s, b->cell + s->column[i].slot, b->stride,
				   b->n_rows, h->at);
	struct hit *hit = dp_arena_alloc(&b->text, n * sizeof *hit);

	for (size_t k = 0; k < n; k++) {
		hit[k].column = i;
		hit[k].next = h->row[h->at[k]];
		h->row[h->at[k]] = &hit[k];
	}
}

/* The cell of row R in the step's column I, at its place. */
static void
add_hit(struct hits *h, size_t r, size_t i)
{
	struct hit *hit = dp_arena_alloc(&h->batch->text, sizeof *hit);
	struct hit **to = &h->row[r];

	while (*to && (*to)->column < i)
		to = &(*to)->next;
	hit->column = i;
	hit->next = *to;
	*to = hit;
}

/* Cells in doubt, and all of a row that was cut whole. */
static void
add_doubts(struct hits *h, const struct dpi_doubtful *f)
{
	const struct dp_step *s = h->stage->step;
	const struct dp_batch *b = h->batch;

	for (size_t k = 0; k < b->n_doubts; k++) {
		const struct dp_doubt *d = &b->doubt[k];

		if ((d->why & f->why) && f->column[d->slot] != UINT32_MAX &&
		    !f->stirred[d->slot] &&
		    s->op->suspects(s, dp_batch_cell(b, d->row, d->slot), 1, 1,
				    h->at))
			add_hit(h, d->row, f->column[d->slot]);
	}
	for (size_t r = 0; r < b->n_rows; r++)
		for (size_t i = 0;
		     b->first[r] == DP_ROW_WHOLE && i < s->n_columns; i++)
			if (!f->stirred[s->column[i].slot])
				add_hit(h, r, i);
}

/*
 * All cells of the step's one column. Where few of them are changed, to ask
 * first is cheaper. Apart, that the loop has the registers.
 */
__attribute__((noinline)) static int
whole_column(const struct dpi_plan_stage *g, struct dp_work *w,
	     struct dp_err *err)
{
	const struct dp_step *s = g->step;
	struct dp_batch *b = w->batch;
	struct dp_cell *c = b->cell + s->column[0].slot;
	dp_str (*cell)(const struct dp_step *, struct dp_work *,
		       dp_str) = s->op->cell;
	const uint8_t *state = b->state;
	const size_t n = b->n_rows, stride = b->stride;
	size_t n_changed = 0;
	int status = 0;

	w->column = 0;
	for (size_t r = 0; r < n && status == 0; r++, c += stride) {
		dp_str in = dp_cell_str(c), out;

		if (state[r] != DP_ROW_KEPT)
			continue;
		w->row = r;
		w->room = c->flags & DP_CELL_ROOM;
		out = cell(s, w, in);
		if (w->bad || out.n > DP_CELL_MAX_BYTES) {
			status = settle_cell(g, w, in, out, err);
		} else if (out.p != in.p || out.n != in.n) {
			n_changed++;
			if (!w->changed)
				note_change(s, w, r, &s->column[0], in, out);
			set_cell(b, c, out);
		}
	}
	if (w->changed)
		*w->changed += n_changed;
	dpi_plan_local(g, b)->all = n_changed >= n / 2;
	return status;
}

/* The same where the step has one column: in the order of the rows. */
static int
suspect_column(const struct dpi_plan_stage *g, struct dp_work *w, uint32_t *at,
	       struct dp_err *err)
{
	const struct dp_step *s = g->step;
	struct dp_batch *b = w->batch;
	struct dpi_local *l = dpi_plan_local(g, b);
	struct dp_cell *first;
	size_t n;

	/* Without rows there is no first cell to count from. */
	if (b->n_rows == 0)
		return 0;
	if (l->all)
		return whole_column(g, w, err);
	first = dp_batch_cell(b, 0, s->column[0].slot);
	n = s->op->suspects(s, first, b->stride, b->n_rows, at);
	for (size_t k = 0; k < n; k++)
		if (b->state[at[k]] == DP_ROW_KEPT &&
		    cell_in_place(g, w, first + at[k] * b->stride, at[k], 0,
				  err) != 0)
			return -1;
	l->all = n > b->n_rows / 8 * 7;
	return 0;
}

/*
 * The same where only cells in doubt matter: they are in order already, and
 * suspect enough.
 */
__attribute__((noinline)) static int
doubtful_cells(const struct dpi_plan_stage *g, struct dp_work *w,
	       struct dp_err *err)
{
	const struct dpi_doubtful *f = &g->plan->doubtful[g->step->index];
	struct dp_batch *b = w->batch;

	for (size_t k = 0; k < b->n_doubts; k++) {
		const struct dp_doubt *d = &b->doubt[k];
		uint32_t i = f->column[d->slot];

		if ((d->why & f->why) && i != UINT32_MAX &&
		    b->state[d->row] == DP_ROW_KEPT &&
		    cell_in_place(g, w, dp_batch_cell(b, d->row, d->slot),
				  d->row, i, err) != 0)
			return -1;
	}
	return 0;
}

/*
 * Only the cells that the operation may change, row by row, as all else is
 * done: who listens cannot tell the difference.
 */
static int
suspect_cells(const struct dpi_plan_stage *g, struct dp_work *w,
	      struct dp_err *err)
{
	const struct dp_step *s = g->step;
	const struct dpi_doubtful *f = &g->plan->doubtful[s->index];
	struct dp_batch *b = w->batch;
	size_t n = b->n_rows + 1;
	struct hits h = { g, b, NULL, NULL };

	if (b->need && f->why && f->alone && b->n_whole == 0)
		return doubtful_cells(g, w, err);
	h.row = dp_arena_alloc(&b->text, n * sizeof *h.row);
	h.at = dp_arena_alloc(&b->text, n * sizeof *h.at);
	if (s->n_columns == 1 && (!b->need || !f->why))
		return suspect_column(g, w, h.at, err);
	memset(h.row, 0, n * sizeof *h.row);
	/* Without rows there is no first cell to count from. */
	for (size_t i = b->n_rows ? s->n_columns : 0; i-- > 0;)
		if (!b->need || !f->why || f->stirred[s->column[i].slot])
			add_suspects(&h, i);
	if (b->need && f->why)
		add_doubts(&h, f);
	for (size_t r = 0; r < b->n_rows; r++) {
		struct dp_cell *row = b->cell + r * b->stride;

		for (const struct hit *k = h.row[r];
		     k && b->state[r] == DP_ROW_KEPT; k = k->next)
			if (cell_in_place(g, w, row + s->column[k->column].slot,
					  r, k->column, err) != 0)
				return -1;
	}
	return 0;
}

int
dpi_plan_cells(void *self, struct dp_batch *b, struct dp_err *err)
{
	const struct dpi_plan_stage *g = self;
	const struct dp_step *s = g->step;
	struct dpi_local *l = dpi_plan_local(g, b);
	struct dp_work w = dpi_plan_work(g, b);

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
