/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How often each value of a column occurs. Nothing is folded: values that
 * differ by a space or a capital are two.
 */
#include "stat/counter.h"
#include "stat/gather.h"

#include "base/i18n.h"

#include <stdlib.h>

struct column {
	struct dpi_counter counter;
	uint64_t n_missing;
};

struct state {
	struct column *column;
	uint64_t n_rows;
};

struct frequencies {
	uint32_t *slot;
	size_t n;
	atomic_size_t held;
	struct dpi_gather gather;
};

static void *
make(void *self)
{
	const struct frequencies *f = self;
	struct state *s = dp_alloc0(sizeof(*s));

	s->column = dp_alloc0((f->n + 1) * sizeof(*s->column));
	return s;
}

static void
state_free(const struct frequencies *f, struct state *s)
{
	for (size_t i = 0; i < f->n; i++)
		dpi_counter_done(&s->column[i].counter);
	free(s->column);
	free(s);
}

static int
take(void *self, void *state, const struct dp_batch *b, struct dp_err *err)
{
	struct frequencies *f = self;
	struct state *s = state;
	size_t held = 0;

	for (size_t r = 0; r < b->n_rows; r++) {
		if (b->state[r] != DP_ROW_KEPT)
			continue;
		s->n_rows++;
		for (size_t i = 0; i < f->n; i++) {
			dp_str cell =
				dp_cell_str(dp_batch_cell(b, r, f->slot[i]));

			if (dp_trim(cell).n)
				dpi_counter_add(&s->column[i].counter, cell, 1,
						&held);
			else
				s->column[i].n_missing++;
		}
	}
	held += atomic_fetch_add(&f->held, held);
	if (held > DP_STAT_GROUPS_BYTES)
		return dp_fail(
			err, DP_ELIMIT,
			P_("the column has too many different values to be "
			   "counted in memory (%zu MiB).",
			   "the columns have too many different values to be "
			   "counted in memory (%zu MiB); ask for one at a "
			   "time.",
			   f->n),
			DP_STAT_GROUPS_BYTES >> 20);
	return 0;
}

static void
finish_column(struct column *c, uint64_t n_rows, struct dp_frequencies *out)
{
	out->n_rows = n_rows;
	out->n_missing = c->n_missing;
	out->value = dpi_counter_top(&c->counter, 0, &out->text,
				     &out->n_values);
}

/* Merges the states; OUT is filled unless it is NULL. */
static void
finish(struct frequencies *f, struct dp_frequencies *out)
{
	struct state *all = NULL;
	size_t held = 0;

	for (size_t i = 0; i < DPI_GATHER_THREADS; i++) {
		struct state *s = atomic_load(&f->gather.state[i]);

		if (!s)
			continue;
		if (!all) {
			all = s;
			continue;
		}
		all->n_rows += s->n_rows;
		for (size_t j = 0; out && j < f->n; j++) {
			all->column[j].n_missing += s->column[j].n_missing;
			dpi_counter_merge(&all->column[j].counter,
					  &s->column[j].counter, &held);
		}
		state_free(f, s);
	}
	if (!all)
		all = make(f);
	for (size_t j = 0; out && j < f->n; j++)
		finish_column(&all->column[j], all->n_rows, &out[j]);
	state_free(f, all);
}

int
dp_frequencies(struct dp_stream *in, const dp_str *column, size_t n,
	       unsigned threads, struct dp_frequencies *out, struct dp_err *err)
{
	struct frequencies f = { .n = n };
	int r = 0;

	memset(out, 0, n * sizeof(*out));
	f.slot = dp_realloc_array(NULL, n + 1, sizeof(*f.slot));
	for (size_t i = 0; i < n && r == 0; i++) {
		ptrdiff_t at = dp_schema_need(&in->schema, column[i], err);

		if (at < 0) {
			r = -1;
			break;
		}
		f.slot[i] = in->schema.column[at].slot;
		out[i].name = dp_keep(&out[i].text, in->schema.column[at].name);
	}
	if (r < 0) {
		dp_close(in);
	} else {
		f.gather.make = make;
		f.gather.take = take;
		f.gather.self = &f;
		r = dpi_gather(&f.gather, in, threads, err);
		finish(&f, r < 0 ? NULL : out);
	}
	for (size_t i = 0; r < 0 && i < n; i++)
		dp_frequencies_done(&out[i]);
	free(f.slot);
	return r;
}

void
dp_frequencies_done(struct dp_frequencies *f)
{
	free(f->value);
	dp_arena_done(&f->text);
	memset(f, 0, sizeof(*f));
}
