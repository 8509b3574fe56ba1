/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the app share and views need not know. */
#ifndef DPI_TUI_INNER_H
#define DPI_TUI_INNER_H

#include <sys/types.h>

#include "tui/tour.h"
#include "tui/view.h"

#define TUI_VIEWS 16 /* deepest stack */
#define TUI_ECHO 8   /* keys shown to a room */

/* Targets beyond those of views. */
#define TUI_TARGET_COMMAND 60001u /* plus the command */
#define TUI_TARGET_CHOICE 61000u  /* plus the candidate */
#define TUI_TARGET_LINE 65000u

struct tui_app {
	struct tui_world world;
	int rows, cols;
	struct tui_view view[TUI_VIEWS];
	size_t n_views;
	struct dp_buf status;
	bool over, repaint, no_mouse;
	struct dp_pages *piped; /* what came through a pipe, for its table */
	struct tui_tour tour;
	tui_key echo[TUI_ECHO]; /* keys pressed last while one presents */
	size_t n_echo;
	uint16_t clicked; /* last target, 0 after a key */
	/* what is asked on the command line, or NULL */
	const struct tui_ask *ask;
	struct tui_choices choices;
	ptrdiff_t mark;     /* the candidate that > points at, or -1 */
	struct dp_buf kept; /* text that Esc left behind, and whose it is */
	const struct tui_ask *kept_of;
	struct dp_buf pasted; /* while it is asked what to do with it */
	struct dp_buf copied; /* text for the terminal, until it has it */
	pid_t copier;         /* the tool that copied last, or 0 */
};

/* The table that came through a pipe, once; then NULL. */
struct dp_pages *tui_take_piped(struct tui_app *app);
/* What is seen may have changed: the view fetches what draw needs. */
void tui_settle(struct tui_app *app);

/* ---- app_line.c: TYPE mode --------------------------------------------- */

/* A key while something is asked. */
void tui_line_key(struct tui_app *app, tui_key key);
void tui_line_paste(struct tui_app *app, dp_str text);
/* Takes candidate I, as a click does. */
void tui_line_choose(struct tui_app *app, size_t i);
/* The question of ":". */
extern const struct tui_ask tui_ask_command;
/* The question of "o". */
extern const struct tui_ask tui_ask_file;
/* The same for a file to be verified. */
extern const struct tui_ask tui_ask_verify;

/* ---- app_command.c: what works everywhere ------------------------------- */

/* Does C, from a key (ARG.p NULL) or from the command line. */
void tui_do(struct tui_app *app, enum tui_command c, dp_str arg);
/* True when C works in every view. */
bool tui_is_global(enum tui_command c);

#endif
