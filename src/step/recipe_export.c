/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recipe in the words of other tools, as far as they have them: what a step
 * does to cells is in recipe_export.def, what it does to columns and rows is
 * here. A step that has no word there is a comment.
 */
#include <dpipe/clean.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "step/recipe_export.h"

#define N_TARGETS 4

struct word {
	const char *operation, *param, *value;
	const char *expression[N_TARGETS];
};

static const struct word words[] = {
#define EXPORT(operation, param, value, openrefine, miller, sql, r) \
	{ operation, param, value, { openrefine, miller, sql, r } },
#include "step/recipe_export.def"
#undef EXPORT
};

static const struct dp_arg *
param(const struct dp_line *l, const char *name)
{
	for (size_t i = 0; i < l->n_args; i++)
		if (l->arg[i].kind == DP_ARG_PARAM &&
		    dp_str_is(l->arg[i].key, name))
			return &l->arg[i];
	return NULL;
}

/* TEXT between QUOTE, which a backslash hides inside. */
static void
put_escaped(struct dp_buf *out, dp_str text, char quote)
{
	dp_buf_char(out, quote);
	for (size_t i = 0; i < text.n; i++) {
		char c = text.p[i];

		if (c == quote || c == '\\')
			dp_buf_char(out, '\\');
		if (c == '\n')
			dp_buf_c(out, "\\n");
		else if (c == '\t')
			dp_buf_c(out, "\\t");
		else if (c == '\r')
			dp_buf_c(out, "\\r");
		else if ((unsigned char)c < 0x20)
			dp_buf_format(out, "\\u%04x", c);
		else
			dp_buf_char(out, c);
	}
	dp_buf_char(out, quote);
}

/* TEXT between QUOTE, doubled inside. */
static void
put_doubled(struct dp_buf *out, dp_str text, char quote)
{
	dp_buf_char(out, quote);
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == quote)
			dp_buf_char(out, quote);
		dp_buf_char(out, text.p[i]);
	}
	dp_buf_char(out, quote);
}

void
dpi_export_text(const struct dpi_exporting *x, struct dp_buf *out, dp_str text)
{
	if (x->to == DP_EXPORT_SQL)
		put_doubled(out, text, '\'');
	else
		put_escaped(out, text, '"');
}

void
dpi_export_name(const struct dpi_exporting *x, struct dp_buf *out, dp_str name)
{
	if (x->to == DP_EXPORT_SQL)
		put_doubled(out, name, '"');
	else if (x->to == DP_EXPORT_R)
		put_escaped(out, name, '`');
	else if (x->to == DP_EXPORT_MILLER)
		dp_buf_format(out, "${%.*s}", DP_FMT(name));
	else
		put_escaped(out, name, '"');
}

void
dpi_export_shell(struct dp_buf *out, dp_str text)
{
	dp_buf_char(out, '\'');
	for (size_t i = 0; i < text.n; i++)
		if (text.p[i] == '\'')
			dp_buf_c(out, "'\\''");
		else
			dp_buf_char(out, text.p[i]);
	dp_buf_char(out, '\'');
}

/* The columns, with commas; for Miller they are one word of a shell. */
static void
put_list(const struct dpi_exporting *x, struct dp_buf *out, const char *before)
{
	struct dp_buf all = { 0 };

	for (size_t i = 0; i < x->column.n; i++) {
		if (x->to == DP_EXPORT_MILLER) {
			dp_buf_c(&all, i ? "," : "");
			dp_buf_str(&all, x->column.at[i]);
			continue;
		}
		dp_buf_c(out, i ? ", " : "");
		dp_buf_c(out, before);
		dpi_export_name(x, out, x->column.at[i]);
	}
	if (x->to == DP_EXPORT_MILLER)
		dpi_export_shell(out, dp_buf_view(&all));
	dp_buf_done(&all);
}

/* A pattern between slashes. */
static void
put_pattern(struct dp_buf *out, dp_str text)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\\' && i + 1 < text.n)
			dp_buf_char(out, text.p[i++]);
		else if (text.p[i] == '/')
			dp_buf_char(out, '\\');
		dp_buf_char(out, text.p[i]);
	}
}

