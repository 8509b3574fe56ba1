/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The job that counts the values of a column. Memory is bounded: once it is
 * full, values met before are still counted exactly, rows of new ones are
 * counted together, and that is said.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "table/job.h"

#define RENEW_SECONDS 0.2
#define MAX_VALUES 1000u

struct entry {
	dp_str value; /* p NULL: the place is free */
	uint64_t n, first_row, hash;
};

struct facet_job {
	struct dp_job job;
	struct dp_facet_opts want;
	struct dpi_needle like;
	bool is_like;
	struct entry *at;
	size_t mask, n_distinct, text_bytes;
	uint64_t n_empty, n_others, n_unlike;
	struct dp_arena text;
	double renewed;
	/* guarded */
	struct dp_facet given;
};

/* ---- the values ------------------------------------------------------- */

static struct entry *
place(const struct facet_job *f, dp_str value, uint64_t hash)
{
	size_t i = (size_t)hash & f->mask;

	while (f->at[i].value.p &&
	       (f->at[i].hash != hash || !dp_str_eq(f->at[i].value, value)))
		i = (i + 1) & f->mask;
	return &f->at[i];
}

static void
make_room(struct facet_job *f)
{
	struct entry *old = f->at;
	size_t n = f->mask + 1;

	f->mask = 2 * n - 1;
	f->at = dp_alloc0((f->mask + 1) * sizeof *f->at);
	for (size_t i = 0; i < n; i++)
		if (old[i].value.p)
			*place(f, old[i].value, old[i].hash) = old[i];
	free(old);
}

/* Is one more value of N bytes, and the room it asks for, too much? */
static bool
is_full(const struct facet_job *f, size_t n_bytes)
{
	size_t room = (f->mask + 1) * sizeof *f->at;

	if (3 * (f->n_distinct + 1) > 2 * f->mask)
		room *= 2;
	return f->text_bytes + n_bytes + room > DP_FACET_BYTES;
}

static void
count(struct facet_job *f, dp_str value, uint64_t row)
{
	uint64_t hash;
	struct entry *e;

	if (value.n == 0) {
		f->n_empty++;
		return;
	}
	if (f->is_like && !dpi_needle_is_alike(&f->like, value)) {
		f->n_unlike++;
		return;
	}
	hash = dp_hash64(value.p, value.n);
	e = place(f, value, hash);
	if (e->value.p) {
		e->n++;
		return;
	}
	if (is_full(f, value.n)) {
		f->n_others++;
		return;
	}
	*e = (struct entry){ dp_keep(&f->text, value), 1, row, hash };
	f->text_bytes += value.n;
	if (3 * ++f->n_distinct > 2 * f->mask)
		make_room(f);
}

/* ---- what is given ---------------------------------------------------- */

/* The most frequent first. */
static int
by_count(const void *a, const void *b)
{
	const struct dp_facet_value *x = a, *y = b;

	if (x->n != y->n)
		return x->n < y->n ? 1 : -1;
	return dp_str_cmp(x->value, y->value);
}

/* Moves value I of the heap V of N down: the last in order is at its top. */
static void
sift(struct dp_facet_value *v, size_t n, size_t i)
{
	for (;;) {
		size_t k = 2 * i + 1;
		struct dp_facet_value t = v[i];

		if (k + 1 < n && by_count(&v[k + 1], &v[k]) > 0)
			k++;
		if (k >= n || by_count(&v[k], &v[i]) <= 0)
			return;
		v[i] = v[k];
		v[k] = t;
		i = k;
	}
}

/* Into OUT, with room for MOST, the first MOST values; returns how many. */
static size_t
choose(const struct facet_job *f, struct dp_facet_value *out, size_t most)
{
	size_t n = 0;

	for (size_t i = 0; i <= f->mask; i++) {
		struct dp_facet_value v = { f->at[i].value, f->at[i].n,
					    f->at[i].first_row };

		if (!v.value.p)
			continue;
		if (n < most) {
			out[n++] = v;
			for (size_t k = n == most ? n / 2 + 1 : 0; k > 0; k--)
				sift(out, n, k - 1);
		} else if (by_count(&v, &out[0]) < 0) {
			out[0] = v;
			sift(out, n, 0);
		}
	}
	qsort(out, n, sizeof *out, by_count);
	return n;
}

