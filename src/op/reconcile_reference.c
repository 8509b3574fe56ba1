/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the list that reconcile compares with, and what makes it quick. */
#include "op/reconcile.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/beside.h"
#include "op/words.h"
#include "op/work.h"
#include "text/key.h"

/* Memory of an entry besides what it holds: three tables have it. */
#define ENTRY_BYTES 160u

/* Where the columns of the reference stand. */
struct slots {
	uint32_t name, *taken, *by;
};

/* Adds entry I, in its turn, under TEXT. */
static void
add_entry(struct dpi_list *l, struct dpi_entries *e, dp_str text, uint32_t i)
{
	bool added;
	uint32_t k = dpi_strtab_add(&e->text, text, &added);

	dp_grow(&e->first, &e->cap_first, k, sizeof *e->first);
	dp_grow(&e->next, &e->cap_next, i, sizeof *e->next);
	e->next[i] = added ? DPI_NO_ENTRY : e->first[k];
	e->first[k] = i;
	if (added)
		l->bytes += text.n;
}

uint32_t
dpi_list_context(const struct dpi_list *l, size_t i, dp_str cell,
		 struct dp_buf *scratch)
{
	ptrdiff_t k;

	scratch->n = 0;
	dp_cluster_key(cell, DP_KEY_FINGERPRINT, scratch);
	if (scratch->n == 0)
		return DPI_CONTEXT_BLANK;
	k = dpi_strtab_find(&l->by[i], dp_buf_view(scratch));
	return k < 0 ? DPI_CONTEXT_OTHER : (uint32_t)k;
}

/* The same while the list is read: a context that is new is added. */
static uint32_t
new_context(struct dpi_list *l, size_t i, dp_str cell, struct dp_buf *scratch)
{
	bool added;

	scratch->n = 0;
	dp_cluster_key(cell, DP_KEY_FINGERPRINT, scratch);
	if (scratch->n == 0)
		return DPI_CONTEXT_BLANK;
	return dpi_strtab_add(&l->by[i], dp_buf_view(scratch), &added);
}

static dp_str
cell_at(const struct dp_batch *b, size_t r, uint32_t slot)
{
	return dp_trim(dp_cell_str(dp_batch_cell(b, r, slot)));
}

/* Keeps row R of the reference, whose name and key are not empty. */
static void
keep_row(struct dpi_list *l, const struct dp_batch *b, size_t r,
	 const struct slots *at, struct dp_buf *scratch)
{
	dp_str name = dp_keep(&l->text, cell_at(b, r, at->name));
	uint32_t i = (uint32_t)l->n++;

	dp_grow(&l->name, &l->cap_name, i, sizeof *l->name);
	dp_grow(&l->numbers, &l->cap_numbers, i, sizeof *l->numbers);
	l->name[i] = name;
	l->bytes += name.n + ENTRY_BYTES;
	for (size_t k = 0; k < l->n_taken; k++) {
		dp_str v = cell_at(b, r, at->taken[k]);

		dp_grow(&l->value, &l->cap_value, i * l->n_taken + k,
			sizeof *l->value);
		l->value[i * l->n_taken + k] = dp_keep(&l->text, v);
		l->bytes += v.n + sizeof v;
	}
	for (size_t k = 0; k < l->n_by; k++) {
		dp_grow(&l->context, &l->cap_context, i * l->n_by + k,
			sizeof *l->context);
		l->context[i * l->n_by + k] =
			new_context(l, k, cell_at(b, r, at->by[k]), scratch);
		l->bytes += sizeof *l->context;
	}
	add_entry(l, &l->exact, name, i);
	scratch->n = 0;
	dp_cluster_key(name, DP_KEY_FOLDED, scratch);
	l->numbers[i] = dpi_key_numbers(dp_buf_view(scratch));
	add_entry(l, &l->folded, dp_buf_view(scratch), i);
	scratch->n = 0;
	dp_cluster_key(name, DP_KEY_FINGERPRINT_FR, scratch);
	add_entry(l, &l->printed, dp_buf_view(scratch), i);
}

static int
check_room(const struct dp_step *s, const struct dpi_list *l, uint64_t more,
	   struct dp_err *err)
{
	uint64_t most = dpi_step_memory(s, DPI_REFERENCE_BYTES);

	if (l->bytes + more <= most && l->n < DPI_NO_ENTRY)
		return 0;
	return dp_fail(err, DP_ELIMIT,
		       _("%.*s is over %llu MB in memory: too large for "
			 "a reference. Take fewer columns with "
			 "take=, or let the step have more with "
			 "--memory."),
		       DP_FMT(dp_step_param(s, "file")),
		       (unsigned long long)most >> 20);
}

