/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A cell as it really is: what cannot be seen is shown, and said. */
#ifndef DPI_TUI_REVEAL_H
#define DPI_TUI_REVEAL_H

#include <dpipe/text.h>

#define TUI_REVEAL_BYTES (64u << 10) /* of a value that are shown */

/*
 * Appends the start of VALUE with outer spaces as _, no-break spaces as %,
 * hidden characters as <U+200B>.
 */
void tui_reveal(dp_str value, struct dp_buf *out);
/* The same with every blank as _. */
void tui_reveal_blanks(dp_str value, struct dp_buf *out);
/* True when tui_reveal shows something that is not in VALUE as it is. */
bool tui_reveals(dp_str value);
/*
 * Appends sentences about VALUE, from a file in ENCODING: letters, spaces,
 * what is hidden, bytes. BAD: its bytes in the file are not UTF-8.
 */
void tui_describe(dp_str value, enum dp_encoding encoding, bool bad,
		  struct dp_buf *out);

#endif