/* EXPRESSION for COLUMN, what stands in braces filled in. */
static void
fill(const struct dpi_exporting *x, const char *expression, dp_str column,
     struct dp_buf *out)
{
	const struct dp_arg *with = param(x->line, "with");
	const struct dp_arg *pattern = param(x->line, "pattern");
	dp_str none = { "", 0 };

	for (const char *p = expression; *p; p++) {
		if (p[0] != '{' || p[1] == '\0' || p[2] != '}') {
			dp_buf_char(out, *p);
			continue;
		}
		if (p[1] == 'x')
			dpi_export_name(x, out, column);
		else if (p[1] == 'w')
			dpi_export_text(x, out, with ? with->text : none);
		else if (p[1] == 'p')
			dpi_export_text(x, out, pattern ? pattern->text : none);
		else
			put_pattern(out, pattern ? pattern->text : none);
		p += 2;
	}
}

void
dpi_export_change(const struct dpi_exporting *x, dp_str column,
		  dp_str expression)
{
	struct dp_buf all = { 0 };

	if (x->to == DP_EXPORT_OPENREFINE) {
		dp_buf_c(x->out, "{\"op\": \"core/text-transform\", "
				 "\"engineConfig\": {\"facets\": [], \"mode\": "
				 "\"row-based\"}, \"columnName\": ");
		dpi_export_name(x, x->out, column);
		dp_buf_c(x->out, ", \"expression\": ");
		dp_buf_c(&all, "grel:");
		dp_buf_str(&all, expression);
		put_escaped(x->out, dp_buf_view(&all), '"');
		dp_buf_c(x->out, ", \"onError\": \"keep-original\", "
				 "\"repeat\": false, \"repeatCount\": 10}");
	} else if (x->to == DP_EXPORT_MILLER) {
		dpi_export_name(x, &all, column);
		dp_buf_format(&all, " = %.*s", DP_FMT(expression));
		dp_buf_c(x->out, "put ");
		dpi_export_shell(x->out, dp_buf_view(&all));
	} else if (x->to == DP_EXPORT_SQL) {
		dp_buf_c(x->out, "UPDATE t SET ");
		dpi_export_name(x, x->out, column);
		dp_buf_format(x->out, " = %.*s;", DP_FMT(expression));
	} else {
		dp_buf_c(x->out, "t <- mutate(t, ");
		dpi_export_name(x, x->out, column);
		dp_buf_format(x->out, " = %.*s)", DP_FMT(expression));
	}
	dp_buf_done(&all);
}

void
dpi_export_between(const struct dpi_exporting *x)
{
	if (x->to == DP_EXPORT_OPENREFINE)
		dp_buf_c(x->out, ",\n  ");
	else if (x->to == DP_EXPORT_MILLER)
		dp_buf_c(x->out, " then \\\n  ");
	else
		dp_buf_char(x->out, '\n');
}

static bool
put_cells(const struct dpi_exporting *x)
{
	const struct dp_arg *with = param(x->line, "with");
	const struct word *found = NULL;

	for (size_t i = 0; !found && i < sizeof words / sizeof *words; i++) {
		const struct word *w = &words[i];
		const struct dp_arg *a = w->param ? param(x->line, w->param) :
						    NULL;

		if (dp_str_is(dp_str_c(x->line->op->name), w->operation) &&
		    (!w->param || (a && dp_str_is(a->text, w->value))))
			found = w;
	}
	/* Each has its own signs for what a pattern has found. */
	if (!found || !found->expression[x->to] ||
	    (!param(x->line, "literal") && x->to != DP_EXPORT_OPENREFINE &&
	     with &&
	     (dp_str_find(with->text, '$') >= 0 ||
	      dp_str_find(with->text, '\\') >= 0)))
		return false;
	for (size_t i = 0; i < x->column.n; i++) {
		struct dp_buf e = { 0 };

		if (i)
			dpi_export_between(x);
		fill(x, found->expression[x->to], x->column.at[i], &e);
		dpi_export_change(x, x->column.at[i], dp_buf_view(&e));
		dp_buf_done(&e);
	}
	return true;
}

