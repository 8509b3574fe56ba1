/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where on earth a point lies, as far as the order of its two numbers tells. */
#ifndef DPI_OP_PLACE_H
#define DPI_OP_PLACE_H

#include <dpipe/text.h>

/* True when latitude and longitude, in degrees, lie in or near France. */
bool dpi_place_in_france(double latitude, double longitude);
/* True when there is such a place on earth. */
bool dpi_place_on_earth(double latitude, double longitude);

/* A pair of coordinates as it was written. */
struct dpi_point {
	char text[2][DP_NUMBER_BYTES]; /* canonical, in the order written */
	size_t n[2];
	double value[2];
	int latitude; /* which of them the writing says it is; -1: no word */
};

/*
 * Reads S, all of it, as two numbers in degrees: with a decimal point or
 * comma, degrees, minutes and seconds, letters N S E W O, POINT(lon lat), in
 * brackets or not. False when it is something else, or the commas could be
 * read in two ways.
 */
bool dpi_point_read(dp_str s, struct dpi_point *out);

#endif
