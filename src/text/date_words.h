/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Names of months and days, and other words of dates. */
#ifndef DPI_TEXT_DATE_WORDS_H
#define DPI_TEXT_DATE_WORDS_H

#include <dpipe/text.h>

enum dpi_word {
	DPI_W_OTHER,
	DPI_W_MONTH,   /* value 1 to 12 */
	DPI_W_DAY,     /* a day of the week; value 1, Monday, to 7 */
	DPI_W_ORDINAL, /* er, nd, th … after a number */
	DPI_W_FILLER,  /* le, the, of */
	DPI_W_AT,      /* à, at: a time follows */
	DPI_W_T,       /* T of ISO 8601, of trimestre */
	DPI_W_Q,
	DPI_W_S,
	DPI_W_H, /* hours; a half */
	DPI_W_Z,
	DPI_W_MIN,
	DPI_W_SEC,
	DPI_W_AM,
	DPI_W_PM,
	DPI_W_QUARTER, /* trimestre, quarter */
	DPI_W_HALF,    /* semestre, half */
};

#define DPI_DATE_WORD_BYTES 12

/*
 * What the folded word of N letters at P means in a language that O reads;
 * *VALUE gets the month, or the day of the week.
 */
enum dpi_word dpi_date_word(const char *p, size_t n,
			    const struct dp_date_opts *o, int *value);

#endif
