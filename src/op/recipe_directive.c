/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Directives: the lines of a recipe that are no steps. What the source line
 * means is in recipe_source.c.
 */
#include "op/recipe.h"

#include <stdlib.h>

#include "base/i18n.h"

/* Fails at argument I of L, or at its end. */
static int
fail_arg(const struct dp_recipe *r, const struct dp_line *l, size_t i,
	 struct dp_err *err, const char *fmt)
{
	char shown[DPI_SHOWN_BYTES];
	const char *at = l->verb.p + l->verb.n;

	if (i < l->n_args)
		return dpi_recipe_fail_arg(r->name, l, &l->arg[i], err, fmt,
					   dpi_show_arg(l, i, shown));
	if (i > 0)
		at = l->arg[i - 1].raw.p + l->arg[i - 1].raw.n;
	return dpi_recipe_fail_at(r->name, l, at, err, fmt,
				  dpi_show_arg(l, i, shown));
}

static int
check_version(const struct dp_recipe *r, const struct dp_line *l,
	      struct dp_err *err)
{
	char shown[DPI_SHOWN_BYTES];
	size_t i;

	for (i = 0; i < r->n; i++)
		if (r->line[i].verb.p)
			return dpi_recipe_fail_at(
				r->name, l, l->verb.p, err,
				_("expected dpipe-recipe on the first line "
				  "of the recipe; line %u stands before it"),
				r->line[i].line);
	if (l->n_args == 0)
		return fail_arg(r, l, 0, err,
				_("expected the version of the language, 1, "
				  "found %s"));
	if (!dp_str_is(l->arg[0].text, "1"))
		return dpi_recipe_fail_arg(
			r->name, l, &l->arg[0], err,
			_("this recipe is written in version %s of the "
			  "language; this dpipe reads version 1"),
			dpi_show(l->arg[0].text, shown));
	if (l->n_args > 1)
		return fail_arg(r, l, 1, err,
				_("expected the end of the line, found %s"));
	return 0;
}

static int
check_title(const struct dp_recipe *r, const struct dp_line *l,
	    struct dp_err *err)
{
	(void)r;
	(void)l;
	(void)err;
	return 0;
}

static int
check_source(const struct dp_recipe *r, const struct dp_line *l,
	     struct dp_err *err)
{
	size_t i;

	for (i = 0; i < l->n_args; i++)
		if (l->arg[i].kind != DP_ARG_PARAM)
			return fail_arg(r, l, i, err,
					_("expected name=value, such as "
					  "encoding=utf-8, found %s"));
	return 0;
}

static int
check_locale(const struct dp_recipe *r, const struct dp_line *l,
	     struct dp_err *err)
{
	if (l->n_args == 0 || (!dp_str_is(l->arg[0].text, "fr") &&
			       !dp_str_is(l->arg[0].text, "en")))
		return fail_arg(r, l, 0, err, _("expected fr or en, found %s"));
	if (l->n_args > 1)
		return fail_arg(r, l, 1, err,
				_("expected the end of the line, found %s"));
	return 0;
}

static int
check_needs(const struct dp_recipe *r, const struct dp_line *l,
	    struct dp_err *err)
{
	size_t i;

	for (i = 0; i < l->n_args || i % 2 == 0; i++) {
		bool item = i < l->n_args && (l->arg[i].kind == DP_ARG_WORD ||
					      l->arg[i].kind == DP_ARG_STRING);

		if (i % 2 == 0 && !item)
			return fail_arg(r, l, i, err,
					_("expected a column, found %s"));
		if (i % 2 == 1 && l->arg[i].kind != DP_ARG_COMMA)
			return fail_arg(r, l, i, err,
					_("expected a comma between columns, "
					  "found %s; a name with a blank goes "
					  "in quotes"));
	}
	return 0;
}

const struct dpi_directive *
dpi_directives(void)
{
	static const struct dpi_directive all[] = {
		{ "dpipe-recipe", true, false, check_version },
		{ "title", true, true, check_title },
		{ "source", true, false, check_source },
		{ "locale", true, false, check_locale },
		{ "needs", false, false, check_needs },
		{ NULL, false, false, NULL },
	};

	return all;
}

const struct dpi_directive *
dpi_directive_find(dp_str name)
{
	const struct dpi_directive *d = dpi_directives();

	for (; d->name; d++)
		if (dp_str_is(name, d->name))
			return d;
	return NULL;
}

const struct dp_line *
dpi_directive_line(const struct dp_recipe *r, const char *name)
{
	size_t i;

	for (i = 0; i < r->n; i++)
		if (!r->line[i].off && dp_str_is(r->line[i].verb, name))
			return &r->line[i];
	return NULL;
}

static dp_str
first_text(const struct dp_recipe *r, const char *directive)
{
	const struct dp_line *l = dpi_directive_line(r, directive);
	dp_str none = { NULL, 0 };

	return l && l->n_args ? l->arg[0].text : none;
}

dp_str
dp_recipe_locale(const struct dp_recipe *r)
{
	return first_text(r, "locale");
}

dp_str
dp_recipe_title(const struct dp_recipe *r)
{
	return first_text(r, "title");
}

int
dp_recipe_needs(const struct dp_recipe *r, const struct dp_schema *schema,
		struct dp_findings *lacks, struct dp_err *err)
{
	size_t i, k;

	for (i = 0; i < r->n; i++) {
		const struct dp_line *l = &r->line[i];

		if (l->off || !dp_str_is(l->verb, "needs"))
			continue;
		for (k = 0; k < l->n_args; k += 2) {
			const struct dp_arg *a = &l->arg[k];
			struct dp_err why = { 0 };

			if (dp_schema_need(schema, a->text, &why) >= 0)
				continue;
			if (lacks) {
				(void)dp_finding_add(lacks, DP_F_NEEDED_COLUMN,
						     a->text, 0, 0,
						     (dp_str){ NULL, 0 });
				continue;
			}
			(void)dpi_recipe_fail_arg(r->name, l, a, err, "%s",
						  why.msg);
			dpi_no_column(err, &why);
			return -1;
		}
	}
	return 0;
}
