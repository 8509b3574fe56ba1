/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * key-value: a column of keys and one of values become a column for each key,
 * as OpenRefine's "columnize" does. Where rows that belong together are named
 * by what stands in the other columns, wider does the same and says what it
 * overwrites.
 */
#include "op/gathered.h"
#include "op/grel.h"
#include "op/mark.h"
#include "op/words.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "base/strtab.h"

/* A cell that waits for its row. */
struct kept {
	dp_str text;
	enum dp_kind kind;
	bool there;
};

/* A row that is made. */
struct row {
	struct kept *other; /* the columns that stay */
	struct kept *value, *note;
	size_t n_value, n_note; /* as many as there were keys then */
	uint64_t record, line;
};

struct key_value {
	struct dp_column key, value, note;
	bool notes;
	struct dp_column *other;
	size_t n_other;
	struct dpi_strtab keys, groups;
	size_t *group; /* the row of each group */
	size_t cap_group;
	size_t *note_rank; /* by key, in the order of their first notes; 0: it
			      has none */
	size_t cap_note, n_notes;
	struct row *row;
	size_t n, cap, at;
	size_t first; /* of the rows that fill up when there are no others */
	dp_str record_key;
	uint32_t *value_slot, *note_slot;
	struct dp_arena text;
	size_t held_bytes; /* rows, their texts, keys and groups */
	struct dp_spool *rows;
};

