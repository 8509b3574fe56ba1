/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Work over all rows of a table, one at a time: finding, sorting, filtering.
 */
#ifndef DPI_TUI_VIEW_TABLE_WORK_H
#define DPI_TUI_VIEW_TABLE_WORK_H

#include "tui/view_table.h"

#define TUI_DYING 16

enum tui_work { TUI_WORK_NONE, TUI_WORK_FIND, TUI_WORK_SORT, TUI_WORK_FILTER };

struct tui_table_work {
	enum tui_work kind;
	struct dp_job *job;
	bool told;     /* its progress is on the status line */
	size_t column; /* that is sorted by */
	bool descending;
	bool again;  /* sorted anew, because the rows have changed */
	char *words; /* of the filter being made */
	/* what was looked for, and how */
	char *text;
	bool backward, wrapped;
	/* how many rows hold it: a filter that is only counted */
	struct dp_job *count;
	uint64_t n_holding;
	bool counted, found_said;
	/* stopped jobs, freed when they have ended */
	struct dp_job *dying[TUI_DYING];
	size_t n_dying;
};

/* True while something runs, or is told to end. */
bool tui_work_busy(const struct tui_table *t);
/* Takes the news of what runs. */
void tui_work_news(struct tui_app *app, struct tui_table *t);
/* Stops what runs; false when nothing does. */
bool tui_work_stop(struct tui_app *app, struct tui_table *t);
/* Takes away what was done last: sort or filter; false: neither is on. */
bool tui_work_undo(struct tui_app *app, struct tui_table *t);
void tui_work_done(struct tui_table *t);
/* Stops JOB (or NULL) without waiting for its end. */
void tui_work_drop(struct tui_table *t, struct dp_job *job);
/* Sorts by the column in focus; again: the other way round; again: not. */
void tui_work_sort(struct tui_app *app, struct tui_table *t);
/* Keeps the rows that WANT keeps; WORDS, then owned, say which. */
void tui_work_filter(struct tui_app *app, struct tui_table *t,
		     const struct dp_filter *want, char *words);
/* Asks for a text to find. */
void tui_work_ask_find(struct tui_app *app, dp_str arg);
/* The next match of the text, or the one before. */
void tui_work_next(struct tui_app *app, struct tui_table *t, bool backward);
/* Asks for the number of a row. */
void tui_work_ask_row(struct tui_app *app, dp_str arg);
/* Looks for TEXT from the focus on. */
void tui_work_find(struct tui_app *app, struct tui_table *t, dp_str text);
/* What a job that looks for text has found. */
void tui_work_found(struct tui_app *app, struct tui_table *t);
/* Counts the rows that hold the text, once it was found. */
void tui_work_counted(struct tui_app *app, struct tui_table *t);
/* Starts JOB of KIND, or says why it could not be started. */
bool tui_work_start(struct tui_app *app, struct tui_table *t,
		    enum tui_work kind, struct dp_job *job,
		    const struct dp_err *err);

#endif
