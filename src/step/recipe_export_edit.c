/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A list of values, each with what it becomes, in the words of other tools.
 */
#include "step/recipe_export.h"

/* From argument I of L on: old values, and what they become. */
struct edit {
	const struct dp_line *l;
	size_t from, n_from, to, end;
};

static bool
is(const struct dp_line *l, size_t i, enum dp_arg_kind kind)
{
	return i < l->n_args && l->arg[i].kind == kind;
}

static bool
is_text(const struct dp_line *l, size_t i)
{
	return is(l, i, DP_ARG_WORD) || is(l, i, DP_ARG_STRING);
}

/* Reads from argument I on; false: there is nothing, or no list. */
static bool
read_edit(const struct dp_line *l, size_t i, struct edit *e)
{
	*e = (struct edit){ .l = l, .from = i };
	while (is_text(l, i)) {
		e->n_from++;
		if (is(l, i + 1, DP_ARG_ARROW) && is_text(l, i + 2)) {
			e->to = i + 2;
			e->end = e->to + 1 + is(l, i + 3, DP_ARG_COMMA);
			return true;
		}
		if (!is(l, i + 1, DP_ARG_BAR))
			return false;
		i += 2;
	}
	return false;
}

static dp_str
old(const struct edit *e, size_t k)
{
	return e->l->arg[e->from + 2 * k].text;
}

/* Appends E for OpenRefine, where empty cells are a matter of their own. */
static void
put_mass_edit(const struct dpi_exporting *x, const struct edit *e)
{
	bool blank = false;
	size_t n = 0;

	dp_buf_c(x->out, "{\"from\": [");
	for (size_t k = 0; k < e->n_from; k++) {
		blank = blank || old(e, k).n == 0;
		if (old(e, k).n == 0)
			continue;
		dp_buf_c(x->out, n++ ? ", " : "");
		dpi_export_text(x, x->out, old(e, k));
	}
	dp_buf_format(x->out,
		      "], \"fromBlank\": %s, \"fromError\": false, \"to\": ",
		      blank ? "true" : "false");
	dpi_export_text(x, x->out, e->l->arg[e->to].text);
	dp_buf_char(x->out, '}');
}

static void
put_openrefine(const struct dpi_exporting *x, dp_str column, size_t first)
{
	struct edit e;

	dp_buf_c(x->out, "{\"op\": \"core/mass-edit\", \"engineConfig\": "
			 "{\"facets\": [], \"mode\": \"row-based\"}, "
			 "\"columnName\": ");
	dpi_export_name(x, x->out, column);
	dp_buf_c(x->out, ", \"expression\": \"value\", \"edits\": [");
	for (size_t i = first; read_edit(x->line, i, &e); i = e.end) {
		dp_buf_c(x->out, i > first ? ", " : "");
		put_mass_edit(x, &e);
	}
	dp_buf_c(x->out, "]}");
}

/* Appends one old value and what it becomes; it is the FIRST. */
static void
put_pair(const struct dpi_exporting *x, dp_str column, dp_str from, dp_str to,
	 bool first, struct dp_buf *out)
{
	switch (x->to) {
	case DP_EXPORT_SQL:
		dp_buf_c(out, " WHEN ");
		dpi_export_text(x, out, from);
		dp_buf_c(out, " THEN ");
		dpi_export_text(x, out, to);
		break;
	case DP_EXPORT_R:
		dp_buf_c(out, ", ");
		dpi_export_text(x, out, from);
		dp_buf_c(out, " = ");
		dpi_export_text(x, out, to);
		break;
	default:
		dp_buf_c(out, first ? "if (" : " elif (");
		dpi_export_name(x, out, column);
		dp_buf_c(out, " == ");
		dpi_export_text(x, out, from);
		dp_buf_c(out, ") {");
		dpi_export_name(x, out, column);
		dp_buf_c(out, " = ");
		dpi_export_text(x, out, to);
		dp_buf_char(out, '}');
		break;
	}
}

static void
put_expression(const struct dpi_exporting *x, dp_str column, size_t first)
{
	struct dp_buf all = { 0 };
	struct edit e;
	size_t n = 0;

	if (x->to == DP_EXPORT_SQL)
		dp_buf_c(&all, "CASE ");
	else if (x->to == DP_EXPORT_R)
		dp_buf_c(&all, "recode(");
	if (x->to != DP_EXPORT_MILLER)
		dpi_export_name(x, &all, column);
	for (size_t i = first; read_edit(x->line, i, &e); i = e.end)
		for (size_t k = 0; k < e.n_from; k++)
			put_pair(x, column, old(&e, k), e.l->arg[e.to].text,
				 n++ == 0, &all);
	if (x->to == DP_EXPORT_SQL) {
		dp_buf_c(&all, " ELSE ");
		dpi_export_name(x, &all, column);
		dp_buf_c(&all, " END");
	} else if (x->to == DP_EXPORT_R) {
		dp_buf_char(&all, ')');
	}
	if (x->to == DP_EXPORT_MILLER) {
		dp_buf_c(x->out, "put ");
		dpi_export_shell(x->out, dp_buf_view(&all));
	} else {
		dpi_export_change(x, column, dp_buf_view(&all));
	}
	dp_buf_done(&all);
}

/* Is it a list from FIRST on, and one that the target can be told? */
static bool
can_tell(const struct dpi_exporting *x, size_t first)
{
	size_t i = first;
	struct edit e;

	while (i < x->line->n_args) {
		if (!read_edit(x->line, i, &e))
			return false;
		/* an empty cell is NULL, NA or "" there, as it was read */
		for (size_t k = 0; k < e.n_from; k++)
			if (old(&e, k).n == 0 && x->to != DP_EXPORT_OPENREFINE)
				return false;
		i = e.end;
	}
	return i > first;
}

bool
dpi_export_edit(const struct dpi_exporting *x)
{
	const struct dp_line *l = x->line;
	size_t first = 1;

	while (is(l, first, DP_ARG_COMMA))
		first += 2;
	for (size_t i = 0; i < first; i += 2)
		if (!is_text(l, i) || dp_str_is(l->arg[i].text, "*") ||
		    dp_str_search(l->arg[i].text, DP_S("..")) >= 0)
			return false;
	if (!can_tell(x, first))
		return false;
	for (size_t i = 0; i < first; i += 2) {
		if (i)
			dpi_export_between(x);
		if (x->to == DP_EXPORT_OPENREFINE)
			put_openrefine(x, l->arg[i].text, first);
		else
			put_expression(x, l->arg[i].text, first);
	}
	return true;
}
