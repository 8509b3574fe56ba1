/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Which cells a recipe looks at: the others need not be cut, and are written
 * as they stood.
 */
#include "op/expr.h"
#include "op/plan.h"

/* S works on cells and can do with those in doubt, of enough columns. */
static bool
is_doubtful(const struct dp_plan *p, const struct dp_step *s, size_t n_read)
{
	return s->op->scope == DP_CELL && s->op->doubts && !s->where &&
	       p->target[s->index] == UINT32_MAX && s->n_columns > n_read / 2;
}

static void
note_doubts(struct dp_plan *p, const struct dp_step *s, size_t n_read)
{
	struct dpi_doubtful *d = &p->doubtful[s->index];
	size_t n = p->schema.n_slots;

	d->why = s->op->doubts(s, &p->need);
	d->stirred = dp_arena_alloc(&p->arena, n * sizeof *d->stirred);
	d->column = dp_arena_alloc(&p->arena, n * sizeof *d->column);
	for (size_t i = 0; i < n; i++) {
		d->stirred[i] = i >= n_read || p->need.cell[i];
		d->column[i] = UINT32_MAX;
	}
	d->alone = true;
	for (size_t i = 0; i < s->n_columns; i++) {
		uint32_t slot = s->column[i].slot;

		d->column[slot] = (uint32_t)i;
		if (d->stirred[slot] || (i && slot < s->column[i - 1].slot))
			d->alone = false;
	}
}

void
dpi_plan_need(struct dp_plan *p, struct dp_stream *inner)
{
	const struct dp_schema *schema = &p->schema;
	size_t n_read = inner->schema.n;

	p->need.cell = dp_arena_alloc(&p->arena,
				      schema->n_slots * sizeof *p->need.cell);
	memset(p->need.cell, 0, schema->n_slots * sizeof *p->need.cell);
	/* A column alone is written otherwise. */
	if (!inner->need || !p->opts.render || schema->n < 2)
		return;
	for (size_t i = 0; i < p->n; i++) {
		const struct dp_step *s = p->step[i];

		dpi_plan_need_removed(p, i, p->need.cell);
		if (s->op->scope == DP_SCHEMA)
			continue;
		if (is_doubtful(p, s, n_read)) {
			note_doubts(p, s, n_read);
			continue;
		}
		if (!s->op->needs)
			return;
		s->op->needs(s, p->need.cell);
		if (s->where)
			dpi_expr_needs(s->where, p->need.cell);
	}
	p->need.written =
		dp_arena_alloc(&p->arena,
			       schema->n_slots * sizeof *p->need.written);
	memset(p->need.written, 0, schema->n_slots * sizeof *p->need.written);
	for (size_t i = 0; i < schema->n; i++)
		p->need.written[schema->column[i].slot] = true;
	inner->need(inner, &p->need);
}
