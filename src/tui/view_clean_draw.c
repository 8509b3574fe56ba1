/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The parts of the workspace on the screen: values, those alike, what
 * changes, history, and, on a wide screen, why.
 */
#include "tui/view_clean.h"

#include <inttypes.h>

#include "base/i18n.h"
#include "tui/list.h"

#define ROW_COLS 7
#define COLUMN_COLS 11

/* ---- places ------------------------------------------------------------ */

struct places {
	struct tui_rect pane[TUI_CLEAN_PANES]; /* rows 0: not seen */
	struct tui_rect why;
};

static void
place_beside(const struct tui_clean *c, struct tui_rect body, bool wide,
	     struct places *out)
{
	struct tui_rect top = body, low = body, left, changes;
	bool alike = c->values.method >= 0;

	low.rows = wide ? body.rows * 3 / 7 : 8;
	top.rows -= low.rows;
	low.row += top.rows;
	left = changes = top;
	left.cols = wide ? 34 : 36;
	changes.cols -= left.cols;
	changes.col += left.cols;
	if (wide) {
		out->pane[TUI_CLEAN_FACET] = left;
		left.col += left.cols;
		left.cols = 36;
		changes.cols -= left.cols;
		changes.col += left.cols;
		out->pane[TUI_CLEAN_ALIKE] = left;
		out->why = low;
		low.cols = low.cols * 2 / 3;
		out->why.col += low.cols;
		out->why.cols -= low.cols;
	} else {
		out->pane[alike ? TUI_CLEAN_ALIKE : TUI_CLEAN_FACET] = left;
	}
	out->pane[TUI_CLEAN_CHANGES] = changes;
	out->pane[TUI_CLEAN_HISTORY] = low;
}

static void
place(const struct tui_app *app, const struct tui_clean *c, struct places *out)
{
	struct tui_rect body = tui_body(app);

	*out = (struct places){ 0 };
	if (tui_layout(app) >= TUI_COMPACT)
		out->pane[c->pane] = body;
	else
		place_beside(c, body, tui_layout(app) == TUI_WIDE, out);
}

bool
tui_clean_sees(const struct tui_app *app, const struct tui_clean *c,
	       enum tui_clean_pane pane)
{
	struct places p;

	place(app, c, &p);
	return p.pane[pane].rows > 0;
}

int
tui_clean_page(const struct tui_app *app, const struct tui_clean *c)
{
	struct places p;
	int rows;

	place(app, c, &p);
	rows = tui_inside(p.pane[c->pane]).rows - 3;
	return rows > 1 ? rows : 1;
}

/* ---- values ------------------------------------------------------------ */

static void
draw_value(const struct tui_lines *l, struct tui_grid *g, struct tui_rect line,
	   size_t i, bool focus)
{
	const struct tui_value *v = &l->line[i];
	char n[TUI_FIGURE_BYTES];
	int count = tui_cols(g, dp_str_c(tui_count(v->n, n)));
	int in = v->member ? 2 : 0, name;
	struct dp_buf b = { 0 };

	name = line.cols - 7 - in - count;
	tui_clean_show_value(v->text, &b);
	(void)tui_put_c(g, line.row, line.col, 1, TUI_TEXT,
			i == l->at ? ">" : " ");
	(void)tui_put_c(g, line.row, line.col + 2 + in, 3,
			v->ticked ? TUI_CHOSEN : TUI_TEXT,
			v->ticked ? "[x]" : "[ ]");
	(void)tui_put(g, line.row, line.col + 6 + in, name,
		      v->head ? TUI_STRONG : TUI_TEXT, dp_buf_view(&b));
	(void)tui_put_right(g, line.row, line.col + line.cols - count, count,
			    TUI_TEXT, dp_str_c(n));
	dp_buf_done(&b);
	if (i == l->at && focus) {
		tui_role(g, line, TUI_FOCUS);
		tui_cursor(g, line.row, line.col);
	}
}

