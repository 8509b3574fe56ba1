/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What leaves a table: y copies, t says it in sentences, x saves the rows as
 * they are filtered, sorted and chosen.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/clipboard.h"
#include "tui/view_table_out.h"

/* ---- copying ----------------------------------------------------------- */

/* Cell as a text of one line: what would end it is a blank. */
static void
add_cell(struct dp_buf *out, dp_str cell)
{
	for (size_t i = 0; i < cell.n; i++)
		dp_buf_char(out, cell.p[i] == '\t' || cell.p[i] == '\n' ||
						 cell.p[i] == '\r' ?
					 ' ' :
					 cell.p[i]);
}

/* The shown columns of ROW (NULL: their names), tabs between them. */
static void
add_row(const struct tui_table *t, const struct dp_window_row *row,
	struct dp_buf *out)
{
	bool first = true;

	for (size_t i = 0; i < t->n_columns; i++) {
		size_t index = t->column[i].index;

		if (t->column[i].hidden)
			continue;
		if (!first)
			dp_buf_char(out, '\t');
		first = false;
		add_cell(out, row ? dp_cell_str(&row->cell[index]) :
				    tui_table_name(t, index));
	}
	dp_buf_char(out, '\n');
}

static void
copy_rows(struct tui_app *app, struct tui_table *t)
{
	struct dp_buf b = { 0 };
	char *what;
	size_t n = 0;

	add_row(t, NULL, &b);
	for (size_t i = 0; i < t->window.n; i++) {
		if (!t->window.at[i].cell)
			continue;
		add_row(t, &t->window.at[i], &b);
		n++;
	}
	what = dp_format(P_("The %zu row in sight is copied, with its header",
			    "The %zu rows in sight are copied, with their "
			    "header",
			    n),
			 n);
	tui_copy(app, what, dp_buf_view(&b));
	free(what);
	dp_buf_done(&b);
}

void
tui_table_copy(struct tui_app *app, struct tui_table *t)
{
	struct dp_window_row row;
	struct dp_cell cell;
	struct dp_buf b = { 0 };

	if (!tui_table_focus(t, &row) || !tui_cell_get(t, &cell)) {
		tui_say(app, _("The row is not there yet."));
		return;
	}
	t->copies++;
	if (t->copies % 3 == 1) {
		tui_copy(app, _("The cell is copied (y again: the row)"),
			 dp_cell_str(&cell));
	} else if (t->copies % 3 == 2) {
		add_row(t, &row, &b);
		tui_copy(app,
			 _("The row is copied (y again: the rows in "
			   "sight)"),
			 dp_buf_view(&b));
		dp_buf_done(&b);
	} else {
		copy_rows(app, t);
	}
}

/* ---- saying ------------------------------------------------------------ */

static void
say_order(const struct tui_table *t, struct dp_buf *out)
{
	for (size_t i = 0; i < t->n_filters; i++) {
		dp_buf_format(out, _("Filter: %s."), t->filter[i].words);
		dp_buf_char(out, '\n');
	}
	if (t->sort_column == DP_ANY_COLUMN)
		return;
	dp_buf_format(out,
		      t->descending ? _("Sorted by %.*s, the largest first.") :
				      _("Sorted by %.*s."),
		      DP_FMT(tui_table_name(t, t->sort_column)));
	dp_buf_char(out, '\n');
}

void
tui_table_say(const struct tui_table *t, struct dp_buf *out)
{
	dp_buf_format(out, _("Table %s."), dp_path_base(t->path));
	dp_buf_char(out, ' ');
	tui_table_say_rows(t, out);
	dp_buf_c(out, ", ");
	dp_buf_format(out, P_("%zu column", "%zu columns", t->n_columns),
		      t->n_columns);
	dp_buf_c(out, ".\n");
	say_order(t, out);
	dp_buf_char(out, '\n');
	if (t->side == TUI_SIDE_FACET)
		tui_facet_say(t, out);
	else
		tui_cell_say(t, out);
}
