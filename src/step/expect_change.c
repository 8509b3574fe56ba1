/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How a table differs from what it was: which columns, how many cells, which
 * records are gone. With a key, records are recognised by it; without,
 * columns are compared as bags of cells.
 */
#include "step/expect.h"

#include <stdlib.h>

#include "base/i18n.h"

/* A column of the table before. */
struct old_column {
	dp_str name;
	bool in_after;
	uint64_t sum[2]; /* of the hashes of its cells, there minus here */
};

/* The table before, as far as it is kept. */
struct comparing {
	struct dpi_change *out;
	bool exact;
	struct old_column *old;
	size_t n_old;
	ptrdiff_t key; /* index of the key in the table in hand; -1 */
	struct dpi_strtab keys;
	uint32_t *first;         /* by key: its first row + 1 */
	uint32_t *next;          /* by row: the next with its key + 1 */
	uint64_t *hash;          /* by row and column; with a key only */
	uint64_t *line, *record; /* by row */
	int64_t *count;          /* by key: records before */
	int64_t *left;           /* by key: those minus records after */
	size_t cap_first, cap_next, cap_hash, cap_line, cap_record, cap_count,
		cap_left;
	size_t n_rows;
	/* the table after */
	ptrdiff_t *of;  /* by its columns: index in old, or -1 */
	size_t *change; /* by its columns: index in out + 1, or 0 */
	struct dp_buf room, whole;
	struct dp_arena *text;
};

static uint64_t
cell_hash(struct comparing *c, dp_str cell)
{
	if (c->exact)
		return dp_hash64(cell.p ? cell.p : "", cell.n);
	c->room.n = 0;
	dpi_canonical_cell(cell, &c->room);
	return dp_hash64(c->room.p ? c->room.p : "", c->room.n);
}

/*
 * What names ROW: its key, or else all its cells that both tables have; OLD
 * gives the column before for each of its columns, or NULL.
 */
static dp_str
row_key(struct comparing *c, const struct dpi_row *row, const ptrdiff_t *old)
{
	uint64_t sum[2] = { 0, 0 };

	if (c->key >= 0)
		return dp_trim(dpi_row_cell(row, (size_t)c->key));
	for (size_t i = 0; i < row->schema->n; i++) {
		size_t k = old ? (size_t)old[i] : i;
		uint64_t pair[2];

		if ((old && old[i] < 0) || !c->old[k].in_after)
			continue;
		pair[0] = k;
		pair[1] = cell_hash(c, dpi_row_cell(row, i));
		sum[0] += dp_hash64(pair, sizeof pair);
		pair[0] = ~pair[0];
		sum[1] += dp_hash64(pair, sizeof pair);
	}
	c->whole.n = 0;
	dp_buf_add(&c->whole, sum, sizeof sum);
	return dp_buf_view(&c->whole);
}

/* ---- the table before ------------------------------------------------- */

static void
new_key(struct comparing *c, size_t k)
{
	dp_grow(&c->first, &c->cap_first, k, sizeof *c->first);
	dp_grow(&c->count, &c->cap_count, k, sizeof *c->count);
	dp_grow(&c->left, &c->cap_left, k, sizeof *c->left);
	c->first[k] = 0;
	c->count[k] = c->left[k] = 0;
}

/* Puts ROW, whose key is number K, in front of those with its key. */
static void
new_row(struct comparing *c, const struct dpi_row *row, size_t k)
{
	dp_grow(&c->next, &c->cap_next, c->n_rows, sizeof *c->next);
	dp_grow(&c->line, &c->cap_line, c->n_rows, sizeof *c->line);
	dp_grow(&c->record, &c->cap_record, c->n_rows, sizeof *c->record);
	c->line[c->n_rows] = dp_batch_line(row->batch, row->r);
	c->record[c->n_rows] = row->batch->record[row->r];
	c->next[c->n_rows] = c->first[k];
	c->first[k] = (uint32_t)++c->n_rows;
	c->count[k]++;
	c->left[k]++;
}

