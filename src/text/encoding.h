/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What encoding.c, single_byte.c and decode.c share. */
#ifndef DPI_TEXT_ENCODING_H
#define DPI_TEXT_ENCODING_H

#include <dpipe/text.h>

/* True when P, of N bytes (1 to 3), starts a UTF-8 sequence and lacks the
 * rest of it. */
bool dpi_utf8_is_prefix(const char *p, size_t n_bytes);

/* The 128 characters of the upper half of a single-byte encoding E, or NULL
 * when E is none. */
const uint16_t *dpi_upper_half(enum dp_encoding e);

/* The single-byte encoding in which the N bytes at P read best. */
void dpi_guess_single_byte(const unsigned char *p, size_t n_bytes,
			   struct dp_encoding_guess *out);

#endif
