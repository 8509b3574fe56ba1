/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys from a file instead of a terminal, and the screen as text. A line is a
 * key by its name (tui_key_named), or one of these:
 *
 *   text WORDS …        types WORDS, key by key; "WORDS " keeps blanks
 *   paste WORDS …       pastes them
 *   run COMMAND …       runs a command line, as behind :
 *   click ROW COL       clicks there; rows and columns from 1
 *   resize COLSxROWS    gives the screen that size
 *   lang CODE           speaks fr or en
 *   wait                until nothing runs in the background
 *   dump                prints the screen; dump roles: with roles and cursor
 *
 * Blank lines and lines that start with # and a blank are passed over.
 */
#ifndef DPI_TUI_SCRIPT_H
#define DPI_TUI_SCRIPT_H

#include "tui/app.h"

struct tui_script {
	const char *path; /* "-": standard input */
	const char *size; /* "80x24", or NULL: that */
	bool ascii;
	bool dump; /* print the screen at the end */
};

/* Reads "COLSxROWS"; false when it is none. */
bool tui_size_read(dp_str text, int *cols, int *rows);
/*
 * Replays S in the world W; what is printed goes into OUT. Fails with
 * DP_EUSAGE at the first line that is none of these.
 */
int tui_script_run(const struct tui_script *s, const struct tui_world *w,
		   struct dp_buf *out, struct dp_err *err);

#endif
