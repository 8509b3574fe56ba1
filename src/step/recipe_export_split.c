/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A column cut into several at a text, in the words of other tools. OpenRefine
 * makes as many as the rows need, and so cannot do it.
 */
#include "step/recipe_export.h"

#include "op/words.h"

/* The step, and the columns that it makes. */
struct splitting {
	const struct dp_column *from, *part[32];
	dp_str by;
	size_t n;
};

static bool
read_parts(const struct dpi_exporting *x, struct splitting *p)
{
	const struct dp_arg *by = dp_step_arg(x->step, "by");

	*p = (struct splitting){ .from = x->step->column };
	if (!by || by->pattern || x->step->gathers || x->step->n_columns != 1)
		return false;
	p->by = by->text;
	for (size_t i = 0; i < x->after->n; i++) {
		const struct dp_column *c = &x->after->column[i];

		if (dpi_schema_slot(x->before, c->slot) >= 0)
			continue;
		if (p->n == sizeof p->part / sizeof *p->part ||
		    dp_str_eq(c->name, p->from->name))
			return false;
		p->part[p->n++] = c;
	}
	return p->n > 1;
}

static void
put_r(struct dpi_exporting *x, const struct splitting *p, bool keep)
{
	struct dp_buf cell = { 0 }, by = { 0 };

	dpi_export_cell(x, &cell, p->from->slot);
	dpi_export_text(x, &by, p->by);
	dpi_export_next(x);
	dp_buf_c(x->out, "t <- mutate(t, ");
	for (size_t i = 0; i < p->n; i++) {
		dpi_export_name(x, x->out, p->part[i]->name);
		dp_buf_format(x->out,
			      " = str_split_fixed(%.*s, fixed(%.*s), %zu)"
			      "[, %zu], ",
			      DP_FMT(dp_buf_view(&cell)),
			      DP_FMT(dp_buf_view(&by)), p->n, i + 1);
	}
	dp_buf_format(x->out, ".after = %.*s)", DP_FMT(dp_buf_view(&cell)));
	if (!keep) {
		dpi_export_next(x);
		dp_buf_format(x->out, "t <- select(t, -%.*s)",
			      DP_FMT(dp_buf_view(&cell)));
	}
	dp_buf_done(&cell);
	dp_buf_done(&by);
}

/* The fields are put anew; the last part is what is left. */
static void
put_miller(struct dpi_exporting *x, const struct splitting *p, bool keep)
{
	struct dp_buf all = { 0 }, by = { 0 };

	dpi_export_text(x, &by, p->by);
	dp_buf_c(&all, "map m = {}; for (k, v in $*) {if (k != ");
	dpi_export_quoted(&all, dpi_export_called(x, p->from->slot));
	dp_buf_c(&all, ") {m[k] = v} else {");
	dp_buf_format(&all, "%sarr p = splitax(v, %.*s); ",
		      keep ? "m[k] = v; " : "", DP_FMT(dp_buf_view(&by)));
	for (size_t i = 0; i < p->n; i++) {
		dp_buf_c(&all, "m[");
		dpi_export_quoted(&all, p->part[i]->name);
		dp_buf_format(&all,
			      i + 1 < p->n ?
				      "] = length(p) >= %zu ? p[%zu] : \"\"; " :
				      "] = length(p) >= %zu ? joinv(p[%zu:-1], "
				      "%.*s) : \"\"",
			      i + 1, i + 1, DP_FMT(dp_buf_view(&by)));
	}
	dp_buf_c(&all, "}} $* = m");
	dpi_export_miller(x, "put", dp_buf_view(&all));
	dp_buf_done(&all);
	dp_buf_done(&by);
}

/* The last part has all of it first; each other takes what it starts with. */
static void
put_sql(struct dpi_exporting *x, const struct splitting *p, bool keep)
{
	struct dp_buf cell = { 0 }, place = { 0 }, last = { 0 };
	size_t chars = dp_utf8_chars(p->by);
	dp_str r, at;

	dpi_export_cell(x, &cell, p->from->slot);
	dpi_export_name(x, &last, p->part[p->n - 1]->name);
	r = dp_buf_view(&last);
	dp_buf_format(&place, "instr(%.*s, ", DP_FMT(r));
	dpi_export_text(x, &place, p->by);
	dp_buf_char(&place, ')');
	at = dp_buf_view(&place);
	dpi_export_next(x);
	for (size_t i = 0; i < p->n; i++) {
		dp_buf_c(x->out, "ALTER TABLE t ADD COLUMN ");
		dpi_export_name(x, x->out, p->part[i]->name);
		dp_buf_c(x->out, " TEXT;\n");
	}
	dp_buf_format(x->out, "UPDATE t SET %.*s = %.*s;", DP_FMT(r),
		      DP_FMT(dp_buf_view(&cell)));
	for (size_t i = 0; i + 1 < p->n; i++) {
		dp_buf_c(x->out, "\nUPDATE t SET ");
		dpi_export_name(x, x->out, p->part[i]->name);
		dp_buf_format(x->out,
			      " = CASE WHEN %.*s > 0 THEN substr(%.*s, 1, %.*s "
			      "- 1) ELSE %.*s END, %.*s = CASE WHEN %.*s > 0 "
			      "THEN substr(%.*s, %.*s + %zu) ELSE '' END;",
			      DP_FMT(at), DP_FMT(r), DP_FMT(at), DP_FMT(r),
			      DP_FMT(r), DP_FMT(at), DP_FMT(r), DP_FMT(at),
			      chars);
	}
	if (!keep)
		dp_buf_format(x->out, "\nALTER TABLE t DROP COLUMN %.*s;",
			      DP_FMT(dp_buf_view(&cell)));
	dp_buf_done(&cell);
	dp_buf_done(&place);
	dp_buf_done(&last);
}

bool
dpi_export_split(struct dpi_exporting *x)
{
	bool keep = dp_step_yes(x->step, "keep");
	struct splitting p;

	if (x->to == DP_EXPORT_OPENREFINE || !read_parts(x, &p))
		return false;
	if (x->to == DP_EXPORT_R)
		put_r(x, &p, keep);
	else if (x->to == DP_EXPORT_MILLER)
		put_miller(x, &p, keep);
	else
		put_sql(x, &p, keep);
	return true;
}
