/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The work on a table: the steps applied to it, their journal, the table as
 * it is behind them. What the table view and the workspace share.
 */
#ifndef DPI_TUI_VIEW_TABLE_BENCH_H
#define DPI_TUI_VIEW_TABLE_BENCH_H

#include "tui/view_table_side.h"

/* Finds the work of an earlier time on the table, if there is some. */
void tui_bench_open(struct tui_app *app, struct tui_table *t);
/* Gives all of it back; what is shown was given back before. */
void tui_bench_close(struct tui_table *t);
/* The pages of T are other ones, of the same file read again. */
void tui_bench_again(struct tui_app *app, struct tui_table *t);
/*
 * The workbench, made when there is none; NULL when something has to be
 * answered or ended first, which is then said.
 */
struct dp_bench *tui_bench_need(struct tui_app *app, struct tui_table *t);
/* Steps between the file and what is shown. */
size_t tui_bench_steps(const struct tui_table *t);
/* Applies STEP, and shows what comes of it; false, and says why, if not. */
bool tui_bench_apply(struct tui_app *app, struct tui_table *t, dp_str step,
		     const struct dp_tally *tally);
/* Undoes or redoes one step, says so, and shows what is there then. */
void tui_bench_walk(struct tui_app *app, struct tui_table *t,
		    enum tui_command c);
/* Goes to step NUMBER and shows it. */
bool tui_bench_go(struct tui_app *app, struct tui_table *t, uint32_t number);

/* ---- work of an earlier time ------------------------------------------- */

/* Goes on with it. */
void tui_bench_continue(struct tui_app *app, struct tui_table *t);
/* Puts it aside, in a file that is said, and starts anew. */
void tui_bench_start_again(struct tui_app *app, struct tui_table *t);

/* ---- view_table_edit.c ------------------------------------------------- */

/* Asks for another value of the cell in focus, or of the ticked values. */
void tui_edit_ask(struct tui_app *app, struct tui_table *t);
#endif
