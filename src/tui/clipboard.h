/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copying text to where other programs find it: a local tool where there is
 * a desktop, the terminal itself (OSC 52) over ssh or without one, and always
 * a file.
 */
#ifndef DPI_TUI_CLIPBOARD_H
#define DPI_TUI_CLIPBOARD_H

#include "tui/app.h"

#define TUI_COPY_BYTES \
	(64u << 10) /* that are copied; terminals take more or
				      less of it */

/*
 * Copies TEXT, cut at TUI_COPY_BYTES, and says what of it was done: WHAT is
 * the start of the sentence, "The cell is copied".
 */
void tui_copy(struct tui_app *app, const char *what, dp_str text);
/* Appends the sequence that gives TEXT to the terminal (OSC 52, base64). */
void tui_copy_sequence(dp_str text, struct dp_buf *out);

#endif
