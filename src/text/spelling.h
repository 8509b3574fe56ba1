/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which of two spellings of one thing is the better one. */
#ifndef DPI_TEXT_SPELLING_H
#define DPI_TEXT_SPELLING_H

#include <dpipe/text.h>

/*
 * Below 0 when A is the better spelling, above 0 when B is, 0 when they are
 * the same bytes. Better is, in this order: more accents; capitals and small
 * letters over one of them alone; beside small letters fewer words in capitals
 * that are no initials; fewer French abbreviations (those that the
 * key fingerprint-fr spells out); no white space at the ends, doubled, or
 * other than the plain space; what comes first in the order of bytes.
 */
int dpi_spelling_compare(dp_str a, dp_str b);
/*
 * All of this but the order of bytes as a number: the better spelling has the
 * greater one.
 */
uint64_t dpi_spelling_rank(dp_str s);

#endif
