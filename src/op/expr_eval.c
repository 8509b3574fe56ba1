/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Evaluates expressions, a row at a time. Nothing is allocated but text in
 * the batch and what a thread keeps from row to row. Functions are in
 * expr_function.c.
 */
#include "op/grel.h"

#include <math.h>
#include <stdlib.h>

#include "base/lane.h"

struct dp_expr_local *
dp_expr_local_new(const struct dp_expr *e)
{
	struct dp_expr_local *l;
	size_t i;

	if (!e || !e->needs_local)
		return NULL;
	l = dp_alloc0(sizeof *l);
	l->n = e->n_regex;
	if (l->n > 0)
		l->match = dp_alloc0(l->n * sizeof *l->match);
	for (i = 0; i < l->n; i++)
		l->match[i] = dp_match_new(e->regex[i]);
	if (e->n_var > 0)
		l->var = dp_alloc0(e->n_var * sizeof *l->var);
	return l;
}

void
dp_expr_local_free(struct dp_expr_local *l)
{
	size_t i;

	if (!l)
		return;
	for (i = 0; i < l->n; i++)
		dp_match_free(l->match[i]);
	free(l->match);
	free(l->var);
	dp_buf_done(&l->buf);
	free(l);
}

struct dp_expr_value
dpi_x_arg(const struct dpi_eval *v, const struct dpi_x_node *n, size_t i)
{
	if (v->call == n)
		return v->arg[i];
	return dpi_x_eval(v, v->e->arg[n->first + i]);
}

/* ---- patterns --------------------------------------------------------- */

/* FOUND; a limit that was reached is told, once for a row. */
static int
told(const struct dpi_eval *v, dp_str s, int found)
{
	uint64_t record = v->b->record[v->r];

	if (found < 0 && v->l->told_record != record + 1) {
		v->l->told_record = record + 1;
		(void)dp_finding_add(&v->b->log->findings, DP_F_ANSWER_LIMIT,
				     DP_S(""), dp_batch_line(v->b, v->r),
				     record, s);
	}
	return found;
}

int
dpi_x_find(const struct dpi_eval *v, const struct dpi_x_node *n, dp_str s,
	   size_t from_bytes)
{
	return told(v, s,
		    dp_regex_find(v->e->regex[n->regex], s, from_bytes,
				  v->l->match[n->regex]));
}

int
dpi_x_replace(const struct dpi_eval *v, const struct dpi_x_node *n,
	      const struct dp_template *with, dp_str s)
{
	v->l->buf.n = 0;
	return told(v, s,
		    dp_regex_replace(v->e->regex[n->regex], with, s, true,
				     v->l->match[n->regex], &v->l->buf));
}

/* ---- evaluation ------------------------------------------------------- */

/* Arguments of a call that stand on the stack. */
#define ARGS_FEW 4u

/* A call whose arguments are looked at first; an error is the result. */
static struct dp_expr_value
strict_call(const struct dpi_eval *v, const struct dpi_x_node *n)
{
	struct dp_expr_value few[ARGS_FEW], *arg = few;
	struct dpi_eval inner = *v;

	if (n->n > ARGS_FEW)
		arg = dp_arena_alloc(&v->b->text, n->n * sizeof *arg);
	for (size_t i = 0; i < n->n; i++) {
		uint32_t child = v->e->arg[n->first + i];

		if (v->e->node[child].op == DPI_X_PATTERN) {
			arg[i] = dpi_x_null();
			continue;
		}
		arg[i] = dpi_x_eval(v, child);
		if (arg[i].kind == DP_X_ERROR)
			return arg[i];
	}
	inner.call = n;
	inner.arg = arg;
	/* a value may point into the batch, never into what it is made of */
	/* cppcheck-suppress returnDanglingLifetime */
	return n->function->call(&inner, n);
}

