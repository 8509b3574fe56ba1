/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writing tables of one column. */
#ifndef DPI_CSV_ONE_H
#define DPI_CSV_ONE_H

#include <dpipe/table.h>

/*
 * Appends CELL as a record of its own, in quotes where it is empty or holds
 * anything that could part cells.
 */
void dpi_csv_one(struct dp_buf *out, dp_str cell);
/* The same for the kept rows of B, the column being in SLOT. */
void dpi_csv_one_batch(struct dp_buf *out, const struct dp_batch *b,
		       uint32_t slot);

#endif
