/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Figures by group: binds a request to the columns of a table, has it
 * gathered (group_gather.c), refuses what makes no sense, and computes the
 * figures of each group in the order of their keys.
 */
#include "stat/group.h"

#include <stdlib.h>

/* ---- binding ---------------------------------------------------------- */

/* Number of the measured column called NAME, added when it is new. */
static int
measured(struct dpi_grouping *g, const struct dp_schema *schema, dp_str name,
	 size_t *out, struct dp_err *err)
{
	ptrdiff_t at = dp_schema_need(schema, name, err);

	if (at < 0)
		return -1;
	for (*out = 0; *out < g->n_columns; ++*out)
		if (g->column[*out].slot == schema->column[at].slot)
			return 0;
	g->column[*out] = schema->column[at];
	g->column[*out].name = dp_keep(&g->names, schema->column[at].name);
	g->n_columns++;
	return 0;
}

static int
bind(struct dpi_grouping *g, const struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_group_opts *o = g->o;
	size_t n = o->n_measures + 1;

	g->by = dp_alloc0((o->n_by + 1) * sizeof(*g->by));
	g->column = dp_alloc0(n * sizeof(*g->column));
	g->column_of = dp_alloc0(n * sizeof(*g->column_of));
	g->layout = dp_alloc0(n * sizeof(*g->layout));
	g->acc_at = dp_alloc0(n * sizeof(*g->acc_at));
	for (size_t i = 0; i < o->n_by; i++) {
		ptrdiff_t at = dp_schema_need(schema, o->by[i], err);

		if (at < 0)
			return -1;
		g->by[i] = schema->column[at].slot;
	}
	for (size_t i = 0; i < o->n_measures; i++) {
		g->column_of[i] = SIZE_MAX;
		if (!o->measure[i].column.p)
			continue;
		if (measured(g, schema, o->measure[i].column, &g->column_of[i],
			     err) < 0)
			return -1;
		dpi_layout_add(&g->layout[g->column_of[i]], o->measure[i].stat);
	}
	for (size_t i = 0; i < o->n_as_number; i++)
		if (dp_schema_need(schema, o->as_number[i], err) < 0)
			return -1;
	g->block_bytes = 16;
	for (size_t i = 0; i < g->n_columns; i++) {
		g->acc_at[i] = g->block_bytes;
		g->block_bytes += g->layout[i].bytes;
	}
	return 0;
}

static void
unbind(struct dpi_grouping *g)
{
	for (size_t i = 0; g->layout && i < g->n_columns; i++)
		dpi_layout_done(&g->layout[i]);
	free(g->by);
	free(g->column);
	free(g->column_of);
	free(g->layout);
	free(g->acc_at);
	dp_arena_done(&g->names);
}

/* ---- refusing --------------------------------------------------------- */

static int
refuse(const struct dpi_grouping *g, const struct dpi_groups *all,
       struct dp_err *err)
{
	const struct dp_group_opts *o = g->o;
	struct dp_buf why = { 0 };
	int r = 0;

	for (size_t i = 0; i < o->n_measures && r == 0; i++) {
		size_t c = g->column_of[i];
		bool allowed = c == SIZE_MAX;

		for (size_t j = 0; !allowed && j < o->n_as_number; j++)
			allowed = dp_str_eq(o->as_number[j], g->column[c].name);
		if (!allowed &&
		    dp_profile_refuses(&all->profile[c],
				       o->measure[i].stat->meaning,
				       g->column[c].name, o->file, &why))
			r = dp_fail(err, DP_EUSAGE, "%.*s", (int)why.n, why.p);
	}
	dp_buf_done(&why);
	return r;
}

/* ---- figures ---------------------------------------------------------- */

/* What measure I is computed from in the group BLOCK, of N_ROWS records. */
static void
input(const struct dpi_grouping *g, char *block, size_t i,
      struct dp_stat_in *in)
{
	size_t c = g->column_of[i];

	memset(in, 0, sizeof(*in));
	if (c != SIZE_MAX) {
		const struct dpi_acc *acc = dpi_block_acc(g, block, c);

		dpi_acc_in(&g->layout[c], acc, in);
		in->state = dpi_acc_state(&g->layout[c], acc,
					  g->o->measure[i].stat);
	}
	in->n_rows = *dpi_block_rows(block);
	in->qtype = g->o->qtype;
}

/* Fills OUT from BLOCK; WHOLE is that of all groups. */
static void
set_group(const struct dpi_grouping *g, char *block, char *whole,
	  struct dp_group *out, struct dp_arena *a)
{
	size_t n = g->o->n_measures;

	out->n_rows = *dpi_block_rows(block);
	out->figure = dp_arena_alloc(a, (n + 1) * sizeof(*out->figure));
	out->used = dp_arena_alloc(a, (g->n_columns + 1) * sizeof(*out->used));
	for (size_t c = 0; c < g->n_columns; c++) {
		struct dpi_acc *acc = dpi_block_acc(g, block, c);

		dpi_acc_sort(&g->layout[c], acc);
		out->used[c].n_used = acc->n_used;
		out->used[c].n_missing = acc->n_missing;
		out->used[c].n_other = acc->n_other;
	}
	for (size_t i = 0; i < n; i++) {
		struct dp_stat_in in, all;

		memset(&out->figure[i], 0, sizeof(out->figure[i]));
		out->figure[i].null = true;
		input(g, block, i, &in);
		input(g, whole, i, &all);
		all.values = NULL;
		all.state = NULL;
		in.whole = &all;
		g->o->measure[i].stat->finish(&in, &out->figure[i]);
	}
}

