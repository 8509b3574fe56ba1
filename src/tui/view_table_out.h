/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What leaves a table: copies, sentences, files. */
#ifndef DPI_TUI_VIEW_TABLE_OUT_H
#define DPI_TUI_VIEW_TABLE_OUT_H

#include "tui/view_table_side.h"

/* Copies the cell in focus; again: its row; again: the rows in sight. */
void tui_table_copy(struct tui_app *app, struct tui_table *t);
/* What the screen shows of T, in sentences. */
void tui_table_say(const struct tui_table *t, struct dp_buf *out);

/* ---- view_table_save.c ------------------------------------------------- */

/* Saves what is seen as CSV: in ARG, or asks for a name. */
void tui_save_ask(struct tui_app *app, dp_str arg);
/* Saves all rows and columns behind the steps in PATH, a new file. */
void tui_save_all(struct tui_app *app, struct tui_table *t, const char *path);
/* Writes some more rows, if any are to be saved; after the screen has its. */
void tui_save_settle(struct tui_app *app, struct tui_table *t);
bool tui_save_busy(const struct tui_table *t);
/* Stops it, nothing is left behind; false when nothing is saved. */
bool tui_save_stop(struct tui_app *app, struct tui_table *t);
void tui_save_close(struct tui_table *t);

#endif
