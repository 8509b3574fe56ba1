/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The first records of a small table, read whole and drawn: what a learner
 * has in hand.
 */
#ifndef DPI_TUI_PREVIEW_H
#define DPI_TUI_PREVIEW_H

#include "tui/grid.h"
#include "tui/key.h"

struct tui_preview {
	dp_str *column; /* names, n_columns */
	int *cols;      /* how wide each is shown */
	dp_str *cell;   /* n_rows times n_columns */
	size_t n_columns, n_rows;
	uint64_t n_records; /* of the file; the first ones are kept */
	size_t row, left;   /* in focus; first column in sight */
	struct dp_arena text;
};

/*
 * Reads the file PATH anew into P; row and column in focus stay. Fails as
 * dp_table_open does; P is empty then.
 */
int tui_preview_read(struct tui_preview *p, const char *path,
		     struct dp_err *err);
void tui_preview_done(struct tui_preview *p);
/* Moves as C says; a page has ROWS lines. False when C moves nothing. */
bool tui_preview_move(struct tui_preview *p, int rows, enum tui_command c);
/* Draws a header and rows into AREA; FOCUS: > and the cursor are shown. */
void tui_preview_draw(const struct tui_preview *p, struct tui_grid *g,
		      struct tui_rect area, bool focus);

#endif
