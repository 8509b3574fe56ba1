/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lessons of a track, as home shows and opens them. */
#ifndef DPI_TUI_LESSONS_H
#define DPI_TUI_LESSONS_H

#include <dpipe/lesson.h>

#include "tui/app.h"
#include "tui/progress.h"

/* The track that home is about. */
#define TUI_TRACK "cinemas"

/*
 * Reads how far the lessons are into G, zeroed, and into P, unless P is of a
 * project or none is begun. Lessons that cannot be read are none: the view
 * says why when one is opened.
 */
void tui_lessons_read(const struct tui_world *w, struct dp_learn_glance *g,
		      struct tui_progress *p);
/* Opens the lesson of step STEP, where it was left; false: there is none. */
bool tui_lessons_open(struct tui_app *app, const struct dp_learn_glance *g,
		      size_t step);
/* Appends what Enter resumes: 5.2 “Make the table true”; or nothing. */
void tui_lessons_next(const struct dp_learn_glance *g, struct dp_buf *out);
/* Asks which lesson to open. */
void tui_lessons_ask(struct tui_app *app);

/* ---- view_home.c ------------------------------------------------------- */

/* True at home while > is at the tour: nobody was here before. */
bool tui_home_is_fresh(const struct tui_app *app);
/* Appends "Enter resumes …", when home has the focus there; or nothing. */
void tui_home_resume(const struct tui_app *app, struct dp_buf *out);

#endif
