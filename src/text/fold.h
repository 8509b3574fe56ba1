/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the folding of fold.c offers to its neighbours. */
#ifndef DPI_TEXT_FOLD_H
#define DPI_TEXT_FOLD_H

#include <dpipe/text.h>

/*
 * The folded ASCII text of the character C between U+00C0 and U+017F, empty
 * when it has none.
 */
const char *dpi_fold_latin(uint32_t c);

#endif
