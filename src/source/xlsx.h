/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the two files about xlsx share. */
#ifndef DPI_SOURCE_XLSX_H
#define DPI_SOURCE_XLSX_H

#include "source/book.h"

extern const char *const dpi_xlsx_namespaces[];

/* Reads the shared strings in member PART of B. 0 or -1. */
int dpi_xlsx_strings(struct dpi_book *b, size_t part, struct dp_err *err);

/* The handler of a worksheet, whose self is a book. */
int dpi_xlsx_start(void *book, const struct dpi_xml *x, dp_str name,
		   struct dp_err *err);
int dpi_xlsx_end(void *book, dp_str name, struct dp_err *err);
void dpi_xlsx_text(void *book, dp_str text);

#endif
