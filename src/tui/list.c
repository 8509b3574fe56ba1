/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Moving in lists and texts. */
#include "tui/list.h"

bool
tui_list_move(size_t *at, size_t n, int rows, enum tui_command c)
{
	size_t page = rows > 1 ? (size_t)rows : 1, last = n ? n - 1 : 0;

	switch (c) {
	case TUI_UP:
		*at -= *at > 0;
		return true;
	case TUI_DOWN:
		*at += *at < last;
		return true;
	case TUI_PAGE_UP:
		*at -= *at > page ? page : *at;
		return true;
	case TUI_PAGE_DOWN:
		*at = *at + page < last ? *at + page : last;
		return true;
	case TUI_FIRST:
		*at = 0;
		return true;
	case TUI_LAST:
		*at = last;
		return true;
	default:
		return false;
	}
}

size_t
tui_list_top(size_t at, size_t n, int rows)
{
	size_t room = rows > 0 ? (size_t)rows : 1;
	size_t top = at >= room / 2 ? at - room / 2 : 0;

	if (n <= room)
		return 0;
	return top > n - room ? n - room : top;
}

bool
tui_scroll_move(size_t *top, size_t n, int rows, enum tui_command c)
{
	size_t room = rows > 0 ? (size_t)rows : 1;

	return tui_list_move(top, n > room ? n - room + 1 : 1, rows, c);
}
