/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What stood in columns that a step removes, and the records that a step
 * mixes, told to the audit: nothing else holds them any more. Columns are told
 * apart by their slots, which keep their cells, so that no operation has to do
 * it.
 */
#include "op/plan.h"

#include <stdlib.h>

#include "base/digits.h"

struct removed {
	bool whole; /* records: a row is told though nothing stands in it */
	size_t n;
	uint32_t *slot;
	struct dp_buf between; /* from the record's number to the cells */
};

/* Are records mixed by one of the first N steps? */
static bool
is_mixed(const struct dp_plan *p, size_t n)
{
	while (n-- > 0)
		if (p->step[n]->op->mixes)
			return true;
	return false;
}

bool
dpi_plan_tells_records(const struct dp_plan *p, size_t i)
{
	return p->opts.audit && !p->opts.dry && p->step[i]->op->mixes &&
	       !is_mixed(p, i);
}

bool
dpi_plan_tells_removed(const struct dp_plan *p, size_t i, uint32_t slot)
{
	const struct dp_op_class *op = p->step[i]->op;
	const struct dp_schema *after = i + 1 < p->n ? &p->before[i + 1] :
						       &p->schema;

	/* what a step has made is no part of what was read, and what was
	   mixed has been told */
	if (!p->opts.audit || slot >= p->input.n || is_mixed(p, i + 1) ||
	    (op->scope == DP_TABLE && !op->keeps_cells))
		return false;
	for (size_t k = 0; k < after->n; k++)
		if (after->column[k].slot == slot)
			return false;
	return true;
}

void
dpi_plan_need_removed(const struct dp_plan *p, size_t i, bool *cell)
{
	const struct dp_schema *before = &p->before[i];

	bool all = dpi_plan_tells_records(p, i);

	for (size_t k = 0; p->opts.audit && k < before->n; k++)
		if (all || dpi_plan_tells_removed(p, i, before->column[k].slot))
			cell[before->column[k].slot] = true;
}

/* Puts V and a comma at P; returns where they end. */
static char *
put_number(char *p, uint64_t v)
{
	p = dpi_put_number(p, v);
	*p++ = ',';
	return p;
}

/* How the cells of row R are written. */
struct look {
	bool any;  /* something stands in them */
	bool bare; /* nothing has to be quoted in them */
	size_t n_bytes;
};

static struct look
look_at(const struct removed *x, const struct dp_batch *b, size_t r)
{
	struct look l = { false, true, 0 };

	for (size_t k = 0; k < x->n; k++) {
		const struct dp_cell *c = dp_batch_cell(b, r, x->slot[k]);

		l.any = l.any || c->p;
		l.bare = l.bare && (!c->p || (c->flags & DP_CELL_BARE && c->n));
		l.n_bytes += c->n + 1;
	}
	return l;
}

/* Puts the cells of row R, which need no quotes, at P. */
static char *
put_bare(const struct removed *x, const struct dp_batch *b, size_t r, char *p)
{
	if (x->n > 1)
		*p++ = '"';
	for (size_t k = 0; k < x->n; k++) {
		const struct dp_cell *c = dp_batch_cell(b, r, x->slot[k]);

		if (k)
			*p++ = ',';
		if (c->n)
			memcpy(p, c->p, c->n);
		p += c->n;
	}
	if (x->n > 1)
		*p++ = '"';
	return p;
}

/* Appends the cells of row R to OUT, several as one CSV record. */
static void
put_any(const struct removed *x, struct dp_batch *b, size_t r,
	struct dp_buf *out)
{
	dp_str *cell = dp_arena_alloc(&b->text, x->n * sizeof *cell);
	struct dp_buf record = { 0 };

	for (size_t k = 0; k < x->n; k++)
		cell[k] = dp_cell_str(dp_batch_cell(b, r, x->slot[k]));
	if (x->n > 1) {
		dp_csv_record(&record, cell, x->n);
		record.n--; /* the line end */
		cell[0] = dp_buf_view(&record);
	}
	dp_csv_cell(out, cell[0]);
	dp_buf_done(&record);
}

static int
work(void *self, struct dp_batch *b, struct dp_err *err)
{
	const struct removed *x = self;
	struct dp_buf *out = &b->log->audit;

	(void)err;
	for (size_t r = 0; r < b->n_rows; r++) {
		struct look l = look_at(x, b, r);
		char *p;

		if (b->state[r] != DP_ROW_KEPT || (!l.any && !x->whole))
			continue;
		p = dp_buf_room(out, l.n_bytes + x->between.n + 64);
		p = put_number(p, dp_batch_line(b, r));
		p = put_number(p, b->record[r]);
		memcpy(p, x->between.p, x->between.n);
		p += x->between.n;
		if (l.bare)
			p = put_bare(x, b, r, p);
		out->n = (size_t)(p - out->p);
		if (!l.bare)
			put_any(x, b, r, out);
		dp_buf_add(out, ",\n", 2);
	}
	return 0;
}

static void
free_removed(void *self)
{
	struct removed *x = self;

	dp_buf_done(&x->between);
	free(x->slot);
	free(x);
}

/* For step LABEL, behind the numbers: NAME of a column, and what is done. */
static size_t
make_stage(struct removed *x, dp_str name, dp_str label, const char *what,
	   struct dp_stage *stage)
{
	dp_csv_cell(&x->between, name);
	dp_buf_char(&x->between, ',');
	dp_csv_cell(&x->between, label);
	dp_buf_char(&x->between, ',');
	dp_buf_c(&x->between, what);
	dp_buf_char(&x->between, ',');
	*stage = (struct dp_stage){ .work = work,
				    .free = free_removed,
				    .self = x };
	return 1;
}

size_t
dpi_plan_records_stage(const struct dp_plan *p, size_t i,
		       struct dp_stage *stage)
{
	const struct dp_schema *before = &p->before[i];
	dp_str none = { NULL, 0 };
	struct removed *x;

	if (!dpi_plan_tells_records(p, i))
		return 0;
	x = dp_alloc0(sizeof *x);
	x->whole = true;
	x->slot = dp_alloc0((before->n + 1) * sizeof *x->slot);
	for (size_t k = 0; k < before->n; k++)
		x->slot[x->n++] = before->column[k].slot;
	return make_stage(x, none, p->step[i]->label, "record", stage);
}

size_t
dpi_plan_removed_stage(const struct dp_plan *p, size_t i,
		       struct dp_stage *stage)
{
	const struct dp_schema *before = &p->before[i];
	struct removed *x = dp_alloc0(sizeof *x);
	dp_str name = { NULL, 0 };

	x->slot = dp_alloc0((before->n + 1) * sizeof *x->slot);
	for (size_t k = 0; k < before->n; k++) {
		if (!dpi_plan_tells_removed(p, i, before->column[k].slot))
			continue;
		name = before->column[k].name;
		x->slot[x->n++] = before->column[k].slot;
	}
	if (x->n == 0) {
		free_removed(x);
		return 0;
	}
	if (x->n > 1)
		name = (dp_str){ NULL, 0 };
	return make_stage(x, name, p->step[i]->label, "removed", stage);
}
