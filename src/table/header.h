/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the header of a table is, how many rows it has and what it says. */
#ifndef DPI_HEADER_H
#define DPI_HEADER_H

#include "table/sample.h"

/* A header may have so many rows, a row of units not counted. */
#define DPI_HEADER_ROWS_MAX 4u

/* What is known of the columns before any record is read. */
struct dpi_columns {
	enum dpi_look *look; /* what most cells look like; to be freed */
	bool *full;          /* every record seen fills it; to be freed */
	size_t n, n_typed;   /* columns; those that are no text */
	bool hashes;         /* values begin with "#", so no comment does */
};

/*
 * Sets D's preamble (lines and bytes before the first row of the table),
 * header_rows, units_rows and, where the header shows it, n_columns, from the
 * sample of the table and what O forces; COLUMNS gets what they look like.
 */
void dpi_header_find(const struct dpi_sample *s, const struct dp_read_opts *o,
		     struct dp_dialect *d, struct dpi_columns *columns);

/*
 * Makes the header in S, cut out of TEXT the way F says, as wide as the WIDTH
 * columns of the records, where it is not: if the row above the first record
 * with a number or a date holds names that show how. O may say no.
 */
enum dp_header_kind dpi_header_mend(struct dpi_sample *s, dp_str text,
				    size_t width, const struct dpi_form *f,
				    const struct dp_read_opts *o);

/* The same once it is known what KIND of header the first row of S is. */
void dpi_header_again(struct dpi_sample *s, dp_str text, size_t width,
		      const struct dpi_form *f, enum dp_header_kind kind);

/*
 * Fills SCHEMA with one column for each of the N cells of the header (NULL:
 * no header), which are in its arena, naming blank ones c1, c2 … and telling
 * equal ones apart; says so in F.
 */
void dpi_header_names(const dp_str *cell, size_t n, uint64_t line,
		      struct dp_schema *schema, struct dp_findings *f);

/*
 * The header of column I in the ROWS rows of S from FIRST on, kept in A: one
 * row's cell as it stands, or the cells above one another joined by SEP, an
 * empty one in an upper row being merged with the one on its left.
 */
dp_str dpi_header_join(const struct dpi_sample *s, size_t first, size_t rows,
		       size_t i, dp_str sep, struct dp_arena *a);

/* True for numbers such as 2019, 2020, which name columns. */
bool dpi_is_year(dp_str cell);

/* True when CELL, alone below a name, can be a unit: (km²), %, hab. … */
bool dpi_is_unit_cell(dp_str cell);

#endif
