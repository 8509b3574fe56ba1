/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is open beside the rows of a table: the cell, the values of a column,
 * the list of columns.
 */
#ifndef DPI_TUI_VIEW_TABLE_SIDE_H
#define DPI_TUI_VIEW_TABLE_SIDE_H

#include "tui/view_table_work.h"

/* Opens SIDE, or closes what is open. */
void tui_side_open(struct tui_app *app, struct tui_table *t,
		   enum tui_side side);

/* True when keys are for what is open. */
bool tui_side_focus(const struct tui_table *t);
/* Does C for what is open; false: it is for the rows. */
bool tui_side_command(struct tui_app *app, struct tui_table *t,
		      enum tui_command c);
void tui_side_click(struct tui_table *t, unsigned line);
void tui_side_draw(const struct tui_table *t, struct tui_grid *g,
		   struct tui_rect area);

/* ---- view_table_cell.c ------------------------------------------------- */

/* Fetches what the inspector shows, when it is open. */
void tui_cell_settle(struct tui_table *t);
void tui_cell_news(struct tui_table *t);
bool tui_cell_busy(const struct tui_table *t);
void tui_cell_close(struct tui_table *t);
void tui_cell_draw(const struct tui_table *t, struct tui_grid *g,
		   struct tui_rect area);
/* Appends all that is known of the cell in focus, in sentences. */
void tui_cell_say(const struct tui_table *t, struct dp_buf *out);
/* The cell in focus; false when it is not there yet. */
bool tui_cell_get(const struct tui_table *t, struct dp_cell *out);
/* What column INDEX seems to hold, in a word. */
const char *tui_column_kind(const struct tui_table *t, size_t index);

/* ---- view_table_facet.c ------------------------------------------------ */

/* Counts the values of the column in focus, and shows them. */
void tui_facet_open(struct tui_app *app, struct tui_table *t);
/* The column whose values are shown, which the caller frees; or NULL. */
char *tui_facet_name(const struct tui_table *t, size_t *line);
/*
 * Counts and shows those of column NAME (or NULL) of what is shown now, > on
 * LINE, as tui_facet_name gave it.
 */
void tui_facet_again(struct tui_app *app, struct tui_table *t, const char *name,
		     size_t line);
void tui_facet_news(struct tui_table *t);
bool tui_facet_busy(const struct tui_table *t);
void tui_facet_close(struct tui_table *t);
/* Stops the counting; false when it is over. */
bool tui_facet_stop(struct tui_app *app, struct tui_table *t);
/* Does C when the facet is for keys; false: it is none of its own. */
bool tui_facet_command(struct tui_app *app, struct tui_table *t,
		       enum tui_command c);
void tui_facet_click(struct tui_table *t, unsigned line);
/* How many values are ticked; OUT: which, until the next key. */
size_t tui_facet_ticked(const struct tui_table *t, const dp_str **out);
void tui_facet_draw(const struct tui_table *t, struct tui_grid *g,
		    struct tui_rect area);
void tui_facet_say(const struct tui_table *t, struct dp_buf *out);

/* ---- view_table_columns.c ---------------------------------------------- */

bool tui_columns_command(struct tui_app *app, struct tui_table *t,
			 enum tui_command c);
void tui_columns_click(struct tui_table *t, unsigned line);
void tui_columns_draw(const struct tui_table *t, struct tui_grid *g,
		      struct tui_rect area);

#endif
