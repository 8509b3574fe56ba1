/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a file is, by its first bytes and never by its name. */
#ifndef DPI_SOURCE_KIND_H
#define DPI_SOURCE_KIND_H

#include "source/archive_read.h"

/* Looked at to tell; a cut JSON text is still told from a table by it. */
#define DPI_KIND_BYTES 4096u

enum dpi_kind {
	DPI_KIND_TEXT, /* or what nobody knows: for the reader to judge */
	DPI_KIND_PACKED,
	DPI_KIND_ZIP,
	DPI_KIND_HTML, /* text, and so may be read if somebody insists */
	DPI_KIND_XML,
	DPI_KIND_JSON,
	DPI_KIND_OLE,   /* what Office wrote before 2007, and locked xlsx */
	DPI_KIND_OTHER, /* none that is read here */
};

/* *FILTER is set for DPI_KIND_PACKED. */
enum dpi_kind dpi_kind_of(dp_str head, enum dpi_filter *filter);

/* What helps with a file that is none of ours. */
enum dpi_advice {
	DPI_ADVICE_ASK,    /* for the same data in another form */
	DPI_ADVICE_EXPORT, /* from the program it was made with */
	DPI_ADVICE_SAVE,   /* in a spreadsheet program */
	DPI_ADVICE_UNPACK,
};

/* Fails with DP_EDATA: NAME is WHAT ("a picture"), not a table. */
int dpi_kind_not(const char *name, const char *what, enum dpi_advice advice,
		 struct dp_err *err);
/*
 * Fails with DP_EDATA and the sentence for NAME, a file of KIND that starts
 * with HEAD and is no table: what it is and what to do.
 */
int dpi_kind_refuse(enum dpi_kind kind, const char *name, dp_str head,
		    struct dp_err *err);
/*
 * The same for KIND OLE. F, or NULL where it does not seek, tells whether it
 * is a spreadsheet.
 */
int dpi_kind_refuse_ole(const struct dpi_file *f, const char *name,
			struct dp_err *err);

#endif
