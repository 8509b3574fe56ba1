/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson and the learner's work: keys and lines go to the session, what it
 * answers is shown. Draws and judges nothing itself.
 */
#include "tui/view_lesson.h"

#include <stdlib.h>

#include "base/i18n.h"
#include "tui/language.h"
#include "tui/list.h"

/* ---- what the session holds ------------------------------------------- */

struct tui_lesson *
tui_lesson_top(const struct tui_app *app)
{
	const struct tui_view *v = tui_top(app);

	return v && v->class == &tui_view_lesson ? v->state : NULL;
}

char *
tui_lesson_table(const struct tui_lesson *s)
{
	struct dp_learn_at at;
	char *name, *path;

	dp_learn_at(s->learn, &at);
	if (!at.lesson->table.p)
		return NULL;
	name = dp_strdup(at.lesson->table);
	path = dp_path_join(at.folder, name);
	free(name);
	return path;
}

/* Without a table, the work is the file of the project. */
static void
read_project(struct tui_lesson *s)
{
	struct dp_learn_at at;
	struct dp_err none = { 0 };
	char *path;

	dp_learn_at(s->learn, &at);
	path = dp_path_join(at.folder, DP_PROJECT_FILE);
	s->project.n = 0;
	if (dp_read_file(path, DP_LESSON_MAX_BYTES, &s->project, &none) != 0)
		s->project.n = 0;
	free(path);
}

/* The table and the checks, as the learner's folder is now. */
static void
look(struct tui_app *app, struct tui_lesson *s)
{
	char *path = tui_lesson_table(s);
	struct dp_err err = { 0 };

	if (!path || !dp_exists(path))
		tui_preview_done(&s->table);
	else if (tui_preview_read(&s->table, path, &err) != 0)
		tui_say_err(app, &err);
	free(path);
	read_project(s);
	dp_verdicts_done(&s->checks);
	memset(&s->checks, 0, sizeof s->checks);
	if (dp_learn_checks(s->learn, &s->checks, &err) != 0)
		tui_say_err(app, &err);
	(void)snprintf(s->language, sizeof s->language, "%s", dp_language());
}

static int
view_open(struct tui_app *app, struct tui_view *v, const char *arg,
	  struct dp_err *err)
{
	const struct tui_world *w = tui_world(app);
	struct dp_learn_places places = { .data = w->data_folder };
	struct tui_lesson *s = v->state;

	s->work = TUI_PART_TABLE;
	if (!w->front)
		return dp_fail(err, DP_ENOTFOUND,
			       _("there are no lessons "
				 "here."));
	s->learn = dp_learn_open(&places, arg, w->front, err);
	if (!s->learn || dp_learn_told(s->learn, &s->says, err) != 0)
		return -1;
	look(app, s);
	return 0;
}

static void
view_close(struct tui_view *v)
{
	struct tui_lesson *s = v->state;

	dp_learn_close(s->learn);
	dp_says_done(&s->says);
	dp_verdicts_done(&s->checks);
	tui_preview_done(&s->table);
	dp_buf_done(&s->output);
	dp_buf_done(&s->project);
	free(s->asked);
}

/* ---- a line, and what is answered ------------------------------------- */

/* The sentence for the status line: what weighs most of what was said. */
static void
say_most(struct tui_app *app, const struct dp_says *says)
{
	static const enum dp_say_kind order[] = { DP_SAY_FAIL, DP_SAY_ERROR,
						  DP_SAY_PASS, DP_SAY_DONE,
						  DP_SAY_HINT, DP_SAY_TEXT,
						  DP_SAY_OFFER };

	for (size_t k = 0; k < sizeof order / sizeof order[0]; k++)
		for (size_t i = 0; i < says->n; i++) {
			dp_str rest = says->at[i].text;

			if (says->at[i].kind != order[k])
				continue;
			rest = dp_str_cut(&rest, '\n');
			tui_say(app, "%.*s", DP_FMT(rest));
			return;
		}
}

