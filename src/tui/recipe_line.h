/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a command of the interface to a line of a recipe: whatever changes
 * data is said so, and goes through here.
 */
#ifndef DPI_TUI_RECIPE_LINE_H
#define DPI_TUI_RECIPE_LINE_H

#include "tui/app.h"

/*
 * LINE, a step of a recipe for the table PATH, is ready: shows it, and how it
 * is applied. Nothing is changed.
 */
void tui_recipe_line(struct tui_app *app, const char *path, dp_str line);

#endif
