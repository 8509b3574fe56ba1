/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Metres on the official grid of metropolitan France, as degrees. */
#ifndef DPI_OP_LAMBERT_H
#define DPI_OP_LAMBERT_H

#include <dpipe/text.h>

/*
 * Reads S, all of it, as two numbers of metres with ; a comma or blanks
 * between, in French or in canonical notation. False when it is none.
 */
bool dpi_metres_read(dp_str s, double *first, double *second);
/*
 * Latitude and longitude (RGF93, degrees) of X metres east and Y north in
 * Lambert 93 (EPSG 2154); false when that lies nowhere in or near France.
 * Formulas: IGN, NTG 71, algorithms 2 and 4; constants of NTG 93.
 */
bool dpi_lambert93(double x, double y, double *latitude, double *longitude);
/* Appends DEGREES to the millionth, some ten centimetres. */
void dpi_degrees_text(double degrees, struct dp_buf *out);

#endif
