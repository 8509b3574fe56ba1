/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Columns that into= names, and the cells that wait for them: what wider and
 * transpose share. Internal to the library.
 */
#ifndef DPI_OP_INTO_H
#define DPI_OP_INTO_H

#include <dpipe/op.h>

#include "base/strtab.h"

/* The first member of the self of such an operation. */
struct dpi_into {
	struct dpi_strtab name; /* in the order of the columns */
	uint32_t *slot;         /* of each */
	dp_str *cell;           /* of each row that is made, of each name */
	size_t cap;
	struct dp_arena text; /* of the cells */
};

/*
 * Puts the columns that into= of S names at place AT of SCHEMA. -1 when it
 * names none, or one that is there.
 */
int dpi_into_add(struct dp_step *s, struct dp_schema *schema, size_t at,
		 struct dp_err *err);
/* unbind of such an operation. */
void dpi_into_unbind(struct dp_step *s);

#endif
