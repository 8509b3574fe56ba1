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

/* Folding leaves an ASCII text as long as it is. */
static bool
is_too_short(const struct dpi_needle *n, dp_str cell)
{
	unsigned char all = 0;

	if (cell.n >= n->text.n)
		return false;
	for (size_t i = 0; i < cell.n; i++)
		all |= (unsigned char)cell.p[i];
	return all < 0x80;
}

bool
dpi_needle_in(struct dpi_needle *n, dp_str cell)
{
	if (is_too_short(n, cell))
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
