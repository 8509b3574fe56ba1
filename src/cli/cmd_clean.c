/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe clean: a recipe, or steps on the command line, applied to a table.
 */
#include <dpipe/clean.h>

#include <stdlib.h>
#include <unistd.h>

#include "cli/clean_suggest.h"
#include "cli/cli.h"
#include "cli/history.h"
#include "cli/inner.h"
#include "cli/map.h"

/* Wide enough for the table of steps to stay one. */
#define SUMMARY_COLS 100

/* As much as any machine has. */
#define MEMORY_MAX_MB (1 << 20)

static const struct cli_option options[] = {
	{ "recipe", 'r', CLI_FILE, N_("FILE"), NULL,
	  N_("apply the recipe in this file"), false },
	{ "expression", 'e', CLI_TEXT, N_("STEP"), NULL,
	  N_("apply this step, after those before it"), true },
	CLI_MAP_OPTION,
	{ "on-missing", 0, CLI_CHOICE, N_("WHAT"), "stop|skip",
	  N_("a step names a column that is not there: stop before anything "
	     "is written (so by itself), or leave out the step and those that "
	     "need it, and say so"),
	  false },
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
	     "becomes the list of what it did, which no other table changes, "
	     "and date says the order that it found"),
	  false },
	{ "audit", 0, CLI_FILE, N_("FILE"), NULL,
	  N_("list every changed cell here, what stood in columns that were "
	     "removed, in which order a sort put the records, all of them "
	     "before a step that cuts or joins them and, with --rejects, how "
	     "records too wide or too narrow were read: line, record, column, "
	     "step, operation, before, after"),
	  false },
	{ "rejects", 0, CLI_FILE, N_("FILE"), NULL,
	  N_("keep here every record and line that was left out, with the "
	     "reason"),
	  false },
	{ "report", 0, CLI_FILE, N_("FILE"), NULL,
	  N_("write here what was done and found (as JSON when the name ends "
	     "in .json)"),
	  false },
	{ "slice", 0, CLI_TEXT, N_("K/N"), NULL,
	  N_("clean only the K-th of N parts of the file, by itself; the N "
	     "results, one behind the other, are what a single run gives"),
	  false },
	{ "memory", 0, CLI_INT, N_("MB"), NULL,
	  N_("let each step hold this much (by itself: 64 MB of rows, 208 MB "
	     "where they are sorted, 256 MB of keys or groups); what is more "
	     "goes to temporary files (TMPDIR)"),
	  false },
	{ "undo", 0, CLI_FILE, N_("AUDIT"), NULL,
	  N_("the other way: FILE is a cleaned table; write the table that "
	     "it was, by this audit (and --rejects, which is then read)"),
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
read_recipe(const struct cli_args *a, struct dp_imported *what,
	    struct dp_err *err)
{
	const char *path = cli_text(a, "recipe"), *step;
	struct dp_recipe *r = path ? cli_read_recipe(path, what, err) :
				     dp_recipe_parse(DP_S(""), "-e", err);

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

	cli_render_shown(r,
			 isatty(STDERR_FILENO) || cli_plain_wanted() ?
				 cli_width() :
				 SUMMARY_COLS,
			 &text);
	(void)fwrite(text.p, 1, text.n, stderr);
	dp_buf_done(&text);
}

static bool
names_file(const char *output)
{
	return output && strcmp(output, "-") != 0;
}

/* --slice K/N */
static int
read_slice(const struct cli_args *a, struct dp_clean *c, struct dp_err *err)
{
	const char *text = cli_text(a, "slice");
	dp_str n = dp_str_c(text), k;
	int64_t part, parts;

	if (!text)
		return 0;
	k = dp_str_cut(&n, '/');
	if (!dp_str_int(k, &part) || !dp_str_int(n, &parts))
		return dp_fail(err, DP_EUSAGE,
			       _("--slice takes a part and how many there are, "
				 "such as 2/8; “%s” is not so."),
			       text);
	if (part < 1 || part > parts || parts > UINT16_MAX)
		return dp_fail(err, DP_EUSAGE,
			       _("--slice=%s: parts are counted from 1 to as "
				 "many as there are, %u at most."),
			       text, UINT16_MAX);
	c->part = (unsigned)part;
	c->parts = (unsigned)parts;
	return 0;
}

/* Options that say what to do to a table have no meaning backwards. */
static int
check_undo(const struct cli_args *a, struct dp_err *err)
{
	static const char *const forward[] = { "recipe", "expression", "audit",
					       "report", "slice" };
	const char *read[] = { cli_operand(a, 0), cli_text(a, "undo"),
			       cli_text(a, "rejects") };

	for (size_t i = 0; i < sizeof forward / sizeof *forward; i++)
		if (cli_text(a, forward[i]))
			return dp_fail(err, DP_EUSAGE,
				       _("--undo takes back what was done; "
					 "--%s has no place beside it."),
				       forward[i]);
	if (cli_flag(a, "dry-run"))
		return dp_fail(err, DP_EUSAGE,
			       _("--undo takes back what was done; --%s has no "
				 "place beside it."),
			       "dry-run");
	for (size_t i = 0; i < sizeof read / sizeof *read; i++)
		if (read[i] &&
		    dp_check_output(read[i], cli_text(a, "output"), err) != 0)
			return -1;
	return 0;
}

/* What cannot come back is said before anything is written. */
static int
undo(const struct cli_args *a, const struct dp_undo_opts *o, struct dp_err *err)
{
	bool quiet = cli_flag(a, "quiet"), json = cli_flag(a, "json");
	struct dp_result r = { 0 }, notes = { 0 };
	struct dp_undo *u = dp_undo_open(o, json ? &r : &notes, err);
	int status;

	if (!u) {
		dp_result_done(&r);
		dp_result_done(&notes);
		return -1;
	}
	if (notes.n)
		sum_up(&notes);
	status = dp_undo_run(u, &r, err);
	if (status == 0 && json) {
		status = cli_print(a, &r, err);
	} else if (status == 0) {
		if (!quiet)
			sum_up(&r);
		status = r.doubtful || notes.doubtful ? 1 : 0;
	}
	dp_undo_close(u);
	dp_result_done(&notes);
	dp_result_done(&r);
	return status;
}

static int
run_undo(const struct cli_args *a, const char *input, struct dp_err *err)
{
	struct dp_undo_opts o = { .input = input };

	if (cli_read_opts(a, &o.read, err) != 0 || check_undo(a, err) != 0)
		return -1;
	o.output = cli_text(a, "output");
	o.audit = cli_text(a, "undo");
	o.rejects = cli_text(a, "rejects");
	return undo(a, &o, err);
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

/* There is something to freeze: --auto has its steps from the table. */
static int
check_freeze(const struct cli_args *a, struct dp_err *err)
{
	if (!cli_flag(a, "freeze") || cli_flag(a, "auto") ||
	    cli_text(a, "recipe") || cli_text(a, "expression"))
		return 0;
	return dp_fail(err, DP_EUSAGE,
		       _("--freeze takes a recipe: name it with -r FILE, or "
			 "type its steps with -e."));
}

/* What there is to do, but for the recipe; MAP gets what is to be freed. */
static int
prepare(const struct cli_args *a, struct dp_clean *c, struct dp_renamed **map,
	struct dp_err *err)
{
	const char *missing = cli_text(a, "on-missing");
	int64_t memory_mb = 0;

	if (cli_read_opts(a, &c->read, err) != 0 ||
	    check_names(a, c->input, err) != 0 || read_slice(a, c, err) != 0 ||
	    cli_map(a, map, &c->n_map, err) != 0 ||
	    cli_read_count(a, "memory", 1, MEMORY_MAX_MB, &memory_mb, err) != 0)
		return -1;
	c->map = *map;
	c->memory_bytes = (uint64_t)memory_mb << 20;
	c->watch = cli_work_progress(a);
	c->skip_missing = missing && strcmp(missing, "skip") == 0;
	c->output = cli_text(a, "output");
	c->audit = cli_text(a, "audit");
	c->rejects = cli_text(a, "rejects");
	c->report = cli_text(a, "report");
	c->render = render_report;
	c->dry_run = cli_flag(a, "dry-run");
	c->strict = cli_flag(a, "strict");
	return 0;
}

/* Runs C, and tells what came of it. */
static int
carry_out(const struct cli_args *a, const struct dp_clean *c,
	  struct dp_err *err)
{
	struct dp_result r = { 0 };
	int status = dp_clean_run(c, &r, err);

	if (status == 0 && (c->dry_run || cli_flag(a, "json"))) {
		status = cli_print(a, &r, err);
	} else if (status == 0) {
		if (!cli_flag(a, "quiet"))
			sum_up(&r);
		status = r.doubtful ? 1 : 0;
	}
	dp_result_done(&r);
	return status;
}

/* The recipe that was given, or that the table asks for, and the cleaning. */
static int
clean(const struct cli_args *a, struct dp_clean *c, struct dp_err *err)
{
	struct dp_imported imported = { 0 };
	struct dp_recipe *recipe;
	int status;

	if (cli_flag(a, "suggest"))
		return cli_clean_suggest(a, c, err);
	c->recipe = recipe = cli_flag(a, "auto") ?
				     cli_clean_auto(a, c, err) :
				     read_recipe(a, &imported, err);
	status = !recipe               ? -1 :
		 cli_flag(a, "freeze") ? freeze(c, err) :
					 carry_out(a, c, err);
	/* What OpenRefine has done is not all done. */
	if (status == 0 &&
	    (imported.n_off || imported.n_other || imported.n_more))
		status = 1;
	dp_recipe_free(recipe);
	return status;
}

/* Options that do not go together. */
static int
check_options(const struct cli_args *a, struct dp_err *err)
{
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
	if (cli_flag(a, "suggest") && cli_flag(a, "auto") &&
	    !cli_text(a, "undo"))
		return dp_fail(err, DP_EUSAGE,
			       _("--suggest writes a recipe and --auto applies "
				 "one; say one of the two."));
	return 0;
}

static int
run(const struct cli_args *a, struct dp_err *err)
{
	struct dp_clean c = { 0 };
	struct dp_renamed *map = NULL;
	struct dp_held *held = NULL;
	int status;

	c.input = cli_operands(a) ? cli_operand(a, 0) : "-";
	if (check_options(a, err) != 0)
		return -1;
	if (cli_text(a, "undo"))
		return run_undo(a, c.input, err);
	if (check_freeze(a, err) != 0 || prepare(a, &c, &map, err) != 0)
		return -1;
	/* Suggestions look at the table again. */
	if (cli_flag(a, "suggest") || cli_flag(a, "auto"))
		status = dp_hold(c.input, &held, err);
	else
		status = 0;
	c.read.held = held;
	if (status == 0)
		status = clean(a, &c, err);
	dp_held_free(held);
	free(map);
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
	{ "dpipe clean --slice 3/16 -r recipe.dpr big.csv -o part-03.csv",
	  N_("One of sixteen parts, on a machine of its own; cat part-*.csv "
	     "makes the whole.") },
	{ "parallel -k -S node1,node2 dpipe clean -q --slice {}/16 -r "
	  "/data/r.dpr /data/big.csv ::: $(seq 16) > clean.csv",
	  N_("All of them with GNU parallel, over ssh.") },
	{ "dpipe clean -q --slice "
	  "\"$SLURM_ARRAY_TASK_ID/$SLURM_ARRAY_TASK_COUNT\" -r /data/r.dpr "
	  "/data/big.csv -o "
	  "\"$(printf 'part-%05d.csv' \"$SLURM_ARRAY_TASK_ID\")\"",
	  N_("In the script of a Slurm job array: sbatch --array=1-16.") },
	{ "dpipe clean --undo changes.csv --rejects rejects.csv clean.csv "
	  "-o before.csv",
	  N_("Take it all back: the table as it was before.") },
	{ "dpipe clean -e 'drop operation == \"check\"' changes.csv -o "
	  "unchecked.csv",
	  N_("An audit to go back by although records were changed since.") },
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
		    "operations in dpipe-op(7).\n\n"
		    "An audit is a table like any other. Where a recipe sorts, "
		    "cuts or joins records, rows of it without a record tell "
		    "of those that were written, from the one numbered in "
		    "after on. Operation order: which of the records read "
		    "each is, in the order of the result; 7 1-3 is 7, 1, 2 and "
		    "3. Operation check: six hexadecimal digits for each, "
		    "those of the header before them. By these --undo knows "
		    "that the cleaned table was changed since: it names the "
		    "first record that is not as it was written, and writes "
		    "nothing. Without the rows check it goes back all the "
		    "same; where only a sort moved records, what was changed "
		    "in them since then stays. Operation no-record: what has "
		    "this number is a blank line or a header that comes "
		    "again, and no record."),
	.verb = verbs,
	.example = examples,
};
