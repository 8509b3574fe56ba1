/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the view of home share. */
#ifndef DPI_TUI_VIEW_HOME_H
#define DPI_TUI_VIEW_HOME_H

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
	struct tui_practice practice;
	size_t at[TUI_HOME_PANES], n[TUI_HOME_PANES];
	enum tui_home_pane pane;
	bool fresh;    /* the first time: > is at the tour */
	char *trouble; /* why the project here cannot be read, or NULL */
};

void tui_home_draw(const struct tui_app *app, const struct tui_view *v,
		   struct tui_grid *g, struct tui_rect area);

#endif
