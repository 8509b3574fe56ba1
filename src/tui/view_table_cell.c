/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The cell inspector: the value in focus whole, in words, how else it is
 * written in the column, its column and its row.
 */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/reveal.h"
#include "tui/view_table_side.h"

#define SPELLINGS 4 /* that are named */

/* How else a value is written in its column; a facet of those like it. */
struct tui_like {
	struct dp_job *job;
	struct dp_facet got;
	struct dp_view *view; /* not owned; only compared */
	uint64_t row;
	size_t column;
	bool started;
};

/* ---- the cell ---------------------------------------------------------- */

bool
tui_cell_get(const struct tui_table *t, struct dp_cell *out)
{
	struct dp_window_row row;
	size_t index = tui_table_index(t);

	/* whole where that is there, else its start */
	if (t->whole.n == 1 && t->whole.at[0].cell && t->whole_row == t->row &&
	    t->whole_view == tui_table_view(t)) {
		*out = t->whole.at[0].cell[index];
		return true;
	}
	if (!tui_table_focus(t, &row))
		return false;
	*out = row.cell[index];
	return true;
}

static void
describe(const struct tui_table *t, const struct dp_cell *cell,
	 struct dp_buf *out)
{
	tui_describe(dp_cell_str(cell), dp_pages_dialect(t->pages)->encoding,
		     cell->flags & DP_CELL_BAD, out);
}

/* Which of the table's rows that is, from 1; 0: not known yet. */
static uint64_t
number_of(const struct tui_table *t)
{
	struct dp_window_row row;

	return tui_table_focus(t, &row) ? row.row + 1 : 0;
}

/* ---- other spellings --------------------------------------------------- */

static void
forget(struct tui_table *t)
{
	if (!t->like)
		return;
	tui_work_drop(t, t->like->job);
	t->like->job = NULL;
	t->like->started = false;
	t->like->got.n = 0;
}

void
tui_cell_close(struct tui_table *t)
{
	if (!t->like)
		return;
	dp_job_free(t->like->job);
	dp_facet_done(&t->like->got);
	free(t->like);
	t->like = NULL;
}

void
tui_cell_settle(struct tui_table *t)
{
	struct dp_facet_opts o = { .max_values = SPELLINGS + 1 };
	struct dp_view *v = tui_table_view(t);
	struct dp_err err = { 0 };
	struct dp_cell cell;

	if (t->side != TUI_SIDE_CELL) {
		forget(t);
		t->whole_view = NULL;
		return;
	}
	dp_view_row(v, t->row, &t->whole);
	t->whole_row = t->row;
	t->whole_view = v;
	if (!t->like)
		t->like = dp_alloc0(sizeof *t->like);
	if (t->like->started && t->like->row == t->row &&
	    t->like->column == tui_table_index(t) && t->like->view == v)
		return;
	forget(t);
	if (!tui_cell_get(t, &cell) || dp_trim(dp_cell_str(&cell)).n == 0)
		return;
	t->like->row = t->row;
	t->like->view = v;
	t->like->column = o.column = tui_table_index(t);
	o.like = dp_cell_str(&cell);
	t->like->started = true;
	t->like->job = dp_facet_start(tui_table_filtered(t), &o, &err);
}

void
tui_cell_news(struct tui_table *t)
{
	struct dp_job_state s;

	if (!t->like || !t->like->job)
		return;
	dp_job_look(t->like->job, &s);
	dp_facet_get(t->like->job, &t->like->got);
	if (s.status == DP_JOB_WAITING || s.status == DP_JOB_RUNNING)
		return;
	dp_job_free(t->like->job);
	t->like->job = NULL;
}

bool
tui_cell_busy(const struct tui_table *t)
{
	return t->side == TUI_SIDE_CELL &&
	       ((t->whole.n_missing > 0 && t->whole.err.code == DP_OK) ||
		(t->like && t->like->job));
}

/* Appends how else the value is written, and how often. */
static void
say_like(const struct tui_table *t, struct dp_buf *out)
{
	const struct dp_facet *f = t->like ? &t->like->got : NULL;
	char n[TUI_FIGURE_BYTES];

	if (!f || !t->like->started)
		return;
	if (!f->complete && f->n < 2) {
		dp_buf_c(out, _("Looking for other spellings in this column "
				"…"));
		return;
	}
	if (f->n < 2) {
		dp_buf_c(out, _("No other spelling of it in this column."));
		return;
	}
	dp_buf_c(out, f->complete ? _("Written in this column:") :
				    _("Written in this column, so far:"));
	for (size_t i = 0; i < f->n && i < SPELLINGS; i++) {
		dp_buf_c(out, i ? ", " : " ");
		tui_reveal(f->value[i].value, out);
		dp_buf_format(out, " (%s)", tui_count(f->value[i].n, n));
	}
	dp_buf_c(out, f->n > SPELLINGS ? " …" : ".");
}

