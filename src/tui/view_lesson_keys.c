/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What keys do in a lesson: where the task is read, in what a command
 * answered, in the table, which has its own keys besides.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/list.h"
#include "tui/view_lesson.h"
#include "tui/view_table_side.h"

/* ---- parts -------------------------------------------------------------- */

static bool
keys_are_tables(const struct tui_lesson *s)
{
	return s->focus == TUI_PART_TABLE && tui_lesson_works(s);
}

/* What is open beside the rows takes keys of its own. */
static bool
has_side(const struct tui_lesson *s)
{
	return tui_lesson_works(s) && (s->table.side == TUI_SIDE_FACET ||
				       s->table.side == TUI_SIDE_COLUMNS);
}

enum tui_lesson_part
tui_lesson_next_part(const struct tui_lesson *s, int by, bool *side)
{
	static const enum tui_lesson_part stop[] = {
		TUI_PART_TEXT, TUI_PART_ANSWER, TUI_PART_TABLE, TUI_PART_TABLE
	};
	int at = (int)s->focus;

	if (at == TUI_PART_TABLE && has_side(s) && s->table.side_focus)
		at = 3;
	do
		at = (at + by + 4) % 4;
	while ((at == 1 && s->output.n == 0) || (at == 2 && s->covered) ||
	       (at == 3 && !has_side(s)));
	*side = at == 3;
	return stop[at];
}

/* Keys are for PART from now on. */
static void
go_to_part(struct tui_lesson *s, enum tui_lesson_part part)
{
	s->focus = part;
	if (part == TUI_PART_TEXT)
		return;
	if (part != s->work)
		s->output_top = 0;
	s->work = part;
}

static void
change_part(struct tui_app *app, struct tui_lesson *s, int by)
{
	bool side, was_away = s->focus != TUI_PART_TABLE;
	enum tui_lesson_part part = tui_lesson_next_part(s, by, &side);

	tui_say(app, "%s", "");
	go_to_part(s, part);
	if (!keys_are_tables(s))
		return;
	s->table.side_focus = side;
	if (was_away && !s->told)
		tui_say(app, _("Arrows move; f: values, s: sort, Enter: the "
			       "cell, ?: all keys."));
	s->told = true;
}

/* ---- the task ----------------------------------------------------------- */

static void
enter(struct tui_app *app, struct tui_lesson *s)
{
	struct dp_learn_at at;
	char number[32];

	dp_learn_at(s->learn, &at);
	if (!at.task || at.complete || at.predicted) {
		tui_lesson_do(app, s, DP_S(""));
	} else if (at.task->kind == DP_TASK_QUIZ) {
		/* nobody chooses what they have not seen */
		if (tui_lesson_show_choice(app, s)) {
			tui_lesson_say_how(app, s);
			return;
		}
		(void)snprintf(number, sizeof number, "%zu", s->choice + 1);
		tui_lesson_do(app, s, dp_str_c(number));
	} else {
		tui_lesson_ask(app, s, NULL);
	}
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

bool
tui_lesson_begin(struct tui_app *app, struct tui_view *v, tui_key key)
{
	return answer_digit(app, v->state, key);
}

/* ---- moving ------------------------------------------------------------- */

/* In what was answered, or the file of the project. */
static bool
move_lines(const struct tui_app *app, struct tui_lesson *s, enum tui_command c)
{
	const struct dp_buf *shown = s->focus == TUI_PART_ANSWER ? &s->output :
								   &s->project;
	struct tui_rect text, work;
	size_t lines = 0;

	tui_lesson_areas(app, s, &text, &work);
	for (size_t i = 0; i < shown->n; i++)
		lines += shown->p[i] == '\n';
	return tui_scroll_move(&s->output_top, lines, tui_inside(work).rows, c);
}

/* Arrows move where the focus is: choice, text, lines. */
static bool
move(struct tui_app *app, struct tui_lesson *s, enum tui_command c)
{
	struct dp_learn_at at;
	size_t n;
	int rows;

	if (s->focus != TUI_PART_TEXT)
		return move_lines(app, s, c);
	dp_learn_at(s->learn, &at);
	if (at.task && at.task->kind == DP_TASK_QUIZ && !at.complete &&
	    (c == TUI_UP || c == TUI_DOWN))
		return tui_lesson_show_choice(app, s) ||
		       tui_list_move(&s->choice, at.task->n_choices, 1, c);
	n = tui_lesson_lines(app, s, &rows);
	return tui_scroll_move(&s->top, n, rows, c);
}

static bool
page(struct tui_app *app, struct tui_lesson *s, enum tui_command c)
{
	size_t n, was = s->top;
	int rows;

	go_to_part(s, TUI_PART_TEXT);
	n = tui_lesson_lines(app, s, &rows);
	(void)tui_scroll_move(&s->top, n, rows,
			      c == TUI_NEXT ? TUI_PAGE_DOWN : TUI_PAGE_UP);
	if (s->top == was)
		tui_say(app, c == TUI_NEXT ? _("This is the last page.") :
					     _("This is the first page."));
	return true;
}

/* ---- commands ----------------------------------------------------------- */

bool
tui_lesson_walk(struct tui_app *app, struct tui_lesson *s, enum tui_command c)
{
	static const struct {
		enum tui_command command;
		const char *line; /* as it is typed */
	} words[] = {
		{ TUI_UNDO, "undo" },      { TUI_REDO, "redo" },
		{ TUI_HISTORY, "recipe" }, { TUI_HINT, "hint" },
		{ TUI_ANSWER, "answer" },  { TUI_SKIP, "skip" },
	};

	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (words[i].command != c)
			continue;
		tui_lesson_do(app, s, dp_str_c(words[i].line));
		return true;
	}
	return false;
}

