/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells in quotes so long that no sample holds them and what is below. */
#ifndef DPI_GIANT_H
#define DPI_GIANT_H

#include <dpipe/table.h>

enum dpi_giant {
	DPI_GIANT_NONE, /* no such cell begins near the start */
	DPI_GIANT_OUT,  /* there are some; they were left out */
	DPI_GIANT_OPEN, /* one does not end in the text */
};

/*
 * OUT, which is empty, gets the start of TEXT, a short text in place of each
 * giant cell; *AT: where the first begins. WHOLE: TEXT is all there is. Only
 * when DPI_GIANT_OUT is returned is anything made. Takes time linear in TEXT,
 * and of one without giants looks at the start alone.
 */
enum dpi_giant dpi_giant_out(dp_str text, bool whole, struct dp_buf *out,
			     size_t *at);

#endif
