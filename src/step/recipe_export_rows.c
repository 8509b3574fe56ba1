/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps that choose rows, or fill cells from other rows, in the words of other
 * tools. Rows of SQL have the order of their rowid.
 */
#include "op/sort.h"
#include "step/recipe_export.h"

/* ---- conditions -------------------------------------------------------- */

/* The rows where COND holds stay when KEEP, else they go. */
static void
put_choice(struct dpi_exporting *x, dp_str cond, bool keep)
{
	struct dp_buf all = { 0 };

	switch (x->to) {
	case DP_EXPORT_OPENREFINE:
		if (keep)
			dp_buf_c(&all, "not(");
		dp_buf_str(&all, cond);
		dp_buf_c(&all, keep ? ")" : "");
		dpi_export_operation(x, "core/row-removal", dp_buf_view(&all));
		dp_buf_char(x->out, '}');
		break;
	case DP_EXPORT_MILLER:
		dp_buf_format(&all, keep ? "%.*s" : "!%.*s", DP_FMT(cond));
		dpi_export_miller(x, "filter", dp_buf_view(&all));
		break;
	case DP_EXPORT_SQL:
		dpi_export_next(x);
		dp_buf_format(x->out,
			      keep ? "DELETE FROM t WHERE NOT %.*s;" :
				     "DELETE FROM t WHERE %.*s;",
			      DP_FMT(cond));
		break;
	case DP_EXPORT_R:
		dpi_export_next(x);
		dp_buf_format(x->out,
			      keep ? "t <- filter(t, %.*s)" :
				     "t <- filter(t, !%.*s)",
			      DP_FMT(cond));
		break;
	}
	dp_buf_done(&all);
}

static bool
put_condition(struct dpi_exporting *x, bool keep)
{
	const struct dp_arg *a = x->step->line->arg;
	struct dp_err ignored = { 0 };
	struct dp_buf cond = { 0 };
	struct dp_expr *e;
	bool told;

	while (a->kind != DP_ARG_EXPR)
		a++;
	e = dp_step_expr(x->step, a, x->before, &ignored);
	/* what is no yes is no no in GREL either */
	told = (!keep && dpi_export_grel(x, a->text, &cond)) ||
	       (e && dpi_export_condition(x, e, DPI_EXPORT_NO_SLOT, &cond));
	if (told)
		put_choice(x, dp_buf_view(&cond), keep);
	dp_buf_done(&cond);
	dp_expr_free(e);
	return told;
}

static bool
put_filter(struct dpi_exporting *x)
{
	return put_condition(x, true);
}

static bool
put_drop(struct dpi_exporting *x)
{
	return put_condition(x, false);
}

/* That nothing is in the column in SLOT; unless KEEP, or white space. */
static void
put_blank(struct dpi_exporting *x, uint32_t slot, bool keep, struct dp_buf *out)
{
	struct dp_buf cell = { 0 };

	dpi_export_cell(x, &cell, slot);
	if (keep) {
		dp_buf_str(out, dp_buf_view(&cell));
		dp_buf_c(out, x->to == DP_EXPORT_SQL ? " = ''" : " == \"\"");
	} else if (x->to == DP_EXPORT_SQL) {
		dp_buf_format(out, "trim(%.*s, ", DP_FMT(dp_buf_view(&cell)));
		dpi_export_fill(x, "{s}) = ''", NULL, NULL, out);
	} else if (x->to == DP_EXPORT_OPENREFINE) {
		dp_buf_str(out, dp_buf_view(&cell));
		dpi_export_fill(x, ".replace(/^[{s}]+$/, \"\") == \"\"", NULL,
				NULL, out);
	} else {
		dp_buf_format(out, "trimmed(%.*s) == \"\"",
			      DP_FMT(dp_buf_view(&cell)));
	}
	dp_buf_done(&cell);
}

/* Where all columns are looked at, SQL and GREL have to know which. */
static bool
put_drop_all_empty(struct dpi_exporting *x, bool keep)
{
	if (x->to != DP_EXPORT_R && (x->to != DP_EXPORT_MILLER || !keep))
		return false;
	dpi_export_next(x);
	if (x->to == DP_EXPORT_MILLER)
		dp_buf_c(x->out, "skip-trivial-records");
	else
		dp_buf_format(x->out,
			      "t <- filter(t, if_any(everything(), "
			      "~ %s != \"\"))",
			      keep ? ".x" : "trimmed(.x)");
	return true;
}

