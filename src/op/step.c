/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an operation asks of its step: values of parameters, expressions and
 * patterns, errors with their place. The checks made before are in
 * step_check.c.
 */
#include "op/expr.h"
#include "op/recipe.h"

#include "base/i18n.h"

const struct dp_arg *
dp_step_arg(const struct dp_step *s, const char *name)
{
	const struct dp_line *l = s->line;
	size_t i;

	for (i = 0; i < l->n_args; i++)
		if (l->arg[i].kind == DP_ARG_PARAM &&
		    dp_str_is(l->arg[i].key, name))
			return &l->arg[i];
	return NULL;
}

dp_str
dp_step_param(const struct dp_step *s, const char *name)
{
	const struct dp_arg *a = dp_step_arg(s, name);
	const struct dp_param *p = dpi_param_find(s->op, dp_str_c(name));
	dp_str locale;

	if (a)
		return a->text;
	if (s->recipe && strcmp(name, "locale") == 0) {
		locale = dp_recipe_locale(s->recipe);
		if (locale.p && (!p || !p->choices ||
				 dpi_choice_index(p->choices, locale) >= 0))
			return locale;
	}
	return dp_str_c(p ? p->standard : NULL);
}

bool
dp_step_yes(const struct dp_step *s, const char *name)
{
	return dp_str_is(dp_step_param(s, name), "yes");
}

int64_t
dp_step_int(const struct dp_step *s, const char *name)
{
	int64_t v = 0;

	(void)dp_str_int(dp_step_param(s, name), &v);
	return v;
}

int
dp_step_choice(const struct dp_step *s, const char *name)
{
	const struct dp_param *p = dpi_param_find(s->op, dp_str_c(name));
	dp_str v = dp_step_param(s, name);

	return p && p->choices && v.p ? dpi_choice_index(p->choices, v) : -1;
}

const char *
dpi_step_recipe(const struct dp_step *s)
{
	return s->recipe && s->recipe->name ? s->recipe->name : "-e";
}

int
dp_step_fail(const struct dp_step *s, const struct dp_arg *a,
	     struct dp_err *err, const char *fmt, ...)
{
	const struct dp_line *l = s->line;
	const char *name = dpi_step_recipe(s);
	char sentence[DP_ERR_BYTES];
	va_list ap;

	va_start(ap, fmt);
	(void)vsnprintf(sentence, sizeof sentence, fmt, ap);
	va_end(ap);
	if (a)
		return dpi_recipe_fail_arg(name, l, a, err, "%s", sentence);
	if (l->verb.p)
		return dpi_recipe_fail_at(name, l, l->verb.p, err, "%s",
					  sentence);
	return dpi_recipe_fail_place(name, l->line, l->verb_column, err, "%s",
				     sentence);
}

/* Moves WHY, whose column counts characters of A's value, to ERR. */
static void
fail_inside(const struct dp_step *s, const struct dp_arg *a, size_t offset,
	    const struct dp_err *why, struct dp_err *err)
{
	dpi_recipe_fail_at(dpi_step_recipe(s), s->line, dpi_arg_at(a, offset),
			   err, "%s", why->msg);
	dpi_no_column(err, why);
}

struct dp_expr *
dp_step_expr(const struct dp_step *s, const struct dp_arg *a,
	     const struct dp_schema *schema, struct dp_err *err)
{
	struct dp_err why = { 0 };
	struct dp_expr *e;
	size_t offset = 0;

	e = dpi_expr_make(a->text, schema, s->op->scope == DP_CELL, &offset,
			  &why);
	if (!e)
		fail_inside(s, a, offset, &why, err);
	return e;
}

struct dp_expr *
dp_step_condition(const struct dp_step *s, const struct dp_arg *a,
		  const struct dp_schema *schema, struct dp_err *err)
{
	struct dp_expr *e = dp_step_expr(s, a, schema, err);

	/* A cell may hold true; by itself it is more often an omission. */
	if (!e || (dpi_x_may_be_yes(e, e->root) &&
		   e->node[e->root].op != DPI_X_COLUMN &&
		   e->node[e->root].op != DPI_X_CELL))
		return e;
	dp_expr_free(e);
	(void)dp_step_fail(s, a, err,
			   _("%.*s is no condition: it says neither yes nor "
			     "no. Compare it with something, such as x > 5 or "
			     "x == \"true\", or ask isNotBlank(x)."),
			   DP_FMT(a->text));
	return NULL;
}

struct dp_regex *
dp_step_regex(const struct dp_step *s, const struct dp_arg *a, unsigned flags,
	      struct dp_err *err)
{
	struct dp_err why = { 0 };
	struct dp_regex *re = dp_regex_new(a->text, flags, &why);

	if (!re)
		fail_inside(s, a, dpi_char_offset(a->text, why.at.column), &why,
			    err);
	return re;
}
