/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Steps that change cells, and columns that get them, in the words of other
 * tools: recipe_export.def has these.
 */
#include "step/recipe_export.h"

#include <stdlib.h>

#include "op/expr.h"
#include "op/words.h"

/* The most that all pattern engines repeat. */
#define REPEAT_MAX 1000

/* ---- columns that change, columns that are new ------------------------ */

void
dpi_export_where(struct dpi_exporting *x, uint32_t slot, struct dp_buf *out)
{
	const struct dp_arg *a = dp_step_arg(x->step, "where");

	if (x->step->where && !dpi_export_grel(x, a->text, out) &&
	    !dpi_export_condition(x, x->step->where, slot, out))
		x->failed = true;
}

void
dpi_export_check_where(struct dpi_exporting *x)
{
	bool *seen = dp_alloc0(x->after->n_slots * sizeof *seen);

	if (x->step->where)
		dpi_expr_needs(x->step->where, seen);
	for (size_t i = 0; i < x->step->n_columns; i++)
		if (x->step->n_columns > 1 && seen[x->step->column[i].slot])
			x->failed = true;
	free(seen);
}

static void
change_r(struct dpi_exporting *x, dp_str name, dp_str expression, dp_str where)
{
	struct dp_buf *out = x->out;

	dp_buf_c(out, "t <- mutate(t, ");
	dpi_export_name(x, out, name);
	if (where.n) {
		dp_buf_format(out, " = if_else(%.*s, %.*s, ", DP_FMT(where),
			      DP_FMT(expression));
		dpi_export_name(x, out, name);
		dp_buf_c(out, "))");
	} else {
		dp_buf_format(out, " = %.*s)", DP_FMT(expression));
	}
}

static void
change_miller(struct dpi_exporting *x, dp_str name, dp_str expression,
	      dp_str where)
{
	struct dp_buf all = { 0 };

	if (where.n)
		dp_buf_format(&all, "if (%.*s) {", DP_FMT(where));
	dpi_export_name(x, &all, name);
	dp_buf_format(&all, " = %.*s%s", DP_FMT(expression),
		      where.n ? "}" : "");
	dpi_export_miller(x, "put", dp_buf_view(&all));
	dp_buf_done(&all);
}

/* EXPRESSION of GREL: what is "" becomes an empty cell. */
static void
put_grel(const struct dpi_exporting *x, dp_str expression, struct dp_buf *out)
{
	dp_buf_format(out,
		      x->as_is ? "grel:%.*s" :
				 "grel:with(%.*s, w, if(w == \"\", null, w))",
		      DP_FMT(expression));
}

static void
change_openrefine(struct dpi_exporting *x, dp_str name, dp_str expression,
		  dp_str where)
{
	struct dp_buf all = { 0 };

	put_grel(x, expression, &all);
	dpi_export_operation(x, "core/text-transform", where);
	dp_buf_c(x->out, ", \"columnName\": ");
	dpi_export_quoted(x->out, name);
	dp_buf_c(x->out, ", \"expression\": ");
	dpi_export_quoted(x->out, dp_buf_view(&all));
	dp_buf_c(x->out, ", \"onError\": \"keep-original\", \"repeat\": false, "
			 "\"repeatCount\": 10}");
	dp_buf_done(&all);
}

void
dpi_export_change(struct dpi_exporting *x, uint32_t slot, dp_str expression)
{
	dp_str name = dpi_export_called(x, slot), cond;
	struct dp_buf where = { 0 };

	dpi_export_where(x, slot, &where);
	cond = dp_buf_view(&where);
	if (x->to == DP_EXPORT_OPENREFINE) {
		change_openrefine(x, name, expression, cond);
	} else if (x->to == DP_EXPORT_MILLER) {
		change_miller(x, name, expression, cond);
	} else {
		dpi_export_next(x);
		if (x->to == DP_EXPORT_R) {
			change_r(x, name, expression, cond);
		} else {
			dp_buf_c(x->out, "UPDATE t SET ");
			dpi_export_name(x, x->out, name);
			dp_buf_format(x->out, " = %.*s", DP_FMT(expression));
			if (cond.n)
				dp_buf_format(x->out, " WHERE %.*s",
					      DP_FMT(cond));
			dp_buf_char(x->out, ';');
		}
	}
	dp_buf_done(&where);
}

