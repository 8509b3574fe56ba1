/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * sheet: the cells of a sheet as text, a record each row, so that a sheet goes
 * through all that any table does. Cells are parted by commas and quoted as
 * RFC 4180 has it; a record ends with CR, a line in a cell with LF, so that
 * a line of the text is a row of the sheet. The sheet is gone through twice:
 * how wide it is must be known before the first record.
 */
#ifndef DPI_SOURCE_SHEET_H
#define DPI_SOURCE_SHEET_H

#include "source/note.h"

#define DPI_ROWS_MAX (1u << 24)    /* more than any program has */
#define DPI_COLUMNS_MAX (1u << 14) /* ECMA-376 and LibreOffice */
#define DPI_ROW_BYTES (8u << 20)   /* of one record, DP_RECORD_MAX_BYTES */
#define DPI_ROWS_PENDING_BYTES (64u << 20) /* made of one piece of a file */
#define DPI_FAR_COLUMNS 256u /* nothing in so many: they are left out */

/* Where cells of some kind are, and the first of them. */
struct dpi_spots {
	uint64_t n, row; /* row from 0 */
	size_t column;
};

struct dpi_sheet {
	const char *name;    /* for messages */
	uint64_t file_bytes; /* size of the file they come from */
	bool measures;       /* the first time: nothing is made */
	/* Found out the first time. */
	bool *used;   /* is anything in a column? DPI_COLUMNS_MAX of them */
	uint16_t *to; /* where it is in a record */
	size_t width; /* columns of a record; set by dpi_sheet_measured */
	struct dpi_spots hidden, errors, no_result;
	struct dpi_spots far; /* columns behind so many empty ones */
	/* The row at hand. */
	uint64_t row, times;
	size_t next_column; /* behind the last cell */
	size_t column;      /* where the record ends */
	bool is_hidden, any;
	size_t n_cells; /* of the row, that hold something */
	bool in_table;  /* a row of several cells was met */
	struct dp_buf record;
	/* Records made and not yet read. */
	struct dp_buf text;
	struct dpi_sheet_record {
		size_t start, end;     /* in text */
		uint64_t times, blank; /* blank records before it */
	} * record_at;
	size_t n_records, cap_records, at;
	size_t at_bytes;   /* read of record AT */
	uint64_t next_row; /* behind the last record made */
	uint64_t made_bytes;
};

void dpi_sheet_init(struct dpi_sheet *r, const char *name, uint64_t file_bytes);
void dpi_sheet_done(struct dpi_sheet *r);

/*
 * Row ROW, from 0, TIMES times: its cells follow, then dpi_sheet_end. Fails
 * with DP_ELIMIT below the last row there may be, unless it holds nothing.
 */
void dpi_sheet_start(struct dpi_sheet *r, uint64_t row, uint64_t times,
		     bool hidden);
/*
 * TEXT in column COLUMN, from 0 and not before the one before, and in the
 * next ones up to TIMES. Nothing where TEXT is empty.
 */
int dpi_sheet_cell(struct dpi_sheet *r, size_t column, size_t times,
		   dp_str text, struct dp_err *err);
int dpi_sheet_end(struct dpi_sheet *r, struct dp_err *err);
/* The first time is over: the width is known. */
void dpi_sheet_measured(struct dpi_sheet *r);
/* Up to N bytes of what was made into P; 0: there is no more now. */
size_t dpi_sheet_read(struct dpi_sheet *r, char *p, size_t n_bytes);

/* One more cell at ROW and COLUMN. */
void dpi_spots_add(struct dpi_spots *s, uint64_t row, size_t column,
		   uint64_t times);
/* Appends the name of the place, as AB12; without ROW_TOO as AB. */
void dpi_cell_name(uint64_t row, size_t column, bool row_too,
		   struct dp_buf *out);

#endif