/* Renews what the front end is given. */
static void
give(struct facet_job *f, uint64_t n_rows, bool complete)
{
	size_t most = f->want.max_values ? f->want.max_values : MAX_VALUES;
	struct dp_facet made = { .n_distinct = f->n_distinct,
				 .n_rows = n_rows,
				 .n_empty = f->n_empty,
				 .n_others = f->n_others,
				 .n_unlike = f->n_unlike,
				 .complete = complete };
	struct dp_facet old;

	most = most < f->n_distinct ? most : f->n_distinct;
	made.value = dp_alloc0((most + 1) * sizeof *made.value);
	made.n = choose(f, made.value, most);
	for (size_t i = 0; i < made.n; i++)
		made.value[i].value = dp_keep(&made.text, made.value[i].value);
	dpi_lock(&f->job.pages->lock);
	old = f->given;
	f->given = made;
	dpi_unlock(&f->job.pages->lock);
	dp_facet_done(&old);
	dpi_bell_ring(&f->job.pages->bell);
}

static int
run(struct dp_job *j, struct dp_err *err)
{
	struct facet_job *f = (struct facet_job *)j;
	struct dpi_pass a;
	int status;

	if (dpi_pass_open(&a, j, 0, false, err) != 0)
		return -1;
	f->renewed = dpi_seconds();
	while ((status = dpi_pass_next(&a, err)) == 1) {
		count(f, dpi_pass_cell(&a, f->want.column), a.row);
		if (a.n_rows % 4096 == 0 &&
		    dpi_seconds() - f->renewed > RENEW_SECONDS) {
			give(f, a.n_rows, false);
			f->renewed = dpi_seconds();
		}
	}
	give(f, a.n_rows, status == 0);
	dpi_pass_close(&a);
	return status;
}

static void
done(struct dp_job *j)
{
	struct facet_job *f = (struct facet_job *)j;

	dpi_needle_done(&f->like);
	dp_arena_done(&f->text);
	dp_facet_done(&f->given);
	free(f->at);
}

static const struct dpi_job_class facet_class = { run, done };

struct dp_job *
dp_facet_start(struct dp_view *v, const struct dp_facet_opts *o,
	       struct dp_err *err)
{
	struct facet_job *f;

	if (dpi_job_column(v, o->column, false, err) != 0)
		return NULL;
	f = dp_alloc0(sizeof *f);
	f->want = *o;
	f->is_like = o->like.p != NULL;
	if (f->is_like)
		dpi_needle_init_alike(&f->like, o->like);
	f->mask = 1023;
	f->at = dp_alloc0((f->mask + 1) * sizeof *f->at);
	if (dpi_job_init(&f->job, &facet_class, v, err) != 0)
		return NULL;
	return dpi_job_start(&f->job, err);
}

void
dp_facet_get(struct dp_job *j, struct dp_facet *out)
{
	struct facet_job *f = (struct facet_job *)j;
	struct dp_facet_value *value;

	dp_facet_done(out);
	dpi_lock(&j->pages->lock);
	value = dp_alloc0((f->given.n + 1) * sizeof *value);
	for (size_t i = 0; i < f->given.n; i++) {
		value[i] = f->given.value[i];
		value[i].value = dp_keep(&out->text, value[i].value);
	}
	out->value = value;
	out->n = f->given.n;
	out->n_distinct = f->given.n_distinct;
	out->n_rows = f->given.n_rows;
	out->n_empty = f->given.n_empty;
	out->n_others = f->given.n_others;
	out->n_unlike = f->given.n_unlike;
	out->complete = f->given.complete;
	dpi_unlock(&j->pages->lock);
}

void
dp_facet_done(struct dp_facet *f)
{
	free(f->value);
	dp_arena_done(&f->text);
	memset(f, 0, sizeof *f);
}
