/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser of expressions: columns that GREL finds by names that it reckons
 * itself, and the list of all names.
 */
#include "op/expr_parse.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/grel.h"

/* The cell whose column the first argument names; null when none is. */
static struct dp_expr_value
cell_of(const struct dpi_eval *v, const struct dpi_x_node *n)
{
	struct dp_expr_value name = dpi_x_arg(v, n, 0);

	if (name.kind == DP_X_ERROR)
		return name;
	for (size_t i = 1; name.kind == DP_X_TEXT && i < n->n; i++) {
		const struct dpi_x_node *c =
			&v->e->node[v->e->arg[n->first + i]];

		if (dp_str_eq(c->constant.text, name.text))
			return dpi_x_arg(v, n, i);
	}
	return dpi_x_null();
}

static const struct dpi_x_function cell_of_name =
	DPI_GREL_CONTROL("cells", 1, DPI_X_ANY, cell_of);

uint32_t
dpi_parse_cell_of(struct dpi_parse *p, const char *at)
{
	struct dpi_parse_list l = { 0 };
	uint32_t node = dpi_parse_expression(p);

	if (node == DPI_X_FAILED)
		return node;
	if (!dpi_parse_sign(p, "]"))
		return dpi_parse_expected(p, _("expected ] after the column, "
					       "found %s"));
	dpi_parse_put(&l, node);
	for (size_t i = 0; i < p->schema->n; i++) {
		const struct dp_column *c = &p->schema->column[i];

		node = dpi_x_add(p->e, DPI_X_COLUMN);
		p->e->node[node].n = c->slot;
		p->e->node[node].constant.text = dp_keep(&p->e->text, c->name);
		dpi_parse_put(&l, node);
	}
	node = dpi_parse_join(p, DPI_X_CALL, l.child, l.n, at);
	if (node != DPI_X_FAILED)
		p->e->node[node].function = &cell_of_name;
	free(l.child);
	return node;
}

/* Is NAME one of the N texts at CHILD? */
static bool
left_out(const struct dpi_parse *p, dp_str name, const uint32_t *child,
	 size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (dp_str_eq(p->e->node[child[i]].constant.text, name))
			return true;
	return false;
}

uint32_t
dpi_parse_column_names(struct dpi_parse *p, uint32_t node, const char *at)
{
	struct dpi_x_node call = p->e->node[node];
	struct dpi_parse_list l = { 0 };

	for (size_t i = 0; i < call.n; i++)
		if (p->e->node[p->e->arg[call.first + i]].op != DPI_X_CONST)
			return dpi_parse_fail(
				p, at,
				_("columnNames takes names in quotes, of the "
				  "columns to leave out"));
	for (size_t i = 0; i < p->schema->n; i++) {
		dp_str name = p->schema->column[i].name;
		uint32_t one;

		if (call.n && left_out(p, name, p->e->arg + call.first, call.n))
			continue;
		one = dpi_x_add(p->e, DPI_X_CONST);
		p->e->node[one].constant =
			dpi_x_text(dp_keep(&p->e->text, name));
		dpi_parse_put(&l, one);
	}
	node = dpi_parse_join(p, DPI_X_CALL, l.child, l.n, at);
	if (node != DPI_X_FAILED)
		p->e->node[node].function = call.function;
	free(l.child);
	return node;
}
