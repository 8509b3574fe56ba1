/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * join-cells: the rows of one key become one, their values in one cell. The
 * cells of one row are join's.
 */
#include "op/grel.h"
#include "op/merge_rows.h"
#include "op/record_rows.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"

struct join {
	dp_str by;
	struct dp_buf *cell; /* of each group */
	size_t cap;
	size_t n;
	struct dp_column *key;
	size_t n_key;
	bool records;
	uint32_t record_key; /* slot, with records= */
	struct dpi_record_how how;
	uint32_t merge_slot;
};

static const struct dp_param params[] = {
	{ "by", DP_P_TEXT, NULL, NULL,
	  N_("what stands between the values: by=\"; \""), true },
	{ "key", DP_P_COLUMNS, NULL, NULL,
	  N_("rows that are equal in these columns become one; else in all "
	     "the others"),
	  false },
	{ "records", DP_P_TEXT, NULL, NULL,
	  N_("join the rows of each record instead: a row whose cell is empty "
	     "in this column belongs to the row above"),
	  false },
	{ "aside", DP_P_COLUMNS, NULL, NULL,
	  N_("with records=, columns that do not count: a row that has nothing "
	     "besides goes when its value is joined"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void join_record(struct dp_step *s, struct dpi_record *k);

static void
unbind(struct dp_step *s)
{
	struct join *x = s->self;

	for (size_t i = 0; i < x->n; i++)
		dp_buf_done(&x->cell[i]);
	free(x->cell);
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *records = dp_step_arg(s, "records");
	struct join *x = dp_arena_alloc(&s->arena, sizeof *x);

	memset(x, 0, sizeof *x);
	s->self = x;
	x->by = dp_step_param(s, "by");
	if (s->n_columns != 1)
		return dp_step_fail(s, NULL, err,
				    _("join-cells takes one column at a "
				      "time."));
	if (records) {
		ptrdiff_t k = dpi_record_key(s, schema, err);

		if (k < 0)
			return -1;
		x->records = true;
		x->record_key = schema->column[k].slot;
		x->how.put = join_record;
		return dp_step_param_columns(s, schema, "aside", &x->how.aside,
					     &x->how.n_aside, err);
	}
	if (dp_step_param_columns(s, schema, "key", &x->key, &x->n_key, err))
		return -1;
	x->merge_slot = dpi_merge_slots(schema);
	if (x->n_key)
		return 0;
	x->key = dp_arena_alloc(&s->arena, schema->n * sizeof *x->key);
	for (size_t i = 0; i < schema->n; i++)
		if (schema->column[i].slot != s->column[0].slot)
			x->key[x->n_key++] = schema->column[i];
	return 0;
}

/* Is there no room for CELL behind what is joined so far, of N bytes? */
static bool
is_too_long(const struct join *x, size_t n, dp_str cell)
{
	return n + cell.n + x->by.n > DP_CELL_MAX_BYTES;
}

static void
say_too_long(struct dp_step *s, uint64_t line, uint64_t record)
{
	(void)dp_finding_add_anyhow(&s->log->findings, DP_F_NOT_COMPUTED,
				    s->column[0].name, line, record,
				    (dp_str){ NULL, 0 });
}

static void
add(struct dp_step *s, size_t group, bool is_new, struct dp_batch *b, size_t r)
{
	struct join *x = s->self;
	dp_str cell = dp_cell_str(dp_batch_cell(b, r, s->column[0].slot));

	if (is_new) {
		dp_grow(&x->cell, &x->cap, group, sizeof *x->cell);
		memset(&x->cell[group], 0, sizeof *x->cell);
		x->n = group + 1;
	}
	if (dpi_is_blank(cell))
		return;
	if (is_too_long(x, x->cell[group].n, cell)) {
		say_too_long(s, dp_batch_line(b, r), b->record[r]);
		return;
	}
	if (x->cell[group].n)
		dp_buf_str(&x->cell[group], x->by);
	dp_buf_str(&x->cell[group], cell);
}

static void
fill(struct dp_step *s, size_t group, struct dp_batch *b, size_t r)
{
	struct join *x = s->self;
	struct dp_cell *c = dp_batch_cell(b, r, s->column[0].slot);
	dp_str text = dp_buf_view(&x->cell[group]);

	/* then all of them were empty, and it is already */
	if (text.n == 0)
		return;
	memset(c, 0, sizeof *c);
	c->p = dp_keep(&b->text, text).p;
	c->n = (uint32_t)text.n;
	dp_buf_done(&x->cell[group]);
}

/* A date without seconds that are none: so Java has it in a text. */
static dp_str
short_date(struct dpi_record *k, dp_str cell)
{
	struct dp_buf b = { 0 };
	int64_t ms;
	int ahead;

	if (dpi_grel_read_iso(cell, &ms, &ahead)) {
		dpi_grel_put_date(ms, ahead, true, &b);
		cell = dp_keep(&k->text, dp_buf_view(&b));
	}
	dp_buf_done(&b);
	return cell;
}

/* The values of a record in its first row; rows left empty go. */
static void
join_record(struct dp_step *s, struct dpi_record *k)
{
	const struct join *x = s->self;
	uint32_t slot = s->column[0].slot;
	struct dp_buf all = { 0 };
	size_t n = 0;

	for (size_t i = 0; i < k->n; i++) {
		enum dp_kind kind = (enum dp_kind)k->row[i].kind[slot];
		dp_str cell = k->row[i].cell[slot];

		if (cell.n == 0 || kind == DP_KIND_ERROR)
			continue;
		if (kind == DP_KIND_DATE)
			cell = short_date(k, cell);
		if (is_too_long(x, all.n, cell)) {
			say_too_long(s, k->row[i].line, k->row[i].record);
			continue;
		}
		if (n++)
			dp_buf_str(&all, x->by);
		dp_buf_str(&all, cell);
	}
	for (size_t i = 0; i < k->n; i++) {
		struct dpi_record_row *row = &k->row[i];

		if (k->n > 1) {
			row->cell[slot] = i ? (dp_str){ NULL, 0 } :
					      dp_buf_view(&all);
			row->kind[slot] = i || all.n ? DP_KIND_TEXT :
						       DP_KIND_EMPTY;
		}
		if (k->n == 1 || !dpi_record_bare(k, row, true, UINT32_MAX))
			dpi_record_put(k, row, &s->column[0]);
		else
			dpi_record_drop(k, row);
	}
	dp_buf_done(&all);
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	static const struct dpi_merging how = { add, fill };
	const struct join *x = s->self;

	(void)err;
	if (x->records)
		return dpi_record_rows(s, inner, x->record_key, &x->how);
	return dpi_merge_rows(s, inner, x->key, x->n_key, x->merge_slot, &how);
}

static const struct dp_example examples[] = {
	{ "langue by=\", \"", "film,langue\nA,fr\nA,en\nB,it\n",
	  "film,langue\nA,\"fr, en\"\nB,it\n" },
	{ "tag by=\"|\" key=id", "id,tag,note\n1,a,x\n2,b,y\n1,c,z\n",
	  "id,tag,note\n1,a|c,x\n2,b,y\n" },
	{ "mail by=\" ; \"", "nom,mail\nRex,a@x.fr\nRex,\nEden,\n",
	  "nom,mail\nRex,a@x.fr\nEden,\n" },
	{ "langue by=\",\" records=film",
	  "film,langue,pays\nA,fr,CH\n,en,\n,it,US\nB,it,IT\n",
	  "film,langue,pays\nA,\"fr,en,it\",CH\n,,US\nB,it,IT\n" },
	{ "v by=+ key=k", "k,v\na,1\nb,2\na,3\n", "k,v\na,1+3\nb,2\n" },
	{ "v by=\" \" key=k", "k,v\na,\na,\n", "k,v\na,\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_join_cells = {
	.name = "join-cells",
	.scope = DP_TABLE,
	.mixes = true,
	.rewrites = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMN by=TEXT [key=COLUMNS] | COLUMN by=TEXT "
		       "records=COLUMN"),
	.summary = N_("Bring the values of several rows into one cell."),
	.why = N_("One row for each cinema, its films in one cell: good to "
		  "read, and what split-cells takes apart again. With key= "
		  "the other columns keep what the first row of each key "
		  "says; values beyond what a cell holds are left out."),
	.param = params,
	.keyed_memory = DP_KEYS_SPILL,
	.bind = bind,
	.unbind = unbind,
	.table = table,
	.example = examples,
};