/* ---- the column, the row ----------------------------------------------- */

static const char *
kind_word(enum dp_seen_kind kind)
{
	switch (kind) {
	case DP_SEEN_NUMBERS:
		return C_("column", "numbers");
	case DP_SEEN_DATES:
		return C_("column", "dates");
	case DP_SEEN_TEXT:
		return C_("column", "text");
	case DP_SEEN_EMPTY:
		break;
	}
	return C_("column", "empty");
}

const char *
tui_column_kind(const struct tui_table *t, size_t index)
{
	struct dp_seen seen;

	dp_view_seen(tui_table_view(t), index, &seen);
	return kind_word(seen.kind);
}

static void
say_column(const struct tui_table *t, struct dp_buf *out)
{
	struct dp_seen s;
	char rows[TUI_FIGURE_BYTES], n[TUI_FIGURE_BYTES];

	dp_view_seen(tui_table_view(t), tui_table_index(t), &s);
	dp_buf_format(out, _("In the %s rows seen so far: "),
		      tui_count(s.n_rows, rows));
	if (s.more_distinct)
		dp_buf_format(out, _("more than %s different values"),
			      tui_count(s.n_distinct, n));
	else
		dp_buf_format(out,
			      P_("%s different value", "%s different values",
				 (unsigned long)s.n_distinct),
			      tui_count(s.n_distinct, n));
	dp_buf_format(out,
		      P_(", %s empty.", ", %s empty.",
			 (unsigned long)s.n_empty),
		      tui_count(s.n_empty, n));
	if (s.n_frequent > 1) {
		dp_buf_c(out, " ");
		dp_buf_c(out, _("Most frequent:"));
		dp_buf_c(out, " ");
		tui_reveal((dp_str){ s.frequent, s.frequent_bytes }, out);
		dp_buf_format(out, " (%s).", tui_count(s.n_frequent, n));
	}
}

/* Appends the cells of the row: in lines with their names, or in one. */
static void
say_row(const struct tui_table *t, bool lines, struct dp_buf *out)
{
	struct dp_window_row row;

	if (!tui_table_focus(t, &row))
		return;
	for (size_t i = 0; i < t->n_columns; i++) {
		size_t index = t->column[i].index;
		dp_str name = tui_table_name(t, index);
		size_t from;

		if (t->column[i].hidden)
			continue;
		if (lines)
			dp_buf_format(out, "%.*s: ", DP_FMT(name));
		else if (i > 0)
			dp_buf_c(out, " | ");
		from = out->n;
		tui_reveal(dp_cell_str(&row.cell[index]), out);
		for (; from < out->n; from++)
			if (out->p[from] == '\n' || out->p[from] == '\r')
				out->p[from] = ' ';
		if (lines)
			dp_buf_char(out, '\n');
	}
}

/* Why there is no cell to be shown. */
static const char *
missing(const struct tui_table *t)
{
	bool exact;

	if (tui_table_rows(t, &exact) == 0 && exact)
		return _("There is no row.");
	return _("The row is being read.");
}

/* ---- in words ---------------------------------------------------------- */

void
tui_cell_say(const struct tui_table *t, struct dp_buf *out)
{
	struct dp_cell cell;
	uint64_t number = number_of(t);
	char n[TUI_FIGURE_BYTES];

	if (!tui_cell_get(t, &cell)) {
		dp_buf_c(out, missing(t));
		return;
	}
	dp_buf_format(out, _("Row %s, column %zu of %zu: %.*s."),
		      tui_count(number, n), t->at + 1, t->n_columns,
		      DP_FMT(tui_table_name(t, tui_table_index(t))));
	dp_buf_c(out, "\n\n  ");
	tui_reveal(dp_cell_str(&cell), out);
	dp_buf_c(out, "\n\n");
	describe(t, &cell, out);
	dp_buf_char(out, '\n');
	say_like(t, out);
	dp_buf_c(out, "\n\n");
	say_column(t, out);
	dp_buf_c(out, "\n\n");
	dp_buf_c(out, _("The whole row:"));
	dp_buf_char(out, '\n');
	say_row(t, true, out);
}

/* ---- drawing ----------------------------------------------------------- */

