/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of records, of their cells and not of how these are quoted. */
#include "table/check.h"

#include "table/csv_put.h"

static void
digest(const struct dp_buf *text, char digits[DPI_CHECK_DIGITS])
{
	uint64_t sum = dp_hash64(text->n ? text->p : "", text->n);

	for (unsigned i = 0; i < DPI_CHECK_DIGITS; i++)
		digits[i] = "0123456789abcdef"[sum >> 4 * i & 15];
}

/*
 * Puts C at TO, which has room, and a byte that is in no text; returns the end.
 */
static inline char *
put_cell(char *to, const struct dp_cell *c)
{
	if (c->n > DPI_WIDE_BYTES || !(c->flags & DP_CELL_ROOM))
		memcpy(to, c->n ? c->p : "", c->n);
	else if (c->n)
		memcpy(to, c->p, DPI_WIDE_BYTES);
	to += c->n;
	*to++ = (char)0xFF; /* "a","bc" is not "ab","c" */
	return to;
}

void
dpi_check_row(const struct dp_batch *b, size_t r,
	      const struct dp_schema *schema, struct dp_buf *spare,
	      char digits[DPI_CHECK_DIGITS])
{
	const struct dp_cell *row = dp_batch_cell(b, r, 0);
	size_t n = DPI_WIDE_BYTES;
	char *to;

	for (size_t i = 0; i < schema->n; i++)
		n += row[schema->column[i].slot].n + 1;
	spare->n = 0;
	to = dp_buf_room(spare, n);
	for (size_t i = 0; i < schema->n; i++)
		to = put_cell(to, &row[schema->column[i].slot]);
	spare->n = (size_t)(to - spare->p);
	digest(spare, digits);
}

void
dpi_check_header(const struct dp_schema *schema, struct dp_buf *spare,
		 char digits[DPI_CHECK_DIGITS])
{
	spare->n = 0;
	dp_csv_header(spare, schema);
	digest(spare, digits);
}
