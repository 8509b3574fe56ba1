/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * workbench: cleaning step by step. The steps tried on a table as a tree that
 * one can walk, each a line of a recipe; a journal of them that survives any
 * ending; the table as it is after a step, or would be. The source is never
 * written.
 *
 * As with pages, all functions are for the front end's thread.
 */
#ifndef DPIPE_WORKBENCH_H
#define DPIPE_WORKBENCH_H

#include <dpipe/op.h>
#include <dpipe/pages.h>

#ifdef __cplusplus
extern "C" {
#endif

/* ---- the tree of steps ------------------------------------------------ */

struct dp_bench;

/* One step that was applied. Number 0 is the table as it was opened. */
struct dp_bench_step {
	uint32_t number, parent;
	dp_str line;    /* of the recipe; p NULL for number 0 */
	dp_str note;    /* p NULL: none */
	int64_t time;   /* seconds since 1970; 0 for number 0 */
	bool has_tally; /* what it changed is known */
	struct dp_tally tally;
	bool on_path; /* the current step, or before it */
};

/*
 * A workbench over PAGES, which must outlive it. SOURCE is the path of the
 * table and READ (or NULL) what was forced when it was opened: both are said
 * in the journal and in exports. JOURNAL is the path of a new
 * file (NULL: none is kept); fails with DP_EUSAGE when it is there already,
 * with DP_EIO when it cannot be made.
 */
struct dp_bench *dp_bench_new(struct dp_pages *pages, const char *source,
			      const struct dp_read_opts *read,
			      const char *journal, struct dp_err *err);
/*
 * The workbench that JOURNAL tells of, which goes on there. An action that
 * was not wholly written is dropped. Fails with DP_EDATA for what is no
 * journal, DP_EUSAGE when another program works on it, DP_ERECIPE when a
 * step does not fit PAGES.
 */
struct dp_bench *dp_bench_resume(struct dp_pages *pages, const char *journal,
				 struct dp_err *err);
/*
 * The path of the table that JOURNAL is about, which the caller frees. *READ
 * gets a recipe whose source line, if any, says how to open it: for
 * dp_recipe_source, then dp_recipe_free.
 */
char *dp_bench_source(const char *journal, struct dp_recipe **read,
		      struct dp_err *err);
/*
 * The work on the table PATH that is remembered in STATE, the folder of the
 * user's state: *JOURNAL gets the path of its journal, to be freed, which is
 * not there when no work is remembered. What another program works on is
 * passed over. Returns the workbench, resumed; NULL with DP_OK in ERR when
 * there is no work, and as dp_bench_resume fails when it cannot go on.
 */
struct dp_bench *dp_bench_find(struct dp_pages *pages, const char *state,
			       const char *path, char **journal,
			       struct dp_err *err);
/* What is remembered of the work on a table, in short. */
struct dp_bench_glance {
	size_t n_steps;     /* between the file and where one is */
	struct dp_buf last; /* the last of them, a line of a recipe */
};
/*
 * Looks at the work on the table PATH that STATE remembers, without opening
 * either; FROM is what dp_recipe_origin says of it, where the file holds
 * several tables, or "". OUT, zeroed, is freed by dp_bench_glance_done. False
 * when there is no work, or more than is read for a glance.
 */
bool dp_bench_look_at(const char *state, const char *path, dp_str from,
		      struct dp_bench_glance *out);
void dp_bench_glance_done(struct dp_bench_glance *g);
/* A workbench on the table PATH whose journal, from dp_bench_find, begins. */
struct dp_bench *dp_bench_begin(struct dp_pages *pages, const char *path,
				const char *journal, struct dp_err *err);
/* Puts JOURNAL aside. Returns where it is then, to be freed; or NULL. */
char *dp_bench_put_aside(const char *journal, struct dp_err *err);
/* NULL is fine. Jobs and tables shown must be freed before. */
void dp_bench_free(struct dp_bench *b);
/* Exports call the table SOURCE from now on. */
void dp_bench_set_source(struct dp_bench *b, const char *source);
/* What steps say of their time from now on: NOW; 0: what the clock says. */
void dp_bench_set_time(struct dp_bench *b, int64_t now);
/* The source has another size or date than when the journal was begun. */
bool dp_bench_changed(const struct dp_bench *b);

/* Numbers run from 0 to this, not included. */
uint32_t dp_bench_count(const struct dp_bench *b);
/* Number of the step where one is. */
uint32_t dp_bench_current(const struct dp_bench *b);
/* Step NUMBER, which is there; its text lives until the next action. */
void dp_bench_look(const struct dp_bench *b, uint32_t number,
		   struct dp_bench_step *out);

/*
 * Each of these is in the journal, on disk, before it is true. They return -1
 * when that cannot be done: nothing has happened then.
 */

/*
 * Applies STEP, one step of a recipe, behind the current one, and makes it
 * the current one. TALLY (or NULL) is what it changes. Fails with DP_ERECIPE
 * where it does not fit.
 */
int dp_bench_apply(struct dp_bench *b, dp_str step,
		   const struct dp_tally *tally, struct dp_err *err);
/* One step back: 1, 0 when there is none. */
int dp_bench_undo(struct dp_bench *b, struct dp_err *err);
/* Forward again, where one was last: 1, 0 when there is none. */
int dp_bench_redo(struct dp_bench *b, struct dp_err *err);
/* To step NUMBER, which is there, on whatever branch. */
int dp_bench_go(struct dp_bench *b, uint32_t number, struct dp_err *err);
/* Puts a note on step NUMBER (p NULL: takes it away). */
int dp_bench_note(struct dp_bench *b, uint32_t number, dp_str note,
		  struct dp_err *err);

/*
 * Would STEP fit behind the current one? -1 with DP_ERECIPE when not. Of
 * columns that a step before takes from the rows only a trial knows.
 */
int dp_bench_check(const struct dp_bench *b, dp_str step, struct dp_err *err);

/* ---- exports ---------------------------------------------------------- */

/*
 * Appends the step that gives the N values at FROM the name TO in COLUMN;
 * nothing when they all have it.
 */
void dp_edit_step(dp_str column, const dp_str *from, size_t n, dp_str to,
		  struct dp_buf *out);
/* Appends the steps up to NUMBER as a recipe, with their notes. */
void dp_bench_recipe(const struct dp_bench *b, uint32_t number,
		     struct dp_buf *out);
/* Appends the command that does the same, for a shell. */
void dp_bench_command(const struct dp_bench *b, uint32_t number,
		      struct dp_buf *out);

/* ---- the table behind a step ------------------------------------------ */

struct dp_shown;

/*
 * The table as it is behind step NUMBER, and then STEP (p NULL: none), which
 * is only tried. Where the steps keep every row, rows are changed as they are
 * asked for; where not, the table is made in the background.
 */
struct dp_shown *dp_bench_show(const struct dp_bench *b, uint32_t number,
			       dp_str step, struct dp_err *err);
/* Its view, which lives as long as S. */
struct dp_view *dp_shown_view(struct dp_shown *s);
/*
 * The table made for it, whose descriptor has the news; NULL when it is the
 * workbench's own.
 */
struct dp_pages *dp_shown_pages(struct dp_shown *s);
/* Jobs over it must be freed before. NULL is fine. */
void dp_shown_free(struct dp_shown *s);

/* ---- trying a step ---------------------------------------------------- */

/* What a step would change, so far. */
struct dp_trial {
	uint64_t n_rows;  /* that came to it */
	size_t n_columns; /* that it works on; 0: it does not say */
	/* the columns, from the first row on; before: none are known yet */
	struct dp_schema before, after;
	struct dp_tally tally;
	/*
	 * The first changes, in order; a record is a row of the table that
	 * came to the step, from 1. Of a row that goes out there is no column;
	 * before is all of it, as CSV.
	 */
	struct dp_change *example;
	size_t n;
	bool reordered; /* a row comes out behind one that came later */
	bool complete;  /* all rows were looked at */
	dp_str finding; /* the worst, in a sentence; p == NULL: none */
	/* why it takes long, a sentence in small letters; p == NULL: unknown */
	dp_str lasting;
	struct dp_arena text;
};

/*
 * Tries STEP behind the current one on all rows, as a job of the workbench's
 * pages, and keeps the first MAX changes, of cells and of rows that go out.
 * Nothing is written.
 */
struct dp_job *dp_trial_start(const struct dp_bench *b, dp_str step, size_t max,
			      struct dp_err *err);
/* The same for what STEP does, or did, behind step NUMBER. */
struct dp_job *dp_trial_behind(const struct dp_bench *b, uint32_t number,
			       dp_str step, size_t max, struct dp_err *err);
/* What it would change so far, into OUT, which is reset. */
void dp_trial_get(struct dp_job *j, struct dp_trial *out);
/* Are the columns behind the step others, or in another order? */
bool dp_trial_changes_columns(const struct dp_trial *t);
void dp_trial_done(struct dp_trial *t);

#ifdef __cplusplus
}
#endif
#endif
