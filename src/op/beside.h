/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that a step reads beside the one it works on. */
#ifndef DPI_OP_BESIDE_H
#define DPI_OP_BESIDE_H

#include <dpipe/op.h>

/*
 * Opens the table that the parameter FILE of S names, to be read on this
 * thread. NULL with an error at the parameter; its code is that of the
 * failure, for the recipe may be right and the file missing.
 */
struct dp_stream *dpi_beside_open(struct dp_step *s, const struct dp_arg *file,
				  struct dp_err *err);
/*
 * Index in SCHEMA, that of the table which the parameter FILE names, of its
 * column NAME. -1 with an error that names the table, at the parameter A
 * (NULL: at FILE).
 */
ptrdiff_t dpi_beside_column(const struct dp_step *s, const struct dp_arg *file,
			    const struct dp_schema *schema, dp_str name,
			    const struct dp_arg *a, struct dp_err *err);

#endif
