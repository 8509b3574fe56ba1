/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A last column that records may do without: a remark, a former name. Most
 * end before it, and yet what the others have there is no part of their last
 * cell but one.
 */
#include "table/header_body.h"

/* One record in so many has it, and it stands in so many places. */
#define RECORDS_A_SURPLUS 10
#define LEAST_PLACES 3

/* Do the cells of row R fit the columns of B, so that none is moved? */
static bool
is_in_place(const struct dpi_body *b, size_t r, size_t width)
{
	for (size_t i = 0; i < width && i < b->width; i++) {
		dp_str cell = dpi_body_cell(b->s, r, i);

		if (b->look[i] != DPI_LOOK_TEXT && dp_trim(cell).n &&
		    dpi_sample_look(cell) == DPI_LOOK_TEXT)
			return false;
	}
	return true;
}

bool
dpi_body_has_last(const struct dpi_body *b, size_t from, size_t width)
{
	size_t rows = 0, more = 0, places = 0;
	bool before = false, at_first = false;

	for (size_t r = from; r < b->s->n_rows; r++) {
		bool has = b->s->row[r].n == width + 1 &&
			   dp_trim(dpi_body_cell(b->s, r, width)).n > 0 &&
			   is_in_place(b, r, width);

		rows += b->s->row[r].n > 1;
		more += has;
		places += has && !before;
		before = has;
		at_first = at_first || (has && r == from);
	}
	/* A first record shows how wide they may be, as a header does. */
	return (at_first ? more : places) >= LEAST_PLACES &&
	       more * RECORDS_A_SURPLUS >= rows;
}
