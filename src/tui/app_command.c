/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands that work everywhere, and the way of the others to a view. */
#include <stdlib.h>

#include <dpipe/op.h>
#include <dpipe/text.h>

#include "base/i18n.h"
#include "tui/inner.h"
#include "tui/language.h"
#include "tui/prompt.h"
#include "tui/recipe_line.h"
#include "tui/view_projector.h"
#include "tui/view_lesson.h"

/* Views that a command opens, from anywhere. */
static const struct {
	enum tui_command command;
	const struct tui_view_class *view;
} opens[] = {
	{ TUI_HELP, &tui_view_help },
	{ TUI_WHY, &tui_view_glossary },
};

/* The view that C opens, or NULL. */
static const struct tui_view_class *
opened_by(enum tui_command c)
{
	for (size_t i = 0; i < sizeof opens / sizeof opens[0]; i++)
		if (opens[i].command == c)
			return opens[i].view;
	return NULL;
}

bool
tui_is_global(enum tui_command c)
{
	switch (c) {
	case TUI_BACK:
	case TUI_CHART:
	case TUI_COMMAND:
	case TUI_FINDINGS:
	case TUI_LANGUAGE:
	case TUI_MOUSE:
	case TUI_OPEN:
	case TUI_PROJECTOR:
	case TUI_QUIT:
	case TUI_REPAINT:
	case TUI_STOP:
	case TUI_TOUR:
		return true;
	default:
		return (c >= TUI_STEP_1 && c <= TUI_STEP_7) || opened_by(c);
	}
}

const enum tui_command *
tui_commands(const struct tui_view *v)
{
	return v->class->serves_now ? v->class->serves_now(v) :
				      v->class->serves;
}

/* True when the view has it in its own list. */
static bool
is_its_own(const struct tui_view *v, enum tui_command c)
{
	for (const enum tui_command *s = tui_commands(v); s && *s; s++)
		if (*s == c)
			return true;
	return false;
}

bool
tui_serves(const struct tui_view *v, enum tui_command c)
{
	if (c == TUI_SAY)
		return v->class->say != NULL;
	return is_its_own(v, c) || tui_is_global(c);
}

/* ---- each ------------------------------------------------------------- */

static void
say_not_here(struct tui_app *app, enum tui_command c)
{
	tui_say(app, _("“%s” means nothing here. ? shows what does."),
		_(tui_command_info(c)->title));
}

static void
go_back(struct tui_app *app, enum tui_command c)
{
	if (app->n_views > 1)
		tui_pop(app);
	else if (c == TUI_QUIT)
		app->over = true;
	else
		tui_say(app, _("This is the first screen. q leaves dpipe."));
}

static void
change_language(struct tui_app *app, dp_str arg)
{
	if (dp_str_is(arg, "en") || dp_str_is(arg, "fr"))
		tui_language_set(arg.p[0] == 'e' ? "en" : "fr");
	else
		tui_language_set(tui_language_other());
	/* TRANSLATORS: name your language, and the key l for English */
	tui_say(app, _("English. En français : touche l."));
}

static void
show_again(struct tui_app *app, const struct tui_view_class *class)
{
	if (tui_top(app)->class == class)
		tui_say(app, _("It is open already. Esc closes it."));
	else
		(void)tui_push(app, class, NULL);
}

static void
go_to_step(struct tui_app *app, enum tui_command c)
{
	char number[2] = { (char)('1' + (c - TUI_STEP_1)), '\0' };

	if (tui_top(app)->class == &tui_view_project)
		tui_pop(app);
	(void)tui_push(app, &tui_view_project, number);
}

static void
open_file(struct tui_app *app, dp_str arg)
{
	char *path;

	if (!arg.n) {
		tui_ask(app, &tui_ask_file, NULL);
		return;
	}
	path = dp_strdup(arg);
	(void)tui_open_file(app, path);
	free(path);
}

/* The table of the lesson on top, which the caller frees; NULL: none. */
static char *
lesson_table(const struct tui_app *app)
{
	const struct tui_lesson *s = tui_lesson_top(app);
	char *path = s ? tui_lesson_table(s) : NULL;

	if (path && !dp_exists(path)) {
		free(path);
		path = NULL;
	}
	return path;
}

