/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What happens to a batch: what a thread keeps, each step's function called for
 * its rows. Cells are plan_cells.c's.
 */
#include "op/plan_stage.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/work.h"

/* ---- a batch's places ------------------------------------------------- */

static void
drop_local(struct dp_batch *b)
{
	for (size_t i = 0; i < b->n_steps; i++) {
		struct dpi_local *l = b->local[i];

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

struct dpi_local *
dpi_plan_local(const struct dpi_plan_stage *g, struct dp_batch *b)
{
	size_t i = g->step->index;
	struct dpi_local *l = b->local[i];

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

struct dp_work
dpi_plan_work(const struct dpi_plan_stage *g, struct dp_batch *b)
{
	size_t i = g->step->index;
	struct dp_work w = { .batch = b,
			     .local = dpi_plan_local(g, b)->op,
			     .note = &b->note[i] };
	struct dp_log *l = b->log;

	if (!l->want_examples && !l->want_audit && i < l->n_steps)
		w.changed = &l->step[i].changed_cells;
	return w;
}

/* ---- rows --------------------------------------------------------------- */

int
dpi_plan_stop_at(const struct dp_step *s, const struct dp_finding *f,
		 struct dp_err *err)
{
	struct dp_buf text = { 0 };

	dp_finding_sentence(f, &text);
	(void)dp_fail(err, DP_EDATA, _("step %.*s stops here: %.*s"),
		      DP_FMT(s->label), DP_FMT(dp_buf_view(&text)));
	err->at.line = f->n_samples ? f->sample[0].line : 0;
	dp_buf_done(&text);
	return -1;
}

/* A row that the operation could not treat, and on-error=stop. */
static int
stop_at_row(const struct dp_step *s, const struct dp_work *w,
	    struct dp_err *err)
{
	const struct dp_findings *all = &w->batch->log->findings;

	for (size_t i = 0; i < all->n; i++)
		if (all->at[i].id == w->bad)
			return dpi_plan_stop_at(s, &all->at[i], err);
	return dp_fail(err, DP_EDATA, _("step %.*s stops here."),
		       DP_FMT(s->label));
}

/* Each row through the operation's row, or IN_ORDER through its sequence. */
static int
each_row(const struct dpi_plan_stage *g, struct dp_batch *b, bool in_order,
	 struct dp_err *err)
{
	struct dp_step *s = g->step;
	struct dpi_local *l = dpi_plan_local(g, b);
	struct dp_work w = dpi_plan_work(g, b);
	dp_str none = { NULL, 0 };

	w.err = err;
	for (size_t r = 0; r < b->n_rows; r++) {
		enum dp_row_state state;

		if (b->state[r] != DP_ROW_KEPT ||
		    (s->where && !dp_expr_true(s->where, l->where, b, r, none)))
			continue;
		state = in_order ? s->op->sequence(s, &w, r) :
				   s->op->row(s, &w, r);
		if (w.failed)
			return -1;
		if (w.bad)
			return stop_at_row(s, &w, err);
		if (state == DP_ROW_DROPPED)
			dpi_row_drop(s, b, r);
	}
	return 0;
}

/* The same by the operation's rows, or IN_ORDER by its sequence_rows. */
static int
all_rows(const struct dpi_plan_stage *g, struct dp_batch *b, bool in_order,
	 struct dp_err *err)
{
	struct dp_step *s = g->step;
	struct dp_work w = dpi_plan_work(g, b);
	uint32_t *dropped = dp_arena_alloc(&b->text,
					   (b->n_rows + 1) * sizeof *dropped);
	size_t n;

	w.err = err;
	n = in_order ? s->op->sequence_rows(s, &w, dropped) :
		       s->op->rows(s, &w, dropped);
	if (w.failed)
		return -1;
	for (size_t k = 0; k < n; k++)
		dpi_row_drop(s, b, dropped[k]);
	return 0;
}

static int
row_work(void *self, struct dp_batch *b, struct dp_err *err)
{
	const struct dpi_plan_stage *g = self;

	return g->step->op->rows && !g->step->where ?
		       all_rows(g, b, false, err) :
		       each_row(g, b, false, err);
}

static int
sequence_order(void *self, struct dp_batch *b, struct dp_err *err)
{
	const struct dpi_plan_stage *g = self;

	return g->step->op->sequence_rows && !g->step->where ?
		       all_rows(g, b, true, err) :
		       each_row(g, b, true, err);
}

static struct dp_stage
make_stage(struct dp_plan *p, struct dp_step *s)
{
	struct dp_stage g = { .free = free };
	struct dpi_plan_stage *self = dp_alloc(sizeof *self);

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
		stage[n++].work = dpi_plan_cells;
	}
	if (s->op->row || s->op->rows) {
		stage[n] = make_stage(p, s);
		stage[n++].work = row_work;
	}
	if (s->op->sequence && s->op->scope == DP_SEQUENCE && !s->apart) {
		stage[n] = make_stage(p, s);
		stage[n++].order = sequence_order;
	}
	return n;
}
