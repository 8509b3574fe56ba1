/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A screen of our own: cells with a cluster and a role. Views draw here;
 * term.c brings it to a terminal, scripts and tests print it. Knows neither.
 */
#ifndef DPI_TUI_GRID_H
#define DPI_TUI_GRID_H

#include <dpipe/text.h>

/*
 * What a piece of text is; how that looks is for the palette. No role says
 * anything that a sign or a word does not say too.
 */
enum tui_role {
	TUI_TEXT,
	TUI_FRAME,  /* boxes and rules */
	TUI_TITLE,  /* of a box, of a column */
	TUI_HEAD,   /* first line of the screen */
	TUI_KEY,    /* a key that can be pressed */
	TUI_FOCUS,  /* the item that Enter is for; > stands before it */
	TUI_CHOSEN, /* ticked; [x] stands before it */
	TUI_GOOD,   /* done, added; a word or + says so */
	TUI_DOUBT,  /* to be looked at, removed; ! or - says so */
	TUI_QUIET,  /* beside the point: hints, what is not there yet */
	TUI_INPUT,  /* what is being typed */
	TUI_STRONG, /* weighs more than its neighbours */
	TUI_PAPER,  /* projected: dark on a light ground that is painted */
	TUI_SLATE,  /* projected: light on a dark one */
	/* the same, beside what is in the spotlight; > stands before that */
	TUI_PAPER_DIM,
	TUI_SLATE_DIM,
	TUI_ROLES
};

/* A cell. cols 2: goes on in the next, whose cols is 0. */
struct tui_cell {
	char text[DP_CLUSTER_BYTES]; /* zeroes behind its n bytes */
	uint8_t n, cols, role;
	uint16_t target; /* what a click here means, or 0 */
};

struct tui_grid {
	int rows, cols;
	struct tui_cell *cell; /* by rows */
	bool ascii;            /* nothing but ASCII may be shown */
	bool cursor;           /* it is to be seen */
	int cursor_row, cursor_col;
};

/* A part of a screen. Rows and columns count from 0. */
struct tui_rect {
	int row, col, rows, cols;
};

/* A grid of blanks; freed by tui_grid_free. ASCII: see above. */
struct tui_grid *tui_grid_new(int rows, int cols, bool ascii);
void tui_grid_free(struct tui_grid *g);
/* Blanks everywhere, the cursor hidden at the bottom. */
void tui_grid_clear(struct tui_grid *g);
/* The cell there; inside the grid only. */
struct tui_cell *tui_grid_at(const struct tui_grid *g, int row, int col);

/* ---- drawing: all of it may reach out of the grid, and is cut ---------- */

/*
 * Text from there on, at most COLS columns of it; a text that is longer ends
 * in ~. Returns the columns taken.
 */
int tui_put(struct tui_grid *g, int row, int col, int cols, enum tui_role role,
	    dp_str text);
/* The same for a C string. */
int tui_put_c(struct tui_grid *g, int row, int col, int cols,
	      enum tui_role role, const char *text);
/* The same, ending at column COL + COLS. Returns the first column. */
int tui_put_right(struct tui_grid *g, int row, int col, int cols,
		  enum tui_role role, dp_str text);
/* The same, formatted. */
int tui_put_format(struct tui_grid *g, int row, int col, int cols,
		   enum tui_role role, const char *fmt, ...) DP_PRINTF(6, 7);
/* Columns TEXT takes on G. */
int tui_cols(const struct tui_grid *g, dp_str text);
/*
 * Text in lines of at most AREA's columns, broken at blanks; the first SKIP
 * lines are passed over. Line feeds end paragraphs. Returns how many lines
 * there are in all, also with G NULL, which draws nothing.
 */
int tui_wrap(struct tui_grid *g, struct tui_rect area, int skip_rows,
	     enum tui_role role, dp_str text);
/* Blanks of that role. */
void tui_fill(struct tui_grid *g, struct tui_rect area, enum tui_role role);
/* Gives all cells of AREA the role, the text stays. */
void tui_role(struct tui_grid *g, struct tui_rect area, enum tui_role role);
/* A frame round the edge of AREA, a title and, at the right, a remark. */
void tui_box(struct tui_grid *g, struct tui_rect area, const char *title,
	     const char *remark);
/* A horizontal line with the same. */
void tui_rule(struct tui_grid *g, int row, int col, int cols, const char *title,
	      const char *remark);
/* AREA without its frame and a blank at each side. */
struct tui_rect tui_inside(struct tui_rect area);
/* A gauge of COLS columns, brackets among them: [##..]. */
void tui_gauge(struct tui_grid *g, int row, int col, int cols, int part,
	       int whole);
/* A click anywhere in AREA means TARGET. */
void tui_target(struct tui_grid *g, struct tui_rect area, uint16_t target);
/* The terminal's own cursor: on what has the focus, for braille lines. */
void tui_cursor(struct tui_grid *g, int row, int col);

/* ---- as text ---------------------------------------------------------- */

/* Appends the lines, without blanks at their ends. */
void tui_dump_text(const struct tui_grid *g, struct dp_buf *out);
/*
 * Appends the roles, a letter a cell, and where the cursor is: what a test
 * compares besides the text. Letters are . f t h k F c g d q i s p b P B in
 * the order of enum tui_role.
 */
void tui_dump_roles(const struct tui_grid *g, struct dp_buf *out);

#endif
