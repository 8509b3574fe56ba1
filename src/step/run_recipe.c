/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The files that the recipes of a step name: references to look values up
 * in, mappings, reviews. They are inputs of the step as much as its table.
 */
#include <dpipe/op.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"
#include "step/project.h"

static int
each_file(const struct dp_recipe *r,
	  int (*file)(void *self, dp_str path, struct dp_err *err), void *self,
	  struct dp_err *err)
{
	size_t i, k;

	for (i = 0; i < r->n; i++) {
		const struct dp_line *l = &r->line[i];

		for (k = 0; l->op && !l->off && k < l->n_args; k++) {
			const struct dp_arg *a = &l->arg[k];
			const struct dp_param *p = NULL;

			if (a->kind == DP_ARG_PARAM)
				p = dpi_param_find(l->op, a->key);
			if (p &&
			    (p->kind == DP_P_FILE || p->kind == DP_P_OUTPUT) &&
			    file(self, a->text, err))
				return -1;
		}
	}
	return 0;
}

/* The step that word I of C holds, after -e or --expression; or NULL. */
static const char *
expression(const struct dp_command *c, size_t i)
{
	static const char option[] = "--expression=";

	if (i > 0 && (strcmp(c->word[i - 1], "-e") == 0 ||
		      strcmp(c->word[i - 1], "--expression") == 0))
		return c->word[i];
	if (strncmp(c->word[i], option, sizeof option - 1) == 0)
		return c->word[i] + sizeof option - 1;
	return NULL;
}

static bool
is_recipe(const char *word)
{
	size_t n = strlen(word);

	return n > 4 && strcmp(word + n - 4, ".dpr") == 0;
}

int
dpi_recipe_files(const char *top, const struct dp_command *c,
		 int (*file)(void *self, dp_str path, struct dp_err *err),
		 void *self, struct dp_err *err)
{
	int status = 0;
	size_t i;

	if (strcmp(c->word[0], "clean") != 0)
		return 0;
	for (i = 1; status == 0 && i < c->n; i++) {
		const char *text = expression(c, i);
		struct dp_recipe *r = NULL;
		char *path = dp_path_join(top, c->word[i]);

		if (text)
			r = dp_recipe_parse(dp_str_c(text), "-e", err);
		else if (is_recipe(path) && dp_exists(path))
			r = dp_recipe_read(path, err);
		if (r)
			status = each_file(r, file, self, err);
		else if (text || (is_recipe(path) && dp_exists(path)))
			status = -1;
		dp_recipe_free(r);
		free(path);
	}
	return status;
}
