/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Describes each column: what it holds, how much is missing, the figures of
 * its numbers, the most frequent of its texts. One reading of the table, any
 * number of threads, the same answer.
 */
#include "stat/acc.h"
#include "stat/counter.h"
#include "stat/datum_set.h"
#include "stat/gather.h"

#include <stdlib.h>

/* Different texts of a column when memory must not grow. */
#define FREQUENT_SMALL 4096
/* Of more columns than this one thread keeps its figures: each has its own. */
#define COLUMNS_SHARED 4096

/* A column, in one thread. */
struct column {
	struct dp_profile profile;
	struct dpi_acc *acc;
	struct dpi_values values; /* numbers */
	struct dpi_values led;    /* those that start with a 0 */
	struct dpi_counter texts; /* every cell, while there are few */
	struct dpi_keyset others; /* afterwards: cells that are no number */
	bool many;                /* texts gave way to others */
	bool too_many;            /* and others to nothing */
};

struct state {
	struct column *column;
	uint64_t n_rows;
};

struct describe {
	const struct dp_describe_opts *o;
	struct dp_column *column;
	size_t n_columns;
	struct dpi_layout layout;
	size_t frequent_max;
	atomic_size_t n_values;
	struct dpi_gather gather;
};

static const struct dp_stat_class *const figures[DP_D_COUNT] = {
	[DP_D_MIN] = &dpi_stat_min,       [DP_D_Q1] = &dpi_stat_q1,
	[DP_D_MEDIAN] = &dpi_stat_median, [DP_D_Q3] = &dpi_stat_q3,
	[DP_D_MAX] = &dpi_stat_max,       [DP_D_MEAN] = &dpi_stat_mean,
	[DP_D_SD] = &dpi_stat_sd,
};

/* ---- gathering -------------------------------------------------------- */

static void *
make(void *self)
{
	const struct describe *d = self;
	struct state *s = dp_alloc0(sizeof(*s));

	s->column = dp_alloc0((d->n_columns + 1) * sizeof(*s->column));
	for (size_t i = 0; i < d->n_columns; i++) {
		dp_profile_init(&s->column[i].profile, d->column[i].name);
		s->column[i].acc = dp_alloc0(d->layout.bytes);
		s->column[i].texts.map.arena.small = true;
	}
	return s;
}

static void
column_done(const struct describe *d, struct column *c)
{
	dpi_acc_done(&d->layout, c->acc);
	free(c->acc);
	dpi_values_done(&c->values);
	dpi_values_done(&c->led);
	dpi_counter_done(&c->texts);
	dpi_keyset_done(&c->others);
}

static void
state_free(const struct describe *d, struct state *s)
{
	for (size_t i = 0; i < d->n_columns; i++)
		column_done(d, &s->column[i]);
	free(s->column);
	free(s);
}

static bool
plain_number(const struct dp_datum *d)
{
	return d->kind == DP_DATUM_NUMBER && !d->zero_led;
}

static void
add_other(struct column *c, const struct dp_datum *d)
{
	size_t held = 0;

	if (c->too_many || plain_number(d))
		return;
	dpi_datum_set_add(&c->others, d, &held);
	if (c->others.n > DP_STAT_DISTINCT_MAX) {
		c->too_many = true;
		dpi_keyset_done(&c->others);
	}
}

/* The texts are too many to count each: only tells them apart now. */
static void
give_up_texts(struct column *c)
{
	struct dp_datum d;

	for (size_t i = 0; i < c->texts.map.n; i++) {
		dp_datum_read(c->texts.map.text[i], &d);
		add_other(c, &d);
	}
	dpi_counter_done(&c->texts);
	c->many = true;
}

static void
add_text(const struct describe *d, struct column *c,
	 const struct dp_datum *datum)
{
	size_t held = 0;

	if (!c->many) {
		dpi_counter_add(&c->texts, datum->cell, 1, &held);
		if (c->texts.map.n <= d->frequent_max)
			return;
		if (d->o->no_quantiles)
			c->too_many = true;
		give_up_texts(c);
		return;
	}
	add_other(c, datum);
}

