/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * In which notation the numbers of a column are written, French (1 234,5) or
 * English (1,234.5): told by those that can be read in one only.
 */
#ifndef DPI_OP_NUMBER_NOTATION_H
#define DPI_OP_NUMBER_NOTATION_H

#include <dpipe/text.h>

#include "op/scouted.h"

enum dpi_notation_from {
	DPI_NOTATION_PROVED,   /* numbers are of one notation, none is of the
				  other */
	DPI_NOTATION_GUESSED,  /* all can be read in both, or there is none */
	DPI_NOTATION_DISPUTED, /* none can be told for the column */
};

/* What the first numbers of a column say. Zeroed, then shown each. */
struct dpi_number_notation {
	struct dpi_seen french, english; /* of one notation */
	struct dpi_seen pointed;         /* 2.5, the same in both */
	uint64_t n_powers;               /* 2.5E3, whose point does not stay */
	uint64_t n_parted;           /* French, with points between thousands */
	uint64_t n_commas, n_points; /* open: 1,234 and 1.234 */
	uint64_t n_signed_points;    /* of these, such as $1.234 */
	/* canonical, as a run makes them of numbers of one notation */
	uint64_t n_written;
	/* set by dpi_number_notation_decide */
	enum dpi_notation_from from;
	enum dp_notation notation; /* where it is disputed, no matter */
	struct dp_arena text;      /* of the values */
};

/* Has S a comma or a point before a digit? Else it reads the same in both. */
bool dpi_number_has_sign(dp_str s);
/*
 * Looks at S, trimmed, a number or not, of LINE and RECORD. O: how it is read,
 * but for the notation; WHOLE: a run may make numbers whole.
 */
void dpi_number_notation_look(struct dpi_number_notation *x, dp_str s,
			      const struct dp_number_opts *o, bool whole,
			      uint64_t line, uint64_t record);
/* Decides once all were looked at; DOUBT: what is taken where none tells. */
void dpi_number_notation_decide(struct dpi_number_notation *x,
				enum dp_notation doubt);
/* Does the point part thousands in the column, which is French? */
bool dpi_number_notation_parts(const struct dpi_number_notation *x);
/* Do points stand before decimals, as far as points tell? */
bool dpi_number_notation_points(const struct dpi_number_notation *x);
/*
 * Files in F by what the notation of COLUMN was told, if there was a doubt.
 */
void dpi_number_notation_say(const struct dpi_number_notation *x, dp_str column,
			     struct dp_findings *f);

#endif