/* Puts what a command answered where the work is shown. */
static void
take_output(struct tui_lesson *s, dp_str line)
{
	s->work = TUI_PART_TABLE;
	s->output.n = 0;
	s->output_top = 0;
	for (size_t i = 0; i < s->says.n; i++)
		if (s->says.at[i].kind == DP_SAY_OUTPUT) {
			dp_buf_str(&s->output, s->says.at[i].text);
			dp_buf_char(&s->output, '\n');
			s->work = TUI_PART_ANSWER;
		}
	free(s->asked);
	s->asked = line.n ? dp_strdup(line) : NULL;
	if (s->focus != TUI_PART_TEXT)
		s->focus = s->work;
}

/* A new task was begun: the page shows it, from its start. */
static bool
take_task(struct tui_lesson *s)
{
	size_t i = 0;

	while (i < s->says.n && s->says.at[i].kind != DP_SAY_TITLE)
		i++;
	if (i == s->says.n)
		return false;
	s->says.n = i;
	s->top = s->choice = 0;
	s->focus = TUI_PART_TEXT;
	return true;
}

/* What to press: said once, when a task starts. */
static void
say_how(struct tui_app *app, const struct tui_lesson *s)
{
	const char *how = _("Enter opens a line: type there what is to be "
			    "done. h gives a hint.");
	struct dp_learn_at at;
	int rows;

	dp_learn_at(s->learn, &at);
	if (!at.task || at.complete)
		return;
	if (at.task->kind == DP_TASK_QUIZ)
		how = _("Choose with the arrows and Enter, or press a "
			"number.");
	else if (at.task->kind == DP_TASK_PREDICT)
		how = _("Type a number; a wrong one costs nothing.");
	else if (at.task->kind == DP_TASK_REFLECT)
		how = _("Enter opens a line for your words.");
	if (tui_lesson_lines(app, s, &rows) > (size_t)rows)
		tui_say(app, _("n turns the page. %s"), how);
	else
		tui_say(app, "%s", how);
}

static void
take_language(struct tui_app *app, const struct dp_says *says)
{
	for (size_t i = 0; i < says->n; i++)
		if (says->at[i].kind == DP_SAY_LANGUAGE)
			tui_app_run(app, dp_str_is(says->at[i].text, "fr") ?
						 DP_S("language fr") :
						 DP_S("language en"));
}

void
tui_lesson_do(struct tui_app *app, struct tui_lesson *s, dp_str line)
{
	struct dp_err err = { 0 };
	struct dp_buf last = { 0 };
	int status;

	dp_says_clear(&s->says);
	status = dp_learn_line(s->learn, line, &s->says, &err);
	if (status == 0) {
		if (s->says.n > 0)
			dp_buf_str(&last, s->says.at[s->says.n - 1].text);
		tui_pop(app);
		tui_say(app, "%.*s", DP_FMT(dp_buf_view(&last)));
		dp_buf_done(&last);
		return;
	}
	tui_say(app, "%s", "");
	take_output(s, line);
	look(app, s);
	if (take_task(s))
		say_how(app, s);
	else
		tui_lesson_show_answer(app, s);
	say_most(app, &s->says);
	take_language(app, &s->says);
	if (status < 0)
		tui_say_err(app, &err);
}

/* ---- commands --------------------------------------------------------- */

static void
enter(struct tui_app *app, struct tui_lesson *s)
{
	struct dp_learn_at at;
	char number[32], *path;

	dp_learn_at(s->learn, &at);
	if (s->focus == TUI_PART_TABLE && s->table.n_columns > 0) {
		path = tui_lesson_table(s);
		(void)tui_open_file(app, path);
		free(path);
	} else if (!at.task || at.complete || at.predicted) {
		tui_lesson_do(app, s, DP_S(""));
	} else if (at.task->kind == DP_TASK_QUIZ) {
		/* nobody chooses what they have not seen */
		if (tui_lesson_show_choice(app, s)) {
			say_how(app, s);
			return;
		}
		(void)snprintf(number, sizeof number, "%zu", s->choice + 1);
		tui_lesson_do(app, s, dp_str_c(number));
	} else {
		tui_lesson_ask(app, s, NULL);
	}
}

