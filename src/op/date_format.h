/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dates written in a way that only their file knows: 12032021. */
#ifndef DPI_OP_DATE_FORMAT_H
#define DPI_OP_DATE_FORMAT_H

#include <dpipe/text.h>

/*
 * True when FORMAT is one: %d %m %Y %y %B %H %M %S each once at most, a year
 * among them, %m and %B not both; anything else is itself, and a blank any
 * white space or none.
 */
bool dpi_date_is_format(dp_str format);
/*
 * Reads S, all of it, as FORMAT says, names of months and years of two digits
 * as O does. False when it is something else, or no day of the calendar.
 */
bool dpi_date_by_format(dp_str s, dp_str format, const struct dp_date_opts *o,
			struct dp_date *out);

#endif
