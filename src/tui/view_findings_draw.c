/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of findings and what is known of the one in focus, drawn. */
#include <stdlib.h>

#include "base/i18n.h"
#include "tui/list.h"
#include "tui/view_findings.h"

#define LIST_LEAST 4   /* lines of the list above the details */
#define LIST_MOST 7    /* the same */
#define DETAILS_ROWS 9 /* lines the details need below a list */
#define COUNT_COLS 9

void
tui_findings_split(const struct tui_app *app, const struct tui_findings *s,
		   struct tui_rect area, struct tui_rect *list,
		   struct tui_rect *details)
{
	int n = s->found ? (int)s->found->n : 0;

	*list = *details = area;
	if (!s->found || n == 0) {
		details->rows = 0;
	} else if (tui_layout(app) == TUI_WIDE) {
		list->cols = area.cols / 2;
		details->col += list->cols;
		details->cols -= list->cols;
	} else if (area.rows >= LIST_LEAST + 2 + DETAILS_ROWS) {
		n = n < LIST_LEAST ? LIST_LEAST : n > LIST_MOST ? LIST_MOST : n;
		list->rows = n + 2;
		if (list->rows > area.rows - DETAILS_ROWS)
			list->rows = area.rows - DETAILS_ROWS;
		details->row += list->rows;
		details->rows -= list->rows;
	} else if (s->details) {
		list->rows = 0;
	} else {
		details->rows = 0;
	}
}

/* ---- the list ---------------------------------------------------------- */

/* "!!" an error, "!" a warning, nothing a note. */
static const char *
mark(enum dp_level level)
{
	return level == DP_ERROR ? "!!" : level == DP_WARNING ? "! " : "  ";
}

/* The sentence without the column, which stands before it. */
static void
say_what(const struct dp_finding *f, struct dp_buf *out)
{
	struct dp_buf b = { 0 };
	dp_str text;

	dp_finding_sentence(f, &b);
	text = dp_buf_view(&b);
	for (size_t i = 0; i < b.n; i++)
		if (b.p[i] == '\n' || b.p[i] == '\r')
			b.p[i] = ' ';
	if (f->column.n && dp_str_starts(text, ": "))
		text = dp_str_from(text, 2);
	dp_buf_str(out, text);
	dp_buf_done(&b);
}

static void
draw_finding(const struct tui_findings *s, struct tui_grid *g,
	     struct tui_rect line, size_t i)
{
	const struct dp_finding *f = &s->found->at[i];
	enum dp_level level = dp_finding_kind(f->id)->level;
	bool here = i == s->at;
	char n[TUI_FIGURE_BYTES];
	struct dp_buf b = { 0 };
	dp_str decision, remark;
	int col = line.col + 2, end = line.col + line.cols;

	(void)tui_put_c(g, line.row, line.col, 1, TUI_TEXT, here ? ">" : " ");
	(void)tui_put_c(g, line.row, col, 2,
			level == DP_NOTE ? TUI_TEXT : TUI_DOUBT, mark(level));
	col += 3;
	if (line.cols >= 60) {
		bool known = tui_findings_decision(s, f, &decision, &remark);

		(void)tui_put_c(g, line.row, col, 3,
				known ? TUI_CHOSEN : TUI_TEXT,
				known ? "[x]" : "[ ]");
		col += 4;
	}
	(void)tui_put_right(g, line.row, col, COUNT_COLS, TUI_TEXT,
			    dp_str_c(tui_count(f->count, n)));
	col += COUNT_COLS + 1;
	say_what(f, &b);
	(void)tui_put(g, line.row, col, end - col, TUI_TEXT, dp_buf_view(&b));
	dp_buf_done(&b);
	if (here && !s->details) {
		tui_role(g, line, TUI_FOCUS);
		tui_cursor(g, line.row, line.col);
	}
	tui_target(g, line, (uint16_t)(i + 1));
}

/* The notes of the result, where the list leaves room. */
static void
draw_notes(const struct tui_findings *s, struct tui_grid *g, struct tui_rect in)
{
	struct dp_buf b = { 0 };
	int used = (int)s->found->n + (s->found->n > 0);

	tui_findings_notes(s, &b);
	in.row += used;
	in.rows -= used;
	if (in.rows > 0)
		(void)tui_wrap(g, in, 0, TUI_QUIET, dp_buf_view(&b));
	if (s->found->n == 0)
		tui_cursor(g, in.row, in.col);
	dp_buf_done(&b);
}

static void
draw_list(const struct tui_findings *s, struct tui_grid *g,
	  struct tui_rect area)
{
	struct tui_rect in = tui_inside(area);
	char place[64] = "";
	size_t top;

	if (s->found->n > 0)
		(void)snprintf(place, sizeof place, _("%zu of %zu"), s->at + 1,
			       s->found->n);
	tui_box(g, area, _("Findings, the worst first"), place);
	top = tui_list_top(s->at, s->found->n, in.rows);
	for (size_t i = top; i < s->found->n && (int)(i - top) < in.rows; i++)
		draw_finding(s, g,
			     (struct tui_rect){ in.row + (int)(i - top), in.col,
						1, in.cols },
			     i);
	draw_notes(s, g, in);
}

/* ---- the details ------------------------------------------------------- */

static void
draw_details(const struct tui_findings *s, struct tui_grid *g,
	     struct tui_rect area)
{
	const struct dp_finding *f = tui_findings_at(s);
	const struct dp_finding_kind *k = dp_finding_kind(f->id);
	struct tui_rect in = tui_inside(area);
	struct dp_buf b = { 0 };
	char *title = dp_format(_("%.*s: %.*s"),
				DP_FMT(dp_str_c(dp_level_word(k->level))),
				DP_FMT(dp_str_c(k->code)));
	char remark[64] = "";
	size_t n, top = s->top, rows = in.rows > 0 ? (size_t)in.rows : 1;

	tui_findings_tell(s, f, &b);
	n = (size_t)tui_wrap(NULL, in, 0, TUI_TEXT, dp_buf_view(&b));
	if (top + rows > n)
		top = n > rows ? n - rows : 0;
	if (n > rows)
		(void)snprintf(remark, sizeof remark, _("line %zu of %zu"),
			       top + rows, n);
	tui_box(g, area, title, remark);
	(void)tui_wrap(g, in, (int)top, TUI_TEXT, dp_buf_view(&b));
	if (s->details) {
		(void)tui_put_c(g, in.row, in.col - 1, 1, TUI_FOCUS, ">");
		tui_cursor(g, in.row, in.col);
	}
	dp_buf_done(&b);
	free(title);
}

/* ---- all --------------------------------------------------------------- */

/* There is no result: it is read, or cannot be. */
static void
draw_waiting(const struct tui_findings *s, struct tui_grid *g,
	     struct tui_rect area)
{
	struct tui_rect in = tui_inside(area);

	tui_box(g, area, _("Findings, the worst first"), NULL);
	(void)tui_wrap(g, in, 0, TUI_TEXT,
		       dp_str_c(s->trouble ? s->trouble :
					     _("All of the file is being "
					       "read …")));
	tui_cursor(g, in.row, in.col);
}

void
tui_findings_draw(const struct tui_app *app, const struct tui_view *v,
		  struct tui_grid *g, struct tui_rect area)
{
	const struct tui_findings *s = v->state;
	struct tui_rect list, details;

	if (!s->found) {
		draw_waiting(s, g, area);
		return;
	}
	tui_findings_split(app, s, area, &list, &details);
	if (list.rows > 0)
		draw_list(s, g, list);
	if (details.rows > 0)
		draw_details(s, g, details);
}
