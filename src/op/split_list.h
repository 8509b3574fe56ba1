/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Parts that an expression of GREL gives as a list: what split and split-cells
 * share with parts=. Internal to the library.
 */
#ifndef DPI_OP_SPLIT_LIST_H
#define DPI_OP_SPLIT_LIST_H

#include "op/grel.h"

/* The expression of parts= of S; NULL on failure. To be freed. */
struct dp_expr *dpi_parts_expr(const struct dp_step *s,
			       const struct dp_schema *schema,
			       struct dp_err *err);
/* What E gives for row R: a list, or nothing (n_items 0). */
struct dp_expr_value dpi_parts_of(const struct dp_expr *e,
				  struct dp_expr_local *l, struct dp_batch *b,
				  size_t r);
/* The text of the item X of it, and what kind of a cell it makes. */
dp_str dpi_parts_text(const struct dp_expr *e, struct dp_batch *b,
		      struct dp_expr_value x, enum dp_kind *kind);

/* bind of split with parts=. */
int dpi_split_list_bind(struct dp_step *s, struct dp_schema *schema,
			struct dp_err *err);

#endif
