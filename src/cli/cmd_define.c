/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe define: a project from the command line. Finds the project, hands
 * what was typed to the library, prints its result or says what was written.
 */
#include <dpipe/define.h>

#include <stdlib.h>

#include "cli/cli.h"

#define PROJECT_OPTION \
	{ \
		"project", 0, CLI_FILE, N_("FOLDER"), NULL, \
			N_("the project (by itself: the current folder or " \
			   "the nearest " \
			   "above it)"), \
			false \
	}

/* ---- the project ------------------------------------------------------ */

/* A project opened for one command. */
struct opened {
	char *folder;
	struct dp_project *p;
};

static int
open_project(const struct cli_args *a, const char *from, struct opened *o,
	     struct dp_err *err)
{
	const char *given = cli_text(a, "project");

	o->p = NULL;
	o->folder = dp_project_find(given ? given : from, err);
	if (o->folder)
		o->p = dp_project_read(o->folder, err);
	if (o->p)
		return 0;
	free(o->folder);
	return -1;
}

static void
close_project(struct opened *o)
{
	dp_project_free(o->p);
	free(o->folder);
}

/* Writes the project and says SENTENCE, which has one %s for WHAT. */
static int
keep(const struct cli_args *a, const struct opened *o, const char *sentence,
     const char *what, struct dp_err *err)
{
	struct dp_result r = { 0 };
	struct dp_buf b = { 0 };
	int status = dp_project_write(o->p, o->folder, err);

	if (status == 0) {
		dp_buf_format(&b, "%s\n%s", sentence, what);
		dp_result_note(&r, "written", "%.*s", DP_FMT(dp_buf_view(&b)));
		status = cli_print(a, &r, err);
	}
	dp_buf_done(&b);
	dp_result_done(&r);
	return status;
}

/* All operands from index FROM, between them a blank each. */
static char *
joined(const struct cli_args *a, size_t from)
{
	struct dp_buf b = { 0 };
	size_t i;

	for (i = from; i < cli_operands(a); i++) {
		if (i > from)
			dp_buf_char(&b, ' ');
		dp_buf_c(&b, cli_operand(a, i));
	}
	dp_buf_char(&b, '\0');
	return dp_buf_take(&b);
}

/* ---- show, check, table ----------------------------------------------- */

static int
run_show(const struct cli_args *a, struct dp_err *err)
{
	struct dp_result r = { 0 };
	struct opened o;
	int status;

	if (open_project(a, cli_operand(a, 0), &o, err))
		return -1;
	dp_define_show(o.p, &r);
	status = cli_print(a, &r, err);
	dp_result_done(&r);
	close_project(&o);
	return status;
}

static int
run_check(const struct cli_args *a, struct dp_err *err)
{
	struct dp_result r = { 0 };
	struct opened o;
	int status;

	if (open_project(a, cli_operand(a, 0), &o, err))
		return -1;
	status = dp_define_check(o.p, o.folder, &r, err);
	if (status == 0)
		status = cli_print(a, &r, err);
	dp_result_done(&r);
	close_project(&o);
	return status;
}

static int
run_table(const struct cli_args *a, struct dp_err *err)
{
	const char *output = cli_text(a, "output");
	struct dp_buf b = { 0 };
	struct opened o;
	int status;

	if (open_project(a, NULL, &o, err))
		return -1;
	status = dp_define_table(o.p, &b, err);
	if (status == 0)
		status = dp_write_file(output ? output : "-", b.p, b.n, err);
	dp_buf_done(&b);
	close_project(&o);
	return status;
}

/* ---- new -------------------------------------------------------------- */

static int
run_new(const struct cli_args *a, struct dp_err *err)
{
	const struct dp_project_start s = {
		.title = cli_text(a, "title"),
		.question = cli_text(a, "question"),
	};
	const char *folder = cli_operand(a, 0);
	struct dp_result r = { 0 };
	int status;

	if (dp_project_new(folder, &s, err))
		return -1;
	dp_result_note(&r, "begun",
		       _("The project %s is begun. raw/ is for files as they "
			 "came, recipes/ for recipes, %s for the question and "
			 "the steps."),
		       folder, DP_PROJECT_FILE);
	dp_result_note(
		&r, "next",
		s.question ?
			_("Next: cd %s, then dpipe define hypothesis TEXT") :
			_("Next: cd %s, then dpipe define question TEXT"),
		folder);
	status = cli_print(a, &r, err);
	dp_result_done(&r);
	return status;
}

/* ---- texts ------------------------------------------------------------ */

static int
say(const struct cli_args *a, enum dp_project_word word, const char *sentence,
    struct dp_err *err)
{
	char *text = joined(a, 0);
	struct opened o;
	int status = -1;

	if (open_project(a, NULL, &o, err) == 0) {
		status = dp_project_say(o.p, word, dp_str_c(text), err);
		if (status == 0)
			status = keep(a, &o, sentence, text, err);
		close_project(&o);
	}
	free(text);
	return status;
}

static int
run_title(const struct cli_args *a, struct dp_err *err)
{
	return say(a, DP_PROJECT_TITLE, _("The title is:"), err);
}

