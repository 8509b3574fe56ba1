/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The lesson and the work: beside each other on a wide screen, one above the
 * other on a usual one, one at a time on a small one.
 */
#include "base/i18n.h"
#include "tui/view_lesson.h"

#define TEXT_LEAST_ROWS 8
#define WORK_LEAST_ROWS 7
#define TEXT_COLS 56 /* wide: of the text at most */

size_t
tui_lesson_lines(const struct tui_app *app, const struct tui_lesson *s,
		 int *rows)
{
	struct tui_rect text, work;
	struct tui_page p = { 0 };
	size_t n;

	tui_lesson_areas(app, s, &text, &work);
	text = tui_inside(text.rows > 0 ? text : tui_body(app));
	tui_lesson_page(s, &p);
	n = tui_page_draw(&p, NULL, text, 0, 0, NULL);
	tui_page_done(&p);
	*rows = text.rows;
	return n;
}

/* Rows that the text needs, frame and all. */
static int
needed(const struct tui_lesson *s, struct tui_rect area)
{
	struct tui_page p = { 0 };
	size_t n;

	tui_lesson_page(s, &p);
	n = tui_page_draw(&p, NULL, tui_inside(area), 0, 0, NULL);
	tui_page_done(&p);
	return n > 1000 ? 1000 : (int)n + 2;
}

void
tui_lesson_areas(const struct tui_app *app, const struct tui_lesson *s,
		 struct tui_rect *text, struct tui_rect *work)
{
	struct tui_rect area = tui_body(app);

	*text = *work = area;
	if (tui_layout(app) == TUI_WIDE) {
		text->cols = area.cols * 2 / 5;
		if (text->cols > TEXT_COLS)
			text->cols = TEXT_COLS;
		work->col += text->cols;
		work->cols -= text->cols;
	} else if (tui_layout(app) == TUI_STANDARD) {
		/* what is looked at gets the room */
		bool works = s->focus != TUI_PART_TEXT ||
			     s->work == TUI_PART_ANSWER;
		int most = works ? TEXT_LEAST_ROWS :
				   area.rows - WORK_LEAST_ROWS;
		int n = needed(s, area);

		text->rows = n < TEXT_LEAST_ROWS ? TEXT_LEAST_ROWS :
			     n > most            ? most :
						   n;
		work->row += text->rows;
		work->rows -= text->rows;
	} else if (s->focus == TUI_PART_TEXT) {
		work->rows = 0;
	} else {
		text->rows = 0;
	}
}

/* ---- what is in sight --------------------------------------------------- */

/*
 * The page P turned so that paragraph AT is in sight, unless IF_HIDDEN and it
 * is; false then.
 */
static bool
turn_to(const struct tui_app *app, struct tui_lesson *s,
	const struct tui_page *p, size_t at, bool if_hidden)
{
	struct tui_rect text, work;
	size_t line = 0, n, rows;

	tui_lesson_areas(app, s, &text, &work);
	text = tui_inside(text.rows > 0 ? text : tui_body(app));
	rows = text.rows > 0 ? (size_t)text.rows : 1;
	n = tui_page_draw(p, NULL, text, 0, at, &line);
	if (if_hidden && line >= s->top && line < s->top + rows)
		return false;
	s->top = n <= rows ? 0 : line < n - rows ? line : n - rows;
	return true;
}

void
tui_lesson_show_answer(const struct tui_app *app, struct tui_lesson *s)
{
	struct tui_page p = { 0 };

	tui_lesson_page(s, &p);
	(void)turn_to(app, s, &p, p.answer, false);
	tui_page_done(&p);
}

bool
tui_lesson_show_choice(const struct tui_app *app, struct tui_lesson *s)
{
	struct tui_page p = { 0 };
	bool turned = false;
	size_t at = 0;

	tui_lesson_page(s, &p);
	while (at < p.n && p.at[at].choice != s->choice + 1)
		at++;
	if (at < p.n)
		turned = turn_to(app, s, &p, at, true);
	tui_page_done(&p);
	return turned;
}

/* ---- the text --------------------------------------------------------- */

static void
draw_text(const struct tui_lesson *s, struct tui_grid *g, struct tui_rect area)
{
	struct tui_rect in = tui_inside(area);
	size_t rows = in.rows > 0 ? (size_t)in.rows : 1, top = s->top, n;
	struct tui_page p = { 0 };
	char remark[64] = "";

	tui_lesson_page(s, &p);
	n = tui_page_draw(&p, NULL, in, 0, 0, NULL);
	if (top + rows > n)
		top = n > rows ? n - rows : 0;
	if (n > rows)
		(void)snprintf(remark, sizeof remark,
			       s->focus == TUI_PART_TEXT ?
				       _("n/p, line %zu of %zu") :
				       _("line %zu of %zu"),
			       top + rows, n);
	if (s->focus == TUI_PART_TEXT)
		tui_cursor(g, in.row, in.col);
	tui_target(g, area, TUI_TARGET_TEXT);
	tui_box(g, area, _("Lesson"), remark);
	(void)tui_page_draw(&p, g, in, top, 0, NULL);
	tui_page_done(&p);
}

/* ---- the work --------------------------------------------------------- */

/* A text as it is, line by line; where the table is not. */
static void
draw_lines(const struct tui_lesson *s, struct tui_grid *g, struct tui_rect area,
	   dp_str text, const char *title)
{
	struct tui_rect in = tui_inside(area);
	bool focus = s->focus == s->work;
	char remark[64];
	size_t n = 0;

	for (size_t i = 0; i < text.n; i++)
		n += text.p[i] == '\n';
	(void)snprintf(remark, sizeof remark,
		       n > (size_t)in.rows && !focus ?
			       _("Tab: all %zu lines") :
			       P_("%zu line", "%zu lines", n),
		       n);
	tui_box(g, area, title, remark);
	n = 0;
	while (text.p && text.n > 0) {
		dp_str line = dp_str_cut(&text, '\n');

		if (n >= s->output_top && n - s->output_top < (size_t)in.rows)
			(void)tui_put(g, in.row + (int)(n - s->output_top),
				      in.col, in.cols, TUI_TEXT, line);
		n++;
	}
	if (focus)
		tui_cursor(g, in.row, in.col);
}

void
tui_lesson_draw(const struct tui_app *app, const struct tui_view *v,
		struct tui_grid *g, struct tui_rect area)
{
	const struct tui_lesson *s = v->state;
	struct tui_rect text, work;

	(void)area;
	tui_lesson_areas(app, s, &text, &work);
	if (work.rows > 0 && s->work == TUI_PART_ANSWER)
		draw_lines(s, g, work, dp_buf_view(&s->output),
			   s->asked ? s->asked : _("Answer"));
	else if (work.rows > 0 && tui_lesson_works(s))
		tui_table_draw(app, &s->table, g);
	else if (work.rows > 0)
		draw_lines(s, g, work, dp_buf_view(&s->project),
			   DP_PROJECT_FILE);
	if (text.rows > 0)
		draw_text(s, g, text);
}
