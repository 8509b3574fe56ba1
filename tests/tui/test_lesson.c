/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A lesson in a real terminal, in each language: tasks played to their end,
 * killed and resumed, resized, spoken in the other language, without colour.
 */
#include "vterm.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PATH_BYTES 256

struct words {
	const char *code, *bet, *said, *done, *tidy, *yet, *complete, *choose,
		*hint, *second, *other, *mode;
};

static const struct words spoken[] = {
	{ "en", "a bet", "You said 90; it is 124", "Task 1 is complete",
	  "Tidying", "Not yet", "Task 2 is complete", "Task 3 of 16: choose",
	  "Hint 1 of 4", "Hint 2 of 4", "Toilettage", "TYPE" },
	{ "fr", "un pari", "Vous aviez dit 90", "La tâche 1 est accomplie",
	  "Toilettage", "Pas encore", "La tâche 2 est accomplie",
	  "Tâche 3 sur 16 : choisir", "Indice 1 sur 4", "Indice 2 sur 4",
	  "Tidying", "TEXTE" },
};

/* Sends BYTES; then the screen has TEXT. */
static void
sends(struct vt *v, const char *bytes, const char *text, const char *what)
{
	bool good;

	vt_send(v, bytes);
	good = vt_until(v, text);
	vt_check(good, "%s", what);
	vt_show(good, v);
}

static struct vt *
start(const struct words *w, const char *more)
{
	static char data[PATH_BYTES], state[PATH_BYTES], language[32];
	struct vt_opts o = { .env = { "LC_ALL=C.UTF-8", language, data, state,
				      "NO_COLOR=1", more } };
	struct vt *v;

	(void)snprintf(data, sizeof data, "XDG_DATA_HOME=%s/%s",
		       getenv("XDG_DATA_HOME"), w->code);
	(void)snprintf(state, sizeof state, "XDG_STATE_HOME=%s/%s",
		       getenv("XDG_STATE_HOME"), w->code);
	(void)snprintf(language, sizeof language, "LANGUAGE=%s", w->code);
	v = vt_start(&o);
	(void)vt_idle(v);
	return v;
}

/* The first task: a number, what comes of it, the way on. */
static void
bets(const struct words *w)
{
	struct vt *v = start(w, NULL);

	sends(v, "5n", w->bet, "the lesson of step 5, its second page");
	sends(v, "9", w->mode, "a digit starts the answer");
	vt_send(v, "0\r");
	(void)vt_idle(v);
	sends(v, "\r", w->said, "what was said, and what is");
	vt_check(vt_has(v, w->done), "%s: the task is complete", w->code);
	sends(v, "\r", w->tidy, "Enter goes on");
	sends(v, "h", w->hint, "a hint, counted");
	(void)kill(vt_pid(v), SIGKILL);
	vt_check(vt_end(v) == 128 + SIGKILL, "%s: killed", w->code);
	vt_free(v);
}

/* The second, after a kill: wrong, resized, right. */
static void
repairs(const struct words *w)
{
	struct vt *v = start(w, NULL);
	char *before;
	bool good;

	good = vt_has(v, "5.2");
	vt_check(good, "%s: home knows where it was left", w->code);
	vt_show(good, v);
	sends(v, "\r", w->tidy, "Enter resumes there");
	sends(v, "h", w->second, "the hint that was read counts");
	sends(v, "\r", w->mode, "a line");
	vt_send(v, "trim *\r");
	good = vt_until(v, w->yet);
	vt_check(good, "%s: not yet, and why", w->code);
	vt_show(good, v);
	(void)kill(vt_pid(v), SIGKILL);
	(void)vt_end(v);
	vt_free(v);
	v = start(w, NULL);
	sends(v, "\r", w->tidy, "killed after an action: it is kept");
	vt_check(vt_has(v, "219"), "%s: and what it did", w->code);
	sends(v, "l", w->other, "the other language, at once");
	sends(v, "l", w->tidy, "and back");
	before = vt_cells(v);
	vt_resize(v, 40, 120);
	(void)vt_idle(v);
	vt_resize(v, 12, 40);
	(void)vt_idle(v);
	vt_resize(v, 24, 80);
	(void)vt_until(v, w->tidy);
	{
		char *after = vt_cells(v);

		vt_check(strcmp(before, after) == 0,
			 "%s: sizes come and go, the screen is the same",
			 w->code);
		free(after);
	}
	free(before);
	vt_send(v, "\rsqueeze *\r");
	good = vt_until(v, w->complete);
	vt_check(good, "%s: the second task is complete", w->code);
	vt_show(good, v);
	sends(v, "\r", w->choose, "the third is a choice");
	vt_check(vt_colours(v) == 0, "%s: NO_COLOR: none is sent", w->code);
	vt_send(v, "qq");
	vt_check(vt_end(v) == 0, "%s: q leaves", w->code);
	vt_free(v);
}

int
main(void)
{
	vt_begin();
	for (size_t i = 0; i < sizeof spoken / sizeof spoken[0]; i++) {
		bets(&spoken[i]);
		repairs(&spoken[i]);
	}
	return vt_finish();
}