/* The lines of L in AREA, the one with > among them. */
static void
draw_values(const struct tui_lines *l, struct tui_grid *g, struct tui_rect in,
	    unsigned target, bool focus)
{
	size_t top = tui_list_top(l->at, l->n, in.rows);

	for (size_t i = top; i < l->n && (int)(i - top) < in.rows; i++) {
		struct tui_rect line = { in.row + (int)(i - top), in.col, 1,
					 in.cols };

		draw_value(l, g, line, i, focus);
		tui_target(g, line, (uint16_t)(target + i));
	}
	if (l->n == 0 && focus)
		tui_cursor(g, in.row, in.col);
}

/* Words in the last ROWS rows of *IN, which gets shorter; if there is room. */
static void
put_foot(struct tui_grid *g, struct tui_rect *in, int rows, const char *words)
{
	struct tui_rect foot = *in;

	if (in->rows < rows + 4)
		return;
	in->rows -= rows;
	foot.row += in->rows;
	foot.rows = rows;
	(void)tui_wrap(g, foot, 0, TUI_QUIET, dp_str_c(words));
}

static void
draw_facet(const struct tui_clean *c, struct tui_grid *g, struct tui_rect area)
{
	const struct tui_values *v = &c->values;
	struct tui_rect in = tui_inside(area);
	char n[TUI_FIGURE_BYTES], *title, *remark;

	title = dp_format(_("Values: %s"), v->name ? v->name : "");
	(void)tui_count(v->got.n_distinct, n);
	remark = dp_format(v->job ? _("%s so far") :
			   v->got.n_others ?
				    _("over %s values") :
				    P_("%s value", "%s values",
				       (unsigned long)v->got.n_distinct),
			   n);
	tui_box(g, area, title, remark);
	free(title);
	free(remark);
	put_foot(g, &in, 2,
		 /* TRANSLATORS: two lines of 32 columns */
		 _("Space ticks, m one name, e renames, k alike; left, right: "
		   "column"));
	draw_values(&v->facet, g, in, TUI_TARGET_FACET,
		    c->pane == TUI_CLEAN_FACET);
	if (v->facet.n == 0)
		(void)tui_put_c(g, in.row, in.col, in.cols, TUI_QUIET,
				v->job ? _("Counting …") :
					 _("There is no value."));
}

/* What a method takes for alike. */
static const char *
method_words(int method)
{
	static const char *const words[] = {
		N_("fingerprint: same words, case and accents weigh nothing; "
		   "k: another"),
		N_("fingerprint-fr: also St = Saint, s/ = sur; k: another"),
		N_("phonetic-fr: sounds the same in French; k: another"),
		N_("levenshtein: one letter more, less or other; k: another"),
		N_("damerau: also two letters exchanged; k: another"),
		N_("ngram: same pairs of letters, whatever the spaces; k: "
		   "another"),
		N_("metaphone: sounds the same in English; k: another"),
		N_("ppm: one predicts the other, for long names; k: another"),
		N_("jaro: much alike, above all at the start; k: one by one"),
	};

	return _(words[method]);
}

static size_t
groups(const struct tui_lines *l)
{
	size_t n = 0;

	for (size_t i = 0; i < l->n; i++)
		n += l->line[i].head;
	return n;
}

static void
draw_alike(const struct tui_clean *c, struct tui_grid *g, struct tui_rect area)
{
	const struct tui_values *v = &c->values;
	size_t n = groups(&v->alike);
	struct tui_rect in = tui_inside(area);
	char *title = dp_format(_("Alike: %s"), v->name ? v->name : ""),
	     *remark = dp_format(P_("%zu group", "%zu groups", n), n);

	tui_box(g, area, title, v->method < 0 || v->slow ? NULL : remark);
	free(title);
	free(remark);
	if (v->method < 0) {
		(void)tui_wrap(g, in, 0, TUI_QUIET,
			       dp_str_c(_("k looks for values that are "
					  "written differently and may be one "
					  "thing.")));
		return;
	}
	put_foot(g, &in, 2, method_words(v->method));
	draw_values(&v->alike, g, in, TUI_TARGET_ALIKE,
		    c->pane == TUI_CLEAN_ALIKE);
	if (v->alike.n == 0)
		(void)tui_wrap(g, in, 0, TUI_QUIET,
			       dp_str_c(v->job  ? _("Counting …") :
					v->slow ? _("By this method it takes "
						    "too long to list what is "
						    "alike here; the preview "
						    "goes on. k: another "
						    "method.") :
						  _("No two values are alike "
						    "by this method.")));
}

