/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From the command line to an exit status: finds the command, reads its
 * arguments, runs it, says what went wrong. What commands do is theirs.
 */
#include "cli/inner.h"

#include <errno.h>
#include <stdlib.h>
#include <strings.h>
#include <unistd.h>

#include "cli/doc.h"
#include "cli/dialogue.h"
#include "cli/help.h"

const struct cli_command *
cli_command_find(const char *name)
{
	for (const struct cli_command *const *c = cli_commands; *c; c++)
		if (strcmp((*c)->name, name) == 0)
			return *c;
	return NULL;
}

size_t
cli_command_verbs(const struct cli_command *c)
{
	size_t n = 0;

	while (c->verb[n].run)
		n++;
	return n;
}

bool
cli_advise(const char *word, const dp_str *name, size_t n, const char *prefix,
	   struct dp_buf *out)
{
	size_t found[8], k = 0;
	size_t near = dp_nearest(dp_str_c(word), name, n, 8, found);

	for (size_t i = 0; i < near && k < 3; i++) {
		bool again = false;

		for (size_t j = 0; j < k; j++)
			again = again ||
				dp_str_eq(name[found[i]], name[found[j]]);
		if (!again)
			found[k++] = found[i];
	}
	if (k == 0)
		return false;
	dp_buf_char(out, ' ');
	dp_buf_c(out, _("Perhaps you meant "));
	for (size_t i = 0; i < k; i++) {
		char *one = dp_format("%s%.*s", prefix, DP_FMT(name[found[i]]));

		cli_list_item(out, i, k, one);
		free(one);
	}
	dp_buf_c(out, _("?"));
	return true;
}

/* ---- mistakes --------------------------------------------------------- */

/* The step whose name in the user's language is WORD: nettoyer. */
static const struct dp_step_info *
step_called(const char *word)
{
	struct dp_buf a = { 0 }, b = { 0 };
	const struct dp_step_info *found = NULL;

	dp_fold(dp_str_c(word), &a);
	for (size_t i = 0; i < DP_STEPS && !found; i++) {
		b.n = 0;
		dp_fold(dp_str_c(cli_tr(dp_step_info(i)->title)), &b);
		if (dp_str_eq(dp_buf_view(&a), dp_buf_view(&b)))
			found = dp_step_info(i);
	}
	dp_buf_done(&a);
	dp_buf_done(&b);
	return found;
}

/* dpipe - where nothing can be shown. */
static int
no_pipe(struct dp_err *err)
{
	if (isatty(STDIN_FILENO))
		return dp_fail(err, DP_EUSAGE,
			       _("nothing is piped in. To look at what another "
				 "program writes: PROGRAM | dpipe"));
	return dp_fail(err, DP_EUSAGE,
		       _("there is no screen here to show the table on. To "
			 "know what comes through a pipe: PROGRAM | dpipe "
			 "verify -"));
}

