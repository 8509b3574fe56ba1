/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The terminal is given back as it was, whatever ends the program: the end,
 * a signal, a fault of ours, a lack of memory.
 */
#ifndef DPI_TUI_TEARDOWN_H
#define DPI_TUI_TEARDOWN_H

#include <stdbool.h>

/* Notes how the terminal is set, before anything changes it. */
void tui_teardown_note(void);
/*
 * From now on signals that end the program write UNDO first, and set the
 * terminal as noted. PASTE_ON and PASTE_OFF are what a stop and its end
 * write besides what ncurses does; "" for nothing.
 */
void tui_teardown_arm(const char *undo, const char *paste_on,
		      const char *paste_off);
/* The sentences that are said then, in the language now spoken. */
void tui_teardown_words(void);
/* True once after the program was stopped and went on. */
bool tui_teardown_continued(void);
/* Signals are as before; the terminal has been given back in order. */
void tui_teardown_disarm(void);
/* Gives the terminal back at once, when armed; safe in a signal handler. */
void tui_teardown_now(void);

#endif