/* ---- changes ----------------------------------------------------------- */

/* Is more than one column among the changes? */
static bool
many_columns(const struct dp_trial *t)
{
	for (size_t i = 1; i < t->n; i++)
		if (!dp_str_eq(t->example[i].column, t->example[0].column))
			return true;
	return false;
}

/* MARK stands apart from VALUE: neither is taken for the sign of a number. */
static void
put_value(struct tui_grid *g, struct tui_rect at, enum tui_role role,
	  const char *mark, dp_str value)
{
	struct dp_buf b = { 0 };

	dp_buf_c(&b, mark);
	tui_clean_show_value(value, &b);
	for (size_t i = 0; i < b.n; i++)
		if (b.p[i] == '\n' || b.p[i] == '\r')
			b.p[i] = ' ';
	(void)tui_put(g, at.row, at.col, at.cols, role, dp_buf_view(&b));
	dp_buf_done(&b);
}

static void
draw_change(const struct dp_change *e, struct tui_grid *g, struct tui_rect line,
	    bool named)
{
	char number[24] = "";
	struct tui_rect at = line;

	if (e->record > 0)
		(void)snprintf(number, sizeof number, "%" PRIu64, e->record);
	(void)tui_put_right(g, line.row, line.col, ROW_COLS - 1, TUI_QUIET,
			    dp_str_c(number));
	at.col += ROW_COLS;
	at.cols -= ROW_COLS;
	if (!e->column.p) {
		put_value(g, at, TUI_DOUBT, "- ", e->before);
		return;
	}
	if (named) {
		(void)tui_put(g, at.row, at.col, COLUMN_COLS - 1, TUI_QUIET,
			      e->column);
		at.col += COLUMN_COLS;
		at.cols -= COLUMN_COLS;
	}
	at.cols /= 2;
	put_value(g, (struct tui_rect){ at.row, at.col, 1, at.cols - 1 },
		  TUI_DOUBT, "- ", e->before);
	at.col += at.cols;
	put_value(g, at, TUI_GOOD, "+ ", e->after);
}

static void
draw_heading(struct tui_grid *g, struct tui_rect line, bool named)
{
	int col = line.col + ROW_COLS, cols = line.cols - ROW_COLS;

	(void)tui_put_right(g, line.row, line.col, ROW_COLS - 1, TUI_TITLE,
			    dp_str_c(C_("heading", "row")));
	if (named) {
		(void)tui_put_c(g, line.row, col, COLUMN_COLS - 1, TUI_TITLE,
				_("column"));
		col += COLUMN_COLS;
		cols -= COLUMN_COLS;
	}
	(void)tui_put_c(g, line.row, col + 2, cols / 2 - 2, TUI_TITLE,
			C_("heading", "before"));
	(void)tui_put_c(g, line.row, col + cols / 2 + 2, cols / 2 - 2,
			TUI_TITLE, C_("heading", "after"));
}

/* TEXT in rows at the end of *IN, MOST of them. */
static void
put_last(struct tui_grid *g, struct tui_rect *in, int most, dp_str text)
{
	struct tui_rect at = *in;

	if (text.n == 0)
		return;
	at.rows = tui_wrap(NULL, at, 0, TUI_TEXT, text);
	if (at.rows > most)
		at.rows = most;
	if (at.rows > in->rows)
		at.rows = in->rows;
	in->rows -= at.rows;
	at.row += in->rows;
	(void)tui_wrap(g, at, 0, TUI_STRONG, text);
}

