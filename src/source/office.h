/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Zips that people take for one document, by what is in them. */
#ifndef DPI_SOURCE_OFFICE_H
#define DPI_SOURCE_OFFICE_H

#include "source/book.h"

/*
 * What NAME, the zip Z, is: 1 a spreadsheet, whose class *CLASS gets, 0 none
 * of those documents, -1 one that is not read, with DP_EDATA.
 */
int dpi_office_kind(const struct dpi_zip *z, const char *name,
		    const struct dpi_book_class **class, struct dp_err *err);

/* Fails with DP_EDATA: NAME is a spreadsheet locked by a password. */
int dpi_office_locked(const char *name, struct dp_err *err);

#endif
