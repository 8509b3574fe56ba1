/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps that change which columns there are, in the words of other tools. Only
 * SQL has no order of columns but that in which they were made.
 */
#include "step/recipe_export.h"

#include <stdlib.h>

#include "op/expr.h"
#include "op/words.h"

/* ---- which, and in which order ----------------------------------------- */

static bool
put_remove(struct dpi_exporting *x)
{
	const struct dp_step *s = x->step;

	if (x->to == DP_EXPORT_MILLER || x->to == DP_EXPORT_R) {
		bool r = x->to == DP_EXPORT_R;

		dpi_export_next(x);
		dp_buf_c(x->out, r ? "t <- select(t, " : "cut -x -f ");
		dpi_export_list(x, s->column, s->n_columns, "-");
		dp_buf_c(x->out, r ? ")" : "");
		return true;
	}
	for (size_t i = 0; i < s->n_columns; i++) {
		bool sql = x->to == DP_EXPORT_SQL;

		dpi_export_next(x);
		dp_buf_c(x->out, sql ? "ALTER TABLE t DROP COLUMN " :
				       "{\"op\": \"core/column-removal\", "
				       "\"columnName\": ");
		dpi_export_name(x, x->out,
				dpi_export_called(x, s->column[i].slot));
		dp_buf_c(x->out, sql ? ";" : "}");
	}
	return true;
}

static bool
put_select(struct dpi_exporting *x)
{
	static const char *const before[] = {
		"{\"op\": \"core/column-reorder\", \"columnNames\": [",
		"cut -o -f ", "CREATE TABLE u AS SELECT ", "t <- select(t, "
	};
	static const char *const after[] = { "]}", "",
					     " FROM t ORDER BY rowid;", ")" };

	dpi_export_next(x);
	dp_buf_c(x->out, before[x->to]);
	dpi_export_list(x, x->step->column, x->step->n_columns, "");
	dp_buf_c(x->out, after[x->to]);
	if (x->to == DP_EXPORT_SQL)
		dp_buf_c(x->out, "\nDROP TABLE t;\n"
				 "ALTER TABLE u RENAME TO t;");
	return true;
}

/* OpenRefine counts places from the first, and cannot tell the last. */
static bool
put_move_word(struct dpi_exporting *x, bool first)
{
	const struct dp_step *s = x->step;

	if (x->to == DP_EXPORT_OPENREFINE && !first)
		return false;
	if (x->to != DP_EXPORT_OPENREFINE) {
		bool r = x->to == DP_EXPORT_R;

		dpi_export_next(x);
		dp_buf_c(x->out, r     ? "t <- relocate(t, " :
				 first ? "reorder -f " :
					 "reorder -e -f ");
		dpi_export_list(x, s->column, s->n_columns, "");
		dp_buf_c(x->out, !r    ? "" :
				 first ? ")" :
					 ", .after = last_col())");
		return true;
	}
	for (size_t i = s->n_columns; i-- > 0;) {
		dpi_export_next(x);
		dp_buf_c(x->out, "{\"op\": \"core/column-move\", "
				 "\"columnName\": ");
		dpi_export_quoted(x->out,
				  dpi_export_called(x, s->column[i].slot));
		dp_buf_c(x->out, ", \"index\": 0}");
	}
	return true;
}

/* Before or behind another column: only R says so. */
static bool
put_move_beside(struct dpi_exporting *x, const char *side)
{
	ptrdiff_t k = dp_schema_find(x->before, dp_step_param(x->step, side));

	if (x->to != DP_EXPORT_R || k < 0)
		return false;
	dpi_export_next(x);
	dp_buf_c(x->out, "t <- relocate(t, ");
	dpi_export_list(x, x->step->column, x->step->n_columns, "");
	dp_buf_format(x->out, ", .%s = ", side);
	dpi_export_name(x, x->out,
			dpi_export_called(x, x->before->column[k].slot));
	dp_buf_char(x->out, ')');
	return true;
}

