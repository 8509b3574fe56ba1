/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text pasted while letters are keys: a table may be made of it. */
#ifndef DPI_TUI_PASTE_H
#define DPI_TUI_PASTE_H

#include "tui/app.h"

/* True when TEXT has lines, and something that separates cells. */
bool tui_paste_is_table(dp_str text);
/* Asks whether TEXT is to be opened as a table, and where it is kept. */
void tui_paste_offer(struct tui_app *app, dp_str text);

#endif