dp_str
dpi_x_string(const struct dpi_eval *v, struct dp_expr_value x)
{
	dp_str none = { NULL, 0 };

	switch (x.kind) {
	case DP_X_TEXT:
		return x.text;
	case DP_X_BOOL:
		return x.yes ? DP_S("true") : DP_S("false");
	case DP_X_NUMBER:
		if (v->e->grel)
			return dpi_grel_string(v, x);
		if (x.text.p)
			return x.text;
		v->l->buf.n = 0;
		dp_number_double_text(x.number, 15, &v->l->buf);
		return dp_keep(&v->b->text, dp_buf_view(&v->l->buf));
	case DP_X_WHOLE:
	case DP_X_DATE:
		return dpi_grel_string(v, x);
	case DP_X_NULL:
	case DP_X_ERROR:
	case DP_X_LIST:
		break;
	}
	return none;
}

bool
dpi_expr_is_grel(const struct dp_expr *e)
{
	return e->grel;
}

void
dpi_expr_needs(const struct dp_expr *e, bool *cell)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->node[i].op == DPI_X_COLUMN)
			cell[e->node[i].n] = true;
}

static struct dp_expr_value
column(const struct dpi_eval *v, uint32_t slot)
{
	const struct dp_cell *c = dp_batch_cell(v->b, v->r, slot);

	return v->e->grel ? dpi_grel_of_cell(c) : dpi_x_text(dp_cell_str(c));
}

/* and, or: stops at the first operand that decides. */
static struct dp_expr_value
logic(const struct dpi_eval *v, const struct dpi_x_node *n)
{
	bool stop = n->op == DPI_X_OR;
	size_t i;

	for (i = 0; i < n->n; i++)
		if (dpi_x_yes(dpi_x_arg(v, n, i)) == stop)
			return dpi_x_bool(stop);
	return dpi_x_bool(!stop);
}

/* Value of child I of N, in ROOM where it is not there already. */
__attribute__((always_inline)) static inline const struct dp_expr_value *
operand(const struct dpi_eval *v, const struct dpi_x_node *n, size_t i,
	struct dp_expr_value *room)
{
	uint32_t child = v->e->arg[n->first + i];
	const struct dpi_x_node *c = &v->e->node[child];

	if (c->op == DPI_X_CONST)
		return &c->constant;
	if (c->op == DPI_X_COLUMN) {
		room->text = dp_cell_str(dp_batch_cell(v->b, v->r, c->n));
		room->kind = room->text.p ? DP_X_TEXT : DP_X_NULL;
	} else {
		*room = dpi_x_eval(v, child);
	}
	return room;
}

/* What a comparison says. */
enum verdict { NO, YES, UNKNOWN, WRONG };

static inline enum verdict
of_order(const struct dpi_x_node *n, int order)
{
	switch (n->op) {
	case DPI_X_LT:
		return order < 0 ? YES : NO;
	case DPI_X_LE:
		return order <= 0 ? YES : NO;
	case DPI_X_GT:
		return order > 0 ? YES : NO;
	default:
		return order >= 0 ? YES : NO;
	}
}

static enum verdict
compare(const struct dpi_eval *v, const struct dpi_x_node *n)
{
	struct dp_expr_value room[2];
	const struct dp_expr_value *a = operand(v, n, 0, &room[0]);
	const struct dp_expr_value *b = operand(v, n, 1, &room[1]);
	int order;

	if (a->kind == DP_X_ERROR || b->kind == DP_X_ERROR)
		return WRONG;
	if (n->op == DPI_X_EQ || n->op == DPI_X_NE)
		return dpi_x_equal(a, b) == (n->op == DPI_X_EQ) ? YES : NO;
	return dpi_x_order(a, b, &order) ? of_order(n, order) : UNKNOWN;
}

static struct dp_expr_value
comparison(const struct dpi_eval *v, const struct dpi_x_node *n)
{
	switch (compare(v, n)) {
	case WRONG:
		return dpi_x_error();
	case UNKNOWN:
		return dpi_x_null();
	case YES:
		return dpi_x_bool(true);
	default:
		return dpi_x_bool(false);
	}
}

static struct dp_expr_value
joined(const struct dpi_eval *v, struct dp_expr_value a, struct dp_expr_value b)
{
	dp_str x = dpi_x_string(v, a), y = dpi_x_string(v, b), out;
	char *p;

	p = dp_arena_text(&v->b->text, x.n + y.n + 1);
	if (x.n)
		memcpy(p, x.p, x.n);
	if (y.n)
		memcpy(p + x.n, y.p, y.n);
	out.p = p;
	out.n = x.n + y.n;
	return dpi_x_text(out);
}

