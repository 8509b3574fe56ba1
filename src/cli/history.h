/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histories of OpenRefine given as recipes. */
#ifndef DPI_CLI_HISTORY_H
#define DPI_CLI_HISTORY_H

#include <dpipe/recipe.h>

/* Largest history that is read. */
#define CLI_HISTORY_MAX_BYTES (64u << 20)

/* Says on standard error what of the history PATH cannot be run. */
void cli_say_imported(const char *path, const struct dp_imported *what);
/*
 * The recipe in PATH, or that of the history in it: a name in .json, or a
 * page or a script that is no recipe. *WHAT says what the import has made; all
 * 0 for a recipe. Fails with DP_ERECIPE for a file with nothing in it.
 */
struct dp_recipe *cli_read_recipe(const char *path, struct dp_imported *what,
				  struct dp_err *err);

#endif
