/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The whole program in words: what dpipe --help prints, and dpipe(1).
 */
#include "cli/help.h"

#include <stdlib.h>

#include "cli/inner.h"

#define NAME_COLS 12u /* room for names of commands */

static void
environment(struct cli_doc *d)
{
	cli_doc_section(d, _("Environment"));
	cli_doc_item(d, "LANGUAGE, LC_ALL, LC_MESSAGES, LANG",
		     _("the language, unless --lang says it"));
	cli_doc_item(d, "DPIPE_PLAIN, ACCESSIBLE",
		     _("when set, the same as --plain"));
	cli_doc_item(d, "DPIPE_ASCII",
		     _("when set, charts and screens are drawn with ASCII "
		       "only"));
	cli_doc_item(d, "NO_COLOR", _("when set, no colours"));
	cli_doc_item(d, "DPIPE_DATA_DIR",
		     _("the folder of lessons and sample data, instead of the "
		       "installed one"));
	cli_doc_item(d, "DPIPE_LOCALE_DIR",
		     _("the folder of translations, instead of the installed "
		       "one"));
	cli_doc_item(d, "XDG_STATE_HOME",
		     _("the folder in which dpipe remembers the files opened "
		       "last and what was typed; otherwise "
		       "~/.local/state"));
	cli_doc_item(d, "DPIPE_TEST_EPOCH",
		     _("the time, in seconds since 1970, that screens show "
		       "instead of the clock's"));
}

static void
steps(struct cli_doc *d)
{
	cli_doc_section(d, _("The seven steps"));
	for (size_t i = 0; i < DP_STEPS; i++)
		cli_doc_item(d, dp_step_info(i)->name,
			     cli_tr(dp_step_info(i)->purpose));
}

static bool
is_step(const char *name)
{
	for (size_t i = 0; i < DP_STEPS; i++)
		if (strcmp(dp_step_info(i)->name, name) == 0)
			return true;
	return false;
}

static void
topics(struct cli_doc *d)
{
	struct dp_buf b = { 0 };
	char *list;

	cli_doc_section(d, _("Topics of dpipe help"));
	for (const struct cli_topics *t = cli_topics; t->name; t++)
		dp_buf_format(&b, "%s, ", t->name);
	dp_buf_c(&b, "recipe");
	list = dp_buf_take(&b);
	cli_doc_text(d, list);
	cli_doc_text(d, _("Each lists its own: dpipe help operations; and then "
			  "dpipe help trim."));
	free(list);
}

static void
description(struct cli_doc *d)
{
	cli_doc_section(d, _("Description"));
	cli_doc_text(d, _("dpipe is for everyone who works with tables of "
			  "data: it reads any of them, says what is wrong "
			  "with it, repairs it with a recipe that can be run "
			  "again, counts, compares and draws. It follows the "
			  "School of Data pipeline."));
	cli_doc_text(d, _("With a file instead of a command it opens it on "
			  "the terminal, whatever its size: a table to look "
			  "at, to search, to sort, to filter by its values, "
			  "to clean step by step; the file is never written. "
			  "What another program writes is opened the same "
			  "way: PROGRAM | dpipe; its rows are there while "
			  "they come."));
	cli_doc_text(d, _("Without a command it opens its interface on the "
			  "terminal: arrows move, Enter opens, ? explains, q "
			  "leaves. Where plain lines are asked for, the same "
			  "lessons, files and commands are a dialogue of "
			  "numbers and words, and keys lists them. Where "
			  "there is no terminal it prints the seven steps and "
			  "what to try first. The name - stands for standard "
			  "input, or for standard output where something is "
			  "written; after -- everything is an operand. Names "
			  "of options may be shortened."));
}

/* What a file for --script may say: src/tui/script.h. */
static void
scripts(struct cli_doc *d)
{
	cli_doc_section(d, _("Scripts of keys"));
	cli_doc_text(d, _("A file for --script has a key on each line: a "
			  "character, or Enter, Esc, Tab, Shift-Tab, Space, "
			  "Up, Down, Left, Right, PgUp, PgDn, Home, End, "
			  "Backspace, Delete, F1, Ctrl-A to Ctrl-Z, Alt-b. A "
			  "line that starts with # and a blank is a comment. "
			  "Or it has one of these:"));
	cli_doc_item(d, "text WORDS",
		     _("types the words; quotes keep blanks at their ends"));
	cli_doc_item(d, "paste WORDS", _("pastes the words"));
	cli_doc_item(d, "run COMMAND", _("runs a command, as behind :"));
	cli_doc_item(d, "click ROW COL",
		     _("clicks there, both counted from 1"));
	cli_doc_item(d, "resize SIZE", _("changes the size of the screen"));
	cli_doc_item(d, "lang CODE", _("speaks fr or en"));
	cli_doc_item(d, "wait", _("waits for work in the background"));
	cli_doc_item(d, "dump", _("prints the screen"));
	cli_doc_item(d, "dump roles",
		     _("prints the screen, what each cell is, and where the "
		       "cursor stands"));
}

static void
see_also(struct cli_doc *d)
{
	struct dp_buf b = { 0 };
	char *list;

	cli_doc_section(d, _("See also"));
	for (const struct cli_command *const *c = cli_commands; *c; c++)
		if (!(*c)->hidden)
			dp_buf_format(&b, "dpipe-%s(1), ", (*c)->name);
	dp_buf_c(&b, "dpipe-recipe(5), dpipe-op(7)");
	list = dp_buf_take(&b);
	cli_doc_text(d, list);
	free(list);
}

void
cli_page_dpipe(struct cli_doc *d)
{
	char *call;

	cli_doc_page(d, "dpipe", 1,
		     _("from a question to an honest chart, in seven steps"));
	cli_doc_section(d, d->man ? _("Synopsis") : _("Usage"));
	cli_doc_code(d, DP_S("dpipe\n"), NULL);
	call = dp_format("dpipe %s", _("FILE"));
	cli_doc_code(d, dp_str_c(call), NULL);
	free(call);
	call = dp_format("dpipe --present [%s]", _("LESSON"));
	cli_doc_code(d, dp_str_c(call), NULL);
	free(call);
	call = dp_format("dpipe %s [%s …] [%s …]", _("COMMAND"), _("OPTION"),
			 _("ARGUMENT"));
	cli_doc_code(d, dp_str_c(call), NULL);
	free(call);
	if (d->man)
		description(d);
	d->term_cols = NAME_COLS;
	steps(d);
	cli_doc_section(d, _("Other commands"));
	for (const struct cli_command *const *c = cli_commands; *c; c++)
		if (!(*c)->hidden && !is_step((*c)->name))
			cli_doc_item(d, (*c)->name, cli_tr((*c)->summary));
	d->term_cols = 0;
	cli_doc_section(d, _("Options of every command"));
	cli_doc_options(d, cli_global_options);
	cli_doc_section(d, _("Options without a command"));
	cli_doc_options(d, cli_screen_options);
	topics(d);
	if (!d->man)
		return;
	scripts(d);
	cli_doc_statuses(d);
	environment(d);
	see_also(d);
}
