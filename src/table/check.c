/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Checks of records, of their cells and not of how these are quoted. */
#include "table/check.h"

static void
digest(const struct dp_buf *text, char digits[DPI_CHECK_DIGITS])
{
	uint64_t sum = dp_hash64(text->n ? text->p : "", text->n);

	for (unsigned i = 0; i < DPI_CHECK_DIGITS; i++)
		digits[i] = "0123456789abcdef"[sum >> 4 * i & 15];
}

void
dpi_check_row(const struct dp_batch *b, size_t r,
	      const struct dp_schema *schema, struct dp_buf *spare,
	      char digits[DPI_CHECK_DIGITS])
{
	spare->n = 0;
	for (size_t i = 0; i < schema->n; i++) {
		const struct dp_cell *c = dp_batch_cell(b, r,
							schema->column[i].slot);

		/* the length keeps "a","bc" and "ab","c" apart */
		const uint8_t n[] = { (uint8_t)c->n, (uint8_t)(c->n >> 8),
				      (uint8_t)(c->n >> 16),
				      (uint8_t)(c->n >> 24) };

		dp_buf_add(spare, n, sizeof n);
		dp_buf_str(spare, dp_cell_str(c));
	}
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
