/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files share that put a recipe in the words of other tools. Columns
 * are told by their slots: what one is called there is another matter, for a
 * step that renames it may not be translated.
 */
#ifndef DPI_RECIPE_EXPORT_H
#define DPI_RECIPE_EXPORT_H

#include <dpipe/clean.h>

#define DPI_EXPORT_TARGETS 4

/* What a word is in each target, in the order of dp_export_to; or NULL. */
struct dpi_export_word {
	const char *key, *takes;
	const char *in[DPI_EXPORT_TARGETS];
};

/* One step on its way out. */
struct dpi_exporting {
	enum dp_export_to to;
	const struct dp_step *step;
	const struct dp_schema *before, *after; /* columns around the step */
	const dp_str *called; /* by slot; p == NULL: it is not there */
	struct dp_buf *out;
	dp_str missing; /* a column that the step needs and that is not there */
	bool failed;    /* the target cannot write what was asked */
	bool as_is;     /* what an expression gives is what the cell gets */
	bool numbers;   /* doubles are reckoned with, or compared */
};

/* Where a new column goes. */
enum dpi_export_place {
	DPI_EXPORT_LAST,
	DPI_EXPORT_BEHIND,  /* the one that is told */
	DPI_EXPORT_BEFORE,  /* the first of those that are told */
	DPI_EXPORT_INSTEAD, /* the same, and they go */
};

/* An operation that does more than change cells. */
struct dpi_export_step {
	const char *operation;
	const char *knows; /* the parameters that it looks at, between bars */
	bool (*put)(struct dpi_exporting *);
};
/* Of columns, of rows; ended by one whose operation is NULL. */
extern const struct dpi_export_step dpi_export_columns[], dpi_export_rows[];
/* Of columns, in a file of its own. */
bool dpi_export_split(struct dpi_exporting *x);

/*
 * Are all parameters that S has written in KNOWS or MORE, lists between bars,
 * or called PARAM (or NULL), or what they are by themselves?
 */
bool dpi_export_knows(const struct dp_step *s, const char *knows,
		      const char *param, const char *more);

/* ---- texts and names: recipe_export_put.c ----------------------------- */

/* Appends TEXT as a text of the target. */
void dpi_export_text(struct dpi_exporting *x, struct dp_buf *out, dp_str text);
/* Appends NAME as a column of the target; of OpenRefine, for its JSON. */
void dpi_export_name(struct dpi_exporting *x, struct dp_buf *out, dp_str name);
/* What the column in SLOT is called there; "" where it is not, x->missing. */
dp_str dpi_export_called(struct dpi_exporting *x, uint32_t slot);
/* Appends the cell of the column in SLOT, as expressions have it: a text. */
void dpi_export_cell(struct dpi_exporting *x, struct dp_buf *out,
		     uint32_t slot);
/* Appends the N columns at COLUMN with commas, each with BEFORE in front. */
void dpi_export_list(struct dpi_exporting *x, const struct dp_column *column,
		     size_t n, const char *before);
/* Appends TEXT as one word of a shell. */
void dpi_export_shell(struct dp_buf *out, dp_str text);
/* Appends TEXT between double quotes, as JSON and others have it. */
void dpi_export_quoted(struct dp_buf *out, dp_str text);
/* Appends what stands before one more thing that the step becomes. */
void dpi_export_next(struct dpi_exporting *x);
/* Appends VERB of Miller and CODE, in its language. */
void dpi_export_miller(struct dpi_exporting *x, const char *verb, dp_str code);
/*
 * Appends the start of OpenRefine's operation OP, for the rows where WHERE, of
 * GREL, is true; "": for all.
 */
void dpi_export_operation(struct dpi_exporting *x, const char *op,
			  dp_str where);

/*
 * Appends TEXT, an expression that starts with grel:, to OpenRefine as it is;
 * false where it is none, or has a function that is ours alone.
 */
bool dpi_export_grel(const struct dpi_exporting *x, dp_str text,
		     struct dp_buf *out);

/* ---- cells: recipe_export_cells.c ------------------------------------- */

/*
 * Appends that the column in SLOT becomes what EXPRESSION, of the target,
 * gives, in the rows of where=.
 */
void dpi_export_change(struct dpi_exporting *x, uint32_t slot,
		       dp_str expression);
/*
 * Appends a column NAME with what EXPRESSION gives, at PLACE of the N at AT;
 * it is empty where where= does not hold.
 */
void dpi_export_add(struct dpi_exporting *x, dp_str name, dp_str expression,
		    enum dpi_export_place place, const struct dp_column *at,
		    size_t n);
/* The same, or a column that as= names becomes it, beside COLUMN. */
void dpi_export_become(struct dpi_exporting *x, const struct dp_column *column,
		       dp_str expression);
/*
 * Appends which rows where= chooses, `value` being the cell in SLOT: nothing
 * where there is none.
 */
void dpi_export_where(struct dpi_exporting *x, uint32_t slot,
		      struct dp_buf *out);
/* Fails where the step itself would change what its where= looks at. */
void dpi_export_check_where(struct dpi_exporting *x);
/* Does S take columns that the recipe does not name? */
bool dpi_export_takes_others(const struct dp_step *s);
/* Puts a step that changes cells; false where the target has no word. */
bool dpi_export_cells(struct dpi_exporting *x);
/* Puts an edit; the same. */
bool dpi_export_edit(struct dpi_exporting *x);
/* Appends PATTERN as the target has it; false where it means more there. */
bool dpi_export_pattern(const struct dpi_exporting *x, dp_str pattern,
			struct dp_buf *out);
/*
 * Appends WORD with what stands in braces filled in: PUT appends what a key
 * stands for. {s} is the class of white space, {v} of what can be seen of it,
 * {z} of the rest.
 */
void dpi_export_fill(struct dpi_exporting *x, const char *word,
		     void (*put)(struct dpi_exporting *, const void *self,
				 dp_str key, struct dp_buf *out),
		     const void *self, struct dp_buf *out);

/* ---- expressions: recipe_export_expr.c -------------------------------- */

/* The slot of no column: what `value` means, where it means nothing. */
#define DPI_EXPORT_NO_SLOT UINT32_MAX

/* Appends that E holds; false where the target has no words for it. */
bool dpi_export_condition(struct dpi_exporting *x, const struct dp_expr *e,
			  uint32_t value, struct dp_buf *out);
/* Appends the text that E gives; the same. */
bool dpi_export_value(struct dpi_exporting *x, const struct dp_expr *e,
		      uint32_t value, struct dp_buf *out);

#endif