/* KEEP: cells of spaces count as filled. */
static bool
drop_empty(struct dpi_exporting *x, bool keep)
{
	static const char *const before[] = { "and(true, true", "(", "(", "(" };
	static const char *const between[] = { ", ", " && ", " AND ", " & " };
	const struct dp_step *s = x->step;
	struct dp_buf cond = { 0 };

	if (dpi_export_takes_others(s))
		return put_drop_all_empty(x, keep);
	dp_buf_c(&cond, before[x->to]);
	for (size_t i = 0; i < s->n_columns; i++) {
		dp_buf_c(&cond, i || x->to == DP_EXPORT_OPENREFINE ?
					between[x->to] :
					"");
		put_blank(x, s->column[i].slot, keep, &cond);
	}
	dp_buf_char(&cond, ')');
	put_choice(x, dp_buf_view(&cond), false);
	dp_buf_done(&cond);
	return true;
}

static bool
put_drop_empty(struct dpi_exporting *x)
{
	return drop_empty(x, false);
}

static bool
put_drop_empty_keeping(struct dpi_exporting *x)
{
	return drop_empty(x, true);
}

/* ---- places ------------------------------------------------------------ */

static bool
put_head(struct dpi_exporting *x)
{
	static const char *const word[] = {
		NULL, "head -n %lld",
		"DELETE FROM t WHERE rowid NOT IN (SELECT rowid FROM t ORDER "
		"BY rowid LIMIT %lld);",
		"t <- slice_head(t, n = %lld)"
	};
	long long n = (long long)dp_step_int(x->step, "n");
	struct dp_buf cond = { 0 };

	if (x->to == DP_EXPORT_OPENREFINE) {
		dp_buf_format(&cond, "row.index >= %lld", n);
		dpi_export_operation(x, "core/row-removal", dp_buf_view(&cond));
		dp_buf_char(x->out, '}');
		dp_buf_done(&cond);
		return true;
	}
	dpi_export_next(x);
	dp_buf_format(x->out, word[x->to], n);
	return true;
}

static bool
put_tail(struct dpi_exporting *x)
{
	static const char *const word[] = {
		NULL, "tail -n %lld",
		"DELETE FROM t WHERE rowid NOT IN (SELECT rowid FROM t ORDER "
		"BY rowid DESC LIMIT %lld);",
		"t <- slice_tail(t, n = %lld)"
	};

	if (!word[x->to])
		return false;
	dpi_export_next(x);
	dp_buf_format(x->out, word[x->to],
		      (long long)dp_step_int(x->step, "n"));
	return true;
}

/* ---- keys -------------------------------------------------------------- */

/* Rows that are the same in all columns. */
static bool
put_dedupe_all(struct dpi_exporting *x, bool last)
{
	if (x->to == DP_EXPORT_MILLER) {
		dpi_export_next(x);
		dp_buf_c(x->out,
			 last ? "tac then uniq -a then tac" : "uniq -a");
		return true;
	}
	if (x->to != DP_EXPORT_R)
		return false;
	dpi_export_next(x);
	dp_buf_c(x->out, last ? "t <- t[!duplicated(t, fromLast = TRUE), ]" :
				"t <- distinct(t)");
	return true;
}

static bool
put_dedupe(struct dpi_exporting *x)
{
	static const char *const before[][DPI_EXPORT_TARGETS] = {
		{ ", \"criteria\": [", "head -n 1 -g ",
		  "DELETE FROM t WHERE rowid NOT IN (SELECT min(rowid) FROM t "
		  "GROUP BY ",
		  "t <- distinct(t, " },
		{ NULL, "tac then head -n 1 -g ",
		  "DELETE FROM t WHERE rowid NOT IN (SELECT max(rowid) FROM t "
		  "GROUP BY ",
		  "t <- t[!duplicated(select(t, " },
	};
	static const char *const after[][DPI_EXPORT_TARGETS] = {
		{ "]}", "", ");", ", .keep_all = TRUE)" },
		{ NULL, " then tac", ");", "), fromLast = TRUE), ]" },
	};
	const struct dp_step *s = x->step;
	dp_str keep = dp_step_param(s, "keep");
	bool last = dp_str_is(keep, "last");

	if (dp_str_is(keep, "most-complete"))
		return false;
	if (dpi_export_takes_others(s))
		return put_dedupe_all(x, last);
	if (!before[last][x->to])
		return false;
	if (x->to == DP_EXPORT_OPENREFINE)
		dpi_export_operation(x, "core/row-duplicate-removal",
				     (dp_str){ NULL, 0 });
	else
		dpi_export_next(x);
	dp_buf_c(x->out, before[last][x->to]);
	dpi_export_list(x, s->column, s->n_columns, "");
	dp_buf_c(x->out, after[last][x->to]);
	return true;
}

