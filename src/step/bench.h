/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the files of the workbench share. */
#ifndef DPI_BENCH_H
#define DPI_BENCH_H

#include <dpipe/workbench.h>

struct dpi_node {
	uint32_t parent, last_child; /* last_child 0: none yet */
	dp_str line, note;           /* in the bench's arena */
	int64_t time;
	bool has_tally;
	struct dp_tally tally;
};

struct dp_bench {
	struct dp_pages *pages;
	char *source, *journal_name;
	char *read;  /* the source line of its recipes, or "" */
	int64_t now; /* what steps say of their time; 0: the clock is asked */
	int journal; /* -1: none is kept */
	uint64_t journal_bytes;
	bool changed;
	struct dpi_node *node;
	size_t n, cap;
	uint32_t current;
	struct dp_arena text;
};

/* ---- bench.c ---------------------------------------------------------- */

struct dp_bench *dpi_bench_start(struct dp_pages *pages, dp_str source,
				 dp_str read);
/* The actions themselves, without a journal; they cannot fail but as said. */
int dpi_bench_add(struct dp_bench *b, uint32_t parent, dp_str line,
		  int64_t time, const struct dp_tally *tally,
		  struct dp_err *err);
/* As dp_bench_check, behind step NUMBER. */
int dpi_bench_fits(const struct dp_bench *b, uint32_t number, dp_str step,
		   struct dp_err *err);
void dpi_bench_move(struct dp_bench *b, uint32_t number);
void dpi_bench_set_note(struct dp_bench *b, uint32_t number, dp_str note);

/* ---- bench_journal.c -------------------------------------------------- */

/* Makes the journal of B, called PATH, and writes how it begins. */
int dpi_bench_journal_new(struct dp_bench *b, const char *path,
			  struct dp_err *err);
/* Appends the action LINE, without its end, and waits until it is on disk. */
int dpi_bench_journal_add(struct dp_bench *b, dp_str line, struct dp_err *err);

/* Next word of *REST as a number, not below 0; false when it is none. */
bool dpi_journal_number(dp_str *rest, int64_t *out);
/* The string in quotes that *REST begins with, in OUT. */
bool dpi_journal_string(dp_str *rest, struct dp_buf *out);
/* Next whole line of *REST that its sum is right of; p NULL: none is. */
dp_str dpi_journal_line(dp_str *rest);

/* How a journal begins. */
struct dpi_journal_start {
	struct dp_buf source, read;
	int64_t size, date;
};

/* Takes that from *REST, the text of the journal PATH. Fails with DP_EDATA. */
int dpi_journal_start(const char *path, dp_str *rest,
		      struct dpi_journal_start *s, struct dp_err *err);
void dpi_journal_start_done(struct dpi_journal_start *s);

/* ---- bench_find.c ----------------------------------------------------- */

/*
 * The journal N, from 1, of the table that FROM (" sheet=…", or "") says of
 * the file PATH; the caller frees it.
 */
char *dpi_journal_path(const char *state, const char *path, dp_str from, int n);

/* ---- bench_recipe.c --------------------------------------------------- */

/*
 * Appends the source line of a recipe that says what O (or NULL) forces and
 * what of FROM (or NULL) is read, or nothing.
 */
void dpi_source_line(const struct dp_read_opts *o, const struct dp_origin *from,
		     struct dp_buf *out);

/*
 * The recipe of the steps up to NUMBER and then STEP (p NULL: none); NULL with
 * DP_ERECIPE where STEP is no step.
 */
struct dp_recipe *dpi_bench_steps(const struct dp_bench *b, uint32_t number,
				  dp_str step, struct dp_err *err);
/*
 * Binds R to the columns of the pages: fills SCHEMA (empty) with those that
 * come out, and tells whether every row stays in its place.
 */
int dpi_bench_bind(const struct dp_bench *b, const struct dp_recipe *r,
		   struct dp_schema *schema, bool *keeps_rows,
		   struct dp_err *err);

#endif
