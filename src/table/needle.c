/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Looking for text in cells where case, accents and Unicode's normal forms
 * make no difference.
 */
#include "table/job.h"

#include <ctype.h>

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

/*
 * Takes signs and white space out of B where it is a text: between digits
 * alone they mean something.
 */
static void
drop_signs(struct dp_buf *b)
{
	size_t n = 0;
	bool is_text = false;

	for (size_t i = 0; i < b->n; i++)
		is_text |= isalpha((unsigned char)b->p[i]) || b->p[i] & 0x80;
	for (size_t i = 0; is_text && i < b->n; i++)
		if (isalnum((unsigned char)b->p[i]) || b->p[i] & 0x80)
			b->p[n++] = b->p[i];
	if (is_text)
		b->n = n;
}

void
dpi_needle_init_alike(struct dpi_needle *n, dp_str text)
{
	dpi_needle_init(n, dp_trim(text));
	drop_signs(&n->text);
}

bool
dpi_needle_is_alike(struct dpi_needle *n, dp_str cell)
{
	n->room.n = 0;
	dp_fold(dp_trim(cell), &n->room);
	drop_signs(&n->room);
	return dp_str_eq(dp_buf_view(&n->room), dp_buf_view(&n->text));
}