static const struct dp_param params[] = {
	{ "values", DP_P_COLUMN, NULL, NULL,
	  N_("the column that holds the values"), true },
	{ "notes", DP_P_COLUMN, NULL, NULL,
	  N_("a column of notes on the values: each key that has some gets a "
	     "column for them"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct key_value *x = s->self;

	for (size_t i = 0; i < x->n; i++) {
		free(x->row[i].value);
		free(x->row[i].note);
	}
	dpi_strtab_done(&x->keys);
	dpi_strtab_done(&x->groups);
	dp_arena_done(&x->text);
	dp_spool_free(x->rows);
	free(x->group);
	free(x->note_rank);
	free(x->row);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct key_value *x = dp_arena_alloc(&s->arena, sizeof *x);
	struct dp_column *one = NULL, *two = NULL;
	size_t n = 0, m = 0;

	memset(x, 0, sizeof *x);
	s->self = x;
	if (s->n_columns != 1)
		return dp_step_fail(s, NULL, err,
				    _("key-value takes one column of keys."));
	x->key = s->column[0];
	if (dp_step_param_columns(s, schema, "values", &one, &n, err) != 0)
		return -1;
	x->value = one[0];
	if (x->value.slot == x->key.slot)
		return dp_step_fail(s, dp_step_arg(s, "values"), err,
				    _("the keys and values= are one "
				      "column."));
	x->notes = dp_step_arg(s, "notes") != NULL;
	if (x->notes) {
		if (dp_step_param_columns(s, schema, "notes", &two, &m, err) !=
		    0)
			return -1;
		x->note = two[0];
		if (x->note.slot == x->key.slot ||
		    x->note.slot == x->value.slot)
			return dp_step_fail(s, dp_step_arg(s, "notes"), err,
					    _("notes= is the column of the "
					      "keys or of the values."));
		x->note.name = dp_keep(&s->arena, two[0].name);
	}
	x->other = dp_arena_alloc(&s->arena, schema->n * sizeof *x->other);
	for (size_t i = 0; i < schema->n; i++) {
		uint32_t slot = schema->column[i].slot;

		if (slot != x->key.slot && slot != x->value.slot &&
		    !(x->notes && slot == x->note.slot))
			x->other[x->n_other++] = schema->column[i];
	}
	s->gathers = true;
	return 0;
}

/* ---- what becomes of the rows ----------------------------------------- */

static struct kept
keep(struct key_value *x, const struct dp_cell *c)
{
	struct kept k = { dp_cell_str(c), dp_cell_kind(c), false };

	k.there = c->n > 0 || k.kind == DP_KIND_EMPTY;
	if (k.text.n)
		k.text = dp_keep(&x->text, k.text);
	x->held_bytes += k.text.n;
	return k;
}

/* A new row, with the other columns of row R of B, or without (B NULL). */
static struct row *
new_row(struct key_value *x, const struct dp_batch *b, size_t r)
{
	struct row *row;

	dp_grow(&x->row, &x->cap, x->n, sizeof *x->row);
	row = &x->row[x->n++];
	memset(row, 0, sizeof *row);
	row->record = b->record[r];
	row->line = dp_batch_line(b, r);
	x->held_bytes += sizeof *row + (x->n_other + 1) * sizeof *row->other;
	row->other = dp_arena_alloc(&x->text,
				    (x->n_other + 1) * sizeof *row->other);
	for (size_t i = 0; i < x->n_other; i++)
		row->other[i] = keep(x, dp_batch_cell(b, r, x->other[i].slot));
	return row;
}

/* The place of key K among CELL, which has N of them. */
static struct kept *
place(struct key_value *x, struct kept **cell, size_t *n, size_t k)
{
	if (k >= *n) {
		size_t more = k + 1 + k / 2;

		*cell = dp_realloc_array(*cell, more, sizeof **cell);
		memset(*cell + *n, 0, (more - *n) * sizeof **cell);
		x->held_bytes += (more - *n) * sizeof **cell;
		*n = more;
	}
	return &(*cell)[k];
}

/* The row of those that are equal to R in the other columns. */
static struct row *
row_of_group(struct key_value *x, const struct dp_batch *b, size_t r)
{
	struct dp_buf name = { 0 };
	size_t k, n = x->groups.n;

	for (size_t i = 0; i < x->n_other; i++) {
		dp_buf_str(&name,
			   dp_cell_str(dp_batch_cell(b, r, x->other[i].slot)));
		dp_buf_char(&name, '\0');
	}
	k = dpi_strtab_number(&x->groups, dp_buf_view(&name), &x->held_bytes);
	dp_buf_done(&name);
	if (k < n)
		return &x->row[x->group[k]];
	dp_grow(&x->group, &x->cap_group, k, sizeof *x->group);
	x->group[k] = x->n;
	x->held_bytes += sizeof *x->group;
	return new_row(x, b, r);
}

/* Without other columns: the first of the latest rows that lacks key K. */
static struct row *
row_with_room(struct key_value *x, size_t k, const struct dp_batch *b, size_t r)
{
	for (size_t i = x->first; i < x->n; i++)
		if (!place(x, &x->row[i].value, &x->row[i].n_value, k)->there)
			return &x->row[i];
	return new_row(x, b, r);
}

static void
add_note(struct key_value *x, struct row *row, size_t k,
	 const struct dp_cell *note)
{
	struct kept *old = place(x, &row->note, &row->n_note, k);

	if (note->n == 0 || dp_cell_kind(note) == DP_KIND_ERROR)
		return;
	if (x->note_rank[k] == 0)
		x->note_rank[k] = ++x->n_notes;
	if (old->text.n) {
		old->text = dp_keep_format(&x->text, "%.*s;%.*s",
					   DP_FMT(old->text),
					   DP_FMT(dp_cell_str(note)));
		x->held_bytes += old->text.n;
		old->kind = DP_KIND_TEXT;
	} else {
		*old = keep(x, note);
	}
}

/* The text of the key C: of a date, as Java has it in a text. */
static dp_str
name_of(struct key_value *x, const struct dp_cell *c)
{
	struct dp_buf b = { 0 };
	dp_str name = dp_cell_str(c);

	if (dp_cell_kind(c) == DP_KIND_DATE &&
	    dpi_grel_put_string(dpi_grel_of_cell(c), &b))
		name = dp_keep(&x->text, dp_buf_view(&b));
	dp_buf_done(&b);
	return name;
}

/* Number of the key NAME. */
static size_t
key_of(struct key_value *x, dp_str name)
{
	size_t n = x->keys.n;
	size_t k = dpi_strtab_number(&x->keys, name, &x->held_bytes);

	if (k == n) {
		dp_grow(&x->note_rank, &x->cap_note, k, sizeof *x->note_rank);
		x->note_rank[k] = 0;
		x->held_bytes += sizeof *x->note_rank;
	}
	return k;
}

static int
look(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	uint64_t most = dpi_step_memory(s, DPI_KEYS_BYTES);
	struct key_value *x = s->self;
	const struct dp_cell *key = dp_batch_cell(b, r, x->key.slot);
	dp_str name = name_of(x, key);
	bool none = name.n == 0 || dp_cell_kind(key) == DP_KIND_ERROR;
	struct row *row;
	size_t k;

	if (none || (x->n_other == 0 &&
		     (!x->record_key.p || dp_str_eq(x->record_key, name))))
		x->first = x->n;
	if (none && x->n_other)
		(void)new_row(x, b, r);
	if (x->held_bytes > most)
		return dpi_too_much(s, most, err);
	if (none)
		return 0;
	k = key_of(x, name);
	if (!x->record_key.p)
		x->record_key = dp_keep(&x->text, name);
	row = x->n_other ? row_of_group(x, b, r) : row_with_room(x, k, b, r);
	*place(x, &row->value, &row->n_value,
	       k) = keep(x, dp_batch_cell(b, r, x->value.slot));
	if (x->notes)
		add_note(x, x->n_other ? row : &x->row[x->first], k,
			 dp_batch_cell(b, r, x->note.slot));
	return x->held_bytes > most ? dpi_too_much(s, most, err) : 0;
}

/* NAME, with a number where a column of OLD is called so. */
static dp_str
free_name(struct dp_step *s, const struct dp_schema *old, dp_str name)
{
	dp_str now = name;

	for (unsigned i = 2; dp_schema_find(old, now) >= 0; i++)
		now = dp_keep_format(&s->arena, "%.*s%u", DP_FMT(name), i);
	return now;
}

/* A column of notes for each key that has some. */
static void
add_notes(struct dp_step *s, struct dp_schema *schema,
	  const struct dp_schema *old)
{
	struct key_value *x = s->self;

	for (size_t i = 1; i <= x->n_notes; i++) {
		size_t k = 0;
		dp_str name;

		while (x->note_rank[k] != i)
			k++;
		name = dp_keep_format(&s->arena, "%.*s : %.*s",
				      DP_FMT(x->note.name),
				      DP_FMT(x->keys.text[k]));
		x->note_slot[k] = dp_schema_add(schema, schema->n,
						free_name(s, old, name));
	}
}

static int
gather(struct dp_step *s, struct dp_stream *inner, struct dp_schema *schema,
       struct dp_err *err)
{
	struct key_value *x = s->self;
	struct dp_schema old = { 0 };
	size_t n;

	x->rows = dpi_gather_rows(s, inner, look, err);
	if (!x->rows)
		return -1;
	n = x->keys.n;
	if (n > DPI_GATHERED_MAX)
		return dp_step_fail(s, NULL, err,
				    _("%.*s holds more than %u different keys, "
				      "and each would be a column."),
				    DP_FMT(x->key.name), DPI_GATHERED_MAX);
	for (size_t i = 0; i < schema->n; i++)
		(void)dp_schema_add(&old, i, schema->column[i].name);
	dpi_schema_remove(schema, (size_t)dpi_schema_slot(schema, x->key.slot));
	dpi_schema_remove(schema,
			  (size_t)dpi_schema_slot(schema, x->value.slot));
	if (x->notes)
		dpi_schema_remove(schema,
				  (size_t)dpi_schema_slot(schema,
							  x->note.slot));
	x->value_slot = dp_arena_alloc(&s->arena, (n + 1) * sizeof(uint32_t));
	x->note_slot = dp_arena_alloc(&s->arena, (n + 1) * sizeof(uint32_t));
	for (size_t k = 0; k < n; k++)
		x->value_slot[k] =
			dp_schema_add(schema, schema->n,
				      free_name(s, &old, x->keys.text[k]));
	add_notes(s, schema, &old);
	dp_schema_done(&old);
	return 0;
}

/* ---- the rows that were made ------------------------------------------ */

static bool
put(struct dp_batch *b, size_t r, uint32_t slot, const struct kept *k)
{
	struct dp_cell *c = dp_batch_cell(b, r, slot);

	dp_cell_set_kind(c, k->kind);
	if (k->text.n == 0)
		return false;
	c->p = k->text.p;
	c->n = (uint32_t)k->text.n;
	return true;
}

/* Fills row R of B with ROW; false when nothing is in it. */
static bool
fill(const struct key_value *x, const struct row *row, struct dp_batch *b,
     size_t r)
{
	bool something = false;

	memset(dp_batch_cell(b, r, 0), 0, b->stride * sizeof(struct dp_cell));
	for (size_t i = 0; i < x->n_other; i++)
		something |= put(b, r, x->other[i].slot, &row->other[i]);
	for (size_t k = 0; k < row->n_value && k < x->keys.n; k++)
		something |= put(b, r, x->value_slot[k], &row->value[k]);
	for (size_t k = 0; k < row->n_note && k < x->keys.n; k++)
		if (x->note_rank[k])
			something |= put(b, r, x->note_slot[k], &row->note[k]);
	return something;
}

#define ROWS_ENOUGH 512u

struct made {
	struct key_value *x;
	struct dp_stream *inner;
};

static int
next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct made *m = self;
	struct key_value *x = m->x;

	(void)err;
	dp_batch_clear(b, m->inner->schema.n_slots, ROWS_ENOUGH);
	b->has_lines = b->is_split = true;
	for (; x->at < x->n && b->n_rows < ROWS_ENOUGH; x->at++) {
		size_t r = b->n_rows;

		dp_batch_reserve(b, r + 1);
		if (!fill(x, &x->row[x->at], b, r))
			continue;
		b->state[r] = DP_ROW_KEPT;
		b->record[r] = x->row[x->at].record;
		b->line[r] = x->row[x->at].line;
		b->n_rows = r + 1;
	}
	return b->n_rows > 0;
}

static void
close_made(void *self)
{
	struct made *m = self;

	dp_close(m->inner);
	free(m);
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	struct made *m = dp_alloc0(sizeof *m);

	(void)err;
	m->x = s->self;
	m->inner = inner;
	return dp_stream_new(m, &inner->schema, next, close_made);
}

static const struct dp_example examples[] = {
	{ "champ values=valeur",
	  "champ,valeur\nnom,Rex\nville,Gap\nnom,Eden\nville,Nice\n",
	  "nom,ville\nRex,Gap\nEden,Nice\n" },
	{ "champ values=valeur",
	  "id,champ,valeur\n1,nom,Rex\n1,ville,Gap\n2,nom,Eden\n",
	  "id,nom,ville\n1,Rex,Gap\n2,Eden,\n" },
	{ "k values=v notes=n", "id,k,v,n\n1,a,x,vu\n1,b,y,\n2,a,z,\n",
	  "id,a,b,n : a\n1,x,y,vu\n2,z,,\n" },
	{ "k values=v", "k,v\na,1\n,\na,2\nb,3\n", "a,b\n1,\n2,3\n" },
	{ "k values=v", "id,k,v\n1,a,x\n1,a,y\n", "id,a\n1,y\n" },
	{ "k values=v", "k,v\na,1\nb,2\nb,3\n", "a,b\n1,2\n,3\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_key_value = {
	.name = "key-value",
	.scope = DP_TABLE,
	.mixes = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMN values=COLUMN [notes=COLUMN]"),
	.summary = N_("Make a column of each key, as OpenRefine does."),
	.why = N_("A form filled in line by line has its questions in one "
		  "column and its answers in another. After this step each "
		  "question is a column and each form a row: rows that are "
		  "equal in the other columns are one form; without others a "
		  "form begins where its first question comes again. Of two "
		  "answers to one question the later one counts."),
	.param = params,
	.keyed_memory = DP_KEYS_BOUND,
	.changes_again = true,
	.bind = bind,
	.unbind = unbind,
	.gather = gather,
	.table = table,
	.example = examples,
};
