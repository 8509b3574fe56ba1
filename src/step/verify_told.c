/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Faye and La Faye are two communes where each has a code of its own. Values
 * that are alike are looked at together with the other columns of their
 * records, for which the table is read a second time.
 */
#include "step/verify_inner.h"

#include <stdlib.h>

/* Other columns that are looked at, at most. */
#define BESIDE_MAX 64u
/* So many of a hundred records have a value of their own: a list of things. */
#define LIST_PERCENT 80u
/* Records that show that a column does not go with the values. */
#define ENOUGH 50u
/* A column of so many different values of a hundred is a key of a list. */
#define KEY_PERCENT 95u

/* Another column, as the forms of values of the one looked at see it. */
struct beside {
	uint64_t *first;      /* of each form: its first cell, hashed; or 0 */
	uint64_t same, other; /* later records: that cell again, or another */
	bool *mixed;          /* of each group: two forms have one cell */
	bool out;
};

/* A column with values that are alike. */
struct telling {
	struct dpi_facts *f;
	size_t column;
	bool is_list;
	struct beside *beside;  /* a column each, up to BESIDE_MAX */
	struct dpi_strtab seen; /* column, group and cell */
	uint32_t *form;         /* that has it */
	size_t cap;
};

struct table {
	const struct dp_schema *schema;
	struct dpi_facts *facts;
	uint64_t n_records;
	size_t n_beside;
	struct telling *of;
	size_t n, cap;
	struct dp_buf key;
};

/* Has F alike values that another column may tell apart? */
static bool
may_be_alike(struct dpi_facts *f, uint64_t n_records)
{
	const struct dpi_alike *a = &f->alike;

	if (dpi_judge_content(f, n_records) != DP_CONTENT_TEXT)
		return false;
	dpi_alike_find(f);
	for (size_t g = 0; a->group && g < a->n_groups; g++)
		if (a->forms_of[g] > 1)
			return true;
	return false;
}

static void
add_column(struct table *t, size_t column)
{
	struct dpi_facts *f = &t->facts[column];
	uint64_t present = dpi_facts_present(f, t->n_records);
	struct telling *x;

	dp_grow(&t->of, &t->cap, t->n, sizeof *t->of);
	x = &t->of[t->n++];
	memset(x, 0, sizeof *x);
	x->f = f;
	x->column = column;
	x->is_list = f->alike.n_forms * 100 >= present * LIST_PERCENT;
	x->beside = dp_alloc0((t->n_beside + 1) * sizeof *x->beside);
	for (size_t i = 0; i < t->n_beside; i++) {
		struct beside *b = &x->beside[i];

		b->first = dp_alloc0((f->alike.n_forms + 1) * sizeof *b->first);
		b->mixed =
			dp_alloc0((f->alike.n_groups + 1) * sizeof *b->mixed);
		b->out = i == column;
	}
}

static void
done_column(struct telling *x, size_t n_beside)
{
	for (size_t i = 0; i < n_beside; i++) {
		free(x->beside[i].first);
		free(x->beside[i].mixed);
	}
	free(x->beside);
	free(x->form);
	dpi_strtab_done(&x->seen);
}

/*
 * Value K has CELL in column I. A cell that is itself but another spelling
 * tells nothing apart.
 */
static void
note(struct table *t, struct telling *x, size_t i, size_t k, dp_str cell)
{
	const struct dpi_alike *a = &x->f->alike;
	struct beside *b = &x->beside[i];
	uint32_t where[2] = { (uint32_t)i, a->group[k] };
	size_t empty = sizeof where;
	uint32_t n;
	bool added;

	t->key.n = 0;
	dp_buf_add(&t->key, where, sizeof where);
	dp_cluster_key(cell, DP_KEY_FINGERPRINT_FR, &t->key);
	if (t->key.n == empty)
		dp_buf_str(&t->key, cell);
	n = dpi_strtab_add(&x->seen, dp_buf_view(&t->key), &added);
	if (added) {
		dp_grow(&x->form, &x->cap, n, sizeof *x->form);
		x->form[n] = a->form[k];
	} else if (x->form[n] != a->form[k]) {
		b->mixed[a->group[k]] = true;
	}
}