/* A column for Miller: fields are put anew in the order that they get. */
static void
add_miller(struct dpi_exporting *x, dp_str name, dp_str expression,
	   enum dpi_export_place place, const struct dp_column *at, size_t n)
{
	struct dp_buf all = { 0 };

	if (place == DPI_EXPORT_LAST) {
		change_miller(x, name, expression, (dp_str){ NULL, 0 });
		return;
	}
	dp_buf_format(&all, "map m = {}; for (k, v in $*) {%sif (",
		      place == DPI_EXPORT_BEHIND ? "m[k] = v; " : "");
	for (size_t i = 0; i < n; i++) {
		dp_buf_c(&all, i ? " || k == " : "k == ");
		dpi_export_quoted(&all, dpi_export_called(x, at[i].slot));
	}
	dp_buf_c(&all, ") {m[");
	dpi_export_quoted(&all, name);
	dp_buf_format(&all, "] = %.*s}", DP_FMT(expression));
	if (place == DPI_EXPORT_BEFORE)
		dp_buf_c(&all, " m[k] = v");
	else if (place == DPI_EXPORT_INSTEAD)
		dp_buf_c(&all, " else {m[k] = v}");
	dp_buf_c(&all, "} $* = m");
	dpi_export_miller(x, "put", dp_buf_view(&all));
	dp_buf_done(&all);
}

static void
add_r(struct dpi_exporting *x, dp_str name, dp_str expression,
      enum dpi_export_place place, const struct dp_column *at, size_t n)
{
	dpi_export_next(x);
	dp_buf_c(x->out, "t <- mutate(t, ");
	dpi_export_name(x, x->out, name);
	dp_buf_format(x->out, " = %.*s", DP_FMT(expression));
	if (place != DPI_EXPORT_LAST) {
		dp_buf_c(x->out, place == DPI_EXPORT_BEHIND ? ", .after = c(" :
							      ", .before = c(");
		dpi_export_list(x, at, n, "");
		dp_buf_char(x->out, ')');
	}
	dp_buf_char(x->out, ')');
	if (place == DPI_EXPORT_INSTEAD) {
		dpi_export_next(x);
		dp_buf_c(x->out, "t <- select(t, ");
		dpi_export_list(x, at, n, "-");
		dp_buf_char(x->out, ')');
	}
}

/* New columns of SQL are the last ones. */
static void
add_sql(struct dpi_exporting *x, dp_str name, dp_str expression,
	enum dpi_export_place place, const struct dp_column *at, size_t n)
{
	dpi_export_next(x);
	dp_buf_c(x->out, "ALTER TABLE t ADD COLUMN ");
	dpi_export_name(x, x->out, name);
	dp_buf_c(x->out, " TEXT;\nUPDATE t SET ");
	dpi_export_name(x, x->out, name);
	dp_buf_format(x->out, " = %.*s;", DP_FMT(expression));
	for (size_t i = 0; i < n && place == DPI_EXPORT_INSTEAD; i++) {
		dp_buf_c(x->out, "\nALTER TABLE t DROP COLUMN ");
		dpi_export_name(x, x->out, dpi_export_called(x, at[i].slot));
		dp_buf_char(x->out, ';');
	}
}

/* A column behind all others; places that are counted cannot be known. */
static void
add_openrefine(struct dpi_exporting *x, dp_str name, dp_str expression,
	       enum dpi_export_place place)
{
	struct dp_buf all = { 0 };
	size_t base = 0;

	/* one is named that it is made from, whatever it is */
	while (base < x->before->n &&
	       !x->called[x->before->column[base].slot].p)
		base++;
	if (place != DPI_EXPORT_LAST || base == x->before->n) {
		x->failed = true;
		return;
	}
	put_grel(x, expression, &all);
	dpi_export_operation(x, "core/column-addition", (dp_str){ NULL, 0 });
	dp_buf_c(x->out, ", \"baseColumnName\": ");
	dpi_export_quoted(x->out, x->called[x->before->column[base].slot]);
	dp_buf_c(x->out, ", \"newColumnName\": ");
	dpi_export_quoted(x->out, name);
	dp_buf_c(x->out, ", \"columnInsertIndex\": -1, \"expression\": ");
	dpi_export_quoted(x->out, dp_buf_view(&all));
	dp_buf_c(x->out, ", \"onError\": \"set-to-blank\"}");
	dp_buf_done(&all);
}