/* ---- order ------------------------------------------------------------- */

/* As OpenRefine sorts; our own order of texts is nobody else's. */
static bool
put_sort(struct dpi_exporting *x)
{
	dp_str types = dp_step_param(x->step, "types");
	const struct dpi_order *o = x->step->self;

	if (x->to != DP_EXPORT_OPENREFINE || types.n == 0)
		return false;
	dpi_export_next(x);
	dp_buf_c(x->out, "{\"op\": \"core/row-reorder\", \"mode\": "
			 "\"row-based\", \"sorting\": {\"criteria\": [");
	/* each key is a rank, and a value among those of that rank */
	for (size_t k = 0; k < o->n; k += 2) {
		dp_str rest = dp_trim(dp_str_cut(&types, ','));
		dp_str type = dp_str_cut(&rest, ' ');

		if (dp_str_is(type, "text"))
			type = DP_S("string");
		dp_buf_c(x->out, k ? ", {\"column\": " : "{\"column\": ");
		dpi_export_quoted(x->out, dpi_export_called(x, o->slot[k]));
		dp_buf_format(x->out,
			      ", \"valueType\": \"%.*s\", \"reverse\": %s, "
			      "\"blankPosition\": %d, \"errorPosition\": %d, "
			      "\"caseSensitive\": false}",
			      DP_FMT(type),
			      o->descending[k + 1] ? "true" : "false",
			      o->blank[k], o->error[k]);
	}
	dp_buf_c(x->out, "]}}");
	return true;
}

/* ---- cells of other rows ----------------------------------------------- */

/* Cells of spaces are empty as well, and stay where nothing fills them. */
static void
fill_sql(struct dpi_exporting *x, uint32_t slot, bool up)
{
	struct dp_buf name = { 0 }, blank = { 0 };

	dpi_export_cell(x, &name, slot);
	put_blank(x, slot, false, &blank);
	dpi_export_next(x);
	dp_buf_format(x->out,
		      "UPDATE t SET %.*s = coalesce((SELECT %.*s FROM t AS u "
		      "WHERE u.rowid %s t.rowid AND NOT %.*s ORDER BY u.rowid "
		      "%sLIMIT 1), %.*s) WHERE %.*s;",
		      DP_FMT(dp_buf_view(&name)), DP_FMT(dp_buf_view(&name)),
		      up ? ">" : "<", DP_FMT(dp_buf_view(&blank)),
		      up ? "" : "DESC ", DP_FMT(dp_buf_view(&name)),
		      DP_FMT(dp_buf_view(&blank)));
	dp_buf_done(&name);
	dp_buf_done(&blank);
}

static void
fill_miller(struct dpi_exporting *x, uint32_t slot)
{
	struct dp_buf all = { 0 }, cell = { 0 };

	dpi_export_cell(x, &cell, slot);
	dp_buf_format(&all,
		      "if (trimmed(%.*s) != \"\") {@above = %.*s} elif "
		      "(is_present(@above)) {%.*s = @above}",
		      DP_FMT(dp_buf_view(&cell)), DP_FMT(dp_buf_view(&cell)),
		      DP_FMT(dp_buf_view(&cell)));
	dpi_export_miller(x, "put", dp_buf_view(&all));
	dp_buf_done(&all);
	dp_buf_done(&cell);
}

static void
fill_r(struct dpi_exporting *x, uint32_t slot, bool up)
{
	struct dp_buf all = { 0 }, cell = { 0 };

	dpi_export_cell(x, &cell, slot);
	dp_buf_format(&all,
		      "coalesce(vctrs::vec_fill_missing(if_else(trimmed(%.*s) "
		      "== \"\", NA_character_, %.*s)%s), %.*s)",
		      DP_FMT(dp_buf_view(&cell)), DP_FMT(dp_buf_view(&cell)),
		      up ? ", \"up\"" : "", DP_FMT(dp_buf_view(&cell)));
	dpi_export_change(x, slot, dp_buf_view(&all));
	dp_buf_done(&all);
	dp_buf_done(&cell);
}

