/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Another value for a cell: a step of one record where a column tells the
 * records apart, of the value wherever it stands where none does.
 */
#include "tui/view_table_bench.h"

#include <stdlib.h>

#include <dpipe/recipe.h>

#include "base/i18n.h"
#include "tui/recipe_line.h"

/* ---- which record ------------------------------------------------------ */

/* Do the rows seen so far differ in column INDEX? */
static bool
tells_apart(const struct tui_table *t, size_t index)
{
	struct dp_seen s;

	dp_view_seen(tui_table_view(t), index, &s);
	return s.n_rows > 1 && s.n_empty == 0 &&
	       (s.more_distinct ? s.n_frequent <= 1 : s.n_distinct == s.n_rows);
}

/* The first column, not EXCEPT, that tells the rows apart; or -1. */
static ptrdiff_t
key_column(const struct tui_table *t, size_t except)
{
	const struct dp_schema *s = dp_view_schema(t->file);

	for (size_t i = 0; i < s->n; i++)
		if (i != except && tells_apart(t, i))
			return (ptrdiff_t)i;
	return -1;
}

/* Can NAME be written before the = of a parameter, and mean a column? */
static bool
is_plain(dp_str name)
{
	static const char *const taken[] = { "key", "where", "on-error", "as" };
	struct dp_buf b = { 0 };
	bool plain;

	dp_recipe_word(name, &b);
	plain = dp_str_eq(dp_buf_view(&b), name);
	for (size_t i = 0; i < sizeof taken / sizeof *taken; i++)
		plain = plain && !dp_str_is(name, taken[i]);
	dp_buf_done(&b);
	return plain;
}

static void
set_line(const struct tui_table *t, const struct dp_window_row *row, size_t key,
	 size_t column, dp_str to, struct dp_buf *out)
{
	dp_str name = tui_table_name(t, key);

	dp_buf_c(out, "set ");
	if (is_plain(name))
		dp_buf_format(out, "%.*s=", DP_FMT(name));
	dp_recipe_quote(dp_cell_str(&row->cell[key]), out);
	dp_buf_char(out, ' ');
	dp_recipe_word(tui_table_name(t, column), out);
	dp_buf_char(out, ' ');
	dp_recipe_quote(dp_cell_str(&row->cell[column]), out);
	dp_buf_c(out, " -> ");
	dp_recipe_quote(to, out);
	if (is_plain(name))
		return;
	dp_buf_c(out, " key=");
	dp_recipe_quote(name, out);
}

/* ---- asking ------------------------------------------------------------ */

static void
change_cell(struct tui_app *app, dp_str text, dp_str choice)
{
	struct tui_table *t = tui_table_top(app);
	struct dp_buf line = { 0 };
	struct dp_window_row row;
	ptrdiff_t key;
	size_t column;
	dp_str now;

	(void)choice;
	if (!t || !tui_table_focus(t, &row))
		return;
	column = tui_table_index(t);
	now = dp_cell_str(&row.cell[column]);
	if (dp_str_eq(now, text)) {
		tui_say(app, _("That is its value already."));
		return;
	}
	key = key_column(t, column);
	if (key >= 0)
		set_line(t, &row, (size_t)key, column, text, &line);
	else
		dp_edit_step(tui_table_name(t, column), &now, 1, text, &line);
	tui_recipe_cautioned(app, t->name, dp_buf_view(&line),
			     key >= 0 ? NULL :
					N_("No column tells the rows apart: "
					   "the value changes wherever it "
					   "stands."));
	dp_buf_done(&line);
}

static const struct tui_ask ask_value = { N_("New value:"), "values", NULL,
					  change_cell };

void
tui_edit_ask(struct tui_app *app, struct tui_table *t)
{
	struct dp_window_row row;
	const struct dp_cell *cell;
	char *value;

	if (!tui_table_focus(t, &row)) {
		tui_say(app, _("The row is being read."));
		return;
	}
	cell = &row.cell[tui_table_index(t)];
	if ((cell->flags & DP_CELL_CUT) ||
	    dp_str_find(dp_cell_str(cell), '\n') >= 0) {
		tui_say(app, _("This cell is too long, or has several lines: "
			       "type a step behind : instead, such as "
			       "replace."));
		return;
	}
	value = dp_strdup(dp_cell_str(cell));
	tui_ask(app, &ask_value, value);
	free(value);
}