static int
run_question(const struct cli_args *a, struct dp_err *err)
{
	return say(a, DP_PROJECT_QUESTION, _("The question is:"), err);
}

static int
run_row(const struct cli_args *a, struct dp_err *err)
{
	return say(a, DP_PROJECT_ROW, _("One row of the table is:"), err);
}

static int
run_hypothesis(const struct cli_args *a, struct dp_err *err)
{
	return say(a, DP_PROJECT_HYPOTHESIS, _("One more hypothesis:"), err);
}

/* ---- columns, wanted data --------------------------------------------- */

static int
run_column(const struct cli_args *a, struct dp_err *err)
{
	const struct dp_project_column c = {
		.name = dp_str_c(cli_operand(a, 0)),
		.type = dp_str_c(cli_text(a, "type")),
		.unit = dp_str_c(cli_text(a, "unit")),
		.from = dp_str_c(cli_text(a, "from")),
		.why = dp_str_c(cli_text(a, "why")),
	};
	struct opened o;
	bool added;
	int status;

	if (open_project(a, NULL, &o, err))
		return -1;
	status = dp_project_put_column(o.p, &c, &added, err);
	if (status == 0)
		status = keep(a, &o,
			      added ? _("One more column:") :
				      _("The column is changed:"),
			      c.name.p, err);
	close_project(&o);
	return status;
}

/* Puts W; NEW: it need not be there yet. */
static int
put_wanted(const struct cli_args *a, const struct dp_project_wanted *w,
	   bool new, struct dp_err *err)
{
	struct opened o;
	bool added;
	int status;

	if (open_project(a, NULL, &o, err))
		return -1;
	if (!new &&dp_project_wanted_find(o.p, w->name) < 0)
		status = dp_fail(err, DP_ENOTFOUND,
				 _("\"%s\" is not among the wanted data. "
				   "dpipe define show lists them."),
				 w->name.p);
	else
		status = dp_project_put_wanted(o.p, w, &added, err);
	if (status == 0)
		status = keep(a, &o,
			      new &&added ? _("Wanted from now on:") :
					    _("The wanted data are changed:"),
			      w->name.p, err);
	close_project(&o);
	return status;
}

static int
run_wanted(const struct cli_args *a, struct dp_err *err)
{
	const struct dp_project_wanted w = {
		.name = dp_str_c(cli_operand(a, 0)),
		.priority = (int)cli_int(a, "priority", 0),
		.status = dp_str_c(cli_text(a, "status")),
		.date = dp_str_c(cli_text(a, "date")),
		.from = dp_str_c(cli_text(a, "from")),
		.why = dp_str_c(cli_text(a, "why")),
	};

	return put_wanted(a, &w, true, err);
}

static int
run_status(const struct cli_args *a, struct dp_err *err)
{
	const struct dp_project_wanted w = {
		.name = dp_str_c(cli_operand(a, 0)),
		.status = dp_str_c(cli_operand(a, 1)),
		.date = dp_str_c(cli_text(a, "date")),
	};

	return put_wanted(a, &w, false, err);
}

/* ---- steps ------------------------------------------------------------ */

/* What was typed as one line: one operand as it is, several quoted. */
static char *
step_line(const struct cli_args *a)
{
	struct dp_buf b = { 0 };
	size_t i;

	if (cli_operands(a) == 1)
		return joined(a, 0);
	for (i = 0; i < cli_operands(a); i++) {
		if (i > 0)
			dp_buf_char(&b, ' ');
		dp_command_quote(dp_str_c(cli_operand(a, i)), &b);
	}
	dp_buf_char(&b, '\0');
	return dp_buf_take(&b);
}

static int
run_step(const struct cli_args *a, struct dp_err *err)
{
	struct dp_command c = { 0 };
	char *line = step_line(a);
	struct opened o;
	int status = -1;

	if (dp_command_split(dp_str_c(line), &c, err) == 0 &&
	    dp_command_check(&c, err) == 0 &&
	    open_project(a, NULL, &o, err) == 0) {
		status = dp_project_say(o.p, DP_PROJECT_DO, dp_str_c(line),
					err);
		if (status == 0)
			status = keep(a, &o, _("One more step:"), line, err);
		close_project(&o);
	}
	dp_command_done(&c);
	free(line);
	return status;
}

/* ---- descriptors ------------------------------------------------------ */

static const struct cli_option new_option[] = {
	{ "question", 'q', CLI_TEXT, N_("TEXT"), NULL,
	  N_("the question it is to answer"), false },
	{ "title", 0, CLI_TEXT, N_("TEXT"), NULL, N_("its title"), false },
	CLI_JSON_OPTION,
	CLI_END
};

static const struct cli_option show_option[] = { PROJECT_OPTION,
						 CLI_JSON_OPTION, CLI_END };

