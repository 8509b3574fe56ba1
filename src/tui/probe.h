/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the terminal says of itself when it is asked: how wide é is, what
 * colour is behind the letters. Before curses starts.
 */
#ifndef DPI_TUI_PROBE_H
#define DPI_TUI_PROBE_H

#include "tui/palette.h"

/* Terminals before xterm, by parts of TERM; vte is none of them. */
#define TUI_OLD_TERMS "vt52", "vt1", "vt2", "vt3", "vt4", "vt5"

struct tui_probe {
	bool ask_utf8, ask_background; /* what the environment left open */
	bool utf8; /* it is said to be UTF-8, or é took one column */
	enum tui_background background;
	struct dp_buf typed; /* what people typed meanwhile */
};

/*
 * Fills P, zeroed, from the environment and, where that says nothing, by
 * asking the terminal on standard input and output; 100 ms at most.
 */
void tui_probe(struct tui_probe *p);
/*
 * The same of ANSWER, what was read: fills P. Returns true when the answer to
 * the last question is there, so that nothing more is to be waited for.
 */
bool tui_probe_read(struct tui_probe *p, dp_str answer);

/* True when TERM holds one of WORD, which ends with NULL. */
bool tui_term_is(const char *const *word);

#endif
