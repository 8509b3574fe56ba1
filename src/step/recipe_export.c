/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A recipe in the words of other tools, as far as they have them and give the
 * same cells. What becomes of each step is in the files beside this one; here
 * is what stands around the steps, and what becomes of columns that were not
 * made.
 */
#include "step/recipe_export.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"
#include "op/words.h"
#include "step/recipe_asking.h"

/* A recipe on its way out. */
struct going {
	enum dp_export_to to;
	struct dpi_asking k;
	struct dp_plan *p;
	dp_str *called;      /* by slot: what the target calls it, or nothing */
	struct dp_buf steps; /* of the file */
	struct dp_buf *missing;
	int n_missing;
	size_t n; /* steps that are translated */
	bool numbers;
};

/* ---- one step ---------------------------------------------------------- */

static bool
is_listed(const char *list, dp_str word)
{
	for (dp_str rest = dp_str_c(list); rest.n;)
		if (dp_str_eq(dp_str_cut(&rest, '|'), word))
			return true;
	return false;
}

bool
dpi_export_knows(const struct dp_step *s, const char *knows, const char *param,
		 const char *more)
{
	for (size_t i = 0; i < s->line->n_args; i++) {
		const struct dp_arg *a = &s->line->arg[i];
		const struct dp_param *p;

		if (a->kind != DP_ARG_PARAM || is_listed(knows, a->key) ||
		    is_listed(more, a->key) ||
		    (param && dp_str_is(a->key, param)) ||
		    (dp_str_is(a->key, "on-error") &&
		     is_listed("flag|keep", a->text)))
			continue;
		p = dpi_param_find(s->op, a->key);
		if (!p || !p->standard || !dp_str_is(a->text, p->standard))
			return false;
	}
	return true;
}

static const struct dpi_export_step *
find_in(const struct dpi_export_step *table, const struct dp_step *s)
{
	for (; table->operation; table++)
		if (strcmp(s->op->name, table->operation) == 0 &&
		    dpi_export_knows(s, table->knows, NULL, ""))
			return table;
	return NULL;
}

/* The step, into x->out; false when the target has no word for it. */
static bool
put_step(struct dpi_exporting *x)
{
	const struct dpi_export_step *found = find_in(dpi_export_columns,
						      x->step);

	if (!found)
		found = find_in(dpi_export_rows, x->step);
	if (found)
		return found->put(x) && !x->failed;
	if (strcmp(x->step->op->name, "edit") == 0)
		return dpi_export_knows(x->step, "where|as", NULL, "") &&
		       dpi_export_edit(x) && !x->failed;
	return dpi_export_cells(x) && !x->failed;
}

/* ---- columns ----------------------------------------------------------- */

/* Is NAME in a list that a step, which is not bound, has as a parameter? */
static bool
is_made_by(const struct dp_line *l, dp_str name)
{
	bool found = false;

	for (size_t i = 0; i < l->n_args && !found; i++) {
		struct dp_arena a = { 0 };
		dp_str *item;
		size_t n = 0;

		if (l->arg[i].kind == DP_ARG_PARAM)
			dpi_arg_list(&a, &l->arg[i], &item, &n);
		for (size_t k = 0; k < n; k++)
			found = found || dp_str_eq(item[k], name);
		dp_arena_done(&a);
	}
	return found;
}

/* The columns that the table has, by their names there. */
static void
start_columns(struct going *g)
{
	const struct dp_schema *first = dp_plan_schema(g->p, 0);
	uint32_t n = 0;

	for (size_t i = 0; i < g->k.recipe.n + 1; i++) {
		const struct dp_schema *s = dp_plan_schema(g->p, i);

		n = s->n_slots > n ? s->n_slots : n;
	}
	g->called = dp_alloc0((n + 1) * sizeof *g->called);
	for (size_t i = 0; i < first->n; i++)
		if (!dp_str_is(first->column[i].name, DP_OTHER_COLUMNS))
			g->called[first->column[i].slot] =
				first->column[i].name;
}

/* The columns behind a step that was translated: some are new or renamed. */
static void
follow(struct going *g, const struct dpi_exporting *x)
{
	for (size_t i = 0; i < x->after->n; i++) {
		const struct dp_column *c = &x->after->column[i];
		ptrdiff_t k = dpi_schema_slot(x->before, c->slot);

		if (!dp_str_is(c->name, DP_OTHER_COLUMNS) &&
		    (k < 0 || !dp_str_eq(x->before->column[k].name, c->name)))
			g->called[c->slot] = c->name;
	}
}

