/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The data that come with dpipe to practise on. */
#ifndef DPI_TUI_PRACTICE_H
#define DPI_TUI_PRACTICE_H

#include "tui/app.h"

#define TUI_PRACTICE 8 /* at most */

struct tui_practice {
	size_t item[TUI_PRACTICE]; /* in the table of practice.c */
	char *path[TUI_PRACTICE];
	size_t n;
};

/* What there is in the data folder; P is zeroed. */
void tui_practice_read(struct tui_practice *p, const char *data_folder);
void tui_practice_done(struct tui_practice *p);
/* The I-th (from 0) is a table, not a project. */
bool tui_practice_is_table(const struct tui_practice *p, size_t i);
/* Name of the I-th (from 0), translated; what is said of it, appended. */
const char *tui_practice_title(const struct tui_practice *p, size_t i);
void tui_practice_note(const struct tui_practice *p, size_t i,
		       struct dp_buf *out);
/* The same in words. */
void tui_practice_say(const struct tui_practice *p, size_t i,
		      struct dp_buf *out);
/* Opens it: a file as a table, a folder as a project. */
void tui_practice_open(struct tui_app *app, const struct tui_practice *p,
		       size_t i);

#endif
