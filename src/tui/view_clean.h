/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the workspace share: view_clean_*.c, a part of the screen
 * or a command each. A step is tried there before it is applied.
 */
#ifndef DPI_TUI_VIEW_CLEAN_H
#define DPI_TUI_VIEW_CLEAN_H

#include <stdlib.h>

#include "tui/view_table_bench.h"

enum tui_clean_pane {
	TUI_CLEAN_FACET,   /* the values of a column */
	TUI_CLEAN_ALIKE,   /* those of them that are alike */
	TUI_CLEAN_CHANGES, /* before and after */
	TUI_CLEAN_HISTORY,
	TUI_CLEAN_PANES
};

/* A line of the values: of a facet, or of the groups of those alike. */
struct tui_value {
	dp_str text; /* in the arena of the values */
	uint64_t n;
	bool head;   /* a group: the value that its members become */
	bool member; /* of the group above */
	bool ticked; /* a head: some of its members are */
	bool renamed;
};

struct tui_lines {
	struct tui_value *line;
	size_t n, cap, at;
};

/* The values of one column. */
struct tui_values {
	char *name;    /* of the column; NULL: there is none */
	size_t column; /* in the schema of what is shown */
	struct dp_job *job;
	struct dp_facet got;
	struct tui_lines facet, alike;
	int method; /* of clusters; -1: they are not asked for */
	bool slow;  /* the method takes too long to list its groups */
	struct dp_arena text;
};

struct tui_clean {
	struct tui_table *t; /* below */
	enum tui_clean_pane pane;
	/*
	 * The step that the changes are of: tried, or applied with that
	 * NUMBER; NULL: none.
	 */
	char *step;
	bool tried;
	bool of_values; /* it was made from what is ticked */
	bool returns;   /* back to the table when it is decided */
	uint32_t number;
	struct dp_job *trial;
	struct dp_trial got;
	bool told;           /* its progress is on the status line */
	const char *caution; /* N_: to be said with the preview, or NULL */
	size_t changes_at;
	struct tui_values values;
	/* The history: numbers of steps in the order shown, and their depth. */
	uint32_t *order;
	uint8_t *depth;
	size_t n_order, history_at;
};

/* ---- view_clean_try.c -------------------------------------------------- */

/* Tries STEP: its changes are looked for, and shown. */
void tui_clean_try(struct tui_app *app, struct tui_clean *c, dp_str step);
/* Says what is wrong with a step, without the place it has in a recipe. */
void tui_clean_say_wrong(struct tui_app *app, struct dp_err *err);
/* Shows what step NUMBER, which was applied, has changed. */
void tui_clean_difference(struct tui_app *app, struct tui_clean *c,
			  uint32_t number);
/* Applies what is tried. */
void tui_clean_apply(struct tui_app *app, struct tui_clean *c);
/* Esc: stops what runs, or drops what is tried; false: neither is there. */
bool tui_clean_cancel(struct tui_app *app, struct tui_clean *c);
/* Forgets what is tried or looked at. */
void tui_clean_drop(struct tui_clean *c);
/* The same, and ends what runs: the rows shown are about to be others. */
void tui_clean_end(struct tui_clean *c);
/* Something else is the table now: all is asked for anew. */
void tui_clean_again(struct tui_app *app, struct tui_clean *c);
void tui_clean_trial_news(struct tui_app *app, struct tui_clean *c);
/* Appends what the step changes, in sentences. */
void tui_clean_say_counts(const struct tui_clean *c, struct dp_buf *out);
/* Appends which columns come and go, or nothing. */
void tui_clean_say_columns(const struct tui_clean *c, struct dp_buf *out);

/* ---- view_clean_values.c ----------------------------------------------- */

/* Counts the values of column INDEX of what is shown. */
void tui_values_open(struct tui_app *app, struct tui_clean *c, size_t index);
void tui_values_close(struct tui_clean *c);
void tui_values_news(struct tui_clean *c);
/* The column BY (1, -1) beside. */
void tui_values_beside(struct tui_app *app, struct tui_clean *c, int by);
/* The next method of looking for values that are alike. */
void tui_clean_method(struct tui_app *app, struct tui_clean *c);
/* The values one by one again. */
void tui_values_single(struct tui_app *app, struct tui_clean *c);
/* The method's name, as it stands in steps; NULL: none is chosen. */
const char *tui_method_name(int method);
/* The lines of the pane in hand, or NULL: it is no pane of values. */
struct tui_lines *tui_values_lines(struct tui_clean *c);
/* Ticks the value that > is at, or takes the tick away; GO: > goes on. */
void tui_values_tick(struct tui_app *app, struct tui_clean *c, bool go);
/* Asks for the name that what is ticked gets. */
void tui_values_ask_name(struct tui_app *app, struct tui_clean *c);
/* The same for the value, or the group, that > is at. */
void tui_values_ask_rename(struct tui_app *app, struct tui_clean *c);

/* ---- view_clean_history.c ---------------------------------------------- */

/* Puts the steps in order again; > goes to the current one. */
void tui_history_look(struct tui_clean *c);
/* Lines of the history, with the step that is tried. */
size_t tui_history_lines(const struct tui_clean *c);
/* The step that > is at; false: it is the one that is tried. */
bool tui_history_step(const struct tui_clean *c, uint32_t *number);
/* Goes to the step that > is at. */
void tui_history_go(struct tui_app *app, struct tui_clean *c);
/* Asks for a note on it. */
void tui_history_note(struct tui_app *app, struct tui_clean *c, dp_str arg);
void tui_history_draw(const struct tui_app *app, const struct tui_clean *c,
		      struct tui_grid *g, struct tui_rect area);
void tui_history_say(const struct tui_app *app, const struct tui_clean *c,
		     struct dp_buf *out);

/* ---- view_clean_draw.c ------------------------------------------------- */

/* Targets: lines of the panes. */
#define TUI_TARGET_FACET 1u
#define TUI_TARGET_ALIKE 21000u
#define TUI_TARGET_HISTORY 42000u

/* True when PANE is on the screen beside others, or alone. */
bool tui_clean_sees(const struct tui_app *app, const struct tui_clean *c,
		    enum tui_clean_pane pane);
/* Rows of the pane in hand: a page. */
int tui_clean_page(const struct tui_app *app, const struct tui_clean *c);
void tui_clean_draw(const struct tui_app *app, const struct tui_view *v,
		    struct tui_grid *g, struct tui_rect area);

/* ---- view_clean_say.c -------------------------------------------------- */

/* Appends VALUE as it is shown: what is hidden can be seen. */
void tui_clean_show_value(dp_str value, struct dp_buf *out);
/* What the changes are of; the caller frees it. */
char *tui_clean_title(const struct tui_clean *c);
/* Appends why one does such a step, and what to ask before. */
void tui_clean_tell_why(const struct tui_clean *c, struct dp_buf *out);
void tui_clean_say(const struct tui_app *app, const struct tui_view *v,
		   struct dp_buf *out);
/* The same, as a text to read. */
void tui_clean_why(struct tui_app *app, const struct tui_clean *c);

/* ---- view_clean_export.c ----------------------------------------------- */

/* Saves the table, the recipe or the command, in ARG or asks where. */
void tui_clean_export(struct tui_app *app, struct tui_clean *c, dp_str arg);

#endif
