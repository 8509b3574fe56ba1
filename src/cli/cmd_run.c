/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe run: replays the steps of a project. Each is carried out by the
 * command line itself, in this process, on the stage that the library has
 * set; what becomes of the outputs is the library's business.
 */
#include <dpipe/project.h>

#include <stdlib.h>

#include "cli/aside.h"
#include "cli/cli.h"

static const struct cli_option options[] = {
	{ "check", 0, CLI_FLAG, NULL, NULL,
	  N_("rebuild aside, compare byte for byte, change nothing"), false },
	{ "fetch", 0, CLI_FLAG, NULL, NULL,
	  N_("let steps get files over the network"), false },
	{ "verbose", 'v', CLI_FLAG, NULL, NULL,
	  N_("show on standard error what each step answers"), false },
	CLI_JSON_OPTION,
	CLI_END,
};

/* ---- one step --------------------------------------------------------- */

/*
 * Outputs hold sentences: without the messages of the project's language
 * they would come out in another, and differ from everybody else's.
 */
static int
check_language(const struct dp_project *p, struct dp_err *err)
{
	char *wanted, *before, *now;
	bool here;

	if (!p->language.p)
		return 0;
	wanted = dp_strdup(p->language);
	before = cli_speak(wanted);
	here = strcmp(dp_language(), wanted) == 0;
	now = cli_speak(before);
	if (!here)
		dp_fail(err, DP_ENOTFOUND,
			_("%s says \"language %s\": outputs are to be "
			  "written in that language, and its messages are not "
			  "installed here. Install dpipe with its "
			  "translations, or change that line; nothing was "
			  "carried out."),
			DP_PROJECT_FILE, wanted);
	free(wanted);
	free(before);
	free(now);
	return here ? 0 : -1;
}

/* Carries C out. Returns its exit status, below 0 when there is none. */
static int
carry_out(const struct dp_command *c, const char *language, bool verbose,
	  struct dp_err *err)
{
	struct cli_aside aside = { NULL, -1, -1, -1 };
	char *before = NULL, *now;
	int status = cli_aside_start(&aside, err);

	if (status == 0) {
		if (language)
			before = cli_speak(language);
		status = cli_aside_run(c);
		if (language) {
			now = cli_speak(before);
			free(now);
		}
	}
	cli_aside_end(&aside, NULL, verbose || status < 0 || status > 1);
	free(before);
	return status;
}

static int
one_step(struct dp_run *run, const struct dp_command *c, const char *language,
	 bool verbose, struct dp_err *err)
{
	int status;

	if (verbose)
		cli_say(_("step on line %u: %s …"), dp_run_line(run),
			c->word[0]);
	status = carry_out(c, language, verbose, err);
	if (status == 0 || status == 1)
		return dp_run_made(run, status, err);
	if (dp_cancelled())
		return dp_fail(err, DP_ECANCEL,
			       _("stopped; the project is as it was."));
	if (err->code == DP_OK)
		dp_fail(err, status == 2 ? DP_ERECIPE : DP_EDATA,
			_("the step \"%s\" could not be carried out; why is "
			  "said above. The project is as it was."),
			c->word[0]);
	return dp_run_failed(run, err);
}

/* ---- all of them ------------------------------------------------------ */

static int
all_steps(struct dp_run *run, bool verbose, struct dp_err *err)
{
	const struct dp_project *p = dp_run_project(run);
	char *language = p->language.p ? dp_strdup(p->language) : NULL;
	const struct dp_command *c;
	int status;

	while ((status = dp_run_next(run, &c, err)) == 1) {
		status = one_step(run, c, language, verbose, err);
		if (status != 0)
			break;
	}
	free(language);
	return status;
}

struct replay {
	struct dp_run *run;
	bool verbose;
};

/* The steps, in the stage as the current folder. */
static int
replay(void *on, struct dp_err *err)
{
	struct replay *x = on;

	return all_steps(x->run, x->verbose, err);
}

static int
run(const struct cli_args *a, struct dp_err *err)
{
	const struct dp_run_opts o = {
		.check = cli_flag(a, "check"),
		.fetch = cli_flag(a, "fetch"),
	};
	struct replay x = { dp_run_open(cli_operand(a, 0), &o, err),
			    cli_flag(a, "verbose") };
	struct dp_result r = { 0 };
	int status;

	if (!x.run)
		return -1;
	status = check_language(dp_run_project(x.run), err);
	if (status == 0)
		status = cli_inside(NULL, dp_run_stage(x.run), replay, &x, err);
	if (status == 0)
		status = dp_run_finish(x.run, &r, err);
	dp_run_close(x.run);
	if (status == 0)
		status = cli_print(a, &r, err);
	dp_result_done(&r);
	return status;
}

static const struct cli_verb verbs[] = {
	{ NULL, N_("[FOLDER]"), N_("Replay the steps of a project."), options,
	  0, 1, run },
	{ NULL, NULL, NULL, NULL, 0, 0, NULL },
};

static const struct cli_example examples[] = {
	{ "dpipe run screens",
	  N_("Make every output again from the raw files.") },
	{ "dpipe run --check screens",
	  N_("Would the same come out? Changes nothing; status 1 when "
	     "anything differs.") },
	{ NULL, NULL },
};

const struct cli_command cli_cmd_run = {
	.name = "run",
	.summary = N_("Replay a project, from the raw files to the report"),
	.about = N_("Carries out the steps of a project in order: the do "
		    "lines of project.dpipe. Raw files are compared with "
		    "their provenance first; a changed one stops the run. "
		    "Outputs are made aside and take their names when all "
		    "steps are done: a run that fails or is stopped leaves "
		    "the project as it was, and one killed in the very "
		    "moment when they do is completed by the next, which "
		    "says so. Each output gets its provenance "
		    "beside it: the files it was made from, the command, the "
		    "steps of the recipe.\n\n"
		    "There is no shell, and no step leaves the project. "
		    "Nothing is got over the network without --fetch. The "
		    "language of outputs is the project's, so that they are "
		    "the same for everybody; without the messages of that "
		    "language nothing is carried out."),
	.verb = verbs,
	.example = examples,
};
