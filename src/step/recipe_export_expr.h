/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files share that put our expressions in the words of other tools:
 * texts and conditions are recipe_export_expr.c's, numbers
 * recipe_export_number.c's, what is compared recipe_export_compare.c's.
 */
#ifndef DPI_RECIPE_EXPORT_EXPR_H
#define DPI_RECIPE_EXPORT_EXPR_H

#include "op/expr.h"
#include "step/recipe_export.h"

/* Where texts that are written twice would grow without end. */
#define DPI_TELL_BYTES ((size_t)1 << 16)

/* An expression on its way. */
struct dpi_telling {
	struct dpi_exporting *x;
	const struct dp_expr *e;
	uint32_t value;       /* slot */
	bool may_be_null;     /* a condition, where nothing can be compared */
	struct dp_buf guard;  /* that texts are numbers */
	struct dp_buf divide; /* that what is divided by is not 0 */
	uint32_t slot;        /* of the last number */
	size_t n_slots;       /* how many others there were */
};

/* What a node gives; NOTHING: there are no words for it. */
enum dpi_tells {
	DPI_TELL_NOTHING = 0,
	DPI_TELL_CONDITION = 'h',
	DPI_TELL_TEXT = 't',
	DPI_TELL_FULL = 'T', /* a text that is never empty */
	DPI_TELL_NUMBER = 'n',
};

/* What stands in the braces of a word. */
#define DPI_TELL_ARGS 3
struct dpi_filling {
	dp_str arg[DPI_TELL_ARGS];
	size_t chars[DPI_TELL_ARGS]; /* of texts in quotes */
};

/* Child I of N, a node of T. */
const struct dpi_x_node *dpi_tell_child(const struct dpi_telling *t,
					const struct dpi_x_node *n, size_t i);
/* Is N a text in quotes, a number as it is written, a cell? */
bool dpi_tell_is_text(const struct dpi_x_node *n);
bool dpi_tell_is_number(const struct dpi_x_node *n);
bool dpi_tell_is_cell(const struct dpi_x_node *n);

/* Appends what NODE is there; returns what that gives. */
char dpi_tell_node(struct dpi_telling *t, uint32_t node, struct dp_buf *out);
/* Appends the word KEY with what is filled in; what it gives. */
char dpi_tell_word(struct dpi_telling *t, const char *key,
		   const struct dpi_filling *f, struct dp_buf *out);
/* The same with A and B (or NULL) for {1} and {2}. */
char dpi_tell_two(struct dpi_telling *t, const char *key,
		  const struct dp_buf *a, const struct dp_buf *b,
		  struct dp_buf *out);

/* Appends the comparison OP of the nodes A and B; the same. */
char dpi_tell_compare(struct dpi_telling *t, enum dpi_x_op op, uint32_t a,
		      uint32_t b, struct dp_buf *out);

/* Starts on numbers that are no part of those before. */
void dpi_tell_begin_numbers(struct dpi_telling *t);
/* Appends NODE as a number; what must hold for it goes to T's guards. */
bool dpi_tell_number(struct dpi_telling *t, uint32_t node, struct dp_buf *out);
/*
 * Appends the number N as it is written, at most fifteen digits; FRACTION: it
 * may be divided, and be no whole number for that.
 */
bool dpi_tell_constant(const struct dpi_x_node *n, bool fraction,
		       struct dp_buf *out);
/* Appends that T's guards hold, and HELD (or NULL). */
char dpi_tell_guarded(struct dpi_telling *t, const struct dp_buf *held,
		      struct dp_buf *out);
/*
 * Appends the text of the number that the whole expression is; where there is
 * none, nothing, or the cell that it changes.
 */
bool dpi_tell_written(struct dpi_telling *t, struct dp_buf *out);

#endif
