/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histories of OpenRefine given as recipes. */
#include "cli/history.h"

#include "cli/cli.h"

void
cli_say_imported(const char *path, const struct dp_imported *what)
{
	if (what->n_more)
		cli_say(P_("%s: %zu other list of operations stands behind "
			   "the one that is read. Put it into a file of its "
			   "own to import it too.",
			   "%s: %zu other lists of operations stand behind "
			   "the one that is read. Put each into a file of its "
			   "own to import it too.",
			   what->n_more),
			path, what->n_more);
	if (what->n_off)
		cli_say(P_("%s: %zu operation of %zu cannot be run; it is kept "
			   "in the recipe, off, with the reason.",
			   "%s: %zu operations of %zu cannot be run; they are "
			   "kept in the recipe, off, with the reason.",
			   what->n_off),
			path, what->n_off, what->n);
	if (what->n_other)
		cli_say(P_("%s: %zu operation does not do quite what "
			   "OpenRefine does; a comment in the recipe says "
			   "why.",
			   "%s: %zu operations do not do quite what "
			   "OpenRefine does; comments in the recipe say why.",
			   what->n_other),
			path, what->n_other);
}

/* The recipe in the file PATH, which has something in it. */
static struct dp_recipe *
read_steps(const char *path, struct dp_err *err)
{
	struct dp_recipe *r = dp_recipe_read(path, err);

	if (!r || r->n > 0)
		return r;
	dp_recipe_free(r);
	return dp_fail_null(err, DP_ERECIPE,
			    _("%s is empty; a recipe has one operation on "
			      "each line, such as: trim *"),
			    path);
}

/* Was TEXT written as a recipe? Then what is wrong in it is told. */
static bool
is_recipe(dp_str text)
{
	while (text.n) {
		dp_str line = dp_str_cut(&text, '\n');

		if (dp_str_starts(line, "dpipe-recipe") ||
		    dp_str_starts(line, "off openrefine"))
			return true;
	}
	return false;
}

/* The recipe of the history that stands in PATH, or somewhere in its text. */
static struct dp_recipe *
read_history(const char *path, bool alone, struct dp_imported *what,
	     struct dp_err *err)
{
	struct dp_buf text = { 0 }, recipe = { 0 };
	struct dp_recipe *r = NULL;

	if (dp_read_file(path, CLI_HISTORY_MAX_BYTES, &text, err) == 0 &&
	    (alone || !is_recipe(dp_buf_view(&text))) &&
	    dp_recipe_import(dp_buf_view(&text), path, &recipe, what, err) ==
		    0) {
		cli_say_imported(path, what);
		r = dp_recipe_parse(dp_buf_view(&recipe), path, err);
	}
	dp_buf_done(&recipe);
	dp_buf_done(&text);
	return r;
}

struct dp_recipe *
cli_read_recipe(const char *path, struct dp_imported *what, struct dp_err *err)
{
	struct dp_err ignored = { 0 };
	struct dp_recipe *r;
	size_t n = strlen(path);

	memset(what, 0, sizeof *what);
	if (n >= 5 && strcmp(path + n - 5, ".json") == 0)
		return read_history(path, true, what, err);
	r = read_steps(path, err);
	if (r || err->code != DP_ERECIPE || strcmp(path, "-") == 0)
		return r;
	r = read_history(path, false, what, &ignored);
	if (r)
		memset(err, 0, sizeof *err);
	return r;
}
