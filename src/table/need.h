/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Splitting where not every cell will be looked at. */
#ifndef DPI_NEED_H
#define DPI_NEED_H

#include "table/split.h"

/*
 * As dpi_split_regular, but cuts only the cells that s->need names and those
 * in doubt. The last batch, whose end may be a footer, is not for it.
 */
void dpi_need_split(const struct dpi_split *s, struct dp_batch *b,
		    uint64_t n_records);

/*
 * Is row R, not cut whole, likely to be the header once more? Then all its
 * cells are cut.
 */
bool dpi_need_header(const struct dpi_split *s, struct dp_batch *b, size_t r);

/* All cells of row R are cut, if they are not. */
void dpi_need_whole(const struct dpi_split *s, struct dp_batch *b, size_t r);

/*
 * The same as dpi_need_header, for any row; for nearly all of them by one
 * length.
 */
static inline bool
dpi_need_may_be_header(const struct dpi_split *s, struct dp_batch *b, size_t r)
{
	uint32_t n;

	if (b->first[r] == DP_ROW_WHOLE)
		return true;
	n = b->sep[b->first[r]] - b->start[r];
	return n >= s->header_least && n <= s->header_most &&
	       dpi_need_header(s, b, r);
}

#endif