static double
reckon(enum dpi_x_op op, double x, double y)
{
	switch (op) {
	case DPI_X_ADD:
		return x + y;
	case DPI_X_SUB:
		return x - y;
	case DPI_X_MUL:
		return x * y;
	case DPI_X_DIV:
		return x / y;
	default:
		return fmod(x, y);
	}
}

static struct dp_expr_value
arithmetic(const struct dpi_eval *v, const struct dpi_x_node *n)
{
	struct dp_expr_value a = dpi_x_arg(v, n, 0), b = dpi_x_arg(v, n, 1);
	bool both, one = a.kind == DP_X_NUMBER || b.kind == DP_X_NUMBER;
	double x = 0, y = 0;

	if (a.kind == DP_X_ERROR || b.kind == DP_X_ERROR ||
	    a.kind == DP_X_LIST || b.kind == DP_X_LIST)
		return dpi_x_error();
	if (a.kind == DP_X_NULL || b.kind == DP_X_NULL)
		return dpi_x_null();
	both = dpi_x_double(a, &x) && dpi_x_double(b, &y);
	if (n->op == DPI_X_ADD && !(both && one))
		return joined(v, a, b);
	if (!both)
		return dpi_x_error();
	if ((n->op == DPI_X_DIV || n->op == DPI_X_MOD) && y == 0)
		return dpi_x_error();
	x = reckon(n->op, x, y);
	return dpi_x_is_sure(a, b, x) ? dpi_x_number(x) :
					dpi_x_exact(v, n->op, a, b, x);
}

static struct dp_expr_value
minus(const struct dpi_eval *v, struct dp_expr_value a)
{
	struct dp_expr_value nought = dpi_x_number(0);
	double x;

	if (a.kind == DP_X_NULL)
		return a;
	if (!dpi_x_double(a, &x))
		return dpi_x_error();
	return dpi_x_is_sure(nought, a, x) ?
		       dpi_x_number(-x) :
		       dpi_x_exact(v, DPI_X_SUB, nought, a, -x);
}

struct dp_expr_value
dpi_x_eval(const struct dpi_eval *v, uint32_t node)
{
	const struct dpi_x_node *n = &v->e->node[node];

	if (v->e->grel && n->op >= DPI_X_EQ && n->op <= DPI_X_MINUS)
		return dpi_grel_operator(v, n);
	switch (n->op) {
	case DPI_X_CONST:
		return n->constant;
	case DPI_X_VAR:
		return v->l ? v->l->var[n->n] : dpi_x_null();
	case DPI_X_COLUMN:
		return column(v, n->n);
	case DPI_X_CELL:
		if (v->e->grel && v->value.n == 0)
			return dpi_x_null();
		return dpi_x_text(v->value);
	case DPI_X_OR:
	case DPI_X_AND:
		return logic(v, n);
	case DPI_X_NOT:
		return dpi_x_bool(!dpi_x_yes(dpi_x_arg(v, n, 0)));
	case DPI_X_EQ:
	case DPI_X_NE:
	case DPI_X_LT:
	case DPI_X_LE:
	case DPI_X_GT:
	case DPI_X_GE:
		return comparison(v, n);
	case DPI_X_ADD:
	case DPI_X_SUB:
	case DPI_X_MUL:
	case DPI_X_DIV:
	case DPI_X_MOD:
		return arithmetic(v, n);
	case DPI_X_MINUS:
		return minus(v, dpi_x_arg(v, n, 0));
	case DPI_X_CALL:
		return n->function->strict ? strict_call(v, n) :
					     n->function->call(v, n);
	case DPI_X_FIELD:
		return dpi_grel_field(dpi_x_arg(v, n, 0), n->constant.text);
	case DPI_X_PATTERN:
		break;
	}
	return dpi_x_error();
}

struct dp_expr_value
dpi_expr_raw(const struct dp_expr *e, struct dp_expr_local *l,
	     struct dp_batch *b, size_t r)
{
	struct dpi_eval v = { .e = e, .l = l, .b = b, .r = r };

	return dpi_x_eval(&v, e->root);
}

