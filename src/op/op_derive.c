/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * derive: a column by an expression, a new one or one that is there. The
 * language of expressions is expr.h's.
 */
#include "op/expr.h"
#include "op/recipe.h"
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_op_class derive_in_place, derive_over, derive_kept;

/* Most times that one expression is repeated. */
#define REPEAT_MAX 10000

struct derive {
	struct dp_expr *e;
	struct dp_column to;
	bool in_place;
	bool store;   /* errors, as OpenRefine does */
	bool instead; /* of an error, the cell in slot from */
	uint32_t from;
	int64_t repeat;
};

static const struct dp_param params[] = {
	{ "after", DP_P_COLUMN, NULL, NULL,
	  N_("the column behind which the new one is put; else it is the "
	     "last"),
	  false },
	{ "at", DP_P_INT, NULL, NULL,
	  N_("the place of the new column, from 1, instead of after="), false },
	{ "errors", DP_P_TEXT, NULL, NULL,
	  N_("with grel:, where there is no result: store, the cell says what "
	     "is wrong, as in OpenRefine; or a column, whose cell it gets"),
	  false },
	{ "repeat", DP_P_INT, NULL, NULL,
	  N_("with grel:, a cell that has changed is put through the "
	     "expression again, so often at most"),
	  false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct derive *x = s->self;

	dp_expr_free(x->e);
}

static const struct dp_arg *
expression(const struct dp_step *s)
{
	for (size_t i = 0; i < s->line->n_args; i++)
		if (s->line->arg[i].kind == DP_ARG_EXPR)
			return &s->line->arg[i];
	return NULL;
}

/* The column NAME of SCHEMA is there: its cells are what changes. */
static void
use_column(struct dp_step *s, const struct dp_schema *schema, size_t at)
{
	struct derive *x = s->self;

	s->column = dp_arena_alloc(&s->arena, sizeof *s->column);
	s->column[0] = schema->column[at];
	s->n_columns = 1;
	s->op = &derive_in_place;
	x->to = schema->column[at];
	x->in_place = true;
}

static int
add_column(struct dp_step *s, struct dp_schema *schema, dp_str name,
	   struct dp_err *err)
{
	const struct dp_arg *after = dp_step_arg(s, "after");
	const struct dp_arg *place = dp_step_arg(s, "at");
	int64_t number = dp_step_int(s, "at");
	struct derive *x = s->self;
	size_t at = schema->n;

	if (after) {
		ptrdiff_t k = dpi_column_need(s, after, schema, err);

		if (k < 0)
			return -1;
		at = (size_t)k + 1;
	}
	if (place) {
		if (after || number < 1)
			return dp_step_fail(s, place, err,
					    _("at= counts columns from 1, "
					      "without after=."));
		at = (uint64_t)number > schema->n ? schema->n :
						    (size_t)number - 1;
	}
	x->to.slot = dp_schema_add(schema, at, name);
	x->to.name = dp_keep(&s->arena, name);
	return 0;
}

/* What an expression of GREL may have besides. */
static int
read_kept(struct dp_step *s, const struct dp_schema *schema, struct dp_err *err)
{
	const struct dp_arg *errors = dp_step_arg(s, "errors");
	const struct dp_arg *repeat = dp_step_arg(s, "repeat");
	struct derive *x = s->self;
	ptrdiff_t k;

	s->op = &derive_kept;
	x->repeat = repeat ? dp_step_int(s, "repeat") : 0;
	if (x->repeat < 0 || x->repeat > REPEAT_MAX)
		return dp_step_fail(s, repeat, err,
				    _("repeat= goes from 0 to %d."),
				    REPEAT_MAX);
	x->store = errors && dp_str_is(errors->text, "store") &&
		   dp_schema_find(schema, errors->text) < 0;
	if (!errors || x->store)
		return 0;
	k = dpi_column_need(s, errors, schema, err);
	if (k < 0)
		return -1;
	x->instead = true;
	x->from = schema->column[k].slot;
	return 0;
}

/*
 * Nothing but value is wrong with E, as there is no column NAME: ERR says so
 * to who can do without the step, or find the column.
 */
static void
tell_missing(struct dp_step *s, const struct dp_schema *schema,
	     const struct dp_arg *name, const struct dp_arg *e,
	     struct dp_err *err)
{
	const struct dp_op_class *op = s->op;
	struct dp_err why = { 0 }, ignored = { 0 };
	struct dp_expr *in_place;

	s->op = &derive_in_place;
	in_place = dp_step_expr(s, e, schema, &ignored);
	s->op = op;
	if (!in_place)
		return;
	dp_expr_free(in_place);
	(void)dpi_column_need(s, name, schema, &why);
	dpi_no_column(err, &why);
}

/* Does the expression of S look at the cell that it changes? */
static bool
looks_at_itself(const struct dp_step *s)
{
	const struct derive *x = s->self;

	for (size_t i = 0; i < x->e->n; i++)
		if (x->e->node[i].op == DPI_X_CELL ||
		    (x->e->node[i].op == DPI_X_COLUMN &&
		     x->e->node[i].n == x->to.slot))
			return true;
	return false;
}

static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	struct derive *x = dp_arena_alloc(&s->arena, sizeof *x);
	const struct dp_arg *name, *e = expression(s);
	size_t i = 0;
	ptrdiff_t at;

	memset(x, 0, sizeof *x);
	s->self = x;
	name = dpi_word_need(s, &i, _("the name of a column"), err);
	if (!name)
		return -1;
	if (!e || dpi_word_next(s, &i) != e)
		return dp_step_fail(s, e ? e : name, err,
				    _("derive expects a name, an = that stands "
				      "alone and an expression: derive part "
				      "= oui / total"));
	at = dp_schema_find(schema, name->text);
	if (at < 0 && dpi_name_is_free(s, name, schema, name->text, err) != 0)
		return -1;
	if (at >= 0)
		use_column(s, schema, (size_t)at);
	x->e = dp_step_expr(s, e, schema, err);
	if (!x->e) {
		if (at < 0 && !err->no_column)
			tell_missing(s, schema, name, e, err);
		return -1;
	}
	if (dpi_expr_is_grel(x->e)) {
		if (read_kept(s, schema, err) != 0)
			return -1;
	} else if (dp_step_arg(s, "errors") || dp_step_arg(s, "repeat")) {
		return dp_step_fail(s, e, err,
				    _("errors= and repeat= are for "
				      "expressions that start with grel:."));
	}
	if (at < 0)
		return add_column(s, schema, name->text, err);
	if (s->op == &derive_in_place && looks_at_itself(s))
		s->op = &derive_over;
	return 0;
}

