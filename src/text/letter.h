/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What words are made of, in any script. */
#ifndef DPI_TEXT_LETTER_H
#define DPI_TEXT_LETTER_H

#include <stdbool.h>
#include <stdint.h>

#include <utf8proc.h>

/* Is C a letter, or a mark that stands on one? */
static inline bool
dpi_is_letter(uint32_t c)
{
	if (c < 0x80) {
		uint32_t low = c | 0x20;

		return low >= 'a' && low <= 'z';
	}
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_MN:
	case UTF8PROC_CATEGORY_MC:
		return true;
	default:
		return false;
	}
}

/* Is C a digit, or another sign for a number? */
static inline bool
dpi_is_number(uint32_t c)
{
	if (c < 0x80)
		return c >= '0' && c <= '9';
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

#endif
