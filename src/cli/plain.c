/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * dpipe without a screen: the same lessons, files and commands, by numbers
 * and words. Everything is said once and in short lines; nothing is drawn.
 */
#include <errno.h>
#include <stdlib.h>

#include <dpipe/lesson.h>

#include "cli/aside.h"
#include "cli/dialogue.h"
#include "cli/inner.h"

/* The track that the steps' numbers open. */
#define TRACK "cinemas"

struct plain {
	const struct cli_screen *screen;
	struct dp_learn_glance glance;
	struct dp_buf out;
};

enum word { NONE, KEYS, WHERE, AGAIN, STOP, LANG, OPEN };

/* Words in English and French, folded. */
static const struct {
	enum word word;
	const char *name;
} words[] = {
	{ KEYS, "keys" },   { KEYS, "touches" }, { KEYS, "aide" },
	{ KEYS, "?" },      { WHERE, "where" },  { WHERE, "ou" },
	{ AGAIN, "again" }, { AGAIN, "encore" }, { STOP, "stop" },
	{ STOP, "fin" },    { STOP, "quitter" }, { STOP, "q" },
	{ LANG, "lang" },   { LANG, "langue" },  { OPEN, "open" },
	{ OPEN, "ouvrir" },
};

/* ---- what is said ----------------------------------------------------- */

static void
look(struct plain *p)
{
	struct dp_learn_places places = { .data = cli_data_folder() };
	struct dp_err ignored = { 0 };

	dp_learn_glance_done(&p->glance);
	if (dp_learn_glance(&places, TRACK, &p->glance, &ignored) != 0)
		dp_learn_glance_done(&p->glance);
}

/* The lesson of step STEP, the one in hand first; or n. */
static size_t
lesson_of(const struct plain *p, size_t step)
{
	const struct dp_learn_glance *g = &p->glance;
	size_t i = 0;

	if (g->begun && g->lessons.at[g->lesson]->step == step)
		return g->lesson;
	while (i < g->lessons.n && g->lessons.at[i]->step != step)
		i++;
	return i;
}

static void
say(struct plain *p, const char *text)
{
	cli_prose(&p->out, dp_str_c(text), 0);
}

static void
say_choice(struct plain *p, size_t number, dp_str text)
{
	dp_buf_format(&p->out, "%2zu  ", number);
	cli_wrap(&p->out, text, 76, 4, 4);
}

static void
say_step(struct plain *p, size_t step)
{
	const struct dp_step_info *s = dp_step_info(step);
	size_t i = lesson_of(p, step);
	struct dp_buf b = { 0 };

	if (i < p->glance.lessons.n) {
		const struct dp_lesson *l = p->glance.lessons.at[i];

		dp_buf_format(&b, _("%s, “%.*s”. Tasks done: %zu of %zu."),
			      _(s->title), DP_FMT(dp_said(&l->title)),
			      p->glance.n_done[i], l->n_tasks);
	} else {
		dp_buf_format(&b, "%s. %s", _(s->title), _(s->purpose));
	}
	say_choice(p, step + 1, dp_buf_view(&b));
	dp_buf_done(&b);
}

/* The numbered list: seven steps, then the data to practise on. */
static void
say_home(struct plain *p)
{
	struct dp_buf said = { 0 };
	char *path;

	dp_buf_char(&p->out, '\n');
	say(p, _("The seven steps"));
	for (size_t i = 0; i < DP_STEPS; i++)
		say_step(p, i);
	dp_buf_char(&p->out, '\n');
	say(p, _("Practice data"));
	for (size_t i = 0; (path = p->screen->practice(i, &said)); i++) {
		say_choice(p, DP_STEPS + i + 1, dp_buf_view(&said));
		said.n = 0;
		free(path);
	}
	dp_buf_done(&said);
	dp_buf_char(&p->out, '\n');
	say(p, _("Type a number, a command, or the name of a file."));
}