static void *
local_new(const struct dp_step *s)
{
	return dp_expr_local_new(((const struct derive *)s->self)->e);
}

static void
local_free(void *local)
{
	dp_expr_local_free(local);
}

/* Text of X for a cell, which lives as long as the batch. */
static dp_str
cell_text(struct dp_work *w, struct dp_expr_value x)
{
	struct dp_buf b = { 0 };
	dp_str out = { NULL, 0 };

	if (x.kind == DP_X_BOOL)
		out = x.yes ? DP_S("true") : DP_S("false");
	else if (x.kind == DP_X_TEXT || (x.kind == DP_X_NUMBER && x.text.p))
		out = x.text;
	else if (x.kind == DP_X_NUMBER)
		dp_number_double_text(x.number, 15, &b);
	if (b.n)
		out = dp_keep(&w->batch->text, dp_buf_view(&b));
	dp_buf_done(&b);
	if (out.n == 0)
		out.p = NULL;
	return out;
}

static enum dp_row_state
derive(const struct dp_step *s, struct dp_work *w, size_t r)
{
	static const dp_str nothing = { NULL, 0 };
	const struct derive *x = s->self;
	struct dp_expr_value v = dp_expr_eval(x->e, w->local, w->batch, r,
					      nothing);
	dp_str text = cell_text(w, v);

	if (text.n > DP_CELL_MAX_BYTES || v.kind == DP_X_LIST)
		v.kind = DP_X_ERROR;
	if (v.kind != DP_X_ERROR) {
		dp_step_set(s, w, r, &x->to, text);
		return DP_ROW_KEPT;
	}
	return dpi_row_no_result(s, w, r, x->to.name, nothing);
}

