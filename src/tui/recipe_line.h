/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a command of the interface to a step of a recipe: whatever changes
 * data goes through here, into the workspace, where it is shown first.
 */
#ifndef DPI_TUI_RECIPE_LINE_H
#define DPI_TUI_RECIPE_LINE_H

#include "tui/app.h"

/*
 * LINE, a step of a recipe for the table PATH, is ready: opens the workspace
 * and tries it there. Nothing is changed.
 */
void tui_recipe_line(struct tui_app *app, const char *path, dp_str line);
/* The same; CAUTION, N_ and static, is said with what it would change. */
void tui_recipe_cautioned(struct tui_app *app, const char *path, dp_str line,
			  const char *caution);
/* True when LINE, typed, is a step, and there is a table to try it on. */
bool tui_recipe_is_step(const struct tui_app *app, dp_str line);
/*
 * Tries it then, or asks for its columns when it names none; false when it is
 * none.
 */
bool tui_recipe_typed(struct tui_app *app, dp_str line);
/* Adds the steps that TYPED may become, when there is a table to try them. */
void tui_recipe_complete(struct tui_app *app, dp_str typed,
			 struct tui_choices *list);
/* Opens the workspace on the values that are alike in the column in focus. */
void tui_recipe_alike(struct tui_app *app);
/* Opens the workspace on the history. */
void tui_recipe_history(struct tui_app *app);

#endif