static int
keep_row(void *self, const struct dpi_row *row, struct dp_err *err)
{
	struct comparing *c = self;
	bool added = false;
	size_t k;

	if (c->n_rows >= DP_VERIFY_KEYS)
		return dp_fail(err, DP_ELIMIT,
			       _("a table of more than %u records cannot be "
				 "compared with the one before."),
			       DP_VERIFY_KEYS);
	k = dpi_strtab_add(&c->keys, row_key(c, row, NULL), &added);
	if (added)
		new_key(c, k);
	new_row(c, row, k);
	for (size_t i = 0; i < c->n_old; i++) {
		uint64_t h = cell_hash(c, dpi_row_cell(row, i));

		c->old[i].sum[0] += h;
		c->old[i].sum[1] += h * h;
		if (c->key < 0)
			continue;
		dp_grow(&c->hash, &c->cap_hash, (c->n_rows - 1) * c->n_old + i,
			sizeof *c->hash);
		c->hash[(c->n_rows - 1) * c->n_old + i] = h;
	}
	return 0;
}

/* ---- the table after -------------------------------------------------- */

static struct dpi_changed_column *
changed(struct comparing *c, dp_str name)
{
	struct dpi_change *o = c->out;

	dp_grow(&o->column, &o->cap_columns, o->n_columns, sizeof *o->column);
	o->column[o->n_columns] = (struct dpi_changed_column){ 0 };
	o->column[o->n_columns].name = dp_keep(c->text, name);
	return &o->column[o->n_columns++];
}

static void
changed_cell(struct comparing *c, const struct dpi_row *row, size_t i)
{
	struct dpi_changed_column *d;

	if (c->change[i] == 0) {
		d = changed(c, row->schema->column[i].name);
		c->change[i] = c->out->n_columns;
		d->line = dp_batch_line(row->batch, row->r);
		d->record = row->batch->record[row->r];
		d->value = dp_keep(c->text, dpi_row_cell(row, i));
	}
	c->out->column[c->change[i] - 1].cells++;
	c->out->cells++;
}

/* True when some record with key K had HASH in column OLD. */
static bool
was_there(const struct comparing *c, size_t k, size_t old, uint64_t hash)
{
	for (uint32_t r = c->first[k]; r > 0; r = c->next[r - 1])
		if (c->hash[(r - 1) * c->n_old + old] == hash)
			return true;
	return false;
}

static int
look_row(void *self, const struct dpi_row *row, struct dp_err *err)
{
	struct comparing *c = self;
	ptrdiff_t k = dpi_strtab_find(&c->keys, row_key(c, row, c->of));

	(void)err;
	if (k >= 0)
		c->left[k]--;
	for (size_t i = 0; i < row->schema->n; i++) {
		struct old_column *o;
		uint64_t h;

		if (c->of[i] < 0)
			continue;
		o = &c->old[c->of[i]];
		h = cell_hash(c, dpi_row_cell(row, i));
		o->sum[0] -= h;
		o->sum[1] -= h * h;
		if (c->key >= 0 && k >= 0 &&
		    !was_there(c, (size_t)k, (size_t)c->of[i], h))
			changed_cell(c, row, i);
	}
	return 0;
}

/* ---- both ------------------------------------------------------------- */

/* The column called NAME, or nearly: case, accents and signs apart. */
static ptrdiff_t
find_key(const struct dp_schema *s, dp_str name)
{
	ptrdiff_t at = name.n ? dp_schema_find(s, name) : -1;
	struct dp_buf a = { 0 }, b = { 0 };

	dp_fold(name, &a);
	for (size_t i = 0; name.n && at < 0 && i < s->n; i++) {
		b.n = 0;
		dp_fold(s->column[i].name, &b);
		if (dp_str_eq(dp_buf_view(&a), dp_buf_view(&b)))
			at = (ptrdiff_t)i;
	}
	dp_buf_done(&a);
	dp_buf_done(&b);
	return at;
}

