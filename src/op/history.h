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

/* One operation becoming a step. */
struct dpi_import {
	const json_t *op; /* the operation, an object */
	struct dp_buf *out;
	struct dp_buf where; /* its facets as an expression; empty: none */
	const char *why;     /* why it cannot be run, marked N_; NULL: it can */
	const char *but; /* what is not quite the same, marked N_; or NULL */
};

/* Text of the string KEY of O; p is NULL when there is none. */
dp_str dpi_json_text(const json_t *o, const char *key);
/* True when KEY of O is true. */
bool dpi_json_true(const json_t *o, const char *key);

/*
 * The array of operations in TEXT, UTF-8: an array, in an object as
 * "operations" or "entries", or inside other text. To be given back by
 * json_decref. NULL: there is none.
 */
json_t *dpi_history_find(dp_str text);

/*
 * Appends GREL to OUT as an expression of ours: value, in a column called
 * COLUMN, is written out (COLUMN.p NULL: it stays). False when it is in
 * another language.
 */
bool dpi_history_grel(dp_str grel, dp_str column, struct dp_buf *out);
/*
 * Puts what the facets of the operation let through into x->where. Sets
 * x->why for those that cannot be told.
 */
void dpi_history_facets(struct dpi_import *x);

/* Appends the operation as steps; sets x->why or x->but. */
void dpi_history_step(struct dpi_import *x);
/* The same of a change of cells by an expression. */
void dpi_history_transform(struct dpi_import *x);

#endif
