/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe run: replays the steps of a project. Each is carried out by the
 * command line itself, in this process, on the stage that the library has
 * set; what becomes of the outputs is the library's business.
 */
#include <dpipe/project.h>

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

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

/* ---- what steps say --------------------------------------------------- */

/* Standard output and error put aside while a step has them. */
struct aside {
	FILE *said;
	int out, error;
};

static int
put_aside(struct aside *s, struct dp_err *err)
{
	(void)fflush(stdout);
	(void)fflush(stderr);
	s->said = tmpfile();
	s->out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);
	s->error = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
	if (!s->said || s->out < 0 || s->error < 0 ||
	    dup2(fileno(s->said), STDOUT_FILENO) < 0 ||
	    dup2(fileno(s->said), STDERR_FILENO) < 0)
		return dp_fail_errno(err, _("a temporary file cannot be "
					    "made"));
	return 0;
}

/* Puts both back and, when SHOW, copies what was said to standard error. */
static void
put_back(struct aside *s, bool show)
{
	char block[4096];
	size_t n;

	(void)fflush(stdout);
	(void)fflush(stderr);
	if (s->out >= 0) {
		(void)dup2(s->out, STDOUT_FILENO);
		(void)close(s->out);
	}
	if (s->error >= 0) {
		(void)dup2(s->error, STDERR_FILENO);
		(void)close(s->error);
	}
	if (!s->said)
		return;
	rewind(s->said);
	while (show && (n = fread(block, 1, sizeof block, s->said)) > 0)
		(void)fwrite(block, 1, n, stderr);
	(void)fclose(s->said);
}

/* ---- one step --------------------------------------------------------- */

/*
 * The language that outputs are written in. gettext looks at LANGUAGE again
 * when a text domain is named.
 */
static char *
speak(const char *language)
{
	const char *old = getenv("LANGUAGE");
	char *kept = old ? dp_strdup(dp_str_c(old)) : NULL;

	if (language)
		(void)setenv("LANGUAGE", language, 1);
	else
		(void)unsetenv("LANGUAGE");
	(void)textdomain(DP_TEXT_DOMAIN);
	return kept;
}

/* Carries C out. Returns its exit status, below 0 when there is none. */
static int
carry_out(const struct dp_command *c, const char *language, bool verbose,
	  struct dp_err *err)
{
	char **argv = dp_alloc((c->n + 2) * sizeof *argv);
	struct aside aside = { NULL, -1, -1 };
	char *before = NULL, *now;
	int status;

	argv[0] = dp_strdup(DP_S("dpipe"));
	memcpy(argv + 1, c->word, (c->n + 1) * sizeof *argv);
	status = put_aside(&aside, err);
	if (status == 0) {
		if (language)
			before = speak(language);
		status = cli_main((int)c->n + 1, argv, NULL);
		if (language) {
			now = speak(before);
			free(now);
		}
	}
	put_back(&aside, verbose || status < 0 || status > 1);
	free(before);
	free(argv[0]);
	free(argv);
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

static int
run(const struct cli_args *a, struct dp_err *err)
{
	const struct dp_run_opts o = {
		.check = cli_flag(a, "check"),
		.fetch = cli_flag(a, "fetch"),
	};
	struct dp_run *run = dp_run_open(cli_operand(a, 0), &o, err);
	int here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), status;
	struct dp_result r = { 0 };

	if (!run || here < 0 || chdir(dp_run_stage(run)) != 0) {
		if (run)
			dp_fail_errno(err,
				      _("the folder %s cannot be "
					"opened"),
				      dp_run_stage(run));
		dp_run_close(run);
		if (here >= 0)
			(void)close(here);
		return -1;
	}
	status = all_steps(run, cli_flag(a, "verbose"), err);
	if (fchdir(here) != 0 && status == 0)
		status = dp_fail_errno(err, _("the current folder cannot be "
					      "opened again"));
	(void)close(here);
	if (status == 0)
		status = dp_run_finish(run, &r, err);
	dp_run_close(run);
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
		    "the project as it was. Each output gets its provenance "
		    "beside it: the files it was made from, the command, the "
		    "steps of the recipe.\n\n"
		    "There is no shell, and no step leaves the project. "
		    "Nothing is got over the network without --fetch. The "
		    "language of outputs is the project's, so that they are "
		    "the same for everybody."),
	.verb = verbs,
	.example = examples,
};
