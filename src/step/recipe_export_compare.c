/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparisons in the words of other tools. */
#include "step/recipe_export_expr.h"

static const char *
sign_of(enum dpi_x_op op)
{
	static const char *const sign[] = { "==", "!=", "<", "<=", ">", ">=" };

	return sign[op - DPI_X_EQ];
}

/* OP with its operands exchanged. */
static enum dpi_x_op
mirrored(enum dpi_x_op op)
{
	switch (op) {
	case DPI_X_LT:
		return DPI_X_GT;
	case DPI_X_LE:
		return DPI_X_GE;
	case DPI_X_GT:
		return DPI_X_LT;
	case DPI_X_GE:
		return DPI_X_LE;
	default:
		return op;
	}
}

static char
compare_text(struct dpi_telling *t, enum dpi_x_op op, uint32_t a, dp_str text,
	     struct dp_buf *out)
{
	bool same = op == DPI_X_EQ || op == DPI_X_NE;
	struct dp_buf left = { 0 }, right = { 0 };
	char kind = dpi_tell_node(t, a, &left);

	dpi_export_text(t->x, &right, text);
	if ((kind != DPI_TELL_TEXT && kind != DPI_TELL_FULL) ||
	    (!same && text.n == 0))
		kind = DPI_TELL_NOTHING;
	else
		kind = dpi_tell_two(t, sign_of(op), &left, &right, out);
	t->may_be_null = t->may_be_null || !same;
	dp_buf_done(&left);
	dp_buf_done(&right);
	return kind;
}

/* Of an empty text and of nothing the length is not the same. */
static char
compare_length(struct dpi_telling *t, enum dpi_x_op op,
	       const struct dpi_x_node *a, const struct dpi_x_node *b,
	       struct dp_buf *out)
{
	double least = op == DPI_X_GT ? 0 : 1;
	struct dp_buf length = { 0 };
	char kind = DPI_TELL_NOTHING;

	if (b->constant.number >= least && op != DPI_X_LT && op != DPI_X_LE &&
	    dpi_tell_node(t, (uint32_t)(a - t->e->node), &length) ==
		    DPI_TELL_NUMBER) {
		const char *sign = sign_of(op);

		if (t->x->to == DP_EXPORT_SQL && op == DPI_X_EQ)
			sign = "=";
		dp_buf_format(out, "(%.*s %s ", DP_FMT(dp_buf_view(&length)),
			      sign);
		(void)dpi_tell_constant(b, false, out);
		dp_buf_char(out, ')');
		kind = DPI_TELL_CONDITION;
	}
	t->may_be_null = true;
	dp_buf_done(&length);
	return kind;
}

/* A, as a number, and the constant B; only cells differ without a result. */
static char
compare_number(struct dpi_telling *t, enum dpi_x_op op, uint32_t a,
	       const struct dpi_x_node *b, bool minus, struct dp_buf *out)
{
	bool differs = op == DPI_X_NE, text = dpi_tell_is_text(b);
	struct dp_buf held = { 0 }, all = { 0 };
	const char *sign = sign_of(differs ? DPI_X_EQ : op);
	char kind = DPI_TELL_NOTHING;

	dpi_tell_begin_numbers(t);
	dp_buf_char(&held, '(');
	if ((dpi_tell_is_cell(&t->e->node[a]) || (!differs && !text)) &&
	    (!text || op == DPI_X_EQ || differs) &&
	    dpi_tell_number(t, a, &held)) {
		if (t->x->to == DP_EXPORT_SQL && strcmp(sign, "==") == 0)
			sign = "=";
		dp_buf_format(&held, minus ? " %s -" : " %s ", sign);
		if (dpi_tell_constant(b, false, &held)) {
			dp_buf_char(&held, ')');
			kind = dpi_tell_guarded(t, &held, &all);
		}
	}
	if (kind && differs)
		kind = dpi_tell_two(t, "not", &all, NULL, out);
	else if (kind)
		dp_buf_str(out, dp_buf_view(&all));
	t->may_be_null = t->may_be_null || (op != DPI_X_EQ && op != DPI_X_NE);
	dp_buf_done(&held);
	dp_buf_done(&all);
	return kind;
}

/* A, a node, and the constant B, which MINUS stands before. */
static char
compare_constant(struct dpi_telling *t, enum dpi_x_op op, uint32_t a,
		 const struct dpi_x_node *b, bool minus, struct dp_buf *out)
{
	const struct dpi_x_node *x = &t->e->node[a];

	if (dpi_tell_is_text(b) && !dpi_x_canonical(b->constant.text))
		return compare_text(t, op, a, b->constant.text, out);
	if (!dpi_tell_is_number(b) && !dpi_tell_is_text(b))
		return DPI_TELL_NOTHING;
	if (x->op != DPI_X_CALL || strcmp(x->function->name, "length") != 0)
		return compare_number(t, op, a, b, minus, out);
	return dpi_tell_is_number(b) && !minus ?
		       compare_length(t, op, x, b, out) :
		       DPI_TELL_NOTHING;
}

char
dpi_tell_compare(struct dpi_telling *t, enum dpi_x_op op, uint32_t a,
		 uint32_t b, struct dp_buf *out)
{
	const struct dpi_x_node *x = &t->e->node[a], *y = &t->e->node[b];
	bool minus_x = x->op == DPI_X_MINUS, minus_y = y->op == DPI_X_MINUS;

	x = minus_x ? dpi_tell_child(t, x, 0) : x;
	y = minus_y ? dpi_tell_child(t, y, 0) : y;
	if (x->op == DPI_X_CONST)
		return compare_constant(t, mirrored(op), b, x, minus_x, out);
	return compare_constant(t, op, a, y, minus_y, out);
}
