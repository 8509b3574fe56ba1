/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of the seven steps, as home and the project show it. */
#ifndef DPI_TUI_STEPS_H
#define DPI_TUI_STEPS_H

#include "tui/grid.h"
#include "tui/progress.h"

/*
 * Draws the steps into AREA, SPACING lines each, > before the step AT when
 * FOCUS; clicks on step I are target I + 1.
 */
void tui_steps_draw(struct tui_grid *g, struct tui_rect area,
		    const struct tui_progress *p, size_t at, bool focus,
		    int spacing);
/*
 * Draws > at the tour: where there is REST below the list IN, else over its
 * last line.
 */
void tui_steps_tour(struct tui_grid *g, struct tui_rect in,
		    struct tui_rect rest);
/* "2 of 7 done", or "" without a project. */
void tui_steps_remark(const struct tui_progress *p, struct dp_buf *out);
/* The question that step I asks, translated. */
const char *tui_steps_question(size_t i);
/* What step I is for, gives, and a first command, in paragraphs. */
void tui_steps_explain(size_t i, struct dp_buf *out);

#endif
