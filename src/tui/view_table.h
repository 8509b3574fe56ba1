/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the table view share: view_table_*.c, a part of the
 * screen or a command each.
 */
#ifndef DPI_TUI_VIEW_TABLE_H
#define DPI_TUI_VIEW_TABLE_H

#include <sys/stat.h>

#include <dpipe/workbench.h>

#include "tui/figures.h"
#include "tui/lanes.h"
#include "tui/view.h"

#define TUI_FILTERS 8
#define TUI_PLACES 8

/* What is open beside the rows. */
enum tui_side {
	TUI_SIDE_NONE,
	TUI_SIDE_CELL,
	TUI_SIDE_FACET,
	TUI_SIDE_COLUMNS
};

/* A filter that is on: its rows, and what is said of it. */
struct tui_filter {
	struct dp_view *view;
	char *words; /* as they go behind "only" */
};

/* What was done to it: see view_table_bench.h. */
struct tui_bench {
	struct dp_bench *bench; /* NULL: nothing was tried yet */
	struct dp_shown *shown; /* NULL: the file as it is */
	char *journal;          /* its path; NULL: none is kept */
	bool kept;              /* the journal is there */
	/* Work of an earlier time, of which nobody has said what becomes … */
	bool waiting, asked;
	char *trouble; /* … and why it cannot go on, or NULL */
};

/* A place that something was found at. */
struct tui_place {
	uint64_t record; /* of the file, from 1 */
	uint64_t line;   /* the same; 0: not known */
	bool is_row;     /* record is its row in the table, from 1 */
};

/* A record being looked for: rows it may be at, both included. */
struct tui_seek {
	bool on;
	uint64_t record, low, high;
};

/* The view whose table it is: what changes it is that view's business. */
struct tui_owner {
	/* STEP was tried and is wanted: carries it out, and says so. */
	void (*apply)(struct tui_app *app, void *self, dp_str step);
	/* The same for UNDO, REDO and HISTORY. */
	void (*walk)(struct tui_app *app, void *self, enum tui_command c);
	/* Append what the table is called, and what the work is for. */
	void (*title)(const void *self, struct dp_buf *out);
	void (*goal)(const void *self, struct dp_buf *out);
};

struct tui_table {
	const struct tui_owner *owner; /* NULL: its changes are its own */
	void *owner_self;
	bool part;            /* of its owner's screen … */
	struct tui_rect area; /* … there, frame and all */
	bool away;            /* keys are for another part of that screen */
	char *path;
	struct stat seen; /* of the file, when it was opened */
	char *name; /* the path, and which table of the file: see name.h */
	struct dp_pages *pages;
	struct dp_pages_state now;
	bool piped; /* it came through a pipe */
	bool told_changed, told_failed;

	/* rows: those of the file, of filters on them, sorted */
	struct dp_view *file, *sorted;
	struct tui_filter filter[TUI_FILTERS];
	size_t n_filters;
	bool sorted_last; /* the sort came after the last filter */
	bool descending;
	size_t sort_column; /* in the schema; DP_ANY_COLUMN: not sorted */

	/* columns, in the order they are shown */
	struct tui_column *column;
	size_t n_columns, frozen, left;
	uint64_t seen_rows; /* when the widths were looked at last */

	/* where one is: a row of the view, a column as shown */
	uint64_t top, row;
	size_t at;
	uint64_t wanted_row; /* told to go there once it is counted, or 0 */
	struct tui_place place[TUI_PLACES]; /* to be walked through */
	size_t n_places, place_at;
	struct tui_seek seek;
	int page_rows;
	struct dp_window window; /* the rows in sight */
	struct dp_window whole;  /* the row in focus, its cells whole … */
	uint64_t whole_row;      /* … when it is this one of this view */
	const struct dp_view *whole_view;

	enum tui_side side;
	bool side_focus;       /* keys are for what is open, not for the rows */
	struct tui_like *like; /* of the cell, or NULL */
	struct tui_facet *facet; /* or NULL */
	struct tui_table_work *work;
	size_t columns_at;     /* in the list of columns */
	unsigned copies;       /* of y, one after the other */
	struct tui_save *save; /* being written, or NULL */
	struct tui_bench bench;
};

/* The table on top, or NULL: for what was asked on the command line. */
struct tui_table *tui_table_top(const struct tui_app *app);
/* The table of the uppermost view that has one, or NULL. */
struct tui_table *tui_table_uppermost(const struct tui_app *app);
/* The rows as they are now filtered and sorted. */
struct dp_view *tui_table_view(const struct tui_table *t);
/* The same without the sort. */
struct dp_view *tui_table_filtered(const struct tui_table *t);
uint64_t tui_table_rows(const struct tui_table *t, bool *exact);
/* Name of column I of the schema. */
dp_str tui_table_name(const struct tui_table *t, size_t index);
/* Column of the schema that the focus is in. */
size_t tui_table_index(const struct tui_table *t);
/* Says which row is in focus, of how many. */
void tui_table_say_place(struct tui_app *app, const struct tui_table *t);
/* Does C, as struct tui_view_class has it. */
bool tui_table_do(struct tui_app *app, struct tui_table *t, enum tui_command c,
		  dp_str arg);