static void
say_keys(struct plain *p)
{
	say(p, _("A number opens that step's lesson, or that file."));
	say(p, _("A command of dpipe, such as verify FILE, is carried out. "
		 "help lists them all; help clean explains one."));
	say(p, _("The name of a file says what is wrong with it. open and "
		 "its name works on it, step by step; so does open and the "
		 "number of practice data."));
	say(p, _("again: the numbers once more. where: how far you are. lang "
		 "fr, lang en: the language. keys: this list. stop: leave."));
}

static void
say_where(struct plain *p)
{
	const struct dp_learn_glance *g = &p->glance;
	const struct dp_lesson *l = g->begun ? g->lessons.at[g->lesson] : NULL;
	struct dp_buf b = { 0 };

	if (l && g->task < l->n_tasks)
		dp_buf_format(&b,
			      _("You are at the start. Your lesson is “%.*s”, "
				"task %zu of %zu: type %zu to go on."),
			      DP_FMT(dp_said(&l->title)), g->task + 1,
			      l->n_tasks, l->step + 1);
	else
		dp_buf_c(&b, _("You are at the start. No lesson is in hand."));
	cli_prose(&p->out, dp_buf_view(&b), 0);
	dp_buf_done(&b);
}

/* ---- what is done ----------------------------------------------------- */

/* Says what went wrong, as an answer. */
static void
say_err(struct plain *p, const struct dp_err *err)
{
	cli_prose(&p->out, dp_str_c(err->msg), 0);
	cli_point(err, 0, &p->out);
	if (*err->shown)
		dp_buf_char(&p->out, '\n');
}

/* Carries out the words of C as the command line would. */
static int
carry_out(struct plain *p, const struct dp_command *c, struct dp_err *err)
{
	if (cli_write(&p->out, err) != 0)
		return -1;
	return cli_aside_run(c) == -EPIPE ? -1 : 0;
}

static int
verify(struct plain *p, char *path, struct dp_err *err)
{
	char *word[] = { (char[]){ "verify" }, path, NULL };
	struct dp_command c = { word, 2 };

	return carry_out(p, &c, err);
}

/* The path of the practice data numbered I, to be freed; NULL, and says so. */
static char *
practice_path(struct plain *p, size_t i)
{
	struct dp_buf said = { 0 };
	char *path = NULL;

	for (size_t k = 0; k <= i; k++) {
		free(path);
		path = p->screen->practice(k, &said);
		if (!path)
			break;
	}
	dp_buf_done(&said);
	if (!path)
		say(p, _("No such number. again says them once more."));
	return path;
}

/* Works on the table that REST names, or numbers, as cli_plain_table. */
static int
open_table(struct plain *p, dp_str rest, struct dp_err *err)
{
	struct dp_err why = { 0 };
	int64_t number;
	int status;
	char *path;

	if (dp_str_int(rest, &number) && number > DP_STEPS)
		path = practice_path(p, (size_t)(number - DP_STEPS - 1));
	else
		path = dp_strdup(rest);
	if (!path || cli_write(&p->out, err) != 0) {
		free(path);
		return path ? -1 : 0;
	}
	status = cli_plain_table(path, p->screen, &why);
	free(path);
	if (status < 0)
		say_err(p, &why);
	else if (status == 0)
		say(p, _("You are back at the start. again says the numbers."));
	return status < 0 ? 0 : status;
}

/* The practice data numbered I: a table is verified, a project named. */
static int
open_practice(struct plain *p, size_t i, struct dp_err *err)
{
	char *path = practice_path(p, i), *project;
	int status = 0;

	if (!path)
		return 0;
	project = dp_path_join(path, DP_PROJECT_FILE);
	if (dp_exists(project)) {
		char *text = dp_format(_("A project, in the folder %s. run "
					 "checks and makes it anew."),
				       path);

		say(p, text);
		free(text);
	} else {
		status = verify(p, path, err);
	}
	free(project);
	free(path);
	return status;
}