static void
match_columns(struct comparing *c, const struct dp_schema *before,
	      const struct dp_schema *after)
{
	c->n_old = before->n;
	c->old = dp_alloc0((before->n + 1) * sizeof *c->old);
	c->of = dp_alloc((after->n + 1) * sizeof *c->of);
	c->change = dp_alloc0((after->n + 1) * sizeof *c->change);
	for (size_t i = 0; i < before->n; i++)
		c->old[i].name = before->column[i].name;
	for (size_t i = 0; i < after->n; i++) {
		c->of[i] = dp_schema_find(before, after->column[i].name);
		if (c->of[i] >= 0)
			c->old[c->of[i]].in_after = true;
	}
}

/* Counts what is gone of the records with key number K. */
static void
missing_key(struct comparing *c, size_t k)
{
	struct dpi_change *o = c->out;
	size_t row = c->first[k] - 1;

	if (c->left[k] <= 0)
		return;
	if (o->fewer.record == 0) {
		o->fewer.line = c->line[row];
		o->fewer.record = c->record[row];
		if (o->keyed)
			o->fewer.value = dp_keep(c->text, c->keys.text[k]);
	}
	if (o->keyed && c->left[k] < c->count[k])
		return;
	if (o->lost == 0) {
		o->gone.line = c->line[row];
		o->gone.record = c->record[row];
		if (o->keyed)
			o->gone.value = dp_keep(c->text, c->keys.text[k]);
	}
	o->lost += o->keyed ? 1 : (uint64_t)c->left[k];
}

/* What is known only at the end. */
static void
finish(struct comparing *c, const struct dp_schema *after)
{
	struct dpi_change *o = c->out;

	for (size_t i = 0; i < after->n; i++) {
		const struct old_column *b = c->of[i] < 0 ? NULL :
							    &c->old[c->of[i]];

		if (!b || (c->key < 0 && (b->sum[0] || b->sum[1])))
			(void)changed(c, after->column[i].name);
	}
	for (size_t i = 0; i < c->n_old; i++)
		if (!c->old[i].in_after)
			(void)changed(c, c->old[i].name);
	for (size_t k = 0; k < c->keys.n; k++)
		missing_key(c, k);
	o->known = true;
}

static void
done(struct comparing *c)
{
	dpi_strtab_done(&c->keys);
	free(c->old);
	free(c->first);
	free(c->next);
	free(c->hash);
	free(c->line);
	free(c->record);
	free(c->count);
	free(c->left);
	free(c->of);
	free(c->change);
	dp_buf_done(&c->room);
	dp_buf_done(&c->whole);
}

int
dpi_change_find(struct dpi_judging *j, bool exact, struct dp_err *err)
{
	struct comparing c = { .exact = exact, .text = j->text };
	struct dp_stream *before, *after = NULL;
	struct dp_read_opts plain;
	ptrdiff_t key;
	int status = -1;

	if (!j->before)
		return dp_fail(err, DP_EUSAGE,
			       _("there is no table before to compare with; "
				 "name it: before FILE."));
	c.out = &j->change[exact];
	dp_read_opts_init(&plain);
	before = dp_table_open(j->before, &plain, err);
	if (before)
		after = dpi_expect_open(j, (dp_str){ NULL, 0 }, err);
	if (after) {
		match_columns(&c, &before->schema, &after->schema);
		c.key = find_key(&before->schema, j->key);
		key = find_key(&after->schema, j->key);
		if (key < 0)
			c.key = -1;
		c.out->keyed = c.key >= 0;
		status = dpi_each_row(before, &c, keep_row, err);
		c.key = key >= 0 && c.key >= 0 ? key : -1;
		if (status == 0)
			status = dpi_each_row(after, &c, look_row, err);
		if (status == 0)
			finish(&c, &after->schema);
	}
	done(&c);
	dp_close(before);
	dp_close(after);
	return status;
}

void
dpi_change_done(struct dpi_change *c)
{
	free(c->column);
	memset(c, 0, sizeof *c);
}
