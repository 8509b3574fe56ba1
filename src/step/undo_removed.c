/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What an audit says of columns that were removed, and of records before they
 * were mixed: a cell, or several as one record of CSV. Which columns they are
 * is in undo_outline.c.
 */
#include "step/undo.h"

/*
 * Takes the next cell off REST, a record of CSV as dp_csv_record writes it.
 */
static dp_str
take_cell(dp_str *rest, struct dp_arena *text)
{
	dp_str cell;
	size_t n = 0, i = 1;
	char *to;

	if (rest->n == 0 || rest->p[0] != '"') {
		cell = dp_str_cut(rest, ',');
		return cell.n ? cell : (dp_str){ NULL, 0 };
	}
	to = dp_arena_text(text, rest->n);
	for (; i < rest->n; i++) {
		if (rest->p[i] == '"' && (++i == rest->n || rest->p[i] != '"'))
			break;
		to[n++] = rest->p[i];
	}
	*rest = dp_str_from(*rest, i + 1);
	return (dp_str){ to, n };
}

size_t
dpi_undo_removed(dp_str told, size_t n, dp_str *cell, struct dp_arena *text)
{
	size_t found = 0;

	for (size_t i = 0; i < n; i++) {
		cell[i] = n == 1 ? told : take_cell(&told, text);
		found += cell[i].p != NULL;
	}
	return found;
}

size_t
dpi_undo_names(dp_str told, dp_str **name, struct dp_arena *text)
{
	dp_str rest = told;
	size_t n = 0;

	while (rest.n) {
		(void)take_cell(&rest, text);
		n++;
	}
	*name = dp_arena_alloc(text, (n + 1) * sizeof **name);
	dpi_undo_cells(told, n, *name, text);
	return n;
}

void
dpi_undo_cells(dp_str told, size_t n, dp_str *cell, struct dp_arena *text)
{
	for (size_t i = 0; i < n; i++)
		cell[i] = take_cell(&told, text);
}
