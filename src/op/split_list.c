/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * split with parts=: an expression of GREL gives the parts as a list, and the
 * rows tell how many columns that makes. An empty part is something there: a
 * text without a character.
 */
#include "op/split_list.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/gathered.h"
#include "op/words.h"
#include "op/work.h"

#define PARTS_MAX 1000u

struct list {
	struct dp_column from;
	struct dp_column *part;
	size_t n;
	struct dp_expr *e;
	struct dp_expr_local *local, *where;
	struct dp_spool *rows;
};

static const struct dp_op_class split_list;

/* ---- lists ------------------------------------------------------------ */

struct dp_expr *
dpi_parts_expr(const struct dp_step *s, const struct dp_schema *schema,
	       struct dp_err *err)
{
	const struct dp_arg *parts = dp_step_arg(s, "parts");
	struct dp_expr *e = dp_step_expr(s, parts, schema, err);

	if (!e || dpi_expr_is_grel(e))
		return e;
	dp_expr_free(e);
	(void)dp_step_fail(s, parts, err,
			   _("parts= expects an expression of GREL that gives "
			     "a list: parts=\"grel:split(cells['nom'].value, "
			     "' ')\"."));
	return NULL;
}

struct dp_expr_value
dpi_parts_of(const struct dp_expr *e, struct dp_expr_local *l,
	     struct dp_batch *b, size_t r)
{
	struct dp_expr_value x = dpi_expr_raw(e, l, b, r);

	if (x.kind != DP_X_LIST)
		x.n_items = 0;
	return x;
}

dp_str
dpi_parts_text(const struct dp_expr *e, struct dp_batch *b,
	       struct dp_expr_value x, enum dp_kind *kind)
{
	struct dpi_eval v = { .e = e, .b = b };

	x = dpi_grel_stored(&v, x);
	*kind = x.cell;
	if (x.kind == DP_X_BOOL)
		return x.yes ? DP_S("true") : DP_S("false");
	return x.kind == DP_X_TEXT && x.text.n <= DP_CELL_MAX_BYTES &&
			       x.text.n ?
		       x.text :
		       (dp_str){ NULL, 0 };
}

/* ---- split ------------------------------------------------------------ */

static void
unbind(struct dp_step *s)
{
	struct list *x = s->self;

	dp_expr_local_free(x->local);
	dp_expr_local_free(x->where);
	dp_expr_free(x->e);
	dp_spool_free(x->rows);
}

int
dpi_split_list_bind(struct dp_step *s, struct dp_schema *schema,
		    struct dp_err *err)
{
	struct list *x = dp_arena_alloc(&s->arena, sizeof *x);

	memset(x, 0, sizeof *x);
	x->from = s->column[0];
	x->e = dpi_parts_expr(s, schema, err);
	if (!x->e)
		return -1;
	s->self = x;
	s->op = &split_list;
	s->gathers = true;
	x->local = dp_expr_local_new(x->e);
	x->where = s->where ? dp_expr_local_new(s->where) : NULL;
	return 0;
}

/* The parts of row R, where it is to be split. */
static struct dp_expr_value
parts_of(const struct dp_step *s, struct dp_batch *b, size_t r)
{
	static const dp_str nothing = { NULL, 0 };
	const struct list *x = s->self;

	if (s->where && !dp_expr_true(s->where, x->where, b, r, nothing))
		return dpi_x_null();
	return dpi_parts_of(x->e, x->local, b, r);
}

static int
look(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	struct list *x = s->self;
	size_t n = parts_of(s, b, r).n_items;

	(void)err;
	n = n > PARTS_MAX ? PARTS_MAX : n;
	x->n = n > x->n ? n : x->n;
	return 0;
}

/* The new columns, numbered; a number whose name is taken is left out. */
static int
gather(struct dp_step *s, struct dp_stream *inner, struct dp_schema *schema,
       struct dp_err *err)
{
	dp_str joint = dp_step_param(s, "joint");
	bool keep = dp_step_yes(s, "keep");
	struct list *x = s->self;
	size_t at, number = 0;

	x->rows = dpi_gather_rows(s, inner, look, err);
	if (!x->rows)
		return -1;
	x->part = dp_arena_alloc(&s->arena, (x->n + 1) * sizeof *x->part);
	at = (size_t)dpi_schema_slot(schema, x->from.slot);
	for (size_t i = 0; i < x->n; i++) {
		dp_str name = dpi_number_name(s, schema, x->from.name, joint,
					      &number);

		x->part[i].slot = dp_schema_add(schema, at + 1 + i, name);
		x->part[i].name = name;
	}
	if (!keep)
		dpi_schema_remove(schema, at);
	return 0;
}

static int
fill(struct dp_step *s, struct dp_batch *b, size_t r, struct dp_err *err)
{
	const struct list *x = s->self;
	struct dp_expr_value all = parts_of(s, b, r);
	struct dp_work w = { .batch = b };

	for (size_t i = 0; i < all.n_items && i < x->n; i++) {
		enum dp_kind kind;

		dp_step_set(s, &w, r, &x->part[i],
			    dpi_parts_text(x->e, b, all.item[i], &kind));
		dp_cell_set_kind(dp_batch_cell(b, r, x->part[i].slot), kind);
	}
	(void)err;
	return 0;
}

static struct dp_stream *
table(struct dp_step *s, struct dp_stream *inner, struct dp_err *err)
{
	const struct list *x = s->self;

	(void)err;
	return dpi_gathered(s, inner, x->rows, fill);
}

static const struct dp_op_class split_list = {
	.name = "split",
	.scope = DP_TABLE,
	.takes = DP_TAKES_COLUMNS,
	.synopsis = N_("COLUMN parts=EXPRESSION"),
	.unbind = unbind,
	.gather = gather,
	.table = table,
};
