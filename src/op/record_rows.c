/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Records of several rows, one at a time: the rows of one wait in memory, up
 * to a bound, until the next begins.
 */
#include "op/record_rows.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/words.h"
#include "op/work.h"

/* Rows that a batch gets before it is given away. */
#define ROWS_ENOUGH 512u

struct records {
	struct dp_step *step;
	struct dp_stream *inner;
	const struct dpi_record_how *how;
	uint32_t key;
	struct dp_batch *in;
	size_t row; /* of in, the next */
	size_t bytes;
	bool ended;
	bool keyed; /* a row with a key was seen */
	bool alone; /* how->alone, with records=first */
	struct dp_expr_local *where;
	struct dpi_record record;
};

bool
dpi_record_by_first(const struct dp_step *s)
{
	const struct dp_arg *a = dp_step_arg(s, "records");

	return a && !a->quoted && dp_str_is(a->text, "first");
}

ptrdiff_t
dpi_record_key(const struct dp_step *s, const struct dp_schema *schema,
	       struct dp_err *err)
{
	const struct dp_arg *a = dp_step_arg(s, "records");

	if (dpi_record_by_first(s) && schema->n > 0)
		return 0;
	return dpi_column_need(s, a, schema, err);
}

int
dpi_record_alone(struct dp_step *s, const struct dp_schema *schema,
		 struct dpi_record_how *how, struct dp_err *err)
{
	how->alone = true;
	if (!dp_step_arg(s, "aside"))
		return 0;
	return dp_step_param_columns(s, schema, "aside", &how->aside,
				     &how->n_aside, err);
}

/* Is there nothing in S but what Java's trim takes away? */
static bool
is_blank(dp_str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] > ' ')
			return false;
	return true;
}

bool
dpi_record_blank(const struct dpi_record_row *row, uint32_t slot)
{
	return is_blank(row->cell[slot]);
}

/* Does what stands in SLOT not count? */
static bool
is_aside(const struct dpi_record_how *how, uint32_t slot)
{
	for (size_t i = 0; i < how->n_aside; i++)
		if (how->aside[i].slot == slot)
			return true;
	return false;
}

bool
dpi_record_bare(const struct dpi_record *x, const struct dpi_record_row *row,
		bool spaces, uint32_t but)
{
	for (size_t i = 0; i < x->schema->n; i++) {
		uint32_t slot = x->schema->column[i].slot;

		if (slot == but || is_aside(x->how, slot))
			continue;
		/* a text without a character is something, if spaces are */
		if (spaces ? !is_blank(row->cell[slot]) :
			     row->cell[slot].n > 0 ||
				     row->kind[slot] == DP_KIND_EMPTY)
			return false;
	}
	return true;
}

/*
 * Appends CELLS as a row to B; returns its place. What is empty in a row that
 * was made says nothing.
 */
static size_t
append_to(struct dp_batch *b, const struct dpi_record *x,
	  const struct dpi_record_row *row, const dp_str *cell)
{
	size_t r = b->n_rows;

	dp_batch_reserve(b, r + 1);
	for (size_t i = 0; i < b->stride; i++) {
		struct dp_cell *c = dp_batch_cell(b, r, i);

		memset(c, 0, sizeof *c);
		if (i < x->n_slots)
			dp_cell_set_kind(c, (enum dp_kind)row->kind[i]);
		if (i >= x->n_slots || !cell[i].p ||
		    (cell[i].n == 0 && !row->was))
			continue;
		c->p = dp_keep(&b->text, cell[i]).p;
		c->n = (uint32_t)cell[i].n;
	}
	b->state[r] = DP_ROW_KEPT;
	b->record[r] = row->record;
	b->line[r] = row->line;
	b->n_rows = r + 1;
	return r;
}

static size_t
append(struct dpi_record *x, const struct dpi_record_row *row,
       const dp_str *cell)
{
	return append_to(x->out, x, row, cell);
}

void
dpi_record_look(struct dpi_record *x, const struct dpi_record_row *row)
{
	if (!x->look)
		x->look = dp_batch_new();
	dp_batch_clear(x->look, x->n_slots, 1);
	x->look->has_lines = x->look->is_split = true;
	(void)append_to(x->look, x, row, row->cell);
}

void
dpi_record_put(struct dpi_record *x, const struct dpi_record_row *row,
	       const struct dp_column *changed)
{
	struct dp_work w = { .batch = x->out };
	dp_str new = row->cell[changed->slot];
	size_t r;

	if (!row->was) {
		(void)append(x, row, row->cell);
		return;
	}
	r = append(x, row, row->was);
	if (!dp_str_eq(new, row->was[changed->slot]))
		dp_step_set(x->step, &w, r, changed,
			    new.n ? dp_keep(&x->out->text, new) :
				    (dp_str){ NULL, 0 });
	dp_cell_set_kind(dp_batch_cell(x->out, r, changed->slot),
			 (enum dp_kind)row->kind[changed->slot]);
}

void
dpi_record_drop(struct dpi_record *x, const struct dpi_record_row *row)
{
	dpi_row_drop(x->step, x->out, append(x, row, row->was));
}

struct dpi_record_row
dpi_record_new_row(struct dpi_record *x, const struct dpi_record_row *row)
{
	struct dpi_record_row made = *row;

	made.was = NULL;
	made.cell = dp_arena_alloc(&x->text, x->n_slots * sizeof *made.cell);
	memset(made.cell, 0, x->n_slots * sizeof *made.cell);
	made.kind = dp_arena_alloc(&x->text, x->n_slots);
	memset(made.kind, 0, x->n_slots);
	return made;
}

