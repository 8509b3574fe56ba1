/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Comparing with many words in turn, for code that runs for every cell. */
#ifndef DPI_TEXT_QUICK_H
#define DPI_TEXT_QUICK_H

#include <dpipe/text.h>

/* dp_str_is for a WORD that is not empty; its first byte decides mostly. */
static inline bool
dpi_is(dp_str s, const char *word)
{
	return s.n > 0 && s.p[0] == word[0] && dp_str_is(s, word);
}

#endif