/* One result of GREL for row R; false: there is none, and nothing is set. */
static bool
derive_once(const struct dp_step *s, struct dp_work *w, size_t r)
{
	const struct derive *x = s->self;
	struct dp_cell *row = dp_batch_cell(w->batch, r, 0);
	struct dp_cell *c = &row[x->to.slot];
	dp_str in = x->in_place ? dp_cell_str(c) : (dp_str){ NULL, 0 };
	struct dp_expr_value v = dp_expr_eval(x->e, w->local, w->batch, r, in);
	int ahead = v.cell == DP_KIND_DATE ? (int)v.number : 0;
	dp_str text = cell_text(w, v);

	if (text.n > DP_CELL_MAX_BYTES)
		v.kind = DP_X_ERROR;
	if (v.kind == DP_X_ERROR && x->instead) {
		text = dp_cell_str(&row[x->from]);
		v.cell = dp_cell_kind(&row[x->from]);
		ahead = dp_cell_ahead(&row[x->from]);
	} else if (v.kind == DP_X_ERROR && x->store) {
		text = v.text.n ? v.text : (dp_str){ NULL, 0 };
		v.cell = DP_KIND_ERROR;
	} else if (v.kind == DP_X_ERROR) {
		return false;
	}
	dp_step_set(s, w, r, &x->to, text);
	dp_cell_set_kind(c, v.cell);
	dp_cell_set_ahead(c, ahead);
	return true;
}

/*
 * The same of GREL: a cell remembers whether it was a number, a date, yes or
 * no, an empty text or an error.
 */
static enum dp_row_state
derive_kind(const struct dp_step *s, struct dp_work *w, size_t r)
{
	static const dp_str nothing = { NULL, 0 };
	const struct derive *x = s->self;
	struct dp_cell *c = dp_batch_cell(w->batch, r, x->to.slot);
	struct dp_cell old = *c;
	bool made = derive_once(s, w, r);

	if (!made) {
		dp_str in = x->in_place ? dp_cell_str(c) : nothing;
		enum dp_row_state state = dpi_row_no_result(s, w, r, x->to.name,
							    in);

		if (s->on_error != DP_ON_ERROR_BLANK)
			return state;
		dp_step_set(s, w, r, &x->to, nothing);
		dp_cell_set_kind(c, DP_KIND_TEXT);
	}
	for (int64_t i = 0; i < x->repeat; i++) {
		if (c->p == old.p && c->n == old.n && c->flags == old.flags)
			break;
		old = *c;
		/* an error ends it, and is not kept */
		if (!derive_once(s, w, r) || dp_cell_kind(c) == DP_KIND_ERROR) {
			*c = old;
			break;
		}
	}
	return DP_ROW_KEPT;
}

static dp_str
derive_cell(const struct dp_step *s, struct dp_work *w, dp_str in)
{
	const struct derive *x = s->self;
	struct dp_expr_value v = dp_expr_eval(x->e, w->local, w->batch, w->row,
					      in);
	dp_str out;

	if (v.kind == DP_X_ERROR || v.kind == DP_X_LIST)
		return dp_bad(w, DP_F_NOT_COMPUTED, in);
	out = cell_text(w, v);
	return dp_str_eq(in, out) ? in : out;
}

