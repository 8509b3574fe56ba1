/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys, whatever terminal they come from, and the commands they stand for:
 * one table, keys.def, is behind keys, key bar, palette, help, mouse and
 * scripts.
 */
#ifndef DPI_TUI_KEY_H
#define DPI_TUI_KEY_H

#include <dpipe/base.h>

/* A character (a Unicode scalar value), or one of these. */
typedef uint32_t tui_key;

enum {
	TUI_K_NONE = 0,
	TUI_K_ENTER = 0x110000,
	TUI_K_ESC,
	TUI_K_TAB,
	TUI_K_BACKTAB,
	TUI_K_UP,
	TUI_K_DOWN,
	TUI_K_LEFT,
	TUI_K_RIGHT,
	TUI_K_PAGE_UP,
	TUI_K_PAGE_DOWN,
	TUI_K_HOME,
	TUI_K_END,
	TUI_K_BACKSPACE,
	TUI_K_DELETE,
	TUI_K_F1,
	TUI_K_CTRL,           /* plus the letter: TUI_K_CTRL + 'C' */
	TUI_K_ALT = 0x200000, /* plus the character */
};

#define TUI_CTRL(letter) ((tui_key)(TUI_K_CTRL + (letter)))
/*
 * Alt and a character, which terminals send as Esc and the character: that is
 * what it means, but for those who edit a line.
 */
#define TUI_ALT(character) ((tui_key)(TUI_K_ALT + (character)))

/* Key called NAME in scripts: "Down", "Ctrl-L", "Alt-b", "é"; or none. */
tui_key tui_key_named(dp_str name);
/* Appends the name that people read: "Enter", "Ctrl-L", "?"; translated. */
void tui_key_name(tui_key key, struct dp_buf *out);

/* ---- commands --------------------------------------------------------- */

enum tui_command {
	TUI_NOTHING,
#define TUI_COMMAND(id, key, also, word, title, help) TUI_##id,
#include "tui/keys.def"
#undef TUI_COMMAND
	TUI_COMMANDS
};

struct tui_command_info {
	tui_key key, also;
	const char *word;  /* in scripts and behind : in every language */
	const char *title; /* marked N_: in the key bar, and behind : too */
	const char *help;  /* marked N_: one sentence */
};

/* What is known of C; static. */
const struct tui_command_info *tui_command_info(enum tui_command c);
/* The command of KEY, or TUI_NOTHING. The same everywhere. */
enum tui_command tui_command_of_key(tui_key key);
/*
 * The command called NAME: its word, or its title in the user's language;
 * case and accents weigh nothing.
 */
enum tui_command tui_command_named(dp_str name);
/*
 * How well TYPED, folded, finds C: 0 not at all; more is better: its word or
 * title starts so, has it, has its letters in order, or its help has it.
 */
int tui_command_fits(enum tui_command c, dp_str typed);

#endif
