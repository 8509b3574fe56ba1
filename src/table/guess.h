/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which marks a text is cut by. */
#ifndef DPI_GUESS_H
#define DPI_GUESS_H

#include "table/sample.h"

/*
 * Sets D's delimiter, quote, escape, skip_space, n_columns, confidence and
 * their evidence from TEXT, the start of the table (WHOLE: all of it), whose
 * records end with NEWLINE, as far as O leaves them open.
 */
void dpi_guess_marks(dp_str text, char newline, bool whole,
		     const struct dp_read_opts *o, struct dp_dialect *d);

/* How D says its text is cut; LF or CR is told by its line ends. */
struct dpi_form dpi_form_of(const struct dp_dialect *d);

#endif
