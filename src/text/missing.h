/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The vocabularies of missing values, for what needs one language only. */
#ifndef DPI_TEXT_MISSING_H
#define DPI_TEXT_MISSING_H

#include <dpipe/text.h>

#define DPI_MISSING_MAX_BYTES 31u /* of a word, folded */

/* Words folded and without blanks, ended by NULL. */
extern const char *const dpi_missing_french[];
extern const char *const dpi_missing_english[];

/*
 * INSEE's secret statistique and sans objet, compared as INSEE writes them: S
 * may be a size and SO a direction. Ended by NULL.
 */
extern const char *const dpi_missing_insee[];
bool dpi_missing_is_insee(dp_str v);

/*
 * Writes V folded and without blanks at OUT, of DPI_MISSING_MAX_BYTES.
 * Returns its length, or 0 when it does not fit.
 */
size_t dpi_missing_fold(dp_str v, struct dp_buf *scratch, char *out);

/* Is V, trimmed, a word of the French vocabulary? SCRATCH as above. */
bool dpi_missing_is_french(dp_str v, struct dp_buf *scratch);

#endif
