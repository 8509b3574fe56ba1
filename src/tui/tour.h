/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tour of two minutes: real actions on a practice file, one key after
 * the other. Each step waits for its key; any other is answered in words.
 */
#ifndef DPI_TUI_TOUR_H
#define DPI_TUI_TOUR_H

#include "tui/app.h"

/* Where one is in the tour. */
struct tui_tour {
	bool on;
	bool typing;    /* a line was open before the key that is looked at */
	size_t step;    /* in the table of tour.c */
	unsigned times; /* the key was pressed already */
	size_t number;  /* steps done */
};

/* Starts it, on its practice file. */
void tui_tour_start(struct tui_app *app);
/* True while it is taken. */
bool tui_tour_is_on(const struct tui_app *app);
/*
 * Before a key that means C is obeyed: true when it is answered in words
 * instead, because the tour waits for another.
 */
bool tui_tour_refuses(struct tui_app *app, enum tui_command c);
/* After it was obeyed: goes on when it was the one, and says what is next. */
void tui_tour_did(struct tui_app *app, enum tui_command c);
/* Appends "tour 3" for the first line, or nothing. */
void tui_tour_remark(const struct tui_app *app, struct dp_buf *out);

#endif
