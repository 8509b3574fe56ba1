/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface on a real terminal. */
#ifndef DPI_TUI_TERM_H
#define DPI_TUI_TERM_H

#include "tui/app.h"

/*
 * Runs the app in the world W until it is over. Returns true, or false when
 * this terminal cannot place its cursor or none is known by its name; SAID
 * then gets a sentence about it.
 */
bool tui_term_run(const struct tui_world *w, struct dp_buf *said);

#endif
