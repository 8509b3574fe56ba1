/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The projector view: one task of a lesson at a time, for a room. */
#ifndef DPI_TUI_VIEW_PROJECTOR_H
#define DPI_TUI_VIEW_PROJECTOR_H

#include <dpipe/lesson.h>

#include "tui/view.h"

#define TUI_VOTE_LETTERS 8

struct tui_vote {
	char letter;
	int64_t n;
};

struct tui_projector {
	struct dp_lessons all;
	size_t lesson, task; /* what is shown, from 0 */
	bool answer, blank, light;
	bool spot;   /* all is dim … */
	size_t part; /* … but this part of the text */
	int size;    /* 0: 64x18; the higher, the fewer and larger letters */
	size_t top;  /* of the text, in lines */
	struct tui_vote vote[TUI_VOTE_LETTERS];
	size_t n_votes;
	int64_t ends_at;      /* of the clock; 0: there is none */
	struct dp_room *room; /* whom notes follow, or NULL */
};

/* The lesson and the task that are shown. */
const struct dp_lesson *tui_projector_lesson(const struct tui_projector *s);
const struct dp_task *tui_projector_task(const struct tui_projector *s);
/* Projects the lesson ID; "" the one in hand. */
void tui_projector_open(struct tui_app *app, const char *id);
/* The same for the key, or for what stands behind the command. */
void tui_projector_ask(struct tui_app *app, dp_str arg);

/* ---- view_projector_draw.c --------------------------------------------- */

#define TUI_PROJECTOR_SIZES 3

void tui_projector_draw(const struct tui_app *app, const struct tui_view *v,
			struct tui_grid *g, struct tui_rect area);
/*
 * The first line of part I of the text, and its lines; false when there is
 * none, or nothing in it.
 */
bool tui_projector_part(const struct tui_app *app,
			const struct tui_projector *s, size_t i, size_t *first,
			size_t *n);
/* How many parts there are. */
size_t tui_projector_parts(const struct tui_projector *s);
/* The part that the answer begins with, once it is shown. */
size_t tui_projector_answer(const struct tui_projector *s);
/* Lines of the text, and how many are in sight. */
size_t tui_projector_lines(const struct tui_app *app,
			   const struct tui_projector *s, int *rows);

#endif