static const struct dp_example examples[] = {
	{ "total = toNumber(adultes) + enfants",
	  "adultes,enfants\n120,30\n80,\n",
	  "adultes,enfants,total\n120,30,150"
	  "\n80,,\n" },
	{ "annee = value(date).datePart(\"year\")",
	  "date,nom\n2021-03-12,a\n,b\n",
	  "date,nom,annee\n2021-03-12,a,2021\n"
	  ",b,\n" },
	{ "part after=oui = round(oui * 100 / total, 1)",
	  "oui,total\n1,3\n2,0\n", "oui,part,total\n1,33.3,3\n2,,0\n" },
	{ "ville = value.toTitlecase()", "ville,n\nGAP,1\nnice,2\n",
	  "ville,n\nGap,1\nNice,2\n" },
	{ "rue = adresse.split(\", \")[0]",
	  "adresse\n\"1 rue Carnot, 05000, Gap\"\n",
	  "adresse,rue\n\"1 rue Carnot, 05000, Gap\",1 rue Carnot\n" },
	{ "taille = if(places > 300, \"grand\", \"petit\")",
	  "nom,places\nA,450\nB,90\n",
	  "nom,places,taille\nA,450,grand\n"
	  "B,90,petit\n" },
	{ "rue where=type=='rue' = \"rue \" + nom",
	  "nom,type\nCarnot,rue\nGap,\n",
	  "nom,type,rue\nCarnot,rue,rue Carnot\nGap,,\n" },
	{ "n at=1 = nom.length()", "nom,x\nGap,1\n", "n,nom,x\n3,Gap,1\n" },
	{ "double = grel:cells[\"n\"].value + 1", "n\n5\n",
	  "n,double\n5,51\n" },
	{ NULL, NULL, NULL }
};

const struct dp_op_class dpi_op_derive = {
	.name = "derive",
	.scope = DP_ROW,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("NAME [after=COLUMN|at=NUMBER] = EXPRESSION"),
	.summary = N_("Make a column from others by an expression."),
	.why = N_("A year out of a date, a sum, a share, a class: what the "
		  "question needs and the table does not say. If there is a "
		  "column of that name its cells are changed, and value is "
		  "the cell. Cells are texts: + joins them, unless one is "
		  "made a number as in toNumber(a) + b. Where there is no "
		  "result, as when a number is divided by 0, the cell stays "
		  "as it is (a new one empty) and is reported. "
		  "dpipe-recipe(5) has the expressions."),
	.param = params,
	.changes_again = true,
	.makes_over = true,
	.bind = bind,
	.unbind = unbind,
	.local_new = local_new,
	.local_free = local_free,
	.row = derive,
	.example = examples,
};

/* What bind makes of the step when the column is there. */
static const struct dp_op_class derive_in_place = {
	.name = "derive",
	.scope = DP_CELL,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("NAME [after=COLUMN|at=NUMBER] = EXPRESSION"),
	.param = params,
	.unbind = unbind,
	.local_new = local_new,
	.local_free = local_free,
	.cell = derive_cell,
};

/* The same of an expression that looks at the cell it changes. */
static const struct dp_op_class derive_over = {
	.name = "derive",
	.scope = DP_CELL,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("NAME [after=COLUMN|at=NUMBER] = EXPRESSION"),
	.param = params,
	.changes_again = true,
	.unbind = unbind,
	.local_new = local_new,
	.local_free = local_free,
	.cell = derive_cell,
};

/* And of an expression of GREL, in place or not. */
static const struct dp_op_class derive_kept = {
	.name = "derive",
	.scope = DP_ROW,
	.takes = DP_TAKES_WORDS,
	.synopsis = N_("NAME [after=COLUMN|at=NUMBER] = EXPRESSION"),
	.param = params,
	.changes_again = true,
	.unbind = unbind,
	.local_new = local_new,
	.local_free = local_free,
	.row = derive_kind,
};
