/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe recipe: what a recipe is, before it runs.
 */
#include <dpipe/clean.h>

#include <stdlib.h>

#include "cli/commands.h"
#include "cli/history.h"
#include "cli/map.h"

static const struct cli_option check_options[] = {
	CLI_MAP_OPTION,
	CLI_JSON_OPTION,
	CLI_READ_OPTIONS,
	CLI_END,
};

static const struct cli_option explain_options[] = {
	CLI_JSON_OPTION,
	CLI_END,
};

static int
run_check(const struct cli_args *a, struct dp_err *err)
{
	struct dp_recipe_check c = { .table = cli_operand(a, 1) };
	struct dp_result r = { 0 };
	struct dp_renamed *map = NULL;
	struct dp_imported imported;
	struct dp_recipe *recipe;
	int status;

	if (cli_read_opts(a, &c.read, err) != 0 ||
	    cli_map(a, &map, &c.n_map, err) != 0)
		return -1;
	recipe = cli_read_recipe(cli_operand(a, 0), &imported, err);
	c.map = map;
	c.recipe = recipe;
	status = recipe ? dp_recipe_check(&c, &r, err) : -1;
	if (status == 0)
		status = cli_print(a, &r, err);
	dp_result_done(&r);
	dp_recipe_free(recipe);
	free(map);
	return status;
}

static int
run_explain(const struct cli_args *a, struct dp_err *err)
{
	struct dp_result r = { 0 };
	struct dp_buf text = { 0 };
	struct dp_imported imported;
	struct dp_recipe *recipe;
	int status;

	recipe = cli_read_recipe(cli_operand(a, 0), &imported, err);
	if (!recipe)
		return -1;
	status = dp_recipe_explain(recipe, &text, err);
	dp_result_text(&r, "explanation", dp_buf_view(&text));
	if (status == 0)
		status = cli_print(a, &r, err);
	dp_buf_done(&text);
	dp_result_done(&r);
	dp_recipe_free(recipe);
	return status;
}

static int
run_import(const struct cli_args *a, struct dp_err *err)
{
	const char *path = cli_operand(a, 0);
	struct dp_buf text = { 0 }, recipe = { 0 };
	struct dp_imported what;
	int status;

	if (cli_text(a, "output") &&
	    dp_check_output(path, cli_text(a, "output"), err) != 0)
		return -1;
	status = dp_read_file(path, CLI_HISTORY_MAX_BYTES, &text, err);
	if (status == 0)
		status = dp_recipe_import(dp_buf_view(&text), path, &recipe,
					  &what, err);
	if (status == 0) {
		cli_say_imported(path, &what);
		status = dp_write_file(cli_text(a, "output"), recipe.p,
				       recipe.n, err);
	}
	if (status == 0)
		status = what.n_off || what.n_other || what.n_more;
	dp_buf_done(&recipe);
	dp_buf_done(&text);
	return status;
}

static const struct cli_option import_options[] = {
	CLI_OUTPUT_OPTION,
	CLI_END,
};

static const struct cli_option export_options[] = {
	{ "openrefine", 0, CLI_FLAG, NULL, NULL,
	  N_("as a history of OpenRefine (Undo / Redo, Apply)"), false },
	{ "miller", 0, CLI_FLAG, NULL, NULL, N_("as a command of Miller"),
	  false },
	{ "sql", 0, CLI_FLAG, NULL, NULL,
	  N_("as statements of SQL on a table called t"), false },
	{ "r", 0, CLI_FLAG, NULL, NULL,
	  N_("as R (tidyverse) on a table called t"), false },
	CLI_OUTPUT_OPTION,
	CLI_END,
};

/* Steps without an equal are said on standard error, too. */
static int
export_to(const struct cli_args *a, const struct dp_recipe *recipe,
	  enum dp_export_to to, struct dp_err *err)
{
	struct dp_buf out = { 0 }, missing = { 0 };
	int n = dp_recipe_export(recipe, to, &out, &missing, err);
	int status = n < 0 ? -1 :
			     dp_write_file(cli_text(a, "output"), out.p, out.n,
					   err);

	if (status == 0)
		(void)fwrite(missing.p, 1, missing.n, stderr);
	dp_buf_done(&out);
	dp_buf_done(&missing);
	return status == 0 ? n > 0 : -1;
}

static int
run_export(const struct cli_args *a, struct dp_err *err)
{
	static const char *const to[] = { "openrefine", "miller", "sql", "r" };
	const char *path = cli_operand(a, 0);
	struct dp_imported imported;
	struct dp_recipe *recipe;
	size_t at = 0, n = 0;
	int status;

	for (size_t i = 0; i < sizeof to / sizeof *to; i++)
		if (cli_flag(a, to[i])) {
			at = i;
			n++;
		}
	if (n != 1)
		return dp_fail(err, DP_EUSAGE,
			       _("say where the recipe goes to: --openrefine, "
				 "--miller, --sql or --r."));
	if (cli_text(a, "output") &&
	    dp_check_output(path, cli_text(a, "output"), err) != 0)
		return -1;
	recipe = cli_read_recipe(path, &imported, err);
	if (!recipe)
		return -1;
	status = export_to(a, recipe, (enum dp_export_to)at, err);
	dp_recipe_free(recipe);
	return status;
}

static const struct cli_verb verbs[] = {
	{ "check", N_("RECIPE [TABLE]"),
	  N_("Say what a recipe takes, and what it does when run again."),
	  check_options, 1, 2, run_check },
	{ "explain", N_("RECIPE"), N_("Tell a recipe in words."),
	  explain_options, 1, 1, run_explain },
	{ "import", N_("HISTORY"),
	  N_("Write a history of OpenRefine as a recipe."), import_options, 1,
	  1, run_import },
	{ "export", N_("RECIPE"),
	  N_("Write a recipe in the words of another tool, as far as it has "
	     "them."),
	  export_options, 1, 1, run_export },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL },
};

static const struct cli_example examples[] = {
	{ "dpipe recipe check subventions.dpr export.csv",
	  N_("Is it well written, does it fit the table, may it run twice?") },
	{ "dpipe recipe explain subventions.dpr",
	  N_("A sentence for each step.") },
	{ "dpipe recipe import history.json > cleaning.dpr",
	  N_("What was done in OpenRefine, to be read, edited and run.") },
	{ "dpipe recipe export --sql cleaning.dpr",
	  N_("The same as statements; what SQL has no word for is a "
	     "comment.") },
	{ NULL, NULL },
};

const struct cli_command cli_cmd_recipe = {
	.name = "recipe",
	.summary = N_("Look at a recipe before it runs"),
	.about = N_("check reads a recipe and says which columns a table must "
		    "have for it, which steps a second run on the result may "
		    "change or stop at, and which look across rows, so that "
		    "parts of a file cannot be cleaned apart. With a table it "
		    "also binds each step to its columns. explain tells the "
		    "recipe in words, a sentence a step. import reads what "
		    "OpenRefine exports of its history (Undo / Redo, Extract), "
		    "as a file of its own or inside a page or a script; what "
		    "cannot be run is kept, off, with the operation as it "
		    "was. dpipe clean -r takes such a file, too. export "
		    "writes what gives the same cells with another tool; a "
		    "step for which that has no words, or only some that "
		    "give other cells now and then, is a comment in its "
		    "place, and said."),
	.verb = verbs,
	.example = examples,
};
