/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project has of each step, in words. */
#ifndef DPI_TUI_PROJECT_TELL_H
#define DPI_TUI_PROJECT_TELL_H

#include "tui/progress.h"

/*
 * Appends what step I (from 0) is for and what project P has of it: lines and
 * paragraphs in the user's language.
 */
void tui_project_tell(const struct tui_progress *p, size_t i,
		      struct dp_buf *out);

#endif