static const struct cli_option column_option[] = {
	{ "type", 't', CLI_TEXT, N_("TYPE"), NULL,
	  N_("text, number, date, code or yes-no"), false },
	{ "unit", 'u', CLI_TEXT, N_("UNIT"), NULL,
	  N_("of what, per what: km, inhabitants, %"), false },
	{ "from", 0, CLI_TEXT, N_("SOURCE"), NULL,
	  N_("the data or the calculation it would come from"), false },
	{ "why", 0, CLI_TEXT, N_("TEXT"), NULL, N_("what it is for"), false },
	PROJECT_OPTION,
	CLI_JSON_OPTION,
	CLI_END
};

static const struct cli_option wanted_option[] = {
	{ "priority", 'p', CLI_INT, N_("1-3"), NULL,
	  N_("1: no answer without it, 2: useful, 3: nice to have"), false },
	{ "status", 's', CLI_TEXT, N_("STATUS"), NULL,
	  N_("wanted, found, requested, got, refused, nowhere or dropped"),
	  false },
	{ "date", 'd', CLI_TEXT, N_("DATE"), NULL,
	  N_("when that was so, or is expected: 2026-03-31, 2026-03"), false },
	{ "from", 0, CLI_TEXT, N_("SOURCE"), NULL,
	  N_("who holds it, or where it was found"), false },
	{ "why", 0, CLI_TEXT, N_("TEXT"), NULL, N_("what it is for"), false },
	PROJECT_OPTION,
	CLI_JSON_OPTION,
	CLI_END
};

static const struct cli_option status_option[] = {
	{ "date", 'd', CLI_TEXT, N_("DATE"), NULL,
	  N_("when that was so: 2026-03-31, 2026-03"), false },
	PROJECT_OPTION,
	CLI_JSON_OPTION,
	CLI_END
};

static const struct cli_option table_option[] = { CLI_OUTPUT_OPTION,
						  PROJECT_OPTION, CLI_END };

static const struct cli_verb verbs[] = {
	{ NULL, N_("[FOLDER]"), N_("Show what the project says."), show_option,
	  0, 1, run_show },
	{ "new", N_("FOLDER"), N_("Begin a project in a folder."), new_option,
	  1, 1, run_new },
	{ "show", N_("[FOLDER]"), N_("Show what the project says."),
	  show_option, 0, 1, run_show },
	{ "title", N_("TEXT…"), N_("Set the title."), show_option, 1, -1,
	  run_title },
	{ "question", N_("TEXT…"), N_("Set the question."), show_option, 1, -1,
	  run_question },
	{ "hypothesis", N_("TEXT…"),
	  N_("Add a hypothesis that data could prove wrong."), show_option, 1,
	  -1, run_hypothesis },
	{ "row", N_("TEXT…"), N_("Say what one row of the table is."),
	  show_option, 1, -1, run_row },
	{ "column", N_("NAME"),
	  N_("Add a column to the horizon table, or change it."), column_option,
	  1, 1, run_column },
	{ "wanted", N_("NAME"),
	  N_("Add to the list of wanted data, or change what it says."),
	  wanted_option, 1, 1, run_wanted },
	{ "status", N_("NAME STATUS"),
	  N_("Say how far the search for wanted data has come."), status_option,
	  2, 2, run_status },
	{ "step", N_("COMMAND"),
	  N_("Add a command, in quotes, that dpipe run replays."), show_option,
	  1, -1, run_step },
	{ "check", N_("[FOLDER]"), N_("Say what is missing."), show_option, 0,
	  1, run_check },
	{ "table", NULL, N_("Make the empty horizon table, a CSV header."),
	  table_option, 0, 0, run_table },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL }
};

static const struct cli_example examples[] = {
	{ "dpipe define new screens --question "
	  "'Who lives far from a cinema in our region?'",
	  N_("A folder for the question and all that answers it.") },
	{ "dpipe define hypothesis 'The fewer screens per inhabitant, the "
	  "larger the far share.'",
	  N_("What answer do you expect? Data must be able to say no.") },
	{ "dpipe define column far_share --type number --unit % "
	  "--from communes --why 'It is the answer.'",
	  N_("A column of the table that one would need.") },
	{ "dpipe define wanted communes --priority 1 --status found",
	  N_("Data to fill it with, and how far the search has come.") },
	{ "dpipe define step 'clean -r recipes/c.dpr raw/c.csv -o "
	  "clean/c.csv'",
	  N_("A command that dpipe run replays.") },
	{ "dpipe define check", N_("What is missing before one goes on?") },
	{ NULL, NULL }
};

const struct cli_command cli_cmd_define = {
	.name = "define",
	.summary = N_("Ask a question that data can answer, and say which "
		      "data"),
	.about = N_("Keeps a project in a folder: the question, hypotheses "
		    "that can be proved wrong, the horizon table (the table "
		    "one would need, before any data), the list of wanted "
		    "data, and the steps from raw files to the answer. All "
		    "of it stands in project.dpipe, a text that people may "
		    "edit too: commands change their line and leave the "
		    "rest.\n\n"
		    "check leaves with status 1 when something is missing: a "
		    "hypothesis has to cite two columns of the horizon "
		    "table, a column needs a type, a number a unit. Once "
		    "tables were made, it says which columns were never "
		    "filled."),
	.verb = verbs,
	.example = examples,
};