static bool
put_remove(const struct dpi_exporting *x)
{
	if (x->to == DP_EXPORT_MILLER) {
		dp_buf_c(x->out, "cut -x -f ");
		put_list(x, x->out, "");
		return true;
	}
	if (x->to == DP_EXPORT_R) {
		dp_buf_c(x->out, "t <- select(t, ");
		put_list(x, x->out, "-");
		dp_buf_char(x->out, ')');
		return true;
	}
	for (size_t i = 0; i < x->column.n; i++) {
		if (i)
			dpi_export_between(x);
		dp_buf_c(x->out, x->to == DP_EXPORT_SQL ?
					 "ALTER TABLE t DROP COLUMN " :
					 "{\"op\": \"core/column-removal\", "
					 "\"columnName\": ");
		dpi_export_name(x, x->out, x->column.at[i]);
		dp_buf_c(x->out, x->to == DP_EXPORT_SQL ? ";" : "}");
	}
	return true;
}

static bool
put_select(const struct dpi_exporting *x)
{
	static const char *const before[] = {
		"{\"op\": \"core/column-reorder\", \"columnNames\": [",
		"cut -o -f ", NULL, "t <- select(t, "
	};
	static const char *const after[] = { "]}", "", NULL, ")" };

	if (!before[x->to])
		return false;
	dp_buf_c(x->out, before[x->to]);
	put_list(x, x->out, "");
	dp_buf_c(x->out, after[x->to]);
	return true;
}

static bool
put_dedupe(const struct dpi_exporting *x)
{
	static const char *const before[] = {
		"{\"op\": \"core/row-duplicate-removal\", \"engineConfig\": "
		"{\"facets\": [], \"mode\": \"row-based\"}, \"criteria\": [",
		"head -n 1 -g ",
		"DELETE FROM t WHERE rowid NOT IN (SELECT min(rowid) FROM t "
		"GROUP BY ",
		"t <- distinct(t, "
	};
	static const char *const after[] = { "]}", "", ");",
					     ", .keep_all = TRUE)" };

	if (param(x->line, "keep") &&
	    !dp_str_is(param(x->line, "keep")->text, "first"))
		return false;
	dp_buf_c(x->out, before[x->to]);
	put_list(x, x->out, "");
	dp_buf_c(x->out, after[x->to]);
	return true;
}

static bool
put_fill(const struct dpi_exporting *x)
{
	if (x->line->n_args > 2 * x->column.n - 1 || x->to == DP_EXPORT_SQL)
		return false;
	if (x->to != DP_EXPORT_OPENREFINE) {
		dp_buf_c(x->out, x->to == DP_EXPORT_R ? "t <- fill(t, " :
							"fill-down -a -f ");
		put_list(x, x->out, "");
		dp_buf_c(x->out, x->to == DP_EXPORT_R ? ")" : "");
		return true;
	}
	for (size_t i = 0; i < x->column.n; i++) {
		if (i)
			dpi_export_between(x);
		dp_buf_c(x->out, "{\"op\": \"core/fill-down\", "
				 "\"engineConfig\": {\"facets\": [], \"mode\": "
				 "\"row-based\"}, \"columnName\": ");
		dpi_export_name(x, x->out, x->column.at[i]);
		dp_buf_char(x->out, '}');
	}
	return true;
}

