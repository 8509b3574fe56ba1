/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table that a step reads beside the one it works on. */
#ifndef DPI_OP_BESIDE_H
#define DPI_OP_BESIDE_H

#include <dpipe/op.h>

/*
 * Says of the failure in ERR, to read what the parameter FILE of S names, that
 * it is there; the code stays, for the recipe may be right and the file
 * missing. Returns -1.
 */
int dpi_beside_fail(const struct dp_step *s, const struct dp_arg *file,
		    struct dp_err *err);
/*
 * Opens the table that the parameter FILE of S names, to be read on this
 * thread. NULL with an error as dpi_beside_fail makes it.
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

/*
 * Writes TEXT into the file that the parameter called PARAM of S names. One
 * that is there and holds something else, which somebody may have corrected, is
 * kept beside it, and FINDINGS say so. -1 when it cannot be written.
 */
int dpi_beside_write(struct dp_step *s, const char *param, dp_str text,
		     struct dp_findings *findings, struct dp_err *err);

#endif