/* A paragraph at *IN, MOST rows of it; what is left of IN lies below. */
static void
put(struct tui_grid *g, struct tui_rect *in, int indent, int most,
    enum tui_role role, dp_str text)
{
	struct tui_rect at = *in;
	int rows;

	at.col += indent;
	at.cols -= indent;
	rows = tui_wrap(NULL, at, 0, role, text);
	if (most > in->rows)
		most = in->rows;
	if (most <= 0 || text.n == 0)
		return;
	at.rows = rows < most ? rows : most;
	(void)tui_wrap(g, at, 0, role, text);
	if (rows > most)
		(void)tui_put_right(g, at.row + most - 1, at.col, at.cols,
				    TUI_QUIET, DP_S(" ~"));
	in->row += at.rows;
	in->rows -= at.rows;
}

/* Title and place of the cell; the caller frees it. */
static char *
title_of(const struct tui_table *t)
{
	size_t index = tui_table_index(t);
	dp_str name = tui_table_name(t, index);
	char n[TUI_FIGURE_BYTES];

	return dp_format(_("Row %s, %.*s (%s)"), tui_count(number_of(t), n),
			 DP_FMT(name), tui_column_kind(t, index));
}

static void
draw_low(const struct tui_table *t, struct tui_grid *g, struct tui_rect in,
	 const struct dp_cell *cell)
{
	struct dp_buf b = { 0 };
	int keep = in.rows > 4 ? 2 : in.rows > 3; /* for what comes last */

	tui_reveal(dp_cell_str(cell), &b);
	put(g, &in, 2, in.rows > 4 ? in.rows - 4 : 1, TUI_STRONG,
	    dp_buf_view(&b));
	b.n = 0;
	describe(t, cell, &b);
	put(g, &in, 0, in.rows - 1 - keep > 1 ? 2 : 1, TUI_TEXT,
	    dp_buf_view(&b));
	b.n = 0;
	say_like(t, &b);
	put(g, &in, 0, in.rows > keep ? in.rows - keep : 1, TUI_TEXT,
	    dp_buf_view(&b));
	b.n = 0;
	dp_buf_c(&b, _("Row: "));
	say_row(t, false, &b);
	put(g, &in, 0, in.rows > 1 ? in.rows - 1 : in.rows, TUI_QUIET,
	    dp_buf_view(&b));
	dp_buf_done(&b);
	put(g, &in, 0, 1, TUI_QUIET,
	    dp_str_c(_("n/p next/previous value  y copy  Enter all of it  "
		       "Esc close")));
}

static void
draw_high(const struct tui_table *t, struct tui_grid *g, struct tui_rect in,
	  const struct dp_cell *cell)
{
	struct dp_buf b = { 0 };
	int third = in.rows / 3;

	in.row++;
	in.rows -= 2;
	tui_reveal(dp_cell_str(cell), &b);
	put(g, &in, 2, third, TUI_STRONG, dp_buf_view(&b));
	in.row++;
	in.rows--;
	b.n = 0;
	describe(t, cell, &b);
	put(g, &in, 0, third, TUI_TEXT, dp_buf_view(&b));
	in.row++;
	in.rows--;
	b.n = 0;
	say_like(t, &b);
	put(g, &in, 0, third, TUI_TEXT, dp_buf_view(&b));
	b.n = 0;
	say_column(t, &b);
	in.row++;
	in.rows--;
	put(g, &in, 0, 5, TUI_TEXT, dp_buf_view(&b));
	b.n = 0;
	in.row++;
	in.rows--;
	put(g, &in, 0, 1, TUI_TITLE, dp_str_c(_("The whole row:")));
	say_row(t, true, &b);
	put(g, &in, 0, in.rows, TUI_QUIET, dp_buf_view(&b));
	dp_buf_done(&b);
}

void
tui_cell_draw(const struct tui_table *t, struct tui_grid *g,
	      struct tui_rect area)
{
	bool high = area.rows > 16;
	char *title = title_of(t);
	struct tui_rect in = area;
	struct dp_cell cell;

	if (high) {
		tui_box(g, area, title, NULL);
		in = tui_inside(area);
	} else {
		tui_fill(g, area, TUI_TEXT);
		tui_rule(g, area.row, area.col, area.cols, title, NULL);
		in.row++;
		in.rows--;
		in.col++;
		in.cols -= 2;
	}
	free(title);
	if (!tui_cell_get(t, &cell))
		(void)tui_put_c(g, in.row, in.col, in.cols, TUI_QUIET,
				missing(t));
	else if (high)
		draw_high(t, g, in, &cell);
	else
		draw_low(t, g, in, &cell);
}
