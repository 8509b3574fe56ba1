/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * book: a sheet of a spreadsheet as bytes, the text that sheet.h tells of.
 * book.c chooses the sheet and goes through it; xlsx.c and ods.c know what a
 * file of theirs looks like.
 */
#ifndef DPI_SOURCE_BOOK_H
#define DPI_SOURCE_BOOK_H

#include <dpipe/source.h>

#include "source/archive_read.h"
#include "source/sheet.h"
#include "source/serial.h"
#include "source/strings.h"
#include "source/xml.h"

struct dpi_book;

/* A kind of spreadsheet. */
struct dpi_book_class {
	const char *name; /* "xlsx" */
	/* Lists the sheets with dpi_book_sheet. 0 or -1. */
	int (*list)(struct dpi_book *b, struct dp_err *err);
	/* Gets ready what reading any sheet needs. May be NULL. */
	int (*prepare)(struct dpi_book *b, struct dp_err *err);
	struct dpi_xml_handler handler; /* its self is the book */
};

extern const struct dpi_book_class dpi_book_xlsx, dpi_book_ods;

/* Where the handler of a class is in its file. */
struct dpi_book_place {
	unsigned depth;    /* elements around */
	unsigned skip;     /* depth of what is skipped whole; 0: nothing */
	size_t table;      /* ods: tables begun */
	bool inside;       /* the sheet chosen */
	uint64_t row;      /* next row */
	uint64_t times;    /* of this one */
	size_t column;     /* next column */
	size_t n_columns;  /* ods: columns declared so far */
	size_t cell_times; /* of this one */
	bool in_cell, has_value, has_formula, is_error, collects;
	bool has_paragraph; /* ods: some text stands before */
	bool blank;         /* ods: a space more would be dropped */
	char type;          /* of the cell; what letters mean the class says */
	uint64_t style;
	struct dp_buf value;
};

struct dpi_book {
	struct dpi_bytes bytes;
	const struct dpi_book_class *class;
	const char *name;   /* for messages; borrowed */
	struct dpi_zip zip; /* its own */
	struct dp_arena text;
	struct dp_sheet_name *sheet;
	size_t *part; /* of each sheet, its member of the zip */
	size_t n_sheets, cap_sheets, cap_parts;
	size_t chosen; /* the sheet gone through */
	struct dpi_xml *xml;
	struct dpi_sheet rows;
	struct dpi_book_place at;
	bool over; /* the sheet has ended */
	/* Found out the first time the sheet is gone through. */
	struct dpi_spots merged;
	dp_str first_merged;
	struct dp_merged merged_row[DP_MERGED_ROWS];
	uint8_t *hidden_column; /* DPI_COLUMNS_MAX of them */
	/* xlsx */
	bool from_1904;
	struct dpi_strings strings;
	uint8_t *style; /* enum dpi_serial of each */
	size_t n_styles;
	/* ods: styles of tables that are not shown */
	dp_str *unseen;
	size_t n_unseen, cap_unseen;
};

/*
 * The sheet WANT (p == NULL: the first that shows and holds something) of the
 * spreadsheet Z, of class CLASS, as bytes; Z is theirs, its file is not. NAME
 * must outlive them. What is to be said goes to NOTES and ORIGIN, texts
 * living as long. NULL on failure: DP_EDATA, DP_ELIMIT, or DP_EUSAGE and a
 * list of the sheets when there is none called WANT.
 */
struct dpi_bytes *dpi_book_open(struct dpi_zip *z,
				const struct dpi_book_class *class,
				const char *name, dp_str want,
				struct dp_origin *origin,
				struct dpi_notes *notes, struct dp_err *err);

/*
 * The spreadsheet Z with its list of sheets, to be closed through its bytes,
 * which are not to be read. The rest as above.
 */
struct dpi_book *dpi_book_list(struct dpi_zip *z,
			       const struct dpi_book_class *class,
			       const char *name, struct dp_err *err);

/* ---- for the classes --------------------------------------------------- */

/* Adds a sheet that stands in member PART; NAME is copied. */
int dpi_book_sheet(struct dpi_book *b, dp_str name, bool hidden, size_t part,
		   struct dp_err *err);
/* Member PATH of B, where '/' or a letter's case may be otherwise; or -1. */
ptrdiff_t dpi_book_part(const struct dpi_book *b, const char *path);
/* Reads member I of B with HANDLER and SELF. 0 or -1. */
int dpi_book_read(struct dpi_book *b, size_t i,
		  const struct dpi_xml_handler *handler, void *self,
		  struct dp_err *err);
/* A merged cell that begins in row ROW, from 0, takes ROWS and COLUMNS. */
void dpi_book_merge(struct dpi_book *b, uint64_t row, uint64_t rows,
		    uint64_t columns);
/* The columns FROM to FROM + N - 1 of the sheet are hidden. */
void dpi_book_hide(struct dpi_book *b, uint64_t from, uint64_t n);
/* Fails with DP_EDATA: the file lacks what a spreadsheet has. */
int dpi_book_damaged(const struct dpi_book *b, struct dp_err *err);

#endif
