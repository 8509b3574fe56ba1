/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What was changed of a table that is open, for views that show what comes of
 * it: how many steps, which, and the recipe that makes them.
 */
#ifndef DPI_TUI_CHANGES_H
#define DPI_TUI_CHANGES_H

#include "tui/view_table.h"

/*
 * Appends "after 4 changes" for the first line, as short as the screen is
 * narrow; nothing when N is 0.
 */
void tui_changes_remark(const struct tui_app *app, size_t n,
			struct dp_buf *out);
/* Appends which they were, the last of them, as a sentence; or nothing. */
void tui_changes_tell(const struct tui_table *t, struct dp_buf *out);
/*
 * The steps that made what T shows, freed by the caller; NULL when there are
 * none.
 */
struct dp_recipe *tui_changes_recipe(const struct tui_table *t);

#endif
