/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe verify: may I rely on this table, and for what?
 */
#include <dpipe/expect.h>

#include <stdlib.h>

#include "cli/cli.h"

static const struct cli_option options[] = {
	{ "detect", 0, CLI_FLAG, NULL, NULL,
	  N_("only say how the file is written: encoding, delimiter, header"),
	  false },
	{ "suggest", 0, CLI_FLAG, NULL, NULL,
	  N_("only print the recipe that repairs what can be repaired; what "
	     "cannot stands in its comments; the status is 0"),
	  false },
	{ "log", 0, CLI_FILE, N_("FILE"), NULL,
	  N_("write the verification log here, a CSV; decisions and remarks "
	     "already in it are kept"),
	  false },
	{ "decide", 0, CLI_TEXT, N_("DECISION"), NULL,
	  N_("write into the log what you decided: “FINDING COLUMN: DECISION; "
	     "REMARK”, the column where it is needed"),
	  true },
	{ "expect", 0, CLI_FILE, N_("FILE"), NULL,
	  N_("only judge the table by the expectations in this file"), false },
	{ "add", 0, CLI_TEXT, N_("EXPECTATION"), NULL,
	  N_("write this expectation into that file first, in the place of one "
	     "about the same"),
	  true },
	CLI_JSON_OPTION,
	CLI_READ_OPTIONS,
	CLI_END,
};

/* Only the recipe, so that it can be redirected into a file. */
static int
print_suggestion(const struct cli_args *a, struct dp_result *r,
		 struct dp_err *err)
{
	const struct dp_part *repairs = dp_result_find(r, "repairs");
	const struct dp_findings *f = &dp_result_find(r, "findings")->findings;
	bool steps = false;

	for (size_t i = 0; i < f->n; i++)
		steps = steps || f->at[i].repair.p;
	if (!steps)
		cli_say(_("there is nothing to suggest."));
	if (cli_flag(a, "json")) {
		struct dp_result only = { 0 };
		int status;

		dp_result_text(&only, "repairs", repairs->text);
		status = cli_print(a, &only, err);
		dp_result_done(&only);
		return status;
	}
	return dp_write_file("-", repairs->text.p, repairs->text.n, err);
}

/* The values of the option NAME, ended by NULL, to be freed. */
static const char **
all_of(const struct cli_args *a, const char *name, size_t *n)
{
	const char **list, *text;
	size_t i = 0;

	while (cli_text_at(a, name, i))
		i++;
	list = dp_alloc((i + 1) * sizeof *list);
	for (*n = 0; (text = cli_text_at(a, name, *n)) != NULL; ++*n)
		list[*n] = text;
	list[*n] = NULL;
	return list;
}

/* Judges by expectations, once those to be added stand in the file. */
static int
expect(const struct cli_args *a, const struct dp_verify *v, struct dp_result *r,
       struct dp_err *err)
{
	const char *file = cli_text(a, "expect"), *text;

	for (size_t i = 0; (text = cli_text_at(a, "add", i)) != NULL; i++)
		if (dp_expect_write(file, dp_str_c(text), err) != 0)
			return -1;
	return dp_verify_expect(v, file, r, err);
}

static int
run(const struct cli_args *a, struct dp_err *err)
{
	struct dp_verify v = { 0 };
	struct dp_result r = { 0 };
	const char **decide;
	int status;

	v.input = cli_operand(a, 0);
	v.log = cli_text(a, "log");
	v.decide = decide = all_of(a, "decide", &v.n_decide);
	v.people = !cli_flag(a, "json") && !cli_flag(a, "suggest");
	if (cli_read_opts(a, &v.read, err) != 0)
		status = -1;
	else if (cli_text(a, "expect"))
		status = expect(a, &v, &r, err);
	else if (cli_text(a, "add"))
		status = dp_fail(err, DP_EUSAGE,
				 _("--add writes into a file of expectations: "
				   "name it with --expect FILE."));
	else if (cli_flag(a, "detect"))
		status = dp_verify_detect(&v, &r, err);
	else if (v.n_decide)
		status = dp_verify_decide(&v, &r, err);
	else
		status = dp_verify_run(&v, &r, err);
	if (status == 0 && cli_flag(a, "suggest") &&
	    dp_result_find(&r, "repairs"))
		status = print_suggestion(a, &r, err);
	else if (status == 0)
		status = cli_print(a, &r, err);
	dp_result_done(&r);
	free(decide);
	return status;
}

static const struct cli_verb verbs[] = {
	{ NULL, N_("FILE"), N_("Look for what is wrong with a table."), options,
	  1, 1, run },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL },
};

static const struct cli_example examples[] = {
	{ "dpipe verify export.csv",
	  N_("Structure, types, missing and suspicious values, duplicates; "
	     "each finding with its place and its repair.") },
	{ "dpipe verify --suggest export.csv > repairs.dpr",
	  N_("The repairs as a recipe, to be read before it is run.") },
	{ "dpipe verify --log verify/export.csv raw/export.csv",
	  N_("Keep a log in which you write what you decided.") },
	{ "dpipe verify --log verify/export.csv --decide 'fallback-date: "
	  "empty; "
	  "the office does not know it' raw/export.csv",
	  N_("Write a decision into it, and why.") },
	{ "dpipe verify --expect promises.dpe export.csv",
	  N_("Does the file keep what was promised of it?") },
	{ "dpipe verify --expect promises.dpe --add 'unique(id)' export.csv",
	  N_("One promise more, written into the file and judged.") },
	{ "dpipe verify --detect --json export.csv",
	  N_("How the file is written, for a program.") },
	{ NULL, NULL },
};

const struct cli_command cli_cmd_verify = {
	.name = "verify",
	.summary = N_("Look for what is wrong with a table, and say how to "
		      "repair it"),
	.about = N_("Reads a table once and reports findings: what, where, "
		    "why it matters and how to repair it. Changes nothing. "
		    "Leaves with status 1 when there is a warning or an "
		    "error. A finding is no verdict: ask the producer, ask "
		    "somebody who knows, compare with published figures, use "
		    "common sense.\n\n"
		    "A file of expectations says what a table has to be: "
		    "“dpipe-expect 1” on its first line, then one a line, "
		    "such as rows = 180, unique(identifiant), domain(art) <= "
		    "Oui, Non. “before FILE” names the table it was, “key "
		    "COLUMN” what names a record. dpipe help expectations "
		    "lists them."),
	.verb = verbs,
	.example = examples,
};
