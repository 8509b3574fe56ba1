/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One table read for all the predicates about it, and the one before for
 * those that compare with it.
 */
#include "step/expect.h"

#include <stdlib.h>

#include "base/i18n.h"

/* The measures of one reading. */
struct reading {
	struct dpi_judging *j;
	struct dpi_measure *m; /* one a predicate */
	size_t *of;            /* index of its predicate */
	size_t n;
};

char *
dpi_expect_path(const struct dpi_judging *j, dp_str path)
{
	char *name = dp_strdup(path);
	char *full = dp_path_join(j->on->folder, name);

	if (!dp_exists(full) && j->on->data) {
		free(full);
		full = dp_path_join(j->on->data, name);
		if (!dp_exists(full)) {
			free(full);
			full = dp_path_join(j->on->folder, name);
		}
	}
	free(name);
	return full;
}

struct dp_stream *
dpi_expect_open(const struct dpi_judging *j, dp_str path, struct dp_err *err)
{
	struct dp_read_opts plain;
	struct dp_stream *s;
	bool judged = !path.p;
	char *full;

	if (judged && !j->on->table)
		return dp_fail_null(err, DP_EUSAGE,
				    _("there is no table to judge."));
	dp_read_opts_init(&plain);
	full = dpi_expect_path(j, judged ? dp_str_c(j->on->table) : path);
	s = dp_table_open(full, judged && j->on->read ? j->on->read : &plain,
			  err);
	free(full);
	return s;
}

int
dpi_each_row(struct dp_stream *s, void *self,
	     int (*row)(void *self, const struct dpi_row *row,
			struct dp_err *err),
	     struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	int status, bad = 0;

	while ((status = dp_next(s, b, err)) == 1 && bad == 0)
		for (size_t r = 0; bad == 0 && r < b->n_rows; r++) {
			struct dpi_row at = { &s->schema, b, r };

			if (b->state[r] == DP_ROW_KEPT)
				bad = row(self, &at, err);
		}
	dp_batch_free(b);
	return status < 0 || bad ? -1 : 0;
}

/* ---- columns ---------------------------------------------------------- */

static int
find_columns(struct dpi_measure *m, const struct dp_schema *s,
	     struct dp_err *err)
{
	const struct dpi_predicate *p = m->p;
	size_t named = p->class->column_args;

	m->column = dp_alloc((p->n_args + s->n + 1) * sizeof *m->column);
	for (size_t i = 0; i < p->n_args && i < named; i++) {
		ptrdiff_t at;

		if (dp_str_is(p->arg[i], "*")) {
			for (size_t k = 0; k < s->n; k++)
				m->column[m->n_columns++] = k;
			break;
		}
		at = dp_schema_need(s, p->arg[i], err);
		if (at < 0)
			return -1;
		m->column[m->n_columns++] = (size_t)at;
	}
	return 0;
}

struct refer {
	struct dpi_strtab *into;
	size_t column;
};

static int
keep_reference(void *self, const struct dpi_row *row, struct dp_err *err)
{
	struct refer *r = self;
	bool added;

	if (r->into->n >= DPI_PREDICATE_KEYS)
		return dp_fail(err, DP_ELIMIT,
			       _("the other table has more than %u keys."),
			       DPI_PREDICATE_KEYS);
	(void)dpi_strtab_add(r->into, dpi_row_cell(row, r->column), &added);
	return 0;
}

/* The keys of the other table of a join. */
static int
read_reference(const struct dpi_judging *j, struct dpi_measure *m,
	       struct dp_err *err)
{
	struct refer r = { .into = &m->reference };
	struct dp_stream *s = dpi_expect_open(j, m->p->arg[1], err);
	ptrdiff_t at = s ? dp_schema_need(&s->schema, m->p->arg[2], err) : -1;
	int status = -1;

	if (at >= 0) {
		r.column = (size_t)at;
		status = dpi_each_row(s, &r, keep_reference, err);
	}
	dp_close(s);
	return status;
}

/* ---- one reading ------------------------------------------------------ */

