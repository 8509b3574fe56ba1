/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What operations share that make one column of several: into= and keep=. */
#ifndef DPI_OP_UNITE_H
#define DPI_OP_UNITE_H

#include <dpipe/op.h>

/*
 * Fails where the columns of S go, unless KEEP, though where= leaves rows alone
 * whose values stand nowhere else.
 */
int dpi_where_needs(struct dp_step *s, bool keep, struct dp_err *err);
/*
 * Puts the column that into= names into SCHEMA, in the place of the step's
 * first column, as *TO; the step's columns go unless KEEP. With where= they
 * have to stay, for the rows left alone still need them.
 */
int dpi_unite_bind(struct dp_step *s, struct dp_schema *schema, bool keep,
		   struct dp_column *to, struct dp_err *err);

#endif
