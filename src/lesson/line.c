/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One line of the learner: a word of the lesson, an answer, or an action.
 */
#include "lesson/session.h"

#include <stdlib.h>

#include "base/i18n.h"

/* Characters of a task in the list of tasks. */
#define ASK_CHARS 60

/* ---- words ------------------------------------------------------------ */

static int
say_hint(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	const struct dp_hint *h;

	if (!t || l->n_hints >= t->n_hints) {
		dpi_say(says, DP_SAY_OFFER,
			t && t->n_hints ?
				_("There is no further hint. answer shows a "
				  "way; it costs nothing.") :
				_("There is no hint here. answer shows what "
				  "is right; it costs nothing."));
		return 1;
	}
	h = &t->hint[l->n_hints++];
	dpi_say(says, DP_SAY_PROGRESS, _("Hint %zu of %zu"), l->n_hints,
		t->n_hints);
	dpi_say_text(says, DP_SAY_HINT, l->n_hints, dp_said(&h->text));
	return dpi_note(l, "hint", h->name, err) == 0 ? 1 : -1;
}

static int
say_answer(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	const struct dp_route *model = t ? dpi_model(t) : NULL;

	if (model) {
		dpi_say(says, DP_SAY_TEXT,
			_("A way that leads there; type it, or skip carries "
			  "it out:"));
		for (size_t i = 0; i < model->n; i++)
			dpi_say_text(says, DP_SAY_ROUTE, 0, model->action[i]);
	} else if (t && t->kind == DP_TASK_QUIZ) {
		ptrdiff_t i = dpi_quiz_find(l->lesson, t, t->right);

		if (i >= 0)
			dpi_say(says, DP_SAY_TEXT, _("It is: %.*s. %.*s"),
				DP_FMT(dp_said(&t->choice[i].text)),
				DP_FMT(dp_said(&t->choice[i].why)));
	} else {
		dpi_say(says, DP_SAY_TEXT,
			_("There is no right or wrong here: say what you "
			  "think."));
	}
	return t && dpi_note(l, "answer", DP_S(""), err) != 0 ? -1 : 1;
}

/* The first sentence of ASK, or the start of a long one. */
static dp_str
short_ask(dp_str ask, bool *cut)
{
	ptrdiff_t end = dp_str_search(ask, DP_S(". "));
	size_t i = 0, chars = 0;

	if (end > 0)
		ask.n = (size_t)end + 1;
	while (i < ask.n && chars < ASK_CHARS) {
		uint32_t c;

		i += dp_utf8_decode(ask.p + i, ask.n - i, &c);
		chars++;
	}
	*cut = i < ask.n;
	return (dp_str){ ask.p, i };
}

static void
say_tasks(const struct dp_learn *l, struct dp_says *says)
{
	static const char *const how[] = { N_("to do"), N_("begun"),
					   N_("complete"), N_("skipped") };

	for (size_t i = 0; i < l->lesson->n_tasks; i++) {
		bool cut;
		dp_str ask = short_ask(dp_said(&l->lesson->task[i].ask), &cut);
		char *text =
			dp_format("%.*s%s (%s)", DP_FMT(ask), cut ? "…" : "",
				  _(how[dp_learn_progress(l, l->lesson, i)]));

		dpi_say_text(says, DP_SAY_CHOICE, i + 1, dp_str_c(text));
		free(text);
	}
}

static void
say_where(const struct dp_learn *l, struct dp_says *says)
{
	const struct dp_task *t = dpi_task(l);

	dpi_say(says, DP_SAY_PROGRESS, _("Step %zu, %s. %.*s"),
		l->lesson->step + 1, _(dp_step_info(l->lesson->step)->title),
		DP_FMT(dp_said(&l->lesson->title)));
	if (t)
		dpi_say(says, DP_SAY_PROGRESS,
			_("Task %zu of %zu; hints read: %zu of %zu."),
			l->task + 1, l->lesson->n_tasks, l->n_hints,
			t->n_hints);
	dpi_say(says, DP_SAY_PROGRESS, _("Your folder: %s"), l->folder);
	if (l->lesson->table.p)
		dpi_say(says, DP_SAY_PROGRESS, _("The table: %.*s"),
			DP_FMT(l->lesson->table));
}

static int
go(struct dp_learn *l, dp_str rest, struct dp_says *says, struct dp_err *err)
{
	int64_t n;

	if (!dp_str_int(rest, &n) || n < 1 || (size_t)n > l->lesson->n_tasks) {
		dpi_say(says, DP_SAY_ERROR,
			_("Name a task by its number, 1 to %zu: go 2"),
			l->lesson->n_tasks);
		return 1;
	}
	if (dpi_task_go(l, (size_t)n - 1, err) != 0)
		return -1;
	dpi_task_say(l, says);
	return 1;
}

