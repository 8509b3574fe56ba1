/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands, and how one is found in it. */
#include "tui/key.h"

#include <dpipe/text.h>

#include "base/i18n.h"

static const struct tui_command_info table[TUI_COMMANDS] = {
	[TUI_NOTHING] = { 0, 0, "", "", "" },
#define TUI_COMMAND(id, key, also, word, title, help) \
	[TUI_##id] = { key, also, word, title, help },
#include "tui/keys.def"
#undef TUI_COMMAND
};

const struct tui_command_info *
tui_command_info(enum tui_command c)
{
	return &table[c < TUI_COMMANDS ? c : TUI_NOTHING];
}

enum tui_command
tui_command_of_key(tui_key key)
{
	for (int c = 1; key != TUI_K_NONE && c < TUI_COMMANDS; c++)
		if (table[c].key == key || table[c].also == key)
			return (enum tui_command)c;
	return TUI_NOTHING;
}

/* TEXT folded, in ROOM; it holds until ROOM is used again. */
static dp_str
fold(dp_str text, struct dp_buf *room)
{
	room->n = 0;
	dp_fold(text, room);
	return dp_buf_view(room);
}

enum tui_command
tui_command_named(dp_str name)
{
	struct dp_buf a = { 0 }, b = { 0 };
	dp_str typed = fold(dp_trim(name), &a);
	enum tui_command found = TUI_NOTHING;

	for (int c = 1; c < TUI_COMMANDS && !found; c++) {
		if (dp_str_is(typed, table[c].word))
			found = (enum tui_command)c;
	}
	for (int c = 1; c < TUI_COMMANDS && !found; c++) {
		if (dp_str_eq(typed, fold(dp_str_c(_(table[c].title)), &b)))
			found = (enum tui_command)c;
	}
	dp_buf_done(&a);
	dp_buf_done(&b);
	return found;
}

/* True when the letters of FEW stand in MANY in their order. */
static bool
in_order(dp_str few, dp_str many)
{
	size_t at = 0;

	for (size_t i = 0; i < many.n && at < few.n; i++)
		at += few.p[at] == many.p[i];
	return at == few.n;
}

static int
fits(dp_str typed, dp_str text, int most)
{
	ptrdiff_t at = dp_str_search(text, typed);

	if (at == 0)
		return text.n == typed.n ? most + 1 : most;
	if (at > 0)
		return text.p[at - 1] == ' ' ? most - 1 : most - 2;
	return 0;
}

int
tui_command_fits(enum tui_command c, dp_str typed)
{
	const struct tui_command_info *t = tui_command_info(c);
	struct dp_buf b = { 0 };
	int best, other;

	best = dp_str_search(dp_str_c(t->word), typed) == 0 ? 9 : 0;
	other = fits(typed, fold(dp_str_c(_(t->title)), &b), 10);
	if (best < other)
		best = other;
	if (!best && in_order(typed, dp_buf_view(&b)))
		best = 4;
	if (!best)
		best = fits(typed, fold(dp_str_c(_(t->help)), &b), 3);
	dp_buf_done(&b);
	return best < 0 ? 0 : best;
}
