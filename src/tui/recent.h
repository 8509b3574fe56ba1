/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is remembered from one time to the next: the files opened last, in
 * STATE/recent, for the user only. A line each: seconds since 1970, a blank,
 * the path; where the file holds several tables, a second line is the source
 * line of a recipe that says which.
 */
#ifndef DPI_TUI_RECENT_H
#define DPI_TUI_RECENT_H

#include <dpipe/base.h>

#define TUI_RECENT 12 /* files remembered */

struct tui_recent {
	dp_str path[TUI_RECENT]; /* in text; the latest first */
	dp_str from[TUI_RECENT]; /* what dp_recipe_origin says, or "" */
	int64_t when[TUI_RECENT];
	size_t n;
	struct dp_buf text;
};

/* True when dpipe ran before for this user; STATE may be NULL. */
bool tui_recent_known(const char *state);
/* Reads what is remembered into R, zeroed; nothing is a good answer. */
void tui_recent_read(const char *state, struct tui_recent *r);
void tui_recent_done(struct tui_recent *r);
/*
 * Notes that what FROM says of PATH (NULL: nothing, but dpipe ran) was opened
 * at NOW. A state that cannot be written is no reason to stop.
 */
void tui_recent_note(const char *state, const char *path, dp_str from,
		     int64_t now);

#endif
