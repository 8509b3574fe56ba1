/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A line of text edited by readline, which knows no screen here: keys go in,
 * text and cursor come out. There is one line at a time, as readline has one.
 */
#ifndef DPI_TUI_PROMPT_H
#define DPI_TUI_PROMPT_H

#include "tui/key.h"

enum tui_prompt_did {
	TUI_PROMPT_TYPING,   /* goes on */
	TUI_PROMPT_ACCEPTED, /* Enter: the text is complete */
};

/*
 * What is completed: calls back with each candidate (a whole line as far as
 * the cursor) in turn; returns false after the last.
 */
typedef bool (*tui_prompt_candidate)(void *context, size_t i, dp_str *out);

/*
 * Starts a line with INITIAL in it. HISTORY is the file that remembers, or
 * NULL. Candidates are asked of CANDIDATE, with CONTEXT.
 */
void tui_prompt_start(const char *history, const char *initial,
		      tui_prompt_candidate candidate, void *context);
/* A key. */
enum tui_prompt_did tui_prompt_key(tui_key key);
/* Inserts TEXT; line ends and tabs become blanks, other controls go. */
void tui_prompt_insert(dp_str text);
/* Replaces the line as far as the cursor. */
void tui_prompt_replace(dp_str text);
/* Empties the line. */
void tui_prompt_clear(void);
/* The line; the accepted one after ACCEPTED. Holds until the next key. */
dp_str tui_prompt_text(void);
/* Bytes of the line before the cursor. */
size_t tui_prompt_point(void);
/* What readline says before the line: "" or "(reverse-i-search)`': ". */
const char *tui_prompt_label(void);
/* True when an older line is shown. */
bool tui_prompt_recalls(void);
/* True in the command mode of vi; the mode field then says so. */
bool tui_prompt_vi_command(void);
/* True when Esc is for readline: vi's insertion mode, a search. */
bool tui_prompt_wants_esc(void);
/* True when Alt and a key is one key: not in vi's modes. */
bool tui_prompt_takes_alt(void);
/*
 * Reads a line by itself, LABEL before it, on a terminal that obeys nothing:
 * editing needs no more than a carriage return. To be freed; NULL at the end,
 * and when the work is to stop. Not while the other lines here are in use.
 */
char *tui_prompt_plain(const char *label);
/* Ends the line and notes it, when ACCEPTED, in the history. */
void tui_prompt_stop(bool accepted);

#endif
