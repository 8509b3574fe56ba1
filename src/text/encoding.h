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

/* The same for those that dpi_upper_half leaves to it. */
const uint16_t *dpi_upper_half_more(enum dp_encoding e);

/* And for those that are left then: of one country, or few. */
const uint16_t *dpi_upper_half_local(enum dp_encoding e);

/* True when E has characters of several bytes and is none of Unicode's. */
static inline bool
dpi_is_multi_byte(enum dp_encoding e)
{
	return e >= DP_SHIFT_JIS && e < DP_CP1252;
}

/*
 * Appends the UTF-8 of the N bytes at P, in D's encoding of several bytes a
 * character, to OUT, and returns how many were used up: all, unless a
 * character is cut at the end and LAST is not set. What is none is replaced
 * and counted. Nothing is decoded, and SIZE_MAX returned, where the system's
 * iconv does not know the encoding.
 */
size_t dpi_decode_multi(struct dp_decoder *d, const unsigned char *p, size_t n,
			bool last, struct dp_buf *out);

/* True, and OUT, when the N bytes at P switch between sets of characters. */
bool dpi_guess_escapes(const unsigned char *p, size_t n,
		       struct dp_encoding_guess *out);
/*
 * True, and OUT, when the N bytes at P are text in an encoding of several
 * bytes a character that is none of Unicode's.
 */
bool dpi_guess_multi_byte(const unsigned char *p, size_t n_bytes, bool whole,
			  struct dp_encoding_guess *out);

/*
 * What the sign C, U+00A0 to U+2122, is worth between the bytes BEFORE and
 * AFTER, which may be letters: 4 where it must be one, -3 where it cannot.
 */
int dpi_worth_of_sign(uint32_t c, unsigned char before, bool letter_before,
		      unsigned char after, bool letter_after);

/* The single-byte encoding in which the N bytes at P read best. */
void dpi_guess_single_byte(const unsigned char *p, size_t n_bytes,
			   struct dp_encoding_guess *out);

/* The character of WIDTH bytes at P, its high byte first if BIG. */
uint32_t dpi_wide_unit(const unsigned char *p, unsigned width, bool big);

/* The capital of the small letter C, or C. */
uint32_t dpi_capital_of(uint32_t c);

/* Replaces G if the N bytes at P are ASCII and one other script in UTF-16 or
 * UTF-32. */
void dpi_guess_wide_script(const unsigned char *p, size_t n,
			   struct dp_encoding_guess *g);

/*
 * Looks again at G, what dp_encoding_guess made of the N bytes at P, by how
 * frequent letters are, and replaces it where another encoding is likelier.
 */
void dpi_encoding_again(const void *p, size_t n_bytes,
			struct dp_encoding_guess *g);

/* Do the N bytes at P start as another kind of file does? */
bool dpi_has_magic(const void *p, size_t n_bytes);

#endif
