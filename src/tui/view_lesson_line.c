/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is typed in a lesson: recipe lines, commands, words of the lesson,
 * completed as far as they are known. A command of the interface works there
 * too, where the lesson has no word like it.
 */
#include <stdlib.h>

#include <dpipe/op.h>
#include <dpipe/recipe.h>

#include "base/i18n.h"
#include "tui/view_lesson.h"

/* ---- candidates ------------------------------------------------------- */

#define BEGINS 9 /* what tui_command_fits says of the start of a name */

/* What is completed: the line so far, its last word, folded. */
struct typing {
	struct tui_choices *list;
	dp_str before; /* of the last word */
	struct dp_buf word;
	struct dp_buf room;
};

/* Adds the line that TEXT, in the place of the last word, would make. */
static void
offer(struct typing *t, dp_str text, const char *help)
{
	ptrdiff_t at;

	t->room.n = 0;
	dp_fold(text, &t->room);
	at = dp_str_search(dp_buf_view(&t->room), dp_buf_view(&t->word));
	if (at < 0)
		return;
	t->room.n = 0;
	dp_buf_str(&t->room, t->before);
	dp_buf_str(&t->room, text);
	tui_choice_add(t->list, dp_buf_view(&t->room), DP_S(""), help,
		       at == 0 ? 2 : 1);
}

static void
offer_first(struct typing *t)
{
	const char *word, *summary;

	if (t->word.n == 0)
		return;
	for (size_t i = 0; i < dp_op_count(); i++)
		offer(t, dp_str_c(dp_op_at(i)->name), _(dp_op_at(i)->summary));
	for (size_t i = 0; i < DP_STEPS; i++)
		offer(t, dp_str_c(dp_step_info(i)->name),
		      _(dp_step_info(i)->purpose));
	for (size_t i = 0; dp_learn_word(i, &word, &summary); i++)
		offer(t, dp_str_c(word), summary);
}

/* Commands of the interface that begin so, mean something now, and are no
   words of the lesson. */
static void
offer_commands(const struct tui_app *app, const struct tui_lesson *s,
	       struct typing *t)
{
	struct dp_buf key = { 0 };

	for (int i = 1; t->word.n > 0 && i < TUI_COMMANDS; i++) {
		enum tui_command c = (enum tui_command)i;
		const struct tui_command_info *info = tui_command_info(c);

		if (c <= TUI_LAST || !tui_serves(tui_top(app), c) ||
		    tui_command_fits(c, dp_buf_view(&t->word)) < BEGINS ||
		    dp_learn_knows(s->learn, dp_str_c(_(info->title))))
			continue;
		key.n = 0;
		tui_key_name(info->key, &key);
		tui_choice_add(t->list, dp_str_c(_(info->title)),
			       dp_buf_view(&key), _(info->help), 0);
	}
	dp_buf_done(&key);
}

static void
offer_columns(const struct tui_lesson *s, struct typing *t)
{
	struct dp_buf b = { 0 };

	for (size_t i = 0; i < s->table.n_columns; i++) {
		b.n = 0;
		dp_recipe_word(tui_table_name(&s->table,
					      s->table.column[i].index),
			       &b);
		offer(t, dp_buf_view(&b), _("column"));
	}
	dp_buf_done(&b);
}

static void
offer_parameters(const struct dp_op_class *op, struct typing *t)
{
	struct dp_buf b = { 0 };

	for (const struct dp_param *p = op->param; p && p->name; p++) {
		b.n = 0;
		dp_buf_format(&b, "%s=", p->name);
		offer(t, dp_buf_view(&b), _(p->summary));
	}
	dp_buf_done(&b);
}

/* The learner's files that commands are about. */
static void
offer_files(const struct tui_lesson *s, struct typing *t)
{
	struct dp_learn_at at;

	dp_learn_at(s->learn, &at);
	if (at.lesson->table.p)
		offer(t, at.lesson->table, _("your table"));
	for (size_t i = 0; i < at.lesson->data.n; i++) {
		char *name = dp_strdup(at.lesson->data.at[i]);
		char *raw = dp_format("%s/%s", DP_PROJECT_RAW,
				      dp_path_base(name));

		offer(t, dp_str_c(raw), _("raw file"));
		free(raw);
		free(name);
	}
}

