/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the lesson view share: view_lesson_*.c, a part of the
 * screen each. What is right or wrong is the session's business.
 */
#ifndef DPI_TUI_VIEW_LESSON_H
#define DPI_TUI_VIEW_LESSON_H

#include <dpipe/lesson.h>

#include "tui/view.h"
#include "tui/view_table.h"

/* The parts of the screen; the last two share a place. */
enum tui_lesson_part { TUI_PART_TEXT, TUI_PART_ANSWER, TUI_PART_TABLE };

struct tui_lesson {
	struct dp_learn *learn;
	struct dp_says says;       /* the answer to the last line */
	struct dp_verdicts checks; /* of the task, as the folder is now */
	struct tui_table table;    /* of the lesson; see tui_lesson_works */
	struct dp_buf project;     /* project.dpipe, where there is no table */
	struct dp_buf output;      /* what a command answered, lines */
	char *asked;               /* the line that it answers, or NULL */
	char language[8];          /* that all of this is in */
	bool greeted, told;        /* it was said what to press, in the table */
	bool covered;              /* the rows are, by what is open */
	enum tui_lesson_part focus, work;
	size_t top;        /* of the text, in lines */
	size_t output_top; /* of the output */
	size_t choice;     /* of a quiz, from 0 */
};

/* Targets: the text; plus the number of a choice, from 1. */
#define TUI_TARGET_TEXT 58000u

/* The lesson on top, or NULL: for what was asked on the command line. */
struct tui_lesson *tui_lesson_top(const struct tui_app *app);
/* Path of the learner's table, which the caller frees; NULL: there is none. */
char *tui_lesson_table(const struct tui_lesson *s);
/* True when the lesson has a table, and it is open. */
bool tui_lesson_works(const struct tui_lesson *s);
/*
 * Where Tab (BY 1) or Shift-Tab (-1) goes; *SIDE: to what is open beside the
 * rows of the table.
 */
enum tui_lesson_part tui_lesson_next_part(const struct tui_lesson *s, int by,
					  bool *side);
/* Says what to press: once, when a task starts. */
void tui_lesson_say_how(struct tui_app *app, const struct tui_lesson *s);
/* The session is told LINE, and its answer taken up. */
void tui_lesson_do(struct tui_app *app, struct tui_lesson *s, dp_str line);

/* ---- view_lesson_keys.c: what keys do ----------------------------------- */

/* UNDO, REDO, HISTORY, HINT, ANSWER or SKIP; false: it is none of them. */
bool tui_lesson_walk(struct tui_app *app, struct tui_lesson *s,
		     enum tui_command c);
/* As in struct tui_view_class. */
const enum tui_command *tui_lesson_serves(const struct tui_view *v);
bool tui_lesson_command(struct tui_app *app, struct tui_view *v,
			enum tui_command c, dp_str arg);
bool tui_lesson_begin(struct tui_app *app, struct tui_view *v, tui_key key);
void tui_lesson_click(struct tui_app *app, struct tui_view *v, uint16_t target);
bool tui_lesson_click_again(struct tui_app *app, struct tui_view *v,
			    uint16_t target);

/* ---- view_lesson_line.c: what is typed --------------------------------- */

/* Asks for a line, as the task wants it; INITIAL (or NULL) is in it. */
void tui_lesson_ask(struct tui_app *app, const struct tui_lesson *s,
		    const char *initial);
/* Asks for the number of a task. */
void tui_lesson_ask_task(struct tui_app *app);

/* ---- view_lesson_text.c: the page of text ------------------------------ */

/* A paragraph of the page. */
struct tui_paragraph {
	enum tui_role role;
	int indent_cols;
	size_t choice; /* which one of a quiz, from 1; 0: it is none */
	dp_str mark;   /* before the text: "TASK" "[x]" ">" */
	dp_str text;
};

struct tui_page {
	struct tui_paragraph *at;
	size_t n, cap;
	size_t answer; /* the paragraph where the last answer starts; or n */
	struct dp_arena text;
};

/* Writes the page of S into P, zeroed. */
void tui_lesson_page(const struct tui_lesson *s, struct tui_page *p);
void tui_page_done(struct tui_page *p);
/*
 * Draws P into AREA from line TOP on; G NULL: nothing. Returns its lines;
 * *LINE (or NULL) is the one that paragraph PARAGRAPH starts on.
 */
size_t tui_page_draw(const struct tui_page *p, struct tui_grid *g,
		     struct tui_rect area, size_t top, size_t paragraph,
		     size_t *line);

/* ---- view_lesson_draw.c ------------------------------------------------ */

/* The boxes of the text and of the work; rows 0: it is not to be seen. */
void tui_lesson_areas(const struct tui_app *app, const struct tui_lesson *s,
		      struct tui_rect *text, struct tui_rect *work);
void tui_lesson_draw(const struct tui_app *app, const struct tui_view *v,
		     struct tui_grid *g, struct tui_rect area);
/* Lines of the text, and how many are in sight. */
size_t tui_lesson_lines(const struct tui_app *app, const struct tui_lesson *s,
			int *rows);
/* Turns the page to the last answer. */
void tui_lesson_show_answer(const struct tui_app *app, struct tui_lesson *s);
/* Turns the page to the choice of a quiz; false when it was in sight. */
bool tui_lesson_show_choice(const struct tui_app *app, struct tui_lesson *s);

/* ---- view_lesson_words.c: as in struct tui_view_class ------------------ */

const char *tui_lesson_call(const struct tui_view *v, enum tui_command c);
void tui_lesson_remark(const struct tui_app *app, const struct tui_view *v,
		       struct dp_buf *out);
void tui_lesson_head(const struct tui_app *app, const struct tui_view *v,
		     struct dp_buf *out);
/* For struct tui_owner. */
void tui_lesson_title(const void *self, struct dp_buf *out);
void tui_lesson_goal(const void *self, struct dp_buf *out);
void tui_lesson_say(const struct tui_app *app, const struct tui_view *v,
		    struct dp_buf *out);

#endif
