/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers and sizes as people write them in the language of the moment. */
#ifndef DPI_TUI_FIGURES_H
#define DPI_TUI_FIGURES_H

#include <dpipe/text.h>

#define TUI_FIGURE_BYTES 48

/* N with its groups of digits, at OUT. Returns OUT. */
const char *tui_count(uint64_t n, char out[TUI_FIGURE_BYTES]);
/* BYTES as "1.0 GB", units of 1000, at OUT. Returns OUT. */
const char *tui_size(uint64_t bytes, char out[TUI_FIGURE_BYTES]);

#endif
