/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Lines between records: a comment, the title of the same table once more,
 * the header of another one. Each is told by itself or by the rows beside it,
 * which stand in the same block (see dpi_fit_edge). What stands below the
 * table is tail.c's and extent.c's.
 */
#include "table/between.h"

#include "table/header.h"
#include "table/need.h"
#include "table/recut.h"

/* So many lines of a title, blank ones with them. */
#define TITLE_ROWS_MAX 4

static uint8_t
state_of(const struct dp_batch *b, size_t r)
{
	return b->state[r] & DPI_STATE_BITS;
}

/* Has row R one cell where the table has more? */
static bool
is_alone(const struct dp_batch *b, size_t r)
{
	return b->state[r] == DPI_ROW_SHORT &&
	       dp_batch_cell(b, r, 0)->flags >> DPI_FOUND_SHIFT == 1;
}

/*
 * Is row R, which has not the table's width, a comment? "#" alone, "# so" or,
 * without the table's delimiter, "#so", but neither "#7", which may be a name,
 * nor what is in quotes or goes on in another line. HASH: the header
 * begins with "#", so that no value is thought to.
 */
static bool
is_comment(const struct dpi_split *s, const struct dp_batch *b, size_t r,
	   bool hash)
{
	uint8_t state = state_of(b, r);
	dp_str raw;

	if (state != DPI_ROW_SHORT && state != DPI_ROW_LONG &&
	    state != DPI_ROW_REJOINED && state != DPI_ROW_OTHER)
		return false;
	raw = dp_trim(dp_batch_raw(b, r));
	if (!dp_str_starts(raw, "#") || dp_str_find(raw, '\n') >= 0)
		return false;
	while (dp_str_starts(raw, "#"))
		raw = dp_str_from(raw, 1);
	if (!raw.n || raw.p[0] == ' ' ||
	    (raw.p[0] == '\t' && s->marks.delimiter != '\t'))
		return true;
	return (hash || is_alone(b, r)) && (raw.p[0] < '0' || raw.p[0] > '9');
}

/*
 * The row below R that is the header once more, with nothing between but
 * blank rows and others of one cell; 0: there is none.
 */
static size_t
header_below(const struct dpi_split *s, struct dp_batch *b, size_t r)
{
	size_t k = r + 1;

	while (k < b->n_rows && k < r + TITLE_ROWS_MAX &&
	       (state_of(b, k) == DPI_ROW_BLANK || is_alone(b, k)))
		k++;
	return k < b->n_rows && dpi_split_is_header(s, b, k) ? k : 0;
}

/* Is what stands alone in row R no value of the first column? */
static bool
is_no_value(const struct dpi_split *s, const struct dp_batch *b, size_t r)
{
	return s->look[0] == DPI_LOOK_TEXT ||
	       dpi_mistyped(s, 0, dp_cell_str(dp_batch_cell(b, r, 0)));
}

/*
 * Is row R of B, as wide as the table, full of words where the columns hold
 * numbers or dates? Those name the columns of another table.
 */
static bool
is_other_header(const struct dpi_split *s, struct dp_batch *b, size_t r)
{
	struct dp_buf scratch = { 0 };
	bool yes = b->state[r] == DP_ROW_KEPT;

	if (yes && b->need)
		dpi_need_whole(s, b, r);
	for (size_t i = 0; yes && i < s->n_columns; i++) {
		dp_str cell = dp_trim(dp_cell_str(dp_batch_cell(b, r, i)));

		yes = cell.n && !dp_missing_word(cell, &scratch) &&
		      (dpi_is_year(cell) ||
		       dpi_sample_look(cell) == DPI_LOOK_TEXT);
	}
	dp_buf_done(&scratch);
	return yes && !dpi_split_is_header(s, b, r);
}

void
dpi_between_mark(const struct dpi_split *s, struct dp_batch *b)
{
	/* Only then the rows beside one another are in one block. */
	bool near = s->n_headers && s->look && s->n_typed && s->n_columns > 2;
	bool hash = s->header && dp_str_starts(s->header[0], "#");

	if (s->as_is || s->n_columns < 2)
		return;
	for (size_t r = 0; r < b->n_rows; r++) {
		size_t head;

		/* as nearly all are: what follows is about others */
		if (b->state[r] == DP_ROW_KEPT)
			continue;
		if (b->state[r] == DPI_ROW_BLANK && near && s->n_typed > 1 &&
		    r + 1 < b->n_rows && is_other_header(s, b, r + 1))
			(void)dp_finding_add(&b->log->findings,
					     DP_F_TABLE_WITHIN,
					     (dp_str){ NULL, 0 },
					     dp_batch_line(b, r + 1),
					     b->record[r + 1],
					     dp_batch_raw(b, r + 1));
		if (s->comments && is_comment(s, b, r, hash)) {
			b->state[r] = DPI_ROW_BETWEEN;
			continue;
		}
		if (!is_alone(b, r))
			continue;
		head = near ? header_below(s, b, r) : 0;
		for (size_t k = r; k < head; k++)
			if (is_alone(b, k) && is_no_value(s, b, k))
				b->state[k] = DPI_ROW_BETWEEN;
	}
}