static bool
put_rename(const struct dpi_exporting *x)
{
	const struct dp_line *l = x->line;
	dp_str from, to;

	if (l->n_args != 3 || l->arg[1].kind != DP_ARG_ARROW)
		return false;
	from = l->arg[0].text;
	to = l->arg[2].text;
	if (x->to == DP_EXPORT_OPENREFINE) {
		dp_buf_c(x->out, "{\"op\": \"core/column-rename\", "
				 "\"oldColumnName\": ");
		dpi_export_name(x, x->out, from);
		dp_buf_c(x->out, ", \"newColumnName\": ");
		dpi_export_name(x, x->out, to);
		dp_buf_char(x->out, '}');
	} else if (x->to == DP_EXPORT_MILLER) {
		struct dp_buf both = { 0 };

		dp_buf_format(&both, "%.*s,%.*s", DP_FMT(from), DP_FMT(to));
		dp_buf_c(x->out, "rename ");
		dpi_export_shell(x->out, dp_buf_view(&both));
		dp_buf_done(&both);
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
	return true;
}

static const struct {
	const char *operation;
	bool (*put)(const struct dpi_exporting *);
} others[] = {
	{ "remove", put_remove },
	{ "select", put_select },
	{ "dedupe", put_dedupe },
	{ "fill", put_fill },
};

/* The columns that the step names one by one; false when it does not. */
static bool
find_columns(struct dpi_exporting *x)
{
	const struct dp_line *l = x->line;

	for (size_t i = 0; i < l->n_args && l->arg[i].kind != DP_ARG_PARAM;
	     i++) {
		const struct dp_arg *a = &l->arg[i];

		if (a->kind == DP_ARG_COMMA)
			continue;
		if ((a->kind != DP_ARG_WORD && a->kind != DP_ARG_STRING) ||
		    (a->kind == DP_ARG_WORD &&
		     (dp_str_is(a->text, "*") ||
		      dp_str_search(a->text, DP_S("..")) >= 0)))
			return false;
		dp_grow(&x->column.at, &x->column.cap, x->column.n,
			sizeof *x->column.at);
		x->column.at[x->column.n++] = a->text;
	}
	return x->column.n > 0;
}

/* The step, into x->out; false when the target has no word for it. */
static bool
put_step(struct dpi_exporting *x)
{
	size_t i = 0;

	if (param(x->line, "where") || param(x->line, "as") ||
	    param(x->line, "icase") || param(x->line, "all"))
		return false;
	if (strcmp(x->line->op->name, "rename") == 0)
		return put_rename(x);
	if (strcmp(x->line->op->name, "edit") == 0)
		return dpi_export_edit(x);
	if (!find_columns(x))
		return false;
	while (i < sizeof others / sizeof *others &&
	       strcmp(x->line->op->name, others[i].operation) != 0)
		i++;
	return i < sizeof others / sizeof *others ? others[i].put(x) :
						    put_cells(x);
}

static void
say_missing(const struct dp_line *l, enum dp_export_to to, struct dp_buf *out)
{
	dp_str first = l->raw;

	first = dp_trim(dp_str_cut(&first, '\n'));
	dp_buf_c(out, to == DP_EXPORT_SQL ? "-- " : "# ");
	dp_buf_format(out, _("not translated: %.*s"), DP_FMT(first));
	dp_buf_char(out, '\n');
}

size_t
dp_recipe_export(const struct dp_recipe *r, enum dp_export_to to,
		 struct dp_buf *out, struct dp_buf *missing)
{
	static const char *const start[] = { "[\n  ",
					     "mlr --icsv --ocsv \\\n  ", "",
					     "library(tidyverse)\n" };
	static const char *const end[] = { "\n]\n", "\n", "\n", "\n" };
	size_t n = 0, n_missing = 0;

	dp_buf_c(out, start[to]);
	for (size_t i = 0; i < r->n; i++) {
		struct dp_buf one = { 0 };
		struct dpi_exporting x = { .to = to,
					   .line = &r->line[i],
					   .out = &one };

		if (!x.line->op || x.line->off)
			continue;
		if (put_step(&x)) {
			x.out = out;
			if (n++)
				dpi_export_between(&x);
			dp_buf_str(out, dp_buf_view(&one));
		} else {
			say_missing(x.line, to, missing);
			n_missing++;
		}
		free(x.column.at);
		dp_buf_done(&one);
	}
	if (n == 0 && to == DP_EXPORT_MILLER)
		dp_buf_c(out, "cat");
	dp_buf_c(out, end[to]);
	return n_missing;
}
