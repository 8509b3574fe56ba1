/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parser of expressions: operands. Literals, columns, brackets and calls,
 * written f(x) or x.f().
 */
#include "op/expr_parse.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/grel.h"
#include "op/recipe.h"

static uint32_t
constant(struct dpi_parse *p, struct dp_expr_value v)
{
	uint32_t node = dpi_x_add(p->e, DPI_X_CONST);
	struct dpi_x_node *n = &p->e->node[node];

	n->constant = v;
	n->is_number = dpi_x_take_apart(v.text, &n->parts);
	return node;
}

/* A whole number of more than 64 bits wraps round, as in Java. */
static struct dp_expr_value
too_large(dp_str digits)
{
	uint64_t n = 0;

	for (size_t i = 0; i < digits.n; i++)
		n = n * 10 + (uint64_t)(digits.p[i] - '0');
	return dpi_grel_whole((int64_t)n);
}

static uint32_t
number(struct dpi_parse *p)
{
	struct dp_expr_value v = { .kind = DP_X_NUMBER };
	const char *from = p->at, *at = p->at;
	dp_str text;

	while (at < p->end && *at >= '0' && *at <= '9')
		at++;
	if (at + 1 < p->end && *at == '.' && at[1] >= '0' && at[1] <= '9') {
		at++;
		while (at < p->end && *at >= '0' && *at <= '9')
			at++;
	}
	p->at = at;
	if (dpi_parse_name(p) > 0)
		return dpi_parse_expected(p, _("expected an operator after "
					       "the number, found %s; text "
					       "goes in quotes"));
	while (from + 1 < at && from[0] == '0' && from[1] != '.')
		from++;
	v.text.p = from;
	v.text.n = (size_t)(at - from);
	v.text = text = dp_keep(&p->e->text, v.text);
	if (p->e->grel) {
		if (!dpi_grel_read_number(text, &v) ||
		    (v.kind == DP_X_NUMBER && dp_str_find(text, '.') < 0))
			v = too_large(text);
		return constant(p, v);
	}
	if (!dp_number_double(v.text, &v.number))
		return dpi_parse_fail(p, from, _("expected a number"));
	return constant(p, v);
}

/* What Java's reader makes of a text: \t, \n and \r; else what follows. */
static void
unescape_grel(const char *from, const char *end, struct dp_buf *out)
{
	for (from++, end--; from < end; from++) {
		bool escaped = *from == '\\' && from + 1 < end;

		from += escaped;
		dp_buf_char(out, !escaped     ? *from :
				 *from == 't' ? '\t' :
				 *from == 'n' ? '\n' :
				 *from == 'r' ? '\r' :
						*from);
	}
}

bool
dpi_parse_string(struct dpi_parse *p, dp_str *out)
{
	const char *end = dpi_string_end(p->at, p->end);
	struct dp_buf b = { 0 };

	if (!end) {
		dpi_parse_fail(p, p->at,
			       _("expected a closing quotation mark"));
		return false;
	}
	if (p->e->grel)
		unescape_grel(p->at, end, &b);
	else
		dpi_unescape(p->at, end, &b);
	out->p = dp_keep_c(&p->e->text, dp_buf_view(&b));
	out->n = b.n;
	dp_buf_done(&b);
	p->at = end;
	return true;
}

static uint32_t
string_literal(struct dpi_parse *p)
{
	struct dp_expr_value v = { .kind = DP_X_TEXT };

	return dpi_parse_string(p, &v.text) ? constant(p, v) : DPI_X_FAILED;
}

/* The column called NAME, which is written at AT. */
static uint32_t
column(struct dpi_parse *p, dp_str name, const char *at)
{
	ptrdiff_t i = dp_schema_find(p->schema, name);
	struct dp_err why = { 0 };
	uint32_t node;

	if (i < 0) {
		dp_schema_need(p->schema, name, &why);
		node = dpi_parse_fail(p, at, "%s", why.msg);
		p->err->no_column = true;
		memcpy(p->err->at.field, why.at.field, sizeof why.at.field);
		return node;
	}
	node = dpi_x_add(p->e, DPI_X_COLUMN);
	p->e->node[node].n = p->schema->column[i].slot;
	return node;
}

