/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Canonical number text taken apart: what number_*.c share. */
#ifndef DPI_TEXT_NUMBER_H
#define DPI_TEXT_NUMBER_H

#include <dpipe/text.h>

struct dpi_canonical {
	bool minus;
	dp_str whole;    /* digits before the point, at least one */
	dp_str fraction; /* digits after it; p == NULL: no point */
};

/* Takes S apart; false when it is not canonical. */
bool dpi_canonical_split(dp_str s, struct dpi_canonical *c);

/* The double nearest to WHOLE.FRACTION, ties to even. */
double dpi_number_exact(dp_str whole, dp_str fraction);

#endif