/* Does C when it is the same wherever keys are for; false: it is not. */
static bool
everywhere(struct tui_app *app, struct tui_lesson *s, enum tui_command c)
{
	if (tui_lesson_walk(app, s, c))
		return true;
	if (c >= TUI_STEP_1 && c <= TUI_STEP_7)
		return answer_digit(app, s, '1' + (tui_key)(c - TUI_STEP_1)) ||
		       change_lesson(app, s, (size_t)(c - TUI_STEP_1));
	if (c == TUI_COMMAND)
		tui_lesson_ask(app, s, NULL);
	else if (c == TUI_NEXT_PANE || c == TUI_PREVIOUS_PANE)
		change_part(app, s, c == TUI_NEXT_PANE ? 1 : -1);
	else
		return false;
	return true;
}

/* C while the task or an answer is read. */
static bool
read_command(struct tui_app *app, struct tui_lesson *s, enum tui_command c,
	     dp_str arg)
{
	switch (c) {
	case TUI_ENTER:
		enter(app, s);
		return true;
	case TUI_GOTO:
		tui_lesson_ask_task(app);
		return true;
	case TUI_NEXT:
	case TUI_PREVIOUS:
		return page(app, s, c);
	case TUI_SAY:
	case TUI_WHY:
	case TUI_LANGUAGE:
	case TUI_CHART:
	case TUI_FINDINGS:
	case TUI_BACK:
		return false;
	default:
		if (c <= TUI_LAST)
			return move(app, s, c);
		break;
	}
	/* only the table knows it */
	if (!tui_lesson_works(s))
		return false;
	go_to_part(s, TUI_PART_TABLE);
	return tui_table_do(app, &s->table, c, arg);
}

bool
tui_lesson_command(struct tui_app *app, struct tui_view *v, enum tui_command c,
		   dp_str arg)
{
	struct tui_lesson *s = v->state;

	if (everywhere(app, s, c))
		return true;
	if (keys_are_tables(s) ? tui_table_do(app, &s->table, c, arg) :
				 read_command(app, s, c, arg))
		return true;
	if (c != TUI_BACK || s->focus == TUI_PART_TEXT)
		return false;
	go_to_part(s, TUI_PART_TEXT);
	return true;
}

/* What a table has no keys for: the task, and going through it. */
#define READING \
	TUI_ENTER, TUI_HINT, TUI_NEXT_PANE, TUI_ANSWER, TUI_UNDO, TUI_NEXT, \
		TUI_SKIP, TUI_REDO, TUI_GOTO, TUI_HISTORY, TUI_SAY, TUI_WHY, \
		TUI_STEP_1, TUI_STEP_2, TUI_STEP_3, TUI_STEP_4, TUI_STEP_5, \
		TUI_STEP_6, TUI_STEP_7, TUI_LANGUAGE, TUI_COMMAND, \
		TUI_PREVIOUS, TUI_PREVIOUS_PANE, TUI_BACK, TUI_MOVES

const enum tui_command *
tui_lesson_serves(const struct tui_view *v)
{
	static const enum tui_command reads[] = { READING, TUI_NOTHING };
	static const enum tui_command reads_by_table[] = {
		READING,    TUI_FACET, TUI_SORT,   TUI_FIND,     TUI_COLUMNS,
		TUI_FREEZE, TUI_EDIT,  TUI_METHOD, TUI_NARROWER, TUI_WIDER,
		TUI_COPY,   TUI_DATA,  TUI_CHART,  TUI_FINDINGS, TUI_NOTHING
	};
	const struct tui_lesson *s = v->state;

	if (keys_are_tables(s))
		return tui_table_serves(&s->table);
	return tui_lesson_works(s) ? reads_by_table : reads;
}

/* ---- clicks ------------------------------------------------------------- */

void
tui_lesson_click(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	struct tui_lesson *s = v->state;

	if (target < TUI_TARGET_TEXT) {
		go_to_part(s, TUI_PART_TABLE);
		tui_table_click(app, &s->table, target);
		return;
	}
	go_to_part(s, TUI_PART_TEXT);
	if (target > TUI_TARGET_TEXT)
		s->choice = target - TUI_TARGET_TEXT - 1u;
}

/* The text is no button. */
bool
tui_lesson_click_again(struct tui_app *app, struct tui_view *v, uint16_t target)
{
	(void)app;
	(void)v;
	return target == TUI_TARGET_TEXT;
}
