/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines between the records of a table that are no records. */
#ifndef DPI_BETWEEN_H
#define DPI_BETWEEN_H

#include "table/split.h"

/*
 * Marks the rows of B, not settled yet, that are comments, or titles above
 * the header once more, as such; says where another table seems to begin.
 */
void dpi_between_mark(const struct dpi_split *s, struct dp_batch *b);

#endif