/* Cells of one column of B; returns how many numbers were kept. */
static size_t
take_column(const struct describe *d, struct column *c,
	    const struct dp_batch *b, size_t slot)
{
	struct dp_datum datum;
	size_t held = 0, n = 0;

	for (size_t r = 0; r < b->n_rows; r++) {
		dp_str cell;

		if (b->state[r] != DP_ROW_KEPT)
			continue;
		cell = dp_cell_str(dp_batch_cell(b, r, slot));
		dp_datum_read(cell, &datum);
		dpi_gather_profile(&c->profile, &datum, b, r);
		dpi_acc_add(&d->layout, c->acc, &datum, &held);
		if (datum.kind == DP_DATUM_MISSING)
			continue;
		add_text(d, c, &datum);
		if (datum.kind != DP_DATUM_NUMBER || d->o->no_quantiles)
			continue;
		dpi_values_add(datum.zero_led ? &c->led : &c->values,
			       &datum.number, &held);
		n++;
	}
	return n;
}

static int
take(void *self, void *state, const struct dp_batch *b, struct dp_err *err)
{
	struct describe *d = self;
	struct state *s = state;
	size_t n = 0;

	(void)err;
	for (size_t r = 0; r < b->n_rows; r++)
		s->n_rows += b->state[r] == DP_ROW_KEPT;
	for (size_t i = 0; i < d->n_columns; i++) {
		struct column *c = &s->column[i];

		n += take_column(d, c, b, d->column[i].slot);
		/* Counted on, to know that there were too many. */
		if (atomic_load(&d->n_values) > DP_STAT_VALUES_MAX) {
			dpi_values_done(&c->values);
			dpi_values_done(&c->led);
		}
	}
	atomic_fetch_add(&d->n_values, n);
	return 0;
}

static void
merge_column(const struct describe *d, struct column *to, struct column *from)
{
	size_t held = 0;

	dp_profile_merge(&to->profile, &from->profile);
	dpi_acc_merge_sums(&d->layout, to->acc, from->acc, &held);
	dpi_values_merge(&to->values, &from->values, &held);
	dpi_values_merge(&to->led, &from->led, &held);
	if (from->many && !to->many)
		give_up_texts(to);
	if (to->many && !from->many)
		give_up_texts(from);
	to->too_many |= from->too_many;
	if (!to->many) {
		dpi_counter_merge(&to->texts, &from->texts, &held);
		if (to->texts.map.n > d->frequent_max) {
			to->too_many |= d->o->no_quantiles;
			give_up_texts(to);
		}
	} else if (!to->too_many) {
		dpi_datum_set_merge(&to->others, &from->others, &held);
		to->too_many = to->others.n > DP_STAT_DISTINCT_MAX;
	}
}

/* ---- the description -------------------------------------------------- */

static bool
listed(const dp_str *name, size_t n, dp_str one)
{
	for (size_t i = 0; i < n; i++)
		if (dp_str_eq(name[i], one))
			return true;
	return false;
}

/* Different values while every text was counted. */
static uint64_t
distinct_texts(const struct column *c)
{
	struct dpi_keyset set = { 0 };
	struct dp_datum d;
	uint64_t n;
	size_t held = 0;

	for (size_t i = 0; i < c->texts.map.n; i++) {
		dp_datum_read(c->texts.map.text[i], &d);
		dpi_datum_set_add(&set, &d, &held);
	}
	n = set.n;
	dpi_keyset_done(&set);
	return n;
}

static void
set_distinct(const struct dp_description *d, struct column *c,
	     struct dp_description_column *out)
{
	if (!c->many) {
		out->distinct = distinct_texts(c);
		out->distinct_known = true;
	} else if (!c->too_many && !d->over_limit) {
		dpi_values_sort(&c->values);
		out->distinct = dpi_values_distinct(&c->values) + c->others.n;
		out->distinct_known = true;
	}
}

static void
set_figures(const struct describe *d, const struct dp_description *out,
	    struct column *c, struct dp_description_column *to)
{
	bool numbers = to->content == DP_CONTENT_NUMBER;
	struct dp_stat_in in;
	size_t held = 0;

	for (size_t i = 0; i < DP_D_COUNT; i++)
		to->figure[i].null = true;
	if (!numbers && to->content != DP_CONTENT_YEAR)
		return;
	dpi_acc_in(&d->layout, c->acc, &in);
	in.n_rows = out->n_rows;
	in.qtype = d->o->qtype;
	if (numbers && !out->no_quantiles && !out->over_limit) {
		dpi_values_merge(&c->values, &c->led, &held);
		dpi_values_sort(&c->values);
		in.values = &c->values;
	}
	for (size_t i = 0; i < DP_D_COUNT; i++)
		if (numbers || figures[i]->meaning != DP_STAT_AVERAGES)
			figures[i]->finish(&in, &to->figure[i]);
}

