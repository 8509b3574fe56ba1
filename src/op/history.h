/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the import of OpenRefine histories share. They alone know
 * jansson. Internal to the library.
 */
#ifndef DPI_HISTORY_H
#define DPI_HISTORY_H

#include <jansson.h>

#include <dpipe/op.h>

/* Largest history that is read. */
#define DPI_HISTORY_MAX_BYTES (64u << 20)

/* What is known of the table between two operations. */
struct dpi_imported_table {
	json_t *made; /* columns that an expression has made or changed */
	bool starred, flagged; /* there is such a column */
	bool rearranged;       /* columns came, went or moved */
};

/* One operation becoming a step. */
struct dpi_import {
	const json_t *op; /* the operation, an object */
	struct dpi_imported_table *table;
	struct dp_buf *out;
	struct dp_buf where;   /* its facets as an expression; empty: none */
	struct dp_buf helpers; /* columns it needed, between commas */
	unsigned n_helpers;    /* they are numbered */
	bool asks_names;       /* an expression asks which columns there are */
	json_t *named;         /* columns that a parameter names, an array */
	size_t n_others;       /* columns it takes without their names */
	bool plain_after; /* nothing behind tells what is empty from missing */
	const char *why;  /* why it cannot be run, marked N_; NULL: it can */
	const char *but;  /* what is not quite the same, marked N_; or NULL */
};

/* Text of the string KEY of O; p is NULL when there is none. */
dp_str dpi_json_text(const json_t *o, const char *key);
/* True when KEY of O is true. */
bool dpi_json_true(const json_t *o, const char *key);

/*
 * The array of operations in TEXT, UTF-8: an array, in an object as
 * "operations" or "entries", or inside other text. To be given back by
 * json_decref. NULL: there is none. *N_MORE: how many others stand behind it.
 */
json_t *dpi_history_find(dp_str text, size_t *n_more);

/*
 * Appends GREL to OUT as an expression of ours that means the same behind
 * "grel:": value is written out as the column COLUMN (p NULL: it stays). Steps
 * that count values or rows go to x->out first. False when it is in another
 * language.
 */
bool dpi_history_grel(struct dpi_import *x, dp_str grel, dp_str column,
		      struct dp_buf *out);
/* Notes that the column NAME is there for this operation alone. */
void dpi_history_helper(struct dpi_import *x, dp_str name);
/*
 * Appends to OUT, between commas, BEFORE them, the columns that OpenRefine does
 * not have: those and marks of rows.
 */
void dpi_history_ours(const struct dpi_import *x, const char *before,
		      struct dp_buf *out);
/* Appends the column NAME to OUT as an operand. */
void dpi_history_cell(dp_str name, struct dp_buf *out);
/* Appends S to OUT as GREL writes a text. */
void dpi_history_text(dp_str s, struct dp_buf *out);
/* Notes whether an expression made the column NAME, so that its cells may be
   more than texts. */
void dpi_history_made(struct dpi_import *x, dp_str name, bool made);
/* Did one? */
bool dpi_history_is_made(const struct dpi_import *x, dp_str name);
/*
 * Puts what the facets of the operation let through into x->where. Sets
 * x->why for those that cannot be told.
 */
void dpi_history_facets(struct dpi_import *x);
/* Is the operation done to records? */
bool dpi_history_by_records(const struct dpi_import *x);

/* What does the work of OP, which cannot be run, marked N_; or NULL. */
const char *dpi_history_instead(const json_t *op);

/* Appends the operation as steps; sets x->why or x->but. */
void dpi_history_step(struct dpi_import *x);
/* The same of changes of cells. */
void dpi_history_transform(struct dpi_import *x);
void dpi_history_add_column(struct dpi_import *x);
void dpi_history_mass_edit(struct dpi_import *x);
/* And of what moves rows and cells. */
void dpi_history_sort(struct dpi_import *x);
void dpi_history_fill(struct dpi_import *x);
void dpi_history_split_column(struct dpi_import *x);
void dpi_history_split_cells(struct dpi_import *x);
void dpi_history_join_cells(struct dpi_import *x);
void dpi_history_longer(struct dpi_import *x);
void dpi_history_every(struct dpi_import *x);
void dpi_history_wider(struct dpi_import *x);

/* Appends the string KEY of the operation as a word. */
void dpi_history_word(struct dpi_import *x, const char *key);
/* Appends where=, if there are facets. */
void dpi_history_where(struct dpi_import *x);

#endif