static int
too_long(const struct records *x, struct dp_err *err)
{
	return dp_fail(err, DP_ELIMIT,
		       _("the record of line %llu takes more than %u MB: a "
			 "record goes on while its key is empty. Is it the "
			 "right column?"),
		       (unsigned long long)x->record.row[0].line,
		       (unsigned)(DPI_SPOOL_BYTES >> 20));
}

/* Row R of the input is one more of the record. */
static int
take(struct records *x, size_t r, struct dp_err *err)
{
	static const dp_str nothing = { NULL, 0 };
	struct dpi_record *k = &x->record;
	const struct dp_step *s = x->step;
	struct dpi_record_row row = { .record = x->in->record[r],
				      .line = dp_batch_line(x->in, r) };

	row.hit = !s->where ||
		  dp_expr_true(s->where, x->where, x->in, r, nothing);
	row.cell = dp_arena_alloc(&k->text, k->n_slots * sizeof *row.cell);
	row.kind = dp_arena_alloc(&k->text, k->n_slots);
	for (size_t i = 0; i < k->n_slots; i++) {
		const struct dp_cell *c = dp_batch_cell(x->in, r, i);

		row.kind[i] = (uint8_t)dp_cell_kind(c);
		row.cell[i] = dp_keep(&k->text, dp_cell_str(c));
		x->bytes += row.cell[i].n + sizeof *row.cell;
	}
	row.was = dp_arena_alloc(&k->text, k->n_slots * sizeof *row.was);
	memcpy(row.was, row.cell, k->n_slots * sizeof *row.was);
	dp_grow(&k->row, &k->cap, k->n, sizeof *k->row);
	k->row[k->n++] = row;
	return x->bytes > DPI_SPOOL_BYTES ? too_long(x, err) : 0;
}

static bool
has_key(const struct records *x, size_t r)
{
	const struct dp_cell *c = dp_batch_cell(x->in, r, x->key);

	/* what belongs to a record is another question there than what joins */
	return x->alone ? c->n > 0 && dp_cell_kind(c) != DP_KIND_ERROR :
			  !is_blank(dp_cell_str(c));
}

static bool
has_value(const struct records *x, size_t r)
{
	uint32_t slot = x->step->column[0].slot;

	return !is_blank(dp_cell_str(dp_batch_cell(x->in, r, slot)));
}

/* Is there nothing in row R, or errors only? */
static bool
is_bare(const struct records *x, size_t r)
{
	const struct dp_schema *s = &x->inner->schema;

	for (size_t i = 0; i < s->n; i++) {
		uint32_t slot = s->column[i].slot;
		const struct dp_cell *c = dp_batch_cell(x->in, r, slot);

		if (c->n > 0 && dp_cell_kind(c) != DP_KIND_ERROR &&
		    !is_aside(x->how, slot))
			return false;
	}
	return true;
}

/* Does row R begin another record? */
static bool
begins(const struct records *x, size_t r)
{
	if (x->record.n == 0)
		return false;
	if (x->how->every)
		return x->record.n == x->how->every;
	if (x->how->values)
		return has_key(x, r) || has_value(x, r);
	return !x->keyed || has_key(x, r) || (x->alone && is_bare(x, r));
}

static void
finish_record(struct records *x)
{
	if (x->record.n)
		x->how->put(x->step, &x->record);
	x->record.n = 0;
	x->bytes = 0;
	dp_arena_reset(&x->record.text);
}

/* Goes on until a record is finished or no row is left. */
static int
read_record(struct records *x, struct dp_err *err)
{
	for (;;) {
		int status;

		for (; x->row < x->in->n_rows; x->row++) {
			if (x->in->state[x->row] != DP_ROW_KEPT)
				continue;
			if (begins(x, x->row)) {
				finish_record(x);
				return 1;
			}
			x->keyed = x->keyed || has_key(x, x->row);
			if (take(x, x->row, err) != 0)
				return -1;
		}
		status = dp_next(x->inner, x->in, err);
		if (status < 0)
			return -1;
		x->row = 0;
		if (status == 0) {
			x->in->n_rows = 0;
			finish_record(x);
			x->ended = true;
			return 0;
		}
	}
}

static int
next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct records *x = self;

	if (x->ended)
		return 0;
	dp_batch_clear(b, x->record.n_slots, ROWS_ENOUGH);
	b->has_lines = true;
	b->is_split = true;
	x->record.out = b;
	while (!x->ended && b->n_rows < ROWS_ENOUGH)
		if (read_record(x, err) < 0)
			return -1;
	return b->n_rows > 0;
}

static void
close_records(void *self)
{
	struct records *x = self;

	dp_close(x->inner);
	dp_batch_free(x->in);
	dp_batch_free(x->record.look);
	dp_expr_local_free(x->where);
	dp_arena_done(&x->record.text);
	free(x->record.row);
	free(x);
}

struct dp_stream *
dpi_record_rows(struct dp_step *s, struct dp_stream *inner, uint32_t key,
		const struct dpi_record_how *how)
{
	struct records *x = dp_alloc0(sizeof *x);

	x->step = s;
	x->inner = inner;
	x->how = how;
	x->alone = how->alone && dpi_record_by_first(s);
	x->key = key;
	x->in = dp_batch_new();
	x->record.step = s;
	x->record.how = how;
	x->record.schema = &inner->schema;
	x->record.n_slots = inner->schema.n_slots;
	if (s->where)
		x->where = dp_expr_local_new(s->where);
	return dp_stream_new(x, &inner->schema, next, close_records);
}