static int
reset(struct dp_learn *l, dp_str rest, struct dp_says *says, struct dp_err *err)
{
	bool all = dp_str_is(rest, "lesson") || dp_str_is(rest, "leçon");

	if (rest.n && !all && !dp_str_is(rest, "task") &&
	    !dp_str_is(rest, "tâche")) {
		dpi_say(says, DP_SAY_ERROR,
			_("“reset” starts the task anew, “reset lesson” the "
			  "lesson; “dpipe learn --reset” the whole track."));
		return 1;
	}
	if (!all && !dpi_task(l)) {
		dpi_say(says, DP_SAY_ERROR, _("No task is in hand."));
		return 1;
	}
	if (dpi_task_go(l, all ? 0 : l->task, err) != 0)
		return -1;
	dpi_say(says, DP_SAY_DONE, _("Everything is as it was at the start."));
	dpi_task_say(l, says);
	return 1;
}

/* The front end speaks it from now on. */
static void
say_language(dp_str code, struct dp_says *says)
{
	if (dp_str_is(code, "fr") || dp_str_is(code, "en"))
		dpi_say_text(says, DP_SAY_LANGUAGE, 0, code);
	else
		dpi_say(says, DP_SAY_ERROR,
			_("There is French and English: lang fr, lang en."));
}

static int
next(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);

	if (!t || l->complete)
		return dpi_task_next(l, says, err);
	if (t->kind == DP_TASK_REFLECT)
		return dpi_reflect_line(l, DP_S(""), says, err);
	dpi_say(says, DP_SAY_OFFER,
		_("The task is open. skip leaves it, hint helps."));
	return 1;
}

static int
skip(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	if (!dpi_task(l) || l->complete)
		return dpi_task_next(l, says, err);
	if (dpi_task_skip(l, err) != 0)
		return -1;
	dpi_say(says, DP_SAY_DONE,
		_("Skipped; its model answer is carried out. “go %zu” comes "
		  "back to it."),
		l->task + 1);
	return dpi_task_next(l, says, err);
}

/* ---- actions ---------------------------------------------------------- */

/* True when LINE is one of the actions of R. */
static bool
is_of(const struct dp_route *r, dp_str line)
{
	for (size_t i = 0; i < r->n; i++)
		if (dp_str_eq(dp_str_strip(line), r->action[i]))
			return true;
	return false;
}

static int
action(struct dp_learn *l, dp_str line, struct dp_says *says,
       struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);
	bool changed = false;
	int status = dpi_act(l, line, &changed, says, err);

	if (status < 0)
		return -1;
	if (changed) {
		dpi_texts_add(&l->done, dp_str_strip(line));
		dpi_texts_clear(&l->undone);
		dpi_redo_clear(l);
		if (dpi_note(l, "act", dp_str_strip(line), err) != 0)
			return -1;
	}
	if (!t || status == 0)
		return 1;
	if (t->kind == DP_TASK_PREDICT && l->predicted && !l->complete &&
	    (changed || is_of(&t->run, line)))
		return dpi_predict_show(l, says, err) == 0 ? 1 : -1;
	if (changed && t->n_checks > 0)
		return dpi_judge_say(l, says, err) == 0 ? 1 : -1;
	return 1;
}

/* Carries out what was predicted. */
static int
run_prediction(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);

	for (size_t i = 0; i < t->run.n; i++) {
		int status = dpi_act(l, t->run.action[i], NULL, says, err);

		if (status <= 0)
			return status < 0 ? -1 : 1;
	}
	return dpi_predict_show(l, says, err) == 0 ? 1 : -1;
}

/* ---- a line ----------------------------------------------------------- */

/* Words that only show something. */
static void
look(const struct dp_learn *l, enum dpi_word which, dp_str rest,
     struct dp_says *says)
{
	switch (which) {
	case DPI_WORD_WHERE:
		say_where(l, says);
		break;
	case DPI_WORD_TASKS:
		say_tasks(l, says);
		break;
	case DPI_WORD_ROW:
		dpi_look_row(l, rest, says);
		break;
	case DPI_WORD_FILES:
		dpi_look_files(l, says);
		break;
	case DPI_WORD_SHOW:
		dpi_look_file(l, rest, says);
		break;
	case DPI_WORD_LANG:
		say_language(rest, says);
		break;
	default:
		break;
	}
}

/* "aide trim": the word of the lesson for the command help. */
static int
help(struct dp_learn *l, dp_str rest, struct dp_says *says, struct dp_err *err)
{
	char *line = dp_format("help %.*s", DP_FMT(rest));
	int status = action(l, dp_str_c(line), says, err);

	free(line);
	return status;
}