/* The parts that there are, in turn. */
static void
change_part(struct tui_app *app, struct tui_lesson *s, int by)
{
	enum tui_lesson_part part = s->focus;

	do
		part = (enum tui_lesson_part)(((int)part + by + 3) % 3);
	while (part == TUI_PART_ANSWER && s->output.n == 0);
	s->focus = part;
	if (part != TUI_PART_TEXT && part != s->work)
		s->output_top = 0;
	if (part != TUI_PART_TEXT)
		s->work = part;
	if (part == TUI_PART_TABLE && s->table.n_columns > 0)
		tui_say(app, _("The arrows move in the table; Enter opens it "
			       "whole."));
}

/* The lesson of step STEP on the same track, if there is one. */
static bool
change_lesson(struct tui_app *app, const struct tui_lesson *s, size_t step)
{
	const struct dp_lessons *all = dp_learn_lessons(s->learn);
	struct dp_learn_at at;
	char *id = NULL;

	dp_learn_at(s->learn, &at);
	if (at.lesson->step == step) {
		tui_say(app, _("This is the lesson of that step."));
		return true;
	}
	for (size_t i = 0; !id && i < all->n; i++)
		if (all->at[i]->step == step)
			id = dp_strdup(all->at[i]->id);
	if (!id)
		return false;
	tui_pop(app);
	(void)tui_push(app, &tui_view_lesson, id);
	free(id);
	return true;
}

/* A digit is an answer while one is waited for. */
static bool
answer_digit(struct tui_app *app, struct tui_lesson *s, tui_key digit)
{
	char text[2] = { (char)digit, '\0' };
	struct dp_learn_at at;

	dp_learn_at(s->learn, &at);
	if (!at.task || digit < '0' || digit > '9')
		return false;
	if (at.task->kind == DP_TASK_PREDICT && !at.complete) {
		tui_lesson_ask(app, s, text);
	} else if (at.task->kind == DP_TASK_QUIZ) {
		if (digit > '0' && digit <= '0' + at.task->n_choices)
			s->choice = digit - '1';
		tui_lesson_do(app, s, dp_str_c(text));
	} else {
		return false;
	}
	return true;
}

/* Arrows move where the focus is: choice, text, output, table. */
static bool
move(struct tui_app *app, struct tui_lesson *s, enum tui_command c)
{
	struct tui_rect text, work;
	struct dp_learn_at at;
	size_t n, lines = 0;
	int rows;

	dp_learn_at(s->learn, &at);
	n = tui_lesson_lines(app, s, &rows);
	tui_lesson_areas(app, s, &text, &work);
	work = tui_inside(work);
	if (s->focus == TUI_PART_TABLE && s->table.n_columns > 0)
		return tui_preview_move(&s->table, work.rows - 1, c);
	if (s->focus != TUI_PART_TEXT) {
		const struct dp_buf *shown = s->focus == TUI_PART_ANSWER ?
						     &s->output :
						     &s->project;

		for (size_t i = 0; i < shown->n; i++)
			lines += shown->p[i] == '\n';
		return tui_scroll_move(&s->output_top, lines, work.rows, c);
	}
	if (at.task && at.task->kind == DP_TASK_QUIZ && !at.complete &&
	    (c == TUI_UP || c == TUI_DOWN))
		return tui_lesson_show_choice(app, s) ||
		       tui_list_move(&s->choice, at.task->n_choices, 1, c);
	return tui_scroll_move(&s->top, n, rows, c);
}

static bool
page(struct tui_app *app, struct tui_lesson *s, enum tui_command c)
{
	size_t n, was = s->top;
	int rows;

	n = tui_lesson_lines(app, s, &rows);
	s->focus = TUI_PART_TEXT;
	(void)tui_scroll_move(&s->top, n, rows,
			      c == TUI_NEXT ? TUI_PAGE_DOWN : TUI_PAGE_UP);
	if (s->top == was)
		tui_say(app, c == TUI_NEXT ? _("This is the last page.") :
					     _("This is the first page."));
	return true;
}