/* Bytes of LINE before its last word; quotes hold words together. */
static size_t
last_word(dp_str line)
{
	bool quoted = false;
	size_t start = 0;

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '"') {
			start = quoted ? start : i;
			quoted = !quoted;
		} else if (!quoted && (line.p[i] == ' ' || line.p[i] == ',')) {
			start = i + 1;
		}
	}
	return start;
}

static void
complete(struct tui_app *app, dp_str line, struct tui_choices *list)
{
	const struct tui_lesson *s = tui_lesson_top(app);
	size_t start = last_word(line);
	struct typing t = { list, { line.p, start }, { 0 }, { 0 } };
	dp_str rest = line, first = dp_str_cut(&rest, ' ');
	const struct dp_op_class *op = dp_op_find(first);

	if (!s)
		return;
	dp_fold(dp_str_from(line, start), &t.word);
	if (start == 0) {
		offer_first(&t);
		offer_commands(app, s, &t);
	} else if (op)
		offer_columns(s, &t);
	else
		offer_files(s, &t);
	if (start > 0 && op)
		offer_parameters(op, &t);
	dp_buf_done(&t.word);
	dp_buf_done(&t.room);
}

/* ---- asking ----------------------------------------------------------- */

static void
done(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_lesson *s = tui_lesson_top(app);
	struct dp_learn_at at;
	dp_str line = dp_str_strip(text), rest = line;
	dp_str word = dp_str_cut(&rest, ' ');

	(void)choice;
	if (!s)
		return;
	dp_learn_at(s->learn, &at);
	if (line.n == 0 && at.task && at.task->kind != DP_TASK_REFLECT)
		tui_say(app, _("Nothing was typed. h gives a hint."));
	else if (!rest.p && dp_op_find(line) && s->focus == TUI_PART_TABLE &&
		 tui_lesson_works(s))
		tui_app_run(app, line); /* on the column in focus */
	else if (!dp_learn_knows(s->learn, line) &&
		 (tui_command_named(line) || tui_command_named(word)))
		tui_app_run(app, line);
	else
		tui_lesson_do(app, s, line);
}

static const struct tui_ask ask_line = { ":", "lessons", complete, done };
static const struct tui_ask ask_number = { N_("Your number:"), NULL, NULL,
					   done };
static const struct tui_ask ask_thought = { N_("Your words:"), NULL, NULL,
					    done };

void
tui_lesson_ask(struct tui_app *app, const struct tui_lesson *s,
	       const char *initial)
{
	struct dp_learn_at at;
	bool open;

	dp_learn_at(s->learn, &at);
	open = at.task && !at.complete;
	if (open && at.task->kind == DP_TASK_PREDICT && !at.predicted)
		tui_ask(app, &ask_number, initial);
	else if (open && at.task->kind == DP_TASK_REFLECT)
		tui_ask(app, &ask_thought, initial);
	else
		tui_ask(app, &ask_line, initial);
}

/* ---- a task ----------------------------------------------------------- */

static void
complete_task(struct tui_app *app, dp_str line, struct tui_choices *list)
{
	const struct tui_lesson *s = tui_lesson_top(app);
	struct dp_learn_at at;
	char number[32];

	if (!s || line.n > 0)
		return;
	dp_learn_at(s->learn, &at);
	for (size_t i = 0; i < at.n_tasks; i++) {
		dp_str rest = dp_said(&at.lesson->task[i].ask);
		enum dp_progress how = dp_learn_progress(s->learn, at.lesson,
							 i);
		char *ask = dp_strdup(dp_str_cut(&rest, '\n'));

		(void)snprintf(number, sizeof number, "%zu", i + 1);
		tui_choice_add(list, dp_str_c(number),
			       how == DP_PASSED || how == DP_SKIPPED ?
				       DP_S("[x]") :
				       DP_S("[ ]"),
			       ask, 0);
		free(ask);
	}
}

static void
go_to_task(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_lesson *s = tui_lesson_top(app);
	dp_str number = dp_str_strip(text).n ? dp_str_strip(text) : choice;
	char *line = dp_format("go %.*s", DP_FMT(number));

	if (s)
		tui_lesson_do(app, s, dp_str_c(line));
	free(line);
}

static const struct tui_ask ask_task = { N_("Go to task:"), NULL, complete_task,
					 go_to_task };

void
tui_lesson_ask_task(struct tui_app *app)
{
	tui_ask(app, &ask_task, NULL);
	tui_say(app, _("Ahead: the tasks between are done for you. Back: "
		       "your folder is as it was then."));
}
