/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a table ends because another one begins below it. */
#ifndef DPI_EXTENT_H
#define DPI_EXTENT_H

#include "table/header.h"

/*
 * Bytes of TEXT, a whole table from its header on, cut the way F says, before
 * the blank line under which another table begins: one with a header of its
 * own that is not D's, other columns, and records. All of TEXT where there is
 * none.
 */
size_t dpi_extent_find(dp_str text, const struct dpi_form *f,
		       const struct dp_dialect *d,
		       const struct dpi_columns *columns);

#endif
