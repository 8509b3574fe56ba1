/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A text in quotes where a column of that name is meant. In a step's list of
 * columns quotes are right; in an expression they make a text, which no row
 * changes: a condition on it holds of all rows or of none, without a word.
 */
#include "op/expr_parse.h"

#include "base/i18n.h"

static bool
is_constant(const struct dp_expr *e, uint32_t node)
{
	enum dpi_x_op op = e->node[node].op;

	return op == DPI_X_CONST || op == DPI_X_PATTERN;
}

/* The text of NODE, where a column is called so; else p is NULL. */
static dp_str
column_of(const struct dpi_parse *p, uint32_t node)
{
	const struct dpi_x_node *x = &p->e->node[node];
	dp_str none = { NULL, 0 };

	return x->op == DPI_X_CONST && x->constant.kind == DP_X_TEXT &&
			       dp_schema_find(p->schema, x->constant.text) >=
				       0 ?
		       x->constant.text :
		       none;
}

/* Has OP no use for a text of its N operands at CHILD? */
static bool
has_no_use(const struct dp_expr *e, enum dpi_x_op op, const uint32_t *child,
	   size_t n)
{
	size_t constant = 0;

	for (size_t i = 0; i < n; i++)
		constant += is_constant(e, child[i]);
	switch (op) {
	case DPI_X_SUB:
	case DPI_X_MUL:
	case DPI_X_DIV:
	case DPI_X_MOD:
		return true;
	case DPI_X_ADD:
		/* a text before others is one; beside a number, hardly */
		return constant == n &&
		       (e->node[child[0]].constant.kind == DP_X_NUMBER ||
			e->node[child[1]].constant.kind == DP_X_NUMBER);
	default:
		/* whatever the row, it comes to the same */
		return constant == n && op >= DPI_X_EQ;
	}
}

/* As it is written in an expression. */
static void
put_column(dp_str name, struct dp_buf *out)
{
	struct dpi_parse one = { .at = name.p, .end = name.p + name.n };

	if (dpi_parse_name(&one) == name.n) {
		dp_buf_str(out, name);
		return;
	}
	dp_buf_c(out, "cells[");
	dp_recipe_quote(name, out);
	dp_buf_char(out, ']');
}

bool
dpi_parse_mistakes(struct dpi_parse *p, enum dpi_x_op op, const uint32_t *child,
		   size_t n, const char *start)
{
	size_t looked_at = op == DPI_X_CALL && n > 0 ? 1 : n;
	struct dp_buf column = { 0 };
	dp_str name = { NULL, 0 };

	if (p->e->grel || !has_no_use(p->e, op, child, n))
		return false;
	for (size_t i = 0; !name.p && i < looked_at; i++)
		name = column_of(p, child[i]);
	if (!name.p)
		return false;
	put_column(name, &column);
	(void)dpi_parse_fail(p, start,
			     _("\"%.*s\" in quotes is a text here, the same in "
			       "each row; the column is written %.*s"),
			     DP_FMT(name), DP_FMT(dp_buf_view(&column)));
	dp_buf_done(&column);
	return true;
}
