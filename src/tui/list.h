/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where one is in a list of lines: moving, and which part is in sight. */
#ifndef DPI_TUI_LIST_H
#define DPI_TUI_LIST_H

#include <dpipe/base.h>

#include "tui/key.h"

/* The commands that tui_list_move and tui_scroll_move know. */
#define TUI_MOVES \
	TUI_UP, TUI_DOWN, TUI_PAGE_UP, TUI_PAGE_DOWN, TUI_FIRST, TUI_LAST

/*
 * Moves *AT, from 0 to N - 1, as C says; a page has ROWS lines. Returns false
 * when C moves nothing.
 */
bool tui_list_move(size_t *at, size_t n, int rows, enum tui_command c);
/* First line to show of N when AT is to be among ROWS of them. */
size_t tui_list_top(size_t at, size_t n, int rows);
/* Moves *TOP of a text of N lines, ROWS of them in sight, as C says. */
bool tui_scroll_move(size_t *top, size_t n, int rows, enum tui_command c);

#endif
