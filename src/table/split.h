/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * From a block of text to the cells of a batch.
 */
#ifndef DPI_SPLIT_H
#define DPI_SPLIT_H

#include <dpipe/table.h>

#include "table/sample.h"
#include "table/scan.h"

/* So near to the end of the text, lines may be a footer. */
#define DPI_FOOTER_BYTES (16u << 10)

/*
 * States of a row until its raw text is known and they can be said; how many
 * cells it had waits in the flags of its first cell.
 */
enum {
	DPI_ROW_BLANK = DP_ROW_DROPPED + 1,
	DPI_ROW_SHORT,
	DPI_ROW_LONG,
	DPI_ROW_REJOINED, /* a delimiter in a cell was found and put back */
	DPI_ROW_SURPLUS,  /* an empty cell too many was found and left out */
	DPI_ROW_OTHER,    /* cut by another delimiter than the table's */
	DPI_ROW_BROKEN,   /* goes on in the next row, which is GONE */
	DPI_ROW_GONE,
	DPI_ROW_FOOTER,
	DPI_ROW_RULE,    /* only draws */
	DPI_ROW_BETWEEN, /* no record: see table/between.h */
};

#define DPI_STATE_BITS 0x0Fu /* the others say what quotes it has */
#define DPI_FOUND_SHIFT 8

/* What the splitter must know of the file. */
struct dpi_split {
	const struct dpi_scan *scan;
	struct dpi_marks marks;
	const char *parting; /* for which the delimiter stands in; or NULL */
	size_t n_columns;
	bool as_is;
	bool has_rules; /* lines that only draw are no records */
	bool by_cr;     /* lines are counted by CR, though others end some too:
			 * see dpi_split_by_end */
	bool by_libcsv; /* it alone reads irregular blocks: for comparing */
	const struct dp_schema *schema; /* names, for findings */
	/* The rows of the header as they stood, n_columns cells each; NULL:
	 * there is none. */
	const dp_str *header;
	size_t n_headers;
	/* What most cells of each column look like, n_columns of them; NULL:
	 * not known. n_typed: how many are no text. */
	const enum dpi_look *look;
	size_t n_typed;
	const bool *full;              /* those that every record seen fills */
	bool comments;                 /* lines that begin with "#" may be */
	int64_t footer_lines;          /* as asked for; -1: found out */
	const struct dp_regex *footer; /* what starts one; NULL: not said */
	/* What will be looked at; NULL: all. needed: its slots, of the file's
	 * columns, in the reader's memory. */
	const struct dp_need *need;
	const uint32_t *needed;
	size_t n_needed;
	bool first[256]; /* a cell that starts so may be in doubt */
	/* Bytes of the first cells of the header as they may stand. */
	size_t header_least, header_most;
};

/* Is row R of B, as wide as the table, the header once more? */
bool dpi_split_is_header(const struct dpi_split *s, struct dp_batch *b,
			 size_t r);

/*
 * How the N bytes at P, whole records, are split: as S says or, where they end
 * with a lone CR, which they hold no LF then, as OWN does.
 */
const struct dpi_split *dpi_split_by_end(const struct dpi_split *s,
					 const char *p, size_t n_bytes,
					 struct dpi_split *own);

/* Bytes of a byte order mark in UTF-8. */
#define DPI_MARK_BYTES 3

/*
 * Looks at the first N bytes of b->block, with slack after them, and keeps
 * in B what is seen there.
 */
void dpi_split_scan(const struct dpi_split *s, struct dp_batch *b,
		    size_t n_bytes, struct dpi_bounds *out);

/*
 * Splits b->block, which is regular, ends with a line end and has been looked
 * at, into cells.
 * Records that are too short or too long are made to fit, blank ones and
 * repeated headers dropped, all of it said in the batch's log.
 */
void dpi_split_regular(const struct dpi_split *s, struct dp_batch *b,
		       uint64_t n_records);

/* Added to a row's state until it is settled: what libcsv found in it. */
#define DPI_ROW_STRAY 0x40u    /* a quote where none may be */
#define DPI_ROW_UNCLOSED 0x80u /* a quote that is never closed */
#define DPI_ROW_FAR 0x20u      /* one not closed where it may be last */

/*
 * Puts the N fields of one record into the next row of B, making them fit.
 * START is where the record begins in the block, RAW the record as it stands.
 */
void dpi_split_row(const struct dpi_split *s, struct dp_batch *b,
		   const struct dp_cell *field, size_t n, uint32_t start,
		   dp_str raw);

/*
 * Once the rows are there and b->start is complete: leaves out blank rows,
 * repeated headers and, in the last batch, a footer.
 */
void dpi_split_settle(const struct dpi_split *s, struct dp_batch *b);

/*
 * Fills b->sep, and b->start + 1 with the index in b->sep + 1 of the line end
 * of each record. B has been looked at.
 */
void dpi_split_index(const struct dpi_split *s, struct dp_batch *b,
		     uint64_t n_records);

/* A record whose N fields, at SEP, are not as many as there are columns. */
void dpi_split_odd(const struct dpi_split *s, struct dp_batch *b,
		   const uint32_t *sep, size_t n, uint32_t begin);

/*
 * The value of the quoted field of N bytes at P (its quotes included, the
 * second one possibly missing), doubled quotes made single. Text is made in
 * ARENA only where needed.
 */
struct dp_cell dpi_unquote(const char *p, size_t n, char quote,
			   struct dp_arena *arena);

#endif