static void
verify_file(struct tui_app *app, dp_str arg)
{
	char *path = arg.n ? dp_strdup(arg) : lesson_table(app);

	if (path)
		(void)tui_push(app, &tui_view_findings, path);
	else
		tui_ask(app, &tui_ask_verify, NULL);
	free(path);
}

static void
draw_chart(struct tui_app *app, dp_str arg)
{
	bool open = tui_top(app)->class == &tui_view_chart;
	char *words = dp_strdup(arg);

	if (open && arg.n) /* another one in its place */
		tui_pop(app);
	if (open && !arg.n)
		tui_say(app, _("It is open already. Esc closes it."));
	else
		(void)tui_push(app, &tui_view_chart, words);
	free(words);
}

static void
say_screen(struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);
	struct dp_buf b = { 0 };

	v->class->say(app, v, &b);
	dp_buf_char(&b, '\0');
	(void)tui_push(app, &tui_view_text, b.p);
	dp_buf_done(&b);
}

static void
do_global(struct tui_app *app, enum tui_command c, dp_str arg)
{
	switch (c) {
	case TUI_BACK:
	case TUI_QUIT:
		go_back(app, c);
		break;
	case TUI_COMMAND:
		tui_ask(app, &tui_ask_command, NULL);
		break;
	case TUI_LANGUAGE:
		change_language(app, arg);
		break;
	case TUI_MOUSE:
		app->no_mouse = !app->no_mouse;
		tui_say(app, "%s",
			app->no_mouse ?
				_("The mouse belongs to the terminal: drag to "
				  "select text. M takes it back.") :
				_("The mouse works here: click on what you "
				  "want. Shift and drag selects text."));
		break;
	case TUI_OPEN:
		open_file(app, arg);
		break;
	case TUI_CHART:
		draw_chart(app, arg);
		break;
	case TUI_FINDINGS:
		verify_file(app, arg);
		break;
	case TUI_REPAINT:
		app->repaint = true;
		tui_say(app, _("The screen was drawn again."));
		break;
	case TUI_PROJECTOR:
		tui_projector_ask(app, arg);
		break;
	case TUI_TOUR:
		tui_tour_start(app);
		break;
	case TUI_STOP:
		tui_say(app, _("Nothing is running. q leaves."));
		break;
	default:
		if (opened_by(c))
			show_again(app, opened_by(c));
		else
			go_to_step(app, c);
		break;
	}
}

void
tui_do(struct tui_app *app, enum tui_command c, dp_str arg)
{
	struct tui_view *v = &app->view[app->n_views - 1];

	if (is_its_own(v, c) && v->class->command(app, v, c, arg))
		return;
	if (c == TUI_SAY && v->class->say)
		say_screen(app);
	else if (tui_is_global(c))
		do_global(app, c, arg);
	else
		say_not_here(app, c);
}

/* WORD is no command; it may be a step under another name. */
static void
say_unknown(struct tui_app *app, dp_str word)
{
	struct dp_buf other = { 0 };
	struct dp_err err = { 0 };

	if (dp_elsewhere_say(word, &other)) {
		(void)dp_fail(&err, DP_EUSAGE, "%.*s",
			      DP_FMT(dp_buf_view(&other)));
		tui_say_err(app, &err);
	} else {
		tui_say(app, _("There is no command “%.*s”. : shows them all."),
			DP_FMT(word));
	}
	dp_buf_done(&other);
}

static void
run_line(struct tui_app *app, dp_str line)
{
	dp_str rest = dp_trim(line), word;
	enum tui_command c = tui_command_named(rest);

	if (rest.n == 0)
		return;
	if (c != TUI_NOTHING) {
		tui_do(app, c, DP_S(""));
		return;
	}
	word = dp_str_cut(&rest, ' ');
	c = tui_command_named(word);
	if (c != TUI_NOTHING && !tui_recipe_is_step(app, dp_trim(line)))
		tui_do(app, c, dp_trim(rest));
	else if (!tui_recipe_typed(app, line))
		say_unknown(app, word);
}

void
tui_app_run(struct tui_app *app, dp_str line)
{
	run_line(app, line);
	tui_settle(app);
}
