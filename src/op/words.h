/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Reading the arguments of operations that do so themselves (takes is
 * DP_TAKES_WORDS), beyond what dp_step_columns and dp_step_mapping read.
 */
#ifndef DPI_OP_WORDS_H
#define DPI_OP_WORDS_H

#include <dpipe/op.h>

/*
 * Next argument of the step from index *I on that is no parameter, or NULL;
 * *I ends behind it.
 */
const struct dp_arg *dpi_word_next(const struct dp_step *s, size_t *i);
/* The same as a word or a string; fails saying that WHAT is expected. */
const struct dp_arg *dpi_word_need(const struct dp_step *s, size_t *i,
				   const char *what, struct dp_err *err);
/* 0 when no argument is left from I on, else fails at it. */
int dpi_words_end(const struct dp_step *s, size_t i, struct dp_err *err);

/*
 * Items of a parameter that takes a list of new names (into=a,"b c"), in the
 * step's arena. *N is 0 when it was not written.
 */
void dpi_param_list(struct dp_step *s, const char *name, dp_str **item,
		    size_t *n);
/* The same of the parameter A, in ARENA. */
void dpi_arg_list(struct dp_arena *arena, const struct dp_arg *a, dp_str **item,
		  size_t *n);
/*
 * Splits TEXT at each SEP into *ITEM (in A), white space around the items
 * removed; empty items are left out.
 */
void dpi_text_list(struct dp_arena *a, dp_str text, char sep, dp_str **item,
		   size_t *n);

/* Fails at A when NAME is empty or a column of SCHEMA is called so. */
int dpi_name_is_free(const struct dp_step *s, const struct dp_arg *a,
		     const struct dp_schema *schema, dp_str name,
		     struct dp_err *err);
/*
 * OLD, JOINT and the next number behind *NUMBER that makes a name no column of
 * SCHEMA has, as long as S; *NUMBER becomes it.
 */
dp_str dpi_number_name(struct dp_step *s, const struct dp_schema *schema,
		       dp_str old, dp_str joint, size_t *number);
/*
 * Adds the column NAME, which A asks for, at the end of SCHEMA, and puts it in
 * *OUT. Fails at A when it cannot be called so.
 */
int dpi_add_column(struct dp_step *s, const struct dp_arg *a,
		   struct dp_schema *schema, dp_str name, struct dp_column *out,
		   struct dp_err *err);
/* Index in SCHEMA of the column that A names; fails at A with -1. */
ptrdiff_t dpi_column_need(const struct dp_step *s, const struct dp_arg *a,
			  const struct dp_schema *schema, struct dp_err *err);
/* Turns ERR, filled by what read argument A, into an error at A. */
int dpi_fail_at(const struct dp_step *s, const struct dp_arg *a,
		struct dp_err *err);
/* Drops the column at index I (from 0); its slot stays. */
void dpi_schema_remove(struct dp_schema *schema, size_t i);
/* Index of the column of SCHEMA in SLOT, or -1. */
ptrdiff_t dpi_schema_slot(const struct dp_schema *schema, uint32_t slot);

#endif
