/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a plan did that is no change of a cell: columns renamed, moved, made
 * and removed, records left out or put in another order. With these rows at
 * its end, an audit can be read backwards. Columns are told apart by their
 * slots, so that no operation has to say what it does.
 */
#include "op/plan.h"

#include <stdlib.h>

#define NOWHERE SIZE_MAX

/* The columns before and after one step. */
struct change {
	dp_str label;
	const char *operation;
	const struct dp_schema *before, *after;
	size_t *before_at, *after_at; /* of each slot: its place, or NOWHERE */
	size_t n_rows;                /* told so far */
	const struct dp_plan *plan;   /* of the step, or NULL */
	size_t step;
	struct dp_buf *out;
};

static void
row(struct dp_buf *out, dp_str column, dp_str label, const char *operation,
    dp_str before, dp_str after)
{
	dp_str none = { NULL, 0 };
	const dp_str cell[] = {
		none, none, column, label, dp_str_c(operation), before, after
	};

	dp_csv_record(out, cell, sizeof cell / sizeof *cell);
}

static void
tell(struct change *c, dp_str column, dp_str before, dp_str after)
{
	row(c->out, column, c->label, c->operation, before, after);
	c->n_rows++;
}

static void
place(const struct dp_schema *s, size_t *at, size_t n_slots)
{
	for (size_t i = 0; i < n_slots; i++)
		at[i] = NOWHERE;
	for (size_t i = 0; i < s->n; i++)
		at[s->column[i].slot] = i;
}

/* As it stands in the header. */
static dp_str
title(const struct dp_column *c)
{
	return c->labelled ? c->label : c->name;
}

static void
names(const struct dp_schema *s, struct dp_buf *out)
{
	dp_str *name = dp_alloc((s->n + 1) * sizeof *name);

	for (size_t i = 0; i < s->n; i++)
		name[i] = s->column[i].name;
	dp_csv_record(out, name, s->n);
	out->n--; /* the line end */
	free(name);
}

/* True when columns are gone, or stand in another order. */
static bool
moved(const struct change *c)
{
	size_t last = 0;

	for (size_t i = 0; i < c->before->n; i++) {
		size_t k = c->after_at[c->before->column[i].slot];

		if (k == NOWHERE || k < last)
			return true;
		last = k;
	}
	return false;
}

/* One that is gone: "removed" where its cells are told as well. */
static void
tell_gone(struct change *c, const struct dp_column *gone)
{
	dp_str none = { NULL, 0 };
	const char *operation = c->operation;

	if (c->plan && dpi_plan_tells_removed(c->plan, c->step, gone->slot))
		c->operation = "removed";
	tell(c, gone->name, title(gone), none);
	c->operation = operation;
}

static void
tell_columns(struct change *c, size_t n_slots)
{
	dp_str none = { NULL, 0 };
	struct dp_buf before = { 0 }, after = { 0 };

	place(c->before, c->before_at, n_slots);
	place(c->after, c->after_at, n_slots);
	for (size_t i = 0; i < c->before->n; i++) {
		const struct dp_column *old = &c->before->column[i];
		size_t k = c->after_at[old->slot];

		if (k == NOWHERE)
			tell_gone(c, old);
		else if (!dp_str_eq(title(old), title(&c->after->column[k])))
			tell(c, old->name, title(old),
			     c->after->column[k].name);
	}
	for (size_t i = 0; i < c->after->n; i++)
		if (c->before_at[c->after->column[i].slot] == NOWHERE)
			tell(c, none, none, c->after->column[i].name);
	if (!moved(c))
		return;
	names(c->before, &before);
	names(c->after, &after);
	tell(c, none, dp_buf_view(&before), dp_buf_view(&after));
	dp_buf_done(&after);
	dp_buf_done(&before);
}

/* The columns as step C finds them, of which each record was told. */
static void
tell_whole(struct change *c)
{
	dp_str none = { NULL, 0 };
	dp_str *heading = dp_alloc((c->before->n + 1) * sizeof *heading);
	struct dp_buf name = { 0 }, label = { 0 };

	names(c->before, &name);
	for (size_t i = 0; i < c->before->n; i++)
		heading[i] = title(&c->before->column[i]);
	dp_csv_record(&label, heading, c->before->n);
	label.n--; /* the line end */
	row(c->out, none, c->label, "record", dp_buf_view(&name),
	    dp_buf_view(&label));
	c->n_rows++;
	dp_buf_done(&label);
	dp_buf_done(&name);
	free(heading);
}

