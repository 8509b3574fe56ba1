/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The interface without a terminal: keys go in (tui_app_key …), a screen
 * comes out (tui_app_draw). What a terminal, a script and a test share.
 */
#ifndef DPI_TUI_APP_H
#define DPI_TUI_APP_H

#include <dpipe/base.h>

#include "tui/grid.h"
#include "tui/key.h"

struct dp_learn_front;
struct dp_opening;
struct dp_pages;
struct tui_app;
struct tui_view;
struct tui_view_class;

/* What is around the program. Texts hold as long as the app. */
struct tui_world {
	const char *data_folder;  /* sample-data is in it */
	const char *state_folder; /* what is remembered; NULL: nothing is */
	int64_t now;              /* seconds since 1970; 0: ask the clock */
	const char *open;         /* a file to open at once, or NULL */
	const char *present;      /* a lesson to project, or "" or NULL */
	struct dp_opening *piped; /* what "-" stands for, or NULL */
	/* What lessons carry out commands with; NULL: there are no lessons. */
	const struct dp_learn_front *front;
};

/* By size: 110 columns; 80x24; 60x18; 40x12; smaller. */
enum tui_layout {
	TUI_WIDE,
	TUI_STANDARD,
	TUI_COMPACT,
	TUI_SINGLE,
	TUI_TOO_SMALL
};

/* ---- for terminals, scripts, tests ------------------------------------- */

/* Starts at home. Freed by tui_app_free. */
struct tui_app *tui_app_new(const struct tui_world *w, int rows, int cols);
void tui_app_free(struct tui_app *app);
/* The terminal has another size now. */
void tui_app_resize(struct tui_app *app, int rows, int cols);
void tui_app_key(struct tui_app *app, tui_key key);
/* Text that was pasted, not typed. */
void tui_app_paste(struct tui_app *app, dp_str text);
/* A click at ROW, COL (from 0) of the screen as last drawn. */
void tui_app_click(struct tui_app *app, int row, int col);
/* Draws the screen: depends on the app only, and changes nothing in it. */
void tui_app_draw(const struct tui_app *app, struct tui_grid *g);
/* Runs the command line LINE: a command's word and what is behind it. */
void tui_app_run(struct tui_app *app, dp_str line);
/*
 * One cell grid of the app's size, drawn; for what only prints it. ASCII: see
 * grid.h. Freed by the caller.
 */
struct tui_grid *tui_app_screen(const struct tui_app *app, bool ascii);
/* True when it is over. */
bool tui_app_over(const struct tui_app *app);
/*
 * As the view on top has it: false where there is no work; OUT gets what can
 * be read when there is news, N of them, two at most.
 */
size_t tui_app_descriptors(const struct tui_app *app, int out[2]);
bool tui_app_news(struct tui_app *app);
bool tui_app_busy(const struct tui_app *app);
/* True while the screen is another one every second. */
bool tui_app_ticks(const struct tui_app *app);
/*
 * What only a terminal can do, asked for by a command: repaint, mouse on or
 * off. Each is true once after it was asked.
 */
bool tui_app_wants_repaint(struct tui_app *app);
bool tui_app_mouse(const struct tui_app *app);
/* Appends the sequence that gives the terminal what was copied, once. */
void tui_app_copied(struct tui_app *app, struct dp_buf *out);

/* ---- for views --------------------------------------------------------- */

#define TUI_VIEW_TARGETS 60000

/* The status line says this, a sentence in the user's language. */
void tui_say(struct tui_app *app, const char *fmt, ...) DP_PRINTF(2, 3);
/* Says what went wrong. */
void tui_say_err(struct tui_app *app, const struct dp_err *err);
/*
 * Opens a view on top of the others. Returns false, and says why, when it
 * could not be opened.
 */
bool tui_push(struct tui_app *app, const struct tui_view_class *class,
	      const char *arg);
/*
 * Closes the view on top, or puts it back to where it was raised from; the
 * last one ends the program.
 */
void tui_pop(struct tui_app *app);
/* Brings the uppermost view of CLASS on top, until it is popped. */
void tui_raise(struct tui_app *app, const struct tui_view_class *class);
/*
 * Opens the file NAME (see name.h) in the view for it, and notes it as recent;
 * the list of its tables where one has to be chosen.
 */
bool tui_open_file(struct tui_app *app, const char *name);
/* The view on top. */
const struct tui_view *tui_top(const struct tui_app *app);
/* The view below the one on top, or NULL. */
const struct tui_view *tui_below(const struct tui_app *app);
/* The uppermost view of CLASS, or NULL. */
const struct tui_view *tui_view_of(const struct tui_app *app,
				   const struct tui_view_class *class);
/* The commands that V serves as things stand; ends with TUI_NOTHING. */
const enum tui_command *tui_commands(const struct tui_view *v);
/* True when V serves C, or C works everywhere. */
bool tui_serves(const struct tui_view *v, enum tui_command c);
const struct tui_world *tui_world(const struct tui_app *app);
enum tui_layout tui_layout(const struct tui_app *app);
/* Where the view on top draws; for handlers, which see no grid. */
struct tui_rect tui_body(const struct tui_app *app);
/* The sentence that the status line says. */
dp_str tui_status(const struct tui_app *app);
/* Appends the keys pressed last: a projector view is open. */
void tui_echo(const struct tui_app *app, struct dp_buf *out);
/* Seconds since 1970. */
int64_t tui_now(const struct tui_app *app);

/* ---- the line of text --------------------------------------------------- */

/* One candidate for what is being typed, and a line about it. */
struct tui_choice {
	dp_str text, key, help; /* in the arena of the list */
	int weight;             /* more stands before less */
};

struct tui_choices {
	struct tui_choice *item;
	size_t n, cap;
	struct dp_arena text;
};

/* Adds a candidate; the texts are copied. */
void tui_choice_add(struct tui_choices *list, dp_str text, dp_str key,
		    const char *help, int weight);

/* What is asked on the command line. Static. */
struct tui_ask {
	const char *label;   /* before the text, as it is: ":" "/" … */
	const char *history; /* kind: "commands" "searches" "values" "files" */
	/* Fills LIST for the line as far as the cursor, or NULL. */
	void (*complete)(struct tui_app *app, dp_str line,
			 struct tui_choices *list);
	/*
	 * Called with the text when Enter was pressed. CHOICE is the text of
	 * the candidate that > points at, p == NULL when there is none.
	 */
	void (*done)(struct tui_app *app, dp_str text, dp_str choice);
};

/* Asks: TYPE mode starts, with INITIAL (or NULL) in the line. */
void tui_ask(struct tui_app *app, const struct tui_ask *ask,
	     const char *initial);

#endif
