/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a step does, in sentences with braces to be filled in. */
#ifndef DPI_STEP_RECIPE_FILL_H
#define DPI_STEP_RECIPE_FILL_H

#include <dpipe/recipe.h>

/* A row of recipe_words.def or of what is written like it. */
struct dpi_telling {
	const char *operation, *param, *value, *sentence;
};

#define TELL(operation, param, value, sentence) \
	{ operation, param, value, sentence },

/*
 * The sentence of the first of the N of TABLE that fits L, whose operation is
 * known, in the user's language; or NULL.
 */
const char *dpi_telling_of(const struct dp_line *l,
			   const struct dpi_telling *table, size_t n);
/* Appends SENTENCE, what stands in its braces filled in from L. */
void dpi_telling_fill(struct dp_buf *out, const struct dp_line *l,
		      const char *sentence);
/* Appends the columns that L names, as "the columns “a” and “b”". */
void dpi_telling_columns(struct dp_buf *out, const struct dp_line *l);
/* The parameter NAME of L, or NULL. */
const struct dp_arg *dpi_line_param(const struct dp_line *l, const char *name);

#endif