static bool
command(struct tui_app *app, struct tui_view *v, enum tui_command c, dp_str arg)
{
	struct tui_lesson *s = v->state;

	(void)arg;
	switch (c) {
	case TUI_ENTER:
		enter(app, s);
		return true;
	case TUI_COMMAND:
		tui_lesson_ask(app, s, NULL);
		return true;
	case TUI_GOTO:
		tui_lesson_ask_task(app);
		return true;
	case TUI_HINT:
		tui_lesson_do(app, s, DP_S("hint"));
		return true;
	case TUI_ANSWER:
		tui_lesson_do(app, s, DP_S("answer"));
		return true;
	case TUI_SKIP:
		tui_lesson_do(app, s, DP_S("skip"));
		return true;
	case TUI_UNDO:
		tui_lesson_do(app, s, DP_S("undo"));
		return true;
	case TUI_HISTORY:
		tui_lesson_do(app, s, DP_S("recipe"));
		return true;
	case TUI_NEXT_PANE:
	case TUI_PREVIOUS_PANE:
		change_part(app, s, c == TUI_NEXT_PANE ? 1 : -1);
		return true;
	case TUI_NEXT:
	case TUI_PREVIOUS:
		return page(app, s, c);
	default:
		break;
	}
	if (c >= TUI_STEP_1 && c <= TUI_STEP_7)
		return answer_digit(app, s, '1' + (tui_key)(c - TUI_STEP_1)) ||
		       change_lesson(app, s, (size_t)(c - TUI_STEP_1));
	return move(app, s, c);
}

static bool
begin(struct tui_app *app, struct tui_view *v, tui_key key)
{
	return answer_digit(app, v->state, key);
}

static void
click(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	struct tui_lesson *s = v->state;

	(void)app;
	s->focus = TUI_PART_TEXT;
	s->choice = target - 1u;
}

/* Another language is spoken now: all of it is said anew. */
static void
settle(struct tui_app *app, struct tui_view *v)
{
	struct tui_lesson *s = v->state;
	struct dp_err err = { 0 };

	if (!s->greeted)
		say_how(app, s);
	s->greeted = true;
	if (strcmp(s->language, dp_language()) == 0)
		return;
	dp_says_clear(&s->says);
	if (dp_learn_told(s->learn, &s->says, &err) != 0)
		tui_say_err(app, &err);
	look(app, s);
}

static void
again(struct tui_app *app, struct tui_view *v)
{
	look(app, v->state);
}

static const enum tui_command serves[] = {
	TUI_ENTER,         TUI_HINT,   TUI_ANSWER,    TUI_UNDO,
	TUI_NEXT,          TUI_SKIP,   TUI_NEXT_PANE, TUI_GOTO,
	TUI_HISTORY,       TUI_SAY,    TUI_WHY,       TUI_STEP_1,
	TUI_STEP_2,        TUI_STEP_3, TUI_STEP_4,    TUI_STEP_5,
	TUI_STEP_6,        TUI_STEP_7, TUI_LANGUAGE,  TUI_COMMAND,
	TUI_PREVIOUS,      TUI_LEFT,   TUI_RIGHT,     TUI_MOVES,
	TUI_PREVIOUS_PANE, TUI_NOTHING
};

const struct tui_view_class tui_view_lesson = {
	.name = "lesson",
	.title = N_("Lesson"),
	.serves = serves,
	.state_bytes = sizeof(struct tui_lesson),
	.open = view_open,
	.close = view_close,
	.again = again,
	.settle = settle,
	.command = command,
	.begin = begin,
	.click = click,
	.call = tui_lesson_call,
	.draw = tui_lesson_draw,
	.remark = tui_lesson_remark,
	.about = tui_lesson_about,
	.say = tui_lesson_say,
};
