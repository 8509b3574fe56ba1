/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * transpose: rows become columns and columns rows. The names of the new
 * columns are said in the recipe, as wider's are.
 */
#include "op/into.h"
#include "op/words.h"
#include "op/work.h"

#include <stdlib.h>

#include "base/i18n.h"

struct transpose {
	struct dpi_into into;  /* a row for each old column */
	struct dp_column *old; /* the columns that become rows */
	size_t n_old;
	uint32_t fields; /* slot of their names */
	uint64_t bytes;  /* of all cells */
	bool *taken;     /* of each new column */
};

struct turning {
	struct dp_step *step;
	struct dp_stream *inner;
	size_t n_slots;
	bool done;
};

static const struct dp_param params[] = {
	{ "into", DP_P_TEXT, NULL, NULL,
	  N_("the names that become columns: into=entrees,seances; else all "
	     "there are, in the order of the rows"),
	  false },
	{ "fields", DP_P_TEXT, NULL, NULL,
	  N_("new column for the names of the old ones: fields=annee"), true },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

/* N_BYTES more are held. */
static int
hold(struct dp_step *s, uint64_t n_bytes, struct dp_err *err)
{
	uint64_t most = dpi_step_memory(s, DPI_KEYS_BYTES);
	struct transpose *x = s->self;

	x->bytes += n_bytes;
	if (x->bytes <= most)
		return 0;
	return dp_fail(err, DP_ELIMIT,
		       _("step %.*s: the table is over %llu MB in memory, too "
			 "large to be transposed. longer and wider take any, "
			 "and --memory lets a step have more."),
		       DP_FMT(s->label), (unsigned long long)most >> 20);
}

/* Empties SCHEMA and puts the new columns there. */
static int
make_columns(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *fields = dp_step_arg(s, "fields");
	struct transpose *x = s->self;
	size_t n;

	schema->n = 0;
	if (dpi_name_is_free(s, fields, schema, fields->text, err) != 0)
		return -1;
	x->fields = dp_schema_add(schema, 0, fields->text);
	if (dpi_into_add(s, schema, 1, err) != 0)
		return -1;
	n = x->into.name.n;
	if (hold(s, x->n_old * n * sizeof *x->into.cell, err) != 0)
		return -1;
	x->taken = dp_arena_alloc(&s->arena, (n + 1) * sizeof *x->taken);
	memset(x->taken, 0, n * sizeof *x->taken);
	x->into.cell = dp_alloc0((x->n_old * n + 1) * sizeof *x->into.cell);
	return 0;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct transpose *x = dp_arena_alloc(&s->arena, sizeof *x);

	memset(x, 0, sizeof *x);
	s->self = x;
	if (s->n_columns != 1)
		return dp_step_fail(s, NULL, err,
				    _("transpose takes one column, which holds "
				      "the names."));
	x->into.from = s->column[0];
	x->old = dp_arena_alloc(&s->arena, (schema->n + 1) * sizeof *x->old);
	for (size_t i = 0; i < schema->n; i++) {
		if (schema->column[i].slot == x->into.from.slot)
			continue;
		x->old[x->n_old] = schema->column[i];
		x->old[x->n_old++].name = dp_keep(&s->arena,
						  schema->column[i].name);
	}
	s->gathers = dp_step_arg(s, "into") == NULL;
	return s->gathers ? 0 : make_columns(s, schema, err);
}

static int
gather(struct dp_step *s, struct dp_stream *inner, struct dp_schema *schema,
       struct dp_err *err)
{
	return dpi_into_gather(s, inner, err) != 0 ?
		       -1 :
		       make_columns(s, schema, err);
}

/* Row R of B becomes a column. */
static int
add(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	struct transpose *x = s->self;
	dp_str name = dp_cell_str(dp_batch_cell(b, r, x->into.from.slot));
	ptrdiff_t k = dpi_strtab_find(&x->into.name, dp_trim(name));

	if (k < 0 || x->taken[k]) {
		(void)dp_finding_add(&s->log->findings,
				     k < 0 ? DP_F_NO_COLUMN_FOR :
					     DP_F_TAKEN_CELL,
				     x->into.from.name, dp_batch_line(b, r),
				     b->record[r], name);
		return 0;
	}
	x->taken[k] = true;
	for (size_t i = 0; i < x->n_old; i++) {
		dp_str cell = dp_cell_str(dp_batch_cell(b, r, x->old[i].slot));

		if (hold(s, cell.n, err) != 0)
			return -1;
		x->into.cell[i * x->into.name.n + (size_t)k] =
			dp_keep(&x->into.text, cell);
	}
	return 0;
}

static int
drain(struct turning *t, struct dp_err *err)
{
	struct dp_batch *b = dp_batch_new();
	int status;

	while ((status = dp_next(t->inner, b, err)) > 0) {
		status = 0;
		for (size_t r = 0; status == 0 && r < b->n_rows; r++)
			if (b->state[r] == DP_ROW_KEPT)
				status = add(t->step, b, r, err);
		if (status < 0)
			break;
	}
	dp_batch_free(b);
	return status;
}

static void
put(struct dp_batch *b, size_t r, uint32_t slot, dp_str text)
{
	struct dp_cell *c = dp_batch_cell(b, r, slot);

	c->p = text.n ? dp_keep(&b->text, text).p : NULL;
	c->n = (uint32_t)text.n;
}

static int
next(void *self, struct dp_batch *b, struct dp_err *err)
{
	struct turning *t = self;
	const struct transpose *x = t->step->self;

	if (t->done)
		return 0;
	t->done = true;
	if (drain(t, err) != 0)
		return -1;
	dp_batch_clear(b, t->n_slots, x->n_old);
	dp_batch_reserve(b, x->n_old);
	b->has_lines = true;
	b->is_split = true;
	for (size_t r = 0; r < x->n_old; r++) {
		memset(dp_batch_cell(b, r, 0), 0,
		       b->stride * sizeof(struct dp_cell));
		put(b, r, x->fields, x->old[r].name);
		for (size_t k = 0; k < x->into.name.n; k++)
			put(b, r, x->into.slot[k],
			    x->into.cell[r * x->into.name.n + k]);
		b->state[r] = DP_ROW_KEPT;
		b->record[r] = r + 1;
		b->line[r] = 0;
	}
	b->n_rows = x->n_old;
	return x->n_old > 0;
}

static void
close_turning(void *self)
{
	struct turning *t = self;

	dp_close(t->inner);
	free(t);
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	struct turning *t = dp_alloc0(sizeof *t);

	(void)err;
	t->step = s;
	t->inner = dpi_into_rows(s, inner);
	t->n_slots = inner->schema.n_slots;
	return dp_stream_new(t, &inner->schema, next, close_turning);
}

static const struct dp_example examples[] = {
	{ "mesure into=entrees,seances fields=annee",
	  "mesure,2019,2020\nentrees,900,300\nseances,40,12\n",
	  "annee,entrees,seances\n2019,900,40\n2020,300,12\n" },
	{ "champ into=nom,ville fields=fiche",
	  "champ,A,B\nville,Gap,Nice\nnom,Rex,\n",
	  "fiche,nom,ville\nA,Rex,Gap\nB,,Nice\n" },
	{ "k into=a,b fields=col", "x,k,y\n1,a,2\n", "col,a,b\nx,1,\ny,2,\n" },
	{ "mesure fields=annee",
	  "mesure,2019,2020\nentrees,900,300\nseances,40,12\n",
	  "annee,entrees,seances\n2019,900,40\n2020,300,12\n" },
	{ "mois fields=an", "mois,2020\njanv,1\nf\u00e9vr,2\n",
	  "an,janv,f\u00e9vr\n2020,1,2\n" },
	{ "k into=b fields=col", "k,x\na,1\nb,2\n", "col,b\nx,2\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_transpose = {
	.name = "transpose",
	.scope = DP_TABLE,
	.mixes = true,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMN [into=NAME,NAME\u2026] fields=NAME"),
	.summary = N_("Make columns of rows and rows of columns."),
	.why = N_("A small table made for a page has the measures below one "
		  "another and the years side by side; a program wants a row "
		  "for each year. COLUMN says what each row is called. A row "
		  "that into= does not list, and a second row of one name, "
		  "are reported and left out. Long tables are longer's and "
		  "wider's: all cells wait in memory here."),
	.param = params,
	.keyed_memory = DP_KEYS_BOUND,
	.changes_again = true,
	.bind = bind,
	.unbind = dpi_into_unbind,
	.gather = gather,
	.table = table,
	.example = examples,
};