/* As cli_dialogue. */
static int
open_step(struct plain *p, size_t step, struct dp_err *err)
{
	size_t i = lesson_of(p, step);
	const struct dp_step_info *s = dp_step_info(step);
	struct dp_err why = { 0 };
	int status;
	char *id;

	if (i == p->glance.lessons.n) {
		say(p, _(s->purpose));
		say(p, _("There is no lesson for this step. A first command:"));
		say(p, s->first);
		return 0;
	}
	if (cli_write(&p->out, err) != 0)
		return -1;
	id = dp_strdup(p->glance.lessons.at[i]->id);
	status = cli_dialogue(id, p->screen, &why);
	free(id);
	look(p);
	if (status < 0)
		say_err(p, &why);
	else if (status == 0)
		say(p, _("You are back at the start. again says the numbers."));
	return status < 0 ? 0 : status;
}

static bool
is_command(const char *word)
{
	for (size_t i = 0; cli_commands[i]; i++)
		if (strcmp(cli_commands[i]->name, word) == 0)
			return true;
	return false;
}

static int
command(struct plain *p, dp_str line, struct dp_err *err)
{
	struct dp_command c = { 0 };
	struct dp_err why = { 0 };
	char *path = dp_strdup(line);
	int status = 0;

	if (dp_exists(path)) {
		status = verify(p, path, err);
	} else if (dp_command_split(line, &c, &why) != 0) {
		say_err(p, &why);
	} else if (c.n > 0 && is_command(c.word[0])) {
		status = carry_out(p, &c, err);
	} else {
		say(p, _("That is no number, no command and no file. keys "
			 "lists what there is."));
	}
	dp_command_done(&c);
	free(path);
	return status;
}

static enum word
find_word(dp_str line, dp_str *rest)
{
	struct dp_buf folded = { 0 };
	enum word found = NONE;

	*rest = line;
	dp_fold(dp_str_cut(rest, ' '), &folded);
	*rest = dp_str_strip(*rest);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (dp_str_is(dp_buf_view(&folded), words[i].name) &&
		    (rest->n == 0 || words[i].word >= LANG))
			found = words[i].word;
	dp_buf_done(&folded);
	return found;
}

/* LINE: 0 goes on, 1 it is over, -1 failed. */
static int
take(struct plain *p, dp_str line, struct dp_err *err)
{
	int64_t number;
	dp_str rest;

	switch (find_word(line, &rest)) {
	case STOP:
		return 1;
	case KEYS:
		say_keys(p);
		return 0;
	case WHERE:
		say_where(p);
		return 0;
	case AGAIN:
		say_home(p);
		return 0;
	case LANG:
		if (dp_str_is(rest, "fr") || dp_str_is(rest, "en")) {
			cli_dialogue_speak(rest);
			say_home(p);
		} else {
			say(p, _("There is French and English: lang fr, lang "
				 "en."));
		}
		return 0;
	case OPEN:
		return open_table(p, rest, err);
	case NONE:
		break;
	}
	if (!dp_str_int(line, &number))
		return command(p, line, err);
	if (number >= 1 && number <= DP_STEPS)
		return open_step(p, (size_t)number - 1, err);
	return open_practice(p, (size_t)(number - DP_STEPS - 1), err);
}

int
cli_plain_start(const struct cli_screen *screen, struct dp_err *err)
{
	struct plain p = { .screen = screen };
	int status = 0;

	cli_terminal_plain();
	look(&p);
	dp_buf_format(&p.out,
		      _("dpipe %s. Plain mode. Type keys for what there is, "
			"stop to leave."),
		      PACKAGE_VERSION);
	dp_buf_char(&p.out, '\n');
	/* TRANSLATORS: for a reader who does not want your language: In
	 * English: type lang en */
	say(&p, _("En français : tapez lang fr"));
	say_home(&p);
	while (status == 0) {
		char *line;

		if (cli_write(&p.out, err) != 0)
			status = -1;
		else if (dp_cancelled() || !(line = cli_read_line(screen)))
			status = 1;
		else {
			dp_str typed = dp_str_strip(dp_str_c(line));

			status = typed.n ? take(&p, typed, err) : 0;
			free(line);
		}
	}
	dp_buf_done(&p.out);
	dp_learn_glance_done(&p.glance);
	return status < 0 ? -1 : 0;
}
