/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How roles look. Whatever the terminal: its own two colours, reverse, bold,
 * underline, dim. Colours come on top, only where they are known to be
 * readable.
 */
#ifndef DPI_TUI_PALETTE_H
#define DPI_TUI_PALETTE_H

#include "tui/grid.h"

enum tui_background {
	TUI_BACKGROUND_UNKNOWN,
	TUI_BACKGROUND_DARK,
	TUI_BACKGROUND_LIGHT
};

struct tui_look {
	bool bold, reverse, underline, dim;
	int colour; /* of the letters; -1: the terminal's own */
	int ground; /* behind them; the same */
};

/*
 * Fills LOOK, by role, for a terminal of COLOURS colours (0: none may be
 * used). Colours of the cube of 256 are the same on every terminal; of the
 * first 8 each terminal has its own: two of them can be read on all dark ones
 * and none on all light ones.
 */
void tui_palette(int colours, enum tui_background background,
		 struct tui_look look[TUI_ROLES]);
/*
 * What COLORFGBG ("15;0", "15;default;0"), or NULL, says of the background.
 */
enum tui_background tui_background_named(const char *colorfgbg);
/*
 * What the answer to OSC 11 says, as XParseColor writes it: "rgb:RRRR/GG…".
 */
enum tui_background tui_background_answered(dp_str answer);

#endif
