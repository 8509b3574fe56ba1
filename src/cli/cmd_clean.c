/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe clean: a recipe, or steps on the command line, applied to a table.
 */
#include <dpipe/clean.h>

#include <unistd.h>

#include "cli/clean_suggest.h"
#include "cli/cli.h"

/* Wide enough for the table of steps to stay one. */
#define SUMMARY_COLS 100

static const struct cli_option options[] = {
	{ "recipe", 'r', CLI_FILE, N_("FILE"), NULL,
	  N_("apply the recipe in this file"), false },
	{ "expression", 'e', CLI_TEXT, N_("STEP"), NULL,
	  N_("apply this step, after those before it"), true },
	CLI_OUTPUT_OPTION,
	{ "dry-run", 'n', CLI_FLAG, NULL, NULL,
	  N_("write nothing: show what would change, riskiest examples first"),
	  false },
	{ "suggest", 0, CLI_FLAG, NULL, NULL,
	  N_("write no table but the recipe that it asks for, each step with "
	     "why, how many cells it changes and the riskiest examples"),
	  false },
	{ "auto", 0, CLI_FLAG, NULL, NULL,
	  N_("apply those of the suggested steps that cannot lose anything: "
	     "white space too much, characters that nobody sees, columns "
	     "without a name and a value"),
	  false },
	{ "freeze", 0, CLI_FLAG, NULL, NULL,
	  N_("write the recipe instead of the table: each cluster step "
	     "becomes the list of what it did, which no other table changes"),
	  false },
	{ "audit", 0, CLI_FILE, N_("FILE"), NULL,
	  N_("list every changed cell here: line, record, column, step, "
	     "operation, before, after"),
	  false },
	{ "rejects", 0, CLI_FILE, N_("FILE"), NULL,
	  N_("keep here every record and line that was left out, with the "
	     "reason"),
	  false },
	{ "report", 0, CLI_FILE, N_("FILE"), NULL,
	  N_("write here what was done and found (as JSON when the name ends "
	     "in .json)"),
	  false },
	{ "strict", 0, CLI_FLAG, NULL, NULL,
	  N_("leave with status 1 for any finding, notes included"), false },
	{ "quiet", 'q', CLI_FLAG, NULL, NULL,
	  N_("do not sum up on standard error"), false },
	CLI_JSON_OPTION,
	CLI_READ_OPTIONS,
	CLI_END,
};

static struct dp_recipe *
read_recipe(const struct cli_args *a, struct dp_err *err)
{
	const char *path = cli_text(a, "recipe"), *step;
	struct dp_recipe *r = path ? dp_recipe_read(path, err) :
				     dp_recipe_parse(DP_S(""), "-e", err);

	if (path && r && r->n == 0) {
		dp_recipe_free(r);
		return dp_fail_null(err, DP_ERECIPE,
				    _("%s is empty; a recipe has one "
				      "operation on each line, such as: "
				      "trim *"),
				    path);
	}
	for (size_t i = 0; r && (step = cli_text_at(a, "expression", i)); i++)
		if (dp_recipe_append(r, dp_str_c(step), err) != 0) {
			dp_recipe_free(r);
			return NULL;
		}
	return r;
}

/* Nothing that is read is written, and no result takes another's name. */
static int
check_names(const struct cli_args *a, const char *input, struct dp_err *err)
{
	const char *output = cli_text(a, "output");
	const char *made[] = { output ? output : "-", cli_text(a, "audit"),
			       cli_text(a, "rejects"), cli_text(a, "report") };
	const char *read[] = { input, cli_text(a, "recipe") };

	if (read[1] && strcmp(input, "-") == 0 && strcmp(read[1], "-") == 0)
		return dp_fail(err, DP_EUSAGE,
			       _("standard input cannot be the recipe and "
				 "the table at once; name a file for one of "
				 "them."));
	for (size_t i = 0; i < sizeof made / sizeof *made; i++) {
		for (size_t k = 0; k < sizeof read / sizeof *read; k++)
			if (read[k] &&
			    dp_check_output(read[k], made[i], err) != 0)
				return -1;
		for (size_t k = 0; k < i; k++)
			if (dp_same_file(made[i], made[k]))
				return dp_fail(
					err, DP_EUSAGE,
					_("%s is named for two results; give "
					  "each a name of its own."),
					made[i]);
	}
	return 0;
}

static void
render_report(const char *path, const struct dp_result *r, struct dp_buf *out)
{
	size_t n = strlen(path);

	if (n > 5 && strcmp(path + n - 5, ".json") == 0)
		cli_render_json(r, out);
	else
		cli_render_text(r, SUMMARY_COLS, out);
}