static void
add_cells(struct table *t, struct telling *x, const struct dp_batch *batch,
	  size_t r)
{
	const struct dp_column *c = t->schema->column;
	const struct dpi_alike *a = &x->f->alike;
	dp_str v = dp_trim(dp_cell_str(dp_batch_cell(batch, r,
						     c[x->column].slot)));
	ptrdiff_t k = v.n ? dpi_strtab_find(&x->f->value, v) : -1;
	bool several;
	uint64_t *first;

	if (k < 0 || a->group[k] == DPI_NO_GROUP)
		return;
	several = a->forms_of[a->group[k]] > 1;
	for (size_t i = 0; i < t->n_beside; i++) {
		struct beside *b = &x->beside[i];
		dp_str cell;
		uint64_t hash;

		if (b->out)
			continue;
		cell = dp_trim(dp_cell_str(dp_batch_cell(batch, r, c[i].slot)));
		if (cell.n == 0)
			continue;
		hash = dp_hash64(cell.p, cell.n) | 1;
		first = &b->first[a->form[k]];
		if (!*first)
			*first = hash;
		else if (*first == hash)
			b->same++;
		else
			b->other++;
		b->out = !x->is_list && b->other > ENOUGH && b->other > b->same;
		if (several && !b->mixed[a->group[k]])
			note(t, x, i, (size_t)k, cell);
	}
}

/* Has nearly each record a value of its own in F? Each, if it is a number. */
static bool
is_key(const struct dpi_facts *f, uint64_t n)
{
	enum dp_content c = dpi_judge_content(f, n);

	if (f->full)
		return false;
	if (c == DP_CONTENT_NUMBER || c == DP_CONTENT_COMMA ||
	    c == DP_CONTENT_GROUPED)
		return f->value.n == n;
	return f->value.n * 100 >= n * KEY_PERCENT;
}

/*
 * Does column I say what the values of X are? As a code does, which comes
 * again with its value; or, in a list, a key.
 */
static bool
goes_with(const struct table *t, const struct telling *x, size_t i)
{
	const struct beside *b = &x->beside[i];

	return !b->out && ((b->same > 0 && b->same >= 9 * b->other) ||
			   (x->is_list && is_key(&t->facts[i], t->n_records)));
}

static void
conclude(struct table *t, struct telling *x)
{
	struct dpi_alike *a = &x->f->alike;
	uint32_t *n = dp_alloc0((a->n_groups + 1) * sizeof *n);
	bool *counted = dp_alloc0(a->n_forms + 1);

	for (size_t i = 0; i < t->n_beside; i++) {
		if (!goes_with(t, x, i))
			continue;
		memset(n, 0, a->n_groups * sizeof *n);
		memset(counted, 0, a->n_forms);
		for (size_t k = 0; k < x->f->value.n; k++) {
			uint32_t g = a->group[k];

			if (g == DPI_NO_GROUP || counted[a->form[k]])
				continue;
			counted[a->form[k]] = true;
			n[g] += x->beside[i].first[a->form[k]] != 0;
		}
		for (size_t g = 0; g < a->n_groups; g++)
			if (a->forms_of[g] > 1 && n[g] == a->forms_of[g] &&
			    !x->beside[i].mixed[g])
				a->told[g] = true;
	}
	free(n);
	free(counted);
}

static int
read_again(struct table *t, const struct dp_verify *what, uint32_t flags,
	   struct dp_err *err)
{
	struct dp_stream *s = dp_table_open(what->input, &what->read, err);
	struct dp_batch *b;
	int status;

	if (!s)
		return -1;
	b = dp_batch_new();
	t->schema = &s->schema;
	while ((status = dp_next(s, b, err)) == 1)
		for (size_t r = 0; r < b->n_rows; r++) {
			if (b->state[r] != DP_ROW_KEPT ||
			    (dp_batch_cell(b, r, 0)->flags &
			     (DP_CELL_SHORT | DP_CELL_LONG)) != flags)
				continue;
			for (size_t i = 0; i < t->n; i++)
				add_cells(t, &t->of[i], b, r);
		}
	dp_batch_free(b);
	for (size_t i = 0; status == 0 && i < t->n; i++)
		conclude(t, &t->of[i]);
	dp_close(s);
	return status;
}

/* What was a pipe is gone, and what steps made is not there yet. */
static bool
can_read_again(const struct dp_verify *what)
{
	return !what->recipe && (what->read.held || dp_is_file(what->input));
}

int
dpi_tell_apart(const struct dp_verify *what, const struct dp_schema *schema,
	       struct dpi_facts *facts, uint64_t n_records, bool are_short,
	       struct dp_err *err)
{
	struct table t = { .facts = facts, .n_records = n_records };
	int status = 0;

	t.n_beside = schema->n < BESIDE_MAX ? schema->n : BESIDE_MAX;
	for (size_t i = 0; facts && i < schema->n; i++)
		if (may_be_alike(&facts[i], n_records))
			add_column(&t, i);
	if (t.n > 0 && can_read_again(what))
		status = read_again(&t, what, are_short ? DP_CELL_SHORT : 0,
				    err);
	for (size_t i = 0; i < t.n; i++)
		done_column(&t.of[i], t.n_beside);
	free(t.of);
	dp_buf_done(&t.key);
	return status;
}