/*
 * The step behind which a record is not one of those read, in their order;
 * or NULL. Where all records are told, another order of them is no matter.
 */
static const struct dp_step *
mixer(const struct dp_plan *p)
{
	uint64_t out = p->log.rows_in;

	for (size_t i = 0; i < p->log.n_steps; i++)
		out -= p->log.step[i].dropped_rows;
	if (p->disorder &&
	    (!p->disorder->op->reorders || dpi_plan_tells_order(p)))
		return p->disorder;
	return out == p->log.rows_out ? NULL : dpi_plan_last_table(p, p->n);
}

/*
 * Does step I make rows of a new kind, so that what stood in the columns it
 * removes is in others?
 */
static bool
reshapes(const struct dp_plan *p, size_t i, const struct change *c)
{
	const struct dp_op_class *op = p->step[i]->op;
	bool gone = false;

	for (size_t k = 0; k < c->before->n; k++)
		gone = gone ||
		       c->after_at[c->before->column[k].slot] == NOWHERE;
	return gone && op->scope == DP_TABLE && !op->keeps_cells;
}

/* All steps in order, also those that leave the columns as they are. */
static bool
tell_steps(const struct dp_plan *p, struct dp_buf *out)
{
	size_t n_slots = p->schema.n_slots;
	struct change c = { .out = out };
	dp_str none = { NULL, 0 };
	const struct dp_step *mixed = mixer(p);
	bool any = false;

	c.before_at = dp_alloc((n_slots + 1) * sizeof *c.before_at);
	c.after_at = dp_alloc((n_slots + 1) * sizeof *c.after_at);
	if (p->opts.n_map) {
		c.label = DP_S("--map");
		c.operation = "rename";
		c.before = &p->input;
		c.after = p->n ? &p->before[0] : &p->schema;
		tell_columns(&c, n_slots);
		any = true;
	}
	for (size_t i = 0; i < p->n; i++) {
		c.label = p->step[i]->label;
		c.operation = p->step[i]->op->name;
		c.before = &p->before[i];
		c.after = i + 1 < p->n ? &p->before[i + 1] : &p->schema;
		c.plan = p;
		c.step = i;
		c.n_rows = 0;
		if (dpi_plan_tells_records(p, i))
			tell_whole(&c);
		tell_columns(&c, n_slots);
		if (p->step[i] == mixed || reshapes(p, i, &c))
			tell(&c, none, DP_S("order of records"), none);
		any = any || c.n_rows > 0;
		if (c.n_rows == 0)
			tell(&c, none, none, none);
	}
	free(c.after_at);
	free(c.before_at);
	return any;
}

/*
 * The names of the columns at the end, where the header says something else or
 * is not there: who reads the table may have to call them otherwise.
 */
static void
tell_names(const struct dp_plan *p, struct dp_buf *out)
{
	dp_str none = { NULL, 0 };
	struct dp_buf all = { 0 };
	size_t i = 0;

	while (i < p->schema.n && !p->schema.column[i].labelled)
		i++;
	if (i == p->schema.n && !p->opts.headless)
		return;
	names(&p->schema, &all);
	row(out, none, none, "names", dp_buf_view(&all), none);
	dp_buf_done(&all);
}

/* How many records went in and came out, and how they were written. */
static void
tell_records(const struct dp_plan *p, struct dp_buf *out)
{
	struct dp_arena text = { 0 };
	struct dp_buf source = { 0 };
	dp_str none = { NULL, 0 };

	row(out, none, none, "records",
	    dp_keep_format(&text, "%llu", (unsigned long long)p->log.rows_in),
	    dp_keep_format(&text, "%llu", (unsigned long long)p->log.rows_out));
	if (p->dialect) {
		dp_recipe_source_line(p->dialect, 0, false, &source);
		row(out, none, none, "source",
		    dp_str_strip(dp_buf_view(&source)), none);
	}
	dp_buf_done(&source);
	dp_arena_done(&text);
}

void
dp_plan_outline(const struct dp_plan *p, struct dp_buf *out)
{
	dp_str none = { NULL, 0 };
	size_t start;

	dpi_plan_written_rest(p, out);
	start = out->n;
	if (!tell_steps(p, out))
		out->n = start;
	tell_names(p, out);
	if (p->opts.headless)
		row(out, none, none, "header", DP_S("none"), DP_S("none"));
	else if (p->unnamed && (p->n || p->opts.n_map))
		row(out, none, none, "header", DP_S("none"), none);
	if (p->log.rows_in != p->log.rows_out || p->written)
		tell_records(p, out);
}