static bool
put_move(struct dpi_exporting *x)
{
	const struct dp_line *l = x->step->line;
	const struct dp_arg *last = &l->arg[l->n_args - 1];

	if (x->to == DP_EXPORT_SQL || dpi_export_takes_others(x->step))
		return false;
	if (dp_step_arg(x->step, "before") || dp_step_arg(x->step, "after"))
		return put_move_beside(x, dp_step_arg(x->step, "before") ?
						  "before" :
						  "after");
	return last->kind == DP_ARG_WORD &&
	       (dp_str_is(last->text, "first") ||
		dp_str_is(last->text, "last")) &&
	       put_move_word(x, dp_str_is(last->text, "first"));
}

/* ---- names ------------------------------------------------------------- */

/* The name behind the step of what was called there before. */
static dp_str
renamed(const struct dpi_exporting *x, uint32_t slot)
{
	for (size_t i = 0; i < x->after->n; i++)
		if (x->after->column[i].slot == slot)
			return x->after->column[i].name;
	return (dp_str){ NULL, 0 };
}

static void
rename_one(struct dpi_exporting *x, dp_str from, dp_str to)
{
	struct dp_buf both = { 0 };

	if (x->to == DP_EXPORT_OPENREFINE) {
		dp_buf_c(x->out, "{\"op\": \"core/column-rename\", "
				 "\"oldColumnName\": ");
		dpi_export_quoted(x->out, from);
		dp_buf_c(x->out, ", \"newColumnName\": ");
		dpi_export_quoted(x->out, to);
		dp_buf_char(x->out, '}');
	} else if (x->to == DP_EXPORT_MILLER) {
		x->failed = x->failed || dp_str_find(from, ',') >= 0 ||
			    dp_str_find(to, ',') >= 0;
		dp_buf_format(&both, "%.*s,%.*s", DP_FMT(from), DP_FMT(to));
		dp_buf_c(x->out, "rename ");
		dpi_export_shell(x->out, dp_buf_view(&both));
	} else if (x->to == DP_EXPORT_SQL) {
		dp_buf_c(x->out, "ALTER TABLE t RENAME COLUMN ");
		dpi_export_name(x, x->out, from);
		dp_buf_c(x->out, " TO ");
		dpi_export_name(x, x->out, to);
		dp_buf_char(x->out, ';');
	} else {
		dp_buf_c(x->out, "t <- rename(t, ");
		dpi_export_name(x, x->out, to);
		dp_buf_c(x->out, " = ");
		dpi_export_name(x, x->out, from);
		dp_buf_char(x->out, ')');
	}
	dp_buf_done(&both);
}

/* One after the other: names that are exchanged would meet on the way. */
static bool
put_rename(struct dpi_exporting *x)
{
	const struct dp_schema *s = x->before;

	for (size_t i = 0; i < s->n; i++) {
		dp_str to = renamed(x, s->column[i].slot);

		if (dp_str_eq(s->column[i].name, to))
			continue;
		for (size_t k = 0; k < s->n; k++)
			if (dp_str_eq(x->called[s->column[k].slot], to))
				return false;
		dpi_export_next(x);
		rename_one(x, dpi_export_called(x, s->column[i].slot), to);
	}
	return true;
}

/* ---- columns made of others -------------------------------------------- */

static bool
put_copy(struct dpi_exporting *x)
{
	struct dp_buf cell = { 0 };

	dpi_export_cell(x, &cell, x->step->column->slot);
	dpi_export_add(x, dp_step_param(x->step, "to"), dp_buf_view(&cell),
		       DPI_EXPORT_BEHIND, x->step->column, 1);
	dp_buf_done(&cell);
	return true;
}

/* One that goes and gives its name to the new one would be in its way. */
static bool
is_own_name(const struct dp_step *s, const dp_str *name, size_t n)
{
	for (size_t i = 0; i < s->n_columns; i++)
		for (size_t k = 0; k < n; k++)
			if (dp_str_eq(s->column[i].name, name[k]))
				return true;
	return false;
}

