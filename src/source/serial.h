/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a number in a sheet stands for: itself, or a date by its style. */
#ifndef DPI_SOURCE_SERIAL_H
#define DPI_SOURCE_SERIAL_H

#include <dpipe/base.h>

enum dpi_serial {
	DPI_SERIAL_NUMBER,
	DPI_SERIAL_DATE,
	DPI_SERIAL_TIME,
	DPI_SERIAL_MOMENT,   /* a date and a time */
	DPI_SERIAL_DURATION, /* hours that may be more than 24 */
};

/*
 * What the format number ID of ECMA-376 part 1, 18.8.30, shows; the others
 * are for dpi_serial_code.
 */
enum dpi_serial dpi_serial_builtin(uint64_t id);
/* What a format code such as "dd/mm/yyyy" shows (18.8.31). */
enum dpi_serial dpi_serial_code(dp_str code);
/*
 * Appends the number TEXT, as the file has it, as KIND: dates by ISO 8601,
 * days counted from 1900 (with its 29 February, 18.17.4.1) or from 1904; a
 * number without more digits than it takes to give it back. What is no date
 * stays a number, what is no number a text.
 */
void dpi_serial_text(dp_str text, enum dpi_serial kind, bool from_1904,
		     struct dp_buf *out);
/* Appends H:MM:SS[.mmm] for a duration as ISO 8601 has it, PT36H30M. */
void dpi_duration_text(dp_str text, struct dp_buf *out);

#endif