/* L is not bound: columns of the table may be those that it would make. */
static void
lose(struct going *g, const struct dp_line *l)
{
	const struct dp_schema *first = dp_plan_schema(g->p, 0);

	for (size_t i = 0; i < first->n; i++)
		if (is_made_by(l, first->column[i].name))
			g->called[first->column[i].slot] = (dp_str){ NULL, 0 };
}

/* ---- the file ---------------------------------------------------------- */

static void
put_comment(enum dp_export_to to, const char *text, struct dp_buf *out)
{
	dp_buf_format(out, "%s %s\n", to == DP_EXPORT_SQL ? "--" : "#", text);
}

/* Says that step NUMBER, on L, is not there, or for want of which column. */
static void
say_missing(struct going *g, const struct dp_line *l, size_t number,
	    dp_str column)
{
	dp_str first = l->raw, shown;
	struct dp_buf text = { 0 }, line = { 0 };

	shown = dp_trim(dp_str_cut(&first, '\n'));
	if (column.n)
		dp_buf_format(&text,
			      _("step %zu is not translated, for want of the "
				"column %.*s: %.*s"),
			      number, DP_FMT(column), DP_FMT(shown));
	else
		dp_buf_format(&text, _("step %zu is not translated: %.*s"),
			      number, DP_FMT(shown));
	/* a name may have the end of a line in it */
	for (size_t i = 0; i < text.n; i++)
		if ((unsigned char)text.p[i] < 0x20)
			text.p[i] = ' ';
	dp_buf_char(&text, '\0');
	put_comment(g->to, text.p, &line);
	dp_buf_str(g->missing, dp_buf_view(&line));
	if (g->to == DP_EXPORT_SQL || g->to == DP_EXPORT_R)
		dp_buf_str(&g->steps, dp_buf_view(&line));
	g->n_missing++;
	dp_buf_done(&text);
	dp_buf_done(&line);
}

static void
put_translated(struct going *g, struct dp_buf *one)
{
	static const char *const before[] = { "  ", "  ", "", "" };
	static const char *const between[] = { ",\n", " then \\\n", "", "" };

	if (one->n == 0)
		return;
	if (g->n++)
		dp_buf_c(&g->steps, between[g->to]);
	dp_buf_c(&g->steps, before[g->to]);
	dp_buf_str(&g->steps, dp_buf_view(one));
	if (g->to == DP_EXPORT_SQL || g->to == DP_EXPORT_R)
		dp_buf_char(&g->steps, '\n');
}

/* Does L say a..d, where only the table tells what stands between them? */
static bool
has_open_range(const struct dp_line *l, const struct dp_schema *before)
{
	bool open = dp_schema_find(before, DP_S(DP_OTHER_COLUMNS)) >= 0;

	for (size_t i = 0; open && i < l->n_args; i++)
		if (l->arg[i].kind == DP_ARG_WORD &&
		    dp_str_search(l->arg[i].text, DP_S("..")) >= 0 &&
		    dp_schema_find(before, l->arg[i].text) < 0)
			return true;
	return false;
}

/* Step NUMBER, on L, which is I-th of the plan: NULL, it is not bound. */
static void
put_line(struct going *g, const struct dp_line *l, size_t number,
	 const struct dp_step *s, size_t i)
{
	struct dp_buf one = { 0 };
	struct dpi_exporting x = {
		.to = g->to, .step = s, .called = g->called, .out = &one
	};

	if (s) {
		x.before = dp_plan_schema(g->p, i);
		x.after = dp_plan_schema(g->p, i + 1);
	}
	if (s && !has_open_range(l, x.before) && put_step(&x)) {
		put_translated(g, &one);
		follow(g, &x);
		g->numbers = g->numbers || x.numbers;
	} else {
		if (!s)
			lose(g, l);
		say_missing(g, l, number, x.missing);
	}
	dp_buf_done(&one);
}

static void
put_lines(struct going *g)
{
	size_t number = 0, bound = 0;

	for (size_t i = 0; i < g->k.recipe.n; i++) {
		const struct dp_line *l = &g->k.given->line[i];
		const struct dp_step *s = NULL;
		bool off = g->k.recipe.line[i].off;

		if (!l->op || l->off)
			continue;
		if (!off)
			s = dp_plan_step(g->p, bound++);
		put_line(g, l, ++number, s, bound - 1);
	}
}