static void
sum_up(const struct dp_result *r)
{
	struct dp_buf text = { 0 };

	cli_render_text(r, isatty(STDERR_FILENO) ? cli_width() : SUMMARY_COLS,
			&text);
	(void)fwrite(text.p, 1, text.n, stderr);
	dp_buf_done(&text);
}

static bool
names_file(const char *output)
{
	return output && strcmp(output, "-") != 0;
}

/* The recipe with its groups as lists, where the table would go. */
static int
freeze(const struct dp_clean *c, struct dp_err *err)
{
	struct dp_buf text = { 0 };
	int status = dp_clean_freeze(c, &text, err);

	if (status == 0)
		status = dp_write_file(c->output ? c->output : "-", text.p,
				       text.n, err);
	dp_buf_done(&text);
	return status;
}

static int
run(const struct cli_args *a, struct dp_err *err)
{
	struct dp_clean c = { 0 };
	struct dp_result r = { 0 };
	struct dp_recipe *recipe;
	int status;

	c.input = cli_operands(a) ? cli_operand(a, 0) : "-";
	if (!cli_operands(a) && isatty(STDIN_FILENO))
		return dp_fail(err, DP_EUSAGE,
			       _("name the file to clean, or - for standard "
				 "input."));
	if (cli_flag(a, "json") && !cli_flag(a, "dry-run") &&
	    !cli_flag(a, "suggest") && !names_file(cli_text(a, "output")))
		return dp_fail(err, DP_EUSAGE,
			       _("the table and --json cannot both go to "
				 "standard output; write the table to a file "
				 "with -o, or only look with -n."));
	if (cli_read_opts(a, &c.read, err) != 0 ||
	    check_names(a, c.input, err) != 0)
		return -1;
	c.output = cli_text(a, "output");
	if (cli_flag(a, "suggest"))
		return cli_clean_suggest(a, &c, err);
	recipe = cli_flag(a, "auto") ? cli_clean_auto(a, &c, err) :
				       read_recipe(a, err);
	if (!recipe)
		return -1;
	c.audit = cli_text(a, "audit");
	c.rejects = cli_text(a, "rejects");
	c.report = cli_text(a, "report");
	c.render = render_report;
	c.dry_run = cli_flag(a, "dry-run");
	c.strict = cli_flag(a, "strict");
	c.recipe = recipe;
	if (cli_flag(a, "freeze")) {
		status = freeze(&c, err);
		dp_recipe_free(recipe);
		return status;
	}
	status = dp_clean_run(&c, &r, err);
	if (status == 0 && (c.dry_run || cli_flag(a, "json"))) {
		status = cli_print(a, &r, err);
	} else if (status == 0) {
		if (!cli_flag(a, "quiet"))
			sum_up(&r);
		status = r.doubtful ? 1 : 0;
	}
	dp_result_done(&r);
	dp_recipe_free(recipe);
	return status;
}

static const struct cli_verb verbs[] = {
	{ NULL, N_("[FILE]"), N_("Apply a recipe to a table."), options, 0, 1,
	  run },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL },
};

static const struct cli_example examples[] = {
	{ "dpipe clean messy.csv -o clean.csv",
	  N_("Only read and write: UTF-8, commas, every record equally wide, "
	     "nothing lost.") },
	{ "dpipe clean -e 'trim *' -e 'number montant locale=fr' export.csv",
	  N_("Two steps typed on the command line, the table on standard "
	     "output.") },
	{ "dpipe clean -n -r recipe.dpr export.csv",
	  N_("Look first: what would change, and the riskiest examples.") },
	{ "dpipe clean -r recipe.dpr export.csv -o clean.csv --audit "
	  "changes.csv --rejects rejects.csv",
	  N_("Replay a recipe and keep an account of every change.") },
	{ "dpipe clean --suggest export.csv > recipe.dpr",
	  N_("The steps that the table asks for, to be read before they are "
	     "run.") },
	{ "dpipe clean --auto export.csv -o clean.csv",
	  N_("Those of them that need no reading.") },
	{ "dpipe clean --freeze -r recipe.dpr export.csv -o frozen.dpr",
	  N_("Groups that were read and found right become a list.") },
	{ NULL, NULL },
};

const struct cli_command cli_cmd_clean = {
	.name = "clean",
	.summary = N_("Clean a table by a recipe, with an account of every "
		      "change"),
	.about = N_("Reads any delimited file, applies the steps of a recipe "
		    "in order and writes the result as CSV in UTF-8. The "
		    "input is never written. What was done is summed up on "
		    "standard error; --audit, --rejects and --report keep the "
		    "full account. Steps are described in dpipe-recipe(5), "
		    "operations in dpipe-op(7)."),
	.verb = verbs,
	.example = examples,
};