/* ---- order ------------------------------------------------------------ */

struct place {
	dp_str *cell;
	size_t n, index;
};

/* Numbers before texts, missing last. */
static int
cmp_cells(dp_str x, dp_str y)
{
	struct dp_datum a, b;
	int c;

	if (!x.p || !y.p)
		return !x.p - !y.p;
	dp_datum_read(x, &a);
	dp_datum_read(y, &b);
	if (a.kind == DP_DATUM_NUMBER && b.kind == DP_DATUM_NUMBER) {
		c = dp_number_cmp(&a.number, &b.number);
		return c ? c : dp_str_cmp(x, y);
	}
	if ((a.kind == DP_DATUM_NUMBER) != (b.kind == DP_DATUM_NUMBER))
		return a.kind == DP_DATUM_NUMBER ? -1 : 1;
	return dp_str_cmp(x, y);
}

static int
by_key(const void *a, const void *b)
{
	const struct place *x = a, *y = b;
	int c = 0;

	for (size_t i = 0; i < x->n && !c; i++)
		c = cmp_cells(x->cell[i], y->cell[i]);
	return c;
}

/* The groups of ALL in order; their keys are kept in A. */
static struct place *
order(const struct dpi_grouping *g, const struct dpi_groups *all,
      struct dp_arena *a)
{
	size_t n_by = g->o->n_by;
	struct place *p;

	p = dp_realloc_array(NULL, all->keys.n + 1, sizeof(*p));
	for (size_t k = 0; k < all->keys.n; k++) {
		p[k].cell = dp_arena_alloc(a, (n_by + 1) * sizeof(dp_str));
		p[k].n = n_by;
		p[k].index = k;
		dpi_group_key(all->keys.text[k], p[k].cell, n_by);
		for (size_t i = 0; i < n_by; i++)
			p[k].cell[i] = dp_keep(a, p[k].cell[i]);
	}
	qsort(p, all->keys.n, sizeof(*p), by_key);
	return p;
}

/* ---- from outside ----------------------------------------------------- */

static struct dp_grouping *
finish(const struct dpi_grouping *g, struct dpi_groups *all)
{
	struct dp_grouping *out = dp_alloc0(sizeof(*out));
	struct place *place = order(g, all, &out->text);
	char *whole = dpi_block_new(g, &all->blocks);
	size_t held = 0;

	out->n_rows = all->n_rows;
	*dpi_block_rows(whole) = all->n_rows;
	out->n_columns = g->n_columns;
	out->column = dp_arena_alloc(&out->text,
				     (g->n_columns + 1) * sizeof(dp_str));
	out->profile = dp_arena_alloc(&out->text, (g->n_columns +
						   1) * sizeof(*out->profile));
	for (size_t c = 0; c < g->n_columns; c++) {
		out->column[c] = dp_keep(&out->text, g->column[c].name);
		out->profile[c] = all->profile[c];
		for (size_t k = 0; k < all->keys.n; k++)
			dpi_acc_merge_sums(&g->layout[c],
					   dpi_block_acc(g, whole, c),
					   dpi_block_acc(g, all->block[k], c),
					   &held);
	}
	out->n_groups = all->keys.n;
	out->group = dp_alloc0((out->n_groups + 1) * sizeof(*out->group));
	for (size_t k = 0; k < out->n_groups; k++) {
		char *block = all->block[place[k].index];

		out->group[k].key = place[k].cell;
		set_group(g, block, whole, &out->group[k], &out->text);
		for (size_t c = 0; c < g->n_columns; c++)
			dpi_acc_merge_rest(&g->layout[c],
					   dpi_block_acc(g, whole, c),
					   dpi_block_acc(g, block, c), &held);
	}
	set_group(g, whole, whole, &out->whole, &out->text);
	for (size_t c = 0; c < g->n_columns; c++)
		dpi_acc_done(&g->layout[c], dpi_block_acc(g, whole, c));
	if (!g->o->n_by)
		out->n_groups = 0;
	free(place);
	return out;
}

struct dp_grouping *
dp_group(struct dp_stream *in, const struct dp_group_opts *o,
	 struct dp_err *err)
{
	struct dpi_grouping g = { .o = o };
	struct dp_grouping *out = NULL;
	struct dpi_groups *all = NULL;
	int r = bind(&g, &in->schema, err);

	g.gather.make = dpi_groups_make;
	g.gather.take = dpi_groups_take;
	g.gather.self = &g;
	if (r < 0)
		dp_close(in);
	else
		r = dpi_gather(&g.gather, in, o->threads, err);
	for (size_t i = 0; i < DPI_GATHER_THREADS; i++) {
		struct dpi_groups *s = atomic_load(&g.gather.state[i]);

		if (!s)
			continue;
		if (r < 0)
			dpi_groups_free(&g, s);
		else if (all)
			dpi_groups_merge(&g, all, s);
		else
			all = s;
	}
	if (r == 0 && !all)
		all = dpi_groups_make(&g);
	if (all) {
		if (refuse(&g, all, err) == 0)
			out = finish(&g, all);
		dpi_groups_free(&g, all);
	}
	unbind(&g);
	return out;
}

void
dp_grouping_free(struct dp_grouping *g)
{
	if (!g)
		return;
	free(g->group);
	dp_arena_done(&g->text);
	free(g);
}