/* Appends CELL, or SEP and CELL, unless it is SKIPPED for being blank. */
static void
put_piece(struct dpi_exporting *x, dp_str cell, dp_str sep, bool skipped,
	  struct dp_buf *out)
{
	static const char *const skip[] = {
		NULL,
		"(trimmed(%.*s) == \"\" ? \"\" : ", "CASE WHEN trim(%.*s, ",
		"if_else(trimmed(%.*s) == \"\", \"\", "
	};
	struct dp_buf join = { 0 };

	dpi_export_text(x, &join, sep);
	if (skipped)
		dp_buf_format(out, skip[x->to], DP_FMT(cell));
	if (skipped && x->to == DP_EXPORT_SQL)
		dpi_export_fill(x, "{s}) = '' THEN '' ELSE ", NULL, NULL, out);
	dp_buf_format(out,
		      x->to == DP_EXPORT_R      ? "str_c(%.*s, %.*s)" :
		      x->to == DP_EXPORT_MILLER ? "%.*s . %.*s" :
						  "%.*s || %.*s",
		      DP_FMT(dp_buf_view(&join)), DP_FMT(cell));
	if (skipped)
		dp_buf_c(out, x->to == DP_EXPORT_SQL ? " END" : ")");
	dp_buf_done(&join);
}

/* Each piece has what stands between them in front; the first is cut off. */
static void
put_joined(struct dpi_exporting *x, struct dp_buf *out)
{
	static const char *const before[] = { NULL, "sub(", "substr(",
					      "str_sub(str_c(" };
	static const char *const between[] = { NULL, " . ", " || ", ", " };
	const struct dp_step *s = x->step;
	dp_str sep = dp_step_param(s, "sep");
	size_t chars = dp_utf8_chars(sep);

	dp_buf_c(out, before[x->to]);
	for (size_t i = 0; i < s->n_columns; i++) {
		struct dp_buf cell = { 0 };

		dpi_export_cell(x, &cell, s->column[i].slot);
		dp_buf_c(out, i ? between[x->to] : "");
		put_piece(x, dp_buf_view(&cell), sep,
			  dp_step_yes(s, "skip-blank"), out);
		dp_buf_done(&cell);
	}
	if (x->to == DP_EXPORT_MILLER)
		dp_buf_format(out, ", \"(?s)^.{%zu}\", \"\")", chars);
	else
		dp_buf_format(out, x->to == DP_EXPORT_R ? "), %zu)" : ", %zu)",
			      chars + 1);
}

static bool
put_join(struct dpi_exporting *x)
{
	const struct dp_step *s = x->step;
	dp_str into = dp_step_param(s, "into");
	bool keep = dp_step_yes(s, "keep");
	struct dp_buf all = { 0 };

	if (x->to == DP_EXPORT_OPENREFINE || dpi_export_takes_others(s) ||
	    (!keep && is_own_name(s, &into, 1)))
		return false;
	put_joined(x, &all);
	dpi_export_add(x, into, dp_buf_view(&all),
		       keep ? DPI_EXPORT_BEFORE : DPI_EXPORT_INSTEAD, s->column,
		       s->n_columns);
	dp_buf_done(&all);
	return true;
}

/* The first that is not blank. */
static bool
put_coalesce(struct dpi_exporting *x)
{
	static const char *const start[] = { NULL, "(", "CASE", "case_when(" };
	static const char *const end[] = { NULL, "\"\")", " ELSE '' END",
					   "TRUE ~ \"\")" };
	const struct dp_step *s = x->step;
	dp_str into = dp_step_param(s, "into");
	bool keep = dp_step_yes(s, "keep");
	struct dp_buf all = { 0 };

	if (x->to == DP_EXPORT_OPENREFINE || dpi_export_takes_others(s) ||
	    (!keep && is_own_name(s, &into, 1)))
		return false;
	dp_buf_c(&all, start[x->to]);
	for (size_t i = 0; i < s->n_columns; i++) {
		struct dp_buf cell = { 0 };
		dp_str c;

		dpi_export_cell(x, &cell, s->column[i].slot);
		c = dp_buf_view(&cell);
		if (x->to == DP_EXPORT_SQL) {
			dp_buf_format(&all, " WHEN trim(%.*s, ", DP_FMT(c));
			dpi_export_fill(x, "{s}) <> '' THEN ", NULL, NULL,
					&all);
			dp_buf_str(&all, c);
		} else {
			dp_buf_format(&all,
				      x->to == DP_EXPORT_R ?
					      "trimmed(%.*s) != \"\" ~ %.*s, " :
					      "trimmed(%.*s) != \"\" ? %.*s : ",
				      DP_FMT(c), DP_FMT(c));
		}
		dp_buf_done(&cell);
	}
	dp_buf_c(&all, end[x->to]);
	dpi_export_add(x, into, dp_buf_view(&all),
		       keep ? DPI_EXPORT_BEFORE : DPI_EXPORT_INSTEAD, s->column,
		       s->n_columns);
	dp_buf_done(&all);
	return true;
}