static void
describe_column(struct describe *d, struct dp_description *out,
		struct column *c, size_t i)
{
	struct dp_description_column *to = &out->column[i];
	const struct dp_describe_opts *o = d->o;

	to->name = dp_keep(&out->text, d->column[i].name);
	to->profile = c->profile;
	to->content = dp_profile_content(&c->profile);
	if (c->profile.n_number &&
	    listed(o->as_number, o->n_as_number, to->name))
		to->content = DP_CONTENT_NUMBER;
	set_distinct(out, c, to);
	set_figures(d, out, c, to);
	if (!c->many && o->top && to->content != DP_CONTENT_NUMBER)
		to->frequent = dpi_counter_top(&c->texts, o->top, &out->text,
					       &to->n_frequent);
}

static struct dp_description *
finish(struct describe *d)
{
	struct dp_description *out = dp_alloc0(sizeof(*out));
	struct state *all = NULL;

	for (size_t i = 0; i < DPI_GATHER_THREADS; i++) {
		struct state *s = atomic_load(&d->gather.state[i]);

		if (!s)
			continue;
		if (all) {
			all->n_rows += s->n_rows;
			for (size_t j = 0; j < d->n_columns; j++)
				merge_column(d, &all->column[j], &s->column[j]);
			state_free(d, s);
		} else {
			all = s;
		}
	}
	if (!all)
		all = make(d);
	out->n_rows = all->n_rows;
	out->no_quantiles = d->o->no_quantiles;
	out->over_limit = atomic_load(&d->n_values) > DP_STAT_VALUES_MAX;
	out->n_columns = d->n_columns;
	out->column = dp_alloc0((d->n_columns + 1) * sizeof(*out->column));
	for (size_t i = 0; i < d->n_columns; i++) {
		describe_column(d, out, &all->column[i], i);
		column_done(d, &all->column[i]);
	}
	free(all->column);
	free(all);
	return out;
}

/* ---- from outside ----------------------------------------------------- */

/* The columns asked for, or all. Names are kept in A. */
static int
choose_columns(struct describe *d, const struct dp_schema *schema,
	       struct dp_arena *a, struct dp_err *err)
{
	const struct dp_describe_opts *o = d->o;

	d->n_columns = o->n_columns ? o->n_columns : schema->n;
	d->column = dp_realloc_array(NULL, d->n_columns + 1,
				     sizeof(*d->column));
	for (size_t i = 0; i < d->n_columns; i++) {
		ptrdiff_t at = (ptrdiff_t)i;

		if (o->n_columns)
			at = dp_schema_need(schema, o->column[i], err);
		if (at < 0)
			return -1;
		d->column[i] = schema->column[at];
		d->column[i].name = dp_keep(a, d->column[i].name);
	}
	for (size_t i = 0; i < o->n_as_number; i++)
		if (dp_schema_need(schema, o->as_number[i], err) < 0)
			return -1;
	return 0;
}

static unsigned
threads_for(const struct describe *d)
{
	return d->n_columns > COLUMNS_SHARED ? 1 : d->o->threads;
}

struct dp_description *
dp_describe(struct dp_stream *in, const struct dp_describe_opts *o,
	    struct dp_err *err)
{
	struct describe d = { .o = o, .frequent_max = DP_STAT_FREQUENT_MAX };
	struct dp_description *out = NULL;
	struct dp_arena names = { 0 };

	if (o->no_quantiles)
		d.frequent_max = FREQUENT_SMALL;
	for (size_t i = 0; i < DP_D_COUNT; i++)
		if (!(figures[i]->uses & DP_STAT_USES_VALUES))
			dpi_layout_add(&d.layout, figures[i]);
	d.gather.make = make;
	d.gather.take = take;
	d.gather.self = &d;
	if (choose_columns(&d, &in->schema, &names, err) < 0) {
		dp_close(in);
	} else if (dpi_gather(&d.gather, in, threads_for(&d), err) < 0) {
		for (size_t i = 0; i < DPI_GATHER_THREADS; i++) {
			struct state *s = atomic_load(&d.gather.state[i]);

			if (s)
				state_free(&d, s);
		}
	} else {
		out = finish(&d);
	}
	free(d.column);
	dpi_layout_done(&d.layout);
	dp_arena_done(&names);
	return out;
}

void
dp_description_free(struct dp_description *d)
{
	if (!d)
		return;
	for (size_t i = 0; i < d->n_columns; i++)
		free(d->column[i].frequent);
	free(d->column);
	dp_arena_done(&d->text);
	free(d);
}
