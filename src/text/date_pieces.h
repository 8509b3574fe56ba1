/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A date taken to pieces: numbers, words, signs. */
#ifndef DPI_TEXT_DATE_PIECES_H
#define DPI_TEXT_DATE_PIECES_H

#include <dpipe/text.h>

#include "text/date_words.h"

#define DPI_DATE_BYTES 64
#define DPI_DATE_PIECES 24
/* Pieces that may be looked at beyond the last: all are DPI_END. */
#define DPI_DATE_AHEAD 12

enum dpi_piece_kind { DPI_END, DPI_NUMBER, DPI_WORD, DPI_SIGN };

struct dpi_piece {
	enum dpi_piece_kind kind;
	bool attached; /* no space before it */
	char sign;
	enum dpi_word word;
	int value;        /* of a number, of a month, of a day's name */
	unsigned digits;  /* of a number */
	unsigned letters; /* of a word */
};

struct dpi_pieces {
	struct dpi_piece piece[DPI_DATE_PIECES + DPI_DATE_AHEAD];
	unsigned n;
};

/* Takes S apart; false when it holds what no date does. */
bool dpi_date_pieces(dp_str s, const struct dp_date_opts *o,
		     struct dpi_pieces *out);

/*
 * Reads a time of day from P into OUT: "T08:00", "à 8h30", " 08:00:00.5Z".
 * Returns the pieces used, 0 when there is none.
 */
unsigned dpi_date_time(const struct dpi_piece *p, struct dp_date *out);

#endif