void
dpi_export_add(struct dpi_exporting *x, dp_str name, dp_str expression,
	       enum dpi_export_place place, const struct dp_column *at,
	       size_t n)
{
	static const char *const chosen[] = {
		"if(%.*s, %.*s, \"\")", "(%.*s ? %.*s : \"\")",
		"CASE WHEN %.*s THEN %.*s ELSE '' END",
		"if_else(%.*s, %.*s, \"\")"
	};
	struct dp_buf where = { 0 }, all = { 0 };

	dpi_export_where(x, n ? at->slot : DPI_EXPORT_NO_SLOT, &where);
	if (where.n) {
		dp_buf_format(&all, chosen[x->to], DP_FMT(dp_buf_view(&where)),
			      DP_FMT(expression));
		expression = dp_buf_view(&all);
	}
	if (x->to == DP_EXPORT_OPENREFINE)
		add_openrefine(x, name, expression, place);
	else if (x->to == DP_EXPORT_MILLER)
		add_miller(x, name, expression, place, at, n);
	else if (x->to == DP_EXPORT_R)
		add_r(x, name, expression, place, at, n);
	else
		add_sql(x, name, expression, place, at, n);
	dp_buf_done(&where);
	dp_buf_done(&all);
}

/* ---- what becomes of a cell ------------------------------------------- */

static const struct cells_word {
	const char *operation, *knows, *param, *value;
	const char *in[DPI_EXPORT_TARGETS];
} words[] = {
#define EXPORT(operation, knows, param, value, openrefine, miller, sql, r) \
	{ operation, knows, param, value, { openrefine, miller, sql, r } },
#include "step/recipe_export.def"
#undef EXPORT
};

/* Of a number that stands in a pattern, or counts signs. */
static void
put_number(struct dpi_exporting *x, int64_t n, int64_t least,
	   struct dp_buf *out)
{
	x->failed = x->failed || n < least || n > REPEAT_MAX;
	dp_buf_format(out, "%lld", (long long)n);
}

/* The items of TEXT; in a map of Miller's each is a key. */
static void
put_items(struct dpi_exporting *x, dp_str text, struct dp_buf *out)
{
	struct dp_arena a = { 0 };
	dp_str *item = NULL;
	size_t n = 0;

	dpi_text_list(&a, text, '|', &item, &n);
	for (size_t i = 0; i < n; i++) {
		dp_buf_c(out, i ? ", " : "");
		dpi_export_text(x, out, item[i]);
		if (x->to == DP_EXPORT_MILLER)
			dp_buf_c(out, ": 1");
	}
	dp_arena_done(&a);
}

/* As many signs as the cell is to have at least. */
static void
put_all(struct dpi_exporting *x, struct dp_buf *out)
{
	struct dp_buf all = { 0 };

	for (int64_t i = dp_step_int(x->step, "width"); i > 0; i--)
		dp_buf_str(&all, dp_step_param(x->step, "with"));
	dpi_export_text(x, out, dp_buf_view(&all));
	dp_buf_done(&all);
}

/* What a pattern puts: each tool has its own signs for what was found. */
static void
put_template(struct dpi_exporting *x, struct dp_buf *out)
{
	dp_str with = dp_step_param(x->step, "with");
	struct dp_buf all = { 0 };

	x->failed = x->failed || dp_str_find(with, '\\') >= 0;
	for (size_t i = 0; i < with.n; i++) {
		if (with.p[i] != '$') {
			dp_buf_char(&all, with.p[i]);
			continue;
		}
		x->failed = x->failed || x->to == DP_EXPORT_MILLER ||
			    i + 1 == with.n || with.p[i + 1] < '0' ||
			    with.p[i + 1] > '9' ||
			    (i + 2 < with.n && with.p[i + 2] >= '0' &&
			     with.p[i + 2] <= '9');
		dp_buf_char(&all, x->to == DP_EXPORT_R ? '\\' : '$');
	}
	dpi_export_text(x, out, dp_buf_view(&all));
	dp_buf_done(&all);
}

/* What KEY stands for, in a word for the cell that SELF says. */
static void
put_key(struct dpi_exporting *x, const void *self, dp_str key,
	struct dp_buf *out)
{
	const struct dp_step *s = x->step;
	char sign = *key.p, name[16];
	int64_t from = dp_step_int(s, "from");

