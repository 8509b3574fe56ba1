/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What header.c knows of the rows of a table while it looks for its header. */
#ifndef DPI_HEADER_BODY_H
#define DPI_HEADER_BODY_H

#include "table/header.h"

/* So many rows tell what a column holds. */
#define DPI_BODY_ROWS 100

/* A sample, and what most cells of each column look like below the header. */
struct dpi_body {
	const struct dpi_sample *s;
	size_t width, used; /* cells of a row, and those that any row fills */
	size_t usual;       /* cells a row usually fills */
	enum dpi_look *look;
	size_t n_typed; /* columns of numbers or dates */
};

/* The cell of column I in row R, or none. */
dp_str dpi_body_cell(const struct dpi_sample *s, size_t r, size_t i);

/* Cells of row R that hold something. */
size_t dpi_body_filled(const struct dpi_sample *s, size_t r);

/*
 * What the cell of column I in row R looks like; in the last column, with the
 * surplus that is joined to it.
 */
enum dpi_look dpi_body_look_at(const struct dpi_sample *s, size_t width,
			       size_t r, size_t i);

/* Cells the records of the width usually fill: the median of some. */
size_t dpi_body_usual(const struct dpi_sample *s, size_t width);

/*
 * Do many of the records from row FROM on, here and there, have one cell more
 * than the WIDTH of the others, and those before it in their columns?
 */
bool dpi_body_has_last(const struct dpi_body *b, size_t from, size_t width);

/* Cells of the rows of that width up to the last that any of them fills. */
size_t dpi_body_used(const struct dpi_sample *s, size_t width);

/*
 * What most cells below row FIRST look like in column I. Which cells of a row
 * too long stand in which columns is not known yet.
 */
enum dpi_look dpi_body_look(const struct dpi_body *b, size_t first, size_t i);

/* Does row UP give names to groups of the columns that row LOW names? */
bool dpi_body_groups(const struct dpi_body *b, size_t up, size_t low);

/*
 * Rows below the names in row HEAD that tell of the columns and hold none of
 * their values, where each record below begins with a digit and they do not.
 */
size_t dpi_body_facts(const struct dpi_body *b, size_t head);

/*
 * Does row FIRST hold the names of the columns? D gets the reason. It may be a
 * record where it is typed as the values below are, or written as they are.
 */
bool dpi_body_is_header(const struct dpi_body *b, size_t first,
			struct dp_dialect *d);

/*
 * Does row R go on with names that row HEAD begins? It holds some words and
 * nothing else, all where the records hold numbers or dates, and nothing in the
 * first column, which holds those, too.
 */
bool dpi_body_names_on(const struct dpi_body *b, size_t head, size_t r);

/*
 * First row of the table: as wide as the others and not nearly empty, or with
 * a number where a title has words. A row with all its delimiters is above
 * the table only if names of all columns follow: else it may be a record.
 */
size_t dpi_body_first(const struct dpi_body *b);

#endif
