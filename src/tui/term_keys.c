/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Keys, clicks and pasted text as curses gives them, handed to the app. What
 * terminfo does not say of a terminal's keys is said here.
 */
#include "tui/term_keys.h"

#include <curses.h>

#define KEY_PASTE (KEY_MAX + 1)
#define KEY_PASTED (KEY_MAX + 2)
#define PASTE_BYTES (1u << 20)
#define WHEEL_LINES 3

/* What keys send, whatever terminfo says. */
static const struct {
	const char *bytes;
	int key;
} sequences[] = {
	{ "\033[A", KEY_UP },       { "\033OA", KEY_UP },
	{ "\033[B", KEY_DOWN },     { "\033OB", KEY_DOWN },
	{ "\033[C", KEY_RIGHT },    { "\033OC", KEY_RIGHT },
	{ "\033[D", KEY_LEFT },     { "\033OD", KEY_LEFT },
	{ "\033[H", KEY_HOME },     { "\033OH", KEY_HOME },
	{ "\033[F", KEY_END },      { "\033OF", KEY_END },
	{ "\033[1~", KEY_HOME },    { "\033[7~", KEY_HOME },
	{ "\033[4~", KEY_END },     { "\033[8~", KEY_END },
	{ "\033[3~", KEY_DC },      { "\033[5~", KEY_PPAGE },
	{ "\033[6~", KEY_NPAGE },   { "\033[Z", KEY_BTAB },
	{ "\033OP", KEY_F(1) },     { "\033[11~", KEY_F(1) },
	{ "\033[200~", KEY_PASTE }, { "\033[201~", KEY_PASTED },
};

#define SEQUENCES (sizeof sequences / sizeof sequences[0])

void
tui_term_define_keys(void)
{
	for (size_t i = 0; i < SEQUENCES; i++)
		(void)define_key(sequences[i].bytes, sequences[i].key);
}

static tui_key
key_of_code(wint_t code)
{
	static const struct {
		wint_t code;
		tui_key key;
	} table[] = {
		{ KEY_UP, TUI_K_UP },
		{ KEY_DOWN, TUI_K_DOWN },
		{ KEY_LEFT, TUI_K_LEFT },
		{ KEY_RIGHT, TUI_K_RIGHT },
		{ KEY_PPAGE, TUI_K_PAGE_UP },
		{ KEY_NPAGE, TUI_K_PAGE_DOWN },
		{ KEY_HOME, TUI_K_HOME },
		{ KEY_END, TUI_K_END },
		{ KEY_BTAB, TUI_K_BACKTAB },
		{ KEY_DC, TUI_K_DELETE },
		{ KEY_ENTER, TUI_K_ENTER },
		{ KEY_F(1), TUI_K_F1 },
		{ KEY_BACKSPACE, TUI_K_BACKSPACE },
	};

	for (size_t i = 0; i < sizeof table / sizeof table[0]; i++)
		if (table[i].code == code)
			return table[i].key;
	return TUI_K_NONE;
}

/* A character; controls are keys of their own. */
static tui_key
key_of_char(wint_t c)
{
	switch (c) {
	case '\r':
	case '\n':
		return TUI_K_ENTER;
	case '\t':
		return TUI_K_TAB;
	case '\b':
	case 0x7f:
		return TUI_K_BACKSPACE;
	case 0x1b:
		return TUI_K_ESC;
	default:
		return c < 0x20 ? TUI_CTRL(c + 0x40) : (tui_key)c;
	}
}

/* Reads to the end of a control sequence, ESC and [ being read. */
static void
skip_control(void)
{
	wint_t c;

	while (get_wch(&c) == OK && !(c >= 0x40 && c <= 0x7e))
		continue;
}

/* The same of a string, ESC and ] being read: to BEL, or to ESC and \. */
static void
skip_string(void)
{
	wint_t c, before = 0;

	while (get_wch(&c) == OK && c != '\a' && !(before == 0x1b && c == '\\'))
		before = c;
}

/*
 * Esc was read. What follows at once belongs to it: a character that Alt was
 * held for, or a sequence that terminfo does not know, or a late answer. The
 * latter are read to their end and mean nothing.
 */
static tui_key
key_of_esc(void)
{
	wint_t c;

	if (get_wch(&c) != OK)
		return TUI_K_ESC;
	if (c == '[')
		skip_control();
	else if (c == ']')
		skip_string();
	else if (c == 'O')
		(void)get_wch(&c);
	else if (c >= 0x20 && c != 0x7f)
		return TUI_ALT(c);
	return TUI_K_NONE;
}

static void
take_paste(struct tui_app *app)
{
	struct dp_buf b = { 0 };
	wint_t c;
	int tries = 0;

	while (b.n < PASTE_BYTES && tries < 100) {
		int what = get_wch(&c);
		char bytes[4];

		if (what == ERR) {
			/* the rest is on its way: a second at most */
			(void)napms(10);
			tries++;
			continue;
		}
		tries = 0;
		if (what == KEY_CODE_YES && c == KEY_PASTED)
			break;
		if (what == OK)
			dp_buf_add(&b, bytes,
				   dp_utf8_encode((uint32_t)c, bytes));
	}
	tui_app_paste(app, dp_buf_view(&b));
	dp_buf_done(&b);
}

static void
take_mouse(struct tui_app *app)
{
	MEVENT e;

	if (getmouse(&e) != OK)
		return;
	if (e.bstate & BUTTON1_PRESSED)
		tui_app_click(app, e.y, e.x);
	for (int i = 0; i < WHEEL_LINES; i++) {
		if (e.bstate & BUTTON4_PRESSED)
			tui_app_key(app, TUI_K_UP);
		else if (e.bstate & BUTTON5_PRESSED)
			tui_app_key(app, TUI_K_DOWN);
	}
}

/* Bytes of the sequence at TEXT and its key; 0: none is known. */
static size_t
known_sequence(dp_str text, int *code)
{
	for (size_t i = 0; i < SEQUENCES; i++) {
		if (dp_str_starts(text, sequences[i].bytes)) {
			*code = sequences[i].key;
			return strlen(sequences[i].bytes);
		}
	}
	return 0;
}

void
tui_term_typed(struct tui_app *app, dp_str text)
{
	while (text.n > 0 && !tui_app_over(app)) {
		int code = 0;
		uint32_t c = 0;
		size_t n = known_sequence(text, &code);
		tui_key key = n ? key_of_code((wint_t)code) : TUI_K_NONE;

		if (n == 0) {
			n = dp_utf8_decode(text.p, text.n, &c);
			key = n ? key_of_char(c) : TUI_K_NONE;
		}
		if (key != TUI_K_NONE)
			tui_app_key(app, key);
		text = dp_str_from(text, n ? n : 1);
	}
}

int
tui_term_keys(struct tui_app *app, bool *resized)
{
	wint_t c;
	int what, n = 0;

	while (!tui_app_over(app) && (what = get_wch(&c)) != ERR) {
		tui_key key = what == OK ? key_of_char(c) : key_of_code(c);

		n++;
		if (what == KEY_CODE_YES && c == KEY_RESIZE)
			*resized = true;
		else if (what == KEY_CODE_YES && c == KEY_MOUSE)
			take_mouse(app);
		else if (what == KEY_CODE_YES && c == KEY_PASTE)
			take_paste(app);
		else if (key == TUI_K_ESC)
			key = key_of_esc();
		if (key != TUI_K_NONE)
			tui_app_key(app, key);
	}
	return n;
}