static int
word(struct dp_learn *l, enum dpi_word which, dp_str line, dp_str rest,
     struct dp_says *says, struct dp_err *err)
{
	switch (which) {
	case DPI_WORD_HINT:
		return say_hint(l, says, err);
	case DPI_WORD_ANSWER:
		return say_answer(l, says, err);
	case DPI_WORD_SKIP:
		return skip(l, says, err);
	case DPI_WORD_UNDO:
		return dpi_undo_line(l, says, err);
	case DPI_WORD_REDO:
		return dpi_redo_line(l, says, err);
	case DPI_WORD_NEXT:
		return next(l, says, err);
	case DPI_WORD_GO:
		return go(l, rest, says, err);
	case DPI_WORD_RESET:
		return reset(l, rest, says, err);
	case DPI_WORD_KEEP:
	case DPI_WORD_BACK:
		return dpi_keep_line(l, which == DPI_WORD_KEEP, rest, says,
				     err);
	case DPI_WORD_RECIPE:
		return action(l, line, says, err);
	case DPI_WORD_CHECK:
		return dpi_check_say(l, says, err) == 0 ? 1 : -1;
	case DPI_WORD_KEYS:
		if (rest.n > 0)
			return help(l, rest, says, err);
		dpi_words_say(says);
		return 1;
	case DPI_WORD_AGAIN:
		if (dpi_task(l))
			dpi_task_say(l, says);
		else
			dp_learn_start(l, says);
		return 1;
	case DPI_WORD_STOP:
		dpi_say(says, DP_SAY_TEXT, _("Your work is kept in %s."),
			l->folder);
		return 0;
	default:
		look(l, which, rest, says);
		return 1;
	}
}

static int
empty_line(struct dp_learn *l, struct dp_says *says, struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);

	if (t && t->kind == DP_TASK_PREDICT && l->predicted && !l->complete)
		return run_prediction(l, says, err);
	return next(l, says, err);
}

/* An answer to what the task asks: 1, 0 it is none, -1. */
static int
answer(struct dp_learn *l, dp_str line, struct dp_says *says,
       struct dp_err *err)
{
	const struct dp_task *t = dpi_task(l);

	if (!t || (l->complete && t->kind != DP_TASK_QUIZ))
		return 0;
	switch (t->kind) {
	case DP_TASK_QUIZ:
		return dpi_quiz_line(l, line, says, err);
	case DP_TASK_PREDICT:
		return dpi_predict_line(l, line, says, err);
	case DP_TASK_REFLECT:
		return dpi_reflect_line(l, line, says, err);
	default:
		return 0;
	}
}

static void
not_understood(const struct dp_learn *l, dp_str line, struct dp_says *says)
{
	const struct dp_task *t = dpi_task(l);
	dp_str rest = line, first = dp_str_cut(&rest, ' ');
	struct dp_buf b = { 0 };

	dpi_word_advise(line, &b);
	if (t && t->kind == DP_TASK_QUIZ && !l->complete)
		dpi_say(says, DP_SAY_ERROR,
			_("Answer with a number, 1 to %zu."), t->n_choices);
	else if (t && t->kind == DP_TASK_PREDICT && !l->complete &&
		 !l->predicted)
		dpi_say(says, DP_SAY_ERROR,
			_("Answer with a number; a wrong one costs nothing."));
	else
		dpi_say(says, DP_SAY_ERROR,
			_("“%.*s” is no operation, no command and no word of "
			  "the lesson%.*s. “keys” lists what there is."),
			DP_FMT(first), DP_FMT(dp_buf_view(&b)));
	dp_buf_done(&b);
}

int
dp_learn_line(struct dp_learn *l, dp_str line, struct dp_says *out,
	      struct dp_err *err)
{
	enum dpi_word which;
	dp_str rest;
	int status;

	line = dp_str_strip(line);
	if (dp_utf8_valid(line) != line.n ||
	    memchr(line.p ? line.p : "", '\0', line.n)) {
		dpi_say(out, DP_SAY_ERROR,
			_("That line is not UTF-8 text; look at the settings "
			  "of your terminal."));
		return 1;
	}
	if (line.n == 0)
		return empty_line(l, out, err);
	which = dpi_word_find(line, &rest);
	if (which != DPI_WORD_NONE)
		return word(l, which, line, rest, out, err);
	if (dpi_task(l) && dpi_task(l)->kind != DP_TASK_REFLECT &&
	    dpi_is_action(line))
		return action(l, line, out, err);
	status = answer(l, line, out, err);
	if (status != 0)
		return status;
	if (dpi_is_action(line))
		return action(l, line, out, err);
	not_understood(l, line, out);
	return 1;
}