/* The column that stands in [ ] behind cells, which starts at START. */
static uint32_t
cell_in_brackets(struct dpi_parse *p, const char *start)
{
	const char *at;
	bool quoted;
	dp_str name;

	dpi_parse_blanks(p);
	at = p->at;
	quoted = at < p->end && (*at == '"' || *at == '\'');
	if (!quoted && !p->e->grel)
		return dpi_parse_expected(p, _("expected a column in quotes, "
					       "found %s"));
	if (quoted && !dpi_parse_string(p, &name))
		return DPI_X_FAILED;
	if (quoted && dpi_parse_sign(p, "]"))
		return column(p, name, at);
	if (!p->e->grel)
		return dpi_parse_expected(p, _("expected ] after the column, "
					       "found %s"));
	p->at = at;
	return dpi_parse_cell_of(p, start);
}

/* What follows cells: ["a name"].value or .name.value */
static uint32_t
cells(struct dpi_parse *p)
{
	const char *at, *dot, *start = p->at;
	uint32_t node;
	dp_str name;

	if (dpi_parse_sign(p, "[")) {
		node = cell_in_brackets(p, start);
		if (node == DPI_X_FAILED)
			return node;
	} else {
		if (!dpi_parse_sign(p, "."))
			return dpi_parse_expected(p, _("expected [\"name\"] "
						       "or .name after cells, "
						       "found %s"));
		at = p->at;
		name.p = at;
		name.n = dpi_parse_name(p);
		if (name.n == 0)
			return dpi_parse_expected(p, _("expected a column, "
						       "found %s"));
		p->at += name.n;
		node = column(p, name, at);
	}
	dot = p->at;
	if (dpi_parse_sign(p, ".") && dpi_parse_word(p, "value"))
		return node;
	p->at = dot;
	return node;
}

/* ---- names ------------------------------------------------------------ */

/* true, false or null at NAME; false when it is none of them. */
static bool
literal_name(dp_str name, struct dp_expr_value *v)
{
	if (dp_str_is(name, "null"))
		*v = dpi_x_null();
	else if (dp_str_is(name, "true") || dp_str_is(name, "false"))
		*v = dpi_x_bool(dp_str_is(name, "true"));
	else
		return false;
	return true;
}

static uint32_t
value_name(struct dpi_parse *p, dp_str name)
{
	if (p->cell)
		return dpi_x_add(p->e, DPI_X_CELL);
	if (dp_schema_find(p->schema, name) >= 0)
		return column(p, name, name.p);
	return dpi_parse_fail(p, name.p,
			      _("value means something only in steps that "
				"change cells; name a column here"));
}

static bool
is_operator(dp_str name)
{
	return dp_str_is(name, "and") || dp_str_is(name, "or") ||
	       dp_str_is(name, "not");
}

static uint32_t
named(struct dpi_parse *p)
{
	dp_str name = { p->at, dpi_parse_name(p) };
	struct dpi_parse_list l = { 0 };
	struct dp_expr_value v;
	const char *after;
	uint32_t node;

	p->at += name.n;
	for (const struct dpi_grel_name *g = p->names; g; g = g->outer)
		if (dp_str_eq(name, g->name)) {
			node = dpi_x_add(p->e, DPI_X_VAR);
			p->e->node[node].n = g->var;
			return node;
		}
	if (literal_name(name, &v))
		return constant(p, v);
	if (dp_str_is(name, "cells") && dp_schema_find(p->schema, name) < 0)
		return cells(p);
	after = p->at;
	if (dp_str_is(name, "cells")) {
		if (dpi_parse_sign(p, "[") || dpi_parse_sign(p, ".")) {
			p->at = after;
			return cells(p);
		}
		p->at = after;
	}
	if (dpi_parse_sign(p, "(")) {
		node = dpi_parse_call(p, name, name.p, &l);
		free(l.child);
		return node;
	}
	p->at = after;
	if (is_operator(name)) {
		p->at = name.p;
		return dpi_parse_expected(p, _("expected a value, found %s"));
	}
	if (dp_str_is(name, "value"))
		return value_name(p, name);
	if (p->e->grel && dp_str_is(name, "PI"))
		return constant(p, dpi_grel_number(3.141592653589793));
	if (p->e->grel)
		return dpi_parse_fail(p, name.p,
				      _("GREL knows no %.*s here; a column is "
					"cells[\"name\"].value"),
				      DP_FMT(name));
	return column(p, name, name.p);
}

