/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys from curses to the app. For term.c. */
#ifndef DPI_TUI_TERM_KEYS_H
#define DPI_TUI_TERM_KEYS_H

#include "tui/app.h"

/* Tells curses of keys and of pasted text in all forms terminals send. */
void tui_term_define_keys(void);
/*
 * Hands all that waits to APP, without waiting. Returns how much it was;
 * sets RESIZED when the terminal has another size.
 */
int tui_term_keys(struct tui_app *app, bool *resized);
/* Hands bytes to APP that were typed before curses was there. */
void tui_term_typed(struct tui_app *app, dp_str text);

#endif
