/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables of one column, written so that they are read as such: nothing in
 * the file says that a semicolon, a tabulation or a bar parts no cells, but
 * quotes around the cell.
 */
#include "table/csv_one.h"

#include "text/number.h"

/* A colon may part cells too, but in hours, in addresses and in prose. */
static bool
has_colon(dp_str cell)
{
	for (size_t i = 0; i < cell.n; i++) {
		char next = i + 1 < cell.n ? cell.p[i + 1] : '\0';
		bool hours = i > 0 && dpi_is_digit(cell.p[i - 1]) &&
			     dpi_is_digit(next);

		if (cell.p[i] == ':' && !hours && next != ' ' && next != '/')
			return dp_str_search(cell, DP_S("://")) < 0;
	}
	return false;
}

void
dpi_csv_one(struct dp_buf *out, dp_str cell)
{
	static const char parts[] = ",;\t|\"\n\r";
	/* E2 94 and E2 95 start what draws tables. */
	bool bare = cell.n > 0 && !has_colon(cell) &&
		    dp_str_search(cell, DP_S("\xE2\x94")) < 0 &&
		    dp_str_search(cell, DP_S("\xE2\x95")) < 0;

	for (size_t i = 0; bare && i < sizeof parts - 1; i++)
		bare = dp_str_find(cell, parts[i]) < 0;
	if (bare) {
		dp_buf_str(out, cell);
	} else {
		dp_buf_char(out, '"');
		for (size_t i = 0; i < cell.n; i++) {
			if (cell.p[i] == '"')
				dp_buf_char(out, '"');
			dp_buf_char(out, cell.p[i]);
		}
		dp_buf_char(out, '"');
	}
	dp_buf_char(out, '\n');
}

void
dpi_csv_one_batch(struct dp_buf *out, const struct dp_batch *b, uint32_t slot)
{
	for (size_t r = 0; r < b->n_rows; r++)
		if (b->state[r] == DP_ROW_KEPT)
			dpi_csv_one(out,
				    dp_cell_str(dp_batch_cell(b, r, slot)));
}