struct dp_expr_value
dp_expr_eval(const struct dp_expr *e, struct dp_expr_local *l,
	     struct dp_batch *b, size_t r, dp_str value)
{
	struct dpi_eval v = { .e = e, .l = l, .b = b, .r = r, .value = value };
	struct dp_expr_local *own = NULL;
	struct dp_expr_value x;

	if (!l)
		v.l = own = dp_expr_local_new(e);
	x = dpi_x_eval(&v, e->root);
	if (e->grel)
		x = dpi_grel_stored(&v, x);
	dp_expr_local_free(own);
	return x;
}

void
dpi_x_find_test(struct dp_expr *e)
{
	const struct dpi_x_node *n = &e->node[e->root], *a, *b;

	if (e->needs_local || n->op < DPI_X_LT || n->op > DPI_X_GE)
		return;
	a = &e->node[e->arg[n->first]];
	b = &e->node[e->arg[n->first + 1]];
	if (a->op != DPI_X_COLUMN || b->op != DPI_X_CONST || !b->is_number)
		return;
	e->test.slot = a->n;
	e->test.number = &b->parts;
	for (int order = -1; order <= 1; order++)
		e->test.holds[order + 1] = of_order(n, order) == YES;
}

/* Any condition, as dp_expr_true. */
__attribute__((noinline)) static bool
is_true(const struct dp_expr *e, struct dp_expr_local *l, struct dp_batch *b,
	size_t r, dp_str value)
{
	const struct dpi_x_node *n = &e->node[e->root];
	struct dpi_eval v = { .e = e, .l = l, .b = b, .r = r, .value = value };

	/* most are one comparison, which needs no value made */
	if (n->op >= DPI_X_EQ && n->op <= DPI_X_GE && (l || !e->needs_local))
		return compare(&v, n) == YES;
	return dpi_x_yes(dp_expr_eval(e, l, b, r, value));
}

bool
dp_expr_true(const struct dp_expr *e, struct dp_expr_local *l,
	     struct dp_batch *b, size_t r, dp_str value)
{
	const struct dpi_x_test *t = &e->test;
	const struct dp_cell *c;
	int order;

	if (!t->number)
		return is_true(e, l, b, r, value);
	c = dp_batch_cell(b, r, t->slot);
	if (!dpi_x_number_order(dp_cell_str(c), c->flags & DP_CELL_ROOM,
				t->number, &order))
		return is_true(e, l, b, r, value);
	return t->holds[(order > 0) - (order < 0) + 1];
}

/*
 * -1 or 1 where the cell C is a number without a sign that has fewer or more
 * digits before its point than N, which is not 0: nearly always that is
 * enough. 0: it is to be looked at closely.
 */
static inline int
order_by_digits(const struct dp_cell *c, size_t n)
{
	uint32_t behind = 1u << (c->n & 31), others, rest;
	size_t whole;

	if (c->n - 1 >= DPI_LANE_BYTES || !(c->flags & DP_CELL_ROOM))
		return 0;
	others = ~dpi_lane_bits((dpi_lane)(dpi_lane_load(c->p) - '0' < 10));
	others = (others & (behind - 1)) | behind;
	whole = (size_t)__builtin_ctz(others);
	rest = others & (others - 1);
	if (whole == n || whole == 0 || (whole > 1 && *c->p == '0'))
		return 0;
	if (rest && (rest != behind || c->p[whole] != '.' || whole + 1 == c->n))
		return 0;
	return whole < n ? -1 : 1;
}

size_t
dpi_expr_rows(const struct dp_expr *e, struct dp_expr_local *l,
	      struct dp_batch *b, bool holds, uint32_t *row)
{
	const struct dpi_x_test *t = &e->test;
	const dp_str nothing = { NULL, 0 };
	size_t n = 0, digits = 0;

	if (t->number && !t->number->minus)
		digits = t->number->whole.n;
	for (size_t r = 0; r < b->n_rows; r++) {
		int order = 0;
		bool yes;

		if (b->state[r] != DP_ROW_KEPT)
			continue;
		if (digits)
			order = order_by_digits(dp_batch_cell(b, r, t->slot),
						digits);
		yes = order ? t->holds[order + 1] :
			      dp_expr_true(e, l, b, r, nothing);
		row[n] = (uint32_t)r;
		n += yes == holds;
	}
	return n;
}