/* What the file takes for granted, in its first lines. */
static void
put_expected(const struct going *g, struct dp_buf *out)
{
	if (g->to == DP_EXPORT_SQL) {
		put_comment(g->to,
			    _("The table is called t, its columns are all "
			      "TEXT, and its empty cells ''."),
			    out);
		put_comment(g->to,
			    _("New columns are the last ones. For SQLite, from "
			      "3.38 on, and DuckDB."),
			    out);
	} else if (g->to == DP_EXPORT_R) {
		put_comment(g->to, _("The table is called t, and was read so:"),
			    out);
		put_comment(g->to,
			    "t <- read_csv(\"t.csv\", col_types = "
			    "cols(.default = \"c\"), na = \"\",",
			    out);
		put_comment(g->to, "              trim_ws = FALSE)", out);
	}
	if (g->numbers && g->to != DP_EXPORT_OPENREFINE)
		put_comment(g->to,
			    _("Numbers, and what is reckoned of them, have "
			      "fifteen digits at most."),
			    out);
	if (g->numbers && g->to != DP_EXPORT_OPENREFINE)
		put_comment(g->to,
			    _("What is nearer to 0 than 0.0001 is written "
			      "otherwise (2e-05)."),
			    out);
}

/* Functions that only files have that call them. */
static void
put_functions(const struct going *g, struct dp_buf *out)
{
	static const struct {
		const char *call, *function;
	} all[] = {
		{ "trimmed(", "trimmed <- function(x) str_remove_all(x, "
			      "\"^[{s}]+|[{s}]+$\")\n" },
		{ "number(", "number <- function(x) as.numeric(str_extract(x, "
			     "\"^-?(0|[1-9][0-9]*)([.][0-9]+)?\\\\z\"))\n" },
		{ "numeral(", "numeral <- function(x) as.numeric(str_extract("
			      "x, \"^-?[0-9]+([.][0-9]+)?\\\\z\"))\n" },
	};
	struct dpi_exporting x = { .to = g->to };

	dp_buf_c(out, "suppressMessages(library(tidyverse))\n");
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (dp_str_search(dp_buf_view(&g->steps),
				  dp_str_c(all[i].call)) >= 0)
			dpi_export_fill(&x, all[i].function, NULL, NULL, out);
	dp_buf_c(out, "t <- mutate(t, across(everything(), ~ replace_na(.x, "
		      "\"\")))\n");
}

static void
put_file(const struct going *g, struct dp_buf *out)
{
	put_expected(g, out);
	switch (g->to) {
	case DP_EXPORT_OPENREFINE:
		dp_buf_c(out, "[\n");
		break;
	case DP_EXPORT_MILLER:
		dp_buf_str(out, dp_buf_view(g->missing));
		dp_buf_c(out, "mlr -S --icsv --ocsv \\\n");
		break;
	case DP_EXPORT_SQL:
		break;
	case DP_EXPORT_R:
		put_functions(g, out);
		break;
	}
	dp_buf_str(out, dp_buf_view(&g->steps));
	if (g->to == DP_EXPORT_OPENREFINE)
		dp_buf_c(out, g->n ? "\n]\n" : "]\n");
	else if (g->to == DP_EXPORT_MILLER)
		dp_buf_c(out, g->n ? "\n" : "  cat\n");
	else if (g->to == DP_EXPORT_R)
		dp_buf_c(out, "t <- mutate(t, across(everything(), ~ "
			      "na_if(.x, \"\")))\n");
}

int
dp_recipe_export(const struct dp_recipe *r, enum dp_export_to to,
		 struct dp_buf *out, struct dp_buf *missing, struct dp_err *err)
{
	struct going g = { .to = to, .missing = missing };
	int n = -1;

	dpi_asking_start(&g.k, r);
	g.p = dpi_asking_bind_some(&g.k, err);
	if (g.p && dpi_asking_check_patterns(&g.k, err) == 0) {
		start_columns(&g);
		put_lines(&g);
		put_file(&g, out);
		n = g.n_missing;
	}
	free(g.called);
	dp_buf_done(&g.steps);
	dp_plan_free(g.p);
	dpi_asking_done(&g.k);
	return n;
}