/* Appends what it is called for people: the file, and which table of it. */
void tui_table_say_name(const struct tui_table *t, struct dp_buf *out);
/* Is T what NAME says, or what it says of the file when that is all of it? */
bool tui_table_is(const struct tui_table *t, const char *name);
/* Fetches what is to be seen; after all that may have changed it. */
void tui_table_settle(struct tui_app *app, struct tui_table *t);
/* Takes the news of whatever runs; for what lies on the table, too. */
void tui_table_news(struct tui_app *app, struct tui_table *t);
bool tui_table_busy(const struct tui_table *t);
/* Row ROW of the view comes in focus. */
void tui_table_go(struct tui_table *t, uint64_t row);
/* Column AT gets BY columns of the screen more. */
void tui_table_width(const struct tui_app *app, struct tui_table *t, size_t at,
		     int by);
/* The row of the table that has the focus; false when it is not there yet. */
bool tui_table_focus(const struct tui_table *t, struct dp_window_row *out);

/* ---- view_table_places.c ----------------------------------------------- */

/*
 * Goes to COLUMN and to place AT (from 0) of N; n and p then walk through
 * them, until a text is searched.
 */
void tui_table_visit(struct tui_app *app, struct tui_table *t, dp_str column,
		     const struct tui_place *place, size_t n, size_t at);
/* Goes nearer to the record that is looked for; false when it is there. */
bool tui_table_seek(struct tui_table *t);
/* The next place, or the one before; false when there are none. */
bool tui_table_next_place(struct tui_app *app, struct tui_table *t,
			  bool backward);

/* ---- view_table_open.c ------------------------------------------------- */

/*
 * Opens what is CALLED so (see name.h), or PIPED (NULL: nothing came through a
 * pipe), in T, which is zeroed but for its owner.
 */
int tui_table_open(struct tui_app *app, struct tui_table *t, const char *called,
		   struct dp_pages *piped, struct dp_err *err);
/* Gives all of T back; it is zeroed, but for its owner. */
void tui_table_close(struct tui_table *t);
/* Reads a file that has changed again; false when it has not. */
bool tui_table_reload(struct tui_app *app, struct tui_table *t);
/*
 * The file was written anew, if it is another one than it was: the same place
 * of it is shown. False, and says why, when it cannot be read.
 */
bool tui_table_refresh(struct tui_app *app, struct tui_table *t);
/*
 * Shows the table as it is behind the current step of its workbench, without
 * sort and filters; what ran on the rows before ends.
 */
void tui_table_show(struct tui_app *app, struct tui_table *t);
/* The table made for what is shown, or NULL: the file's own rows. */
struct dp_pages *tui_table_made(const struct tui_table *t);
/* Shows how the file is written, and its columns. */
void tui_table_tell_file(struct tui_app *app, const struct tui_table *t);

/* ---- view_table_draw.c ------------------------------------------------- */

/* Targets: of cells, with this many columns a row; of others. */
#define TUI_CELL_TARGETS 256u
#define TUI_TARGET_TITLES 50000u
#define TUI_TARGET_SIDE 51000u

/* Where the rows go, and what is open beside or below them: rows 0, nothing. */
void tui_table_areas(const struct tui_app *app, const struct tui_table *t,
		     struct tui_rect *rows, struct tui_rect *side);
/* What is to be placed in the area ROWS. */
void tui_table_ask(const struct tui_table *t, struct tui_rect rows,
		   struct tui_lanes_ask *out);
void tui_table_draw(const struct tui_app *app, const struct tui_table *t,
		    struct tui_grid *g);
/* Appends how many rows there are, of how many. */
void tui_table_say_rows(const struct tui_table *t, struct dp_buf *out);
/* How far down row ROW (from 0) of N is, in per cent. */
int tui_table_percent(uint64_t row, uint64_t n);
/* What the first line says. */
void tui_table_remark(const struct tui_app *app, const struct tui_view *v,
		      struct dp_buf *out);
/* A click on TARGET. */
void tui_table_click(struct tui_app *app, struct tui_table *t, uint16_t target);

/* ---- view_table_keys.c ------------------------------------------------- */

/* What keys do as things stand; as in struct tui_view_class. */
const enum tui_command *tui_table_serves(const struct tui_table *t);
const char *tui_table_call(const struct tui_table *t, enum tui_command c);

#endif
