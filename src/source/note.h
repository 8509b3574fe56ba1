/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is to be said of a file, known once it is open. */
#ifndef DPI_SOURCE_NOTE_H
#define DPI_SOURCE_NOTE_H

#include <dpipe/base.h>

enum dpi_note_id {
	DPI_NOTE_MEMBERS, /* other files of the zip; value: the one read */
	DPI_NOTE_SHEETS,  /* other sheets; value: theirs, found: the one read */
	DPI_NOTE_HIDDEN_SHEET,   /* the sheet read is hidden; value: it */
	DPI_NOTE_HIDDEN_ROWS,    /* rows with cells; line: the first */
	DPI_NOTE_HIDDEN_COLUMNS, /* value: the first, as A or AB */
	DPI_NOTE_MERGED,         /* value: the first, as A1:B2 */
	DPI_NOTE_ERRORS,         /* cells such as #N/A; value: the first */
	DPI_NOTE_NO_RESULT,      /* formulas saved without; value: the first */
	DPI_NOTE_FAR,            /* columns far away; value: the first */
	DPI_NOTE_COUNT
};

struct dpi_note {
	enum dpi_note_id id;
	uint64_t count, line; /* line: of the first; 0: none */
	dp_str value, found;  /* kept by the input */
};

/* Each is said once at most. */
struct dpi_notes {
	struct dpi_note at[DPI_NOTE_COUNT];
	size_t n;
};

/* Adds a note, if COUNT is not 0. */
static inline void
dpi_notes_add(struct dpi_notes *n, enum dpi_note_id id, uint64_t count,
	      uint64_t line, dp_str value)
{
	if (count && n->n < DPI_NOTE_COUNT)
		n->at[n->n++] = (struct dpi_note){
			id, count, line, value, { NULL, 0 }
		};
}

#endif
