/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A view: what fills the screen between its first line and the status line.
 * One file and one class each. Views lie on a stack; the uppermost one is
 * seen and gets the commands.
 */
#ifndef DPI_TUI_VIEW_H
#define DPI_TUI_VIEW_H

#include "tui/app.h"
#include "tui/grid.h"
#include "tui/key.h"

struct tui_table;

struct tui_view {
	const struct tui_view_class *class;
	void *state;   /* class->state_bytes, zeroed; the view's own */
	size_t raised; /* over so many others, that lay on it */
};

struct tui_view_class {
	const char *name;  /* machine name: "table" */
	const char *title; /* marked N_: in the first line */
	/*
	 * The commands it serves besides those that work everywhere, the most
	 * useful first: the key bar shows them in this order, as many as fit.
	 * Ends with TUI_NOTHING.
	 */
	const enum tui_command *serves;
	/* The same as things stand, in the place of serves; or NULL. */
	const enum tui_command *(*serves_now)(const struct tui_view *v);
	size_t state_bytes;
	/* Fills the state. ARG (or NULL) is what is opened: a path, a name. */
	int (*open)(struct tui_app *app, struct tui_view *v, const char *arg,
		    struct dp_err *err);
	void (*close)(struct tui_view *v); /* or NULL: nothing to free */
	/* It is on top again: what it shows may have changed. Or NULL. */
	void (*again)(struct tui_app *app, struct tui_view *v);
	/*
	 * After each key, click, change of size and piece of news: what draw
	 * needs is fetched here, for draw changes nothing. Or NULL.
	 */
	void (*settle)(struct tui_app *app, struct tui_view *v);
	/*
	 * Does one of the commands it serves. ARG is what stands behind the
	 * command on the command line; p == NULL when a key was pressed.
	 * Returns false when it means nothing just now; the app then says so.
	 */
	bool (*command)(struct tui_app *app, struct tui_view *v,
			enum tui_command c, dp_str arg);
	/*
	 * A character that is no key of any command: true when it starts an
	 * answer that is waited for. Or NULL.
	 */
	bool (*begin)(struct tui_app *app, struct tui_view *v, tui_key key);
	/*
	 * What the key bar calls C now, translated, 12 columns at most, or
	 * NULL for its usual title. Or NULL.
	 */
	const char *(*call)(const struct tui_view *v, enum tui_command c);
	/*
	 * A click on TARGET (as the view gave it to tui_target, from 1 to
	 * TUI_VIEW_TARGETS), or NULL. A second click on the same one is ENTER.
	 */
	void (*click)(struct tui_app *app, struct tui_view *v, uint16_t target);
	/* A second click on TARGET: false when it is ENTER. Or NULL. */
	bool (*click_again)(struct tui_app *app, struct tui_view *v,
			    uint16_t target);
	/* Draws into AREA of G. Changes nothing: see tui_body. */
	void (*draw)(const struct tui_app *app, const struct tui_view *v,
		     struct tui_grid *g, struct tui_rect area);
	/* Appends what the first line starts with, for "dpipe > title"; or
	 * NULL. */
	void (*head)(const struct tui_app *app, const struct tui_view *v,
		     struct dp_buf *out);
	/* Appends what the first line shows besides the title, or NULL. */
	void (*remark)(const struct tui_app *app, const struct tui_view *v,
		       struct dp_buf *out);
	/* Appends what is behind the title (a file's name), or NULL. */
	void (*about)(const struct tui_app *app, const struct tui_view *v,
		      struct dp_buf *out);
	/* Appends the screen in sentences, for t, or NULL. */
	void (*say)(const struct tui_app *app, const struct tui_view *v,
		    struct dp_buf *out);
	/*
	 * Work in the background: a descriptor that can be read when there is
	 * news (-1: none), what then takes the news (true: something to be
	 * seen changed), and whether work goes on. All three, or all NULL.
	 */
	int (*descriptor)(const struct tui_view *v);
	/* A second one, -1 when there is none; or NULL. */
	int (*other_descriptor)(const struct tui_view *v);
	bool (*news)(struct tui_app *app, struct tui_view *v);
	bool (*busy)(const struct tui_view *v);
	/* True while what it shows is another every second, or NULL. */
	bool (*ticks)(const struct tui_view *v);
	/* The table that it shows and keys work on, or NULL; or NULL. */
	struct tui_table *(*table)(const struct tui_view *v);
	/* It fills the screen: no first line, no status line, no key bar. */
	bool whole_screen;
};

extern const struct tui_view_class tui_view_clean;
extern const struct tui_view_class tui_view_chart;
extern const struct tui_view_class tui_view_findings;
extern const struct tui_view_class tui_view_glossary;
extern const struct tui_view_class tui_view_help;
extern const struct tui_view_class tui_view_home;
extern const struct tui_view_class tui_view_lesson;
extern const struct tui_view_class tui_view_pipe;
extern const struct tui_view_class tui_view_project;
extern const struct tui_view_class tui_view_resume;
extern const struct tui_view_class tui_view_projector;
extern const struct tui_view_class tui_view_table;
extern const struct tui_view_class tui_view_tables;
extern const struct tui_view_class tui_view_text;

#endif