	(void)snprintf(name, sizeof name, "%.*s",
		       DP_FMT(dp_str_from(key, strchr("#+*", sign) ? 1 : 0)));
	if (dp_str_is(key, "x"))
		dp_buf_c(out, self);
	else if (dp_str_is(key, "re"))
		x->failed |= !dpi_export_pattern(x, dp_step_param(s, "pattern"),
						 out);
	else if (dp_str_is(key, "template"))
		put_template(x, out);
	else if (dp_str_is(key, "all"))
		put_all(x, out);
	else if (dp_str_is(key, "before"))
		put_number(x, from - 1, 0, out);
	else if (dp_str_is(key, "many"))
		put_number(x, dp_step_int(s, "to") - from + 1, 1, out);
	else if (sign == '#')
		put_number(x, dp_step_int(s, name),
			   x->to == DP_EXPORT_R ? -REPEAT_MAX : 1, out);
	else if (sign == '+')
		put_number(x, (int64_t)dp_utf8_chars(dp_step_param(s, name)), 1,
			   out);
	else if (sign == '*')
		put_items(x, dp_step_param(s, name), out);
	else
		dpi_export_text(x, out, dp_step_param(s, name));
	/* nothing to look for, or to put: it is not the same everywhere */
	if (strcmp(name, "with") != 0 && sign >= 'a' && dp_step_arg(s, name) &&
	    dp_step_param(s, name).n == 0)
		x->failed = true;
}

bool
dpi_export_takes_others(const struct dp_step *s)
{
	for (size_t i = 0; i < s->n_columns; i++)
		if (dp_str_is(s->column[i].name, DP_OTHER_COLUMNS))
			return true;
	return false;
}

/* All cells of the table become what WORD says. */
static bool
change_all(struct dpi_exporting *x, const char *word)
{
	struct dp_buf all = { 0 };

	if (x->step->where ||
	    (x->to != DP_EXPORT_R && x->to != DP_EXPORT_MILLER))
		return false;
	if (x->to == DP_EXPORT_R) {
		dpi_export_fill(x, word, put_key, ".x", &all);
		dpi_export_next(x);
		dp_buf_format(x->out,
			      "t <- mutate(t, across(everything(), ~ %.*s))",
			      DP_FMT(dp_buf_view(&all)));
	} else {
		dp_buf_c(&all, "for (k, v in $*) {$[k] = ");
		dpi_export_fill(x, word, put_key, "v", &all);
		dp_buf_char(&all, '}');
		dpi_export_miller(x, "put", dp_buf_view(&all));
	}
	dp_buf_done(&all);
	return true;
}

void
dpi_export_become(struct dpi_exporting *x, const struct dp_column *column,
		  dp_str expression)
{
	const struct dp_arg *as = dp_step_arg(x->step, "as");

	if (as)
		dpi_export_add(x, as->text, expression, DPI_EXPORT_BEHIND,
			       column, 1);
	else
		dpi_export_change(x, column->slot, expression);
}

/* COLUMN becomes what WORD says, or another one beside it. */
static void
change_one(struct dpi_exporting *x, const char *word,
	   const struct dp_column *column)
{
	struct dp_buf cell = { 0 }, all = { 0 };

	if (x->to == DP_EXPORT_OPENREFINE)
		dp_buf_c(&cell, "value");
	else
		dpi_export_name(x, &cell, dpi_export_called(x, column->slot));
	dp_buf_char(&cell, '\0');
	dpi_export_fill(x, word, put_key, cell.p, &all);
	dpi_export_become(x, column, dp_buf_view(&all));
	dp_buf_done(&cell);
	dp_buf_done(&all);
}

static const struct cells_word *
find_word(const struct dpi_exporting *x)
{
	for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
		const struct cells_word *w = &words[i];
		const struct dp_arg *a =
			w->param ? dp_step_arg(x->step, w->param) : NULL;

		if (strcmp(x->step->op->name, w->operation) == 0 &&
		    (!w->param ||
		     (a && (!w->value || dp_str_is(a->text, w->value)))))
			return w;
	}
	return NULL;
}

bool
dpi_export_cells(struct dpi_exporting *x)
{
	const struct cells_word *w = find_word(x);
	const struct dp_step *s = x->step;

	if (!w || !w->in[x->to] ||
	    !dpi_export_knows(s, w->knows, w->param, "where|as"))
		return false;
	dpi_export_check_where(x);
	if (dpi_export_takes_others(s))
		return change_all(x, w->in[x->to]);
	for (size_t i = 0; i < s->n_columns; i++)
		change_one(x, w->in[x->to], &s->column[i]);
	return true;
}
