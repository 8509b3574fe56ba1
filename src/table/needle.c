/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking for text in cells where case, accents and Unicode's normal forms
 * make no difference.
 */
#include "table/job.h"

void
dpi_needle_init(struct dpi_needle *n, dp_str text)
{
	memset(n, 0, sizeof *n);
	dp_fold(text, &n->text);
}

void
dpi_needle_done(struct dpi_needle *n)
{
	dp_buf_done(&n->text);
	dp_buf_done(&n->room);
}

bool
dpi_needle_in(struct dpi_needle *n, dp_str cell)
{
	if (cell.n == 0)
		return false;
	n->room.n = 0;
	dp_fold(cell, &n->room);
	return dp_str_search(dp_buf_view(&n->room), dp_buf_view(&n->text)) >= 0;
}

bool
dpi_needle_is(struct dpi_needle *n, dp_str cell)
{
	n->room.n = 0;
	dp_fold(dp_trim(cell), &n->room);
	return dp_str_eq(dp_buf_view(&n->room), dp_buf_view(&n->text));
}
