/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places of a table that something was found at, walked with n and p. */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/view_table.h"

static void
say_place(struct tui_app *app, const struct tui_table *t)
{
	const struct tui_place *p = &t->place[t->place_at];
	char n[TUI_FIGURE_BYTES];
	struct dp_buf b = { 0 };

	if (p->line)
		dp_buf_format(&b, _("Line %s of the file."),
			      tui_count(p->line, n));
	if (t->n_places > 1)
		dp_buf_format(&b, _(" Place %zu of %zu: n and p."),
			      t->place_at + 1, t->n_places);
	dp_buf_c(&b, _(" Esc: the findings again."));
	tui_say(app, "%.*s", DP_FMT(dp_trim(dp_buf_view(&b))));
	dp_buf_done(&b);
}

/* Rows are left out of a table, never added: a record is at the row of its
   number, or before. */
static void
go(struct tui_app *app, struct tui_table *t)
{
	const struct tui_place *p = &t->place[t->place_at];
	uint64_t record = p->record;

	t->seek = (struct tui_seek){ !p->is_row, record, 0, record - 1 };
	t->row = t->wanted_row = record - 1;
	say_place(app, t);
}

bool
tui_table_seek(struct tui_table *t)
{
	struct tui_seek *s = &t->seek;
	struct dp_window_row at;

	if (!s->on || t->wanted_row || !tui_table_focus(t, &at))
		return false;
	s->on = at.record && at.record != s->record && s->low < s->high;
	if (at.record < s->record)
		s->low = t->row + 1;
	else
		s->high = t->row > 0 ? t->row - 1 : 0;
	s->on = s->on && s->low <= s->high;
	if (s->on)
		t->row = s->low + (s->high - s->low) / 2;
	return s->on;
}

void
tui_table_visit(struct tui_app *app, struct tui_table *t, dp_str column,
		const struct tui_place *place, size_t n, size_t at)
{
	for (size_t i = 0; i < t->n_columns; i++)
		if (dp_str_eq(tui_table_name(t, t->column[i].index), column))
			t->at = i;
	t->n_places = n < TUI_PLACES ? n : TUI_PLACES;
	if (t->n_places == 0)
		return;
	memcpy(t->place, place, t->n_places * sizeof *place);
	t->place_at = at;
	go(app, t);
}

bool
tui_table_next_place(struct tui_app *app, struct tui_table *t, bool backward)
{
	if (t->n_places == 0 || t->sorted || t->n_filters)
		return false;
	t->place_at += backward ? t->n_places - 1 : 1;
	t->place_at %= t->n_places;
	go(app, t);
	return true;
}
