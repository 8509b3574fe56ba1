/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of keys: those of scripts, and those that people read. */
#include "tui/key.h"

#include "base/i18n.h"

struct name {
	tui_key key;
	const char *script; /* as scripts write it */
	const char *shown;  /* marked N_ */
};

static const struct name names[] = {
	{ TUI_K_ENTER, "Enter", N_("Enter") },
	{ TUI_K_ESC, "Esc", N_("Esc") },
	{ TUI_K_TAB, "Tab", N_("Tab") },
	{ TUI_K_BACKTAB, "Shift-Tab", N_("Shift-Tab") },
	{ TUI_K_UP, "Up", N_("Up arrow") },
	{ TUI_K_DOWN, "Down", N_("Down arrow") },
	{ TUI_K_LEFT, "Left", N_("Left arrow") },
	{ TUI_K_RIGHT, "Right", N_("Right arrow") },
	{ TUI_K_PAGE_UP, "PgUp", N_("PgUp") },
	{ TUI_K_PAGE_DOWN, "PgDn", N_("PgDn") },
	{ TUI_K_HOME, "Home", N_("Home") },
	{ TUI_K_END, "End", N_("End") },
	{ TUI_K_BACKSPACE, "Backspace", N_("Backspace") },
	{ TUI_K_DELETE, "Delete", N_("Delete") },
	{ TUI_K_F1, "F1", N_("F1") },
	{ ' ', "Space", N_("Space") },
};

#define NAMES (sizeof names / sizeof names[0])

tui_key
tui_key_named(dp_str name)
{
	uint32_t c, alt = 0;

	for (size_t i = 0; i < NAMES; i++)
		if (dp_str_is(name, names[i].script))
			return names[i].key;
	if (name.n == 6 && dp_str_starts(name, "Ctrl-") && name.p[5] >= '@' &&
	    name.p[5] <= '_')
		return TUI_CTRL((unsigned char)name.p[5]);
	if (name.n > 4 && dp_str_starts(name, "Alt-")) {
		name = dp_str_from(name, 4);
		alt = TUI_K_ALT;
	}
	if (name.n > 0 && dp_utf8_decode(name.p, name.n, &c) == name.n &&
	    c >= 0x20)
		return c + alt;
	return TUI_K_NONE;
}

void
tui_key_name(tui_key key, struct dp_buf *out)
{
	char bytes[4];

	for (size_t i = 0; i < NAMES; i++) {
		if (names[i].key == key) {
			dp_buf_c(out, _(names[i].shown));
			return;
		}
	}
	if (key > TUI_K_ALT) {
		dp_buf_c(out, _("Alt-"));
		tui_key_name(key - TUI_K_ALT, out);
	} else if (key > TUI_K_CTRL)
		dp_buf_format(out, _("Ctrl-%c"), (char)(key - TUI_K_CTRL));
	else if (key != TUI_K_NONE)
		dp_buf_add(out, bytes, dp_utf8_encode(key, bytes));
}