static void
fill_column(struct dpi_exporting *x, dp_str name)
{
	dpi_export_operation(x, "core/fill-down", (dp_str){ NULL, 0 });
	dp_buf_c(x->out, ", \"columnName\": ");
	dpi_export_quoted(x->out, name);
	dp_buf_char(x->out, '}');
}

/* Spaces are something there: it is done in a column that has none. */
static void
fill_openrefine(struct dpi_exporting *x, const struct dp_column *column)
{
	struct dp_buf helper = { 0 }, all = { 0 }, filled = { 0 };
	dp_str name = dpi_export_called(x, column->slot);

	dp_buf_format(&helper, "%.*s (fill)", DP_FMT(name));
	dp_buf_c(&all, "if(");
	put_blank(x, column->slot, false, &all);
	dp_buf_c(&all, ", \"\", cells[");
	dpi_export_quoted(&all, name);
	dp_buf_c(&all, "].value)");
	dpi_export_add(x, dp_buf_view(&helper), dp_buf_view(&all),
		       DPI_EXPORT_LAST, NULL, 0);
	fill_column(x, dp_buf_view(&helper));
	dp_buf_c(&filled, "forNonBlank(cells[");
	dpi_export_quoted(&filled, dp_buf_view(&helper));
	dp_buf_c(&filled, "].value, v, v, value)");
	dpi_export_change(x, column->slot, dp_buf_view(&filled));
	dpi_export_next(x);
	dp_buf_c(x->out, "{\"op\": \"core/column-removal\", \"columnName\": ");
	dpi_export_quoted(x->out, dp_buf_view(&helper));
	dp_buf_char(x->out, '}');
	dp_buf_done(&helper);
	dp_buf_done(&all);
	dp_buf_done(&filled);
}

static bool
put_fill(struct dpi_exporting *x)
{
	const struct dp_step *s = x->step;
	bool up = dp_str_is(dp_step_param(s, "direction"), "up");

	if (dpi_export_takes_others(s) || (up && x->to == DP_EXPORT_OPENREFINE))
		return false;
	if (up && x->to == DP_EXPORT_MILLER) {
		dpi_export_next(x);
		dp_buf_c(x->out, "tac");
	}
	for (size_t i = 0; i < s->n_columns; i++)
		if (x->to == DP_EXPORT_SQL)
			fill_sql(x, s->column[i].slot, up);
		else if (x->to == DP_EXPORT_MILLER)
			fill_miller(x, s->column[i].slot);
		else if (x->to == DP_EXPORT_OPENREFINE)
			fill_openrefine(x, &s->column[i]);
		else
			fill_r(x, s->column[i].slot, up);
	if (up && x->to == DP_EXPORT_MILLER) {
		dpi_export_next(x);
		dp_buf_c(x->out, "tac");
	}
	return true;
}

/* Spaces are no empty cells: as OpenRefine has it. */
static bool
put_fill_keeping(struct dpi_exporting *x)
{
	const struct dp_step *s = x->step;

	if (x->to == DP_EXPORT_MILLER) {
		dpi_export_next(x);
		dp_buf_c(x->out, "fill-down -f ");
		dpi_export_list(x, s->column, s->n_columns, "");
		return true;
	}
	for (size_t i = 0; i < s->n_columns && x->to == DP_EXPORT_OPENREFINE;
	     i++)
		fill_column(x, dpi_export_called(x, s->column[i].slot));
	return x->to == DP_EXPORT_OPENREFINE;
}

const struct dpi_export_step dpi_export_rows[] = {
	{ "filter", "", put_filter },
	{ "drop", "", put_drop },
	{ "drop-empty", "", put_drop_empty },
	{ "drop-empty", "spaces", put_drop_empty_keeping },
	{ "head", "n", put_head },
	{ "tail", "n", put_tail },
	{ "dedupe", "keep", put_dedupe },
	{ "sort", "types", put_sort },
	{ "fill", "direction", put_fill },
	{ "fill", "spaces", put_fill_keeping },
	{ NULL, NULL, NULL },
};
