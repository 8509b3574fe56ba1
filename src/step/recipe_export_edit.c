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
	while (is(l, i, DP_ARG_PARAM))
		i++;
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
put_mass_edit(struct dpi_exporting *x, const struct edit *e)
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
put_openrefine(struct dpi_exporting *x, const struct dp_column *column)
{
	struct dp_buf where = { 0 };
	struct edit e;

	dpi_export_where(x, column->slot, &where);
	dpi_export_operation(x, "core/mass-edit", dp_buf_view(&where));
	dp_buf_done(&where);
	dp_buf_c(x->out, ", \"columnName\": ");
	dpi_export_quoted(x->out, dpi_export_called(x, column->slot));
	dp_buf_c(x->out, ", \"expression\": \"value\", \"edits\": [");
	for (size_t i = x->step->next_arg; read_edit(x->step->line, i, &e);
	     i = e.end) {
		dp_buf_c(x->out, i > x->step->next_arg ? ", " : "");
		put_mass_edit(x, &e);
	}
	dp_buf_c(x->out, "]}");
}

/* Appends that CELL is one of the old values of E: no key of maps is "". */
static void
put_haskey(struct dpi_exporting *x, dp_str cell, const struct edit *e,
	   struct dp_buf *out)
{
	bool blank = false;
	size_t n = 0;

	for (size_t k = 0; k < e->n_from; k++)
		blank = blank || old(e, k).n == 0;
	dp_buf_format(out, blank ? "(%.*s == \"\" || " : "(%.*s != \"\" && ",
		      DP_FMT(cell));
	dp_buf_c(out, "haskey({");
	for (size_t k = 0; k < e->n_from; k++) {
		if (old(e, k).n == 0)
			continue;
		dp_buf_c(out, n++ ? ", " : "");
		dpi_export_text(x, out, old(e, k));
		dp_buf_c(out, ": 1");
	}
	dp_buf_format(out, "}, %.*s)) ? ", DP_FMT(cell));
}

/* Appends that CELL is one of the old values of E, and what it becomes. */
static void
put_choice(struct dpi_exporting *x, dp_str cell, const struct edit *e,
	   struct dp_buf *out)
{
	bool sql = x->to == DP_EXPORT_SQL;

	if (x->to == DP_EXPORT_MILLER) {
		put_haskey(x, cell, e, out);
	} else {
		dp_buf_format(out, sql ? " WHEN %.*s IN (" : "%.*s %%in%% c(",
			      DP_FMT(cell));
		for (size_t k = 0; k < e->n_from; k++) {
			dp_buf_c(out, k ? ", " : "");
			dpi_export_text(x, out, old(e, k));
		}
		dp_buf_c(out, sql ? ") THEN " : ") ~ ");
	}
	dpi_export_text(x, out, e->l->arg[e->to].text);
}

static void
put_expression(struct dpi_exporting *x, const struct dp_column *column)
{
	static const char *const start[] = { NULL, "(", "CASE", "case_when(" };
	static const char *const next[] = { NULL, " : ", "", ", " };
	static const char *const otherwise[] = { NULL, " : ", " ELSE ",
						 ", TRUE ~ " };
	static const char *const end[] = { NULL, ")", " END", ")" };
	size_t first = x->step->next_arg;
	struct dp_buf cell = { 0 }, all = { 0 };
	struct edit e;

	dpi_export_cell(x, &cell, column->slot);
	dp_buf_c(&all, start[x->to]);
	for (size_t i = first; read_edit(x->step->line, i, &e); i = e.end) {
		dp_buf_c(&all, i > first ? next[x->to] : "");
		put_choice(x, dp_buf_view(&cell), &e, &all);
	}
	dp_buf_c(&all, otherwise[x->to]);
	dp_buf_str(&all, dp_buf_view(&cell));
	dp_buf_c(&all, end[x->to]);
	dpi_export_become(x, column, dp_buf_view(&all));
	dp_buf_done(&cell);
	dp_buf_done(&all);
}

/* Is all of it a list, that the step has written? */
static bool
is_list(const struct dp_step *s)
{
	size_t i = s->next_arg;
	struct edit e;

	while (read_edit(s->line, i, &e))
		i = e.end;
	while (is(s->line, i, DP_ARG_PARAM))
		i++;
	return i == s->line->n_args && i > s->next_arg;
}

bool
dpi_export_edit(struct dpi_exporting *x)
{
	const struct dp_step *s = x->step;

	if (!is_list(s) || dpi_export_takes_others(s) ||
	    (x->to == DP_EXPORT_OPENREFINE && dp_step_arg(s, "as")))
		return false;
	dpi_export_check_where(x);
	for (size_t i = 0; i < s->n_columns; i++)
		if (x->to == DP_EXPORT_OPENREFINE)
			put_openrefine(x, &s->column[i]);
		else
			put_expression(x, &s->column[i]);
	return true;
}
