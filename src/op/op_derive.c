/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * derive: a column by an expression, a new one or one that is there. The
 * language of expressions is expr.h's.
 */
#include "op/words.h"
#include "op/work.h"

#include "base/i18n.h"

static const struct dp_op_class derive_in_place;

struct derive {
	struct dp_expr *e;
	struct dp_column to;
};

static const struct dp_param params[] = {
	{ "after", DP_P_COLUMN, NULL, NULL,
	  N_("the column behind which the new one is put; else it is the "
	     "last"),
	  false },
	{ "at", DP_P_INT, NULL, NULL,
	  N_("the place of the new column, from 1, instead of after="), false },
	{ NULL, DP_P_TEXT, NULL, NULL, NULL, false }
};

static void
unbind(struct dp_step *s)
{
	struct derive *x = s->self;

	if (x)
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
	s->column = dp_arena_alloc(&s->arena, sizeof *s->column);
	s->column[0] = schema->column[at];
	s->n_columns = 1;
	s->op = &derive_in_place;
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

static int
read_args(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
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
	if (!x->e)
		return -1;
	return at >= 0 ? 0 : add_column(s, schema, name->text, err);
}

/* The engine unbinds only what was bound: a failure cleans up here. */
static int
bind(struct dp_step *s, struct dp_schema *schema, struct dp_err *err)
{
	if (read_args(s, schema, err) == 0)
		return 0;
	unbind(s);
	return -1;
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
	(void)dpi_row_finding(s, w, r, x->to.name, DP_F_NOT_COMPUTED, nothing);
	return dpi_row_after_finding(s);
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
