/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The name of a table, as views are told it: the path of its file and, where
 * that holds several tables, a line feed and what dp_recipe_origin says of
 * the one: "book.xlsx\n sheet=\"2024\"".
 */
#ifndef DPI_TUI_NAME_H
#define DPI_TUI_NAME_H

#include <dpipe/recipe.h>

/* The name of what FROM (p NULL or empty: all there is) says of PATH. */
char *tui_name_make(const char *path, dp_str from);
/* The path in NAME; the caller frees it. */
char *tui_name_path(const char *name);
/* What is said behind it, in NAME, or "". */
dp_str tui_name_from(const char *name);
/*
 * Sets in O what NAME says is to be read, so that it is read on one thread.
 * The texts are in the recipe returned, which is freed once they are not
 * needed any more; NULL: nothing is said.
 */
struct dp_recipe *tui_name_read(const char *name, struct dp_read_opts *o);
/* Appends the file's name and, behind a colon, which table of it: for people.
 */
void tui_name_say(const char *path, dp_str from, struct dp_buf *out);
/* Appends the options of the command line that choose FROM, or nothing. */
void tui_name_options(dp_str from, struct dp_buf *out);

#endif
