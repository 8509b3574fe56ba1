/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Cells that are cut when they are asked for: where they stand in a block, and
 * what they are.
 */
#ifndef DPI_CUT_H
#define DPI_CUT_H

#include "table/split.h"

/* A piece of a block, from its first byte to behind its last. */
struct dpi_span {
	const char *from, *end;
};

/*
 * Where a cell begins; SEP is the separator behind it, that of the cell before
 * stands in front: UINT32_MAX before the first of a block.
 */
static inline uint32_t
dpi_cell_begin(const uint32_t *sep)
{
	return sep[-1] + 1;
}

/*
 * Where the cell of column I, of N_COLUMNS, stands, its quotes included. SEP
 * are the record's separators.
 */
static inline struct dpi_span
dpi_cell_span(const char *block, const uint32_t *sep, size_t i,
	      size_t n_columns)
{
	struct dpi_span s = { block + dpi_cell_begin(sep + i), block + sep[i] };

	if (i + 1 == n_columns && s.end > s.from && s.end[-1] == '\r')
		s.end--;
	return s;
}

/* The quote; LF where there is none: no cell starts with that. */
static inline char
dpi_cut_quote(const struct dpi_split *s)
{
	return s->marks.quote ? s->marks.quote : '\n';
}

/* What an unquoted cell is known to be, from the dialect alone. */
static inline uint32_t
dpi_cut_flags(const struct dpi_split *s)
{
	const struct dpi_marks *m = &s->marks;
	bool rfc = m->delimiter == ',' && m->quote == '"' && m->newline == '\n';

	return rfc ? DP_CELL_ROOM | DP_CELL_BARE : DP_CELL_ROOM;
}

/*
 * The value of the quoted cell in S, which has room behind it, as dpi_unquote
 * gives it.
 */
struct dp_cell dpi_cut_quoted(struct dpi_span s, char quote,
			      struct dp_arena *arena);

/* The cell in S, of a block; QUOTE and FLAGS are those above. */
static inline struct dp_cell
dpi_cell_cut(struct dpi_span s, char quote, uint32_t flags,
	     struct dp_arena *arena)
{
	struct dp_cell c = { s.from, (uint32_t)(s.end - s.from), flags };

	if (*s.from == quote && c.n)
		return dpi_cut_quoted(s, quote, arena);
	if (!c.n)
		c.p = NULL;
	return c;
}

#endif
