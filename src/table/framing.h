/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tables whose lines stand in something else: a spreadsheet's one cell, in
 * quotes, or a drawing. What they hold is taken out, line by line, before
 * anything is made of it. Lines stay where they are, so that their numbers are
 * the file's; a line that only draws stays too, until records are cut.
 */
#ifndef DPI_FRAMING_H
#define DPI_FRAMING_H

#include <dpipe/table.h>

/* Cells that several characters part, and where in them the last block ended.
 * Zero it and set the first of it. */
struct dpi_parting {
	char delimiter[4];  /* these characters; "": none do */
	char stand_in;      /* what does in their place */
	char quote;         /* around cells that hold either */
	char newline, also; /* what ends lines, as of a framing */
	char why[160];      /* how it was found, in the user's language */
	bool literal;       /* quotes are characters to the end of the line */
	bool open;          /* the quote of the cell held is */
	unsigned n_open;    /* lines that end in the quotes of the cell held */
	struct dp_buf held; /* the cell, as it is */
};

/* What goes on from block to block. Zero it and set the first of it. */
struct dpi_framing {
	enum dp_framing kind;
	char newline;  /* LF or CR: what lines are counted by */
	char also;     /* what ends one too: LF among CR, or the same */
	unsigned bars; /* of a drawn table: see table/drawn.h */
	bool rules;    /* lines that only draw stay as they are */
	struct dpi_parting parting; /* of what was taken out */
	enum {
		DPI_FRAME_START,  /* at the start of a line */
		DPI_FRAME_PASS,   /* in one that stays as it is */
		DPI_FRAME_INSIDE, /* in the quotes of one */
		DPI_FRAME_QUOTE,  /* behind a quote in them */
		DPI_FRAME_END,    /* behind the last of them */
	} state;
	bool open;                 /* a quote of a cell in the line is open */
	bool doubled;              /* there were quotes in the line */
	struct dp_buf held;        /* the line, as it is */
	struct dp_buf made;        /* and what it holds */
	uint64_t n_lines;          /* before the one held */
	uint64_t n_taken;          /* lines that were taken out of something */
	uint64_t n_doubled;        /* of them, those that hold quotes */
	uint64_t n_said;           /* of them, those already told to the user */
	uint64_t line[DP_SAMPLES]; /* of the first of them, since then */
	bool keeps; /* all their lines are kept in taken, to be freed */
	uint64_t *taken;
	size_t cap_taken;
};

/*
 * Appends to OUT what the N bytes at P hold, as far as it is known; LAST:
 * nothing follows. Text in any encoding that keeps ASCII.
 */
void dpi_frame_out(struct dpi_framing *f, const char *p, size_t n_bytes,
		   bool last, struct dp_buf *out);
/* What stands in for the delimiter TEXT of two or three characters. */
char dpi_stand_in(const char *text);
/* The same as dpi_frame_out, for cells that several characters part. */
void dpi_part_cells(struct dpi_parting *p, dp_str text, bool last,
		    struct dp_buf *out);
/*
 * Do several characters part the cells of TEXT (WHOLE: all of it)? P gets
 * them, and why.
 */
bool dpi_parting_find(dp_str text, bool whole, struct dpi_parting *p);
void dpi_framing_done(struct dpi_framing *f);

/*
 * Finds out how the lines of TEXT, the start of a file in UTF-8 (WHOLE: all
 * of it), stand in it, as far as O leaves that open: D->framing and the
 * evidence, and F, ready for the first byte. O then says of what is left how
 * it is cut and where its header is, as far as that shows.
 */
void dpi_framing_find(dp_str text, bool whole, struct dp_read_opts *o,
		      struct dp_dialect *d, struct dpi_framing *f);

#endif