static void
start_reading(struct reading *x, struct dpi_judging *j, dp_str file,
	      bool before)
{
	const struct dp_expect *e = j->e;

	x->j = j;
	x->n = 0;
	x->m = dp_alloc0((e->n + 1) * sizeof *x->m);
	x->of = dp_alloc((e->n + 1) * sizeof *x->of);
	for (size_t i = 0; i < e->n; i++) {
		const struct dpi_predicate *p = &e->at[i];

		if (p->class->about != DPI_TABLE || (before && !p->same) ||
		    !dp_str_eq(p->file, file))
			continue;
		x->m[x->n].p = p;
		x->m[x->n].text = j->text;
		if (p->pattern)
			x->m[x->n].match = dp_match_new(p->pattern);
		x->of[x->n++] = i;
	}
}

static void
end_reading(struct reading *x)
{
	for (size_t i = 0; i < x->n; i++)
		dpi_measure_done(&x->m[i]);
	free(x->m);
	free(x->of);
}

static int
one_row(void *self, const struct dpi_row *row, struct dp_err *err)
{
	struct reading *x = self;

	(void)err;
	for (size_t i = 0; i < x->n; i++)
		if (x->m[i].p->class->row && !x->m[i].broken)
			x->m[i].p->class->row(&x->m[i], row);
	return 0;
}

/* Notes for all of X that the table itself cannot be read. */
static void
all_broken(struct reading *x, const struct dp_err *err)
{
	for (size_t i = 0; i < x->n; i++) {
		struct dp_err copy = *err;

		if (!x->m[i].broken)
			dpi_expect_broken(x->j, &x->m[i], &copy);
	}
}

/* Reads S, which it closes, for all of X; NULL with ERR: there is none. */
static void
read_table(struct reading *x, struct dp_stream *s, struct dp_err *err)
{
	struct dpi_judging *j = x->j;

	if (!s) {
		all_broken(x, err);
		return;
	}
	for (size_t i = 0; i < x->n; i++) {
		struct dpi_measure *m = &x->m[i];

		if (find_columns(m, &s->schema, err) != 0 ||
		    (m->p->class->row == dpi_row_join &&
		     read_reference(j, m, err) != 0))
			dpi_expect_broken(j, m, err);
	}
	if (dpi_each_row(s, x, one_row, err) != 0)
		all_broken(x, err);
	for (size_t i = 0; i < x->n; i++) {
		x->m[i].schema = &s->schema;
		if (!x->m[i].broken &&
		    x->m[i].p->class->finish(j, &x->m[i], err) != 0)
			dpi_expect_broken(j, &x->m[i], err);
	}
	dp_close(s);
}

static void
read_before(struct reading *x)
{
	struct dp_err err = { 0 };
	struct dp_read_opts plain;
	struct dp_stream *s = NULL;

	if (x->n == 0)
		return;
	dp_read_opts_init(&plain);
	if (x->j->before)
		s = dp_table_open(x->j->before, &plain, &err);
	else
		dp_fail(&err, DP_EUSAGE,
			_("there is no table before to compare with; name "
			  "it: before FILE."));
	read_table(x, s, &err);
}

/* Which of the records before is missing first. */
static void
fewer_rows(struct dpi_judging *j, struct dpi_measure *m)
{
	const struct dpi_change *c = &j->change[false];
	struct dp_err ignored = { 0 };

	if (!c->known && dpi_change_find(j, false, &ignored) != 0)
		return;
	m->offended = true;
	m->line = c->fewer.line;
	m->record = c->fewer.record;
	m->value = c->fewer.value;
}

static void
decide(struct dpi_judging *j, struct dpi_measure *m, struct dpi_measure *old,
       struct dp_verdict *v)
{
	if (old && old->broken && !m->broken) {
		m->broken = m->is_text = true;
		m->measured = old->measured;
	}
	if (old && !m->broken && m->p->class->row == dpi_row_count &&
	    m->number < old->number)
		fewer_rows(j, m);
	dpi_expect_decide(m, old, v, j->text);
}

void
dpi_expect_table(struct dpi_judging *j, dp_str file, struct dp_verdicts *out)
{
	struct reading now, before;
	struct dp_err err = { 0 };

	start_reading(&now, j, file, false);
	start_reading(&before, j, file, true);
	read_before(&before);
	read_table(&now, dpi_expect_open(j, file, &err), &err);
	for (size_t i = 0, k = 0; i < now.n; i++)
		decide(j, &now.m[i], now.m[i].p->same ? &before.m[k++] : NULL,
		       &out->at[now.of[i]]);
	end_reading(&now);
	end_reading(&before);
}
