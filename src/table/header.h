/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the header of a table is, and whether there is one. */
#ifndef DPI_HEADER_H
#define DPI_HEADER_H

#include "table/sample.h"

/*
 * Number of cells most records of S have, and in *SHARE the share of the
 * records that have it; blank lines do not count.
 */
size_t dpi_sample_width(const struct dpi_sample *s, double *share);

/*
 * Sets D's preamble (lines and bytes before the first row of the table) and
 * header_rows, from the sample of the table and what O forces.
 */
void dpi_header_find(const struct dpi_sample *s, const struct dp_read_opts *o,
		     struct dp_dialect *d);

/*
 * Fills SCHEMA with one column for each of the N cells of the header (NULL:
 * no header), naming blank ones c1, c2 … and telling equal ones apart; says
 * so in F.
 */
void dpi_header_names(const dp_str *cell, size_t n, uint64_t line,
		      struct dp_schema *schema, struct dp_findings *f);

#endif