/* [a, b], of GREL. */
static uint32_t
listing(struct dpi_parse *p)
{
	const struct dpi_x_function *f = dpi_grel_function(DP_S("array"));
	const char *at = p->at++;
	struct dpi_parse_list l = { 0 };
	uint32_t node = 0;

	if (!dpi_parse_sign(p, "]")) {
		do {
			node = dpi_parse_expression(p);
			if (node != DPI_X_FAILED)
				dpi_parse_put(&l, node);
		} while (node != DPI_X_FAILED && dpi_parse_sign(p, ","));
		if (node != DPI_X_FAILED && !dpi_parse_sign(p, "]"))
			node = dpi_parse_expected(p, _("expected a comma or ] "
						       "in the list, found "
						       "%s"));
	}
	if (node != DPI_X_FAILED)
		node = dpi_parse_join(p, DPI_X_CALL, l.child, l.n, at);
	if (node != DPI_X_FAILED)
		p->e->node[node].function = f;
	free(l.child);
	return node;
}

static uint32_t
primary(struct dpi_parse *p)
{
	uint32_t node;

	dpi_parse_blanks(p);
	if (p->at >= p->end)
		return dpi_parse_expected(p, _("expected a value, found %s"));
	if (*p->at >= '0' && *p->at <= '9')
		return number(p);
	if (*p->at == '"' || *p->at == '\'')
		return string_literal(p);
	if (*p->at == '(') {
		p->at++;
		node = dpi_parse_expression(p);
		if (node != DPI_X_FAILED && !dpi_parse_sign(p, ")"))
			return dpi_parse_expected(p, _("expected a closing "
						       "bracket, found %s"));
		return node;
	}
	if (*p->at == '[' && p->e->grel)
		return listing(p);
	if (*p->at == '/')
		return dpi_parse_fail(p, p->at,
				      _("a pattern may stand only as the "
					"second argument of contains, match, "
					"replace or split"));
	if (dpi_parse_name(p) > 0)
		return named(p);
	return dpi_parse_expected(p, _("expected a value, found %s"));
}

/* What stands in [ ] behind NODE: one place, or two. */
static uint32_t
piece(struct dpi_parse *p, uint32_t node, const char *at)
{
	struct dpi_parse_list l = { 0 };

	dpi_parse_put(&l, node);
	do {
		node = dpi_parse_expression(p);
		if (node != DPI_X_FAILED)
			dpi_parse_put(&l, node);
	} while (node != DPI_X_FAILED && l.n < 3 && dpi_parse_sign(p, ","));
	if (node != DPI_X_FAILED && !dpi_parse_sign(p, "]"))
		node = dpi_parse_expected(p, _("expected ] after the place, "
					       "found %s"));
	if (node != DPI_X_FAILED)
		node = dpi_parse_join(p, DPI_X_CALL, l.child, l.n, at);
	if (node != DPI_X_FAILED) {
		p->e->node[node].function = dpi_parse_function(p, DP_S("get"),
							       at);
		p->e->needs_local = true;
	}
	free(l.child);
	return node;
}

/* NODE.NAME of GREL: a part of what has names. */
static uint32_t
field(struct dpi_parse *p, uint32_t node, dp_str name, const char *at)
{
	uint32_t child = node;

	node = dpi_parse_join(p, DPI_X_FIELD, &child, 1, at);
	if (node != DPI_X_FAILED)
		p->e->node[node].constant.text = dp_keep(&p->e->text, name);
	return node;
}

uint32_t
dpi_parse_operand(struct dpi_parse *p)
{
	const char *at = p->at;
	uint32_t node = primary(p);

	while (node != DPI_X_FAILED) {
		struct dpi_parse_list l = { 0 };
		dp_str name;

		if (dpi_parse_sign(p, "[")) {
			node = piece(p, node, at);
			continue;
		}
		if (!dpi_parse_sign(p, "."))
			break;
		dpi_parse_blanks(p);
		name.p = p->at;
		name.n = dpi_parse_name(p);
		if (name.n == 0)
			return dpi_parse_expected(p, _("expected a function "
						       "after the point, "
						       "found %s"));
		p->at += name.n;
		if (!dpi_parse_sign(p, "(")) {
			if (!p->e->grel)
				return dpi_parse_expected(
					p, _("expected ( after the "
					     "function, found %s"));
			node = field(p, node, name, at);
			continue;
		}
		dpi_parse_put(&l, node);
		node = dpi_parse_call(p, name, name.p, &l);
		free(l.child);
	}
	return node;
}
