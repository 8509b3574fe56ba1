/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of a table in plain lines share. */
#ifndef DPI_CLI_PLAIN_TABLE_H
#define DPI_CLI_PLAIN_TABLE_H

#include <dpipe/workbench.h>

#include "cli/cli.h"

struct cli_table {
	const struct cli_screen *screen;
	struct dp_buf out; /* to be said */
	const char *path;
	struct dp_pages *pages;
	struct dp_bench *bench;
	char *journal;          /* its path, or NULL: none is kept */
	bool kept;              /* it is there */
	struct dp_shown *shown; /* behind the steps; NULL: the file's rows */
	struct dp_view *view;
	/* what is tried, or NULL; and what it would change */
	char *step;
	struct dp_trial trial;
	/* the values counted last */
	char *column; /* or NULL: none were */
	struct dp_facet facet;
	size_t n_said;
	bool other; /* another table of the file is asked for */
};

/* Which table of a file is read; NULL: there is no other. */
struct cli_chosen {
	char *member, *sheet;
};

/* ---- plain_table.c ----------------------------------------------------- */

void cli_table_say(struct cli_table *t, const char *text);
/* The same, formatted. */
void cli_table_sayf(struct cli_table *t, const char *fmt, ...) DP_PRINTF(2, 3);
/* Says what went wrong, without the place that a step has in a recipe. */
void cli_table_err(struct cli_table *t, const struct dp_err *err);
/* N as people write it, at OUT. Returns OUT. */
const char *cli_table_count(uint64_t n, char out[48]);
/*
 * Waits for J, and says now and then how far it is: true when it is done.
 * TRIAL: J tries a step.
 */
bool cli_table_wait(struct cli_table *t, struct dp_job *j, bool trial);
/* Waits for news of the rows. */
void cli_table_await(struct cli_table *t);

/* Is WORD one that leaves? */
bool cli_table_is_stop(dp_str word);

/* ---- plain_table_choose.c ---------------------------------------------- */

/*
 * Asks which table of the file is meant, where it holds several (ANY: even
 * where one of them suggests itself): 0, 1 nothing can be read, 2 none, -1.
 */
int cli_table_choose(struct cli_table *t, bool any, struct cli_chosen *c,
		     struct dp_err *err);
void cli_chosen_done(struct cli_chosen *c);
/* Another table is asked for: true when there is one to choose. */
bool cli_table_ask_other(struct cli_table *t);
/* Appends the file's name and, where it holds several, the table's. */
void cli_table_name(const struct cli_table *t, struct dp_buf *out);

/* ---- plain_table_steps.c ----------------------------------------------- */

/* Tries STEP and asks whether it is to be applied. */
void cli_table_try(struct cli_table *t, dp_str step);
/* Asks again; or says that nothing is tried. */
void cli_table_ask(struct cli_table *t);
/* Applies what is tried, or drops it. */
void cli_table_apply(struct cli_table *t);
void cli_table_drop(struct cli_table *t);
/* Says the first changes of what is tried. */
void cli_table_changes(struct cli_table *t);
/* One step back, or forward again. */
void cli_table_walk(struct cli_table *t, bool back);
void cli_table_history(struct cli_table *t);
/* To the step numbered ARG; what it changed; a note on the current one. */
void cli_table_go(struct cli_table *t, dp_str arg);
void cli_table_difference(struct cli_table *t, dp_str arg);
void cli_table_note(struct cli_table *t, dp_str arg);
/* Saves the table, the recipe or the command in the file ARG. */
void cli_table_save(struct cli_table *t, dp_str arg);
/* Shows what is behind the current step: -1 when it cannot be. */
int cli_table_show(struct cli_table *t, struct dp_err *err);

/* ---- plain_table_values.c ---------------------------------------------- */

/* Counts the values of the column ARG and says the first. */
void cli_table_facet(struct cli_table *t, dp_str arg);
void cli_table_more(struct cli_table *t);
/* ARG: numbers of values, "as", a name. */
void cli_table_merge(struct cli_table *t, dp_str arg);
void cli_table_forget(struct cli_table *t);
/* Says the row numbered ARG; the columns. */
void cli_table_row(struct cli_table *t, dp_str arg);
void cli_table_columns(struct cli_table *t);

#endif