/* ---- expressions ------------------------------------------------------- */

static const struct dp_arg *
expression(const struct dp_line *l)
{
	for (size_t i = 0; i < l->n_args; i++)
		if (l->arg[i].kind == DP_ARG_EXPR)
			return &l->arg[i];
	return NULL;
}

/* The expression of STEP, which may look at the cell in SLOT, or none. */
static bool
put_value(struct dpi_exporting *x, uint32_t slot, struct dp_buf *out)
{
	const struct dp_arg *a = expression(x->step->line);
	struct dp_err ignored = { 0 };
	struct dp_expr *e = dp_step_expr(x->step, a, x->before, &ignored);
	bool told = false;

	if (e && !dpi_expr_is_grel(e)) {
		told = dpi_export_value(x, e, slot, out);
	} else if (e && x->to == DP_EXPORT_OPENREFINE) {
		told = dpi_export_grel(x, a->text, out);
		x->as_is = true;
	}
	dp_expr_free(e);
	return told;
}

/*
 * EXPRESSION is what column NAME holds now, or a new one, behind that with the
 * place AFTER among those before the step, or the last.
 */
static void
put_column(struct dpi_exporting *x, dp_str name, dp_str expression,
	   ptrdiff_t after)
{
	ptrdiff_t at = dp_schema_find(x->before, name);

	if (at >= 0)
		dpi_export_change(x, x->before->column[at].slot, expression);
	else
		dpi_export_add(x, name, expression,
			       after < 0 ? DPI_EXPORT_LAST : DPI_EXPORT_BEHIND,
			       after < 0 ? NULL : &x->before->column[after],
			       after >= 0);
}

static bool
put_derive(struct dpi_exporting *x)
{
	const struct dp_step *s = x->step;
	size_t i = 0;
	dp_str name = dpi_word_next(s, &i)->text;
	ptrdiff_t at = dp_schema_find(x->before, name), after = -1;
	struct dp_buf value = { 0 };
	bool told;

	if (dp_step_arg(s, "after"))
		after = dp_schema_find(x->before, dp_step_param(s, "after"));
	told = put_value(x,
			 at < 0 ? DPI_EXPORT_NO_SLOT :
				  x->before->column[at].slot,
			 &value);
	if (told)
		put_column(x, name, dp_buf_view(&value), after);
	dp_buf_done(&value);
	return told;
}

/* A mark, in a column that is new or not. */
static bool
put_flag(struct dpi_exporting *x)
{
	size_t i = 0;
	dp_str name = dpi_word_next(x->step, &i)->text;
	struct dp_buf mark = { 0 };

	dpi_export_text(x, &mark, dp_step_param(x->step, "value"));
	put_column(x, name, dp_buf_view(&mark), -1);
	dp_buf_done(&mark);
	return true;
}

const struct dpi_export_step dpi_export_columns[] = {
	{ "remove", "", put_remove },
	{ "select", "", put_select },
	{ "move", "before|after", put_move },
	{ "rename", "", put_rename },
	{ "copy", "to|where", put_copy },
	{ "join", "into|sep|skip-blank|keep|where", put_join },
	{ "coalesce", "into|keep|where", put_coalesce },
	{ "split", "by|into|max|keep", dpi_export_split },
	{ "derive", "after|where", put_derive },
	{ "flag", "value|where", put_flag },
	{ NULL, NULL, NULL },
};
