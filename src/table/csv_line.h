/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of irregular text by itself. */
#ifndef DPI_CSV_LINE_H
#define DPI_CSV_LINE_H

#include "table/split.h"

/* The fields of a record; freed by whoever has it. */
struct dpi_fields {
	struct dp_cell *at;
	size_t n, cap;
};

/* Adds S, kept in A. */
void dpi_fields_add(struct dpi_fields *f, dp_str s, struct dp_arena *a);

/*
 * Bytes of the line at P, its end included; N when it has none. A lone CR
 * ends a line for libcsv too; CR CR LF is one end.
 */
size_t dpi_line_bytes(const struct dpi_split *s, const char *p, size_t n);
/* The same, of a line of N bytes, without the end. */
size_t dpi_line_text(const char *p, size_t n);

/* Does every quote of the line stand where RFC 4180 allows one? */
bool dpi_line_is_regular(const struct dpi_split *s, const char *p, size_t n);

/* What cutting line after line by the scan takes; starts as all zeros. */
struct dpi_line_cut {
	struct dpi_mask *mask;
	uint32_t *sep; /* behind one that stands before the line */
	size_t cap;
};

/*
 * Cuts the line of N bytes at P, which starts a record and has slack after
 * it, by the scan: its cells are pieces of it. False, and nothing is cut,
 * where a quote stands where none may or is not closed, or where its end is
 * not there.
 */
bool dpi_line_cut(const struct dpi_split *s, struct dpi_line_cut *c,
		  const char *p, size_t n, struct dpi_fields *f,
		  struct dp_arena *a);
void dpi_line_cut_done(struct dpi_line_cut *c);

/*
 * Cuts the line of N bytes at P (its end not counted) by itself into F. A
 * cell is quoted when a delimiter follows its closing quote; otherwise quotes
 * are characters, and it ends at a delimiter: where IN_PAIRS is set, at one
 * that has an even number of them before it.
 */
void dpi_line_alone(const struct dpi_split *s, const char *p, size_t n,
		    bool in_pairs, struct dpi_fields *f, struct dp_arena *a);
/* The same; true when that gives the columns there are. */
bool dpi_line_fits(const struct dpi_split *s, const char *p, size_t n,
		   bool in_pairs, struct dpi_fields *f, struct dp_arena *a);
/* Cuts it as fits the columns best: see dpi_recut. */
bool dpi_line_recut(const struct dpi_split *s, const char *p, size_t n,
		    struct dpi_fields *f, struct dp_arena *a);

/* Several lines that are one record. */
struct dpi_goes_on {
	size_t bytes;
	uint64_t lines;
};

/*
 * Is the line at P, in which a quote is wrong, the first of a record that goes
 * on, in quotes, behind it: are no more exceptions needed to cut them as one
 * than to cut the line alone, and is none of the others a record? 1 yes, OUT
 * says which and F holds the cells, 0 no, -1 more text must be read to know.
 */
int dpi_line_goes_on(const struct dpi_split *s, const char *p, const char *end,
		     bool last, struct dpi_goes_on *out, struct dpi_fields *f,
		     struct dp_arena *a);

/*
 * Is the line at P a record of the table by itself? 1 yes, 0 no, -1 more text
 * must be read to know. Behind the LAST line there is nothing to doubt. What
 * is in F is lost.
 */
int dpi_line_is_record(const struct dpi_split *s, const char *p,
		       const char *end, bool last, struct dpi_fields *f,
		       struct dp_arena *a);

#endif
