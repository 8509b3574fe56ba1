/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words of a lesson, in English and in French: hint, answer, undo …
 * Case and accents weigh nothing.
 */
#include "lesson/session.h"

#include <dpipe/op.h>

#include <stdlib.h>

#include "base/i18n.h"
#include "op/recipe.h"

struct word {
	enum dpi_word word;
	const char *en, *fr;        /* fr as it is written */
	const char *also;           /* another word for it, folded, or NULL */
	const char *form, *summary; /* marked N_ */
};

static const struct word list[] = {
	{ DPI_WORD_HINT, "hint", "indice", NULL, N_("hint"),
	  N_("the next hint") },
	{ DPI_WORD_ANSWER, "answer", "réponse", NULL, N_("answer"),
	  N_("a way to the goal, or what is right") },
	{ DPI_WORD_CHECK, "check", "contrôle", "controler", N_("check"),
	  N_("is the task done? After a change made elsewhere") },
	{ DPI_WORD_UNDO, "undo", "annuler", "annule", N_("undo"),
	  N_("take the last change back") },
	{ DPI_WORD_REDO, "redo", "rétablir", "refaire", N_("redo"),
	  N_("make the change again that was taken back") },
	{ DPI_WORD_NEXT, "next", "suite", "suivant", N_("next"),
	  N_("go on, once the task is complete; Enter does too") },
	{ DPI_WORD_SKIP, "skip", "passer", "passe", N_("skip"),
	  N_("leave the task; its model answer is carried out") },
	{ DPI_WORD_RECIPE, "recipe", "recette", NULL,
	  N_("recipe [N STEP|off|on|remove]"),
	  N_("show the recipe, or change step N of it") },
	{ DPI_WORD_WHERE, "where", "où", NULL, N_("where"),
	  N_("lesson, task, and your folder") },
	{ DPI_WORD_ROW, "row", "ligne", NULL, N_("row N"),
	  N_("record N of the table, cell by cell") },
	{ DPI_WORD_FILES, "files", "fichiers", NULL, N_("files"),
	  N_("the files of your folder") },
	{ DPI_WORD_TAKE, "take", "emporter", "exporter", N_("take [FOLDER]"),
	  N_("a copy of your folder, to keep or to give away") },
	{ DPI_WORD_SHOW, "show", "montrer", "montre", N_("show FILE"),
	  N_("the first lines of a file") },
	{ DPI_WORD_AGAIN, "again", "encore", "repeter", N_("again"),
	  N_("say the task again") },
	{ DPI_WORD_TASKS, "tasks", "tâches", NULL, N_("tasks"),
	  N_("the tasks of the lesson, and how far you are") },
	{ DPI_WORD_GO, "go", "aller", NULL, N_("go N"),
	  N_("go to task N: back, to do it again, or ahead") },
	{ DPI_WORD_RESET, "reset", "recommencer", NULL, N_("reset [lesson]"),
	  N_("start the task, or the lesson, anew") },
	{ DPI_WORD_KEEP, "keep", "garder", NULL, N_("keep NAME"),
	  N_("keep the state of your folder under a name") },
	{ DPI_WORD_BACK, "back", "revenir", NULL, N_("back NAME"),
	  N_("go back to a state that was kept") },
	{ DPI_WORD_KEYS, "keys", "touches", "aide", N_("keys"),
	  N_("this list") },
	{ DPI_WORD_LANG, "lang", "langue", NULL, N_("lang fr|en"),
	  N_("the language from now on") },
	{ DPI_WORD_STOP, "stop", "fin", "quitter", N_("stop"),
	  N_("leave; your work is kept") },
};

#define N_WORDS (sizeof list / sizeof *list)

/* True when FOLDED is NAME, folded. */
static bool
is_word(dp_str folded, const char *name, struct dp_buf *room)
{
	if (!name)
		return false;
	room->n = 0;
	dp_fold(dp_str_c(name), room);
	return dp_str_eq(folded, dp_buf_view(room));
}

enum dpi_word
dpi_word_find(dp_str line, dp_str *rest)
{
	struct dp_buf folded = { 0 }, room = { 0 };
	enum dpi_word found = DPI_WORD_NONE;
	dp_str word;

	*rest = dp_str_strip(line);
	word = dp_str_cut(rest, ' ');
	*rest = dp_str_strip(*rest);
	dp_fold(word, &folded);
	for (size_t i = 0; folded.n && !found && i < N_WORDS; i++)
		if (is_word(dp_buf_view(&folded), list[i].en, &room) ||
		    is_word(dp_buf_view(&folded), list[i].fr, &room) ||
		    is_word(dp_buf_view(&folded), list[i].also, &room))
			found = list[i].word;
	if (dp_str_is(word, "?") ||
	    (rest->n == 0 && dp_str_is(dp_buf_view(&folded), "help")))
		found = DPI_WORD_KEYS;
	dp_buf_done(&folded);
	dp_buf_done(&room);
	return found;
}

bool
dp_learn_word(size_t i, const char **word, const char **summary)
{
	if (i >= N_WORDS)
		return false;
	*word = _(list[i].form);
	*summary = _(list[i].summary);
	return true;
}

void
dpi_words_say(struct dp_says *says)
{
	dpi_say(says, DP_SAY_TEXT,
		_("Type a recipe line (trim *), a command of dpipe (analyse "
		  "count FILE), or one of these words:"));
	for (size_t i = 0; i < N_WORDS; i++)
		dpi_say(says, DP_SAY_TEXT, _("%s: %s"), _(list[i].form),
			_(list[i].summary));
	dpi_say(says, DP_SAY_TEXT,
		_("“help clean” and “help trim” say what a command or an "
		  "operation does."));
}

/* ---- a word that is none ---------------------------------------------- */

/* The step called WORD in the user's language: nettoyer. */
static const char *
step_called(dp_str folded, struct dp_buf *room)
{
	for (size_t i = 0; i < DP_STEPS; i++)
		if (is_word(folded, _(dp_step_info(i)->title), room))
			return dp_step_info(i)->name;
	return NULL;
}

void
dpi_word_advise(dp_str line, struct dp_buf *out)
{
	size_t n_ops = dp_op_count(), n = 0;
	dp_str *name =
		dp_alloc((n_ops + DP_STEPS + 2 * N_WORDS) * sizeof *name);
	struct dp_buf folded = { 0 }, room = { 0 };
	const char *step;
	dp_str rest = dp_str_strip(line), word = dp_str_cut(&rest, ' ');

	dp_fold(word, &folded);
	step = step_called(dp_buf_view(&folded), &room);
	for (size_t i = 0; i < n_ops; i++)
		name[n++] = dp_str_c(dp_op_at(i)->name);
	for (size_t i = 0; i < DP_STEPS; i++)
		name[n++] = dp_str_c(dp_step_info(i)->name);
	for (size_t i = 0; i < N_WORDS; i++) {
		name[n++] = dp_str_c(list[i].en);
		name[n++] = dp_str_c(list[i].fr);
	}
	if (step)
		dp_buf_format(out, _("; the command is called %s"), step);
	else
		dpi_did_you_mean(word, name, n, out);
	dp_buf_done(&folded);
	dp_buf_done(&room);
	free(name);
}
