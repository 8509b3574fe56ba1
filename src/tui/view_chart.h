/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the view of a chart share: view_chart_*.c. */
#ifndef DPI_TUI_VIEW_CHART_H
#define DPI_TUI_VIEW_CHART_H

#include <dpipe/pages.h>
#include <dpipe/present.h>

#include "tui/figures.h"
#include "tui/view.h"

/* What a chart is asked with: the words of "dpipe present chart". */
struct tui_chart_words {
	char *type, *file, *x, *y, *of, *sort;
	char *title, *source, *note, *alt;
	size_t top;
};

struct tui_table;

struct tui_chart {
	struct tui_chart_words words;
	struct dp_present_chart ask; /* the same, as the step takes it */
	char *path;                  /* of the table */
	bool filtered;               /* not all rows of the file */
	/* whose rows they are, or NULL: those of a file as it came */
	const struct tui_table *t;
	uint32_t step;        /* where its history was */
	struct dp_buf source; /* what is said of it, with what was changed */

	/* the table: that of the view below, or one of its own */
	struct dp_pages *own; /* or NULL */
	struct dp_view *view, *own_view;
	struct dp_view *look;    /* that has seen rows: what columns hold */
	struct dp_window window; /* rows of its own that were looked at */
	struct dp_job *job;      /* that reads rows, or NULL */
	struct dp_job_state now;
	struct dp_present_reader *reader;

	struct dp_chart *chart; /* or NULL */
	bool partial;           /* of the rows so far */
	char *trouble;          /* why there is none, or NULL */
	bool guessed;           /* the type was not asked for */
	bool codes;             /* its numbers are names */
	char language[8];       /* that it speaks */
};

struct tui_chart *tui_chart_top(const struct tui_app *app);
/* Draws anew: what was asked has changed, the rows have not. */
void tui_chart_make(struct tui_app *app, struct tui_chart *s);
/* Reads the rows anew: other columns are asked for. */
void tui_chart_read(struct tui_app *app, struct tui_chart *s);

/* ---- view_chart_words.c ------------------------------------------------ */

/* Reads LINE, the words behind "present chart", into W, zeroed. */
int tui_chart_words_read(struct tui_chart_words *w, dp_str line,
			 struct dp_err *err);
void tui_chart_words_done(struct tui_chart_words *w);
/* What the step is asked: the words, and behind the source the changes. */
void tui_chart_set_ask(struct tui_chart *s);
/* Appends the command that draws the same. */
void tui_chart_words_say(const struct tui_chart *s, struct dp_buf *out);
/* Puts TEXT (empty: nothing) in place of *WORD. */
void tui_chart_word(char **word, dp_str text);

/* ---- view_chart_types.c ------------------------------------------------ */

/* Why type CLASS is not offered for what is drawn, or NULL: it is. */
const char *tui_chart_why_not(const struct tui_chart *s,
			      const struct dp_chart_class *class);
/* The next type that is offered, or the one before. */
void tui_chart_next_type(struct tui_app *app, struct tui_chart *s, int by);
/* As a column of codes: its values are names, and counted. */
void tui_chart_take_codes(struct tui_app *app, struct tui_chart *s);
/* Appends the words that draw column INDEX of V as its values ask for. */
void tui_chart_words_for(struct dp_view *v, size_t index, struct dp_buf *out);

/* ---- view_chart_text.c ------------------------------------------------- */

/* Rows that are drawn. */
uint64_t tui_chart_n(const struct tui_chart *s);
/* Appends what is drawn: "number of rows, by town". */
void tui_chart_subject(const struct tui_chart *s, struct dp_buf *out);
/* Appends what must be known below the drawing: method, source. */
void tui_chart_foot(const struct tui_chart *s, struct dp_buf *out);
/* Appends a line for each thing to look at before others see it. */
void tui_chart_checks(const struct tui_chart *s, struct dp_buf *out);
/* Appends the rows that are drawn, a line each, and their total. */
void tui_chart_rows(const struct tui_chart *s, struct dp_buf *out);
void tui_chart_say(const struct tui_app *app, const struct tui_view *v,
		   struct dp_buf *out);

/* ---- view_chart_ask.c -------------------------------------------------- */

/* Each opens a line; its answer is drawn. */
void tui_chart_ask_title(struct tui_app *app, const struct tui_chart *s);
void tui_chart_ask_source(struct tui_app *app, const struct tui_chart *s);
void tui_chart_ask_y(struct tui_app *app, const struct tui_chart *s);

/* ---- view_chart_draw.c, view_chart_save.c ------------------------------ */

void tui_chart_draw(const struct tui_app *app, const struct tui_view *v,
		    struct tui_grid *g, struct tui_rect area);
/* Saves it in ARG, or asks for a name: .svg .txt .csv. */
void tui_chart_save(struct tui_app *app, dp_str arg);

#endif
