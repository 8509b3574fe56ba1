/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Checks of records: a few digits of each, by which one that was changed
 * since is noticed. No proof: who wants to can make another with the same.
 */
#ifndef DPI_TABLE_CHECK_H
#define DPI_TABLE_CHECK_H

#include <dpipe/table.h>

/* Hexadecimal digits of a check. */
#define DPI_CHECK_DIGITS 6u

/*
 * Puts the check of row R of B, the columns of SCHEMA in order, into DIGITS;
 * SPARE is room. A cell that is empty counts as one that is missing.
 */
void dpi_check_row(const struct dp_batch *b, size_t r,
		   const struct dp_schema *schema, struct dp_buf *spare,
		   char digits[DPI_CHECK_DIGITS]);
/* The same of the header that dp_csv_header makes. */
void dpi_check_header(const struct dp_schema *schema, struct dp_buf *spare,
		      char digits[DPI_CHECK_DIGITS]);

#endif