static int
read_rows(struct dp_step *s, struct dpi_list *l, struct dp_stream *ref,
	  const struct slots *at, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	struct dp_buf scratch = { 0 };
	int status;

	while ((status = dp_next(ref, b, err)) > 0) {
		for (size_t r = 0; r < b->n_rows; r++)
			if (b->state[r] == DP_ROW_KEPT &&
			    cell_at(b, r, at->name).n &&
			    cell_at(b, r, at->taken[0]).n)
				keep_row(l, b, r, at, &scratch);
		if ((status = check_room(s, l, 0, err)) != 0)
			break;
	}
	dp_buf_done(&scratch);
	dp_batch_free(b);
	return status;
}

/* What makes near names be found; they are looked for only where fuzzy=yes. */
static int
prepare(const struct dp_step *s, struct dpi_list *l, struct dp_err *err)
{
	const struct dpi_strtab *folded = &l->folded.text;
	const struct dpi_strtab *printed = &l->printed.text;

	if (!dp_step_yes(s, "fuzzy"))
		return 0;
	if (check_room(s, l,
		       dpi_similar_bytes(folded->text, folded->n) +
			       dpi_similar_bytes(printed->text, printed->n),
		       err) != 0)
		return -1;
	l->like_folded = dpi_similar_new(folded->text, folded->n);
	l->like_printed = dpi_similar_new(printed->text, printed->n);
	return 0;
}

/* Finds the columns NAME, key=, take= and BY of REF. */
static int
find_columns(struct dp_step *s, struct dpi_list *l, const struct dp_schema *ref,
	     dp_str name, const dp_str *by, struct slots *at,
	     struct dp_column *taken, struct dp_err *err)
{
	const struct dp_arg *file = dp_step_arg(s, "file");
	const struct dp_arg *key = dp_step_arg(s, "key");
	const struct dp_arg *take = dp_step_arg(s, "take");
	const struct dp_arg *with = dp_step_arg(s, "with");
	dp_str *wanted;
	size_t n;
	ptrdiff_t k = dpi_beside_column(s, file, ref, name,
					dp_step_arg(s, "names"), err);

	if (k < 0)
		return -1;
	at->name = ref->column[k].slot;
	dpi_param_list(s, "take", &wanted, &n);
	for (size_t i = 0; i < l->n_taken; i++) {
		dp_str c = i ? wanted[i - 1] : key->text;

		k = dpi_beside_column(s, file, ref, c, i ? take : key, err);
		if (k < 0)
			return -1;
		at->taken[i] = ref->column[k].slot;
		taken[i].name = dp_keep(&s->arena, c);
	}
	for (size_t i = 0; i < l->n_by; i++) {
		k = dpi_beside_column(s, file, ref, by[i],
				      with ? with : dp_step_arg(s, "by"), err);
		if (k < 0)
			return -1;
		at->by[i] = ref->column[k].slot;
	}
	return 0;
}

int
dpi_list_read(struct dp_step *s, struct dpi_list *l, dp_str name,
	      const dp_str *by, size_t n_by, struct dp_column **taken,
	      struct dp_err *err)
{
	struct dp_stream *ref = dpi_beside_open(s, dp_step_arg(s, "file"), err);
	struct slots at = { 0 };
	dp_str *wanted;
	size_t n;
	int status;

	if (!ref)
		return -1;
	dpi_param_list(s, "take", &wanted, &n);
	l->n_taken = n + 1;
	l->n_by = n_by;
	l->by = dp_alloc0((n_by + 1) * sizeof *l->by);
	at.taken = dp_arena_alloc(&s->arena, (n + 1) * sizeof *at.taken);
	at.by = dp_arena_alloc(&s->arena, (n_by + 1) * sizeof *at.by);
	*taken = dp_arena_alloc(&s->arena, (n + 1) * sizeof **taken);
	status = find_columns(s, l, &ref->schema, name, by, &at, *taken, err);
	if (status == 0)
		status = read_rows(s, l, ref, &at, err);
	dp_close(ref);
	return status == 0 ? prepare(s, l, err) : -1;
}

static void
entries_done(struct dpi_entries *e)
{
	dpi_strtab_done(&e->text);
	free(e->first);
	free(e->next);
}

void
dpi_list_done(struct dpi_list *l)
{
	dpi_similar_free(l->like_folded);
	dpi_similar_free(l->like_printed);
	entries_done(&l->exact);
	entries_done(&l->folded);
	entries_done(&l->printed);
	for (size_t i = 0; l->by && i < l->n_by; i++)
		dpi_strtab_done(&l->by[i]);
	free(l->by);
	free(l->name);
	free(l->value);
	free(l->context);
	free(l->numbers);
	dp_arena_done(&l->text);
}