/* The examples in IN, as many as fit. */
static void
draw_examples(const struct tui_clean *c, struct tui_grid *g, struct tui_rect in)
{
	const struct dp_trial *t = &c->got;
	bool named = many_columns(t);
	struct tui_rect line = in;
	size_t top = c->changes_at, room;

	line.rows = 1;
	if (t->n == 0 || in.rows < 2)
		return;
	draw_heading(g, line, named);
	room = (size_t)in.rows - 1;
	if (top + room > t->n)
		top = t->n > room ? t->n - room : 0;
	for (size_t i = top; i < t->n && room-- > 0; i++) {
		line.row++;
		draw_change(&t->example[i], g, line, named);
	}
}

static void
draw_changes(const struct tui_clean *c, struct tui_grid *g,
	     struct tui_rect area)
{
	struct tui_rect in = tui_inside(area);
	char *title = tui_clean_title(c), *remark = NULL, n[TUI_FIGURE_BYTES],
	     of[TUI_FIGURE_BYTES];
	struct dp_buf b = { 0 };
	int most = in.rows / 3 > 1 ? in.rows / 3 : 1;

	if (c->step && c->got.n_rows > 0 && c->got.n_columns == 1)
		remark = dp_format(_("%s of %s"),
				   tui_count(c->got.tally.changed_cells, n),
				   tui_count(c->got.n_rows, of));
	tui_box(g, area, title, remark);
	free(title);
	free(remark);
	if (c->pane == TUI_CLEAN_CHANGES)
		tui_cursor(g, in.row, in.col);
	if (!c->step) {
		(void)tui_wrap(g, in, 0, TUI_QUIET,
			       dp_str_c(_("Nothing is tried. Tick values and "
					  "press m, press k, or type a step "
					  "behind : such as trim *.")));
		return;
	}
	tui_clean_say_counts(c, &b);
	put_last(g, &in, most, dp_buf_view(&b));
	b.n = 0;
	tui_clean_say_columns(c, &b);
	put_last(g, &in, most, dp_buf_view(&b));
	dp_buf_done(&b);
	if (in.rows > 3) {
		(void)tui_put_c(g, in.row, in.col, in.cols, TUI_STRONG,
				c->step);
		in.row++;
		in.rows--;
	}
	draw_examples(c, g, in);
}

/* What the table's owner wants of it, in the place of the history. */
static void
draw_goal(const struct tui_clean *c, struct tui_grid *g, struct tui_rect area)
{
	struct dp_buf b = { 0 };

	tui_box(g, area, _("The task"), NULL);
	c->t->owner->goal(c->t->owner_self, &b);
	(void)tui_wrap(g, tui_inside(area), 0, TUI_TEXT, dp_buf_view(&b));
	dp_buf_done(&b);
}

static void
draw_why(const struct tui_clean *c, struct tui_grid *g, struct tui_rect area)
{
	struct dp_buf b = { 0 };

	tui_box(g, area, _("Why?"), NULL);
	tui_clean_tell_why(c, &b);
	(void)tui_wrap(g, tui_inside(area), 0, TUI_TEXT, dp_buf_view(&b));
	dp_buf_done(&b);
}

/* ---- all --------------------------------------------------------------- */

void
tui_clean_draw(const struct tui_app *app, const struct tui_view *v,
	       struct tui_grid *g, struct tui_rect area)
{
	const struct tui_clean *c = v->state;
	struct places p;

	(void)area;
	place(app, c, &p);
	if (p.pane[TUI_CLEAN_FACET].rows > 0)
		draw_facet(c, g, p.pane[TUI_CLEAN_FACET]);
	if (p.pane[TUI_CLEAN_ALIKE].rows > 0)
		draw_alike(c, g, p.pane[TUI_CLEAN_ALIKE]);
	if (p.pane[TUI_CLEAN_CHANGES].rows > 0)
		draw_changes(c, g, p.pane[TUI_CLEAN_CHANGES]);
	if (p.pane[TUI_CLEAN_HISTORY].rows > 0 && c->t->owner)
		draw_goal(c, g, p.pane[TUI_CLEAN_HISTORY]);
	else if (p.pane[TUI_CLEAN_HISTORY].rows > 0)
		tui_history_draw(app, c, g, p.pane[TUI_CLEAN_HISTORY]);
	if (p.why.rows > 0)
		draw_why(c, g, p.why);
}
