/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the view of home share. */
#ifndef DPI_TUI_VIEW_HOME_H
#define DPI_TUI_VIEW_HOME_H

#include <dpipe/workbench.h>

#include "tui/lessons.h"
#include "tui/practice.h"
#include "tui/progress.h"
#include "tui/recent.h"
#include "tui/view.h"

enum tui_home_pane {
	TUI_HOME_STEPS,
	TUI_HOME_PRACTICE,
	TUI_HOME_RECENT,
	TUI_HOME_PANES
};

/* Targets: a step is I + 1, the others start here. */
#define TUI_HOME_TARGET_PRACTICE 100u
#define TUI_HOME_TARGET_RECENT 200u

struct tui_home {
	struct tui_progress progress;
	struct dp_learn_glance glance; /* of the lessons */
	struct tui_recent recent;
	struct dp_bench_glance work[TUI_RECENT]; /* on the recent files */
	struct tui_practice practice;
	size_t at[TUI_HOME_PANES], n[TUI_HOME_PANES];
	enum tui_home_pane pane;
	bool fresh;    /* the first time: > is at the tour */
	char *trouble; /* why the project here cannot be read, or NULL */
};

void tui_home_draw(const struct tui_app *app, const struct tui_view *v,
		   struct tui_grid *g, struct tui_rect area);

/* ---- view_home_recent.c ------------------------------------------------ */

/* Reads which files were opened last, and what was done to them. */
void tui_home_recent_read(const struct tui_app *app, struct tui_home *s);
void tui_home_recent_done(struct tui_home *s);
/* The name of file I as views take it; the caller frees it. */
char *tui_home_recent_name(const struct tui_home *s, size_t i);
void tui_home_recent_draw(const struct tui_app *app, const struct tui_home *s,
			  struct tui_grid *g, struct tui_rect area);
/* Appends a line for each of them, and one for what was done. */
void tui_home_recent_say(const struct tui_home *s, struct dp_buf *out);

/* ---- view_home_draw.c -------------------------------------------------- */

/* One line of a list: > NAME, and NOTE (or NULL) at the right. */
void tui_home_item(struct tui_grid *g, struct tui_rect line, dp_str name,
		   const char *note, bool focus, size_t target);

#endif