static int
unknown_command(const char *word, struct dp_err *err)
{
	const struct dp_step_info *step = step_called(word);
	struct dp_buf b = { 0 };
	dp_str name[64];
	size_t n = 0;

	if (strcmp(word, "-") == 0)
		return no_pipe(err);
	if (strpbrk(word, "./") && !dp_exists(word))
		return dp_fail(err, DP_ENOTFOUND,
			       _("there is no file %s; check the name and the "
				 "folder."),
			       word);
	dp_buf_format(&b, _("there is no command %s."), word);
	for (const struct cli_command *const *c = cli_commands; *c; c++)
		if (!(*c)->hidden && n < sizeof name / sizeof name[0])
			name[n++] = dp_str_c((*c)->name);
	if (step)
		dp_buf_format(&b, _(" The command is called %s."), step->name);
	else if (dp_exists(word))
		dp_buf_format(&b, _(" To look at that file: dpipe verify %s"),
			      word);
	else if (!cli_advise(word, name, n, "", &b))
		dp_buf_c(&b, _(" dpipe help lists them."));
	(void)dp_fail(err, DP_EUSAGE, "%.*s", DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
	return -1;
}

/* The first operand may be a verb with a typing mistake. */
static void
advise_verb(const struct cli_args *a, struct dp_buf *out)
{
	dp_str name[32];
	size_t n = 0;

	for (const struct cli_verb *v = a->command->verb; v->run; v++)
		if (v->name && n < sizeof name / sizeof name[0])
			name[n++] = dp_str_c(v->name);
	if (!a->verb_named && a->n_operands > 0)
		(void)cli_advise(a->operand[0], name, n, "", out);
}

int
cli_args_operands(const struct cli_args *a, struct dp_err *err)
{
	const struct cli_verb *v = a->verb;
	struct dp_buf b = { 0 }, call = { 0 };
	bool few = a->n_operands < (size_t)v->min_operands;
	bool many = v->max_operands >= 0 &&
		    a->n_operands > (size_t)v->max_operands;
	bool empty = false;

	for (size_t i = 0; i < a->n_operands; i++)
		empty = empty || !*a->operand[i];
	if (!few && !many && !empty)
		return 0;
	dp_buf_format(&call, "dpipe %s%s%s", a->command->name,
		      v->name ? " " : "", v->name ? v->name : "");
	if (!few && !many)
		dp_buf_format(&b,
			      _("one of the words after %.*s is empty; it "
				"takes: %s"),
			      DP_FMT(dp_buf_view(&call)), cli_tr(v->operands));
	else if (few && a->n_operands == 0)
		dp_buf_format(&b, _("%.*s needs: %s."),
			      DP_FMT(dp_buf_view(&call)), cli_tr(v->operands));
	else if (few)
		dp_buf_format(&b, _("%.*s needs more: %s."),
			      DP_FMT(dp_buf_view(&call)), cli_tr(v->operands));
	else if (v->max_operands == 0)
		dp_buf_format(&b, _("%.*s takes nothing more, not “%s”."),
			      DP_FMT(dp_buf_view(&call)), a->operand[0]);
	else
		dp_buf_format(&b, _("“%s” is too much for %.*s."),
			      a->operand[v->max_operands],
			      DP_FMT(dp_buf_view(&call)));
	advise_verb(a, &b);
	(void)dp_fail(err, DP_EUSAGE, "%.*s", DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
	dp_buf_done(&call);
	return -1;
}

/* The language asked for must be one that dpipe has words in. */
static int
check_language(const struct cli_args *a, struct dp_err *err)
{
	const char *lang = cli_text(a, "lang");

	if (!lang || strncasecmp(lang, dp_language(), 2) == 0 ||
	    strncasecmp(lang, "en", 2) == 0 || strncasecmp(lang, "fr", 2) == 0)
		return 0;
	return dp_fail(err, DP_EUSAGE,
		       _("dpipe does not speak “%s” yet; it speaks en and "
			 "fr."),
		       lang);
}

/* ---- running ---------------------------------------------------------- */

static int
print_version(struct dp_err *err)
{
	struct dp_buf b = { 0 };

	dp_buf_c(&b, "dpipe " PACKAGE_VERSION "\n");
	dp_buf_c(&b, _("Free software under the GNU General Public License, "
		       "version 3 or later:\nyou may use it, study it, change "
		       "it and share it. It comes without any warranty."));
	dp_buf_char(&b, '\n');
	return cli_write(&b, err);
}

/* The lesson that is to be shown to a room, "" the one in hand; or NULL. */
static const char *
presented(const struct cli_args *a)
{
	if (!cli_flag(a, "present"))
		return NULL;
	return a->word ? a->word : "";
}

static int
replay(const struct cli_args *a, struct dp_err *err)
{
	const char *lesson = presented(a);
	struct cli_script s = { cli_text(a, "script"), cli_text(a, "size"),
				lesson ? NULL : a->word, lesson,
				cli_flag(a, "dump") };
	struct dp_buf b = { 0 };
	int status = a->screen->script(&s, &b, err);

	if (status == 0)
		return cli_write(&b, err);
	dp_buf_done(&b);
	return status;
}

/* True when the word that is no command is a file to work on. */
static bool
opens_file(const struct cli_args *a)
{
	if (presented(a))
		return a->screen;
	if (strcmp(a->word, "-") == 0)
		return a->screen && (cli_given(a, "script") ||
				     (!cli_flag(a, "plain") && cli_piped()));
	return a->screen && dp_exists(a->word) &&
	       (cli_given(a, "script") || cli_flag(a, "plain") ||
		cli_answers());
}

/* The dialogue in plain lines: from the start, or on a file. */
static int
converse(const struct cli_args *a, struct dp_err *err)
{
	if (!a->word)
		return cli_plain_start(a->screen, err);
	cli_terminal_plain();
	return cli_plain_table(a->word, a->screen, err) < 0 ? -1 : 0;
}

/* Without a command: on a screen, as a dialogue, or what there is to try. */
static int
start(const struct cli_args *a, struct dp_err *err)
{
	int status = CLI_NO_SCREEN;

	if (!a->screen)
		return cli_home(err);
	if (cli_given(a, "script"))
		return replay(a, err);
	if (cli_given(a, "size") || cli_given(a, "dump"))
		return dp_fail(err, DP_EUSAGE,
			       _("--size and --dump go with --script FILE."));
	if (presented(a) && !cli_interactive())
		return dp_fail(err, DP_EUSAGE,
			       _("the projector view needs a terminal with a "
				 "screen."));
	if (presented(a))
		status = a->screen->run(NULL, presented(a), err);
	else if (cli_interactive())
		status = a->screen->run(a->word, NULL, err);
	else if (cli_piped())
		status = a->screen->run("-", NULL, err);
	if (status != CLI_NO_SCREEN)
		return status;
	return cli_flag(a, "plain") || cli_answers() ? converse(a, err) :
						       cli_home(err);
}

static int
run_command(struct cli_args *a, struct dp_err *err)
{
	if (cli_flag(a, "plain"))
		cli_terminal_plain();
	if (check_language(a, err) != 0)
		return -1;
	if (cli_flag(a, "version"))
		return print_version(err);
	if (!a->command)
		return cli_flag(a, "help") ? cli_help_all(err) : start(a, err);
	if (cli_given(a, "script") || cli_given(a, "size") ||
	    cli_given(a, "dump") || cli_given(a, "present"))
		return dp_fail(err, DP_EUSAGE,
			       _("--script, --size, --dump and --present go "
				 "without a command."));
	if (cli_flag(a, "help"))
		return cli_help_command(a->command,
					a->verb_named ? a->verb : NULL, err);
	if (cli_args_operands(a, err) != 0)
		return -1;
	return a->verb->run(a, err);
}

/* A program that asked for JSON gets it when a thing cannot be done, too. */
static void
answer_failure(const struct cli_args *a, const struct dp_err *err)
{
	struct dp_result r = { 0 };
	struct dp_err ignored = { 0 };
	struct dp_buf b = { 0 };

	if (!cli_given(a, "json") || err->code == DP_ECANCEL)
		return;
	dp_result_note(&r, "error", "%s", err->msg);
	cli_render_json(&r, &b);
	(void)cli_write(&b, &ignored);
	dp_result_done(&r);
}

/* Says what went wrong and, for a wrong call, how to call it right. */
static int
complain(const struct cli_args *a, const struct dp_err *err)
{
	enum dp_code code = err->code == DP_OK ? DP_EIO : err->code;
	struct dp_buf b = { 0 };

	if (code == DP_EIO && err->os_errno == EPIPE)
		return -EPIPE;
	if (code != DP_EUSAGE)
		answer_failure(a, err);
	dp_buf_c(&b, err->msg);
	if (code != DP_EUSAGE && a->command && a->n_operands > 0 &&
	    !dp_exists(a->operand[0]))
		advise_verb(a, &b);
	if (*err->shown)
		dp_buf_char(&b, '\n');
	cli_point(err, 2, &b);
	if (code == DP_EUSAGE && a->command && a->verb) {
		dp_buf_char(&b, '\n');
		dp_buf_c(&b, _("Usage: "));
		cli_synopsis(a->command, a->verb, &b);
	}
	if (code == DP_EUSAGE && a->command) {
		dp_buf_char(&b, '\n');
		dp_buf_format(&b, _("dpipe %s --help says more."),
			      a->command->name);
	}
	cli_say("%.*s", DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
	return dp_code_status(code);
}

int
cli_main(int argc, char **argv, const struct cli_screen *screen)
{
	struct cli_args a;
	struct dp_err err = { 0 };
	int status = cli_args_start(&a, argc, argv, &err);

	a.screen = screen;
	if (status >= 0 && a.word && !a.command)
		status = opens_file(&a) ? cli_args_file(&a, status, &err) :
					  unknown_command(a.word, &err);
	else if (status >= 0 && a.command)
		status = cli_args_parse(&a, status, &err);
	if (status >= 0)
		status = run_command(&a, &err);
	if (status < 0)
		status = complain(&a, &err);
	cli_args_done(&a);
	return status;
}
